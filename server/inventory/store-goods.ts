/** Return slips: made out, approved, checked in, booked. */
import sql from 'sql-template-tag';
import type { SlipState } from '#core/inventory/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

export interface Slip {
  readonly id: string;
  readonly siteId: string;
  readonly number: number;
  readonly unitId: string | null;
  readonly goods: string;
  readonly handling: 'return' | 'rework';
  readonly approvedQuantity: number;
  readonly orderTolerancePercent: number | null;
  readonly actualQuantity: number | null;
  readonly instruction: string;
  readonly state: SlipState;
  readonly madeBy: string;
  readonly receivedBy: string | null;
}

export async function lockSlip(tx: Tx, slipId: string): Promise<Slip> {
  const slip = await tx.row<Slip>(sql`
    select s.id, s.site_id as "siteId", s.number, s.unit_id as "unitId", s.goods, s.handling, s.approved_quantity as "approvedQuantity",
      s.order_tolerance_percent as "orderTolerancePercent", s.actual_quantity as "actualQuantity", s.instruction, s.state, s.made_by as "madeBy",
      s.received_by as "receivedBy"
    from return_slips s where s.company_id = ${tx.companyId}::uuid and s.id = ${slipId}::uuid for update`);
  if (!slip) throw notFound('退货单 / return slip');
  return slip;
}

export interface NewSlip {
  readonly id: string;
  readonly siteId: string;
  readonly unitId: string | null;
  readonly customerId: string | null;
  readonly goods: string;
  readonly reason: string;
  readonly handling: string;
  readonly basis: string;
  readonly approvedQuantity: number;
  readonly orderTolerancePercent: number | null;
  readonly madeBy: string;
  readonly journalId: string;
}
export async function insertSlip(context: Context, slip: NewSlip): Promise<void> {
  const { tx, now } = context;
  await tx.run({
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 11))',
    values: [`${tx.companyId} return slips ${slip.siteId}`],
  });
  await tx.run(sql`
    insert into return_slips (company_id, id, site_id, number, unit_id, customer_id, goods, reason, handling, basis, approved_quantity,
      order_tolerance_percent, state, made_by, made_at, journal_id)
    select ${tx.companyId}::uuid, ${slip.id}::uuid, ${slip.siteId}::uuid, coalesce(max(s.number), 0) + 1, ${slip.unitId}::uuid, ${slip.customerId}::uuid,
      ${slip.goods}, ${slip.reason}, ${slip.handling}, ${slip.basis}, ${slip.approvedQuantity}, ${slip.orderTolerancePercent}::int, 'approving',
      ${slip.madeBy}::uuid, ${now}::timestamptz, ${slip.journalId}::uuid
    from return_slips s where s.company_id = ${tx.companyId}::uuid and s.site_id = ${slip.siteId}::uuid`);
}

export interface SlipStep {
  readonly state: SlipState;
  readonly askedNote?: string;
  readonly instruction?: string;
  readonly instructedBy?: string | null;
  readonly actualQuantity?: number;
  readonly receivedBy?: string | null;
  readonly booked?: number;
  readonly held?: number;
  readonly bookedBy?: string | null;
}
export const saveSlip = (context: Context, slipId: string, to: SlipStep): Promise<number> =>
  context.tx.run(sql`
    update return_slips set state = ${to.state}, asked_note = coalesce(${to.askedNote ?? null}::text, asked_note),
      instruction = coalesce(${to.instruction ?? null}::text, instruction), instructed_by = coalesce(${to.instructedBy ?? null}::uuid, instructed_by),
      actual_quantity = coalesce(${to.actualQuantity ?? null}::int, actual_quantity), received_by = coalesce(${to.receivedBy ?? null}::uuid, received_by),
      received_at = case when ${to.receivedBy ?? null}::uuid is null then received_at else ${context.now}::timestamptz end,
      booked_quantity = coalesce(${to.booked ?? null}::int, booked_quantity), held_quantity = coalesce(${to.held ?? null}::int, held_quantity),
      booked_by = coalesce(${to.bookedBy ?? null}::uuid, booked_by),
      booked_at = case when ${to.bookedBy ?? null}::uuid is null then booked_at else ${context.now}::timestamptz end, version = version + 1
    where company_id = ${context.tx.companyId}::uuid and id = ${slipId}::uuid`);

export const saveSlipApproval = (tx: Tx, slipId: string, approvalId: string): Promise<number> =>
  tx.run(
    sql`update return_slips set approval_id = ${approvalId}::uuid where company_id = ${tx.companyId}::uuid and id = ${slipId}::uuid`,
  );

/** What came back stands in the store again. */
export const addStock = (context: Context, unitId: string, by: number): Promise<number> =>
  context.tx.run(sql`update units set quantity = coalesce(quantity, 0) + ${by}, changed_at = ${context.now}, version = units.version + 1
    where units.company_id = ${context.tx.companyId}::uuid and units.id = ${unitId}::uuid and units.kind = 'stock'`);
