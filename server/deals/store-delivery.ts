/** Writes and locked reads of what is promised about delivering, what the customer is told, and what a handover was found to be. */
import sql from 'sql-template-tag';
import type { CheckPoint, Delivery, ProgressKind, Promised, Wish } from '#core/deals/index.ts';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

export async function deliveryOf(tx: Tx, dealId: string): Promise<Delivery> {
  const row = await tx.row<Delivery>(sql`select deals.promised_on as "promisedOn", deals.delivery_due_on as "dueOn",
      deals.delivery_plan as plan, deals.payment_agreed as "paymentAgreed"
    from deals where deals.company_id = ${tx.companyId} and deals.id = ${dealId}`);
  if (!row) throw notFound('成交 / deal');
  return row;
}

export const saveDelivery = (
  tx: Tx,
  dealId: string,
  { promisedOn, dueOn, plan, paymentAgreed }: Pick<Promised, 'promisedOn' | 'dueOn' | 'plan' | 'paymentAgreed'>,
): Promise<number> =>
  tx.run(sql`update deals set promised_on = ${promisedOn}, delivery_due_on = ${dueOn}, delivery_plan = ${plan},
      payment_agreed = ${paymentAgreed}
    where company_id = ${tx.companyId} and id = ${dealId}`);
/** The customer chose how to pay: by the form, or by a change both agreed to. */
export const agreePayment = (tx: Tx, dealId: string, method: string): Promise<number> =>
  tx.run(sql`update deals set payment_agreed = ${method} where company_id = ${tx.companyId} and id = ${dealId}`);

export interface NewPromise {
  readonly id: string;
  readonly dealId: string;
  readonly oldOn: LocalDate | null;
  readonly newOn: LocalDate;
  readonly wish: Wish | null;
  readonly reason: string;
  readonly afterEffect: boolean;
  readonly at: Instant;
  readonly by: string | null;
  readonly journalId: string;
}
export const insertPromise = (tx: Tx, row: NewPromise): Promise<number> =>
  tx.run(sql`insert into deal_promises (company_id, id, deal_id, old_on, new_on, wish, reason, after_effect, at, by_id, journal_id)
    values (${tx.companyId}, ${row.id}, ${row.dealId}, ${row.oldOn}, ${row.newOn}, ${row.wish}, ${row.reason}, ${row.afterEffect}, ${row.at},
      ${row.by}, ${row.journalId})`);

// ── what the customer is told ──

export interface Telling {
  readonly id: string;
  readonly dealId: string;
  readonly what: ProgressKind;
  readonly dueOn: LocalDate;
  readonly aroseAt: Instant;
  readonly endedAt: Instant | null;
}
const tellingColumns = sql`deal_tellings.id, deal_tellings.deal_id as "dealId", deal_tellings.what, deal_tellings.due_on as "dueOn",
  deal_tellings.arose_at as "aroseAt", deal_tellings.ended_at as "endedAt"`;
export const insertTelling = (
  tx: Tx,
  row: {
    id: string;
    dealId: string;
    siteId: string;
    what: ProgressKind;
    promiseId: string | null;
    dueOn: LocalDate;
    at: Instant;
    journalId: string;
  },
): Promise<number> =>
  tx.run(sql`insert into deal_tellings (company_id, id, deal_id, site_id, what, promise_id, due_on, arose_at, journal_id)
    values (${tx.companyId}, ${row.id}, ${row.dealId}, ${row.siteId}, ${row.what}, ${row.promiseId}, ${row.dueOn}, ${row.at}, ${row.journalId})`);
export const openTellings = (tx: Tx, dealId: string): Promise<Telling[]> =>
  tx.rows<Telling>(sql`select ${tellingColumns} from deal_tellings where deal_tellings.company_id = ${tx.companyId}
    and deal_tellings.deal_id = ${dealId} and deal_tellings.ended_at is null order by deal_tellings.arose_at, deal_tellings.id
    limit 500 for update`);
export const lockTelling = (tx: Tx, id: string): Promise<Telling | null> =>
  tx.row<Telling>(sql`select ${tellingColumns} from deal_tellings
    where deal_tellings.company_id = ${tx.companyId} and deal_tellings.id = ${id} for update`);
export const endTellings = (
  tx: Tx,
  ids: readonly string[],
  end: {
    how: 'told' | 'handover' | 'dropped';
    at: Instant;
    by: string | null;
    channel?: string;
    note?: string;
    followUpId?: string;
  },
): Promise<number> =>
  tx.run(sql`update deal_tellings set ended_at = ${end.at}, ended_how = ${end.how}, ended_by = ${end.by}, channel = ${end.channel ?? null},
      note = ${end.note ?? ''}, follow_up_id = ${end.followUpId ?? null}
    where company_id = ${tx.companyId} and id = any(${[...ids]}::uuid[]) and ended_at is null`);

// ── the check at the handover ──

export const insertCheck = (
  tx: Tx,
  row: {
    dealId: string;
    promisedOn: LocalDate | null;
    inTime: boolean | null;
    daysLate: number | null;
    lateCause: string;
    check: {
      quality: { ok: boolean; note: string };
      quantity: { ok: boolean; note: string };
      remark: string;
    } | null;
    at: Instant;
    by: string | null;
    journalId: string;
  },
): Promise<number> =>
  tx.run(sql`insert into deal_checks (company_id, deal_id, promised_on, in_time, days_late, late_cause, is_checked, quality_ok, quality_note,
      quantity_ok, quantity_note, remark, at, by_id, journal_id)
    values (${tx.companyId}, ${row.dealId}, ${row.promisedOn}, ${row.inTime}, ${row.daysLate}, ${row.lateCause}, ${row.check !== null},
      ${row.check?.quality.ok ?? null}, ${row.check?.quality.note ?? ''}, ${row.check?.quantity.ok ?? null}, ${row.check?.quantity.note ?? ''},
      ${row.check?.remark ?? ''}, ${row.at}, ${row.by}, ${row.journalId})`);

export interface StoredDefect {
  readonly id: string;
  readonly dealId: string;
  readonly point: CheckPoint;
  readonly what: string;
  readonly dueOn: LocalDate;
  readonly mendedAt: Instant | null;
}
export const insertDefect = (
  tx: Tx,
  row: {
    id: string;
    dealId: string;
    siteId: string;
    point: CheckPoint;
    what: string;
    dueOn: LocalDate;
    at: Instant;
    by: string | null;
  },
): Promise<number> =>
  tx.run(sql`insert into deal_defects (company_id, id, deal_id, site_id, point, what, due_on, noted_at, noted_by)
    values (${tx.companyId}, ${row.id}, ${row.dealId}, ${row.siteId}, ${row.point}, ${row.what}, ${row.dueOn}, ${row.at}, ${row.by})`);
export const lockDefect = (tx: Tx, id: string): Promise<StoredDefect | null> =>
  tx.row<StoredDefect>(sql`select deal_defects.id, deal_defects.deal_id as "dealId", deal_defects.point, deal_defects.what,
      deal_defects.due_on as "dueOn", deal_defects.mended_at as "mendedAt"
    from deal_defects where deal_defects.company_id = ${tx.companyId} and deal_defects.id = ${id} for update`);
export const mendDefect = (
  tx: Tx,
  id: string,
  { at, by, note }: { at: Instant; by: string | null; note: string },
): Promise<number> =>
  tx.run(sql`update deal_defects set mended_at = ${at}, mended_by = ${by}, mended_note = ${note}
    where company_id = ${tx.companyId} and id = ${id}`);
