import { afterAll, beforeAll, expect, test } from 'vitest';
import type { World } from '#server/platform/testing/world.ts';
import { closeBrowser, openPage, startProduct } from './harness.ts';

let world: World;
beforeAll(async () => {
  world = await startProduct();
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

test('somebody who is not signed in is asked to, in Chinese, with the keyboard alone', async () => {
  const page = await openPage(world, null);
  await page.goto('/');
  const password = page.locator('input[type=password]');
  await password.waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  expect(await page.locator('body').innerText()).toContain('归客');
});

test('the browsable reference of the interface opens', async () => {
  const page = await openPage(world, null);
  await page.goto('/api/reference');
  expect(await page.locator('body').innerText()).toContain('/api/');
});
