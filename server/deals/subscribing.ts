/** A subscription or order: put up for approval with its unit, approved, registered, in effect. */
import { deals as routes } from '#contract/deals.ts';
import {
  type Deal,
  decideApproved,
  decideRegister,
  decideSubmit,
  type Effective,
  isReportedFor,
  takesUnit,
} from '#core/deals/index.ts';
import {
  type Decided,
  type HowRefused,
  onApproval,
  requestApproval,
  withdrawApproval,
} from '#server/approvals/index.ts';
import { siteById } from '#server/claims/index.ts';
import { moveUnit, takeUnit } from '#server/inventory/index.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { decided, requireDeal } from './access.ts';
import {
  handled,
  notAtThisStage,
  openUnitFor,
  priceOf,
  refundOf,
  requireVersion,
  stopWatching,
  watchContract,
} from './common.ts';
import { countDeal } from './credit.ts';
import { happened } from './hooks.ts';
import { lookWhetherMajor } from './majors.ts';
import { act, record } from './recording.ts';
import { lockDealRow, saveDeal } from './store.ts';
import { deliveryOf } from './store-delivery.ts';
import { stepRecords } from './store-course.ts';
import { nextNumber } from './store-numbers.ts';
import * as parts from './store-parts.ts';
import { announce, tell } from './tell.ts';
import { buyersOf } from './views.ts';
import { namesOf } from './views-names.ts';
import { dealLines, line, titleOf } from './words.ts';

export const matterOf = (deal: Pick<Deal, 'kind'>): 'subscription' | 'order' =>
  deal.kind === 'room' ? 'subscription' : 'order';

const submit = carryOut(routes.submit, async (context, { params, body }) => {
  const { tx, now } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  requireVersion(deal, body.version);
  const opened = deal.unitId === null ? null : await openUnitFor(context, deal, deal.unitId);
  const rules = await context.rules(deal.siteId);
  const { timeZone } = await siteById(tx, deal.siteId);
  const facts = {
    deal,
    timeZone,
    unit: opened?.facts ?? null,
    price: await priceOf(context, opened?.unit ?? null, deal.priceFen),
    depositSetFen: await parts.depositSet(tx, deal.siteId, deal.kind),
    hasContact: await parts.hasContact(tx, deal.customerId),
    papers: await parts.paperKeysOf(tx, deal.id),
    ...(await parts.grantedOf(tx, deal.id)),
    delivery: await deliveryOf(tx, deal.id),
    isReported: isReportedFor(rules.values.deals, await stepRecords(tx, deal.id)),
  };
  const input = { disclosures: body.disclosures };
  const decision = decided(decideSubmit(rules.values.deals, facts, input));
  const { disclosures, matter, belowListFen, discountPercent } = decision.outcome;
  const { customerId, consultantId, siteId, priceFen } = deal;
  if (opened !== null && opened.unit.dealId !== deal.id && deal.state === 'draft')
    await takeUnit(context, { unitId: opened.unit.id, dealId: deal.id, customerId, consultantId, siteId, priceFen });
  const saved = await saveDeal(tx, deal, {
    state: 'subscribing',
    stateSince: deal.state === 'subscribing' ? deal.stateSince : now,
    submittedAt: now,
    disclosures,
    listPriceFen: opened?.unit.listPriceFen ?? deal.listPriceFen,
  });
  const journalId = await record(context, deal, 'deals.submit', { input, facts, decision });
  await lookWhetherMajor(context, saved);
  const names = await namesOf(tx, saved);
  const asked = await requestApproval(context, {
    matter,
    siteId,
    subject: { type: 'deal', id: deal.id },
    customerId,
    title: matter === 'subscription' ? titleOf('认购审批', 'Subscription', names) : titleOf('订单签字', 'Order', names),
    lines: [
      ...dealLines(saved, names, await buyersOf(tx, deal.id)),
      ...(belowListFen > 0 ? [line('优惠', 'Below list', `${discountPercent}%`)] : []),
    ],
    magnitude: belowListFen > 0 ? { belowListFen, discountPercent } : {},
    link: `/deals/${deal.id}`,
    payload: { dealId: deal.id },
    applicantId: consultantId,
  });
  announce(context, saved);
  return { ...(await handled(context, deal.id, journalId)), approval: { id: asked.approvalId, state: asked.state } };
});

async function approved(context: Context, approval: Decided): Promise<void> {
  const deal = await lockDealRow(context.tx, approval.subject.id);
  const { timeZone } = await siteById(context.tx, deal.siteId);
  const facts = { deal, timeZone };
  const decision = decided(decideApproved((await context.rules(deal.siteId)).values.deals, facts, context.now));
  const journalId = await record(context, deal, 'deals.approved', { input: {}, facts, decision });
  const saved = await saveDeal(context.tx, deal, { approvedAt: context.now });
  if (decision.outcome.state === 'subscribed') return takeEffect(context, saved, decision.outcome, journalId);
  await tell(context, saved, ['assistants', 'consultant'], { kind: 'deals.toRegister', journalId });
  announce(context, saved);
}

/** From here the deal is numbered, has its copies, and finance may take the deposit. */
async function takeEffect(context: Context, deal: Deal, outcome: Effective, journalId: string): Promise<void> {
  const { tx, now } = context;
  const number = await nextNumber(context, matterOf(deal), deal.siteId);
  const { state, orderDate, contractDueOn, copies, counts } = outcome;
  const saved = await saveDeal(tx, deal, {
    state,
    stateSince: now,
    number,
    effectiveAt: now,
    orderDate,
    contractDueOn,
  });
  if (deal.kind === 'room') {
    const given = { dealId: deal.id, document: 'subscription', copies, at: now, by: context.actor.staffId } as const;
    await parts.issueCopies(tx, given, context.newId);
  }
  await watchContract(context, saved);
  await happened(context, { type: 'subscribed', deal: saved, before: deal, journalId });
  if (counts) await countDeal(context, saved, journalId);
  await tell(context, saved, ['consultant', 'finance'], { kind: 'deals.effective', journalId });
  announce(context, saved);
}

const register = carryOut(routes.register, async (context, { params }) => {
  const { tx, now } = context;
  const deal = await requireDeal(context, 'deals.register', params.dealId);
  const { timeZone } = await siteById(tx, deal.siteId);
  const facts = { deal, timeZone };
  const decision = decided(decideRegister((await context.rules(deal.siteId)).values.deals, facts, now));
  const journalId = await record(context, deal, 'deals.register', { input: {}, facts, decision });
  const saved = await saveDeal(tx, deal, { registeredAt: now });
  await takeEffect(context, saved, decision.outcome, journalId);
  return handled(context, deal.id, journalId);
});

/** A subscription that did not come about gives its unit back; one returned keeps it while it is put right. */
export async function backToDraft(context: Context, deal: Deal, journalId: string): Promise<Deal> {
  if (deal.unitId !== null) await moveUnit(context, deal.unitId, 'available', { dealId: deal.id, journalId });
  return saveDeal(context.tx, deal, { state: 'draft', stateSince: context.now, submittedAt: null, approvedAt: null });
}

async function notApproved(context: Context, approval: Decided, how: HowRefused): Promise<void> {
  const deal = await lockDealRow(context.tx, approval.subject.id);
  if (deal.state !== 'subscribing') return;
  const journalId = act(context, deal, 'deals.notApproved', {
    facts: { how, matter: approval.matter },
    clauses: ['S1.18.s1b', 'S0.08.d.1'],
  });
  const saved =
    how === 'returned'
      ? await saveDeal(context.tx, deal, { submittedAt: null })
      : await backToDraft(context, deal, journalId);
  announce(context, saved);
}

for (const matter of ['subscription', 'order'] as const)
  onApproval(matter, {
    lock: async (context, { subject }) => void (await lockDealRow(context.tx, subject.id)),
    approved,
    refused: notApproved,
  });

/** Taken back before it is in effect: the approval ends, the unit goes back. */
export async function recallSubscription(context: Context, deal: Deal, reason: string): Promise<string> {
  if (deal.state !== 'subscribing') throw notAtThisStage(deal);
  await withdrawApproval(context, matterOf(deal), deal.id, reason);
  const journalId = act(context, deal, 'deals.recall', {
    facts: { matter: matterOf(deal), state: deal.state },
    clauses: ['S1.18.s1b'],
    reason,
  });
  await backToDraft(context, deal, journalId);
  return journalId;
}

const drop = carryOut(routes.drop, async (context, { params, body }) => {
  const { tx, now } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  if (deal.state !== 'draft' && deal.state !== 'subscribing') throw notAtThisStage(deal);
  await withdrawApproval(context, matterOf(deal), deal.id, body.reason);
  for (const terms of await parts.termsOf(tx, deal.id))
    if (terms.state === 'pending') {
      await withdrawApproval(context, 'terms', terms.id, body.reason);
      await parts.decideTerms(tx, terms.id, 'refused', now);
    }
  const facts = { state: deal.state, paidFen: deal.paidFen };
  const journalId = act(context, deal, 'deals.drop', { facts, clauses: ['S1.09.o3'], reason: body.reason });
  if (takesUnit(deal.state) && deal.unitId !== null)
    await moveUnit(context, deal.unitId, 'available', { dealId: deal.id, journalId });
  const saved = await saveDeal(tx, deal, { state: 'cancelled', stateSince: now, endedAt: now, endedCause: 'dropped' });
  await stopWatching(context, deal.id);
  if (deal.paidFen > 0) {
    const refund = await refundOf(context, deal);
    await happened(context, { type: 'cancelled', deal: saved, before: deal, cause: 'customer', journalId, ...refund });
  }
  announce(context, saved);
  return handled(context, deal.id, journalId);
});

export const subscribeCommands: readonly Endpoint[] = [submit, register, drop];
