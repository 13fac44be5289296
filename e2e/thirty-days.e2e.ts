import { afterAll, beforeAll, expect, test } from 'vitest';
import { rulebook } from '#contract/rulebook.ts';
import { authoring } from '#contract/rulebook-authoring.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { closeBrowser, openPage, startProduct } from './harness.ts';

let world: World;
let manager: Person;
let bookId: string;
beforeAll(async () => {
  world = await startProduct();
  const siteId = await world.addSite({ name: '云栖湾售楼处', rulebook: 'real-estate-customers' });
  manager = await world.addPerson({ name: '高经理', siteId, role: 'manager' });
  const { rows } = await manager.must(rulebook.list);
  bookId = rows.find(({ key }) => key === 'real-estate-customers')?.id ?? '';
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

test('“2 个月” becomes “30 天” in its own sentence: the unit is chosen beside the number, by keyboard as well', async () => {
  const started = { params: { rulebookId: bookId }, body: { title: '保护期三十天' } };
  const { draftId } = await manager.must(authoring.startDraft, started);
  const page = await openPage(world, manager);
  await page.goto(`/rulebooks/drafts/${draftId}`);
  const value = page.locator('#C5\\.2 [data-param="claims.filingMonths"]');
  await value.click();
  const panel = page.getByRole('dialog', { name: '建档保护期' });
  await panel.getByText('1 至 24 个月，或 1 至 744 天').waitFor();
  const number = panel.getByRole('spinbutton');
  await number.fill('30');
  await panel.getByText(/1 至 24 个月/).waitFor(); // thirty months are too many
  expect(await panel.getByRole('button', { name: /保存|确定/ }).isDisabled()).toBe(true);
  await panel.getByRole('combobox', { name: '单位' }).selectOption('days');
  await number.press('Enter');
  await expect.poll(() => value.textContent()).toMatch(/30 天/);
  await expect
    .poll(async () => (await manager.must(authoring.draft, { params: { draftId } })).source)
    .toContain('name="claims.filingMonths" value="30d"');
  await value.click();
  await panel.getByRole('combobox', { name: '单位' }).selectOption('months');
  await number.fill('3');
  await number.press('Enter');
  await expect.poll(() => value.textContent()).toMatch(/3 个月/);
});
