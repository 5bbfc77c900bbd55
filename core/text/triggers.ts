import type { Token } from './tokens.ts';
import { type Ending, follow, type State, type TriggerTable } from './trigger-table.ts';

/** A trigger found in a sentence; `start` and `end` are token positions, end exclusive. */
export interface Trigger extends Ending {
  readonly start: number;
  readonly end: number;
}

/**
 * The triggers around a mention, each side read on its own, so that no phrase takes words from the mention ("no change
 * in bowel habit" says something about the bowel habit, and denies the change).
 */
export function findTriggersAround(
  table: TriggerTable,
  tokens: readonly Token[],
  start: number,
  end: number,
): Trigger[] {
  const found = findTriggers(table, tokens, 0, start);
  // What ends a scope may be the mention's own first words: "denies fever, the headache".
  if (start > 0) {
    for (const trigger of longestAt(table.root, tokens, start, tokens.length)) {
      if (trigger.role === 'terminator' || trigger.role === 'stop') found.push(trigger);
    }
  }
  pushMark(found, tokens[start], start);
  found.push(...findTriggers(table, tokens, end));
  return found;
}

/** What punctuation says: a semicolon ends every scope, a question mark before a word queries it. */
function pushMark(found: Trigger[], token: Token | undefined, at: number): void {
  if (token?.before === ';') found.push({ ...STOP, start: at, end: at });
  else if (token?.before === '?') found.push({ ...QUERY, start: at, end: at });
}

/** All triggers between two token positions, leftmost first, the longest where several begin at one word. */
export function findTriggers(
  table: TriggerTable,
  tokens: readonly Token[],
  from = 0,
  to = tokens.length,
): Trigger[] {
  const found: Trigger[] = [];
  let at = from;
  while (at < to) {
    const token = tokens[at];
    if (!token) break;
    pushMark(found, token, at);
    if (NEW_CLAUSE.has(token.lower) && tokens[at - 1]?.lower === 'and') {
      found.push({ ...BREAK, start: at, end: at });
    }
    const longest = longestAt(table.root, tokens, at, to);
    const end = longest[0]?.end ?? at + 1;
    for (const trigger of longest) {
      // "History of three hours of pain" tells how long, not that it is over.
      if (trigger.kind !== 'historical' || !isLength(tokens, end)) found.push(trigger);
    }
    at = end;
  }
  return found;
}

const PLAIN = { kind: null, afterComma: false, isAnswer: false, beforeColon: false } as const;
const STOP: Ending = { ...PLAIN, role: 'stop' };
const BREAK: Ending = { ...PLAIN, role: 'terminator' };
/** "?PE". */
const QUERY: Ending = { ...PLAIN, role: 'pre', kind: 'possible' };
/** "Will not drink and vomits": a finite verb begins anew; "no nausea and vomiting" goes on. */
const NEW_CLAUSE = new Set(
  (
    'vomits vomited coughs coughed faints fainted collapses collapsed drools wheezes cries cried screams screamed ' +
    'breathes bleeds bled shakes shook sweats hurts limps aches itches'
  ).split(' '),
);
const COUNT = /^(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|few|couple)$/;
const TIME = /^(?:second|minute|min|hour|hr|day|night|week|wk|month|year|yr)s?$/;

/** Does a length of time ("a few days", "3 weeks") begin at this token? */
export function isLength(tokens: readonly Token[], at: number): boolean {
  let next = at;
  while (next < at + 3 && COUNT.test(tokens[next]?.lower ?? '')) next += 1;
  return next > at && TIME.test(tokens[next]?.lower ?? '');
}

function longestAt(root: State, tokens: readonly Token[], start: number, to: number): Trigger[] {
  let node: State | undefined = root;
  let best: Trigger[] = [];
  const before = tokens[start]?.before ?? '';
  for (let at = start; at < to; at += 1) {
    const token: Token | undefined = tokens[at];
    if (!token || (at > start && token.before === ',')) break;
    node = follow(node, token.norm) ?? followNumber(node, token);
    if (!node) break;
    if (node.endings.length === 0) continue;
    const after = tokens[at + 1];
    const endings = node.endings.filter((ending) => fits(ending, before, after));
    if (endings.length > 0)
      best = settle(endings, before, start, after).map((e) => ({ ...e, start, end: at + 1 }));
  }
  return best;
}

function followNumber(node: State, token: Token): State | undefined {
  const first = token.raw.charCodeAt(0);
  if (first < 48 || first > 57) return undefined;
  const year = /^(?:19|20)\d\d$/.test(token.raw) ? follow(node, '<year>') : undefined;
  return year ?? follow(node, '<number>');
}

function fits(ending: Ending, before: string, after: Token | undefined): boolean {
  if (ending.afterComma && !/[,;:(]/.test(before)) return false;
  if (ending.beforeColon && after?.before !== ':') return false;
  if (!ending.isAnswer) return true;
  return (before === ':' || before === ';' || before === '(') && (!after || /[,;)]/.test(after.before));
}

/**
 * "Absent" looks backward in "fever absent, cough" and forward in "absent bowel sounds": what follows and what
 * stands before decide.
 */
function settle(
  endings: readonly Ending[],
  before: string,
  start: number,
  after: Token | undefined,
): readonly Ending[] {
  const forward = endings.filter(({ role }) => role === 'pre' || role === 'wide');
  const backward = endings.filter(({ role }) => role === 'post' || role === 'close' || role === 'adjacent');
  if (forward.length === 0 || backward.length === 0) return endings;
  if (backward.some(({ isAnswer }) => isAnswer)) return backward;
  if (start === 0 || /[,;:]/.test(before)) return forward;
  return after?.before !== '' ? backward : endings;
}
