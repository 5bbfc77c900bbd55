import type { RecordDraft } from '../../interop/index.ts';
import { type Json, sha256 } from '../../kernel/canonical.ts';
import { isLastingReference } from './known.ts';
import type { Importing } from './match.ts';
import { identifierOf } from './patient-draft.ts';
import { leaveOut } from './report.ts';

/** Pieces of a record that may come twice: the same message again, or the same result in two files. */

type Draft = RecordDraft[
  | 'observations'
  | 'reports'
  | 'conditions'
  | 'allergies'
  | 'medications'
  | 'documents'][number];

export interface Piece {
  readonly recordType: string;
  readonly draft: Draft;
  readonly record: RecordDraft;
  readonly patientId: string;
  readonly encounterId: string | null;
}

/**
 * Looks whether a piece is on record already, which is reported. When the sender's name for it is known but it says
 * something else now, both are kept, since neither may be lost silently.
 * @returns null for a known piece, else a function that remembers the row which the piece has become.
 */
export function newPiece(importing: Importing, piece: Piece): ((recordId: string) => void) | null {
  const { known, report } = importing;
  const { draft, recordType, patientId, encounterId } = piece;
  const contentKey = known.contentKey(contentOf(piece));
  const name = nameOf(piece) ?? `content\n${contentKey}`;
  const sourceKey = known.nameKey(recordType, `${patientId}\n${name}`);
  const found = known.find(sourceKey);
  if (found?.contentKey === contentKey) {
    leaveOut(report, draft.at, 'It is on record already and was not added again.');
    return null;
  }
  if (found !== undefined) {
    leaveOut(
      report,
      draft.at,
      'The sender has sent it before with other content. This version was added; the earlier one stays on record.',
    );
  }
  return (recordId) =>
    known.remember({ recordType, sourceKey, contentKey, recordId, patientId, encounterId });
}

function nameOf({ draft, record }: Piece): string | null {
  const [identifier] = draft.identifiers.map((one) => identifierOf(one, record));
  const reference = 'reference' in draft ? draft.reference : null;
  if (isLastingReference(reference)) return reference;
  return identifier === undefined || identifier.system === ''
    ? null
    : `${identifier.system}\n${identifier.value}`;
}

/**
 * What a piece says, wherever in a file it stands. A result without any time may be said again next week, so the
 * message is part of what it says.
 */
function contentOf({ draft, record }: Piece): Json {
  const { at: _, encounter: _encounter, ...said } = draft;
  const content = 'report' in said ? { ...said, report: null } : said;
  const { kind, id, sender, sentAt } = record.source;
  const isTimed = TIMES.some((field) =>
    Object.entries(content).some(([name, time]) => name === field && time !== null),
  );
  return plain(isTimed ? content : { content, message: { kind, id, sender, sentAt } });
}

/** Parts of drafts that say when. */
const TIMES = ['effective', 'issued', 'onset', 'recorded', 'time'];

/** A draft as plain JSON; of bytes their length and digest. */
function plain(value: unknown): Json {
  const text = JSON.stringify(value, (_, member) =>
    member instanceof Uint8Array ? { size: member.byteLength, sha256: sha256(member) } : member,
  );
  return JSON.parse(text) as Json;
}
