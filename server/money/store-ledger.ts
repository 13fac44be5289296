/** Writes of the ledger: receipts are added, never changed; what happened to the money afterwards is stamped once. */
import sql from 'sql-template-tag';
import type { Due, DueStanding, Method, ReceiptKind, ReceiptLine, Standing } from '#core/money/index.ts';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

export interface Receipt extends ReceiptLine {
  readonly siteId: string;
  readonly number: string;
  readonly dealId: string;
  readonly customerId: string;
  readonly sellerId: string;
  readonly businessDay: LocalDate;
  readonly bankRef: string;
  readonly pairedWith: string | null;
  readonly reversedBy: string | null;
}

const lineColumns = `receipts.id, receipts.kind, receipts.method, receipts.amount_fen as "amountFen", receipts.received_at as "receivedAt",
  receipts.cleared_at as "clearedAt", receipts.slip_returned_at as "slipReturnedAt", receipts.reverses`;

/** Whoever writes into the books of a site; whoever closes a day waits for them, and they for whoever closes. */
export async function holdTill(tx: Tx, siteId: string, how: 'write' | 'close'): Promise<LocalDate | null> {
  const read = () =>
    tx.row<{ closedThrough: LocalDate | null }>({
      name: `money.till-${how}`,
      text: `select tills.closed_through as "closedThrough" from tills where tills.company_id = $1 and tills.site_id = $2
        for ${how === 'write' ? 'share' : 'update'}`,
      values: [tx.companyId, siteId],
    });
  const till = await read();
  if (till) return till.closedThrough;
  await tx.run(sql`insert into tills (company_id, site_id) values (${tx.companyId}, ${siteId}) on conflict do nothing`);
  return (await read())?.closedThrough ?? null;
}

export const linesOf = (tx: Tx, dealId: string): Promise<ReceiptLine[]> =>
  tx.rows<ReceiptLine>({
    name: 'money.lines',
    text: `select ${lineColumns} from receipts where receipts.company_id = $1 and receipts.deal_id = $2
      order by receipts.received_at, receipts.id`,
    values: [tx.companyId, dealId],
  });

export async function lockReceipt(tx: Tx, receiptId: string): Promise<Receipt> {
  const row = await tx.row<Receipt>({
    name: 'money.lock-receipt',
    text: `select ${lineColumns}, receipts.site_id as "siteId", receipts.number, receipts.deal_id as "dealId", receipts.customer_id as "customerId",
        receipts.seller_id as "sellerId", receipts.business_day as "businessDay", receipts.bank_ref as "bankRef",
        receipts.paired_with as "pairedWith",
        (select r.id from receipts r where r.company_id = receipts.company_id and r.reverses = receipts.id) as "reversedBy"
      from receipts where receipts.company_id = $1 and receipts.id = $2 for update`,
    values: [tx.companyId, receiptId],
  });
  if (!row) throw notFound('收据 / receipt');
  return row;
}

export async function dealOfReceipt(tx: Tx, receiptId: string): Promise<string> {
  const row = await tx.row<{ dealId: string }>(
    sql`select receipts.deal_id as "dealId" from receipts where receipts.company_id = ${tx.companyId} and receipts.id = ${receiptId}`,
  );
  if (!row) throw notFound('收据 / receipt');
  return row.dealId;
}

/** Number of a receipt of the site, not taken back, that names this slip or cheque. */
export async function receiptWithRef(tx: Tx, siteId: string, method: Method, bankRef: string): Promise<string | null> {
  if (bankRef === '' || (method !== 'wire' && method !== 'cheque')) return null;
  const row = await tx.row<{ number: string }>(sql`select receipts.number from receipts
    where receipts.company_id = ${tx.companyId} and receipts.site_id = ${siteId} and receipts.method = ${method} and receipts.bank_ref = ${bankRef}
      and receipts.amount_fen > 0 and not exists (select 1 from receipts back where back.company_id = receipts.company_id and back.reverses = receipts.id)
    limit 1`);
  return row?.number ?? null;
}

/** Whether a petition is approved, about this customer, and has allowed no transfer yet. */
export const petitionOf = async (tx: Tx, petitionId: string, customerId: string): Promise<'approved' | 'unfit'> =>
  (await tx.row(sql`select 1 from approvals where approvals.company_id = ${tx.companyId} and approvals.id = ${petitionId}
    and approvals.matter = 'petition' and approvals.state = 'approved' and approvals.customer_id = ${customerId}
    and not exists (select 1 from receipts where receipts.company_id = ${tx.companyId} and receipts.by_petition = ${petitionId})`)) ===
  null
    ? 'unfit'
    : 'approved';

/** Approved petitions of a customer that have allowed no transfer yet, the newest first. */
export const petitionsOf = (tx: Tx, customerId: string): Promise<{ id: string; zh: string; en: string }[]> =>
  tx.rows(sql`select approvals.id, approvals.title ->> 'zh' as zh, approvals.title ->> 'en' as en from approvals
    where approvals.company_id = ${tx.companyId} and approvals.customer_id = ${customerId} and approvals.matter = 'petition'
      and approvals.state = 'approved'
      and not exists (select 1 from receipts where receipts.company_id = ${tx.companyId} and receipts.by_petition = approvals.id)
    order by approvals.requested_at desc limit 20`);

/** The other half of a transfer. */
export const pairOf = (tx: Tx, receiptId: string): Promise<{ dealId: string; receiptId: string } | null> =>
  tx.row<{
    dealId: string;
    receiptId: string;
  }>(sql`select other.deal_id as "dealId", other.id as "receiptId" from receipts
    join receipts other on other.company_id = receipts.company_id and other.id = receipts.paired_with
    where receipts.company_id = ${tx.companyId} and receipts.id = ${receiptId}`);

export interface NewReceipt {
  readonly id: string;
  readonly siteId: string;
  readonly number: string;
  readonly dealId: string;
  readonly customerId: string;
  readonly sellerId: string;
  readonly kind: ReceiptKind;
  readonly amountFen: number;
  readonly method: Method;
  readonly at: Instant;
  readonly businessDay: LocalDate;
  readonly by: string | null;
  readonly clearedAt: Instant | null;
  readonly journalId: string;
  readonly payer?: string;
  readonly bankRef?: string;
  readonly note?: string;
  readonly reverses?: string;
  readonly pairedWith?: string;
  readonly slipOut?: boolean;
  readonly slipReturnedAt?: Instant | null;
  readonly refundId?: string;
  readonly bankLineId?: string;
  readonly byPetition?: string | null;
}
export const insertReceipt = (tx: Tx, one: NewReceipt): Promise<number> =>
  tx.run({
    name: 'money.insert-receipt',
    text: `insert into receipts (company_id, id, site_id, number, deal_id, customer_id, kind, amount_fen, method, received_at, business_day,
        received_by, seller_id, payer, bank_ref, note, cleared_at, reverses, paired_with, slip_out, slip_returned_at, refund_id, bank_line_id,
        journal_id, by_petition)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)`,
    values: [
      ...[
        tx.companyId,
        one.id,
        one.siteId,
        one.number,
        one.dealId,
        one.customerId,
        one.kind,
        one.amountFen,
        one.method,
      ],
      ...[one.at, one.businessDay, one.by, one.sellerId, one.payer ?? '', one.bankRef ?? '', one.note ?? ''],
      ...[
        one.clearedAt,
        one.reverses ?? null,
        one.pairedWith ?? null,
        one.slipOut ?? false,
        one.slipReturnedAt ?? null,
      ],
      ...[one.refundId ?? null, one.bankLineId ?? null, one.journalId, one.byPetition ?? null],
    ],
  });

export const stampCleared = (tx: Tx, receiptId: string, at: Instant, bankLineId: string | null): Promise<number> =>
  tx.run(sql`update receipts set cleared_at = ${at}, bank_line_id = coalesce(${bankLineId}::uuid, bank_line_id)
    where company_id = ${tx.companyId} and id = ${receiptId} and cleared_at is null`);
export const stampSlip = (tx: Tx, receiptIds: readonly string[], at: Instant): Promise<number> =>
  tx.run(sql`update receipts set slip_returned_at = ${at}
    where company_id = ${tx.companyId} and id = any(${[...receiptIds]}::uuid[]) and slip_returned_at is null`);
/** Cash in hand of a day and before, taken to the bank. */
export const stampBanked = (tx: Tx, siteId: string, day: LocalDate, at: Instant): Promise<{ amountFen: number }[]> =>
  tx.rows<{
    amountFen: number;
  }>(sql`update receipts set banked_at = ${at} where company_id = ${tx.companyId} and site_id = ${siteId}
    and method = 'cash' and kind <> 'refund' and banked_at is null and business_day <= ${day} returning amount_fen as "amountFen"`);
export const stampRemittance = (tx: Tx, remittanceId: string, receiptId: string, dealId: string): Promise<number> =>
  tx.run(sql`update remittances set receipt_id = ${receiptId} where company_id = ${tx.companyId} and id = ${remittanceId}
    and deal_id = ${dealId} and receipt_id is null`);
/** A slip that was passed on is settled by the receipt that speaks of the same money. */
export const settleRemittances = (tx: Tx, dealId: string, bankRef: string, receiptId: string): Promise<number> =>
  tx.run(sql`update remittances set receipt_id = ${receiptId} where company_id = ${tx.companyId} and deal_id = ${dealId}
    and bank_ref = ${bankRef} and receipt_id is null`);

export const insertRemittance = (
  tx: Tx,
  one: {
    readonly id: string;
    readonly siteId: string;
    readonly dealId: string;
    readonly amountFen: number;
    readonly bankRef: string;
    readonly payer: string;
    readonly note: string;
    readonly at: Instant;
    readonly by: string;
    readonly journalId: string;
  },
): Promise<number> =>
  tx.run(sql`insert into remittances (company_id, id, site_id, deal_id, amount_fen, bank_ref, payer, note, passed_at, passed_by, journal_id)
    values (${tx.companyId}, ${one.id}, ${one.siteId}, ${one.dealId}, ${one.amountFen}, ${one.bankRef}, ${one.payer}, ${one.note}, ${one.at},
      ${one.by}, ${one.journalId})`);

export async function customerName(tx: Tx, customerId: string): Promise<string> {
  const row = await tx.row<{ name: string }>(
    sql`select customers.name from customers where customers.company_id = ${tx.companyId} and customers.id = ${customerId}`,
  );
  return row?.name ?? '';
}

// ── what a deal owes ──

export interface Account {
  readonly dealId: string;
  readonly allowancesFen: number;
  readonly countedFen: number;
  readonly complainedFen: number;
  readonly feesDueFen: number;
  readonly isLive: boolean;
  readonly version: number;
}
export interface AccountOf {
  readonly dealId: string;
  readonly siteId: string;
  readonly customerId: string;
  readonly consultantId: string;
  readonly teamId: string | null;
  readonly priceFen: number;
}

/** The account of a deal, locked; opened when there is none yet, and kept in step with the deal. */
export async function lockAccount(tx: Tx, of: AccountOf): Promise<Account> {
  const row = await tx.row<Account>({
    name: 'money.lock-account',
    text: `insert into deal_accounts as a (company_id, deal_id, site_id, customer_id, consultant_id, team_id, price_fen)
      values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (company_id, deal_id) do update set customer_id = excluded.customer_id, consultant_id = excluded.consultant_id,
        team_id = excluded.team_id, price_fen = excluded.price_fen
      returning a.deal_id as "dealId", a.allowances_fen as "allowancesFen", a.counted_fen as "countedFen", a.complained_fen as "complainedFen",
        a.fees_due_fen as "feesDueFen", a.is_live as "isLive", a.schedule_version as version`,
    values: [tx.companyId, of.dealId, of.siteId, of.customerId, of.consultantId, of.teamId, of.priceFen],
  });
  if (!row) throw new Error('an account is always there after its insert');
  return row;
}

export const duesOf = (tx: Tx, dealId: string): Promise<DueStanding[]> =>
  tx.rows<DueStanding>({
    name: 'money.dues',
    text: `select receivables.seq, receivables.name, receivables.due_on as "dueOn", receivables.amount_fen as "amountFen",
        receivables.paid_fen as "paidFen", receivables.reduced_fen as "reducedFen",
        receivables.amount_fen - receivables.paid_fen - receivables.reduced_fen as "openFen"
      from receivables where receivables.company_id = $1 and receivables.deal_id = $2 and receivables.is_current
      order by receivables.due_on nulls last, receivables.seq`,
    values: [tx.companyId, dealId],
  });

/** The plan as it is agreed now; the one before stays on record with what it had covered. */
export async function replaceDues(
  tx: Tx,
  account: { readonly dealId: string; readonly version: number },
  siteId: string,
  dues: readonly Due[],
  kept: { readonly at: Instant; readonly journalId: string | null },
): Promise<void> {
  await tx.run(
    sql`update receivables set is_current = false where company_id = ${tx.companyId} and deal_id = ${account.dealId} and is_current`,
  );
  if (dues.length > 0)
    await tx.run(sql`insert into receivables (company_id, deal_id, version, seq, site_id, name, due_on, amount_fen, created_at, journal_id)
      select ${tx.companyId}, ${account.dealId}, ${account.version + 1}, d.seq, ${siteId}, d.name, d."dueOn", d."amountFen", ${kept.at}::timestamptz,
        ${kept.journalId}::uuid
      from jsonb_to_recordset(${JSON.stringify(dues)}::jsonb) as d (seq int, name text, "dueOn" date, "amountFen" bigint)`);
  await tx.run(
    sql`update deal_accounts set schedule_version = ${account.version + 1} where company_id = ${tx.companyId} and deal_id = ${account.dealId}`,
  );
}

export interface AccountSaved {
  readonly standing: Standing;
  readonly rows: readonly DueStanding[];
  readonly creditFen: number;
  readonly isLive: boolean;
  readonly breachAt: Instant | null;
}
export async function saveAccount(tx: Tx, dealId: string, { standing, rows, ...saved }: AccountSaved): Promise<void> {
  await tx.run({
    name: 'money.save-dues',
    text: `update receivables set paid_fen = d."paidFen", reduced_fen = d."reducedFen"
      from jsonb_to_recordset($3::jsonb) as d (seq int, "paidFen" bigint, "reducedFen" bigint)
      where receivables.company_id = $1 and receivables.deal_id = $2 and receivables.is_current and receivables.seq = d.seq
        and (receivables.paid_fen, receivables.reduced_fen) is distinct from (d."paidFen", d."reducedFen")`,
    values: [tx.companyId, dealId, JSON.stringify(rows)],
  });
  const openFen = rows.reduce((sum, row) => sum + row.openFen, 0);
  const nextDueOn = rows.find((row) => row.openFen > 0 && row.dueOn !== null)?.dueOn ?? null;
  await tx.run({
    name: 'money.save-account',
    text: `update deal_accounts set held_fen = $3, counted_fen = $4, pending_fen = $5, credit_fen = $6, open_fen = $7, fees_fen = $8,
        next_due_on = $9, is_live = $10, breach_at = $11 where company_id = $1 and deal_id = $2`,
    values: [
      ...[tx.companyId, dealId, standing.heldFen, standing.countedFen, standing.pendingFen, saved.creditFen, openFen],
      ...[standing.feesFen, nextDueOn, saved.isLive, saved.breachAt],
    ],
  });
}

export const addToAccount = (
  tx: Tx,
  dealId: string,
  more: { readonly allowancesFen?: number; readonly feesDueFen?: number; readonly feesDueOn?: LocalDate },
): Promise<number> =>
  tx.run(sql`update deal_accounts set allowances_fen = allowances_fen + ${more.allowancesFen ?? 0}, fees_due_fen = fees_due_fen + ${more.feesDueFen ?? 0},
      fees_due_on = coalesce(${more.feesDueOn ?? null}::date, fees_due_on)
    where company_id = ${tx.companyId} and deal_id = ${dealId}`);
export const setComplained = (tx: Tx, dealId: string, amountFen: number): Promise<number> =>
  tx.run(
    sql`update deal_accounts set complained_fen = ${amountFen} where company_id = ${tx.companyId} and deal_id = ${dealId}`,
  );
