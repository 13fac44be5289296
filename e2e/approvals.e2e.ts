/** Approvals as people press them: a request from a phone, returned, put right, agreed to at a desk and on a phone. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person, World } from '#server/platform/testing/world.ts';
import { closeBrowser, openPage, startProduct } from './harness.ts';

let world: World;
let consultant: Person;
let manager: Person;
let marketer: Person;

beforeAll(async () => {
  world = await startProduct();
  const siteId = await world.addSite({ name: '云栖案场' });
  consultant = await world.addPerson({ name: '林晓梅', siteId, role: 'consultant' });
  manager = await world.addPerson({ name: '高经理', siteId, role: 'manager' });
  marketer = await world.addPerson({ name: '马专员', siteId, role: 'market_specialist' });
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

test('a gift from a phone: returned, put right, agreed to by both; whoever looks on is told', async () => {
  const mine = await openPage(world, consultant, { phone: true });
  await mine.goto('/approvals/new?matter=gift');
  await mine.getByLabel('申请什么').fill('老业主答谢礼品');
  await mine.getByLabel('金额（元）').fill('300');
  await mine.getByLabel('原因').fill('成功介绍新客户');
  await mine.getByRole('button', { name: '提交', exact: true }).click();
  await mine.getByText('现可签批').waitFor();

  const desk = await openPage(world, manager);
  await desk.goto('/approvals');
  await desk.getByRole('link', { name: /审批\s*1/ }).waitFor(); // the count beside the menu
  await desk.keyboard.press('j');
  await desk.keyboard.press('Enter');
  await desk.getByText('300').first().waitFor();
  await desk.getByLabel('意见').fill('请注明客户');
  await desk.getByRole('button', { name: '退回' }).click();
  await mine.getByText('已退回，请补正后重新提交').waitFor();

  await mine.getByRole('button', { name: '补正并重新提交' }).click();
  await mine.getByLabel('原因').fill('客户周先生成功介绍新客户');
  await mine.getByRole('button', { name: '重新提交' }).click();
  await mine.getByText('第 2 次提交').first().waitFor();

  const phone = await openPage(world, marketer, { phone: true });
  await phone.goto('/approvals');
  await phone.getByText('老业主答谢礼品').click();
  await phone.getByRole('button', { name: '同意' }).waitFor();
  await desk.goto('/approvals');
  await desk.getByText('老业主答谢礼品').click();
  await desk.getByLabel('意见').fill('同意');
  await desk.keyboard.press('Control+Enter');
  await phone.getByText(/高经理.*已同意/).waitFor(); // told while looking at it
  await phone.getByRole('button', { name: '同意' }).click();
  await mine.getByText('已通过').first().waitFor();
  expect(await mine.getByText('客户周先生成功介绍新客户').count()).toBe(1);
});

test('somebody away: a colleague signs in their place', async () => {
  const desk = await openPage(world, manager);
  await desk.goto('/approvals/delegations');
  await desk.getByLabel('委托给').fill('马');
  await desk.getByTitle(/马专员/).click();
  await desk.getByRole('button', { name: '委托', exact: true }).click();
  await desk.getByText('高经理 委托 马专员').waitFor();
  const phone = await openPage(world, marketer, { phone: true });
  await phone.goto('/approvals/delegations');
  await phone.getByText('高经理 委托 马专员').waitFor();
});
