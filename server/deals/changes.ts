/** Changes of a deal in effect. Each is asked for, consented to, and only then made: a private change is none. */
import { deals as routes } from '#contract/deals.ts';
import {
  type Deal,
  decideChanged,
  decideChangeName,
  decideChangeTerms,
  decideChangeUnit,
  noSteps,
} from '#core/deals/index.ts';
import { type Decided, onApproval, requestApproval, withdrawApproval } from '#server/approvals/index.ts';
import { siteById } from '#server/claims/index.ts';
import {
  moveUnit,
  requireOutsideLaunch,
  setSoldPrice,
  takeUnit,
  type Unit,
  unitById,
} from '#server/inventory/index.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { invalid } from '#server/platform/refused.ts';
import { decided, requireDeal } from './access.ts';
import { handled, loanOf, notAtThisStage, openUnitFor, percentOf, priceOf, requireVersion } from './common.ts';
import { happened } from './hooks.ts';
import { act, record } from './recording.ts';
import { type Changes, lockDealRow, saveDeal, setBuyers } from './store.ts';
import * as parts from './store-parts.ts';
import { announce, tell, tellOne } from './tell.ts';
import { buyersOf } from './views.ts';
import { colleagueExists, namesOf } from './views-names.ts';
import { dealLines, type Line, line, moneyLines, titleOf } from './words.ts';
import { yuan } from './said.ts';

type Matter = 'order_change' | 'unit_change' | 'name_change';
interface Wanted {
  readonly kind: 'terms' | 'unit' | 'name';
  readonly changeId: string;
  readonly set: Changes;
  readonly buyers?: string;
  readonly feeFen: number;
}

/** Writes the change down and puts it up for consent. */
async function ask(
  context: Context,
  deal: Deal,
  given: {
    readonly matter: Matter;
    readonly wanted: Omit<Wanted, 'changeId'>;
    readonly before: object;
    readonly after: object;
    readonly reason: string;
    readonly journalId: string;
    readonly lines: readonly Line[];
    readonly magnitude?: { discountPercent?: number; belowListFen?: number };
    readonly title: readonly [string, string];
  },
) {
  const { tx, now } = context;
  const changeId = context.newId();
  const { before, after, reason, journalId, wanted } = given;
  const by = context.actor.staffId;
  const { kind, feeFen } = wanted;
  await parts.insertChange(tx, {
    id: changeId,
    dealId: deal.id,
    kind,
    feeFen,
    before,
    after,
    reason,
    state: 'pending',
    at: now,
    by,
    journalId,
  });
  const names = await namesOf(tx, deal);
  const asked = await requestApproval(context, {
    matter: given.matter,
    siteId: deal.siteId,
    subject: { type: 'deal', id: deal.id },
    customerId: deal.customerId,
    title: titleOf(given.title[0], given.title[1], names),
    lines: [...dealLines(deal, names, await buyersOf(tx, deal.id)), ...given.lines],
    reason,
    magnitude: given.magnitude ?? {},
    link: `/deals/${deal.id}`,
    payload: { ...wanted, changeId } satisfies Wanted,
    applicantId: deal.consultantId,
  });
  announce(context, deal);
  return { ...(await handled(context, deal.id, journalId)), approval: { id: asked.approvalId, state: asked.state } };
}

/** Another change, or a withdrawal, is under way. */
export const isBusy = async (context: Context, deal: Deal): Promise<boolean> =>
  deal.withdrawal !== null || (await parts.pendingChange(context.tx, deal.id)) !== null;

const belowOf = (unit: Unit | null, priceFen: number) => {
  const list = unit?.listPriceFen ?? 0;
  return list > priceFen ? { belowListFen: list - priceFen, discountPercent: percentOf(list - priceFen, list) } : {};
};

const changeTerms = carryOut(routes.changeTerms, async (context, { params, body }) => {
  const { tx } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  requireVersion(deal, body.version);
  const unit = deal.unitId === null ? null : await unitById(tx, deal.unitId);
  const { priceFen, depositFen, paymentMethod, plan, reason } = body;
  const loan = loanOf(body.loan, deal.loan);
  const facts = {
    deal,
    hasOpenChange: await isBusy(context, deal),
    price: await priceOf(context, unit, priceFen),
    granted: (await parts.grantedOf(tx, deal.id)).granted,
  };
  const input = { priceFen, depositFen, paymentMethod, plan, loan, reason };
  const decision = decided(decideChangeTerms(facts, input));
  const journalId = await record(context, deal, 'deals.changeTerms', { input, facts, decision, reason });
  const set = { priceFen, depositFen, paymentMethod, plan, loan };
  return ask(context, deal, {
    matter: decision.outcome.matter,
    wanted: { kind: 'terms', set, feeFen: 0 },
    before: {
      priceFen: deal.priceFen,
      depositFen: deal.depositFen,
      paymentMethod: deal.paymentMethod,
      plan: deal.plan,
      loan: deal.loan,
    },
    after: set,
    reason,
    journalId,
    lines: [line('变更为', 'Changed to', ''), ...moneyLines({ ...deal, ...set })],
    magnitude: belowOf(unit, priceFen),
    title: ['订单变更', 'Change of an order'],
  });
});

const areaOf = (unit: Unit | null): number | null => unit && (unit.surveyedArea ?? unit.predictedArea);

const changeUnit = carryOut(routes.changeUnit, async (context, { params, body }) => {
  const { tx } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  requireVersion(deal, body.version);
  const { unit, facts: newUnit } = await openUnitFor(context, deal, body.unitId);
  if (unit.siteId !== deal.siteId || unit.kind !== deal.kind)
    throw invalid('unitId', '须为本门店同类房源 / a unit of the same kind and site');
  await requireOutsideLaunch(context, unit);
  const old = deal.unitId === null ? null : await unitById(tx, deal.unitId);
  const facts = {
    deal,
    hasOpenChange: await isBusy(context, deal),
    oldUnit: old && { areaM2: areaOf(old) },
    newUnit: { ...newUnit, areaM2: areaOf(unit) },
  };
  const { unitId, priceFen, sells, reason, plan } = body;
  const loan = loanOf(body.loan, deal.loan);
  const input = { unitId, priceFen, plan, loan, sells, reason };
  const decision = decided(decideChangeUnit((await context.rules(deal.siteId)).values.deals, facts, input));
  await priceOf(context, unit, priceFen);
  const journalId = await record(context, deal, 'deals.changeUnit', { input, facts, decision, reason });
  const set = { unitId, priceFen, plan, loan, listPriceFen: unit.listPriceFen ?? 0 };
  return ask(context, deal, {
    matter: decision.outcome.matter,
    wanted: { kind: 'unit', set, feeFen: 0 },
    before: { unitId: deal.unitId, unit: old?.code ?? '', areaM2: areaOf(old), priceFen: deal.priceFen },
    after: { unitId, unit: unit.code, areaM2: areaOf(unit), priceFen, directions: decision.outcome.directions },
    reason,
    journalId,
    lines: [
      line('换为', 'Changed to', unit.code),
      line('新成交价', 'New price', yuan(priceFen)),
      line('面积', 'Area', `${areaOf(old) ?? '-'} → ${areaOf(unit) ?? '-'} m²`),
      ...decision.outcome.directions
        .filter((one) => one.goes === 'against')
        .map((one) => line('非有利方向', 'Against the house', directions[one.what])),
    ],
    magnitude: belowOf(unit, priceFen),
    title: ['换房', 'Change of unit'],
  });
});
const directions = {
  area: { zh: '面积变小', en: 'smaller' },
  amount: { zh: '总价变低', en: 'cheaper' },
  demand: { zh: '换较好售', en: 'easier to sell' },
} as const;

const changeName = carryOut(routes.changeName, async (context, { params, body }) => {
  const { tx } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  requireVersion(deal, body.version);
  const facts = { deal, hasOpenChange: await isBusy(context, deal) };
  const { buyers, feeFen, reason } = body;
  const input = { buyers, feeFen, reason };
  const decision = decided(decideChangeName((await context.rules(deal.siteId)).values.deals, facts, input));
  const journalId = await record(context, deal, 'deals.changeName', { input, facts, decision, reason });
  const before = await buyersOf(tx, deal.id);
  const fee = decision.outcome.feeFen;
  return ask(context, deal, {
    matter: 'name_change',
    wanted: { kind: 'name', set: {}, buyers, feeFen: fee },
    before: { buyers: before },
    after: { buyers, isTransfer: decision.outcome.isTransfer, feeFen: fee },
    reason,
    journalId,
    lines: [line('更名为', 'New name', buyers), ...(fee > 0 ? [line('转让手续费', 'Transfer fee', yuan(fee))] : [])],
    title: ['更名', 'Change of name'],
  });
});

/** The consent is there: the change is made, and the order dated from today. */
async function consented(context: Context, approval: Decided): Promise<void> {
  const { tx, now } = context;
  const { kind, changeId, set, buyers, feeFen } = approval.payload as Wanted;
  const deal = await lockDealRow(tx, approval.subject.id);
  const { timeZone } = await siteById(tx, deal.siteId);
  const facts = { deal, timeZone };
  const decision = decided(decideChanged(facts, { kind }, now));
  const journalId = await record(context, deal, 'deals.changed', { input: { kind }, facts, decision });
  await parts.endChange(tx, changeId, 'done', now);
  if (kind === 'unit' && set.unitId)
    await swapUnits(context, deal, set.unitId, set.priceFen ?? deal.priceFen, journalId);
  else if (kind === 'terms' && deal.unitId !== null && set.priceFen !== undefined)
    await setSoldPrice(context, deal.unitId, deal.id, set.priceFen);
  if (buyers !== undefined) await setBuyers(tx, deal.id, { buyers });
  const contract = await drawnAnew(context, deal);
  const saved = await saveDeal(tx, deal, { ...set, ...contract, orderDate: decision.outcome.orderDate });
  await happened(context, { type: 'changed', deal: saved, before: deal, cause: 'change', journalId, feeFen });
  await tell(context, saved, ['consultant', 'assistants'], { kind: 'deals.changed', journalId, more: { kind } });
  announce(context, saved);
}

/** What was agreed is what is signed: a contract drawn up on other terms is filled in, checked and approved again (S1.10.s1). */
async function drawnAnew(context: Context, deal: Deal): Promise<Changes> {
  if (deal.state !== 'contracting' || deal.contract === null) return {};
  for (const matter of ['contract', 'special_contract'] as const)
    await withdrawApproval(context, matter, deal.id, '条件已变更 / the terms have changed');
  const { reviewedBy, reviewedAt } = deal.contract;
  return { contract: { ...noSteps, reviewedBy, reviewedAt } };
}

/** The old unit goes back, the new one is taken: by the same deal, in the same instant. */
async function swapUnits(
  context: Context,
  deal: Deal,
  unitId: string,
  priceFen: number,
  journalId: string,
): Promise<void> {
  const { customerId, consultantId, siteId, id: dealId } = deal;
  if (deal.unitId !== null) await moveUnit(context, deal.unitId, 'available', { dealId, journalId });
  await takeUnit(context, { unitId, dealId, customerId, consultantId, siteId, priceFen });
  if (deal.signedAt !== null) await moveUnit(context, unitId, 'contracted', { dealId, journalId });
}

async function refusedChange(context: Context, approval: Decided): Promise<void> {
  const { changeId } = approval.payload as Wanted;
  await parts.endChange(context.tx, changeId, 'refused', context.now);
  const deal = await lockDealRow(context.tx, approval.subject.id);
  act(context, deal, 'deals.notApproved', {
    facts: { matter: approval.matter },
    clauses: ['S0.08.d.1b', 'S2.15.c4.01.change'],
  });
  announce(context, deal);
}

const matters = ['order_change', 'unit_change', 'name_change'] as const;
for (const matter of matters)
  onApproval(matter, {
    lock: async (context, { subject }) => {
      if (subject.type === 'deal') await lockDealRow(context.tx, subject.id);
    },
    approved: consented,
    refused: async (context, approval, how) => {
      // A returned one ends here: what is asked for again is a new change, in a new round of the same approval.
      void how;
      await refusedChange(context, approval);
    },
  });

export async function recallChange(context: Context, deal: Deal, reason: string): Promise<string> {
  const pending = await parts.pendingChange(context.tx, deal.id);
  if (!pending) throw notAtThisStage(deal);
  for (const matter of matters) await withdrawApproval(context, matter, deal.id, reason);
  await parts.endChange(context.tx, pending.id, 'refused', context.now);
  return act(context, deal, 'deals.recall', { facts: { matter: 'change' }, clauses: ['S0.08.d.1b'], reason });
}

/** Who cannot come to a signing or a payment says so; the superior names somebody who answers for it. */
const cover = carryOut(routes.cover, async (context, { params, body }) => {
  const { tx, now } = context;
  const deal = await requireDeal(context, 'deals.review', params.dealId);
  if (deal.state === 'cancelled') throw notAtThisStage(deal);
  if (body.staffId !== null && !(await colleagueExists(tx, body.staffId, deal.siteId)))
    throw invalid('staffId', '该同事不在岗 / this colleague is not at work');
  await saveDeal(tx, deal, { coverId: body.staffId });
  const journalId = act(context, deal, 'deals.cover', {
    facts: { staffId: body.staffId },
    clauses: ['S4.01.a37.cover', 'S0.07.ct.1'],
    reason: body.reason,
  });
  await parts.insertChange(tx, {
    ...{ id: context.newId(), dealId: deal.id, kind: 'cover', before: {}, after: { staffId: body.staffId } },
    ...{ reason: body.reason, state: 'done', at: now, by: context.actor.staffId, journalId },
  });
  await tell(context, deal, ['consultant'], { kind: 'deals.cover', journalId, more: { reason: body.reason } });
  if (body.staffId !== null) await tellOne(context, deal, body.staffId, { kind: 'deals.cover', journalId });
  announce(context, deal);
  return handled(context, deal.id, journalId);
});

export const changeCommands: readonly Endpoint[] = [changeTerms, changeUnit, changeName, cover];
