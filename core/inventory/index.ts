export {
  type AreaState,
  areaMoves,
  decideBuyerConfirms,
  decideConfirmArea,
  decideFileArea,
  decideProposeArea,
} from './area.ts';
export {
  decideExpire,
  decideExtend,
  decideHold,
  decideLeaverHold,
  decidePassOn,
  decideRelease,
  type LiveHoldFacts,
  type PlaceFacts,
  type PlaceInput,
} from './decide-hold.ts';
export { decideControl, decideEdit, decideMark, decideTake, type TakeFacts } from './decide-unit.ts';
export {
  bookedQuantity,
  decideBookReturn,
  decideInstruct,
  decideReceive,
  type ReturnRules,
  type SlipFacts,
  type SlipState,
  slipMoves,
} from './goods.ts';
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
export {
  callingUpTo,
  type Choice,
  choosesAt,
  decideDraw,
  decidePress,
  type LaunchFacts,
  type LaunchState,
  launchMoves,
  nearest,
  type PressFacts,
  shuffled,
} from './launch.ts';
export {
  decidePricesApproved,
  decideQuote,
  decideSubmitPrices,
  type PriceFacts,
  type PriceLine,
  type PriceListFacts,
  type Quoted,
  type QuoteInput,
  type QuoteRefusal,
} from './price.ts';
export { InventoryRules, type InventoryRuleValues } from './rules.ts';
export {
  type Difference,
  decideMove,
  decideRecall,
  decideReport,
  decideReportMissing,
  nextReport,
  reportDueAt,
  type Slot,
} from './stock.ts';
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
