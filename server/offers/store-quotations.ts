/** Writes of quotation sheets. Their lines are quoted prices like any other and belong to inventory. */
import sql from 'sql-template-tag';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import type { QuotationState, StandingQuotation } from '#core/offers/index.ts';
import { linesOfSheets } from '#server/inventory/index.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

export interface Sheet {
  readonly id: string;
  readonly offerId: string;
  readonly siteId: string;
  readonly customerId: string;
  readonly consultantId: string;
  readonly number: string | null;
  readonly state: QuotationState;
  readonly priceFen: number;
  readonly belowListFen: number;
  readonly discountPercent: number;
  readonly paymentMethod: 'full' | 'instalments' | 'mortgage' | 'finance_company';
  readonly settlement: string;
  readonly service: string;
  readonly other: string;
  readonly commission: string;
  readonly channel: 'in_person' | 'phone' | 'message';
  readonly validUntil: LocalDate;
  readonly policyId: string | null;
  readonly approvalId: string | null;
  readonly madeAt: Instant;
  readonly madeBy: string | null;
  readonly issuedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly journalId: string;
}
const columns = `quotation_sheets.id, quotation_sheets.offer_id as "offerId", quotation_sheets.site_id as "siteId",
  quotation_sheets.customer_id as "customerId", quotation_sheets.consultant_id as "consultantId", quotation_sheets.number, quotation_sheets.state,
  quotation_sheets.price_fen as "priceFen", quotation_sheets.below_list_fen as "belowListFen",
  quotation_sheets.discount_percent::float8 as "discountPercent", quotation_sheets.payment_method as "paymentMethod", quotation_sheets.settlement,
  quotation_sheets.service, quotation_sheets.other, quotation_sheets.commission, quotation_sheets.channel,
  quotation_sheets.valid_until as "validUntil", quotation_sheets.policy_id as "policyId", quotation_sheets.approval_id as "approvalId",
  quotation_sheets.made_at as "madeAt", quotation_sheets.made_by as "madeBy", quotation_sheets.issued_at as "issuedAt",
  quotation_sheets.ended_at as "endedAt", quotation_sheets.journal_id as "journalId"`;

export async function sheetById(tx: Tx, sheetId: string): Promise<Sheet> {
  const sheet = await sheetOrNone(tx, sheetId);
  if (!sheet) throw notFound('报价书 / quotation');
  return sheet;
}
export const sheetOrNone = (tx: Tx, sheetId: string): Promise<Sheet | null> =>
  tx.row<Sheet>({
    name: 'offers.sheet',
    text: `select ${columns} from quotation_sheets where quotation_sheets.company_id = $1 and quotation_sheets.id = $2`,
    values: [tx.companyId, sheetId],
  });
/** Latest first. */
export const sheetsOf = (tx: Tx, offerId: string): Promise<Sheet[]> =>
  tx.rows<Sheet>({
    name: 'offers.sheets',
    text: `select ${columns} from quotation_sheets where quotation_sheets.company_id = $1 and quotation_sheets.offer_id = $2
      order by quotation_sheets.made_at desc, quotation_sheets.id desc limit 100`,
    values: [tx.companyId, offerId],
  });

/** The one that stands, else the one that waits, with its lines: what the stages of the offer ask for. */
export async function standingOf(tx: Tx, offerId: string): Promise<StandingQuotation | null> {
  const sheets = await sheetsOf(tx, offerId);
  const sheet =
    sheets.find(({ state }) => state === 'issued' || state === 'accepted') ??
    sheets.find(({ state }) => state === 'pending' || state === 'returned');
  if (!sheet) return null;
  const lines = await linesOfSheets(tx, [sheet.id]);
  const { id, state, validUntil } = sheet;
  return {
    id,
    state,
    validUntil,
    lines: lines.map(({ unitId, priceFen, needsApproval }) => ({ unitId, priceFen, needsConsent: needsApproval })),
  };
}

/** A sheet that came back takes its new content under the same id. */
export const putSheet = (tx: Tx, one: Omit<Sheet, 'number' | 'issuedAt' | 'endedAt' | 'approvalId'>): Promise<number> =>
  tx.run(sql`insert into quotation_sheets (company_id, id, offer_id, site_id, customer_id, consultant_id, state, price_fen, below_list_fen,
      discount_percent, payment_method, settlement, service, other, commission, channel, valid_until, policy_id, made_at, made_by, journal_id)
    values (${tx.companyId}, ${one.id}, ${one.offerId}, ${one.siteId}, ${one.customerId}, ${one.consultantId}, ${one.state}, ${one.priceFen},
      ${one.belowListFen}, ${one.discountPercent}, ${one.paymentMethod}, ${one.settlement}, ${one.service}, ${one.other}, ${one.commission},
      ${one.channel}, ${one.validUntil}, ${one.policyId}::uuid, ${one.madeAt}, ${one.madeBy}, ${one.journalId})
    on conflict (company_id, id) do update set state = excluded.state, price_fen = excluded.price_fen, below_list_fen = excluded.below_list_fen,
      discount_percent = excluded.discount_percent, payment_method = excluded.payment_method, settlement = excluded.settlement,
      service = excluded.service, other = excluded.other, commission = excluded.commission, channel = excluded.channel,
      valid_until = excluded.valid_until, policy_id = excluded.policy_id, made_at = excluded.made_at, made_by = excluded.made_by,
      journal_id = excluded.journal_id, version = quotation_sheets.version + 1`);

export const issueSheet = (tx: Tx, sheetId: string, number: string, at: Instant): Promise<number> =>
  tx.run(sql`update quotation_sheets set state = 'issued', number = ${number}, issued_at = ${at}, version = version + 1
    where quotation_sheets.company_id = ${tx.companyId} and quotation_sheets.id = ${sheetId}`);

export const setSheetState = (
  tx: Tx,
  sheetId: string,
  state: QuotationState,
  endedAt: Instant | null,
): Promise<number> =>
  tx.run(sql`update quotation_sheets set state = ${state}, ended_at = ${endedAt}, version = version + 1
    where quotation_sheets.company_id = ${tx.companyId} and quotation_sheets.id = ${sheetId}`);

export const setSheetApproval = (tx: Tx, sheetId: string, approvalId: string): Promise<number> =>
  tx.run(sql`update quotation_sheets set approval_id = ${approvalId}
    where quotation_sheets.company_id = ${tx.companyId} and quotation_sheets.id = ${sheetId}`);
