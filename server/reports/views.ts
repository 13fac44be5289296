/** The figures of sales reports, each by one statement over a site's period. Nothing here writes. */
import sql, { type Sql } from 'sql-template-tag';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';

/** A site and the period in its own days and instants. */
export interface SiteSpan {
  readonly siteId: string;
  readonly siteName: string;
  readonly timeZone: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly start: Instant;
  readonly end: Instant;
}

export const sitesSeen = (
  tx: Tx,
  siteIds: readonly string[] | null,
): Promise<{ siteId: string; siteName: string; timeZone: string }[]> =>
  tx.rows(sql`select sites.id as "siteId", sites.name as "siteName", sites.time_zone as "timeZone" from sites
    where sites.company_id = ${tx.companyId} and (${siteIds}::uuid[] is null or sites.id = any(${siteIds}::uuid[]))
    order by sites.name limit 500`);

export interface Happened {
  readonly day: LocalDate;
  readonly personId: string | null;
  readonly what: EventName;
  readonly count: number;
  readonly fen: number;
}
export type EventName =
  | 'visits'
  | 'registrations'
  | 'holds'
  | 'subscriptions'
  | 'contracts'
  | 'handovers'
  | 'cancellations'
  | 'received'
  | 'refunded';

/** Everything that happened at a site in its period, counted by day and person. */
export const happenings = (tx: Tx, span: SiteSpan): Promise<Happened[]> => {
  const { siteId, timeZone, from, to, start, end } = span;
  const dayOf = (column: Sql): Sql => sql`to_char(${column} at time zone ${timeZone}, 'YYYY-MM-DD')`;
  const within = (column: Sql): Sql => sql`${column} >= ${start}::timestamptz and ${column} < ${end}::timestamptz`;
  const deal = (what: string, column: Sql, only: Sql = sql`true`): Sql => sql`
    select ${dayOf(column)} as day, deals.consultant_id as person, ${what}::text as what, count(*)::int as count, sum(deals.price_fen) as fen
    from deals where deals.company_id = ${tx.companyId} and deals.site_id = ${siteId} and ${within(column)} and ${only} group by 1, 2`;
  return tx.rows<Happened>(sql`
    select day, person as "personId", what, count, fen from (
      select to_char(visits.day, 'YYYY-MM-DD') as day, visits.server_id as person, 'visits' as what, count(*)::int as count, 0::bigint as fen
        from visits where visits.company_id = ${tx.companyId} and visits.site_id = ${siteId} and visits.day between ${from} and ${to} group by 1, 2
      union all select ${dayOf(sql`customers.registered_at`)}, customers.registered_by, 'registrations', count(*)::int, 0
        from customers where customers.company_id = ${tx.companyId} and customers.site_id = ${siteId} and customers.merged_into is null
          and ${within(sql`customers.registered_at`)} group by 1, 2
      union all select ${dayOf(sql`holds.placed_at`)}, holds.consultant_id, 'holds', count(*)::int, 0
        from holds where holds.company_id = ${tx.companyId} and holds.site_id = ${siteId} and ${within(sql`holds.placed_at`)} group by 1, 2
      union all ${deal('subscriptions', sql`deals.effective_at`)}
      union all ${deal('contracts', sql`deals.signed_at`)}
      union all ${deal('handovers', sql`deals.handed_over_at`)}
      union all ${deal('cancellations', sql`deals.ended_at`, sql`deals.effective_at is not null`)}
      union all select to_char(receipts.business_day, 'YYYY-MM-DD'), receipts.seller_id,
          case when receipts.kind = 'refund' or reversed.kind = 'refund' then 'refunded' else 'received' end, count(*)::int, sum(receipts.amount_fen)
        from receipts left join receipts as reversed on reversed.company_id = receipts.company_id and reversed.id = receipts.reverses
        where receipts.company_id = ${tx.companyId} and receipts.site_id = ${siteId} and receipts.business_day between ${from} and ${to}
        group by 1, 2, 3
    ) as events order by day, person, what`);
};

/** What a deal still owes: its price less what was let off and what was paid. */
const owedFen = sql`greatest(deals.price_fen - coalesce((select a.allowances_fen from deal_accounts a
  where a.company_id = deals.company_id and a.deal_id = deals.id), 0) - deals.paid_fen, 0)`;

/** What was received at a site in its period, by how it was paid; refunds are not part of it. */
export const receivedBy = (tx: Tx, { siteId, from, to }: SiteSpan): Promise<{ method: string; fen: number }[]> =>
  tx.rows(sql`select receipts.method, sum(receipts.amount_fen) as fen
    from receipts left join receipts as reversed on reversed.company_id = receipts.company_id and reversed.id = receipts.reverses
    where receipts.company_id = ${tx.companyId} and receipts.site_id = ${siteId} and receipts.business_day between ${from} and ${to}
      and receipts.kind <> 'refund' and reversed.kind is distinct from 'refund'
    group by receipts.method order by receipts.method`);

export const owedAt = async (tx: Tx, siteIds: readonly string[]): Promise<number> =>
  (
    await tx.row<{ fen: number }>(sql`select coalesce(sum(${owedFen}), 0)::bigint as fen
      from deals where deals.company_id = ${tx.companyId} and deals.site_id = any(${[...siteIds]}::uuid[])
        and deals.state in ('subscribed', 'contracting', 'contracted', 'handed_over', 'breached')`)
  )?.fen ?? 0;

export const namesOf = async (tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  new Map(
    (
      await tx.rows<{ id: string; name: string }>(
        sql`select staff.id, staff.name from staff where staff.company_id = ${tx.companyId} and staff.id = any(${[...ids]}::uuid[])`,
      )
    ).map(({ id, name }) => [id, name]),
  );

export interface LedgerAsk {
  readonly siteIds: readonly string[];
  readonly stage: 'subscribed' | 'contracted' | 'handed_over' | 'cancelled';
  readonly start: Instant;
  readonly end: Instant;
  readonly staffId: string | null;
  readonly before: readonly [Instant, string] | null;
  readonly limit: number;
}
export interface LedgerRow {
  readonly id: string;
  readonly number: string | null;
  readonly kind: string;
  readonly state: string;
  readonly siteName: string;
  readonly unit: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly consultantId: string;
  readonly consultantName: string;
  readonly listPriceFen: number;
  readonly priceFen: number;
  readonly paidFen: number;
  readonly owedFen: number;
  readonly effectiveAt: Instant | null;
  readonly signedAt: Instant | null;
  readonly handedOverAt: Instant | null;
  readonly endedAt: Instant | null;
}

const stageColumn: Readonly<Record<LedgerAsk['stage'], Sql>> = {
  subscribed: sql`deals.effective_at`,
  contracted: sql`deals.signed_at`,
  handed_over: sql`deals.handed_over_at`,
  cancelled: sql`deals.ended_at`,
};

/** Newest first, by the day that puts the deal into the period. */
export const ledgerRows = (tx: Tx, ask: LedgerAsk): Promise<LedgerRow[]> => {
  const at = stageColumn[ask.stage];
  const after = ask.before
    ? sql`and (${at}, deals.id) < (${ask.before[0]}::timestamptz, ${ask.before[1]}::uuid)`
    : sql``;
  const only = ask.stage === 'cancelled' ? sql`and deals.effective_at is not null` : sql``;
  const ofPerson = ask.staffId ? sql`and deals.consultant_id = ${ask.staffId}` : sql``;
  return tx.rows<LedgerRow>(sql`
    select deals.id, deals.number, deals.kind, deals.state, sites.name as "siteName",
      coalesce(nullif(units.name, ''), units.code, deals.wanted ->> 'model', '') as unit,
      customers.id as "customerId", customers.name as "customerName", staff.id as "consultantId", staff.name as "consultantName",
      deals.list_price_fen as "listPriceFen", deals.price_fen as "priceFen", deals.paid_fen as "paidFen",
      case when deals.state = 'cancelled' then 0 else ${owedFen} end as "owedFen", deals.effective_at as "effectiveAt",
      deals.signed_at as "signedAt", deals.handed_over_at as "handedOverAt", deals.ended_at as "endedAt"
    from deals join sites on sites.company_id = deals.company_id and sites.id = deals.site_id
    join customers on customers.company_id = deals.company_id and customers.id = deals.customer_id
    join staff on staff.company_id = deals.company_id and staff.id = deals.consultant_id
    left join units on units.company_id = deals.company_id and units.id = deals.unit_id
    where deals.company_id = ${tx.companyId} and deals.site_id = any(${[...ask.siteIds]}::uuid[])
      and ${at} >= ${ask.start}::timestamptz and ${at} < ${ask.end}::timestamptz ${only} ${ofPerson} ${after}
    order by ${at} desc, deals.id desc limit ${ask.limit}`);
};

export interface FunnelRow {
  readonly id: string | null;
  readonly name: string;
  readonly visits: number;
  readonly registered: number;
  readonly held: number;
  readonly subscribed: number;
  readonly contracted: number;
  readonly handedOver: number;
}
export type FunnelGroup = 'site' | 'team' | 'person' | 'source';

/** Customers registered at a site in its period and how far each has come since; visits of the same period beside them. */
export const funnelRows = (tx: Tx, span: SiteSpan, by: FunnelGroup): Promise<FunnelRow[]> => {
  const { siteId, from, to, start, end } = span;
  const group: Readonly<Record<FunnelGroup, { customer: Sql; visit: Sql; name: Sql }>> = {
    site: { customer: sql`${siteId}::text`, visit: sql`${siteId}::text`, name: sql`${span.siteName}::text` },
    team: {
      customer: sql`customers.team_id::text`,
      visit: sql`server.team_id::text`,
      name: sql`(select teams.name from teams where teams.company_id = ${tx.companyId} and teams.id::text = counted.id)`,
    },
    person: {
      customer: sql`coalesce(customers.owner_id, customers.registered_by)::text`,
      visit: sql`visits.server_id::text`,
      name: sql`(select staff.name from staff where staff.company_id = ${tx.companyId} and staff.id::text = counted.id)`,
    },
    source: {
      customer: sql`customers.source`,
      visit: sql`coalesce(visitor.source, 'other')`,
      name: sql`counted.id`,
    },
  };
  const { customer, visit, name } = group[by];
  return tx.rows<FunnelRow>(sql`
    with cohort as (
      select ${customer} as id, customers.id as customer_id from customers
      where customers.company_id = ${tx.companyId} and customers.site_id = ${siteId} and customers.merged_into is null
        and customers.registered_at >= ${start}::timestamptz and customers.registered_at < ${end}::timestamptz),
    reached as (
      select cohort.id, cohort.customer_id, bool_or(deals.effective_at is not null) as subscribed,
        bool_or(deals.signed_at is not null or deals.handed_over_at is not null) as contracted, bool_or(deals.handed_over_at is not null) as handed_over,
        exists (select 1 from holds where holds.company_id = ${tx.companyId} and holds.customer_id = cohort.customer_id) as held
      from cohort left join deals on deals.company_id = ${tx.companyId} and deals.customer_id = cohort.customer_id
      group by cohort.id, cohort.customer_id),
    counted as (
      select id, sum(visits)::int as visits, sum(registered)::int as registered, sum(held)::int as held, sum(subscribed)::int as subscribed,
        sum(contracted)::int as contracted, sum(handed_over)::int as "handedOver"
      from (
        select id, 0 as visits, 1 as registered, (held or coalesce(subscribed, false))::int as held, coalesce(subscribed, false)::int as subscribed,
          coalesce(contracted, false)::int as contracted, coalesce(handed_over, false)::int as handed_over from reached
        union all
        select ${visit}, 1, 0, 0, 0, 0, 0 from visits
          left join staff as server on server.company_id = visits.company_id and server.id = visits.server_id
          left join customers as visitor on visitor.company_id = visits.company_id and visitor.id = visits.customer_id
          where visits.company_id = ${tx.companyId} and visits.site_id = ${siteId} and visits.day between ${from} and ${to}
      ) as each group by id)
    select counted.id, coalesce(${name}, '') as name, visits, registered, held, subscribed, contracted, "handedOver" from counted
    order by subscribed desc, registered desc, id`);
};

/** Whom the sales of every site are reported to: the general managers; whoever sees all of them where there is none. */
export const heads = async (tx: Tx): Promise<string[]> => {
  const rows = await tx.rows<{ id: string; isHead: boolean }>(sql`
    select staff.id, bool_or(roles.key = 'general_manager') as "isHead" from staff
    join staff_roles on staff_roles.company_id = staff.company_id and staff_roles.staff_id = staff.id
    join roles on roles.company_id = staff_roles.company_id and roles.id = staff_roles.role_id
    where staff.company_id = ${tx.companyId} and staff.status <> 'left' and roles.grants ->> 'reports.sales' = 'company'
    group by staff.id order by staff.id limit 50`);
  const managers = rows.filter(({ isHead }) => isHead);
  return (managers.length > 0 ? managers : rows).map(({ id }) => id);
};
