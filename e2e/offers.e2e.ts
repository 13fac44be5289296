/** From the need to the deal as people press it: an offer made, shown, quoted beyond the limit, approved, printed, agreed on. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { approvals } from '#contract/approvals.ts';
import { claims } from '#contract/claims.ts';
import { customers } from '#contract/customers.ts';
import { inventory } from '#contract/inventory.ts';
import { offers } from '#contract/offers.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { closeBrowser, openPage, startProduct } from './harness.ts';

const AT = '2024-03-04T01:30:00.000Z';
let world: World;
let consultant: Person;
let supervisor: Person;
let manager: Person;
let customerId: string;

beforeAll(async () => {
  world = await startProduct();
  const siteId = await world.addSite({ name: '湖畔花园' });
  consultant = await world.addPerson({ name: '林晓梅', siteId, role: 'consultant' });
  supervisor = await world.addPerson({ name: '何主管', siteId, role: 'supervisor' });
  manager = await world.addPerson({ name: '高经理', siteId, role: 'manager' });
  const room = { project: '湖畔花园', building: '1#', entrance: '1', floor: 33, room: '3301', layout: '三室两厅' };
  const price = { listPriceFen: 240_000_000, floorPriceFen: 236_000_000 };
  await manager.must(inventory.addUnit, {
    params: { siteId },
    body: { kind: 'room', ...room, predictedArea: 118.5, ...price },
  });
  const body = { siteId, name: '周敏', phones: '13800001111' };
  customerId = (await consultant.must(customers.register, { body })).customerId;
  await consultant.call(claims.register, { params: { customerId }, body: { origin: 'visit' } });
  const need = { text: '三居，靠近学校', urgency: 'this_month' as const, feasibility: 'feasible' as const };
  await consultant.must(customers.recordNeeds, { params: { customerId }, body: need });
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

/** Sends the open dialog; a click that came while it was still moving is repeated. */
async function send(page: Page, name: string | RegExp): Promise<void> {
  const dialog = page.getByRole('dialog');
  const button = dialog.getByRole('button', { name }).last();
  await button.click();
  await dialog.waitFor({ state: 'hidden', timeout: 5_000 }).catch(() => button.click());
  await dialog.waitFor({ state: 'hidden' });
}
const standsAt = (page: Page, state: string) => page.locator('.page-subtitle', { hasText: state }).waitFor();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();
const section = (page: Page, title: string) =>
  page.locator('.deal-section', { has: page.getByRole('heading', { name: title, exact: true }) });

async function signAll(approvalId: string): Promise<void> {
  for (const who of [supervisor, manager]) {
    const { state, round } = await manager.must(approvals.get, { params: { approvalId } });
    if (state === 'pending') await who.call(approvals.sign, { params: { approvalId }, body: { round } });
  }
}

test('[S1.10.n1] [S1.10.n2] [S1.10.n3] a need becomes an offer, the offer a quotation beyond the limit, and, once approved, a deal', async () => {
  const page = await openPage(world, consultant, { at: AT });
  await page.goto(`/offers/new?customer=${customerId}`);
  await page.getByText('三居，靠近学校').click();
  await page.getByLabel('标题').fill('学区三居');
  await page.getByRole('button', { name: /加一项/ }).click();
  await page.getByRole('combobox', { name: '标的' }).fill('3301');
  await page.locator('.deal-unit-option').first().click();
  await page.getByLabel('适合的理由').fill('步行八分钟到学校');
  await page.getByRole('button', { name: /保存方案/ }).click();
  await standsAt(page, '草拟');

  await press(page, '介绍方案');
  await standsAt(page, '已介绍');
  expect(await page.getByRole('button', { name: '进入洽谈' }).isDisabled()).toBe(true);
  await press(page, '登记展示');
  for (const field of ['特点', '长处', '使用效果'])
    await page.getByRole('dialog').getByLabel(field).fill(`${field}说明`);
  await send(page, /保\s?存/);
  await section(page, '洽谈方案').getByRole('button').click();
  await page.getByRole('dialog').getByLabel('目标').fill('本周定楼层');
  await page.getByRole('dialog').getByLabel('做什么').fill('带看样板间');
  await send(page, /保\s?存/);
  await press(page, '进入洽谈');
  await standsAt(page, '洽谈中');

  await press(page, '报价');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('1#-1-3301 报价').fill('2350000');
  await dialog.getByLabel('客户如何提出').fill('看房后当面要求');
  await send(page, '提交报价');
  const sheet = section(page, '报价书');
  await sheet.getByText('审批中', { exact: true }).waitFor();
  expect(await sheet.getByRole('link', { name: 'PDF' }).count()).toBe(0);
  const offerId = page.url().split('/').at(-1) ?? '';
  const { quotations } = await consultant.must(offers.get, { params: { offerId } });
  await signAll(quotations[0]?.approvalId ?? '');
  await sheet.getByText('有效', { exact: true }).waitFor();
  const href = await sheet.getByRole('link', { name: 'PDF' }).getAttribute('href');
  const pdf = await consultant.fetch(href ?? '');
  expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);

  await section(page, '签约方案').getByRole('button').click();
  await dialog.getByLabel('签约日期').first().fill('2024-03-10');
  await dialog.getByLabel('客户确认日期').first().fill('2024-03-04');
  await send(page, /保\s?存/);
  await press(page, '达成意向');
  await send(page, '转为意向单');
  await page.waitForURL(/\/deals\//);
  await page.getByText('¥2,350,000').first().waitFor();
  await section(page, '报价书').getByText('客户已接受').waitFor();
});

test('[S2.13.a09.10.promise] on a phone: a gift beyond one’s limits is on record, and not to be told', async () => {
  const page = await openPage(world, consultant, { at: AT, phone: true });
  await page.goto(`/customers/${customerId}`);
  await press(page, '登记承诺');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('内容').fill('送一台扫地机器人');
  await dialog.getByLabel('价值').fill('1500');
  await dialog.getByLabel('兑现日期').first().fill('2024-03-20');
  await send(page, /保\s?存/);
  const promises = section(page, '对客户的承诺');
  await promises.getByText('审批中', { exact: true }).waitFor();
  expect(await promises.getByRole('button', { name: '已告知客户' }).isDisabled()).toBe(true);
});
