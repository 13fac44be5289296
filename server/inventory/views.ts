/** Units as people see them: the board, lists, one unit with everything about it. What a reader may not see is left out here. */
import sql, { empty, join, type Sql } from 'sql-template-tag';
import type { inventory as routes } from '#contract/inventory.ts';
import type { BoardCell, UnitOut } from '#contract/inventory-shapes.ts';
import type { QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import { isSold, type UnitState } from '#core/inventory/index.ts';
import type { Instant } from '#core/kernel/instant.ts';
import { type Actor, requireScope, requireSite, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import type { Unit } from './store.ts';
import { unitColumns } from './store.ts';
import { holdRows, shownHold } from './views-holds.ts';
import { colleague } from './views-names.ts';
import { nextSteps } from './views-next.ts';

export function seesSold(actor: Actor, siteId: string): boolean {
  const scope = scopeOf(actor, 'inventory.soldPrices');
  return scope === 'company' || (scope !== null && actor.siteIds.includes(siteId));
}

/** What is on its way is not for everybody to know of (S2.15.c6.17 keeps the board current; who sees it is the house's matrix). */
export function transitCondition(actor: Actor): Sql {
  const scope = scopeOf(actor, 'inventory.transit');
  if (scope === 'company') return sql`true`;
  const shown = scope === null ? [] : [...actor.siteIds];
  return sql`(units.stock_state is distinct from 'in_transit' or units.site_id = any(${shown}::uuid[]))`;
}

interface CellRow extends Omit<BoardCell, 'hold'> {
  readonly project: string;
  readonly byId: string | null;
  readonly by: string | null;
  readonly until: Instant | null;
}

/** One statement for the whole board; a hold whose time is up has ended, whoever has looked. */
export async function board(
  context: Context,
  siteId: string,
  filter: { project?: string | undefined; building?: string | undefined },
): Promise<Omit<ResponseOf<typeof routes.board>, 'tag'>> {
  const { actor, tx, now } = context;
  requireSite(actor, 'inventory.read', siteId);
  const rows = await tx.rows<CellRow>({
    name: 'inventory.board',
    text: `select units.id, units.code, units.project, units.building, units.entrance, units.floor, units.room, units.layout,
        coalesce(units.surveyed_area, units.predicted_area) as area,
        case when units.state = 'held' and holds.id is null then 'available' else units.state end as state,
        units.is_marked as marked, units.list_price_fen as price, units.floor_price_fen as "floorPrice", units.is_fixed_price as fixed,
        units.launch_id as "launchId", units.version, holds.consultant_id as "byId", staff.name as by, holds.expires_at as until
      from units
        left join holds on holds.company_id = units.company_id and holds.unit_id = units.id and holds.state = 'live' and holds.expires_at > $3
        left join staff on staff.company_id = holds.company_id and staff.id = holds.consultant_id
      where units.company_id = $1 and units.site_id = $2 and units.kind = 'room' and ($4::text is null or units.project = $4)
        and ($5::text is null or units.building = $5)
      order by units.project, length(units.building), units.building, units.floor desc nulls last, units.entrance, units.room, units.id
      limit 20000`,
    values: [tx.companyId, siteId, now, filter.project ?? null, filter.building ?? null],
  });
  const sold = seesSold(actor, siteId);
  const cells = rows.map(({ project: _project, byId, by, until, ...row }): BoardCell => {
    const hidden = isSold(row.state) && !sold;
    return {
      ...row,
      price: hidden ? null : row.price,
      floorPrice: hidden ? null : row.floorPrice,
      hold: byId !== null && by !== null && until !== null ? { by, byId, until, mine: byId === actor.staffId } : null,
    };
  });
  return {
    siteId,
    at: now,
    projects: [...new Set(rows.map(({ project }) => project))],
    buildings: buildingsOf(rows),
    cells,
  };
}

function buildingsOf(rows: readonly CellRow[]) {
  const buildings = new Map<
    string,
    { project: string; building: string; floors: number[]; counts: Record<UnitState, number> }
  >();
  for (const { project, building, floor, state } of rows) {
    const key = `${project}|${building}`;
    const one = buildings.get(key) ?? { project, building, floors: [], counts: { ...none } };
    buildings.set(key, one);
    one.counts[state] += 1;
    if (floor !== null && one.floors.at(-1) !== floor && !one.floors.includes(floor)) one.floors.push(floor);
  }
  return [...buildings.values()];
}
const none: Readonly<Record<UnitState, number>> = {
  withheld: 0,
  available: 0,
  held: 0,
  subscribed: 0,
  contracted: 0,
  handed_over: 0,
};

/** That a unit is sold is for everybody; which deal has it is for those who may read that deal. */
function seesDeal(actor: Actor, unit: Unit, teamId: string | null): boolean {
  const scope = scopeOf(actor, 'deals.read');
  if (scope === 'company') return true;
  if (scope === 'site') return actor.siteIds.includes(unit.siteId);
  if (scope === null) return false;
  const isTheirs = unit.consultantId !== null && unit.consultantId === actor.staffId;
  return isTheirs || (scope === 'team' && teamId !== null && teamId === actor.teamId);
}

/** A unit without what the reader may not see; `teamId`: the team of whoever sold it, where it is known. */
export function unitOut(actor: Actor, unit: Unit, teamId: string | null = null): UnitOut {
  const { atBranchSince: _since, customerId: _customer, consultantId: _consultant, ...known } = unit;
  const shown = seesDeal(actor, unit, teamId) ? known : { ...known, dealId: null };
  if (seesSold(actor, unit.siteId)) return shown;
  const hidden = isSold(unit.state) ? { listPriceFen: null, floorPriceFen: null, unitPriceFen: null } : {};
  // Who ordered a car, as a sheet named them, is for those who see what was sold.
  const { orderedBy: _buyer, ...fields } = shown.fields;
  return { ...shown, ...hidden, fields, soldPriceFen: null };
}

const unitRows = (context: Context, rest: Sql): Promise<Unit[]> =>
  context.tx.rows<Unit>({
    text: `select ${unitColumns} from units where ${rest.text}`,
    values: rest.values,
  });

export async function units(
  context: Context,
  query: QueryOf<typeof routes.units>,
): Promise<ResponseOf<typeof routes.units>> {
  const { actor, tx } = context;
  const scope = requireScope(actor, 'inventory.read');
  const q = query.q ? `%${query.q.replace(/[\\%_]/g, '\\$&')}%` : null;
  const after = fromCursor(query.cursor, 2);
  const rows = await unitRows(
    context,
    sql`units.company_id = ${tx.companyId}::uuid and ${transitCondition(actor)}
      ${scope === 'company' ? empty : sql`and units.site_id = any(${[...actor.siteIds]}::uuid[])`}
      ${query.siteId ? sql`and units.site_id = ${query.siteId}::uuid` : empty}
      ${query.kind ? sql`and units.kind = ${query.kind}` : empty}
      ${query.state ? sql`and units.state = ${query.state}` : empty}
      ${query.building ? sql`and units.building = ${query.building}` : empty}
      ${query.layout ? sql`and units.layout = ${query.layout}` : empty}
      ${q ? sql`and (units.code ilike ${q} or units.name ilike ${q} or units.vin ilike ${q} or units.model ilike ${q})` : empty}
      ${after ? sql`and (units.code, units.id) > (${after[0]}, ${after[1]}::uuid)` : empty}
      order by units.code, units.id limit ${query.limit + 1}`,
  );
  const page = pageFrom(rows, query.limit, (row) => [row.code, row.id]);
  return { rows: page.rows.map((row) => unitOut(actor, row)), nextCursor: page.nextCursor };
}

/** One the reader may not see does not exist for them. */
export async function readableUnit(context: Context, unitId: string): Promise<Unit> {
  const { actor, tx } = context;
  const scope = requireScope(actor, 'inventory.read');
  const [unit] = await unitRows(
    context,
    join(
      [
        sql`units.company_id = ${tx.companyId}::uuid and units.id = ${unitId}::uuid`,
        transitCondition(actor),
        scope === 'company' ? sql`true` : sql`units.site_id = any(${[...actor.siteIds]}::uuid[])`,
      ],
      ' and ',
    ),
  );
  if (!unit) throw notFound('单位 / unit');
  return unit;
}

export async function unitDetail(context: Context, unitId: string): Promise<ResponseOf<typeof routes.unit>> {
  const { actor, tx, now } = context;
  const unit = await readableUnit(context, unitId);
  const rows = await holdRows(
    context,
    sql`and holds.unit_id = ${unitId}::uuid order by holds.placed_at desc, holds.id desc limit 21`,
  );
  const live = rows.find((row) => row.state === 'live' && row.expiresAt > now) ?? null;
  const earlier = await Promise.all(
    rows
      .filter((row) => row !== live)
      .slice(0, 20)
      .map((row) => shownHold(context, row)),
  );
  const hidden = isSold(unit.state) && !seesSold(actor, unit.siteId);
  const shown = unit.state === 'held' && live === null ? { ...unit, state: 'available' as const } : unit;
  const last = await tx.row<{
    id: string;
  }>(sql`select journal.id from journal where journal.company_id = ${tx.companyId}::uuid
    and journal.subject_type = 'unit' and journal.subject_id = ${unitId}::uuid order by journal.at desc, journal.id desc limit 1`);
  const { teamId } =
    unit.dealId !== null && unit.consultantId ? await colleague(tx, unit.consultantId) : { teamId: null };
  return {
    ...unitOut(actor, shown, teamId),
    hold: live === null ? null : await shownHold(context, live),
    holds: earlier,
    prices: hidden ? [] : await pricesOf(context, unitId),
    liabilities: await liabilitiesOf(context, unitId),
    moves: await movesOf(context, unitId),
    journalId: last?.id ?? null,
    whyNot: await nextSteps(context, shown, live),
  };
}

const pricesOf = (context: Context, unitId: string) =>
  context.tx.rows<{
    number: number;
    name: string;
    listPriceFen: number;
    floorPriceFen: number | null;
    effectiveAt: string;
  }>(sql`
    select price_lists.number, price_lists.name, items.list_price_fen as "listPriceFen", items.floor_price_fen as "floorPriceFen",
      price_lists.effective_at as "effectiveAt"
    from price_list_items items join price_lists on price_lists.company_id = items.company_id and price_lists.id = items.list_id
    where items.company_id = ${context.tx.companyId}::uuid and items.unit_id = ${unitId}::uuid and price_lists.state = 'approved'
    order by price_lists.effective_at desc, price_lists.number desc limit 50`);

const liabilitiesOf = async (context: Context, unitId: string) =>
  (
    await context.tx.rows<{
      id: string;
      staffId: string;
      name: string;
      reason: string;
      at: string;
      journalId: string;
    }>(sql`
      select l.id, l.staff_id as "staffId", staff.name, l.reason, l.at, l.journal_id as "journalId"
      from unit_liabilities l join staff on staff.company_id = l.company_id and staff.id = l.staff_id
      where l.company_id = ${context.tx.companyId}::uuid and l.unit_id = ${unitId}::uuid order by l.at desc limit 20`)
  ).map(({ staffId, name, ...row }) => ({ ...row, staff: { id: staffId, name } }));

const movesOf = async (context: Context, unitId: string) =>
  (
    await context.tx.rows<{
      from: string;
      to: string;
      movedBy: 'company' | 'local_dealer';
      inspected: boolean;
      note: string;
      at: string;
      byId: string | null;
      by: string | null;
    }>(sql`
      select m.from_location as "from", m.to_location as "to", m.moved_by as "movedBy", m.inspected, m.note, m.at, staff.id as "byId", staff.name as "by"
      from vehicle_moves m left join staff on staff.company_id = m.company_id and staff.id = m.by
      where m.company_id = ${context.tx.companyId}::uuid and m.unit_id = ${unitId}::uuid order by m.at desc, m.id desc limit 50`)
  ).map(({ byId, by, ...row }) => ({ ...row, by: byId !== null && by !== null ? { id: byId, name: by } : null }));
