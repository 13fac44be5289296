/** New customers: the company's own deals are searched when the form comes in and when it is signed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { claims } from '#contract/claims.ts';
import { customers } from '#contract/customers.ts';
import { notices } from '#contract/notices.ts';
import { at, newPhone, startCompany } from '#server/scenarios/story.testing.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { type Office, openOffice } from './office.testing.ts';

let world: World;
let office: Office;
let market: Person;
beforeAll(async () => {
  world = await startCompany();
  office = await openOffice(world, 'customer-information');
  market = await office.house.hire('市场', 'market_specialist');
});
afterAll(() => world.stop());

/** A company of the seller's. */
async function company(name: string, phone = newPhone(), more: object = {}): Promise<string> {
  const { manager, siteId } = office;
  const body = { name, siteId, kind: 'company', type: 'dealer', phones: phone, source: 'other', ...more };
  const { customerId } = await manager.must(customers.register, { body: body as never });
  return customerId;
}
/** The same with a claim of the seller's, who may open a deal then. */
async function ofSeller(name: string): Promise<string> {
  const customerId = await company(name);
  const body = { origin: 'visit', phoneLeft: true, ownerId: office.seller.id } as never;
  await office.manager.must(claims.register, { params: { customerId }, body });
  return customerId;
}
const trade = (customerId: string, on: string, kind: 'invoice' | 'sample' = 'invoice') =>
  office.manager.must(customers.addTransaction, { params: { customerId }, body: { on, kind } });
const claim = (customerId: string, firstOn: string, formName: string) =>
  office.manager.call(customers.claimNewCustomer, { params: { customerId }, body: { firstOn, formName } });
const fileOf = async (customerId: string) =>
  (await office.manager.must(customers.get, { params: { customerId } })).business.newClaims[0];
const sign = (approvalId: string) => market.call(approvals.sign, { params: { approvalId }, body: { round: 1 } });

test('[S2.11.a3] never dealt with: the market branch signs, and internal affairs has the form on file', async () => {
  const customerId = await company('清泉贸易');
  await trade(customerId, '2024-01-15', 'sample');
  await trade(customerId, '2024-03-01');
  expect(await claim(customerId, '2024-03-01', '清泉贸易')).toMatchObject({ code: null, body: { state: 'submitted' } });
  expect(await claim(customerId, '2024-03-01', '清泉贸易')).toMatchObject({
    status: 409,
    code: 'NEW_CUSTOMER_CLAIMED',
  });
  const { approvalId } = (await fileOf(customerId)) ?? {};
  const page = await market.must(approvals.get, { params: { approvalId: approvalId ?? '' } });
  expect(page.matter).toBe('new_customer');
  expect(page.lines.map(({ zh }) => zh).join()).toContain('近 3 年业务往来');
  expect(
    (await office.manager.call(approvals.sign, { params: { approvalId: approvalId ?? '' }, body: { round: 1 } }))
      .status,
  ).toBe(403);
  expect((await sign(approvalId ?? '')).code).toBeNull();
  const filed = await fileOf(customerId);
  expect(filed).toMatchObject({ state: 'confirmed', signers: [{ name: '市场' }] });
  expect(filed?.filedAt).toBe(filed?.endedAt);
  const told = (await office.assistant.must(notices.mine)).rows.map(({ kind }) => kind);
  expect(told).toContain('deals.newCustomerFiled');
  const register = await office.assistant.must(customers.newCustomerRegister, { query: { state: 'confirmed' } });
  expect(register.rows.map((row) => row.customer.name)).toEqual(['清泉贸易']);
});

test('[S2.11.a3] a deal with a namesake, a day within three years, refuses the form with what was found; exactly three years do not', async () => {
  const names = ['差一天建材', '满三年建材', '未成交贸易'] as const;
  const [short, full, none] = names;
  const dealId = await office.inEffect({ customerId: await ofSeller(short) });
  const { number } = await office.page(dealId); // in effect on 4 March 2024
  await office.inEffect({ customerId: await ofSeller(full) });
  await office.draft({ customerId: await ofSeller(none) }); // a draft is no business
  await world.setClock(at('2027-03-10', '10:00'));
  const claimed = async (name: string, firstOn: string) => {
    const customerId = await company(name);
    await trade(customerId, firstOn);
    return claim(customerId, firstOn, name);
  };
  const refused = await claimed(short, '2027-03-03');
  expect(refused).toMatchObject({ status: 409, code: 'BUSINESS_WITHIN_PERIOD' });
  const { error } = refused.body as unknown as { error: { zh: string; en: string } };
  expect(error.zh).toContain(`2024-03-04 成交（同名单位） ${number}`);
  expect(error.en).toContain(`2024-03-04 deal (the same name) ${number}`);
  expect((await claimed(full, '2027-03-04')).code).toBeNull();
  expect((await claimed(none, '2027-03-03')).code).toBeNull();
});

test('[S2.11.a3] business that turns up before the signature refuses the signature', async () => {
  const customerId = await company('后来查到');
  await trade(customerId, '2027-03-08');
  await claim(customerId, '2027-03-08', '后来查到');
  await trade(customerId, '2026-12-01');
  const { approvalId } = (await fileOf(customerId)) ?? {};
  expect(await sign(approvalId ?? '')).toMatchObject({ status: 409, code: 'BUSINESS_WITHIN_PERIOD' });
  expect(await fileOf(customerId)).toMatchObject({ state: 'submitted', filedAt: null });
  const body = { round: 1, how: 'rejected' as const, comment: '2026 年 12 月有往来' };
  await market.must(approvals.refuse, { params: { approvalId: approvalId ?? '' }, body });
  expect(await fileOf(customerId)).toMatchObject({ state: 'rejected' });
});
