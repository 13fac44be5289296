/** Major deals: found when a deal is opened, edited or put up; the manager hears at once and their part is on record before the signature. */
import { contractRoom as routes } from '#contract/deals-room.ts';
import { causesOf, type Deal, decideMajor } from '#core/deals/index.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { siteById } from '#server/claims/index.ts';
import { personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { decided, refuseWith, requireDeal } from './access.ts';
import { handled, notAtThisStage } from './common.ts';
import { onDealEvent } from './hooks.ts';
import { act, record } from './recording.ts';
import * as store from './store-room.ts';
import { announce, tell } from './tell.ts';

/** What makes it major is looked at again whenever it may have changed; what is new about it is told. */
export async function lookWhetherMajor(context: Context, deal: Deal): Promise<void> {
  const { tx, now } = context;
  const { isKeyCustomer, isFlagged } = await store.standingOf(tx, deal.id);
  const { values } = await context.rules(deal.siteId);
  const known = (await store.majorOf(tx, deal.id))?.causes ?? [];
  const found = causesOf(values.deals, deal, { isKeyCustomer, isFlagged });
  if (found.length === known.length && found.every((cause) => known.includes(cause))) return;
  const facts = { deal, isKeyCustomer, isFlagged };
  const decision = decided(decideMajor(values.deals, facts) as ReturnType<typeof decideMajor> & { accepted: true });
  const journalId = await record(context, deal, 'deals.major', { input: {}, facts, decision });
  await store.saveCauses(tx, deal.id, found, now);
  if (found.some((cause) => !known.includes(cause)))
    await tell(context, deal, ['leaders'], { kind: 'deals.major', journalId });
}

const isOver = (deal: Deal): boolean => deal.signedAt !== null || deal.endedAt !== null;

const flagMajor = carryOut(routes.flagMajor, async (context, { params, body }) => {
  const deal = await requireDeal(context, 'deals.review', params.dealId);
  if (isOver(deal)) throw notAtThisStage(deal);
  const facts = { isMajor: body.isMajor };
  const journalId = act(context, deal, 'deals.flagMajor', { facts, clauses: ['S0.07.mgr.7'], reason: body.reason });
  const flag = { at: context.now, by: context.actor.staffId, reason: body.reason };
  await store.saveFlag(context.tx, deal.id, body.isMajor ? flag : null);
  await lookWhetherMajor(context, deal);
  announce(context, deal);
  return handled(context, deal.id, journalId);
});

async function requireMajor(context: Context, dealId: string): Promise<Deal> {
  const deal = await requireDeal(context, 'deals.override', dealId);
  if (isOver(deal)) throw notAtThisStage(deal);
  const { values } = await context.rules(deal.siteId);
  if (causesOf(values.deals, deal, await store.standingOf(context.tx, deal.id)).length === 0)
    throw refuseWith('NOT_MAJOR');
  return deal;
}

const takePart = carryOut(routes.takePart, async (context, { params, body }) => {
  const { tx, now, actor } = context;
  const deal = await requireMajor(context, params.dealId);
  const { timeZone } = await siteById(tx, deal.siteId);
  // A part in the negotiation has been taken; at the signing one is there on its day.
  if (body.kind === 'negotiation' && body.on > localDateOf(now, timeZone))
    throw refuseWith('DATE_IMPOSSIBLE', { field: 'on' });
  const { kind, on, note } = body;
  const journalId = act(context, deal, 'deals.takePart', {
    facts: { kind, on },
    clauses: ['S0.07.mgr.7'],
    reason: note || null,
  });
  const row = { id: context.newId(), dealId: deal.id, kind, on, note, at: now, by: personOf(actor), journalId };
  await store.insertPart(tx, row);
  await tell(context, deal, ['consultant'], { kind: 'deals.managerIn', journalId, more: { on } });
  announce(context, deal);
  return handled(context, deal.id, journalId);
});

const waivePart = carryOut(routes.waivePart, async (context, { params, body }) => {
  const deal = await requireMajor(context, params.dealId);
  const { reason } = body;
  const journalId = act(context, deal, 'deals.waivePart', { facts: {}, clauses: ['S0.07.mgr.7'], reason });
  await store.saveWaiver(context.tx, deal.id, { at: context.now, by: context.actor.staffId, reason });
  await tell(context, deal, ['consultant'], { kind: 'deals.managerWaived', journalId });
  announce(context, deal);
  return handled(context, deal.id, journalId);
});

// What was agreed anew before the signature may make it major.
onDealEvent('majors', async (context, { type, deal }) => {
  if (type === 'changed' && !isOver(deal)) await lookWhetherMajor(context, deal);
});

export const majorCommands: readonly Endpoint[] = [flagMajor, takePart, waivePart];
