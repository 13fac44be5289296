import { afterAll, beforeAll, expect, test } from 'vitest';
import { desk } from '#contract/desk.ts';
import { rulebook } from '#contract/rulebook.ts';
import { authoring } from '#contract/rulebook-authoring.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { closeBrowser, openPage, startProduct } from './harness.ts';

const STARTS_AT = '2024-03-04T01:00:00.000Z'; // where the test clock stands at first

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
      'rulebook.draft': 'company',
      'rulebook.review': 'company',
      'rulebook.publish': 'company',
      'rulebook.sign': 'company',
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

test('a value is changed in its sentence in a draft, reviewed by another, published from tomorrow, and the floor follows it', async () => {
  const manager = await world.addPerson({ name: '高经理', siteId, role: 'manager' });
  const li = await world.addPerson({ name: '李', siteId, grants: { 'desk.serve': 'self', 'desk.read': 'site' } });
  const wang = await world.addPerson({ name: '王', siteId, role: 'consultant' });

  const drafting = await openPage(world, manager, { at: STARTS_AT });
  await drafting.goto(`/rulebooks/${bookId}`);
  await drafting.getByRole('button', { name: '起草修订' }).click();
  await drafting.getByLabel('草案名称').fill('同行由末位接待');
  await drafting.getByRole('button', { name: '开始起草' }).click();
  await drafting.getByText('改动自动保存').waitFor(); // the document that was read stays until the draft can be shown
  const value = drafting.locator('#A29 [data-param="desk.peerVisit"]');
  await value.press('Enter');
  await drafting.getByRole('radio', { name: /末位接待[,，]不计/ }).check();
  await drafting.keyboard.press('Enter');
  await expect.poll(() => value.textContent()).toMatch(/末位接待[,，]不计/);
  await drafting.getByText(/已保存 \d/).waitFor();
  await drafting.getByRole('button', { name: '提请审核' }).click();
  await drafting.getByRole('dialog').getByRole('button', { name: '提请审核' }).click();
  await drafting.getByText('等待任一有权限的人审核').waitFor();

  const review = await openPage(world, director, { at: STARTS_AT });
  await review.goto('/rulebooks?show=drafts&state=mine');
  await review.getByRole('link', { name: '同行由末位接待' }).click();
  await review.getByText(/同行来访.*→.*末位接待.*A29/).waitFor();
  await review.getByRole('button', { name: '审核通过' }).click();
  await review.getByRole('dialog').getByRole('button', { name: '审核通过' }).click();
  await review.getByText(/周总监.*审核通过/).waitFor();
  await review.getByRole('button', { name: /^发\s*布$/ }).click();
  await review
    .getByRole('dialog')
    .getByText(/同行来访.*→/)
    .waitFor();
  await review.getByRole('radio', { name: '明日零时' }).check();
  // The change gives examples of the book another answer: publishing says so and asks.
  await review.getByRole('checkbox', { name: /我已看过这 \d+ 个示例/ }).check();
  await review
    .getByRole('dialog')
    .getByRole('button', { name: /^发\s*布$/ })
    .click();
  await review.getByText(/已发布第 2 版/).waitFor();
  await review.getByText(/第 2 版将于 2024-03-05 00:00 施行/).waitFor();

  await world.setClock('2024-03-05T01:00:00.000Z');
  await director.must(desk.open, { params: { siteId }, body: { order: [li.id, wang.id] } });
  await director.must(desk.receive, { params: { siteId }, body: { visitedBefore: false, purpose: 'peer' } as never });
  await review.goto('/journal?kind=desk');
  await review.getByText(/同行来访.*王.*不计次/).waitFor();
  await review
    .getByRole('button', { name: /为什么/ })
    .first()
    .click();
  await review.getByText('依据《售楼处客户接待规则》第 2 版').waitFor();

  const phone = await openPage(world, wang, { phone: true, at: '2024-03-05T01:00:00.000Z' });
  await phone.goto('/rulebooks/sign');
  await phone.getByRole('button', { name: '阅读并签收' }).click();
  const sign = phone.getByRole('button', { name: '我已阅读并签收' });
  await sign.waitFor();
  expect(await sign.isDisabled()).toBe(true);
  await phone.locator('.rule-end').scrollIntoViewIfNeeded();
  await sign.click();
  await phone.getByText(/王已于 .* 签收第 2 版/).waitFor();

  await drafting.goto(`/rulebooks/${bookId}/signatures?state=signed`);
  await drafting.getByText('王', { exact: true }).waitFor();
  await drafting.goto(`/rulebooks/${bookId}/compare?from=1&to=2&view=marked`);
  await drafting.locator('ins').first().waitFor();
  expect(await drafting.locator('.rule-compared .rule-clause').count()).toBe(1);
});

test('a text with faults is kept, says what to do, and undo brings the document back', async () => {
  const page = await openPage(world, director);
  const { draftId } = await director.must(authoring.startDraft, {
    params: { rulebookId: bookId },
    body: { title: '改写' },
  });
  await page.goto(`/rulebooks/drafts/${draftId}`);
  const clause = page.locator('#A29');
  await clause.getByRole('button', { name: '改写' }).click();
  const field = clause.getByRole('textbox', { name: 'A29 条的内容' });
  const before = await field.inputValue();
  expect(before).toContain('⟦');
  await field.fill(`${before}{% param name="desk.nothing" value=1 /%}`);
  await clause.getByText(/没有名为“desk.nothing”的参数/).waitFor();
  await clause.getByText('有问题，未保存').waitFor();
  await clause.getByRole('button', { name: '仍然保存' }).click();
  await page.getByText(/文本目前有问题/).waitFor();
  await page.getByRole('button', { name: '撤销' }).click();
  await page.locator('#A29 [data-param]').first().waitFor();
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
