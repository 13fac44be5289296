/** Reads of bank statements, with what each line may be. */
import sql, { empty, type Sql } from 'sql-template-tag';
import type { z } from 'zod';
import type { QueryOf } from '#contract/kernel/route.ts';
import type { money } from '#contract/money.ts';
import type { BankFileOut, BankLineOut } from '#contract/money-shapes.ts';
import { type OpenDue, type PendingReceipt, suggest } from '#core/money/index.ts';
import { requireScope, scopeCondition } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import { brief, type Brief, withDeal } from './views-brief.ts';

type File = z.output<typeof BankFileOut>;
type Line = z.output<typeof BankLineOut>;

const reach = (context: Context, site: Sql): Sql =>
  scopeCondition(context.actor, requireScope(context.actor, 'money.close', 'site'), { site, person: sql`null` });

const fileRows = (context: Context, rest: Sql): Promise<File[]> =>
  context.tx.rows<File>(sql`select f.id, f.site_id as "siteId", f.name, f.lines,
      (select count(*)::int from bank_lines l where l.company_id = f.company_id and l.file_id = f.id and l.state = 'open') as open,
      f.skipped, f.problems, f.loaded_at as "loadedAt", jsonb_build_object('id', s.id, 'name', s.name) as "loadedBy", f.journal_id as "journalId"
    from bank_files f join staff s on s.company_id = f.company_id and s.id = f.loaded_by ${rest}`);

export async function fileOut(context: Context, fileId: string): Promise<File> {
  const [row] = await fileRows(
    context,
    sql`where f.company_id = ${context.tx.companyId} and f.id = ${fileId} and ${reach(context, sql`f.site_id`)}`,
  );
  if (!row) throw notFound('流水 / statement');
  return row;
}
export async function files(context: Context, query: QueryOf<typeof money.bankFiles>) {
  const after = fromCursor(query.cursor, 2);
  const rows = await fileRows(
    context,
    sql`where f.company_id = ${context.tx.companyId} and ${reach(context, sql`f.site_id`)}
      ${query.siteId ? sql`and f.site_id = ${query.siteId}` : empty}
      ${after ? sql`and (f.loaded_at, f.id) < (${after[0]}, ${after[1]}::uuid)` : empty}
    order by f.loaded_at desc, f.id desc limit ${query.limit + 1}`,
  );
  return pageFrom(rows, query.limit, (row) => [row.loadedAt, row.id]);
}

interface LineRow extends Omit<Line, 'suggestions' | 'receipt' | 'deal'> {
  readonly siteId: string;
  readonly receiptId: string | null;
  readonly receiptNumber: string | null;
  readonly deal: (Omit<Brief, 'id'> & { readonly id: string | null }) | null;
}
const lineRows = (context: Context, rest: Sql): Promise<LineRow[]> =>
  context.tx.rows<LineRow>(sql`select l.id, l.site_id as "siteId", l.row_number as row, l.day, l.amount_fen as "amountFen", l.payer, l.reference, l.note,
      l.state, l.why, l.receipt_id as "receiptId", r.number as "receiptNumber",
      case when d.id is null then null else (select x.deal from (select ${brief}) x) end as deal
    from bank_lines l left join receipts r on r.company_id = l.company_id and r.id = l.receipt_id
      left join deals d on d.company_id = l.company_id and d.id = l.deal_id
      left join customers c on c.company_id = d.company_id and c.id = d.customer_id
      left join staff seller on seller.company_id = d.company_id and seller.id = d.consultant_id
      left join units u on u.company_id = d.company_id and u.id = d.unit_id
    ${rest}`);

interface Candidate {
  readonly id: string;
  readonly amountFen: number;
  readonly payer: string;
  readonly bankRef: string;
  readonly number: string;
  readonly deal: Brief;
}
/** Money that is waited for, in the amounts of the lines: receipts not arrived, and deals that owe. */
async function candidates(context: Context, siteId: string, amounts: readonly number[], said: string) {
  const receipts =
    await context.tx.rows<Candidate>(sql`select r.id, r.amount_fen as "amountFen", r.payer, r.bank_ref as "bankRef", r.number, ${brief}
    from receipts r ${withDeal(sql`r`)}
    where r.company_id = ${context.tx.companyId} and r.site_id = ${siteId} and r.cleared_at is null and r.reverses is null
      and r.amount_fen = any(${[...amounts]}::bigint[])
      and not exists (select 1 from receipts back where back.company_id = r.company_id and back.reverses = r.id)
    order by r.received_at limit 500`);
  const dues = await context.tx.rows<{
    openFen: number;
    deal: Brief;
  }>(sql`select v.amount_fen - v.paid_fen - v.reduced_fen as "openFen", ${brief}
    from receivables v ${withDeal(sql`v`)}
    where v.company_id = ${context.tx.companyId} and v.site_id = ${siteId} and v.is_current and v.paid_fen + v.reduced_fen < v.amount_fen
      and d.state <> 'cancelled' and (v.amount_fen - v.paid_fen - v.reduced_fen = any(${[...amounts]}::bigint[])
        or (d.number is not null and strpos(${said}, upper(d.number)) > 0))
    order by v.due_on nulls last limit 500`);
  return { receipts, dues };
}

async function toLines(context: Context, rows: readonly LineRow[]): Promise<Line[]> {
  const open = rows.filter((row) => row.state === 'open');
  const siteId = open[0]?.siteId;
  const said = open
    .map((row) => `${row.reference} ${row.note}`)
    .join(' ')
    .toUpperCase();
  const found = siteId
    ? await candidates(context, siteId, [...new Set(open.map((row) => row.amountFen))], said)
    : { receipts: [], dues: [] };
  const pending: PendingReceipt[] = found.receipts.map((one) => ({
    ...{ id: one.id, dealId: one.deal.id, amountFen: one.amountFen, payer: one.payer, bankRef: one.bankRef },
    customer: one.deal.customer.name,
  }));
  const dues: OpenDue[] = found.dues.map((one) => ({
    ...{ dealId: one.deal.id, number: one.deal.number ?? '', customer: one.deal.customer.name, openFen: one.openFen },
  }));
  const numbers = new Map(found.receipts.map((one) => [one.id, one.number]));
  const deals = new Map([...found.receipts, ...found.dues].map((one) => [one.deal.id, one.deal]));
  return rows.map(({ siteId: _site, receiptId, receiptNumber, deal, ...row }) => ({
    ...row,
    receipt: receiptId === null ? null : { id: receiptId, number: receiptNumber ?? '' },
    deal: deal?.id ? (deal as Brief) : null,
    suggestions:
      row.state === 'open'
        ? suggest(row, pending, dues).flatMap(({ kind, id, dealId, certainty }) => {
            const of = deals.get(dealId);
            return of ? [{ kind, id, certainty, number: numbers.get(id) ?? null, deal: of }] : [];
          })
        : [],
  }));
}

export async function lines(context: Context, fileId: string, query: QueryOf<typeof money.bankLines>) {
  await fileOut(context, fileId);
  const after = fromCursor(query.cursor, 1);
  const rows = await lineRows(
    context,
    sql`where l.company_id = ${context.tx.companyId} and l.file_id = ${fileId}
      ${query.state === 'all' ? empty : sql`and l.state = ${query.state}`}
      ${after ? sql`and l.row_number > ${after[0]}` : empty}
    order by l.row_number limit ${query.limit + 1}`,
  );
  const page = pageFrom(rows, query.limit, (row) => [row.row]);
  return { rows: await toLines(context, page.rows), nextCursor: page.nextCursor };
}
export async function lineOut(context: Context, lineId: string): Promise<Line> {
  const [line] = await toLines(
    context,
    await lineRows(context, sql`where l.company_id = ${context.tx.companyId} and l.id = ${lineId}`),
  );
  if (!line) throw notFound('流水 / bank line');
  return line;
}
