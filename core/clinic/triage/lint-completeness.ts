import type { Presentation } from './knowledge.ts';
import type { Complaint } from './lint.ts';

/** Like "NICE NG51 (2016, updated 2024)"; limits that are common property say "published". */
const SOURCE = /\((?:[^()]*\D)?\d{4}\b[^()]*\)|published|^Fairdoc/;

/** Whether a source says when it was published; Fairdoc's own safety rules carry the version of the knowledge. */
export function namesYear(source: string): boolean {
  return SOURCE.test(source);
}

const LEAST = { questions: 3, likely: 2, mustNotMiss: 1, selfCare: 2, safetyNet: 2, examples: 4 } as const;

/**
 * What every presentation has to carry: questions, likely and dangerous conditions, advice for those who stay at
 * home, when to come back, examples of its most and least urgent branch, and a source with a year for each.
 */
export function lintCompleteness(presentation: Presentation): Complaint[] {
  const complaints: Complaint[] = [];
  const { id } = presentation;
  const complain = (problem: string) => complaints.push({ place: id, problem });
  const levels = presentation.defaults.map(({ acuity }) => acuity);
  const stayHome = levels.some((acuity) => acuity >= 4);
  for (const part of ['questions', 'likely', 'mustNotMiss', 'selfCare', 'safetyNet', 'examples'] as const) {
    if (part === 'selfCare' && !stayHome) continue;
    if (presentation[part].length < LEAST[part]) {
      complain(`needs at least ${LEAST[part]} under ${part}, has ${presentation[part].length}`);
    }
  }
  for (const { field, source } of presentation.questions) {
    if (source === undefined) complain(`the question about ${field} has no source`);
  }
  for (const [kind, source] of sourcesOf(presentation)) {
    if (!namesYear(source)) complain(`${kind}: the source "${source}" has no year`);
  }
  complaints.push(...lintExamples(presentation));
  return complaints;
}

function sourcesOf(presentation: Presentation): [string, string][] {
  return [
    ...presentation.defaults.map(({ source }): [string, string] => ['default', source]),
    ...presentation.questions.flatMap(({ field, source }): [string, string][] =>
      source === undefined ? [] : [[`question ${field}`, source]],
    ),
    ...presentation.selfCare.map(({ source }): [string, string] => ['self-care', source]),
    ...presentation.safetyNet.map(({ source }): [string, string] => ['safety net', source]),
  ];
}

/** The examples have to reach the most urgent level that the presentation can give, and its least urgent one. */
function lintExamples(presentation: Presentation): Complaint[] {
  const defaults = presentation.defaults.map(({ acuity }) => acuity);
  const most = Math.min(...defaults, ...presentation.discriminators.map(({ acuity }) => acuity));
  const least = Math.max(...defaults);
  const ranges = presentation.examples.map(({ acuity }) =>
    Array.isArray(acuity)
      ? { from: Math.min(...acuity), to: Math.max(...acuity) }
      : { from: acuity, to: acuity },
  );
  const complaints: Complaint[] = [];
  // Level 1 and 2 both mean the emergency department; an example of either shows the branch.
  if (!ranges.some(({ from }) => from <= Math.max(most, 2))) {
    complaints.push({ place: presentation.id, problem: `no example of its most urgent level ${most}` });
  }
  if (!ranges.some(({ to }) => to >= least)) {
    complaints.push({ place: presentation.id, problem: `no example of its least urgent level ${least}` });
  }
  return complaints;
}
