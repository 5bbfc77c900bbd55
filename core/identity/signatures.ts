import { createHmac, timingSafeEqual } from 'node:crypto';
import { desc, eq } from 'drizzle-orm';
import type { Signature } from '../contract/index.ts';
import { canonicalJson, digestOf, type Json } from '../kernel/canonical.ts';
import { type Clock, isoTime } from '../kernel/clock.ts';
import { FairdocError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Db, Store } from '../store/index.ts';
import type { Signer, SigningRequest } from './context.ts';
import { signature } from './schema.ts';

/**
 * Electronic signatures (21 CFR 11.50, 11.70). A signature is a row of the same change as what it signs. Two MACs
 * under a key of the workspace bind it: `place` to its id and subject, `seal` to everything it says. Set under
 * another record it is displaced; with any byte changed, or over a record that has changed, it is altered.
 */
export type SignatureRow = typeof signature.$inferSelect;

/** The MAC key of an open store. Kept here, beside the store and not in it, so that only signing can use it. */
const signingKeys = new WeakMap<Store, Uint8Array>();

/** Told once, by custody, when a store opens. */
export function provideSigningKey(store: Store, key: Uint8Array): void {
  signingKeys.set(store, key);
}

function mac(store: Store, purpose: string, value: Json): string {
  const key = signingKeys.get(store);
  if (!key) throw new Error('no signing key was provided for this store');
  return createHmac('sha256', key)
    .update(`${purpose}\n${canonicalJson(value)}`)
    .digest('hex');
}

const placeOf = (store: Store, row: Pick<SignatureRow, 'id' | 'subjectType' | 'subjectId'>) =>
  mac(store, 'place', { id: row.id, subjectType: row.subjectType, subjectId: row.subjectId });

const sealOf = (store: Store, { seal: _, ...fields }: SignatureRow) => mac(store, 'seal', fields);

const equal = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** The right to sign once, as this person in this session. Call it only after the passphrase was checked. */
export function createSigner(
  store: Store,
  person: { userId: string; fullName: string; sessionId: string },
  clock: Clock,
  onSigned: () => void,
): Signer {
  let used = false;
  return {
    sign(tx: Db, request: SigningRequest): Signature {
      if (used) {
        throw new FairdocError(
          'conflict',
          'identity.signedOnce',
          'One entry of the passphrase signs one record.',
          'Sign the next record with the passphrase again.',
        );
      }
      used = true;
      const fields = {
        id: newId(clock),
        userId: person.userId,
        fullName: person.fullName,
        signedAt: isoTime(clock),
        meaning: request.meaning,
        subjectType: request.subjectType,
        subjectId: request.subjectId,
        digest: digestOf(request.shown),
        sessionId: person.sessionId,
      };
      const placed = { ...fields, place: placeOf(store, fields), seal: '' };
      const row = { ...placed, seal: sealOf(store, placed) };
      tx.insert(signature).values(row).run();
      onSigned();
      return toSignature(row, 'valid');
    },
  };
}

/**
 * The state of a signature.
 * @param subject what it is shown under; left out where the signature stands for itself in a list.
 * @param shown what the subject shows now; left out where that is not known.
 */
export function signatureState(
  store: Store,
  row: SignatureRow,
  subject?: { readonly type: string; readonly id: string },
  shown?: Json,
): Signature['state'] {
  if (!equal(row.place, placeOf(store, row))) return 'displaced';
  if (subject && (subject.type !== row.subjectType || subject.id !== row.subjectId)) return 'displaced';
  if (!equal(row.seal, sealOf(store, row))) return 'altered';
  if (shown !== undefined && digestOf(shown) !== row.digest) return 'altered';
  return 'valid';
}

/** A signature as people see it, with its state checked. Undefined when there is no such signature. */
export function readSignature(
  store: Store,
  db: Db,
  signatureId: string,
  subject?: { readonly type: string; readonly id: string },
  shown?: Json,
): Signature | undefined {
  const row = db.select().from(signature).where(eq(signature.id, signatureId)).get();
  return row && toSignature(row, signatureState(store, row, subject, shown));
}

/** A page of signatures, newest first. `shownNow` gives what a subject shows today, where its domain can say. */
export function listSignatures(
  store: Store,
  db: Db,
  page: { limit: number; offset: number },
  shownNow: (subjectType: string, subjectId: string) => Json | undefined,
): Signature[] {
  const rows = db
    .select()
    .from(signature)
    .orderBy(desc(signature.signedAt), desc(signature.id))
    .limit(page.limit)
    .offset(page.offset)
    .all();
  return rows.map((row) =>
    toSignature(row, signatureState(store, row, undefined, shownNow(row.subjectType, row.subjectId))),
  );
}

function toSignature(row: SignatureRow, state: Signature['state']): Signature {
  const { id, userId, fullName, signedAt, meaning, subjectType, subjectId, digest } = row;
  return { id, userId, name: fullName, signedAt, meaning, subjectType, subjectId, digest, state };
}
