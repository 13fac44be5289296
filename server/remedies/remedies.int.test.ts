/** Wrong customer information through HTTP: ten steps from the plan to the file, its reminders, its refusals. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { notices } from '#contract/notices.ts';
import { remedies } from '#contract/remedies.ts';
import { at, type House, openHouse, startCompany } from '#server/scenarios/story.testing.ts';
import type { Person, World } from '#server/platform/testing/world.ts';

let world: World;
let house: House;
let service: Person;
let reviewer: Person;
let head: Person;
let finance: Person;
beforeAll(async () => {
  world = await startCompany();
  house = await openHouse(world, 'customer-information', '甲乙');
  service = await house.hire('客服', 'customer_service');
  reviewer = await house.hire('客服经理', 'customer_service');
  finance = await house.hire('财务', 'finance');
  head = await world.addPerson({ name: '总经理', role: 'general_manager' });
});
afterAll(() => world.stop());

const page = (remedyId: string, by = service) => by.must(remedies.get, { params: { remedyId } });
const heard = async (by: Person, kind: string) =>
  (await by.must(notices.mine, {})).rows.filter((row) => row.kind === `remedies.${kind}`).length;
const report = (by: Person, customerId: string) =>
  by.call(remedies.open, { params: { customerId }, body: { what: '电话与开票资料不符' } });
async function opened(name: string): Promise<string> {
  const { customerId } = await house.claim('甲', name);
  return (await house.person('甲').must(remedies.open, { params: { customerId }, body: { what: '电话有误' } }))
    .remedyId;
}
const plan = (remedyId: string, by = service) =>
  by.call(remedies.plan, { params: { remedyId }, body: { plan: '逐户核对后更正' } });
const sign = async (by: Person, approvalId: string | null) => {
  const { round } = await by.must(approvals.get, { params: { approvalId: approvalId ?? '' } });
  return by.call(approvals.sign, { params: { approvalId: approvalId ?? '' }, body: { round } });
};
async function planned(remedyId: string): Promise<void> {
  await plan(remedyId);
  const { planApprovalId } = await page(remedyId);
  for (const by of [reviewer, head]) await sign(by, planApprovalId);
}
const task = (department: string, assigneeId: string, dueOn: string) => ({
  department,
  what: '核对资料',
  assigneeId,
  dueOn,
});
const organise = (remedyId: string, tasks: ReturnType<typeof task>[], by = service) =>
  by.call(remedies.organise, { params: { remedyId }, body: { tasks } });
const feedback = (by: Person, remedyId: string, taskId: string) =>
  by.call(remedies.feedback, { params: { remedyId, taskId }, body: { feedback: '已更正' } });
const done = async (remedyId: string) =>
  (await page(remedyId)).steps.filter(({ state }) => state === 'done').map(({ key }) => key);
const current = async (remedyId: string) => (await page(remedyId)).steps.find(({ state }) => state === 'current')?.key;

test('[S2.03.e1] from the error to the file in ten steps', async () => {
  const jia = house.person('甲');
  const { customerId } = await house.claim('甲', '资料有误的客户');
  const first = await report(jia, customerId);
  expect(first.code).toBeNull();
  expect(await report(house.manager, customerId)).toMatchObject({ status: 409, code: 'REMEDY_OPEN' });
  const remedyId = (first.body as { remedyId: string }).remedyId;
  expect(await heard(service, 'opened')).toBe(1);
  expect(await current(remedyId)).toBe('service_draft');
  expect(await plan(remedyId, jia)).toMatchObject({ status: 403, code: 'NOT_ALLOWED' });
  expect((await plan(remedyId)).code).toBeNull();
  expect(await plan(remedyId)).toMatchObject({ status: 409, code: 'REMEDY_NOT_AT_THIS_STEP' });
  const { planApprovalId, state } = await page(remedyId);
  expect(state).toBe('plan_review');
  expect((await sign(service, planApprovalId)).status).toBe(403); // whoever drafted it does not review it
  expect((await sign(head, planApprovalId)).code).toBe('NOT_YOUR_TURN_YET');
  await sign(reviewer, planApprovalId);
  expect((await page(remedyId)).state).toBe('plan_review');
  await sign(head, planApprovalId);
  expect(await done(remedyId)).toEqual(['service_draft', 'service_review', 'head_approves_plan']);
  expect((await page(remedyId)).steps.map(({ by }) => by?.name ?? '').slice(0, 3)).toEqual([
    '客服',
    '客服经理',
    '总经理',
  ]);
  expect(await organise(remedyId, [])).toMatchObject({ status: 422, code: 'NO_TASKS' });
  expect(await organise(remedyId, [task('财务', finance.id, '2024-03-03')])).toMatchObject({
    code: 'TASK_DUE_BEFORE_TODAY',
  });
  const nobody = '00000000-0000-4000-8000-000000000000';
  expect(await organise(remedyId, [task('财务', nobody, '2024-03-06')])).toMatchObject({ code: 'ASSIGNEE_HAS_LEFT' });
  const tasks = [task('财务', finance.id, '2024-03-06'), task('销售', jia.id, '2024-03-07')];
  expect((await organise(remedyId, tasks)).code).toBeNull();
  expect([await heard(finance, 'task'), await heard(jia, 'task')]).toEqual([1, 1]);
  const [ofFinance, ofJia] = (await page(remedyId)).tasks.map(({ id }) => id);
  expect(await feedback(jia, remedyId, ofFinance ?? '')).toMatchObject({ status: 403, code: 'NOT_YOUR_TASK' });
  expect((await feedback(finance, remedyId, ofFinance ?? '')).code).toBeNull();
  expect(await feedback(finance, remedyId, ofFinance ?? '')).toMatchObject({ status: 409, code: 'TASK_DONE' });
  expect((await page(remedyId)).state).toBe('executing');
  await feedback(jia, remedyId, ofJia ?? '');
  expect(await heard(service, 'allBack')).toBe(1);
  await service.must(remedies.report, { params: { remedyId }, body: { report: '电话与开票资料均已更正' } });
  const { reportApprovalId } = await page(remedyId);
  await sign(reviewer, reportApprovalId);
  expect((await page(remedyId)).filedAt).toBeNull();
  await sign(head, reportApprovalId);
  const closed = await page(remedyId);
  expect(closed.state).toBe('filed');
  expect(closed.filedAt).toBe(closed.endedAt);
  expect(closed.steps.map(({ state: step }) => step)).toEqual(Array(10).fill('done'));
  expect(await heard(jia, 'filed')).toBe(1);
  expect((await report(jia, customerId)).code).toBeNull(); // a new error is a new case
});

test('a plan that comes back is drafted again; what was no error is dropped', async () => {
  const remedyId = await opened('退回的方案');
  await plan(remedyId);
  const { planApprovalId } = await page(remedyId);
  const params = { approvalId: planApprovalId ?? '' };
  await reviewer.must(approvals.refuse, { params, body: { round: 1, how: 'returned', comment: '写明核对人' } });
  expect(await page(remedyId)).toMatchObject({ state: 'drafting', remark: 'returned' });
  expect(await done(remedyId)).toEqual([]);
  await planned(remedyId);
  expect((await page(remedyId)).state).toBe('organising');
  const wrong = await opened('本来无误');
  const drop = (by: Person) => by.call(remedies.drop, { params: { remedyId: wrong }, body: { reason: '经核对无误' } });
  expect((await drop(finance)).status).toBe(403);
  expect((await drop(service)).code).toBeNull();
  expect(await page(wrong)).toMatchObject({ state: 'dropped' });
  expect(await drop(service)).toMatchObject({ status: 409, code: 'REMEDY_NOT_AT_THIS_STEP' });
});

test('[S2.03.e1] the department is reminded in the morning of the day and, the day past, service with it', async () => {
  const remedyId = await opened('逾期的任务');
  await planned(remedyId);
  await organise(remedyId, [task('财务', finance.id, '2024-03-12'), task('财务', finance.id, '2024-03-13')]);
  const before = { due: await heard(finance, 'taskDue'), late: await heard(service, 'taskLate') };
  await world.setClock(at('2024-03-12', '09:00'));
  expect([await heard(finance, 'taskDue'), await heard(service, 'taskLate')]).toEqual([before.due + 1, before.late]);
  expect((await page(remedyId)).isLate).toBe(false);
  await world.setClock(at('2024-03-13', '00:00'));
  expect((await page(remedyId)).tasks.map(({ isLate }) => isLate)).toEqual([true, false]);
  expect(await heard(service, 'taskLate')).toBe(before.late + 1);
  for (const { id } of (await page(remedyId)).tasks) await feedback(service, remedyId, id); // service writes down what was said
  await world.setClock(at('2024-03-15', '09:00'));
  expect(await heard(service, 'taskLate')).toBe(before.late + 1);
});
