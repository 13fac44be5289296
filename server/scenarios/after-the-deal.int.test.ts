/**
 * What comes after a deal has counted, and what comes at the same moment: rulings over deals that are gone, money that is taken back after
 * the keys were given, holds that end in the instant somebody else buys, and two people who decide at once.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { commission } from '#contract/commission.ts';
import { deals } from '#contract/deals.ts';
import { inventory } from '#contract/inventory.ts';
import { money } from '#contract/money.ts';
import { verdicts } from '#contract/verdicts.ts';
import { signAll } from '#server/money/commission.testing.ts';
import { MILLION, type Office, openOffice } from '#server/deals/office.testing.ts';
import type { World } from '#server/platform/testing/world.ts';
import { at, startCompany } from './story.testing.ts';

const CAR = 12_000_000;
let world: World;
let rooms: Office;
let cars: Office;
beforeAll(async () => {
  world = await startCompany();
  rooms = await openOffice(world);
  cars = await openOffice(world, 'car-delivery');
});
afterAll(() => world.stop());

const pay = async (of: Office, dealId: string, kind: string, amountFen: number) =>
  (await of.finance.must(money.receive, { params: { dealId }, body: { kind, amountFen, method: 'cash' } as never }))
    .receipt;
const earned = async (of: Office, dealId: string) => {
  const { parties } = await of.manager.must(commission.ofDeal, { params: { dealId } });
  return Object.fromEntries(
    parties.map(({ staff, performanceFen, commissionFen }) => [staff?.name ?? '', [performanceFen, commissionFen]]),
  );
};
const dispute = async (of: Office, customerId: string): Promise<string> => {
  const body = { otherId: of.seller.id, onBehalfOf: of.other.id, about: 'deal', reason: '我先接待的' };
  return (await of.supervisor.must(verdicts.open, { params: { customerId }, body: body as never })).dispute.id;
};
const rule = (of: Office, disputeId: string) => {
  const half = [of.seller, of.other].map(({ id }) => ({ party: id, percent: 50 }));
  const ruling = { performance: half, commission: half };
  return of.manager.call(verdicts.settle, {
    params: { disputeId },
    body: { verdict: 'ruled', reason: '两人各半', ruling } as never,
  });
};
const end = async (of: Office, dealId: string): Promise<void> => {
  const asked = await of.head.must(deals.withdraw, {
    params: { dealId },
    body: { reason: '贷款未批', persuasion: '已面谈', refundMethod: 'cash' } as never,
  });
  expect(await of.signAll(asked.approval.id)).toBeNull();
  await of.head.must(deals.completeWithdrawal, {
    params: { dealId },
    body: { agreementBack: true, receiptBack: true, bookSigned: true },
  });
};
const delivered = async (): Promise<{ dealId: string; receiptId: string }> => {
  const dealId = await cars.inEffect({ unitId: await cars.car(), depositFen: 500_000 });
  const receiptId = (await pay(cars, dealId, 'instalment', CAR)).id;
  await cars.papers(dealId, 'conformity_certificate', 'manual');
  await cars.assistant.must(deals.handOver, { params: { dealId }, body: {} });
  await cars.papers(dealId, ...(await cars.page(dealId)).file.missing);
  return { dealId, receiptId };
};

test('a ruling over a deal that was given back meanwhile brings nobody anything', async () => {
  const customerId = await rooms.customer();
  const dealId = await rooms.contracted({ customerId });
  await pay(rooms, dealId, 'instalment', 50_000_000);
  const disputeId = await dispute(rooms, customerId);
  await end(rooms, dealId);
  expect(await earned(rooms, dealId)).toEqual({ 甲: [0, 0] });
  await rule(rooms, disputeId);
  for (const sums of Object.values(await earned(rooms, dealId))) expect(sums).toEqual([0, 0]);
});

test('divided by a ruling and then given back: each gives back exactly what the ruling gave', async () => {
  const customerId = await rooms.customer();
  const dealId = await rooms.contracted({ customerId });
  await pay(rooms, dealId, 'instalment', 50_000_001);
  expect((await rule(rooms, await dispute(rooms, customerId))).code).toBeNull();
  const sums = Object.values(await earned(rooms, dealId));
  expect(sums.reduce((sum, [performance]) => sum + (performance ?? 0), 0)).toBe(MILLION);
  await end(rooms, dealId);
  expect(await earned(rooms, dealId)).toEqual({ 甲: [0, 0], 乙: [0, 0] });
});

test('a customer who bought twice and gives one back: what the other deal brought stands, until that one goes too', async () => {
  const customerId = await rooms.customer();
  const [one, two] = [await rooms.contracted({ customerId }), await rooms.contracted({ customerId })];
  for (const dealId of [one, two]) await pay(rooms, dealId, 'instalment', 50_000_000);
  const both = async () => [await earned(rooms, one), await earned(rooms, two)];
  const full = { 甲: [MILLION, 500_000] };
  const nothing = { 甲: [0, 0] };
  const owner = async () => (await rooms.house.file(customerId)).current?.state;
  expect(await both()).toEqual([full, full]);
  expect(await owner()).toBe('closed');
  await end(rooms, one);
  expect(await both()).toEqual([nothing, full]);
  expect(await owner()).toBe('closed');
  await end(rooms, two);
  expect(await both()).toEqual([nothing, nothing]);
  expect(await owner()).not.toBe('closed');
});

test('[S0.08.d.3b] credit taken away for a leak stays away, whatever is ruled about the customer later', async () => {
  const { dealId } = await delivered();
  const { customer } = await cars.page(dealId);
  await cars.manager.must(deals.cancelCredit, {
    params: { dealId },
    body: { cause: 'leak', reason: '把库存告诉了客户' } as never,
  });
  const disputeId = await dispute(cars, customer.id);
  await rule(cars, disputeId);
  for (const sums of Object.values(await earned(cars, dealId))) expect(sums).toEqual([0, 0]);
});

test('[S0.08.b.31] money taken back after the keys were given: what it brought is taken back too, and comes again with the money', async () => {
  const { dealId, receiptId } = await delivered();
  const before = await earned(cars, dealId);
  expect(before.甲?.[0]).toBe(CAR);
  await cars.finance.must(money.reverse, { params: { receiptId }, body: { reason: '支票退票' } });
  expect(await earned(cars, dealId)).toEqual({ 甲: [0, 0] });
  await pay(cars, dealId, 'instalment', CAR);
  expect(await earned(cars, dealId)).toEqual(before);
});

test('an allowance takes the last debt off: the car may go, and counts like one that was paid', async () => {
  const dealId = await cars.inEffect({ unitId: await cars.car(), depositFen: 0 });
  await pay(cars, dealId, 'instalment', CAR - 100_000);
  await cars.papers(dealId, 'conformity_certificate', 'manual');
  const handOver = () => cars.assistant.call(deals.handOver, { params: { dealId }, body: {} });
  expect((await handOver()).code).toBe('MONEY_NOT_IN');
  const { allowance } = await cars.seller.must(money.askAllowance, {
    params: { dealId },
    body: { amountFen: 100_000, complaintRef: 'KS-1', reason: '漆面有划痕' },
  });
  for (const signer of [cars.supervisor, cars.manager, cars.director, cars.head]) await signAll(signer);
  await cars.finance.must(money.bookAllowance, { params: { allowanceId: allowance.id }, body: { stamped: true } });
  expect((await handOver()).code).toBeNull();
  await cars.papers(dealId, ...(await cars.page(dealId)).file.missing);
  expect(await cars.manager.must(commission.ofDeal, { params: { dealId } })).toMatchObject({ waits: [] });
  expect(await earned(cars, dealId)).toEqual({ 甲: [CAR, 30_000] });
});

test('[S0.08.g.13] the last fen is not in while the slip of the deposit is out', async () => {
  const dealId = await cars.inEffect({ unitId: await cars.car(), depositFen: 500_000 });
  const deposit = await pay(cars, dealId, 'deposit', 500_000);
  await pay(cars, dealId, 'instalment', CAR - 500_000);
  await cars.papers(dealId, 'conformity_certificate', 'manual');
  const handOver = () => cars.assistant.call(deals.handOver, { params: { dealId }, body: {} });
  expect((await handOver()).code).toBe('MONEY_NOT_IN');
  await cars.finance.must(money.returnSlip, { params: { receiptId: deposit.id }, body: {} });
  expect((await handOver()).code).toBeNull();
});

test('[S0.02.info.8] in the instant a hold ends the unit is anybody’s, a millisecond before it is not', async () => {
  const unitId = await rooms.room();
  const customerId = await rooms.customer();
  const { hold } = await rooms.seller.must(inventory.hold, {
    params: { unitId },
    body: { customerId, reason: '商量' },
  });
  const theirs = await rooms.customer('乙');
  const opened = await rooms.other.must(deals.open, {
    body: { customerId: theirs, siteId: rooms.siteId, unitId, depositFen: 2_000_000 } as never,
  });
  const params = { dealId: opened.deal.id };
  const { disclosures } = await rooms.other.must(deals.form, {
    params: { siteId: rooms.siteId },
    query: { kind: 'room' },
  });
  const submit = () => rooms.other.call(deals.submit, { params, body: { disclosures } });
  const ends = new Date(hold?.expiresAt ?? '').getTime();
  await world.setClock(new Date(ends - 1).toISOString());
  expect((await submit()).code).toBe('UNIT_NOT_VACANT');
  await world.setClock(new Date(ends).toISOString());
  // Both want it in that instant: the one whose hold it was has no advantage left, and no disadvantage.
  const mine = await rooms.draft({ unitId, customerId });
  const answers = await Promise.all([
    submit(),
    rooms.seller.call(deals.submit, { params: { dealId: mine }, body: { disclosures } }),
  ]);
  expect(answers.map(({ code }) => code).filter((code) => code === null)).toHaveLength(1);
  expect(answers.map(({ code }) => code)).toContain('UNIT_NOT_VACANT');
  expect((await rooms.manager.must(inventory.unit, { params: { unitId } })).state).toBe('subscribed');
});

test('the last signature under a withdrawal against its recall: one of them counts, the other is told', async () => {
  for (let round = 0; round < 3; round += 1) {
    const dealId = await rooms.inEffect();
    const asked = await rooms.seller.must(deals.withdraw, {
      params: { dealId },
      body: { reason: '贷款未批', persuasion: '已面谈', refundMethod: 'cash' } as never,
    });
    const params = { approvalId: asked.approval.id };
    const [signed, recalled] = await Promise.all([
      rooms.manager.call(approvals.sign, { params, body: { round: 1 } }),
      rooms.seller.call(deals.recall, { params: { dealId }, body: { matter: 'withdrawal', reason: '客户留下' } }),
    ]);
    const { state } = await rooms.head.must(approvals.get, { params });
    const { waitsFor } = await rooms.page(dealId);
    if (signed.code === null && state === 'approved') expect(['withdrawal', 'nothing']).toContain(waitsFor);
    else expect([recalled.code, waitsFor]).toEqual([null, 'nothing']);
    // Whatever came first, a withdrawal that was recalled cannot be completed.
    const done = await rooms.seller.call(deals.completeWithdrawal, {
      params: { dealId },
      body: { agreementBack: true, receiptBack: true, bookSigned: true },
    });
    expect(done.code === null).toBe(waitsFor === 'withdrawal');
  }
});

test('a transfer that is sent three times moves the money once', async () => {
  const customerId = await rooms.customer();
  const [from, to] = [await rooms.contracted({ customerId }), await rooms.contracted()];
  await pay(rooms, from, 'instalment', 10_000_000);
  const commandId = randomUUID();
  const body = { toDealId: to, amountFen: 1_000_000, reason: '亲属', commandId };
  const sent = await Promise.all(
    [1, 2, 3].map(() => rooms.finance.must(money.transfer, { params: { dealId: from }, body })),
  );
  expect(new Set(sent.map(({ journalId }) => journalId)).size).toBe(1);
  expect(await rooms.finance.must(money.account, { params: { dealId: to } })).toMatchObject({ countedFen: 1_000_000 });
  // The same id for something else is no repetition.
  const other = await rooms.finance.call(money.transfer, {
    params: { dealId: to },
    body: { ...body, toDealId: from },
  });
  expect(other.code).not.toBeNull();
});

test('sums that cannot be money are refused before anything is written', async () => {
  const customerId = await rooms.customer();
  const dealId = await rooms.draft({ customerId });
  for (const priceFen of [-1, 0.5, 2 ** 53, 1e300])
    expect((await rooms.seller.call(deals.edit, { params: { dealId }, body: { priceFen } })).code).toBe(
      'REQUEST_INVALID',
    );
  const part = { name: '一期', dueOn: '2024-06-01', amountFen: -1 };
  expect((await rooms.seller.call(deals.edit, { params: { dealId }, body: { plan: [part] } })).code).toBe(
    'REQUEST_INVALID',
  );
  expect((await rooms.page(dealId)).priceFen).toBe(MILLION);
  const live = await rooms.inEffect();
  for (const amountFen of [-1, 0.5, 2 ** 53, 1e300])
    expect(
      (
        await rooms.finance.call(money.receive, {
          params: { dealId: live },
          body: { kind: 'instalment', amountFen, method: 'cash' } as never,
        })
      ).code,
    ).not.toBeNull();
});

test('nothing is entered for a day that has not come or never comes', async () => {
  await world.setClock(at('2024-04-10', '10:00'));
  const dealId = await cars.inEffect({ unitId: await cars.car(), depositFen: 500_000 });
  const on = (day: string) =>
    cars.finance.call(money.receive, {
      params: { dealId },
      body: { kind: 'instalment', amountFen: 100, method: 'cash', day } as never,
    });
  expect((await on('2024-04-11')).code).toBe('DAY_IN_FUTURE');
  expect((await on('2024-02-30')).code).toBe('REQUEST_INVALID');
});
