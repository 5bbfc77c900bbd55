import { z } from 'zod';

/**
 * What triage reasons about and what it answers. The same shapes serve the intake form, the command line
 * (`fairdoc triage`), the stored assessment and the evaluation.
 */

export const ageSchema = z.union([
  z.number().min(0).max(130), // years
  z.object({ value: z.number().min(0), unit: z.enum(['d', 'wk', 'mo', 'y']) }),
]);

/** Alert, new confusion, responds to voice, responds to pain, unresponsive. */
export const consciousnessSchema = z.enum(['A', 'C', 'V', 'P', 'U']);

/**
 * Units are fixed: /min, %, mmHg, °C, pain 0–10. The bounds only keep out what is not a measurement at all;
 * implausible values within them are asked about, never clamped.
 */
export const vitalsSchema = z.object({
  respiratoryRate: z.number().min(0).max(200).optional(),
  oxygenSaturation: z.number().min(0).max(100).optional(),
  supplementalOxygen: z.boolean().optional(),
  /** NEWS2 scale 2 is chosen by a clinician for hypercapnic respiratory failure; 1 unless stated. */
  oxygenScale: z.union([z.literal(1), z.literal(2)]).optional(),
  systolicBloodPressure: z.number().min(0).max(400).optional(),
  diastolicBloodPressure: z.number().min(0).max(300).optional(),
  heartRate: z.number().min(0).max(400).optional(),
  temperature: z.number().min(0).max(60).optional(),
  consciousness: consciousnessSchema.optional(),
  pain: z.number().min(0).max(10).optional(),
});

export const administrativeSexSchema = z.enum(['female', 'male', 'other', 'unknown']);

/**
 * A question of triage and what the patient said to it. A quality asks about a complaint that is there: whether it is
 * severe, or came suddenly.
 */
export const answerSchema = z.object({
  concept: z.string().min(1).max(100),
  quality: z.enum(['severe', 'sudden']).nullish(),
  answer: z.enum(['yes', 'no', 'unknown']),
});

export const triageCaseSchema = z.object({
  id: z.string().min(1).max(200),
  age: ageSchema.nullish(),
  sex: administrativeSexSchema.nullish(),
  narrative: z.string().max(1_000_000).nullish(),
  vitals: vitalsSchema.nullish(),
  pregnancyWeeks: z.number().min(0).max(45).nullish(),
  conditions: z.array(z.string().max(500)).max(200).nullish(),
  medications: z.array(z.string().max(500)).max(200).nullish(),
  allergies: z.array(z.string().max(500)).max(200).nullish(),
  answers: z.array(answerSchema).max(200).nullish(),
});

export const acuitySchema = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);
export const dispositionSchema = z.enum(['emergency', 'urgent', 'routine', 'self-care']);

/** Offsets in UTF-16 code units into the narrative, end exclusive; `text` is the words themselves. */
export const spanSchema = z.object({
  start: z.number().int().min(0),
  end: z.number().int().min(0),
  text: z.string(),
});

export const measuredValueSchema = z.object({
  /**
   * A key of the vitals, or `age`, `pregnancyWeeks`, `condition`, `medication`, `allergy`, or a score id; `answer`
   * where a question was answered, with the concept's name in words as the value.
   */
  field: z.string(),
  value: z.union([z.number(), z.string(), z.boolean()]),
  unit: z.string().nullable(),
});

/** One reason for a level: which rule, what it says, on whose authority, and the words or the value it rests on. */
export const reasonSchema = z.object({
  rule: z.string(),
  text: z.string(),
  source: z.string(),
  span: spanSchema.nullable(),
  /** The measured or stated value where the reason rests on one instead of, or beside, words. */
  value: measuredValueSchema.nullable(),
  /** The level this reason alone calls for. */
  acuity: acuitySchema,
  /** `decides`: calls for the level given; `supports`: less urgent; `consider`: shown, not forced. */
  role: z.enum(['decides', 'supports', 'consider']),
});

/** Something triage did not know and would ask next, most useful first. */
export const missingSchema = z.object({
  /**
   * A key of the vitals, `age`, `pregnancyWeeks`, `duration`, `glucose`, `narrative`, or a concept: `sweating`, `headache[sudden]`,
   * `denied:fever`. `askedConcept` reads the latter.
   */
  field: z.string(),
  question: z.string(),
  /** What "yes" would put on record, in words: a question may name more than one thing. Null for a value. */
  about: z.string().nullable().default(null),
  /**
   * Expected value of the answer: by how many levels the assessment would change on average, over the answers
   * weighted by how likely they are. A change that crosses into an emergency counts for more than one level; the
   * weights are in resources/triage/asking.yaml. Null where that cannot be told.
   */
  gain: z.number().min(0).nullable().default(null),
  /** The most urgent level that an answer could call for. */
  couldBecome: acuitySchema.nullable().default(null),
});

const VALUE_FIELDS: ReadonlySet<string> = new Set([
  ...Object.keys(vitalsSchema.shape),
  'age',
  'gcs',
  'glucose',
  'duration',
  'pregnancyWeeks',
  'narrative',
]);

/** The concept that a question is about, to be answered with yes or no; null where it asks for a value. */
export function askedConcept(field: string): { concept: string; quality: 'severe' | 'sudden' | null } | null {
  if (VALUE_FIELDS.has(field)) return null;
  const parts = /^(?:denied:)?([a-z0-9-]+)(?:\[(severe|sudden)\])?$/.exec(field);
  if (!parts?.[1]) return null;
  return { concept: parts[1], quality: parts[2] === 'severe' || parts[2] === 'sudden' ? parts[2] : null };
}

/** One finding that makes a condition more or less likely, and the words or the value it rests on. */
export const supportSchema = z.object({
  text: z.string(),
  span: spanSchema.nullable(),
  value: measuredValueSchema.nullable(),
  /** Natural logarithm of the likelihood ratio: positive speaks for the condition, negative against it. */
  weight: z.number(),
});

/** A condition worth ruling out. Shown as "consider", never as a diagnosis. */
export const considerationSchema = z.object({
  /** The id of an entry of resources/triage/conditions. */
  condition: z.string(),
  title: z.string(),
  /** Probability among people who present like this, from the network over the knowledge base. */
  probability: z.number().min(0).max(1),
  likelihood: z.enum(['likely', 'possible', 'cannot-be-excluded']),
  /** The level that the condition calls for where it is real. */
  acuity: acuitySchema,
  mustNotMiss: z.boolean(),
  supports: z.array(supportSchema),
  against: z.array(supportSchema),
  source: z.string(),
});

/** What to tell the patient: how to look after oneself, and when to come back. */
export const adviceSchema = z.object({
  kind: z.enum(['self-care', 'safety-net']),
  presentation: z.string(),
  text: z.string(),
  source: z.string(),
});

export const outcomeSchema = z.enum(['admission', 'criticalCare12h', 'return72h']);

/** What the learned models estimate. Their training data are synthetic; `model` leads to the card that says so. */
export const estimatesSchema = z.object({
  risks: z.array(
    z.object({
      outcome: outcomeSchema,
      /** Calibrated probability. */
      probability: z.number().min(0).max(1),
      /** Name and version of the model. */
      model: z.string(),
    }),
  ),
  acuity: z
    .object({
      /** Probability of each level, 1 to 5. */
      probabilities: z.array(z.number().min(0).max(1)).length(5),
      model: z.string(),
      /** The level that the rules gave, where the model raised it; null where it did not. */
      raisedFrom: acuitySchema.nullable(),
    })
    .nullable(),
});

export const scoreSummarySchema = z.object({
  /** Null when the score cannot be computed: then `missing` or `reason` says why. */
  total: z.number().nullable(),
  band: z.string().nullable(),
  missing: z.array(z.string()),
  reason: z.string().nullable(),
});

/** How the text speaks of something: of the patient now, or not quite. */
export const saidSchema = z.enum(['present', 'possible', 'denied', 'past', 'conditional', 'other']);

/** Words of the narrative that were recognised, and how they are meant. */
export const wordSchema = z.object({ concept: z.string(), said: saidSchema, span: spanSchema });

export const triageResultSchema = z.object({
  id: z.string(),
  acuity: acuitySchema,
  disposition: dispositionSchema,
  targetMinutes: z.number().int().min(0),
  /** 0–1: how much of what the level rests on was known and recognised. Not a probability of being right. */
  confidence: z.number().min(0).max(1),
  reasons: z.array(reasonSchema),
  scores: z.record(z.string(), scoreSummarySchema),
  missing: z.array(missingSchema),
  /** Red flags the text denies: never cleared silently, shown for the clinician to check. */
  denied: z.array(z.object({ concept: z.string(), span: spanSchema })),
  /** What was recognised in the narrative, in its order; at most the first 200. */
  words: z.array(wordSchema).default([]),
  /** Contradictions and implausible values, in words. */
  warnings: z.array(z.string()),
  /** Conditions to consider, the most dangerous plausible ones first. */
  consider: z.array(considerationSchema).default([]),
  advice: z.array(adviceSchema).default([]),
  /** Null where no model was loaded. */
  estimates: estimatesSchema.nullable().default(null),
  /** Which knowledge produced this answer. */
  ruleSet: z.object({ version: z.string(), digest: z.string() }),
});

export type Age = z.infer<typeof ageSchema>;
export type Vitals = z.infer<typeof vitalsSchema>;
export type Consciousness = z.infer<typeof consciousnessSchema>;
export type TriageCase = z.infer<typeof triageCaseSchema>;
export type Answer = z.infer<typeof answerSchema>;
export type Acuity = z.infer<typeof acuitySchema>;
export type Disposition = z.infer<typeof dispositionSchema>;
export type Span = z.infer<typeof spanSchema>;
export type Reason = z.infer<typeof reasonSchema>;
export type TriageResult = z.infer<typeof triageResultSchema>;
export type Word = z.infer<typeof wordSchema>;
export type Said = z.infer<typeof saidSchema>;
export type Missing = z.infer<typeof missingSchema>;
export type Support = z.infer<typeof supportSchema>;
export type Consideration = z.infer<typeof considerationSchema>;
export type Advice = z.infer<typeof adviceSchema>;
export type Estimates = z.infer<typeof estimatesSchema>;
export type ScoreSummary = z.infer<typeof scoreSummarySchema>;
