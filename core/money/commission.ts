/** The half of money that pays people, as other layers see it. */
export {
  type AccrualFacts,
  type Accrued,
  balanceOf,
  decideAccrual,
  fundsAreIn,
  poolOf,
  totalOf,
  waitsOf,
} from './commission-accrual.ts';
export { type ClawbackFacts, decideClawback, decideResplit, type ResplitFacts } from './commission-ending.ts';
export { commissionActs, commissionKinds } from './commission-kinds.ts';
export {
  type EarnedOn,
  type EndCause,
  endCauses,
  type RewardName,
  rewardNames,
  type UnitKind,
  unitKinds,
} from './commission-rules.ts';
export {
  type Balance,
  type Basis,
  type DealStage,
  type DealStanding,
  type LineKind,
  lineKinds,
  type Month,
  type NewLine,
  type Purse,
  purses,
  type Rate,
  type Shares,
  type StatementState,
  statementMoves,
  statementStates,
  type Stopped,
  type Wait,
} from './commission-types.ts';
export { decideRewards, type RewardFacts, type Tops } from './month-rewards.ts';
export {
  attainmentOf,
  type Carried,
  decideStatement,
  type Statement,
  type StatementFacts,
  tierAt,
} from './statement.ts';
export * from './statement-acts.ts';
