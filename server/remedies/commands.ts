/** Reported, planned, given out, reported back, reported on, or dropped; what is signed goes through approvals. */
import { remedies as routes } from '#contract/remedies.ts';
import {
  decideFeedback,
  decideOrganise,
  decideRemedyAct,
  decideReportError,
  type RemedyAct,
} from '#core/remedies/index.ts';
import { endOfDay, localDateOf, startOfDay } from '#core/kernel/instant.ts';

import { requestApproval } from '#server/approvals/index.ts';
import { requireVisible } from '#server/customers/index.ts';
import { timeZoneOf } from '#server/organisation/index.ts';
import { personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { setDeadline } from '#server/platform/deadlines.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { invalid, notFound } from '#server/platform/refused.ts';
import { handles, requireHandling, requireSeen } from './access.ts';
import { decided } from './said.ts';
import * as store from './store.ts';
import { announce, linkOf, serviceOf, tell } from './tell.ts';
import { remedyOut } from './views.ts';

type Recorded = Omit<Parameters<Context['record']>[0], 'subject' | 'siteId' | 'customerId' | 'rules'>;
export async function note(context: Context, remedy: store.Remedy, entry: Recorded): Promise<string> {
  const { id, siteId, customerId } = remedy;
  const rules = await context.rules(siteId);
  return context.record({ ...entry, subject: { type: 'remedy', id }, siteId, customerId, rules });
}

const open = carryOut(routes.open, async (context, { params, body }) => {
  const { tx } = context;
  await requireVisible(context, params.customerId);
  const customer = await store.lockCustomer(tx, params.customerId);
  if (!customer) throw notFound('客户 / customer');
  const siteId = customer.siteId ?? context.actor.siteId;
  if (siteId === null) throw invalid('customerId', '客户未归属门店 / the customer belongs to no site');
  const facts = { openId: await store.openOf(tx, params.customerId) };
  const decision = decided(decideReportError(facts), 'drafting');
  const id = context.newId();
  const openedBy = personOf(context.actor);
  const row = { id, siteId, customerId: params.customerId, state: decision.outcome.state, what: body.what, openedBy };
  const remedy = { ...row, plan: null, report: null };
  const input = { what: body.what };
  const journalId = await note(context, remedy, {
    kind: 'remedies.open',
    staffIds: [openedBy],
    input,
    facts,
    decision,
  });
  await store.insertRemedy(tx, { ...row, at: context.now, journalId });
  const more = { name: customer.name, by: context.actor.name };
  await tell(context, remedy, await serviceOf(context, siteId), { kind: 'opened', journalId, more });
  announce(context, remedy);
  return { remedyId: id, journalId };
});

/** Loaded and locked by somebody who handles remedies at its site. */
async function handled(context: Context, remedyId: string): Promise<store.Remedy> {
  await requireSeen(context, remedyId);
  const remedy = await store.lockRemedy(context.tx, remedyId);
  requireHandling(context, remedy.siteId);
  return remedy;
}

async function act(context: Context, remedy: store.Remedy, what: RemedyAct, text: string): Promise<string> {
  const facts = { state: remedy.state };
  const decision = decided(decideRemedyAct(facts, { act: what }), remedy.state);
  const { state } = decision.outcome;
  const byId = personOf(context.actor);
  const input = { act: what };
  const entry = {
    kind: 'remedies.act',
    staffIds: [byId, remedy.openedBy],
    input,
    facts,
    decision,
    reason: text,
  } as const;
  const journalId = await note(context, remedy, entry);
  const fields = what === 'plan' ? { plan: text } : what === 'report' ? { report: text } : { remark: text };
  await store.saveMove(context.tx, remedy.id, { state, at: context.now, journalId, ...fields });
  announce(context, remedy);
  return journalId;
}

const words = {
  plan: { zh: '补救处理方案', en: 'Remedy plan', matter: 'remedy_plan', step: 'service_draft' },
  report: { zh: '补救处理报告', en: 'Remedy report', matter: 'remedy_report', step: 'service_report' },
} as const;

/** To whoever reviews and then to the general manager, with everything they need to decide in words. */
async function putUp(context: Context, remedy: store.Remedy, what: 'plan' | 'report', text: string): Promise<void> {
  const { zh, en, matter, step } = words[what];
  const customer = await store.lockCustomer(context.tx, remedy.customerId);
  const tasks = what === 'report' ? await store.tasksOf(context.tx, remedy.id) : [];
  await store.markSteps(context.tx, remedy.id, [{ step, byId: context.actor.staffId, at: context.now }]);
  await requestApproval(context, {
    matter,
    siteId: remedy.siteId,
    subject: { type: 'remedy', id: remedy.id },
    customerId: remedy.customerId,
    title: { zh: `${zh}：${customer?.name ?? ''}`, en: `${en}: ${customer?.name ?? ''}` },
    lines: [
      { zh: '资料有误之处', en: 'What is wrong', value: remedy.what },
      ...(what === 'report' ? [{ zh: '补救方案', en: 'Plan', value: remedy.plan ?? '' }] : []),
      ...tasks.map((task) => ({ zh: task.department, en: task.department, value: task.what })),
      { zh, en, value: text },
    ],
    link: linkOf(remedy.id),
    payload: { what },
  });
}

const plan = carryOut(routes.plan, async (context, { params, body }) => {
  const remedy = await handled(context, params.remedyId);
  const journalId = await act(context, remedy, 'plan', body.plan);
  await putUp(context, remedy, 'plan', body.plan);
  return { remedy: await remedyOut(context, remedy.id), journalId };
});

const report = carryOut(routes.report, async (context, { params, body }) => {
  const remedy = await handled(context, params.remedyId);
  const journalId = await act(context, remedy, 'report', body.report);
  await putUp(context, remedy, 'report', body.report);
  return { remedy: await remedyOut(context, remedy.id), journalId };
});

const drop = carryOut(routes.drop, async (context, { params, body }) => {
  const remedy = await handled(context, params.remedyId);
  const journalId = await act(context, remedy, 'drop', body.reason);
  await tell(context, remedy, [remedy.openedBy], { kind: 'dropped', journalId, more: { reason: body.reason } });
  return { remedy: await remedyOut(context, remedy.id), journalId };
});

const organise = carryOut(routes.organise, async (context, { params, body }) => {
  const { tx, now } = context;
  const remedy = await handled(context, params.remedyId);
  const zone = await timeZoneOf(tx, remedy.siteId);
  const goneIds = await store.goneAmong(
    tx,
    body.tasks.map(({ assigneeId }) => assigneeId),
  );
  const facts = { state: remedy.state, today: localDateOf(now, zone), goneIds };
  const input = { tasks: body.tasks };
  const decision = decided(decideOrganise(facts, input), remedy.state);
  const byId = personOf(context.actor);
  const people = body.tasks.map(({ assigneeId }) => assigneeId);
  const staffIds = [byId, ...people];
  const journalId = await note(context, remedy, { kind: 'remedies.organise', staffIds, input, facts, decision });
  const tasks = body.tasks.map((task) => ({ ...task, id: context.newId() }));
  await store.insertTasks(tx, remedy.id, tasks);
  await store.saveMove(tx, remedy.id, { state: decision.outcome.state, at: now, journalId });
  await store.markSteps(tx, remedy.id, [{ step: 'service_organises', byId, at: now }]);
  for (const { id, dueOn, what, assigneeId } of tasks) {
    const deadline = { subjectId: id, siteId: remedy.siteId, payload: { remedyId: remedy.id } };
    const morning = startOfDay(dueOn, zone);
    if (morning > now) await setDeadline(tx, { ...deadline, kind: 'remedies.taskDue', dueAt: morning });
    await setDeadline(tx, { ...deadline, kind: 'remedies.taskLate', dueAt: endOfDay(dueOn, zone) });
    await tell(context, remedy, [assigneeId], { kind: 'task', journalId, more: { what, dueOn } });
  }
  announce(context, remedy);
  return { remedy: await remedyOut(context, remedy.id), journalId };
});

const feedback = carryOut(routes.feedback, async (context, { params, body }) => {
  const { tx, now } = context;
  await requireSeen(context, params.remedyId);
  const remedy = await store.lockRemedy(tx, params.remedyId);
  const tasks = await store.tasksOf(tx, remedy.id);
  const byId = personOf(context.actor);
  const known = tasks.map(({ id, assigneeId, doneAt }) => ({ id, assigneeId, isDone: doneAt !== null }));
  const facts = { state: remedy.state, tasks: known, byId, handles: handles(context, remedy.siteId) };
  const input = { taskId: params.taskId };
  const decision = decided(decideFeedback(facts, input), remedy.state);
  const { state, left } = decision.outcome;
  const entry = { kind: 'remedies.feedback', staffIds: [byId], input, facts, decision, reason: body.feedback } as const;
  const journalId = await note(context, remedy, entry);
  await store.saveFeedback(tx, params.taskId, { feedback: body.feedback, at: now, byId });
  await store.saveMove(tx, remedy.id, { state, at: now, journalId });
  if (left === 0) {
    const done = { byId, at: now };
    await store.markSteps(tx, remedy.id, [
      { step: 'departments_execute', ...done },
      { step: 'feedback', ...done },
    ]);
  }
  const kind = left === 0 ? 'allBack' : 'feedback';
  await tell(context, remedy, await serviceOf(context, remedy.siteId), {
    kind,
    journalId,
    more: { by: context.actor.name },
  });
  announce(context, remedy);
  return { remedy: await remedyOut(context, remedy.id), journalId };
});

export const remedyCommands: readonly Endpoint[] = [open, plan, organise, feedback, report, drop];
