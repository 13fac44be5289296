/** Views of lists: kept by the manager for everybody, chosen by a consultant on the phone. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inventory } from '#contract/inventory.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { closeBrowser, openPage, startProduct } from './harness.ts';

let world: World;
let mei: Person;
let manager: Person;
beforeAll(async () => {
  world = await startProduct();
  const siteId = await world.addSite({ name: '云栖案场' });
  mei = await world.addPerson({ name: '林晓梅', siteId, role: 'consultant' });
  manager = await world.addPerson({ name: '高经理', siteId, role: 'manager' });
  for (const [room, layout] of [
    ['1201', 'A'],
    ['1202', 'B'],
  ] as const)
    await manager.must(inventory.addUnit, {
      params: { siteId },
      body: { kind: 'room', code: `6#-1-${room}`, building: '6#', entrance: '1', room, floor: 12, layout } as never,
    });
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

test('a shared view of the units brings its filters back, what was searched for included', async () => {
  const page = await openPage(world, manager);
  await page.goto('/inventory/units?layout=A&q=12');
  await page.getByText('6#-1-1201').first().waitFor();
  await page.getByRole('button', { name: /视\s*图/ }).click();
  await page.getByText('把当前筛选存为视图').click();
  await page.getByLabel('视图名称').fill('十二层 A');
  await page.getByText('与同事共享').click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /确\s*定/ })
    .click();
  await page.getByText('视图已保存').waitFor();

  const phone = await openPage(world, mei, { phone: true });
  await phone.goto('/inventory/units');
  await phone.getByText('6#-1-1202').waitFor();
  await phone.getByRole('button', { name: /视\s*图/ }).click();
  await phone.getByText('十二层 A').click();
  await phone.getByText('6#-1-1202').waitFor({ state: 'detached' });
  expect(await phone.getByPlaceholder('编号、名称、车架号').inputValue()).toBe('12');
});

test('a view of the deals keeps the words searched for', async () => {
  const page = await openPage(world, manager);
  await page.goto('/deals?q=周敏&state=');
  await page.getByLabel('编号、标的、客户、电话尾号').waitFor();
  await page.getByRole('button', { name: /视\s*图/ }).click();
  await page.getByText('把当前筛选存为视图').click();
  await page.getByLabel('视图名称').fill('周敏的单');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /确\s*定/ })
    .click();
  await page.getByText('视图已保存').waitFor();
  await page.goto('/deals');
  await page.getByRole('button', { name: /视\s*图/ }).click();
  await page.getByText('周敏的单').click();
  await page.waitForTimeout(600); // longer than typing is waited for
  expect(decodeURIComponent(page.url())).toContain('q=周敏');
  expect(await page.getByLabel('编号、标的、客户、电话尾号').inputValue()).toBe('周敏');
});
