export {
  changeByList,
  type ListedUnit,
  type ListRemark,
  stateOfListed,
  type UnitCard,
  type UnitNow,
  type UnitPrice,
} from './imported-unit.ts';
export { inventoryActs, inventoryKinds } from './kinds.ts';
export { InventoryRules, type InventoryRuleValues } from './rules.ts';
export {
  type HoldFacts,
  type HoldState,
  holdMoves,
  holdStates,
  isSingle,
  isSold,
  mayMove,
  type StockState,
  stockStates,
  type UnitFacts,
  type UnitKind,
  type UnitState,
  unitKinds,
  unitMoves,
  unitStates,
} from './types.ts';
