import { and, eq } from 'drizzle-orm';
import { canonicalJson, type Json } from '../../kernel/canonical.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import type { Db, Store } from '../../store/index.ts';
import { sourceRecord } from '../schema.ts';

/**
 * Which pieces of foreign systems are on record already. A piece is known by the sender's name for it, or, where it
 * has none, by what it says. Only keyed hashes are stored.
 */
export interface Known {
  /** The row that a name stands for; undefined when the name is new. */
  find(recordType: string, name: string): KnownRecord | undefined;
  remember(record: {
    readonly recordType: string;
    readonly name: string;
    readonly content: Json;
    readonly recordId: string;
    readonly patientId: string;
    readonly encounterId: string | null;
  }): void;
  contentKey(content: Json): string;
}

export interface KnownRecord {
  readonly recordId: string;
  readonly patientId: string;
  readonly contentKey: string;
}

/** Within the change of one import. */
export function knownRecords(store: Store, tx: Db, clock: Clock, importId: string): Known {
  const key = (recordType: string, name: string) =>
    store.vault.blindIndex('source', `${recordType}\n${name}`);
  const contentKey = (content: Json) => store.vault.blindIndex('source-content', canonicalJson(content));
  return {
    contentKey,
    find: (recordType, name) =>
      tx
        .select({
          recordId: sourceRecord.recordId,
          patientId: sourceRecord.patientId,
          contentKey: sourceRecord.contentKey,
        })
        .from(sourceRecord)
        .where(
          and(eq(sourceRecord.sourceKey, key(recordType, name)), eq(sourceRecord.recordType, recordType)),
        )
        .orderBy(sourceRecord.id)
        .get(),
    remember: ({ recordType, name, content, ...rest }) => {
      tx.insert(sourceRecord)
        .values({
          id: newId(clock),
          importId,
          recordType,
          ...rest,
          sourceKey: key(recordType, name),
          contentKey: contentKey(content),
        })
        .run();
    },
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
