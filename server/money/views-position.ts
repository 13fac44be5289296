/** Reads of the position: what was sold and collected day by day, plans in their versions, duties. */
import sql, { type Sql } from 'sql-template-tag';
import type { z } from 'zod';
import type { PositionDuty, PositionPage } from '#contract/position.ts';
import { endOfDay, type LocalDate, startOfDay } from '#core/kernel/instant.ts';
import type { Measures, PositionFigures } from '#core/money/index.ts';
import type { Tx } from '#server/platform/database.ts';

type Counts = 'subscription' | 'contract' | 'handover';
const stages: Readonly<Record<Counts, Sql>> = {
  subscription: sql`deals.effective_at`,
  contract: sql`deals.signed_at`,
  handover: sql`deals.handed_over_at`,
};

export interface DayFigures extends PositionFigures {
  readonly day: LocalDate;
}
/** The same rows as the sales report: deals by the day of their stage, money by the day of business, what went back taken off. */
export function figuresByDay(
  tx: Tx,
  ask: { siteId: string; timeZone: string; from: LocalDate; to: LocalDate; counts: Counts },
): Promise<DayFigures[]> {
  const { siteId, timeZone, from, to, counts } = ask;
  const at = stages[counts];
  return tx.rows<DayFigures>(sql`
    select day, sum(contracts)::int as contracts, sum(sales)::bigint as "salesFen", sum(collected)::bigint as "collectionsFen" from (
      select to_char(${at} at time zone ${timeZone}, 'YYYY-MM-DD') as day, 1 as contracts, deals.price_fen as sales, 0::bigint as collected
        from deals where deals.company_id = ${tx.companyId} and deals.site_id = ${siteId}
          and ${at} >= ${startOfDay(from, timeZone)}::timestamptz and ${at} < ${endOfDay(to, timeZone)}::timestamptz
      union all select to_char(receipts.business_day, 'YYYY-MM-DD'), 0, 0, receipts.amount_fen
        from receipts where receipts.company_id = ${tx.companyId} and receipts.site_id = ${siteId}
          and receipts.business_day between ${from} and ${to}) as one
    group by day order by day`);
}
export const added = (days: readonly PositionFigures[]): PositionFigures =>
  days.reduce(
    (sum, day) => ({
      contracts: sum.contracts + day.contracts,
      salesFen: sum.salesFen + day.salesFen,
      collectionsFen: sum.collectionsFen + day.collectionsFen,
    }),
    { contracts: 0, salesFen: 0, collectionsFen: 0 },
  );

type Version = z.output<typeof PositionPage>['versions'][number];
export const versionsOf = (tx: Tx, siteId: string, month: string): Promise<Version[]> =>
  tx.rows<Version>(sql`select p.version, p.contracts, p.sales_fen as "salesFen", p.collections_fen as "collectionsFen", p.reason,
      case when s.id is null then null else jsonb_build_object('id', s.id, 'name', s.name) end as "setBy", p.set_at as "setAt", p.journal_id as "journalId"
    from position_plans p left join staff s on s.company_id = p.company_id and s.id = p.set_by
    where p.company_id = ${tx.companyId} and p.site_id = ${siteId} and p.month = ${month} order by p.version desc limit 100`);

type DutyView = z.output<typeof PositionDuty>;
interface DutyRow extends Omit<DutyView, 'sales' | 'collections' | 'whyNot'> {
  readonly measures: Measures;
}
export const dutiesOf = (tx: Tx, siteId: string, month: string): Promise<DutyRow[]> =>
  tx.rows<DutyRow>(sql`select d.id, d.month, d.through, d.below, d.measures, d.state, d.raised_at as "raisedAt", d.cause,
      case when s.id is null then null else jsonb_build_object('id', s.id, 'name', s.name) end as "notedBy", d.noted_at as "notedAt",
      case when n.id is null then null else jsonb_build_object('id', n.id, 'number', n.number) end as note, d.closed_at as "closedAt",
      d.journal_id as "journalId"
    from position_duties d left join staff s on s.company_id = d.company_id and s.id = d.noted_by
      left join liaison_notes n on n.company_id = d.company_id and n.id = d.note_id
    where d.company_id = ${tx.companyId} and d.site_id = ${siteId} and d.month = ${month} order by d.raised_at desc, d.id desc limit 50`);
