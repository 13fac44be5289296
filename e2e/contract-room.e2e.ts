/** The contract seal: asked for on a phone, handed out once both have agreed, late, and back in the drawer. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { seals } from '#contract/deals-room.ts';
import { type Office, openOffice } from '#server/deals/office.testing.ts';
import type { World } from '#server/platform/testing/world.ts';
import { at } from '#server/scenarios/story.testing.ts';
import { closeBrowser, openPage, startProduct } from './harness.ts';

let world: World;
let office: Office;
beforeAll(async () => {
  world = await startProduct();
  office = await openOffice(world, 'housing-sales');
  await office.manager.must(seals.open, { params: { siteId: office.siteId }, body: { name: '合同专用章' } });
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

test('[S0.07.con.17] the seal is asked for, agreed to by two, handed out, told when late, and taken back', async () => {
  const morning = at('2024-03-04', '10:00');
  await world.setClock(morning);
  const phone = await openPage(world, office.seller, { phone: true, at: morning });
  await phone.goto('/deals/seals');
  await phone.getByRole('button', { name: '申请外带' }).click();
  const dialog = phone.getByRole('dialog');
  await dialog.getByLabel('用途').fill('到客户单位签约');
  await dialog.getByLabel('去向').fill('城东产业园');
  await dialog.getByLabel('归还期限').fill('2024-03-04T18:00');
  await dialog.getByRole('button', { name: '申请外带' }).click();
  await phone.getByText('待签批').first().waitFor();

  const { rows } = await office.manager.must(seals.log, { query: { siteId: office.siteId } });
  const approvalId = rows[0]?.approvalId ?? '';
  for (const one of [office.assistant, office.manager])
    await one.must(approvals.sign, { params: { approvalId }, body: { round: 1 } });

  const desk = await openPage(world, office.assistant, { at: morning });
  await desk.goto('/deals/seals');
  await desk.getByRole('button', { name: '交出' }).click();
  await desk.getByText('甲 带出，18:00 前归还').waitFor();
  await phone.getByText('甲 带出，18:00 前归还').waitFor(); // live on the other screen
  expect(await phone.getByRole('button', { name: '申请外带' }).isDisabled()).toBe(true);

  await world.setClock(at('2024-03-04', '18:30'));
  await desk.reload();
  await desk.getByText('逾期未还').first().waitFor();
  await desk.getByRole('button', { name: '收回' }).click();
  await desk.getByText('在处').waitFor();
});
