/** Raising a dispute, and taking it to the department when talking has failed. */
import { accept, refuse, type Decision } from '../kernel/decision.ts';
import { endAfterDays, type Instant } from '../kernel/instant.ts';
import type { VerdictRuleValues } from './rules.ts';
import type { DisputeState, Interest, StaffId, Verdict } from './types.ts';

export interface OpenFacts {
  readonly timeZone: string;
  /** Who has a stake in the customer, the other party left out. */
  readonly interests: readonly Interest[];
  readonly opener: { readonly id: StaffId; readonly leads: boolean };
  readonly hasOpenDispute: boolean;
  /** The last deal with the customer, and the last claim that began. */
  readonly dealAt: Instant | null;
  readonly claimedAt: Instant | null;
  /** How the last dispute between the same people ended. */
  readonly lastRuled: { readonly verdict: Verdict; readonly at: Instant } | null;
}
export interface OpenInput {
  readonly about: 'customer' | 'deal';
  readonly partyId: StaffId;
  readonly otherId: StaffId;
  readonly reason: string;
}
export interface OpenedDispute {
  readonly state: 'talking';
  readonly parties: readonly [StaffId, StaffId];
  /** When the department steps in by itself, and when the quarrel clause takes the credit. */
  readonly talkUntil: Instant | null;
  readonly settleBy: Instant | null;
}
export type OpenRefusal =
  | 'DISPUTE_ALREADY_OPEN'
  | 'DISPUTE_NEEDS_TWO'
  | 'NOT_CONCERNED'
  | 'NO_DEAL_TO_DISPUTE'
  | 'DISPUTE_WINDOW_PASSED'
  | 'ALREADY_RULED';

export function decideOpen(
  rules: VerdictRuleValues,
  facts: OpenFacts,
  input: OpenInput,
  now: Instant,
): Decision<OpenedDispute, OpenRefusal> {
  const clauses = ['S0.02.own.4', 'S1.19.e.3'];
  if (facts.hasOpenDispute) return refuse('DISPUTE_ALREADY_OPEN', clauses);
  if (input.partyId === input.otherId) return refuse('DISPUTE_NEEDS_TWO', clauses, { field: 'otherId' });
  const inFile = facts.interests.some(({ staffId }) => staffId === input.partyId);
  if (rules.openBy === 'in_file' && !inFile && !facts.opener.leads)
    return refuse('NOT_CONCERNED', ['S0.02.own.1'], { staffId: input.partyId });
  if (input.about === 'deal' && facts.dealAt === null) return refuse('NO_DEAL_TO_DISPUTE', ['S0.02.own.22']);
  if (facts.lastRuled && facts.lastRuled.verdict !== 'agreed' && !isNewSince(facts, facts.lastRuled.at))
    return refuse('ALREADY_RULED', ['S0.02.own.4c'], { at: facts.lastRuled.at });
  // A claim that began after the deal is another matter than the deal.
  const isAboutDeal =
    facts.dealAt !== null && (input.about === 'deal' || facts.claimedAt === null || facts.claimedAt <= facts.dealAt);
  if (facts.dealAt !== null && isAboutDeal && rules.openWithinDays > 0) {
    const until = endAfterDays(facts.dealAt, rules.openWithinDays, facts.timeZone);
    if (now >= until) return refuse('DISPUTE_WINDOW_PASSED', ['S0.02.own.22'], { until, days: rules.openWithinDays });
  }
  return accept(
    {
      state: 'talking',
      parties: [input.partyId, input.otherId],
      talkUntil: rules.talkDays > 0 ? endAfterDays(now, rules.talkDays, facts.timeZone) : null,
      settleBy: rules.settleWithinDays > 0 ? endAfterDays(now, rules.settleWithinDays, facts.timeZone) : null,
    },
    clauses,
  );
}

/** What was ruled is not argued again; a later deal or claim is another matter. */
const isNewSince = (facts: OpenFacts, at: Instant): boolean =>
  (facts.dealAt !== null && facts.dealAt > at) || (facts.claimedAt !== null && facts.claimedAt > at);

export type MediateRefusal = 'DISPUTE_SETTLED' | 'ALREADY_DONE' | 'NOT_A_PARTY';

/** A party or a superior asks for it; without either the talking period has run out. */
export function decideMediate(facts: {
  readonly state: DisputeState;
  readonly parties: readonly StaffId[];
  readonly by: { readonly id: StaffId; readonly leads: boolean } | null;
}): Decision<{ readonly state: 'mediation' }, MediateRefusal> {
  const clauses = ['S0.02.own.4'];
  const { by, state } = facts;
  if (by !== null && !by.leads && !facts.parties.includes(by.id)) return refuse('NOT_A_PARTY', clauses);
  if (state === 'settled' || state === 'appealed') return refuse('DISPUTE_SETTLED', clauses);
  return state === 'talking' ? accept({ state: 'mediation' }, clauses) : refuse('ALREADY_DONE', clauses);
}

/** Whoever raised it, or for whom it was raised, lets it rest while nobody has ruled: the parties have come to terms. */
export function decideDrop(facts: {
  readonly state: DisputeState;
  readonly raisedBy: readonly StaffId[];
  readonly byId: StaffId;
}): Decision<{ readonly verdict: 'agreed' }, 'NOT_THE_ONE_WHO_RAISED_IT' | 'DISPUTE_SETTLED'> {
  const clauses = ['S0.02.own.4', 'S1.19.e.3'];
  if (!facts.raisedBy.includes(facts.byId)) return refuse('NOT_THE_ONE_WHO_RAISED_IT', clauses);
  if (facts.state === 'settled' || facts.state === 'appealed') return refuse('DISPUTE_SETTLED', clauses);
  return accept({ verdict: 'agreed' }, clauses);
}
