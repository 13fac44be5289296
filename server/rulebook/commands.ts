/** Publishing a version, changing values, choosing the book of a site: compile, decide, save, journal. */
import type { BodyOf, ResponseOf } from '#contract/kernel/route.ts';
import type { rulebook as contract } from '#contract/rulebook.ts';
import { rulebookRefusals } from '#contract/rulebook-refusals.ts';
import { decideAdoption } from '#core/rulebook/index.ts';
import { registry } from '#core/rules.ts';
import { applyEdits, type DraftEdit, unixLines } from '#rulebooks/language/index.ts';
import type { Context } from '#server/platform/context.ts';
import { accepted, notFound, Refused } from '#server/platform/refused.ts';
import { mustCompile } from './compiling.ts';
import { lockedBook, publishText, type Published } from './publishing.ts';
import { announceAdoption } from './reminders.ts';
import * as store from './store.ts';
import { requireSiteExists } from './views.ts';

export async function create(context: Context, body: BodyOf<typeof contract.create>): Promise<Published> {
  const source = unixLines(body.source);
  const compiled = mustCompile(source);
  const { id: key, title, gloss } = compiled.meta;
  if (await store.bookByKey(context.tx, key))
    throw new Refused('BOOK_KEY_TAKEN', rulebookRefusals.BOOK_KEY_TAKEN, { key, field: 'source' });
  const bookId = await store.insertBook(context.tx, { key, title, gloss, shipped: null, at: context.now });
  const book = await lockedBook(context, bookId);
  return publishText(context, { ...plan(body), book, source, compiled, startedFrom: 0, confirmExamples: null });
}

const plan = ({ effectiveFrom, note }: { effectiveFrom?: string | undefined; note: string }) => ({
  effectiveFrom: effectiveFrom ?? null,
  note,
});

export async function publish(
  context: Context,
  bookId: string,
  body: BodyOf<typeof contract.publish>,
): Promise<Published> {
  const book = await lockedBook(context, bookId);
  const source = unixLines(body.source);
  const compiled = mustCompile(source, book.retired);
  const { startedFrom, confirmExamples } = body;
  return publishText(context, { ...plan(body), book, source, compiled, startedFrom, confirmExamples });
}

/** Writes the new values into their sentences and publishes the document that results. */
export async function setValues(
  context: Context,
  bookId: string,
  body: BodyOf<typeof contract.setValues>,
): Promise<Published> {
  const book = await lockedBook(context, bookId);
  if (!book.newest) throw notFound('制度 / rulebook');
  const edits: DraftEdit[] = [
    ...Object.entries(body.values).map(([name, value]) => ({ do: 'setValue', name, value }) as const),
    ...body.cells.map((cell) => ({ do: 'setCell', ...cell }) as const),
  ];
  const edited = applyEdits(book.newest.source, edits, { registry, published: book.clauseIds });
  if (!edited.ok) throw new Refused(edited.code, rulebookRefusals[edited.code], { ...edited.detail, field: 'values' });
  const { source } = edited;
  const compiled = mustCompile(source, book.retired);
  const startedFrom = body.startedFrom ?? book.newest.number;
  const { confirmExamples } = body;
  return publishText(context, { ...plan(body), book, source, compiled, startedFrom, confirmExamples });
}

export async function adopt(
  context: Context,
  siteId: string,
  body: BodyOf<typeof contract.adopt>,
): Promise<ResponseOf<typeof contract.adopt>> {
  await requireSiteExists(context.tx, siteId);
  const { rulebookId } = body;
  const book = await store.lockBook(context.tx, rulebookId);
  if (!book) throw notFound('制度 / rulebook');
  const from = body.effectiveFrom ?? null;
  const facts = await store.adoptionFacts(context.tx, siteId, rulebookId, from ?? context.now);
  const decision = accepted(decideAdoption(facts, rulebookId, from, context.now), rulebookRefusals);
  const { effectiveFrom } = decision.outcome;
  await store.adopt(context.tx, siteId, rulebookId, effectiveFrom);
  await announceAdoption(context, { bookId: rulebookId, siteId, effectiveFrom });
  const journalId = context.record({
    kind: 'rulebook.adopt',
    siteId,
    subject: { type: 'site', id: siteId },
    staffIds: [context.actor.staffId],
    input: { bookId: rulebookId, title: book.title, effectiveFrom: from },
    facts,
    decision,
  });
  context.publish({ topic: 'rulebook', siteId, id: rulebookId });
  return { siteId, rulebookId, effectiveFrom, journalId };
}
