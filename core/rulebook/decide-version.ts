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
  /** Highest number ever given: a withdrawn version keeps its own. Absent: the newest version has it. */
  readonly highestNumber?: number | undefined;
  /** When the newest version takes effect, if it has not yet; its changes are in the text that follows it. */
  readonly comingFrom?: Instant | null | undefined;
}
export interface VersionOutcome {
  readonly number: number;
  readonly effectiveFrom: Instant;
}

export function decideVersion(
  facts: VersionFacts,
  effectiveFrom: Instant | null,
  now: Instant,
): Decision<VersionOutcome, 'VERSION_OVERTAKEN' | 'NOTHING_CHANGED' | 'EFFECTIVE_IN_PAST' | 'EFFECTIVE_BEFORE_COMING'> {
  const from = effectiveFrom ?? now;
  const clauses = ['S4.01.a52'];
  if (facts.startedFrom !== facts.latestNumber)
    return refuse('VERSION_OVERTAKEN', clauses, { latest: facts.latestNumber });
  if (!facts.sourceChanged) return refuse('NOTHING_CHANGED', clauses, { latest: facts.latestNumber });
  if (from < now) return refuse('EFFECTIVE_IN_PAST', clauses, { field: 'effectiveFrom', effectiveFrom: from, now });
  const { comingFrom } = facts;
  if (comingFrom && comingFrom > from)
    return refuse('EFFECTIVE_BEFORE_COMING', clauses, {
      field: 'effectiveFrom',
      latest: facts.latestNumber,
      comingFrom,
    });
  return accept({ number: (facts.highestNumber ?? facts.latestNumber) + 1, effectiveFrom: from }, clauses);
}

export interface PublishFacts extends VersionFacts {
  /** Examples, by id, that expect another answer than they would get, or get another one than under the newest version. */
  readonly changedExamples?: readonly string[] | undefined;
}
export interface PublishInput {
  readonly effectiveFrom: Instant | null;
  /** Changed examples that the publisher has seen and accepts. */
  readonly confirmExamples?: readonly string[] | undefined;
}

/** What a publisher still has to look at; null when they have seen every example whose answer changes. */
export function unseenExamples(changed: readonly string[] = [], confirmed: readonly string[] = []) {
  const unseen = changed.filter((id) => !confirmed.includes(id));
  if (unseen.length === 0) return null;
  return { field: 'confirmExamples', count: unseen.length, examples: unseen.join(' ') };
}

/** A text that a publisher puts in force directly, without a draft. */
export function decidePublish(
  facts: PublishFacts,
  { effectiveFrom, confirmExamples }: PublishInput,
  now: Instant,
): Decision<
  VersionOutcome,
  'VERSION_OVERTAKEN' | 'NOTHING_CHANGED' | 'EFFECTIVE_IN_PAST' | 'EFFECTIVE_BEFORE_COMING' | 'EXAMPLES_CHANGED'
> {
  const version = decideVersion(facts, effectiveFrom, now);
  const unseen = unseenExamples(facts.changedExamples, confirmExamples);
  return version.accepted && unseen ? refuse('EXAMPLES_CHANGED', version.clauses, unseen) : version;
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
  if (from < now) return refuse('EFFECTIVE_IN_PAST', clauses, { field: 'effectiveFrom', effectiveFrom: from, now });
  if (facts.currentBookId === bookId) return refuse('NOTHING_CHANGED', clauses);
  if (facts.inForceFrom === null || facts.inForceFrom > from)
    return refuse('BOOK_NOT_IN_FORCE', clauses, { inForceFrom: facts.inForceFrom });
  return accept({ effectiveFrom: from }, clauses);
}
