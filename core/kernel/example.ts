/**
 * An example stands in a rulebook beside its clause: an everyday case of one kind of decision with a few facts changed, and what the
 * house expects of it. It runs whenever the document is checked, so that nobody changes an answer without being told.
 */
import type { ClauseId } from './decision.ts';
import type { Instant } from './instant.ts';

export interface Example {
  /** Unique in its document, e.g. "A17-1". */
  readonly id: string;
  /** Name of the kind of decision, e.g. "claims.lapse". */
  readonly kind: string;
  /** The case in a sentence, in Chinese, and its English gloss. */
  readonly text: string;
  readonly gloss: string;
  /** Omitted: the instant of the kind's sample. */
  readonly now?: Instant;
  /** Omitted: the actor of the kind's sample. */
  readonly actorId?: string | null;
  /** What differs from the kind's sample, by path: "facts.claim.state" → "lapsed"; list items by number, "facts.sheet.line.0". */
  readonly set: Readonly<Record<string, unknown>>;
  readonly expect: {
    readonly accepted: boolean;
    /** The refusal's code, when it is refused. */
    readonly code?: string;
    /** Parts of the outcome (of a refusal: of its detail) by path; what is not named is not looked at. */
    readonly outcome?: Readonly<Record<string, unknown>>;
    /** Catalogue clauses the answer must rest on, among others. */
    readonly clauses?: readonly ClauseId[];
  };
}
