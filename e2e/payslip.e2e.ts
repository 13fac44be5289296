/** The month in the browser: finance closes it, the seller reads on the phone why they are paid that, and signs; a deal given back is taken off, line by line. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deals } from '#contract/deals.ts';
import { money } from '#contract/money.ts';
import { type Office, openOffice } from '#server/deals/office.testing.ts';
import type { World } from '#server/platform/testing/world.ts';
import { closeBrowser, openPage, startProduct } from './harness.ts';

const APRIL = '2024-04-01T02:00:00.000Z';
let world: World;
let office: Office;
let dealId: string;

beforeAll(async () => {
  world = await startProduct();
  await world.setClock('2024-03-04T01:00:00.000Z');
  office = await openOffice(world);
  dealId = await office.contracted();
  await pay(dealId, 'deposit', 2_000_000);
  await pay(dealId, 'instalment', 38_000_000);
  await world.setClock(APRIL);
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

const pay = (of: string, kind: string, amountFen: number) =>
  office.finance.must(money.receive, { params: { dealId: of }, body: { kind, amountFen, method: 'cash' } as never });

test('the month is closed, read, signed, approved and paid, each by whom it takes', async () => {
  const desk = await openPage(world, office.finance, { at: APRIL });
  await desk.goto(`/pay/months/${office.siteId}/2024-03`);
  await desk.getByRole('button', { name: '月结', exact: true }).click();
  await desk
    .getByRole('dialog')
    .getByRole('button', { name: /月结|确\s*定/ })
    .click();
  await desk.getByText('已月结，出具 1 份结算单').waitFor();

  const phone = await openPage(world, office.seller, { phone: true, at: APRIL });
  await phone.goto('/my-pay');
  await phone.getByRole('link', { name: '2024-03' }).click();
  await phone.getByText('应发').first().waitFor();
  await phone.getByText(/成交价 1,000,000.00 × 1% = 提成总额 10,000.00；.*已到账 400,000.00/).waitFor();
  await phone.getByRole('button', { name: '签字确认' }).click();
  await phone.getByText('应发 4,000 元。签字后不再就本单提出疑问。').waitFor();
  await phone
    .getByRole('dialog')
    .getByRole('button', { name: /签字确认|确\s*定/ })
    .click();
  await phone.getByText('已签字').first().waitFor();

  await desk.getByRole('button', { name: '已签字的送审' }).click();
  await desk.getByText('送审 1 份，0 份未签字').waitFor();
  const manager = await openPage(world, office.manager, { phone: true, at: APRIL });
  await manager.goto('/approvals');
  await manager
    .getByText(/结算单/)
    .first()
    .click();
  await manager.getByText('4,000.00').first().waitFor();
  await manager.getByRole('button', { name: /^同意/ }).click();
  await manager
    .getByText(/已同意|已通过/)
    .first()
    .waitFor();
  await desk.getByRole('button', { name: '发放', exact: true }).click();
  await desk
    .getByRole('dialog')
    .getByRole('button', { name: /发放|确\s*定/ })
    .click();
  await desk.getByText('已发放 1 人，共 4,000 元').waitFor();
}, 180_000);

test('a deal given back: the seller reads exactly what is taken back, and why', async () => {
  const asked = await office.head.must(deals.withdraw, {
    params: { dealId },
    body: { reason: '贷款未批', cause: 'customer', persuasion: '已面谈两次', refundMethod: 'cash' } as never,
  });
  expect(await office.signAll(asked.approval.id)).toBeNull();
  const papers = { agreementBack: true, receiptBack: true, bookSigned: true };
  await office.head.must(deals.completeWithdrawal, { params: { dealId }, body: papers });

  const phone = await openPage(world, office.seller, { phone: true, at: APRIL });
  await phone.goto('/my-pay');
  await phone.getByText('扣回').first().waitFor();
  await phone.getByText('-4,000').first().waitFor();
  await phone
    .getByText(/客户退订/)
    .first()
    .waitFor();
  const page = await openPage(world, office.seller, { at: APRIL });
  await page.goto(`/deals/${dealId}`);
  await page.getByText('已退订').first().waitFor();
}, 120_000);
