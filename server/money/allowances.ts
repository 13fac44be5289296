/** Allowances and goods that came back, and complaints that hold up collection. */
import { inYuan as yuan } from '#contract/kernel/yuan.ts';
import { money as routes } from '#contract/money.ts';
import { accept } from '#core/kernel/decision.ts';
import {
  decideAskAllowance,
  decideBookAllowance,
  decideComplaint,
  decideReturnVoucher,
  decideSettleComplaint,
} from '#core/money/index.ts';
import { onApproval, requestApproval } from '#server/approvals/index.ts';
import { tell } from '#server/claims/index.ts';
import { type Deal, nextNumber, requireDeal } from '#server/deals/index.ts';
import { personOf, requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { accountOf, openAccount, workOut } from './account.ts';
import { issue } from './dunning.ts';
import { decided } from './said.ts';
import { addToAccount, customerName, setComplained } from './store-ledger.ts';
import * as store from './store-refunds.ts';
import { accountOut, openFacts } from './views-account.ts';
import { allowanceOut } from './views-refunds.ts';

const entryOf = (context: Context, deal: Deal, id: string) => ({
  siteId: deal.siteId,
  subject: { type: 'allowance', id },
  customerId: deal.customerId,
  staffIds: [deal.consultantId, context.actor.staffId],
});

const ask = carryOut(routes.askAllowance, async (context, { params, body }) => {
  const { tx, now } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  const { timeZone } = await accountOf(context, deal);
  const facts = (await openFacts(context, deal, timeZone)).allowance;
  const input = { amountFen: body.amountFen, reason: body.reason };
  const decision = decided(decideAskAllowance(facts, input));
  const id = context.newId();
  const rules = await context.rules(deal.siteId);
  const journalId = context.record({
    kind: 'money.askAllowance',
    ...entryOf(context, deal, id),
    ...{ rules, input, facts, decision, reason: body.reason },
  });
  const number = await nextNumber(context, 'allowance', deal.siteId);
  await store.insertAllowance(tx, {
    ...{ id, dealId: deal.id, siteId: deal.siteId, kind: 'allowance', amountFen: body.amountFen, state: 'asked' },
    ...{
      askedBy: personOf(context.actor),
      number,
      reason: body.reason,
      complaintRef: body.complaintRef,
      detail: {},
      at: now,
      journalId,
    },
  });
  const customer = await customerName(tx, deal.customerId);
  await requestApproval(context, {
    matter: 'allowance_certificate',
    siteId: deal.siteId,
    subject: { type: 'allowance', id },
    customerId: deal.customerId,
    title: {
      zh: `销货折让 ${yuan(body.amountFen)} 元：${customer}`,
      en: `Allowance of ${yuan(body.amountFen)} yuan: ${customer}`,
    },
    lines: [
      { zh: '证明单编号', en: 'Certificate', value: number },
      { zh: '客诉单', en: 'Complaint form', value: body.complaintRef },
      { zh: '未收款', en: 'Open', value: yuan(facts.openFen) },
      { zh: '折让', en: 'Allowance', value: yuan(body.amountFen) },
    ],
    reason: body.reason,
    magnitude: { amountFen: body.amountFen },
    link: `/money/deals/${deal.id}`,
    payload: { allowanceId: id },
  });
  context.publish({ topic: 'money', siteId: deal.siteId, id: deal.id });
  return { allowance: await allowanceOut(context, id), journalId };
});

async function answered(context: Context, allowanceId: string, state: 'approved' | 'refused'): Promise<void> {
  const one = await store.lockAllowance(context.tx, allowanceId);
  if (one.state !== 'asked') return;
  await store.setAllowance(context.tx, one.id, state, null);
  const journalId = context.record({
    kind: 'money.allowanceAnswered',
    siteId: one.siteId,
    subject: { type: 'allowance', id: one.id },
    staffIds: [one.askedBy],
    input: {},
    facts: { amountFen: one.amountFen },
    decision: accept({ state }, ['S2.13.a13.1.allow']),
  });
  const payload = { link: `/money/deals/${one.dealId}`, amount: yuan(one.amountFen) };
  const kind = state === 'approved' ? 'money.allowanceApproved' : 'money.allowanceRefused';
  await tell(context, [one.askedBy], { kind, payload, journalId });
  context.publish({ topic: 'money', siteId: one.siteId, id: one.dealId });
}
onApproval('allowance_certificate', {
  lock: async (context, { subject }) =>
    void (await openAccount(context, await store.dealOfAllowance(context.tx, subject.id))),
  approved: (context, { subject }) => answered(context, subject.id, 'approved'),
  refused: (context, { subject }) => answered(context, subject.id, 'refused'),
});

const book = carryOut(routes.bookAllowance, async (context, { params, body }) => {
  const { tx, now } = context;
  const { deal, timeZone } = await openAccount(context, await store.dealOfAllowance(tx, params.allowanceId));
  requireSite(context.actor, 'money.close', deal.siteId);
  const one = await store.lockAllowance(tx, params.allowanceId);
  const { openFen } = (await openFacts(context, deal, timeZone)).allowance;
  const facts = { state: one.state, amountFen: one.amountFen, openFen };
  const input = { stamped: body.stamped };
  const decision = decided(decideBookAllowance(facts, input));
  const rules = await context.rules(deal.siteId);
  const journalId = context.record({
    kind: 'money.bookAllowance',
    ...entryOf(context, deal, one.id),
    ...{ rules, input, facts, decision },
  });
  await store.setAllowance(tx, one.id, 'booked', now);
  await addToAccount(tx, deal.id, { allowancesFen: one.amountFen });
  await workOut(context, deal.id, { journalId });
  return { allowance: await allowanceOut(context, one.id), account: await accountOut(context, deal.id), journalId };
});

const returned = carryOut(routes.returnVoucher, async (context, { params, body }) => {
  const { tx, now } = context;
  const { deal, timeZone } = await openAccount(context, params.dealId);
  requireSite(context.actor, 'money.close', deal.siteId);
  const rules = await context.rules(deal.siteId);
  const facts = (await openFacts(context, deal, timeZone)).allowance;
  const { approvedQuantity, actualQuantity, unitPriceFen, tolerancePercent } = body;
  const input = { approvedQuantity, actualQuantity, unitPriceFen, tolerancePercent };
  const decision = decided(decideReturnVoucher(rules.values.inventory, facts, input));
  const id = context.newId();
  const journalId = context.record({
    kind: 'money.returnVoucher',
    ...entryOf(context, deal, id),
    ...{ rules, input, facts, decision, reason: body.reason },
  });
  await store.insertAllowance(tx, {
    ...{
      id,
      dealId: deal.id,
      siteId: deal.siteId,
      kind: 'return',
      amountFen: decision.outcome.amountFen,
      state: 'booked',
    },
    ...{
      askedBy: personOf(context.actor),
      reason: body.reason,
      complaintRef: body.complaintRef,
      detail: { ...input, bookedQuantity: decision.outcome.quantity, heldQuantity: decision.outcome.held },
      at: now,
      journalId,
    },
    number: await nextNumber(context, 'allowance', deal.siteId),
  });
  await addToAccount(tx, deal.id, { allowancesFen: decision.outcome.amountFen });
  await workOut(context, deal.id, { journalId });
  return { allowance: await allowanceOut(context, id), account: await accountOut(context, deal.id), journalId };
});

const complain = carryOut(routes.complain, async (context, { params, body }) => {
  const { tx, now } = context;
  const deal = await requireDeal(context, 'money.dun', params.dealId);
  const { timeZone } = await accountOf(context, deal);
  const { openFen } = (await openFacts(context, deal, timeZone)).allowance;
  const facts = { openFen, hasOpenComplaint: await store.hasOpenComplaint(tx, deal.id) };
  const input = { amountFen: body.amountFen };
  const decision = decided(decideComplaint(facts, input));
  const id = context.newId();
  const rules = await context.rules(deal.siteId);
  const entry = { ...entryOf(context, deal, id), subject: { type: 'debt_complaint', id } };
  const journalId = context.record({ kind: 'money.complaint', ...entry, rules, input, facts, decision });
  const { amountFen } = decision.outcome;
  await store.insertComplaint(tx, {
    ...{
      id,
      siteId: deal.siteId,
      dealId: deal.id,
      ref: body.ref,
      amountFen,
      by: personOf(context.actor),
      at: now,
      journalId,
    },
  });
  await setComplained(tx, deal.id, amountFen);
  context.publish({ topic: 'money', siteId: deal.siteId, id: deal.id });
  return { account: await accountOut(context, deal.id), journalId };
});

const settle = carryOut(routes.settleComplaint, async (context, { params, body }) => {
  const { tx, now } = context;
  const deal = await requireDeal(context, 'money.dun', (await store.complaintById(tx, params.complaintId)).dealId);
  const open = await accountOf(context, deal);
  const one = await store.complaintById(tx, params.complaintId);
  const facts = { isOpen: one.settledAt === null };
  const input = { stands: body.stands };
  const decision = decided(decideSettleComplaint(facts, input));
  const rules = await context.rules(deal.siteId);
  const entry = { ...entryOf(context, deal, one.id), subject: { type: 'debt_complaint', id: one.id } };
  const journalId = context.record({ kind: 'money.settleComplaint', ...entry, rules, input, facts, decision });
  await store.settleComplaint(tx, one.id, body.stands, now);
  await setComplained(tx, deal.id, 0);
  if (decision.outcome.collect)
    await issue(context, { ...open, account: { ...open.account, complainedFen: 0 } }, 'complaint_rejected');
  context.publish({ topic: 'money', siteId: deal.siteId, id: deal.id });
  return { account: await accountOut(context, deal.id), journalId };
});

export const allowanceEndpoints: readonly Endpoint[] = [ask, book, returned, complain, settle];
