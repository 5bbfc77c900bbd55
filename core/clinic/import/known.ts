import { canonicalJson, type Json } from '../../kernel/canonical.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import type { Store } from '../../store/index.ts';
import { rowWriter } from '../rows.ts';
import { sourceRecord } from '../schema.ts';

/**
 * Which pieces of foreign systems are on record already. A piece is known by the sender's name for it, or, where it
 * has none, by what it says. Only keyed hashes are stored.
 */
export interface Known {
  /** The keyed hash of a sender's name for a piece. */
  nameKey(recordType: string, name: string): string;
  /** The keyed hash of what a piece says. */
  contentKey(content: Json): string;
  /** The row that a name stands for; undefined when the name is new. */
  find(sourceKey: string): KnownRecord | undefined;
  remember(record: {
    readonly recordType: string;
    readonly sourceKey: string;
    readonly contentKey: string;
    readonly recordId: string;
    readonly patientId: string;
    readonly encounterId: string | null;
  }): void;
}

export interface KnownRecord {
  readonly recordId: string;
  readonly patientId: string;
  readonly contentKey: string;
}

const FIND = `
  SELECT record_id AS recordId, patient_id AS patientId, content_key AS contentKey
  FROM source_record WHERE source_key = ? ORDER BY id LIMIT 1`;

const writeRecord = rowWriter(sourceRecord);

/** Within the change of one import. */
export function knownRecords(store: Store, clock: Clock, importId: string): Known {
  return {
    nameKey: (recordType, name) => store.vault.blindIndex('source', `${recordType}\n${name}`),
    contentKey: (content) => store.vault.blindIndex('source-content', canonicalJson(content)),
    find: (sourceKey) => store.prepare<[string], KnownRecord>(FIND).get(sourceKey),
    remember: (record) => writeRecord(store, { id: newId(clock), importId, ...record }),
  };
}

/**
 * A sender's reference that can be trusted to mean the same thing next week: an absolute address, a UUID, or an id
 * long enough not to be another system's too. `Patient/1` of two hospitals are two people.
 */
export function isLastingReference(reference: string | null): reference is string {
  if (reference === null) return false;
  if (/^(https?:\/\/|urn:)/.test(reference)) return true;
  const id = /^[A-Z][A-Za-z]+\/(.+)$/.exec(reference)?.[1];
  return id !== undefined && id.length >= 12;
}
