export { type Assertion, isPresent } from './assertion.ts';
export { answerOf, readContext } from './context.ts';
export { type Concept, type Lexicon, loadLexicon, loadTriggers } from './lexicon.ts';
export { findMeasures, type Measure, type MeasureField } from './measures.ts';
export { type Duration, findAge, findDurations, findPregnancyWeeks, findSex } from './quantities.ts';
export { type ClinicalText, type Mention, readClinicalText } from './read.ts';
export { splitSentences } from './tokens.ts';
export type { TriggerTable } from './triggers.ts';
