import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Attachment } from '../../contract/index.ts';
import type { Actor } from '../../identity/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import { isoTime } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import type { Db, Store } from '../../store/index.ts';
import { encounterRow } from '../assessments.ts';
import type { Acting, Clinic } from '../clinic.ts';
import { encounterNotFound, itemNotFound } from '../errors.ts';
import { livePatientRow } from '../patients.ts';
import { type AttachmentRow, attachment } from '../schema.ts';
import { type Inspected, inspectAttachment, servedType } from './inspect.ts';

/** Documents of a patient: checked, kept as encrypted blobs, and named by a row. */

/** A document whose content is safely stored but which no row names yet. */
export interface StoredDocument extends Inspected {
  readonly size: number;
  readonly blob: string;
}

export interface DocumentFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Checks documents and stores their content. All are checked before any is stored.
 * @throws clinic.attachment.* as `inspectAttachment`
 */
export async function storeDocuments(
  store: Store,
  files: readonly DocumentFile[],
): Promise<StoredDocument[]> {
  const checked = await Promise.all(
    files.map(async (file) => ({ file, inspected: await inspectAttachment(file) })),
  );
  const stored: StoredDocument[] = [];
  for (const { file, inspected } of checked) {
    const { digest, size } = await store.blobs.put(file.bytes, { mediaType: inspected.mediaType });
    stored.push({ ...inspected, size, blob: digest });
  }
  return stored;
}

/** Names stored documents as this patient's, within a change. */
export function insertAttachment(
  tx: Db,
  { clock, actor }: { readonly clock: Clock; readonly actor: Actor },
  owner: { readonly patientId: string; readonly encounterId: string | null },
  { name, mediaType, size, blob }: StoredDocument,
): AttachmentRow {
  const row: AttachmentRow = {
    id: newId(clock),
    ...owner,
    name,
    mediaType,
    size,
    blob,
    addedAt: isoTime(clock),
    addedBy: actor.userId,
    addedByName: actor.name,
    deletedAt: null,
    deletedBy: null,
    deletedReason: null,
  };
  tx.insert(attachment).values(row).run();
  return row;
}

/** @throws clinic.patientNotFound, clinic.patientArchived, clinic.encounterNotFound, clinic.attachment.* */
export async function addAttachment(
  clinic: Clinic,
  { store, actor }: Acting,
  target: { readonly patientId: string; readonly encounterId: string | null; readonly file: DocumentFile },
): Promise<Attachment> {
  const { patientId, encounterId, file } = target;
  store.read((db) => checkOwner(db, patientId, encounterId));
  const [stored] = await storeDocuments(store, [file]);
  if (stored === undefined) throw itemNotFound();
  return store.change({ actor, action: 'clinic.addAttachment' }, (tx) => {
    checkOwner(tx, patientId, encounterId);
    return toAttachment(
      insertAttachment(tx, { clock: clinic.clock, actor }, { patientId, encounterId }, stored),
    );
  }).value;
}

function checkOwner(db: Db, patientId: string, encounterId: string | null): void {
  livePatientRow(db, patientId);
  if (encounterId !== null && encounterRow(db, encounterId).patientId !== patientId)
    throw encounterNotFound();
}

/**
 * A document with its content, under a media type that no page runs.
 * @throws clinic.itemNotFound, store.blobMissing, store.blobDamaged
 */
export async function openAttachment(
  store: Store,
  attachmentId: string,
): Promise<{ attachment: Attachment; content: Blob }> {
  const row = store.read((db) => liveRow(db, attachmentId));
  const { content } = await store.blobs.get(row.blob);
  return {
    attachment: toAttachment(row),
    content: new Blob([new Uint8Array(content)], { type: servedType(row.mediaType) }),
  };
}

/** Takes a document out of the record. Its content is kept, as the log refers to it. @throws clinic.itemNotFound */
export function removeAttachment(
  clinic: Clinic,
  { store, actor }: Acting,
  { attachmentId, reason }: { attachmentId: string; reason: string },
): void {
  store.change({ actor, action: 'clinic.removeAttachment', reason }, (tx) => {
    liveRow(tx, attachmentId);
    const marks = { deletedAt: isoTime(clinic.clock), deletedBy: actor.name, deletedReason: reason };
    tx.update(attachment).set(marks).where(eq(attachment.id, attachmentId)).run();
  });
}

function liveRow(db: Db, attachmentId: string): AttachmentRow {
  const live = and(eq(attachment.id, attachmentId), isNull(attachment.deletedAt));
  const row = db.select().from(attachment).where(live).get();
  if (row === undefined) throw itemNotFound();
  return row;
}

export function attachmentsOf(db: Db, patientId: string): Attachment[] {
  const live = and(eq(attachment.patientId, patientId), isNull(attachment.deletedAt));
  return db.select().from(attachment).where(live).orderBy(asc(attachment.id)).all().map(toAttachment);
}

export function toAttachment(row: AttachmentRow): Attachment {
  const { id, encounterId, name, mediaType, size, addedAt, addedBy, addedByName } = row;
  return { id, encounterId, name, mediaType, size, addedAt, addedBy: { userId: addedBy, name: addedByName } };
}
