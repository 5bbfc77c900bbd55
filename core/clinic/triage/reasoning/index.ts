export { considerConditions, LIKELY, NOT_EXCLUDED, POSSIBLE } from './consider.ts';
export { type Weighed, weighConditions } from './infer.ts';
export { type ConditionComplaint, lintConditions } from './lint.ts';
export { buildNetwork, type ConditionNetwork, type NetworkCondition } from './network.ts';
export { conditionFileSchema, leakFileSchema } from './schema.ts';
