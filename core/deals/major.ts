/** Major deals: by amount, by customer, or because somebody said so. The manager hears of them at once and takes part before the signature. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import type { MajorCause } from './room-types.ts';
import type { DealRuleValues } from './rules.ts';
import type { Deal } from './types.ts';

export interface MajorFacts {
  /** Grade A, or marked as important. */
  readonly isKeyCustomer: boolean;
  readonly isFlagged: boolean;
}
/** What the manager's part in it is, for the signature. */
export interface MajorStanding extends MajorFacts {
  readonly hasTakenPart: boolean;
  readonly isWaived: boolean;
}

const FEN_OF_WAN = 1_000_000;
const CLAUSES = ['S0.07.mgr.7'];

export const causesOf = (rules: DealRuleValues, deal: Pick<Deal, 'priceFen'>, facts: MajorFacts): MajorCause[] => [
  ...(rules.majorWan > 0 && deal.priceFen >= rules.majorWan * FEN_OF_WAN ? (['amount'] as const) : []),
  ...(rules.keyCustomerIsMajor && facts.isKeyCustomer ? (['key_customer'] as const) : []),
  ...(facts.isFlagged ? (['flagged'] as const) : []),
];

export function decideMajor(
  rules: DealRuleValues,
  facts: MajorFacts & { readonly deal: Deal },
): Decision<{ readonly causes: readonly MajorCause[] }> {
  return accept({ causes: causesOf(rules, facts.deal, facts) }, CLAUSES);
}

export function decideManagerIn(
  rules: DealRuleValues,
  deal: Deal,
  major: MajorStanding | null,
): Decision<null, 'MANAGER_NOT_IN'> {
  const causes = major === null ? [] : causesOf(rules, deal, major);
  if (causes.length === 0) return accept(null, []);
  if (major?.hasTakenPart || major?.isWaived) return accept(null, CLAUSES);
  return refuse('MANAGER_NOT_IN', CLAUSES, { missing: causes.join(',') });
}
