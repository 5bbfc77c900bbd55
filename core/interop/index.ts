export type * from './draft.ts';
export { NHS_NUMBER_SYSTEM, ODS_SYSTEM } from './identifiers.ts';
export { LIMITS } from './limits.ts';
export { type ClinicalFile, parseClinicalFile } from './parse.ts';
export { createParser, type Parser, type ParserOptions, parseInWorker } from './parser.ts';
