import type { Missing } from '../../contract/triage-case.ts';
import { conceptQuestions, denialQuestions, qualityQuestions } from './asking/concepts.ts';
import { type Assessed, couldBecome, gainOf, type Question } from './asking/question.ts';
import type { AskingData } from './asking/schema.ts';
import { doubtQuestions, valueQuestions } from './asking/values.ts';
import { whatIf } from './asking/what-if.ts';

const LIMIT = 8;
const DENIALS_KEPT = 2;
/** What another complaint would lead to cannot be told. */
const UNTOLD = { about: null, gain: null, couldBecome: null } as const;

/**
 * What to ask next, the most valuable first: unknown values, what the recognised presentations and the considered
 * conditions turn on, denied red flags to confirm, measurements that contradict each other. The value of a question is
 * found by running the rules again on the picture with each answer; see asking/.
 *
 * @returns at most eight questions. Where red flags are denied, two of them are always among these.
 */
export function missingFor(assessed: Omit<Assessed, 'whatIf'>): Missing[] {
  const { knowledge, picture, presentations } = assessed;
  const state: Assessed = { ...assessed, whatIf: whatIf(knowledge, picture, presentations) };
  const questions: Question[] = [
    ...doubtQuestions(state),
    ...valueQuestions(state),
    ...denialQuestions(state),
    ...qualityQuestions(state),
    ...conceptQuestions(state),
  ];
  const unheard =
    presentations.length > 0
      ? []
      : [{ field: 'narrative', question: knowledge.asking.questions.unrecognised, ...UNTOLD }];
  const own = new Set(
    presentations.flatMap((presentation) => presentation.questions.map(({ field }) => field)),
  );
  const ranked = questions
    .map((question) => ({ question, gain: gainOf(state, question) }))
    .filter(
      ({ question, gain }) =>
        gain > 0 || question.about === null || own.has(question.field) || isDenial(question),
    )
    .sort((a, b) => b.gain - a.gain);
  const asked = keepDenials(withoutAlike(knowledge.asking.alike, ranked)).map(({ question, gain }) => ({
    field: question.field,
    question: question.question,
    about: question.about,
    gain,
    couldBecome: couldBecome(state, question),
  }));
  return [...unheard, ...asked].slice(0, LIMIT);
}

interface Ranked {
  readonly question: Question;
  readonly gain: number;
}

/** Of questions to which one answer is enough, the most valuable one. */
function withoutAlike(alike: AskingData['alike'], ranked: readonly Ranked[]): Ranked[] {
  const taken = new Set<number>();
  const fields = new Set<string>();
  return ranked.filter(({ question: { field } }) => {
    if (fields.has(field)) return false; // a contradiction asks for the value already
    fields.add(field);
    const name = field.replace(/^[a-z0-9-]+(?=\[)/, '*');
    const group = alike.findIndex((members) => members.includes(name));
    if (group < 0) return true;
    if (taken.has(group)) return false;
    taken.add(group);
    return true;
  });
}

const isDenial = ({ field }: Question): boolean => field.startsWith('denied:');

/** The first eight; denied red flags further down take the places of what matters least. */
function keepDenials(ranked: readonly Ranked[]): Ranked[] {
  const kept = new Set(ranked.filter(({ question }) => isDenial(question)).slice(0, DENIALS_KEPT));
  let room = LIMIT - kept.size;
  return ranked.filter((item) => {
    if (kept.has(item)) return true;
    room -= 1;
    return room >= 0;
  });
}
