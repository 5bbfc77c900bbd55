import { createHmac, randomBytes } from 'node:crypto';
import type Database from 'better-sqlite3';
import { canonicalJson, type Json } from '../kernel/canonical.ts';
import { FairdocError } from '../kernel/errors.ts';
import { type DataKey, openBytes, sealBytes } from './data-key.ts';
import { databaseDamaged, misuse } from './errors.ts';
import type { Db } from './store.ts';

/** What identifies a person: names, numbers, addresses. */
export type IdentityFields = Readonly<Record<string, Json>>;

/** Personal identifiers, each person's sealed under a key of their own. Destroying that key erases the person. */
export interface Vault {
  /**
   * Seals what identifies a person, in place of what was sealed before.
   * @param lookups numbers by which the person can be found again, in place of those before.
   */
  seal(tx: Db, personId: string, fields: IdentityFields, lookups?: readonly Lookup[]): void;
  /** Null when the person is unknown or was erased. @throws store.damaged when the row was altered. */
  open(personId: string): IdentityFields | null;
  /** An earlier sealed value out of the log. Null when it does not open, or the person was erased. */
  openSealed(personId: string, sealed: string): IdentityFields | null;
  /** The ids of the people who have this number. */
  find(kind: string, value: string): string[];
  /** The same value always gives the same index, which cannot be turned back without the workspace's key. */
  blindIndex(kind: string, value: string): string;
  /** Destroys the person's key and their numbers. This cannot be undone; the log keeps sealed values alone. */
  forget(tx: Db, personId: string): void;
}

export interface Lookup {
  /** Which kind of number: `nhsNumber`. */
  readonly kind: string;
  readonly value: string;
}

const keyContext = ({ workspaceId }: DataKey, personId: string) =>
  `fairdoc/person-key/${workspaceId}/${personId}`;
const rowContext = ({ workspaceId }: DataKey, personId: string) =>
  `fairdoc/person-identity/${workspaceId}/${personId}`;

const CACHE_SIZE = 20_000;

export function createVault(db: Database.Database, dataKey: DataKey): Vault {
  const wrapKey = dataKey.derive('person-keys');
  const blindKey = dataKey.derive('blind-index');
  /** Opened keys. A key is remembered only once its row is committed, so a rollback leaves nothing behind. */
  const opened = new Map<string, Buffer>();

  const selectKey = db
    .prepare<[string], string>('SELECT wrapped FROM person_key WHERE person_id = ?')
    .pluck();
  const insertKey = db.prepare('INSERT INTO person_key (person_id, wrapped) VALUES (?, ?)');
  const deleteKey = db.prepare('DELETE FROM person_key WHERE person_id = ?');
  const selectSealed = db
    .prepare<[string], string>('SELECT sealed FROM person_identity WHERE id = ?')
    .pluck();
  const upsertSealed = db.prepare(
    'INSERT INTO person_identity (id, sealed) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed',
  );
  const addLookup = db.prepare(
    'INSERT INTO person_lookup (person_id, kind, blind) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const clearLookups = db.prepare('DELETE FROM person_lookup WHERE person_id = ?');
  const findLookup = db
    .prepare<[string, string], string>(
      'SELECT person_id FROM person_lookup WHERE kind = ? AND blind = ? ORDER BY person_id',
    )
    .pluck();

  function keyOf(personId: string): Buffer | undefined {
    const known = opened.get(personId);
    if (known !== undefined) return known;
    const wrapped = selectKey.get(personId);
    if (wrapped === undefined) return undefined;
    const key = openBytes(wrapKey, wrapped, keyContext(dataKey, personId));
    if (key === null) throw databaseDamaged("a person's key was altered");
    if (!db.inTransaction) remember(personId, key);
    return key;
  }

  function remember(personId: string, key: Buffer): void {
    if (opened.size >= CACHE_SIZE) opened.clear();
    opened.set(personId, key);
  }

  function makeKey(personId: string): Buffer {
    if (selectSealed.get(personId) !== undefined) throw erased();
    const key = randomBytes(32);
    insertKey.run(personId, sealBytes(wrapKey, key, keyContext(dataKey, personId)));
    return key;
  }

  const blindIndex = (kind: string, value: string) =>
    createHmac('sha256', blindKey).update(`${kind}\n${value}`).digest('base64url');

  return {
    seal(tx, personId, fields, lookups) {
      assertOwn(tx);
      const key = keyOf(personId) ?? makeKey(personId);
      upsertSealed.run(
        personId,
        sealBytes(key, Buffer.from(canonicalJson(fields)), rowContext(dataKey, personId)),
      );
      if (lookups === undefined) return;
      clearLookups.run(personId);
      for (const { kind, value } of lookups) addLookup.run(personId, kind, blindIndex(kind, value));
    },
    open(personId) {
      const sealed = selectSealed.get(personId);
      const key = sealed === undefined ? undefined : keyOf(personId);
      if (sealed === undefined || key === undefined) return null;
      const plain = openBytes(key, sealed, rowContext(dataKey, personId));
      if (plain === null) throw databaseDamaged("a person's identifiers were altered");
      return JSON.parse(plain.toString('utf8')) as IdentityFields;
    },
    openSealed(personId, sealed) {
      const key = keyOf(personId);
      const plain = key && openBytes(key, sealed, rowContext(dataKey, personId));
      return plain ? (JSON.parse(plain.toString('utf8')) as IdentityFields) : null;
    },
    find: (kind, value) => findLookup.all(kind, blindIndex(kind, value)),
    blindIndex,
    forget(tx, personId) {
      assertOwn(tx);
      opened.get(personId)?.fill(0);
      opened.delete(personId);
      deleteKey.run(personId);
      clearLookups.run(personId);
    },
  };

  /** A write to the vault belongs into the change set that it is part of. */
  function assertOwn(tx: Db): void {
    if (tx.$client !== db || !db.inTransaction) throw misuse('identifiers are sealed within a change');
  }
}

const erased = () =>
  new FairdocError(
    'conflict',
    'store.personErased',
    'The identifiers of this person were erased.',
    'Register the person anew if they are to be treated again.',
  );

/**
 * Goes through everyone's sealed identifiers; yields the ids of people whose key or row was altered, and null for
 * each that opens. Erased people have no key, which is as it should be.
 */
export function* brokenIdentities(db: Database.Database, dataKey: DataKey): Generator<string | null, void> {
  const wrapKey = dataKey.derive('person-keys');
  const rows = db.prepare<[string], { id: string; sealed: string; wrapped: string }>(
    `SELECT i.id AS id, i.sealed AS sealed, k.wrapped AS wrapped
     FROM person_identity i JOIN person_key k ON k.person_id = i.id WHERE i.id > ? ORDER BY i.id LIMIT 200`,
  );
  for (let after = ''; ; ) {
    const some = rows.all(after);
    for (const { id, sealed, wrapped } of some) {
      const key = openBytes(wrapKey, wrapped, keyContext(dataKey, id));
      const opens = key !== null && openBytes(key, sealed, rowContext(dataKey, id)) !== null;
      yield opens ? null : id;
      after = id;
    }
    if (some.length === 0) return;
  }
}
