/** Sign-off as pages read it: what I have to sign, who has signed, who has not, the printed page. */
import sql, { type Sql } from 'sql-template-tag';
import type { QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import { errorBody } from '#contract/kernel/refusal.ts';
import { rulebookRefusals } from '#contract/rulebook-refusals.ts';
import type { signOff } from '#contract/rulebook-sign-off.ts';
import { personOf, requireScope, requireSite, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import { boundBy, type VersionInForce, versionInForce } from './bound.ts';
import { mayRemind } from './reminding.ts';
import { bookOf, document } from './views.ts';
import { hashOf } from './views-drafts.ts';

type ToSign = ResponseOf<typeof signOff.mine>;
type Page = ResponseOf<typeof signOff.signatures>;
type Signature = Page['rows'][number];
type Printed = ResponseOf<typeof signOff.printed>;

export const PERMISSION = 'rulebook.sign';
const SIGNATURES_PRINTED_MAX = 5_000; // protects the page; the largest company has some hundred people

interface MineRow {
  readonly rulebookId: string;
  readonly title: string;
  readonly siteId: string;
  readonly siteName: string;
}

/** Every book my sites go by now, with the version in force. */
export async function mine({ tx, actor, now }: Context): Promise<ToSign> {
  const staffId = personOf(actor);
  const sites = await tx.rows<MineRow>(sql`select rulebooks.id as "rulebookId", rulebooks.title, sites.id as "siteId",
      sites.name as "siteName"
    from sites
    join lateral (select site_rulebooks.rulebook_id from site_rulebooks where site_rulebooks.company_id = sites.company_id
      and site_rulebooks.site_id = sites.id and site_rulebooks.effective_from <= ${now}
      order by site_rulebooks.effective_from desc limit 1) as adopted on true
    join rulebooks on rulebooks.company_id = sites.company_id and rulebooks.id = adopted.rulebook_id
    where sites.company_id = ${tx.companyId} and sites.id = any(${[...actor.siteIds]}::uuid[]) and sites.closed_at is null
    order by rulebooks.title, rulebooks.id, sites.name limit 200`);
  const rows: ToSign['rows'] = [];
  for (const rulebookId of new Set(sites.map((site) => site.rulebookId))) {
    const own = sites.filter((site) => site.rulebookId === rulebookId);
    const version = await versionInForce(tx, rulebookId, now);
    if (!version) continue;
    const signed = await tx.rows<{ number: number; at: string }>(sql`select rulebook_versions.number,
        rulebook_signatures.signed_at as at
      from rulebook_signatures
      join rulebook_versions on rulebook_versions.company_id = rulebook_signatures.company_id
        and rulebook_versions.id = rulebook_signatures.version_id and rulebook_versions.rulebook_id = ${rulebookId}
      where rulebook_signatures.company_id = ${tx.companyId} and rulebook_signatures.staff_id = ${staffId}
      order by rulebook_versions.number desc limit 200`);
    rows.push({
      rulebookId,
      title: own[0]?.title ?? '',
      versionId: version.id,
      number: version.number,
      effectiveFrom: version.effectiveFrom,
      sites: own.map((site) => ({ id: site.siteId, name: site.siteName })),
      signedAt: signed.find(({ number }) => number === version.number)?.at ?? null,
      signedBefore: signed.find(({ number }) => number < version.number)?.number ?? null,
    });
  }
  return { rows, due: rows.filter(({ signedAt }) => signedAt === null).length };
}

// ── who has, who has not ──
interface Asked {
  readonly number?: number | undefined;
  readonly siteId?: string | undefined;
}

export async function versionAsked(
  { tx, now }: Context,
  rulebookId: string,
  number: number | undefined,
): Promise<VersionInForce> {
  await bookOf(tx, rulebookId);
  const version =
    number === undefined
      ? await versionInForce(tx, rulebookId, now)
      : await tx.row<VersionInForce>(sql`select rulebook_versions.id, rulebook_versions.number,
          rulebook_versions.effective_from as "effectiveFrom" from rulebook_versions
        where rulebook_versions.company_id = ${tx.companyId} and rulebook_versions.rulebook_id = ${rulebookId}
          and rulebook_versions.number = ${number} and rulebook_versions.state = 'published'`);
  if (!version) throw notFound('该版本 / this version');
  return version;
}

/**
 * Everybody the caller may see who goes by the book now, and everybody who signed the version, gone or moved since: a signature
 * stays. `people(staff_id, name, site_id, site_name, signed_at, reminded_at)`.
 */
function peopleOf({ tx, actor, now }: Context, rulebookId: string, version: VersionInForce, siteId?: string): Sql {
  const scope = requireScope(actor, PERMISSION);
  if (siteId !== undefined && scope !== 'self') requireSite(actor, PERMISSION, siteId);
  const seen =
    scope === 'company'
      ? sql`true`
      : scope === 'site'
        ? sql`everybody.site_id = any(${[...actor.siteIds]}::uuid[])`
        : sql`everybody.staff_id = ${actor.staffId}::uuid`;
  return sql`select everybody.staff_id, everybody.name, everybody.site_id, everybody.site_name, signature.signed_at,
      reminder.reminded_at
    from (select bound.staff_id, bound.name, bound.site_id, bound.site_name from (${boundBy(tx, rulebookId, now)}) as bound
      union all
      select staff.id, staff.name, sites.id, sites.name from rulebook_signatures
      join staff on staff.company_id = rulebook_signatures.company_id and staff.id = rulebook_signatures.staff_id
      join sites on sites.company_id = rulebook_signatures.company_id and sites.id = rulebook_signatures.site_id
      where rulebook_signatures.company_id = ${tx.companyId} and rulebook_signatures.version_id = ${version.id}
        and not exists (select 1 from (${boundBy(tx, rulebookId, now)}) as still where still.staff_id = staff.id)) as everybody
    left join rulebook_signatures as signature on signature.company_id = ${tx.companyId}
      and signature.version_id = ${version.id} and signature.staff_id = everybody.staff_id
    left join rulebook_reminders as reminder on reminder.company_id = ${tx.companyId}
      and reminder.version_id = ${version.id} and reminder.staff_id = everybody.staff_id
    where ${seen} and (${siteId ?? null}::uuid is null or everybody.site_id = ${siteId ?? null}::uuid)`;
}

interface PersonRow {
  readonly staffId: string;
  readonly name: string;
  readonly siteId: string;
  readonly siteName: string;
  readonly signedAt: string | null;
  readonly remindedAt: string | null;
}
const columns = sql`people.staff_id as "staffId", people.name, people.site_id as "siteId", people.site_name as "siteName",
  people.signed_at as "signedAt", people.reminded_at as "remindedAt"`;
const signatureRow = (row: PersonRow): Signature => ({
  person: { id: row.staffId, name: row.name },
  site: { id: row.siteId, name: row.siteName },
  signedAt: row.signedAt,
  remindedAt: row.remindedAt,
});

export async function signatures(
  context: Context,
  rulebookId: string,
  query: QueryOf<typeof signOff.signatures>,
): Promise<Page> {
  const { tx } = context;
  const version = await versionAsked(context, rulebookId, query.number);
  const people = peopleOf(context, rulebookId, version, query.siteId);
  const after = fromCursor(query.cursor, 2);
  const rows = await tx.rows<PersonRow>(sql`select ${columns} from (${people}) as people
    where (${query.state !== 'signed'} or people.signed_at is not null) and (${query.state !== 'missing'} or people.signed_at is null)
      and (${after === null} or (people.name, people.staff_id) > (${after?.[0] ?? null}::text, ${after?.[1] ?? null}::uuid))
    order by people.name, people.staff_id limit ${query.limit + 1}`);
  const counts = await tx.row<{ signed: number; missing: number }>(sql`
    select count(people.signed_at)::int as signed, count(*) filter (where people.signed_at is null)::int as missing
    from (${people}) as people`);
  const page = pageFrom(rows, query.limit, (row) => [row.name, row.staffId]);
  return {
    rows: page.rows.map(signatureRow),
    nextCursor: page.nextCursor,
    number: version.number,
    signed: counts?.signed ?? 0,
    missing: counts?.missing ?? 0,
    whyNot: { remind: await whyNotRemind(context, rulebookId, version.id, query.siteId) },
  };
}

async function whyNotRemind(
  context: Context,
  rulebookId: string,
  versionId: string,
  siteId: string | undefined,
): Promise<Page['whyNot']['remind']> {
  const { actor } = context;
  const siteIds = siteId ? [siteId] : scopeOf(actor, PERMISSION) === 'company' ? null : actor.siteIds;
  const decision = await mayRemind(context, rulebookId, versionId, siteIds);
  if (decision.accepted) return null;
  const { code, zh, en } = errorBody(decision.code, rulebookRefusals[decision.code], decision.detail).error;
  return { code, zh, en };
}

/** The text with its signatures, and a fingerprint that tells two prints apart. */
export async function printed(context: Context, rulebookId: string, { number, siteId }: Asked): Promise<Printed> {
  const { tx, now } = context;
  const version = await versionAsked(context, rulebookId, number);
  const mayRead = context.actor.grants[PERMISSION] !== undefined;
  const rows = mayRead
    ? await tx.rows<PersonRow>(sql`select ${columns} from (${peopleOf(context, rulebookId, version, siteId)}) as people
        order by people.site_name, people.name, people.staff_id limit ${SIGNATURES_PRINTED_MAX}`)
    : [];
  const text = await tx.row<{
    company: string;
    source: string;
  }>(sql`select companies.name as company, rulebook_versions.source
    from rulebook_versions join companies on companies.id = rulebook_versions.company_id
    where rulebook_versions.company_id = ${tx.companyId} and rulebook_versions.id = ${version.id}`);
  return {
    document: await document(context, rulebookId, version.number),
    company: text?.company ?? '',
    signatures: rows.map(signatureRow),
    printedAt: now,
    fingerprint: hashOf(text?.source ?? '').slice(0, 16),
  };
}
