export { assess, type TriageSettings } from './assess.ts';
export { type BuiltInRule, builtInRules } from './built-in.ts';
export { dispositionOf } from './disposition.ts';
export { loadTriageKnowledge, type Presentation, type Rule, type TriageKnowledge } from './knowledge.ts';
export { type Complaint, lintKnowledge } from './lint.ts';
export { raise } from './raise.ts';
export { type TargetScale, targetMinutes } from './scales.ts';
export type { Scales } from './schema.ts';
