/** Reads of refunds and allowances. */
import sql, { empty, type Sql } from 'sql-template-tag';
import type { z } from 'zod';
import type { QueryOf } from '#contract/kernel/route.ts';
import type { money } from '#contract/money.ts';
import type { AllowanceOut, RefundOut } from '#contract/money-shapes.ts';
import { refuse } from '#core/kernel/decision.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import { lacks, whyNot } from './said.ts';
import { brief, withDeal, within } from './views-brief.ts';

type Refund = z.output<typeof RefundOut>;
async function refundRows(context: Context, rest: Sql): Promise<Refund[]> {
  const rows = await context.tx.rows<Omit<Refund, 'whyNot'> & { timeZone: string }>(sql`
    select f.id, ${brief}, f.amount_fen as "amountFen", f.method, f.reason, f.state, f.asked_at as "askedAt", f.payable_from as "payableFrom",
      f.paid_at as "paidAt", f.receipt_id as "receiptId", f.journal_id as "journalId", sites.time_zone as "timeZone"
    from refunds f ${withDeal(sql`f`)} join sites on sites.company_id = f.company_id and sites.id = f.site_id ${rest}`);
  const may = scopeOf(context.actor, 'money.refund') !== null;
  return rows.map(({ timeZone, ...row }) => {
    const today = localDateOf(context.now, timeZone);
    const notYet =
      row.state !== 'due'
        ? whyNot(refuse('REFUND_NOT_APPROVED', []))
        : row.payableFrom !== null && today < row.payableFrom
          ? whyNot(refuse('REFUND_NOTICE_RUNS', [], { from: row.payableFrom }))
          : null;
    const over = row.state === 'paid' || row.state === 'dropped' ? whyNot(refuse('REFUND_NOT_APPROVED', [])) : null;
    return {
      ...row,
      whyNot: may ? { pay: notYet, drop: over } : { pay: lacks('money.refund'), drop: lacks('money.refund') },
    };
  });
}
export async function refundOut(context: Context, refundId: string): Promise<Refund> {
  const [row] = await refundRows(context, sql`where f.company_id = ${context.tx.companyId} and f.id = ${refundId}`);
  if (!row) throw notFound('退款 / refund');
  return row;
}
export const refundsOfDeal = (context: Context, dealId: string): Promise<Refund[]> =>
  refundRows(
    context,
    sql`where f.company_id = ${context.tx.companyId} and f.deal_id = ${dealId} order by f.asked_at desc, f.id desc limit 50`,
  );

export async function refunds(context: Context, query: QueryOf<typeof money.refunds>) {
  const after = fromCursor(query.cursor, 2);
  const rows = await refundRows(
    context,
    sql`where f.company_id = ${context.tx.companyId} and ${within(context, 'money.read')}
      ${query.siteId ? sql`and f.site_id = ${query.siteId}` : empty}
      ${query.open === 'true' ? sql`and f.state in ('requested', 'due')` : sql`and f.state in ('paid', 'dropped')`}
      ${after ? sql`and (f.asked_at, f.id) < (${after[0]}, ${after[1]}::uuid)` : empty}
    order by f.asked_at desc, f.id desc limit ${query.limit + 1}`,
  );
  return pageFrom(rows, query.limit, (row) => [row.askedAt, row.id]);
}

type Allowance = z.output<typeof AllowanceOut>;
async function allowanceRows(context: Context, rest: Sql): Promise<Allowance[]> {
  const rows = await context.tx.rows<Omit<Allowance, 'whyNot'>>(sql`
    select l.id, l.number, l.kind, l.amount_fen as "amountFen", l.reason, l.complaint_ref as "complaintRef", l.state, l.asked_at as "askedAt",
      l.booked_at as "bookedAt", l.journal_id as "journalId" from allowances l ${rest}`);
  const may = scopeOf(context.actor, 'money.close') !== null;
  const why = (state: Allowance['state']) =>
    state === 'approved' ? null : whyNot(refuse('ALLOWANCE_NOT_APPROVED', []));
  return rows.map((row) => ({ ...row, whyNot: { book: may ? why(row.state) : lacks('money.close') } }));
}
export async function allowanceOut(context: Context, allowanceId: string): Promise<Allowance> {
  const [row] = await allowanceRows(
    context,
    sql`where l.company_id = ${context.tx.companyId} and l.id = ${allowanceId}`,
  );
  if (!row) throw notFound('折让 / allowance');
  return row;
}
export const allowancesOfDeal = (context: Context, dealId: string): Promise<Allowance[]> =>
  allowanceRows(
    context,
    sql`where l.company_id = ${context.tx.companyId} and l.deal_id = ${dealId} order by l.asked_at desc, l.id desc limit 50`,
  );
