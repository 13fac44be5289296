/** Prices that were quoted, with what they were measured against. */
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
}

export const insertQuote = (tx: Tx, one: NewQuote): Promise<number> =>
  tx.run(sql`
    insert into quotes (company_id, id, unit_id, site_id, customer_id, consultant_id, price_fen, list_price_fen, needs_approval, channel, basis, at, journal_id)
    values (${tx.companyId}::uuid, ${one.id}::uuid, ${one.unitId}::uuid, ${one.siteId}::uuid, ${one.customerId}::uuid, ${one.consultantId}::uuid,
      ${one.priceFen}, ${one.listPriceFen}, ${one.needsApproval}, ${one.channel}, ${one.basis}, ${one.at}, ${one.journalId}::uuid)`);
