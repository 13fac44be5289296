/** What the rulebook pages ask. Books and versions are few, so these lists are whole. */
import sql from 'sql-template-tag';
import type { rulebook } from '#contract/rulebook.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import type { Instant } from '#core/kernel/instant.ts';
import { registry } from '#core/rules.ts';
import { findParameter, type Registry, type Rulebook } from '#rulebooks/language/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';
import { describeParameter, rangeOf } from './describe.ts';
import { compiledVersion } from './rules-for.ts';
import { updatesOffered } from './shipped.ts';

type Document = ResponseOf<typeof rulebook.document>;
type Version = Document['version'];
type Row = ResponseOf<typeof rulebook.list>['rows'][number];

interface VersionRow {
  readonly id: string;
  readonly bookId: string;
  readonly number: number;
  readonly effectiveFrom: Instant;
  readonly publishedAt: Instant;
  readonly byId: string | null;
  readonly byName: string | null;
  readonly note: string;
  readonly isWithdrawn: boolean;
  readonly reviewerId: string | null;
  readonly reviewerName: string | null;
}

const VERSIONS_SHOWN_MAX = 500; // protects the page; a house publishes a few versions a year

export const versionsOf = (tx: Tx, bookId: string | null): Promise<VersionRow[]> =>
  tx.rows<VersionRow>(sql`select rulebook_versions.id, rulebook_versions.rulebook_id as "bookId", rulebook_versions.number,
      rulebook_versions.effective_from as "effectiveFrom", rulebook_versions.published_at as "publishedAt",
      staff.id as "byId", staff.name as "byName", rulebook_versions.note,
      rulebook_versions.state = 'withdrawn' as "isWithdrawn", reviewer.id as "reviewerId", reviewer.name as "reviewerName"
    from rulebook_versions
    left join staff on staff.company_id = rulebook_versions.company_id and staff.id = rulebook_versions.published_by
    left join lateral (select rulebook_reviews.decided_by from rulebook_reviews
      where rulebook_reviews.company_id = rulebook_versions.company_id and rulebook_reviews.draft_id = rulebook_versions.draft_id
        and rulebook_reviews.verdict = 'approved'
      order by rulebook_reviews.decided_at desc limit 1) as approval on true
    left join staff as reviewer on reviewer.company_id = rulebook_versions.company_id and reviewer.id = approval.decided_by
    where rulebook_versions.company_id = ${tx.companyId} and rulebook_versions.state in ('published', 'withdrawn')
      and (${bookId}::uuid is null or rulebook_versions.rulebook_id = ${bookId}::uuid)
    order by rulebook_versions.effective_from desc, rulebook_versions.number desc limit ${VERSIONS_SHOWN_MAX}`);

/** Newest effect first: the first that has begun is in force, the ones before it are coming. */
export function withStanding(rows: readonly VersionRow[], now: Instant): Version[] {
  const current = rows.find((row) => !row.isWithdrawn && row.effectiveFrom <= now);
  const standing = (row: VersionRow): Version['standing'] =>
    row.isWithdrawn ? 'withdrawn' : row === current ? 'current' : row.effectiveFrom > now ? 'coming' : 'past';
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    effectiveFrom: row.effectiveFrom,
    publishedAt: row.publishedAt,
    publishedBy: row.byId ? { id: row.byId, name: row.byName ?? '' } : null,
    note: row.note,
    reviewedBy: row.reviewerId ? { id: row.reviewerId, name: row.reviewerName ?? '' } : null,
    standing: standing(row),
  }));
}

interface SiteRow {
  readonly bookId: string;
  readonly id: string;
  readonly name: string;
  readonly since: Instant;
}
const sitesByBook = (tx: Tx, now: Instant): Promise<SiteRow[]> =>
  tx.rows<SiteRow>(sql`select sites.id, sites.name, adopted.rulebook_id as "bookId", adopted.effective_from as since
    from sites join lateral (select site_rulebooks.rulebook_id, site_rulebooks.effective_from from site_rulebooks
      where site_rulebooks.company_id = sites.company_id and site_rulebooks.site_id = sites.id and site_rulebooks.effective_from <= ${now}
      order by site_rulebooks.effective_from desc limit 1) as adopted on true
    where sites.company_id = ${tx.companyId} and sites.closed_at is null order by sites.name`);

const siteOf = ({ id, name, since }: SiteRow) => ({ id, name, since });

export async function list({ tx, now }: Context): Promise<{ rows: Row[] }> {
  const books = await tx.rows<{ id: string; key: string; title: string; gloss: string; shipped: boolean }>(
    sql`select rulebooks.id, rulebooks.key, rulebooks.title, rulebooks.gloss, rulebooks.shipped_key is not null as shipped
      from rulebooks where rulebooks.company_id = ${tx.companyId} order by rulebooks.created_at, rulebooks.id limit 200`,
  );
  const versions = await versionsOf(tx, null);
  const sites = await sitesByBook(tx, now);
  const updates = await updatesOffered(tx);
  const drafts = await openDrafts(tx);
  const rows = books.map((book) => {
    const own = withStanding(
      versions.filter((version) => version.bookId === book.id),
      now,
    );
    return {
      ...book,
      current: own.find(({ standing }) => standing === 'current') ?? null,
      coming: own.filter(({ standing }) => standing === 'coming').length,
      drafts: drafts.get(book.id) ?? 0,
      updateOffered: updates.has(book.id),
      sites: sites.filter((site) => site.bookId === book.id).map(siteOf),
    };
  });
  return { rows };
}

async function openDrafts(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.rows<{ bookId: string; count: number }>(sql`select rulebook_drafts.rulebook_id as "bookId",
      count(*)::int as count
    from rulebook_drafts where rulebook_drafts.company_id = ${tx.companyId} and rulebook_drafts.state = 'open'
    group by rulebook_drafts.rulebook_id`);
  return new Map(rows.map(({ bookId, count }) => [bookId, count]));
}

export async function bookOf(tx: Tx, bookId: string): Promise<{ id: string; key: string; title: string }> {
  const book = await tx.row<{
    id: string;
    key: string;
    title: string;
  }>(sql`select rulebooks.id, rulebooks.key, rulebooks.title
    from rulebooks where rulebooks.company_id = ${tx.companyId} and rulebooks.id = ${bookId}`);
  if (!book) throw notFound('制度 / rulebook');
  return book;
}

export async function document({ tx, now }: Context, bookId: string, number: number | undefined): Promise<Document> {
  const { id, key } = await bookOf(tx, bookId);
  const versions = withStanding(await versionsOf(tx, bookId), now);
  const inForce =
    versions.find(({ standing }) => standing === 'current') ??
    versions.findLast(({ standing }) => standing === 'coming');
  const version = number === undefined ? inForce : versions.find((one) => one.number === number);
  const compiled = version && (await compiledVersion(tx, version.id));
  if (!version || !compiled) throw notFound('该版本 / this version');
  const sites = (await sitesByBook(tx, now)).filter((site) => site.bookId === bookId).map(siteOf);
  return { id, key, ...textOf(compiled), version, versions, sites };
}

/** A compiled text as pages draw it, with the declarations of the parameters it sets. */
export const textOf = (compiled: Rulebook): Pick<Document, 'meta' | 'chapters' | 'parameters'> => ({
  meta: { ...compiled.meta, policies: [...compiled.meta.policies] },
  chapters: compiled.chapters as Document['chapters'],
  parameters: Object.fromEntries(
    Object.keys(compiled.setIn).flatMap((name) => {
      const parameter = findParameter(registry as Registry, name);
      return parameter ? [[name, { ...describeParameter(name, parameter), range: rangeOf(parameter) }]] : [];
    }),
  ),
});

export async function source(
  { tx }: Context,
  bookId: string,
  number: number | undefined,
): Promise<{ number: number; source: string }> {
  await bookOf(tx, bookId);
  const row = await tx.row<{
    number: number;
    source: string;
  }>(sql`select rulebook_versions.number, rulebook_versions.source
    from rulebook_versions where rulebook_versions.company_id = ${tx.companyId} and rulebook_versions.rulebook_id = ${bookId}
      and (rulebook_versions.number = ${number ?? null}::int
        or (${number ?? null}::int is null and rulebook_versions.state = 'published'))
    order by rulebook_versions.number desc limit 1`);
  if (!row) throw notFound('该版本 / this version');
  return row;
}

/** Title and number of a version, for the page of a site. */
export const versionTitle = (tx: Tx, versionId: string) =>
  tx.row<{
    rulebookId: string;
    title: string;
    number: number;
  }>(sql`select rulebooks.id as "rulebookId", rulebooks.title,
      rulebook_versions.number
    from rulebook_versions
    join rulebooks on rulebooks.company_id = rulebook_versions.company_id and rulebooks.id = rulebook_versions.rulebook_id
    where rulebook_versions.company_id = ${tx.companyId} and rulebook_versions.id = ${versionId}`);

export async function requireSiteExists(tx: Tx, siteId: string): Promise<void> {
  const site = await tx.row(
    sql`select sites.id from sites where sites.company_id = ${tx.companyId} and sites.id = ${siteId}`,
  );
  if (!site) throw notFound('门店 / site');
}
