import { and, eq, max } from 'drizzle-orm';
import { type Person, ROLES, type Role } from '../contract/index.ts';
import { type Clock, isoTime } from '../kernel/clock.ts';
import { FairdocError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Db } from '../store/index.ts';
import { appUser, passphraseSet, roleAssignment, signInSession } from './schema.ts';

/** The people of a workspace as rows. Their key slots are handled in `custody.ts`, which calls these. */

export type PersonRow = typeof appUser.$inferSelect;

/** What a person's row does not say: whether their key slot would let them in. */
export interface SignInState {
  hasSlot(userId: string): boolean;
  isLockedOut(userId: string): boolean;
}

export function personById(db: Db, userId: string): PersonRow | undefined {
  return db.select().from(appUser).where(eq(appUser.id, userId)).get();
}

/** False only between the creation of a workspace's keys and the change that founds it. */
export function hasPeople(db: Db): boolean {
  return db.select({ id: appUser.id }).from(appUser).limit(1).get() !== undefined;
}

export function rolesOf(db: Db, userId: string): Role[] {
  const held = db
    .select({ role: roleAssignment.role })
    .from(roleAssignment)
    .where(eq(roleAssignment.userId, userId))
    .all()
    .map((row) => row.role);
  return ROLES.filter((role) => held.includes(role));
}

/** Throws `identity.unknownPerson`. */
export function demandPerson(db: Db, userId: string): PersonRow {
  const row = personById(db, userId);
  if (row) return row;
  throw new FairdocError(
    'notFound',
    'identity.unknownPerson',
    'There is no such person in this workspace.',
    'Read the list of people again and choose one of them.',
  );
}

export function loginNameIsTaken(db: Db, loginName: string): boolean {
  return (
    db.select({ id: appUser.id }).from(appUser).where(eq(appUser.loginName, loginName)).get() !== undefined
  );
}

export function listPeople(db: Db, signIn: SignInState): Person[] {
  const rows = db.select().from(appUser).orderBy(appUser.fullName).all();
  return rows.map((row) => toPerson(db, row, signIn));
}

/** `lockedOut` also tells of a person without a key slot: both need an administrator to set a passphrase. */
export function toPerson(db: Db, row: PersonRow, signIn: SignInState): Person {
  const last = db
    .select({ at: max(signInSession.startedAt) })
    .from(signInSession)
    .where(eq(signInSession.userId, row.id))
    .get();
  return {
    userId: row.id,
    loginName: row.loginName,
    fullName: row.fullName,
    roles: rolesOf(db, row.id),
    active: row.active,
    lockedOut: row.active && (signIn.isLockedOut(row.id) || !signIn.hasSlot(row.id)),
    createdAt: row.createdAt,
    lastSignInAt: last?.at ?? null,
  };
}

export function insertPerson(
  tx: Db,
  person: { userId: string; loginName: string; fullName: string; roles: readonly Role[] },
  clock: Clock,
): void {
  if (loginNameIsTaken(tx, person.loginName)) throw loginNameTaken();
  tx.insert(appUser)
    .values({
      id: person.userId,
      loginName: person.loginName,
      fullName: person.fullName,
      active: true,
      createdAt: isoTime(clock),
    })
    .run();
  for (const role of person.roles) insertRole(tx, person.userId, role, clock);
}

/** Gives exactly these roles. The last administrator keeps the role, and nobody takes it from themselves. */
export function replaceRoles(
  tx: Db,
  change: { userId: string; roles: readonly Role[]; by: string },
  clock: Clock,
): void {
  const held = rolesOf(tx, change.userId);
  if (held.includes('administrator') && !change.roles.includes('administrator')) {
    if (change.by === change.userId) throw ownAdministration();
    demandAnotherAdministrator(tx, change.userId);
  }
  for (const role of held.filter((role) => !change.roles.includes(role))) {
    tx.delete(roleAssignment)
      .where(and(eq(roleAssignment.userId, change.userId), eq(roleAssignment.role, role)))
      .run();
  }
  for (const role of ROLES.filter((role) => change.roles.includes(role) && !held.includes(role))) {
    insertRole(tx, change.userId, role, clock);
  }
}

function insertRole(tx: Db, userId: string, role: Role, clock: Clock): void {
  tx.insert(roleAssignment)
    .values({ id: newId(clock), userId, role, assignedAt: isoTime(clock) })
    .run();
}

/** Throws when this person may not be deactivated: nobody locks themselves or the last administrator out. */
export function demandDeactivatable(db: Db, userId: string, by: string): void {
  if (userId === by) {
    throw new FairdocError(
      'conflict',
      'identity.deactivatesSelf',
      'You cannot deactivate yourself.',
      'Ask another administrator to do it.',
    );
  }
  if (rolesOf(db, userId).includes('administrator')) demandAnotherAdministrator(db, userId);
}

export function setActiveRow(tx: Db, userId: string, active: boolean): void {
  tx.update(appUser).set({ active }).where(eq(appUser.id, userId)).run();
}

function demandAnotherAdministrator(db: Db, exceptUserId: string): void {
  const others = db
    .select({ id: appUser.id })
    .from(appUser)
    .innerJoin(roleAssignment, eq(roleAssignment.userId, appUser.id))
    .where(and(eq(appUser.active, true), eq(roleAssignment.role, 'administrator')))
    .all()
    .filter((row) => row.id !== exceptUserId);
  if (others.length > 0) return;
  throw new FairdocError(
    'conflict',
    'identity.lastAdministrator',
    'This is the last active administrator of the workspace.',
    'Make another person administrator first.',
  );
}

function ownAdministration(): FairdocError {
  return new FairdocError(
    'conflict',
    'identity.ownAdministration',
    'You cannot take the administrator role away from yourself.',
    'Ask another administrator to do it.',
  );
}

export function loginNameTaken(): FairdocError {
  return new FairdocError(
    'conflict',
    'identity.loginNameTaken',
    'This login name is or was used by a person of this workspace. Login names are never used again.',
    'Choose another login name.',
  );
}

/** Every new passphrase leaves a row, so that it shows in the audit trail whose was set, by whom and when. */
export function notePassphrase(tx: Db, clock: Clock, userId: string, setBy: string | null): void {
  const known = tx.select({ id: appUser.id }).from(appUser).where(eq(appUser.id, userId)).get();
  if (!known) return;
  tx.insert(passphraseSet)
    .values({ id: newId(clock), userId, setBy, setAt: isoTime(clock) })
    .run();
}
