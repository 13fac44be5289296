/** Writes and sums of the cashier's days and months. */
import sql from 'sql-template-tag';
import type { Amounts } from '#core/money/index.ts';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';

export interface DaySums {
  readonly booked: Amounts;
  readonly entries: number;
  readonly receivedFen: number;
  readonly paidOutFen: number;
}
/** What the books say of a day: what the drawer must hold by method, and what went through in all. */
export async function sumsOf(tx: Tx, siteId: string, day: LocalDate): Promise<DaySums> {
  const row = await tx.row<Omit<DaySums, 'booked'> & Amounts>({
    name: 'money.day-sums',
    text: `select coalesce(sum(r.amount_fen) filter (where r.method = 'cash'), 0)::bigint as cash,
        coalesce(sum(r.amount_fen) filter (where r.method = 'card'), 0)::bigint as card,
        coalesce(sum(r.amount_fen) filter (where r.method = 'cheque'), 0)::bigint as cheque, count(*)::int as entries,
        coalesce(sum(r.amount_fen) filter (where r.amount_fen > 0), 0)::bigint as "receivedFen",
        coalesce(-sum(r.amount_fen) filter (where r.amount_fen < 0), 0)::bigint as "paidOutFen"
      from receipts r where r.company_id = $1 and r.site_id = $2 and r.business_day = $3`,
    values: [tx.companyId, siteId, day],
  });
  const { cash = 0, card = 0, cheque = 0, entries = 0, receivedFen = 0, paidOutFen = 0 } = row ?? {};
  return { booked: { cash, card, cheque }, entries, receivedFen, paidOutFen };
}

/** The first day before `day` that has entries and is not closed, or whose difference nobody has accepted yet. */
export async function openDayBefore(
  tx: Tx,
  siteId: string,
  closedThrough: LocalDate | null,
  day: LocalDate,
): Promise<LocalDate | null> {
  const row = await tx.row<{ day: LocalDate | null }>(sql`select least(
      (select min(r.business_day) from receipts r where r.company_id = ${tx.companyId} and r.site_id = ${siteId} and r.business_day < ${day}
        and (${closedThrough}::date is null or r.business_day > ${closedThrough}::date)),
      (select min(k.day) from day_closes k where k.company_id = ${tx.companyId} and k.site_id = ${siteId} and k.day < ${day}
        and k.state = 'pending')) as day`);
  return row?.day ?? null;
}

export interface NewClose {
  readonly id: string;
  readonly siteId: string;
  readonly day: LocalDate;
  readonly state: 'pending' | 'closed';
  readonly sums: DaySums;
  readonly counted: Amounts;
  readonly differenceFen: number;
  readonly explanation: string;
  readonly by: string;
  readonly at: Instant;
  readonly journalId: string;
}
export async function insertClose(tx: Tx, one: NewClose): Promise<void> {
  const { sums } = one;
  await tx.run(sql`insert into day_closes (company_id, id, site_id, day, state, booked, counted, difference_fen, explanation, entries, received_fen,
      paid_out_fen, closed_by, closed_at, settled_at, journal_id)
    values (${tx.companyId}, ${one.id}, ${one.siteId}, ${one.day}, ${one.state}, ${JSON.stringify(sums.booked)}, ${JSON.stringify(one.counted)},
      ${one.differenceFen}, ${one.explanation}, ${sums.entries}, ${sums.receivedFen}, ${sums.paidOutFen}, ${one.by}, ${one.at},
      ${one.state === 'closed' ? one.at : null}, ${one.journalId})`);
}
/** Nothing is written into the day from here on, whether its difference is still to be accepted or not. */
export async function shut(tx: Tx, siteId: string, day: LocalDate | null): Promise<void> {
  await tx.run(
    sql`update tills set closed_through = ${day} where company_id = ${tx.companyId} and site_id = ${siteId}`,
  );
}

export interface Close {
  readonly id: string;
  readonly siteId: string;
  readonly day: LocalDate;
  readonly state: 'pending' | 'closed' | 'returned';
  readonly closedBy: string;
}
export const closeById = (tx: Tx, closeId: string): Promise<Close | null> =>
  tx.row<Close>(sql`select day_closes.id, day_closes.site_id as "siteId", day_closes.day, day_closes.state, day_closes.closed_by as "closedBy"
    from day_closes where day_closes.company_id = ${tx.companyId} and day_closes.id = ${closeId} for update`);
export const settleClose = (tx: Tx, closeId: string, state: 'closed' | 'returned', at: Instant): Promise<number> =>
  tx.run(
    sql`update day_closes set state = ${state}, settled_at = ${at} where company_id = ${tx.companyId} and id = ${closeId} and state = 'pending'`,
  );
/** The last day closed before `day`. */
export async function closedBefore(tx: Tx, siteId: string, day: LocalDate): Promise<LocalDate | null> {
  const row = await tx.row<{ day: LocalDate | null }>(sql`select max(day_closes.day) as day from day_closes
    where day_closes.company_id = ${tx.companyId} and day_closes.site_id = ${siteId} and day_closes.state <> 'returned' and day_closes.day < ${day}`);
  return row?.day ?? null;
}

export const isMonthClosed = async (tx: Tx, siteId: string, month: string): Promise<boolean> =>
  (await tx.row(sql`select 1 from month_closes where month_closes.company_id = ${tx.companyId} and month_closes.site_id = ${siteId}
    and month_closes.month = ${month}`)) !== null;
export async function insertMonth(
  tx: Tx,
  one: {
    readonly id: string;
    readonly siteId: string;
    readonly month: string;
    readonly by: string;
    readonly at: Instant;
    readonly journalId: string;
  },
): Promise<void> {
  await tx.run(sql`insert into month_closes (company_id, id, site_id, month, received_fen, paid_out_fen, entries, closed_by, closed_at, journal_id)
    select ${tx.companyId}, ${one.id}, ${one.siteId}, ${one.month},
      coalesce(sum(r.amount_fen) filter (where r.amount_fen > 0), 0), coalesce(-sum(r.amount_fen) filter (where r.amount_fen < 0), 0), count(*),
      ${one.by}, ${one.at}, ${one.journalId}
    from receipts r where r.company_id = ${tx.companyId} and r.site_id = ${one.siteId} and r.business_day >= ${`${one.month}-01`}::date
      and r.business_day < (${`${one.month}-01`}::date + interval '1 month')`);
}
