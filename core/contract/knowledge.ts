import { z } from 'zod';
import { procedure } from './access.ts';
import { emptySchema } from './common.ts';
import { acuitySchema, spanSchema } from './triage-case.ts';

/** What triage knows, to read and to search. Holds nothing about any patient, so everybody who is signed in may. */

/** Every kind of entry that a search can find. */
export const KNOWLEDGE_KINDS = ['presentation', 'rule', 'condition', 'concept'] as const;

export const POPULATIONS = ['adult', 'child', 'infant', 'pregnant', 'older'] as const;

const namedSchema = z.object({ id: z.string(), title: z.string() });
/** A concept of the lexicon with its words: clinical and lay, as people write them. */
const conceptRefSchema = z.object({ id: z.string(), name: z.string(), terms: z.array(z.string()) });
const statementSchema = z.object({ text: z.string(), source: z.string() });

export const knowledgeRuleSchema = z.object({
  /** As an assessment's reason names it: `flag.stridor`, `chest-pain.rest-pain`. */
  id: z.string(),
  acuity: acuitySchema,
  text: z.string(),
  source: z.string(),
  /** In the language of the rules. */
  when: z.string(),
  /** The concepts that the condition names. */
  concepts: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Which part of the cross-cutting rules it belongs to; the presentation's title for one of a presentation. */
  group: z.string(),
  presentation: z.string().nullable(),
});

export const presentationSummarySchema = namedSchema.extend({
  populations: z.array(z.enum(POPULATIONS)),
  /** For whom, where it is not for everybody: `from 16 years`, `under 3 months`, `female`. */
  applies: z.string().nullable(),
  mostUrgent: acuitySchema,
  leastUrgent: acuitySchema,
  discriminators: z.number().int(),
  /** Names of the complaints that bring it up. */
  triggers: z.array(z.string()),
});

export const presentationViewSchema = presentationSummarySchema
  .omit({ triggers: true, discriminators: true })
  .extend({
    triggers: z.array(conceptRefSchema),
    explains: z.array(namedSchema),
    /** Most urgent first. */
    discriminators: z.array(knowledgeRuleSchema),
    /** The level when no discriminator fires, in the order in which they are tried; `when` null for the last. */
    defaults: z.array(
      z.object({ acuity: acuitySchema, text: z.string(), source: z.string(), when: z.string().nullable() }),
    ),
    questions: z.array(z.object({ field: z.string(), ask: z.string(), source: z.string().nullable() })),
    /** `known` is false while a condition has no entry of its own. */
    likely: z.array(namedSchema.extend({ known: z.boolean() })),
    mustNotMiss: z.array(namedSchema.extend({ known: z.boolean() })),
    selfCare: z.array(statementSchema),
    safetyNet: z.array(statementSchema),
    /** The presentation's own test cases with what the rules answer now. */
    examples: z.array(
      z.object({
        narrative: z.string(),
        /** Age, sex, vital signs and history in words; empty where the narrative is all. */
        about: z.string(),
        expected: z.tuple([acuitySchema, acuitySchema]),
        given: acuitySchema,
        agrees: z.boolean(),
        spans: z.array(spanSchema),
        because: z.string().nullable(),
      }),
    ),
  });

export const conditionSummarySchema = namedSchema.extend({
  acuity: acuitySchema,
  mustNotMiss: z.boolean(),
});

/** Evidence for or against a condition; `ratio` is the likelihood ratio, above 1 for, below 1 against. */
const evidenceSchema = z.object({ text: z.string(), ratio: z.number() });

export const conditionViewSchema = conditionSummarySchema.extend({
  /** Per 1,000 people who come with any complaint. */
  prior: z.number(),
  core: z.string().nullable(),
  excludes: z.string().nullable(),
  findings: z.array(evidenceSchema),
  risks: z.array(evidenceSchema),
  source: z.string(),
  example: z.string(),
  presentations: z.array(namedSchema.extend({ as: z.enum(['likely', 'mustNotMiss']) })),
});

export const conceptViewSchema = conceptRefSchema.extend({
  kind: z.string(),
  /** Shown to the clinician when the text denies it. */
  redFlag: z.boolean(),
  broader: z.array(namedSchema),
  narrower: z.array(namedSchema),
  presentations: z.array(namedSchema),
  rules: z.array(knowledgeRuleSchema.pick({ id: true, text: true, acuity: true })),
});

export const knowledgeHitSchema = z.object({
  kind: z.enum(KNOWLEDGE_KINDS),
  id: z.string(),
  title: z.string(),
  /** What was found and where: `also “tummy ache”`, `Chest pain`. */
  detail: z.string(),
  acuity: acuitySchema.nullable(),
});

export const knowledgeOverviewSchema = z.object({
  version: z.string(),
  digest: z.string(),
  counts: z.object({
    presentations: z.number().int(),
    discriminators: z.number().int(),
    rules: z.number().int(),
    conditions: z.number().int(),
    concepts: z.number().int(),
    terms: z.number().int(),
    examples: z.number().int(),
  }),
  /** What the linter complains about; empty when all is well. */
  complaints: z.array(z.object({ place: z.string(), problem: z.string() })),
  scores: z.array(z.object({ id: z.string(), title: z.string(), purpose: z.string(), source: z.string() })),
  targets: z.array(namedSchema.extend({ source: z.string(), minutes: z.array(z.number().int()) })),
  vitalLimits: z.object({
    source: z.string(),
    saturationBelow: z.number(),
    bands: z.array(
      z.object({ label: z.string(), heartRateAbove: z.number(), respiratoryRateAbove: z.number() }),
    ),
  }),
});

const byId = z.object({ id: z.string().min(1).max(200) });

export const knowledgeContract = {
  overview: procedure('signedIn', 'Read about the knowledge base')
    .input(emptySchema)
    .output(knowledgeOverviewSchema),
  presentations: procedure('signedIn', 'List presentations')
    .input(emptySchema)
    .output(z.array(presentationSummarySchema)),
  presentation: procedure('signedIn', 'Read a presentation').input(byId).output(presentationViewSchema),
  /** Rules that hold whatever the complaint. */
  rules: procedure('signedIn', 'List cross-cutting rules')
    .input(emptySchema)
    .output(z.array(knowledgeRuleSchema)),
  rule: procedure('signedIn', 'Read a rule of the knowledge base').input(byId).output(knowledgeRuleSchema),
  conditions: procedure('signedIn', 'List conditions')
    .input(emptySchema)
    .output(z.array(conditionSummarySchema)),
  condition: procedure('signedIn', 'Read a condition').input(byId).output(conditionViewSchema),
  concept: procedure('signedIn', 'Read a concept of the lexicon').input(byId).output(conceptViewSchema),
  search: procedure('signedIn', 'Search the knowledge base')
    .input(
      z.object({
        query: z.string().trim().min(1).max(200),
        limit: z.number().int().min(1).max(200).default(60),
      }),
    )
    .output(z.object({ hits: z.array(knowledgeHitSchema), total: z.number().int() })),
};

export type KnowledgeRule = z.infer<typeof knowledgeRuleSchema>;
export type PresentationSummary = z.infer<typeof presentationSummarySchema>;
export type PresentationView = z.infer<typeof presentationViewSchema>;
export type ConditionSummary = z.infer<typeof conditionSummarySchema>;
export type ConditionView = z.infer<typeof conditionViewSchema>;
export type ConceptView = z.infer<typeof conceptViewSchema>;
export type KnowledgeHit = z.infer<typeof knowledgeHitSchema>;
export type KnowledgeKind = (typeof KNOWLEDGE_KINDS)[number];
export type KnowledgeOverview = z.infer<typeof knowledgeOverviewSchema>;
