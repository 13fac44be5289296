/** Goods that come back: the slip is approved, the store checks them in, accounting books. */
import { inventory as routes } from '#contract/inventory.ts';
import { decideBookReturn, decideInstruct, decideReceive, type SlipFacts } from '#core/inventory/index.ts';
import { accept } from '#core/kernel/decision.ts';
import { onApproval, requestApproval } from '#server/approvals/index.ts';
import { notify } from '#server/notices/index.ts';
import { personOf, requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { answer, carryOut, type Endpoint } from '#server/platform/http.ts';
import { requireCustomers } from './access.ts';
import { decided, refuseWith } from './said.ts';
import { announce, lockUnit, unitById } from './store.ts';
import * as store from './store-goods.ts';
import { slipOut, slips } from './views-goods.ts';
import { holdersOf } from '#server/organisation/index.ts';
import { requireExisting } from './views-names.ts';

const make = carryOut(routes.makeSlip, async (context, { params, body }) => {
  const { tx, actor } = context;
  requireSite(actor, 'inventory.edit', params.siteId);
  await requireExisting(tx, params.siteId);
  if (body.customerId !== null) await requireCustomers(context, 'inventory.edit', [body.customerId]);
  if (body.unitId !== null) {
    const unit = await unitById(tx, body.unitId);
    if (unit.kind !== 'stock' || unit.siteId !== params.siteId) throw refuseWith('GOODS_ONLY', { field: 'unitId' });
  }
  const { commandId: _command, ...said } = body;
  const id = context.newId();
  const journalId = context.record({
    kind: 'inventory.makeSlip',
    siteId: params.siteId,
    subject: { type: 'return_slip', id },
    customerId: body.customerId,
    staffIds: [actor.staffId],
    input: said,
    facts: {},
    decision: accept({ copies: 4 }, ['S2.13.a13.1.return']),
    reason: body.reason,
  });
  await store.insertSlip(context, { id, siteId: params.siteId, ...said, madeBy: personOf(actor), journalId });
  const { number } = await store.lockSlip(tx, id);
  const { approvalId } = await requestApproval(context, {
    matter: 'return_slip',
    siteId: params.siteId,
    subject: { type: 'return_slip', id },
    customerId: body.customerId,
    title: { zh: `成品退货单第 ${number} 号`, en: `Return slip no. ${number}` },
    lines: [
      { zh: '货品', en: 'Goods', value: body.goods },
      { zh: '数量', en: 'Quantity', value: String(body.approvedQuantity) },
      {
        zh: '处理方式',
        en: 'Handling',
        value: body.handling === 'return' ? { zh: '退货', en: 'return' } : { zh: '重修', en: 'rework' },
      },
      { zh: '依据', en: 'Basis', value: body.basis },
    ],
    reason: body.reason,
    link: '/inventory/returns',
    payload: { slipId: id },
  });
  await store.saveSlipApproval(tx, id, approvalId);
  return { slip: await slipOut(context, id), journalId };
});

onApproval('return_slip', {
  lock: async (context, { subject }) => {
    if (subject.type === 'return_slip') await store.lockSlip(context.tx, subject.id);
  },
  approved: async (context, approval) => {
    // The same matter is also filed by hand, with no slip behind it.
    if (approval.subject.type === 'return_slip')
      await settle(context, approval.subject.id, 'approved', approval.journalId);
  },
  refused: async (context, approval) => {
    if (approval.subject.type === 'return_slip')
      await settle(context, approval.subject.id, 'refused', approval.journalId);
  },
});

async function settle(context: Context, slipId: string, state: 'approved' | 'refused', because: string): Promise<void> {
  const slip = await store.lockSlip(context.tx, slipId);
  await store.saveSlip(context, slip.id, { state });
  const journalId = context.record({
    ...{ kind: 'inventory.slipDecided', siteId: slip.siteId, subject: { type: 'return_slip', id: slip.id } },
    ...{ staffIds: [slip.madeBy], input: {}, facts: { because } },
    decision: accept({ state }, ['S2.13.a13.1.return']),
  });
  if (state === 'refused') return;
  const payload = { link: '/inventory/returns', number: slip.number, goods: slip.goods };
  for (const staffId of await holdersOf(context.tx, 'inventory.edit', slip.siteId, null))
    await notify(context, { staffId, kind: 'inventory.goodsExpected', payload, journalId });
}

const factsOf = (slip: store.Slip): SlipFacts => ({
  state: slip.state,
  approvedQuantity: slip.approvedQuantity,
  orderTolerancePercent: slip.orderTolerancePercent,
  isInstructed: slip.instruction !== '',
  actualQuantity: slip.actualQuantity,
});

async function openSlip(context: Context, slipId: string, permission: string): Promise<store.Slip> {
  const slip = await store.lockSlip(context.tx, slipId);
  requireSite(context.actor, permission, slip.siteId);
  return slip;
}
const entry = (slip: store.Slip) => ({
  siteId: slip.siteId,
  subject: { type: 'return_slip', id: slip.id },
  staffIds: [slip.madeBy, slip.receivedBy],
});

const receive = carryOut(routes.receiveSlip, async (context, { params, body }) => {
  const slip = await openSlip(context, params.slipId, 'inventory.edit');
  const facts = factsOf(slip);
  const input = { actualQuantity: body.actualQuantity, differs: body.differs };
  const decision = await decided(context, slip.siteId, decideReceive(facts, input));
  const rules = await context.rules(slip.siteId);
  const journalId = context.record({
    ...{ kind: 'inventory.receiveGoods', ...entry(slip), rules, input, facts, decision, reason: body.note },
  });
  const { actualQuantity } = decision.outcome;
  await store.saveSlip(context, slip.id, { state: 'received', actualQuantity, receivedBy: personOf(context.actor) });
  return { slip: await slipOut(context, slip.id), journalId };
});

const ask = carryOut(routes.askSlip, async (context, { params, body }) => {
  const slip = await openSlip(context, params.slipId, 'inventory.edit');
  if (slip.state !== 'approved') throw refuseWith('RETURN_STATE', { state: slip.state });
  await store.saveSlip(context, slip.id, { state: 'asking', askedNote: body.note });
  const journalId = context.record({
    ...{ kind: 'inventory.askSlip', ...entry(slip), input: { note: body.note }, facts: {} },
    decision: accept({ state: 'asking' }, ['S2.13.a13.2.store']),
    reason: body.note,
  });
  const payload = { link: '/inventory/returns', number: slip.number, goods: slip.goods, note: body.note };
  for (const staffId of await holdersOf(context.tx, 'inventory.control', slip.siteId, context.actor.staffId))
    await notify(context, { staffId, kind: 'inventory.goodsDiffer', payload, journalId });
  return { slip: await slipOut(context, slip.id), journalId };
});

const instruct = carryOut(routes.instructSlip, async (context, { params, body }) => {
  const slip = await openSlip(context, params.slipId, 'inventory.control');
  const { state, isInstructed } = factsOf(slip);
  const facts = { state, isInstructed };
  const input = { instruction: body.instruction };
  const decision = await decided(context, slip.siteId, decideInstruct(facts));
  const rules = await context.rules(slip.siteId);
  const journalId = context.record({
    ...{ kind: 'inventory.instructSlip', ...entry(slip), rules, input, facts, decision, reason: body.instruction },
  });
  const instructedBy = personOf(context.actor);
  await store.saveSlip(context, slip.id, { state: 'asking', instruction: body.instruction, instructedBy });
  const payload = { link: '/inventory/returns', number: slip.number, goods: slip.goods, instruction: body.instruction };
  await notify(context, { staffId: slip.madeBy, kind: 'inventory.goodsInstructed', payload, journalId });
  return { slip: await slipOut(context, slip.id), journalId };
});

const book = carryOut(routes.bookSlip, async (context, { params }) => {
  const { tx } = context;
  const slip = await openSlip(context, params.slipId, 'money.close');
  const rules = await context.rules(slip.siteId);
  const facts = factsOf(slip);
  const decision = await decided(context, slip.siteId, decideBookReturn(rules.values.inventory, facts));
  const journalId = context.record({ kind: 'inventory.bookReturn', ...entry(slip), rules, input: {}, facts, decision });
  const { booked, held } = decision.outcome;
  await store.saveSlip(context, slip.id, { state: 'booked', booked, held, bookedBy: personOf(context.actor) });
  if (slip.unitId !== null && slip.handling === 'return') {
    await lockUnit(tx, slip.unitId);
    await store.addStock(context, slip.unitId, booked);
    announce(context, await unitById(tx, slip.unitId));
  }
  return { slip: await slipOut(context, slip.id), journalId };
});

export const goodsEndpoints: readonly Endpoint[] = [
  make,
  receive,
  ask,
  instruct,
  book,
  answer(routes.slips, (context, { params, query }) => slips(context, params.siteId, query)),
];
