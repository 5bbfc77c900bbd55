import type { LeftOut, RecordDraft } from '../draft.ts';
import { finishReport, leave, type Report, reportLeftOut, type SourceNode } from '../source.ts';
import { readGroup } from './group.ts';
import { first, part } from './read.ts';
import { hl7Positions, hl7Reason } from './reasons.ts';
import { splitMessages, treeOf } from './segments.ts';

/** Message types that are read, of HL7 table 0076. */
const READ = new Set(['ADT', 'ORU', 'MDM', 'SIU']);

/** Events that take a person's record away; that is for a person to do, with a reason. */
const DELETIONS = new Set(['ADT^A23', 'ADT^A29']);

/**
 * Reads HL7 v2 messages: one record for each patient of each message, in order. Each message is taken apart on
 * its own, so that a day's feed in one file needs no more memory than its largest message and its drafts.
 */
export function readHl7(bytes: Uint8Array): { records: RecordDraft[]; leftOut: LeftOut[] } {
  const { messages, encoding, problems } = splitMessages(bytes);
  const records: RecordDraft[] = [];
  const report: Report = { entries: [...problems], unlisted: 0 };
  for (const [index, raw] of messages.entries()) {
    const message = treeOf(raw, encoding, `message ${index + 1}`);
    const position = hl7Positions(message, messages.length > 1);
    for (const record of readMessage(message, position)) records.push(record);
    report.entries.push(...noticesOf(message, position));
    reportLeftOut(message, { position, reason: hl7Reason }, report);
  }
  return { records, leftOut: finishReport(report) };
}

/** What was read, and yet calls for a person's attention. */
function noticesOf(message: SourceNode, position: (node: SourceNode) => string): LeftOut[] {
  const merges = message.children.filter(({ name }) => name === 'MRG');
  return [
    ...rehearsal(message).map((node) => ({ at: position(node), reason: REHEARSAL })),
    ...merges.map((segment) => ({ at: position(segment), reason: MERGE })),
  ];
}

/** MSH-11 of a message that is not production: `T` training, `D` debugging. */
function rehearsal(message: SourceNode): SourceNode[] {
  const node = part(first(message.children[0], 11));
  return node === undefined || node.text === 'P' ? [] : [node];
}

const REHEARSAL =
  'The sender marks this message as training or test, not production: it may not be about a real patient.';

const MERGE =
  'The sender has merged another record into this patient. Records are not merged automatically: compare the two and decide.';

function readMessage(message: SourceNode, position: (node: SourceNode) => string): RecordDraft[] {
  const [header] = message.children;
  const type = part(first(header, 9))?.text ?? '';
  const event = `${type}^${part(first(header, 9), 2)?.text ?? ''}`;
  if (!READ.has(type)) {
    leave(message, 'A message of a type that is not read. Read are ADT, ORU, MDM and SIU.');
    return [];
  }
  if (DELETIONS.has(event)) {
    leave(message, 'The message asks to delete a visit or a person; nothing was deleted.');
    return [];
  }
  const groups = groupsOf(message.children);
  if (groups.length === 0) {
    leave(message, 'The message does not name a patient (PID).');
    return [];
  }
  return groups.map((segments) => readGroup(segments, event, position));
}

/** A message may speak of several patients: each begins with PID and shares the segments before the first. */
function groupsOf(segments: readonly SourceNode[]): SourceNode[][] {
  const starts = segments.flatMap(({ name }, index) => (name === 'PID' ? [index] : []));
  const shared = segments.slice(0, starts[0] ?? 0);
  return starts.map((start, index) => [...shared, ...segments.slice(start, starts[index + 1])]);
}
