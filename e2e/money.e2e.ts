/** Money on screen: the counter takes a deposit and hands out its receipt, the day is closed, the consultant calls whoever is late. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { money } from '#contract/money.ts';
import type { World } from '#server/platform/testing/world.ts';
import { closeBrowser, openPage, startProduct } from './harness.ts';
import { type Counter, dealOf, openCounter, paid, subscribed } from '../server/money/ledger.testing.ts';

let world: World;
let counter: Counter;
beforeAll(async () => {
  world = await startProduct();
  await world.setClock('2024-03-04T02:00:00.000Z');
  counter = await openCounter(world);
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

const plan = [{ name: '首期', dueOn: '2024-03-10', amountFen: 300_000_00 }];

test('the cashier finds the deal, takes the deposit and prints the receipt; then closes the day', async () => {
  const { mei, cai } = counter;
  const dealId = await subscribed(counter, mei);
  const number = (await dealOf(counter, dealId)).number ?? '';
  const page = await openPage(world, cai, { at: '2024-03-04T02:00:00.000Z' });
  await page.goto('/money/cashier');
  await page.getByRole('searchbox').fill(number);
  await page.getByText('定金待收 20,000 元').waitFor();
  await page.getByRole('button', { name: '收款', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '收款 20,000 元' }).click();
  await page.getByRole('heading', { name: '收据 SJ2024-00001' }).waitFor();
  await page.getByText('贰万元整').waitFor();
  expect((await dealOf(counter, dealId)).paidFen).toBe(20_000_00);

  await page.goto('/money/day');
  await page.getByLabel('现金 实点').fill('19,990');
  await page.getByLabel('差异说明').fill('找零差错');
  await page.getByLabel('现金 实点').fill('20,000');
  await page.getByRole('button', { name: '日结', exact: true }).click();
  await page.getByText('已日结').first().waitFor();
  expect(
    (
      await cai.call(money.receive, {
        params: { dealId },
        body: { kind: 'instalment', amountFen: 1, method: 'cash', day: '2024-03-04' } as never,
      })
    ).code,
  ).toBe('DAY_CLOSED');
}, 120_000);

test('on the phone: who is late is called the same day, and what they said is on record', async () => {
  const { mei, cai } = counter;
  const dealId = await subscribed(counter, mei, { plan });
  await paid(cai, dealId, { kind: 'deposit', amountFen: 20_000_00 });
  await world.setClock('2024-03-11T01:00:00.000Z');
  const page = await openPage(world, mei, { phone: true, at: '2024-03-11T01:00:00.000Z' });
  await page.goto('/money/dunning');
  await page.getByText('待联系').first().waitFor();
  await page.getByRole('button', { name: '登记联系' }).first().click();
  await page.getByRole('dialog').getByRole('textbox').first().fill('答应周五付款');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /保\s*存/ })
    .click();
  await page.getByText('已联系').first().waitFor();
  const { rows } = await mei.must(money.demands, { query: {} });
  expect(rows.find(({ deal }) => deal.id === dealId)).toMatchObject({
    state: 'contacted',
    contacts: [{ note: '答应周五付款' }],
  });
}, 120_000);
