/** How many handovers of a period were on their promised day. Punctual is who is not after the day that was first agreed. */
import sql, { type Sql } from 'sql-template-tag';
import type { DeliveryGroup } from '#contract/reports.ts';
import type { Tx } from '#server/platform/database.ts';
import type { SiteSpan } from './views.ts';

export interface DeliveryRow {
  readonly id: string;
  readonly name: string;
  readonly handedOver: number;
  readonly promised: number;
  readonly onTime: number;
  readonly late: number;
  readonly daysLate: number;
}

export const deliveryRows = (tx: Tx, span: SiteSpan, by: DeliveryGroup): Promise<DeliveryRow[]> => {
  const { siteId, siteName, timeZone, start, end } = span;
  const day = sql`(deals.handed_over_at at time zone ${timeZone})::date`;
  const groups: Readonly<Record<DeliveryGroup, readonly [Sql, Sql]>> = {
    person: [sql`deals.consultant_id::text`, sql`staff.name`],
    site: [sql`deals.site_id::text`, sql`${siteName}::text`],
    month: [sql`to_char(${day}, 'YYYY-MM')`, sql`to_char(${day}, 'YYYY-MM')`],
  };
  const [id, name] = groups[by];
  const isLate = sql`deals.delivery_due_on < ${day}`;
  return tx.rows<DeliveryRow>(sql`
    select id, name, count(*)::int as "handedOver", count(due)::int as promised, count(*) filter (where late = 0)::int as "onTime",
      count(*) filter (where late > 0)::int as late, coalesce(sum(late), 0)::int as "daysLate"
    from (select ${id} as id, ${name} as name, deals.delivery_due_on as due,
        case when deals.delivery_due_on is not null then case when ${isLate} then ${day} - deals.delivery_due_on else 0 end end as late
      from deals join staff on staff.company_id = deals.company_id and staff.id = deals.consultant_id
      where deals.company_id = ${tx.companyId} and deals.site_id = ${siteId}
        and deals.handed_over_at >= ${start}::timestamptz and deals.handed_over_at < ${end}::timestamptz) as handed
    group by id, name order by id`);
};

/** Promised, not here in time, and still not handed over. */
export const overdueNow = async (tx: Tx, siteIds: readonly string[], now: string): Promise<number> =>
  (
    await tx.row<{ n: number }>(sql`select count(*)::int as n from deals
      join sites on sites.company_id = deals.company_id and sites.id = deals.site_id
      where deals.company_id = ${tx.companyId} and deals.site_id = any(${[...siteIds]}::uuid[]) and deals.promised_on is not null
        and deals.effective_at is not null and deals.handed_over_at is null and deals.ended_at is null
        and deals.promised_on < (${now}::timestamptz at time zone sites.time_zone)::date`)
  )?.n ?? 0;
