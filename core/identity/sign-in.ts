import type { Me, Permission } from '../contract/index.ts';
import { FairdocError } from '../kernel/errors.ts';
import { type DataKey, openKeyring, removeSlot, unlock } from '../store/index.ts';
import type { AttemptSubject } from './attempts.ts';
import { countedCheck, demandWorkspace, recordFailedTries } from './guessing.ts';
import type { Identity } from './identity.ts';
import { hasPeople, personById, rolesOf } from './people.ts';
import { isRecoveryKeyConfirmed } from './recovery.ts';
import { closeNow, startSession } from './session-life.ts';
import type { LiveSession } from './sessions.ts';

/** Signing in: unlocking a key slot. The first one opens the store, others join. */

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

function notActive(): FairdocError {
  return new FairdocError(
    'denied',
    'identity.notActive',
    'This login is not active in the workspace.',
    'Ask an administrator to reactivate it.',
  );
}
