/** Writes of refunds, allowances and complaints about debts. */
import sql from 'sql-template-tag';
import type { AllowanceState, RefundMethod, RefundState } from '#core/money/index.ts';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

export interface Refund {
  readonly id: string;
  readonly dealId: string;
  readonly siteId: string;
  readonly customerId: string;
  readonly amountFen: number;
  readonly method: RefundMethod;
  readonly reason: string;
  readonly state: RefundState;
  readonly payableFrom: LocalDate | null;
  readonly askedBy: string | null;
}
export async function dealOfRefund(tx: Tx, refundId: string): Promise<string> {
  const row = await tx.row<{ dealId: string }>(
    sql`select refunds.deal_id as "dealId" from refunds where refunds.company_id = ${tx.companyId} and refunds.id = ${refundId}`,
  );
  if (!row) throw notFound('退款 / refund');
  return row.dealId;
}
export async function lockRefund(tx: Tx, refundId: string): Promise<Refund> {
  const row =
    await tx.row<Refund>(sql`select refunds.id, refunds.deal_id as "dealId", refunds.site_id as "siteId", refunds.customer_id as "customerId",
      refunds.amount_fen as "amountFen", refunds.method, refunds.reason, refunds.state, refunds.payable_from as "payableFrom", refunds.asked_by as "askedBy"
    from refunds where refunds.company_id = ${tx.companyId} and refunds.id = ${refundId} for update`);
  if (!row) throw notFound('退款 / refund');
  return row;
}
export const insertRefund = (
  tx: Tx,
  one: Refund & { readonly at: Instant; readonly journalId: string },
): Promise<number> =>
  tx.run(sql`insert into refunds (company_id, id, site_id, deal_id, customer_id, amount_fen, method, reason, state, asked_at, asked_by, payable_from, journal_id)
    values (${tx.companyId}, ${one.id}, ${one.siteId}, ${one.dealId}, ${one.customerId}, ${one.amountFen}, ${one.method}, ${one.reason}, ${one.state},
      ${one.at}, ${one.askedBy}, ${one.payableFrom}, ${one.journalId})`);
export const approveRefund = (tx: Tx, refundId: string, payableFrom: LocalDate): Promise<number> =>
  tx.run(
    sql`update refunds set state = 'due', payable_from = ${payableFrom} where company_id = ${tx.companyId} and id = ${refundId} and state = 'requested'`,
  );
export const dropRefund = (tx: Tx, refundId: string, why: string): Promise<number> =>
  tx.run(
    sql`update refunds set state = 'dropped', dropped_why = ${why} where company_id = ${tx.companyId} and id = ${refundId} and state in ('requested', 'due')`,
  );
export const payRefund = (tx: Tx, refundId: string, receiptId: string, by: string, at: Instant): Promise<number> =>
  tx.run(sql`update refunds set state = 'paid', paid_at = ${at}, paid_by = ${by}, receipt_id = ${receiptId}
    where company_id = ${tx.companyId} and id = ${refundId} and state = 'due'`);

/** The payment was taken back: the refund is due as before. */
export const reopenRefund = (tx: Tx, receiptId: string): Promise<number> =>
  tx.run(sql`update refunds set state = 'due', paid_at = null, paid_by = null, receipt_id = null
    where company_id = ${tx.companyId} and receipt_id = ${receiptId} and state = 'paid'`);

/** Locked, in the order in which they were asked for. */
export const lockPromised = (tx: Tx, dealId: string): Promise<Refund[]> =>
  tx.rows<Refund>(sql`select refunds.id, refunds.deal_id as "dealId", refunds.site_id as "siteId", refunds.customer_id as "customerId",
      refunds.amount_fen as "amountFen", refunds.method, refunds.reason, refunds.state, refunds.payable_from as "payableFrom", refunds.asked_by as "askedBy"
    from refunds where refunds.company_id = ${tx.companyId} and refunds.deal_id = ${dealId} and refunds.state in ('requested', 'due')
    order by refunds.asked_at, refunds.id for update`);
export const shrinkRefund = (tx: Tx, refundId: string, toFen: number): Promise<number> =>
  tx.run(
    sql`update refunds set amount_fen = ${toFen} where company_id = ${tx.companyId} and id = ${refundId} and state = 'due'`,
  );

/** Asked for or due, and not paid yet. */
export const promisedFen = async (tx: Tx, dealId: string): Promise<number> =>
  (
    await tx.row<{ fen: number }>(sql`select coalesce(sum(refunds.amount_fen), 0)::bigint as fen from refunds
      where refunds.company_id = ${tx.companyId} and refunds.deal_id = ${dealId} and refunds.state in ('requested', 'due')`)
  )?.fen ?? 0;

export interface Allowance {
  readonly id: string;
  readonly dealId: string;
  readonly siteId: string;
  readonly kind: 'allowance' | 'return';
  readonly amountFen: number;
  readonly state: AllowanceState;
  readonly askedBy: string;
}
export async function dealOfAllowance(tx: Tx, allowanceId: string): Promise<string> {
  const row = await tx.row<{ dealId: string }>(
    sql`select allowances.deal_id as "dealId" from allowances where allowances.company_id = ${tx.companyId} and allowances.id = ${allowanceId}`,
  );
  if (!row) throw notFound('折让 / allowance');
  return row.dealId;
}
export async function lockAllowance(tx: Tx, allowanceId: string): Promise<Allowance> {
  const row =
    await tx.row<Allowance>(sql`select allowances.id, allowances.deal_id as "dealId", allowances.site_id as "siteId", allowances.kind,
      allowances.amount_fen as "amountFen", allowances.state, allowances.asked_by as "askedBy"
    from allowances where allowances.company_id = ${tx.companyId} and allowances.id = ${allowanceId} for update`);
  if (!row) throw notFound('折让 / allowance');
  return row;
}
export const insertAllowance = (
  tx: Tx,
  one: Allowance & {
    readonly number: string;
    readonly reason: string;
    readonly complaintRef: string;
    readonly detail: unknown;
    readonly at: Instant;
    readonly journalId: string;
  },
): Promise<number> =>
  tx.run(sql`insert into allowances (company_id, id, site_id, number, deal_id, kind, amount_fen, reason, complaint_ref, detail, state, asked_by, asked_at,
      booked_at, journal_id)
    values (${tx.companyId}, ${one.id}, ${one.siteId}, ${one.number}, ${one.dealId}, ${one.kind}, ${one.amountFen}, ${one.reason}, ${one.complaintRef},
      ${JSON.stringify(one.detail)}, ${one.state}, ${one.askedBy}, ${one.at}, ${one.state === 'booked' ? one.at : null}, ${one.journalId})`);
export const setAllowance = (
  tx: Tx,
  allowanceId: string,
  state: AllowanceState,
  bookedAt: Instant | null,
): Promise<number> =>
  tx.run(
    sql`update allowances set state = ${state}, booked_at = ${bookedAt} where company_id = ${tx.companyId} and id = ${allowanceId}`,
  );

export interface Complaint {
  readonly id: string;
  readonly dealId: string;
  readonly settledAt: Instant | null;
  readonly amountFen: number;
}
export async function complaintById(tx: Tx, complaintId: string): Promise<Complaint> {
  const row =
    await tx.row<Complaint>(sql`select k.id, k.deal_id as "dealId", k.settled_at as "settledAt", k.amount_fen as "amountFen"
    from debt_complaints k where k.company_id = ${tx.companyId} and k.id = ${complaintId}`);
  if (!row) throw notFound('客诉 / complaint');
  return row;
}
export const hasOpenComplaint = async (tx: Tx, dealId: string): Promise<boolean> =>
  (await tx.row(
    sql`select 1 from debt_complaints k where k.company_id = ${tx.companyId} and k.deal_id = ${dealId} and k.settled_at is null`,
  )) !== null;
export const insertComplaint = (
  tx: Tx,
  one: {
    readonly id: string;
    readonly siteId: string;
    readonly dealId: string;
    readonly ref: string;
    readonly amountFen: number;
    readonly by: string;
    readonly at: Instant;
    readonly journalId: string;
  },
): Promise<number> =>
  tx.run(sql`insert into debt_complaints (company_id, id, site_id, deal_id, ref, amount_fen, opened_at, opened_by, journal_id)
    values (${tx.companyId}, ${one.id}, ${one.siteId}, ${one.dealId}, ${one.ref}, ${one.amountFen}, ${one.at}, ${one.by}, ${one.journalId})`);
export const settleComplaint = (tx: Tx, complaintId: string, stands: boolean, at: Instant): Promise<number> =>
  tx.run(
    sql`update debt_complaints set settled_at = ${at}, stands = ${stands} where company_id = ${tx.companyId} and id = ${complaintId} and settled_at is null`,
  );
