/** Spouse, parents and children as one customer: who belongs to a household, and who has to confirm it. */
import type { Decision } from '../kernel/decision.ts';
import { accept, refuse } from '../kernel/decision.ts';
import type { CustomerRuleValues } from './rules.ts';
import type { CustomerId, Relation } from './types.ts';

export type HouseholdRules = Pick<
  CustomerRuleValues,
  'householdIsOneCustomer' | 'familyRelations' | 'householdConfirmation'
>;
export type HouseholdRefusal = 'SAME_CUSTOMER' | 'RELATION_DOES_NOT_COUNT' | 'HOUSEHOLD_NEEDS_CONFIRMATION';

export interface HouseholdClaim {
  /** The customer who was there first, whose household the other joins. */
  readonly head: CustomerId;
  /** Null while the member is only being registered. */
  readonly member: CustomerId | null;
  readonly relation: Relation;
  /** Declared at the member's first reception, or claimed afterwards? */
  readonly declaredAtReception: boolean;
  /** A supervisor's confirmation that comes with the request. */
  readonly confirmed: boolean;
}

export interface HouseholdOutcome {
  /** One customer with several people, or two customers that know of each other. */
  readonly as: 'one_customer' | 'linked';
  readonly head: CustomerId;
  readonly relation: Relation;
}

const CLAUSES = ['S0.02.own.311'];

export const countsAsFamily = (rules: HouseholdRules, relation: Relation): boolean =>
  rules.familyRelations[relation]?.counts === 1;

export const decideHousehold = (
  rules: HouseholdRules,
  claim: HouseholdClaim,
): Decision<HouseholdOutcome, HouseholdRefusal> => {
  if (claim.member === claim.head) return refuse('SAME_CUSTOMER', CLAUSES);
  if (!countsAsFamily(rules, claim.relation))
    return refuse('RELATION_DOES_NOT_COUNT', CLAUSES, { relation: claim.relation });
  const needed =
    rules.householdConfirmation === 'always' || (rules.householdConfirmation === 'later' && !claim.declaredAtReception);
  if (needed && !claim.confirmed) return refuse('HOUSEHOLD_NEEDS_CONFIRMATION', CLAUSES, { relation: claim.relation });
  const as = rules.householdIsOneCustomer ? 'one_customer' : 'linked';
  return accept({ as, head: claim.head, relation: claim.relation }, CLAUSES);
};
