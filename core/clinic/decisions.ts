import { and, desc, eq, isNull } from 'drizzle-orm';
import { type Finding, finding, recomputedDigest, settleFinding } from '../agents/index.ts';
import {
  acuitySchema,
  type Decision,
  dispositionSchema,
  overrideReasons,
  type Signing,
} from '../contract/index.ts';
import { type Actor, type HandlerContext, readSignature, type Signer } from '../identity/index.ts';
import type { Json } from '../kernel/canonical.ts';
import { isoTime } from '../kernel/clock.ts';
import { FairdocError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Db, Store } from '../store/index.ts';
import { currentAssessment, encounterRow, resultOf } from './assessments.ts';
import type { Clinic } from './clinic.ts';
import { nextStatus } from './encounter-states.ts';
import { type DecisionRow, type EncounterRow, encounter, triageDecision } from './schema.ts';
import { dispositionOf } from './triage/disposition.ts';

/** Signed triage decisions. A person confirms the proposed level or puts another in its place, and signs what they saw. */
export const DECISION = 'triageDecision';

export interface DecisionRequest {
  readonly encounterId: string;
  readonly assessmentId: string;
  /** Digest of the assessment as the person saw it. */
  readonly shownDigest: string;
  readonly decision:
    | { readonly kind: 'confirm'; readonly note?: string | null | undefined }
    | {
        readonly kind: 'override';
        readonly acuity: Decision['acuity'];
        readonly reason: NonNullable<Decision['overrideReason']>;
        readonly note: string;
      };
  readonly signing: Signing;
}

/**
 * Signs a triage decision. Decision, signature and status are one change; an earlier decision of the encounter is
 * superseded and stays in the record.
 * @throws clinic.encounterNotFound, clinic.encounterState, triage.assessmentChanged when the assessment in force is
 *   not the one that was shown, triage.overrideSame, and what `authoriseSigning` throws.
 */
export async function decide(
  clinic: Clinic,
  context: Pick<HandlerContext, 'store' | 'actor' | 'authoriseSigning'>,
  request: DecisionRequest,
): Promise<Decision> {
  const { store, actor } = context;
  // Looked at before the passphrase is asked for, which takes a while, and again inside the change.
  store.read((db) => shownAssessment(db, request));
  const signer = await context.authoriseSigning(request.signing);
  const meta = {
    actor,
    action: request.decision.kind === 'override' ? 'triage.override' : 'triage.confirm',
    reason: request.decision.note ?? undefined,
  };
  return store.change(meta, (tx) => signDecision(clinic, store, tx, { actor, signer, request })).value;
}

/**
 * Writes the decision, its signature and what follows from them within a change.
 * @throws as `decide`
 */
export function signDecision(
  clinic: Clinic,
  store: Store,
  tx: Db,
  { actor, signer, request }: { actor: Actor; signer: Signer; request: Omit<DecisionRequest, 'signing'> },
): Decision {
  const { row, assessment } = shownAssessment(tx, request);
  const decidedAt = isoTime(clinic.clock);
  const draft = draftDecision(clinic, store, row, assessment, request.decision, {
    decidedAt,
    decidedBy: actor.userId,
    decidedByName: actor.name,
  });
  const signature = signer.sign(tx, {
    meaning: meaningOf(draft),
    subjectType: DECISION,
    subjectId: draft.id,
    shown: signedContent(draft),
  });
  supersedeDecisions(tx, row.id, decidedAt);
  const decision: DecisionRow = { ...draft, signatureId: signature.id };
  tx.insert(triageDecision).values(decision).run();
  const verdict = request.decision.kind === 'override' ? 'overruled' : 'accepted';
  settleFinding(tx, assessment.id, verdict, { userId: actor.userId, at: decidedAt });
  const status = nextStatus(row.status, { type: 'decide' });
  if (status !== row.status) tx.update(encounter).set({ status }).where(eq(encounter.id, row.id)).run();
  return { ...toDecisionFields(decision), signature };
}

function shownAssessment(
  db: Db,
  request: Omit<DecisionRequest, 'signing'>,
): { row: EncounterRow; assessment: Finding } {
  const row = encounterRow(db, request.encounterId);
  nextStatus(row.status, { type: 'decide' });
  const assessment = currentAssessment(db, row.id);
  const isShown = assessment?.id === request.assessmentId && assessment.digest === request.shownDigest;
  // The digest is computed again, so that nobody signs a payload that was altered in the file.
  if (!isShown || recomputedDigest(assessment) !== request.shownDigest) throw assessmentChanged();
  const { decision } = request;
  if (decision.kind === 'override' && decision.acuity === assessment.severity) throw overrideSame();
  return { row, assessment };
}

type DecisionDraft = Omit<DecisionRow, 'signatureId'>;

function draftDecision(
  clinic: Clinic,
  store: Store,
  row: EncounterRow,
  assessment: Finding,
  decision: DecisionRequest['decision'],
  by: Pick<DecisionRow, 'decidedAt' | 'decidedBy' | 'decidedByName'>,
): DecisionDraft {
  const proposedAcuity = acuitySchema.parse(assessment.severity);
  const isOverride = decision.kind === 'override';
  const acuity = isOverride ? decision.acuity : proposedAcuity;
  return {
    id: newId(clinic.clock),
    patientId: row.patientId,
    encounterId: row.id,
    findingId: assessment.id,
    findingDigest: assessment.digest,
    kind: decision.kind,
    proposedAcuity,
    acuity,
    disposition: isOverride ? dispositionOf(acuity) : resultOf(assessment).disposition,
    targetMinutes: clinic.triage.targetMinutes(acuity, clinic.settings(store).targetScale),
    overrideReason: isOverride ? decision.reason : null,
    note: decision.note ?? null,
    ...by,
    supersededAt: null,
  };
}

function supersedeDecisions(tx: Db, encounterId: string, at: string): void {
  const standing = and(eq(triageDecision.encounterId, encounterId), isNull(triageDecision.supersededAt));
  tx.update(triageDecision).set({ supersededAt: at }).where(standing).run();
}

const meaningOf = ({ kind, acuity, proposedAcuity }: DecisionDraft): string =>
  kind === 'confirm'
    ? `Confirmed the proposed triage level ${acuity}`
    : `Set triage level ${acuity} in place of the proposed level ${proposedAcuity}`;

/** What a signature under a decision is bound to: the decision itself, and through the digest the assessment. */
function signedContent(row: DecisionDraft): Json {
  const { id, patientId, encounterId, findingId, findingDigest, kind, proposedAcuity, acuity } = row;
  const { disposition, targetMinutes, overrideReason, note, decidedBy, decidedAt } = row;
  return {
    id,
    patientId,
    encounterId,
    assessment: { id: findingId, digest: findingDigest },
    kind,
    proposedAcuity,
    acuity,
    disposition,
    targetMinutes,
    overrideReason,
    note,
    decidedBy,
    decidedAt,
  };
}

/**
 * What a decision shows today, for checking the signature under it; undefined when there is no such decision. The
 * assessment's digest is computed from what is stored, so an altered assessment shows as an altered signature.
 */
export function signedDecision(db: Db, decisionId: string): Json | undefined {
  const row = db.select().from(triageDecision).where(eq(triageDecision.id, decisionId)).get();
  return row && signedContent(withStoredDigest(db, row));
}

function withStoredDigest(db: Db, row: DecisionRow): DecisionRow {
  const assessment = db.select().from(finding).where(eq(finding.id, row.findingId)).get();
  return { ...row, findingDigest: assessment === undefined ? '' : recomputedDigest(assessment) };
}

/** All decisions of an encounter, newest first, each with the state of its signature. */
export function decisionsOf(store: Store, db: Db, encounterId: string): Decision[] {
  const rows = db
    .select()
    .from(triageDecision)
    .where(eq(triageDecision.encounterId, encounterId))
    .orderBy(desc(triageDecision.decidedAt), desc(triageDecision.id))
    .all();
  return rows.flatMap((row) => {
    const subject = { type: DECISION, id: row.id };
    const shown = signedContent(withStoredDigest(db, row));
    const signature = readSignature(store, db, row.signatureId, subject, shown);
    return signature === undefined ? [] : [{ ...toDecisionFields(row), signature }];
  });
}

function toDecisionFields(row: DecisionRow): Omit<Decision, 'signature'> {
  const reason = overrideReasons.find((known) => known === row.overrideReason) ?? null;
  return {
    id: row.id,
    encounterId: row.encounterId,
    assessmentId: row.findingId,
    kind: row.kind,
    proposedAcuity: acuitySchema.parse(row.proposedAcuity),
    acuity: acuitySchema.parse(row.acuity),
    disposition: dispositionSchema.parse(row.disposition),
    targetMinutes: row.targetMinutes,
    overrideReason: reason,
    note: row.note,
    decidedBy: { userId: row.decidedBy, name: row.decidedByName },
    decidedAt: row.decidedAt,
    superseded: row.supersededAt !== null,
  };
}

const assessmentChanged = () =>
  new FairdocError(
    'conflict',
    'triage.assessmentChanged',
    'The assessment has changed since it was shown to you; nothing was signed.',
    'Read it again, then decide.',
  );

const overrideSame = () =>
  new FairdocError(
    'invalid',
    'triage.overrideSame',
    'The level you chose is the level that was proposed.',
    'Confirm the proposal, or choose another level.',
  );
