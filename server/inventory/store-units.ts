/** Units come onto the books and are described. */
import sql from 'sql-template-tag';
import type { UnitKind, UnitState } from '#core/inventory/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import type { Unit } from './store.ts';

type Maybe<Value> = Value | null | undefined;

export interface Description {
  readonly name?: Maybe<string>;
  readonly project?: Maybe<string>;
  readonly building?: Maybe<string>;
  readonly entrance?: Maybe<string>;
  readonly floor?: Maybe<number>;
  readonly room?: Maybe<string>;
  readonly layout?: Maybe<string>;
  readonly model?: Maybe<string>;
  readonly colour?: Maybe<string>;
  readonly location?: Maybe<string>;
  readonly validityDays?: Maybe<number>;
  readonly predictedArea?: Maybe<number>;
  readonly innerArea?: Maybe<number>;
  readonly arrivedOn?: Maybe<string>;
  readonly quantity?: Maybe<number>;
  readonly fields: Readonly<Record<string, unknown>>;
}
export interface NewUnit extends Description {
  readonly id: string;
  readonly siteId: string;
  readonly kind: UnitKind;
  readonly code: string;
  readonly vin: string | null;
  readonly stockState: string | null;
  readonly state: UnitState;
  readonly listPriceFen?: Maybe<number>;
  readonly floorPriceFen?: Maybe<number>;
  readonly isFixedPrice: boolean;
  readonly at: string;
}

/** Whether somebody has the code or the VIN already; the unique indexes are the second witness. */
export async function takenBy(
  tx: Tx,
  siteId: string,
  code: string,
  vin: string | null,
): Promise<'code' | 'vin' | null> {
  const row = await tx.row<{ code: boolean }>(sql`
    select units.site_id = ${siteId}::uuid and units.code = ${code} as code from units
    where units.company_id = ${tx.companyId}::uuid and ((units.site_id = ${siteId}::uuid and units.code = ${code}) or units.vin = ${vin})
    order by 1 desc limit 1`);
  return row === null ? null : row.code ? 'code' : 'vin';
}

/** A first price is written down like every later one: as the item of a list, in force at once. */
export async function insertUnit(context: Context, unit: NewUnit, journalId: string): Promise<void> {
  const { tx } = context;
  const text = (value: Maybe<string>) => value ?? '';
  await tx.run(sql`
    insert into units (company_id, id, site_id, kind, code, name, project, building, entrance, floor, room, layout, predicted_area, inner_area, vin,
      model, colour, location, stock_state, arrived_on, at_branch_since, validity_days, quantity, state, withheld_reason, list_price_fen,
      floor_price_fen, is_fixed_price, fields, added_at, changed_at)
    values (${tx.companyId}::uuid, ${unit.id}::uuid, ${unit.siteId}::uuid, ${unit.kind}, ${unit.code}, ${text(unit.name)}, ${text(unit.project)},
      ${text(unit.building)}, ${text(unit.entrance)}, ${unit.floor ?? null}, ${text(unit.room)}, ${text(unit.layout)}, ${unit.predictedArea ?? null},
      ${unit.innerArea ?? null}, ${unit.vin}, ${text(unit.model)}, ${text(unit.colour)}, ${text(unit.location)}, ${unit.stockState},
      ${unit.arrivedOn ?? null}::date, case when ${unit.stockState}::text = 'at_branch' then ${unit.arrivedOn ?? unit.at.slice(0, 10)}::date end,
      ${unit.validityDays ?? null}, ${unit.quantity ?? null}, ${unit.state}, '', ${unit.listPriceFen ?? null}, ${unit.floorPriceFen ?? null},
      ${unit.isFixedPrice}, ${JSON.stringify(unit.fields)}::jsonb, ${unit.at}, ${unit.at})`);
  if (!unit.listPriceFen) return;
  const listId = context.newId();
  await tx.run(sql`
    insert into price_lists (company_id, id, site_id, number, name, state, effective_at, applied_at, created_at, created_by, decided_at, journal_id)
    select ${tx.companyId}::uuid, ${listId}::uuid, ${unit.siteId}::uuid,
      coalesce((select max(l.number) from price_lists l where l.company_id = ${tx.companyId}::uuid and l.site_id = ${unit.siteId}::uuid), 0) + 1,
      ${unit.code}, 'approved', ${unit.at}::timestamptz, ${unit.at}::timestamptz, ${unit.at}::timestamptz, ${context.actor.staffId}::uuid,
      ${unit.at}::timestamptz, ${journalId}::uuid`);
  await tx.run(sql`
    insert into price_list_items (company_id, list_id, unit_id, list_price_fen, floor_price_fen, is_fixed_price)
    values (${tx.companyId}::uuid, ${listId}::uuid, ${unit.id}::uuid, ${unit.listPriceFen}, ${unit.floorPriceFen ?? null}, ${unit.isFixedPrice})`);
}

/** What is not named stays as it is. */
export async function saveDescription(context: Context, unit: Unit, said: Description): Promise<void> {
  const { tx } = context;
  const next = { ...unit, ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) };
  await tx.run(sql`
    update units set name = ${next.name}, project = ${next.project}, building = ${next.building}, entrance = ${next.entrance}, floor = ${next.floor},
      room = ${next.room}, layout = ${next.layout}, model = ${next.model}, colour = ${next.colour}, location = ${next.location},
      validity_days = ${next.validityDays}, predicted_area = ${next.predictedArea}, arrived_on = ${next.arrivedOn}::date,
      quantity = ${next.quantity}, fields = ${JSON.stringify(next.fields)}::jsonb, changed_at = ${context.now}, version = units.version + 1
    where units.company_id = ${tx.companyId}::uuid and units.id = ${unit.id}::uuid`);
}

export const saveMark = (context: Context, unit: Unit, place: 'board' | 'vehicle'): Promise<number> =>
  context.tx.run(sql`
    update units set is_marked = true, marked_at = ${context.now}, marked_by = ${context.actor.staffId}::uuid, mark_place = ${place},
      changed_at = ${context.now}, version = units.version + 1
    where units.company_id = ${context.tx.companyId}::uuid and units.id = ${unit.id}::uuid`);
