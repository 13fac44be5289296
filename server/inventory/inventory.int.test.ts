/** Units and holds, through the public interface. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { inventory } from '#contract/inventory.ts';
import { notices } from '#contract/notices.ts';
import type { Person } from '#server/platform/testing/world.ts';
import { type Office, openOffice } from './testing/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.world.stop());

const hold = (who: Person, unitId: string, customerId: string | null, more: object = {}) =>
  who.call(inventory.hold, { params: { unitId }, body: { customerId, reason: '客户回家商量', ...more } });
const heard = async (who: Person, unitId: string) =>
  (await who.must(notices.mine)).rows.filter(({ payload }) => payload.unitId === unitId).map(({ kind }) => kind);
const errorOf = (answer: { body: unknown }) =>
  (answer.body as { error: { zh: string; detail: Record<string, unknown> } }).error;
const stateOf = async (who: Person, unitId: string) => (await who.must(inventory.unit, { params: { unitId } })).state;

test('[S0.02.info.8] a unit is held for one customer at a time: the next is told who has it and until when', async () => {
  const { 梅, 李, room, customer } = office;
  const unitId = await room('1#-1-101');
  const first = await hold(梅, unitId, await customer('王女士'));
  expect(first.code).toBeNull();
  expect(first.body.hold).toMatchObject({ state: 'live', expiresAt: '2024-03-05T01:00:00.000Z', mine: true });
  const second = await hold(李, unitId, await customer('赵先生'));
  expect(second).toMatchObject({ status: 409, code: 'UNIT_HELD_BY' });
  expect(errorOf(second).zh).toContain('由 梅 保留，至 2024-03-05 09:00');
  await 梅.must(inventory.release, { params: { holdId: first.body.hold.id }, body: {} });
  expect(await stateOf(李, unitId)).toBe('available');
});

test('[S0.02.info.8b] whoever controls sales hears at once that a unit is kept', async () => {
  const { 梅, 助理, 经理, room, customer } = office;
  const unitId = await room('1#-1-102');
  const { hold: placed } = (await hold(梅, unitId, await customer('钱女士'))).body;
  for (const who of [助理, 经理]) expect(await heard(who, unitId)).toEqual(['inventory.held']);
  await 梅.must(inventory.release, { params: { holdId: placed.id }, body: {} });
});

test('a unit that is withheld or sold is refused with its reason', async () => {
  const { 梅, 助理, siteId, room, customer } = office;
  const [unitId, customerId] = [await room('1#-1-103'), await customer('孙女士')];
  const control = (to: 'withheld' | 'available') =>
    助理.call(inventory.control, { params: { siteId }, body: { unitIds: [unitId], to, reason: '留作样板间' } });
  expect((await control('withheld')).body.units[0]).toMatchObject({ state: 'withheld' });
  const refused = await hold(梅, unitId, customerId);
  expect(refused).toMatchObject({ status: 409, code: 'UNIT_WITHHELD' });
  expect(errorOf(refused).zh).toContain('留作样板间');
  expect((await control('withheld')).code).toBe('UNIT_WITHHELD_ALREADY');
  await control('available');
  const { hold: placed } = (await hold(梅, unitId, customerId)).body;
  expect(await control('withheld')).toMatchObject({ status: 409, code: 'UNIT_HELD_BY' });
  await 梅.must(inventory.release, { params: { holdId: placed.id }, body: {} });
});

test('as many as one person and one customer may have, and not one more', async () => {
  const { 李, room, customer } = office;
  const [one, other] = [await customer('周先生'), await customer('吴先生')];
  const rooms = await Promise.all(['201', '202', '203', '204'].map((no) => room(`1#-1-${no}`)));
  const [a = '', b = '', c = '', d = ''] = rooms;
  const holds: string[] = [];
  for (const unitId of [a, b]) holds.push((await hold(李, unitId, one)).body.hold.id);
  expect(await hold(李, c, one)).toMatchObject({ status: 409, code: 'HOLD_LIMIT_CUSTOMER' });
  holds.push((await hold(李, c, other)).body.hold.id);
  expect(await hold(李, d, other)).toMatchObject({ status: 409, code: 'HOLD_LIMIT_CONSULTANT' });
  for (const holdId of holds) await 李.must(inventory.release, { params: { holdId }, body: {} });
  expect((await hold(李, d, other)).code).toBeNull();
});

test('a hold is extended once by oneself, further only with approval, and ends at its own instant', async () => {
  const { 梅, 助理, 经理, room, customer, world } = office;
  const unitId = await room('1#-1-301');
  const { hold: placed } = (await hold(梅, unitId, await customer('郑女士'), { hours: 10 })).body;
  const extend = () => 梅.call(inventory.extend, { params: { holdId: placed.id }, body: { reason: '明日到场' } });
  const once = await extend();
  expect(once.body).toMatchObject({ approvalId: null, hold: { expiresAt: '2024-03-05T11:00:00.000Z', extended: 1 } });
  const asked = await extend();
  expect(asked.body.hold).toMatchObject({ extensionAsked: true, expiresAt: '2024-03-05T11:00:00.000Z' });
  expect((await extend()).code).toBe('EXTENSION_PENDING');
  const approvalId = asked.body.approvalId ?? '';
  const approval = await 经理.must(approvals.get, { params: { approvalId } });
  expect(approval.state).toBe('pending');
  await signAll(approvalId, [助理, 经理, office.总监]);
  const { hold: longer } = await 梅.must(inventory.unit, { params: { unitId } });
  expect(longer).toMatchObject({ expiresAt: '2024-03-06T11:00:00.000Z', extended: 2, extensionAsked: false });
  await world.setClock('2024-03-06T10:59:59.999Z');
  expect(await stateOf(梅, unitId)).toBe('held');
  await world.setClock('2024-03-06T11:00:00.000Z');
  const after = await 梅.must(inventory.unit, { params: { unitId } });
  expect(after).toMatchObject({ state: 'available', hold: null });
  expect(after.holds[0]).toMatchObject({ state: 'expired', endedAt: '2024-03-06T11:00:00.000Z' });
  expect(await heard(梅, unitId)).toContain('inventory.expired');
});

/** Everybody who may signs, until it is decided. */
async function signAll(approvalId: string, people: readonly Person[]): Promise<void> {
  for (const who of people) {
    const { state, round } = await office.经理.must(approvals.get, { params: { approvalId } });
    if (state !== 'pending') return;
    await who.call(approvals.sign, { params: { approvalId }, body: { round } });
  }
}

test('a hold is handed to a colleague: both are told, and the time stays what it was', async () => {
  const { 梅, 李, 助理, room, customer } = office;
  const unitId = await room('1#-1-401');
  const { hold: placed } = (await hold(梅, unitId, await customer('冯女士'))).body;
  const stolen = await 李.call(inventory.passOn, {
    params: { holdId: placed.id },
    body: { toStaffId: 李.id, reason: '我来' },
  });
  expect(stolen).toMatchObject({ status: 403, code: 'HOLD_NOT_YOURS' });
  const passed = await 梅.must(inventory.passOn, {
    params: { holdId: placed.id },
    body: { toStaffId: 李.id, reason: '调休' },
  });
  expect(passed.hold).toMatchObject({ consultant: { id: 李.id }, expiresAt: placed.expiresAt });
  for (const who of [梅, 李, 助理]) expect(await heard(who, unitId)).toContain('inventory.passedOn');
  expect((await 梅.call(inventory.release, { params: { holdId: passed.hold.id }, body: {} })).code).toBe(
    'HOLD_NOT_YOURS',
  );
  await 李.must(inventory.release, { params: { holdId: passed.hold.id }, body: {} });
});

test('twenty people press at once: one has it, nineteen are told who', async () => {
  const { world, siteId, room, customer } = office;
  const unitId = await room('1#-1-501');
  const people = await Promise.all(
    Array.from({ length: 20 }, (_, n) => world.addPerson({ name: `顾问${n}`, siteId, role: 'consultant' })),
  );
  const wanted = await Promise.all(people.map((_, n) => customer(`抢房客${n}`)));
  const answers = await Promise.all(people.map((who, n) => hold(who, unitId, wanted[n] ?? '')));
  const winners = answers.filter(({ code }) => code === null);
  expect(winners).toHaveLength(1);
  const winner = people[answers.findIndex(({ code }) => code === null)];
  for (const answer of answers.filter(({ code }) => code !== null)) {
    expect(answer.code).toBe('UNIT_HELD_BY');
    expect(errorOf(answer).zh).toContain(winner?.name);
  }
});

test('one person pressing many units at once gets no more than the limit', async () => {
  const { world, siteId, room, customer } = office;
  const who = await world.addPerson({ name: '快手', siteId, role: 'consultant' });
  const rooms = await Promise.all(Array.from({ length: 8 }, (_, n) => room(`2#-1-${101 + n}`)));
  const wanted = await Promise.all(rooms.map((_, n) => customer(`同时客${n}`)));
  const answers = await Promise.all(rooms.map((unitId, n) => hold(who, unitId, wanted[n] ?? '')));
  expect(answers.filter(({ code }) => code === null)).toHaveLength(3);
  expect(new Set(answers.map(({ code }) => code))).toEqual(new Set([null, 'HOLD_LIMIT_CONSULTANT']));
});

test('the customer is one’s own or nobody’s', async () => {
  const { 梅, 李, room, customer } = office;
  const customerId = await customer('陈先生');
  const { claims } = await import('#contract/claims.ts');
  await 梅.must(claims.register, { params: { customerId }, body: { origin: 'visit' } } as never);
  const unitId = await room('1#-1-601');
  const answer = await hold(李, unitId, customerId);
  expect(answer.status).toBe(409);
  expect(answer.code).toBe('CUSTOMER_OF_COLLEAGUE');
  expect((await hold(李, unitId, null)).code).toBe('HOLD_NEEDS_CUSTOMER');
  expect((await hold(梅, unitId, customerId)).code).toBeNull();
});

test('[S0.10.a.5b] an area is corrected as long as a room is withheld, and locked once it is on sale', async () => {
  const { 助理, siteId, room } = office;
  const unitId = await room('1#-1-701', { withheld: true });
  const edit = async (predictedArea: number) => {
    const { version } = await 助理.must(inventory.unit, { params: { unitId } });
    return 助理.call(inventory.editUnit, { params: { unitId }, body: { predictedArea, version } });
  };
  expect((await edit(90)).body.unit).toMatchObject({ predictedArea: 90 });
  await 助理.must(inventory.control, {
    params: { siteId },
    body: { unitIds: [unitId], to: 'available', reason: '开售' },
  });
  expect(await edit(91)).toMatchObject({ status: 409, code: 'AREA_LOCKED' });
});

test('what a role may not see is not sent: prices of sold units, vehicles on their way', async () => {
  const { 梅, 助理, siteId, car } = office;
  const unitId = await car('V-TRANSIT', { stockState: 'in_transit' });
  const list = async (who: Person) =>
    (await who.must(inventory.vehicles, { params: { siteId } })).rows.map(({ id }) => id);
  expect(await list(助理)).toContain(unitId);
  expect(await list(梅)).not.toContain(unitId);
  expect(await 梅.call(inventory.unit, { params: { unitId } })).toMatchObject({ status: 404 });
});

test('[S2.15.c2.12] what a sold unit went for is not sent to consultants, neither on the board nor on its page', async () => {
  const { 梅, 经理, siteId, room, world } = office;
  const unitId = await room('4#-1-101', { listPriceFen: 200_000_000 });
  // As a deal leaves it behind.
  await world.server.runtime.database.inCompany(world.companyId, (tx) =>
    tx.run({
      text: `update units set state = 'contracted', sold_price_fen = 195000000 where company_id = $1 and id = $2`,
      values: [world.companyId, unitId],
    }),
  );
  const seen = async (who: Person) => {
    const { listPriceFen, soldPriceFen, prices } = await who.must(inventory.unit, { params: { unitId } });
    const board = await who.must(inventory.board, { params: { siteId }, query: { building: '4#' } });
    const { listPriceFen: at } = await who.must(inventory.priceAt, { params: { unitId } });
    return [listPriceFen, soldPriceFen, prices.length, board.cells[0]?.price, at];
  };
  expect(await seen(梅)).toEqual([null, null, 0, null, null]);
  expect(await seen(经理)).toEqual([200_000_000, 195_000_000, 1, 200_000_000, 200_000_000]);
  const refused = await hold(梅, unitId, await office.customer('晚到客'));
  expect(refused).toMatchObject({ status: 409, code: 'UNIT_SOLD' });
});

test('the board comes once, and again only when something has changed', async () => {
  const { 梅, siteId, room } = office;
  await room('3#-1-101', { listPriceFen: 208_852_700 });
  const first = await 梅.fetch(`/api/sites/${siteId}/sales-board?building=3%23`);
  const board = await first.json();
  expect(board.cells).toMatchObject([{ code: '3#-1-101', state: 'available', price: 208_852_700, hold: null }]);
  expect(board.buildings).toMatchObject([{ building: '3#', floors: [1], counts: { available: 1 } }]);
  const tag = first.headers.get('etag') ?? '';
  const again = await 梅.fetch(`/api/sites/${siteId}/sales-board?building=3%23`, { headers: { 'if-none-match': tag } });
  expect(again.status).toBe(304);
});
