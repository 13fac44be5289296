/** The list of the day: who is to be invited back, who is to sign, who is to pay; sent by hand and by itself (S0.02.reg.10). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claims } from '#contract/claims.ts';
import { notices } from '#contract/notices.ts';
import { type Office, openOffice } from '#server/deals/office.testing.ts';
import { paid } from '#server/money/ledger.testing.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { at, startCompany } from './story.testing.ts';

let world: World;
let office: Office;
beforeAll(async () => {
  world = await startCompany();
  office = await openOffice(world, 'real-estate-customers');
});
afterAll(() => world.stop());

const today = (by: Person) => by.must(claims.today, { query: {} });
const kindsOf = async (customerId: string) =>
  (await today(office.seller)).rows.find((row) => row.customer.id === customerId)?.tasks.map(({ kind }) => kind) ?? [];
const day = (by = office.manager) => by.must(claims.day, { query: { siteId: office.siteId } });
const heard = async (by: Person, kind: string) =>
  (await by.must(notices.mine)).rows.filter((row) => row.kind === kind).map(({ payload }) => payload);

test('[S0.02.reg.10] customers due to sign and due to pay stand on the list from their day on; the manager sees and sends it', async () => {
  const toSign = await office.customer();
  const signing = await office.inEffect({ customerId: toSign });
  const { contractDueOn } = await office.page(signing);
  const toPay = await office.customer();
  const plan = [{ name: '首期款', dueOn: '2024-03-20', amountFen: 100_000_000 }];
  const paying = await office.contracted({ customerId: toPay, plan });
  for (const dealId of [signing, paying]) await paid(office.finance, dealId, { kind: 'deposit', amountFen: 2_000_000 });
  expect([...(await kindsOf(toSign)), ...(await kindsOf(toPay))].filter((kind) => kind.startsWith('notify_'))).toEqual(
    [],
  );
  await world.setClock(at(contractDueOn ?? '', '00:00'));
  expect(await kindsOf(toSign)).toContain('notify_signing');
  expect((await day()).rows.map(({ staff, sign }) => [staff.id, sign.map(({ id }) => id)])).toEqual([
    [office.seller.id, [toSign]],
  ]);
  expect(await kindsOf(toPay)).not.toContain('notify_payment');
  await world.setClock(at('2024-03-20', '00:00'));
  expect(await kindsOf(toPay)).toContain('notify_payment');
  const siteId = office.siteId;
  const forbidden = await office.seller.call(claims.sendDay, { body: { siteId } });
  expect(forbidden).toMatchObject({ status: 403, code: 'NOT_ALLOWED' });
  const before = (await heard(office.seller, 'claims.dayList')).length;
  expect((await office.manager.must(claims.sendDay, { body: { siteId } })).sent).toBe(1);
  const sent = await heard(office.seller, 'claims.dayList');
  expect(sent).toHaveLength(before + 1);
  expect(sent[0]).toMatchObject({ sign: 1, pay: 1 });
});

test('[S0.02.reg.10] each morning it goes out by itself, once, to the consultants and in sum to the manager', async () => {
  const before = (await heard(office.seller, 'claims.dayList')).length;
  await world.setClock(at('2024-03-21', '08:29'));
  const upToNow = (await heard(office.seller, 'claims.dayList')).length;
  await world.setClock(at('2024-03-21', '08:30'));
  await world.setClock(at('2024-03-21', '12:00'));
  expect((await heard(office.seller, 'claims.dayList')).length).toBe(upToNow + 1);
  expect(upToNow).toBeGreaterThanOrEqual(before);
  expect((await heard(office.manager, 'claims.dayListSent'))[0]).toMatchObject({ people: 1, sign: 1, pay: 1 });
});
