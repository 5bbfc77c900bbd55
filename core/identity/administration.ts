import type { Person, Role } from '../contract/index.ts';
import { FairdocError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import {
  addUserSlot,
  type Db,
  type Keyring,
  openKeyring,
  removeSlot,
  setPassphrase,
} from '../store/index.ts';
import type { Actor } from './context.ts';
import { type Identity, slotOptions } from './identity.ts';
import {
  demandDeactivatable,
  demandPerson,
  insertPerson,
  listPeople,
  loginNameIsTaken,
  loginNameTaken,
  notePassphrase,
  replaceRoles,
  type SignInState,
  setActiveRow,
  toPerson,
} from './people.ts';
import { endSession } from './session-life.ts';
import type { LiveSession } from './sessions.ts';
import { checkOwnPassphrase } from './signing.ts';

/**
 * Managing people: each has rows in the store and a slot in the keyring, and the two are files of their own. The slot
 * goes first where access is taken away and where it is given, so that an interruption in between leaves a person
 * who cannot sign in, never one who can and should not.
 */

async function signInState(identity: Identity): Promise<SignInState> {
  const keyring = await openKeyring(identity.custody.options.folder);
  return {
    hasSlot: (userId) => hasSlot(keyring, userId),
    isLockedOut: (userId) => identity.custody.attempts.isLockedOut(userId),
  };
}

const hasSlot = (keyring: Keyring, userId: string) =>
  keyring.slots.some((slot) => slot.kind === 'user' && slot.userId === userId);

async function readPerson(identity: Identity, userId: string): Promise<Person> {
  const signIn = await signInState(identity);
  return identity.custody.demand().store.read((db) => toPerson(db, demandPerson(db, userId), signIn));
}

export async function peopleList(identity: Identity): Promise<Person[]> {
  const signIn = await signInState(identity);
  return identity.custody.demand().store.read((db) => listPeople(db, signIn));
}

export interface NewPerson {
  readonly loginName: string;
  readonly fullName: string;
  readonly roles: readonly Role[];
  readonly passphrase: string;
}

/** Adds a person with a first passphrase. Throws identity.loginNameTaken. */
export function addPerson(identity: Identity, actor: Actor, person: NewPerson): Promise<Person> {
  const { custody, clock } = identity;
  return custody.serially(async () => {
    const { store, dataKey } = custody.demand();
    const { folder } = custody.options;
    if (store.read((db) => loginNameIsTaken(db, person.loginName))) throw loginNameTaken();
    const userId = newId(clock);
    const slot = { userId, loginName: person.loginName, passphrase: person.passphrase };
    await addUserSlot(folder, dataKey, slot, slotOptions(identity));
    try {
      store.change({ actor, action: 'people.add' }, (tx) => {
        insertPerson(tx, { ...person, userId }, clock);
        notePassphrase(tx, clock, userId, actor.userId);
      });
    } catch (thrown) {
      await removeSlot(folder, dataKey, userId);
      throw thrown;
    }
    return readPerson(identity, userId);
  });
}

/** The person who creates the workspace: part of the change that founds it. Their key slot exists already. */
export function insertFirstPerson(
  identity: Identity,
  tx: Db,
  person: { userId: string; loginName: string; fullName: string },
): void {
  insertPerson(tx, { ...person, roles: identity.roles.firstPerson }, identity.clock);
  notePassphrase(tx, identity.clock, person.userId, person.userId);
}

/** Gives a person exactly these roles; they hold for the person's next call. */
export function setRoles(
  identity: Identity,
  actor: Actor,
  change: { userId: string; roles: readonly Role[]; reason: string },
): Promise<Person> {
  const { custody, clock } = identity;
  const { store } = custody.demand();
  store.change({ actor, action: 'people.setRoles', reason: change.reason }, (tx) => {
    demandPerson(tx, change.userId);
    replaceRoles(tx, { userId: change.userId, roles: change.roles, by: actor.userId }, clock);
  });
  return readPerson(identity, change.userId);
}

/**
 * Deactivates a person: the key slot is destroyed and every session ends. A reactivated person gets a passphrase from
 * an administrator before they can sign in again. What they did stays in the record under their name.
 */
export async function setActive(
  identity: Identity,
  actor: Actor,
  change: { userId: string; active: boolean; reason: string },
): Promise<Person> {
  const { custody, sessions } = identity;
  const person = await custody.serially(async () => {
    const { store, dataKey } = custody.demand();
    const { folder } = custody.options;
    const row = store.read((db) => {
      if (!change.active) demandDeactivatable(db, change.userId, actor.userId);
      return demandPerson(db, change.userId);
    });
    if (row.active && !change.active && hasSlot(await openKeyring(folder), change.userId)) {
      await removeSlot(folder, dataKey, change.userId);
    }
    const action = change.active ? 'people.reactivate' : 'people.deactivate';
    store.change({ actor, action, reason: change.reason }, (tx) =>
      setActiveRow(tx, change.userId, change.active),
    );
    return readPerson(identity, change.userId);
  });
  if (!change.active) {
    for (const session of sessions.ofUser(change.userId)) await endSession(identity, session, 'deactivated');
  }
  return person;
}

/** Sets a passphrase for somebody who forgot theirs, and lifts a lock-out. */
export function resetPassphrase(
  identity: Identity,
  actor: Actor,
  change: { userId: string; passphrase: string; reason: string },
): Promise<Person> {
  const { custody } = identity;
  return custody.serially(async () => {
    const { store, dataKey } = custody.demand();
    const { folder } = custody.options;
    const row = store.read((db) => demandPerson(db, change.userId));
    if (!row.active) {
      throw new FairdocError(
        'conflict',
        'identity.deactivated',
        'This person is deactivated.',
        'Reactivate the person first, then set a passphrase.',
      );
    }
    const { userId, passphrase } = change;
    if (hasSlot(await openKeyring(folder), userId)) {
      await setPassphrase(folder, dataKey, { userId, passphrase }, slotOptions(identity));
    } else {
      await addUserSlot(
        folder,
        dataKey,
        { userId, loginName: row.loginName, passphrase },
        slotOptions(identity),
      );
    }
    custody.attempts.clear(userId);
    store.change({ actor, action: 'people.resetPassphrase', reason: change.reason }, (tx) =>
      notePassphrase(tx, identity.clock, userId, actor.userId),
    );
    return readPerson(identity, userId);
  });
}

/** Changes one's own passphrase. Throws identity.wrongPassphrase, identity.samePassphrase. */
export async function changeOwnPassphrase(
  identity: Identity,
  session: LiveSession,
  change: { current: string; next: string },
): Promise<void> {
  const { custody } = identity;
  await checkOwnPassphrase(identity, session, change.current);
  if (change.current === change.next) {
    throw new FairdocError(
      'invalid',
      'identity.samePassphrase',
      'The new passphrase is the same as the current one.',
      'Choose another passphrase.',
    );
  }
  const { store, dataKey } = custody.demand();
  const { userId } = session;
  const next = { userId, passphrase: change.next };
  await setPassphrase(custody.options.folder, dataKey, next, slotOptions(identity));
  const actor = { userId, name: session.fullName };
  store.change({ actor, action: 'session.changePassphrase' }, (tx) =>
    notePassphrase(tx, identity.clock, userId, userId),
  );
}
