import { z } from 'zod';
import { procedure } from './access.ts';
import { emptySchema, idSchema, reasonTextSchema, timeSchema } from './common.ts';
import { ATTRIBUTES, METRICS } from './fairness.ts';
import { signatureSchema, signingSchema } from './session.ts';

/** Decisions watched for bias as they come in: evidence that may be looked at at any time, alerts, hazards. */

/** Those of the overview's metrics that are watched. */
export const watchedMetricSchema = z.enum(METRICS).exclude(['urgentShare']);
export const attributeSchema = z.enum(ATTRIBUTES);

/** A difference group − others of the pairs, with its confidence sequence at level 1 − α. */
export const watchedDifferenceSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });

export const comparisonViewSchema = z.object({
  /** `metric/attribute/group`. */
  id: z.string(),
  metric: watchedMetricSchema,
  attribute: attributeSchema,
  group: z.string(),
  label: z.string(),
  pairs: z.number().int(),
  /** Everybody who counted, paired or not. */
  inGroup: z.object({ n: z.number().int(), events: z.number().int() }),
  inRest: z.object({ n: z.number().int(), events: z.number().int() }),
  /** `notEnough` is never read as "no bias"; `quiet`: no alert so far. */
  state: z.enum(['notEnough', 'quiet', 'alert']),
  /** log10 of the e-value, and of the value at which it is reported, given all other comparisons now. */
  log10E: z.number(),
  log10Line: z.number(),
  difference: watchedDifferenceSchema.nullable(),
});

/** The e-value at one moment. */
export const evidencePointSchema = z.object({
  pairs: z.number().int(),
  at: timeSchema,
  log10E: z.number(),
  difference: z.number(),
  low: z.number(),
  high: z.number(),
});

export const watchedMetricViewSchema = z.object({
  metric: watchedMetricSchema,
  label: z.string(),
  question: z.string(),
  definition: z.string(),
  source: z.string(),
  share: z.number(),
});

export const monitoringOverviewSchema = z.object({
  alpha: z.number(),
  method: z.string(),
  sources: z.array(z.string()),
  strata: z.array(z.string()),
  least: z.object({ pairs: z.number().int(), groupN: z.number().int(), events: z.number().int() }),
  /** First decisions and outcomes that were taken in, and decisions whose outcome is not known yet. */
  decisions: z.number().int(),
  outcomes: z.number().int(),
  outcomesAwaited: z.number().int(),
  /** Time of the newest evidence. */
  asOf: timeSchema.nullable(),
  metrics: z.array(watchedMetricViewSchema),
  attributes: z.array(z.object({ attribute: attributeSchema, label: z.string() })),
  comparisons: z.array(comparisonViewSchema),
});

export const ALERT_STATES = ['open', 'acknowledged', 'investigating', 'closed'] as const;
export const alertStateSchema = z.enum(ALERT_STATES);

/** `confirmed`: bias was found and acted on. `explained`: there is a legitimate reason. `dataError`: the data are wrong. */
export const ALERT_CONCLUSIONS = ['confirmed', 'explained', 'dataError'] as const;
export const alertConclusionSchema = z.enum(ALERT_CONCLUSIONS);

/** What was known of a comparison when it was reported. Part of the finding and never changed. */
export const alertEvidenceSchema = z.object({
  group: z.string(),
  label: z.string(),
  pairs: z.number().int(),
  inGroup: z.object({ n: z.number().int(), events: z.number().int() }),
  inRest: z.object({ n: z.number().int(), events: z.number().int() }),
  log10E: z.number(),
  log10Line: z.number(),
  difference: watchedDifferenceSchema,
  path: z.array(evidencePointSchema),
});

export const SEVERITIES = ['minor', 'significant', 'considerable', 'major', 'catastrophic'] as const;
export const LIKELIHOODS = ['veryLow', 'low', 'medium', 'high', 'veryHigh'] as const;
/** `controlled`: a control is in place. `accepted`: what remains is accepted, by the signed closing of the alert. */
export const HAZARD_STATUSES = ['open', 'controlled', 'accepted'] as const;

/** One entry of the hazard log (DCB0160). */
export const hazardSchema = z.object({
  id: idSchema,
  alertId: idSchema,
  hazard: z.string(),
  cause: z.string(),
  effect: z.string(),
  severity: z.enum(SEVERITIES),
  likelihood: z.enum(LIKELIHOODS),
  /** 1–5 by the matrix of resources/fairness/monitoring.yaml. */
  rating: z.number().int().min(1).max(5),
  acceptable: z.boolean(),
  control: z.string(),
  owner: z.string().nullable(),
  status: z.enum(HAZARD_STATUSES),
  updatedAt: timeSchema,
});

export const alertSchema = z.object({
  id: idSchema,
  metric: watchedMetricSchema,
  attribute: attributeSchema,
  /** In words: who differs from whom, by how much. */
  title: z.string(),
  state: alertStateSchema,
  raisedAt: timeSchema,
  owner: z.object({ userId: z.string(), name: z.string() }).nullable(),
  /** Groups that were reported since, with the first. */
  groups: z.array(z.string()),
});

export const alertStepSchema = z.object({
  id: idSchema,
  kind: z.enum(['raised', 'evidence', 'acknowledged', 'assigned', 'investigating', 'note', 'closed']),
  at: timeSchema,
  /** Null for what the watch itself did. */
  by: z.string().nullable(),
  text: z.string(),
});

export const alertDetailSchema = alertSchema.extend({
  findingId: idSchema,
  /** Digest of the finding with its evidence; a closing signature is bound to it. */
  digest: z.string(),
  evidence: z.array(alertEvidenceSchema),
  steps: z.array(alertStepSchema),
  hazard: hazardSchema,
  conclusion: alertConclusionSchema.nullable(),
  signature: signatureSchema.nullable(),
});

const alertReference = z.object({ alertId: idSchema });
const review = (title: string) => procedure('fairness.review', title);

export const monitoringContract = {
  overview: procedure('fairness.read', 'See what is watched for bias')
    .input(emptySchema)
    .output(monitoringOverviewSchema),
  /** The path of one comparison since it began or since its last alert was closed. */
  path: procedure('fairness.read', 'See the evidence of a comparison')
    .input(z.object({ comparison: z.string().min(3).max(200) }))
    .output(z.array(evidencePointSchema)),
  /** Those not closed first, newest first. */
  alerts: procedure('fairness.read', 'List bias alerts').input(emptySchema).output(z.array(alertSchema)),
  alert: procedure('fairness.read', 'See a bias alert').input(alertReference).output(alertDetailSchema),
  hazards: procedure('fairness.read', 'See the hazard log').input(emptySchema).output(z.array(hazardSchema)),
  /** Whoever acknowledges an alert without an owner becomes its owner. */
  acknowledge: review('Acknowledge a bias alert').input(alertReference).output(alertDetailSchema),
  /** Makes the caller the owner. */
  takeOver: review('Take a bias alert over').input(alertReference).output(alertDetailSchema),
  investigate: review('Begin to investigate a bias alert')
    .input(alertReference.extend({ note: reasonTextSchema }))
    .output(alertDetailSchema),
  addNote: review('Add a note to a bias alert')
    .input(alertReference.extend({ note: reasonTextSchema }))
    .output(alertDetailSchema),
  /** Ends an alert. The comparisons that it reported begin anew, so that what happens again is found again. */
  close: review('Close a bias alert')
    .input(
      alertReference.extend({
        conclusion: alertConclusionSchema,
        reason: reasonTextSchema,
        /** Digest of the finding as it was shown. */
        shownDigest: z.string(),
        signing: signingSchema,
      }),
    )
    .output(alertDetailSchema),
  updateHazard: review('Change an entry of the hazard log')
    .input(
      z.object({
        hazardId: idSchema,
        changes: z
          .object({
            cause: z.string().trim().max(2_000),
            effect: z.string().trim().max(2_000),
            control: z.string().trim().max(2_000),
            severity: z.enum(SEVERITIES),
            likelihood: z.enum(LIKELIHOODS),
            status: z.enum(HAZARD_STATUSES).exclude(['accepted']),
          })
          .partial(),
        reason: reasonTextSchema,
      }),
    )
    .output(hazardSchema),
};

export type WatchedMetric = z.infer<typeof watchedMetricSchema>;
export type ComparisonView = z.infer<typeof comparisonViewSchema>;
export type EvidencePoint = z.infer<typeof evidencePointSchema>;
export type MonitoringOverview = z.infer<typeof monitoringOverviewSchema>;
export type AlertState = z.infer<typeof alertStateSchema>;
export type AlertConclusion = z.infer<typeof alertConclusionSchema>;
export type AlertEvidence = z.infer<typeof alertEvidenceSchema>;
export type BiasAlert = z.infer<typeof alertSchema>;
export type BiasAlertStep = z.infer<typeof alertStepSchema>;
export type BiasAlertDetail = z.infer<typeof alertDetailSchema>;
export type Hazard = z.infer<typeof hazardSchema>;
export type HazardSeverity = Hazard['severity'];
export type HazardLikelihood = Hazard['likelihood'];
