/** The delivery queue: orders in effect by model, in the order in which they are delivered. */
import sql, { empty } from 'sql-template-tag';
import type { z } from 'zod';
import type { deals, QueueRow } from '#contract/deals.ts';
import type { ParamsOf, QueryOf } from '#contract/kernel/route.ts';
import { type Deal, decideHandover, type QueuedOrder, queueOf } from '#core/deals/index.ts';
import { requireSite, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { whyNot } from './access.ts';
import { asFound } from './next.ts';
import { dealsByIds } from './store.ts';
import { papersByDeal } from './store-parts.ts';
import { dealRows } from './views.ts';

const QUEUE_MAX = 500; // orders one site has waiting at a time

interface Waiting extends QueuedOrder {
  readonly model: string;
}
const modelOf = sql`lower(coalesce(u.model, deals.wanted ->> 'model', ''))`;
const waitingRows = (tx: Tx, siteId: string, model: string | null): Promise<Waiting[]> =>
  tx.rows<Waiting>(sql`
    select deals.id as "dealId", coalesce(deals.number, '') as number, deals.order_date as "orderDate", deals.price_fen as "priceFen",
      deals.fully_paid_at as "fullyPaidAt",
      case when (deals.loan ->> 'needsPayoutReport')::boolean then deals.loan ->> 'downPaidAt' end as "downPaidAt",
      coalesce(u.model, deals.wanted ->> 'model', '') as model
    from deals left join units u on u.company_id = deals.company_id and u.id = deals.unit_id
    where deals.company_id = ${tx.companyId} and deals.site_id = ${siteId} and deals.kind = 'vehicle'
      and deals.state in ('subscribed', 'contracted') and deals.order_date is not null
      ${model === null ? empty : sql`and ${modelOf} = lower(${model})`}
    order by deals.order_date, deals.number limit ${QUEUE_MAX}`);

/** Orders for a model that have no vehicle yet; the one asked about stands among them. */
export async function waitingFor(
  tx: Tx,
  given: { readonly siteId: string; readonly model: string; readonly besides: string },
): Promise<QueuedOrder[]> {
  const rows = await waitingRows(tx, given.siteId, given.model);
  const without = await tx.rows<{ id: string }>(sql`select deals.id from deals where deals.company_id = ${tx.companyId}
    and deals.id = any(${rows.map((row) => row.dealId)}::uuid[]) and (deals.unit_id is null or deals.id = ${given.besides})`);
  const ids = new Set(without.map((row) => row.id));
  return rows.filter((row) => ids.has(row.dealId)).map(({ model: _model, ...order }) => order);
}

type View = z.output<typeof QueueRow>;

export async function queue(
  context: Context,
  params: ParamsOf<typeof deals.queue>,
  query: QueryOf<typeof deals.queue>,
) {
  const { tx, actor, now } = context;
  requireSite(actor, 'deals.orders', params.siteId);
  const rows = await waitingRows(tx, params.siteId, query.model || null);
  const shown = await dealRows(
    tx,
    sql`where deals.company_id = ${tx.companyId} and deals.id = any(${rows.map((row) => row.dealId)}::uuid[])`,
  );
  const mine = scopeOf(actor, 'deals.orders') === 'team' ? await ofTeam(context, rows) : null;
  const rules = (await context.rules(params.siteId)).values.deals;
  const papers = await papersByDeal(
    tx,
    rows.map((row) => row.dealId),
  );
  const stored = new Map(
    (
      await dealsByIds(
        tx,
        rows.map((row) => row.dealId),
      )
    ).map((deal) => [deal.id, deal]),
  );
  const mayLeave = (deal: Deal | undefined) =>
    deal
      ? whyNot(decideHandover(rules, { deal, papers: papers.get(deal.id) ?? [], hasOpenChange: false }, asFound, now))
      : null;
  const models: { model: string; waiting: number; rows: View[] }[] = [];
  for (const model of [...new Set(rows.map((row) => row.model))].sort()) {
    const orders = rows.filter((row) => row.model === model);
    const places = queueOf(orders).filter((place) => mine === null || mine.has(place.dealId));
    const view: View[] = [];
    for (const { dealId, ...place } of places) {
      const deal = shown.find((row) => row.id === dealId);
      if (deal) view.push({ ...place, deal, mayLeave: mayLeave(stored.get(dealId)) });
    }
    models.push({ model, waiting: orders.length, rows: view });
  }
  return {
    models: models.filter((one) => one.rows.length > 0),
    clauses: ['S0.08.d.2', 'S0.08.d.2b', 'S0.08.d.2c'],
    now,
  };
}

/** A team leader sees the places of their own people; the others' are counted, not shown. */
const ofTeam = async ({ tx, actor }: Context, rows: readonly Waiting[]): Promise<Set<string>> =>
  new Set(
    (
      await tx.rows<{ id: string }>(sql`select deals.id from deals where deals.company_id = ${tx.companyId}
        and deals.id = any(${rows.map((row) => row.dealId)}::uuid[]) and deals.team_id = ${actor.teamId}::uuid`)
    ).map((row) => row.id),
  );
