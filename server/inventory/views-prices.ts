/** Price lists as people read them, and what a unit costs at an instant. */
import sql, { empty, type Sql } from 'sql-template-tag';
import type { inventory as routes } from '#contract/inventory.ts';
import type { QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import { maskName } from '#core/customers/index.ts';
import { decideSubmitPrices, type PriceListFacts } from '#core/inventory/index.ts';
import { requireScope, requireSite, scopeCondition, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import { lacks, whyNot } from './said.ts';
import { readableUnit, seesSold, transitCondition } from './views.ts';

type ListOut = ResponseOf<typeof routes.priceLists>['rows'][number];
type Row = Omit<ListOut, 'whyNot' | 'createdBy'> & { readonly byId: string | null; readonly by: string | null };

const listRows = (context: Context, rest: Sql): Promise<Row[]> =>
  context.tx.rows<Row>(sql`
    select l.id, l.site_id as "siteId", l.number, l.name, l.reason, l.state, l.effective_at as "effectiveAt", l.applied_at as "appliedAt",
      (select count(*) from price_list_items i where i.company_id = l.company_id and i.list_id = l.id)::int as items,
      l.created_at as "createdAt", l.created_by as "byId", staff.name as by, l.decided_at as "decidedAt", l.approval_id as "approvalId",
      l.journal_id as "journalId"
    from price_lists l left join staff on staff.company_id = l.company_id and staff.id = l.created_by
    where l.company_id = ${context.tx.companyId}::uuid ${rest}`);

async function shown(context: Context, { byId, by, ...row }: Row): Promise<ListOut> {
  const { actor, now } = context;
  const scope = scopeOf(actor, 'inventory.price');
  const may = scope === 'company' || (scope !== null && actor.siteIds.includes(row.siteId));
  // Whether its prices are in order is seen on submitting; here only whether it is still a draft.
  const lines = [{ unitId: row.id, beforeFen: null, beforeFloorFen: null, listPriceFen: 1, floorPriceFen: null }];
  const facts: PriceListFacts = { state: row.state, pendingNumber: null, lines, effectiveAt: null };
  const draft = may ? await whyNot(context, row.siteId, decideSubmitPrices(facts, now)) : lacks('inventory.price');
  const open = may && row.state === 'pending' ? null : draft;
  return {
    ...row,
    createdBy: byId !== null && by !== null ? { id: byId, name: by } : null,
    whyNot: { edit: draft, submit: draft, drop: open },
  };
}

export async function priceListOut(context: Context, listId: string): Promise<ListOut> {
  const [row] = await listRows(context, sql`and l.id = ${listId}::uuid`);
  if (!row) throw notFound('价目表 / price list');
  return shown(context, row);
}

export async function priceLists(
  context: Context,
  siteId: string,
  query: QueryOf<typeof routes.priceLists>,
): Promise<ResponseOf<typeof routes.priceLists>> {
  requireSite(context.actor, 'inventory.read', siteId);
  const after = fromCursor(query.cursor, 1);
  const rows = await listRows(
    context,
    sql`and l.site_id = ${siteId}::uuid and (${after?.[0] ?? null}::int is null or l.number < ${after?.[0] ?? null}::int)
      order by l.number desc limit ${query.limit + 1}`,
  );
  const page = pageFrom(rows, query.limit, (row) => [row.number]);
  const lists: ListOut[] = [];
  for (const row of page.rows) lists.push(await shown(context, row));
  return { rows: lists, nextCursor: page.nextCursor };
}

/** The lines of a list, without the units whose price the reader may not see: sold ones, and such as are still on their way. */
export async function priceList(
  context: Context,
  listId: string,
  query: QueryOf<typeof routes.priceList>,
): Promise<ResponseOf<typeof routes.priceList>> {
  const list = await priceListOut(context, listId);
  requireSite(context.actor, 'inventory.read', list.siteId);
  const after = fromCursor(query.cursor, 2);
  const [code, id] = after ?? [null, null];
  const sold = seesSold(context.actor, list.siteId);
  const rows = await context.tx.rows<ResponseOf<typeof routes.priceList>['rows'][number]>(sql`
    select i.unit_id as "unitId", units.code, units.name, i.list_price_fen as "listPriceFen", i.floor_price_fen as "floorPriceFen",
      i.unit_price_fen as "unitPriceFen", i.is_fixed_price as "isFixedPrice",
      case when l.state in ('draft', 'pending') then units.list_price_fen else i.before_fen end as "beforeFen"
    from price_list_items i join units on units.company_id = i.company_id and units.id = i.unit_id
      join price_lists l on l.company_id = i.company_id and l.id = i.list_id
    where i.company_id = ${context.tx.companyId}::uuid and i.list_id = ${listId}::uuid and ${transitCondition(context.actor)}
      ${sold ? empty : sql`and units.state not in ('subscribed', 'contracted', 'handed_over')`}
      and (${code}::text is null or (units.code, units.id) > (${code}::text, ${id}::uuid))
    order by units.code, units.id limit ${query.limit + 1}`);
  const page = pageFrom(rows, query.limit, (row) => [row.code, row.unitId]);
  return { ...page, list };
}

export interface PriceAt {
  readonly listPriceFen: number | null;
  readonly floorPriceFen: number | null;
  readonly isFixedPrice: boolean;
  readonly listNumber: number | null;
}

/** What a unit cost, or will cost, at an instant: the latest approved list in effect by then. */
export async function priceAt(tx: Tx, unitId: string, at: string): Promise<PriceAt> {
  const row = await tx.row<PriceAt>({
    name: 'inventory.price-at',
    text: `select i.list_price_fen as "listPriceFen", i.floor_price_fen as "floorPriceFen", i.is_fixed_price as "isFixedPrice", l.number as "listNumber"
      from price_list_items i join price_lists l on l.company_id = i.company_id and l.id = i.list_id
      where i.company_id = $1 and i.unit_id = $2 and l.state = 'approved' and l.effective_at <= $3
      order by l.effective_at desc, l.number desc limit 1`,
    values: [tx.companyId, unitId, at],
  });
  return row ?? { listPriceFen: null, floorPriceFen: null, isFixedPrice: false, listNumber: null };
}

type QuoteOut = ResponseOf<typeof routes.quotes>['rows'][number];
interface QuoteRow extends Omit<QuoteOut, 'consultant' | 'customer'> {
  readonly consultantId: string;
  readonly consultant: string;
  readonly customerId: string | null;
  readonly customer: string | null;
}

/** One's own, or as far as the right to hold reaches: what a colleague offers their customer is not for everybody. */
export async function quotes(
  context: Context,
  unitId: string,
  query: QueryOf<typeof routes.quotes>,
): Promise<ResponseOf<typeof routes.quotes>> {
  const { actor, tx } = context;
  const unit = await readableUnit(context, unitId);
  requireSite(actor, 'inventory.hold', unit.siteId);
  const seen = scopeCondition(actor, requireScope(actor, 'inventory.hold'), {
    site: sql`q.site_id`,
    team: sql`staff.team_id`,
    person: sql`q.consultant_id`,
  });
  const [at, id] = fromCursor(query.cursor, 2) ?? [null, null];
  const rows = await tx.rows<QuoteRow>(sql`
    select q.id, q.consultant_id as "consultantId", staff.name as consultant, q.customer_id as "customerId", customers.name as customer,
      q.price_fen as "priceFen", q.list_price_fen as "listPriceFen", q.needs_approval as "needsApproval", q.channel, q.basis, q.at, q.journal_id as "journalId"
    from quotes q join staff on staff.company_id = q.company_id and staff.id = q.consultant_id
      left join customers on customers.company_id = q.company_id and customers.id = q.customer_id
    where q.company_id = ${tx.companyId}::uuid and q.unit_id = ${unitId}::uuid and ${seen}
      and (${at}::timestamptz is null or (q.at, q.id) < (${at}::timestamptz, ${id}::uuid))
    order by q.at desc, q.id desc limit ${query.limit + 1}`);
  const page = pageFrom(rows, query.limit, (row) => [row.at, row.id]);
  return {
    rows: page.rows.map(({ consultantId, consultant, customerId, customer, ...row }) => ({
      ...row,
      consultant: { id: consultantId, name: consultant },
      customer:
        customerId === null
          ? null
          : { id: customerId, name: consultantId === actor.staffId ? (customer ?? '') : maskName(customer ?? '') },
    })),
    nextCursor: page.nextCursor,
  };
}
