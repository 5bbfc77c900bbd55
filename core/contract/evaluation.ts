import { z } from 'zod';
import { procedure } from './access.ts';
import { fileSchema, idSchema, timeSchema } from './common.ts';
import { acuitySchema, spanSchema, triageCaseSchema, triageResultSchema } from './triage-case.ts';

/** Triage measured against levels that somebody else has given: a file of cases, or the signed decisions. */

/** `five`: levels 1–5. `four`: dispositions. `three`: emergency (1–2), non-emergency (3–4), self-care (5). */
export const EVALUATION_SCALES = ['five', 'four', 'three'] as const;
export const evaluationScaleSchema = z.enum(EVALUATION_SCALES);

/** `n` of `of`, with the Wilson 95% interval; rate and interval are null when `of` is 0. */
export const shareSchema = z.object({
  n: z.number().int(),
  of: z.number().int(),
  rate: z.number().nullable(),
  ci: z.tuple([z.number(), z.number()]).nullable(),
});

/** Weighted kappa with the standard error of Fleiss, Cohen and Everitt (1969); nulls where it is not defined. */
export const kappaSchema = z.object({
  weights: z.enum(['linear', 'quadratic']),
  value: z.number().nullable(),
  standardError: z.number().nullable(),
  ci: z.tuple([z.number(), z.number()]).nullable(),
});

export const disagreementSchema = z.object({
  id: z.string(),
  gold: z.string(),
  given: z.string(),
  direction: z.enum(['under', 'over']),
  /** Level 1–5 that was given; null where only a coarser answer was read from a file. */
  acuity: acuitySchema.nullable(),
  /** The decisive reasons: those that call for the level given. */
  reasons: z.array(
    z.object({ rule: z.string(), text: z.string(), source: z.string(), span: spanSchema.nullable() }),
  ),
});

export const scaleSummarySchema = z.object({
  levels: evaluationScaleSchema,
  exact: shareSchema,
  /** Given a less urgent level than the gold level. */
  under: shareSchema,
  over: shareSchema,
  kappa: kappaSchema,
});

/** McNemar's test on pairs: `exact` binomial below 25 discordant pairs, else chi-squared with continuity correction. */
export const mcnemarSchema = z.object({
  firstOnly: z.number().int(),
  secondOnly: z.number().int(),
  method: z.enum(['exact', 'continuity']),
  statistic: z.number().nullable(),
  p: z.number(),
  /** Of the exact test with half the probability of what was observed; less cautious, shown beside it. */
  midP: z.number(),
});

/** First minus second on the same cases, Newcombe's paired 95% interval. */
export const pairedDifferenceSchema = z.object({
  first: shareSchema,
  second: shareSchema,
  difference: z.number().nullable(),
  ci: z.tuple([z.number(), z.number()]).nullable(),
});

export const comparisonSchema = z.object({
  first: z.string(),
  second: z.string(),
  /** Cases that both versions answered. */
  pairs: z.number().int(),
  levels: evaluationScaleSchema,
  mcnemar: mcnemarSchema,
  exact: pairedDifferenceSchema,
  under: pairedDifferenceSchema,
  over: pairedDifferenceSchema,
  changed: z.array(z.object({ id: z.string(), gold: z.string(), first: z.string(), second: z.string() })),
});

export const evaluationReportSchema = z.object({
  /** Lines or decisions that were read. */
  cases: z.number().int(),
  errors: z.number().int(),
  judged: z.number().int(),
  /** The finest scale that every gold level fits. */
  levels: evaluationScaleSchema,
  exact: shareSchema,
  under: shareSchema,
  over: shareSchema,
  /** Emergencies (levels 1 and 2) that were given any other disposition. */
  missedEmergencies: shareSchema,
  perLevel: z.array(
    z.object({
      gold: z.string(),
      n: z.number().int(),
      exact: shareSchema,
      under: shareSchema,
      over: shareSchema,
    }),
  ),
  /** Quadratic weights. */
  kappa: kappaSchema,
  kappaLinear: kappaSchema,
  /** `counts[gold][given]`, in the order of `labels`, most urgent first. */
  confusion: z.object({ labels: z.array(z.string()), counts: z.array(z.array(z.number().int())) }),
  /** Minutes given minus minutes of the gold level; null unless the gold levels are 1–5. */
  targetTime: z.object({ meanError: z.number(), meanAbsoluteError: z.number() }).nullable(),
  /** The same on every scale that the gold levels allow, finest first. */
  scales: z.array(scaleSummarySchema),
  disagreements: z.array(disagreementSchema),
  failures: z.array(
    z.object({ id: z.string().nullable(), line: z.number().int(), code: z.string(), message: z.string() }),
  ),
  knowledge: z.object({ version: z.string(), digest: z.string() }).nullable(),
});

export const evaluationRunSchema = z.object({
  id: idSchema,
  source: z.enum(['file', 'workspace']),
  /** Name of the file; what was chosen in words for decisions of the workspace. */
  name: z.string(),
  levels: evaluationScaleSchema,
  cases: z.number().int(),
  errors: z.number().int(),
  exact: shareSchema,
  under: shareSchema,
  missedEmergencies: shareSchema,
  knowledge: z.object({ version: z.string(), digest: z.string() }),
  createdAt: timeSchema,
  createdBy: z.string(),
});

export const EVALUATION_FILE_MIB = 64;

const runReference = z.object({ runId: idSchema });

export const evaluationContract = {
  start: procedure('triage.evaluate', 'Evaluate triage on a file of cases')
    .input(z.object({ file: fileSchema(EVALUATION_FILE_MIB) }))
    .output(z.object({ jobId: idSchema })),
  startOnDecisions: procedure('triage.evaluate', 'Evaluate triage on signed decisions')
    .input(z.object({}))
    .output(z.object({ jobId: idSchema })),
  /** Newest first. */
  runs: procedure('triage.evaluate', 'List evaluations')
    .input(z.object({}))
    .output(z.array(evaluationRunSchema)),
  run: procedure('triage.evaluate', 'See an evaluation')
    .input(runReference)
    .output(z.object({ run: evaluationRunSchema, report: evaluationReportSchema })),
  /** One case of a run as the rules that are loaded now see it. */
  case: procedure('triage.evaluate', 'See a case of an evaluation')
    .input(runReference.extend({ caseId: z.string().min(1).max(200) }))
    .output(
      z.object({
        case: triageCaseSchema,
        result: triageResultSchema,
        /** Whether the knowledge is still that of the run. */
        sameKnowledge: z.boolean(),
      }),
    ),
  compare: procedure('triage.evaluate', 'Compare two evaluations')
    .input(z.object({ first: idSchema, second: idSchema }))
    .output(comparisonSchema),
};

export type EvaluationScale = z.infer<typeof evaluationScaleSchema>;
export type Share = z.infer<typeof shareSchema>;
export type Kappa = z.infer<typeof kappaSchema>;
export type Disagreement = z.infer<typeof disagreementSchema>;
export type ScaleSummary = z.infer<typeof scaleSummarySchema>;
export type McNemar = z.infer<typeof mcnemarSchema>;
export type PairedDifference = z.infer<typeof pairedDifferenceSchema>;
export type Comparison = z.infer<typeof comparisonSchema>;
export type EvaluationReport = z.infer<typeof evaluationReportSchema>;
export type EvaluationRun = z.infer<typeof evaluationRunSchema>;
