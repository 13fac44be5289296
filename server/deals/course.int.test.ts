/** The course of a sale through the office: its history, its order, its delays. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dealCourse } from '#contract/deals-course.ts';
import { deals } from '#contract/deals.ts';
import { notices } from '#contract/notices.ts';
import { type Person, startWorld, type World } from '#server/platform/testing/world.ts';
import { type Office, openOffice } from './office.testing.ts';

let world: World;
/** Seven steps, days for some of them; and housing sales, one person to the end, with the supervisor told first. */
let seven: Office;
let housing: Office;
beforeAll(async () => {
  world = await startWorld();
  await world.setClock('2026-03-10T02:00:00.000Z');
  seven = await openOffice(world, 'subscription-signing');
  await seven.manager.must(deals.setDeposit, {
    params: { siteId: seven.siteId, kind: 'room' },
    body: { depositFen: 2_000_000 },
  });
  housing = await openOffice(world, 'housing-sales');
});
afterAll(() => world.stop());

const courseOf = (by: Person, dealId: string) => by.must(dealCourse.course, { params: { dealId } });
const stands = async (by: Person, dealId: string) =>
  (await courseOf(by, dealId)).steps.find(({ state }) => state === 'now')?.key ?? 'run';
const record = (by: Person, dealId: string, step: string, note = '已办') =>
  by.call(dealCourse.recordStep, { params: { dealId, step }, body: { note } });
const told = async (person: Person, kind: string) =>
  (await person.must(notices.mine, {})).rows.filter((row) => row.kind === kind);

test('[S0.07.rep.flow] before the order the supervisor is told; the history says who did which step, when and how', async () => {
  const { seller, leader } = housing;
  const dealId = await housing.draft();
  const page = await housing.page(dealId);
  expect(page.whyNot.submit).toMatchObject({ code: 'REPORT_FIRST' });
  const body = { disclosures: [] };
  expect((await seller.call(deals.submit, { params: { dealId }, body })).code).toBe('REPORT_FIRST');
  expect((await record(seller, dealId, 'report_supervisor', ' ')).code).toBe('STEP_NOTE_NEEDED');
  expect((await record(seller, dealId, 'report_supervisor', '两代同住，全款，今日下单')).code).toBeNull();
  expect((await record(seller, dealId, 'report_supervisor')).code).toBe('STEP_DONE');
  const heard = [...(await told(leader, 'deals.reported')), ...(await told(housing.supervisor, 'deals.reported'))];
  expect(heard.length).toBeGreaterThan(0);
  for (const { payload } of heard) expect(payload).toMatchObject({ note: '两代同住，全款，今日下单' });
  const { steps, course } = await courseOf(seller, dealId);
  expect(course).toBe('end_to_end');
  expect(steps.slice(0, 3).map(({ key, state, by }) => `${key} ${state} ${by}`)).toEqual([
    ...['introduction done event', 'report_supervisor done person', 'own_payment now event'],
  ]);
  expect(steps[1]).toMatchObject({
    doneBy: { id: seller.id },
    responsible: { id: seller.id },
    doneAt: '2026-03-10T02:00:00.000Z',
    note: '两代同住，全款，今日下单',
  });
  expect((await housing.page(dealId)).whyNot.submit?.code).not.toBe('REPORT_FIRST');
});

test('[S1.04.a8] steps go in their order; none that an event completes is ticked off by hand', async () => {
  const dealId = await housing.draft();
  expect((await record(housing.seller, dealId, 'repair')).code).toBe('STEP_OUT_OF_ORDER');
  expect((await record(housing.seller, dealId, 'own_payment')).code).toBe('STEP_BY_EVENT');
  expect((await record(housing.seller, dealId, 'midsale')).code).toBe('STEP_NOT_IN_COURSE');
  expect((await record(housing.other, dealId, 'report_supervisor')).code).toBe('NOT_FOUND');
});

test('[S0.10.a.11] one person answers for the sale from the introduction to the repair, and a hand-over is on record', async () => {
  const { seller, other, manager } = housing;
  const dealId = await housing.draft();
  expect((await courseOf(seller, dealId)).responsible.id).toBe(seller.id);
  const body = { staffId: other.id, reason: '调休' };
  await manager.must(deals.cover, { params: { dealId }, body });
  const now = await courseOf(other, dealId);
  expect(now.responsible.id).toBe(other.id);
  expect(now.steps.find(({ key }) => key === 'report_supervisor')?.whyNot).toBeNull();
  expect((await record(seller, dealId, 'report_supervisor')).code).toBe('STEP_NOT_YOURS');
  expect((await record(other, dealId, 'report_supervisor')).code).toBeNull();
  const { steps } = await courseOf(manager, dealId);
  expect(steps.find(({ key }) => key === 'report_supervisor')).toMatchObject({
    responsible: { id: other.id },
    doneBy: { id: other.id },
  });
  expect((await housing.page(dealId)).changes).toMatchObject([{ kind: 'cover', reason: '调休' }]);
});

test('[S1.01.a14] a step not done in its days is told to its person and the supervisor, listed, and closes with a note only', async () => {
  const { seller, supervisor, manager, leader, siteId } = seven;
  const dealId = await seven.inEffect({ depositFen: 2_000_000 });
  expect(await stands(seller, dealId)).toBe('signing');
  expect((await courseOf(seller, dealId)).dueAt).toBe('2026-03-25T16:00:00.000Z'); // fifteen days after, the last one included
  const overdue = async (by: Person, more = {}) =>
    (await by.must(dealCourse.stalled, { query: { siteId, state: 'overdue', ...more } })).rows.filter(
      (row) => row.dealId === dealId,
    );
  await world.setClock('2026-03-25T15:59:59.999Z');
  expect(await overdue(manager)).toEqual([]);
  await world.setClock('2026-03-25T16:00:00.000Z');
  const [row] = await overdue(manager);
  expect(row).toMatchObject({ step: 'signing', responsible: { id: seller.id }, alert: { closedAt: null } });
  expect(await overdue(manager, { step: 'after_sales' })).toEqual([]);
  expect(await overdue(manager, { responsibleId: seven.other.id })).toEqual([]);
  expect(await overdue(seven.other)).toEqual([]);
  const heard = await Promise.all([seller, leader, supervisor].map((one) => told(one, 'deals.stepOverdue')));
  expect(heard[0]).toHaveLength(1);
  expect([...(heard[1] ?? []), ...(heard[2] ?? [])].length).toBeGreaterThan(0);

  const alertId = row?.alert?.id ?? '';
  const mend = (by: Person, cause: string, remedy: string, byOn: string) =>
    by.call(dealCourse.mend, { params: { dealId, alertId }, body: { cause, remedy, byOn } });
  expect((await mend(seller, '', '催客户', '2026-03-28')).code).toBe('MEND_INCOMPLETE');
  expect((await mend(seller, '首付未到', '', '2026-03-28')).code).toBe('MEND_INCOMPLETE');
  expect((await mend(seller, '首付未到', '催客户', '2026-03-25')).code).toBe('MEND_DAY_PAST'); // it is the 26th in Shanghai
  expect((await mend(seven.other, '首付未到', '催客户', '2026-03-28')).code).toBe('NOT_FOUND');
  expect((await mend(seller, '首付未到', '约银行二十八日放款', '2026-03-28')).code).toBeNull();
  expect((await mend(seller, '首付未到', '再约', '2026-03-28')).code).toBe('ALERT_CLOSED');
  expect(await overdue(manager)).toEqual([]);
  const mended = await manager.must(dealCourse.stalled, { query: { siteId, state: 'mended' } });
  expect(mended.rows).toMatchObject([{ dealId, alert: { cause: '首付未到', closedBy: { id: seller.id } } }]);

  // What was promised is watched as well: past the day there is an alert again.
  await world.setClock('2026-03-28T16:00:00.000Z');
  expect(await overdue(manager)).toHaveLength(1);
  expect((await courseOf(manager, dealId)).alerts).toHaveLength(2);
});

test('[S1.01.a14] a step done in time raises nothing; every deal under way is on the list of what waits', async () => {
  await world.setClock('2026-04-01T02:00:00.000Z');
  const { manager, siteId } = seven;
  const sold = await seven.inEffect({ depositFen: 2_000_000 });
  expect(await stands(manager, sold)).toBe('signing');
  const waiting = await manager.must(dealCourse.stalled, { query: { siteId, state: 'waiting', step: 'signing' } });
  expect(waiting.rows.map((row) => row.dealId)).toContain(sold);
  const dropped = await seven.draft({ depositFen: 2_000_000 });
  const at = async () =>
    (await manager.must(dealCourse.stalled, { query: { siteId, state: 'waiting' } })).rows.map(({ dealId }) => dealId);
  expect(await at()).toContain(dropped);
  await seven.seller.must(deals.drop, { params: { dealId: dropped }, body: { reason: '客户另选' } });
  expect(await at()).not.toContain(dropped);
  // The fourteen days of the negotiation are over for both: one was in effect long before, the other is no more.
  await world.setClock('2026-04-16T02:00:00.000Z');
  const late = await manager.must(dealCourse.stalled, { query: { siteId, state: 'overdue', step: 'negotiation' } });
  expect(late.rows).toEqual([]);
});
