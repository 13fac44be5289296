/** The departments of a site and who receives notices for them. */
import { liaison as routes } from '#contract/liaison.ts';
import { accept } from '#core/kernel/decision.ts';
import { holdersOf } from '#server/organisation/index.ts';
import { requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { answer, carryOut, type Endpoint } from '#server/platform/http.ts';
import { invalid } from '#server/platform/refused.ts';
import { refuseWith } from './said.ts';
import * as store from './store.ts';
import { departmentList } from './views.ts';

/** Its receivers; where nobody was named, whoever sets departments up at the site, so that no notice lies unread. */
export async function receiversOf(tx: Tx, department: Pick<store.Department, 'id' | 'siteId'>): Promise<string[]> {
  const named = await store.receiverIds(tx, department.id);
  return named.length > 0 ? named : holdersOf(tx, 'liaison.manage', department.siteId, null);
}

async function requireReceivers(context: Context, siteId: string, receiverIds: readonly string[]): Promise<void> {
  const ids = [...new Set(receiverIds)];
  if ((await store.atWork(context.tx, siteId, ids)) < ids.length)
    throw invalid('receiverIds', '收件人须为本门店在岗人员 / receivers are people at work at this site');
}

async function done(context: Context, siteId: string, departmentId: string, facts: object) {
  const journalId = context.record({
    kind: 'liaison.setDepartment',
    siteId,
    subject: { type: 'department', id: departmentId },
    staffIds: [context.actor.staffId],
    input: {},
    facts,
    decision: accept(facts, ['S0.04.d5b', 'S1.09.o2']),
  });
  context.publish({ topic: 'liaison', siteId });
  const department = (await departmentList(context, siteId)).find(({ id }) => id === departmentId);
  if (!department) throw new Error('the department just written is not listed');
  return { department, journalId };
}

const add = carryOut(routes.addDepartment, async (context, { params, body }) => {
  const { tx, now } = context;
  const { siteId } = params;
  requireSite(context.actor, 'liaison.manage', siteId);
  await requireReceivers(context, siteId, body.receiverIds);
  const { key, name, receiverIds } = body;
  const id = context.newId();
  if ((await store.insertDepartment(tx, { id, siteId, key, name, at: now })) === 0)
    throw refuseWith('DEPARTMENT_THERE', { field: 'name' });
  await store.setReceivers(tx, id, receiverIds);
  return done(context, siteId, id, { key, name, receiverIds });
});

const change = carryOut(routes.changeDepartment, async (context, { params, body }) => {
  const { tx, now } = context;
  const department = await store.departmentById(tx, params.departmentId);
  requireSite(context.actor, 'liaison.manage', department.siteId);
  const name = body.name ?? department.name;
  if (await store.nameTaken(tx, department.siteId, name, department.id))
    throw refuseWith('DEPARTMENT_THERE', { field: 'name' });
  const isClosed = body.isClosed ?? department.isClosed;
  await store.saveDepartment(tx, department.id, { name, closedAt: isClosed ? now : null });
  if (body.receiverIds !== undefined) {
    await requireReceivers(context, department.siteId, body.receiverIds);
    await store.setReceivers(tx, department.id, body.receiverIds);
  }
  const facts = { name, isClosed, receiverIds: body.receiverIds ?? null };
  return done(context, department.siteId, department.id, facts);
});

export const departmentEndpoints: readonly Endpoint[] = [
  answer(routes.departments, async (context, { params }) => {
    requireSite(context.actor, 'liaison.read', params.siteId);
    return { rows: await departmentList(context, params.siteId) };
  }),
  add,
  change,
];
