/** Goods that come back after a complaint: checked in by the store, booked by number within a tolerance. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import type { InventoryRuleValues } from './rules.ts';

export type SlipState = 'approving' | 'approved' | 'asking' | 'received' | 'booked' | 'refused';
export const slipMoves = {
  approving: ['approved', 'refused'],
  approved: ['asking', 'received'],
  asking: ['received'],
  received: ['booked'],
  booked: [],
  refused: [],
} as const satisfies Readonly<Record<SlipState, readonly SlipState[]>>;

/** One tolerance decides what the store's slip and what the customer's account are booked with. */
export type ReturnRules = Pick<InventoryRuleValues, 'returnTolerancePercent'>;

export interface SlipFacts {
  readonly state: SlipState;
  readonly approvedQuantity: number;
  /** What the customer's order allows over the number; null: the house's own tolerance. */
  readonly orderTolerancePercent: number | null;
  readonly isInstructed: boolean;
  readonly actualQuantity: number | null;
}

/** The store signs for what arrived. If that is not what the slip says, it asks first and then signs for what really arrived. */
export function decideReceive(
  facts: SlipFacts,
  input: { readonly actualQuantity: number; readonly differs: boolean },
): Decision<{ readonly actualQuantity: number }, 'RETURN_STATE' | 'RETURN_DIFFERS'> {
  const clauses = ['S2.13.a13.2.store'];
  if (facts.state !== 'approved' && facts.state !== 'asking')
    return refuse('RETURN_STATE', clauses, { state: facts.state });
  const differs = input.differs || input.actualQuantity !== facts.approvedQuantity;
  if (differs && !facts.isInstructed) return refuse('RETURN_DIFFERS', clauses, { field: 'actualQuantity' });
  return accept({ actualQuantity: input.actualQuantity }, clauses);
}

/** Only a store that has asked is instructed, and once. */
export function decideInstruct(
  facts: Pick<SlipFacts, 'state' | 'isInstructed'>,
): Decision<{ readonly isInstructed: true }, 'RETURN_STATE'> {
  const clauses = ['S2.13.a13.2.store'];
  return facts.state === 'asking' && !facts.isInstructed
    ? accept({ isInstructed: true }, clauses)
    : refuse('RETURN_STATE', clauses, { state: facts.state });
}

/** What came in, as long as it is not more than approved by more than the tolerance; the rest waits for a further decision. */
export function bookedQuantity(
  rules: ReturnRules,
  approved: number,
  actual: number,
  orderTolerancePercent: number | null,
): { readonly booked: number; readonly held: number } {
  const percent = orderTolerancePercent ?? rules.returnTolerancePercent;
  // In whole numbers: 3% above 100 is 103, and 103 still counts.
  const isWithin = actual * 100 <= approved * (100 + percent);
  return isWithin ? { booked: actual, held: 0 } : { booked: approved, held: actual - approved };
}

/** What the store's slip is booked with. */
export function decideBookReturn(
  rules: InventoryRuleValues,
  facts: SlipFacts,
): Decision<{ readonly booked: number; readonly held: number }, 'RETURN_STATE'> {
  const clauses = ['S2.13.a13.1.return', 'S2.13.a13.2', 'S2.13.a13.2.tol'];
  const { actualQuantity: actual, approvedQuantity: approved } = facts;
  if (facts.state !== 'received' || actual === null) return refuse('RETURN_STATE', clauses, { state: facts.state });
  return accept(bookedQuantity(rules, approved, actual, facts.orderTolerancePercent), clauses);
}
