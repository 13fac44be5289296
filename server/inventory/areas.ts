/** The area of a room changes on paper only: the survey, both departments, the buyer of a sold one, approval, finance. */
import { inventory as routes } from '#contract/inventory.ts';
import { decideBuyerConfirms, decideConfirmArea, decideFileArea, decideProposeArea } from '#core/inventory/index.ts';
import { accept } from '#core/kernel/decision.ts';
import { onApproval, requestApproval } from '#server/approvals/index.ts';
import { personOf, requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { settleDue } from '#server/platform/deadlines.ts';
import { answer, carryOut, type Endpoint } from '#server/platform/http.ts';
import { tell } from './notify.ts';
import { decided } from './said.ts';
import { announce, factsOf, lockUnit, unitById } from './store.ts';
import * as store from './store-areas.ts';
import { openUnit } from './taking.ts';
import { areaChangeOut, areaChanges } from './views-areas.ts';
import { financeOf } from '#server/organisation/index.ts';
import { nameOf } from './views-names.ts';

const propose = carryOut(routes.proposeArea, async (context, { params, body }) => {
  const { tx, actor } = context;
  const { siteId } = await unitById(tx, params.unitId);
  requireSite(actor, 'inventory.edit', siteId);
  const { unit } = await openUnit(context, params.unitId);
  const facts = {
    unit: factsOf(unit),
    area: unit.surveyedArea ?? unit.predictedArea,
    isSurveyed: unit.surveyedArea !== null,
    hasOpen: await store.hasOpenChange(tx, unit.id),
  };
  const { commandId: _command, ...input } = body;
  const decision = await decided(context, siteId, decideProposeArea(facts, input));
  const id = context.newId();
  const journalId = context.record({
    kind: 'inventory.proposeArea',
    siteId,
    subject: { type: 'area_change', id },
    staffIds: [actor.staffId],
    rules: await context.rules(siteId),
    input,
    facts,
    decision,
    reason: body.reason,
  });
  await store.insertAreaChange(context, {
    ...{ id, unitId: unit.id, siteId, fromArea: facts.area, ...input, needsBuyer: decision.outcome.needsBuyer },
    ...{ proposedBy: personOf(actor), journalId },
  });
  return { change: await areaChangeOut(context, id), journalId };
});

/** The unit before its paper, as everybody locks them. */
async function openChange(context: Context, changeId: string): Promise<store.AreaChange> {
  await lockUnit(context.tx, await store.unitOfChange(context.tx, changeId));
  return store.lockAreaChange(context.tx, changeId);
}

const entry = (change: store.AreaChange) => ({
  siteId: change.siteId,
  subject: { type: 'area_change', id: change.id },
  staffIds: [change.proposedBy, change.developmentBy, change.marketingBy],
});

const aboutOf = (change: store.AreaChange) => ({
  state: change.state,
  developmentBy: change.developmentBy,
  marketingBy: change.marketingBy,
  needsBuyer: change.needsBuyer,
  hasBuyer: change.buyerConfirmedAt !== null,
});

const confirm = carryOut(routes.confirmArea, async (context, { params, body }) => {
  const { tx, now, actor } = context;
  const change = await openChange(context, params.changeId);
  requireSite(actor, 'inventory.edit', change.siteId);
  const byId = personOf(actor);
  const facts = { ...aboutOf(change), byId };
  const input = { department: body.department };
  const decision = await decided(context, change.siteId, decideConfirmArea(facts, input));
  const rules = await context.rules(change.siteId);
  const journalId = context.record({ kind: 'inventory.confirmArea', ...entry(change), rules, input, facts, decision });
  await store.saveConfirmation(tx, change.id, body.department, byId, now);
  if (decision.outcome.isComplete) await askApproval(context, change);
  return { change: await areaChangeOut(context, change.id), journalId };
});

const confirmBuyer = carryOut(routes.confirmBuyer, async (context, { params, body }) => {
  const change = await openChange(context, params.changeId);
  requireSite(context.actor, 'inventory.edit', change.siteId);
  const facts = aboutOf(change);
  const input = { note: body.note };
  const decision = await decided(context, change.siteId, decideBuyerConfirms(facts));
  const rules = await context.rules(change.siteId);
  const journalId = context.record({ kind: 'inventory.confirmBuyer', ...entry(change), rules, input, facts, decision });
  await store.saveBuyer(context.tx, change.id, body.note, context.now);
  if (decision.outcome.isComplete) await askApproval(context, change);
  return { change: await areaChangeOut(context, change.id), journalId };
});

async function askApproval(context: Context, change: store.AreaChange): Promise<void> {
  const { tx } = context;
  const unit = await unitById(tx, change.unitId);
  await store.saveAreaState(tx, change.id, { state: 'approving' });
  const confirmed = await store.lockAreaChange(tx, change.id);
  const { approvalId } = await requestApproval(context, {
    matter: 'area_change',
    siteId: change.siteId,
    subject: { type: 'area_change', id: change.id },
    title: { zh: `面积变更 ${unit.code}`, en: `Change of area of ${unit.code}` },
    lines: [
      { zh: '房源', en: 'Room', value: unit.code },
      { zh: '现面积（㎡）', en: 'Area now, m²', value: String(change.fromArea ?? '—') },
      { zh: '实测面积（㎡）', en: 'Surveyed, m²', value: String(change.surveyedArea) },
      { zh: '测绘依据', en: 'Survey', value: change.surveyReference },
      { zh: '投资发展部确认', en: 'Confirmed for development by', value: await nameOf(tx, confirmed.developmentBy) },
      { zh: '营销部确认', en: 'Confirmed for marketing by', value: await nameOf(tx, confirmed.marketingBy) },
      ...(change.needsBuyer ? [{ zh: '买方', en: 'Buyer', value: { zh: '已确认', en: 'confirmed' } }] : []),
    ],
    reason: change.reason,
    link: '/inventory/areas',
    payload: { changeId: change.id },
    applicantId: change.proposedBy,
  });
  await store.saveAreaApproval(tx, change.id, approvalId);
}

onApproval('area_change', {
  lock: async (context, { subject }) => {
    const unitId = await store.unitOfChange(context.tx, subject.id);
    await settleDue(context, [unitId]);
    await openChange(context, subject.id);
  },
  approved: async (context, approval) => {
    const { tx, now } = context;
    const change = await openChange(context, approval.subject.id);
    const unit = await lockUnit(tx, change.unitId);
    await store.saveAreaState(tx, change.id, { state: 'approved', approvedAt: now });
    await store.saveArea(context, unit, change);
    const journalId = context.record({
      ...{ kind: 'inventory.areaApproved', ...entry(change), input: {} },
      facts: { from: change.fromArea, to: change.surveyedArea, because: approval.journalId },
      decision: accept({ area: change.surveyedArea }, ['S0.10.a.5', 'S0.10.a.5b']),
    });
    announce(context, await unitById(tx, unit.id), unit.consultantId);
    await tell(context, await financeOf(tx), { kind: 'inventory.areaToFile', unit, journalId });
  },
  refused: async (context, approval) => {
    const change = await openChange(context, approval.subject.id);
    await store.saveAreaState(context.tx, change.id, { state: 'refused' });
    context.record({
      ...{ kind: 'inventory.areaRefused', ...entry(change), input: {}, facts: { because: approval.journalId } },
      decision: accept({ state: 'refused' }, ['S0.10.a.5']),
    });
  },
});

const file = carryOut(routes.fileArea, async (context, { params }) => {
  const { tx, now, actor } = context;
  const change = await openChange(context, params.changeId);
  requireSite(actor, 'money.close', change.siteId);
  const facts = { state: change.state };
  const decision = await decided(context, change.siteId, decideFileArea(facts));
  const rules = await context.rules(change.siteId);
  const journalId = context.record({ kind: 'inventory.fileArea', ...entry(change), rules, input: {}, facts, decision });
  await store.saveAreaState(tx, change.id, { state: 'filed', filedBy: personOf(actor), filedAt: now });
  return { change: await areaChangeOut(context, change.id), journalId };
});

export const areaEndpoints: readonly Endpoint[] = [
  propose,
  confirm,
  confirmBuyer,
  file,
  answer(routes.areaChanges, (context, { params, query }) => areaChanges(context, params.siteId, query)),
];
