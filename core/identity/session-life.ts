import { eq, isNull } from 'drizzle-orm';
import { type Clock, isoTime } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import type { Store } from '../store/index.ts';
import type { Identity } from './identity.ts';
import type { PersonRow } from './people.ts';
import { type SessionEnd, signInSession } from './schema.ts';
import type { LiveSession } from './sessions.ts';

/** How sessions begin and end, and the store with the last of them. Each is an entry of the audit trail. */

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

/** As `closeIfUnused`, within a step that runs serially already. */
export async function closeNow(identity: Identity): Promise<void> {
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
