/** Signing, returning, rejecting: whoever's turn it is decides on what is on the page, and what follows happens at once. */
import { createHash } from 'node:crypto';
import { approvals as routes } from '#contract/approvals.ts';
import { decideReturn, decideSign, type SignFacts } from '#core/approvals/index.ts';
import { personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { settleDue } from '#server/platform/deadlines.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { peopleOf, wantedAt } from './people.ts';
import { ended, granted, lockInOrder, recordOn } from './requests.ts';
import { decided } from './said.ts';
import * as store from './store.ts';
import { announce, tellApplicant, tellWaiting } from './tell.ts';
import { nameOf } from './views-people.ts';
import { approvalOut, requireReadable } from './views.ts';

/** Readable to whoever acts, locked, with everything settled that was due. */
export async function openApproval(context: Context, approvalId: string): Promise<store.Approval> {
  await requireReadable(context, approvalId);
  await lockInOrder(context, approvalId);
  await settleDue(context, [approvalId]);
  return store.approvalById(context.tx, approvalId);
}

/** Of everything the page shows of this round. */
export const digestOf = ({ matter, round, title, lines, reason, magnitude, payload }: store.Approval): string =>
  createHash('sha256')
    .update(JSON.stringify([matter, round, title, lines, reason, magnitude, payload]))
    .digest('hex');

export async function signingFacts(context: Context, approval: store.Approval): Promise<SignFacts> {
  return {
    approval: store.factsOf(approval),
    people: await peopleOf(context.tx, approval, context.now),
    signerId: personOf(context.actor),
    digest: digestOf(approval),
  };
}
const saidOf = async (context: Context, approval: store.Approval) => ({
  timeZone: approval.timeZone,
  by: await nameOf(context.tx, approval.endedBy),
});

const sign = carryOut(routes.sign, async (context, { params, body }) => {
  const { tx } = context;
  const approval = await openApproval(context, params.approvalId);
  const facts = await signingFacts(context, approval);
  const input = { round: body.round, comment: body.comment };
  const decision = decided(decideSign(facts, input), await saidOf(context, approval));
  const { as, forId, seats, stepKey, nextKey, state } = decision.outcome;
  const rules = await context.rules(approval.siteId);
  const journalId = recordOn(context, approval, { kind: 'approvals.sign', rules, input, facts, decision });
  await store.insertSignature(tx, {
    ...{ id: context.newId(), approval, stepKey, signerId: facts.signerId, as, forId, seats },
    ...{ verdict: 'agreed', comment: body.comment, digest: facts.digest, at: context.now, journalId },
  });
  if (state === 'approved') {
    const end = { state, at: context.now, byId: facts.signerId, reason: body.comment } as const;
    await store.saveEnd(tx, approval.id, end);
    const done = await store.approvalById(tx, approval.id);
    await granted(context, done, journalId);
    await tellApplicant(context, done, { kind: 'approvals.approved', journalId });
  } else {
    const wanted = wantedAt(approval.steps, nextKey, approval.standIns);
    await store.saveCourse(tx, approval.id, { state, steps: approval.steps, stepKey: nextKey, wanted });
    if (decision.outcome.stepDone)
      await tellWaiting(context, await store.approvalById(tx, approval.id), { kind: 'approvals.toSign', journalId });
  }
  announce(context, approval);
  return { approval: await approvalOut(context, approval.id), journalId };
});

const refuse = carryOut(routes.refuse, async (context, { params, body }) => {
  const approval = await openApproval(context, params.approvalId);
  const facts = await signingFacts(context, approval);
  const input = { how: body.how, round: body.round, comment: body.comment };
  const decision = decided(decideReturn(facts, input), await saidOf(context, approval));
  const { as, forId, seats, stepKey } = decision.outcome;
  const journalId = recordOn(context, approval, {
    kind: 'approvals.return',
    rules: await context.rules(approval.siteId),
    input,
    facts,
    decision,
    reason: body.comment,
  });
  await store.insertSignature(context.tx, {
    ...{ id: context.newId(), approval, stepKey, signerId: facts.signerId, as, forId, seats },
    ...{ verdict: body.how, comment: body.comment, digest: facts.digest, at: context.now, journalId },
  });
  await ended(context, approval, { how: body.how, journalId, reason: body.comment });
  return { approval: await approvalOut(context, approval.id), journalId };
});

export const signingCommands: readonly Endpoint[] = [sign, refuse];
