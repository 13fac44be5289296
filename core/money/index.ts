export { moneyActs, moneyKinds } from './kinds.ts';
export { MoneyRules, type MoneyRuleValues } from './rules.ts';
