/** Reads of the receipts ledger and of the account of one deal. */
import sql, { empty, type Sql } from 'sql-template-tag';
import type { z } from 'zod';
import type { QueryOf } from '#contract/kernel/route.ts';
import type { money } from '#contract/money.ts';
import type { FoundDeal, ReceiptOut, RemittanceOut } from '#contract/money-shapes.ts';
import { decideClear, decideReturnSlip, decideReverse } from '#core/money/index.ts';
import { scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import { lacks, whyNot } from './said.ts';
import { brief, knownBy, withDeal, within } from './views-brief.ts';

type Out = z.output<typeof ReceiptOut>;
interface Row extends Omit<Out, 'receivedBy' | 'reverses' | 'reversedBy' | 'whyNot'> {
  readonly byId: string | null;
  readonly byName: string | null;
  readonly reversesId: string | null;
  readonly reversesNumber: string | null;
  readonly reversedById: string | null;
  readonly reversedByNumber: string | null;
}

const receiptRows = async (context: Context, rest: Sql): Promise<Out[]> => {
  const rows = await context.tx.rows<Row>(sql`
    select r.id, r.number, r.site_id as "siteId", ${brief}, r.kind, r.amount_fen as "amountFen", r.method, r.business_day as "businessDay",
      r.received_at as "receivedAt", collector.id as "byId", collector.name as "byName", r.payer, r.bank_ref as "bankRef", r.note,
      r.cleared_at as "clearedAt", r.slip_out as "slipOut", r.slip_returned_at as "slipReturnedAt", r.banked_at as "bankedAt",
      r.reverses as "reversesId", origin.number as "reversesNumber", back.id as "reversedById", back.number as "reversedByNumber",
      r.journal_id as "journalId"
    from receipts r ${withDeal(sql`r`)}
      left join staff collector on collector.company_id = r.company_id and collector.id = r.received_by
      left join receipts origin on origin.company_id = r.company_id and origin.id = r.reverses
      left join receipts back on back.company_id = r.company_id and back.reverses = r.id
    ${rest}`);
  const mayTake = scopeOf(context.actor, 'money.receive') !== null;
  return rows.map((row) => toReceipt(context, row, mayTake));
};

function toReceipt(context: Context, row: Row, mayTake: boolean): Out {
  const { byId, byName, reversesId, reversesNumber, reversedById, reversedByNumber, ...shown } = row;
  const line = { ...row, reverses: reversesId };
  const facts = { line, isReversed: reversedById !== null };
  const till = { today: row.businessDay, closedThrough: null };
  const may = <Answer>(answer: Answer) => (mayTake ? answer : lacks('money.receive'));
  return {
    ...shown,
    receivedBy: byId === null ? null : { id: byId, name: byName ?? '' },
    reverses: reversesId === null ? null : { id: reversesId, number: reversesNumber ?? '' },
    reversedBy: reversedById === null ? null : { id: reversedById, number: reversedByNumber ?? '' },
    whyNot: {
      clear: may(whyNot(decideClear(facts, context.now))),
      slip: may(whyNot(decideReturnSlip(facts, context.now))),
      // Whether the money is still there is seen when it is done.
      reverse: may(whyNot(decideReverse({ ...facts, till, lines: [line], otherLines: [] }))),
    },
  };
}

export async function receiptOut(context: Context, receiptId: string): Promise<Out> {
  const [row] = await receiptRows(context, sql`where r.company_id = ${context.tx.companyId} and r.id = ${receiptId}`);
  if (!row) throw notFound('收据 / receipt');
  return row;
}

export async function readReceipt(context: Context, receiptId: string) {
  const [receipt] = await receiptRows(
    context,
    sql`where r.company_id = ${context.tx.companyId} and r.id = ${receiptId} and ${within(context, 'money.read')}`,
  );
  if (!receipt) throw notFound('收据 / receipt');
  return { receipt, ...(await houseOf(context, receipt.siteId)) };
}

export async function houseOf(context: Context, siteId: string): Promise<{ house: string; site: string }> {
  const row = await context.tx.row<{
    house: string;
    site: string;
  }>(sql`select companies.name as house, sites.name as site from sites
    join companies on companies.id = sites.company_id where sites.company_id = ${context.tx.companyId} and sites.id = ${siteId}`);
  return row ?? { house: '', site: '' };
}

export const receiptsOfDeal = (context: Context, dealId: string): Promise<Out[]> =>
  receiptRows(
    context,
    sql`where r.company_id = ${context.tx.companyId} and r.deal_id = ${dealId} order by r.received_at desc, r.id desc limit 200`,
  );

type Filters = Omit<QueryOf<typeof money.receipts>, 'cursor' | 'limit'>;
export const receiptFilters = (context: Context, query: Filters): Sql => sql`r.company_id = ${context.tx.companyId}
  and ${within(context, 'money.read')}
  ${query.siteId ? sql`and r.site_id = ${query.siteId}` : empty}
  ${query.from ? sql`and r.business_day >= ${query.from}` : empty}
  ${query.to ? sql`and r.business_day <= ${query.to}` : empty}
  ${query.method ? sql`and r.method = ${query.method}` : empty}
  ${query.kind ? sql`and r.kind = ${query.kind}` : empty}
  ${query.waiting === 'true' ? sql`and r.cleared_at is null and r.reverses is null and back.id is null` : empty}
  ${query.q ? sql`and (r.number ilike ${`%${query.q}%`} or r.payer ilike ${`%${query.q}%`} or r.bank_ref ilike ${`%${query.q}%`} or ${knownBy(query.q)})` : empty}`;

export async function receipts(context: Context, query: QueryOf<typeof money.receipts>) {
  const after = fromCursor(query.cursor, 2);
  const rows = await receiptRows(
    context,
    sql`where ${receiptFilters(context, query)}
      ${after ? sql`and (r.received_at, r.id) < (${after[0]}, ${after[1]}::uuid)` : empty}
    order by r.received_at desc, r.id desc limit ${query.limit + 1}`,
  );
  return pageFrom(rows, query.limit, (row) => [row.receivedAt, row.id]);
}

const CASHIER_ROWS = 20;
interface FoundRow {
  readonly deal: z.output<typeof FoundDeal>['deal'];
  readonly priceFen: number;
  readonly heldFen: number;
  readonly pendingFen: number;
  readonly allowancesFen: number;
  readonly depositFen: number;
  readonly depositHeldFen: number;
  readonly nextDueOn: string | null;
}
/** Live deals first; those that ended long ago are not what a customer at the counter means. */
export async function cashier(context: Context, { siteId, q }: QueryOf<typeof money.cashier>) {
  const rows =
    await context.tx.rows<FoundRow>(sql`select ${brief}, d.price_fen as "priceFen", coalesce(a.held_fen, 0) as "heldFen",
      coalesce(a.pending_fen, 0) as "pendingFen", coalesce(a.allowances_fen, 0) as "allowancesFen",
      case when d.state = 'draft' then coalesce(d.small_deposit_fen, 0) else d.deposit_fen end as "depositFen",
      (select coalesce(sum(r.amount_fen), 0)::bigint from receipts r left join receipts o on o.company_id = r.company_id and o.id = r.reverses
        where r.company_id = d.company_id and r.deal_id = d.id and coalesce(o.kind, r.kind) = 'deposit') as "depositHeldFen",
      a.next_due_on as "nextDueOn"
    from (select deals.company_id, deals.id as deal_id from deals where deals.company_id = ${context.tx.companyId} and deals.site_id = ${siteId}) one
      ${withDeal(sql`one`)}
      left join deal_accounts a on a.company_id = d.company_id and a.deal_id = d.id
    where ${within(context, 'money.read')} and ${knownBy(q)}
    order by (d.state = 'cancelled'), (d.state = 'draft'), d.created_at desc, d.id limit ${CASHIER_ROWS}`);
  return {
    rows: rows.map((row) => ({
      deal: row.deal,
      priceFen: row.priceFen,
      owedFen:
        row.deal.state === 'cancelled'
          ? 0
          : Math.max(0, row.priceFen - row.allowancesFen - row.heldFen - row.pendingFen),
      depositLeftFen: row.deal.state === 'cancelled' ? 0 : Math.max(0, row.depositFen - row.depositHeldFen),
      nextDueOn: row.nextDueOn,
    })),
  };
}

type Remittance = z.output<typeof RemittanceOut>;
const remittanceRows = (context: Context, rest: Sql): Promise<Remittance[]> =>
  context.tx.rows<Remittance>(sql`select m.id, ${brief}, m.amount_fen as "amountFen", m.bank_ref as "bankRef", m.payer, m.note,
      m.passed_at as "passedAt", jsonb_build_object('id', passer.id, 'name', passer.name) as "passedBy"
    from remittances m ${withDeal(sql`m`)} join staff passer on passer.company_id = m.company_id and passer.id = m.passed_by
    ${rest}`);
export async function remittanceOut(context: Context, id: string): Promise<Remittance> {
  const [row] = await remittanceRows(context, sql`where m.company_id = ${context.tx.companyId} and m.id = ${id}`);
  if (!row) throw notFound('汇款单 / remittance');
  return row;
}
export const remittances = async (context: Context, { siteId }: QueryOf<typeof money.remittances>) => ({
  rows: await remittanceRows(
    context,
    sql`where m.company_id = ${context.tx.companyId} and m.site_id = ${siteId} and m.receipt_id is null and ${within(context, 'money.read')}
      order by m.passed_at, m.id limit 200`,
  ),
});

/** Subscribed or not: the unit is free for this customer, or the deal's own. A deal without a unit waits for one. */
export async function unitIsFree(
  context: Context,
  deal: { readonly id: string; readonly unitId: string | null; readonly customerId: string },
): Promise<boolean> {
  if (deal.unitId === null) return true;
  const row = await context.tx.row<{
    free: boolean;
  }>(sql`select (units.deal_id = ${deal.id}::uuid or units.state = 'available'
      or (units.state = 'held' and exists (select 1 from holds where holds.company_id = units.company_id and holds.unit_id = units.id
        and holds.state = 'live' and holds.customer_id = ${deal.customerId}))) is true as free
    from units where units.company_id = ${context.tx.companyId} and units.id = ${deal.unitId}`);
  return row?.free ?? false;
}
