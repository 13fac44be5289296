/** The policy of a customer: what price, settlement, service and other treatment the house has agreed to give them. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { type Instant, localDateOf } from '../kernel/instant.ts';
import type { CustomerPolicy, LocalDate, PolicyState } from './types.ts';

export interface PolicyFacts {
  readonly timeZone: string;
  /** Another policy of this customer waits for approval. */
  readonly hasPending: boolean;
}
export interface PolicyInput {
  readonly price: string;
  readonly discountPercent: number;
  readonly settlement: string;
  readonly service: string;
  readonly other: string;
  readonly validFrom: LocalDate;
  readonly validUntil: LocalDate;
}
export type PolicyRefusal = 'POLICY_INCOMPLETE' | 'POLICY_DATES' | 'POLICY_PENDING';

const clauses = ['S3.01.p.content'];
export const policyFields = ['price', 'settlement', 'service', 'other'] as const;

/** All four are written down, even if to say that there is nothing of it. */
export function decidePolicy(
  facts: PolicyFacts,
  input: PolicyInput,
  now: Instant,
): Decision<{ readonly state: 'pending' }, PolicyRefusal> {
  const missing = policyFields.filter((field) => input[field].trim() === '');
  if (missing.length > 0)
    return refuse('POLICY_INCOMPLETE', clauses, { missing: missing.join(','), field: missing[0] ?? null });
  if (input.validUntil < input.validFrom || input.validUntil < localDateOf(now, facts.timeZone))
    return refuse('POLICY_DATES', clauses, { field: 'validUntil' });
  if (facts.hasPending) return refuse('POLICY_PENDING', clauses);
  return accept({ state: 'pending' }, clauses);
}

export interface PolicyApprovedFacts {
  readonly state: PolicyState;
  readonly validUntil: LocalDate;
  readonly timeZone: string;
}
export function decidePolicyApproved(
  facts: PolicyApprovedFacts,
  now: Instant,
): Decision<{ readonly state: 'approved' }, 'POLICY_DATES'> {
  return facts.validUntil < localDateOf(now, facts.timeZone)
    ? refuse('POLICY_DATES', clauses)
    : accept({ state: 'approved' }, clauses);
}

/** Of several in force the one approved last counts; they come in that order, the latest first. */
export const policyInForce = <Policy extends CustomerPolicy>(
  policies: readonly Policy[],
  today: LocalDate,
): Policy | null => policies.find(({ validFrom, validUntil }) => validFrom <= today && today <= validUntil) ?? null;
