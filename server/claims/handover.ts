/** All of somebody's customers to new hands: one action, one list, one entry in the journal. */
import { randomInt } from 'node:crypto';
import { claims as routes } from '#contract/claims.ts';
import type { Claim, HandoverFacts } from '#core/claims/index.ts';
import { continueClaim, customerNotice, decideHandover, endClaim } from '#core/claims/index.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { notFound } from '#server/platform/refused.ts';
import { decided, handoverReach, handoverSite, leaderOf, requireStaffInScope } from './access.ts';
import { owesNotice } from './changes.ts';
import { saveAndSchedule } from './clockwork.ts';
import { tell } from './notify.ts';
import type { Site, StaffFacts, Stored } from './store.ts';
import { siteById, siteUnder, staffById } from './store.ts';
import { insertHandover, insertHandoverItem, openClaimsOf, receiversOf } from './store-handover.ts';
import { handoverOut } from './views.ts';

/** Chance stays at the edge: the draw is made here, handed to the rule as a fact, and kept. */
function drawOrder(ids: readonly string[]): string[] {
  const drawn = [...ids];
  for (let last = drawn.length - 1; last > 0; last--) {
    const pick = randomInt(last + 1);
    [drawn[last], drawn[pick]] = [drawn[pick] as string, drawn[last] as string];
  }
  return drawn;
}

const handOver = carryOut(routes.handOver, async (context, { body }) => {
  const { tx, now } = context;
  const owner = await staffById(tx, body.staffId);
  const reach = handoverReach(context, owner);
  const claims = await openClaimsOf(context, owner.id, reach);
  if (claims.length === 0) requireStaffInScope(context, 'claims.handover', owner);
  const receivers = await receiversOf(context, body.receiverIds);
  const siteId = handoverSite(owner, claims);
  if (!siteId) throw notFound('门店 / site');
  const rules = await context.rules(siteId);
  const sites = new Map<string, Site>([[siteId, await siteById(tx, siteId)]]);
  const facts: HandoverFacts = {
    ownerId: owner.id,
    why: body.why,
    leaveDays: body.leaveDays ?? null,
    claims: claims.map((claim) => ({ id: claim.id, customerId: claim.customerId })),
    receivers: receivers.map((receiver) => ({ id: receiver.id, holding: receiver.holding })),
    by: await leaderOf(context, 'claims.handover'),
    drawn: rules.values.claims.handoverMethod === 'random_draw' ? drawOrder(claims.map((claim) => claim.id)) : [],
    chosen: body.chosen,
  };
  const timeZone = sites.get(siteId)?.timeZone ?? 'Asia/Shanghai';
  const decision = await decided(context, timeZone, decideHandover(rules.values.claims, facts, now));
  const handoverId = context.newId();
  const journalId = context.record({
    kind: 'claims.handOver',
    siteId,
    subject: { type: 'staff', id: owner.id },
    staffIds: [owner.id, ...receivers.map((receiver) => receiver.id)],
    rules,
    input: { why: body.why, reason: body.reason },
    facts,
    decision,
    reason: body.reason,
  });
  await insertHandover(tx, {
    id: handoverId,
    ownerId: owner.id,
    why: body.why,
    leaveDays: body.leaveDays ?? null,
    method: decision.outcome.method,
    drawn: facts.drawn,
    reason: body.reason,
    claims: claims.length,
    at: now,
    by: context.actor.staffId,
    journalId,
  });

  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const byReceiver = new Map(receivers.map((receiver) => [receiver.id, receiver]));
  const received = new Map<string, number>();
  for (const { claimId, toId } of decision.outcome.assignments) {
    const claim = byId.get(claimId);
    if (!claim) continue;
    const site = sites.get(claim.siteId) ?? (await siteById(tx, claim.siteId));
    sites.set(site.id, site);
    const receiver = byReceiver.get(toId);
    if (!receiver) continue;
    const to = await moveClaim(context, claim, receiver, site);
    received.set(toId, (received.get(toId) ?? 0) + 1);
    const item = { handoverId, claimId, customerId: claim.customerId, toId, newClaimId: to.id };
    await insertHandoverItem(tx, item);
  }
  for (const [staffId, count] of received)
    await tell(context, [staffId], {
      kind: 'claims.received',
      payload: { link: '/claims/today', from: owner.id, fromName: owner.name, count },
      journalId,
    });
  context.publish({ topic: 'claims', siteId });
  return handoverOut(context, handoverId);
});

async function moveClaim(context: Context, claim: Stored, receiver: StaffFacts, site: Site): Promise<Claim> {
  const rules = (await context.rules(site.id)).values.claims;
  const waiting = claim.effectiveAt === null;
  const continued = continueClaim(rules, claim, receiver.id, context.newId(), site.timeZone, context.now);
  // A card nobody had signed yet still waits for its signature in the new hands.
  const to = waiting
    ? {
        ...continued,
        state: claim.state,
        stage: null,
        signedAt: null,
        effectiveAt: null,
        dueAt: null,
        protectedUntil: null,
      }
    : continued;
  const from = { ...claim, ...endClaim(claim, 'transferred', context.now, 'owner_left') };
  const siteId = await siteUnder(context.tx, receiver, site.id);
  await saveAndSchedule(
    context,
    rules,
    [from, { ...to, siteId, origin: 'passed_on', teamId: receiver.teamId }],
    site.timeZone,
  );
  await owesNotice(context, customerNotice(rules, claim, receiver.id, site.timeZone, context.now), to.id, site.id);
  return to;
}

export const handoverEndpoints: readonly Endpoint[] = [handOver];
