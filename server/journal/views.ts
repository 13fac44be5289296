/** Reading the journal: one decision explained, lists of decisions, the latest ones of every clause. */
import sql, { type Sql } from 'sql-template-tag';
import { type journal, journalRefusals } from '#contract/journal.ts';
import type { QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import type { ClauseId } from '#core/kernel/decision.ts';
import { endOfDay, type Instant, startOfDay } from '#core/kernel/instant.ts';
import { commissionActs, commissionKinds } from '#core/money/index.ts';
import { loadCatalogue } from '#rulebooks/catalogue/index.ts';
import { HOUSE_ZONE, timeZoneIfAny } from '#server/organisation/index.ts';
import type { Actor } from '#server/platform/actor.ts';
import { notAllowed, requireScope, scopeCondition, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { invalid, notFound, reasonInEach, Refused } from '#server/platform/refused.ts';
import { compiledVersion } from '#server/rulebook/index.ts';
import {
  customersIn,
  type Names,
  namesIn,
  reasonSentence,
  type StoredDecision,
  type StoredEntry,
  summaryOf,
  titleOf,
} from './explain.ts';

type Row = ResponseOf<typeof journal.list>['rows'][number];
type Entry = ResponseOf<typeof journal.entry>;

interface JournalRow extends StoredEntry {
  readonly id: string;
  readonly customerId: string | null;
  readonly at: Instant;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly siteId: string | null;
  readonly siteName: string | null;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly accepted: boolean;
  readonly clauses: ClauseId[];
  readonly houseClauses: string[];
  readonly reason: string | null;
  readonly overrides: string | null;
  readonly versionId: string | null;
  readonly decision: StoredDecision;
}

const columns = sql`journal.id, journal.at, journal.kind, journal.actor_id as "actorId", actor.name as "actorName",
  journal.site_id as "siteId", sites.name as "siteName", sites.time_zone as "timeZone", journal.subject_type as "subjectType",
  journal.subject_id as "subjectId", journal.customer_id as "customerId", journal.accepted, journal.input, journal.decision, journal.clauses,
  journal.house_clauses as "houseClauses", journal.reason, journal.overrides, journal.rulebook_version_id as "versionId"`;
const joins = sql`left join staff as actor on actor.company_id = journal.company_id and actor.id = journal.actor_id
  left join sites on sites.company_id = journal.company_id and sites.id = journal.site_id`;

const payEntries = [...Object.keys(commissionKinds), ...Object.keys(commissionActs)];

/**
 * Whose decisions the actor may read. A decision is always open to the people it concerns; what happens on the floor is open to
 * everybody who works there, because all see the same order and why.
 */
function mayRead(actor: Actor): Sql {
  const scope = requireScope(actor, 'journal.read');
  if (scope === 'company') return sql`true`;
  const me = actor.staffId;
  const concerned = sql`(journal.actor_id = ${me}::uuid or journal.staff_ids @> array[${me}::uuid])`;
  const sites = [...actor.siteIds];
  const floor = sql`(journal.kind like 'desk.%' and journal.site_id = any(${sites}::uuid[]))`;
  // Confidential business stays with its people, in what was decided about it too; the floor itself is open.
  const open = sql`(journal.customer_id is null or journal.kind like 'desk.%' or not exists (select 1 from customers
    where customers.company_id = journal.company_id and customers.id = journal.customer_id and customers.confidential
      and customers.owner_id is distinct from ${me}::uuid))`;
  // What people are paid is for them, and for whoever sees the site's statements.
  const seesPay = ['site', 'company'].includes(scopeOf(actor, 'money.statements') ?? '');
  const notPay = seesPay ? sql`true` : sql`journal.kind <> all(${payEntries}::text[])`;
  if (scope === 'site')
    return sql`(${concerned} or (journal.site_id = any(${sites}::uuid[]) and ${open} and ${notPay}))`;
  if (scope === 'team' && actor.teamId)
    return sql`(${concerned} or ${floor} or (${open} and ${notPay} and journal.staff_ids && array(select staff.id from staff
      where staff.company_id = journal.company_id and staff.team_id = ${actor.teamId}::uuid)))`;
  return sql`(${concerned} or ${floor})`;
}

const allNames = async (context: Pick<Context, 'tx' | 'actor'>, rows: readonly JournalRow[]): Promise<Names> =>
  new Map([
    ...(await namesIn(context.tx, rows)),
    ...(await customersIn(
      context,
      rows.map(({ customerId }) => customerId),
    )),
  ]);

const rowOf = (row: JournalRow, names: Names): Row => ({
  id: row.id,
  at: row.at,
  kind: row.kind,
  title: titleOf(row.kind),
  summary: summaryOf(row, names),
  actor: row.actorId ? { id: row.actorId, name: row.actorName ?? '' } : null,
  site: row.siteId ? { id: row.siteId, name: row.siteName ?? '' } : null,
  subject: { type: row.subjectType, id: row.subjectId },
  accepted: row.accepted,
  houseClauses: row.houseClauses,
  reason: row.reason === null ? null : reasonInEach(row.reason),
  overrides: row.overrides,
});

export async function entry({ tx, actor }: Context, journalId: string): Promise<Entry> {
  const row = await tx.row<
    JournalRow & { facts: unknown; overruledBy: string | null }
  >(sql`select ${columns}, journal.facts,
      (select later.id from journal as later where later.company_id = journal.company_id and later.subject_type = journal.subject_type
        and later.subject_id = journal.subject_id and later.overrides = journal.id order by later.at desc limit 1) as "overruledBy"
    from journal ${joins} where journal.company_id = ${tx.companyId} and journal.id = ${journalId} and ${mayRead(actor)}`);
  if (!row) throw notFound('这项决定 / this decision');
  const names = await allNames({ tx, actor }, [row]);
  const compiled = row.versionId ? await compiledVersion(tx, row.versionId) : null;
  const rulebook = row.versionId
    ? await tx.row<{
        rulebookId: string;
        title: string;
        versionId: string;
        number: number;
      }>(sql`select rulebooks.id as "rulebookId",
        rulebooks.title, rulebook_versions.id as "versionId", rulebook_versions.number
      from rulebook_versions join rulebooks on rulebooks.company_id = rulebook_versions.company_id
        and rulebooks.id = rulebook_versions.rulebook_id
      where rulebook_versions.company_id = ${tx.companyId} and rulebook_versions.id = ${row.versionId}`)
    : null;
  const housesOf = (ids: readonly ClauseId[]): string[] => [...new Set(ids.flatMap((id) => compiled?.index[id] ?? []))];
  const catalogue = loadCatalogue();
  return {
    ...rowOf(row, names),
    overruledBy: row.overruledBy,
    rulebook,
    clauses: (compiled?.chapters.flatMap(({ clauses }) => clauses) ?? []).filter(({ id }) =>
      row.houseClauses.includes(id),
    ) as Entry['clauses'],
    citations: row.clauses.map((id) => ({
      id,
      statement: catalogue.get(id)?.statement ?? '',
      houseClauses: housesOf([id]),
    })),
    rejected: (row.decision.rejected ?? []).map(({ what, reason, clauses, detail }) => ({
      what,
      name: names.get(what) ?? '',
      reason,
      ...reasonSentence(row, names, reason, detail ?? {}),
      houseClauses: housesOf(clauses),
    })),
    facts: seesFacts(actor, row.siteId) ? row.facts : null,
  };
}

/** A decision as a case: what it was decided on. Only for those who may see its facts. */
export async function pastCase({ tx, actor }: Context, journalId: string) {
  const row = await tx.row<JournalRow & { facts: unknown; rulebookId: string | null; number: number | null }>(sql`
    select ${columns}, journal.facts, version.rulebook_id as "rulebookId", version.number
    from journal ${joins} left join rulebook_versions as version
      on version.company_id = journal.company_id and version.id = journal.rulebook_version_id
    where journal.company_id = ${tx.companyId} and journal.id = ${journalId} and ${mayRead(actor)}`);
  if (!row) throw notFound('这项决定 / this decision');
  if (!seesFacts(actor, row.siteId)) throw notAllowed('journal.facts');
  const { kind, at, actorId, facts, input, siteId, rulebookId, number } = row;
  const names = await namesIn(tx, [{ ...row, input: [input, facts] }]);
  return { kind, now: at, actorId, facts, input, siteId, rulebookId, number, names: Object.fromEntries(names) };
}

function seesFacts(actor: Actor, siteId: string | null): boolean {
  const scope = scopeOf(actor, 'journal.facts');
  return scope === 'company' || (scope !== null && siteId !== null && actor.siteIds.includes(siteId));
}

export async function list(
  context: Context,
  query: QueryOf<typeof journal.list>,
): Promise<ResponseOf<typeof journal.list>> {
  const { tx } = context;
  if (query.subjectId && !query.subjectType)
    throw invalid('subjectType', '与 subjectId 一并给出 / it is needed together with subjectId');
  const after = fromCursor(query.cursor, 2);
  const rows = await tx.rows<JournalRow>(sql`select ${columns}
    from (${candidates(context, query, await periodOf(context, query), after)}) as journal ${joins}
    order by journal.at desc, journal.id desc limit ${query.limit + 1}`);
  // A customer's own page does not say in every line whose it is.
  const ofOne = query.customerId !== undefined || query.subjectType === 'customer';
  const names = ofOne ? await namesIn(tx, rows) : await allNames(context, rows);
  const page = pageFrom(rows, query.limit, (row) => [row.at, row.id]);
  return { rows: page.rows.map((row) => rowOf(row, names)), nextCursor: page.nextCursor };
}

export type Filters = Omit<QueryOf<typeof journal.list>, 'cursor' | 'limit'>;

interface Period {
  readonly from: Instant | null;
  readonly to: Instant | null;
}

export const zoneOf = async ({ tx, actor }: Context, siteId: string | undefined): Promise<string> =>
  (await timeZoneIfAny(tx, siteId ?? actor.siteId)) ?? HOUSE_ZONE;

/** Days as the clock on the wall counts them: at the site asked for, else at one's own. */
export async function periodOf(
  context: Context,
  { siteId, from, to }: Pick<Filters, 'siteId' | 'from' | 'to'>,
): Promise<Period> {
  if (!from && !to) return { from: null, to: null };
  if (from && to && to < from) throw new Refused('PERIOD_EMPTY', journalRefusals.PERIOD_EMPTY, { field: 'to' });
  const zone = await zoneOf(context, siteId);
  return { from: from ? startOfDay(from, zone) : null, to: to ? endOfDay(to, zone) : null };
}

/**
 * The entries a page is made of. Those of a subject or a customer have their own index; otherwise every site gives its latest, each
 * from its own end of the index, so that a long journal costs no more than a short one.
 */
function candidates(
  { tx, actor }: Context,
  query: Filters & { readonly limit: number; readonly within?: Sql },
  period: Period,
  after: (string | number | null)[] | null,
): Sql {
  const conditions = [
    sql`journal.company_id = ${tx.companyId}`,
    mayRead(actor),
    query.within ?? null,
    query.subjectId ? sql`journal.subject_id = ${query.subjectId}::uuid` : null,
    query.subjectType ? sql`journal.subject_type = ${query.subjectType}` : null,
    query.customerId ? sql`journal.customer_id = ${query.customerId}::uuid` : null,
    query.siteId ? sql`journal.site_id = ${query.siteId}::uuid` : null,
    query.kind ? kindIs(query.kind) : null,
    query.staffId
      ? sql`(journal.staff_ids @> array[${query.staffId}::uuid] or journal.actor_id = ${query.staffId}::uuid)`
      : null,
    query.clause ? clauseIs(query.clause) : null,
    query.outcome ? outcomeIs[query.outcome] : null,
    period.from ? sql`journal.at >= ${period.from}::timestamptz` : null,
    period.to ? sql`journal.at < ${period.to}::timestamptz` : null,
    after ? sql`(journal.at, journal.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : null,
  ].filter((condition) => condition !== null);
  const where = conditions.reduce((all, condition) => sql`${all} and ${condition}`);
  const latest = sql`order by journal.at desc, journal.id desc limit ${query.limit + 1}`;
  // Refusals and overrides are few: each has an index in the order of the list.
  const isRare = query.outcome === 'refused' || query.outcome === 'overridden';
  if (query.subjectId || query.customerId || query.siteId || isRare)
    return sql`select journal.* from journal where ${where} ${latest}`;
  return sql`select latest.* from sites cross join lateral (
      select journal.* from journal where ${where} and journal.site_id = sites.id ${latest}) as latest
    where sites.company_id = ${tx.companyId}
    union all (select journal.* from journal where ${where} and journal.site_id is null ${latest})`;
}

// journal_search serves these, kinds as a whole included (see 0015).
const clauseIs = (clause: string): Sql =>
  sql`(journal.clauses @> array[${clause}]::text[] or journal.house_clauses @> array[${clause}]::text[])`;
const kindIs = (kind: string): Sql =>
  kind.includes('.') ? sql`journal.kind = ${kind}` : sql`journal.kind like ${`${kind.replace(/[%_\\]/g, '\\$&')}.%`}`;

const outcomeIs = {
  accepted: sql`journal.accepted`,
  refused: sql`not journal.accepted`,
  // Decided again because more became known is no overruling: whoever overrules gives a reason.
  overridden: sql`(journal.overrides is not null and journal.reason is not null)`,
} as const;

/** What an export writes: the newest first, with sentences, no more than `limit`. */
export async function exported(
  context: Context,
  filters: Filters,
  limit: number,
): Promise<(Row & { clauses: readonly ClauseId[]; timeZone: string | null })[]> {
  const { tx } = context;
  // The right to export may reach less far than the right to read.
  const scope = requireScope(context.actor, 'journal.export', 'site');
  const within = scopeCondition(context.actor, scope, { site: sql`journal.site_id`, person: sql`journal.actor_id` });
  const ask = { ...filters, limit: limit - 1, within };
  const rows = await tx.rows<JournalRow>(sql`select ${columns}
    from (${candidates(context, ask, await periodOf(context, filters), null)}) as journal ${joins}
    order by journal.at desc, journal.id desc limit ${limit}`);
  const told: (Row & { clauses: readonly ClauseId[]; timeZone: string | null })[] = [];
  for (let start = 0; start < rows.length; start += NAMED_AT_ONCE) {
    const part = rows.slice(start, start + NAMED_AT_ONCE);
    const names = await namesIn(tx, part);
    told.push(...part.map((row) => ({ ...rowOf(row, names), clauses: row.clauses, timeZone: row.timeZone })));
  }
  return told;
}
const NAMED_AT_ONCE = 200;

const RECENT_MAX = 500; // per site: how far back "lately" reaches, so that the question stays cheap on a large journal
const PER_CLAUSE_MAX = 3;

export async function byClause(
  { tx, actor }: Context,
  rulebookId: string,
): Promise<ResponseOf<typeof journal.byClause>> {
  const rows = await tx.rows<JournalRow & { clause: string }>(sql`
    with recent as (select latest.* from (select distinct site_rulebooks.site_id from site_rulebooks
        where site_rulebooks.company_id = ${tx.companyId} and site_rulebooks.rulebook_id = ${rulebookId}::uuid) as going
      cross join lateral (select journal.* from journal where journal.company_id = ${tx.companyId}
        and journal.site_id = going.site_id order by journal.at desc, journal.id desc limit ${RECENT_MAX}) as latest
      where latest.rulebook_version_id in (select rulebook_versions.id from rulebook_versions
        where rulebook_versions.company_id = ${tx.companyId} and rulebook_versions.rulebook_id = ${rulebookId}::uuid)),
    readable as (select journal.* from recent as journal where ${mayRead(actor)}),
    ranked as (select readable.id, clause, row_number() over (partition by clause order by readable.at desc, readable.id desc) as place
      from readable cross join lateral unnest(readable.house_clauses) as clause)
    select ranked.clause, ${columns} from ranked
    join readable as journal on journal.id = ranked.id ${joins}
    where ranked.place <= ${PER_CLAUSE_MAX} order by journal.at desc, journal.id desc`);
  const names = await allNames({ tx, actor }, rows);
  const clauses: Record<string, Row[]> = {};
  for (const row of rows) clauses[row.clause] = [...(clauses[row.clause] ?? []), rowOf(row, names)];
  return { clauses };
}
