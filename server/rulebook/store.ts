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
  readonly effectiveFrom: Instant;
}

export const bookByKey = (tx: Tx, key: string): Promise<BookRow | null> =>
  tx.row<BookRow>(sql`select rulebooks.id, rulebooks.key, rulebooks.title from rulebooks
    where rulebooks.company_id = ${tx.companyId} and rulebooks.key = ${key}`);

/** Locks the book, so that two versions cannot take the same number. */
export const lockBook = (tx: Tx, bookId: string): Promise<BookRow | null> =>
  tx.row<BookRow>(sql`select rulebooks.id, rulebooks.key, rulebooks.title from rulebooks
    where rulebooks.company_id = ${tx.companyId} and rulebooks.id = ${bookId} for update`);

/** The newest version that was not withdrawn: what the next one builds on. */
export const newestVersion = (tx: Tx, bookId: string): Promise<NewestVersion | null> =>
  tx.row<NewestVersion>(sql`select rulebook_versions.id, rulebook_versions.number, rulebook_versions.source,
      rulebook_versions.effective_from as "effectiveFrom"
    from rulebook_versions
    where rulebook_versions.company_id = ${tx.companyId} and rulebook_versions.rulebook_id = ${bookId}
      and rulebook_versions.state = 'published'
    order by rulebook_versions.number desc limit 1`);

/** The highest number ever given; a withdrawn version keeps its own. */
export async function highestNumber(tx: Tx, bookId: string): Promise<number> {
  const row = await tx.row<{ number: number | null }>(sql`select max(rulebook_versions.number) as number
    from rulebook_versions where rulebook_versions.company_id = ${tx.companyId} and rulebook_versions.rulebook_id = ${bookId}`);
  return row?.number ?? 0;
}

/** Every clause id a published version has had, with the number of the last one that did. */
export async function clauseIds(tx: Tx, bookId: string): Promise<Record<string, number>> {
  const rows = await tx.rows<{ id: string; number: number }>(sql`select ids.id, max(rulebook_versions.number) as number
    from rulebook_versions cross join unnest(rulebook_versions.clause_ids) as ids (id)
    where rulebook_versions.company_id = ${tx.companyId} and rulebook_versions.rulebook_id = ${bookId}
      and rulebook_versions.state = 'published'
    group by ids.id`);
  return Object.fromEntries(rows.map(({ id, number }) => [id, number]));
}

export interface VersionRow extends NewestVersion {
  readonly isWithdrawn: boolean;
}
export const versionByNumber = (tx: Tx, bookId: string, number: number): Promise<VersionRow | null> =>
  tx.row<VersionRow>(sql`select rulebook_versions.id, rulebook_versions.number, rulebook_versions.source,
      rulebook_versions.effective_from as "effectiveFrom", rulebook_versions.state = 'withdrawn' as "isWithdrawn"
    from rulebook_versions
    where rulebook_versions.company_id = ${tx.companyId} and rulebook_versions.rulebook_id = ${bookId}
      and rulebook_versions.number = ${number}`);

export async function countVersions(tx: Tx, bookId: string): Promise<number> {
  const row = await tx.row<{ count: number }>(sql`select count(*)::int as count from rulebook_versions
    where rulebook_versions.company_id = ${tx.companyId} and rulebook_versions.rulebook_id = ${bookId}
      and rulebook_versions.state = 'published'`);
  return row?.count ?? 0;
}

export const withdraw = (
  tx: Tx,
  versionId: string,
  { at, by, reason }: { at: Instant; by: string | null; reason: string },
): Promise<number> =>
  tx.run(sql`update rulebook_versions set state = 'withdrawn', withdrawn_at = ${at}, withdrawn_by = ${by}, withdrawn_reason = ${reason}
    where rulebook_versions.company_id = ${tx.companyId} and rulebook_versions.id = ${versionId}`);

/** Remembers the shipped text a book has taken over, so that the next update is compared with it. */
export const setShippedSource = (tx: Tx, bookId: string, source: string): Promise<number> =>
  tx.run(sql`update rulebooks set shipped_source = ${source}
    where rulebooks.company_id = ${tx.companyId} and rulebooks.id = ${bookId}`);

/** The shipped book a company's own copy started from. */
export interface ShippedFrom {
  readonly key: string;
  readonly source: string;
}

export async function insertBook(
  tx: Tx,
  book: { key: string; title: string; gloss: string; shipped: ShippedFrom | null; at: Instant },
): Promise<string> {
  const id = newId();
  await tx.run(sql`insert into rulebooks (company_id, id, key, title, gloss, shipped_key, shipped_source, created_at)
    values (${tx.companyId}, ${id}, ${book.key}, ${book.title}, ${book.gloss}, ${book.shipped?.key ?? null},
      ${book.shipped?.source ?? null}, ${book.at})`);
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
    draftId?: string | null;
  },
): Promise<string> {
  const id = newId();
  const ids = version.compiled.chapters.flatMap(({ clauses }) => clauses.map((clause) => clause.id));
  await tx.run(sql`insert into rulebook_versions (company_id, id, rulebook_id, number, source, compiled, state, effective_from,
      published_at, published_by, note, created_at, draft_id, clause_ids)
    values (${tx.companyId}, ${id}, ${version.bookId}, ${version.number}, ${version.source}, ${JSON.stringify(version.compiled)},
      'published', ${version.effectiveFrom}, ${version.at}, ${version.by}, ${version.note}, ${version.at},
      ${version.draftId ?? null}, ${ids}::text[])`);
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
