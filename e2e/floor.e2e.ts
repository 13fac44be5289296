/** The main journey, by the screens alone: from the door to the claim, to the lapse, to the pool, to the next owner. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person, World } from '#server/platform/testing/world.ts';
import { closeBrowser, openPage, startProduct } from './harness.ts';

const OPENS = '2024-03-04T01:00:00Z'; // where the test clock stands: 09:00 in Shanghai

let world: World;
let supervisor: Person;
let mei: Person;
let li: Person;
beforeAll(async () => {
  world = await startProduct();
  const siteId = await world.addSite({ name: '云栖案场', rulebook: 'sales-office-reception' });
  supervisor = await world.addPerson({ name: '周宁', title: '销售主管', siteId, role: 'supervisor' });
  mei = await world.addPerson({ name: '梅静', siteId, role: 'consultant' });
  li = await world.addPerson({ name: '李想', siteId, role: 'consultant' });
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

test('a visitor from the door to the claim, by keyboard at the desk and by thumb on the phone', async () => {
  const desk = await openPage(world, supervisor, { at: OPENS });
  await desk.goto('/desk/day');
  await desk
    .getByRole('button', { name: /^开\s*班/ })
    .first()
    .click();
  await expect.poll(() => desk.getByText('营业中').first().isVisible()).toBe(true);

  const phone = await openPage(world, mei, { phone: true, at: OPENS });
  await phone.goto('/desk/mine');
  await phone.getByRole('button', { name: '在岗', exact: true }).click();
  const second = await openPage(world, li, { phone: true, at: OPENS });
  await second.goto('/desk/mine');
  await second.getByRole('button', { name: '在岗', exact: true }).click();

  await desk.goto('/desk');
  await desk.getByText('登记并叫人').waitFor();
  await desk.keyboard.press('n');
  await desk.keyboard.press('1'); // first time here
  await expect.poll(() => desk.getByRole('button', { name: '登记并叫人' }).isEnabled()).toBe(true);
  await desk.keyboard.press('Control+Enter');
  await desk
    .getByText(/已叫，待接/)
    .first()
    .waitFor();

  // Whoever is up hears of it without touching the page, within seconds.
  const up = await Promise.any(
    [phone, second].map(async (page) => {
      await page.getByRole('button', { name: '开始接待' }).waitFor({ timeout: 10_000 });
      return page;
    }),
  );
  await up.getByRole('button', { name: '开始接待' }).click();
  await up.getByRole('button', { name: '登记客户' }).click();
  await up.getByLabel('姓名').fill('陈晓');
  await up.getByLabel('电话', { exact: true }).fill('139 0000 1234');
  await up.getByLabel('咨询内容', { exact: true }).fill('三房');
  await up
    .getByRole('button', { name: /登\s*记$|保\s*存/ })
    .last()
    .click();
  await up.waitForURL(/\/desk\/visits\//);
  await up.getByRole('link', { name: '陈晓' }).waitFor();

  await up.goto('/desk/mine');
  await up.getByRole('button', { name: '结束接待' }).click();
  await up
    .getByRole('dialog')
    .getByRole('button', { name: /结束接待|确\s*定/ })
    .last()
    .click();
  await expect.poll(() => up.getByRole('button', { name: '结束接待' }).count()).toBe(0);
});

test('not followed up, the customer lapses to the pool and a colleague takes them in two taps', async () => {
  await world.setClock('2024-04-05T02:00:00Z'); // one month and a day after the reception
  const pages = await Promise.all([mei, li].map((person) => openPage(world, person, { phone: true })));
  for (const page of pages) {
    await page.goto('/pool');
    await page.getByText(/陈/).first().waitFor();
  }
  // The former owner waits a week by the rulebook: exactly one of the two may take the customer today.
  const may = await Promise.all(
    pages.map((page) =>
      page
        .getByRole('button', { name: /领\s*取/ })
        .first()
        .isEnabled(),
    ),
  );
  expect(may.filter(Boolean)).toHaveLength(1);
  const taker = pages[may.indexOf(true)];
  await taker
    ?.getByRole('button', { name: /领\s*取/ })
    .first()
    .click();
  const confirm = taker?.getByRole('dialog').getByRole('button', { name: /领\s*取|确\s*定/ });
  await confirm
    ?.last()
    .click({ timeout: 2_000 })
    .catch(() => undefined); // asked only where the house asks
  // The colleague's open page follows by itself; the customer now stands in the taker's own list.
  await pages[may.indexOf(false)]?.getByText('公海里没有客户').waitFor();
  await taker?.goto('/customers');
  await taker?.getByText('陈晓').first().waitFor();
});
