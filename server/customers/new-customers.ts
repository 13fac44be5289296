/** Business with a customer as far as it decides who counts as new, and the form that claims a new customer (S2.11). */
import sql from 'sql-template-tag';
import type { BodyOf } from '#contract/kernel/route.ts';
import { type customers as contract, customersRefusals } from '#contract/customers.ts';
import type { Transaction } from '#core/customers/index.ts';
import { decideNewCustomer, decideTransaction } from '#core/customers/index.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { timeZoneOf } from '#server/organisation/index.ts';
import type { Context } from '#server/platform/context.ts';
import { accepted } from '#server/platform/refused.ts';
import { lockCustomer } from './locks.ts';
import { note } from './profile.ts';

interface TransactionRow extends Transaction {
  readonly invoiceName: string;
}

const transactionsOf = (context: Context, customerId: string): Promise<TransactionRow[]> =>
  context.tx.rows<TransactionRow>(sql`
    select t."on", t.kind, t.invoice_name as "invoiceName" from customer_transactions t
    where t.company_id = ${context.tx.companyId}::uuid and t.customer_id = ${customerId}::uuid order by t."on" limit 5000`);

export async function addTransaction(
  context: Context,
  customerId: string,
  body: BodyOf<typeof contract.addTransaction>,
) {
  const file = await lockCustomer(context, customerId);
  const rules = await context.rules(file.siteId);
  const today = localDateOf(context.now, await timeZoneOf(context.tx, file.siteId));
  const facts = { transactions: await transactionsOf(context, customerId), today };
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

export async function claimNewCustomer(
  context: Context,
  customerId: string,
  body: BodyOf<typeof contract.claimNewCustomer>,
) {
  const file = await lockCustomer(context, customerId);
  const rules = await context.rules(file.siteId);
  const transactions = await transactionsOf(context, customerId);
  const invoiced = transactions.find((one) => one.on === body.firstOn && one.kind === 'invoice');
  const facts = {
    transactions: transactions.map(({ on, kind }) => ({ on, kind })),
    firstOn: body.firstOn,
    formName: body.formName,
    invoiceName: invoiced?.invoiceName || file.name,
    submittedOn: localDateOf(context.now, await timeZoneOf(context.tx, file.siteId)),
  };
  const decision = decideNewCustomer(rules.values.customers, facts);
  const { outcome } = accepted(decision, customersRefusals);
  const journalId = note(context, file, 'customers.newCustomer', body, facts, decision, { rules });
  const claimId = context.newId();
  const { tx, now, actor } = context;
  const claim = await tx.row<{ id: string }>(sql`
    insert into customer_new_claims (company_id, id, customer_id, first_on, form_name, submitted_on, submitted_by, due_on, at, journal_id)
    values (${tx.companyId}, ${claimId}, ${customerId}, ${body.firstOn}, ${body.formName}, ${facts.submittedOn}, ${actor.staffId}, ${outcome.dueOn}, ${now}, ${journalId})
    on conflict (company_id, customer_id, first_on) do update set form_name = excluded.form_name returning id`);
  return { claimId: claim?.id ?? claimId, dueOn: outcome.dueOn, journalId };
}
