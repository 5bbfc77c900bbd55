import type { Acuity, TriageResult } from '../../contract/triage-case.ts';
import type { Presentation, TriageKnowledge } from './knowledge.ts';
import type { Picture, Variable } from './picture.ts';

type Missing = TriageResult['missing'];

const LIMIT = 8;

/** How an unknown value is asked for. Values that are computed (scores, counts) are asked for by their parts. */
const QUESTIONS: Readonly<Partial<Record<Variable, { field: string; question: string }>>> = {
  age: { field: 'age', question: 'How old is the patient?' },
  spo2: { field: 'oxygenSaturation', question: 'What is the oxygen saturation, and on air or oxygen?' },
  rr: { field: 'respiratoryRate', question: 'What is the respiratory rate, counted over a full minute?' },
  hr: { field: 'heartRate', question: 'What is the heart rate?' },
  sbp: { field: 'systolicBloodPressure', question: 'What is the blood pressure?' },
  temp: { field: 'temperature', question: 'What is the temperature?' },
  avpu: {
    field: 'consciousness',
    question: 'Is the patient alert, newly confused, or less responsive than that?',
  },
  pain: { field: 'pain', question: 'How strong is the pain, from 0 to 10?' },
  glucose: { field: 'glucose', question: 'What is the blood glucose?' },
  weeks: { field: 'pregnancyWeeks', question: 'How many weeks pregnant is the patient?' },
  days: { field: 'duration', question: 'How long has this been going on?' },
};
const VITALS: readonly Variable[] = ['spo2', 'rr', 'hr', 'sbp', 'temp', 'avpu'];

/**
 * What to ask next, most useful first: values that could call for a more urgent level by a rule of a recognised
 * presentation, then its own questions about what the text says nothing about, denied red flags to confirm, and
 * vital signs that are not known.
 */
export function missingFor(
  knowledge: TriageKnowledge,
  presentations: readonly Presentation[],
  picture: Picture,
  acuity: Acuity,
): Missing {
  const asked = new Map<string, string>();
  const ask = (field: string, question: string) => {
    if (!asked.has(field)) asked.set(field, question);
  };
  if (picture.ageDays === null) ask('age', 'How old is the patient?');
  for (const variable of decidingUnknowns(presentations, picture, acuity)) {
    const question = QUESTIONS[variable];
    if (question) ask(question.field, question.question);
  }
  for (const presentation of presentations) {
    for (const { field, ask: question } of presentation.questions) {
      if (!picture.mentioned.has(field)) ask(field, question);
    }
  }
  for (const [concept] of picture.denied) {
    const known = knowledge.lexicon.byId.get(concept);
    if (known?.flag && !picture.present.has(concept)) {
      ask(`denied:${concept}`, `The text denies ${known.name.toLowerCase()}: confirm with the patient.`);
    }
  }
  for (const variable of VITALS) {
    const question = QUESTIONS[variable];
    if (question && !picture.values.has(variable)) ask(question.field, question.question);
  }
  return [...asked]
    .slice(0, LIMIT)
    .map(([field, question]) => ({ field, question, gain: null, couldBecome: null }));
}

/** Unknown values in rules that would call for a more urgent level, those of the most urgent rules first. */
function decidingUnknowns(
  presentations: readonly Presentation[],
  picture: Picture,
  acuity: Acuity,
): Variable[] {
  const rules = presentations
    .flatMap((presentation) => presentation.discriminators)
    .filter((rule) => rule.acuity < acuity)
    .sort((a, b) => a.acuity - b.acuity);
  return rules.flatMap((rule) => rule.when.variables.filter((variable) => !picture.values.has(variable)));
}
