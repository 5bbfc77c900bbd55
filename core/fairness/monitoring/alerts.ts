import { asc, desc, eq, ne } from 'drizzle-orm';
import { type Finding, finding, recomputedDigest, settleFinding } from '../../agents/index.ts';
import type {
  AlertConclusion,
  BiasAlert,
  BiasAlertDetail,
  BiasAlertStep,
  Hazard,
  Signing,
} from '../../contract/index.ts';
import { type Actor, type HandlerContext, readSignature } from '../../identity/index.ts';
import type { Json } from '../../kernel/canonical.ts';
import { type Clock, isoTime } from '../../kernel/clock.ts';
import { FairdocError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Db, Store } from '../../store/index.ts';
import { type MonitoringDefinition, riskOf } from './definition.ts';
import { evidenceOf } from './raise.ts';
import { type BiasAlertRow, biasAlert, biasAlertStep, type HazardRow, hazard } from './schema.ts';

/** What people do with an alert: acknowledge, take over, investigate, note, close. Each is a step that stays. */

export const ALERT_CLOSING = 'biasAlertClosing';

export interface Reviewing {
  readonly store: Store;
  readonly actor: Actor;
}

export function alertRow(db: Db, alertId: string): BiasAlertRow {
  const row = db.select().from(biasAlert).where(eq(biasAlert.id, alertId)).get();
  if (row !== undefined) return row;
  throw new FairdocError(
    'notFound',
    'monitoring.alertNotFound',
    'There is no such alert.',
    'Choose one from the list.',
  );
}

function findingOf(db: Db, { findingId }: BiasAlertRow): Finding {
  const row = db.select().from(finding).where(eq(finding.id, findingId)).get();
  if (row === undefined) throw new Error('the finding of an alert has gone');
  return row;
}

function hazardOf(db: Db, alertId: string): HazardRow {
  const row = db.select().from(hazard).where(eq(hazard.alertId, alertId)).get();
  if (row === undefined) throw new Error('the hazard of an alert has gone');
  return row;
}

const stepsOf = (db: Db, alertId: string) =>
  db
    .select()
    .from(biasAlertStep)
    .where(eq(biasAlertStep.alertId, alertId))
    .orderBy(asc(biasAlertStep.at), asc(biasAlertStep.id))
    .all();

function alertView(db: Db, row: BiasAlertRow): BiasAlert {
  const { id, metric, attribute, title, state, raisedAt, owner, ownerName } = row;
  return {
    id,
    metric,
    attribute,
    title,
    state,
    raisedAt,
    owner: owner === null || ownerName === null ? null : { userId: owner, name: ownerName },
    groups: evidenceOf(db, row).map(({ label }) => label),
  };
}

/** Alerts that are not closed, newest first, without their evidence. */
export function standingAlerts(store: Store): BiasAlertRow[] {
  return store.read((db) =>
    db
      .select()
      .from(biasAlert)
      .where(ne(biasAlert.state, 'closed'))
      .orderBy(desc(biasAlert.raisedAt), desc(biasAlert.id))
      .all(),
  );
}

/** Those not closed first, newest first. */
export function listAlerts(store: Store): BiasAlert[] {
  return store.read((db) => {
    const rows = db.select().from(biasAlert).orderBy(desc(biasAlert.raisedAt), desc(biasAlert.id)).all();
    const isClosed = ({ state }: BiasAlertRow) => state === 'closed';
    return [...rows.filter((row) => !isClosed(row)), ...rows.filter(isClosed)].map((row) =>
      alertView(db, row),
    );
  });
}

export function readAlert(store: Store, definition: MonitoringDefinition, alertId: string): BiasAlertDetail {
  return store.read((db) => {
    const row = alertRow(db, alertId);
    const subject = { type: ALERT_CLOSING, id: row.id };
    const shown = signedClosing(db, row.id);
    const signature =
      row.signatureId === null ? undefined : readSignature(store, db, row.signatureId, subject, shown);
    return {
      ...alertView(db, row),
      findingId: row.findingId,
      digest: recomputedDigest(findingOf(db, row)),
      evidence: evidenceOf(db, row),
      steps: stepsOf(db, row.id).map(
        ({ id, kind, at, byName, text }): BiasAlertStep => ({ id, kind, at, by: byName, text }),
      ),
      hazard: hazardView(definition, row, hazardOf(db, row.id)),
      conclusion: row.conclusion,
      signature: signature ?? null,
    };
  });
}

export function hazardView(definition: MonitoringDefinition, alert: BiasAlertRow, row: HazardRow): Hazard {
  const { updatedAt, ...fields } = row;
  return {
    ...fields,
    ...riskOf(definition, row.likelihood, row.severity),
    owner: alert.ownerName,
    updatedAt,
  };
}

export function listHazards(store: Store, definition: MonitoringDefinition): Hazard[] {
  return store.read((db) =>
    db
      .select({ alert: biasAlert, row: hazard })
      .from(hazard)
      .innerJoin(biasAlert, eq(biasAlert.id, hazard.alertId))
      .orderBy(desc(hazard.updatedAt), desc(hazard.id))
      .all()
      .map(({ alert, row }) => hazardView(definition, alert, row)),
  );
}

function addStep(
  tx: Db,
  clock: Clock,
  alertId: string,
  kind: BiasAlertStep['kind'],
  text: string,
  by: Actor,
): void {
  tx.insert(biasAlertStep)
    .values({
      id: newId(clock),
      alertId,
      kind,
      text,
      evidence: null,
      at: isoTime(clock),
      byUser: by.userId,
      byName: by.name,
    })
    .run();
}

function standing(db: Db, alertId: string): BiasAlertRow {
  const row = alertRow(db, alertId);
  if (row.state === 'closed') throw alertClosed();
  return row;
}

/** Says that somebody has seen the alert; whoever does becomes its owner unless it has one. */
export function acknowledgeAlert(clock: Clock, { store, actor }: Reviewing, alertId: string): void {
  store.change({ actor, action: 'monitoring.acknowledge' }, (tx) => {
    const row = standing(tx, alertId);
    if (row.state !== 'open') throw wrongState();
    const owner = row.owner === null ? { owner: actor.userId, ownerName: actor.name } : {};
    tx.update(biasAlert)
      .set({ state: 'acknowledged', ...owner })
      .where(eq(biasAlert.id, alertId))
      .run();
    addStep(tx, clock, alertId, 'acknowledged', 'Seen', actor);
  });
}

/** Makes somebody else the owner: the caller. */
export function takeAlertOver(clock: Clock, { store, actor }: Reviewing, alertId: string): void {
  store.change({ actor, action: 'monitoring.takeOver' }, (tx) => {
    const row = standing(tx, alertId);
    if (row.owner === actor.userId) throw wrongState();
    tx.update(biasAlert)
      .set({ owner: actor.userId, ownerName: actor.name })
      .where(eq(biasAlert.id, alertId))
      .run();
    const from = row.ownerName === null ? '' : ` from ${row.ownerName}`;
    addStep(tx, clock, alertId, 'assigned', `Taken over${from}`, actor);
  });
}

/** Begins to investigate an alert that was acknowledged. */
export function investigateAlert(
  clock: Clock,
  { store, actor }: Reviewing,
  { alertId, note }: { alertId: string; note: string },
): void {
  store.change({ actor, action: 'monitoring.investigate', reason: note }, (tx) => {
    if (standing(tx, alertId).state !== 'acknowledged') throw wrongState();
    tx.update(biasAlert).set({ state: 'investigating' }).where(eq(biasAlert.id, alertId)).run();
    addStep(tx, clock, alertId, 'investigating', note, actor);
  });
}

export function noteOnAlert(
  clock: Clock,
  { store, actor }: Reviewing,
  { alertId, note }: { alertId: string; note: string },
): void {
  store.change({ actor, action: 'monitoring.note' }, (tx) => {
    standing(tx, alertId);
    addStep(tx, clock, alertId, 'note', note, actor);
  });
}

export interface ClosingRequest {
  readonly alertId: string;
  readonly conclusion: AlertConclusion;
  readonly reason: string;
  readonly shownDigest: string;
  readonly signing: Signing;
}

const MEANINGS: Readonly<Record<AlertConclusion, string>> = {
  confirmed: 'Closes a bias alert: bias was confirmed and acted on',
  explained: 'Closes a bias alert: the difference has a legitimate reason',
  dataError: 'Closes a bias alert: the data were wrong',
};

/**
 * Closes an alert that somebody has investigated, signed. What remains of the risk is accepted with it.
 * @param throughSeq the last change set that the watch has taken in: older evidence raises this alert no more.
 * @throws monitoring.alertClosed, monitoring.wrongState, monitoring.findingChanged, monitoring.riskNotAcceptable, and
 *   what `authoriseSigning` throws.
 */
export async function closeAlert(
  clock: Clock,
  definition: MonitoringDefinition,
  context: Pick<HandlerContext, 'store' | 'actor' | 'authoriseSigning'>,
  request: ClosingRequest,
  throughSeq: number,
): Promise<void> {
  const { store, actor } = context;
  store.read((db) => closable(db, definition, request));
  const signer = await context.authoriseSigning(request.signing);
  store.change({ actor, action: 'monitoring.close', reason: request.reason }, (tx) => {
    const row = closable(tx, definition, request);
    const closedAt = isoTime(clock);
    tx.update(hazard)
      .set({ status: 'accepted', updatedAt: closedAt })
      .where(eq(hazard.alertId, row.id))
      .run();
    const closing = {
      conclusion: request.conclusion,
      closeReason: request.reason,
      closedAt,
      closedBy: actor.userId,
      closedByName: actor.name,
    };
    const signature = signer.sign(tx, {
      meaning: MEANINGS[request.conclusion],
      subjectType: ALERT_CLOSING,
      subjectId: row.id,
      shown: closingContent({ ...row, ...closing }, request.shownDigest, hazardOf(tx, row.id)),
    });
    tx.update(biasAlert)
      .set({ state: 'closed', ...closing, closedSeq: throughSeq, signatureId: signature.id })
      .where(eq(biasAlert.id, row.id))
      .run();
    const verdict = request.conclusion === 'confirmed' ? 'accepted' : 'overruled';
    settleFinding(tx, row.findingId, verdict, { userId: actor.userId, at: closedAt });
    addStep(tx, clock, row.id, 'closed', request.reason, actor);
  });
}

function closable(db: Db, definition: MonitoringDefinition, request: ClosingRequest): BiasAlertRow {
  const row = standing(db, request.alertId);
  if (row.state !== 'investigating') throw wrongState();
  if (recomputedDigest(findingOf(db, row)) !== request.shownDigest) throw findingChanged();
  const { likelihood, severity } = hazardOf(db, row.id);
  const risk = riskOf(definition, likelihood, severity);
  if (request.conclusion === 'confirmed' && !risk.acceptable) throw riskNotAcceptable(risk.rating);
  return row;
}

/** What a signature under a closing is bound to: the finding with its evidence, the conclusion, and the hazard. */
function closingContent(row: BiasAlertRow, digest: string, entry: HazardRow): Json {
  const { id, metric, attribute, title, conclusion, closeReason, closedAt, closedBy, findingId } = row;
  const { hazard: name, cause, effect, severity, likelihood, control, status } = entry;
  return {
    id,
    metric,
    attribute,
    title,
    finding: { id: findingId, digest },
    conclusion,
    reason: closeReason,
    closedAt,
    closedBy,
    hazard: { name, cause, effect, severity, likelihood, control, status },
  };
}

/** What a closing shows today, for checking the signature under it. */
export function signedClosing(db: Db, alertId: string): Json | undefined {
  const row = db.select().from(biasAlert).where(eq(biasAlert.id, alertId)).get();
  if (row === undefined || row.state !== 'closed') return undefined;
  return closingContent(row, recomputedDigest(findingOf(db, row)), hazardOf(db, alertId));
}

export interface HazardChanges {
  readonly cause?: string | undefined;
  readonly effect?: string | undefined;
  readonly control?: string | undefined;
  readonly severity?: Hazard['severity'] | undefined;
  readonly likelihood?: Hazard['likelihood'] | undefined;
  readonly status?: 'open' | 'controlled' | undefined;
}

/**
 * Changes an entry of the hazard log while its alert stands.
 * @throws monitoring.hazardNotFound, monitoring.alertClosed, monitoring.controlMissing
 */
export function updateHazard(
  clock: Clock,
  definition: MonitoringDefinition,
  { store, actor }: Reviewing,
  { hazardId, changes, reason }: { hazardId: string; changes: HazardChanges; reason: string },
): Hazard {
  return store.change({ actor, action: 'monitoring.updateHazard', reason }, (tx) => {
    const row = tx.select().from(hazard).where(eq(hazard.id, hazardId)).get();
    if (row === undefined) throw hazardNotFound();
    const alert = standing(tx, row.alertId);
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const next: HazardRow = { ...row, ...given, updatedAt: isoTime(clock) };
    if (next.status === 'controlled' && next.control === '') throw controlMissing();
    tx.update(hazard).set(next).where(eq(hazard.id, hazardId)).run();
    return hazardView(definition, alert, next);
  }).value;
}

const alertClosed = () =>
  new FairdocError(
    'conflict',
    'monitoring.alertClosed',
    'This alert is closed, and what was signed stays as it is.',
    'If the difference comes back, a new alert is raised.',
  );

const wrongState = () =>
  new FairdocError(
    'conflict',
    'monitoring.wrongState',
    'An alert is acknowledged first, then investigated, then closed; somebody may have done this step already.',
    'Read the alert again.',
  );

const findingChanged = () =>
  new FairdocError(
    'conflict',
    'monitoring.findingChanged',
    'The finding is not the one that was shown to you; nothing was signed.',
    'Read the alert again, then decide.',
  );

const riskNotAcceptable = (rating: number) =>
  new FairdocError(
    'conflict',
    'monitoring.riskNotAcceptable',
    `The hazard is rated ${rating}, which may not be accepted as it is.`,
    'Put a control in place and rate the hazard again before closing the alert.',
  );

const controlMissing = () =>
  new FairdocError(
    'invalid',
    'monitoring.controlMissing',
    'A hazard is controlled by something: the control is not described.',
    'Describe the control.',
  );

const hazardNotFound = () =>
  new FairdocError(
    'notFound',
    'monitoring.hazardNotFound',
    'There is no such entry of the hazard log.',
    'Choose one from the list.',
  );
