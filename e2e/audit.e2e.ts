import { afterAll, beforeAll, expect, test } from 'vitest';
import { desk } from '#contract/desk.ts';
import { journalAudit } from '#contract/journal-audit.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { closeBrowser, openPage, startProduct } from './harness.ts';

let world: World;
let director: Person;
let siteId: string;
beforeAll(async () => {
  world = await startProduct();
  siteId = await world.addSite({ name: '云栖湾售楼处', rulebook: 'sales-office-reception' });
  director = await world.addPerson({ name: '周总监', siteId, role: 'director' });
  const mei = await world.addPerson({ name: '梅', siteId, role: 'consultant' });
  const params = { siteId };
  await director.must(desk.open, { params, body: { order: [mei.id] } });
  await director.must(desk.presence, { params, body: { status: 'on_floor', staffId: mei.id } });
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

test('the head is copied from the page, an audit is held against it and finds nothing; a later head is a finding', async () => {
  await expect.poll(async () => (await director.must(journalAudit.head)).waiting, { timeout: 30_000 }).toBe(0);
  const page = await openPage(world, director);
  await page.goto('/journal/audit');
  const head = (await page.locator('.seal-now').textContent()) ?? '';
  expect(head).toMatch(/^\d+:[0-9a-f]{32}$/);
  await page.getByLabel('打印件上的封存号').fill(head);
  await page.getByRole('button', { name: '开始审计' }).click();
  await page.getByText('未发现异常').waitFor({ timeout: 30_000 });
  await page.getByLabel('打印件上的封存号').fill(`9${head}`);
  await page.getByRole('button', { name: '开始审计' }).click();
  await page.getByText('恢复了较早的备份').waitFor({ timeout: 30_000 });
});

test('the head stands at the foot of the printed register, and only there', async () => {
  const page = await openPage(world, director);
  await page.goto('/desk/visits');
  const foot = page.locator('.seal-head');
  await foot.waitFor({ state: 'attached' });
  expect(await foot.isVisible()).toBe(false);
  await page.emulateMedia({ media: 'print' });
  expect(await foot.isVisible()).toBe(true);
  expect(await foot.textContent()).toMatch(/封存号 \d+:[0-9a-f]{32}/);
});

test('decisions are searched from the address, and the report leads to them', async () => {
  const page = await openPage(world, director, { phone: true, at: '2024-03-04T01:00:00.000Z' });
  await page.goto('/journal?kind=desk.setPresence');
  await page.getByText(/梅/).first().waitFor();
  expect(await page.locator('.decision-row').count()).toBe(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await page.goto('/journal/reports');
  await page.getByText('从未用到的条款').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});
