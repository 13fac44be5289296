/** What a house may decide for itself about inventory. */
import { parameters, type ValuesOf } from '../kernel/parameters.ts';

export const InventoryRules = parameters({});

export type InventoryRuleValues = ValuesOf<typeof InventoryRules>;
