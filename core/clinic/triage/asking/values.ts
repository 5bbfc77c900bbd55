import type { Acuity } from '../../../contract/triage-case.ts';
import type { Picture, Variable } from '../picture.ts';
import { considerConditions } from '../reasoning/index.ts';
import { type Assessed, atLeastRaised, fill, type Question } from './question.ts';
import type { AskedValue } from './schema.ts';
import { levelOf, mostUrgent, withAge, withPregnancy, withValue } from './what-if.ts';

/** What follows from a vital sign besides itself. */
const DERIVED: readonly Variable[] = ['danger', 'news2', 'qsofa'];

/** Questions for values that are not known: measurements, duration, age, pregnancy. */
export function valueQuestions(assessed: Assessed): Question[] {
  const { knowledge, picture } = assessed;
  const { asking } = knowledge;
  const own = ownWords(assessed);
  const questions: Question[] = [];
  for (const value of asking.values) {
    if (picture.values.has(value.variable) || !relevant(assessed, value)) continue;
    const answers = bandsOf(assessed, value).map(({ value: amount, share }) => ({
      share,
      level: levelWith(assessed, value.variable, amount),
    }));
    questions.push({
      field: value.field,
      question: own.get(value.field) ?? value.question,
      about: null,
      answers,
    });
  }
  if (picture.ageDays === null) {
    const answers = asking.age.bands.map(({ value, share }) => ({
      share,
      level: atLeastRaised(assessed, levelOf(knowledge, withAge(knowledge, picture, value))),
    }));
    questions.push({ field: 'age', question: asking.age.question, about: null, answers });
  }
  if (mayBePregnant(assessed)) {
    const answers = asking.pregnancy.weeks.map(({ value, share }) => ({
      share,
      level: atLeastRaised(assessed, levelOf(knowledge, withPregnancy(knowledge, picture, value))),
    }));
    questions.push({ field: 'pregnancyWeeks', question: asking.pregnancy.question, about: null, answers });
  }
  return questions;
}

/** Questions about measurements that contradict each other or cannot be right. */
export function doubtQuestions(assessed: Assessed): Question[] {
  const { knowledge, picture } = assessed;
  const { contradiction, implausible } = knowledge.asking.questions;
  return picture.doubts.flatMap(({ field, name, unit, used, other }) => {
    const value = knowledge.asking.values.find((candidate) => candidate.field === field);
    if (!value) return [];
    // The value that is used now is the more dangerous one: being right, it changes nothing. Were it wrong, a condition
    // that rests on it would go as well, so conditions are weighed anew.
    const changed = withValue(knowledge, picture, value.variable, other);
    const byRules = assessed.whatIf.level(changed, [value.variable, ...DERIVED]);
    const level = mostUrgent([byRules, ...raisesOf(assessed, changed)]);
    const words = { name, unit, used, other: other ?? '' };
    return [
      {
        field,
        question: fill(other === null ? implausible : contradiction, words),
        about: null,
        answers: [{ share: 0.5, level }],
      },
    ];
  });
}

/** The levels that conditions raise a changed picture to. */
export function raisesOf({ knowledge, presentations }: Assessed, changed: Picture): Acuity[] {
  const listed = new Set(presentations.flatMap(({ mustNotMiss }) => mustNotMiss));
  const { raises } = considerConditions(knowledge.conditions, knowledge.lexicon, changed, listed);
  return raises.map(({ acuity }) => acuity);
}

function levelWith(assessed: Assessed, variable: Variable, amount: number | null): Acuity {
  const changed = withValue(assessed.knowledge, assessed.picture, variable, amount);
  return atLeastRaised(assessed, assessed.whatIf.level(changed, [variable, ...DERIVED]));
}

/** The words in which a recognised presentation asks for a value. */
function ownWords({ presentations }: Assessed): Map<string, string> {
  const words = new Map<string, string>();
  for (const { questions } of presentations) {
    for (const { field, ask } of questions) if (!words.has(field)) words.set(field, ask);
  }
  return words;
}

const PAINFUL = /pain|ache/;

function relevant({ picture, presentations }: Assessed, { only, variable, field }: AskedValue): boolean {
  if (only === undefined) return true;
  if (only === 'pain') return [...picture.present.keys()].some((concept) => PAINFUL.test(concept));
  return presentations.some(
    ({ discriminators, defaults, questions }) =>
      discriminators.some(({ when }) => when.variables.includes(variable)) ||
      defaults.some(({ when }) => when?.variables.includes(variable)) ||
      questions.some((question) => question.field === field),
  );
}

/** The bands for the age, the abnormal ones as frequent as the level suggests. Their shares add up to one. */
function bandsOf({ knowledge, picture, acuity }: Assessed, { groups }: AskedValue) {
  const group =
    groups.find(({ untilDays }) => untilDays === null || (picture.ageDays ?? Infinity) < untilDays) ??
    groups.at(-1);
  if (!group) return [];
  const factor = knowledge.asking.abnormalFactor[acuity - 1] ?? 1;
  const bands = [
    ...group.normal,
    ...group.abnormal.map(({ value, share }) => ({ value, share: share * factor })),
  ];
  const total = bands.reduce((sum, { share }) => sum + share, 0);
  return bands.map(({ value, share }) => ({ value, share: share / total }));
}

function mayBePregnant({ knowledge, picture }: Assessed): boolean {
  const { fromDays, untilDays } = knowledge.asking.pregnancy;
  const { sex, ageDays, pregnant } = picture;
  if (pregnant || sex !== 'female' || ageDays === null || ageDays < fromDays || ageDays >= untilDays)
    return false;
  return !saidOf(picture, 'pregnancy') && !saidOf(picture, 'postpartum');
}

function saidOf({ denied, answered, present }: Picture, concept: string): boolean {
  return denied.has(concept) || answered.has(concept) || present.has(concept);
}
