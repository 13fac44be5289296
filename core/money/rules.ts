/** What a house may decide for itself about money. */
import { parameters, type ValuesOf } from '../kernel/parameters.ts';

export const MoneyRules = parameters({});

export type MoneyRuleValues = ValuesOf<typeof MoneyRules>;
