/** Business with a customer as far as it decides who counts as new, and the form that claims a new customer (S2.11). */
import sql from 'sql-template-tag';
import type { BodyOf } from '#contract/kernel/route.ts';
import { type customers as contract, customersRefusals } from '#contract/customers.ts';
import type { NewCustomerFacts, SameAs, Transaction } from '#core/customers/index.ts';
import { decideConfirmNewCustomer, decideNewCustomer, decideTransaction } from '#core/customers/index.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { timeZoneOf } from '#server/organisation/index.ts';
import type { Context } from '#server/platform/context.ts';
import { accepted, notFound, Refused } from '#server/platform/refused.ts';
import { businessDone, handInForm } from './hooks.ts';
import { type Locked, lockCustomer, lockRows } from './locks.ts';
import { note } from './profile.ts';

interface TransactionRow extends Transaction {
  readonly invoiceName: string;
}
const RELATED_MAX = 200; // protects the database from a phone that half the town left

/** This customer under every name the company may have met them by: the household, a company of the same name, a shared phone. */
async function sameCustomers({ tx }: Context, customerId: string): Promise<Map<string, SameAs>> {
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

/** All business the company has on record with the customer: written down by hand, and every deal. */
async function transactionsOf(context: Context, customerId: string): Promise<TransactionRow[]> {
  const { tx } = context;
  const same = await sameCustomers(context, customerId);
  const ids = [...same.keys()];
  const written = await tx.rows<TransactionRow & { customerId: string }>(sql`
    select t."on", t.kind, t.number, t.invoice_name as "invoiceName", t.customer_id as "customerId" from customer_transactions t
    where t.company_id = ${tx.companyId}::uuid and t.customer_id = any(${ids}::uuid[]) order by t."on" limit 5000`);
  const deals = await businessDone(context, ids);
  const sameAs = (id: string) => ({ sameAs: same.get(id) ?? 'same' });
  const from = [
    ...written.map(({ customerId: id, number, ...row }) => ({ ...row, ...(number ? { number } : {}), ...sameAs(id) })),
    ...deals.map(({ customerId: id, ...deal }) => ({ ...deal, kind: 'deal' as const, invoiceName: '', ...sameAs(id) })),
  ];
  return from.sort((a, b) => a.on.localeCompare(b.on));
}

export async function addTransaction(
  context: Context,
  customerId: string,
  body: BodyOf<typeof contract.addTransaction>,
) {
  const file = await lockCustomer(context, customerId);
  const rules = await context.rules(file.siteId);
  const today = localDateOf(context.now, await timeZoneOf(context.tx, file.siteId));
  const facts = { transactions: (await transactionsOf(context, customerId)).map(bare), today };
  const transactionId = context.newId();
  const input = { transactionId, on: body.on, kind: body.kind };
  const decision = decideTransaction(rules.values.customers, facts, input);
  const { outcome } = accepted(decision, customersRefusals);
  const { tx, now, actor } = context;
  await tx.run(sql`insert into customer_transactions (company_id, id, customer_id, "on", kind, invoice_name, number, added_at, added_by)
    values (${tx.companyId}, ${transactionId}, ${customerId}, ${body.on}, ${body.kind}, ${body.invoiceName}, ${body.number}, ${now}, ${actor.staffId})`);
  const journalId = note(context, file, 'customers.transaction', input, facts, decision, { rules });
  return { transactionId, isNewCustomer: outcome.isNewCustomer, journalId };
}
const bare = ({ invoiceName: _name, ...transaction }: TransactionRow): Transaction => transaction;

interface Form {
  readonly firstOn: string;
  readonly formName: string;
  readonly submittedOn: string;
}
async function factsOf(context: Context, file: Locked, form: Form): Promise<NewCustomerFacts> {
  const transactions = await transactionsOf(context, file.id);
  const isOwn = (one: TransactionRow) => one.sameAs === 'same' && one.on === form.firstOn && one.kind === 'invoice';
  const invoiceName = transactions.find(isOwn)?.invoiceName || file.name;
  return { transactions: transactions.map(bare), ...form, invoiceName };
}

export async function claimNewCustomer(
  context: Context,
  customerId: string,
  body: BodyOf<typeof contract.claimNewCustomer>,
) {
  const file = await lockCustomer(context, customerId);
  const rules = await context.rules(file.siteId);
  const { firstOn, formName } = body;
  const submittedOn = localDateOf(context.now, await timeZoneOf(context.tx, file.siteId));
  const facts = await factsOf(context, file, { firstOn, formName, submittedOn });
  const decision = accepted(decideNewCustomer(rules.values.customers, facts), customersRefusals);
  const { dueOn, lastBefore } = decision.outcome;
  const { tx, now, actor } = context;
  const before = await tx.row<{ id: string; state: string }>(sql`select n.id, n.state from customer_new_claims n
    where n.company_id = ${tx.companyId} and n.customer_id = ${customerId} and n.first_on = ${firstOn}`);
  if (before?.state === 'submitted' || before?.state === 'confirmed')
    throw new Refused('NEW_CUSTOMER_CLAIMED', customersRefusals.NEW_CUSTOMER_CLAIMED, {
      stateZh: before.state === 'confirmed' ? '已认定' : '已提交，待市场分部签批',
      stateEn: before.state === 'confirmed' ? 'is confirmed' : 'is with the market branch',
    });
  const journalId = note(context, file, 'customers.newCustomer', body, facts, decision, { rules });
  const claimId = before?.id ?? context.newId();
  await tx.run(sql`
    insert into customer_new_claims (company_id, id, customer_id, first_on, form_name, submitted_on, submitted_by, due_on, at, journal_id, state)
    values (${tx.companyId}, ${claimId}, ${customerId}, ${firstOn}, ${formName}, ${submittedOn}, ${actor.staffId}, ${dueOn}, ${now},
      ${journalId}, 'submitted')
    on conflict (company_id, customer_id, first_on) do update set form_name = excluded.form_name, submitted_on = excluded.submitted_on,
      submitted_by = excluded.submitted_by, at = excluded.at, journal_id = excluded.journal_id, state = 'submitted', ended_at = null,
      ended_reason = ''`);
  const years = rules.values.customers.dormantYears;
  const { invoiceName } = facts;
  const { siteId } = file;
  await handInForm(context, { claimId, customerId, siteId, formName, invoiceName, firstOn, lastBefore, years });
  const state = (await claimById(context, claimId)).state;
  return { claimId, dueOn, state, journalId };
}

interface Claim extends Form {
  readonly customerId: string;
  readonly state: 'submitted' | 'confirmed' | 'rejected' | 'returned';
}
async function claimById({ tx }: Context, claimId: string): Promise<Claim> {
  const row =
    await tx.row<Claim>(sql`select n.customer_id as "customerId", n.first_on as "firstOn", n.form_name as "formName",
      n.submitted_on as "submittedOn", n.state
    from customer_new_claims n where n.company_id = ${tx.companyId} and n.id = ${claimId}`);
  if (!row) throw notFound('新客户申请 / form');
  return row;
}

/** Signed: searched once more, and on file from now on; business found meanwhile refuses the signature. */
export async function confirmNewCustomer(context: Context, claimId: string, signers: readonly string[]) {
  const claim = await claimById(context, claimId);
  const [file] = await lockRows(context, [claim.customerId]);
  if (!file) throw notFound('客户 / customer');
  const rules = await context.rules(file.siteId);
  const { firstOn, formName, submittedOn } = claim;
  const facts = await factsOf(context, file, { firstOn, formName, submittedOn });
  const decision = accepted(decideConfirmNewCustomer(rules.values.customers, facts), customersRefusals);
  const journalId = note(context, file, 'customers.confirmNewCustomer', { claimId }, facts, decision, { rules });
  await settle(context, claimId, { state: 'confirmed', signers, reason: '', journalId });
  return { journalId, siteId: file.siteId, name: file.name, customerId: file.id };
}

export const refuseNewCustomer = (context: Context, claimId: string, how: 'rejected' | 'returned', journalId: string) =>
  settle(context, claimId, { state: how, signers: [], reason: '', journalId });

interface Settled {
  readonly state: Claim['state'];
  readonly signers: readonly string[];
  readonly reason: string;
  readonly journalId: string;
}
async function settle({ tx, now }: Context, claimId: string, { state, signers, reason, journalId }: Settled) {
  await tx.run(sql`update customer_new_claims set state = ${state}, ended_at = ${now}, signers = ${[...signers]}::uuid[],
      filed_at = ${state === 'confirmed' ? now : null}, ended_reason = ${reason}, journal_id = ${journalId}
    where company_id = ${tx.companyId} and id = ${claimId}`);
}
