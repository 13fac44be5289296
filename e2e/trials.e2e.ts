/** A past decision with a fact altered, beside a draft, kept as an example of its clause. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { journal } from '#contract/journal.ts';
import { rulebook } from '#contract/rulebook.ts';
import { authoring } from '#contract/rulebook-authoring.ts';
import { trials } from '#contract/trials.ts';
import { defaultWebRoot } from '#server/platform/server.ts';
import type { World } from '#server/platform/testing/world.ts';
import { type House, openHouse, startCompany } from '#server/scenarios/story.testing.ts';
import { closeBrowser, openPage } from './harness.ts';

let world: World;
let house: House;
let bookId: string;
let draftId: string;
beforeAll(async () => {
  world = await startCompany({ webRoot: defaultWebRoot });
  house = await openHouse(world, 'sales-office-reception', '甲乙丙');
  await house.openDay();
  await house.serve(await house.receive());
  const { rows } = await house.manager.must(rulebook.list);
  bookId = rows.find(({ key }) => key === 'sales-office-reception')?.id ?? '';
  const started = await house.manager.must(authoring.startDraft, {
    params: { rulebookId: bookId },
    body: { title: '同行由末位接待' },
  });
  draftId = started.draftId;
  const edits = [{ do: 'setValue' as const, name: 'desk.peerVisit', value: 'last_not_counted' }];
  await house.manager.must(authoring.edit, { params: { draftId }, body: { version: started.version, edits } });
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

test('from “why” to the form: the visitor becomes a competitor, both texts answer, the case is kept in the draft', async () => {
  const { rows } = await house.manager.must(journal.list, { query: { siteId: house.siteId, limit: 50 } });
  const entry = rows.find(({ kind }) => kind === 'desk.receiveVisit')?.id ?? '';
  const page = await openPage(world, house.manager);
  await page.goto(`/journal?kind=desk.receiveVisit`);
  await page
    .getByRole('button', { name: /为什么/ })
    .first()
    .click();
  await page.getByRole('link', { name: '改一个事实再试' }).click();
  await page.waitForURL(`**/trials?entry=${entry}*`);
  await page.goto(`/trials?entry=${entry}&draft=${draftId}`);
  const answers = page.locator('.trial-columns article');
  await expect.poll(() => answers.count()).toBe(2);
  await page.getByText('结论相同').waitFor();

  await page.getByRole('combobox', { name: '来意' }).click();
  await page.getByTitle('同行', { exact: true }).click();
  await expect.poll(() => answers.last().locator('.trial-summary').textContent()).toContain('丙');
  expect(await answers.first().locator('.trial-summary').textContent()).toContain('甲');
  await page.getByText('不同之处').waitFor();
  expect(await answers.last().textContent()).toContain('A29');

  await page.getByRole('button', { name: '存为示例' }).click();
  const dialog = page.getByRole('dialog');
  await expect.poll(() => dialog.getByText(/^A29 /).count()).toBeGreaterThan(0);
  await dialog.getByLabel('用一句话说明情形').fill('开门第一位是同行，由末位接待，不计次。');
  await dialog.getByRole('button', { name: /^确\s?定$|^保\s?存$/ }).click();
  await page.getByText(/已存为示例/).waitFor();
  const query = { text: `draft:${draftId}` };
  const kept = await house.manager.must(trials.examples, { params: { rulebookId: bookId }, query });
  expect(kept.rows.find((row) => row.text.startsWith('开门第一位是同行'))).toMatchObject({
    clause: 'A29',
    result: 'holds',
  });
});

test('on a phone the case and its answers stand under one another', async () => {
  const page = await openPage(world, house.manager, { phone: true });
  await page.goto(`/trials?kind=claims.register&draft=${draftId}`);
  await page.locator('.trial-columns article').nth(1).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});
