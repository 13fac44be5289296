/**
 * A kind of decision: what stands in the journal under its name can be decided again, tried with other facts, and simulated under
 * another rulebook. A kind takes nothing but the house's rules, the instant, who acts, the facts and the input.
 */
import type { Decision } from './decision.ts';
import type { Instant } from './instant.ts';

export interface Given<Rules> {
  readonly rules: Rules;
  readonly now: Instant;
  /** Who carried it out; null when the system did, at the instant something fell due. */
  readonly actorId: string | null;
}

export interface DecisionKind<Rules = never, Facts = never, Input = never, Outcome = unknown> {
  readonly label: { readonly zh: string; readonly en: string };
  /** Answers what the journal keeps as the decision: accepted with its outcome, or refused with its code. */
  decide(given: Given<Rules>, facts: Facts, input: Input): Decision<Outcome>;
}

export const kind = <Rules, Facts, Input, Outcome>(
  declared: DecisionKind<Rules, Facts, Input, Outcome>,
): DecisionKind<Rules, Facts, Input, Outcome> => declared;

/** Something the journal records that no rule decided: a file was read, a password changed. There is nothing to decide again. */
export interface Act {
  readonly label: { readonly zh: string; readonly en: string };
}
