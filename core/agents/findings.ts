import { and, eq, ne } from 'drizzle-orm';
import { digestOf, type Json } from '../kernel/canonical.ts';
import type { Clock } from '../kernel/clock.ts';
import { isoTime } from '../kernel/clock.ts';
import { FairdocError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Db } from '../store/index.ts';
import { finding } from './schema.ts';

export type Finding = typeof finding.$inferSelect;

/** A draft for people to decide on. Agents write nothing else. */
export interface NewFinding {
  readonly kind: string;
  readonly agent: { readonly id: string; readonly version: string };
  readonly subject: { readonly type: string; readonly id: string };
  readonly patientId: string | null;
  readonly encounterId: string | null;
  /** 1 is the most serious, 5 the least. */
  readonly severity: number;
  /** 0–1, as the agent documents it. */
  readonly confidence: number;
  readonly summary: Json;
  readonly payload: Json;
  /** When it is raised; now, unless a generator writes history. */
  readonly at?: string;
}

/** The digest by which a person's decision names the finding: over everything that makes it what it is. */
export function findingDigest(
  of: Pick<NewFinding, 'kind' | 'agent' | 'subject' | 'payload'> & { readonly severity: number },
): string {
  return digestOf({
    kind: of.kind,
    agent: { id: of.agent.id, version: of.agent.version },
    subject: { type: of.subject.type, id: of.subject.id },
    severity: of.severity,
    payload: of.payload,
  });
}

/** The digest of a stored finding, computed again from what is stored now. */
export function recomputedDigest(row: Finding): string {
  return findingDigest({
    kind: row.kind,
    agent: { id: row.agent, version: row.agentVersion },
    subject: { type: row.subjectType, id: row.subjectId },
    severity: row.severity,
    payload: JSON.parse(row.payload) as Json,
  });
}

/** Records a finding as open and returns it. */
export function raiseFinding(tx: Db, clock: Clock, draft: NewFinding): Finding {
  const row: Finding = {
    id: newId(clock),
    kind: draft.kind,
    agent: draft.agent.id,
    agentVersion: draft.agent.version,
    subjectType: draft.subject.type,
    subjectId: draft.subject.id,
    patientId: draft.patientId,
    encounterId: draft.encounterId,
    severity: draft.severity,
    confidence: draft.confidence,
    summary: JSON.stringify(draft.summary),
    payload: JSON.stringify(draft.payload),
    digest: findingDigest(draft),
    status: 'open',
    createdAt: draft.at ?? isoTime(clock),
    settledAt: null,
    settledBy: null,
  };
  tx.insert(finding).values(row).run();
  return row;
}

/** Takes every finding of this kind about this subject out of force, because a newer one follows. */
export function supersedeFindings(tx: Db, clock: Clock, kind: string, subjectId: string): void {
  tx.update(finding)
    .set({ status: 'superseded', settledAt: isoTime(clock) })
    .where(and(eq(finding.subjectId, subjectId), eq(finding.kind, kind), ne(finding.status, 'superseded')))
    .run();
}

/**
 * Settles a finding by a person's decision: `accepted` as it stands, or `overruled` by another judgement. A later
 * decision may change one into the other; a superseded finding can no longer be decided on.
 */
export function settleFinding(
  tx: Db,
  findingId: string,
  verdict: 'accepted' | 'overruled',
  by: { readonly userId: string; readonly at: string },
): void {
  const result = tx
    .update(finding)
    .set({ status: verdict, settledAt: by.at, settledBy: by.userId })
    .where(and(eq(finding.id, findingId), ne(finding.status, 'superseded')))
    .run();
  if (result.changes === 0) throw findingSuperseded();
}

export const findingSuperseded = () =>
  new FairdocError(
    'conflict',
    'agents.findingSuperseded',
    'This finding has been replaced by a newer one or is no longer there.',
    'Read the newest one and decide on that.',
  );
