/** The door for sheets of rooms and vehicles. Rights are checked by the import; what the sheet may change is decided in core. */
import {
  changeByList,
  type ListedUnit,
  type ListRemark,
  stateOfListed,
  type UnitPrice,
} from '#core/inventory/index.ts';
import type { UnitKind } from '#core/inventory/types.ts';
import type { Context } from '#server/platform/context.ts';
import {
  addToImportedList,
  addUnits,
  dropListedPrices,
  type ListedPrice,
  lockUnitsForImport,
  type NewUnit,
  patchUnits,
  removeImportedUnits,
  type UnitPatch,
} from './store-imported.ts';
import { watchVehicles } from './vehicles.ts';

export interface ImportedUnit extends ListedUnit {
  /** The unit on the books, or null when it comes in new. */
  readonly unitId: string | null;
  readonly kind: UnitKind;
  readonly code: string;
  readonly name: string;
  readonly building: string;
  readonly entrance: string;
  readonly floor: number | null;
  readonly room: string;
  readonly vin: string | null;
  readonly fields: Readonly<Record<string, string | number>>;
}
export interface ImportedSheet {
  readonly importId: string;
  readonly siteId: string;
  /** What the price list that comes in with the sheet is called. */
  readonly name: string;
}
export type ImportedOutcome =
  | { readonly kind: 'created'; readonly unitId: string }
  /** `before` is what stood there, for an undo; null when the row changed nothing but perhaps a draft price. */
  | {
      readonly kind: 'updated';
      readonly unitId: string;
      readonly before: UnitPatch | null;
      readonly version: number;
      readonly remarks: readonly ListRemark[];
    }
  /** Somebody put the same unit in meanwhile: the row is looked at again. */
  | { readonly kind: 'raced' };

/** Puts a batch of a sheet in, in the order given; answers one outcome a row. */
export async function importUnits(
  context: Context,
  sheet: ImportedSheet,
  rows: readonly ImportedUnit[],
): Promise<readonly ImportedOutcome[]> {
  const { tx } = context;
  const outcomes = new Map<ImportedUnit, ImportedOutcome>();
  const fresh = rows.filter((row) => row.unitId === null).map((row) => ({ row, unit: newUnit(context.newId(), row) }));
  const added = new Set(
    (
      await addUnits(
        tx,
        sheet.siteId,
        sheet.importId,
        context.now,
        fresh.map(({ unit }) => unit),
      )
    ).map(({ id }) => id),
  );
  for (const { row, unit } of fresh)
    outcomes.set(row, added.has(unit.id) ? { kind: 'created', unitId: unit.id } : { kind: 'raced' });
  const firstPrices = fresh.filter(({ unit }) => added.has(unit.id)).map(({ unit }) => priceItem(unit.id, unit, null));
  await list(context, sheet, 'approved', firstPrices);

  const known = rows.filter((row) => row.unitId !== null);
  const books = new Map(
    (
      await lockUnitsForImport(
        tx,
        known.flatMap((row) => row.unitId ?? []),
      )
    ).map((unit) => [unit.id, unit]),
  );
  const patches: UnitPatch[] = [];
  const drafted: ListedPrice[] = [];
  for (const row of known) {
    const now = books.get(row.unitId ?? '');
    if (!now) {
      outcomes.set(row, { kind: 'raced' });
      continue;
    }
    const change = changeByList(now, row);
    const withheld = change.withhold === null ? {} : { state: 'withheld' as const, withheldReason: change.withhold };
    const patch: UnitPatch = { id: now.id, ...change.card, ...withheld };
    const touches = Object.keys(patch).length > 1;
    if (touches) patches.push(patch);
    if (change.price)
      drafted.push(...[priceItem(now.id, change.price, now.listPriceFen)].filter((item) => item !== null));
    const before = Object.fromEntries(Object.keys(patch).map((key) => [key, now[key as keyof typeof now]]));
    outcomes.set(row, {
      kind: 'updated',
      unitId: now.id,
      before: touches ? (before as unknown as UnitPatch) : null,
      version: now.version + 1,
      remarks: change.remarks,
    });
  }
  await patchUnits(tx, context.now, patches);
  await list(context, sheet, 'draft', drafted);
  if (rows.some((row) => row.kind === 'vehicle')) await watchVehicles(context, sheet.siteId);
  context.publish({ topic: 'inventory', siteId: sheet.siteId });
  return rows.map((row) => outcomes.get(row) ?? { kind: 'raced' });
}

const list = (
  context: Context,
  sheet: ImportedSheet,
  state: 'draft' | 'approved',
  prices: readonly (ListedPrice | null)[],
): Promise<void> =>
  addToImportedList(
    context.tx,
    { id: context.newId(), ...sheet, state, at: context.now, by: context.actor.staffId },
    prices.filter((price) => price !== null),
  );

const priceItem = (unitId: string, price: UnitPrice, beforeFen: number | null): ListedPrice | null =>
  price.listPriceFen === null
    ? null
    : {
        unitId,
        listPriceFen: price.listPriceFen,
        floorPriceFen: price.floorPriceFen,
        unitPriceFen: price.unitPriceFen,
        isFixedPrice: price.isFixedPrice,
        beforeFen,
      };

const newUnit = (id: string, row: ImportedUnit): NewUnit => ({
  id,
  kind: row.kind,
  code: row.code,
  name: row.name,
  project: row.project ?? '',
  building: row.building,
  entrance: row.entrance,
  floor: row.floor,
  room: row.room,
  layout: row.layout ?? '',
  predictedArea: row.predictedArea ?? null,
  surveyedArea: row.surveyedArea ?? null,
  innerArea: row.innerArea ?? null,
  vin: row.vin,
  model: row.model ?? '',
  colour: row.colour ?? '',
  location: row.location ?? '',
  stockState: row.stockState ?? null,
  arrivedOn: row.arrivedOn ?? null,
  state: stateOfListed(row.sale),
  withheldReason: row.sale === 'available' ? '' : row.stateWritten,
  isMarked: row.isMarked === true,
  listPriceFen: row.listPriceFen,
  floorPriceFen: row.floorPriceFen,
  unitPriceFen: row.unitPriceFen,
  isFixedPrice: row.isFixedPrice,
  fields: row.fields,
});

/** Takes units back that nobody has built on; answers which are gone. */
export async function removeImported(
  context: Context,
  importId: string,
  unitIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (unitIds.length === 0) return new Set();
  try {
    return new Set(await context.tx.attempt(() => removeImportedUnits(context.tx, importId, unitIds)));
  } catch (error) {
    if ((error as { code?: string } | null)?.code !== '23503') throw error;
  }
  // A hold, a quote or a paper points at one of them: found out one by one.
  const gone = new Set<string>();
  for (const id of unitIds)
    try {
      for (const one of await context.tx.attempt(() => removeImportedUnits(context.tx, importId, [id]))) gone.add(one);
    } catch (error) {
      if ((error as { code?: string } | null)?.code !== '23503') throw error;
    }
  return gone;
}

/** Puts back what an update changed, unless the unit has moved on since. The draft price goes with it. */
export async function restoreImported(
  context: Context,
  importId: string,
  unitId: string,
  before: UnitPatch | null,
  version: number,
): Promise<boolean> {
  await dropListedPrices(context.tx, importId, [unitId]);
  if (before === null) return true;
  const [now] = await lockUnitsForImport(context.tx, [unitId]);
  if (now?.version !== version) return false;
  await patchUnits(context.tx, context.now, [before]);
  return true;
}
