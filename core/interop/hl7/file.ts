import type { LeftOut, RecordDraft } from '../draft.ts';
import { collectLeftOut, leave, type SourceNode } from '../source.ts';
import { readGroup } from './group.ts';
import { first, part } from './read.ts';
import { hl7Positions, hl7Reason } from './reasons.ts';
import { readMessages } from './segments.ts';

/** Message types that are read, of HL7 table 0076. */
const READ = new Set(['ADT', 'ORU', 'MDM', 'SIU']);

/** Events that take a person's record away; that is for a person to do, with a reason. */
const DELETIONS = new Set(['ADT^A23', 'ADT^A29']);

/** Reads HL7 v2 messages: one record for each patient of each message, in order. */
export function readHl7(bytes: Uint8Array): { records: RecordDraft[]; leftOut: LeftOut[] } {
  const { root, problems } = readMessages(bytes);
  const position = hl7Positions(root);
  const records = root.children.flatMap((message) => readMessage(message, position));
  const merges = root.children.flatMap(({ children }) => children.filter(({ name }) => name === 'MRG'));
  const notices = [
    ...root.children.flatMap(rehearsal).map((node) => ({ at: position(node), reason: REHEARSAL })),
    ...merges.map((segment) => ({ at: position(segment), reason: MERGE })),
  ];
  const leftOut = collectLeftOut(root, { position, reason: hl7Reason });
  return { records, leftOut: [...problems, ...notices, ...leftOut] };
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
