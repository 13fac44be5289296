import { afterAll, beforeAll, expect, test } from 'vitest';
import { desk } from '#contract/desk.ts';
import { rulebook } from '#contract/rulebook.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { closeBrowser, openPage, startProduct } from './harness.ts';

let world: World;
let siteId: string;
let director: Person;
let bookId: string;
beforeAll(async () => {
  world = await startProduct();
  siteId = await world.addSite({ name: '云栖湾售楼处', rulebook: 'sales-office-reception' });
  director = await world.addPerson({
    name: '周总监',
    siteId,
    grants: {
      'rulebook.read': 'company',
      'rulebook.publish': 'company',
      'rulebook.adopt': 'company',
      'journal.read': 'company',
      'desk.read': 'company',
      'desk.receive': 'company',
      'desk.supervise': 'company',
    },
  });
  const { rows } = await director.must(rulebook.list);
  bookId = rows.find(({ key }) => key === 'sales-office-reception')?.id ?? '';
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

test('a rulebook is read as a document: clause by address, value with its range, citation with its source', async () => {
  const page = await openPage(world, director);
  await page.goto(`/rulebooks/${bookId}#A17`);
  const clause = page.locator('#A17');
  await clause.waitFor();
  expect(await clause.textContent()).toMatch(/自最近一次联系起满\s*1 个月/);
  await expect.poll(() => clause.evaluate((element) => element.getBoundingClientRect().top)).toBeLessThan(300);
  await clause.getByRole('button', { name: /未联系失效期/ }).click();
  await page.getByText('1 至 24 个月').waitFor();
  await clause.getByRole('button', { name: 'S4.01.a17.lapse' }).click();
  await page.getByText(/no call-back within one month/).waitFor();
});

test('a value is changed in its sentence, published, and the next decision follows it and says so', async () => {
  const li = await world.addPerson({ name: '李', siteId, grants: { 'desk.serve': 'self', 'desk.read': 'site' } });
  const wang = await world.addPerson({ name: '王', siteId, grants: { 'desk.serve': 'self', 'desk.read': 'site' } });
  await director.must(desk.open, { params: { siteId }, body: { order: [li.id, wang.id] } });

  const page = await openPage(world, director);
  await page.goto(`/rulebooks/${bookId}#A29`);
  await page.getByRole('button', { name: /修\s*改/ }).click();
  await page.locator('#A29').getByRole('combobox', { name: '同行来访' }).click();
  await page
    .getByText(/末位接待[,，]不计排位/)
    .last()
    .click();
  await page.getByPlaceholder('修订说明').fill('同行由末位接待');
  await page.getByRole('button', { name: '发布新版本' }).click();
  await page.getByText('已发布第 2 版').waitFor();
  await page
    .locator('#A29')
    .getByText(/末位接待[,，]不计排位/)
    .waitFor();

  await director.must(desk.receive, { params: { siteId }, body: { visitedBefore: false, purpose: 'peer' } as never });
  await page.goto('/journal?kind=desk');
  await page.getByText(/同行来访.*王.*不计次/).waitFor();
  await page
    .getByRole('button', { name: /为什么/ })
    .first()
    .click();
  await page.getByText('依据《售楼处客户接待规则》第 2 版').waitFor();
});

test('on a phone the document is one column and nothing is cut off', async () => {
  const page = await openPage(world, director, { phone: true });
  await page.goto(`/rulebooks/${bookId}`);
  await page.locator('#A12').waitFor();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

test('in English every clause carries its gloss', async () => {
  const page = await openPage(world, director, { locale: 'en' });
  // The language a person chose in this browser wins over the one in their file.
  await page.addInitScript(() => localStorage.setItem('guike.language', 'en'));
  await page.goto(`/rulebooks/${bookId}`);
  await page.getByText('New visitors are taken strictly in order').waitFor();
});
