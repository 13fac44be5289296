/** The course of a sale as people press it: the report before the order, a delay mended, a notice to a department signed for and answered. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { deals } from '#contract/deals.ts';
import { liaison } from '#contract/liaison.ts';
import { type Office, openOffice } from '#server/deals/office.testing.ts';
import type { World } from '#server/platform/testing/world.ts';
import { closeBrowser, openPage, startProduct } from './harness.ts';

let world: World;
let housing: Office;
let seven: Office;
beforeAll(async () => {
  world = await startProduct();
  await world.setClock('2026-03-10T02:00:00.000Z');
  housing = await openOffice(world, 'housing-sales');
  seven = await openOffice(world, 'subscription-signing');
  const { manager, siteId } = seven;
  await manager.must(deals.setDeposit, { params: { siteId, kind: 'room' }, body: { depositFen: 2_000_000 } });
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

async function send(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  const button = dialog.getByRole('button', { name }).first();
  await button.click();
  await dialog.waitFor({ state: 'hidden', timeout: 5_000 }).catch(() => button.click());
  await dialog.waitFor({ state: 'hidden' });
}

test('the order waits for the report to the supervisor; once it is recorded it may be put up', async () => {
  const dealId = await housing.draft();
  const page = await openPage(world, housing.seller, { at: '2026-03-10T02:00:00.000Z' });
  await page.goto(`/deals/${dealId}`);
  await page.getByText('下单前须先向主管报告').first().waitFor();
  expect(await page.getByRole('button', { name: '提交审批', exact: true }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('两代同住，全款');
  await send(page, '确定');
  await page.getByText('两代同住，全款').first().waitFor();
  await page.getByRole('button', { name: '提交审批', exact: true, disabled: false }).waitFor();
});

test('a sale that stands still is on the manager’s list until cause, remedy and day are noted', async () => {
  const dealId = await seven.inEffect({ depositFen: 2_000_000 });
  await world.setClock('2026-03-26T02:00:00.000Z');
  const page = await openPage(world, seven.manager, { at: '2026-03-26T02:00:00.000Z' });
  await page.goto('/deals/stalled');
  await page.getByRole('button', { name: '登记整改' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('停滞原因').fill('首付未到');
  await dialog.getByLabel('整改措施').fill('约银行放款');
  await dialog.getByLabel('完成日期').fill('2026-03-28');
  await send(page, '保存');
  await page.getByText('没有停滞的步骤').waitFor();
  await page.goto(`/deals/${dealId}`);
  await page.getByText('原因：首付未到；措施：约银行放款').first().waitFor();
});

test('an order in effect is with the departments; a receiver signs for it on a phone', async () => {
  const { manager, finance, siteId } = seven;
  const { rows } = await manager.must(liaison.departments, { params: { siteId } });
  const department = rows.find(({ key }) => key === 'finance');
  await manager.must(liaison.changeDepartment, {
    params: { departmentId: department?.id ?? '' },
    body: { receiverIds: [finance.id] },
  });
  const page = await openPage(world, finance, { phone: true, at: '2026-03-26T02:00:00.000Z' });
  await page.goto('/liaison');
  await page
    .getByText(/^订单 LL2026/)
    .first()
    .click();
  await page.locator('li', { hasText: '财务部' }).getByRole('button', { name: '签收', exact: true }).click();
  await page.getByText(/财务部 已签收/).waitFor();
});
