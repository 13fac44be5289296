/** Business with a customer as far as it decides who counts as new, and the form that claims a new customer (S2.11). */
import type { BodyOf } from '#contract/kernel/route.ts';
import { type customers as contract, customersRefusals } from '#contract/customers.ts';
import type { NewCustomerFacts, Transaction } from '#core/customers/index.ts';
import { decideConfirmNewCustomer, decideNewCustomer, decideTransaction } from '#core/customers/index.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { timeZoneOf } from '#server/organisation/index.ts';
import type { Context } from '#server/platform/context.ts';
import { accepted, notFound, Refused } from '#server/platform/refused.ts';
import { businessDone, handInForm } from './hooks.ts';
import { type Locked, lockCustomer, lockRows } from './locks.ts';
import { note } from './profile.ts';
import * as store from './store-new-customers.ts';

type TransactionRow = store.TransactionRow;

/** All business the company has on record with the customer: written down by hand, and every deal. */
async function transactionsOf(context: Context, customerId: string): Promise<TransactionRow[]> {
  const { tx } = context;
  const same = await store.sameCustomers(tx, customerId);
  const ids = [...same.keys()];
  const written = await store.transactionsWith(tx, ids);
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
  await store.insertTransaction(tx, { ...body, id: transactionId, customerId, at: now, by: actor.staffId });
  const journalId = note(context, file, 'customers.transaction', input, facts, decision, { rules });
  return { transactionId, isNewCustomer: outcome.isNewCustomer, journalId };
}
const bare = ({ invoiceName: _name, ...transaction }: TransactionRow): Transaction => transaction;

async function factsOf(context: Context, file: Locked, form: store.Form): Promise<NewCustomerFacts> {
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
  const before = await store.claimOn(tx, customerId, firstOn);
  if (before?.state === 'submitted' || before?.state === 'confirmed')
    throw new Refused('NEW_CUSTOMER_CLAIMED', customersRefusals.NEW_CUSTOMER_CLAIMED, {
      stateZh: before.state === 'confirmed' ? '已认定' : '已提交，待市场分部签批',
      stateEn: before.state === 'confirmed' ? 'is confirmed' : 'is with the market branch',
    });
  const journalId = note(context, file, 'customers.newCustomer', body, facts, decision, { rules });
  const claimId = before?.id ?? context.newId();
  const row = { id: claimId, customerId, firstOn, formName, submittedOn, dueOn, by: actor.staffId, at: now, journalId };
  await store.saveClaim(tx, row);
  const years = rules.values.customers.dormantYears;
  const { invoiceName } = facts;
  const { siteId } = file;
  await handInForm(context, { claimId, customerId, siteId, formName, invoiceName, firstOn, lastBefore, years });
  const state = (await store.claimById(tx, claimId)).state;
  return { claimId, dueOn, state, journalId };
}

/** Signed: searched once more, and on file from now on; business found meanwhile refuses the signature. */
export async function confirmNewCustomer(context: Context, claimId: string, signers: readonly string[]) {
  const claim = await store.claimById(context.tx, claimId);
  const [file] = await lockRows(context, [claim.customerId]);
  if (!file) throw notFound('客户 / customer');
  const rules = await context.rules(file.siteId);
  const { firstOn, formName, submittedOn } = claim;
  const facts = await factsOf(context, file, { firstOn, formName, submittedOn });
  const decision = accepted(decideConfirmNewCustomer(rules.values.customers, facts), customersRefusals);
  const journalId = note(context, file, 'customers.confirmNewCustomer', { claimId }, facts, decision, { rules });
  await store.settleClaim(context.tx, claimId, { state: 'confirmed', signers, at: context.now, journalId });
  return { journalId, siteId: file.siteId, name: file.name, customerId: file.id };
}

export const refuseNewCustomer = (context: Context, claimId: string, how: 'rejected' | 'returned', journalId: string) =>
  store.settleClaim(context.tx, claimId, { state: how, signers: [], at: context.now, journalId });
