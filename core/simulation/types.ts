/**
 * A period of the journal decided again under a draft. Nothing here reads or writes anything: recorded entries go in, in the order in
 * which they were recorded, and what would have been otherwise comes out.
 */
import type { ClauseId } from '../kernel/decision.ts';
import type { Instant } from '../kernel/instant.ts';

/** A journal entry as far as the simulation needs it. */
export interface RecordedEntry {
  readonly id: string;
  readonly at: Instant;
  readonly kind: string;
  readonly siteId: string | null;
  readonly actorId: string | null;
  readonly subjectId: string;
  readonly customerId: string | null;
  readonly input: unknown;
  readonly facts: unknown;
  readonly decision: RecordedDecision;
}

export interface RecordedDecision {
  readonly accepted: boolean;
  readonly code?: string;
  readonly outcome?: unknown;
  readonly clauses: readonly ClauseId[];
}

/**
 * exact: every fact the answer rests on stands in the journal as it was. first_order: a decision before it would have been another,
 * so people might have acted otherwise; the simulation takes them to do what they did.
 */
export type Certainty = 'exact' | 'first_order';
/** What a first-order result takes for granted. */
export type Assumption = 'same_arrivals' | 'same_acts' | 'claim_changed';

export type Topic = 'turn' | 'customer' | 'split' | 'other';
export type What =
  | 'server_changed'
  | 'not_served'
  | 'turn_counts'
  | 'turn_counts_not'
  | 'order_changed'
  | 'lapse_earlier'
  | 'lapse_later'
  | 'lapse_new'
  | 'lapse_not'
  | 'protected_longer'
  | 'protected_shorter'
  | 'owner_changed'
  | 'claim_not_opened'
  | 'claim_opened'
  | 'shares_changed'
  | 'refused_now'
  | 'answer_changed';

export interface Change {
  readonly topic: Topic;
  readonly what: What;
  readonly certainty: Certainty;
  readonly assumes: Assumption | null;
  /** The recorded decision where the two ways part. */
  readonly journalId: string;
  readonly kind: string;
  readonly at: Instant;
  readonly siteId: string | null;
  /** Visit, claim or whatever the decision was about. */
  readonly subjectId: string;
  readonly customerId: string | null;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  /** Whom it concerns: who had it, who would have. */
  readonly staffBefore: readonly string[];
  readonly staffAfter: readonly string[];
  /** Clauses of either answer that the other does not rest on; those of the new answer when both rest on the same. */
  readonly clauses: readonly ClauseId[];
}

export interface PersonFigures {
  /** Visitors served. */
  readonly receptions: number;
  /** Of them, those that used a turn. */
  readonly turns: number;
  /** Customers registered on the person's name. */
  readonly newCustomers: number;
  /** Minutes from arrival to being called or served, over the person's visitors. */
  readonly waitingMinutes: number;
}
export type Figures = Readonly<Record<string, PersonFigures>>;
