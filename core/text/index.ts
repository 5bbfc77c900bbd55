export { annotateText } from './annotate.ts';
export { type Assertion, isPresent } from './assertion.ts';
export { answerOf, readContext } from './context.ts';
export { type Dose, findDoses } from './doses.ts';
export {
  findLaboratory,
  type LaboratoryTable,
  type LaboratoryValue,
  loadLaboratory,
} from './laboratory.ts';
export { type Concept, type Lexicon, loadLexicon, loadTriggers } from './lexicon.ts';
export {
  findImplausibleMeasures,
  findMeasures,
  type ImplausibleMeasure,
  type Measure,
  type MeasureField,
} from './measures.ts';
export { type Duration, findAge, findDurations, findPregnancyWeeks, findSex } from './quantities.ts';
export { type ClinicalText, type Mention, readClinicalText } from './read.ts';
export type { Section } from './sections.ts';
export { splitSentences } from './tokens.ts';
export type { TriggerTable } from './trigger-table.ts';
