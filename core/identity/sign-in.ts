import { eq, isNull } from 'drizzle-orm';
import type { Me, Permission, Signing } from '../contract/index.ts';
import { type Clock, isoTime } from '../kernel/clock.ts';
import { FairdocError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import {
  checkPassphrase,
  type DataKey,
  inspectWorkspace,
  openKeyring,
  removeSlot,
  type Store,
  unlock,
} from '../store/index.ts';
import type { AttemptSubject } from './attempts.ts';
import type { Signer } from './context.ts';
import type { Custody } from './custody.ts';
import { hasPeople, type PersonRow, personById, rolesOf } from './people.ts';
import type { RoleBook } from './roles.ts';
import { failedSignIn, recoveryKeyConfirmation, type SessionEnd, signInSession } from './schema.ts';
import type { LiveSession, Sessions } from './sessions.ts';
import { createSigner } from './signatures.ts';

/** Signing in and out. Signing in unlocks a key slot: the first one opens the store, others join. */

export interface Identity {
  readonly custody: Custody;
  readonly sessions: Sessions;
  readonly roles: RoleBook;
  readonly clock: Clock;
  idleMinutes(store: Store): number;
  /** While true the store stays open although nobody is signed in: a call or a job is still at work. */
  isBusy(): boolean;
  /** Completes a founding that was interrupted; told with whoever signs in before anybody else ever did. */
  onFirstSignIn(store: Store, userId: string, loginName: string): void;
  /** Told when a login was locked after wrong tries. */
  onLockedOut(store: Store, userId: string): void;
  /** Told when somebody has signed in after this many wrong tries in a row. */
  onSignedInAfter(store: Store, userId: string, wrongTries: number): void;
}

/** Signs in on a connection. Throws store.wrongPassphrase, identity.tooSoon, identity.lockedOut, and the key states. */
export function signIn(
  identity: Identity,
  connectionId: string,
  given: { loginName: string; passphrase: string },
): Promise<Me> {
  const { custody } = identity;
  return custody.serially(async () => {
    const loginName = given.loginName.trim().toLowerCase();
    const unlocked = await unlockFor(identity, loginName, given.passphrase);
    const { store } = await custody.open(unlocked.dataKey);
    try {
      if (!store.read(hasPeople)) identity.onFirstSignIn(store, unlocked.userId, loginName);
      const person = store.read((db) => personById(db, unlocked.userId));
      if (!person?.active) {
        await removeSlot(custody.options.folder, custody.demand().dataKey, unlocked.userId);
        throw notActive();
      }
      const session = startSession(identity, store, connectionId, person);
      recordFailedTries(identity);
      if (unlocked.wrongTries > 0) identity.onSignedInAfter(store, person.id, unlocked.wrongTries);
      return await describeSession(identity, session);
    } catch (thrown) {
      await closeNow(identity);
      throw thrown;
    }
  });
}

async function unlockFor(
  identity: Identity,
  loginName: string,
  passphrase: string,
): Promise<{ dataKey: DataKey; userId: string; wrongTries: number }> {
  const { folder, device } = identity.custody.options;
  await demandWorkspace(identity);
  const keyring = await openKeyring(folder);
  const slot = keyring.slots.find((item) => item.kind === 'user' && item.loginName === loginName);
  const subject: AttemptSubject = slot?.kind === 'user' ? { userId: slot.userId } : 'unknown';
  const wrongTries = identity.custody.attempts.failures(subject);
  return countedCheck(identity, subject, async () => {
    const key = await unlock(folder, { loginName, passphrase }, { device });
    if (key.state === 'ready' && key.userId !== null) {
      return { right: { dataKey: key.dataKey, userId: key.userId, wrongTries } };
    }
    if (key.state === 'wrongPassphrase') return { wrong: key.error };
    throw key.state === 'ready' ? notActive() : key.error;
  });
}

/** Throws `identity.noWorkspace` where nothing was created yet, before anything is written there. */
export async function demandWorkspace({ custody }: Identity): Promise<void> {
  const { folder, migrations } = custody.options;
  if (custody.current()) return;
  if ((await inspectWorkspace(folder, { migrations })).state !== 'absent') return;
  throw new FairdocError(
    'notFound',
    'identity.noWorkspace',
    'There is no workspace here yet.',
    'Create one, or restore a backup.',
  );
}

/**
 * Runs a check of a secret under the rules against guessing: counted before it starts, refused when too soon.
 * @param check answers with what a right secret gives, or with the error to show for a wrong one.
 */
export async function countedCheck<T>(
  identity: Identity,
  subject: AttemptSubject,
  check: () => Promise<{ right: T } | { wrong: FairdocError }>,
): Promise<T> {
  const { attempts } = identity.custody;
  try {
    attempts.begin(subject);
  } catch (refused) {
    recordFailedTries(identity);
    throw refused;
  }
  let outcome: { right: T } | { wrong: FairdocError };
  try {
    outcome = await check();
  } catch (thrown) {
    attempts.withdraw(subject);
    throw thrown;
  }
  if ('wrong' in outcome) {
    attempts.fail(subject);
    recordFailedTries(identity);
    throw outcome.wrong;
  }
  attempts.succeed(subject);
  return outcome.right;
}

/** Takes the failed tries that attempts.json holds into the audit log, once the store is open. */
export function recordFailedTries(identity: Identity): void {
  const store = identity.custody.current()?.store;
  const { attempts } = identity.custody;
  const entries = [...attempts.unlogged()];
  if (!store || entries.length === 0) return;
  const rows = entries.map((entry): typeof failedSignIn.$inferInsert => {
    const person = store.read((db) => personById(db, entry.subject));
    return {
      id: entry.id,
      userId: person?.id ?? null,
      subject: person ? 'person' : entry.subject === 'recovery' ? 'recoveryKey' : 'unknownLogin',
      wrong: entry.failures,
      refusedTooSoon: entry.refused,
      firstAt: new Date(entry.firstAt).toISOString(),
      lastAt: new Date(entry.lastAt).toISOString(),
      lockedOut: entry.lockedOut,
    };
  });
  store.change({ actor: 'system', action: 'session.failedTries' }, (tx) => {
    // The same id twice: the process ended between this commit and the next line the last time.
    for (const row of rows) tx.insert(failedSignIn).values(row).onConflictDoNothing().run();
  });
  attempts.markLogged(entries.map((entry) => entry.id));
  for (const { userId, lockedOut } of rows) if (userId && lockedOut) identity.onLockedOut(store, userId);
}

/** Starts a session for a person whose passphrase was checked, and writes it down. */
export function startSession(
  identity: Identity,
  store: Store,
  connectionId: string,
  person: Pick<PersonRow, 'id' | 'loginName' | 'fullName'>,
): LiveSession {
  const { sessions, clock } = identity;
  const earlier = sessions.find(connectionId);
  const id = newId(clock);
  store.change({ actor: { userId: person.id, name: person.fullName }, action: 'session.signIn' }, (tx) => {
    if (earlier?.state === 'active') {
      tx.update(signInSession)
        .set({ endedAt: isoTime(clock), ended: 'replaced' })
        .where(eq(signInSession.id, earlier.id))
        .run();
    }
    tx.insert(signInSession)
      .values({ id, userId: person.id, startedAt: isoTime(clock) })
      .run();
  });
  const { id: userId, loginName, fullName } = person;
  return sessions.start({ id, connectionId, userId, loginName, fullName, lastActivity: clock.now() });
}

/** Ends or locks a session, writes it down, and closes the store when it was the last one. */
export async function endSession(identity: Identity, session: LiveSession, how: SessionEnd): Promise<void> {
  const { sessions, clock, custody } = identity;
  const wasActive = session.state === 'active';
  if (how === 'locked' || how === 'idle' || how === 'lockedOut') sessions.lock(session);
  else sessions.end(session);
  const store = custody.current()?.store;
  if (wasActive && store) {
    const actor = { userId: session.userId, name: session.fullName };
    store.change({ actor, action: ACTION_OF[how] }, (tx) =>
      tx
        .update(signInSession)
        .set({ endedAt: isoTime(clock), ended: how })
        .where(eq(signInSession.id, session.id))
        .run(),
    );
  }
  await closeIfUnused(identity);
}

const ACTION_OF: Readonly<Record<SessionEnd, string>> = {
  signedOut: 'session.signOut',
  replaced: 'session.signOut',
  locked: 'session.lock',
  idle: 'session.idleLock',
  lockedOut: 'session.lockOut',
  deactivated: 'session.deactivated',
  closed: 'session.closed',
};

/** Sessions that a process left open when it ended without closing: their end is not known, only that they ended. */
export function closeAbandonedSessions(store: Store, clock: Clock): void {
  const open = store.read((db) =>
    db.select({ id: signInSession.id }).from(signInSession).where(isNull(signInSession.endedAt)).all(),
  );
  if (open.length === 0) return;
  store.change({ actor: 'system', action: 'session.closed' }, (tx) => {
    tx.update(signInSession)
      .set({ endedAt: isoTime(clock), ended: 'closed' })
      .where(isNull(signInSession.endedAt))
      .run();
  });
}

/** Closes the store and wipes the key when nobody is signed in and nothing runs. */
export function closeIfUnused(identity: Identity): Promise<void> {
  return identity.custody.serially(() => closeNow(identity));
}

async function closeNow(identity: Identity): Promise<void> {
  if (identity.sessions.active().length > 0 || identity.isBusy()) return;
  await identity.custody.close();
}

/** Locks every session that has been idle for too long. */
export async function lockIdleSessions(identity: Identity): Promise<void> {
  const store = identity.custody.current()?.store;
  if (!store) return;
  const idle = identity.sessions.idle(identity.clock.now(), identity.idleMinutes(store));
  for (const session of idle) await endSession(identity, session, 'idle');
}

/** The session as its holder sees it. */
export async function describeSession(identity: Identity, session: LiveSession): Promise<Me> {
  const store = identity.custody.current()?.store;
  const who = { userId: session.userId, loginName: session.loginName, fullName: session.fullName };
  if (session.state === 'locked' || !store) {
    // A locked session says who may come back, and nothing that only the store knows.
    return {
      ...who,
      roles: [],
      permissions: [],
      state: 'locked',
      idleMinutes: 0,
      firstSignature: true,
      recoveryKeyConfirmed: true,
    };
  }
  const roles = store.read((db) => rolesOf(db, session.userId));
  const permissions: Permission[] = [...identity.roles.permissionsOf(roles)];
  return {
    ...who,
    roles,
    permissions,
    state: 'active',
    idleMinutes: identity.idleMinutes(store),
    firstSignature: !session.hasSigned,
    recoveryKeyConfirmed: await isRecoveryKeyConfirmed(identity, store),
  };
}

async function recoverySlotId(identity: Identity): Promise<string | undefined> {
  const keyring = await openKeyring(identity.custody.options.folder);
  return keyring.slots.find((slot) => slot.kind === 'recovery')?.slotId;
}

export async function isRecoveryKeyConfirmed(identity: Identity, store: Store): Promise<boolean> {
  const slotId = (await recoverySlotId(identity)) ?? '';
  const row = store.read((db) =>
    db.select().from(recoveryKeyConfirmation).where(eq(recoveryKeyConfirmation.slotId, slotId)).get(),
  );
  return row !== undefined;
}

/** Writes down that the recovery key was typed back correctly. Throws store.wrongRecoveryKey and the like. */
export async function confirmRecoveryKey(
  identity: Identity,
  session: LiveSession,
  recoveryKey: string,
): Promise<void> {
  const { custody, clock } = identity;
  const slotId = await countedCheck(identity, 'recovery', async () => {
    const key = await unlock(custody.options.folder, { recoveryKey });
    if (key.state !== 'ready') {
      if (key.state === 'wrongPassphrase') return { wrong: key.error };
      throw key.error;
    }
    key.dataKey.destroy();
    return { right: (await recoverySlotId(identity)) ?? '' };
  });
  const { store } = custody.demand();
  const actor = { userId: session.userId, name: session.fullName };
  store.change({ actor, action: 'workspace.confirmRecoveryKey' }, (tx) =>
    tx
      .insert(recoveryKeyConfirmation)
      .values({
        id: newId(clock),
        slotId,
        confirmedBy: session.userId,
        confirmedAt: isoTime(clock),
      })
      .onConflictDoNothing()
      .run(),
  );
}

/**
 * Checks what a person entered to sign. The first signature of a session takes the login name too (21 CFR 11.200).
 * Throws identity.loginNameNeeded, identity.wrongPassphrase, identity.tooSoon, identity.lockedOut.
 */
export async function authoriseSigning(
  identity: Identity,
  session: LiveSession,
  signing: Signing,
): Promise<Signer> {
  if (!session.hasSigned && signing.loginName?.trim().toLowerCase() !== session.loginName) {
    throw new FairdocError(
      'invalid',
      'identity.loginNameNeeded',
      'The first signature of a session takes your own login name and your passphrase.',
      'Enter both and sign again.',
    );
  }
  await checkOwnPassphrase(identity, session, signing.passphrase);
  const { store } = identity.custody.demand();
  const { userId, fullName, id } = session;
  return createSigner(store, { userId, fullName, sessionId: id }, identity.clock, () => {
    session.hasSigned = true;
  });
}

/** The passphrase of whoever is signed in. Guessing it here counts as at sign-in, and a lock-out ends the session. */
export async function checkOwnPassphrase(
  identity: Identity,
  session: LiveSession,
  passphrase: string,
): Promise<void> {
  const { folder, device } = identity.custody.options;
  const subject = { userId: session.userId };
  try {
    await countedCheck(identity, subject, async () => {
      const right = await checkPassphrase(folder, { userId: session.userId, passphrase }, { device });
      return right ? { right } : { wrong: wrongPassphrase() };
    });
    session.lastActivity = identity.clock.now();
  } catch (thrown) {
    if (identity.custody.attempts.isLockedOut(session.userId))
      await endSession(identity, session, 'lockedOut');
    throw thrown;
  }
}

function wrongPassphrase(): FairdocError {
  return new FairdocError(
    'invalid',
    'identity.wrongPassphrase',
    'This is not your passphrase.',
    'Check it and try again.',
  );
}

function notActive(): FairdocError {
  return new FairdocError(
    'denied',
    'identity.notActive',
    'This login is not active in the workspace.',
    'Ask an administrator to reactivate it.',
  );
}
