import type { LeftOut } from './draft.ts';
import { LIMITS } from './limits.ts';

/**
 * A file as a tree in which every value remembers whether somebody has taken it. Mappers take what they put
 * into a draft; what nobody took is what was left out. So the report is complete by construction: a value
 * that a mapper does not know of reports itself.
 */
export interface SourceNode {
  /** Element name in FHIR; segment name, or field, repetition, component and subcomponent number in HL7 v2. */
  readonly name: string;
  readonly parent: SourceNode | null;
  readonly children: SourceNode[];
  /** The value exactly as written; null for a node that only has children. */
  text: string | null;
  /** FHIR resource type, where this node is a resource. */
  type: string | null;
  taken: boolean;
  /** Why this subtree was left out, when a mapper said so itself. */
  reason: string | null;
}

export function sourceNode(name: string, parent: SourceNode | null, text: string | null = null): SourceNode {
  const node: SourceNode = { name, parent, children: [], text, type: null, taken: false, reason: null };
  parent?.children.push(node);
  return node;
}

/** The node's text, marked as taken; null when there is none. */
export function take(node: SourceNode | undefined): string | null {
  if (node === undefined || node.text === null) return null;
  node.taken = true;
  const text = node.text.trim();
  return text === '' ? null : text;
}

/** Marks a value as represented by the shape of the draft rather than by a value in it. */
export function takeAll(node: SourceNode | undefined): void {
  if (node === undefined) return;
  node.taken = true;
  for (const child of node.children) takeAll(child);
}

/** Leaves a subtree out, for a reason the mapper knows better than the tables do. */
export function leave(node: SourceNode | undefined, reason: string): void {
  if (node !== undefined) node.reason = reason;
}

export interface Describe {
  readonly position: (node: SourceNode) => string;
  readonly reason: (node: SourceNode) => string;
}

/** A report under construction. It is bounded: what does not fit is counted, not dropped without a word. */
export interface Report {
  readonly entries: LeftOut[];
  unlisted: number;
}

/** Adds every largest subtree of which nothing was taken, in the order of the file. */
export function reportLeftOut(root: SourceNode, { position, reason }: Describe, report: Report): void {
  const found: SourceNode[] = [];
  sweep(root, found);
  for (const node of found) {
    if (report.entries.length >= LIMITS.leftOut) report.unlisted += 1;
    else addEntry(report.entries, { at: position(node), reason: node.reason ?? reason(node) });
  }
}

/** Neighbours left out for one reason make one entry: `MSH-5, MSH-6`. */
function addEntry(entries: LeftOut[], entry: LeftOut): void {
  const last = entries.at(-1);
  if (last?.reason === entry.reason && last.at.length < 500) {
    entries[entries.length - 1] = { at: `${last.at}, ${entry.at}`, reason: entry.reason };
  } else {
    entries.push(entry);
  }
}

export function finishReport({ entries, unlisted }: Report): LeftOut[] {
  if (unlisted === 0) return entries;
  const reason = `${unlisted} further elements were left out and are not listed one by one.`;
  return [...entries, { at: 'file', reason }];
}

/** Whether anything in the subtree was taken. */
export function isTouched(node: SourceNode): boolean {
  return node.taken || node.children.some(isTouched);
}

/** True when the subtree must not be folded into its parent's entry: it was taken, or has a reason of its own. */
function sweep(node: SourceNode, found: SourceNode[]): boolean {
  if (node.reason !== null) {
    if (hasContent(node)) found.push(node);
    return true;
  }
  const before = found.length;
  let touched = node.taken;
  for (const child of node.children) if (sweep(child, found)) touched = true;
  const ownTextLeft = node.text !== null && node.text.trim() !== '' && !node.taken;
  if (ownTextLeft || (!touched && found.length > before)) {
    if (!touched) found.length = before;
    found.push(node);
  }
  return touched;
}

function hasContent(node: SourceNode): boolean {
  return (node.text !== null && node.text.trim() !== '') || node.children.some(hasContent);
}
