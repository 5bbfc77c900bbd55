import type {
  DocumentDraft,
  IdentifierDraft,
  ObservationDraft,
  RecordDraft,
  ReportDraft,
  SourceDraft,
} from '../draft.ts';
import { leave, type SourceNode, take } from '../source.ts';
import { isDocument, isText, readAttachedDocument, readDescribedDocument } from './documents.ts';
import { readEncounter } from './encounter.ts';
import { readAllergy, readCondition } from './history.ts';
import { allText, readObservation, readReport } from './observation.ts';
import { readPatient } from './patient.ts';
import { field, first, identifiersCx, part, timeAt, value } from './read.ts';

/** One patient's part of a message: the shared segments, then PID and what follows it. */
export function readGroup(
  segments: readonly SourceNode[],
  event: string,
  position: (node: SourceNode) => string,
): RecordDraft {
  const find = (name: string) => segments.find((segment) => segment.name === name);
  const pid = find('PID');
  if (pid === undefined) throw new TypeError('A group of segments begins with PID.');
  const [pv1, sch] = [find('PV1'), find('SCH')];
  const visit = pv1 ?? sch;
  const encounter = visit === undefined ? null : position(visit);
  const txa = find('TXA');
  const described = txa === undefined ? null : readDescribedDocument(txa, position(txa), encounter);
  const gathered = gather(segments, event, { encounter, described, position });
  const patient = readPatient(pid, find('PD1'), position(pid));
  const notes = gathered.visitNotes;
  const segmentsOfVisit = {
    pid,
    pv1,
    pv2: find('PV2'),
    sch,
    tq1: sch === undefined ? undefined : find('TQ1'),
  };
  return {
    source: readSource(segments, event),
    patient,
    encounters: encounter === null ? [] : [readEncounter(segmentsOfVisit, event, encounter, notes)],
    reports: gathered.reports,
    observations: gathered.observations,
    conditions: gathered.each('DG1', (segment) => readCondition(segment, position(segment), encounter)),
    allergies: gathered.each('AL1', (segment) => readAllergy(segment, position(segment), encounter)),
    medications: [],
    documents: documentsOf(gathered, described),
    mergedFrom: readMerge(find('MRG')),
  };
}

function readSource(segments: readonly SourceNode[], event: string): SourceDraft {
  const [header] = segments;
  take(part(first(header, 9)));
  take(part(first(header, 9), 2));
  const sender = [value(first(header, 3)), value(first(header, 4))]
    .filter((each) => each !== null)
    .join(', ');
  return {
    kind: event,
    id: value(first(header, 10)),
    sentAt: timeAt(first(header, 7)),
    sender: sender || null,
    processing: value(first(header, 11)),
  };
}

/** MRG-1: the identifiers whose record the sender has merged into this patient. */
function readMerge(mrg: SourceNode | undefined): IdentifierDraft[] {
  return identifiersCx(field(mrg, 1));
}

interface Gathered {
  readonly reports: ReportDraft[];
  readonly observations: ObservationDraft[];
  readonly documents: DocumentDraft[];
  /** The lines of a document that is sent as text observations. */
  readonly body: string[];
  readonly visitNotes: string[];
  readonly each: <T>(name: string, read: (segment: SourceNode) => T | null) => T[];
}

/** What the segments of a group need to know of the others. */
interface Context {
  readonly encounter: string | null;
  readonly described: DocumentDraft | null;
  readonly position: (node: SourceNode) => string;
}

/** Segments that neither carry notes nor end the reach of the segment before them. */
const TRANSPARENT = new Set(['NTE', 'PRT', 'TQ1', 'CTD', 'ROL', 'CTI', 'FT1']);

function gather(segments: readonly SourceNode[], event: string, context: Context): Gathered {
  const { encounter, described, position } = context;
  const gathered: Gathered = {
    reports: [],
    observations: [],
    documents: [],
    body: [],
    visitNotes: [],
    each: (name, read) => segments.filter((each) => each.name === name).flatMap((each) => read(each) ?? []),
  };
  // In an MDM message the text observations are the document that TXA describes, not findings of their own.
  const isBody = event.startsWith('MDM^') && described !== null;
  // The notes of the segment that a following NTE is about; null when that is nothing that was kept.
  let notes: string[] | null = null;
  for (const segment of segments) {
    if (segment.name === 'OBR') {
      notes = [];
      gathered.reports.push(readReport(segment, position(segment), encounter, notes));
    } else if (segment.name === 'OBX' && isBody && isText(segment)) {
      take(part(first(segment, 2)));
      gathered.body.push(field(segment, 5).map(allText).join('\n'));
      notes = null;
    } else if (segment.name === 'OBX') {
      notes = readObx(segment, gathered, context);
    } else if (segment.name === 'NTE') {
      readNote(segment, notes);
    } else if (!TRANSPARENT.has(segment.name)) {
      notes = segment.name === 'SCH' ? gathered.visitNotes : null;
    }
  }
  return gathered;
}

/** The list for the notes that follow; null when no observation was added that they could be about. */
function readObx(
  segment: SourceNode,
  { reports, observations, documents }: Gathered,
  { encounter, described, position }: Context,
): string[] | null {
  if (isDocument(segment)) {
    const document = readAttachedDocument(segment, position(segment), encounter, described);
    if (document !== null) documents.push(document);
    return null;
  }
  const last = reports.length - 1;
  const notes: string[] = [];
  const context = {
    encounter,
    report: last < 0 ? null : last,
    effective: reports[last]?.effective ?? null,
    notes,
  };
  const observation = readObservation(segment, position(segment), context);
  if (observation === null) return null;
  observations.push(observation);
  return notes;
}

function readNote(segment: SourceNode, notes: string[] | null): void {
  if (notes === null) {
    leave(segment, 'A note on something that is not kept.');
    return;
  }
  const text = field(segment, 3).map(allText).join('\n');
  if (text !== '') notes.push(text);
}

/** The documents of a message; what TXA says holds for each of them, and for one without content on its own. */
function documentsOf({ body, documents }: Gathered, described: DocumentDraft | null): DocumentDraft[] {
  if (described === null) return documents;
  const text = body.join('\n').trim();
  if (text === '' && documents.length === 0) return [described];
  return [...(text === '' ? [] : [{ ...described, text, mediaType: 'text/plain' }]), ...documents];
}
