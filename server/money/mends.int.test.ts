/** Money that stays where it counts: after the handover, after a bounced receipt, when a fee is charged, when cash is given back. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { money } from '#contract/money.ts';
import { notices } from '#contract/notices.ts';
import { type Person, startWorld, type World } from '#server/platform/testing/world.ts';
import { signAll } from './commission.testing.ts';
import {
  accountOf,
  announce,
  type Counter,
  dealOf,
  expectBooksAgree,
  openCounter,
  paid,
  pay,
  refused,
  subscribed,
} from './ledger.testing.ts';

let world: World;
let counter: Counter;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(() => expectBooksAgree(counter));
const open = async (now: string): Promise<Counter> => {
  await world.setClock(now);
  counter = await openCounter(world);
  return counter;
};
const noticesOf = async (by: Person, kind: string) =>
  (await by.must(notices.mine)).rows.filter((one) => one.kind === kind);
const dues = async (by: Person) => (await by.must(money.refunds, { query: {} })).rows;
const cancelled = async ({ site }: Counter, dealId: string, refund: object) => {
  await site.inside((context) =>
    site.set(context, dealId, `state = 'cancelled', ended_at = $4, ended_cause = $3`, ['customer', context.now]),
  );
  await announce(site, dealId, 'cancelled', { cause: 'customer', refund: refund as never });
};

describe('a deal that was handed over', () => {
  test('[S0.08.b.31] keeps its price: only an approved petition moves it, once, and both consultants hear of it', async () => {
    const { site, mei, li, cai } = await open('2024-03-04T02:00:00.000Z');
    const head = await site.hire('总', 'general_manager');
    const from = await subscribed(counter, mei, { depositFen: 0, priceFen: 1_000_00 });
    await paid(cai, from, { amountFen: 1_000_00 });
    const to = await subscribed(counter, li, { depositFen: 0 });
    const { customerId } = await dealOf(counter, from);
    await site.inside(async (context) => {
      await site.set(context, from, `state = 'handed_over', handed_over_at = $3`, [context.now]);
      await site.set(context, to, 'customer_id = $3', [customerId]);
    });
    const move = (body: object = {}) =>
      cai.call(money.transfer, {
        params: { dealId: from },
        body: { toDealId: to, amountFen: 100_00, ...body } as never,
      });
    const stays = await move();
    expect(stays.code).toBe('DELIVERED_MONEY_STAYS');
    expect(JSON.stringify(stays.body)).toContain('签呈');
    expect((await dealOf(counter, from)).paidFen).toBe(1_000_00);

    const written = await counter.zhou.must(approvals.file, {
      body: {
        ...{ siteId: site.siteId, matter: 'petition', title: '转款签呈', reason: '客户要求', customerId },
        lines: [{ label: '金额', value: '100 元' }],
      } as never,
    });
    const petitionId = written.approval.id;
    expect(await refused(move({ petitionId }))).toBe('PETITION_UNFIT');
    await signAll(head); // the manager wrote it, so it goes one level up
    await signAll(head);
    expect((await head.must(approvals.get, { params: { approvalId: petitionId } })).state).toBe('approved');
    expect((await accountOf(cai, from)).petitions.map(({ id }) => id)).toEqual([petitionId]);
    expect(await refused(move({ petitionId }))).toBeNull();
    expect((await accountOf(cai, from)).petitions).toEqual([]);
    expect([await dealOf(counter, from), await dealOf(counter, to)].map(({ paidFen }) => paidFen)).toEqual([
      900_00, 100_00,
    ]);
    expect(await refused(move({ petitionId }))).toBe('PETITION_UNFIT');
    expect(await noticesOf(mei, 'money.transferred')).toMatchObject([{ payload: { amount: '100.00', out: true } }]);
    expect(await noticesOf(li, 'money.transferred')).toMatchObject([{ payload: { amount: '100.00', out: false } }]);
  });
});

describe('refunds and what is in hand', () => {
  test('a receipt reversed after a refund fell due takes the refund down with it, and finance and consultant are told', async () => {
    const { mei, cai } = await open('2024-03-04T02:00:00.000Z');
    const dealId = await subscribed(counter, mei, { depositFen: 0 });
    await paid(cai, dealId, { amountFen: 600_00 });
    const { receipt } = await paid(cai, dealId, { amountFen: 400_00 });
    await cancelled(counter, dealId, { amountFen: 1_000_00, method: 'cash', notBefore: '2024-03-04' });
    expect(await dues(cai)).toMatchObject([{ state: 'due', amountFen: 1_000_00 }]);
    await cai.must(money.reverse, { params: { receiptId: receipt.id }, body: { reason: '支票退票' } as never });
    const [refund] = await dues(cai);
    expect(refund).toMatchObject({ state: 'due', amountFen: 600_00 });
    for (const one of [mei, cai])
      expect(await noticesOf(one, 'money.refundShrunk')).toMatchObject([
        { payload: { from: '1,000.00', to: '600.00' } },
      ]);
    const body = { receiptsBack: true, bookSigned: true } as never;
    await cai.must(money.payRefund, { params: { refundId: refund?.id ?? '' }, body });
    expect(await accountOf(cai, dealId)).toMatchObject({ heldFen: 0, countedFen: 0 });
  });

  test('with nothing left in hand the refund is dropped; one that still waits for approval is asked for anew', async () => {
    const { site, mei, cai, zhou } = await open('2024-03-04T02:00:00.000Z');
    const ended = await subscribed(counter, mei, { depositFen: 0 });
    const { receipt } = await paid(cai, ended, { amountFen: 400_00 });
    await cancelled(counter, ended, { amountFen: 400_00, method: 'cash', notBefore: '2024-03-04' });
    await cai.must(money.reverse, { params: { receiptId: receipt.id }, body: { reason: '误收' } as never });
    expect((await dues(cai)).filter(({ state }) => state === 'due')).toEqual([]);

    const dealId = await subscribed(counter, mei, { depositFen: 0, priceFen: 1_000_00 });
    await paid(cai, dealId, { amountFen: 900_00 });
    const last = await paid(cai, dealId, { amountFen: 100_00 });
    await site.inside((context) => site.set(context, dealId, 'price_fen = $3', [50_00]));
    await announce(site, dealId, 'changed', { cause: 'change' });
    const ask = { amountFen: 950_00, method: 'cash', reason: '降价' } as never;
    const { refund } = await mei.must(money.requestRefund, { params: { dealId }, body: ask });
    await cai.must(money.reverse, { params: { receiptId: last.receipt.id }, body: { reason: '误收' } as never });
    const [now] = (await cai.must(money.refunds, { query: { open: 'false' } })).rows.filter(
      ({ id }) => id === refund.id,
    );
    expect(now).toMatchObject({ state: 'dropped' });
    expect(await signAll(zhou)).toBe(0);
    expect(await noticesOf(mei, 'money.refundShrunk')).not.toEqual([]);
  });

  test('[S0.10.a.10] cash given back hides none of the cash to be banked, on the page of the day and in its notice', async () => {
    const { site, mei, cai } = await open('2024-03-04T02:00:00.000Z');
    const dealId = await subscribed(counter, mei, { depositFen: 0 });
    await paid(cai, dealId, { amountFen: 1_234_00 });
    const other = await subscribed(counter, mei, { depositFen: 0 });
    await paid(cai, other, { amountFen: 300_00, method: 'card' });
    await cancelled(counter, other, { amountFen: 300_00, method: 'cash', notBefore: '2024-03-04' });
    const [refund] = await dues(cai);
    const body = { receiptsBack: true, bookSigned: true } as never;
    await cai.must(money.payRefund, { params: { refundId: refund?.id ?? '' }, body });
    const day = { params: { siteId: site.siteId }, query: { day: '2024-03-04' } };
    expect(await cai.must(money.day, day)).toMatchObject({ unbankedFen: 1_234_00 });
    await world.setClock('2024-03-04T16:00:01.000Z');
    const told = (await noticesOf(cai, 'money.cashNotBanked')).map(({ payload }) => payload.amount);
    expect(told).toContain('1,234.00');
    await cai.must(money.bankCash, { params: day.params, body: { day: '2024-03-04' } as never });
    expect(await cai.must(money.day, day)).toMatchObject({ unbankedFen: 0 });
  });
});

describe('a fee', () => {
  test('is due within the days the house gives; unpaid when they are over, whoever sold and finance hear of it', async () => {
    const { site, mei, cai } = await open('2024-03-04T02:00:00.000Z');
    const [late, early] = [
      await subscribed(counter, mei, { depositFen: 0 }),
      await subscribed(counter, mei, { depositFen: 0 }),
    ];
    for (const dealId of [late, early]) await announce(site, dealId, 'changed', { cause: 'change', feeFen: 2_000_00 });
    expect(await accountOf(cai, late)).toMatchObject({ feesDueFen: 2_000_00, feesDueOn: '2024-03-11' });
    expect(await refused(pay(cai, early, { kind: 'fee', amountFen: 2_000_00 }))).toBeNull();
    expect(await accountOf(cai, early)).toMatchObject({ feesDueOn: null });
    await paid(cai, late, { kind: 'fee', amountFen: 500_00 });
    await world.setClock('2024-03-11T15:59:59.999Z');
    expect(await noticesOf(mei, 'money.feeOverdue')).toEqual([]);
    await world.setClock('2024-03-11T16:00:00.000Z');
    for (const one of [mei, cai])
      expect(await noticesOf(one, 'money.feeOverdue')).toMatchObject([
        { payload: { amount: '1,500.00', link: `/money/deals/${late}` } },
      ]);
  });
});
