/** Checking in, leaving the floor, coming back; make-up turns; notices at the desk. */
import { desk as routes } from '#contract/desk.ts';
import { applyForMakeUp, emptyPost, noteMoveUp, placeMakeUp, refuseMakeUp, setPresence } from '#core/desk/index.ts';
import { notify } from '#server/notices/index.ts';
import { personOf } from '#server/platform/actor.ts';
import { carryOut } from '#server/platform/http.ts';
import { actingFor } from './acting.ts';
import { onSheet, openSheet } from './day.ts';
import { namesOf, requirePeople, supervisorsOf } from './facts.ts';
import { deliver } from './messages.ts';
import { decided } from './save.ts';
import { visitOut } from './visit-views.ts';
import { callWaiting } from './visits.ts';

const presence = carryOut(routes.presence, async (context, { params, body }) => {
  const opened = await openSheet(context, params.siteId, 'desk.receive');
  const staffId = actingFor(context, params.siteId, body.staffId);
  await requirePeople(context, 'staffId', [body.staffId]);
  const input = { staffId, status: body.status, note: body.note };
  const decision = setPresence(opened.rules.values.desk, opened.locked.sheet, input, context.now, opened.by);
  const saved = await onSheet(context, opened, 'desk.setPresence', { ...input, reason: body.note }, decision);
  const { makeUpsPlaced, messages, nextWaiting } = saved.result;
  const called = nextWaiting === null ? null : await callWaiting(context, nextWaiting);
  return {
    makeUpsPlaced: [...makeUpsPlaced],
    messages: await deliver(context, messages),
    nextCalled: called === null || nextWaiting === null ? null : await visitOut(context, nextWaiting),
    version: saved.version,
    journalId: saved.journalId,
  };
});

const apply = carryOut(routes.applyMakeUp, async (context, { params, body }) => {
  const opened = await openSheet(context, params.siteId, 'desk.receive');
  const input = { makeUpId: params.makeUpId, staffId: personOf(context.actor), reason: body.reason };
  const decision = applyForMakeUp(opened.rules.values.desk, opened.locked.sheet, input, context.now);
  const { version, journalId } = await onSheet(context, opened, 'desk.applyForMakeUp', input, decision);
  for (const staffId of await supervisorsOf(context.tx, params.siteId)) {
    const payload = { link: '/desk', staffId: input.staffId, makeUpId: input.makeUpId };
    await notify(context, { staffId, kind: 'desk.make_up_applied', payload, journalId });
  }
  return { version, journalId };
});

const place = carryOut(routes.placeMakeUp, async (context, { params, body }) => {
  const opened = await openSheet(context, params.siteId, 'desk.supervise');
  const input = { makeUpId: params.makeUpId, place: body.place, reason: body.reason };
  const by = personOf(context.actor);
  const decision = placeMakeUp(opened.rules.values.desk, opened.locked.sheet, input, context.now, by);
  const { version, journalId } = await onSheet(context, opened, 'desk.placeMakeUp', input, decision);
  return { version, journalId };
});

const refuse = carryOut(routes.refuseMakeUp, async (context, { params, body }) => {
  const opened = await openSheet(context, params.siteId, 'desk.supervise');
  const input = { makeUpId: params.makeUpId, reason: body.reason };
  const decision = refuseMakeUp(opened.locked.sheet, input, context.now, opened.by);
  const { version, journalId } = await onSheet(context, opened, 'desk.refuseMakeUp', input, decision);
  return { version, journalId };
});

const moveUp = carryOut(routes.noteMoveUp, async (context, { params, body }) => {
  const opened = await openSheet(context, params.siteId, 'desk.receive');
  const input = { from: actingFor(context, params.siteId, body.from), to: body.to };
  const decision = noteMoveUp(opened.locked.sheet, input, context.now);
  const { version, journalId } = await onSheet(
    context,
    opened,
    'desk.noteMoveUp',
    { ...input, reason: null },
    decision,
  );
  if (body.to !== null) {
    await notify(context, {
      staffId: body.to,
      kind: 'desk.move_up',
      payload: { link: '/desk/mine', by: input.from },
      journalId,
    });
  }
  return { version, journalId };
});

const post = carryOut(routes.emptyPost, async (context, { params, body }) => {
  const { locked, rules } = await openSheet(context, params.siteId, 'desk.receive');
  const input = { emptySince: body.emptySince, filledAt: body.filledAt, leftBy: body.leftBy };
  const decision = await decided(context, emptyPost(rules.values.desk, locked.sheet, input, context.now));
  const { responsible, because, alertSupervisor } = decision.outcome;
  const journalId = context.record({
    kind: 'desk.emptyPost',
    siteId: params.siteId,
    subject: { type: 'site', id: params.siteId },
    staffIds: [responsible],
    rules,
    input,
    facts: { sheet: locked.sheet },
    decision,
  });
  if (alertSupervisor) {
    for (const staffId of await supervisorsOf(context.tx, params.siteId)) {
      await notify(context, { staffId, kind: 'desk.post_empty', payload: { link: '/desk', because }, journalId });
    }
  }
  const name = responsible === null ? '' : ((await namesOf(context.tx, [responsible])).get(responsible)?.name ?? '');
  return { responsible: responsible === null ? null : { id: responsible, name }, because, alertSupervisor, journalId };
});

export const presenceEndpoints = [presence, apply, place, refuse, moveUp, post];
