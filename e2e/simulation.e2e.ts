/** A manager asks what last month would have been with one value changed, and reads the answer down to a single decision. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { simulation } from '#contract/simulation.ts';
import { defaultWebRoot } from '#server/platform/server.ts';
import type { World } from '#server/platform/testing/world.ts';
import { at, type House, openHouse, startCompany } from '#server/scenarios/story.testing.ts';
import { closeBrowser, openPage } from './harness.ts';

const TODAY = at('2024-04-18', '09:00');

let world: World;
let house: House;
beforeAll(async () => {
  world = await startCompany({ webRoot: defaultWebRoot });
  house = await openHouse(world, 'sales-office-reception', '甲乙丙丁');
  await house.openDay();
  // A competitor first, then three visitors: under the other rule the competitor costs nobody a turn and everybody moves.
  await house.serve(await house.receive({ purpose: 'peer' }));
  for (let n = 0; n < 3; n++) await house.serve(await house.receive());
  await world.setClock(TODAY);
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

test('last month with one value changed: asked in a form, watched, narrowed to a person and a clause, and its “why” opened', async () => {
  const page = await openPage(world, house.manager, { at: TODAY });
  await page.goto('/simulations');
  await page.getByRole('button', { name: '新建模拟' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: '改动的数值' }).fill('同行');
  await page.getByTitle(/同行/).first().click();
  await dialog.getByRole('combobox', { name: '新值' }).click();
  await page.getByTitle(/末位接待/).click();
  await dialog.getByText('上月', { exact: true }).click();
  await dialog.getByText('现行：').waitFor();
  await dialog.getByRole('button', { name: '开始模拟' }).click();
  // The journal begins within the month: the form says so and starts where it does.
  await dialog.getByText(/决定记录始于 2024-03-04 09:00/).waitFor();
  await dialog.getByRole('button', { name: '开始模拟' }).click();
  await page.waitForURL(/\/simulations\/[0-9a-f-]+$/);
  await page.getByRole('heading', { name: '按人员' }).waitFor({ timeout: 20_000 });

  const cards = page.locator('.simulation-cards button');
  expect(await cards.first().textContent()).toMatch(/轮次4确定 1 · 推定 3/);
  const clause = page.locator('.simulation-clauses button', { hasText: 'A29' });
  await clause.click();
  await page.getByRole('combobox', { name: '人员' }).fill('丁');
  await page.getByTitle('丁', { exact: true }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('clause')).toBe('A29');
  expect(new URL(page.url()).searchParams.get('personId')).toBe(house.id('丁'));
  const why = page.getByRole('button', { name: /为什么/ });
  await expect.poll(() => why.count()).toBe(2); // the competitor was not 甲's but 丁's, and 丁's own visitor was 丙's
  await why.last().click();
  await page.getByText(/依据《售楼处客户接待规则》/).waitFor();
});

test('on a phone the list and the result fit, and a change opens its “why”', async () => {
  const { rows } = await house.manager.must(simulation.list, { query: {} });
  const page = await openPage(world, house.manager, { phone: true, at: TODAY });
  await page.goto('/simulations');
  await page.getByText('售楼处客户接待规则').first().click();
  await page.waitForURL(`**/simulations/${rows[0]?.id}`);
  await page
    .getByRole('button', { name: /为什么/ })
    .first()
    .waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});
