/** The counter: money is received, arrives, is taken back, moved or reported by the lender. */
import { inYuan as yuan } from '#contract/kernel/yuan.ts';
import { money as routes } from '#contract/money.ts';
import { accept } from '#core/kernel/decision.ts';
import {
  decideClear,
  decidePayoutReport,
  decideRetractReport,
  decideReceive,
  decideReturnSlip,
  decideReverse,
  decideTransfer,
  openDayOf,
} from '#core/money/index.ts';
import { tell } from '#server/claims/index.ts';
import { nextNumber, requireDeal } from '#server/deals/index.ts';
import { personOf, requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { accountOf, collectorOf, openAccount, payingDeal, tillOf, workOut } from './account.ts';
import { watchCash } from './days.ts';
import { decided, refusedAs } from './said.ts';
import { reopenLine } from './store-bank.ts';
import { cashiersOf } from './store-demands.ts';
import * as store from './store-ledger.ts';
import { promisedFen, reopenRefund } from './store-refunds.ts';
import { fitRefunds, refundLate } from './refunds.ts';
import { accountOut } from './views-account.ts';
import { receiptOut, remittanceOut, unitIsFree } from './views-ledger.ts';

export interface Taken {
  readonly kind: 'deposit' | 'down_payment' | 'instalment' | 'loan' | 'fee';
  readonly amountFen: number;
  readonly currency: string;
  readonly method: 'cash' | 'card' | 'wire' | 'cheque' | 'loan';
  readonly day: string | null;
  readonly payer: string;
  readonly bankRef: string;
  readonly note: string;
  readonly bankLineId?: string;
}

/** One receipt: decided, numbered, written, and everything worked out anew. */
export async function take(
  context: Context,
  dealId: string,
  taken: Taken,
): Promise<{ receiptId: string; journalId: string }> {
  const { tx, now } = context;
  const open = await openAccount(context, dealId);
  const { deal, timeZone } = open;
  requireSite(context.actor, 'money.receive', deal.siteId);
  const rules = await context.rules(deal.siteId);
  const facts = {
    deal: payingDeal(open),
    till: await tillOf(context, deal.siteId, timeZone, 'write'),
    unitIsFree: await unitIsFree(context, deal),
    collector: await collectorOf(context),
    refUsedBy: await store.receiptWithRef(tx, deal.siteId, taken.method, taken.bankRef),
  };
  const { note, bankLineId, ...said } = taken;
  const input = { ...said, isConfirmed: bankLineId !== undefined };
  const decision = decided(decideReceive(rules.values.money, facts, input));
  const { outcome } = decision;
  const receiptId = context.newId();
  const journalId = context.record({
    kind: 'money.receive',
    siteId: deal.siteId,
    subject: { type: 'receipt', id: receiptId },
    customerId: deal.customerId,
    staffIds: [deal.consultantId, personOf(context.actor)],
    rules,
    input,
    facts,
    decision,
  });
  await store.insertReceipt(tx, {
    ...{
      id: receiptId,
      siteId: deal.siteId,
      dealId: deal.id,
      customerId: deal.customerId,
      sellerId: deal.consultantId,
    },
    ...{ kind: taken.kind, amountFen: outcome.amountFen, method: taken.method, at: now, by: context.actor.staffId },
    ...{
      businessDay: outcome.businessDay,
      clearedAt: outcome.cleared ? now : null,
      payer: taken.payer,
      bankRef: taken.bankRef,
    },
    ...{ note, slipOut: outcome.slipOut, journalId, ...(bankLineId === undefined ? {} : { bankLineId }) },
    number: await nextNumber(context, 'receipt', deal.siteId),
  });
  if (taken.bankRef !== '') await store.settleRemittances(tx, deal.id, taken.bankRef, receiptId);
  if (taken.method === 'cash') await watchCash(context, deal.siteId, outcome.businessDay, timeZone);
  await workOut(context, deal.id, { journalId });
  const payload = { link: `/money/deals/${deal.id}`, amount: yuan(outcome.amountFen) };
  await tell(context, [deal.consultantId], { kind: 'money.received', payload, journalId });
  return { receiptId, journalId };
}

const receive = carryOut(routes.receive, async (context, { params, body }) => {
  const { commandId: _id, remittanceId, ...taken } = body;
  const { receiptId, journalId } = await take(context, params.dealId, taken);
  if (remittanceId !== null) await store.stampRemittance(context.tx, remittanceId, receiptId, params.dealId);
  return answerOf(context, receiptId, params.dealId, journalId);
});

const answerOf = async (context: Context, receiptId: string, dealId: string, journalId: string) => ({
  receipt: await receiptOut(context, receiptId),
  account: await accountOut(context, dealId),
  journalId,
});

/** The deal of a receipt locked first, then the receipt. */
async function openReceipt(context: Context, receiptId: string) {
  const open = await openAccount(context, await store.dealOfReceipt(context.tx, receiptId));
  requireSite(context.actor, 'money.receive', open.deal.siteId);
  const receipt = await store.lockReceipt(context.tx, receiptId);
  const { id, kind, method, amountFen, receivedAt, clearedAt, slipReturnedAt, reverses } = receipt;
  const line = { id, kind, method, amountFen, receivedAt, clearedAt, slipReturnedAt, reverses };
  return { open, receipt, facts: { line, isReversed: receipt.reversedBy !== null } };
}
type Opened = Awaited<ReturnType<typeof openReceipt>>;

const entryOf = (context: Context, { open, receipt }: Opened) => ({
  siteId: receipt.siteId,
  subject: { type: 'receipt', id: receipt.id },
  customerId: receipt.customerId,
  staffIds: [open.deal.consultantId, context.actor.staffId],
});

/** The bank has the money; a line of its statement that speaks of another sum is another payment. */
export async function clearReceipt(
  context: Context,
  receiptId: string,
  note: string,
  bankLineId: string | null,
  lineFen?: number,
): Promise<string> {
  const opened = await openReceipt(context, receiptId);
  const { facts, receipt } = opened;
  if (lineFen !== undefined && lineFen !== receipt.amountFen)
    throw refusedAs('BANK_AMOUNT_DIFFERS', { field: 'receiptId' });
  const decision = decided(decideClear(facts, context.now));
  const journalId = context.record({
    kind: 'money.clear',
    ...entryOf(context, opened),
    input: { note },
    facts,
    decision,
  });
  await store.stampCleared(context.tx, receipt.id, decision.outcome.clearedAt, bankLineId);
  await workOut(context, receipt.dealId, { journalId, isClearance: true });
  const { deal } = opened.open;
  if (deal.state === 'cancelled' && receipt.kind !== 'fee')
    await refundLate(context, deal, receipt.amountFen, journalId);
  const payload = { link: `/money/deals/${receipt.dealId}`, amount: yuan(receipt.amountFen) };
  await tell(context, [receipt.sellerId], { kind: 'money.arrived', payload, journalId });
  return journalId;
}

const clear = carryOut(routes.clear, async (context, { params, body }) => {
  const journalId = await clearReceipt(context, params.receiptId, body.note, null);
  return answerOf(context, params.receiptId, await store.dealOfReceipt(context.tx, params.receiptId), journalId);
});

const returnSlip = carryOut(routes.returnSlip, async (context, { params }) => {
  const opened = await openReceipt(context, params.receiptId);
  const { facts, receipt } = opened;
  const decision = decided(decideReturnSlip(facts, context.now));
  const journalId = context.record({
    kind: 'money.returnSlip',
    ...entryOf(context, opened),
    input: {},
    facts,
    decision,
  });
  await store.stampSlip(context.tx, [receipt.id], decision.outcome.slipReturnedAt);
  await workOut(context, receipt.dealId, { journalId });
  return answerOf(context, receipt.id, receipt.dealId, journalId);
});

const reverse = carryOut(routes.reverse, async (context, { params, body }) => {
  const { tx, now } = context;
  const dealId = await store.dealOfReceipt(tx, params.receiptId);
  const pair = await store.pairOf(tx, params.receiptId);
  // Both deals of a transfer, in the order of their ids.
  for (const id of [dealId, ...(pair === null ? [] : [pair.dealId])].sort()) await openAccount(context, id);
  const opened = await openReceipt(context, params.receiptId);
  const { open, receipt } = opened;
  const facts = {
    ...opened.facts,
    till: await tillOf(context, receipt.siteId, open.timeZone, 'write'),
    lines: open.lines,
    otherLines: pair === null ? [] : await store.linesOf(tx, pair.dealId),
  };
  const rules = await context.rules(receipt.siteId);
  const input = { reason: body.reason };
  const decision = decided(decideReverse(facts));
  const journalId = context.record({
    kind: 'money.reverse',
    ...entryOf(context, opened),
    rules,
    input,
    facts,
    decision,
  });
  const back = async (of: store.Receipt): Promise<string> => {
    const id = context.newId();
    await store.insertReceipt(tx, {
      ...{
        id,
        siteId: of.siteId,
        dealId: of.dealId,
        customerId: of.customerId,
        sellerId: of.sellerId,
        kind: 'reversal',
      },
      ...{ amountFen: -of.amountFen, method: of.method, at: now, businessDay: decision.outcome.businessDay },
      ...{
        by: context.actor.staffId,
        clearedAt: of.clearedAt === null ? null : now,
        note: body.reason,
        reverses: of.id,
        journalId,
      },
      number: await nextNumber(context, 'receipt', of.siteId),
    });
    return id;
  };
  const id = await back(receipt);
  await reopenLine(tx, receipt.id);
  if (receipt.kind === 'refund') await reopenRefund(tx, receipt.id);
  if (pair !== null) await back(await store.lockReceipt(tx, pair.receiptId));
  for (const one of new Set([dealId, pair?.dealId ?? dealId])) {
    await workOut(context, one, { journalId });
    await fitRefunds(context, one);
  }
  return answerOf(context, id, dealId, journalId);
});

const transfer = carryOut(routes.transfer, async (context, { params, body }) => {
  const { tx, now } = context;
  for (const id of [params.dealId, body.toDealId].sort()) await openAccount(context, id);
  const from = await openAccount(context, params.dealId);
  const to = await openAccount(context, body.toDealId);
  requireSite(context.actor, 'money.receive', from.deal.siteId);
  requireSite(context.actor, 'money.receive', to.deal.siteId);
  const rules = await context.rules(from.deal.siteId);
  const { petitionId } = body;
  const facts = {
    from: payingDeal(from),
    promisedFen: await promisedFen(tx, from.deal.id),
    to: payingDeal(to),
    sameCustomer: from.deal.customerId === to.deal.customerId,
    till: await tillOf(context, from.deal.siteId, from.timeZone, 'write'),
    collector: await collectorOf(context),
    ...(petitionId === null ? {} : { petition: await store.petitionOf(tx, petitionId, from.deal.customerId) }),
  };
  const input = { amountFen: body.amountFen, reason: body.reason };
  const decision = decided(decideTransfer(rules.values.money, facts, input));
  const { amountFen } = decision.outcome;
  const [out, into] = [context.newId(), context.newId()];
  const journalId = context.record({
    kind: 'money.transfer',
    siteId: from.deal.siteId,
    subject: { type: 'receipt', id: out },
    customerId: from.deal.customerId,
    staffIds: [from.deal.consultantId, to.deal.consultantId, context.actor.staffId],
    ...{ rules, input, facts, decision, reason: body.reason },
  });
  const half = async (kind: 'transfer_out' | 'transfer_in', open: typeof from, id: string, pairedWith: string) => {
    const till = await tillOf(context, open.deal.siteId, open.timeZone, 'write');
    await store.insertReceipt(tx, {
      ...{
        id,
        siteId: open.deal.siteId,
        dealId: open.deal.id,
        customerId: open.deal.customerId,
        sellerId: open.deal.consultantId,
      },
      ...{
        kind,
        amountFen: kind === 'transfer_out' ? -amountFen : amountFen,
        method: 'transfer',
        at: now,
        clearedAt: now,
      },
      ...{ businessDay: openDayOf(till), by: context.actor.staffId, note: body.reason, pairedWith, journalId },
      ...(kind === 'transfer_out' ? { byPetition: petitionId } : {}),
      number: await nextNumber(context, 'receipt', open.deal.siteId),
    });
  };
  await half('transfer_out', from, out, into);
  await half('transfer_in', to, into, out);
  await workOut(context, from.deal.id, { journalId });
  await workOut(context, to.deal.id, { journalId });
  for (const { deal } of [from, to]) {
    const payload = { link: `/money/deals/${deal.id}`, amount: yuan(amountFen), out: deal.id === from.deal.id };
    await tell(context, [deal.consultantId], { kind: 'money.transferred', payload, journalId });
  }
  return answerOf(context, into, from.deal.id, journalId);
});

const payoutReport = carryOut(routes.payoutReport, async (context, { params, body }) => {
  const { deal } = await openAccount(context, params.dealId);
  requireSite(context.actor, 'money.receive', deal.siteId);
  const facts = { hasLoan: deal.loan !== null, reportedAt: deal.loan?.payoutReportedAt ?? null };
  const decision = decided(decidePayoutReport(facts, context.now));
  const journalId = context.record({
    kind: 'money.payoutReport',
    siteId: deal.siteId,
    subject: { type: 'deal', id: deal.id },
    customerId: deal.customerId,
    staffIds: [deal.consultantId, context.actor.staffId],
    ...{ input: { note: body.note }, facts, decision },
  });
  await workOut(context, deal.id, { journalId, loanReportedAt: decision.outcome.reportedAt });
  const payload = { link: `/money/deals/${deal.id}` };
  await tell(context, [deal.consultantId], { kind: 'money.payoutReported', payload, journalId });
  return { account: await accountOut(context, deal.id), journalId };
});

const retractReport = carryOut(routes.retractReport, async (context, { params, body }) => {
  const { deal } = await openAccount(context, params.dealId);
  requireSite(context.actor, 'money.receive', deal.siteId);
  const facts = { reportedAt: deal.loan?.payoutReportedAt ?? null };
  const input = { reason: body.reason };
  const decision = decided(decideRetractReport(facts));
  const journalId = context.record({
    kind: 'money.retractReport',
    siteId: deal.siteId,
    subject: { type: 'deal', id: deal.id },
    customerId: deal.customerId,
    staffIds: [deal.consultantId, context.actor.staffId],
    ...{ input, facts, decision, reason: body.reason },
  });
  await workOut(context, deal.id, { journalId, loanReportedAt: null });
  const payload = { link: `/money/deals/${deal.id}`, reason: body.reason };
  await tell(context, [deal.consultantId], { kind: 'money.payoutRetracted', payload, journalId });
  return { account: await accountOut(context, deal.id), journalId };
});

const remit = carryOut(routes.remit, async (context, { params, body }) => {
  const { tx } = context;
  const deal = await requireDeal(context, 'money.dun', params.dealId);
  const open = await accountOf(context, deal);
  if (!Number.isSafeInteger(body.amountFen) || body.amountFen <= 0)
    throw refusedAs('AMOUNT_NOT_POSITIVE', { field: 'amountFen' });
  const id = context.newId();
  const journalId = context.record({
    kind: 'money.remittance',
    siteId: deal.siteId,
    subject: { type: 'deal', id: deal.id },
    customerId: deal.customerId,
    staffIds: [deal.consultantId, context.actor.staffId],
    input: { amountFen: body.amountFen, bankRef: body.bankRef },
    facts: {},
    decision: accept({ remittanceId: id }, ['S0.07.rep.7c']),
  });
  const { amountFen, bankRef, payer, note } = body;
  await store.insertRemittance(tx, {
    ...{ id, siteId: deal.siteId, dealId: deal.id, amountFen, bankRef, payer, note, at: context.now },
    ...{ by: personOf(context.actor), journalId },
  });
  const payload = { link: '/money/cashier', by: context.actor.name, amount: yuan(amountFen), bankRef };
  await tell(context, await cashiersOf(tx, open.deal.siteId), { kind: 'money.remittance', payload, journalId });
  context.publish({ topic: 'money', siteId: deal.siteId });
  return { remittance: await remittanceOut(context, id), journalId };
});

export const receiptEndpoints: readonly Endpoint[] = [
  receive,
  clear,
  returnSlip,
  reverse,
  transfer,
  payoutReport,
  retractReport,
  remit,
];
