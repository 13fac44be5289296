/** Vehicles given to orders, goods handed over, and the papers before and after. */
import { deals as routes } from '#contract/deals.ts';
import {
  type Deal,
  decideAllocate,
  decideFiled,
  decideHandover,
  papersMissing,
  unitStateFor,
} from '#core/deals/index.ts';
import { siteById } from '#server/claims/index.ts';
import { lockUnit, moveUnit, onDisplaced, takeUnit, unitById } from '#server/inventory/index.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines, setDeadline, settleDue } from '#server/platform/deadlines.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { inEach } from '#server/platform/refused.ts';
import { coversDeal, decided, refuseWith, requireDeal } from './access.ts';
import { isBusy } from './changes.ts';
import { FILE_DUE, handled, notAtThisStage, stopWatching } from './common.ts';
import { countDeal } from './credit.ts';
import { fine, happened } from './hooks.ts';
import { keepCheck } from './delivery.ts';
import { progressed } from './progress.ts';
import { act, record } from './recording.ts';
import { deliveryOf } from './store-delivery.ts';
import { ofChanges, unsignedPapers } from './store-documents.ts';
import { lockDealRow, saveDeal } from './store.ts';
import * as parts from './store-parts.ts';
import { announce, tell } from './tell.ts';
import { waitingFor } from './views-queue.ts';

// ── which vehicle goes to whom ──

const allocate = carryOut(routes.allocate, async (context, { params, body }) => {
  const { tx, now } = context;
  const deal = await requireDeal(context, 'deals.deliver', params.dealId);
  await settleDue(context, [body.unitId]);
  const unit = await lockUnit(tx, body.unitId);
  const facts = {
    deal,
    unit: { id: unit.id, code: unit.code, dealId: unit.dealId, state: unit.state },
    waiting: await waitingFor(tx, { siteId: deal.siteId, model: unit.model, besides: deal.id }),
    mayOverride: coversDeal(context, 'deals.override', deal),
  };
  const input = { unitId: body.unitId, reason: body.reason };
  const decision = decided(decideAllocate(facts, input));
  const journalId = await record(context, deal, 'deals.allocate', { input, facts, decision, reason: body.reason });
  const { from } = decision.outcome;
  if (from !== null) await loseUnit(context, from, unit.id, { journalId, reason: body.reason });
  if (deal.unitId !== null) await moveUnit(context, deal.unitId, 'available', { dealId: deal.id, journalId });
  const { customerId, consultantId, siteId, priceFen } = deal;
  await takeUnit(context, { unitId: unit.id, dealId: deal.id, customerId, consultantId, siteId, priceFen });
  if (deal.signedAt !== null) await moveUnit(context, unit.id, 'contracted', { dealId: deal.id, journalId });
  await parts.insertChange(tx, {
    ...{ id: context.newId(), dealId: deal.id, kind: 'allocation', before: { unitId: deal.unitId } },
    ...{ after: { unitId: unit.id, unit: unit.code, from }, reason: body.reason, state: 'done', at: now },
    ...{ by: context.actor.staffId, journalId },
  });
  const saved = await saveDeal(tx, deal, { unitId: unit.id });
  await progressed(context, saved, 'allocated');
  await tell(context, saved, ['consultant'], { kind: 'deals.allocated', journalId });
  announce(context, saved);
  return handled(context, deal.id, journalId);
});

/** The other order goes back into the queue without its vehicle; its people hear why. */
async function loseUnit(
  context: Context,
  dealId: string,
  unitId: string,
  why: { journalId: string; reason: string },
): Promise<void> {
  const other = await lockDealRow(context.tx, dealId);
  if (other.unitId !== unitId) return;
  await moveUnit(context, unitId, 'available', { dealId, journalId: why.journalId });
  await lost(context, other, why);
}
async function lost(context: Context, other: Deal, why: { journalId: string; reason: string }): Promise<void> {
  const { tx, now } = context;
  await parts.insertChange(tx, {
    ...{
      id: context.newId(),
      dealId: other.id,
      kind: 'allocation',
      before: { unitId: other.unitId },
      after: { unitId: null },
    },
    ...{ reason: why.reason, state: 'done', at: now, by: context.actor.staffId, journalId: why.journalId },
  });
  const saved = await saveDeal(tx, other, { unitId: null, wanted: await stillWanted(context, other) });
  await happened(context, { type: 'changed', deal: saved, before: other, cause: 'change', journalId: why.journalId });
  await tell(context, saved, ['consultant', 'leaders'], {
    kind: 'deals.lostUnit',
    journalId: why.journalId,
    more: { reason: inEach(why.reason) },
  });
  announce(context, saved);
}

/** An order made for one vehicle waits for another one like it: without a model it would stand in no queue. */
async function stillWanted({ tx }: Context, { kind, unitId, wanted }: Deal): Promise<Deal['wanted']> {
  if (kind !== 'vehicle' || unitId === null || wanted !== null) return wanted;
  const { model, colour } = await unitById(tx, unitId);
  return { model, colour };
}

// O5: an order that nobody marked keeps no vehicle. It stays an order, and waits for the next one.
onDisplaced(async (context, { dealId, journalId }) => {
  const other = await lockDealRow(context.tx, dealId);
  await lost(context, other, { journalId, reason: '未标记“该车已订” / not marked as ordered' });
});

// ── papers and copies ──

const receivePaper = carryOut(routes.receivePaper, async (context, { params, body }) => {
  const { tx, now } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  if (deal.state === 'cancelled') throw notAtThisStage(deal);
  const { paper, copies, note } = body;
  await parts.savePaper(tx, { dealId: deal.id, paper, copies, note, at: now, by: context.actor.staffId });
  const journalId = act(context, deal, 'deals.paper', { facts: { paper, copies }, clauses: ['S1.18.k4', 'S0.08.g.8'] });
  if (deal.state === 'handed_over' && deal.filedAt === null) await fileIfComplete(context, deal);
  announce(context, deal);
  return handled(context, deal.id, journalId);
});

/** The last paper is in: from here the deal counts, late or not. */
async function fileIfComplete(context: Context, deal: Deal): Promise<void> {
  const { tx, now } = context;
  const rules = (await context.rules(deal.siteId)).values.deals;
  const facts = { deal, papers: await parts.paperKeysOf(tx, deal.id) };
  if (papersMissing(rules, deal, 'file', facts.papers).length > 0) return;
  const decision = decided(decideFiled(rules, facts, now));
  const journalId = await record(context, deal, 'deals.filed', { input: {}, facts, decision });
  const { isLate, fineYuan, counts } = decision.outcome;
  await clearDeadlines(tx, [deal.id], [FILE_DUE], now);
  const saved = await saveDeal(tx, deal, { filedAt: now });
  await happened(context, { type: 'paper_filed', deal: saved, before: deal, journalId, isLate, fineYuan });
  if (counts) await countDeal(context, saved, journalId);
  const { clauses } = decision;
  await fine(
    context,
    saved,
    { staffId: saved.consultantId, amountYuan: fineYuan, cause: 'late_file', clauses },
    journalId,
  );
}

const moveCopy = carryOut(routes.moveCopy, async (context, { params, body }) => {
  const { tx, now } = context;
  const deal = await requireDeal(context, 'deals.register', params.dealId);
  const copy = await parts.copyById(tx, deal.id, params.copyId);
  if (copy.state === 'returned') throw refuseWith('PAPER_NOT_HERE', { field: 'to' });
  if (copy.state === 'rewrite') throw refuseWith('COPY_TO_BE_REWRITTEN', { field: 'to' });
  const by = context.actor.staffId;
  const { to } = body;
  const set =
    to === 'returned' || to === 'filed' ? { holder: copy.holder, state: to } : { holder: to, state: 'out' as const };
  await parts.saveCopy(tx, copy.id, { ...set, at: now, by });
  const facts = { copyId: copy.id, document: copy.document, from: copy.holder, to };
  const journalId = act(context, deal, 'deals.copy', { facts, clauses: ['S0.07.ct.5', 'S1.18.s4'] });
  announce(context, deal);
  return handled(context, deal.id, journalId);
});

// ── handing over ──

const handOver = carryOut(routes.handOver, async (context, { params, body }) => {
  const { tx, now } = context;
  const deal = await requireDeal(context, 'deals.deliver', params.dealId);
  const papers = await parts.paperKeysOf(tx, deal.id);
  const { timeZone } = await siteById(tx, deal.siteId);
  const facts = {
    deal,
    papers,
    hasOpenChange: await isBusy(context, deal),
    delivery: await deliveryOf(tx, deal.id),
    timeZone,
    unsigned: ofChanges(await unsignedPapers(tx, deal.id)),
  };
  const input = { check: body.check, lateCause: body.lateCause };
  const decision = decided(decideHandover((await context.rules(deal.siteId)).values.deals, facts, input, now));
  const { state, fileDueAt, filed, counts, checked } = decision.outcome;
  const journalId = await record(context, deal, 'deals.handOver', { input, facts, decision, reason: body.note });
  const set = { state, stateSince: now, handedOverAt: now, fileDueAt, filedAt: filed ? now : null };
  const saved = await saveDeal(tx, deal, set);
  const unitState = unitStateFor(saved);
  if (deal.unitId !== null && unitState)
    await moveUnit(context, deal.unitId, unitState, { dealId: deal.id, journalId });
  if (checked) await keepCheck(context, saved, { checked, ...input, journalId });
  await stopWatching(context, deal.id);
  if (fileDueAt !== null)
    await setDeadline(tx, { kind: FILE_DUE, subjectId: deal.id, siteId: deal.siteId, dueAt: fileDueAt });
  await happened(context, { type: 'handed_over', deal: saved, before: deal, journalId });
  if (filed)
    await happened(context, { type: 'paper_filed', deal: saved, before: deal, journalId, isLate: false, fineYuan: 0 });
  if (counts) await countDeal(context, saved, journalId);
  await tell(context, saved, ['consultant', 'assistants'], {
    kind: 'deals.handedOver',
    journalId,
    more: { missing: decision.outcome.fileMissing.length, until: fileDueAt },
  });
  announce(context, saved);
  return handled(context, deal.id, journalId);
});

export const handoverCommands: readonly Endpoint[] = [allocate, receivePaper, moveCopy, handOver];
