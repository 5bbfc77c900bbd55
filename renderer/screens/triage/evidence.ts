import type { EncounterView, Reason, Said, TriageResult } from '../../../core/contract/index.ts';
import type { Mark } from '../../components/highlight.ts';
import { wordMarks } from './words-in-note.ts';

/** What the evidence pane shows. Reasons, denials, conditions and words are named by their place in the result. */
export type Evidence =
  | { kind: 'reason'; index: number }
  | { kind: 'denied'; index: number }
  | { kind: 'condition'; index: number }
  | { kind: 'word'; index: number }
  | { kind: 'vital'; vital: string }
  | { kind: 'score'; score: string };

export function evidenceId(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'reason':
    case 'denied':
    case 'condition':
    case 'word':
      return `${evidence.kind}:${evidence.index}`;
    case 'vital':
      return `vital:${evidence.vital}`;
    case 'score':
      return `score:${evidence.score}`;
  }
}

/** Everything of a result that can be opened, in the order in which keys go through it. */
export function evidenceOf(result: TriageResult, shownReasons: number): Evidence[] {
  return [
    ...result.reasons.slice(0, shownReasons).map((_, index) => ({ kind: 'reason' as const, index })),
    ...result.consider.map((_, index) => ({ kind: 'condition' as const, index })),
    ...result.denied.map((_, index) => ({ kind: 'denied' as const, index })),
    ...Object.keys(result.scores).map((score) => ({ kind: 'score' as const, score })),
  ];
}

/** How many reasons stand open; all others are folded. */
export const DECISIVE_REASONS = 3;

/** The words in the narrative on which reasons and denials rest. What decides comes first where marks overlap. */
export function marksOf(result: TriageResult): Mark<Reason['role'] | Said>[] {
  const reasons = result.reasons.flatMap((reason, index) =>
    reason.span === null
      ? []
      : [{ id: `reason:${index}`, kind: reason.role, start: reason.span.start, end: reason.span.end }],
  );
  const denied = result.denied.map(({ span }, index) => ({
    id: `denied:${index}`,
    kind: 'denied' as const,
    start: span.start,
    end: span.end,
  }));
  // What a reason or a denial rests on is marked as that; cutting it up by the words in it would only confuse.
  const free = wordMarks(result).filter(
    (word) => ![...reasons, ...denied].some(({ start, end }) => word.start < end && start < word.end),
  );
  return [...reasons, ...denied, ...free];
}

export const ROLE_WORDS: Readonly<Record<Reason['role'], string>> = {
  decides: 'Decides the level',
  supports: 'Supports, less urgent',
  consider: 'Consider',
};

/** Score ids as they are written: `news2` → `NEWS2`, `qsofa` → `qSOFA`. */
export function scoreName(id: string): string {
  const known: Readonly<Record<string, string>> = {
    qsofa: 'qSOFA',
    curb65: 'CURB-65',
    gcs: 'GCS',
    perc: 'PERC',
  };
  return known[id] ?? id.toUpperCase();
}

/** The decision that stands, if it was made on the assessment that is shown now. */
export function standingDecision(view: EncounterView) {
  const decision = view.decisions.find(({ superseded }) => !superseded) ?? null;
  return { decision, onCurrent: decision !== null && decision.assessmentId === view.assessment?.id };
}
