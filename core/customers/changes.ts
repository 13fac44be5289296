/** Changes to a file that ask the same questions as its registration: whose number it is, who is family, what counts as business. */
import type { Decision } from '../kernel/decision.ts';
import { accept, refuse } from '../kernel/decision.ts';
import type { LocalDate } from '../kernel/instant.ts';
import type { HouseholdOutcome, HouseholdRefusal, HouseholdRules } from './household.ts';
import { decideHousehold } from './household.ts';
import type { ImportantFacts } from './important.ts';
import { attentionDue } from './important.ts';
import type { NewCustomerRules, Transaction } from './new-customer.ts';
import { isNewCustomer } from './new-customer.ts';
import type { MatchRules } from './recognise.ts';
import { recognise } from './recognise.ts';
import type { CustomerRuleValues } from './rules.ts';
import type { Candidate, CustomerId, Identity, Relation } from './types.ts';

export interface IdentityFacts {
  readonly customerId: CustomerId;
  /** Null when nothing that identifies somebody changes. */
  readonly identity: Identity | null;
  /** Other customers that share a key with it. */
  readonly candidates: readonly Candidate[];
}

/** A new phone or card must not be somebody else's. */
export const decideIdentity = (
  rules: MatchRules,
  { customerId, identity, candidates }: IdentityFacts,
): Decision<{ id: CustomerId }, 'CUSTOMER_EXISTS_ELSEWHERE'> => {
  if (identity === null) return accept({ id: customerId }, ['S1.10.t3']);
  const clauses = ['S1.10.t3', 'S0.08.c.5'];
  const others = candidates.filter((candidate) => candidate.customerId !== customerId);
  const hard = recognise(rules, identity, others).find((match) => match.strength === 'hard');
  if (!hard) return accept({ id: customerId }, clauses);
  return refuse('CUSTOMER_EXISTS_ELSEWHERE', clauses, {
    owner: hard.claim?.ownerName ?? null,
    until: hard.claim?.until ?? null,
    ...(hard.visible ? { customerId: hard.customerId } : {}),
  });
};

export interface PersonFacts extends IdentityFacts {
  /** A supervisor's confirmation that comes with the request. */
  readonly confirmed: boolean;
}

/** Somebody more in a file: of the family, by the house's rule, or somebody to talk to. */
export const decideAddPerson = (
  rules: MatchRules & HouseholdRules,
  facts: PersonFacts,
  relation: Relation | 'contact',
): Decision<HouseholdOutcome | { as: 'contact' }, 'CUSTOMER_EXISTS_ELSEWHERE' | HouseholdRefusal> => {
  const known = decideIdentity(rules, facts);
  if (!known.accepted) return known;
  if (relation === 'contact') return accept({ as: 'contact' }, ['S1.10.t3']);
  const { customerId: head, confirmed } = facts;
  return decideHousehold(rules, { head, member: null, relation, declaredAtReception: false, confirmed });
};

/** Colleagues named as contacts: how many an important customer still lacks. */
export const decideContacts = (
  rules: Pick<CustomerRuleValues, 'contactsForImportant' | 'importantIsVip'>,
  facts: ImportantFacts,
): Decision<ReturnType<typeof attentionDue>, never> => {
  const due = attentionDue(rules, facts);
  return accept(due, due.clauses);
};

/** Business that has happened, and whether it was a new customer's. */
export const decideTransaction = (
  rules: NewCustomerRules,
  facts: { readonly transactions: readonly Transaction[]; readonly today: LocalDate },
  input: { readonly transactionId: string; readonly on: LocalDate },
): Decision<{ transactionId: string; isNewCustomer: boolean }, 'DATE_IN_FUTURE'> => {
  if (input.on > facts.today) return refuse('DATE_IN_FUTURE', ['S2.11.a1'], { field: 'on', date: input.on });
  const { transactionId, on } = input;
  return accept({ transactionId, isNewCustomer: isNewCustomer(rules, facts.transactions, on) }, ['S2.11.a1']);
};
