/** Notices between departments through the office: written, signed for, answered, called in; orders forwarded by themselves. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { liaison } from '#contract/liaison.ts';
import { deals } from '#contract/deals.ts';
import { notices } from '#contract/notices.ts';
import { type Office, openOffice } from '#server/deals/office.testing.ts';
import { type Person, startWorld, type World } from '#server/platform/testing/world.ts';

let world: World;
let office: Office;
let engineer: Person;
let keeper: Person;
let technical: string;
let warehouse: string;
beforeAll(async () => {
  world = await startWorld();
  await world.setClock('2026-03-10T02:00:00.000Z');
  office = await openOffice(world, 'subscription-signing');
  const { manager, siteId } = office;
  await manager.must(deals.setDeposit, { params: { siteId, kind: 'room' }, body: { depositFen: 2_000_000 } });
  engineer = await office.house.hire('技', 'customer_service');
  keeper = await office.house.hire('库', 'steward');
  const add = async (name: string, receiver: Person, key: 'technical' | 'warehouse') =>
    (
      await manager.must(liaison.addDepartment, {
        params: { siteId },
        body: { key, name, receiverIds: [receiver.id] },
      })
    ).department.id;
  technical = await add('技术部', engineer, 'technical');
  warehouse = await add('仓库', keeper, 'warehouse');
});
afterAll(() => world.stop());

const told = async (person: Person, kind: string) =>
  (await person.must(notices.mine, {})).rows.filter((row) => row.kind === kind);
const send = (by: Person, more: Record<string, unknown> = {}) =>
  by.call(liaison.send, {
    body: { departmentIds: [technical], kind: 'technical_change', text: '插座改到西墙', ...more } as never,
  });

test('[S0.04.d5b] what a customer wants changed goes to the department in writing, numbered, signed for and answered', async () => {
  const customerId = await office.customer();
  expect((await send(office.seller)).code).toBe('CUSTOMER_NEEDED');
  expect((await send(office.seller, { customerId, text: ' ' })).code).toBe('NOTE_TEXT_NEEDED');
  expect((await send(office.seller, { customerId, departmentIds: [] })).code).toBe('DEPARTMENT_NEEDED');
  expect((await send(office.seller, { customerId, wantedOn: '2026-03-09' })).code).toBe('WANTED_DAY_PAST');
  const { body } = await send(office.seller, { customerId, departmentIds: [technical, warehouse] });
  const { note } = body;
  expect(note).toMatchObject({
    number: 'LL2026-00001',
    kind: 'technical_change',
    isDone: false,
    wantedOn: '2026-03-13',
  });
  expect(note.addressees.map(({ department, state }) => [department.id, state])).toEqual(
    expect.arrayContaining([[technical, 'sent']]),
  );
  expect(await told(engineer, 'liaison.sent')).toMatchObject([{ payload: { number: note.number } }]);

  const params = { noteId: note.id };
  const receive = (by: Person, departmentId: string) => by.call(liaison.receive, { params, body: { departmentId } });
  const answer = (by: Person, departmentId: string, text = '下周施工') =>
    by.call(liaison.answer, { params, body: { departmentId, answer: text } });
  expect((await receive(office.seller, technical)).code).toBe('NOT_A_RECEIVER');
  expect((await receive(keeper, technical)).code).toBe('NOT_A_RECEIVER');
  expect((await answer(engineer, technical)).code).toBe('NOT_RECEIVED_YET');
  expect((await receive(office.other, technical)).code).toBe('NOT_FOUND'); // neither sent nor received
  expect((await receive(engineer, technical)).code).toBeNull();
  expect((await receive(engineer, technical)).code).toBe('RECEIVED_ALREADY');
  expect((await answer(engineer, technical, '')).code).toBe('ANSWER_NEEDED');
  expect((await answer(engineer, technical)).code).toBeNull();
  expect(await told(office.seller, 'liaison.answered')).toHaveLength(1);
  const half = await office.seller.must(liaison.get, { params });
  const seen = await keeper.must(liaison.get, { params });
  expect([half.customer?.name.includes('*'), seen.customer?.name.includes('*')]).toEqual([false, true]);
  expect(half.isDone).toBe(false);
  await receive(keeper, warehouse);
  expect((await answer(keeper, warehouse, '已备料')).body.note.isDone).toBe(true);
});

test('[S1.09.o2] an order that takes effect is with the departments the book names at once, and each acknowledges it', async () => {
  const { manager, finance, siteId } = office;
  const before = await manager.must(liaison.list, { query: { kind: 'order' } });
  expect(before.rows).toEqual([]);
  const dealId = await office.inEffect({ depositFen: 2_000_000 });
  const { rows } = await manager.must(liaison.list, { query: { dealId, kind: 'order' } });
  const deal = await office.page(dealId);
  expect(rows).toHaveLength(1);
  const note = rows[0];
  if (!note) throw new Error('no notice');
  expect(note).toMatchObject({ sentAt: deal.effectiveAt, deal: { id: dealId, number: deal.number } });
  expect(note.text).toContain(deal.number);
  // Finance and customer service stand in the book; the site had neither, so both were set up.
  const { rows: departments } = await manager.must(liaison.departments, { params: { siteId } });
  const named = departments.filter(({ key }) => key === 'finance' || key === 'customer_service');
  expect(note.addressees.map(({ department }) => department.id).sort()).toEqual(named.map(({ id }) => id).sort());
  const [first, second] = note.addressees;
  if (!first || !second) throw new Error('not both departments');
  // Nobody receives for them yet: it is the manager's to look at, until somebody is named.
  expect(first.whyNot.receive).toBeNull();
  await manager.must(liaison.changeDepartment, {
    params: { departmentId: first.department.id },
    body: { receiverIds: [finance.id] },
  });
  const params = { noteId: note.id };
  const sign = (by: Person, departmentId: string) => by.call(liaison.receive, { params, body: { departmentId } });
  expect((await sign(manager, first.department.id)).code).toBe('NOT_A_RECEIVER');
  expect((await sign(finance, first.department.id)).body.note.isDone).toBe(false);
  expect((await sign(manager, second.department.id)).body.note.isDone).toBe(true);
});

test('[S1.09.o2] an order that is not complete is not put up, and nothing is forwarded', async () => {
  const { seller, manager } = office;
  const dealId = await office.draft({ depositFen: 2_000_000 });
  await seller.must(deals.edit, { params: { dealId }, body: { unitId: null } });
  expect((await seller.call(deals.submit, { params: { dealId }, body: { disclosures: [] } })).code).toBe('UNIT_NEEDED');
  expect((await manager.must(liaison.list, { query: { dealId } })).rows).toEqual([]);
});

test('[S0.04.d5] a task notice that nobody signs for or answers in time is called in, by the end of its day', async () => {
  const dealId = await office.inEffect({ depositFen: 2_000_000 });
  const { body } = await send(office.assistant, { dealId, kind: 'task', text: '按合同备料', wantedOn: '2026-03-12' });
  const { note } = body;
  const late = async () =>
    (await office.assistant.must(liaison.list, { query: { state: 'late', dealId, kind: 'task' } })).rows.map(
      ({ id }) => id,
    );
  const reminders = async (kind: string) =>
    (await told(engineer, kind)).filter(({ payload }) => payload.number === note.number).length;
  await world.setClock('2026-03-11T15:59:59.999Z');
  expect([await late(), await reminders('liaison.late.receipt')]).toEqual([[], 0]);
  await world.setClock('2026-03-11T16:00:00.000Z');
  expect([await late(), await reminders('liaison.late.receipt')]).toEqual([[note.id], 1]);
  await engineer.must(liaison.receive, { params: { noteId: note.id }, body: { departmentId: technical } });
  expect(await late()).toEqual([note.id]); // still unanswered
  await world.setClock('2026-03-12T16:00:00.000Z');
  expect(await reminders('liaison.late.answer')).toBe(1);
  expect(await told(office.assistant, 'liaison.late.answer')).toHaveLength(1);
  await engineer.must(liaison.answer, {
    params: { noteId: note.id },
    body: { departmentId: technical, answer: '料已备齐' },
  });
  expect(await late()).toEqual([]);
  await world.setClock('2026-03-20T16:00:00.000Z');
  expect(await reminders('liaison.late.answer')).toBe(1);
});

test('[S1.06.k1] [S0.07.mgr.3] a matter of several departments is written once: production, technical, finance and logistics each sign for it and answer', async () => {
  const { manager, finance, other, siteId } = office;
  const production = await manager.must(liaison.addDepartment, {
    params: { siteId },
    body: { key: 'production', name: '生产部', receiverIds: [other.id] },
  });
  const { rows } = await manager.must(liaison.departments, { params: { siteId } });
  const accounts = rows.find(({ key }) => key === 'finance');
  await manager.must(liaison.changeDepartment, {
    params: { departmentId: accounts?.id ?? '' },
    body: { receiverIds: [finance.id] },
  });
  const receivers: readonly (readonly [string, Person])[] = [
    [production.department.id, other],
    [technical, engineer],
    [accounts?.id ?? '', finance],
    [warehouse, keeper],
  ];
  const { body } = await send(manager, {
    departmentIds: receivers.map(([id]) => id),
    kind: 'task',
    text: '首批交付，请各部门按期备妥',
  });
  const params = { noteId: body.note.id };
  let done: boolean[] = [];
  for (const [departmentId, receiver] of receivers) {
    expect(await told(receiver, 'liaison.sent')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ payload: expect.objectContaining({ number: body.note.number }) }),
      ]),
    );
    await receiver.must(liaison.receive, { params, body: { departmentId } });
    const { note } = await receiver.must(liaison.answer, { params, body: { departmentId, answer: '已备妥' } });
    done = [...done, note.isDone];
  }
  expect(done).toEqual([false, false, false, true]);
  const heard = (await told(manager, 'liaison.answered')).filter(({ payload }) => payload.number === body.note.number);
  expect(heard).toHaveLength(4);
});

test('a department is set up by those in charge of its site, with people of the site, each name and kind once', async () => {
  const { manager, seller, siteId } = office;
  const add = (by: Person, body: Record<string, unknown>, at = siteId) =>
    by.call(liaison.addDepartment, { params: { siteId: at }, body: body as never });
  expect((await add(seller, { name: '策划部' })).code).toBe('NOT_ALLOWED');
  expect((await add(manager, { name: '技术部' })).code).toBe('DEPARTMENT_THERE');
  expect((await add(manager, { name: '工程技术', key: 'technical' })).code).toBe('DEPARTMENT_THERE');
  const elsewhere = await world.addSite();
  const stranger = await world.addPerson({ name: '外', siteId: elsewhere, role: 'manager' });
  expect((await add(stranger, { name: '策划部' })).code).toBe('NOT_ALLOWED');
  expect((await add(manager, { name: '策划部', receiverIds: [stranger.id] })).code).toBe('REQUEST_INVALID');
  const { body } = await add(manager, { name: '策划部', receiverIds: [seller.id] });
  const change = { params: { departmentId: body.department.id }, body: { isClosed: true } };
  expect((await manager.must(liaison.changeDepartment, change)).department.isClosed).toBe(true);
  const customerId = await office.customer();
  const closed = await send(seller, { customerId, departmentIds: [body.department.id] });
  expect(closed.code).toBe('DEPARTMENT_CLOSED');
  expect((await stranger.must(liaison.list, {})).rows).toEqual([]);
});
