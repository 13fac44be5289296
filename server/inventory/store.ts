/** Writes of units and holds: the unit is locked, decided on and saved; every change of it is announced with its new state. */
import sql from 'sql-template-tag';
import type { HoldFacts, HoldState, StockState, UnitFacts, UnitKind, UnitState } from '#core/inventory/index.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

export interface Unit {
  readonly id: string;
  readonly siteId: string;
  readonly kind: UnitKind;
  readonly code: string;
  readonly name: string;
  readonly project: string;
  readonly building: string;
  readonly entrance: string;
  readonly floor: number | null;
  readonly room: string;
  readonly layout: string;
  readonly predictedArea: number | null;
  readonly surveyedArea: number | null;
  readonly innerArea: number | null;
  readonly vin: string | null;
  readonly model: string;
  readonly colour: string;
  readonly location: string;
  readonly stockState: StockState | null;
  readonly arrivedOn: string | null;
  readonly atBranchSince: string | null;
  readonly validityDays: number | null;
  readonly quantity: number | null;
  readonly state: UnitState;
  readonly withheldReason: string;
  readonly isMarked: boolean;
  readonly listPriceFen: number | null;
  readonly floorPriceFen: number | null;
  readonly unitPriceFen: number | null;
  readonly isFixedPrice: boolean;
  readonly soldPriceFen: number | null;
  readonly fields: Readonly<Record<string, string | number | null>>;
  readonly dealId: string | null;
  readonly customerId: string | null;
  readonly consultantId: string | null;
  readonly launchId: string | null;
  readonly addedAt: Instant;
  readonly version: number;
}

export const unitColumns = `units.id, units.site_id as "siteId", units.kind, units.code, units.name, units.project, units.building, units.entrance,
  units.floor, units.room, units.layout, units.predicted_area as "predictedArea", units.surveyed_area as "surveyedArea",
  units.inner_area as "innerArea", units.vin, units.model, units.colour, units.location, units.stock_state as "stockState",
  units.arrived_on as "arrivedOn", units.at_branch_since as "atBranchSince", units.validity_days as "validityDays", units.quantity, units.state,
  units.withheld_reason as "withheldReason", units.is_marked as "isMarked", units.list_price_fen as "listPriceFen",
  units.floor_price_fen as "floorPriceFen", units.unit_price_fen as "unitPriceFen", units.is_fixed_price as "isFixedPrice",
  units.sold_price_fen as "soldPriceFen", units.fields, units.deal_id as "dealId", units.customer_id as "customerId",
  units.consultant_id as "consultantId", units.launch_id as "launchId", units.added_at as "addedAt", units.version`;

export const factsOf = ({ id, kind, state, isMarked, quantity }: Unit): UnitFacts => ({
  id,
  kind,
  state,
  isMarked,
  quantity,
});

export async function unitById(tx: Tx, unitId: string): Promise<Unit> {
  const unit = await tx.row<Unit>({
    name: 'inventory.unit',
    text: `select ${unitColumns} from units where units.company_id = $1 and units.id = $2`,
    values: [tx.companyId, unitId],
  });
  if (!unit) throw notFound('单位 / unit');
  return unit;
}

/** Everybody who is about to decide on it waits here. */
export async function lockUnit(tx: Tx, unitId: string): Promise<Unit> {
  const unit = await tx.row<Unit>({
    name: 'inventory.lock-unit',
    text: `select ${unitColumns} from units where units.company_id = $1 and units.id = $2 for update`,
    values: [tx.companyId, unitId],
  });
  if (!unit) throw notFound('单位 / unit');
  return unit;
}

/** In the order of ids, so that two who lock the same do not wait for one another. */
export const lockUnits = (tx: Tx, unitIds: readonly string[]): Promise<Unit[]> =>
  tx.rows<Unit>({
    name: 'inventory.lock-units',
    text: `select ${unitColumns} from units where units.company_id = $1 and units.id = any($2::uuid[]) order by units.id for update`,
    values: [tx.companyId, unitIds],
  });

export interface Hold extends HoldFacts {
  readonly unitId: string;
  readonly siteId: string;
  readonly teamId: string | null;
  readonly launchId: string | null;
  readonly buyerId: string | null;
  /** Which of the buyer's choices it is. */
  readonly choice: number | null;
  readonly reason: string;
  readonly placedAt: Instant;
  readonly state: HoldState;
  readonly extensionAskedAt: Instant | null;
  readonly journalId: string;
}

const holdColumns = `holds.id, holds.unit_id as "unitId", holds.site_id as "siteId", holds.customer_id as "customerId",
  holds.consultant_id as "consultantId", holds.team_id as "teamId", holds.launch_id as "launchId", holds.buyer_id as "buyerId", holds.choice, holds.reason,
  holds.placed_at as "placedAt", holds.expires_at as "expiresAt", holds.extended, holds.state, holds.extension_asked_at as "extensionAskedAt",
  holds.journal_id as "journalId"`;

export const holdFacts = ({ id, customerId, consultantId, expiresAt, extended }: HoldFacts): HoldFacts => ({
  id,
  customerId,
  consultantId,
  expiresAt,
  extended,
});
export const holdFactsOrNone = (hold: HoldFacts | null): HoldFacts | null => (hold === null ? null : holdFacts(hold));

/** The unit's lock covers its hold. */
export const liveHoldOf = (tx: Tx, unitId: string): Promise<Hold | null> =>
  tx.row<Hold>({
    name: 'inventory.live-hold',
    text: `select ${holdColumns} from holds where holds.company_id = $1 and holds.unit_id = $2 and holds.state = 'live'`,
    values: [tx.companyId, unitId],
  });

export const liveHoldsOf = (tx: Tx, unitIds: readonly string[]): Promise<Hold[]> =>
  tx.rows<Hold>({
    name: 'inventory.live-holds',
    text: `select ${holdColumns} from holds where holds.company_id = $1 and holds.unit_id = any($2::uuid[]) and holds.state = 'live'`,
    values: [tx.companyId, unitIds],
  });

/** What somebody holds, the units in the order of their ids. */
export const heldBy = (tx: Tx, staffId: string): Promise<Hold[]> =>
  tx.rows<Hold>({
    text: `select ${holdColumns} from holds where holds.company_id = $1 and holds.consultant_id = $2 and holds.state = 'live' order by holds.unit_id`,
    values: [tx.companyId, staffId],
  });

/** Within a site the person keeps what they hold; the leader of the new team handles it from now on. */
export const moveToTeam = (tx: Tx, staffId: string, teamId: string | null): Promise<number> =>
  tx.run(sql`update holds set team_id = ${teamId}::uuid where holds.company_id = ${tx.companyId}::uuid
    and holds.consultant_id = ${staffId}::uuid and holds.state = 'live'`);

export async function holdById(tx: Tx, holdId: string): Promise<Hold> {
  const hold = await tx.row<Hold>({
    name: 'inventory.hold-by-id',
    text: `select ${holdColumns} from holds where holds.company_id = $1 and holds.id = $2`,
    values: [tx.companyId, holdId],
  });
  if (!hold) throw notFound('保留 / hold');
  return hold;
}

/** Holds of one consultant are counted by one command at a time; after the customer, before the unit. */
export const lockConsultant = (tx: Tx, staffId: string): Promise<number> =>
  tx.run({
    name: 'inventory.lock-consultant',
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 8))',
    values: [`${tx.companyId} holds ${staffId}`],
  });

export interface HoldCounts {
  readonly consultantHolds: number;
  readonly customerHolds: number;
  readonly lastExpiredAt: Instant | null;
}

/** Those whose time has run out do not count, whether or not the clock has been looked at. A launch has limits of its own. */
export async function countHolds(
  tx: Tx,
  of: { consultantId: string; customerId: string | null; unitId: string },
  now: Instant,
): Promise<HoldCounts> {
  const row = await tx.row<HoldCounts>({
    name: 'inventory.count-holds',
    text: `select
        (select count(*) from holds where holds.company_id = $1 and holds.consultant_id = $2 and holds.state = 'live' and holds.expires_at > $5
          and holds.launch_id is null and holds.unit_id <> $4)::int as "consultantHolds",
        (select count(*) from holds where holds.company_id = $1 and holds.customer_id = $3 and holds.state = 'live' and holds.expires_at > $5
          and holds.unit_id <> $4)::int as "customerHolds",
        (select max(holds.ended_at) from holds where holds.company_id = $1 and holds.unit_id = $4 and holds.consultant_id = $2
          and holds.state = 'expired') as "lastExpiredAt"`,
    values: [tx.companyId, of.consultantId, of.customerId, of.unitId, now],
  });
  return row ?? { consultantHolds: 0, customerHolds: 0, lastExpiredAt: null };
}

export interface LaunchBrief {
  readonly name: string;
  readonly opensAt: Instant;
}
/** The launch that keeps a unit for its buyers; null when there is none, or it is over. */
export const launchKeeping = (tx: Tx, unit: Pick<Unit, 'launchId'>): Promise<LaunchBrief | null> =>
  unit.launchId === null
    ? Promise.resolve(null)
    : tx.row<LaunchBrief>(sql`select launches.name, launches.opens_at as "opensAt" from launches
        where launches.company_id = ${tx.companyId}::uuid and launches.id = ${unit.launchId}::uuid and launches.state <> 'closed'`);

export interface NewHold {
  readonly id: string;
  readonly unitId: string;
  readonly siteId: string;
  readonly customerId: string | null;
  readonly consultantId: string;
  readonly teamId: string | null;
  readonly launchId?: string | null;
  readonly buyerId?: string | null;
  readonly choice?: number | null;
  readonly reason: string;
  readonly placedAt: Instant;
  readonly expiresAt: Instant;
  readonly extended?: number;
  readonly passedFrom?: string | null;
  readonly journalId: string;
}

export const insertHold = (tx: Tx, hold: NewHold): Promise<number> =>
  tx.run({
    name: 'inventory.insert-hold',
    text: `insert into holds (company_id, id, unit_id, site_id, customer_id, consultant_id, team_id, launch_id, buyer_id, reason, placed_at, expires_at,
        extended, state, passed_from, journal_id, choice)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'live', $14, $15, $16)`,
    values: [
      tx.companyId,
      hold.id,
      hold.unitId,
      hold.siteId,
      hold.customerId,
      hold.consultantId,
      hold.teamId,
      hold.launchId ?? null,
      hold.buyerId ?? null,
      hold.reason,
      hold.placedAt,
      hold.expiresAt,
      hold.extended ?? 0,
      hold.passedFrom ?? null,
      hold.journalId,
      hold.choice ?? null,
    ],
  });

export const endHold = (
  tx: Tx,
  holdId: string,
  to: Exclude<HoldState, 'live'>,
  end: { at: Instant; reason?: string; dealId?: string | null },
): Promise<number> =>
  tx.run({
    name: 'inventory.end-hold',
    text: `update holds set state = $3, ended_at = $4, ended_reason = $5, deal_id = $6, extension_asked_at = null, version = holds.version + 1
      where holds.company_id = $1 and holds.id = $2 and holds.state = 'live'`,
    values: [tx.companyId, holdId, to, end.at, end.reason ?? '', end.dealId ?? null],
  });

export const saveExtension = (
  tx: Tx,
  holdId: string,
  saved: { expiresAt: Instant; extended: number; askedAt: Instant | null },
): Promise<number> =>
  tx.run(sql`update holds set expires_at = ${saved.expiresAt}, extended = ${saved.extended}, extension_asked_at = ${saved.askedAt},
    version = holds.version + 1 where holds.company_id = ${tx.companyId}::uuid and holds.id = ${holdId}::uuid and holds.state = 'live'`);

export interface Standing {
  readonly state: UnitState;
  readonly isMarked: boolean;
  readonly withheldReason?: string;
  readonly dealId?: string | null;
  readonly customerId?: string | null;
  readonly consultantId?: string | null;
  readonly soldPriceFen?: number | null;
  readonly quantity?: number | null;
}

/** Saves how a unit stands now and tells every open board. */
export async function saveStanding(
  context: Context,
  unit: Unit,
  to: Standing,
  buyerId: string | null = null,
): Promise<Unit> {
  const { tx, now } = context;
  const next = {
    withheldReason: '',
    dealId: null,
    customerId: null,
    consultantId: null,
    soldPriceFen: null,
    quantity: unit.quantity,
    ...to,
  };
  const version = unit.version + 1;
  await tx.run({
    name: 'inventory.save-standing',
    text: `update units set state = $3, is_marked = $4, withheld_reason = $5, deal_id = $6, customer_id = $7, consultant_id = $8,
        sold_price_fen = $9, quantity = $10, changed_at = $11, version = $12, marked_at = case when $4 then coalesce(units.marked_at, $11) end,
        marked_by = case when $4 then coalesce(units.marked_by, $13::uuid) end, mark_place = case when $4 then coalesce(units.mark_place, 'board') end
      where units.company_id = $1 and units.id = $2`,
    values: [
      tx.companyId,
      unit.id,
      next.state,
      next.isMarked,
      next.withheldReason,
      next.dealId,
      next.customerId,
      next.consultantId,
      next.soldPriceFen,
      next.quantity,
      now,
      version,
      context.actor.staffId,
    ],
  });
  const saved = { ...unit, ...next, version };
  announce(context, saved, next.consultantId, buyerId);
  return saved;
}

/** A board can paint the cell from this; what it may not see it does not know by its id. */
export const announce = (
  context: Context,
  unit: Pick<Unit, 'id' | 'siteId' | 'state' | 'version'>,
  byId: string | null = null,
  forId: string | null = null,
): void =>
  context.publish({
    topic: 'inventory',
    siteId: unit.siteId,
    id: unit.id,
    state: unit.state,
    version: unit.version,
    byId,
    forId,
  });

export interface Liability {
  readonly id: string;
  readonly unitId: string;
  readonly siteId: string;
  readonly staffId: string;
  readonly harmedId: string | null;
  readonly dealId: string | null;
  readonly reason: string;
  readonly at: Instant;
  readonly journalId: string;
}
export const insertLiability = (tx: Tx, one: Liability): Promise<number> =>
  tx.run(sql`insert into unit_liabilities (company_id, id, unit_id, site_id, staff_id, harmed_id, deal_id, reason, at, journal_id)
    values (${tx.companyId}::uuid, ${one.id}::uuid, ${one.unitId}::uuid, ${one.siteId}::uuid, ${one.staffId}::uuid, ${one.harmedId}::uuid,
      ${one.dealId}::uuid, ${one.reason}, ${one.at}, ${one.journalId}::uuid)`);

export const saveSoldPrice = (tx: Tx, unitId: string, dealId: string, priceFen: number): Promise<number> =>
  tx.run(sql`update units set sold_price_fen = ${priceFen}, version = units.version + 1
    where units.company_id = ${tx.companyId}::uuid and units.id = ${unitId}::uuid and units.deal_id = ${dealId}::uuid`);
