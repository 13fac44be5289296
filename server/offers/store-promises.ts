/** Writes of promises and of customer policies. */
import sql from 'sql-template-tag';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import type { PolicyState, PromiseKind, PromiseState } from '#core/offers/index.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

export interface PromiseRow {
  readonly id: string;
  readonly siteId: string;
  readonly teamId: string | null;
  readonly customerId: string;
  readonly offerId: string | null;
  readonly byId: string;
  readonly kind: PromiseKind;
  readonly body: string;
  readonly valueFen: number | null;
  readonly dueOn: LocalDate;
  readonly state: PromiseState;
  readonly journalId: string;
}
const promiseColumns = `promises.id, promises.site_id as "siteId", promises.team_id as "teamId", promises.customer_id as "customerId",
  promises.offer_id as "offerId", promises.by_id as "byId", promises.kind, promises.body, promises.value_fen as "valueFen",
  promises.due_on as "dueOn", promises.state, promises.journal_id as "journalId"`;

export async function promiseById(tx: Tx, id: string): Promise<PromiseRow> {
  const row = await promiseOrNone(tx, id);
  if (!row) throw notFound('承诺 / promise');
  return row;
}
export const promiseOrNone = (tx: Tx, id: string): Promise<PromiseRow | null> =>
  tx.row<PromiseRow>({
    name: 'offers.promise',
    text: `select ${promiseColumns} from promises where promises.company_id = $1 and promises.id = $2`,
    values: [tx.companyId, id],
  });
export async function lockPromise(tx: Tx, id: string): Promise<PromiseRow> {
  const row = await tx.row<PromiseRow>({
    name: 'offers.lock-promise',
    text: `select ${promiseColumns} from promises where promises.company_id = $1 and promises.id = $2 for no key update`,
    values: [tx.companyId, id],
  });
  if (!row) throw notFound('承诺 / promise');
  return row;
}

export const insertPromise = (tx: Tx, one: PromiseRow, at: Instant): Promise<number> =>
  tx.run(sql`insert into promises (company_id, id, site_id, team_id, customer_id, offer_id, by_id, kind, body, value_fen, due_on, state, made_at,
      journal_id, decided_at)
    values (${tx.companyId}, ${one.id}, ${one.siteId}, ${one.teamId}, ${one.customerId}, ${one.offerId}, ${one.byId}, ${one.kind}, ${one.body},
      ${one.valueFen}, ${one.dueOn}, ${one.state}, ${at}, ${one.journalId}, ${one.state === 'standing' ? at : null})`);

export const setPromiseApproval = (tx: Tx, id: string, approvalId: string): Promise<number> =>
  tx.run(
    sql`update promises set approval_id = ${approvalId} where promises.company_id = ${tx.companyId} and promises.id = ${id}`,
  );

export const decidePromiseRow = (tx: Tx, id: string, state: PromiseState, at: Instant | null): Promise<number> =>
  tx.run(sql`update promises set state = ${state}, decided_at = ${at}, version = version + 1
    where promises.company_id = ${tx.companyId} and promises.id = ${id}`);

export const saveTold = (tx: Tx, id: string, told: { at: Instant; by: string | null; how: string }): Promise<number> =>
  tx.run(sql`update promises set state = 'told', told_at = ${told.at}, told_by = ${told.by}, told_how = ${told.how}, version = version + 1
    where promises.company_id = ${tx.companyId} and promises.id = ${id}`);

export const savePromiseEnd = (
  tx: Tx,
  id: string,
  end: { state: PromiseState; at: Instant; by: string | null; note: string },
): Promise<number> =>
  tx.run(sql`update promises set state = ${end.state}, ended_at = ${end.at}, ended_by = ${end.by}, end_note = ${end.note}, version = version + 1
    where promises.company_id = ${tx.companyId} and promises.id = ${id}`);

/** Promises to a customer on which nobody has decided yet. */
export const undecidedOf = async (tx: Tx, customerId: string): Promise<number> =>
  (
    await tx.row<{ n: number }>(sql`select count(*)::int as n from promises where promises.company_id = ${tx.companyId}
      and promises.customer_id = ${customerId} and promises.state in ('pending', 'returned')`)
  )?.n ?? 0;

// ── policies ──

export interface PolicyRow {
  readonly id: string;
  readonly siteId: string;
  readonly customerId: string;
  readonly price: string;
  readonly discountPercent: number;
  readonly settlement: string;
  readonly service: string;
  readonly other: string;
  readonly validFrom: LocalDate;
  readonly validUntil: LocalDate;
  readonly state: PolicyState;
  readonly askedAt: Instant;
  readonly askedBy: string | null;
  readonly decidedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly approvalId: string | null;
  readonly journalId: string;
}
const policyColumns = sql`p.id, p.site_id as "siteId", p.customer_id as "customerId", p.price, p.discount_percent::float8 as "discountPercent",
  p.settlement, p.service, p.other, p.valid_from as "validFrom", p.valid_until as "validUntil", p.state, p.asked_at as "askedAt", p.asked_by as "askedBy",
  p.decided_at as "decidedAt", p.ended_at as "endedAt", p.approval_id as "approvalId", p.journal_id as "journalId"`;

export const policyOrNone = (tx: Tx, id: string): Promise<PolicyRow | null> =>
  tx.row<PolicyRow>(
    sql`select ${policyColumns} from customer_policies p where p.company_id = ${tx.companyId} and p.id = ${id}`,
  );
export async function lockPolicy(tx: Tx, id: string): Promise<PolicyRow> {
  const row = await tx.row<PolicyRow>(
    sql`select ${policyColumns} from customer_policies p where p.company_id = ${tx.companyId} and p.id = ${id} for no key update`,
  );
  if (!row) throw notFound('客户政策 / customer policy');
  return row;
}
/** Decided last comes first: of several in force that one counts. */
export const policiesOf = (tx: Tx, customerId: string): Promise<PolicyRow[]> =>
  tx.rows<PolicyRow>(sql`select ${policyColumns} from customer_policies p where p.company_id = ${tx.companyId} and p.customer_id = ${customerId}
    order by p.decided_at desc nulls first, p.id desc limit 100`);

/** One that came back takes its new content under the same id. */
export const putPolicy = (tx: Tx, one: Omit<PolicyRow, 'decidedAt' | 'endedAt' | 'approvalId'>): Promise<number> =>
  tx.run(sql`insert into customer_policies (company_id, id, site_id, customer_id, price, discount_percent, settlement, service, other, valid_from,
      valid_until, state, asked_at, asked_by, journal_id)
    values (${tx.companyId}, ${one.id}, ${one.siteId}, ${one.customerId}, ${one.price}, ${one.discountPercent}, ${one.settlement}, ${one.service},
      ${one.other}, ${one.validFrom}, ${one.validUntil}, ${one.state}, ${one.askedAt}, ${one.askedBy}, ${one.journalId})
    on conflict (company_id, id) do update set price = excluded.price, discount_percent = excluded.discount_percent,
      settlement = excluded.settlement, service = excluded.service, other = excluded.other, valid_from = excluded.valid_from,
      valid_until = excluded.valid_until, state = excluded.state, asked_at = excluded.asked_at, asked_by = excluded.asked_by,
      journal_id = excluded.journal_id, version = customer_policies.version + 1`);

export const setPolicyApproval = (tx: Tx, id: string, approvalId: string): Promise<number> =>
  tx.run(sql`update customer_policies set approval_id = ${approvalId}
    where customer_policies.company_id = ${tx.companyId} and customer_policies.id = ${id}`);
export const setPolicyState = (tx: Tx, id: string, state: PolicyState, decidedAt: Instant | null): Promise<number> =>
  tx.run(sql`update customer_policies set state = ${state}, decided_at = ${decidedAt}, version = version + 1
    where customer_policies.company_id = ${tx.companyId} and customer_policies.id = ${id}`);
export const endPolicyRow = (tx: Tx, id: string, at: Instant, reason: string): Promise<number> =>
  tx.run(sql`update customer_policies set state = 'ended', ended_at = ${at}, end_reason = ${reason}, version = version + 1
    where customer_policies.company_id = ${tx.companyId} and customer_policies.id = ${id}`);
