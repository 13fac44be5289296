/** Units that come in with a sheet, by the batch: put in, filled in, priced, and taken back as long as nobody has built on them. */
import type { UnitCard, UnitNow, UnitPrice, UnitState } from '#core/inventory/index.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';
import type { Unit } from './store.ts';

export type NewUnit = Omit<
  Unit,
  | 'siteId'
  | 'atBranchSince'
  | 'validityDays'
  | 'quantity'
  | 'soldPriceFen'
  | 'fields'
  | 'dealId'
  | 'customerId'
  | 'consultantId'
  | 'launchId'
  | 'addedAt'
  | 'version'
> & { readonly fields: Readonly<Record<string, string | number>> };

/** A unit that was put in by somebody else meanwhile is left out of the answer. */
export const addUnits = (
  tx: Tx,
  siteId: string,
  importId: string,
  at: Instant,
  units: readonly NewUnit[],
): Promise<{ id: string }[]> =>
  tx.rows({
    name: 'inventory.import-units',
    text: `insert into units (company_id, id, site_id, kind, code, name, project, building, entrance, floor, room, layout, predicted_area, surveyed_area, inner_area,
        vin, model, colour, location, stock_state, arrived_on, at_branch_since, state, withheld_reason, is_marked, marked_at, mark_place,
        list_price_fen, floor_price_fen, unit_price_fen, is_fixed_price, fields, import_id, added_at, changed_at)
      select $1, u.id, $2, u.kind, u.code, u.name, u.project, u.building, u.entrance, u.floor, u.room, u.layout, u."predictedArea", u."surveyedArea", u."innerArea",
        u.vin, u.model, u.colour, u.location, u."stockState", u."arrivedOn", case when u."stockState" = 'at_branch' then u."arrivedOn" end,
        u.state, u."withheldReason", u."isMarked", case when u."isMarked" then $4::timestamptz end, case when u."isMarked" then 'board' end,
        u."listPriceFen", u."floorPriceFen", u."unitPriceFen", u."isFixedPrice", u.fields, $3, $4, $4
      from jsonb_to_recordset($5::jsonb) as u (id uuid, kind text, code text, name text, project text, building text, entrance text, floor int, room text,
        layout text, "predictedArea" numeric, "surveyedArea" numeric, "innerArea" numeric, vin text, model text, colour text, location text, "stockState" text,
        "arrivedOn" date, state text, "withheldReason" text, "isMarked" boolean, "listPriceFen" bigint, "floorPriceFen" bigint, "unitPriceFen" bigint,
        "isFixedPrice" boolean, fields jsonb)
      on conflict do nothing returning id`,
    values: [tx.companyId, siteId, importId, at, JSON.stringify(units)],
  });

export interface LockedUnit extends UnitNow {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly withheldReason: string;
}

export const lockUnitsForImport = (tx: Tx, ids: readonly string[]): Promise<LockedUnit[]> =>
  tx.rows({
    name: 'inventory.import-lock',
    text: `select id, code, version, state, withheld_reason as "withheldReason", project, layout, predicted_area as "predictedArea", surveyed_area as "surveyedArea",
        inner_area as "innerArea", model, colour, location, stock_state as "stockState", arrived_on as "arrivedOn", is_marked as "isMarked",
        list_price_fen as "listPriceFen", floor_price_fen as "floorPriceFen", unit_price_fen as "unitPriceFen", is_fixed_price as "isFixedPrice"
      from units where company_id = $1 and id = any($2::uuid[]) order by id for update`,
    values: [tx.companyId, ids],
  });

export interface UnitPatch extends Partial<UnitCard> {
  readonly id: string;
  readonly state?: UnitState;
  readonly withheldReason?: string;
}

/** Sets what is named and leaves the rest; `version` moves on, so that whoever builds on it afterwards is seen by an undo. */
export async function patchUnits(tx: Tx, at: Instant, patches: readonly UnitPatch[]): Promise<void> {
  if (patches.length === 0) return;
  const set = (column: string, key: string, type: string): string =>
    `${column} = case when p.patch ? '${key}' then (p.patch ->> '${key}')::${type} else u.${column} end`;
  await tx.run({
    name: 'inventory.import-patch',
    text: `update units u set ${[
      set('project', 'project', 'text'),
      set('layout', 'layout', 'text'),
      set('predicted_area', 'predictedArea', 'numeric'),
      set('surveyed_area', 'surveyedArea', 'numeric'),
      set('inner_area', 'innerArea', 'numeric'),
      set('model', 'model', 'text'),
      set('colour', 'colour', 'text'),
      set('location', 'location', 'text'),
      set('stock_state', 'stockState', 'text'),
      set('arrived_on', 'arrivedOn', 'date'),
      set('is_marked', 'isMarked', 'boolean'),
      set('state', 'state', 'text'),
      set('withheld_reason', 'withheldReason', 'text'),
    ].join(', ')}, changed_at = $3, version = u.version + 1
      from jsonb_array_elements($2::jsonb) as p (patch) where u.company_id = $1 and u.id = (p.patch ->> 'id')::uuid`,
    values: [tx.companyId, JSON.stringify(patches), at],
  });
}

export interface ListedPrice extends UnitPrice {
  readonly unitId: string;
  readonly beforeFen: number | null;
}

/** The list of an import: one in force for new units, one to be approved for units that had another price. Made when the first price comes. */
export async function addToImportedList(
  tx: Tx,
  list: {
    id: string;
    siteId: string;
    importId: string;
    name: string;
    state: 'draft' | 'approved';
    at: Instant;
    by: string | null;
  },
  prices: readonly ListedPrice[],
): Promise<void> {
  if (prices.length === 0) return;
  await tx.run({
    text: `insert into price_lists (company_id, id, site_id, number, name, reason, state, effective_at, applied_at, created_at, created_by, import_id)
      select $1, $2, $3, coalesce((select max(number) from price_lists where company_id = $1 and site_id = $3), 0) + 1, $4, '', $5, $6,
        case when $5 = 'approved' then $6::timestamptz end, $6, $7, $8
      where not exists (select 1 from price_lists where company_id = $1 and import_id = $8 and state = $5)`,
    values: [tx.companyId, list.id, list.siteId, list.name, list.state, list.at, list.by, list.importId],
  });
  await tx.run({
    text: `insert into price_list_items (company_id, list_id, unit_id, list_price_fen, floor_price_fen, unit_price_fen, is_fixed_price, before_fen)
      select $1, (select id from price_lists where company_id = $1 and import_id = $2 and state = $3 limit 1),
        i."unitId", i."listPriceFen", i."floorPriceFen", i."unitPriceFen", i."isFixedPrice", i."beforeFen"
      from jsonb_to_recordset($4::jsonb) as i ("unitId" uuid, "listPriceFen" bigint, "floorPriceFen" bigint, "unitPriceFen" bigint, "isFixedPrice" boolean, "beforeFen" bigint)
      on conflict (company_id, list_id, unit_id) do nothing`,
    values: [tx.companyId, list.importId, list.state, JSON.stringify(prices)],
  });
}

/** Takes units off the books that this import put there and nobody has touched since; answers which are gone. */
export async function removeImportedUnits(tx: Tx, importId: string, ids: readonly string[]): Promise<string[]> {
  const mine = await tx.rows<{ id: string }>({
    text: `select u.id from units u where u.company_id = $1 and u.id = any($2::uuid[]) and u.import_id = $3 and u.version = 1
      and not exists (select 1 from price_list_items i join price_lists l on l.company_id = i.company_id and l.id = i.list_id
        where i.company_id = u.company_id and i.unit_id = u.id and l.import_id is distinct from $3)
      order by u.id for update`,
    values: [tx.companyId, ids, importId],
  });
  const gone = mine.map((row) => row.id);
  await dropListedPrices(tx, importId, gone);
  await tx.run({
    text: 'delete from units where company_id = $1 and id = any($2::uuid[])',
    values: [tx.companyId, gone],
  });
  return gone;
}

/** Prices of these units leave the import's own lists, and a list without prices goes too. A list sent to approval is not ours any more. */
export async function dropListedPrices(tx: Tx, importId: string, unitIds: readonly string[]): Promise<void> {
  const lists = `select id from price_lists where company_id = $1 and import_id = $2 and state in ('draft', 'approved')`;
  await tx.run({
    text: `delete from price_list_items where company_id = $1 and list_id in (${lists}) and unit_id = any($3::uuid[])`,
    values: [tx.companyId, importId, unitIds],
  });
  await tx.run({
    text: `delete from price_lists l where l.company_id = $1 and l.id in (${lists})
      and not exists (select 1 from price_list_items i where i.company_id = l.company_id and i.list_id = l.id)`,
    values: [tx.companyId, importId],
  });
}
