import { z } from 'zod';

/** The audit of a file of decisions: what is asked, and what `fairdoc fairness audit --json` and the page answer. */

/** Rates of decisions against outcomes. */
export const AUDIT_METRICS = [
  'selectionRate',
  'tpr',
  'fpr',
  'fnr',
  'ppv',
  'npv',
  'fdr',
  'for',
  'accuracy',
] as const;

export const AUDIT_RATES = [...AUDIT_METRICS, 'baseRate'] as const;

const ALL = ['tp', 'fp', 'tn', 'fn'] as const;
type Quadrant = (typeof ALL)[number];

/**
 * What each rate counts, out of what. Definitions as in Barocas, Hardt and Narayanan, Fairness and Machine Learning
 * (2023), chapter 3; names as in Verma and Rubin, Fairness Definitions Explained (FairWare 2018).
 */
export const RATE_PARTS: Readonly<
  Record<
    (typeof AUDIT_RATES)[number],
    { readonly of: readonly Quadrant[]; readonly among: readonly Quadrant[] }
  >
> = {
  selectionRate: { of: ['tp', 'fp'], among: ALL },
  tpr: { of: ['tp'], among: ['tp', 'fn'] },
  fpr: { of: ['fp'], among: ['fp', 'tn'] },
  fnr: { of: ['fn'], among: ['tp', 'fn'] },
  ppv: { of: ['tp'], among: ['tp', 'fp'] },
  npv: { of: ['tn'], among: ['tn', 'fn'] },
  fdr: { of: ['fp'], among: ['tp', 'fp'] },
  for: { of: ['fn'], among: ['tn', 'fn'] },
  accuracy: { of: ['tp', 'tn'], among: ALL },
  baseRate: { of: ['tp', 'fn'], among: ALL },
};

export const INTERSECTIONS = ['none', 'pairs', 'all'] as const;

/** With what a group is compared when no value of its column is named. */
export const REFERENCES = ['others', 'overall', 'largest'] as const;

export const auditChoiceSchema = z.object({
  decision: z.string().min(1),
  outcome: z.string().min(1),
  groups: z.array(z.string().min(1)).min(1).max(8),
  weight: z.string().min(1).optional(),
  /** A value of a group column, or one of REFERENCES. Everybody else, where it is absent. */
  reference: z.string().min(1).optional(),
  /** The value that means yes, where it is not evident. */
  positive: z.string().min(1).optional(),
  /** As `positive`, for the outcome alone. */
  positiveOutcome: z.string().min(1).optional(),
  /** Groups that several columns make together: none, every pair, or all columns at once. */
  intersections: z.enum(INTERSECTIONS).default('all'),
});

const intervalSchema = z.tuple([z.number(), z.number()]);
const rates = z.object({
  selectionRate: z.number().nullable(),
  tpr: z.number().nullable(),
  fpr: z.number().nullable(),
  fnr: z.number().nullable(),
  ppv: z.number().nullable(),
  npv: z.number().nullable(),
  fdr: z.number().nullable(),
  for: z.number().nullable(),
  accuracy: z.number().nullable(),
  /** Share with a positive outcome. */
  baseRate: z.number().nullable(),
});

/** Counts and rates. With weights the four counts are sums of weights; `n` counts rows. Null: nobody to divide by. */
export const auditCountsSchema = rates.extend({
  n: z.number().int(),
  tp: z.number(),
  fp: z.number(),
  tn: z.number(),
  fn: z.number(),
  /** 95% Wilson intervals by rate. */
  ci: z.partialRecord(z.enum(AUDIT_RATES), intervalSchema),
  /** Rates that rest on fewer than 30 cases or 10 events and must not be read as findings. */
  insufficient: z.array(z.enum(AUDIT_RATES)),
  /** Rows of the group that have no decision or no outcome and are in none of these figures. */
  excluded: z.number().int(),
});

/** Which value of which column the members share; `missing` where nothing is recorded. */
export const auditGroupNameSchema = z.record(z.string(), z.string());

export const auditGroupSchema = auditCountsSchema.extend({
  group: auditGroupNameSchema,
  /** Empirical-Bayes estimates; only for groups that several columns make together. */
  shrunk: z
    .partialRecord(z.enum(AUDIT_METRICS), z.object({ value: z.number(), ci: intervalSchema }))
    .optional(),
});

export const auditDisparitySchema = z.object({
  group: auditGroupNameSchema,
  metric: z.enum(AUDIT_METRICS),
  measure: z.enum(['difference', 'ratio']),
  /** The group against its reference, by `measure`. */
  value: z.number().nullable(),
  /** `others`, `overall`, or the value of the column that everybody is compared with. */
  reference: z.string(),
  ci: intervalSchema.nullable(),
  verdict: z.enum(['pass', 'fail', 'insufficient']),
  rate: z.number().nullable(),
  referenceRate: z.number().nullable(),
  difference: z.number().nullable(),
  ratio: z.number().nullable(),
  /** Adjusted for all comparisons of the report; null where nothing was compared. */
  adjustedP: z.number().nullable(),
});

export const spreadSchema = z.object({ difference: z.number().nullable(), ratio: z.number().nullable() });

export const auditAttributeSchema = z.object({
  columns: z.array(z.string()),
  groups: z.number().int(),
  demographicParity: spreadSchema,
  equalizedOdds: spreadSchema,
  /** The two groups with enough data that are furthest apart, by metric. */
  worst: z.array(
    z.object({
      metric: z.enum(AUDIT_METRICS),
      highest: auditGroupNameSchema,
      lowest: auditGroupNameSchema,
      difference: z.number(),
      ratio: z.number(),
      ci: intervalSchema,
    }),
  ),
});

export const auditReportSchema = z.object({
  overall: auditCountsSchema,
  groups: z.array(auditGroupSchema),
  disparities: z.array(auditDisparitySchema),
  /** Of the columns one by one: the largest difference and the lowest ratio. */
  demographicParity: spreadSchema,
  equalizedOdds: spreadSchema,
  /** Each column alone, then the intersections. */
  attributes: z.array(auditAttributeSchema),
  inequality: z.object({ generalisedEntropy: z.number().nullable(), theil: z.number().nullable() }),
  columns: z.object({
    decision: z.string(),
    outcome: z.string(),
    groups: z.array(z.string()),
    weight: z.string().nullable(),
  }),
  positive: z.object({ decision: z.string(), outcome: z.string() }),
  /** Rows of the file; without decision or outcome, which are in no figure. */
  rows: z.number().int(),
  excluded: z.object({ decisionMissing: z.number().int(), outcomeMissing: z.number().int() }),
  /** What a reader should know, in sentences. */
  notes: z.array(z.string()),
});

/** What the first rows of a file show of it, to choose columns by. */
export const auditColumnsSchema = z.object({
  separator: z.string(),
  columns: z.array(
    z.object({
      name: z.string(),
      /** Different values in the rows that were looked at, the first twelve. */
      values: z.array(z.string()),
      more: z.boolean(),
    }),
  ),
});

/** MiB of a file that cross the contract at once, and of the largest file that the page takes. */
export const AUDIT_PART_MIB = 4;
export const AUDIT_FILE_MIB = 1_024;

export type AuditMetric = (typeof AUDIT_METRICS)[number];
export type RateName = (typeof AUDIT_RATES)[number];
export type AuditChoice = z.infer<typeof auditChoiceSchema>;
export type AuditCounts = z.infer<typeof auditCountsSchema>;
export type AuditGroup = z.infer<typeof auditGroupSchema>;
export type AuditGroupName = z.infer<typeof auditGroupNameSchema>;
export type AuditDisparity = z.infer<typeof auditDisparitySchema>;
export type AuditAttribute = z.infer<typeof auditAttributeSchema>;
export type AuditReport = z.infer<typeof auditReportSchema>;
export type AuditColumns = z.infer<typeof auditColumnsSchema>;
export type AuditVerdict = AuditDisparity['verdict'];
