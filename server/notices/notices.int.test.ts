import { afterAll, beforeAll, expect, test } from 'vitest';
import { notices } from '#contract/notices.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { startWorld } from '#server/platform/testing/world.ts';
import { runCommand } from '#server/platform/command.ts';
import { systemActor } from '#server/platform/actor.ts';
import { newId } from '#server/platform/database.ts';
import { notify } from './index.ts';

let world: World;
let mei: Person;
let li: Person;

beforeAll(async () => {
  world = await startWorld();
  const siteId = await world.addSite();
  mei = await world.addPerson({ name: '梅', siteId });
  li = await world.addPerson({ name: '李', siteId });
  const actor = systemActor(world.companyId);
  const call = { route: 'test notify', actor, commandId: newId(), payload: {} };
  await runCommand(world.server.runtime, call, async (context) => {
    await notify(context, { staffId: mei.id, kind: 'desk.you_are_up', payload: { number: 7, link: '/desk/mine' } });
    await notify(context, { staffId: li.id, kind: 'desk.message' });
    return {};
  });
});
afterAll(() => world.stop());

test('everybody sees their own notices and nobody else’s', async () => {
  const mine = await mei.must(notices.mine, {});
  expect(mine.unread).toBe(1);
  expect(mine.rows).toMatchObject([
    { kind: 'desk.you_are_up', payload: { number: 7, link: '/desk/mine' }, readAt: null },
  ]);
});

test('reading ticks off one’s own; somebody else’s stay unread', async () => {
  const [meis] = (await mei.must(notices.mine, {})).rows;
  const [lis] = (await li.must(notices.mine, {})).rows;
  const ids = [meis?.id ?? '', lis?.id ?? ''];
  expect(await mei.must(notices.read, { body: { ids } })).toEqual({ read: 1 });
  expect((await mei.must(notices.mine, {})).unread).toBe(0);
  expect((await li.must(notices.mine, {})).unread).toBe(1);
});
