import { z } from 'zod';
import { procedure } from './access.ts';
import { emptySchema, reasonTextSchema, timeSchema } from './common.ts';
import { signingSchema } from './session.ts';

/**
 * Learned models: what their cards say, who vouches for them, and whether they are in use. Cards follow the applied
 * model card of the Coalition for Health AI: who made it, for what, on which data, how well it does, for whom not.
 */

export const MODEL_IDS = ['acuity', 'admission', 'critical-care-12h', 'return-72h'] as const;
export const modelIdSchema = z.enum(MODEL_IDS);

const digestSchema = z.string().regex(/^[0-9a-f]{64}$/);
const shareSchema = z.number().min(0).max(1);
/** A figure with its 95% interval. */
export const measuredSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });

/** One bin of a reliability diagram: what was predicted on average, and how often it happened. */
export const reliabilityBinSchema = z.object({
  from: shareSchema,
  to: shareSchema,
  n: z.number().int().min(0),
  events: z.number().int().min(0),
  /** Mean prediction in the bin; null where it is empty. */
  predicted: shareSchema.nullable(),
  /** Observed share with its Wilson interval; null where the bin is empty. */
  observed: measuredSchema.nullable(),
});

/** How well a model does on one set of encounters. For acuity the event is "level 1 or 2". */
export const performanceSchema = z.object({
  n: z.number().int(),
  events: z.number().int(),
  /** Null where there were fewer than 10 encounters with the event, or without it. */
  auroc: measuredSchema.nullable(),
  brier: z.number(),
  /** Brier score of a model that always predicts the share of events: the one to beat. */
  brierOfPrevalence: z.number(),
  /** Expected calibration error over ten bins. */
  ece: z.number(),
});

export const subgroupSchema = performanceSchema.extend({
  attribute: z.string(),
  value: z.string(),
  /** Mean prediction minus observed share: positive says that the risk is overstated for this group. */
  gap: z.number(),
  /** False below 30 encounters or 10 events: too few to judge. */
  sufficient: z.boolean(),
});

export const modelCardSchema = z.object({
  id: modelIdSchema,
  title: z.string(),
  version: z.string(),
  released: z.iso.date(),
  developer: z.string(),
  licence: z.string(),
  /** In one sentence: what the number means. */
  estimate: z.string(),
  syntheticNotice: z.string(),
  intendedUse: z.string(),
  users: z.array(z.string()),
  outOfScope: z.array(z.string()),
  warnings: z.array(z.string()),
  trust: z.object({
    inputs: z.string(),
    method: z.string(),
    calibration: z.string(),
    reproducibility: z.string(),
    oversight: z.string(),
  }),
  data: z.object({
    kind: z.literal('synthetic'),
    description: z.string(),
    seed: z.number().int(),
    encounters: z.object({
      training: z.number().int(),
      /** New patients whose complaint is told in words that training has seen. */
      testKnownWording: z.number().int(),
      /** New patients whose complaint is told in words that training has not seen. */
      testNewWording: z.number().int(),
    }),
    prevalence: shareSchema,
    knowledge: z.object({ version: z.string(), digest: digestSchema }),
  }),
  metrics: z.object({
    newWording: performanceSchema,
    knownWording: performanceSchema,
    /** On the encounters with new wording. */
    reliability: z.array(reliabilityBinSchema).length(10),
    subgroups: z.array(subgroupSchema),
    /** How far a training run from the same seed may differ. */
    tolerance: z.object({ auroc: z.number(), brier: z.number(), ece: z.number() }),
  }),
  /** Only for acuity: when the model may make a level more urgent. */
  raising: z
    .object({
      /**
       * The levels that the model may ask for, most urgent first, and the calibrated probability of that level or a
       * more urgent one that it needs.
       */
      levels: z.array(z.object({ level: z.number().int().min(1).max(5), probability: shareSchema })).min(1),
      /** Vital signs that have to be measured. */
      minimumVitals: z.number().int(),
    })
    .nullable(),
  limitations: z.array(z.string()),
  bias: z.string(),
  maintenance: z.string(),
  weights: z.object({ file: z.string(), bytes: z.number().int(), digest: digestSchema }),
  features: z.object({ count: z.number().int(), digest: digestSchema }),
});

export const modelStatusSchema = z.enum(['draft', 'active', 'retired']);
export const modelActSchema = z.enum(['signOff', 'activate', 'retire']);

export const modelProblemSchema = z.object({ code: z.string(), message: z.string(), next: z.string() });

export const modelViewSchema = z.object({
  id: modelIdSchema,
  /** Null where the card itself cannot be read. */
  card: modelCardSchema.nullable(),
  /** SHA-256 of card and weights together: what a signature vouches for. */
  digest: z.string(),
  status: modelStatusSchema,
  /** Who vouches for exactly these files; null where nobody does. */
  signedBy: z
    .object({ kind: z.enum(['release', 'person']), name: z.string(), at: timeSchema.nullable() })
    .nullable(),
  /** Why the model is not used, and what to do; null where it is, or where it was retired. */
  problem: modelProblemSchema.nullable(),
  inMemory: z.boolean(),
  history: z.array(
    z.object({
      act: modelActSchema,
      version: z.string(),
      by: z.string(),
      at: timeSchema,
      reason: z.string(),
      /** Whether it was about the files as they are now. */
      current: z.boolean(),
    }),
  ),
});

export const modelsOverviewSchema = z.object({
  runtime: z.object({
    available: z.boolean(),
    problem: modelProblemSchema.nullable(),
    budgetMiB: z.number(),
    usedMiB: z.number(),
  }),
  models: z.array(modelViewSchema),
});

export const modelsContract = {
  overview: procedure('signedIn', 'See the learned models').input(emptySchema).output(modelsOverviewSchema),
  decide: procedure('model.sign', 'Sign off, activate or retire a model')
    .input(
      z.object({
        modelId: modelIdSchema,
        /** Digest of the model as it was shown. */
        shownDigest: digestSchema,
        act: modelActSchema,
        reason: reasonTextSchema,
        signing: signingSchema,
      }),
    )
    .output(modelViewSchema),
};

export type ModelId = z.infer<typeof modelIdSchema>;
export type ModelCard = z.infer<typeof modelCardSchema>;
export type ModelStatus = z.infer<typeof modelStatusSchema>;
export type ModelAct = z.infer<typeof modelActSchema>;
export type ModelProblem = z.infer<typeof modelProblemSchema>;
export type ModelView = z.infer<typeof modelViewSchema>;
export type ModelsOverview = z.infer<typeof modelsOverviewSchema>;
export type Performance = z.infer<typeof performanceSchema>;
export type Subgroup = z.infer<typeof subgroupSchema>;
export type ReliabilityBin = z.infer<typeof reliabilityBinSchema>;
export type Measured = z.infer<typeof measuredSchema>;
