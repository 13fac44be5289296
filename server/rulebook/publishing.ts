/** A text becomes a version: compiled, decided, saved, journalled; those who go by the book are told when it takes effect. */
import type { ResponseOf } from '#contract/kernel/route.ts';
import type { rulebook as contract } from '#contract/rulebook.ts';
import { rulebookRefusals } from '#contract/rulebook-refusals.ts';
import { decidePublish, decideWithdraw } from '#core/rulebook/index.ts';
import type { Rulebook } from '#rulebooks/language/index.ts';
import type { Context } from '#server/platform/context.ts';
import { accepted, notFound } from '#server/platform/refused.ts';
import type { Retired } from './compiling.ts';
import { changedAnswers } from './examples.ts';
import { announceVersion, forgetVersion } from './reminders.ts';
import * as store from './store.ts';

export type Published = ResponseOf<typeof contract.publish>;

/** The book, locked, with its newest version and the ids that are taken. */
export interface LockedBook {
  readonly id: string;
  readonly title: string;
  readonly newest: store.NewestVersion | null;
  readonly highestNumber: number;
  /** Every id a published version has had. */
  readonly clauseIds: readonly string[];
  readonly retired: Retired;
}

export async function lockedBook({ tx }: Pick<Context, 'tx'>, bookId: string): Promise<LockedBook> {
  const book = await store.lockBook(tx, bookId);
  if (!book) throw notFound('制度 / rulebook');
  return { ...book, ...(await bookFacts(tx, bookId)) };
}

export async function bookFacts(tx: Context['tx'], bookId: string): Promise<Omit<LockedBook, 'id' | 'title'>> {
  const newest = await store.newestVersion(tx, bookId);
  const ids = await store.clauseIds(tx, bookId);
  const retired = Object.fromEntries(Object.entries(ids).filter(([, number]) => number !== newest?.number));
  return { newest, highestNumber: await store.highestNumber(tx, bookId), clauseIds: Object.keys(ids), retired };
}

/** What every decision about a new version leans on. */
export const versionFacts = (book: Pick<LockedBook, 'newest' | 'highestNumber'>, source: string, now: string) => ({
  latestNumber: book.newest?.number ?? 0,
  highestNumber: book.highestNumber,
  sourceChanged: source !== book.newest?.source,
  comingFrom: book.newest && book.newest.effectiveFrom > now ? book.newest.effectiveFrom : null,
});

export interface NewVersion {
  readonly book: LockedBook;
  readonly source: string;
  readonly compiled: Rulebook;
  readonly effectiveFrom: string | null;
  readonly note: string;
}

/** A change that a publisher makes directly. `confirmExamples` null: a new book, which changes no answer anybody ever got. */
export async function publishText(
  context: Context,
  version: NewVersion & { startedFrom: number; confirmExamples: readonly string[] | null },
): Promise<Published> {
  const { book, source, compiled, effectiveFrom, note, startedFrom, confirmExamples } = version;
  const changedExamples = changedAnswers(compiled, book.newest?.source ?? null);
  const facts = {
    ...versionFacts(book, source, context.now),
    startedFrom,
    changedExamples: confirmExamples === null ? [] : changedExamples,
  };
  const input = { effectiveFrom, confirmExamples: confirmExamples ?? [] };
  const decision = accepted(decidePublish(facts, input, context.now), rulebookRefusals);
  const saved = await saveVersion(context, version, decision.outcome);
  const journalId = context.record({
    kind: 'rulebook.publish',
    subject: { type: 'rulebook', id: book.id },
    staffIds: [context.actor.staffId],
    input: { ...input, title: compiled.meta.title, note },
    facts,
    decision,
    reason: note || null,
  });
  return { ...saved, journalId, changedExamples };
}

export async function saveVersion(
  context: Context,
  { book, source, compiled, note }: NewVersion,
  outcome: { readonly number: number; readonly effectiveFrom: string },
  draftId: string | null = null,
): Promise<Omit<Published, 'journalId' | 'changedExamples'>> {
  const { number, effectiveFrom } = outcome;
  const by = context.actor.staffId;
  const version = { bookId: book.id, number, source, compiled, effectiveFrom, note, by, at: context.now, draftId };
  const versionId = await store.insertVersion(context.tx, version);
  await announceVersion(context, { bookId: book.id, versionId, effectiveFrom });
  context.publish({ topic: 'rulebook', id: book.id });
  return { rulebookId: book.id, versionId, number, effectiveFrom };
}

/** A version is taken back before it takes effect; its text stays readable and can be drafted from. */
export async function withdraw(
  context: Context,
  { rulebookId, number }: { rulebookId: string; number: number },
  reason: string,
): Promise<{ rulebookId: string; number: number; journalId: string }> {
  const book = await lockedBook(context, rulebookId);
  const version = await store.versionByNumber(context.tx, rulebookId, number);
  if (!version) throw notFound('该版本 / this version');
  const facts = {
    number,
    effectiveFrom: version.effectiveFrom,
    isWithdrawn: version.isWithdrawn,
    latestNumber: book.newest?.number ?? 0,
    versions: await store.countVersions(context.tx, rulebookId),
  };
  const decision = accepted(decideWithdraw(facts, context.now), rulebookRefusals);
  const by = context.actor.staffId;
  await store.withdraw(context.tx, version.id, { at: context.now, by, reason });
  await forgetVersion(context, version.id);
  const journalId = context.record({
    kind: 'rulebook.withdraw',
    subject: { type: 'rulebook', id: rulebookId },
    staffIds: [by],
    input: { title: book.title },
    facts,
    decision,
    reason,
  });
  context.publish({ topic: 'rulebook', id: rulebookId });
  return { rulebookId, number, journalId };
}
