/** Price lists: drawn up, submitted, approved, in effect from an instant. A list that is approved never changes. */
import sql from 'sql-template-tag';
import type { PriceLine, PriceListFacts } from '#core/inventory/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

export interface PriceList {
  readonly id: string;
  readonly siteId: string;
  readonly number: number;
  readonly name: string;
  readonly reason: string;
  readonly state: PriceListFacts['state'];
  readonly effectiveAt: string;
  readonly createdBy: string | null;
}
const columns = `price_lists.id, price_lists.site_id as "siteId", price_lists.number, price_lists.name, price_lists.reason, price_lists.state,
  price_lists.effective_at as "effectiveAt", price_lists.created_by as "createdBy"`;

export async function priceListById(tx: Tx, listId: string): Promise<PriceList> {
  const list = await tx.row<PriceList>({
    text: `select ${columns} from price_lists where price_lists.company_id = $1 and price_lists.id = $2`,
    values: [tx.companyId, listId],
  });
  if (!list) throw notFound('价目表 / price list');
  return list;
}

export async function lockPriceList(tx: Tx, listId: string): Promise<PriceList> {
  const list = await tx.row<PriceList>({
    text: `select ${columns} from price_lists where price_lists.company_id = $1 and price_lists.id = $2 for update`,
    values: [tx.companyId, listId],
  });
  if (!list) throw notFound('价目表 / price list');
  return list;
}

export interface ItemText {
  readonly unitId: string;
  readonly listPriceFen: number;
  readonly floorPriceFen: number | null;
  readonly unitPriceFen: number | null;
  readonly isFixedPrice: boolean;
}

/** The site waits in line for its next number. */
export async function insertPriceList(
  context: Context,
  list: { id: string; siteId: string; name: string; reason: string; effectiveAt: string; journalId: string },
): Promise<void> {
  const { tx, now } = context;
  await tx.run({
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 9))',
    values: [`${tx.companyId} price lists ${list.siteId}`],
  });
  await tx.run(sql`
    insert into price_lists (company_id, id, site_id, number, name, reason, state, effective_at, created_at, created_by, journal_id)
    select ${tx.companyId}::uuid, ${list.id}::uuid, ${list.siteId}::uuid, coalesce(max(l.number), 0) + 1, ${list.name}, ${list.reason}, 'draft',
      ${list.effectiveAt}::timestamptz, ${now}::timestamptz, ${context.actor.staffId}::uuid, ${list.journalId}::uuid
    from price_lists l where l.company_id = ${tx.companyId}::uuid and l.site_id = ${list.siteId}::uuid`);
}

/** Units of another site are left out: how many went in is answered. */
export async function replaceItems(
  tx: Tx,
  list: Pick<PriceList, 'id' | 'siteId'>,
  items: readonly ItemText[],
): Promise<number> {
  await tx.run(
    sql`delete from price_list_items where company_id = ${tx.companyId}::uuid and list_id = ${list.id}::uuid`,
  );
  return tx.run({
    text: `insert into price_list_items (company_id, list_id, unit_id, list_price_fen, floor_price_fen, unit_price_fen, is_fixed_price, before_fen)
      select $1, $2, units.id, i."listPriceFen", i."floorPriceFen", i."unitPriceFen", i."isFixedPrice", units.list_price_fen
      from jsonb_to_recordset($4::jsonb) as i ("unitId" uuid, "listPriceFen" bigint, "floorPriceFen" bigint, "unitPriceFen" bigint, "isFixedPrice" boolean)
        join units on units.company_id = $1 and units.id = i."unitId" and units.site_id = $3
      on conflict do nothing`,
    values: [tx.companyId, list.id, list.siteId, JSON.stringify(items)],
  });
}

export const linesOf = (tx: Tx, listId: string): Promise<PriceLine[]> =>
  tx.rows<PriceLine>({
    text: `select i.unit_id as "unitId", units.list_price_fen as "beforeFen", units.floor_price_fen as "beforeFloorFen",
        i.list_price_fen as "listPriceFen", i.floor_price_fen as "floorPriceFen"
      from price_list_items i join units on units.company_id = i.company_id and units.id = i.unit_id
      where i.company_id = $1 and i.list_id = $2 order by i.unit_id limit 20000`,
    values: [tx.companyId, listId],
  });

export const pendingNumber = async (tx: Tx, siteId: string, exceptId: string): Promise<number | null> =>
  (
    await tx.row<{ number: number }>(sql`select l.number from price_lists l where l.company_id = ${tx.companyId}::uuid
      and l.site_id = ${siteId}::uuid and l.state = 'pending' and l.id <> ${exceptId}::uuid`)
  )?.number ?? null;

export interface ListChange {
  readonly state: PriceListFacts['state'];
  readonly effectiveAt?: string;
  readonly decidedAt?: string | null;
}
export const savePriceList = (tx: Tx, listId: string, to: ListChange): Promise<number> =>
  tx.run(sql`update price_lists set state = ${to.state}, effective_at = coalesce(${to.effectiveAt ?? null}::timestamptz, effective_at),
    decided_at = ${to.decidedAt ?? null}::timestamptz, version = version + 1
    where company_id = ${tx.companyId}::uuid and id = ${listId}::uuid`);

export const saveApproval = (tx: Tx, listId: string, approvalId: string): Promise<number> =>
  tx.run(
    sql`update price_lists set approval_id = ${approvalId}::uuid where company_id = ${tx.companyId}::uuid and id = ${listId}::uuid`,
  );

export const saveHead = (
  tx: Tx,
  listId: string,
  head: { name?: string | undefined; effectiveAt?: string | undefined },
): Promise<number> =>
  tx.run(sql`update price_lists set name = coalesce(${head.name ?? null}::text, name), version = version + 1,
    effective_at = coalesce(${head.effectiveAt ?? null}::timestamptz, effective_at)
    where company_id = ${tx.companyId}::uuid and id = ${listId}::uuid`);

export const unitsOfList = async (tx: Tx, listId: string): Promise<string[]> =>
  (
    await tx.rows<{ id: string }>(sql`select i.unit_id as id from price_list_items i
      where i.company_id = ${tx.companyId}::uuid and i.list_id = ${listId}::uuid limit 20000`)
  ).map(({ id }) => id);

/** The units cost what the list says, unless a later list already speaks for them. */
export async function applyPrices(context: Context, list: PriceList): Promise<number> {
  const { tx, now } = context;
  const changed = await tx.run({
    text: `update units set list_price_fen = i.list_price_fen, floor_price_fen = i.floor_price_fen, is_fixed_price = i.is_fixed_price,
        unit_price_fen = coalesce(i.unit_price_fen, round(i.list_price_fen / nullif(coalesce(units.surveyed_area, units.predicted_area), 0))),
        changed_at = $3, version = units.version + 1
      from price_list_items i
      where i.company_id = $1 and i.list_id = $2 and units.company_id = $1 and units.id = i.unit_id
        and not exists (select 1 from price_list_items o join price_lists l on l.company_id = o.company_id and l.id = o.list_id
          where o.company_id = $1 and o.unit_id = i.unit_id and l.state = 'approved' and l.applied_at is not null and l.effective_at > $4)`,
    values: [tx.companyId, list.id, now, list.effectiveAt],
  });
  await tx.run(
    sql`update price_lists set applied_at = ${now} where company_id = ${tx.companyId}::uuid and id = ${list.id}::uuid`,
  );
  return changed;
}
