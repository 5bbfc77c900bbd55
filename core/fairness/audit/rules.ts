import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AUDIT_METRICS } from '../../contract/fairness-audit.ts';

const ruleSchema = z.strictObject({
  metric: z.enum(AUDIT_METRICS),
  measure: z.enum(['difference', 'ratio']),
  /** A disparity from `low` to `high` is within the rule. */
  low: z.number(),
  high: z.number(),
  source: z.string().min(1),
});

const auditRulesSchema = z.strictObject({
  rules: z.array(ruleSchema).min(1),
  falseDiscoveryRate: z.strictObject({ value: z.number().gt(0).lt(1), source: z.string().min(1) }),
  words: z.strictObject({
    positive: z.array(z.string()),
    negative: z.array(z.string()),
    missing: z.array(z.string()),
    source: z.string().min(1),
  }),
});

/** One threshold: how far a metric of a group may be from its reference. */
export type DisparityRule = z.infer<typeof ruleSchema>;

/** Thresholds, and how files write yes, no and nothing (resources/fairness/thresholds.json). */
export type AuditRules = z.infer<typeof auditRulesSchema>;

export function loadAuditRules(resources: string): AuditRules {
  const file = path.join(resources, 'fairness', 'thresholds.json');
  return auditRulesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
