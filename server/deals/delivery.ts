/** The promise of a day, its changes, what the customer was told, and what a handover left to be put right. */
import { dealDelivery as routes } from '#contract/deals-delivery.ts';
import { type Checked, type Deal, decidePromise, type HandoverCheck, type PromiseInput } from '#core/deals/index.ts';
import { addDays, endOfDay, type LocalDate, localDateOf, startOfDay } from '#core/kernel/instant.ts';
import { recordContact, siteById } from '#server/claims/index.ts';
import { personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines, setDeadline, settleDue } from '#server/platform/deadlines.ts';
import { answer, carryOut, type Endpoint } from '#server/platform/http.ts';
import { notFound } from '#server/platform/refused.ts';
import { decided, refuseWith, requireDeal } from './access.ts';
import { handled, requireVersion } from './common.ts';
import { onDealEvent } from './hooks.ts';
import { progressed, TELL_DUE } from './progress.ts';
import { act, record } from './recording.ts';
import { saveDeal } from './store.ts';
import * as store from './store-delivery.ts';
import { announce, tell } from './tell.ts';
import { duties } from './views-delivery.ts';

export const DELIVERY_SOON = 'deals.deliverySoon';
export const DELIVERY_DUE = 'deals.deliveryDue';
export const DEFECT_DUE = 'deals.defectDue';

/** The consultant is warned some days before; when the day is over, whoever answers for it hears of it. What is past is due now. */
async function watchDelivery(context: Context, deal: Deal, promisedOn: LocalDate): Promise<void> {
  const { tx, now } = context;
  if (deal.effectiveAt === null || deal.handedOverAt !== null) return;
  const { timeZone } = await siteById(tx, deal.siteId);
  const { deliveryWarnDays } = (await context.rules(deal.siteId)).values.deals;
  const due = { subjectId: deal.id, siteId: deal.siteId };
  const later = (instant: string): string => (instant > now ? instant : now);
  const warnAt = startOfDay(addDays(promisedOn, 0 - deliveryWarnDays), timeZone);
  await setDeadline(tx, { ...due, kind: DELIVERY_SOON, dueAt: later(warnAt) });
  await setDeadline(tx, { ...due, kind: DELIVERY_DUE, dueAt: later(endOfDay(promisedOn, timeZone)) });
}

/** Puts down what is agreed about delivering; the deal is held by the caller. Returns it with its next version. */
export async function agreeDelivery(
  context: Context,
  deal: Deal,
  input: PromiseInput,
): Promise<{ deal: Deal; journalId: string }> {
  const { tx, now } = context;
  const { timeZone } = await siteById(tx, deal.siteId);
  const delivery = await store.deliveryOf(tx, deal.id);
  const facts = { deal, delivery, timeZone };
  const decision = decided(decidePromise((await context.rules(deal.siteId)).values.deals, facts, input, now));
  const { promisedOn, isMoved } = decision.outcome;
  const journalId = await record(context, deal, 'deals.promise', { input, facts, decision, reason: input.reason });
  await store.saveDelivery(tx, deal.id, decision.outcome);
  const saved = await saveDeal(tx, deal, {});
  if (promisedOn !== null && promisedOn !== delivery.promisedOn) {
    const id = context.newId();
    const by = context.actor.staffId;
    await store.insertPromise(tx, {
      ...{ id, dealId: deal.id, oldOn: delivery.promisedOn, newOn: promisedOn, wish: input.wish },
      ...{ reason: input.reason, afterEffect: deal.effectiveAt !== null, at: now, by, journalId },
    });
    await watchDelivery(context, saved, promisedOn);
    if (isMoved) {
      await progressed(context, saved, 'date_moved', id);
      const more = { from: delivery.promisedOn, to: promisedOn, reason: input.reason };
      await tell(context, saved, ['consultant', 'leaders'], { kind: 'deals.deliveryMoved', journalId, more });
    }
  }
  announce(context, saved);
  return { deal: saved, journalId };
}

const promise = carryOut(routes.promise, async (context, { params, body }) => {
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  requireVersion(deal, body.version);
  const { promisedOn, plan, paymentMethod, wish, reason } = body;
  const { journalId } = await agreeDelivery(context, deal, { promisedOn, plan, paymentMethod, wish, reason });
  return handled(context, deal.id, journalId);
});

// A promise made before is watched from the day on which the order is in effect; another way of paying is agreed with its change.
onDealEvent('delivery', async (context, { type, deal, before }) => {
  const { tx, now } = context;
  if (type === 'subscribed') {
    const { promisedOn } = await store.deliveryOf(tx, deal.id);
    if (promisedOn !== null) await watchDelivery(context, deal, promisedOn);
  }
  if (type === 'changed' && before && before.paymentMethod !== deal.paymentMethod)
    await store.agreePayment(tx, deal.id, deal.paymentMethod);
  if (type === 'handed_over' || type === 'cancelled')
    await clearDeadlines(tx, [deal.id], [DELIVERY_SOON, DELIVERY_DUE], now);
});

// ── telling the customer ──

const tellCustomer = carryOut(routes.tell, async (context, { params, body }) => {
  const { tx, now } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  const { tellingIds, channel, note } = body;
  const at = body.at ?? now;
  const all = await store.openTellings(tx, deal.id);
  const open = tellingIds ? all.filter(({ id }) => tellingIds.includes(id)) : all;
  if (open.length === 0) throw refuseWith('TOLD_ALREADY');
  // Nobody was told of what had not happened yet.
  if (open.some(({ aroseAt }) => at < aroseAt)) throw refuseWith('DATE_IMPOSSIBLE', { field: 'at' });
  const ids = open.map(({ id }) => id);
  await settleDue(context, ids);
  const { customerId, siteId } = deal;
  const authorId = personOf(context.actor);
  const contact = { customerId, authorId, at, channel, answered: true, text: note, siteId };
  const { followUpId } = await recordContact(context, contact);
  await store.endTellings(tx, ids, { how: 'told', at, by: authorId, channel, note, followUpId });
  await clearDeadlines(tx, ids, [TELL_DUE], now);
  const journalId = act(context, deal, 'deals.told', {
    facts: { what: open.map(({ what }) => what), channel, followUpId },
    clauses: ['S1.09.o3'],
    reason: note,
  });
  announce(context, deal);
  return { ...(await handled(context, deal.id, journalId)), told: ids.length, followUpId };
});

// ── the check at the handover ──

/** What was found, and a task with a day for everything that is wrong; the deal is held by whoever hands over. */
export async function keepCheck(
  context: Context,
  deal: Deal,
  given: {
    readonly checked: Checked;
    readonly check: HandoverCheck | null;
    readonly lateCause: string;
    journalId: string;
  },
): Promise<void> {
  const { tx, now } = context;
  const { checked, check, journalId } = given;
  const by = context.actor.staffId;
  const { promisedOn, inTime, daysLate } = checked;
  const lateCause = inTime === false ? given.lateCause : '';
  await store.insertCheck(tx, {
    dealId: deal.id,
    promisedOn,
    inTime,
    daysLate,
    lateCause,
    check,
    at: now,
    by,
    journalId,
  });
  const { timeZone } = await siteById(tx, deal.siteId);
  for (const { of, what, dueOn } of check?.defects ?? []) {
    const id = context.newId();
    await store.insertDefect(tx, { id, dealId: deal.id, siteId: deal.siteId, point: of, what, dueOn, at: now, by });
    const dueAt = endOfDay(dueOn, timeZone);
    await setDeadline(tx, { kind: DEFECT_DUE, subjectId: id, siteId: deal.siteId, dueAt });
  }
}

const mend = carryOut(routes.mend, async (context, { params, body }) => {
  const { tx, now } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  await settleDue(context, [params.defectId]);
  const defect = await store.lockDefect(tx, params.defectId);
  if (defect?.dealId !== deal.id) throw notFound('待解决问题 / defect');
  if (defect.mendedAt !== null) throw refuseWith('MENDED_ALREADY');
  await store.mendDefect(tx, defect.id, { at: now, by: context.actor.staffId, note: body.note });
  await clearDeadlines(tx, [defect.id], [DEFECT_DUE], now);
  const { timeZone } = await siteById(tx, deal.siteId);
  const journalId = act(context, deal, 'deals.defectMended', {
    facts: {
      defectId: defect.id,
      of: defect.point,
      what: defect.what,
      isLate: localDateOf(now, timeZone) > defect.dueOn,
    },
    clauses: ['S1.09.o4', 'S1.16.f9'],
    reason: body.note,
  });
  await tell(context, deal, ['consultant'], { kind: 'deals.defectMended', journalId, more: { what: defect.what } });
  announce(context, deal);
  return handled(context, deal.id, journalId);
});

export const deliveryEndpoints: readonly Endpoint[] = [
  promise,
  tellCustomer,
  mend,
  answer(routes.duties, (context, { query }) => duties(context, query)),
];
