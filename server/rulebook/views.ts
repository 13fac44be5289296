/** What the rulebook pages ask. Books and versions are few, so these lists are whole. */
import sql from 'sql-template-tag';
import type { rulebook } from '#contract/rulebook.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import type { Instant } from '#core/kernel/instant.ts';
import { registry } from '#core/rules.ts';
import { findParameter, type Registry } from '#rulebooks/language/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';
import { describeParameter, rangeOf } from './describe.ts';
import { compiledVersion } from './rules-for.ts';

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
}

const VERSIONS_SHOWN_MAX = 500; // protects the page; a house publishes a few versions a year

const versionsOf = (tx: Tx, bookId: string | null): Promise<VersionRow[]> =>
  tx.rows<VersionRow>(sql`select rulebook_versions.id, rulebook_versions.rulebook_id as "bookId", rulebook_versions.number,
      rulebook_versions.effective_from as "effectiveFrom", rulebook_versions.published_at as "publishedAt",
      staff.id as "byId", staff.name as "byName", rulebook_versions.note
    from rulebook_versions
    left join staff on staff.company_id = rulebook_versions.company_id and staff.id = rulebook_versions.published_by
    where rulebook_versions.company_id = ${tx.companyId} and rulebook_versions.state <> 'draft'
      and (${bookId}::uuid is null or rulebook_versions.rulebook_id = ${bookId}::uuid)
    order by rulebook_versions.effective_from desc, rulebook_versions.number desc limit ${VERSIONS_SHOWN_MAX}`);

/** Newest effect first: the first that has begun is in force, the ones before it are coming. */
function withStanding(rows: readonly VersionRow[], now: Instant): Version[] {
  const current = rows.find((row) => row.effectiveFrom <= now);
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    effectiveFrom: row.effectiveFrom,
    publishedAt: row.publishedAt,
    publishedBy: row.byId ? { id: row.byId, name: row.byName ?? '' } : null,
    note: row.note,
    reviewedBy: null,
    standing: row === current ? 'current' : row.effectiveFrom > now ? 'coming' : 'past',
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
  const rows = books.map((book) => {
    const own = withStanding(
      versions.filter((version) => version.bookId === book.id),
      now,
    );
    return {
      ...book,
      current: own.find(({ standing }) => standing === 'current') ?? null,
      coming: own.filter(({ standing }) => standing === 'coming').length,
      drafts: 0,
      updateOffered: false,
      sites: sites.filter((site) => site.bookId === book.id).map(siteOf),
    };
  });
  return { rows };
}

async function bookOf(tx: Tx, bookId: string): Promise<{ id: string; key: string }> {
  const book = await tx.row<{ id: string; key: string }>(sql`select rulebooks.id, rulebooks.key from rulebooks
    where rulebooks.company_id = ${tx.companyId} and rulebooks.id = ${bookId}`);
  if (!book) throw notFound('制度 / rulebook');
  return book;
}

export async function document({ tx, now }: Context, bookId: string, number: number | undefined): Promise<Document> {
  const book = await bookOf(tx, bookId);
  const versions = withStanding(await versionsOf(tx, bookId), now);
  const inForce = versions.find(({ standing }) => standing === 'current') ?? versions.at(-1);
  const version = number === undefined ? inForce : versions.find((one) => one.number === number);
  const compiled = version && (await compiledVersion(tx, version.id));
  if (!version || !compiled) throw notFound('该版本 / this version');
  const sites = (await sitesByBook(tx, now)).filter((site) => site.bookId === bookId).map(siteOf);
  return {
    ...book,
    meta: { ...compiled.meta, policies: [...compiled.meta.policies] },
    version,
    versions,
    sites,
    chapters: compiled.chapters as Document['chapters'],
    parameters: Object.fromEntries(
      Object.keys(compiled.setIn).flatMap((name) => {
        const parameter = findParameter(registry as Registry, name);
        return parameter ? [[name, { ...describeParameter(name, parameter), range: rangeOf(parameter) }]] : [];
      }),
    ),
  };
}

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
      and (${number ?? null}::int is null or rulebook_versions.number = ${number ?? null}::int)
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
