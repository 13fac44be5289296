/** The parties come to terms on record: one proposes shares, the others agree, and what they agreed stands as the verdict. */
import { verdicts as routes } from '#contract/verdicts.ts';
import { decideAgree, decideOffer } from '#core/verdicts/index.ts';
import { tell } from '#server/claims/index.ts';
import { personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { openDispute, payloadOf } from './commands.ts';
import { decided } from './said.ts';
import { carry, requireParties } from './settle.ts';
import * as store from './store.ts';
import { disputeOut, requireReadable, settledBy } from './views.ts';

/** Read, then locked: whoever has no part in it is not told that it exists. */
async function readAndLock(context: Context, disputeId: string): Promise<store.Dispute> {
  await requireReadable(context, disputeId);
  return openDispute(context, disputeId);
}

const about = async (context: Context, dispute: store.Dispute) => ({
  siteId: dispute.siteId,
  subject: { type: 'dispute', id: dispute.id },
  customerId: dispute.customerId,
  staffIds: dispute.parties,
  rules: await context.rules(dispute.siteId),
});

const offer = carryOut(routes.offer, async (context, { params, body }) => {
  const { tx, now } = context;
  const dispute = await readAndLock(context, params.disputeId);
  await requireParties(context, body.ruling);
  const byId = personOf(context.actor);
  const facts = { dispute: store.factsOf(dispute), byId };
  const input = { ruling: body.ruling, reason: body.reason };
  const names = await settledBy(context, dispute);
  const decision = decided(decideOffer(facts, input), dispute.timeZone, names);
  const offerId = context.newId();
  const journalId = context.record({
    kind: 'verdicts.offer',
    ...(await about(context, dispute)),
    input,
    facts,
    decision,
    reason: body.reason || null,
  });
  await store.insertOffer(tx, dispute.id, { id: offerId, byId, ...input, at: now, journalId });
  const shown = await disputeOut(context, dispute.id);
  await tell(
    context,
    dispute.parties.filter((party) => party !== byId),
    { kind: 'verdicts.offered', payload: { ...payloadOf(shown), by: context.actor.name }, journalId },
  );
  context.publish({ topic: 'disputes', siteId: dispute.siteId });
  return { dispute: shown, journalId, offerId };
});

const agree = carryOut(routes.agree, async (context, { params, body }) => {
  const dispute = await readAndLock(context, params.disputeId);
  const standing = await store.offerStanding(context.tx, dispute.id);
  const byId = personOf(context.actor);
  const facts = {
    dispute: store.factsOf(dispute),
    byId,
    offer: standing && {
      id: standing.id,
      byId: standing.byId,
      ruling: standing.ruling,
      agreedBy: standing.agreedBy,
    },
  };
  const input = { offerId: body.offerId };
  const names = await settledBy(context, dispute);
  const decision = decided(decideAgree(facts, input), dispute.timeZone, names);
  const { agreedBy, verdict, ruling } = decision.outcome;
  const journalId = context.record({
    kind: 'verdicts.agree',
    ...(await about(context, dispute)),
    input,
    facts,
    decision,
  });
  await store.saveAgreed(context.tx, body.offerId, agreedBy);
  if (verdict)
    await carry(context, dispute, {
      ...{ verdict, ruling, level: 1, judgeId: byId, judgeRank: 0, reason: standing?.reason ?? '', journalId },
      ...{ caseName: null, ownerId: null, keeperId: null, followsProposal: null, appealUntil: null, proposalId: null },
    });
  else context.publish({ topic: 'disputes', siteId: dispute.siteId });
  return { dispute: await disputeOut(context, dispute.id), journalId };
});

export const agreementCommands: readonly Endpoint[] = [offer, agree];
