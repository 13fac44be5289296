/** Return slips as people read them. */
import sql, { type Sql } from 'sql-template-tag';
import type { inventory as routes } from '#contract/inventory.ts';
import type { QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import { decideBookReturn, decideInstruct, decideReceive, type SlipFacts } from '#core/inventory/index.ts';
import { requireSite, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import { lacks, whyNot } from './said.ts';

type Out = ResponseOf<typeof routes.slips>['rows'][number];
interface Row extends Omit<Out, 'unit' | 'customer' | 'madeBy' | 'receivedBy' | 'bookedBy' | 'whyNot'> {
  readonly unitId: string | null;
  readonly code: string | null;
  readonly customerId: string | null;
  readonly customerName: string | null;
  readonly makerId: string;
  readonly maker: string;
  readonly receiverId: string | null;
  readonly receiver: string | null;
  readonly bookerId: string | null;
  readonly booker: string | null;
}

const rowsOf = (context: Context, rest: Sql): Promise<Row[]> =>
  context.tx.rows<Row>(sql`
    select s.id, s.site_id as "siteId", s.number, s.unit_id as "unitId", units.code, s.goods, s.customer_id as "customerId", customers.name as "customerName",
      s.reason, s.handling, s.basis, s.approved_quantity as "approvedQuantity", s.order_tolerance_percent as "orderTolerancePercent",
      s.actual_quantity as "actualQuantity", s.booked_quantity as "bookedQuantity", s.held_quantity as "heldQuantity", s.copies, s.state,
      s.asked_note as "askedNote", s.instruction, s.made_by as "makerId", maker.name as maker, s.made_at as "madeAt", s.received_by as "receiverId",
      receiver.name as receiver, s.received_at as "receivedAt", s.booked_by as "bookerId", booker.name as booker, s.booked_at as "bookedAt",
      s.approval_id as "approvalId", s.journal_id as "journalId"
    from return_slips s join staff maker on maker.company_id = s.company_id and maker.id = s.made_by
      left join units on units.company_id = s.company_id and units.id = s.unit_id
      left join customers on customers.company_id = s.company_id and customers.id = s.customer_id
      left join staff receiver on receiver.company_id = s.company_id and receiver.id = s.received_by
      left join staff booker on booker.company_id = s.company_id and booker.id = s.booked_by
    where s.company_id = ${context.tx.companyId}::uuid ${rest}`);

const ref = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' });

async function shown(context: Context, row: Row): Promise<Out> {
  const { unitId, code, customerId, customerName, makerId, maker, receiverId, receiver, bookerId, booker, ...plain } =
    row;
  const { actor } = context;
  const may = (permission: string) => scopeOf(actor, permission) !== null;
  const facts: SlipFacts = { ...plain, isInstructed: plain.instruction !== '' };
  const rules = (await context.rules(row.siteId)).values.inventory;
  const received = decideReceive(facts, { actualQuantity: facts.approvedQuantity, differs: false });
  return {
    ...plain,
    unit: ref(unitId, code),
    customer: ref(customerId, customerName),
    madeBy: { id: makerId, name: maker },
    receivedBy: ref(receiverId, receiver),
    bookedBy: ref(bookerId, booker),
    whyNot: {
      receive: may('inventory.edit') ? await whyNot(context, row.siteId, received) : lacks('inventory.edit'),
      instruct: may('inventory.control')
        ? await whyNot(context, row.siteId, decideInstruct(facts))
        : lacks('inventory.control'),
      book: may('money.close')
        ? await whyNot(context, row.siteId, decideBookReturn(rules, facts))
        : lacks('money.close'),
    },
  };
}

export async function slipOut(context: Context, slipId: string): Promise<Out> {
  const [row] = await rowsOf(context, sql`and s.id = ${slipId}::uuid`);
  if (!row) throw notFound('退货单 / return slip');
  return shown(context, row);
}

export async function slips(
  context: Context,
  siteId: string,
  query: QueryOf<typeof routes.slips>,
): Promise<ResponseOf<typeof routes.slips>> {
  requireSite(context.actor, 'inventory.read', siteId);
  const after = fromCursor(query.cursor, 1)?.[0] ?? null;
  const rows = await rowsOf(
    context,
    sql`and s.site_id = ${siteId}::uuid and (${after}::int is null or s.number < ${after}::int) order by s.number desc limit ${query.limit + 1}`,
  );
  const page = pageFrom(rows, query.limit, (row) => [row.number]);
  const list: Out[] = [];
  for (const row of page.rows) list.push(await shown(context, row));
  return { rows: list, nextCursor: page.nextCursor };
}
