/** What is written of business with a customer and of the forms that claim a new one, and who else counts as the same customer. */
import sql from 'sql-template-tag';
import type { SameAs, Transaction } from '#core/customers/index.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

const RELATED_MAX = 200; // protects the database from a phone that half the town left
const WRITTEN_MAX = 5000;

/** This customer under every name the company may have met them by: the household, a company of the same name, a shared phone. */
export async function sameCustomers(tx: Tx, customerId: string): Promise<Map<string, SameAs>> {
  const rows = await tx.rows<{ id: string; sameAs: SameAs }>(sql`
    with me as (select c.id, c.household_id, c.kind, c.name_key from customers c
      where c.company_id = ${tx.companyId}::uuid and c.id = ${customerId}::uuid)
    select me.id, 'same' as "sameAs" from me
    union all select c.id, 'household' from me join customers c on c.company_id = ${tx.companyId}::uuid and c.household_id = me.household_id
    union all select c.id, 'name' from me join customers c on c.company_id = ${tx.companyId}::uuid and c.name_key = me.name_key
      and c.kind = 'company' and c.merged_into is null where me.kind = 'company'
    union all select other.customer_id, 'phone' from customer_keys own join customer_keys other on other.company_id = own.company_id
      and other.kind = 'phone' and other.value = own.value and other.removed_at is null
      where own.company_id = ${tx.companyId}::uuid and own.customer_id = ${customerId}::uuid and own.kind = 'phone' and own.removed_at is null
    limit ${RELATED_MAX}`);
  const same = new Map<string, SameAs>();
  for (const { id, sameAs } of rows) if (!same.has(id)) same.set(id, sameAs);
  return same;
}

export interface TransactionRow extends Transaction {
  readonly invoiceName: string;
}
export const transactionsWith = (
  tx: Tx,
  customerIds: readonly string[],
): Promise<(TransactionRow & { customerId: string })[]> =>
  tx.rows(sql`select t."on", t.kind, t.number, t.invoice_name as "invoiceName", t.customer_id as "customerId" from customer_transactions t
    where t.company_id = ${tx.companyId}::uuid and t.customer_id = any(${[...customerIds]}::uuid[]) order by t."on" limit ${WRITTEN_MAX}`);

interface NewTransaction {
  readonly id: string;
  readonly customerId: string;
  readonly on: string;
  readonly kind: string;
  readonly invoiceName: string;
  readonly number: string;
  readonly at: Instant;
  readonly by: string | null;
}
export const insertTransaction = (tx: Tx, row: NewTransaction): Promise<unknown> =>
  tx.run(sql`insert into customer_transactions (company_id, id, customer_id, "on", kind, invoice_name, number, added_at, added_by)
    values (${tx.companyId}, ${row.id}, ${row.customerId}, ${row.on}, ${row.kind}, ${row.invoiceName}, ${row.number}, ${row.at}, ${row.by})`);

export interface Form {
  readonly firstOn: string;
  readonly formName: string;
  readonly submittedOn: string;
}
type State = 'submitted' | 'confirmed' | 'rejected' | 'returned';
export interface Claim extends Form {
  readonly customerId: string;
  readonly state: State;
}
export async function claimById(tx: Tx, claimId: string): Promise<Claim> {
  const row =
    await tx.row<Claim>(sql`select n.customer_id as "customerId", n.first_on as "firstOn", n.form_name as "formName",
      n.submitted_on as "submittedOn", n.state
    from customer_new_claims n where n.company_id = ${tx.companyId} and n.id = ${claimId}`);
  if (!row) throw notFound('新客户申请 / form');
  return row;
}

export const claimOn = (tx: Tx, customerId: string, firstOn: string): Promise<{ id: string; state: State } | null> =>
  tx.row<{ id: string; state: State }>(sql`select n.id, n.state from customer_new_claims n
    where n.company_id = ${tx.companyId} and n.customer_id = ${customerId} and n.first_on = ${firstOn}`);

interface NewClaim extends Form {
  readonly id: string;
  readonly customerId: string;
  readonly dueOn: string;
  readonly by: string | null;
  readonly at: Instant;
  readonly journalId: string;
}
/** Handed in, or handed in again after it came back. */
export const saveClaim = (tx: Tx, row: NewClaim): Promise<unknown> =>
  tx.run(sql`
    insert into customer_new_claims (company_id, id, customer_id, first_on, form_name, submitted_on, submitted_by, due_on, at, journal_id, state)
    values (${tx.companyId}, ${row.id}, ${row.customerId}, ${row.firstOn}, ${row.formName}, ${row.submittedOn}, ${row.by}, ${row.dueOn},
      ${row.at}, ${row.journalId}, 'submitted')
    on conflict (company_id, customer_id, first_on) do update set form_name = excluded.form_name, submitted_on = excluded.submitted_on,
      submitted_by = excluded.submitted_by, at = excluded.at, journal_id = excluded.journal_id, state = 'submitted', ended_at = null,
      ended_reason = ''`);

interface Settled {
  readonly state: State;
  readonly signers: readonly string[];
  readonly at: Instant;
  readonly journalId: string;
}
export const settleClaim = (tx: Tx, id: string, { state, signers, at, journalId }: Settled): Promise<unknown> =>
  tx.run(sql`update customer_new_claims set state = ${state}, ended_at = ${at}, signers = ${[...signers]}::uuid[],
      filed_at = ${state === 'confirmed' ? at : null}, journal_id = ${journalId}
    where company_id = ${tx.companyId} and id = ${id}`);
