/** Ruling: the file is gathered and frozen, the rulebook proposes, somebody without a stake decides, and what follows is done. */
import { verdicts as routes } from '#contract/verdicts.ts';
import { maskName } from '#core/customers/index.ts';
import { decideVerdict, interestsIn, liveOwnerOf, type Proposal, type VerdictOutcome } from '#core/verdicts/index.ts';
import { changeHands, leaderOf, resplitDeal, tell } from '#server/claims/index.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { requireLead } from './access.ts';
import { stopClocks } from './clockwork.ts';
import { openDispute } from './commands.ts';
import { disputeEnded } from './hooks.ts';
import { peopleNamed, propose } from './propose.ts';
import { decided } from './said.ts';
import * as store from './store.ts';
import { disputeOut, requireJudgeable, settledBy } from './views.ts';
import { gatherCase } from './views-case.ts';

const settle = carryOut(routes.settle, async (context, { params, body }) => {
  const { tx, now } = context;
  const dispute = await openDispute(context, params.disputeId);
  requireLead(context, dispute.siteId);
  await requireJudgeable(context, dispute.customerId);
  const rules = await context.rules(dispute.siteId);
  await store.requireStaff(tx, 'answers', peopleNamed(body.answers));
  const file = await gatherCase(context, dispute);
  const proposed = propose(context, rules, file, body.answers);
  const proposal = proposed.accepted ? proposed.outcome : null;
  const judge = await leaderOf(context, 'claims.rule');
  const facts = {
    dispute: store.factsOf(dispute),
    judge,
    interests: interestsIn(file),
    proposal,
    ownerIsActive: await isActive(context, body.ownerId ?? ownerProposed(proposal)),
  };
  const { verdict, ruling, ownerId, reason } = body;
  await requireParties(context, ruling);
  const input = { verdict, ruling, ownerId, reason };
  const names = await settledBy(context, dispute);
  const decision = decided(decideVerdict(rules.values, facts, input, now), dispute.timeZone, names);
  const { outcome } = decision;
  const about = {
    siteId: dispute.siteId,
    subject: { type: 'dispute', id: dispute.id },
    customerId: dispute.customerId,
    staffIds: [...dispute.parties, judge.id, outcome.ownerId],
    rules,
  };
  const proposalId = context.record({
    kind: 'verdicts.propose',
    ...about,
    input: { answers: body.answers },
    facts: { file },
    decision: proposed,
  });
  const overrides = overridden(dispute, outcome, proposalId);
  const journalId = context.record({ kind: 'verdicts.decide', ...about, input, facts, decision, overrides, reason });
  await carry(context, dispute, {
    ...outcome,
    keeperId: verdict === 'ruled' ? (liveOwnerOf(file.claims)?.ownerId ?? null) : null,
    caseName: outcome.followsProposal === true ? (proposal?.case ?? null) : null,
    reason,
    judgeId: judge.id,
    proposalId,
    journalId,
  });
  return { dispute: await disputeOut(context, dispute.id), journalId };
});

const ownerProposed = (proposal: Proposal | null): string | null =>
  proposal && proposal.ownerId !== 'department' ? proposal.ownerId : null;

async function isActive(context: Context, ownerId: string | null): Promise<boolean> {
  if (ownerId === null) return true;
  return (await store.requireStaff(context.tx, 'ownerId', [ownerId])).get(ownerId) === 'active';
}

export async function requireParties(context: Context, ruling: VerdictOutcome['ruling']): Promise<void> {
  const parties = [...(ruling?.performance ?? []), ...(ruling?.commission ?? [])].map(({ party }) => party);
  await store.requireStaff(
    context.tx,
    'ruling',
    parties.filter((party) => party !== 'department'),
  );
}

/** Against the ruling appealed from when it turns out otherwise, else against what the rulebook proposed. */
function overridden(dispute: store.Dispute, outcome: VerdictOutcome, proposalId: string): string | null {
  const before = dispute.rulings.at(-1);
  if (dispute.state === 'appealed' && before?.journalId) return before.journalId;
  return outcome.followsProposal === false ? proposalId : null;
}

/** `keeperId`: who goes on looking after the customer where the ruling leaves them with their owner. */
export type Given = Omit<store.NewRuling, 'id' | 'at'> & { readonly keeperId: string | null };

/** The ruling stands: owner, shares of a deal there is, the clocks, and word to both. */
export async function carry(context: Context, dispute: store.Dispute, given: Given): Promise<void> {
  const { tx, now } = context;
  await store.saveRuling(tx, dispute, {
    ...given,
    ownerId: given.ownerId ?? given.keeperId,
    id: context.newId(),
    at: now,
  });
  await stopClocks(context, dispute.customerId);
  const { customerId, siteId } = dispute;
  if (given.ownerId !== null) await changeHands(context, { customerId, toId: given.ownerId, siteId, reason: 'ruled' });
  if (given.ruling !== null)
    await resplitDeal(context, customerId, {
      shares: given.ruling,
      caseName: given.verdict === 'quarrel' || given.verdict === 'ruling_disobeyed' ? given.verdict : 'ruled',
      caretakerId: given.ownerId,
      journalId: given.journalId,
    });
  await disputeEnded(context, customerId);
  const shown = await disputeOut(context, dispute.id);
  const payload = {
    link: `/disputes/${dispute.id}`,
    disputeId: dispute.id,
    customerId,
    customer: maskName(shown.customer.name),
    by: shown.settledBy?.name ?? '',
    verdict: given.verdict,
    reason: given.reason,
  };
  await tell(context, [...dispute.parties, ...(given.ownerId ? [given.ownerId] : [])], {
    kind: noticeOf(dispute, given),
    payload,
    journalId: given.journalId,
  });
  context.publish({ topic: 'disputes', siteId });
}

const noticeOf = ({ parties }: store.Dispute, { judgeId, verdict }: Given): string => {
  if (judgeId === null) return 'verdicts.unsettled';
  return verdict === 'agreed' && parties.includes(judgeId) ? 'verdicts.agreed' : 'verdicts.settled';
};

export const settleCommands: readonly Endpoint[] = [settle];
