/** What a house may decide for itself about money: taking it and collecting it, crediting it and paying it out. */
import { parameters, type ValuesOf } from '../kernel/parameters.ts';
import { CommissionRules } from './commission-rules.ts';
import { LedgerRules } from './ledger-rules.ts';
import { PositionRules } from './position-rules.ts';
import { PenaltyRules } from './penalty-rules.ts';

export const MoneyRules = parameters({ ...LedgerRules, ...CommissionRules, ...PenaltyRules, ...PositionRules });

export type MoneyRuleValues = ValuesOf<typeof MoneyRules>;
