/** The ways out: withdrawal with its papers, breach, credit taken away; and taking back what lies for approval. */
import { deals as routes } from '#contract/deals.ts';
import {
  type Deal,
  decideBreach,
  decideBreachSettled,
  decideCancelCredit,
  decideWithdraw,
  decideWithdrawn,
  type EndCause,
} from '#core/deals/index.ts';
import type { LocalDate } from '#core/kernel/instant.ts';
import { type Decided, onApproval, requestApproval, withdrawApproval } from '#server/approvals/index.ts';
import { refundForDeal, siteById } from '#server/claims/index.ts';
import { moveUnit } from '#server/inventory/index.ts';
import { personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { coversDeal, decided, lockDeal, requireDeal } from './access.ts';
import { recallChange } from './changes.ts';
import { handled, notAtThisStage, refundOf, stopWatching } from './common.ts';
import { recallContract } from './contracts.ts';
import { happened } from './hooks.ts';
import { act, record } from './recording.ts';
import { lockDealRow, saveDeal } from './store.ts';
import { unsignedPapers } from './store-documents.ts';
import * as parts from './store-parts.ts';
import { recallSubscription } from './subscribing.ts';
import { announce, tell } from './tell.ts';
import { buyersOf } from './views.ts';
import { namesOf } from './views-names.ts';
import { yuan } from './said.ts';
import { dealLines, line, titleOf } from './words.ts';

const withdraw = carryOut(routes.withdraw, async (context, { params, body }) => {
  const { tx, now } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  const { timeZone } = await siteById(tx, deal.siteId);
  const facts = {
    deal,
    timeZone,
    hasOpenChange: (await parts.pendingChange(tx, deal.id)) !== null,
    mayOverride: coversDeal(context, 'deals.override', deal),
  };
  const { reason, cause, persuasion, refundMethod } = body;
  const input = { reason, cause, persuasion, refundMethod };
  const decision = decided(decideWithdraw((await context.rules(deal.siteId)).values.deals, facts, input, now));
  const { isExceptional, refundNotBefore, refundFen } = decision.outcome;
  const journalId = await record(context, deal, 'deals.withdraw', { input, facts, decision, reason });
  const askedBy = context.actor.staffId;
  const saved = await saveDeal(tx, deal, {
    withdrawal: {
      reason,
      askedAt: now,
      askedBy,
      cause,
      refundMethod,
      refundNotBefore,
      isExceptional,
      approvedAt: null,
    },
  });
  const names = await namesOf(tx, deal);
  const asked = await requestApproval(context, {
    matter: 'withdrawal',
    siteId: deal.siteId,
    subject: { type: 'deal', id: deal.id },
    customerId: deal.customerId,
    title: isExceptional
      ? titleOf('签约后特批退房', 'Exceptional withdrawal after the contract', names)
      : titleOf('退订', 'Withdrawal', names),
    lines: [
      ...dealLines(deal, names, await buyersOf(tx, deal.id)),
      line('已收款', 'Paid', yuan(refundFen)),
      line('最早退款日', 'Refund not before', refundNotBefore),
      ...(persuasion ? [line('挽留经过', 'Asked to stay', persuasion)] : []),
    ],
    reason,
    magnitude: { amountFen: refundFen },
    link: `/deals/${deal.id}`,
    payload: { dealId: deal.id },
    applicantId: askedBy,
    parties: [deal.consultantId],
  });
  announce(context, saved);
  return { ...(await handled(context, deal.id, journalId)), approval: { id: asked.approvalId, state: asked.state } };
});

onApproval('withdrawal', {
  lock: async (context, { subject }) => {
    if (subject.type === 'deal') await lockDealRow(context.tx, subject.id);
  },
  approved: async (context, approval) => {
    const deal = await lockDealRow(context.tx, approval.subject.id);
    if (deal.withdrawal === null || deal.endedAt !== null) throw notAtThisStage(deal);
    const withdrawal = { ...deal.withdrawal, approvedAt: context.now };
    const journalId = act(context, deal, 'deals.withdrawalConsented', {
      facts: { refundNotBefore: withdrawal.refundNotBefore, isExceptional: withdrawal.isExceptional },
      clauses: ['S1.18.s6', 'S0.02.chg.4'],
    });
    const saved = await saveDeal(context.tx, deal, { withdrawal });
    const more = { refundNotBefore: withdrawal.refundNotBefore };
    await tell(context, saved, ['consultant', 'finance'], { kind: 'deals.withdrawalConsented', journalId, more });
    announce(context, saved);
  },
  refused: async (context, approval, how) => stays(context, approval, how),
});

async function stays(context: Context, approval: Decided, how: string): Promise<void> {
  const deal = await lockDealRow(context.tx, approval.subject.id);
  if (deal.withdrawal === null) return;
  act(context, deal, 'deals.notApproved', { facts: { how, matter: 'withdrawal' }, clauses: ['S1.18.s6'] });
  announce(context, await saveDeal(context.tx, deal, { withdrawal: null }));
}

const completeWithdrawal = carryOut(routes.completeWithdrawal, async (context, { params, body }) => {
  const { tx } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  const facts = {
    deal,
    hasPaid: deal.paidFen > 0 || deal.depositPaidAt !== null,
    isUnsigned: (await unsignedPapers(tx, deal.id)).includes('withdrawal'),
  };
  const { agreementBack, receiptBack, bookSigned } = body;
  const input = { agreementBack, receiptBack, bookSigned };
  const decision = decided(decideWithdrawn((await context.rules(deal.siteId)).values.deals, facts, input));
  const reason = deal.withdrawal?.reason ?? '';
  const journalId = await record(context, deal, 'deals.withdrawn', { input, facts, decision, reason });
  await parts.takeBackCopies(tx, deal.id, 'subscription', context.now, context.actor.staffId);
  await endDeal(context, deal, { cause: decision.outcome.cause, journalId, reason });
  return handled(context, deal.id, journalId);
});

/** What the end of a deal brings about: the unit, the claim, the money. */
async function endDeal(
  context: Context,
  deal: Deal,
  { cause, journalId, reason }: { cause: EndCause; journalId: string; reason: string },
): Promise<void> {
  const { tx, now } = context;
  const matters = ['contract', 'special_contract', 'order_change', 'unit_change', 'name_change', 'withdrawal'] as const;
  for (const matter of matters) await withdrawApproval(context, matter, deal.id, reason);
  const pending = await parts.pendingChange(tx, deal.id);
  if (pending) await parts.endChange(tx, pending.id, 'refused', now);
  for (const terms of await parts.termsOf(tx, deal.id))
    if (terms.state === 'pending') {
      await withdrawApproval(context, 'terms', terms.id, reason);
      await parts.decideTerms(tx, terms.id, 'refused', now);
    }
  await refundForDeal(context, { customerId: deal.customerId, dealId: deal.id, reason });
  if (deal.unitId !== null) await moveUnit(context, deal.unitId, 'available', { dealId: deal.id, journalId });
  const saved = await saveDeal(tx, deal, { state: 'cancelled', stateSince: now, endedAt: now, endedCause: cause });
  await stopWatching(context, deal.id);
  await happened(context, {
    type: 'cancelled',
    deal: saved,
    before: deal,
    cause: causeOf(cause),
    journalId,
    ...(await refundOf(context, deal)),
  });
  await tell(context, saved, ['consultant', 'finance', 'leaders'], {
    kind: 'deals.cancelled',
    journalId,
    more: { reason },
  });
  announce(context, saved);
}
const causeOf = (cause: EndCause): 'customer' | 'company' | 'breach' => (cause === 'dropped' ? 'customer' : cause);

// ── breach ──

/** Money has found that a payment is overdue for longer than the house bears. Nothing happens to a deal that cannot be in breach. */
export async function breachDeal(
  context: Context,
  dealId: string,
  input: { readonly overdueSince: LocalDate; readonly overdueFen: number },
): Promise<string | null> {
  const deal = await lockDeal(context, dealId);
  const facts = { deal };
  const decision = decideBreach(facts, input);
  if (!decision.accepted) return null;
  const journalId = await record(context, deal, 'deals.breach', { input, facts, decision });
  const saved = await saveDeal(context.tx, deal, { state: 'breached', stateSince: context.now });
  await happened(context, { type: 'breached', deal: saved, before: deal, cause: 'breach', journalId });
  await tell(context, saved, ['consultant', 'finance', 'leaders'], { kind: 'deals.breached', journalId, more: input });
  announce(context, saved);
  return journalId;
}

const settleBreach = carryOut(routes.settleBreach, async (context, { params, body }) => {
  const deal = await requireDeal(context, 'deals.override', params.dealId);
  const facts = { deal };
  const input = { outcome: body.outcome, reason: body.reason };
  const decision = decided(decideBreachSettled(facts, input));
  const journalId = await record(context, deal, 'deals.breachSettled', { input, facts, decision, reason: body.reason });
  const { state } = decision.outcome;
  if (state === 'cancelled') await endDeal(context, deal, { cause: 'breach', journalId, reason: body.reason });
  else {
    const saved = await saveDeal(context.tx, deal, { state, stateSince: context.now });
    await happened(context, { type: 'resumed', deal: saved, before: deal, journalId });
    await tell(context, saved, ['consultant', 'finance'], { kind: 'deals.breachSettled', journalId });
    announce(context, saved);
  }
  return handled(context, deal.id, journalId);
});

// ── credit ──

const cancelCredit = carryOut(routes.cancelCredit, async (context, { params, body }) => {
  const deal = await requireDeal(context, 'deals.override', params.dealId);
  const facts = { deal, deciderId: personOf(context.actor) };
  const { cause, performance, commission, reason } = body;
  const input = { cause, performance, commission, reason };
  const decision = decided(decideCancelCredit(facts, input));
  const journalId = await record(context, deal, 'deals.cancelCredit', { input, facts, decision, reason });
  const creditCancelled = { cause, ...decision.outcome, at: context.now };
  const saved = await saveDeal(context.tx, deal, { creditCancelled });
  await happened(context, { type: 'credit_cancelled', deal: saved, before: deal, cause, creditCancelled, journalId });
  await tell(context, saved, ['consultant'], { kind: 'deals.creditCancelled', journalId, more: { reason, cause } });
  announce(context, saved);
  return handled(context, deal.id, journalId);
});

// ── taking back ──

const recall = carryOut(routes.recall, async (context, { params, body }) => {
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  const { matter, reason } = body;
  const journalId =
    matter === 'subscription'
      ? await recallSubscription(context, deal, reason)
      : matter === 'change'
        ? await recallChange(context, deal, reason)
        : matter === 'withdrawal'
          ? await recallWithdrawal(context, deal, reason)
          : await recallContract(context, deal, matter, reason);
  announce(context, deal);
  return handled(context, deal.id, journalId);
});

/** The customer stays after all. */
async function recallWithdrawal(context: Context, deal: Deal, reason: string): Promise<string> {
  if (deal.withdrawal === null || deal.endedAt !== null) throw notAtThisStage(deal);
  await withdrawApproval(context, 'withdrawal', deal.id, reason);
  await saveDeal(context.tx, deal, { withdrawal: null });
  return act(context, deal, 'deals.recall', { facts: { matter: 'withdrawal' }, clauses: ['S0.02.chg.4'], reason });
}

export const exitCommands: readonly Endpoint[] = [withdraw, completeWithdrawal, settleBreach, cancelCredit, recall];
