/** Books, their versions and which site goes by which. */
import sql from 'sql-template-tag';
import type { Instant } from '#core/kernel/instant.ts';
import type { Rulebook } from '#rulebooks/language/index.ts';
import type { Tx } from '#server/platform/database.ts';
import { newId } from '#server/platform/database.ts';

export interface BookRow {
  readonly id: string;
  readonly key: string;
  readonly title: string;
}
export interface NewestVersion {
  readonly id: string;
  readonly number: number;
  readonly source: string;
}

export const bookByKey = (tx: Tx, key: string): Promise<BookRow | null> =>
  tx.row<BookRow>(sql`select rulebooks.id, rulebooks.key, rulebooks.title from rulebooks
    where rulebooks.company_id = ${tx.companyId} and rulebooks.key = ${key}`);

/** Locks the book, so that two versions cannot take the same number. */
export const lockBook = (tx: Tx, bookId: string): Promise<BookRow | null> =>
  tx.row<BookRow>(sql`select rulebooks.id, rulebooks.key, rulebooks.title from rulebooks
    where rulebooks.company_id = ${tx.companyId} and rulebooks.id = ${bookId} for update`);

export const newestVersion = (tx: Tx, bookId: string): Promise<NewestVersion | null> =>
  tx.row<NewestVersion>(sql`select rulebook_versions.id, rulebook_versions.number, rulebook_versions.source
    from rulebook_versions
    where rulebook_versions.company_id = ${tx.companyId} and rulebook_versions.rulebook_id = ${bookId}
    order by rulebook_versions.number desc limit 1`);

export async function insertBook(
  tx: Tx,
  book: { key: string; title: string; gloss: string; shippedKey: string | null; at: Instant },
): Promise<string> {
  const id = newId();
  await tx.run(sql`insert into rulebooks (company_id, id, key, title, gloss, shipped_key, created_at)
    values (${tx.companyId}, ${id}, ${book.key}, ${book.title}, ${book.gloss}, ${book.shippedKey}, ${book.at})`);
  return id;
}

export async function insertVersion(
  tx: Tx,
  version: {
    bookId: string;
    number: number;
    source: string;
    compiled: Rulebook;
    effectiveFrom: Instant;
    note: string;
    by: string | null;
    at: Instant;
  },
): Promise<string> {
  const id = newId();
  await tx.run(sql`insert into rulebook_versions (company_id, id, rulebook_id, number, source, compiled, state, effective_from,
      published_at, published_by, note, created_at)
    values (${tx.companyId}, ${id}, ${version.bookId}, ${version.number}, ${version.source}, ${JSON.stringify(version.compiled)},
      'published', ${version.effectiveFrom}, ${version.at}, ${version.by}, ${version.note}, ${version.at})`);
  await tx.run(sql`update rulebooks set title = ${version.compiled.meta.title}, gloss = ${version.compiled.meta.gloss}
    where rulebooks.company_id = ${tx.companyId} and rulebooks.id = ${version.bookId}`);
  return id;
}

/** Which book a site goes by at an instant, and since when the given book has rules in force. */
export async function adoptionFacts(
  tx: Tx,
  siteId: string,
  bookId: string,
  at: Instant,
): Promise<{ currentBookId: string | null; inForceFrom: Instant | null }> {
  const current = await tx.row<{ id: string }>(sql`select site_rulebooks.rulebook_id as id from site_rulebooks
    where site_rulebooks.company_id = ${tx.companyId} and site_rulebooks.site_id = ${siteId} and site_rulebooks.effective_from <= ${at}
    order by site_rulebooks.effective_from desc limit 1`);
  const first = await tx.row<{ from: Instant | null }>(sql`select min(rulebook_versions.effective_from) as from
    from rulebook_versions where rulebook_versions.company_id = ${tx.companyId}
      and rulebook_versions.rulebook_id = ${bookId} and rulebook_versions.state = 'published'`);
  return { currentBookId: current?.id ?? null, inForceFrom: first?.from ?? null };
}

export const adopt = (tx: Tx, siteId: string, bookId: string, from: Instant): Promise<number> =>
  tx.run(sql`insert into site_rulebooks (company_id, site_id, rulebook_id, effective_from)
    values (${tx.companyId}, ${siteId}, ${bookId}, ${from})
    on conflict (company_id, site_id, effective_from) do update set rulebook_id = excluded.rulebook_id`);
