/**
 * A new company gets its own copy of every shipped book; a new site goes by the one that suits its kind. When the product ships a newer
 * text, the company is offered it as a draft and keeps its own changes.
 */
import sql from 'sql-template-tag';
import type { ResponseOf } from '#contract/kernel/route.ts';
import type { authoring } from '#contract/rulebook-authoring.ts';
import { rulebookRefusals } from '#contract/rulebook-refusals.ts';
import { accept } from '#core/kernel/decision.ts';
import type { Instant } from '#core/kernel/instant.ts';
import { registry } from '#core/rules.ts';
import { loadCatalogue } from '#rulebooks/catalogue/index.ts';
import { compile, type Rulebook } from '#rulebooks/language/index.ts';
import { firstBookOf, shippedBooks } from '#rulebooks/shipped.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import type { ServerRuntime } from '#server/platform/http.ts';
import { notFound, Refused } from '#server/platform/refused.ts';
import * as store from './store.ts';

/** Shipped rules were in force before anything a company records, imported history included. */
const ALWAYS = '2000-01-01T00:00:00.000Z';

let compiled: { key: string; source: string; rulebook: Rulebook }[] | undefined;
const compiledBooks = () => {
  compiled ??= shippedBooks().map(({ key, file, source }) => {
    const result = compile(source, registry, loadCatalogue());
    if (!result.ok) throw new Error(`${file} does not compile: ${result.errors.map((error) => error.en).join('; ')}`);
    return { key, source, rulebook: result.rulebook };
  });
  return compiled;
};

export async function installShippedBooks({ tx, now }: Pick<Context, 'tx' | 'now'>): Promise<void> {
  for (const { key } of shippedBooks()) {
    if (await store.bookByKey(tx, key)) continue;
    const book = compiledBooks().find((one) => one.key === key);
    if (book) await install(tx, book, now, null);
  }
}

/** At every start: a book that came with a newer version of the product is there for companies founded before it. */
export async function installNewBooks({
  database,
  now,
}: Pick<ServerRuntime, 'database' | 'now'>): Promise<() => Promise<void>> {
  const companies = await database.system<{ id: string }>({ text: 'select id from companies' });
  for (const { id } of companies)
    await database.inCompany(id, async (tx) => {
      await tx.run({ text: `select pg_advisory_xact_lock(hashtext('guike.shipped'))` }); // two servers start at once
      await installShippedBooks({ tx, now: now() });
    });
  return async () => {};
}

async function install(
  tx: Tx,
  { key, source, rulebook }: { key: string; source: string; rulebook: Rulebook },
  at: Instant,
  by: string | null,
): Promise<{ bookId: string; versionId: string }> {
  const { title, gloss } = rulebook.meta;
  const bookId = await store.insertBook(tx, { key, title, gloss, shipped: { key, source }, at });
  const version = { bookId, number: 1, source, compiled: rulebook, effectiveFrom: ALWAYS, note: '', by, at };
  return { bookId, versionId: await store.insertVersion(tx, version) };
}

/** The newer shipped text, and the one the book took over last; null when there is nothing new. */
export async function offeredUpdate(tx: Tx, bookId: string): Promise<{ source: string; startedFrom: string } | null> {
  const book = await tx.row<{ key: string | null; startedFrom: string | null }>(sql`select rulebooks.shipped_key as key,
      rulebooks.shipped_source as "startedFrom"
    from rulebooks where rulebooks.company_id = ${tx.companyId} and rulebooks.id = ${bookId}`);
  const shipped = shippedBooks().find(({ key }) => key === book?.key);
  if (!shipped || !book?.startedFrom || book.startedFrom === shipped.source) return null;
  return { source: shipped.source, startedFrom: book.startedFrom };
}

/** Books whose shipped text is newer than the one they took over. */
export async function updatesOffered(tx: Tx): Promise<ReadonlySet<string>> {
  const own = await ownCopies(tx);
  const shipped = new Map(shippedBooks().map(({ key, source }) => [key, source]));
  const isNewer = ({ key, startedFrom }: OwnCopy): boolean =>
    startedFrom !== null && shipped.has(key) && shipped.get(key) !== startedFrom;
  return new Set(own.filter(isNewer).map(({ id }) => id));
}

interface OwnCopy {
  readonly id: string;
  readonly key: string;
  readonly startedFrom: string | null;
}
const ownCopies = (tx: Tx): Promise<OwnCopy[]> =>
  tx.rows<OwnCopy>(sql`select rulebooks.id, rulebooks.shipped_key as key, rulebooks.shipped_source as "startedFrom"
    from rulebooks where rulebooks.company_id = ${tx.companyId} and rulebooks.shipped_key is not null limit 200`);

export async function shippedList({ tx }: Context): Promise<ResponseOf<typeof authoring.shipped>> {
  const own = await ownCopies(tx);
  const rows = compiledBooks().map(({ key, source, rulebook }) => {
    const copy = own.find((one) => one.key === key);
    const { title, gloss, sector, policies, version } = rulebook.meta;
    const updateOffered = Boolean(copy?.startedFrom && copy.startedFrom !== source);
    return { key, title, gloss, sector, policies: [...policies], version, rulebookId: copy?.id ?? null, updateOffered };
  });
  return { rows };
}

/** A book that came with a newer version of the product becomes the company's own. */
export async function addShipped(context: Context, key: string): Promise<ResponseOf<typeof authoring.addShipped>> {
  const shipped = compiledBooks().find((book) => book.key === key);
  if (!shipped) throw notFound('这份范本 / this shipped rulebook');
  if (await store.bookByKey(context.tx, key))
    throw new Refused('BOOK_KEY_TAKEN', rulebookRefusals.BOOK_KEY_TAKEN, { key });
  const { bookId, versionId } = await install(context.tx, shipped, context.now, context.actor.staffId);
  const journalId = context.record({
    kind: 'rulebook.addShipped',
    subject: { type: 'rulebook', id: bookId },
    staffIds: [context.actor.staffId],
    input: { key, title: shipped.rulebook.meta.title },
    facts: {},
    decision: accept({ number: 1, effectiveFrom: ALWAYS }, ['S4.01.a52']),
  });
  context.publish({ topic: 'rulebook', id: bookId });
  return { rulebookId: bookId, versionId, number: 1, effectiveFrom: ALWAYS, journalId, changedExamples: [] };
}

/** Lets a new site go by the shipped book of its kind; a kind without one stays on the declared defaults. */
export async function adoptFirstBook({ tx }: Pick<Context, 'tx'>, site: { id: string; kind: string }): Promise<void> {
  const key = firstBookOf(site.kind);
  const book = key && (await store.bookByKey(tx, key));
  if (book) await store.adopt(tx, site.id, book.id, ALWAYS);
}
