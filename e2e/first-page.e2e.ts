/** What a person meets first: a version that waits for their signature, a page that is not theirs, a case tried on the phone. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rulebook } from '#contract/rulebook.ts';
import { signOff } from '#contract/rulebook-sign-off.ts';
import { at, type House, openHouse, startCompany } from '#server/scenarios/story.testing.ts';
import type { World } from '#server/platform/testing/world.ts';
import { defaultWebRoot } from '#server/platform/server.ts';
import { closeBrowser, openPage } from './harness.ts';

let world: World;
let house: House;
beforeAll(async () => {
  world = await startCompany({ webRoot: defaultWebRoot });
  await world.setClock(at('2024-03-05'));
  house = await openHouse(world, 'sales-office-reception', '甲乙');
  await house.openDay();
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

test('a signature that is due stands above the first page until it is given', async () => {
  const page = await openPage(world, house.person('甲'), { phone: true });
  await page.goto('/');
  await page.getByRole('link', { name: '去签收' }).click();
  await page.waitForURL(/\/rulebooks\/[0-9a-f-]+\/sign$/);
  expect(await page.getByText('现行版待您签收').count()).toBe(0);
  const { rows } = await house.person('甲').must(signOff.mine);
  for (const { rulebookId, number } of rows)
    await house.person('甲').must(signOff.sign, { params: { rulebookId }, body: { number } });
  await page.goto('/');
  await expect.poll(() => page.getByRole('navigation').count()).toBeGreaterThan(0);
  await expect.poll(() => page.getByText('现行版待您签收').count()).toBe(0);
});

test('a page that is not theirs says which right is missing, in words', async () => {
  const page = await openPage(world, house.person('乙'));
  await page.goto('/simulations');
  await expect.poll(() => page.getByText('模拟制度修订').count()).toBeGreaterThan(0);
  expect(await page.getByText('rulebook.simulate').count()).toBe(0);
});

test('a case tried on the phone: the form first, the answer below it and one tap away', async () => {
  const { rows } = await house.manager.must(rulebook.list);
  expect(rows.length).toBeGreaterThan(0);
  const page = await openPage(world, house.manager, { phone: true });
  await page.goto('/trials?kind=claims.register');
  const answers = page.locator('.trial-answers');
  await answers.waitFor();
  const topOf = (selector: string) => page.locator(selector).evaluate((one) => one.getBoundingClientRect().top);
  expect(await topOf('.trial-case')).toBeLessThan(await topOf('.trial-answers'));
  await expect.poll(() => page.locator('.trial-columns').count()).toBe(1);
  await page.getByRole('button', { name: '看结论' }).click();
  const visible = () => topOf('.trial-answers').then((top) => top < 760); // above the tabs
  await expect.poll(visible).toBe(true);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});
