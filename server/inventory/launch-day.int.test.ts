/** Launch day on the buyers' own phones: a link is all they have, and all they get is one press of theirs. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inventory } from '#contract/inventory.ts';
import { journal } from '#contract/journal.ts';
import { notices } from '#contract/notices.ts';
import { type Person, startWorld } from '#server/platform/testing/world.ts';
import { type Office, openOffice } from './testing/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.world.stop());

interface Told {
  readonly status: number;
  readonly code: string | null;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a stranger's browser gets, looked at field by field
  readonly body: any;
}
/** As a phone without an account asks. */
async function ask(path: string, body?: object): Promise<Told> {
  const response = await fetch(`${office.world.server.url}/api${path}`, {
    ...(body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  const json = JSON.parse(text);
  return { status: response.status, code: json.error?.code ?? null, text, body: json };
}
const press = (path: string, unitId: string, commandId: string = randomUUID()) =>
  ask(`${path}/press`, { unitId, commandId });

interface Day {
  readonly launchId: string;
  readonly rooms: readonly string[];
  readonly buyers: readonly string[];
  /** Addresses of the buyers' pages, in the order of `buyers`. */
  readonly paths: readonly string[];
}
let day = 0;
/** A launch of some rooms that is drawn and opens on a day of its own, with buyers who have their links. */
async function prepare(names: readonly string[], more: Record<string, unknown> = {}, howMany = 3): Promise<Day> {
  const { 梅, 助理, siteId, world } = office;
  day += 1;
  const date = `2024-03-${String(4 + day).padStart(2, '0')}`;
  await world.setClock(`${date}T00:30:00.000Z`);
  const rooms = await Promise.all(Array.from({ length: howMany }, (_, n) => office.room(`${20 + day}#-1-${101 + n}`)));
  const { launch } = await 助理.must(inventory.planLaunch, {
    params: { siteId },
    body: {
      name: `开盘${day}`,
      unitIds: rooms,
      mode: 'all_at_once',
      opensAt: `${date}T02:00:00.000Z`,
      ...more,
    } as never,
  });
  const params = { launchId: launch.id };
  const customerIds: string[] = [];
  for (const name of names) customerIds.push(await office.customer(name));
  const { buyers } = await 梅.must(inventory.registerBuyers, { params, body: { customerIds } });
  await 助理.must(inventory.readyLaunch, { params, body: {} });
  const ids = buyers.map(({ id }) => id);
  const { links } = await 梅.must(inventory.buyerLinks, { params, body: { buyerIds: ids } });
  const pathOf = (id: string): string => links.find(({ buyerId }) => buyerId === id)?.path ?? '';
  return { launchId: launch.id, rooms, buyers: ids, paths: ids.map(pathOf) };
}
const opens = (): Promise<void> => office.world.setClock(`2024-03-${String(4 + day).padStart(2, '0')}T02:00:00.000Z`);
const ofBuyers = (who: Person, launchId: string) => who.must(inventory.buyers, { params: { launchId } });

test('a link shows the launch and its rooms, and of people only a masked name and the consultant', async () => {
  const { paths, rooms, launchId } = await prepare(['欧阳买家', '乙']);
  const [path = ''] = paths;
  expect(path).toMatch(/^\/launch-day\/[\w-]{22}$/);
  const shown = await ask(path);
  expect(shown.status).toBe(200);
  expect(shown.body).toMatchObject({ state: 'ready', consultant: '梅', perBuyer: 1, chosen: [] });
  expect(shown.body.buyer.name).not.toContain('买家');
  expect(shown.text).not.toMatch(/customerId|phone|欧阳买家/);
  const { body } = await ask(`${path}/units`);
  expect(body.units).toHaveLength(3);
  expect(body.units[0]).toMatchObject({ id: rooms[0], free: true, floor: 1 });
  expect(Object.keys(body.units[0]).join()).not.toMatch(/floorPrice|hold|consultant|customer/);
  // The consultant sees that it has arrived.
  const [first, second] = (await ofBuyers(office.梅, launchId)).rows;
  expect([first?.link?.openedAt, second?.link?.openedAt]).toEqual([expect.any(String), null]);
});

test('the buyer wins by their own press: held for them, journalled as theirs, the consultant is told', async () => {
  const { paths, rooms, launchId, buyers } = await prepare(['自选客', '慢一步']);
  const [mine = '', theirs = ''] = paths;
  const [a = '', b = ''] = rooms;
  expect(await press(mine, a)).toMatchObject({ status: 409, code: 'DAY_NOT_OPEN' });
  await opens();
  const commandId = randomUUID();
  const won = await press(mine, a, commandId);
  expect(won).toMatchObject({ status: 200, body: { unitId: a, consultant: '梅' } });
  expect((await press(mine, a, commandId)).body).toEqual(won.body);
  expect(await press(mine, b)).toMatchObject({ status: 409, code: 'DAY_LIMIT' });
  const late = await press(theirs, a);
  expect(late).toMatchObject({ status: 409, code: 'ROOM_GONE' });
  expect(late.body.error.zh).toContain('其他买家');
  expect(late.body.error.detail.free.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining([b]));
  expect(late.text).not.toMatch(/梅|自选客|byId/);
  expect((await ask(mine)).body.chosen).toEqual([{ unitId: a, code: won.body.code, until: won.body.until }]);
  const { rows } = await office.助理.must(inventory.chosen, { params: { launchId } });
  expect(rows).toMatchObject([{ unit: { id: a }, consultant: { id: office.梅.id } }]);
  const { rows: entries } = await office.总经理.must(journal.list, { query: { kind: 'inventory.press' } as never });
  expect(entries[0]).toMatchObject({ actor: null });
  const { rows: heard } = await office.梅.must(notices.mine);
  const { customer } = (await ofBuyers(office.梅, launchId)).rows.find(({ id }) => id === buyers[0]) ?? {};
  expect(heard.find(({ kind }) => kind === 'inventory.chosenByBuyer')).toMatchObject({
    payload: { customer: customer?.name },
  });
});

test('fifty phones press one room in the same moment: one wins, the others are told', async () => {
  const names = Array.from({ length: 50 }, (_, n) => `抢房${n}`);
  const { paths, rooms, launchId } = await prepare(names);
  await opens();
  const answers = await Promise.all(paths.map((path) => press(path, rooms[0] ?? '')));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ code }) => code === 'ROOM_GONE')).toHaveLength(49);
  const { rows } = await office.助理.must(inventory.chosen, { params: { launchId } });
  expect(rows).toHaveLength(1);
});

test('one buyer with two phones wins once, whatever they press at the same moment', async () => {
  const { paths, rooms, launchId } = await prepare(['双机客'], {}, 6);
  await opens();
  const answers = await Promise.all(rooms.map((unitId) => press(paths[0] ?? '', unitId)));
  expect(answers.map(({ code }) => code).toSorted()).toEqual([...Array(5).fill('DAY_LIMIT'), null]);
  const { rows } = await office.助理.must(inventory.chosen, { params: { launchId } });
  expect(rows).toHaveLength(1);
});

test('numbers choose in their turn, and who came first is told by number only', async () => {
  const { paths, rooms, launchId } = await prepare(['甲号', '乙号'], {
    mode: 'by_order_number',
    groupSize: 1,
    groupMinutes: 5,
  });
  const { rows } = await ofBuyers(office.梅, launchId);
  const shown = await Promise.all(paths.map((path) => ask(path)));
  const at = (number: number) => paths[shown.findIndex(({ body }) => body.buyer.orderNumber === number)] ?? '';
  expect(rows.map(({ orderNumber }) => orderNumber)).toEqual([1, 2]);
  await opens();
  expect(await press(at(2), rooms[0] ?? '')).toMatchObject({ status: 409, code: 'DAY_NOT_YOUR_TURN' });
  expect((await press(at(1), rooms[0] ?? '')).status).toBe(200);
  await office.world.setClock(`2024-03-${String(4 + day).padStart(2, '0')}T02:05:00.000Z`);
  const late = await press(at(2), rooms[0] ?? '');
  expect(late).toMatchObject({ code: 'ROOM_GONE', body: { error: { detail: { number: 1 } } } });
  expect(late.body.error.zh).toContain('序号 1');
  expect((await press(at(2), rooms[1] ?? '')).status).toBe(200);
});

test('a link that never was, was ended, renewed, or is over says nothing but that', async () => {
  const { paths, rooms, launchId, buyers } = await prepare(['作废客', '取消客', '守候客']);
  const [a = '', b = '', c = ''] = paths;
  const { 梅, 李, 助理, world } = office;
  await opens();
  for (const path of ['/launch-day/AAAAAAAAAAAAAAAAAAAAAA', '/launch-day/x', `/launch-day/${randomUUID()}`]) {
    expect(await ask(path)).toMatchObject({ status: 404, code: 'LINK_UNKNOWN' });
    expect(await press(path, rooms[0] ?? '')).toMatchObject({ status: 404, code: 'LINK_UNKNOWN' });
    expect(await ask(`${path}/events`)).toMatchObject({ status: 404, code: 'LINK_UNKNOWN' });
  }
  // A colleague's buyers are a colleague's to hand out links for, and to end.
  const params = { launchId };
  const one = { buyerIds: [buyers[0] ?? ''] };
  expect((await 李.call(inventory.buyerLinks, { params, body: one })).code).toBe('NOT_ALLOWED');
  expect((await 李.call(inventory.revokeLinks, { params, body: one })).code).toBe('NOT_ALLOWED');
  // Handed out again it is the same, so that a card can be printed twice; renewed, the one before ends.
  const again = await 梅.must(inventory.buyerLinks, { params, body: one });
  expect(again).toMatchObject({ journalId: null, links: [{ path: a }] });
  const renewed = await 梅.must(inventory.buyerLinks, { params, body: { ...one, renew: true } });
  expect(renewed.links[0]?.path).not.toBe(a);
  const ended = [await ask(a), await press(a, rooms[0] ?? ''), await ask(`${a}/units`), await ask(`${a}/events`)];
  for (const told of ended) expect(told).toMatchObject({ status: 410, code: 'LINK_ENDED' });
  expect(ended.map(({ text }) => text).join()).not.toMatch(/开盘\d|作废|梅/);
  expect((await ask(renewed.links[0]?.path ?? '')).status).toBe(200);
  await 助理.must(inventory.revokeLinks, { params, body: { ...one, reason: '手机遗失' } });
  expect((await ask(renewed.links[0]?.path ?? '')).status).toBe(410);
  // Whoever is taken off has no link either.
  await 助理.must(inventory.removeBuyer, { params: { buyerId: buyers[1] ?? '' }, body: { reason: '不买了' } });
  expect((await press(b, rooms[0] ?? '')).code).toBe('LINK_ENDED');
  expect((await ask(c)).status).toBe(200);
  await 助理.must(inventory.closeLaunch, { params, body: {} });
  expect((await ask(c)).code).toBe('LINK_ENDED');
  expect((await press(c, rooms[0] ?? '')).code).toBe('LINK_ENDED');
  expect((await 梅.call(inventory.buyerLinks, { params, body: { buyerIds: [buyers[2] ?? ''] } })).code).toBe(
    'LAUNCH_STATE',
  );
  expect((await world.server.runtime.database.system({ text: 'select * from launch_links' })).length).toBe(0); // row security
});

test('a launch with an end takes its links along at that instant', async () => {
  const date = `2024-03-${String(5 + day).padStart(2, '0')}`;
  const { paths, rooms } = await prepare(['末班客'], { closesAt: `${date}T03:00:00.000Z` });
  const [path = ''] = paths;
  await office.world.setClock(`${date}T02:59:59.999Z`);
  expect((await ask(path)).status).toBe(200);
  await office.world.setClock(`${date}T03:00:00.000Z`);
  expect((await ask(path)).code).toBe('LINK_ENDED');
  expect((await press(path, rooms[0] ?? '')).code).toBe('LINK_ENDED');
});

test('a link presses the rooms of its own launch and of its own company only', async () => {
  const elsewhere = await prepare(['别场客']);
  await opens();
  const here = await prepare(['本场客']);
  await opens();
  const stray = await press(here.paths[0] ?? '', elsewhere.rooms[0] ?? '');
  expect(stray).toMatchObject({ status: 404, code: 'ROOM_UNKNOWN' });
  expect(stray.text).not.toContain('#-1-');
  const other = await startWorld({
    databaseUrl: office.world.databaseUrl,
    notRedecided: 'another company on the same database',
  });
  try {
    const theirSite = await other.addSite();
    const stranger = await other.addPerson({ name: '外人', siteId: theirSite, role: 'director' });
    await press(here.paths[0] ?? '', here.rooms[0] ?? ''); // taken, and kept in this server's memory
    const foreign = await fetch(`${office.world.server.url}/api/launches/${here.launchId}/press`, {
      method: 'POST',
      headers: { authorization: `Bearer ${stranger.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ commandId: randomUUID(), buyerId: here.buyers[0], unitId: here.rooms[0] }),
    });
    const told = await foreign.text();
    expect(foreign.status).toBe(404);
    expect(told).toContain('NOT_FOUND');
    expect(told).not.toMatch(/梅|#-1-/);
    for (const route of [inventory.buyerLinks, inventory.revokeLinks]) {
      const params = { launchId: here.launchId };
      const answer = await stranger.call(route, { params, body: { buyerIds: [here.buyers[0] ?? ''] } });
      expect(answer.code).toBe('NOT_FOUND');
    }
  } finally {
    await other.stop();
  }
});

test('everybody who looks hears which room is gone, and nothing else', async () => {
  const { paths, rooms } = await prepare(['观望客', '下手客']);
  await opens();
  const looking = await fetch(`${office.world.server.url}/api${paths[0]}/events`);
  expect(looking.headers.get('content-type')).toContain('text/event-stream');
  const reader = looking.body?.pipeThrough(new TextDecoderStream()).getReader();
  await press(paths[1] ?? '', rooms[1] ?? '');
  let heard = '';
  while (!heard.includes('"free"')) heard += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  const said = [...heard.matchAll(/^data: (.*)$/gm)].map(([, json = '']) => JSON.parse(json) as object);
  expect(said).toContainEqual({ id: rooms[1], free: false, version: expect.any(Number) });
  for (const one of said) expect(Object.keys(one).join()).toMatch(/^(look|id,free,version)$/);
});

test('whoever knocks without end is told to wait', async () => {
  const { paths, rooms } = await prepare(['急性子']);
  const answers = await Promise.all(Array.from({ length: 30 }, () => press(paths[0] ?? '', rooms[0] ?? '')));
  expect(answers.some(({ status, code }) => status === 429 && code === 'RATE_LIMITED')).toBe(true);
});
