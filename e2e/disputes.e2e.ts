/** A disputed customer, from the customer's page to the ruling and the appeal, as its people see it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verdicts } from '#contract/verdicts.ts';
import { at, type House, openHouse, startCompany } from '#server/scenarios/story.testing.ts';
import type { World } from '#server/platform/testing/world.ts';
import { defaultWebRoot } from '#server/platform/server.ts';
import { closeBrowser, openPage } from './harness.ts';

let world: World;
let house: House;
let customerId: string;
beforeAll(async () => {
  world = await startCompany({ webRoot: defaultWebRoot });
  await world.setClock(at('2024-03-05'));
  house = await openHouse(world, 'real-estate-customers', '甲乙丙');
  await house.openDay();
  ({ customerId } = await house.claim('甲', '王先生'));
  await house.contact('甲', customerId, 'call', { answered: true, text: '约好周末再来看三居' });
  await world.setClock(at('2024-03-05', '14:00'));
  const [first, refuses] = [house.id('甲'), house.id('甲')];
  await house.serve(await house.receive({ customerId, visitedBefore: true, receivedBy: [first], refuses }));
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

test('raised on the customer’s page, ruled on against the rulebook with a reason, read and appealed on the phone', async () => {
  const consultant = await openPage(world, house.person('甲'));
  await consultant.goto(`/customers/${customerId}`);
  await consultant.getByRole('button', { name: '提出争议' }).click();
  const dialog = consultant.getByRole('dialog');
  await dialog.getByRole('combobox', { name: '对方' }).fill('乙');
  await consultant.getByTitle('乙').click();
  await dialog.getByRole('textbox').last().fill('客户是我登记并一直在跟进');
  await dialog
    .getByRole('button', { name: '提 出' })
    .or(dialog.getByRole('button', { name: '提出' }))
    .click();
  await consultant.waitForURL(/\/disputes\/[0-9a-f-]+$/);
  await expect.poll(() => consultant.getByText('约好周末再来看三居').count()).toBe(1);
  await expect.poll(() => consultant.getByText('拒绝原接待人').count()).toBeGreaterThan(0);

  const judge = await openPage(world, house.supervisor);
  await judge.goto('/disputes?view=judge');
  await judge.getByText('客户是我登记并一直在跟进').click();
  await judge.getByRole('button', { name: /^裁\s?定$/ }).click();
  const ruling = judge.getByRole('dialog');
  await ruling.getByText('另行认定').click();
  for (const money of ['业绩', '提成']) await ruling.getByRole('spinbutton', { name: `甲 ${money}` }).fill('100');
  await ruling.getByRole('textbox').last().fill('客户事后书面说明仍由甲服务');
  await ruling.getByRole('button', { name: /^裁\s?定$/ }).click();
  await expect.poll(() => judge.getByText('与制度判断不同').count()).toBeGreaterThan(0);

  const { rows } = await house.person('乙').must(verdicts.list, { query: { open: 'false', view: 'mine' } });
  const phone = await openPage(world, house.person('乙'), { phone: true });
  await phone.goto('/disputes?open=false');
  await phone.getByText('客户是我登记并一直在跟进').click();
  await phone.waitForURL(`**/disputes/${rows[0]?.id}`);
  await phone.getByRole('button', { name: /^申\s?诉$/ }).click();
  await phone.getByRole('dialog').getByRole('textbox').fill('登记在前，但客户当面拒绝');
  await phone
    .getByRole('dialog')
    .getByRole('button', { name: /确\s?定|申\s?诉/ })
    .click();
  await expect.poll(() => phone.getByText('申诉中').count()).toBe(1);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});

test('the two share it themselves: one proposes, the other agrees on the phone, and nobody rules', async () => {
  const { customerId: shared } = await house.claim('甲', '赵女士');
  const { dispute } = await house.supervisor.must(verdicts.open, {
    params: { customerId: shared },
    body: { otherId: house.id('乙'), onBehalfOf: house.id('甲'), reason: '两人都接待过' },
  });
  const one = await openPage(world, house.person('甲'));
  await one.goto(`/disputes/${dispute.id}`);
  await one.getByRole('button', { name: '提出分配方案' }).click();
  const dialog = one.getByRole('dialog');
  for (const money of ['业绩', '提成']) {
    await dialog.getByRole('spinbutton', { name: `甲 ${money}` }).fill('60');
    await dialog.getByRole('spinbutton', { name: `乙 ${money}` }).fill('40');
  }
  await dialog.getByRole('button', { name: /^提\s?出$/ }).click();
  await expect.poll(() => one.getByText('乙 40%').count()).toBe(2);

  const phone = await openPage(world, house.person('乙'), { phone: true });
  await phone.goto(`/disputes/${dispute.id}`);
  await phone.getByRole('button', { name: '同意此方案' }).click();
  await phone
    .getByRole('dialog')
    .getByRole('button', { name: /确\s?定|同\s?意/ })
    .click();
  await expect.poll(() => phone.getByText('协商一致').count()).toBeGreaterThan(0);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});
