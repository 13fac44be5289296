/** Launches, their units and buyers, and the press. */
import sql from 'sql-template-tag';
import type { LaunchFacts, LaunchState } from '#core/inventory/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';
import type { Standing } from './live-board.ts';
import type { Unit } from './store.ts';
import { unitColumns } from './store.ts';

export interface Launch extends LaunchFacts {
  readonly id: string;
  readonly siteId: string;
  readonly name: string;
}
const launchColumns = `launches.id, launches.site_id as "siteId", launches.name, launches.mode, launches.opens_at as "opensAt",
  launches.closes_at as "closesAt", launches.group_size as "groupSize", launches.group_minutes as "groupMinutes",
  launches.per_buyer as "perBuyer", launches.hold_minutes as "holdMinutes", launches.state`;

export async function launchById(tx: Tx, launchId: string): Promise<Launch> {
  const launch = await tx.row<Launch>({
    name: 'inventory.launch',
    text: `select ${launchColumns} from launches where launches.company_id = $1 and launches.id = $2`,
    values: [tx.companyId, launchId],
  });
  if (!launch) throw notFound('开盘 / launch');
  return launch;
}

export async function lockLaunch(tx: Tx, launchId: string): Promise<Launch> {
  const launch = await tx.row<Launch>({
    text: `select ${launchColumns} from launches where launches.company_id = $1 and launches.id = $2 for update`,
    values: [tx.companyId, launchId],
  });
  if (!launch) throw notFound('开盘 / launch');
  return launch;
}

export const launchFacts = (launch: Launch): LaunchFacts => {
  const { state, mode, opensAt, closesAt, groupSize, groupMinutes, perBuyer, holdMinutes } = launch;
  return { state, mode, opensAt, closesAt, groupSize, groupMinutes, perBuyer, holdMinutes };
};

export const insertLaunch = (context: Context, launch: Launch & { journalId: string }): Promise<number> =>
  context.tx.run(sql`
    insert into launches (company_id, id, site_id, name, mode, opens_at, closes_at, group_size, group_minutes, per_buyer, hold_minutes, state,
      created_at, created_by, journal_id)
    values (${context.tx.companyId}::uuid, ${launch.id}::uuid, ${launch.siteId}::uuid, ${launch.name}, ${launch.mode}, ${launch.opensAt},
      ${launch.closesAt}, ${launch.groupSize}, ${launch.groupMinutes}, ${launch.perBuyer}, ${launch.holdMinutes}, 'registering', ${context.now},
      ${context.actor.staffId}::uuid, ${launch.journalId}::uuid)`);

/** The rooms of the buildings and the units named, locked in the order of their ids. */
export const unitsFor = (
  tx: Tx,
  siteId: string,
  wanted: { buildings: readonly string[]; unitIds: readonly string[] },
): Promise<Unit[]> =>
  tx.rows<Unit>({
    text: `select ${unitColumns} from units where units.company_id = $1 and units.site_id = $2 and (units.id = any($4::uuid[])
        or (units.kind = 'room' and units.building = any($3::text[]) and units.state in ('available', 'withheld')))
      order by units.id limit 5000 for update`,
    values: [tx.companyId, siteId, wanted.buildings, wanted.unitIds],
  });

/** They wait for the day: nobody else may have them. */
export const reserveFor = (context: Context, launchId: string, unitIds: readonly string[]): Promise<number> =>
  context.tx.run(sql`
    update units set launch_id = ${launchId}::uuid, state = 'available', withheld_reason = '', changed_at = ${context.now}, version = units.version + 1
    where units.company_id = ${context.tx.companyId}::uuid and units.id = any(${[...unitIds]}::uuid[])`);

export const saveLaunch = (
  context: Context,
  launchId: string,
  to: { state: LaunchState; seed?: string | null },
): Promise<number> =>
  context.tx.run(sql`update launches set state = ${to.state}, seed = coalesce(${to.seed ?? null}::text, seed), version = version + 1,
    closed_at = case when ${to.state}::text = 'closed' then ${context.now}::timestamptz end
    where company_id = ${context.tx.companyId}::uuid and id = ${launchId}::uuid`);

export interface Buyer {
  readonly id: string;
  readonly launchId: string;
  readonly customerId: string;
  readonly consultantId: string;
  readonly orderNumber: number | null;
  /** The consultant's: their leader handles what is held for them. */
  readonly teamId: string | null;
}
export const buyerIds = async (tx: Tx, launchId: string): Promise<string[]> =>
  (
    await tx.rows<{ id: string }>(sql`select b.id from launch_buyers b where b.company_id = ${tx.companyId}::uuid
      and b.launch_id = ${launchId}::uuid and b.removed_at is null order by b.registered_at, b.id limit 50000`)
  ).map(({ id }) => id);

export const saveNumbers = (tx: Tx, order: readonly string[]): Promise<number> =>
  tx.run({
    text: `update launch_buyers b set order_number = o.place from unnest($2::uuid[]) with ordinality as o (id, place)
      where b.company_id = $1 and b.id = o.id`,
    values: [tx.companyId, order],
  });

/** Who is registered already is left out; answers the ids of those who came in new. */
export const insertBuyers = async (
  context: Context,
  launchId: string,
  buyers: readonly { id: string; customerId: string; consultantId: string }[],
): Promise<string[]> =>
  (
    await context.tx.rows<{ id: string }>({
      text: `insert into launch_buyers (company_id, id, launch_id, customer_id, consultant_id, registered_at)
        select $1, b.id, $2, b."customerId", b."consultantId", $3
        from jsonb_to_recordset($4::jsonb) as b (id uuid, "customerId" uuid, "consultantId" uuid)
        on conflict (company_id, launch_id, customer_id) where removed_at is null do nothing returning id`,
      values: [context.tx.companyId, launchId, context.now, JSON.stringify(buyers)],
    })
  ).map(({ id }) => id);

/** The launch and the buyer in one look. A buyer's own presses wait for one another here, so that nobody chooses more than allowed. */
export async function lockBuyer(
  tx: Tx,
  launchId: string,
  buyerId: string,
): Promise<{ launch: Launch; buyer: Buyer | null }> {
  const row = await tx.row<Launch & Omit<Buyer, 'id' | 'launchId'> & { buyerId: string }>({
    name: 'inventory.lock-buyer',
    text: `select ${launchColumns}, b.id as "buyerId", b.customer_id as "customerId", b.consultant_id as "consultantId", b.order_number as "orderNumber",
        (select staff.team_id from staff where staff.company_id = b.company_id and staff.id = b.consultant_id) as "teamId"
      from launch_buyers b join launches on launches.company_id = b.company_id and launches.id = b.launch_id
      where b.company_id = $1 and b.id = $3 and b.launch_id = $2 and b.removed_at is null for update of b`,
    values: [tx.companyId, launchId, buyerId],
  });
  if (row === null) return { launch: await launchById(tx, launchId), buyer: null };
  const { buyerId: id, customerId, consultantId, orderNumber, teamId, ...launch } = row;
  return { launch, buyer: { id, launchId, customerId, consultantId, orderNumber, teamId } };
}

/** How many a buyer has and has not given up, and the number of the next choice: the lowest that no hold of theirs carries. */
export async function chosenBy(tx: Tx, buyerId: string, now: string): Promise<{ chosen: number; nextChoice: number }> {
  const rows = await tx.rows<{ choice: number | null; counts: boolean }>({
    name: 'inventory.chosen-by',
    text: `select holds.choice, holds.state = 'converted' or holds.expires_at > $3 as counts from holds
      where holds.company_id = $1 and holds.buyer_id = $2 and holds.state in ('live', 'converted')`,
    values: [tx.companyId, buyerId, now],
  });
  const used = new Set(rows.map(({ choice }) => choice));
  let nextChoice = 1;
  while (used.has(nextChoice)) nextChoice += 1;
  return { chosen: rows.filter(({ counts }) => counts).length, nextChoice };
}

export async function buyerById(tx: Tx, buyerId: string): Promise<Omit<Buyer, 'teamId'> & { siteId: string }> {
  const buyer = await tx.row<Omit<Buyer, 'teamId'> & { siteId: string }>(sql`
    select b.id, b.launch_id as "launchId", b.customer_id as "customerId", b.consultant_id as "consultantId", b.order_number as "orderNumber",
      launches.site_id as "siteId"
    from launch_buyers b join launches on launches.company_id = b.company_id and launches.id = b.launch_id
    where b.company_id = ${tx.companyId}::uuid and b.id = ${buyerId}::uuid and b.removed_at is null`);
  if (!buyer) throw notFound('买家 / buyer');
  return buyer;
}

export const removeBuyer = (context: Context, buyerId: string): Promise<number> =>
  context.tx.run(sql`update launch_buyers set removed_at = ${context.now}, order_number = null
    where company_id = ${context.tx.companyId}::uuid and id = ${buyerId}::uuid`);

/** The day is over: what nobody chose is on sale like any other unit. */
export const freeUnits = (context: Context, launchId: string): Promise<{ id: string }[]> =>
  context.tx.rows(sql`
    with mine as (select units.id from units where units.company_id = ${context.tx.companyId}::uuid and units.launch_id = ${launchId}::uuid
      order by units.id for update)
    update units set launch_id = null, changed_at = ${context.now}, version = units.version + 1 from mine
    where units.company_id = ${context.tx.companyId}::uuid and units.id = mine.id returning units.id`);

/** How the units of a launch stand, and for whom those are held that are. */
export const standingsOf = (tx: Tx, launchId: string): Promise<(Standing & { id: string; siteId: string })[]> =>
  tx.rows({
    text: `select units.id, units.site_id as "siteId", units.code, units.layout, units.building, units.floor, units.list_price_fen as price,
        units.state, units.version, units.consultant_id as "byId", holds.buyer_id as "forId"
      from units left join holds on holds.company_id = units.company_id and holds.unit_id = units.id and holds.state = 'live'
      where units.company_id = $1 and units.launch_id = $2 limit 5000`,
    values: [tx.companyId, launchId],
  });
