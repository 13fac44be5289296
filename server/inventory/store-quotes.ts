/** Prices that were quoted, with what they were measured against: said across the desk, or lines of a quotation sheet. */
import sql from 'sql-template-tag';
import type { Tx } from '#server/platform/database.ts';

export interface NewQuote {
  readonly id: string;
  readonly unitId: string;
  readonly siteId: string;
  readonly customerId: string | null;
  readonly consultantId: string;
  readonly priceFen: number;
  readonly listPriceFen: number;
  readonly needsApproval: boolean;
  readonly channel: string;
  readonly basis: string;
  readonly at: string;
  readonly journalId: string;
  /** The quotation sheet of which it is a line, and the how many-th. */
  readonly sheet?: { readonly id: string; readonly position: number };
}

export const insertQuote = (tx: Tx, one: NewQuote): Promise<number> =>
  tx.run(sql`
    insert into quotes (company_id, id, unit_id, site_id, customer_id, consultant_id, price_fen, list_price_fen, needs_approval, channel, basis, at, journal_id,
      sheet_id, position)
    values (${tx.companyId}::uuid, ${one.id}::uuid, ${one.unitId}::uuid, ${one.siteId}::uuid, ${one.customerId}::uuid, ${one.consultantId}::uuid,
      ${one.priceFen}, ${one.listPriceFen}, ${one.needsApproval}, ${one.channel}, ${one.basis}, ${one.at}, ${one.journalId}::uuid,
      ${one.sheet?.id ?? null}::uuid, ${one.sheet?.position ?? null})`);

export interface SheetLine {
  readonly sheetId: string;
  readonly unitId: string;
  readonly code: string;
  readonly name: string;
  readonly priceFen: number;
  readonly listPriceFen: number;
  readonly needsApproval: boolean;
}
export const linesOfSheets = (tx: Tx, sheetIds: readonly string[]): Promise<SheetLine[]> =>
  tx.rows<SheetLine>(sql`
    select quotes.sheet_id as "sheetId", quotes.unit_id as "unitId", units.code, units.name, quotes.price_fen as "priceFen",
      quotes.list_price_fen as "listPriceFen", quotes.needs_approval as "needsApproval"
    from quotes join units on units.company_id = quotes.company_id and units.id = quotes.unit_id
    where quotes.company_id = ${tx.companyId}::uuid and quotes.sheet_id = any(${[...sheetIds]}::uuid[])
    order by quotes.sheet_id, quotes.position limit 2000`);

/** A sheet that came back is filled anew; what stood on it before is in the journal. */
export const clearSheet = (tx: Tx, sheetId: string): Promise<number> =>
  tx.run(
    sql`delete from quotes where quotes.company_id = ${tx.companyId}::uuid and quotes.sheet_id = ${sheetId}::uuid`,
  );
