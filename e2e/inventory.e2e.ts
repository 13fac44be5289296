/** Stock as people use it: the price table goes in, the board shows it, a room is held and its time runs out, another is given back. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { customers } from '#contract/customers.ts';
import { inventory } from '#contract/inventory.ts';
import { fixture } from '#server/imports/testing.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { closeBrowser, openPage, startProduct } from './harness.ts';

let world: World;
let siteId: string;
let manager: Person;
let mei: Person;
let li: Person;
let customerId: string;

beforeAll(async () => {
  world = await startProduct();
  siteId = await world.addSite({ name: '云栖案场' });
  manager = await world.addPerson({ name: '高经理', siteId, role: 'manager' });
  mei = await world.addPerson({ name: '林晓梅', siteId, role: 'consultant' });
  li = await world.addPerson({ name: '李建国', siteId, role: 'consultant' });
  ({ customerId } = await mei.must(customers.register, { body: { siteId, name: '周敏', phones: '13800001111' } }));
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

const roomCode = '1#-1-3301';

test('the price table goes in with one press, and every building stands on the board', async () => {
  const page = await openPage(world, manager);
  await page.goto('/imports');
  await page.setInputFiles('input[type=file]', {
    name: '一房一价表.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: fixture('unit-prices.xlsx'),
  });
  await page.getByRole('button', { name: '导入全部 8 张表' }).click();
  for (let sheet = 0; sheet < 8; sheet++) await page.getByText('已完成').nth(sheet).waitFor({ timeout: 60_000 });
  await page.goto('/inventory');
  await page.getByText('可售 290 / 共 756').waitFor();
  await page.getByRole('tab', { name: /^1#/ }).click();
  expect(await page.getByRole('button', { name: new RegExp(`^${roomCode} 可售 A1`) }).count()).toBe(1);
  await page.getByRole('tab', { name: '全部楼栋' }).click();
  expect(await page.locator('.board-cell').count()).toBe(756);
});

test('a held room is told to everybody at once, counts down, and is free again when its time is up or it is given back', async () => {
  const page = await openPage(world, mei);
  const other = await openPage(world, li, { phone: true });
  await other.goto(`/inventory?building=${encodeURIComponent('1#')}`);
  await other.locator('.board-cell.is-available').first().waitFor();
  await page.goto(`/inventory?building=${encodeURIComponent('1#')}&free=true`);
  const square = page.getByRole('button', { name: new RegExp(`^${roomCode}`) });
  await square.focus();
  await page.keyboard.press('ArrowRight');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain('1#-1-3302');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog');
  await drawer.getByText('¥2,088,527').waitFor();
  await drawer.getByRole('button', { name: '保留', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `保留 ${roomCode}` });
  await dialog.getByLabel('客户', { exact: true }).fill('周敏');
  await dialog.locator('.customer-hit', { hasText: '周敏' }).getByRole('button').click();
  await dialog.getByLabel('原因').fill('回家商量');
  await dialog.getByRole('button', { name: '保留', exact: true }).click();
  await drawer.getByText('林晓梅').waitFor();
  expect(await drawer.locator('.hold-timer').textContent()).toMatch(/^\d+:\d\d(:\d\d)?$/);
  // The colleague has touched nothing: the square turns by itself.
  const seen = other.getByRole('button', { name: new RegExp(`^${roomCode} 保留`) });
  await seen.waitFor();
  await seen.click();
  await other.getByRole('button', { name: '更多' }).last().waitFor();
  expect(await other.getByRole('button', { name: '释放' }).isDisabled()).toBe(true);

  await drawer.getByRole('button', { name: '释放' }).click();
  await page
    .getByRole('dialog', { name: '释放' })
    .getByRole('button', { name: /确\s*定/ })
    .click();
  await other.getByRole('button', { name: new RegExp(`^${roomCode} 可售`) }).waitFor();

  const cells = (await mei.must(inventory.board, { params: { siteId } })).cells;
  const free = cells.find(({ code }) => code === '2#-1-3202') ?? cells.find(({ state }) => state === 'available');
  const { hold } = await mei.must(inventory.hold, {
    params: { unitId: free?.id ?? '' },
    body: { hours: 1, customerId },
  });
  await world.setClock(hold.expiresAt);
  const after = (await mei.must(inventory.board, { params: { siteId } })).cells.find(({ id }) => id === free?.id);
  expect(after).toMatchObject({ state: 'available', hold: null });
});

test('the big screen shows every room without a price, and fits', async () => {
  const page = await openPage(world, manager);
  await page.goto(`/board/${siteId}/units`);
  await page.locator('.wall-cell').first().waitFor();
  expect(await page.locator('.wall-cell').count()).toBe(756);
  expect(await page.getByText('万').count()).toBe(0);
  const fits = await page.evaluate(() =>
    [...document.querySelectorAll('.wall-cell')].every((cell) => {
      const { bottom, right } = cell.getBoundingClientRect();
      return bottom <= innerHeight && right <= innerWidth;
    }),
  );
  expect(fits).toBe(true);
});

test('launch day: two phones press the same room in the same moment; one has it, the other is shown what is still free and takes it', async () => {
  const theirs = await li.must(customers.register, { body: { siteId, name: '吴倩', phones: '13800002222' } });
  const page = await openPage(world, manager);
  await page.goto('/inventory/launches');
  await page.getByRole('button', { name: '安排开盘' }).click();
  const plan = page.getByRole('dialog', { name: '安排开盘' });
  await plan.getByLabel('名称').fill('九号楼开盘');
  await plan.getByLabel('楼栋').click();
  await page.getByTitle(/^9#/).click();
  await plan.getByText('列入 32 套').waitFor();
  await plan.getByLabel('开盘时间').fill('2024-03-09T10:00');
  await plan.getByRole('button', { name: /保\s*存/ }).click();
  await page.getByText('32 套 · 0 位买家').waitFor();
  const launchId = page.url().split('/').at(-1) ?? '';
  for (const [person, customer] of [
    [mei, customerId],
    [li, theirs.customerId],
  ] as const)
    await person.must(inventory.registerBuyers, { params: { launchId }, body: { customerIds: [customer] } });
  await page.getByText('32 套 · 2 位买家').waitFor();
  await page.getByRole('button', { name: '截止登记并抽签' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /抽\s*签/ })
    .click();
  await page.getByText('待开盘').waitFor();

  const phones = [await openPage(world, mei, { phone: true }), await openPage(world, li, { phone: true })] as const;
  for (const phone of phones) {
    await phone.goto(`/inventory/launches/${launchId}/press`);
    await phone.getByText('距选房').waitFor();
    await phone.getByRole('button', { name: '收藏 9#-1-1801' }).click();
    expect(await phone.getByRole('button', { name: '选这套' }).first().isDisabled()).toBe(true);
  }
  await world.setClock('2024-03-09T02:00:30.000Z');
  for (const phone of phones) {
    await phone.reload();
    await phone.getByText('可以选房').waitFor();
  }
  await Promise.all(phones.map((phone) => phone.getByRole('button', { name: '选这套' }).first().click()));
  await Promise.all(phones.map((phone) => phone.locator('.press-answer').waitFor()));
  const won = await Promise.all(phones.map((phone) => phone.locator('.press-answer.is-got').count()));
  expect(won.toSorted()).toEqual([0, 1]);
  const loser = won[0] === 1 ? phones[1] : phones[0];
  await loser.getByText('相近的还有').waitFor();
  await loser.locator('.press-answer .press-button').first().click();
  await loser.locator('.press-answer.is-got').waitFor();
  await page.getByText('32 套 · 2 位买家 · 已选 2').waitFor();
});
