/** From anywhere to anything with a few letters: a page by its initials, a customer by pinyin, a deal by its unit, a unit by its code. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice } from '#server/deals/office.testing.ts';
import type { World } from '#server/platform/testing/world.ts';
import { closeBrowser, openPage, startProduct } from './harness.ts';

type Office = Awaited<ReturnType<typeof openOffice>>;
let world: World;
let office: Office;
let dealId: string;
beforeAll(async () => {
  world = await startProduct();
  await world.setClock('2024-03-04T01:00:00.000Z');
  office = await openOffice(world);
  dealId = await office.inEffect({});
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

test('a page by the initials of its title, chosen with the arrows', async () => {
  const page = await openPage(world, office.manager);
  await page.goto('/deals');
  await page.getByRole('heading', { name: '成交', level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: '' }).and(page.locator('.finder input'));
  await field.fill('xkb');
  await page.getByRole('option', { name: '销控表' }).first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/inventory$/);
});

test('a deal by its number, on the phone; what is not there is said', async () => {
  const page = await openPage(world, office.seller, { phone: true });
  await page.goto(`/deals/${dealId}`);
  const number =
    (
      await page
        .getByText(/RG\d{4}-\d{5}/)
        .first()
        .textContent()
    )?.match(/RG\d{4}-\d{5}/)?.[0] ?? '';
  expect(number).not.toBe('');
  await page.goto('/deals');
  await page.getByRole('button', { name: '搜索与直达' }).click();
  await page.locator('.finder input').fill('没有这个人');
  await page.getByText('没有找到').waitFor();
  await page.locator('.finder input').fill(number);
  await page.getByRole('option', { name: number }).click();
  await page.waitForURL(new RegExp(`/deals/${dealId}$`));
});

test('only what the person may see is found, and the menu folds and stays so', async () => {
  const page = await openPage(world, office.finance);
  await page.goto('/deals');
  const group = page.getByRole('button', { name: '报表', exact: true });
  await group.click();
  expect(await group.getAttribute('aria-expanded')).toBe('false');
  await page.reload();
  await group.waitFor();
  expect(await group.getAttribute('aria-expanded')).toBe('false');
  await page.keyboard.press('Control+k');
  await page.locator('.finder input').fill('模拟');
  await page.getByText('没有找到').waitFor();
});
