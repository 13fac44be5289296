/** The counter, the day, what is owed and collected, refunds and the bank, through HTTP. */
import { randomUUID } from 'node:crypto';
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
const heard = async (by: Person) => (await by.must(notices.mine)).rows.map(({ kind }) => kind);

describe('the counter', () => {
  test('[S0.02.cash.1][S0.02.cash.2][S0.02.info.9] finance takes the deposit against a numbered receipt; nobody who sells does', async () => {
    const { mei, li, cai } = await open('2024-03-04T02:00:00.000Z');
    const dealId = await subscribed(counter, mei);
    expect(await refused(pay(mei, dealId, { kind: 'deposit', amountFen: 20_000_00 }))).toBe('NOT_ALLOWED');
    const { receipt, account } = await paid(cai, dealId, { kind: 'deposit', amountFen: 20_000_00 });
    expect(receipt).toMatchObject({ number: 'SJ2024-00001', businessDay: '2024-03-04', amountFen: 20_000_00 });
    expect(receipt.clearedAt).not.toBeNull();
    expect(account).toMatchObject({ countedFen: 20_000_00, openFen: 980_000_00, depositLeftFen: 0 });
    expect(await dealOf(counter, dealId)).toMatchObject({
      paidFen: 20_000_00,
      depositPaidAt: '2024-03-04T02:00:00.000Z',
    });
    expect(await heard(mei)).toContain('money.received');
    expect(await refused(li.call(money.account, { params: { dealId } }))).toBe('NOT_FOUND');
    expect((await accountOf(mei, dealId)).countedFen).toBe(20_000_00);
    const printed = await cai.must(money.receipt, { params: { receiptId: receipt.id } });
    expect(printed.capitals).toBe('贰万元整');
    const found = await cai.must(money.cashier, {
      query: { siteId: counter.site.siteId, q: account.deal.number ?? '' },
    });
    expect(found.rows.map(({ deal }) => deal.id)).toEqual([dealId]);
  });

  test('a wrong amount, foreign money and money beyond what is owed are refused by name; numbers have no gap', async () => {
    const { mei, cai } = await open('2024-03-04T02:00:00.000Z');
    const dealId = await subscribed(counter, mei, { priceFen: 100_000_00, depositFen: 10_000_00 });
    const codes = await Promise.all(
      [
        { amountFen: -1 },
        { amountFen: 0.5 },
        { currency: 'usd' },
        { amountFen: 100_000_01 },
        { kind: 'deposit', amountFen: 10_000_01 },
      ].map((body) => refused(pay(cai, dealId, body))),
    );
    expect(codes).toEqual([
      'AMOUNT_NOT_POSITIVE',
      'AMOUNT_NOT_POSITIVE',
      'CURRENCY_NOT_TAKEN',
      'AMOUNT_ABOVE_OWED',
      'DEPOSIT_AMOUNT_WRONG',
    ]);
    const said = await pay(cai, dealId, { amountFen: 100_000_01 });
    expect(JSON.stringify(said.body)).toContain('100,000.00');
    const numbers = [await paid(cai, dealId), await paid(cai, dealId)].map(({ receipt }) => receipt.number);
    expect(numbers).toEqual(['SJ2024-00001', 'SJ2024-00002']);
  });

  test('two cashiers and one last instalment: one receipt, one refusal, however often it is tried', async () => {
    const { site, mei, cai } = await open('2024-03-04T02:00:00.000Z');
    const other = await site.hire('钱出纳', 'finance');
    const dealId = await subscribed(counter, mei, { priceFen: 50_000_00, depositFen: 0 });
    const tries = await Promise.all(
      [cai, other, cai, other].map((person) => pay(person, dealId, { amountFen: 50_000_00 })),
    );
    expect(tries.map(({ code }) => code).sort()).toEqual(
      ['AMOUNT_ABOVE_OWED', 'AMOUNT_ABOVE_OWED', 'AMOUNT_ABOVE_OWED', null].sort(),
    );
    expect((await accountOf(cai, dealId)).receipts).toHaveLength(1);
    const commandId = randomUUID();
    const twice = await subscribed(counter, mei, { depositFen: 0 });
    const sent = await Promise.all([1, 2].map(() => paid(cai, twice, { commandId })));
    expect(sent[0]?.receipt.id).toBe(sent[1]?.receipt.id);
    expect((await accountOf(cai, twice)).receipts).toHaveLength(1);
  });

  test('[S0.07.rep.7c][S0.08.b.31] a remittance slip goes to finance at once; the money counts when it has come', async () => {
    const { site, mei, cai } = await open('2024-03-04T02:00:00.000Z');
    const dealId = await subscribed(counter, mei, { depositFen: 0 });
    await mei.must(money.remit, { params: { dealId }, body: { amountFen: 300_000_00, bankRef: 'ICBC-7' } as never });
    expect(await heard(cai)).toContain('money.remittance');
    const waiting = () => cai.must(money.remittances, { query: { siteId: site.siteId } });
    expect((await waiting()).rows).toMatchObject([{ bankRef: 'ICBC-7', amountFen: 300_000_00 }]);
    const wire = { method: 'wire', amountFen: 300_000_00 };
    expect(await refused(pay(cai, dealId, wire))).toBe('REMITTANCE_COPY_MISSING');
    const { receipt, account } = await paid(cai, dealId, { ...wire, bankRef: 'ICBC-7' });
    expect(account).toMatchObject({ countedFen: 0, pendingFen: 300_000_00 });
    expect((await waiting()).rows).toEqual([]);
    const cleared = await cai.must(money.clear, { params: { receiptId: receipt.id }, body: {} as never });
    expect(cleared.account).toMatchObject({ countedFen: 300_000_00, pendingFen: 0 });
    expect(await refused(cai.call(money.clear, { params: { receiptId: receipt.id }, body: {} as never }))).toBe(
      'RECEIPT_CLEARED',
    );
  });

  test('[S0.08.g.13] the deposit of a vehicle counts once its slip is back at the counter', async () => {
    const { mei, cai } = await open('2024-03-04T02:00:00.000Z');
    const dealId = await subscribed(counter, mei, { kind: 'vehicle', priceFen: 100_000_00, depositFen: 5_000_00 });
    const { receipt } = await paid(cai, dealId, { kind: 'deposit', amountFen: 5_000_00 });
    expect(await dealOf(counter, dealId)).toMatchObject({ paidFen: 0, depositPaidAt: '2024-03-04T02:00:00.000Z' });
    await paid(cai, dealId, { amountFen: 95_000_00 });
    expect(await dealOf(counter, dealId)).toMatchObject({ paidFen: 95_000_00, fullyPaidAt: null });
    await cai.must(money.returnSlip, { params: { receiptId: receipt.id }, body: {} as never });
    expect(await dealOf(counter, dealId)).toMatchObject({
      paidFen: 100_000_00,
      fullyPaidAt: '2024-03-04T02:00:00.000Z',
    });
  });

  test('[S0.08.b.31b][S0.08.d.2c] a financed vehicle: the down payment is full payment for the queue, the payout is reported apart', async () => {
    const { mei, cai } = await open('2024-03-04T02:00:00.000Z');
    const loan = {
      ...{ lender: 'GMAC', amountFen: 70_000_00, downPaymentFen: 30_000_00, needsPayoutReport: true },
      ...{ downPaidAt: null, payoutReportedAt: null },
    };
    const dealId = await subscribed(counter, mei, { kind: 'vehicle', priceFen: 100_000_00, depositFen: 0, loan });
    await paid(cai, dealId, { kind: 'down_payment', amountFen: 29_999_99 });
    expect((await dealOf(counter, dealId)).loan?.downPaidAt).toBeNull();
    await paid(cai, dealId, { kind: 'down_payment', amountFen: 1 });
    expect((await dealOf(counter, dealId)).loan?.downPaidAt).toBe('2024-03-04T02:00:00.000Z');
    await cai.must(money.payoutReport, { params: { dealId }, body: {} as never });
    expect((await dealOf(counter, dealId)).loan?.payoutReportedAt).toBe('2024-03-04T02:00:00.000Z');
    expect(await refused(cai.call(money.payoutReport, { params: { dealId }, body: {} as never }))).toBe(
      'PAYOUT_REPORTED',
    );
  });

  test('a reversal restores, a transfer moves and comes back; nothing is edited or deleted', async () => {
    const { site, mei, cai } = await open('2024-03-04T02:00:00.000Z');
    const [from, to] = [
      await subscribed(counter, mei, { depositFen: 0 }),
      await subscribed(counter, mei, { depositFen: 0 }),
    ];
    const { receipt } = await paid(cai, from, { amountFen: 1_000_00 });
    const back = await cai.must(money.reverse, {
      params: { receiptId: receipt.id },
      body: { reason: '金额有误' } as never,
    });
    expect(back.receipt).toMatchObject({ kind: 'reversal', amountFen: -1_000_00, reverses: { id: receipt.id } });
    expect(back.account.countedFen).toBe(0);
    const again = (receiptId: string) =>
      refused(cai.call(money.reverse, { params: { receiptId }, body: { reason: '再冲' } as never }));
    expect(await again(receipt.id)).toBe('RECEIPT_REVERSED');
    expect(await again(back.receipt.id)).toBe('REVERSAL_STAYS');
    await paid(cai, from, { amountFen: 2_000_00 });
    const move = (amountFen: number, reason = '') =>
      cai.call(money.transfer, { params: { dealId: from }, body: { toDealId: to, amountFen, reason } as never });
    expect(await refused(move(2_000_01, '亲属'))).toBe('TRANSFER_ABOVE_HELD');
    expect(await refused(move(2_000_00))).toBe('REASON_NEEDED');
    const moved = await move(2_000_00, '亲属');
    expect([await dealOf(counter, from), await dealOf(counter, to)].map((deal) => deal.paidFen)).toEqual([0, 2_000_00]);
    await cai.must(money.reverse, { params: { receiptId: moved.body.receipt.id }, body: { reason: '转错' } as never });
    expect([await dealOf(counter, from), await dealOf(counter, to)].map((deal) => deal.paidFen)).toEqual([2_000_00, 0]);
    await expect(
      site.inside((context) =>
        context.tx.run({ text: 'update receipts set amount_fen = 1 where id = $1', values: [receipt.id] }),
      ),
    ).rejects.toThrow('reversed, not changed');
    await expect(
      site.inside((context) => context.tx.run({ text: 'delete from receipts where id = $1', values: [receipt.id] })),
    ).rejects.toThrow('reversed, not deleted');
  });
});

describe('what is agreed and what is kept', () => {
  test('[S1.16.f8] what is owed follows the terms agreed; agreed anew, what was paid covers the new plan', async () => {
    const { site, mei, cai } = await open('2024-03-04T02:00:00.000Z');
    const dealId = await subscribed(counter, mei, {
      priceFen: 100_000_00,
      depositFen: 10_000_00,
      plan: [{ name: '首期', dueOn: '2024-04-01', amountFen: 40_000_00 }],
    });
    await paid(cai, dealId, { kind: 'deposit', amountFen: 10_000_00 });
    await paid(cai, dealId, { amountFen: 15_000_00 });
    const dues = async () =>
      (await accountOf(cai, dealId)).dues.map(({ name, dueOn, amountFen, openFen }) => [
        name,
        dueOn,
        amountFen,
        openFen,
      ]);
    expect(await dues()).toEqual([
      ['deposit', '2024-03-04', 10_000_00, 0],
      ['首期', '2024-04-01', 40_000_00, 25_000_00],
      ['balance', null, 50_000_00, 50_000_00],
    ]);
    const plan = [{ name: '首期', dueOn: '2024-05-01', amountFen: 90_000_00 }];
    await site.inside((context) => site.set(context, dealId, 'plan = $3', [JSON.stringify(plan)]));
    await announce(site, dealId, 'changed', { cause: 'change' });
    expect(await dues()).toEqual([
      ['deposit', '2024-03-04', 10_000_00, 0],
      ['首期', '2024-05-01', 90_000_00, 75_000_00],
    ]);
    // The old day has no clock any more.
    await world.setClock('2024-04-02T02:00:00.000Z');
    expect((await mei.must(money.demands, { query: {} })).rows).toEqual([]);
  });

  test('[S0.01.scope.14] fees are a series of their own: listed apart, never part of the price', async () => {
    const { site, mei, cai } = await open('2024-03-04T02:00:00.000Z');
    const dealId = await subscribed(counter, mei, { depositFen: 0 });
    await announce(site, dealId, 'changed', { cause: 'change', feeFen: 2_000_00 });
    await paid(cai, dealId, { kind: 'fee', amountFen: 2_000_00 });
    await paid(cai, dealId, { amountFen: 500_00 });
    expect(await accountOf(cai, dealId)).toMatchObject({ feesDueFen: 2_000_00, feesFen: 2_000_00, countedFen: 500_00 });
    const fees = await cai.must(money.receipts, { query: { siteId: site.siteId, kind: 'fee' } });
    expect(fees.rows.map(({ amountFen }) => amountFen)).toEqual([2_000_00]);
  });

  test('whatever is done with the money of two deals, receipts, deals and debts agree to the fen', async () => {
    const { mei, cai } = await open('2024-03-04T02:00:00.000Z');
    const plan = [{ name: '首期', dueOn: '2024-04-01', amountFen: 30_000_00 }];
    const deals = [
      await subscribed(counter, mei, { priceFen: 50_000_00, depositFen: 5_000_00, plan }),
      await subscribed(counter, mei, { kind: 'vehicle', priceFen: 40_000_00, depositFen: 5_000_00 }),
    ];
    let seed = 20240304;
    const draw = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const done = new Map<string, number>();
    for (let n = 0; n < 60; n++) {
      const dealId = deals[draw(2)] ?? '';
      const other = deals.find((one) => one !== dealId) ?? '';
      const { receipts } = await accountOf(cai, dealId);
      const receiptId = receipts[draw(Math.max(1, receipts.length))]?.id ?? randomUUID();
      const amountFen = 1 + draw(9_000_00);
      const moves: readonly (readonly [string, () => Promise<{ code: string | null }>])[] = [
        ['cash', () => pay(cai, dealId, { amountFen })],
        ['deposit', () => pay(cai, dealId, { kind: 'deposit', amountFen })],
        ['wire', () => pay(cai, dealId, { method: 'wire', bankRef: `W${n}`, amountFen })],
        ['clear', () => cai.call(money.clear, { params: { receiptId }, body: {} as never })],
        ['slip', () => cai.call(money.returnSlip, { params: { receiptId }, body: {} as never })],
        ['reverse', () => cai.call(money.reverse, { params: { receiptId }, body: { reason: '试' } as never })],
        [
          'transfer',
          () =>
            cai.call(money.transfer, {
              params: { dealId },
              body: { toDealId: other, amountFen: 1 + draw(300_00), reason: '转' } as never,
            }),
        ],
      ];
      const [name, move] = moves[draw(moves.length)] ?? ['', async () => ({ code: null })];
      const { code } = await move();
      if (code === null) done.set(name, (done.get(name) ?? 0) + 1);
      await expectBooksAgree(counter);
    }
    expect(done.size).toBeGreaterThan(5); // the walk did most of what can be done
  }, 120_000);
});

describe('the day', () => {
  const close = (by: Person, day: string, cash: number, explanation = '') =>
    by.call(money.closeDay, {
      params: { siteId: counter.site.siteId },
      body: { day, counted: { cash, card: 0, cheque: 0 }, explanation } as never,
    });

  test('[S0.10.a.8] what was counted is what was booked; a closed day takes nothing more', async () => {
    const { site, mei, cai } = await open('2024-03-04T02:00:00.000Z');
    const dealId = await subscribed(counter, mei, { depositFen: 0 });
    await paid(cai, dealId, { amountFen: 500_00 });
    expect(await refused(close(cai, '2024-03-04', 400_00))).toBe('DIFFERENCE_UNEXPLAINED');
    expect((await close(cai, '2024-03-04', 500_00)).body.day).toMatchObject({ state: 'closed', differenceFen: 0 });
    expect(await refused(close(cai, '2024-03-04', 500_00))).toBe('DAY_CLOSED');
    expect(await refused(pay(cai, dealId, { day: '2024-03-04' }))).toBe('DAY_CLOSED');
    // What comes in after the close belongs to the next day, a reversal too.
    const { receipt } = await paid(cai, dealId);
    expect(receipt.businessDay).toBe('2024-03-05');
    const back = await cai.must(money.reverse, {
      params: { receiptId: receipt.id },
      body: { reason: '误收' } as never,
    });
    expect(back.receipt.businessDay).toBe('2024-03-05');
    await world.setClock('2024-03-06T02:00:00.000Z');
    await paid(cai, dealId);
    expect(await refused(close(cai, '2024-03-06', 100_00))).toBe('EARLIER_DAY_OPEN');
    expect(await refused(close(cai, '2024-03-05', 0))).toBeNull();
    await expect(
      site.inside((context) =>
        context.tx.run({
          text: `insert into receipts (company_id, id, site_id, number, deal_id, customer_id, kind, amount_fen, method, received_at, business_day, seller_id, journal_id)
            select company_id, gen_random_uuid(), site_id, 'x', deal_id, customer_id, kind, 1, method, received_at, business_day, seller_id, journal_id
            from receipts where id = $1`,
          values: [receipt.id],
        }),
      ),
    ).rejects.toThrow('the day is closed');
  });

  test('a difference is explained and approved; sent back, the day is open again and counted anew', async () => {
    const { site, mei, cai, zhou } = await open('2024-03-04T02:00:00.000Z');
    const dealId = await subscribed(counter, mei, { depositFen: 0 });
    await paid(cai, dealId, { amountFen: 500_00 });
    expect((await close(cai, '2024-03-04', 490_00, '找零差错')).body.day).toMatchObject({
      state: 'pending',
      differenceFen: -10_00,
    });
    expect(await refused(pay(cai, dealId, { day: '2024-03-04' }))).toBe('DAY_CLOSED');
    const { rows } = await zhou.must(approvals.inbox, { query: {} });
    await zhou.must(approvals.refuse, {
      params: { approvalId: rows[0]?.id ?? '' },
      body: { how: 'rejected', comment: '请重点', round: rows[0]?.round } as never,
    });
    const day = () => cai.must(money.day, { params: { siteId: site.siteId }, query: { day: '2024-03-04' } });
    expect(await day()).toMatchObject({ state: 'open' });
    await close(cai, '2024-03-04', 490_00, '确认短款');
    await signAll(zhou);
    expect(await day()).toMatchObject({
      state: 'closed',
      differenceFen: -10_00,
      whyNot: { close: { code: 'DAY_CLOSED' } },
    });
    await world.setClock('2024-04-01T02:00:00.000Z');
    const closed = await cai.must(money.closeMonth, {
      params: { siteId: site.siteId },
      body: { month: '2024-03' } as never,
    });
    expect(closed.month).toMatchObject({ state: 'closed', receivedFen: 500_00, entries: 1 });
  });

  test('[S0.10.a.10] cash that has not gone to the bank by the end of the day is an exception somebody hears of', async () => {
    const { site, mei, cai } = await open('2024-03-04T02:00:00.000Z');
    const dealId = await subscribed(counter, mei, { depositFen: 0 });
    await paid(cai, dealId, { amountFen: 500_00 });
    await world.setClock('2024-03-04T15:59:00.000Z');
    expect(await heard(cai)).not.toContain('money.cashNotBanked');
    await world.setClock('2024-03-04T16:00:00.000Z');
    expect(await heard(cai)).toContain('money.cashNotBanked');
    const day = () => cai.must(money.day, { params: { siteId: site.siteId }, query: {} });
    expect((await day()).exceptions).toEqual([{ day: '2024-03-04', amountFen: 500_00, entries: 1 }]);
    const banked = await cai.must(money.bankCash, {
      params: { siteId: site.siteId },
      body: { day: '2024-03-05' } as never,
    });
    expect(banked).toMatchObject({ entries: 1, amountFen: 500_00 });
    expect((await day()).exceptions).toEqual([]);
  });
});

describe('what is overdue', () => {
  const plan = [
    { name: '首期', dueOn: '2024-03-10', amountFen: 300_000_00 },
    { name: '二期', dueOn: '2024-04-10', amountFen: 680_000_00 },
  ];

  test('[S0.02.chg.3][S0.07.rep.7b][S0.02.chg.3b][S0.04.d8] notice at once, contact the same day, breach after two months', async () => {
    const { site, mei, li, cai, zhou } = await open('2024-03-04T02:00:00.000Z');
    const chief = await site.hire('陆主管', 'supervisor');
    const dealId = await subscribed(counter, mei, { plan });
    await paid(cai, dealId, { kind: 'deposit', amountFen: 20_000_00 });
    await world.setClock('2024-03-10T15:59:59.000Z');
    expect((await mei.must(money.demands, { query: {} })).rows).toEqual([]);
    await world.setClock('2024-03-10T16:00:00.000Z');
    const [demand] = (await mei.must(money.demands, { query: { mine: 'true' } })).rows;
    expect(demand).toMatchObject({
      number: 'CK2024-00001',
      amountFen: 300_000_00,
      days: 1,
      state: 'open',
      reason: 'overdue',
    });
    expect(await heard(mei)).toContain('money.demand');
    const contact = (by: Person) =>
      by.call(money.contact, {
        params: { demandId: demand?.id ?? '' },
        body: { channel: 'phone', note: '下周付', promisedOn: '2024-03-18' } as never,
      });
    expect(await refused(contact(li))).toBe('NOT_FOUND');
    await world.setClock('2024-03-11T16:00:00.000Z'); // the day of the notice is over
    expect((await mei.must(money.demands, { query: {} })).rows[0]?.missedAt).toBe('2024-03-11T16:00:00.000Z');
    expect(await heard(mei)).toContain('money.contactMissed');
    expect((await contact(mei)).body.demand).toMatchObject({ state: 'contacted', promisedOn: '2024-03-18' });
    await mei.must(money.contact, {
      params: { demandId: demand?.id ?? '' },
      body: { channel: 'visit', note: '不认可', disagrees: true } as never,
    });
    expect(await heard(chief)).toContain('money.customerDisagrees');
    const rows = (await zhou.must(money.receivables, { query: { overdue: 'true' } })).rows;
    expect(rows).toMatchObject([{ overdueFen: 300_000_00, bucket: 'to_30' }]);
    // The second instalment is demanded when its own day has passed.
    await world.setClock('2024-04-10T16:00:00.000Z');
    expect((await mei.must(money.demands, { query: {} })).rows[0]).toMatchObject({ amountFen: 980_000_00 });
    await world.setClock('2024-05-10T15:59:59.000Z');
    expect((await dealOf(counter, dealId)).state).toBe('subscribed');
    await world.setClock('2024-05-10T16:00:00.000Z');
    expect((await dealOf(counter, dealId)).state).toBe('breached');
    // Arrears are still taken.
    expect((await paid(cai, dealId, { amountFen: 980_000_00 })).account).toMatchObject({ openFen: 0, overdue: null });
    expect((await mei.must(money.demands, { query: {} })).rows).toEqual([]);
  });

  test('[S0.07.rep.7][S0.07.ast.6b] what finance has entered says who is late: at the month’s end everything overdue is demanded again; paid in time, nothing is', async () => {
    const { site, mei, cai } = await open('2024-03-04T02:00:00.000Z');
    const [late, good] = [await subscribed(counter, mei, { plan }), await subscribed(counter, mei, { plan })];
    for (const dealId of [late, good]) await paid(cai, dealId, { kind: 'deposit', amountFen: 20_000_00 });
    await paid(cai, good, { amountFen: 300_000_00 });
    await world.setClock('2024-03-12T02:00:00.000Z');
    const mine = async () => (await mei.must(money.demands, { query: {} })).rows;
    const [first] = await mine();
    expect(await mine()).toHaveLength(1);
    await mei.must(money.contact, {
      params: { demandId: first?.id ?? '' },
      body: { channel: 'visit', note: '已告知' } as never,
    });
    await world.setClock('2024-03-31T01:00:00.000Z'); // 09:00 on the last day
    expect(await mine()).toMatchObject([{ reason: 'month_end', deal: { id: late } }]);
    const run = () => cai.must(money.demandAll, { params: { siteId: site.siteId }, body: {} as never });
    expect(await run()).toEqual({ issued: 0, waiting: 0 });
    expect(await refused(cai.call(money.demand, { params: { dealId: late }, body: {} as never }))).toBe(
      'DEMAND_IS_OPEN',
    );
    expect(await refused(cai.call(money.demand, { params: { dealId: good }, body: {} as never }))).toBe(
      'NOTHING_OVERDUE',
    );
    const ages = await cai.must(money.ageing, { query: { siteId: site.siteId } });
    expect(ages.total).toMatchObject({ to_30: 300_000_00, not_due: 1_360_000_00 });
    expect(ages.people).toMatchObject([{ rate: 5312 }]); // 340,000 of 640,000 that had fallen due
  });

  test('[S2.13.a13.1.allow][S2.13.a13.3][S2.13.a09.13] a complaint holds a debt up; it stands and takes an allowance off, or is collected', async () => {
    const { site, mei, cai, zhou } = await open('2024-03-20T02:00:00.000Z');
    const boss = await site.hire('总', 'general_manager');
    const dealId = await subscribed(counter, mei, { plan, depositFen: 0, priceFen: 980_000_00 });
    const complain = (amountFen: number) =>
      mei.must(money.complain, { params: { dealId }, body: { ref: 'KS-1', amountFen } as never });
    const { account } = await complain(300_000_00);
    expect((await cai.must(money.ageing, { query: { siteId: site.siteId } })).people[0]?.rate).toBeNull();
    const settle = (stands: boolean) =>
      mei.must(money.settleComplaint, {
        params: { complaintId: account.complaint?.id ?? '' },
        body: { stands } as never,
      });
    const settled = await settle(false);
    expect(settled.account.demands[0]).toMatchObject({ reason: 'complaint_rejected', collectBy: '2024-04-19' });
    const { allowance } = await mei.must(money.askAllowance, {
      params: { dealId },
      body: { amountFen: 10_000_00, complaintRef: 'KS-1', reason: '漏水' } as never,
    });
    const book = (stamped: boolean) =>
      cai.call(money.bookAllowance, { params: { allowanceId: allowance.id }, body: { stamped } as never });
    expect(await refused(book(true))).toBe('ALLOWANCE_NOT_APPROVED');
    await signAll(zhou);
    expect(await refused(book(true))).toBe('ALLOWANCE_NOT_APPROVED');
    await signAll(boss);
    expect(await refused(book(false))).toBe('CUSTOMER_STAMP_MISSING');
    expect((await book(true)).body.account).toMatchObject({ openFen: 970_000_00, allowancesFen: 10_000_00 });
    const back = await cai.must(money.returnVoucher, {
      params: { dealId },
      body: {
        approvedQuantity: 10,
        actualQuantity: 9,
        unitPriceFen: 100_00,
        complaintRef: 'KS-1',
        reason: '退货',
      } as never,
    });
    expect(back.account.allowancesFen).toBe(10_900_00);
  });
});

describe('money that goes back', () => {
  test('[S1.18.s6b] a withdrawn deal is refunded after its notice, against the papers, never more than was paid', async () => {
    const { site, mei, cai } = await open('2024-03-04T02:00:00.000Z');
    const dealId = await subscribed(counter, mei);
    await paid(cai, dealId, { kind: 'deposit', amountFen: 20_000_00 });
    const ask = (amountFen: number) =>
      mei.call(money.requestRefund, {
        params: { dealId },
        body: { amountFen, method: 'cash', reason: '多付' } as never,
      });
    expect(await refused(ask(1))).toBe('REFUND_NEEDS_WITHDRAWAL');
    expect(await refused(ask(20_000_01))).toBe('REFUND_ABOVE_PAID');
    await site.inside((context) =>
      site.set(context, dealId, `state = 'cancelled', ended_at = $4, ended_cause = $3`, ['customer', context.now]),
    );
    await announce(site, dealId, 'cancelled', {
      cause: 'customer',
      refund: { amountFen: 20_000_00, method: 'cheque', notBefore: '2024-03-11' },
    });
    const [refund] = (await cai.must(money.refunds, { query: {} })).rows;
    expect(refund).toMatchObject({ state: 'due', amountFen: 20_000_00, payableFrom: '2024-03-11' });
    expect(await heard(cai)).toContain('money.refundDue');
    const payOut = (body: object = {}) =>
      cai.call(money.payRefund, {
        params: { refundId: refund?.id ?? '' },
        body: { receiptsBack: true, bookSigned: true, ...body } as never,
      });
    expect(await refused(payOut())).toBe('REFUND_NOTICE_RUNS');
    await world.setClock('2024-03-11T02:00:00.000Z');
    expect(await refused(payOut({ receiptsBack: false }))).toBe('RECEIPT_NOT_BACK');
    expect((await payOut()).body).toMatchObject({
      refund: { state: 'paid' },
      receipt: { amountFen: -20_000_00, number: 'TK2024-00001' },
    });
    expect(await refused(payOut())).toBe('REFUND_NOT_APPROVED');
    expect((await dealOf(counter, dealId)).paidFen).toBe(0);
    expect(await refused(ask(1))).toBe('REFUND_ABOVE_PAID');
    // Paid to the wrong person: the payment is reversed, and the refund is due again.
    const wrong = (await accountOf(cai, dealId)).receipts.find(({ kind }) => kind === 'refund');
    await cai.must(money.reverse, { params: { receiptId: wrong?.id ?? '' }, body: { reason: '付错' } as never });
    expect((await dealOf(counter, dealId)).paidFen).toBe(20_000_00);
    expect((await payOut()).body.refund.state).toBe('paid');
  });

  test('money beyond the price goes back once the manager agrees', async () => {
    const { site, mei, cai, zhou } = await open('2024-03-04T02:00:00.000Z');
    const dealId = await subscribed(counter, mei, { depositFen: 0, priceFen: 1_000_00 });
    await paid(cai, dealId, { amountFen: 1_000_00 });
    // The price came down afterwards.
    await site.inside((context) => site.set(context, dealId, 'price_fen = $3', [900_00]));
    await announce(site, dealId, 'changed', { cause: 'change' });
    expect(await accountOf(cai, dealId)).toMatchObject({ creditFen: 100_00, refundableFen: 100_00 });
    const body = { amountFen: 100_00, method: 'cash', reason: '降价' } as never;
    const { refund } = await mei.must(money.requestRefund, { params: { dealId }, body });
    expect(refund.state).toBe('requested');
    expect(await refused(mei.call(money.requestRefund, { params: { dealId }, body }))).toBe('REFUND_NEEDS_WITHDRAWAL');
    await signAll(zhou);
    await world.setClock('2024-03-05T02:00:00.000Z');
    const paidOut = await cai.must(money.payRefund, {
      params: { refundId: refund.id },
      body: { receiptsBack: true, bookSigned: true } as never,
    });
    expect(paidOut.refund.state).toBe('paid');
    expect(await accountOf(cai, dealId)).toMatchObject({ creditFen: 0, countedFen: 900_00, openFen: 0 });
  });
});

describe('the bank', () => {
  const upload = (by: Person, bytes: Uint8Array<ArrayBuffer>) =>
    by.fetch(`/api/money/bank-files?siteId=${counter.site.siteId}&name=liushui.csv&commandId=${randomUUID()}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes,
    });
  const bytes = (text: string) => new Uint8Array(new TextEncoder().encode(text));

  test('a file nobody can read is refused by name and leaves nothing behind', async () => {
    const { cai, mei } = await open('2024-03-04T02:00:00.000Z');
    for (const bad of [
      bytes('随便\n写写\n'),
      new Uint8Array([0x50, 0x4b, 3, 4, 9, 9]),
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2]),
    ]) {
      const answer = await upload(cai, bad);
      expect(answer.status).toBe(422);
      expect((await answer.json()).error).toMatchObject({ code: 'BANK_FILE_UNREADABLE', remedy: expect.anything() });
    }
    expect((await upload(mei, bytes('x'))).status).toBe(403);
    expect((await cai.must(money.bankFiles, { query: {} })).rows).toEqual([]);
  });

  test('a statement in GBK is read as it stands; a reversed receipt leaves its line to be claimed again', async () => {
    const { mei, cai } = await open('2024-03-04T02:00:00.000Z');
    const dealId = await subscribed(counter, mei, { depositFen: 0 });
    // Headings and one payment of 1,000 yuan by 王小明, as a bank in China writes them.
    const gbk = Uint8Array.from(
      Buffer.from(
        'vbvS18jVxtosttS3vbunw/ssytXI673wtu4s1qez9r3wtu4s1arSqizB98uuusUNCjIwMjQtMDMtMDQszfXQocP3LCIxLDAwMC4wMCIsLLm6t7+/7ixHMDAwMQ0K',
        'base64',
      ),
    );
    const { file } = await (await upload(cai, gbk)).json();
    const line = async () => (await cai.must(money.bankLines, { params: { fileId: file.id }, query: {} })).rows[0];
    expect(await line()).toMatchObject({ payer: '王小明', amountFen: 1_000_00, note: '购房款', state: 'open' });
    const match = async () =>
      cai.must(money.matchLine, { params: { lineId: (await line())?.id ?? '' }, body: { dealId } as never });
    const { receiptId } = await match();
    // The slip has brought its money: entered by hand it is refused.
    expect(await refused(pay(cai, dealId, { method: 'wire', bankRef: 'G0001' }))).toBe('REMITTANCE_USED');
    await cai.must(money.reverse, { params: { receiptId }, body: { reason: '认错成交' } as never });
    expect(await line()).toMatchObject({ state: 'open', deal: null });
    await match();
    expect((await dealOf(counter, dealId)).paidFen).toBe(1_000_00);
  });

  test('lines are matched with what waits for them, booked once, or put aside with a reason', async () => {
    const { mei, cai } = await open('2024-03-04T02:00:00.000Z');
    const [waits, owes] = [
      await subscribed(counter, mei, {
        depositFen: 0,
        plan: [{ name: '首期', dueOn: '2024-04-01', amountFen: 300_000_00 }],
      }),
      await subscribed(counter, mei, {
        depositFen: 0,
        plan: [{ name: '首期', dueOn: '2024-04-01', amountFen: 80_000_00 }],
      }),
    ];
    const { receipt } = await paid(cai, waits, { method: 'wire', amountFen: 300_000_00, bankRef: 'F0001' });
    const number = (await accountOf(cai, owes)).deal.number;
    const text = `交易时间,对方户名,贷方发生额,借方发生额,摘要,交易流水号
2024-03-04,王小明,"300,000.00",,购房款,F0001
2024-03-04,赵六,"80,000.00",,${number} 首期,F0002
2024-03-04,利息,12.34,,结息,F0003
2024-03-04,物业,,500.00,电费,F0004
`;
    const loaded = await upload(cai, bytes(text));
    expect(loaded.status).toBe(201);
    const { file } = await loaded.json();
    expect(file).toMatchObject({ lines: 3, open: 3, skipped: 1, problems: [] });
    expect((await (await upload(cai, bytes(text))).json()).error.code).toBe('BANK_FILE_KNOWN');
    const lines = async () => (await cai.must(money.bankLines, { params: { fileId: file.id }, query: {} })).rows;
    const [first, second, third] = await lines();
    expect(first?.suggestions[0]).toMatchObject({ kind: 'receipt', id: receipt.id, certainty: 'sure' });
    expect(second?.suggestions[0]).toMatchObject({ kind: 'deal', id: owes, certainty: 'likely' });
    const match = (lineId: string | undefined, body: object) =>
      cai.call(money.matchLine, { params: { lineId: lineId ?? '' }, body: body as never });
    expect(await refused(match(second?.id, { receiptId: receipt.id }))).toBe('BANK_AMOUNT_DIFFERS');
    expect(await refused(match(first?.id, { receiptId: receipt.id }))).toBeNull();
    expect(await refused(match(first?.id, { receiptId: receipt.id }))).toBe('BANK_LINE_SETTLED');
    const both = await Promise.all(
      [1, 2].map(() => refused(match(second?.id, { dealId: owes, kind: 'down_payment' }))),
    );
    expect(both.sort()).toEqual(['BANK_LINE_SETTLED', null].sort());
    await cai.must(money.ignoreLine, { params: { lineId: third?.id ?? '' }, body: { reason: '利息' } as never });
    expect((await lines()).map(({ state }) => state)).toEqual(['matched', 'matched', 'ignored']);
    expect([await dealOf(counter, waits), await dealOf(counter, owes)].map(({ paidFen }) => paidFen)).toEqual([
      300_000_00, 80_000_00,
    ]);
  });

  test('[S0.04.d3b] the ledgers of what was collected and what is owed leave as spreadsheets, on record', async () => {
    const { mei, cai } = await open('2024-03-04T02:00:00.000Z');
    const dealId = await subscribed(counter, mei, { depositFen: 0 });
    await paid(cai, dealId, { amountFen: 1_234_56, payer: '=cmd()' });
    for (const ledger of ['receipts', 'receivables']) {
      const answer = await cai.fetch('/api/money/exports', {
        method: 'POST',
        body: JSON.stringify({ commandId: randomUUID(), ledger, format: 'csv', siteId: counter.site.siteId }),
      });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('guike-journal-id')).toBeTruthy();
      const text = await answer.text();
      expect(text).toContain(ledger === 'receipts' ? "1234.56,'=cmd()" : '1234.56');
    }
  });
});
