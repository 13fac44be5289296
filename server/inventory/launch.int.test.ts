/** Launch day: the draw, whose turn it is, and everybody pressing at once. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inventory } from '#contract/inventory.ts';
import { shuffled } from '#core/inventory/index.ts';
import type { Person } from '#server/platform/testing/world.ts';
import { type Office, openOffice } from './testing/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.world.stop());

const plan = async (unitIds: readonly string[], more: Record<string, unknown>) =>
  (
    await office.助理.must(inventory.planLaunch, {
      params: { siteId: office.siteId },
      body: { name: '首开', unitIds: [...unitIds], mode: 'all_at_once', ...more } as never,
    })
  ).launch;
const registered = async (who: Person, launchId: string, names: readonly string[]) => {
  const customerIds = await Promise.all(names.map((name) => office.customer(name)));
  return (await who.must(inventory.registerBuyers, { params: { launchId }, body: { customerIds } })).buyers;
};
const press = (who: Person, launchId: string, buyerId: string, unitId: string, commandId: string = randomUUID()) =>
  who.call(inventory.press, { params: { launchId }, body: { buyerId, unitId, commandId } });
const errorOf = (answer: { body: unknown }) =>
  (answer.body as { error: { zh: string; detail: { free: { code: string }[] } } }).error;

test('everybody presses the same rooms in the same second: one has each, the others are told who and what is still free', async () => {
  const { 梅, 李, 助理, room, customer, world } = office;
  const [a = '', b = '', c = ''] = await Promise.all(['101', '102', '201'].map((no) => room(`1#-1-${no}`)));
  const launch = await plan([a, b, c], { opensAt: '2024-03-04T02:00:00.000Z' });
  // Until it is over the rooms are for its buyers only.
  const early = await 梅.call(inventory.hold, { params: { unitId: a }, body: { customerId: await customer('急客') } });
  expect(early.code).toBe('UNIT_IN_LAUNCH');
  const mine = await registered(梅, launch.id, ['买家一', '买家二', '买家三']);
  const theirs = await registered(李, launch.id, ['买家四', '买家五', '买家六']);
  await 助理.must(inventory.readyLaunch, { params: { launchId: launch.id }, body: {} });
  const [first] = mine;
  expect((await press(梅, launch.id, first?.id ?? '', a)).code).toBe('LAUNCH_NOT_OPEN');
  await world.setClock('2024-03-04T02:00:00.000Z');
  const everybody = [...mine.map(({ id }) => ({ who: 梅, id })), ...theirs.map(({ id }) => ({ who: 李, id }))];
  const answers = await Promise.all(everybody.map(({ who, id }) => press(who, launch.id, id, a)));
  const winners = answers.filter(({ code }) => code === null);
  expect(winners).toHaveLength(1);
  const winner = everybody[answers.findIndex(({ code }) => code === null)];
  for (const answer of answers.filter(({ code }) => code !== null)) {
    expect(answer).toMatchObject({ status: 409, code: 'PRESS_TAKEN' });
    expect(errorOf(answer).zh).toContain(winner?.who.name);
    expect(errorOf(answer).detail.free.map(({ code }) => code)).toContain('1#-1-102');
  }
  // From memory now: the answer stays the same, and names only what is free.
  const [loser] = everybody.filter(({ id }) => id !== winner?.id);
  await press(loser?.who ?? 梅, launch.id, loser?.id ?? '', b);
  const late = await press(loser?.who ?? 梅, launch.id, loser?.id ?? '', a);
  expect(errorOf(late).detail.free.map(({ code }) => code)).toEqual(['1#-1-201']);
});

test('a press that is sent twice gets the first answer', async () => {
  const { 梅, 助理, room, world } = office;
  const unitId = await room('2#-1-101');
  const launch = await plan([unitId], { opensAt: '2024-03-04T03:00:00.000Z' });
  const [buyer] = await registered(梅, launch.id, ['重发客']);
  await 助理.must(inventory.readyLaunch, { params: { launchId: launch.id }, body: {} });
  await world.setClock('2024-03-04T03:00:00.000Z');
  const commandId = randomUUID();
  const first = await press(梅, launch.id, buyer?.id ?? '', unitId, commandId);
  const again = await press(梅, launch.id, buyer?.id ?? '', unitId, commandId);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get('guike-replayed')).toBe('true');
});

test('numbers are drawn from a seed that anybody can check, and choose group by group, as many as allowed', async () => {
  const { 梅, 助理, room, world } = office;
  const rooms = await Promise.all(['101', '102', '103'].map((no) => room(`3#-1-${no}`)));
  const [a = '', b = ''] = rooms;
  const launch = await plan(rooms, {
    mode: 'by_order_number',
    opensAt: '2024-03-04T04:00:00.000Z',
    groupSize: 1,
    groupMinutes: 5,
  });
  const buyers = await registered(梅, launch.id, ['甲', '乙', '丙']);
  const drawn = await 助理.must(inventory.readyLaunch, { params: { launchId: launch.id }, body: { seed: '0304' } });
  expect(drawn.launch).toMatchObject({ state: 'ready', seed: '0304' });
  const late = await 梅.call(inventory.registerBuyers, {
    params: { launchId: launch.id },
    body: { customerIds: [await office.customer('迟到客')] },
  });
  expect(late.code).toBe('LAUNCH_STATE');
  const { rows } = await 助理.must(inventory.buyers, { params: { launchId: launch.id } });
  expect(rows.map(({ orderNumber }) => orderNumber)).toEqual([1, 2, 3]);
  // The same shuffle of those registered, in the order of their registration, gives the same numbers.
  const inOrder = buyers.map(({ id }) => id).toSorted();
  expect(rows.map(({ id }) => id)).toEqual(shuffled(inOrder, '0304'));
  await world.setClock('2024-03-04T04:04:59.999Z');
  const [one, two] = rows;
  expect((await press(梅, launch.id, two?.id ?? '', a)).code).toBe('NOT_YOUR_TURN');
  expect((await press(梅, launch.id, one?.id ?? '', a)).code).toBeNull();
  expect((await press(梅, launch.id, one?.id ?? '', b)).code).toBe('BUYER_LIMIT');
  await world.setClock('2024-03-04T04:05:00.000Z');
  expect((await press(梅, launch.id, two?.id ?? '', b)).code).toBeNull();
  const { launch: over } = await 助理.must(inventory.closeLaunch, { params: { launchId: launch.id }, body: {} });
  expect(over).toMatchObject({ state: 'closed', chosen: 2 });
  const three = rows[2]?.id ?? '';
  expect((await press(梅, launch.id, three, rooms[2] ?? '')).code).toBe('LAUNCH_CLOSED');
  // What nobody chose is on sale like any other room.
  const free = await 梅.call(inventory.hold, {
    params: { unitId: rooms[2] ?? '' },
    body: { customerId: await office.customer('后来客') },
  });
  expect(free.code).toBeNull();
});

test('a launch that has an end is over at that instant; what nobody chose is on sale', async () => {
  const { 梅, 助理, room, world, customer } = office;
  const unitId = await room('5#-1-101');
  const launch = await plan([unitId], { opensAt: '2024-03-04T05:00:00.000Z', closesAt: '2024-03-04T06:00:00.000Z' });
  await 助理.must(inventory.readyLaunch, { params: { launchId: launch.id }, body: {} });
  const hold = async () =>
    梅.call(inventory.hold, { params: { unitId }, body: { customerId: await customer('散客') } });
  await world.setClock('2024-03-04T05:59:59.999Z');
  expect((await hold()).code).toBe('UNIT_IN_LAUNCH');
  await world.setClock('2024-03-04T06:00:00.000Z');
  const { state, isOpen } = await 助理.must(inventory.launch, { params: { launchId: launch.id } });
  expect([state, isOpen]).toEqual(['closed', false]);
  expect((await hold()).code).toBeNull();
});
