/**
 * What a rule answers. An accepted decision carries its outcome; a refusal carries a code. Both carry the catalogue clauses they
 * rest on and the alternatives they rejected, so that the answer can be explained and argued with.
 */

/** A clause id of the catalogue, e.g. "S4.01.a12.absent". A rule names every clause it restates, whichever policy it comes from. */
export type ClauseId = string;

/** Somebody or something the rule considered and did not choose. `reason` is a stable code with a sentence per language. */
export interface Alternative {
  readonly what: string;
  readonly reason: string;
  readonly clauses: readonly ClauseId[];
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface Accepted<Outcome> {
  readonly accepted: true;
  readonly outcome: Outcome;
  readonly clauses: readonly ClauseId[];
  readonly rejected: readonly Alternative[];
}

export interface Refusal<Code extends string = string> {
  readonly accepted: false;
  readonly code: Code;
  readonly clauses: readonly ClauseId[];
  readonly rejected: readonly Alternative[];
  /** Values for the sentence: who won, until when, which field. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

export type Decision<Outcome, Code extends string = string> = Accepted<Outcome> | Refusal<Code>;

export const accept = <Outcome>(
  outcome: Outcome,
  clauses: readonly ClauseId[],
  rejected: readonly Alternative[] = [],
): Accepted<Outcome> => ({ accepted: true, outcome, clauses, rejected });

export const refuse = <Code extends string>(
  code: Code,
  clauses: readonly ClauseId[],
  detail: Refusal['detail'] = {},
  rejected: readonly Alternative[] = [],
): Refusal<Code> => ({ accepted: false, code, clauses, rejected, detail });
