import { and, eq, ne } from 'drizzle-orm';
import { z } from 'zod';
import { finding, raiseFinding } from '../../agents/index.ts';
import { type AlertEvidence, alertEvidenceSchema } from '../../contract/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import type { Db } from '../../store/index.ts';
import {
  type CellId,
  type MonitoringDefinition,
  riskOf,
  type WatchedMetricDefinition,
} from './definition.ts';
import type { Place } from './monitor.ts';
import { type BiasAlertRow, biasAlert, biasAlertStep, hazard } from './schema.ts';

/** From what the watch reports to an alert: a finding with its evidence, and an entry of the hazard log. */

export const ALERT = 'fairness.alert';
const AGENT_ID = 'fairness.watch';

const payloadSchema = z.object({ evidence: z.array(alertEvidenceSchema) });

/** Evidence of the finding, and of what came to the alert since. */
export function evidenceOf(db: Db, alert: BiasAlertRow): AlertEvidence[] {
  const found = db.select().from(finding).where(eq(finding.id, alert.findingId)).get();
  const steps = db.select().from(biasAlertStep).where(eq(biasAlertStep.alertId, alert.id)).all();
  return [
    ...payloadSchema.parse(JSON.parse(found?.payload ?? '')).evidence,
    ...steps
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .flatMap(({ evidence }) =>
        evidence === null ? [] : z.array(alertEvidenceSchema).parse(JSON.parse(evidence)),
      ),
  ];
}

export interface Reported {
  readonly cell: CellId;
  readonly metric: Place['metric'];
  readonly attribute: Place['attribute'];
  readonly attributeLabel: string;
  readonly evidence: readonly AlertEvidence[];
  /** Time of the evidence that tipped the scale. */
  readonly at: string;
}

const points = (share: number) => (Math.abs(share) * 100).toFixed(1);

/** Who differs from whom and by how much, told from the side of those whom it happens to more often. */
export function alertTitle(
  metric: WatchedMetricDefinition,
  attributeLabel: string,
  evidence: readonly AlertEvidence[],
): string {
  const strongest = evidence.reduce((best, next) => (next.log10E > best.log10E ? next : best));
  const { label, difference } = strongest;
  const who = difference.value >= 0 ? `${label} against everybody else` : `Everybody else against ${label}`;
  return `${metric.label}, ${attributeLabel.toLowerCase()}: ${who}, ${points(difference.value)} points more often`;
}

/**
 * Writes what was reported of one metric by one attribute: a new alert, or further evidence under the one that stands.
 * @returns the alert when it is new.
 */
export function writeReport(
  tx: Db,
  clock: Clock,
  definition: MonitoringDefinition,
  reported: Reported,
): BiasAlertRow | undefined {
  const metric = definition.metrics.find(({ id }) => id === reported.metric);
  if (metric === undefined) throw new Error('a metric was reported that is not watched');
  const standing = tx
    .select()
    .from(biasAlert)
    .where(
      and(
        eq(biasAlert.metric, reported.metric),
        eq(biasAlert.attribute, reported.attribute),
        ne(biasAlert.state, 'closed'),
      ),
    )
    .get();
  if (standing === undefined) {
    const title = alertTitle(metric, reported.attributeLabel, reported.evidence);
    return raiseAlert(tx, clock, definition, metric, reported, title);
  }
  // A watch that was made anew comes upon the same groups again.
  const known = new Set(evidenceOf(tx, standing).map(({ group }) => group));
  const further = reported.evidence.filter(({ group }) => !known.has(group));
  if (further.length === 0) return undefined;
  tx.insert(biasAlertStep)
    .values({
      id: newId(clock),
      alertId: standing.id,
      kind: 'evidence',
      text: alertTitle(metric, reported.attributeLabel, further),
      evidence: JSON.stringify(further),
      at: reported.at,
      byUser: null,
      byName: null,
    })
    .run();
  return undefined;
}

function raiseAlert(
  tx: Db,
  clock: Clock,
  definition: MonitoringDefinition,
  metric: WatchedMetricDefinition,
  { cell, attribute, evidence, at }: Reported,
  title: string,
): BiasAlertRow {
  const { alpha, version, digest, least, strata } = definition;
  const { name, effect, severity, likelihood } = metric.hazard;
  const found = raiseFinding(tx, clock, {
    kind: ALERT,
    agent: { id: AGENT_ID, version },
    subject: { type: 'comparison', id: cell },
    patientId: null,
    encounterId: null,
    severity: Math.min(5, Math.max(1, 6 - riskOf(definition, likelihood, severity).rating)),
    confidence: 1 - alpha,
    summary: { title },
    payload: {
      title,
      metric: { id: metric.id, label: metric.label, definition: metric.definition, source: metric.source },
      attribute,
      alpha,
      least: { pairs: least.pairs, groupN: least.groupN, events: least.events },
      strata: [...strata],
      definition: { version, digest },
      evidence: evidence.map((one) => ({ ...one, path: one.path.map((point) => ({ ...point })) })),
    },
    at,
  });
  const alert: BiasAlertRow = {
    id: newId(clock),
    findingId: found.id,
    metric: metric.id,
    attribute,
    title,
    state: 'open',
    raisedAt: at,
    owner: null,
    ownerName: null,
    conclusion: null,
    closeReason: null,
    closedAt: null,
    closedBy: null,
    closedByName: null,
    closedSeq: null,
    signatureId: null,
  };
  tx.insert(biasAlert).values(alert).run();
  tx.insert(biasAlertStep)
    .values({
      id: newId(clock),
      alertId: alert.id,
      kind: 'raised',
      text: title,
      evidence: null,
      at,
      byUser: null,
      byName: null,
    })
    .run();
  tx.insert(hazard)
    .values({
      id: newId(clock),
      alertId: alert.id,
      hazard: name,
      cause: '',
      effect,
      severity,
      likelihood,
      control: '',
      status: 'open',
      updatedAt: at,
    })
    .run();
  return alert;
}
