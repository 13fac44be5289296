/** The second check of a signed contract's entry: by somebody who did not key it, until every field is right. */
import { contractRoom as routes } from '#contract/deals-room.ts';
import { type Deal, decideCorrectEntry, decideKeyed, decideRecheck } from '#core/deals/index.ts';
import { siteById } from '#server/claims/index.ts';
import { notify } from '#server/notices/index.ts';
import { holdersOf } from '#server/organisation/index.ts';
import { personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines, onDeadline, setDeadline } from '#server/platform/deadlines.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { decided, refuseWith, requireDeal } from './access.ts';
import { handled } from './common.ts';
import { entryOf } from './entry.ts';
import { onDealEvent } from './hooks.ts';
import { record } from './recording.ts';
import { lockDealRow, setBuyers } from './store.ts';
import * as store from './store-room.ts';
import { announce, tell, tellOne } from './tell.ts';
import { namesOf } from './views-names.ts';

const RECHECK_DUE = 'deals.recheckDue';
const watch = (context: Context, deal: Deal, dueAt: string): Promise<void> =>
  setDeadline(context.tx, { kind: RECHECK_DUE, subjectId: deal.id, siteId: deal.siteId, dueAt });

/** With the signature: whoever filled the contract in and whoever entered the signing have keyed it. */
export async function awaitRecheck(context: Context, deal: Deal): Promise<void> {
  const { tx, now } = context;
  const { values } = await context.rules(deal.siteId);
  if (values.deals.recheckDays === 0) return;
  const { timeZone } = await siteById(tx, deal.siteId);
  const facts = { deal, timeZone };
  const decision = decided(decideKeyed(values.deals, facts, now));
  const { dueAt } = decision.outcome;
  if (dueAt === null) return;
  const journalId = await record(context, deal, 'deals.keyed', { input: {}, facts, decision });
  const keyedBy = [...new Set([deal.contract?.filledBy, context.actor.staffId])].filter((id) => typeof id === 'string');
  const { fields } = await entryOf(context, deal);
  await store.insertRecheck(tx, { dealId: deal.id, siteId: deal.siteId, keyedBy, fields, dueAt, journalId });
  await watch(context, deal, dueAt);
  await tell(context, deal, ['assistants'], { kind: 'deals.toRecheck', journalId });
}

async function requireCheck(context: Context, deal: Deal): Promise<store.StoredRecheck> {
  const check = await store.recheckOf(context.tx, deal.id);
  if (check === null || deal.endedAt !== null) throw refuseWith('RECHECK_NOT_WAITING', { state: deal.state });
  return check;
}

const recheck = carryOut(routes.recheck, async (context, { params, body }) => {
  const { tx, now, actor } = context;
  const deal = await requireDeal(context, 'deals.review', params.dealId);
  const check = await requireCheck(context, deal);
  const entry = await entryOf(context, deal);
  const facts = { check: store.checkFacts(check), checkerId: personOf(actor), blank: entry.blank };
  const input = { answers: { ...body.answers } as Record<string, string>, note: body.note };
  const decision = decided(decideRecheck(facts, input));
  const journalId = await record(context, deal, 'deals.recheck', {
    ...{ input, facts, decision, reason: body.note || null, staffIds: check.keyedBy },
  });
  const { state, wrong } = decision.outcome;
  const { digests } = entry;
  await store.saveChecked(tx, deal.id, {
    state,
    wrong,
    digests,
    note: body.note,
    at: now,
    by: actor.staffId,
    journalId,
  });
  if (state === 'confirmed') await clearDeadlines(tx, [deal.id], [RECHECK_DUE], now);
  else
    for (const staffId of check.keyedBy)
      if (staffId !== actor.staffId) await tellOne(context, deal, staffId, { kind: 'deals.entryWrong', journalId });
  announce(context, deal);
  return handled(context, deal.id, journalId);
});

const correctEntry = carryOut(routes.correctEntry, async (context, { params, body }) => {
  const { tx, now, actor } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  const check = await requireCheck(context, deal);
  const { timeZone } = await siteById(tx, deal.siteId);
  if (body.buyers !== undefined && check.wrong.includes('name')) await setBuyers(tx, deal.id, { buyers: body.buyers });
  const entry = await entryOf(context, deal);
  const changed = check.fields.filter(
    (field) => entry.digests[field as keyof typeof entry.digests] !== check.digests[field],
  );
  const facts = { check: store.checkFacts(check), correctorId: personOf(actor), timeZone, changed };
  const input = { stands: body.stands, note: body.note };
  const { values } = await context.rules(deal.siteId);
  const decision = decided(decideCorrectEntry(values.deals, facts, input, now));
  const journalId = await record(context, deal, 'deals.correctEntry', {
    ...{ input, facts, decision, reason: body.note || null, staffIds: [check.checkedBy] },
  });
  const { round, keyedBy, dueAt } = decision.outcome;
  await store.saveCorrected(tx, deal.id, { round, keyedBy, dueAt, note: body.note, journalId });
  await watch(context, deal, dueAt);
  if (check.checkedBy !== null && check.checkedBy !== actor.staffId)
    await tellOne(context, deal, check.checkedBy, { kind: 'deals.toRecheck', journalId });
  announce(context, deal);
  return handled(context, deal.id, journalId);
});

// A name or a price agreed anew after the signature is keyed anew: what was confirmed is looked at again.
onDealEvent('rechecks', async (context, { type, deal }) => {
  if (type !== 'changed' || deal.signedAt === null || deal.endedAt !== null) return;
  const check = await store.recheckOf(context.tx, deal.id);
  if (check === null) return;
  const { timeZone } = await siteById(context.tx, deal.siteId);
  const facts = { deal, timeZone };
  const { values } = await context.rules(deal.siteId);
  const decision = decided(decideKeyed(values.deals, facts, context.now));
  const { dueAt } = decision.outcome;
  if (dueAt === null) return;
  const journalId = await record(context, deal, 'deals.keyed', { input: {}, facts, decision });
  const set = { round: check.round + 1, keyedBy: [deal.consultantId], dueAt, note: '', journalId };
  await store.saveCorrected(context.tx, deal.id, set);
  await watch(context, deal, dueAt);
  await tell(context, deal, ['assistants'], { kind: 'deals.toRecheck', journalId });
});

// Unchecked when the time is up: the supervisor hears of it.
onDeadline(RECHECK_DUE, async (context, deadline) => {
  const deal = await lockDealRow(context.tx, deadline.subjectId);
  const check = await store.recheckOf(context.tx, deal.id);
  if (check === null || check.state === 'confirmed' || deal.endedAt !== null) return;
  const names = await namesOf(context.tx, deal);
  const payload = { link: `/deals/${deal.id}`, dealId: deal.id, number: deal.contractNumber ?? '', unit: names.unit };
  for (const staffId of await holdersOf(context.tx, 'deals.review', deal.siteId, null))
    await notify(context, { staffId, kind: 'deals.recheckOverdue', payload });
});

export const recheckCommands: readonly Endpoint[] = [recheck, correctEntry];
