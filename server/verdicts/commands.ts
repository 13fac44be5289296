/** Raising a dispute, taking it to the department, speaking in it, appealing against how it was ruled. */
import { verdicts as routes } from '#contract/verdicts.ts';
import { maskName } from '#core/customers/index.ts';
import { accept } from '#core/kernel/decision.ts';
import { decideAppeal, decideDrop, decideMediate, decideOpen, interestsIn } from '#core/verdicts/index.ts';
import { openFile, requireSameHouse, siteById, staffById, tell, tellLevel } from '#server/claims/index.ts';
import { notAllowed, personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { invalid } from '#server/platform/refused.ts';
import { leads, requireBrief, requireStating } from './access.ts';
import { setAppealClock, setClocks, stopClocks } from './clockwork.ts';
import { disputeEnded } from './hooks.ts';
import { peopleNamed, proposalOut } from './propose.ts';
import { decided } from './said.ts';
import * as store from './store.ts';
import { disputeOut, requireReadable, settledBy } from './views.ts';
import { dealOf, gatherCase } from './views-case.ts';

/** The customer, then the dispute: in the order in which everybody locks them, with everything settled that was due. */
export async function openDispute(context: Context, disputeId: string): Promise<store.Dispute> {
  await openFile(context, await store.customerOfDispute(context.tx, disputeId));
  return store.lockDispute(context.tx, disputeId);
}

/** What a notice says; whoever is told may not be allowed to open the file. */
export const payloadOf = (dispute: { id: string; customer: { id: string; name: string } }) => ({
  link: `/disputes/${dispute.id}`,
  disputeId: dispute.id,
  customerId: dispute.customer.id,
  customer: maskName(dispute.customer.name),
});

const open = carryOut(routes.open, async (context, { params, body }) => {
  const { tx, now } = context;
  await requireSameHouse(context, 'claims.dispute', params.customerId);
  const by = personOf(context.actor);
  const { customer, claims } = await openFile(context, params.customerId);
  await store.requireStaff(tx, 'otherId', [body.otherId]);
  await store.requireStaff(tx, 'onBehalfOf', body.onBehalfOf === undefined ? [] : [body.onBehalfOf]);
  const other = await staffById(tx, body.otherId);
  const siteId = claims[0]?.siteId ?? customer.siteId ?? context.actor.siteId;
  if (!siteId) throw invalid('siteId', '客户未归属任何门店 / the customer belongs to no site');
  const superior = leads(context, siteId);
  if (body.onBehalfOf !== undefined && !superior) throw notAllowed('claims.rule');
  const party = await staffById(tx, body.onBehalfOf ?? by);
  const { timeZone } = await siteById(tx, siteId);
  const rules = await context.rules(siteId);
  const file = await gatherCase(context, { customerId: customer.id, siteId, timeZone, parties: [] });
  const deal = await dealOf(tx, customer.id);
  const facts = {
    timeZone,
    interests: interestsIn(file),
    opener: { id: by, leads: superior },
    hasOpenDispute: (await store.openDisputeOf(tx, customer.id)) !== null,
    dealAt: deal?.at ?? null,
    claimedAt: claims[0]?.registeredAt ?? null,
    lastRuled: await store.lastBetween(tx, customer.id, [party.id, other.id]),
  };
  const input = { about: body.about, partyId: party.id, otherId: other.id, reason: body.reason };
  const names: Record<string, string> = facts.hasOpenDispute ? { by: await store.whoRaised(tx, customer.id) } : {};
  const decision = decided(decideOpen(rules.values.verdicts, facts, input, now), timeZone, names);
  const { parties, talkUntil, settleBy } = decision.outcome;
  const id = context.newId();
  const journalId = context.record({
    kind: 'verdicts.open',
    siteId,
    subject: { type: 'dispute', id },
    customerId: customer.id,
    staffIds: [by, ...parties],
    rules,
    input,
    facts,
    decision,
    reason: body.reason,
  });
  await store.insertDispute(tx, {
    ...{ id, customerId: customer.id, siteId, openedBy: by, parties, input, talkUntil, settleBy, at: now, journalId },
    dealId: body.about === 'deal' ? (deal?.id ?? null) : null,
  });
  await setClocks(context, { customerId: customer.id, siteId, talkUntil, settleBy });
  const dispute = await disputeOut(context, id);
  const payload = { ...payloadOf(dispute), by: context.actor.name, reason: body.reason };
  await tell(
    context,
    parties.filter((one) => one !== by),
    { kind: 'verdicts.opened', payload, journalId },
  );
  context.publish({ topic: 'disputes', siteId });
  return { dispute, journalId };
});

const mediate = carryOut(routes.mediate, async (context, { params }) => {
  const dispute = await openDispute(context, params.disputeId);
  const by = { id: personOf(context.actor), leads: leads(context, dispute.siteId) };
  const facts = { state: dispute.state, parties: dispute.parties, by };
  const decision = decided(decideMediate(facts), dispute.timeZone, await settledBy(context, dispute));
  const journalId = await toDepartment(context, dispute, facts, decision);
  return { dispute: await disputeOut(context, dispute.id), journalId };
});

/** The department takes over; its superiors hear of it. */
export async function toDepartment(
  context: Context,
  dispute: store.Dispute,
  facts: Parameters<typeof decideMediate>[0],
  decision: ReturnType<typeof decideMediate>,
): Promise<string> {
  await store.moveDispute(context.tx, dispute.id, 'mediation');
  const journalId = context.record({
    kind: 'verdicts.mediate',
    siteId: dispute.siteId,
    subject: { type: 'dispute', id: dispute.id },
    customerId: dispute.customerId,
    staffIds: dispute.parties,
    rules: await context.rules(dispute.siteId),
    input: {},
    facts,
    decision,
  });
  const shown = await disputeOut(context, dispute.id);
  const about = { ownerId: dispute.parties[0] ?? dispute.openedBy, siteId: dispute.siteId };
  const notice = { kind: 'verdicts.toJudge', payload: payloadOf(shown), journalId };
  await tellLevel(context, about, 'leader', notice);
  await tellLevel(context, about, 'manager', notice);
  context.publish({ topic: 'disputes', siteId: dispute.siteId });
  return journalId;
}

const drop = carryOut(routes.drop, async (context, { params, body }) => {
  const { tx, now } = context;
  const dispute = await openDispute(context, params.disputeId);
  const byId = personOf(context.actor);
  // The party for whom it was raised stands first.
  const facts = { state: dispute.state, raisedBy: [dispute.openedBy, ...dispute.parties.slice(0, 1)], byId };
  const decision = decided(decideDrop(facts), dispute.timeZone, await settledBy(context, dispute));
  const journalId = context.record({
    kind: 'verdicts.drop',
    siteId: dispute.siteId,
    subject: { type: 'dispute', id: dispute.id },
    customerId: dispute.customerId,
    staffIds: dispute.parties,
    rules: await context.rules(dispute.siteId),
    input: body,
    facts,
    decision,
    reason: body.reason,
  });
  await store.saveRuling(tx, dispute, {
    ...{
      id: context.newId(),
      at: now,
      level: 1,
      verdict: decision.outcome.verdict,
      reason: body.reason,
      judgeId: byId,
    },
    ...{ judgeRank: 0, caseName: null, ownerId: null, ruling: null, followsProposal: null, appealUntil: null },
    ...{ proposalId: null, journalId },
  });
  await stopClocks(context, dispute.customerId);
  await disputeEnded(context, dispute.customerId);
  const shown = await disputeOut(context, dispute.id);
  const payload = { ...payloadOf(shown), by: context.actor.name, reason: body.reason };
  await tell(
    context,
    dispute.parties.filter((one) => one !== byId),
    { kind: 'verdicts.dropped', payload, journalId },
  );
  context.publish({ topic: 'disputes', siteId: dispute.siteId });
  return { dispute: shown, journalId };
});

const state = carryOut(routes.state, async (context, { params, body }) => {
  await requireReadable(context, params.disputeId);
  const dispute = await openDispute(context, params.disputeId);
  requireStating(context, dispute);
  requireBrief(await store.statementsBy(context.tx, dispute.id, personOf(context.actor)));
  const statementId = context.newId();
  const journalId = context.record({
    kind: 'verdicts.statement',
    siteId: dispute.siteId,
    subject: { type: 'dispute', id: dispute.id },
    customerId: dispute.customerId,
    staffIds: dispute.parties,
    input: {},
    facts: { statementId },
    decision: accept({ statementId }, ['S0.02.own.4']),
  });
  const row = { id: statementId, disputeId: dispute.id, authorId: personOf(context.actor), body: body.body };
  await store.insertStatement(context.tx, { ...row, at: context.now, journalId });
  context.publish({ topic: 'disputes', siteId: dispute.siteId });
  return { statementId, journalId };
});

const appeal = carryOut(routes.appeal, async (context, { params, body }) => {
  const { tx, now } = context;
  const dispute = await openDispute(context, params.disputeId);
  const facts = { dispute: store.factsOf(dispute), appellantId: personOf(context.actor) };
  const rules = await context.rules(dispute.siteId);
  const decision = decided(decideAppeal(rules.values.verdicts, facts, now), dispute.timeZone);
  const journalId = context.record({
    kind: 'verdicts.appeal',
    siteId: dispute.siteId,
    subject: { type: 'dispute', id: dispute.id },
    customerId: dispute.customerId,
    staffIds: dispute.parties,
    rules,
    input: body,
    facts,
    decision,
    reason: body.reason,
  });
  await store.insertAppeal(tx, dispute, {
    id: context.newId(),
    appellantId: facts.appellantId,
    reason: body.reason,
    at: now,
    journalId,
  });
  await stopClocks(context, dispute.customerId);
  await setAppealClock(context, dispute, rules.values.verdicts);
  const shown = await disputeOut(context, dispute.id);
  const notice = {
    kind: 'verdicts.appealed',
    payload: { ...payloadOf(shown), by: context.actor.name, reason: body.reason },
    journalId,
  };
  const judge = dispute.rulings.at(-1)?.judgeId ?? null;
  await tell(
    context,
    [...dispute.parties.filter((one) => one !== facts.appellantId), ...(judge ? [judge] : [])],
    notice,
  );
  await tell(context, await store.judgesAbove(tx, dispute), notice);
  context.publish({ topic: 'disputes', siteId: dispute.siteId });
  return { dispute: shown, journalId };
});

/** Trying answers: nothing is kept, and whoever may read the file may ask. */
const tryAnswers = carryOut(routes.propose, async (context, { params, body }) => {
  await requireReadable(context, params.disputeId);
  const dispute = await store.disputeById(context.tx, params.disputeId);
  await store.requireStaff(context.tx, 'answers', peopleNamed(body.answers));
  const file = await gatherCase(context, dispute);
  return proposalOut(context, await context.rules(dispute.siteId), file, body.answers);
});

export const disputeCommands: readonly Endpoint[] = [open, mediate, drop, state, appeal, tryAnswers];
