/** Launches as people see them: who is registered, whose turn it is, what is chosen. */
import sql, { empty, type Sql } from 'sql-template-tag';
import type { inventory as routes } from '#contract/inventory.ts';
import type { QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import { maskName } from '#core/customers/index.ts';
import { callingUpTo, choosesAt, decideDraw, type LaunchFacts } from '#core/inventory/index.ts';
import { requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import { handlesBuyer } from './access.ts';
import { lacks, whyNot } from './said.ts';
import { launchById } from './store-launches.ts';
import { controlsAt } from './taking.ts';
import { holdRows, shownHold } from './views-holds.ts';

type LaunchOut = ResponseOf<typeof routes.launch>;
type Row = Omit<LaunchOut, 'isOpen' | 'calling' | 'whyNot'>;

const rowsOf = (context: Context, rest: Sql): Promise<Row[]> =>
  context.tx.rows<Row>(sql`
    select l.id, l.site_id as "siteId", l.name, l.mode, l.opens_at as "opensAt", l.closes_at as "closesAt", l.group_size as "groupSize",
      l.group_minutes as "groupMinutes", l.per_buyer as "perBuyer", l.hold_minutes as "holdMinutes", l.state, l.seed, l.journal_id as "journalId",
      (select count(*) from units where units.company_id = l.company_id and units.launch_id = l.id)::int as units,
      (select count(*) from launch_buyers b where b.company_id = l.company_id and b.launch_id = l.id and b.removed_at is null)::int as buyers,
      (select count(*) from holds where holds.company_id = l.company_id and holds.launch_id = l.id
        and (holds.state = 'converted' or (holds.state = 'live' and holds.expires_at > ${context.now})))::int as chosen
    from launches l where l.company_id = ${context.tx.companyId}::uuid ${rest}`);

export const isOpenAt = (launch: LaunchFacts, now: string): boolean =>
  launch.state === 'ready' && now >= launch.opensAt && (launch.closesAt === null || now < launch.closesAt);

async function shown(context: Context, row: Row): Promise<LaunchOut> {
  const { now } = context;
  const controls = controlsAt(context, row.siteId);
  const draw = await whyNot(context, row.siteId, closedFor(row));
  const closing = row.state === 'closed' ? draw : null;
  return {
    ...row,
    isOpen: isOpenAt(row, now),
    calling: callingUpTo(row, now),
    whyNot: {
      register: draw,
      ready: controls ? draw : lacks('inventory.control'),
      close: controls ? closing : lacks('inventory.control'),
    },
  };
}

export async function launchOut(context: Context, launchId: string): Promise<LaunchOut> {
  const [row] = await rowsOf(context, sql`and l.id = ${launchId}::uuid`);
  if (!row) throw notFound('开盘 / launch');
  requireSite(context.actor, 'inventory.read', row.siteId);
  return shown(context, row);
}

export async function launches(context: Context, siteId: string): Promise<ResponseOf<typeof routes.launches>> {
  requireSite(context.actor, 'inventory.read', siteId);
  const rows = await rowsOf(
    context,
    sql`and l.site_id = ${siteId}::uuid order by l.opens_at desc, l.id desc limit 100`,
  );
  const list: LaunchOut[] = [];
  for (const row of rows) list.push(await shown(context, row));
  return { rows: list };
}

const closedFor = ({ state, mode }: LaunchFacts) => decideDraw({ state, mode, buyers: [] }, { seed: '' });

type BuyerOut = ResponseOf<typeof routes.buyers>['rows'][number];
interface BuyerRow {
  readonly id: string;
  readonly customerId: string;
  readonly customer: string;
  readonly consultantId: string;
  readonly consultant: string;
  readonly orderNumber: number | null;
  readonly registeredAt: string;
  readonly teamId: string | null;
  readonly issuedAt: string | null;
  readonly openedAt: string | null;
  readonly chosen: { unitId: string; code: string }[];
}

/** Names of colleagues' buyers are masked for whoever does not control sales. */
async function buyerRows(context: Context, launch: LaunchFacts & { siteId: string }, rest: Sql): Promise<BuyerOut[]> {
  const { actor, tx, now } = context;
  const all = controlsAt(context, launch.siteId);
  const rows = await tx.rows<BuyerRow>(sql`
    select b.id, b.customer_id as "customerId", customers.name as customer, b.consultant_id as "consultantId", staff.name as consultant,
      b.order_number as "orderNumber", b.registered_at as "registeredAt", staff.team_id as "teamId", l.issued_at as "issuedAt", l.opened_at as "openedAt",
      coalesce((select jsonb_agg(jsonb_build_object('unitId', units.id, 'code', units.code) order by holds.placed_at)
        from holds join units on units.company_id = holds.company_id and units.id = holds.unit_id
        where holds.company_id = b.company_id and holds.buyer_id = b.id
          and (holds.state = 'converted' or (holds.state = 'live' and holds.expires_at > ${now}))), '[]'::jsonb) as chosen
    from launch_buyers b join customers on customers.company_id = b.company_id and customers.id = b.customer_id
      join staff on staff.company_id = b.company_id and staff.id = b.consultant_id
      left join launch_links l on l.company_id = b.company_id and l.buyer_id = b.id and l.revoked_at is null
    where b.company_id = ${tx.companyId}::uuid and b.removed_at is null ${rest}`);
  const ended = launch.state === 'closed' ? await whyNot(context, launch.siteId, closedFor(launch)) : null;
  return rows.map(({ customerId, customer, consultantId, consultant, teamId, issuedAt, openedAt, ...row }) => ({
    ...row,
    link: issuedAt === null || launch.state === 'closed' ? null : { issuedAt, openedAt },
    whyNot: {
      link: handlesBuyer(context, { consultantId, teamId }, launch.siteId) ? ended : lacks('inventory.hold'),
    },
    customer: { id: customerId, name: all || consultantId === actor.staffId ? customer : maskName(customer) },
    consultant: { id: consultantId, name: consultant },
    choosesAt: launch.state === 'registering' ? null : choosesAt(launch, row.orderNumber),
  }));
}

export const buyersNamed = (
  context: Context,
  launch: LaunchFacts & { siteId: string },
  ids: readonly string[],
): Promise<BuyerOut[]> =>
  buyerRows(context, launch, sql`and b.id = any(${[...ids]}::uuid[]) order by b.registered_at, b.id`);

export async function buyers(
  context: Context,
  launchId: string,
  query: QueryOf<typeof routes.buyers>,
): Promise<ResponseOf<typeof routes.buyers>> {
  const launch = await launchById(context.tx, launchId);
  requireSite(context.actor, 'inventory.read', launch.siteId);
  const after = fromCursor(query.cursor, 3);
  const [number, at, id] = after ?? [];
  const q = query.q ? `%${query.q.replace(/[\\%_]/g, '\\$&')}%` : null;
  // By number; before the draw by when they registered.
  const rows = await buyerRows(
    context,
    launch,
    sql`and b.launch_id = ${launchId}::uuid
      ${query.mine === 'true' ? sql`and b.consultant_id = ${context.actor.staffId}::uuid` : empty}
      ${q && controlsAt(context, launch.siteId) ? sql`and (customers.name ilike ${q} or b.order_number::text = ${query.q ?? ''})` : q ? sql`and b.order_number::text = ${query.q ?? ''}` : empty}
      ${after ? sql`and (coalesce(b.order_number, 0), b.registered_at, b.id) > (${number}::int, ${at}::timestamptz, ${id}::uuid)` : empty}
      order by coalesce(b.order_number, 0), b.registered_at, b.id limit ${query.limit + 1}`,
  );
  return pageFrom(rows, query.limit, (row) => [row.orderNumber ?? 0, row.registeredAt, row.id]);
}

export async function choices(
  context: Context,
  launchId: string,
  query: QueryOf<typeof routes.chosen>,
): Promise<ResponseOf<typeof routes.chosen>> {
  const launch = await launchById(context.tx, launchId);
  requireSite(context.actor, 'inventory.read', launch.siteId);
  const after = fromCursor(query.cursor, 2);
  const rows = await holdRows(
    context,
    sql`and holds.launch_id = ${launchId}::uuid
      ${after ? sql`and (holds.placed_at, holds.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : empty}
      order by holds.placed_at desc, holds.id desc limit ${query.limit + 1}`,
  );
  const page = pageFrom(rows, query.limit, (row) => [row.placedAt, row.id]);
  const shownRows: ResponseOf<typeof routes.chosen>['rows'] = [];
  for (const row of page.rows) shownRows.push(await shownHold(context, row));
  return { rows: shownRows, nextCursor: page.nextCursor };
}
