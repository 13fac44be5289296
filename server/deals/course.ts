/** The course of a sale: steps follow what happens, are recorded by whoever answers for the deal, watched, and mended when late. */
import { dealCourse as routes } from '#contract/deals-course.ts';
import {
  courseOf,
  type Deal,
  decideMend,
  decideRecordStep,
  decideStepOverdue,
  responsibleFor,
  standsAt,
  stepDueAt,
} from '#core/deals/index.ts';
import type { Instant } from '#core/kernel/instant.ts';
import { siteById, tellLevel } from '#server/claims/index.ts';
import { notify } from '#server/notices/index.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines, onDeadline, setDeadline } from '#server/platform/deadlines.ts';
import { answer, carryOut, type Endpoint } from '#server/platform/http.ts';
import { coversDeal, requireDeal } from './access.ts';
import { handled } from './common.ts';
import { decidedStep, wordsOfStep } from './course-said.ts';
import { onDealEvent } from './hooks.ts';
import { record } from './recording.ts';
import { lockDealRow } from './store.ts';
import * as store from './store-course.ts';
import { announce, wordsAbout } from './tell.ts';
import { coursePage, stalled } from './views-course.ts';

const STEP_DUE = 'deals.stepDue';

/**
 * After anything happened with a deal: steps that events completed are written down, what was taken back is open again, and the
 * clock runs for the step the deal stands at now.
 */
export async function followCourse(context: Context, deal: Deal, journalId: string | null): Promise<void> {
  const { tx, now } = context;
  const rules = (await context.rules(deal.siteId)).values.deals;
  const records = await store.stepRecords(tx, deal.id);
  const steps = courseOf(rules, deal, records);
  const known = new Set(records.map(({ step }) => step));
  const responsibleId = responsibleFor(deal);
  for (const { key, by, state, doneAt } of steps)
    if (by === 'event' && state === 'done' && !known.has(key))
      await store.insertStep(tx, {
        ...{
          id: context.newId(),
          dealId: deal.id,
          step: key,
          how: 'event',
          doneAt: doneAt ?? now,
          byId: context.actor.staffId,
        },
        ...{ responsibleId, note: '', journalId },
      });
  const undone = steps.filter(({ key, by, state }) => by === 'event' && state !== 'done' && known.has(key));
  if (undone.length > 0)
    await store.undoSteps(
      tx,
      deal.id,
      undone.map(({ key }) => key),
      now,
    );
  await standAt(context, deal, standsAt(steps)?.key ?? null);
}

async function standAt(context: Context, deal: Deal, step: string | null): Promise<void> {
  const { tx, now } = context;
  const before = await store.standingOf(tx, deal.id);
  const open = deal.endedAt === null ? step : null;
  if (before && before.step === open) return;
  const rules = (await context.rules(deal.siteId)).values.deals;
  const { timeZone } = await siteById(tx, deal.siteId);
  const dueAt = open === null ? null : stepDueAt(rules, open, now, timeZone);
  await store.saveStanding(tx, deal.id, deal.siteId, { step: open, since: now, dueAt, promisedAt: null });
  await watch(context, deal, dueAt);
  // After the handover a service step is a duty of its own: nothing else would remind anybody of it.
  if (open !== null && deal.handedOverAt !== null && before !== null)
    await tellResponsible(context, deal, 'deals.stepDuty', { step: wordsOfStep(open), dueAt });
}

const watch = (context: Context, deal: Deal, dueAt: Instant | null): Promise<void> =>
  dueAt === null
    ? clearDeadlines(context.tx, [deal.id], [STEP_DUE], context.now)
    : setDeadline(context.tx, { kind: STEP_DUE, subjectId: deal.id, siteId: deal.siteId, dueAt });

async function tellResponsible(context: Context, deal: Deal, kind: string, more: object): Promise<void> {
  const payload = { ...(await wordsAbout(context, deal)), ...more };
  await notify(context, { staffId: responsibleFor(deal), kind, payload, journalId: null });
}

onDealEvent('course', async (context, { deal, journalId }) => followCourse(context, deal, journalId));

onDeadline(STEP_DUE, async (context, { subjectId, dueAt }) => {
  const { tx, now } = context;
  const deal = await lockDealRow(tx, subjectId);
  const standing = await store.standingOf(tx, deal.id);
  if (!standing?.step) return;
  const { step, since, promisedAt } = standing;
  const records = await store.stepRecords(tx, deal.id);
  const { timeZone } = await siteById(tx, deal.siteId);
  const hasAlert = await store.openAlert(tx, deal.id, step);
  const facts = { deal, records, step, since, promisedAt, timeZone, hasAlert };
  const rules = (await context.rules(deal.siteId)).values.deals;
  const decision = decideStepOverdue(rules, facts, now);
  // The house gave more days meanwhile: the clock goes on.
  if (!decision.accepted && decision.code === 'STEP_NOT_DUE')
    await watch(context, deal, stepDueAt(rules, step, since, timeZone));
  // The house goes by another course now: the deal stands somewhere else in it.
  if (!decision.accepted && decision.code === 'STEP_DONE' && !hasAlert) await followCourse(context, deal, null);
  if (!decision.accepted) return;
  const journalId = await record(context, deal, 'deals.stepOverdue', { input: {}, facts, decision });
  const { responsibleId } = decision.outcome;
  const id = context.newId();
  await store.insertAlert(tx, {
    ...{ id, dealId: deal.id, siteId: deal.siteId, step, responsibleId },
    ...{ since, dueAt, at: now, journalId },
  });
  const payload = { ...(await wordsAbout(context, deal)), step: wordsOfStep(step) };
  await notify(context, { staffId: responsibleId, kind: 'deals.stepOverdue', payload, journalId });
  const above = { kind: 'deals.stepOverdue', payload, journalId };
  await tellLevel(context, { ownerId: responsibleId, siteId: deal.siteId }, 'leader', above);
  announce(context, deal);
});

const recordStep = carryOut(routes.recordStep, async (context, { params, body }) => {
  const { tx, now, actor } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  const rules = (await context.rules(deal.siteId)).values.deals;
  const facts = {
    deal,
    records: await store.stepRecords(tx, deal.id),
    mayReview: coversDeal(context, 'deals.review', deal),
  };
  const input = { step: params.step, note: body.note };
  const decision = decidedStep(decideRecordStep(rules, facts, input, { now, actorId: actor.staffId }));
  const journalId = await record(context, deal, 'deals.recordStep', { input, facts, decision });
  await store.insertStep(tx, {
    ...{ id: context.newId(), dealId: deal.id, step: params.step, how: 'person', doneAt: now, byId: actor.staffId },
    ...{ responsibleId: decision.outcome.responsibleId, note: body.note, journalId },
  });
  await followCourse(context, deal, journalId);
  if (params.step === 'report_supervisor') await tellSupervisor(context, deal, { note: body.note, journalId });
  announce(context, deal);
  return handled(context, deal.id, journalId);
});

/** The report itself: whoever leads the responsible person reads it before the order comes. */
async function tellSupervisor(context: Context, deal: Deal, said: { note: string; journalId: string }): Promise<void> {
  const payload = { ...(await wordsAbout(context, deal)), by: context.actor.name, note: said.note };
  const about = { ownerId: responsibleFor(deal), siteId: deal.siteId };
  await tellLevel(context, about, 'leader', { kind: 'deals.reported', payload, journalId: said.journalId });
}

const mend = carryOut(routes.mend, async (context, { params, body }) => {
  const { tx, now, actor } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  const alert = await store.alertById(tx, deal.id, params.alertId);
  const facts = {
    step: alert.step,
    responsibleId: alert.responsibleId,
    isClosed: alert.closedAt !== null,
    mayReview: coversDeal(context, 'deals.review', deal),
    timeZone: (await siteById(tx, deal.siteId)).timeZone,
  };
  const { cause, remedy, byOn } = body;
  const input = { cause, remedy, byOn };
  const decision = decidedStep(decideMend(facts, input, { now, actorId: actor.staffId }));
  const journalId = await record(context, deal, 'deals.mendStep', { input, facts, decision });
  await store.closeAlert(tx, alert.id, { ...input, at: now, by: actor.staffId });
  const standing = await store.standingOf(tx, deal.id);
  // What was promised is watched like the step itself: past that day there is an alert again.
  if (standing?.step === alert.step) {
    const { dueAt } = decision.outcome;
    await store.saveStanding(tx, deal.id, deal.siteId, { ...standing, dueAt, promisedAt: dueAt });
    await watch(context, deal, dueAt);
  }
  const payload = { ...(await wordsAbout(context, deal)), cause, remedy, byOn };
  const above = { kind: 'deals.stepMended', payload, journalId };
  await tellLevel(context, { ownerId: alert.responsibleId, siteId: deal.siteId }, 'leader', above);
  announce(context, deal);
  return handled(context, deal.id, journalId);
});

export const courseEndpoints: readonly Endpoint[] = [
  answer(routes.course, (context, { params }) => coursePage(context, params.dealId)),
  recordStep,
  mend,
  answer(routes.stalled, (context, { query }) => stalled(context, query)),
];
