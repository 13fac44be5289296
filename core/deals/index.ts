export { dealActs, dealKinds } from './kinds.ts';
export { DealRules, type DealRuleValues } from './rules.ts';
