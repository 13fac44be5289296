/** Taking back, reminding, asking for another signature, passing on, delegating for a time. */
import { approvals as routes } from '#contract/approvals.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { decideAddSigner, decideDelegate, decidePassOn, decideRemind } from '#core/approvals/index.ts';
import { accept } from '#core/kernel/decision.ts';
import { notify } from '#server/notices/index.ts';
import { personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { answer, carryOut, type Endpoint } from '#server/platform/http.ts';
import { notFound } from '#server/platform/refused.ts';
import { peopleOf, wantedAt } from './people.ts';
import { recordOn, withdraw } from './requests.ts';
import { decided } from './said.ts';
import { openApproval } from './signing.ts';
import * as store from './store.ts';
import { announce, tell, tellWaiting } from './tell.ts';
import { approvalOut } from './views.ts';
import { oversees, sendersOf } from './views-actions.ts';
import { delegationsOf } from './views-delegations.ts';
import { nameOf } from './views-people.ts';

const saidOf = async (context: Context, approval: store.Approval) => ({
  timeZone: approval.timeZone,
  by: await nameOf(context.tx, approval.endedBy),
});

const takeBack = carryOut(routes.withdraw, async (context, { params, body }) => {
  const approval = await openApproval(context, params.approvalId);
  const byId = personOf(context.actor);
  const journalId = await withdraw(context, approval, { byId, reason: body.reason, tellsHandler: true });
  return { approval: await approvalOut(context, approval.id), journalId };
});

const remind = carryOut(routes.remind, async (context, { params }) => {
  const approval = await openApproval(context, params.approvalId);
  const rules = await context.rules(approval.siteId);
  const facts = {
    approval: store.factsOf(approval),
    byId: personOf(context.actor),
    senders: sendersOf(approval),
    oversees: oversees(context, approval.siteId),
    remindedAt: approval.remindedAt,
  };
  const decision = decided(decideRemind(rules.values.approvals, facts, context.now), await saidOf(context, approval));
  const journalId = recordOn(context, approval, { kind: 'approvals.remind', rules, input: {}, facts, decision });
  await store.markReminded(context.tx, approval.id, context.now);
  const reminded = await tellWaiting(context, approval, { kind: 'approvals.remind', journalId });
  announce(context, approval);
  return { approval: await approvalOut(context, approval.id), journalId, reminded };
});

/** What was said with it, at the end of the sentence. */
const noted = (reason: string) => ({ reason: reason && ` — ${reason}` });

async function arranging(context: Context, approval: store.Approval, staffId: string) {
  return {
    approval: store.factsOf(approval),
    people: await peopleOf(context.tx, approval, context.now),
    byId: personOf(context.actor),
    oversees: oversees(context, approval.siteId),
    colleague: await store.colleague(context.tx, 'staffId', staffId),
  };
}

const addSigner = carryOut(routes.addSigner, async (context, { params, body }) => {
  const approval = await openApproval(context, params.approvalId);
  const rules = await context.rules(approval.siteId);
  const facts = await arranging(context, approval, body.staffId);
  const input = { staffId: body.staffId, when: body.when, reason: body.reason };
  const decision = decided(decideAddSigner(rules.values.approvals, facts, input), await saidOf(context, approval));
  const { steps, stepKey } = decision.outcome;
  const entry = { kind: 'approvals.addSigner', rules, input, facts, decision, reason: body.reason || null } as const;
  const journalId = recordOn(context, approval, entry);
  const wanted = wantedAt(steps, stepKey, approval.standIns);
  await store.saveCourse(context.tx, approval.id, { state: 'pending', steps, stepKey, wanted });
  if (body.when === 'before')
    await tell(context, approval, [body.staffId], {
      kind: 'approvals.added',
      journalId,
      more: noted(body.reason),
    });
  announce(context, approval);
  return { approval: await approvalOut(context, approval.id), journalId };
});

const passOn = carryOut(routes.passOn, async (context, { params, body }) => {
  const { tx, now } = context;
  const approval = await openApproval(context, params.approvalId);
  const facts = await arranging(context, approval, body.staffId);
  const input = { staffId: body.staffId, reason: body.reason };
  const decision = decided(decidePassOn(facts, input), await saidOf(context, approval));
  const { forId, steps } = decision.outcome;
  const rules = await context.rules(approval.siteId);
  const entry = { kind: 'approvals.passOn', rules, input, facts, decision, reason: body.reason || null } as const;
  const journalId = recordOn(context, approval, entry);
  if (forId !== null)
    await store.insertDelegation(tx, {
      ...{ id: context.newId(), fromId: forId, toId: body.staffId, approvalId: approval.id, matters: [] },
      ...{ startsAt: now, endsAt: null, reason: body.reason, at: now, byId: facts.byId, journalId },
    });
  else {
    const wanted = wantedAt(steps, approval.stepKey, approval.standIns);
    await store.saveCourse(tx, approval.id, { state: 'pending', steps, stepKey: approval.stepKey, wanted });
  }
  await tell(context, approval, [body.staffId], {
    kind: 'approvals.passedOn',
    journalId,
    more: noted(body.reason),
  });
  announce(context, approval);
  return { approval: await approvalOut(context, approval.id), journalId };
});

// ── for a time ──

const delegate = carryOut(routes.delegate, async (context, { body }) => {
  const { tx, now, actor } = context;
  const byId = personOf(actor);
  const colleague = body.staffId === null ? null : await store.colleague(tx, 'staffId', body.staffId);
  const isMutual = colleague !== null && (await store.isMutual(tx, colleague.id, byId, body));
  const facts = { byId, colleague, isMutual };
  const input = { staffId: body.staffId, from: body.from, until: body.until, matters: body.matters };
  const rules = await context.rules(actor.siteId);
  const decision = decided(decideDelegate(rules.values.approvals, facts, input, now), { timeZone: 'UTC' });
  const id = context.newId();
  const journalId = context.record({
    kind: 'approvals.delegate',
    siteId: actor.siteId,
    subject: { type: 'delegation', id },
    staffIds: [byId, body.staffId],
    ...{ rules, input, facts, decision, reason: body.reason || null },
  });
  await store.insertDelegation(tx, {
    ...{ id, fromId: byId, toId: body.staffId, approvalId: null, matters: body.matters },
    ...{
      startsAt: decision.outcome.from,
      endsAt: decision.outcome.until,
      reason: body.reason,
      at: now,
      byId,
      journalId,
    },
  });
  if (body.staffId !== null)
    await notify(context, {
      staffId: body.staffId,
      kind: 'approvals.delegated',
      payload: { link: '/approvals/delegations', by: actor.name },
      journalId,
    });
  context.publish({ topic: 'approvals', siteId: actor.siteId });
  return { delegation: await delegationOut(context, id), journalId };
});

const endEarly = carryOut(routes.endDelegation, async (context, { params }) => {
  const byId = personOf(context.actor);
  await store.endDelegation(context.tx, params.delegationId, byId, context.now);
  const journalId = context.record({
    kind: 'approvals.endDelegation',
    siteId: context.actor.siteId,
    subject: { type: 'delegation', id: params.delegationId },
    staffIds: [byId],
    input: {},
    facts: {},
    decision: accept({ ended: true }, []),
  });
  context.publish({ topic: 'approvals', siteId: context.actor.siteId });
  return { delegation: await delegationOut(context, params.delegationId), journalId };
});

async function delegationOut(
  context: Context,
  id: string,
): Promise<ResponseOf<typeof routes.delegations>['rows'][number]> {
  const one = (await delegationsOf(context)).find((row) => row.id === id);
  if (!one) throw notFound('委托 / delegation');
  return one;
}

export const courseEndpoints: readonly Endpoint[] = [
  takeBack,
  remind,
  addSigner,
  passOn,
  delegate,
  endEarly,
  answer(routes.delegations, async (context) => ({ rows: await delegationsOf(context) })),
];
