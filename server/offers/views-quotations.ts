/** Quotations as people see them. */
import sql from 'sql-template-tag';
import type { z } from 'zod';
import type { QuotationOut } from '#contract/offers.ts';
import { decidePrint } from '#core/offers/index.ts';
import { openApprovalOf } from '#server/approvals/index.ts';
import { linesOfSheets, type SheetLine } from '#server/inventory/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { whyNot } from './said.ts';
import { type Sheet, sheetById, sheetsOf } from './store-quotations.ts';

type Out = z.output<typeof QuotationOut>;

export const staffNames = async (tx: Tx, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> => {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))];
  const rows = await tx.rows<{ id: string; name: string }>(sql`select staff.id, staff.name from staff
    where staff.company_id = ${tx.companyId} and staff.id = any(${wanted}::uuid[])`);
  return new Map(rows.map(({ id, name }) => [id, name]));
};

const lineOut = ({ unitId, code, name, priceFen, listPriceFen, needsApproval }: SheetLine): Out['lines'][number] => ({
  unit: { id: unitId, code, name },
  priceFen,
  listPriceFen,
  belowListFen: Math.max(0, listPriceFen - priceFen),
  discountPercent: listPriceFen > 0 ? Math.round(((listPriceFen - priceFen) / listPriceFen) * 10_000) / 100 : 0,
  needsConsent: needsApproval,
});

async function toOut(context: Context, sheets: readonly Sheet[]): Promise<Out[]> {
  const lines = await linesOfSheets(
    context.tx,
    sheets.map(({ id }) => id),
  );
  const names = await staffNames(
    context.tx,
    sheets.map(({ madeBy }) => madeBy),
  );
  const rows: Out[] = [];
  for (const { siteId: _site, customerId: _customer, consultantId: _consultant, madeBy, ...sheet } of sheets) {
    const open = sheet.state === 'pending' ? await openApprovalOf(context.tx, 'quotation', sheet.id) : null;
    rows.push({
      ...sheet,
      lines: lines.filter(({ sheetId }) => sheetId === sheet.id).map(lineOut),
      madeBy: madeBy === null ? null : { id: madeBy, name: names.get(madeBy) ?? '' },
      waitingFor: open?.waitingFor ?? null,
      whyNot: { print: await whyNot(context, decidePrint({ state: sheet.state })) },
    });
  }
  return rows;
}

export const quotationsOf = async (context: Context, offerId: string): Promise<Out[]> =>
  toOut(context, await sheetsOf(context.tx, offerId));
export async function quotationOut(context: Context, sheetId: string): Promise<Out> {
  const [out] = await toOut(context, [await sheetById(context.tx, sheetId)]);
  return out as Out;
}
