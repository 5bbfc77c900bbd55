/** Triage measured against known levels. Pure: needs neither a workspace nor a key. */

export { weightedKappa } from '../../kernel/kappa.ts';
export { type CaseFile, type CaseLine, readCaseFile } from './case-file.ts';
export {
  type CaseReading,
  type GoldReading,
  parseLine,
  readCaseText,
  readGoldCase,
  readGoldText,
} from './case-text.ts';
export { compareVersions, type Version } from './compare.ts';
export { goldOf, type Level, labelOn, readLevel } from './gold.ts';
export { judge, judgeLine } from './judge.ts';
export { mcnemar } from './mcnemar.ts';
export { evaluate, type Failure, type Judged, share } from './report.ts';
export { type Subject, subjectOf } from './subject.ts';
