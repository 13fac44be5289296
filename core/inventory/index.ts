export { inventoryActs, inventoryKinds } from './kinds.ts';
export { InventoryRules, type InventoryRuleValues } from './rules.ts';
