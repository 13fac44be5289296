/** Launch day for buyers: the consultant hands out codes, two phones without an account press one room. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { customers } from '#contract/customers.ts';
import { inventory } from '#contract/inventory.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { closeBrowser, openPage, startProduct } from './harness.ts';

let world: World;
let mei: Person;
let assistant: Person;
let launchId: string;

beforeAll(async () => {
  world = await startProduct();
  const siteId = await world.addSite({ name: '云栖案场' });
  assistant = await world.addPerson({ name: '程助理', siteId, role: 'sales_assistant' });
  mei = await world.addPerson({ name: '林晓梅', siteId, role: 'consultant' });
  const unitIds: string[] = [];
  for (const room of ['1201', '1202', '1301', '1302', '1401', '1402'])
    unitIds.push(
      (
        await assistant.must(inventory.addUnit, {
          params: { siteId },
          body: {
            ...{
              kind: 'room',
              code: `6#-1-${room}`,
              building: '6#',
              entrance: '1',
              room,
              floor: Number(room.slice(0, 2)),
            },
            ...{ layout: room.endsWith('1') ? '三室两厅' : '两室两厅', predictedArea: 118.5 },
          } as never,
        })
      ).unit.id,
    );
  const opensAt = '2024-03-09T02:00:00.000Z';
  const body = { name: '六号楼开盘', mode: 'all_at_once', opensAt, unitIds } as never;
  launchId = (await assistant.must(inventory.planLaunch, { params: { siteId }, body })).launch.id;
  const customerIds: string[] = [];
  for (const [name, phones] of [
    ['周敏', '13800001111'],
    ['吴倩', '13800002222'],
  ] as const)
    customerIds.push((await mei.must(customers.register, { body: { siteId, name, phones } })).customerId);
  await mei.must(inventory.registerBuyers, { params: { launchId }, body: { customerIds } });
  await assistant.must(inventory.readyLaunch, { params: { launchId }, body: {} });
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

test('codes are made for all one’s buyers at once, and stand ready to be printed', async () => {
  const page = await openPage(world, mei);
  await page.goto(`/inventory/launches/${launchId}`);
  await page.getByRole('button', { name: '买家选房码' }).click();
  await page.getByText('未发').first().waitFor();
  await page.getByRole('checkbox', { name: '全选' }).check();
  await page.getByRole('button', { name: '生成选房码（2 位）' }).click();
  await page.getByRole('img', { name: '扫码选房' }).nth(1).waitFor();
  await page.getByRole('button', { name: /打\s*印/ }).waitFor();
  await expect.poll(() => page.getByText('已发').count()).toBe(2);
});

test('two phones press one room: one has it and is told by when to come, the other takes one like it', async () => {
  const { rows } = await mei.must(inventory.buyers, { params: { launchId } });
  const buyerIds = rows.map(({ id }) => id);
  const { links } = await mei.must(inventory.buyerLinks, { params: { launchId }, body: { buyerIds } });
  const phones: Page[] = [];
  for (const { path } of links) {
    const phone = await openPage(world, null, { phone: true });
    await phone.goto(path);
    await phone.getByText('距您选房还有').waitFor();
    await phone.getByRole('button', { name: '收藏 6#-1-1401' }).first().click();
    expect(await phone.getByRole('button', { name: '选这套 6#-1-1401' }).first().isDisabled()).toBe(true);
    phones.push(phone);
  }
  await world.setClock('2024-03-09T02:00:01.000Z');
  for (const phone of phones) {
    await phone.reload();
    await phone.getByText('现在可以选房').waitFor();
  }
  const wanted = phones.map((phone) => phone.getByRole('button', { name: '选这套 6#-1-1401' }).first());
  await Promise.all(wanted.map((button) => button.click()));
  await Promise.all(phones.map((phone) => phone.locator('.press-answer').first().waitFor()));
  const won = await Promise.all(phones.map((phone) => phone.locator('.press-answer.is-got').count()));
  expect(won.toSorted()).toEqual([0, 1]);
  const [winner, loser] = (won[0] === 1 ? phones : phones.toReversed()) as [Page, Page];
  await winner.getByText('您已选中 6#-1-1401').waitFor();
  await winner.getByText('为您保留至 11:00').waitFor();
  await winner.getByText('请在此之前找置业顾问 林晓梅 办理认购').waitFor();
  await loser.getByText('6#-1-1401 已被其他买家选走').waitFor();
  await loser.locator('.press-answer .press-button').first().click();
  await loser.locator('.press-answer.is-got').waitFor();
  // Whoever won sees the other's room go without touching the phone.
  await expect.poll(() => winner.getByText('可选房源（4）').count(), { timeout: 10_000 }).toBe(1);

  await assistant.must(inventory.closeLaunch, { params: { launchId }, body: {} });
  await loser.getByText('选房链接已失效').waitFor({ timeout: 15_000 });
});

test('a stranger’s link says that there is none', async () => {
  const phone = await openPage(world, null, { phone: true, locale: 'en' });
  await phone.goto('/launch-day/AAAAAAAAAAAAAAAAAAAAAA');
  await phone.getByText('There is no such link').waitFor();
});
