/** Every stage an order reaches is told to its customer (S1.09.o3): a duty with a day, ended by a contact on record. */
import { type Deal, decideProgress, type ProgressKind } from '#core/deals/index.ts';
import { endOfDay, localDateOf } from '#core/kernel/instant.ts';
import { siteById } from '#server/claims/index.ts';
import { onArrival } from '#server/inventory/index.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines, setDeadline } from '#server/platform/deadlines.ts';
import { daysOffAfter } from './calendar.ts';
import { onDealEvent } from './hooks.ts';
import { record } from './recording.ts';
import { dealById } from './store.ts';
import * as store from './store-delivery.ts';
import { announce } from './tell.ts';

export const TELL_DUE = 'deals.tellDue';

/** Nothing where the house does not ask for it, or the order is not in effect. */
export async function progressed(
  context: Context,
  deal: Deal,
  what: ProgressKind,
  promiseId: string | null = null,
): Promise<void> {
  const { tx, now } = context;
  const { timeZone } = await siteById(tx, deal.siteId);
  const facts = { deal, timeZone, daysOff: daysOffAfter(localDateOf(now, timeZone)) };
  const input = { what };
  const decision = decideProgress((await context.rules(deal.siteId)).values.deals, facts, input, now);
  if (!decision.accepted) return;
  const journalId = await record(context, deal, 'deals.progress', { input, facts, decision });
  const id = context.newId();
  const { siteId } = deal;
  const { dueOn } = decision.outcome;
  await store.insertTelling(tx, { id, dealId: deal.id, siteId, what, promiseId, dueOn, at: now, journalId });
  await setDeadline(tx, { kind: TELL_DUE, subjectId: id, siteId, dueAt: endOfDay(dueOn, timeZone) });
  announce(context, deal);
}

/** Told at the handover, or with nothing left to tell: what is open ends. */
async function endAll(context: Context, dealId: string, how: 'handover' | 'dropped'): Promise<void> {
  const ids = (await store.openTellings(context.tx, dealId)).map(({ id }) => id);
  if (ids.length === 0) return;
  await store.endTellings(context.tx, ids, { how, at: context.now, by: context.actor.staffId });
  await clearDeadlines(context.tx, ids, [TELL_DUE], context.now);
}

onDealEvent('progress', async (context, { type, deal, before }) => {
  if (type === 'subscribed') await progressed(context, deal, 'effective');
  if (type === 'contracted') await progressed(context, deal, 'signed');
  if (type === 'changed')
    await progressed(context, deal, before?.unitId && deal.unitId === null ? 'unit_lost' : 'changed');
  if (type === 'handed_over') await endAll(context, deal.id, 'handover');
  if (type === 'cancelled') await endAll(context, deal.id, 'dropped');
});

// The order's own vehicle stands in the yard: its row is read, not locked, for whoever moves it holds the vehicle already.
onArrival(async (context, { dealId }) => progressed(context, await dealById(context.tx, dealId), 'arrived'));
