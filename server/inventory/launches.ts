/** Launch day is prepared: units set aside, buyers registered, numbers drawn before everybody's eyes; and it ends. */
import { randomInt } from 'node:crypto';
import { inventory as routes } from '#contract/inventory.ts';
import { decideDraw, isSold } from '#core/inventory/index.ts';
import { accept } from '#core/kernel/decision.ts';
import { rowsOf } from '#server/customers/index.ts';
import { requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines, onDeadline, setDeadline } from '#server/platform/deadlines.ts';
import { answer, carryOut, type Endpoint } from '#server/platform/http.ts';
import { invalid, notFound } from '#server/platform/refused.ts';
import { consultantFor, requireCustomers } from './access.ts';
import { decided, refuseWith } from './said.ts';
import { liveHoldsOf } from './store.ts';
import * as store from './store-launches.ts';
import { buyers, buyersNamed, choices, launches, launchOut } from './views-launches.ts';

const CLOSES = 'inventory.launchCloses';

const plan = carryOut(routes.planLaunch, async (context, { params, body }) => {
  const { tx, actor, now } = context;
  requireSite(actor, 'inventory.control', params.siteId);
  if (body.opensAt < now) throw invalid('opensAt', '开盘时间已过 / the opening lies in the past');
  if (body.closesAt !== null && body.closesAt <= body.opensAt)
    throw invalid('closesAt', '结束须晚于开盘 / it must close after it opens');
  const { commandId: _command, buildings, unitIds, ...said } = body;
  const units = await store.unitsFor(tx, params.siteId, { buildings, unitIds });
  if (units.length === 0) throw invalid('unitIds', '没有可列入的单位 / there are no units to launch');
  if (unitIds.some((id) => !units.some((unit) => unit.id === id))) throw notFound('单位 / unit');
  const held = new Set(
    (
      await liveHoldsOf(
        tx,
        units.map(({ id }) => id),
      )
    ).map(({ unitId }) => unitId),
  );
  const unfit = units.find((unit) => isSold(unit.state) || held.has(unit.id) || unit.launchId !== null);
  if (unfit) throw refuseWith('LAUNCH_UNITS_TAKEN', { unit: unfit.code });
  const id = context.newId();
  const journalId = context.record({
    kind: 'inventory.planLaunch',
    siteId: params.siteId,
    subject: { type: 'launch', id },
    staffIds: [actor.staffId],
    input: body,
    facts: {},
    decision: accept({ launchId: id, units: units.length }, []),
  });
  await store.insertLaunch(context, { id, siteId: params.siteId, ...said, state: 'registering', journalId });
  await store.reserveFor(
    context,
    id,
    units.map((unit) => unit.id),
  );
  if (body.closesAt !== null)
    await setDeadline(tx, { kind: CLOSES, subjectId: id, siteId: params.siteId, dueAt: body.closesAt });
  context.publish({ topic: 'inventory', siteId: params.siteId });
  return { launch: await launchOut(context, id), journalId };
});

async function openLaunch(context: Context, launchId: string, permission: string): Promise<store.Launch> {
  const launch = await store.lockLaunch(context.tx, launchId);
  requireSite(context.actor, permission, launch.siteId);
  return launch;
}
const entry = (launch: store.Launch, context: Context) => ({
  siteId: launch.siteId,
  subject: { type: 'launch', id: launch.id },
  staffIds: [context.actor.staffId],
});

/** A press becomes a hold in the consultant's name: for whom they may hold nothing they register nobody either. */
async function requireOwnOrFree(
  context: Context,
  { siteId, consultantId, ids }: { siteId: string; consultantId: string; ids: readonly string[] },
): Promise<void> {
  if ((await context.rules(siteId)).values.inventory.holdCustomer !== 'own_or_free') return;
  for (const { owner } of await rowsOf(context, ids))
    if (owner && owner.id !== consultantId)
      throw refuseWith('CUSTOMER_OF_COLLEAGUE', { owner: owner.name, field: 'customerIds' });
}

const register = carryOut(routes.registerBuyers, async (context, { params, body }) => {
  const launch = await openLaunch(context, params.launchId, 'inventory.hold');
  if (launch.state !== 'registering') throw refuseWith('LAUNCH_STATE', { state: launch.state });
  const who = await consultantFor(context, launch.siteId, body.consultantId);
  const ids = [...new Set(body.customerIds)];
  await requireCustomers(context, 'inventory.hold', ids);
  await requireOwnOrFree(context, { siteId: launch.siteId, consultantId: who.id, ids });
  const wanted = ids.map((customerId) => ({ id: context.newId(), customerId, consultantId: who.id }));
  const added = await store.insertBuyers(context, launch.id, wanted);
  if (added.length === 0) throw refuseWith('BUYER_REGISTERED', { field: 'customerIds' });
  const journalId = context.record({
    ...{ kind: 'inventory.registerBuyers', ...entry(launch, context), input: body, facts: {} },
    decision: accept({ buyers: added }, []),
  });
  const rows = await buyersNamed(context, launch, added);
  context.publish({ topic: 'inventory', siteId: launch.siteId });
  return { buyers: rows, journalId };
});

const remove = carryOut(routes.removeBuyer, async (context, { params, body }) => {
  const buyer = await store.buyerById(context.tx, params.buyerId);
  const launch = await openLaunch(context, buyer.launchId, 'inventory.control');
  if (launch.state === 'closed') throw refuseWith('LAUNCH_STATE', { state: launch.state });
  await store.removeBuyer(context, buyer.id);
  const journalId = context.record({
    ...{ kind: 'inventory.removeBuyer', ...entry(launch, context), input: body, facts: { buyerId: buyer.id } },
    customerId: buyer.customerId,
    decision: accept({ removed: buyer.id }, []),
    reason: body.reason,
  });
  context.publish({ topic: 'inventory', siteId: launch.siteId });
  return { journalId };
});

/** The seed stands in the journal with everybody who was registered, in their order: anybody can draw again and get the same. */
const ready = carryOut(routes.readyLaunch, async (context, { params, body }) => {
  const launch = await openLaunch(context, params.launchId, 'inventory.control');
  const facts = { state: launch.state, mode: launch.mode, buyers: await store.buyerIds(context.tx, launch.id) };
  const input = { seed: body.seed ?? String(randomInt(1_000_000_000_000)) };
  const decision = await decided(context, launch.siteId, decideDraw(facts, input));
  const rules = await context.rules(launch.siteId);
  const journalId = context.record({
    kind: 'inventory.draw',
    ...entry(launch, context),
    rules,
    input,
    facts,
    decision,
  });
  await store.saveLaunch(context, launch.id, {
    state: 'ready',
    seed: launch.mode === 'by_order_number' ? input.seed : null,
  });
  await store.saveNumbers(context.tx, decision.outcome.order);
  context.publish({ topic: 'inventory', siteId: launch.siteId });
  return { launch: await launchOut(context, launch.id), journalId };
});

const close = carryOut(routes.closeLaunch, async (context, { params, body }) => {
  const launch = await openLaunch(context, params.launchId, 'inventory.control');
  if (launch.state === 'closed') throw refuseWith('LAUNCH_STATE', { state: launch.state });
  const journalId = await end(context, launch, body.reason);
  await clearDeadlines(context.tx, [launch.id], [CLOSES], context.now);
  return { launch: await launchOut(context, launch.id), journalId };
});

/** What nobody has chosen goes on sale. */
async function end(context: Context, launch: store.Launch, reason: string): Promise<string> {
  await store.saveLaunch(context, launch.id, { state: 'closed' });
  const freed = await store.freeUnits(context, launch.id);
  context.publish({ topic: 'inventory', siteId: launch.siteId });
  return context.record({
    ...{ kind: 'inventory.closeLaunch', ...entry(launch, context), input: { reason }, facts: { state: launch.state } },
    decision: accept({ units: freed.length }, []),
    reason,
  });
}

onDeadline(CLOSES, async (context, deadline) => {
  const launch = await store.lockLaunch(context.tx, deadline.subjectId);
  if (launch.state !== 'closed') await end(context, launch, '');
});

export const launchEndpoints: readonly Endpoint[] = [
  plan,
  register,
  remove,
  ready,
  close,
  answer(routes.launches, (context, { params }) => launches(context, params.siteId)),
  answer(routes.launch, (context, { params }) => launchOut(context, params.launchId)),
  answer(routes.buyers, (context, { params, query }) => buyers(context, params.launchId, query)),
  answer(routes.chosen, (context, { params, query }) => choices(context, params.launchId, query)),
];
