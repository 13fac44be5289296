/**
 * A launch from its plan to the first subscription: rooms kept for registered buyers, numbers, presses on the buyers' own phones and by the
 * consultant, a hold that runs out, somebody taken off the list, and what is left when it is over. Through the public interface alone.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deals } from '#contract/deals.ts';
import { inventory } from '#contract/inventory.ts';
import { money } from '#contract/money.ts';
import { everything, MILLION, type Office, openOffice } from '#server/deals/office.testing.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { at, startCompany } from './story.testing.ts';

let world: World;
let office: Office;
let launchId = '';
const rooms: string[] = [];
const buyers: { readonly customerId: string; readonly id: string; readonly number: number; readonly path: string }[] =
  [];

beforeAll(async () => {
  world = await startCompany();
  office = await openOffice(world);
  for (let n = 0; n < 4; n += 1) rooms.push(await office.room());
});
afterAll(() => world.stop());

const codeOf = (call: Promise<{ code: string | null }>) => call.then(({ code }) => code);
const phone = async (path: string, body?: object) => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`${world.server.url}/api${path}`, body ? init : {});
  // biome-ignore lint/suspicious/noExplicitAny: what a browser without an account gets, looked at field by field
  const answer: any = await response.json();
  return { status: response.status, code: answer.error?.code ?? null, body: answer };
};
const press = (buyer: number, room: number, commandId: string = randomUUID()) =>
  phone(`${buyers[buyer]?.path}/press`, { unitId: rooms[room], commandId });
const hold = (by: Person, unitId: string, customerId: string) =>
  by.call(inventory.hold, { params: { unitId }, body: { customerId, reason: '看房' } });
const stateOf = async (room: number) =>
  (await office.manager.must(inventory.unit, { params: { unitId: rooms[room] ?? '' } })).state;
const submit = async (by: Person, customerId: string, unitId: string) => {
  const { deal } = await by.must(deals.open, { body: { customerId, unitId, depositFen: 2_000_000 } });
  const answer = await by.call(deals.submit, {
    params: { dealId: deal.id },
    body: { disclosures: everything as never },
  });
  return { dealId: deal.id, code: answer.code };
};

test('planned, its rooms are kept for its buyers: nobody holds, sells or plans them away meanwhile', async () => {
  const plan = {
    name: '首开',
    unitIds: rooms,
    mode: 'by_order_number',
    opensAt: at('2024-03-09', '10:00'),
    holdMinutes: 60,
  };
  const planning = (by: Person) =>
    by.call(inventory.planLaunch, { params: { siteId: office.siteId }, body: plan as never });
  expect(await codeOf(planning(office.seller))).toBe('NOT_ALLOWED');
  launchId = (await planning(office.manager)).body.launch.id;
  expect(await codeOf(planning(office.manager))).toBe('LAUNCH_UNITS_TAKEN');
  const customerId = await office.customer();
  expect(await codeOf(hold(office.seller, rooms[0] ?? '', customerId))).toBe('UNIT_IN_LAUNCH');
  expect((await submit(office.seller, customerId, rooms[0] ?? '')).code).toBe('UNIT_IN_LAUNCH');
  const dealId = await office.inEffect();
  const change = { unitId: rooms[0] ?? '', priceFen: MILLION, reason: '换到首开房源' };
  const changing = (by: Person) => by.call(deals.changeUnit, { params: { dealId }, body: change });
  expect(await changing(office.seller)).toMatchObject({ status: 409, code: 'UNIT_IN_LAUNCH' });
  expect(JSON.stringify((await changing(office.seller)).body)).toContain('首开');
});

test('three buyers are registered, drawn by a seed anybody can check, and get a link each; one is taken off again', async () => {
  const params = { launchId };
  const mine = [await office.customer(), await office.customer(), await office.customer()];
  const register = (by: Person, customerIds: readonly string[]) =>
    by.call(inventory.registerBuyers, { params, body: { customerIds: [...customerIds] } });
  expect((await register(office.seller, mine)).code).toBeNull();
  expect(await codeOf(register(office.seller, mine.slice(0, 1)))).toBe('BUYER_REGISTERED');
  expect(await codeOf(register(office.other, [await office.customer()]))).toBe('CUSTOMER_OF_COLLEAGUE');
  await office.manager.must(inventory.readyLaunch, { params, body: { seed: '2024032 福彩' } });
  expect(await codeOf(register(office.seller, [await office.customer()]))).toBe('LAUNCH_STATE');
  const { rows } = await office.seller.must(inventory.buyers, { params });
  const { links } = await office.seller.must(inventory.buyerLinks, {
    params,
    body: { buyerIds: rows.map(({ id }) => id) },
  });
  for (const row of [...rows].sort((a, b) => (a.orderNumber ?? 0) - (b.orderNumber ?? 0)))
    buyers.push({
      ...{ customerId: row.customer.id, id: row.id, number: row.orderNumber ?? 0 },
      path: links.find(({ buyerId }) => buyerId === row.id)?.path ?? '',
    });
  expect(buyers.map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(await codeOf(press(0, 0))).toBe('DAY_NOT_OPEN');
});

test('the doors open: number one chooses first, number two three minutes later, each by the phone or by their consultant', async () => {
  await world.setClock(at('2024-03-09', '10:00'));
  expect((await press(1, 0)).status).toBe(409); // not their turn yet
  const commandId = randomUUID();
  const won = await press(0, 0, commandId);
  expect([won.status, (await press(0, 0, commandId)).body]).toEqual([200, won.body]);
  expect(await stateOf(0)).toBe('held');
  await world.setClock(at('2024-03-09', '10:03'));
  const gone = await press(1, 0);
  expect([gone.code, gone.body.error.detail.free.length > 0]).toEqual(['ROOM_GONE', true]);
  // The consultant presses for them: the same press, the same rule.
  const body = { unitId: rooms[1] ?? '', buyerId: buyers[1]?.id ?? '' };
  const byHand = await office.seller.call(inventory.press, { params: { launchId }, body: body as never });
  expect(byHand.code).toBeNull();
  expect((await press(1, 2)).code).toBe('DAY_LIMIT');
});

test('who chose subscribes the room held for them, at its price, and only they do', async () => {
  const first = buyers[0]?.customerId ?? '';
  const stranger = await office.customer();
  expect((await submit(office.seller, stranger, rooms[0] ?? '')).code).toBe('UNIT_NOT_VACANT');
  const { dealId, code } = await submit(office.seller, first, rooms[0] ?? '');
  expect(code).toBeNull();
  const { approvals } = await office.page(dealId);
  expect(await office.signAll(approvals[0]?.id ?? '')).toBeNull();
  expect(await office.page(dealId)).toMatchObject({ state: 'subscribed', priceFen: MILLION });
  const receipt = { kind: 'deposit', amountFen: 2_000_000, method: 'card' } as const;
  expect((await office.finance.call(money.receive, { params: { dealId }, body: receipt })).code).toBeNull();
  expect(await stateOf(0)).toBe('subscribed');
});

test('a choice that nobody follows runs out and the room is free for the next number; taken off the list nobody presses any more', async () => {
  await world.setClock('2024-03-09T03:02:59.000Z'); // 11:02:59
  expect(await stateOf(1)).toBe('held');
  await world.setClock('2024-03-09T03:03:00.000Z');
  expect(await stateOf(1)).toBe('available');
  expect((await press(2, 1)).status).toBe(200);
  const off = { params: { buyerId: buyers[1]?.id ?? '' }, body: { reason: '客户退出' } };
  expect(await codeOf(office.seller.call(inventory.removeBuyer, off))).toBe('NOT_ALLOWED');
  expect(await codeOf(office.manager.call(inventory.removeBuyer, off))).toBeNull();
  expect([(await phone(buyers[1]?.path ?? '')).status, (await press(1, 2)).status]).toEqual([410, 410]);
});

test('it is over: links end with it, what is left is on sale for everybody, what was chosen stays held to its end', async () => {
  const close = (by: Person) => by.call(inventory.closeLaunch, { params: { launchId }, body: {} as never });
  expect(await codeOf(close(office.seller))).toBe('NOT_ALLOWED');
  expect(await codeOf(close(office.manager))).toBeNull();
  expect(await codeOf(close(office.manager))).toBe('LAUNCH_STATE');
  expect((await press(2, 2)).status).toBe(410);
  expect(await stateOf(1)).toBe('held');
  expect((await hold(office.seller, rooms[2] ?? '', await office.customer())).code).toBeNull();
  await world.setClock(at('2024-03-09', '12:03'));
  expect(await stateOf(1)).toBe('available');
});
