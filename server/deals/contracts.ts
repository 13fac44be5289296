/** The formal contract: its steps, its approvals, its signature, and what is signed beside it later. */
import { deals as routes } from '#contract/deals.ts';
import {
  type ContractSteps,
  type Deal,
  decideCorrection,
  decideSign,
  decideSpecialReview,
  decideStep,
  decideSubmitContract,
  noSteps,
  type StepInput,
} from '#core/deals/index.ts';
import { addMonths, instantAt, localDateOf } from '#core/kernel/instant.ts';
import { type Decided, onApproval, requestApproval, withdrawApproval } from '#server/approvals/index.ts';
import { siteById } from '#server/claims/index.ts';
import { moveUnit } from '#server/inventory/index.ts';
import type { Context } from '#server/platform/context.ts';
import { setDeadline } from '#server/platform/deadlines.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { coversDeal, decided, refuseWith, requireDeal } from './access.ts';
import { isBusy } from './changes.ts';
import { BIND_DUE, handled, notAtThisStage, stopWatching } from './common.ts';
import { countDeal } from './credit.ts';
import { fine, happened } from './hooks.ts';
import { agreeDelivery } from './delivery.ts';
import { awaitRecheck } from './rechecks.ts';
import { act, record } from './recording.ts';
import { lockDealRow, saveDeal } from './store.ts';
import { deliveryOf } from './store-delivery.ts';
import { nextNumber } from './store-numbers.ts';
import * as parts from './store-parts.ts';
import { standingOf } from './store-room.ts';
import { announce, tell } from './tell.ts';
import { buyersOf } from './views.ts';
import { namesOf } from './views-names.ts';
import { dealLines, line, titleOf } from './words.ts';

const stepsOf = (deal: Deal): ContractSteps => deal.contract ?? noSteps;

const withoutLegal = ({ legal: _old, ...steps }: ContractSteps): ContractSteps => steps;

/** Another text: only what was planned with the customer about its signing stands. */
const anew = ({ signingPlan }: ContractSteps): ContractSteps => (signingPlan ? { ...noSteps, signingPlan } : noSteps);

/** A step changes what the later ones saw: they are to be taken again. */
const stamped = (
  steps: ContractSteps,
  step: StepInput['step'],
  by: string | null,
  at: string,
  checks: ContractSteps['checks'],
) =>
  ({
    review: { ...anew(steps), reviewedBy: by, reviewedAt: at },
    fill: { ...anew(steps), reviewedBy: steps.reviewedBy, reviewedAt: steps.reviewedAt, filledBy: by, filledAt: at },
    check: { ...steps, checkedBy: by, checkedAt: at, checks },
  })[step];

async function takeStep(context: Context, deal: Deal, input: StepInput, reason: string) {
  const { tx, now } = context;
  const facts = { deal };
  const decision = decided(decideStep((await context.rules(deal.siteId)).values.deals, facts, input));
  const journalId = await record(context, deal, 'deals.contractStep', { input, facts, decision, reason });
  const { state, isSpecial, checks } = decision.outcome;
  const saved = await saveDeal(tx, deal, {
    state,
    stateSince: deal.state === state ? deal.stateSince : now,
    contract: stamped(stepsOf(deal), input.step, context.actor.staffId, now, checks),
    ...(input.step === 'fill' ? { isSpecial, specialReasons: [...input.specialReasons] } : {}),
  });
  announce(context, saved);
  return handled(context, deal.id, journalId);
}
const noInput = { checks: [], specialReasons: [] };

const reviewContract = carryOut(routes.reviewContract, async (context, { params }) => {
  const deal = await requireDeal(context, 'deals.register', params.dealId);
  return takeStep(context, deal, { step: 'review', ...noInput }, '');
});
const fillContract = carryOut(routes.fillContract, async (context, { params, body }) => {
  const found = await requireDeal(context, 'deals.open', params.dealId);
  const deal = body.delivery ? (await agreeDelivery(context, found, body.delivery)).deal : found;
  return takeStep(context, deal, { step: 'fill', checks: [], specialReasons: body.specialReasons }, body.note);
});
const checkContract = carryOut(routes.checkContract, async (context, { params, body }) => {
  const deal = await requireDeal(context, 'deals.review', params.dealId);
  return takeStep(context, deal, { step: 'check', checks: body.checks, specialReasons: [] }, '');
});

const reasons = {
  price_concession: { zh: '价格优惠', en: 'price concession' },
  payment_extension: { zh: '延长付款', en: 'longer to pay' },
  clause_change: { zh: '修改条款', en: 'clause changed' },
  added_clause: { zh: '增加条款', en: 'clause added' },
} as const;

async function putUp(
  context: Context,
  deal: Deal,
  matter: 'contract' | 'special_contract',
  title: readonly [string, string],
) {
  const names = await namesOf(context.tx, deal);
  const asked = await requestApproval(context, {
    matter,
    siteId: deal.siteId,
    subject: { type: 'deal', id: deal.id },
    customerId: deal.customerId,
    title: titleOf(title[0], title[1], names),
    lines: [
      ...dealLines(deal, names, await buyersOf(context.tx, deal.id)),
      ...deal.specialReasons.map((reason) => line('特殊事由', 'Special', reasons[reason])),
      ...(deal.corrections > 0 ? [line('涂改', 'Corrections', String(deal.corrections))] : []),
    ],
    link: `/deals/${deal.id}`,
    payload: { dealId: deal.id },
    applicantId: deal.consultantId,
  });
  announce(context, deal);
  return { id: asked.approvalId, state: asked.state };
}

const specialReview = carryOut(routes.specialReview, async (context, { params }) => {
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  const facts = { deal };
  const decision = decided(decideSpecialReview((await context.rules(deal.siteId)).values.deals, facts));
  const journalId = await record(context, deal, 'deals.specialReview', { input: {}, facts, decision });
  const approval = await putUp(context, deal, 'special_contract', ['特殊合同评审', 'Special contract']);
  return { ...(await handled(context, deal.id, journalId)), approval };
});

const submitContract = carryOut(routes.submitContract, async (context, { params }) => {
  const { tx, now } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  const facts = { deal, hasOpenChange: await isBusy(context, deal), delivery: await deliveryOf(tx, deal.id) };
  const decision = decided(decideSubmitContract((await context.rules(deal.siteId)).values.deals, facts));
  const journalId = await record(context, deal, 'deals.submitContract', { input: {}, facts, decision });
  const saved = await saveDeal(tx, deal, {
    state: 'contracting',
    stateSince: deal.state === 'contracting' ? deal.stateSince : now,
    contract: { ...stepsOf(deal), submittedAt: now },
  });
  const approval = await putUp(context, saved, 'contract', ['合同审批', 'Contract']);
  return { ...(await handled(context, deal.id, journalId)), approval };
});

const lock = async (context: Context, { subject }: Pick<Decided, 'subject'>): Promise<void> => {
  if (subject.type === 'deal') await lockDealRow(context.tx, subject.id);
};
onApproval('special_contract', {
  lock,
  approved: async (context, approval) => {
    const deal = await lockDealRow(context.tx, approval.subject.id);
    if (deal.state !== 'contracting') throw notAtThisStage(deal);
    act(context, deal, 'deals.specialReviewed', { facts: { reasons: deal.specialReasons }, clauses: ['S0.07.ct.3c'] });
    announce(
      context,
      await saveDeal(context.tx, deal, { contract: { ...stepsOf(deal), specialApprovedAt: context.now } }),
    );
  },
  refused: async () => {},
});
onApproval('contract', {
  lock,
  approved: async (context, approval) => {
    const deal = await lockDealRow(context.tx, approval.subject.id);
    if (deal.state !== 'contracting') throw notAtThisStage(deal);
    const journalId = act(context, deal, 'deals.contractApproved', {
      facts: { signers: approval.signers.map(({ signerId }) => signerId) },
      clauses: ['S1.18.k3', 'S1.10.s1', 'S0.04.d5'],
    });
    const saved = await saveDeal(context.tx, deal, { contract: { ...stepsOf(deal), approvedAt: context.now } });
    // The task goes out with the day it is to be done by; the deadline of the signature watches it (S0.04.d5).
    const more = { dueOn: deal.contractDueOn };
    await tell(context, saved, ['consultant', 'assistants'], { kind: 'deals.contractApproved', journalId, more });
    announce(context, saved);
  },
  refused: async (context, approval, how) => {
    const deal = await lockDealRow(context.tx, approval.subject.id);
    if (deal.state !== 'contracting') return;
    act(context, deal, 'deals.notApproved', { facts: { how, matter: 'contract' }, clauses: ['S1.18.k3'] });
    announce(context, await reopenContract(context, deal));
  },
});

/** To be put right: what the supervisor checked is to be checked again, and so is whether it is lawful. */
const reopenContract = (context: Context, deal: Deal): Promise<Deal> =>
  saveDeal(context.tx, deal, {
    contract: {
      ...withoutLegal(stepsOf(deal)),
      submittedAt: null,
      approvedAt: null,
      checkedAt: null,
      checkedBy: null,
      checks: [],
    },
  });

export async function recallContract(
  context: Context,
  deal: Deal,
  matter: 'contract' | 'special_contract',
  reason: string,
) {
  const steps = stepsOf(deal);
  if (deal.state !== 'contracting' || (matter === 'contract' && steps.submittedAt === null)) throw notAtThisStage(deal);
  await withdrawApproval(context, matter, deal.id, reason);
  if (matter === 'contract') await reopenContract(context, deal);
  return act(context, deal, 'deals.recall', { facts: { matter }, clauses: ['S1.18.k3'], reason });
}

const correct = carryOut(routes.correct, async (context, { params, body }) => {
  const { tx, now } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  const facts = { deal };
  // Only a reviewer names the price of one correction too many.
  const fineYuan = coversDeal(context, 'deals.review', deal) ? body.fineYuan : null;
  const input = { where: body.place, isSealed: body.isSealed, fineYuan };
  const decision = decided(decideCorrection((await context.rules(deal.siteId)).values.deals, facts, input));
  const journalId = await record(context, deal, 'deals.correct', { input, facts, decision });
  const { number, fineYuan: amountYuan } = decision.outcome;
  const row = {
    dealId: deal.id,
    seq: number,
    place: body.place,
    fineYuan: amountYuan,
    at: now,
    by: context.actor.staffId,
    journalId,
  };
  await parts.insertCorrection(tx, row);
  const saved = await saveDeal(tx, deal, { corrections: number });
  if (amountYuan > 0)
    await tell(context, saved, ['consultant'], {
      kind: 'deals.correctionFine',
      journalId,
      more: { fineYuan: amountYuan },
    });
  const { clauses } = decision;
  await fine(context, saved, { staffId: saved.consultantId, amountYuan, cause: 'corrections', clauses }, journalId);
  announce(context, saved);
  return handled(context, deal.id, journalId);
});

const sign = carryOut(routes.sign, async (context, { params, body }) => {
  const { tx, now } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  const facts = {
    deal,
    papers: await parts.paperKeysOf(tx, deal.id),
    subscriptionCopiesOut: await parts.copiesOut(tx, deal.id, 'subscription'),
    hasOpenChange: await isBusy(context, deal),
    delivery: await deliveryOf(tx, deal.id),
    major: await standingOf(tx, deal.id),
  };
  const { consultantPresent, subscriptionTakenBack } = body;
  const input = { consultantPresent, subscriptionTakenBack };
  const decision = decided(decideSign((await context.rules(deal.siteId)).values.deals, facts, input));
  const journalId = await record(context, deal, 'deals.sign', { input, facts, decision });
  const by = context.actor.staffId;
  await parts.takeBackCopies(tx, deal.id, 'subscription', now, by);
  const { copies } = decision.outcome;
  await parts.issueCopies(tx, { dealId: deal.id, document: 'contract', copies, at: now, by }, context.newId);
  if (deal.unitId !== null) await moveUnit(context, deal.unitId, 'contracted', { dealId: deal.id, journalId });
  // The contract may have been printed for signature with its number on it.
  const contractNumber = deal.contractNumber ?? (await nextNumber(context, 'contract', deal.siteId));
  const saved = await saveDeal(tx, deal, { state: 'contracted', stateSince: now, signedAt: now, contractNumber });
  await stopWatching(context, deal.id);
  await watchBinding(context, saved);
  await happened(context, { type: 'contracted', deal: saved, before: deal, journalId });
  if (decision.outcome.counts) await countDeal(context, saved, journalId);
  await awaitRecheck(context, saved);
  await tell(context, saved, ['consultant', 'finance', 'assistants'], { kind: 'deals.contracted', journalId });
  announce(context, saved);
  return handled(context, deal.id, journalId);
});

/** Before the day named next month the assistant binds this month's contracts: one reminder a site and month. */
async function watchBinding(context: Context, deal: Deal): Promise<void> {
  const { timeZone } = await siteById(context.tx, deal.siteId);
  const { bindDay } = (await context.rules(deal.siteId)).values.deals;
  const month = localDateOf(context.now, timeZone).slice(0, 7);
  const day = `${addMonths(`${month}-01`, 1).slice(0, 7)}-${String(bindDay).padStart(2, '0')}`;
  const dueAt = instantAt(day, '00:00', timeZone);
  await setDeadline(context.tx, {
    kind: BIND_DUE,
    subjectId: deal.siteId,
    siteId: deal.siteId,
    dueAt,
    payload: { month },
  });
}

/** A contract is not altered once it is signed: what is agreed later stands in a supplement, which belongs to it. */
const supplement = carryOut(routes.supplement, async (context, { params, body }) => {
  const { tx, now } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  if (deal.state !== 'contracted' && deal.state !== 'handed_over') throw notAtThisStage(deal);
  const { timeZone } = await siteById(tx, deal.siteId);
  const signedOn = deal.signedAt === null ? null : localDateOf(deal.signedAt, timeZone);
  if (body.signedOn > localDateOf(now, timeZone) || (signedOn !== null && body.signedOn < signedOn))
    throw refuseWith('DATE_IMPOSSIBLE', { field: 'signedOn' });
  const id = context.newId();
  const number = await nextNumber(context, 'supplement', deal.siteId);
  const journalId = act(context, deal, 'deals.supplement', {
    facts: { supplementId: id, number, title: body.title },
    clauses: ['S0.07.ct.3', 'S0.07.rep.flow'],
  });
  const { title, body: text } = body;
  const by = context.actor.staffId;
  await parts.insertSupplement(tx, {
    id,
    dealId: deal.id,
    number,
    title,
    body: text,
    signedOn: body.signedOn,
    at: now,
    by,
    journalId,
  });
  await tell(context, deal, ['assistants', 'leaders'], { kind: 'deals.supplement', journalId });
  announce(context, deal);
  return handled(context, deal.id, journalId);
});

export const contractCommands: readonly Endpoint[] = [
  reviewContract,
  fillContract,
  checkContract,
  specialReview,
  submitContract,
  correct,
  sign,
  supplement,
];
