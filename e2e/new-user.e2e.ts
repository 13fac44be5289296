/** The first hour of a new house, by its screens alone: the one-time link, the rulebook, people with passwords of their own, the price table, a customer, a room held and put up for sale. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { capabilities } from '#server/capabilities.ts';
import { fixture } from '#server/imports/testing.ts';
import { issueSetupToken } from '#server/organisation/index.ts';
import { defaultWebRoot, type RunningServer, startServer } from '#server/platform/server.ts';
import { freshDatabase } from '#server/platform/testing/fresh-database.ts';
import { rulesFor } from '#server/rulebook/index.ts';
import { closeBrowser, openPage } from './harness.ts';

let server: RunningServer;
let token: string;
beforeAll(async () => {
  server = await startServer({
    ...{ databaseUrl: await freshDatabase(), dataDir: mkdtempSync(join(tmpdir(), 'guike-new-')) },
    ...{ capabilities, rules: rulesFor, port: 0, host: '127.0.0.1', webRoot: defaultWebRoot, logLevel: 'error' },
  });
  token = (await issueSetupToken(server.runtime)) ?? '';
});
afterAll(async () => {
  await closeBrowser();
  await server.stop();
});

const confirm = (page: Page) =>
  page
    .getByRole('dialog')
    .getByRole('button', { name: /确\s*定/ })
    .click();

/** The administrator enters somebody and hands over what the screen shows once. */
async function enter(page: Page, name: string, post: string): Promise<{ login: string; password: string }> {
  await page.goto('/organisation/staff');
  await page.getByRole('button', { name: '新增人员' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('姓名', { exact: true }).fill(name);
  await dialog.getByRole('combobox', { name: /^岗位/ }).click();
  await page.locator('.ant-select-item-option', { hasText: post }).first().click();
  await dialog.getByRole('button', { name: '新增人员' }).click();
  const once = page.getByRole('dialog', { name: '一次性密码' });
  await once.locator('code').waitFor();
  const [login, password] = [await once.locator('dd').first().innerText(), await once.locator('code').innerText()];
  return { login: login.trim(), password: password.trim() };
}

/** Signs in with the password of the first time, and is asked for one of their own before anything else. */
async function arrive({ login, password }: { login: string; password: string }): Promise<Page> {
  const page = await openPage({ server }, null);
  await page.goto('/sign-in');
  await page.getByLabel('用户名或手机号').fill(login);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByLabel('当前密码').fill(password);
  for (const label of ['新密码', '再输一次新密码'])
    await page.getByLabel(label, { exact: true }).fill(`${login} walks at nine`);
  await page.getByRole('button', { name: '保存新密码' }).click();
  await page.getByRole('navigation').first().waitFor();
  return page;
}

test('from the one-time link to a room on its way to being sold', async () => {
  const admin = await openPage({ server }, null);
  await admin.goto(`/setup#${token}`);
  await admin.getByLabel('公司名称').fill('云栖置业');
  await admin.getByLabel('第一个门店').fill('云栖案场');
  await admin.getByLabel('您的姓名').fill('周岚');
  await admin.getByLabel('用户名').fill('zhoulan');
  await admin.getByLabel('密码').fill('a quiet floor at nine');
  await admin.getByRole('button', { name: '建立公司并登录' }).click();
  await admin.getByRole('navigation').first().waitFor();

  await admin.goto('/rulebooks');
  await admin.getByRole('link', { name: '商品房销售规则' }).first().click();
  await admin.getByRole('button', { name: '在本案场适用' }).click();
  await confirm(admin);
  await admin.getByText('云栖案场已改用《商品房销售规则》').waitFor();

  await admin.goto('/imports');
  await admin.setInputFiles('input[type=file]', {
    name: '一房一价表.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: fixture('unit-prices.xlsx'),
  });
  await admin.getByRole('button', { name: '导入全部 8 张表' }).click();
  for (let sheet = 0; sheet < 8; sheet++) await admin.getByText('已完成').nth(sheet).waitFor({ timeout: 60_000 });

  const seller = await arrive(await enter(admin, '林晓梅', '销售顾问'));
  await seller.goto('/customers/new');
  await seller.getByLabel('姓名').first().fill('周敏');
  await seller.getByLabel('电话').first().fill('13800001111');
  await seller.getByRole('button', { name: '登记', exact: true }).click();
  await seller.waitForURL(/\/customers\/[0-9a-f]{8}-/);
  await seller.getByRole('button', { name: '建卡' }).click();
  const carded = seller.waitForResponse((answer) => answer.url().endsWith('/claims') && answer.ok());
  await confirm(seller);
  await carded; // whoever leaves the page sooner may have no card yet

  await seller.goto(`/inventory?building=${encodeURIComponent('1#')}&free=true`);
  await seller.getByRole('button', { name: /^1#-1-3301/ }).click();
  const drawer = seller.getByRole('dialog');
  await drawer.getByRole('button', { name: '保留', exact: true }).click();
  const hold = seller.getByRole('dialog', { name: '保留 1#-1-3301' });
  await hold.getByLabel('客户', { exact: true }).fill('周敏');
  await hold.locator('.customer-hit', { hasText: '周敏' }).getByRole('button').click();
  await hold.getByLabel('原因').fill('回家商量');
  await hold.getByRole('button', { name: '保留', exact: true }).click();
  // Pressed at once, before the drawer has heard of the hold: it is sold to whom it is held for all the same.
  await hold.waitFor({ state: 'hidden' });
  await drawer.getByRole('button', { name: '去认购' }).click();
  await seller.getByText('标价 ¥2,088,527').waitFor();
  const customer = seller.getByRole('textbox', { name: '客户', exact: true });
  await expect.poll(() => customer.inputValue()).toBe('周敏');
  await seller.getByLabel('定金').fill('5万');
  for (const item of ['预售登记', '产权办理', '契税及其他费用']) await seller.getByLabel(item).check();
  await seller.getByRole('button', { name: /提交审批/ }).click();
  // The book wants the supervisor to hear of it first: said in words, and nothing that was typed is lost.
  await seller.getByText('下单前须先向主管报告').first().waitFor();
  await seller.waitForURL(/\/deals\/[0-9a-f]{8}-/);
  await seller.getByText('报告主管').first().waitFor();
}, 240_000);
