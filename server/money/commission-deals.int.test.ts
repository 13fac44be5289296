/** What real deals bring: cars of the delivery rules with their money, papers and credit, and rooms whose shares are disputed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claims } from '#contract/claims.ts';
import { commission } from '#contract/commission.ts';
import { deals } from '#contract/deals.ts';
import { money } from '#contract/money.ts';
import { verdicts } from '#contract/verdicts.ts';
import { type Office, openOffice } from '#server/deals/office.testing.ts';
import { startCompany } from '#server/scenarios/story.testing.ts';
import type { World } from '#server/platform/testing/world.ts';

let world: World;
let rooms: Office;
let cars: Office;
beforeAll(async () => {
  world = await startCompany();
  rooms = await openOffice(world);
  cars = await openOffice(world, 'car-delivery');
});
afterAll(() => world.stop());

const pay = (office: Office, dealId: string, kind: string, amountFen: number) =>
  office.finance.must(money.receive, { params: { dealId }, body: { kind, amountFen, method: 'cash' } as never });
const splitOf = (office: Office, dealId: string) => office.finance.must(commission.ofDeal, { params: { dealId } });
/** What stands on each name: performance and commission in fen. */
const standing = async (office: Office, dealId: string) =>
  Object.fromEntries(
    (await splitOf(office, dealId)).parties.map(({ staff, performanceFen, commissionFen }) => [
      staff?.name ?? '部门',
      [performanceFen, commissionFen],
    ]),
  );
const PRICE = 12_000_000;
let models = 0;

async function ordered(more: object = {}): Promise<string> {
  models += 1;
  const unitId = await cars.car({ model: `车系${models}` });
  return cars.inEffect({ unitId, priceFen: PRICE, depositFen: 0, ...more });
}
async function delivered(more: object = {}): Promise<string> {
  const dealId = await ordered(more);
  await pay(cars, dealId, 'instalment', PRICE);
  await cars.papers(dealId, 'conformity_certificate', 'manual');
  await cars.assistant.must(deals.handOver, { params: { dealId }, body: {} });
  return dealId;
}

describe('cars', () => {
  test('[S0.08.b.31] [S2.15.c2.31] [S0.08.g.8b] a car counts once it is paid, handed over and its papers are complete', async () => {
    const dealId = await delivered();
    const page = await cars.page(dealId);
    const before = await splitOf(cars, dealId);
    if (page.file.missing.length > 0) {
      expect(before.lines).toEqual([]);
      await cars.papers(dealId, ...page.file.missing);
    }
    expect(await standing(cars, dealId)).toEqual({ 甲: [PRICE, 300_00] });
  });

  test('[S0.08.d.3b] a leak costs performance and commission of the car, though the customer keeps it', async () => {
    const dealId = await delivered();
    await cars.papers(dealId, ...(await cars.page(dealId)).file.missing);
    await cars.manager.must(deals.cancelCredit, {
      params: { dealId },
      body: { cause: 'leak', reason: '把库存告诉了客户' } as never,
    });
    expect(await standing(cars, dealId)).toEqual({ 甲: [0, 0] });
    expect((await cars.page(dealId)).state).toBe('handed_over');
    const { lines, stopped } = await splitOf(cars, dealId);
    expect(stopped).toEqual(['performance', 'commission']);
    expect(lines.filter(({ kind }) => kind === 'clawback').flatMap(({ clauses }) => clauses)).toContain('S0.08.d.3b');
  });

  test('[S0.08.b.21] of a complaint caused by selling the manager may take the performance alone', async () => {
    const dealId = await delivered();
    await cars.papers(dealId, ...(await cars.page(dealId)).file.missing);
    await cars.manager.must(deals.cancelCredit, {
      params: { dealId },
      body: { cause: 'complaint', performance: true, commission: false, reason: '承诺未兑现' } as never,
    });
    expect(await standing(cars, dealId)).toEqual({ 甲: [0, 300_00] });
  });

  test('[S0.08.e.8] whoever brought the customer is given 200 yuan when the purchase counts, once', async () => {
    const introducer = await cars.customer();
    const customerId = await cars.house.customer('经人介绍', { referredBy: introducer });
    await cars.seller.must(claims.register, {
      params: { customerId },
      body: { origin: 'visit', phoneLeft: false } as never,
    });
    const dealId = await delivered({ customerId });
    await cars.papers(dealId, ...(await cars.page(dealId)).file.missing);
    const { referral } = await splitOf(cars, dealId);
    expect(referral).toMatchObject({ amountFen: 200_00, state: 'due' });
    const give = () =>
      cars.finance.call(commission.giveReferral, { params: { rewardId: referral?.id ?? '' }, body: {} });
    expect([(await give()).code, (await give()).code]).toEqual([null, 'NO_REFERRAL']);
  });
});

describe('rooms', () => {
  test('[S0.02.own.4c] a ruling after the deal divides what it brought; what is dropped lets the money flow again', async () => {
    const customerId = await rooms.customer();
    const dealId = await rooms.contracted({ customerId });
    await pay(rooms, dealId, 'deposit', 2_000_000);
    expect(await standing(rooms, dealId)).toEqual({ 甲: [100_000_000, 20_000] });
    const raise = () =>
      rooms.supervisor.must(verdicts.open, {
        params: { customerId },
        body: { otherId: rooms.seller.id, onBehalfOf: rooms.other.id, about: 'deal', reason: '我先接待的' } as never,
      });
    const first = await raise();
    await pay(rooms, dealId, 'instalment', 48_000_000);
    expect(await splitOf(rooms, dealId)).toMatchObject({ waits: ['dispute'] });
    expect(await standing(rooms, dealId)).toEqual({ 甲: [100_000_000, 20_000] });
    await rooms.supervisor.must(verdicts.drop, {
      params: { disputeId: first.dispute.id },
      body: { reason: '谈妥了' },
    });
    expect(await standing(rooms, dealId)).toEqual({ 甲: [100_000_000, 500_000] });

    const second = await raise();
    const half = [
      { party: rooms.seller.id, percent: 50 },
      { party: rooms.other.id, percent: 50 },
    ];
    await rooms.manager.must(verdicts.settle, {
      params: { disputeId: second.dispute.id },
      body: { verdict: 'ruled', reason: '两人各半', ruling: { performance: half, commission: half } } as never,
    });
    expect(await standing(rooms, dealId)).toEqual({ 甲: [50_000_000, 250_000], 乙: [50_000_000, 250_000] });
    await pay(rooms, dealId, 'instalment', 50_000_000);
    expect(await standing(rooms, dealId)).toEqual({ 甲: [50_000_000, 500_000], 乙: [50_000_000, 500_000] });
    const mine = await rooms.other.must(commission.ofDeal, { params: { dealId } });
    expect(mine.lines.map(({ kind }) => kind).sort()).toEqual(['commission', 'correction', 'correction']);
  });

  test('[S0.02.own.4] a deal signed while the customer was disputed is credited once the dispute is dropped', async () => {
    const customerId = await rooms.customer();
    const opened = await rooms.supervisor.must(verdicts.open, {
      params: { customerId },
      body: { otherId: rooms.seller.id, onBehalfOf: rooms.other.id, about: 'customer', reason: '我先接待的' } as never,
    });
    const dealId = await rooms.contracted({ customerId });
    await pay(rooms, dealId, 'deposit', 2_000_000);
    expect(await splitOf(rooms, dealId)).toMatchObject({ lines: [], waits: ['shares', 'dispute'] });
    await rooms.supervisor.must(verdicts.drop, {
      params: { disputeId: opened.dispute.id },
      body: { reason: '谈妥了' },
    });
    expect(await standing(rooms, dealId)).toEqual({ 甲: [100_000_000, 20_000] });
    expect((await splitOf(rooms, dealId)).waits).toEqual([]);
  });
});
