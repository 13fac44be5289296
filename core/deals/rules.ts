/** What a house may decide for itself about deals. */
import { parameters, type ValuesOf } from '../kernel/parameters.ts';

export const DealRules = parameters({});

export type DealRuleValues = ValuesOf<typeof DealRules>;
