export { commissionKinds } from './commission-kinds.ts';
export { moneyActs, moneyKinds } from './kinds.ts';
export { ledgerKinds } from './ledger-kinds.ts';
export { MoneyRules, type MoneyRuleValues } from './rules.ts';
