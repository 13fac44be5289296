/** Reads of the cashier's days and months. */
import sql, { empty } from 'sql-template-tag';
import type { z } from 'zod';
import type { QueryOf } from '#contract/kernel/route.ts';
import type { money } from '#contract/money.ts';
import type { CloseRow, DayOut, MonthRow } from '#contract/money-shapes.ts';
import { decideCloseBooks, decideCloseDay } from '#core/money/index.ts';
import { addDays, localDateOf } from '#core/kernel/instant.ts';
import { siteById } from '#server/claims/index.ts';
import { requireSite, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { lacks, whyNot } from './said.ts';
import { isMonthClosed, openDayBefore, sumsOf } from './store-days.ts';

type Day = z.output<typeof DayOut>;
interface Shut {
  readonly state: 'pending' | 'closed';
  readonly counted: Record<string, number>;
  readonly differenceFen: number;
  readonly explanation: string;
  readonly byId: string;
  readonly byName: string;
  readonly closedAt: string;
  readonly journalId: string;
}

export async function dayOut(context: Context, siteId: string, wanted: string | undefined): Promise<Day> {
  const { tx } = context;
  const { timeZone } = await siteById(tx, siteId);
  const today = localDateOf(context.now, timeZone);
  const till = await tx.row<{
    closedThrough: string | null;
  }>(sql`select tills.closed_through as "closedThrough" from tills
    where tills.company_id = ${tx.companyId} and tills.site_id = ${siteId}`);
  const closedThrough = till?.closedThrough ?? null;
  const day = wanted ?? today;
  const { booked, ...sums } = await sumsOf(tx, siteId, day);
  const shut =
    await tx.row<Shut>(sql`select k.state, k.counted, k.difference_fen as "differenceFen", k.explanation, s.id as "byId", s.name as "byName",
      k.closed_at as "closedAt", k.journal_id as "journalId"
    from day_closes k join staff s on s.company_id = k.company_id and s.id = k.closed_by
    where k.company_id = ${tx.companyId} and k.site_id = ${siteId} and k.day = ${day} and k.state <> 'returned'`);
  // S0.10.a.10: what was collected goes into the account whole; a refund is paid apart and hides none of it.
  const exceptions = await tx.rows<
    Day['exceptions'][number]
  >(sql`select r.business_day as day, sum(r.amount_fen)::bigint as "amountFen",
      count(*)::int as entries from receipts r where r.company_id = ${tx.companyId} and r.site_id = ${siteId} and r.method = 'cash'
      and r.kind <> 'refund' and r.banked_at is null and r.business_day < ${today} group by 1 having sum(r.amount_fen) <> 0 order by 1 limit 31`);
  const unbanked = await tx.row<{
    fen: number;
  }>(sql`select coalesce(sum(r.amount_fen), 0)::bigint as fen from receipts r
    where r.company_id = ${tx.companyId} and r.site_id = ${siteId} and r.method = 'cash' and r.kind <> 'refund'
      and r.banked_at is null and r.business_day <= ${day}`);
  const facts = { day, today, closedThrough, openBefore: await openDayBefore(tx, siteId, closedThrough, day), booked };
  const may = scopeOf(context.actor, 'money.close') !== null;
  return {
    siteId,
    day,
    state: shut?.state ?? 'open',
    ...sums,
    booked: { ...booked },
    counted: shut?.counted ?? null,
    differenceFen: shut?.differenceFen ?? null,
    explanation: shut?.explanation ?? '',
    closedThrough,
    closedBy: shut ? { id: shut.byId, name: shut.byName } : null,
    closedAt: shut?.closedAt ?? null,
    unbankedFen: unbanked?.fen ?? 0,
    exceptions,
    journalId: shut?.journalId ?? null,
    whyNot: {
      close: may ? whyNot(decideCloseDay(facts, { counted: booked, explanation: '' })) : lacks('money.close'),
      bank: scopeOf(context.actor, 'money.receive') === null ? lacks('money.receive') : null,
    },
  };
}

export async function closes(context: Context, siteId: string, query: QueryOf<typeof money.closes>) {
  requireSite(context.actor, 'money.read', siteId);
  const after = fromCursor(query.cursor, 2);
  const rows = await context.tx.rows<
    z.output<typeof CloseRow>
  >(sql`select k.id, k.day, k.state, k.entries, k.received_fen as "receivedFen",
      k.paid_out_fen as "paidOutFen", k.difference_fen as "differenceFen", k.explanation, jsonb_build_object('id', s.id, 'name', s.name) as "closedBy",
      k.closed_at as "closedAt", k.journal_id as "journalId"
    from day_closes k join staff s on s.company_id = k.company_id and s.id = k.closed_by
    where k.company_id = ${context.tx.companyId} and k.site_id = ${siteId}
      ${after ? sql`and (k.day, k.id) < (${after[0]}::date, ${after[1]}::uuid)` : empty}
    order by k.day desc, k.id desc limit ${query.limit + 1}`);
  return pageFrom(rows, query.limit, (row) => [row.day, row.id]);
}

type Month = z.output<typeof MonthRow>;
const MONTHS = 24;

export async function monthFacts(context: Context, siteId: string, month: string) {
  const { tx } = context;
  const { timeZone } = await siteById(tx, siteId);
  const till = await tx.row<{
    closedThrough: string | null;
  }>(sql`select tills.closed_through as "closedThrough" from tills
    where tills.company_id = ${tx.companyId} and tills.site_id = ${siteId}`);
  const first = Temporal.PlainDate.from(`${month}-01`);
  const next = addDays(`${month}-01`, first.daysInMonth);
  return {
    month,
    thisMonth: localDateOf(context.now, timeZone).slice(0, 7),
    isClosed: await isMonthClosed(tx, siteId, month),
    openDay: await openDayBefore(tx, siteId, till?.closedThrough ?? null, next),
  };
}

export async function months(context: Context, siteId: string): Promise<{ rows: Month[] }> {
  requireSite(context.actor, 'money.read', siteId);
  const { tx } = context;
  const rows = await tx.rows<
    Omit<Month, 'whyNot' | 'state'>
  >(sql`select to_char(r.business_day, 'YYYY-MM') as month, count(*)::int as entries,
      coalesce(sum(r.amount_fen) filter (where r.amount_fen > 0), 0)::bigint as "receivedFen",
      coalesce(-sum(r.amount_fen) filter (where r.amount_fen < 0), 0)::bigint as "paidOutFen", max(k.closed_at) as "closedAt",
      (max(k.journal_id::text))::uuid as "journalId"
    from receipts r left join month_closes k on k.company_id = r.company_id and k.site_id = r.site_id and k.month = to_char(r.business_day, 'YYYY-MM')
    where r.company_id = ${tx.companyId} and r.site_id = ${siteId} group by 1 order by 1 desc limit ${MONTHS}`);
  const may = scopeOf(context.actor, 'money.close') !== null;
  const close = async (month: string) =>
    may ? whyNot(decideCloseBooks(await monthFacts(context, siteId, month))) : lacks('money.close');
  const shown = [];
  // One after the other: a transaction answers one question at a time.
  for (const row of rows) {
    const state = row.closedAt === null ? ('open' as const) : ('closed' as const);
    shown.push({ ...row, state, whyNot: { close: await close(row.month) } });
  }
  return { rows: shown };
}
