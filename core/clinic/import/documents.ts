import type { Actor } from '../../identity/index.ts';
import type { DocumentDraft, ParsedFile, RecordDraft } from '../../interop/index.ts';
import { isFairdocError } from '../../kernel/errors.ts';
import type { Store } from '../../store/index.ts';
import { insertAttachment, type StoredDocument, storeDocuments } from '../attachments/attachments.ts';
import { splitName } from '../attachments/names.ts';
import type { Place } from './encounters.ts';
import type { Importing } from './match.ts';
import { newPiece } from './pieces.ts';
import { countCreated, leaveOut, notKept } from './report.ts';
import { conceptText } from './words.ts';

/** Documents that travel inside a file. They are checked like any other attachment. */

/** The documents whose content is stored, and why the others were not. */
export interface Documents {
  readonly stored: ReadonlyMap<DocumentDraft, StoredDocument>;
  readonly refused: ReadonlyMap<DocumentDraft, string>;
}

/** Checks and stores the content of every document of a file, before its change begins. */
export async function storeDraftedDocuments(store: Store, parsed: ParsedFile): Promise<Documents> {
  const stored = new Map<DocumentDraft, StoredDocument>();
  const refused = new Map<DocumentDraft, string>();
  for (const draft of parsed.records.flatMap(({ documents }) => documents)) {
    const bytes = draft.bytes ?? (draft.text === null ? null : Buffer.from(draft.text, 'utf8'));
    if (bytes === null || bytes.byteLength === 0) {
      const elsewhere =
        'The document itself is kept by the sender; only its address was sent, and it is never fetched.';
      refused.set(draft, draft.url === null ? 'No document was sent with its description.' : elsewhere);
      continue;
    }
    try {
      const [document] = await storeDocuments(store, [{ name: fileNameOf(draft), bytes }]);
      if (document !== undefined) stored.set(draft, document);
    } catch (thrown) {
      if (!isFairdocError(thrown) || !thrown.code.startsWith('clinic.attachment.')) throw thrown;
      refused.set(draft, `${thrown.message} The document was not kept.`);
    }
  }
  return { stored, refused };
}

/** A name without an ending gets that of the content. */
function fileNameOf(draft: DocumentDraft): string {
  const name = draft.fileName ?? draft.title ?? conceptText(draft.type) ?? 'document';
  const isText = draft.bytes === null;
  return isText && splitName(name).extension !== 'txt' ? `${name}.txt` : name;
}

export function importDocuments(
  importing: Importing,
  record: RecordDraft,
  place: Place,
  { documents, actor }: { readonly documents: Documents; readonly actor: Actor },
): void {
  const { clinic, tx, report } = importing;
  for (const draft of record.documents) {
    const document = documents.stored.get(draft);
    if (document === undefined) {
      leaveOut(
        report,
        draft.at,
        documents.refused.get(draft) ?? 'No document was sent with its description.',
      );
      continue;
    }
    const encounterId = place.encounterFor(draft.encounter, draft.at);
    const piece = { recordType: 'attachment', draft, record, patientId: place.patientId, encounterId };
    const remember = newPiece(importing, piece);
    if (remember === null) continue;
    const owner = { patientId: place.patientId, encounterId };
    remember(insertAttachment(tx, { clock: clinic.clock, actor }, owner, document).id);
    countCreated(report, 'attachment');
    notKept(report, draft.at, {
      'type and categories of the document': draft.type !== null || draft.categories.length > 0,
      'status of the document': draft.status !== null,
      'time of the document': draft.time !== null,
      authors: draft.authors.length > 0,
      notes: draft.notes.length > 0,
      identifiers: draft.identifiers.length > 0,
    });
  }
}
