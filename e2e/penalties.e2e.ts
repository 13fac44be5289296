/** A penalty on screen: the manager enters it, the person appeals on the phone, finance rules, and only what is left stands on the pay. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commission } from '#contract/commission.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { SoldSite, solely } from '../server/money/commission.testing.ts';
import { closeBrowser, openPage, startProduct } from './harness.ts';

const AT = '2024-03-05T02:00:00.000Z';
let world: World;
let site: SoldSite;
let mei: Person;
let finance: Person;
let manager: Person;
beforeAll(async () => {
  world = await startProduct();
  await world.setClock(AT);
  site = await SoldSite.open(world, 'real-estate-customers');
  [mei, finance, manager] = [
    await site.hire('梅'),
    await site.hire('钱会计', 'finance'),
    await site.hire('周经理', 'manager'),
  ];
  const deal = await site.sell(mei, { priceFen: 100_000_00, paidFen: 100_000_00 });
  await site.counts(deal, solely(mei));
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});
const payLines = async () =>
  (await mei.must(commission.lines, { query: { view: 'myMoney' } })).rows.map(({ kind, amountFen }) => [
    kind,
    amountFen,
  ]);

test('entered, appealed on the phone, reduced, and then on the pay with its reason', async () => {
  const body = { siteId: site.siteId, kind: 'penalty', staffId: mei.id, amountFen: 80_00, reason: '来访未登记' };
  await manager.must(commission.enterLine, { body: body as never });
  const phone = await openPage(world, mei, { phone: true, at: AT });
  await phone.goto('/my-pay');
  await phone.getByText('待我答复或裁定中的处理').waitFor();
  await phone.getByRole('button', { name: /申\s?诉/ }).click();
  await phone.getByLabel('与事实不符之处').fill('当日系统停用，次日已补登');
  await phone.getByRole('dialog').getByRole('button').last().click();
  await phone.getByText('申诉中').waitFor();
  expect(await payLines()).not.toContainEqual(['penalty', expect.anything()]);

  const page = await openPage(world, finance, { at: AT });
  await page.goto('/pay/penalties?state=appealed');
  await page.getByRole('button', { name: /裁\s?定/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('当日系统停用，次日已补登').waitFor();
  await dialog.getByText('减轻', { exact: true }).click();
  await dialog.getByLabel('减轻为（元）').fill('30');
  await dialog.getByLabel('事由').fill('部分属实');
  await dialog.getByRole('button', { name: /保\s?存/ }).click();
  await page.getByText('没有违规处理').waitFor();
  expect(await payLines()).toContainEqual(['penalty', -30_00]);

  await phone.reload();
  await phone.getByText('已了结的处理').waitFor();
  await phone.getByText('违规处理：来访未登记（申诉后减轻）').waitFor();
}, 120_000);
