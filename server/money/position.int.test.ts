/** The position of a month through the office: the plan, the week's check, the cause told; and that its figures are those of the ledger. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { liaison } from '#contract/liaison.ts';
import { notices } from '#contract/notices.ts';
import { position } from '#contract/position.ts';
import { reports } from '#contract/reports.ts';
import { type Person, startWorld, type World } from '#server/platform/testing/world.ts';
import { type Counter, openCounter, paid, subscribed } from './ledger.testing.ts';

// March 2024: twenty-one working days, the first of them Friday the 1st.
const MONTH = '2024-03';
let world: World;
let counter: Counter;
let siteId: string;
let supervisor: Person;
let planner: Person;
let planning: string;
beforeAll(async () => {
  world = await startWorld();
  await world.setClock('2024-03-04T02:00:00.000Z');
  counter = await openCounter(world);
  siteId = counter.site.siteId;
  supervisor = await counter.site.hire('管', 'supervisor');
  planner = await counter.site.hire('策', 'market_specialist');
  const { department } = await counter.zhou.must(liaison.addDepartment, {
    params: { siteId },
    body: { key: 'planning', name: '策划部', receiverIds: [planner.id] },
  });
  planning = department.id;
});
afterAll(() => world.stop());

const plan = { contracts: 21, salesFen: 2_100_000_00, collectionsFen: 1_050_000_00 };
const setPlan = (by: Person, more: Record<string, unknown> = {}, month = MONTH) =>
  by.call(position.setPlan, { params: { siteId, month }, body: { ...plan, ...more } as never });
const pageOf = (by: Person, month = MONTH) => by.must(position.get, { params: { siteId }, query: { month } });
const told = async (person: Person) =>
  (await person.must(notices.mine, {})).rows.filter(({ kind }) => kind === 'money.positionBad').length;

test('the plan of a month is the manager’s, in versions; a month that is over gets none', async () => {
  const { zhou, mei } = counter;
  expect((await setPlan(mei)).code).toBe('NOT_ALLOWED');
  expect((await setPlan(supervisor)).code).toBe('NOT_ALLOWED');
  expect((await pageOf(supervisor)).standing).toBeNull();
  expect((await setPlan(zhou, {}, '2024-02')).code).toBe('MONTH_OVER');
  expect((await setPlan(zhou, { salesFen: -1 })).code).toBe('REQUEST_INVALID');
  expect((await setPlan(zhou, { contracts: 1, salesFen: 1 })).body.version).toBe(1);
  expect((await setPlan(zhou)).code).toBe('PLAN_REASON_NEEDED');
  expect((await setPlan(zhou, { reason: '加推二期', version: 0 })).code).toBe('STALE_VERSION');
  expect((await setPlan(zhou, { reason: '加推二期', version: 1 })).body.version).toBe(2);
  const page = await pageOf(supervisor);
  expect(page.plan).toMatchObject({ ...plan, version: 2, setBy: { id: zhou.id } });
  expect(page.versions).toHaveLength(2);
  expect(page.days.filter(({ isPlanned }) => isPlanned)).toHaveLength(21);
  expect(page.days.at(-1)?.due).toEqual(plan);
});

test('[S0.07.sup.2] every figure of the position is that of the sales report and the ledger, day by day', async () => {
  const { mei, li, cai, zhou } = counter;
  const first = await subscribed(counter, mei, { priceFen: 300_000_00, depositFen: 20_000_00 });
  await subscribed(counter, li, { priceFen: 200_000_01, depositFen: 0 });
  await paid(cai, first, { kind: 'deposit', amountFen: 20_000_00 });
  await world.setClock('2024-03-06T02:00:00.000Z');
  await paid(cai, first, { amountFen: 33_333_33, method: 'card' });
  const page = await pageOf(zhou);
  for (const { day, actual } of page.days.filter((one) => one.actual !== null)) {
    const query = { siteId, from: '2024-03-01', to: day };
    const { totals } = await zhou.must(reports.sales, { query });
    expect(actual).toEqual({
      contracts: totals.subscriptions,
      salesFen: totals.subscribedFen,
      collectionsFen: totals.receivedFen - totals.refundedFen,
    });
  }
  expect(page.through).toBe('2024-03-06');
  expect(page.actual).toEqual({ contracts: 2, salesFen: 500_000_01, collectionsFen: 53_333_33 });
  const { rows } = await zhou.must(reports.ledger, { query: { siteId, from: '2024-03-01', to: '2024-03-31' } });
  expect(rows.reduce((sum, row) => sum + row.priceFen, 0)).toBe(page.actual.salesFen);
  // Four of twenty-one working days: four hundred thousand are due, and more was sold.
  expect(page.standing?.salesFen).toEqual({ due: 400_000_00, actual: 500_000_01, percent: 125, isBelow: false });
  expect(page.standing?.collectionsFen).toMatchObject({ due: 200_000_00, isBelow: true });
});

test('[S0.07.sup.2] behind the plan at the week’s check, the supervisor notes the cause, the departments are told and answer', async () => {
  const { zhou, mei } = counter;
  await world.setClock('2024-03-10T15:59:59.999Z');
  expect((await pageOf(supervisor)).duties).toEqual([]);
  await world.setClock('2024-03-10T16:00:00.000Z'); // Monday the 11th begins
  const [duty] = (await pageOf(supervisor)).duties;
  if (!duty) throw new Error('no duty');
  expect(duty).toMatchObject({ through: '2024-03-10', state: 'open', whyNot: null, below: ['sales', 'collections'] });
  // Six working days of twenty-one: 600,000 of sales and 300,000 of collections were due.
  expect([duty.sales.due, duty.sales.actual, duty.collections.due]).toEqual([600_000_00, 500_000_01, 300_000_00]);
  expect([await told(supervisor), await told(zhou), await told(mei)]).toEqual([1, 1, 0]);

  const note = (by: Person, cause: string, departmentIds: string[]) =>
    by.call(position.noteCause, { params: { dutyId: duty.id }, body: { cause, departmentIds } });
  expect((await note(mei, '推广停了', [planning])).code).toBe('NOT_ALLOWED');
  expect((await note(supervisor, ' ', [planning])).code).toBe('CAUSE_NEEDED');
  expect((await note(supervisor, '推广停了', [])).code).toBe('CAUSE_TO_NOBODY');
  const { body } = await note(supervisor, '推广停了两周，来访减半', [planning]);
  expect((await note(zhou, '再说一遍', [planning])).code).toBe('CAUSE_NOTED');
  const params = { noteId: body.noteId };
  const sent = await planner.must(liaison.get, { params });
  expect(sent).toMatchObject({ kind: 'cause', from: { id: supervisor.id } });
  expect(sent.text).toContain('推广停了两周');
  const state = async () => (await pageOf(zhou)).duties[0]?.state;
  expect(await state()).toBe('noted');
  await planner.must(liaison.receive, { params, body: { departmentId: planning } });
  expect(await state()).toBe('noted');
  await planner.must(liaison.answer, { params, body: { departmentId: planning, answer: '周三恢复投放' } });
  expect(await state()).toBe('closed');
});

test('while a cause is open no second duty is made; the check goes on week by week and closes the month', async () => {
  await world.setClock('2024-03-17T16:00:00.000Z');
  await world.setClock('2024-03-24T16:00:00.000Z');
  const open = async () => (await pageOf(supervisor)).duties.filter(({ state }) => state === 'open');
  expect((await open()).map(({ through }) => through)).toEqual(['2024-03-17']);
  await supervisor.must(position.noteCause, {
    params: { dutyId: (await open())[0]?.id ?? '' },
    body: { cause: '竞品降价', departmentIds: [planning] },
  });
  await world.setClock('2024-03-31T16:00:00.000Z'); // the first of April closes March
  expect((await open()).map(({ through }) => through)).toEqual(['2024-03-31']);
});

test('a stranger sees nothing of it; the file carries the same days', async () => {
  const elsewhere = await world.addSite();
  const stranger = await world.addPerson({ name: '外', siteId: elsewhere, role: 'manager' });
  expect((await stranger.call(position.get, { params: { siteId } })).code).toBe('NOT_ALLOWED');
  const [duty] = (await pageOf(supervisor)).duties;
  const cause = { params: { dutyId: duty?.id ?? '' }, body: { cause: '不', departmentIds: [planning] } };
  expect((await stranger.call(position.noteCause, cause)).code).toBe('NOT_ALLOWED');
  const path = `/api/files/position?${new URLSearchParams({ siteId, month: MONTH, format: 'csv' })}`;
  const text = await (await supervisor.fetch(path)).text();
  expect(text.split('\r\n').filter(Boolean)).toHaveLength(32);
  expect(text).toContain('2024-03-31,,21,2,2100000,500000.01,1050000,53333.33');
});
