/**
 * When a version of a rulebook, or the choice of a book for a site, takes effect. Never in the past: what was decided under the old
 * rules stays decided under them.
 */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import type { Instant } from '../kernel/instant.ts';

export interface VersionFacts {
  /** Number of the newest version there is, 0 when there is none. */
  readonly latestNumber: number;
  /** The version the author started from; another one published meanwhile must be read first. */
  readonly startedFrom: number;
  readonly sourceChanged: boolean;
}
export interface VersionOutcome {
  readonly number: number;
  readonly effectiveFrom: Instant;
}

export function decideVersion(
  facts: VersionFacts,
  effectiveFrom: Instant | null,
  now: Instant,
): Decision<VersionOutcome, 'VERSION_OVERTAKEN' | 'NOTHING_CHANGED' | 'EFFECTIVE_IN_PAST'> {
  const from = effectiveFrom ?? now;
  const clauses = ['S4.01.a52'];
  if (facts.startedFrom !== facts.latestNumber)
    return refuse('VERSION_OVERTAKEN', clauses, { latest: facts.latestNumber });
  if (!facts.sourceChanged) return refuse('NOTHING_CHANGED', clauses, { latest: facts.latestNumber });
  if (from < now) return refuse('EFFECTIVE_IN_PAST', clauses, { effectiveFrom: from, now });
  return accept({ number: facts.latestNumber + 1, effectiveFrom: from }, clauses);
}

export interface AdoptionFacts {
  /** The book the site goes by at the instant in question. */
  readonly currentBookId: string | null;
  /** Since when the chosen book has a version in force; null when it never will. */
  readonly inForceFrom: Instant | null;
}

export function decideAdoption(
  facts: AdoptionFacts,
  bookId: string,
  effectiveFrom: Instant | null,
  now: Instant,
): Decision<{ effectiveFrom: Instant }, 'EFFECTIVE_IN_PAST' | 'NOTHING_CHANGED' | 'BOOK_NOT_IN_FORCE'> {
  const from = effectiveFrom ?? now;
  const clauses = ['S4.01.a52'];
  if (from < now) return refuse('EFFECTIVE_IN_PAST', clauses, { effectiveFrom: from, now });
  if (facts.currentBookId === bookId) return refuse('NOTHING_CHANGED', clauses);
  if (facts.inForceFrom === null || facts.inForceFrom > from)
    return refuse('BOOK_NOT_IN_FORCE', clauses, { inForceFrom: facts.inForceFrom });
  return accept({ effectiveFrom: from }, clauses);
}
