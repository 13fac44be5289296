/** A new company gets its own copy of every shipped book; a new site goes by the one that suits its kind. */
import { registry } from '#core/rules.ts';
import { loadCatalogue } from '#rulebooks/catalogue/index.ts';
import { compile, type Rulebook } from '#rulebooks/language/index.ts';
import { firstBookOf, shippedBooks } from '#rulebooks/shipped.ts';
import type { Context } from '#server/platform/context.ts';
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
  for (const { key, source, rulebook } of compiledBooks()) {
    if (await store.bookByKey(tx, key)) continue;
    const { title, gloss } = rulebook.meta;
    const bookId = await store.insertBook(tx, { key, title, gloss, shippedKey: key, at: now });
    const version = {
      bookId,
      number: 1,
      source,
      compiled: rulebook,
      effectiveFrom: ALWAYS,
      note: '',
      by: null,
      at: now,
    };
    await store.insertVersion(tx, version);
  }
}

/** Lets a new site go by the shipped book of its kind; a kind without one stays on the declared defaults. */
export async function adoptFirstBook({ tx }: Pick<Context, 'tx'>, site: { id: string; kind: string }): Promise<void> {
  const key = firstBookOf(site.kind);
  const book = key && (await store.bookByKey(tx, key));
  if (book) await store.adopt(tx, site.id, book.id, ALWAYS);
}
