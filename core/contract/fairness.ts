import { z } from 'zod';
import { procedure } from './access.ts';
import { fileSchema, idSchema, timeSchema } from './common.ts';
import {
  AUDIT_PART_MIB,
  auditChoiceSchema,
  auditColumnsSchema,
  auditReportSchema,
} from './fairness-audit.ts';

/** Bias in decisions: first page. Who is put at which level, overridden which way, and was it right? */

export const ATTRIBUTES = ['sex', 'ageBand', 'ethnicCategory', 'language', 'deprivationQuintile'] as const;
export const METRICS = [
  'underTriage',
  'overTriage',
  'urgentShare',
  'overriddenUp',
  'overriddenDown',
  'seenLate',
] as const;

export const rateSchema = z.object({
  metric: z.enum(METRICS),
  /** Decisions that count for the numerator and the denominator. */
  events: z.number().int(),
  n: z.number().int(),
  /** Null where n < 30 or fewer than 10 events: "insufficient data", never a pass. */
  rate: z.number().nullable(),
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
  sufficient: z.boolean(),
});

export const groupSchema = z.object({
  value: z.string(),
  label: z.string(),
  n: z.number().int(),
  rates: z.array(rateSchema),
});

export const fairnessOverviewSchema = z.object({
  decisions: z.number().int(),
  from: timeSchema.nullable(),
  to: timeSchema.nullable(),
  attributes: z.array(
    z.object({
      attribute: z.enum(ATTRIBUTES),
      label: z.string(),
      overall: z.array(rateSchema),
      groups: z.array(groupSchema),
      /** The largest difference from the overall figure whose interval excludes it, in words; or that none was found. */
      finding: z.string(),
      /** The group that the finding names and its difference from the others, as a share; null when it names none. */
      gap: z.object({ group: z.string(), difference: z.number() }).nullable(),
    }),
  ),
  metrics: z.array(
    z.object({ metric: z.enum(METRICS), label: z.string(), question: z.string(), definition: z.string() }),
  ),
});

export const fairnessContract = {
  overview: procedure('fairness.read', 'See decisions by group')
    .input(z.object({ from: timeSchema.optional(), to: timeSchema.optional() }))
    .output(fairnessOverviewSchema),
  /** Columns of a file from its first bytes, to choose from; `whole` when these bytes are the whole file. */
  auditColumns: procedure('fairness.read', 'See the columns of a file of decisions')
    .input(z.object({ head: fileSchema(AUDIT_PART_MIB), whole: z.boolean() }))
    .output(auditColumnsSchema),
  /** An audit takes its file in parts, one after another: the file is never held as a whole. */
  beginAudit: procedure('fairness.read', 'Audit a file of decisions')
    .input(auditChoiceSchema)
    .output(z.object({ auditId: idSchema })),
  feedAudit: procedure('fairness.read', 'Hand over part of a file of decisions')
    .input(z.object({ auditId: idSchema, part: fileSchema(AUDIT_PART_MIB) }))
    .output(z.object({ rows: z.number().int() })),
  finishAudit: procedure('fairness.read', 'See the audit of a file of decisions')
    .input(z.object({ auditId: idSchema }))
    .output(auditReportSchema),
};

export type Attribute = (typeof ATTRIBUTES)[number];
export type Metric = (typeof METRICS)[number];
export type Rate = z.infer<typeof rateSchema>;
export type FairnessOverview = z.infer<typeof fairnessOverviewSchema>;
