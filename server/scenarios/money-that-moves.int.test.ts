/** Money on its way: an allowance, statements of the bank that overlap or are in another currency, a lender, a day that did not balance. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { commission } from '#contract/commission.ts';
import { deals } from '#contract/deals.ts';
import { money } from '#contract/money.ts';
import { reports } from '#contract/reports.ts';
import { MILLION, type Office, openOffice } from '#server/deals/office.testing.ts';
import { signAll } from '#server/money/commission.testing.ts';
import type { World } from '#server/platform/testing/world.ts';
import { at, startCompany } from './story.testing.ts';

const CAR = 12_000_000;
let world: World;
beforeAll(async () => {
  world = await startCompany();
});
afterAll(() => world.stop());

const sum = (list: readonly number[]): number => list.reduce((total, fen) => total + fen, 0);
const pay = async (of: Office, dealId: string, kind: string, amountFen: number, more: object = {}) =>
  (
    await of.finance.must(money.receive, {
      params: { dealId },
      body: { kind, amountFen, method: 'cash', ...more } as never,
    })
  ).receipt;
const account = (of: Office, dealId: string) => of.finance.must(money.account, { params: { dealId } });
const earned = async (of: Office, dealId: string) => {
  const { parties } = await of.manager.must(commission.ofDeal, { params: { dealId } });
  return parties.map(({ performanceFen, commissionFen }) => [performanceFen, commissionFen]);
};
const end = async (of: Office, dealId: string): Promise<void> => {
  const asked = await of.head.must(deals.withdraw, {
    params: { dealId },
    body: { reason: '贷款未批', persuasion: '已面谈', refundMethod: 'cash' } as never,
  });
  expect(await of.signAll(asked.approval.id)).toBeNull();
  const body = { agreementBack: true, receiptBack: true, bookSigned: true };
  await of.head.must(deals.completeWithdrawal, { params: { dealId }, body });
};
const refundsOf = async (of: Office, dealId: string) =>
  (await of.finance.must(money.refunds, { query: { siteId: of.siteId } })).rows
    .filter(({ deal }) => deal.id === dealId)
    .map(({ amountFen, state }) => [amountFen, state]);

test('an allowance is owed by nobody: account, receivables, sales report and ledger say the same', async () => {
  const of = await openOffice(world);
  const { siteId } = of;
  const [dealId, plain] = [await of.contracted(), await of.contracted()];
  await pay(of, dealId, 'instalment', 90_000_000);
  await pay(of, plain, 'instalment', 10_000_000);
  const { allowance } = await of.seller.must(money.askAllowance, {
    params: { dealId },
    body: { amountFen: 1_234_567, complaintRef: 'KS-1', reason: '墙面开裂' },
  });
  for (const signer of [of.manager, of.head]) await signAll(signer);
  await of.finance.must(money.bookAllowance, { params: { allowanceId: allowance.id }, body: { stamped: true } });
  const owed = 10_000_000 - 1_234_567;
  expect(await account(of, dealId)).toMatchObject({ openFen: owed, allowancesFen: 1_234_567 });
  const period = { siteId, from: '2024-03-01', to: '2024-03-31' };
  const dues = (await of.finance.must(money.receivables, { query: { siteId, limit: 200 } as never })).rows;
  const ledger = (await of.head.must(reports.ledger, { query: { ...period, limit: 50 } as never })).rows;
  expect(ledger.find(({ id }) => id === dealId)?.owedFen).toBe(owed);
  const report = await of.head.must(reports.sales, { query: period });
  expect([sum(dues.map(({ openFen }) => openFen)), sum(ledger.map(({ owedFen }) => owedFen)), report.owedFen]).toEqual(
    Array.from({ length: 3 }, () => owed + 90_000_000),
  );
});

test('statements of the bank that overlap bring each payment once, also where the bank gives no reference; foreign money is named, not booked', async () => {
  const of = await openOffice(world);
  const load = async (text: string) => {
    const answer = await of.finance.fetch(
      `/api/money/bank-files?siteId=${of.siteId}&name=liushui.csv&commandId=${randomUUID()}`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: new Uint8Array(new TextEncoder().encode(text)),
      },
    );
    expect(answer.status).toBe(201);
    return (await answer.json()).file;
  };
  const heading = '交易日期,对方户名,贷方发生额,币种,摘要,交易流水号\n';
  const twice = '2024-03-04,王小明,"10,000.00",人民币,购房款,\n'.repeat(2); // two payments of the same sum on one day
  const one = '2024-03-04,赵六,500.00,CNY,定金,F1\n';
  const first = await load(heading + twice + one);
  expect(first).toMatchObject({ lines: 3, open: 3, skipped: 0 });
  const second = await load(
    `${heading}${one}${twice}${'2024-03-04,王小明,"10,000.00",人民币,购房款,\n'}2024-03-05,孙七,800.00,,定金,\n`,
  );
  expect(second).toMatchObject({ lines: 2, open: 2, skipped: 3 });
  const third = await load(
    `${heading}2024-03-05,JOHN,"7,000.00",USD,购房款,F2\n2024-03-05,周八,900.00,RMB,购房款,F3\n2024-03-05,LEE,"80,000.00",港币,购房款,F4\n`,
  );
  expect(third).toMatchObject({
    lines: 1,
    problems: [
      { row: 2, problem: 'CURRENCY_NOT_TAKEN', text: 'USD' },
      { row: 4, problem: 'CURRENCY_NOT_TAKEN', text: '港币' },
    ],
  });
});

test('[S0.08.b.31b] what the lender paid out for a deal that is then given back: only what is in hand goes back, and nothing of it counts', async () => {
  const of = await openOffice(world, 'car-delivery');
  const loan = { lender: 'GMAC', amountFen: 8_000_000, needsPayoutReport: true, downPaymentFen: 4_000_000 };
  const order = async () =>
    of.inEffect({ unitId: await of.car(), depositFen: 0, paymentMethod: 'finance_company', loan });
  const report = (dealId: string) => of.finance.call(money.payoutReport, { params: { dealId }, body: {} as never });
  const [gone, kept] = [await order(), await order()];
  for (const dealId of [gone, kept]) await pay(of, dealId, 'down_payment', 4_000_000);
  expect((await report(gone)).code).toBeNull();
  expect((await report(gone)).code).toBe('PAYOUT_REPORTED');
  await end(of, gone);
  expect(await refundsOf(of, gone)).toEqual([[4_000_000, 'due']]);
  expect(await earned(of, gone)).toEqual([]);
  const late = await of.finance.call(money.receive, {
    params: { dealId: gone },
    body: { kind: 'loan', amountFen: 8_000_000, method: 'loan', bankRef: 'L-1' } as never,
  });
  expect(late.code).toBe('DEAL_TAKES_NO_MONEY');

  // Delivered on the report; the down payment bounces: what it brought goes, and comes again with the money.
  await of.papers(kept, 'conformity_certificate', 'manual');
  const handOver = () => of.assistant.call(deals.handOver, { params: { dealId: kept }, body: {} });
  expect((await handOver()).code).toBe('PAYOUT_NOT_REPORTED');
  const retract = () =>
    of.finance.call(money.retractReport, { params: { dealId: kept }, body: { reason: '放款机构撤回' } });
  expect((await retract()).code).toBe('NO_PAYOUT_REPORT');
  await report(kept);
  expect((await retract()).code).toBeNull();
  expect((await handOver()).code).toBe('PAYOUT_NOT_REPORTED');
  await report(kept);
  expect((await handOver()).code).toBeNull();
  await of.papers(kept, ...(await of.page(kept)).file.missing);
  expect(await earned(of, kept)).toEqual([[CAR, 30_000]]);
  const down = (await account(of, kept)).receipts[0];
  await of.finance.must(money.reverse, { params: { receiptId: down?.id ?? '' }, body: { reason: '退票' } });
  expect(await earned(of, kept)).toEqual([[0, 0]]);
  await pay(of, kept, 'down_payment', 4_000_000);
  expect(await earned(of, kept)).toEqual([[CAR, 30_000]]);
  // So does the report: taken back the car counts no more, on record again it counts at once.
  expect((await retract()).code).toBeNull();
  expect(await earned(of, kept)).toEqual([[0, 0]]);
  expect((await report(kept)).code).toBeNull();
  expect(await earned(of, kept)).toEqual([[CAR, 30_000]]);
});

test('money moved to another deal stays there when the deal it came from is given back; taken back afterwards it is in hand again', async () => {
  const of = await openOffice(world);
  const customerId = await of.customer();
  const [from, to] = [await of.contracted({ customerId }), await of.contracted({ customerId })];
  await pay(of, from, 'instalment', 30_000_000);
  const moved = await of.finance.must(money.transfer, {
    params: { dealId: from },
    body: { toDealId: to, amountFen: 20_000_000, reason: '换购' } as never,
  });
  await end(of, from);
  expect(await refundsOf(of, from)).toEqual([[10_000_000, 'due']]);
  expect([await earned(of, from), await earned(of, to)]).toEqual([[[0, 0]], [[MILLION, 200_000]]]);
  await end(of, to);
  expect(await refundsOf(of, to)).toEqual([[20_000_000, 'due']]);
  expect(await earned(of, to)).toEqual([[0, 0]]);
  const { receipts } = await account(of, to);
  expect(receipts.find(({ id }) => id === moved.receipt.id)).toMatchObject({ amountFen: 20_000_000 });
  // Reversed, each deal has its own again, and what was promised to the customer follows the money.
  await of.finance.must(money.reverse, { params: { receiptId: moved.receipt.id }, body: { reason: '转错' } });
  expect([(await account(of, from)).heldFen, (await account(of, to)).heldFen]).toEqual([30_000_000, 0]);
  expect(await refundsOf(of, to)).toEqual([]);
  const ask = (amountFen: number) =>
    of.seller.call(money.requestRefund, {
      params: { dealId: from },
      body: { amountFen, method: 'cash', reason: '转错' },
    });
  expect((await ask(20_000_001)).code).toBe('REFUND_ABOVE_PAID');
  expect((await ask(20_000_000)).code).toBeNull();
});

test('a remittance that arrives after its deal was given back goes back as well, and once', async () => {
  const of = await openOffice(world);
  const dealId = await of.contracted();
  await pay(of, dealId, 'instalment', 1_000_000);
  const wire = await pay(of, dealId, 'instalment', 5_000_000, { method: 'wire', bankRef: 'ICBC-9' });
  await end(of, dealId);
  expect(await refundsOf(of, dealId)).toEqual([[1_000_000, 'due']]);
  const clear = () => of.finance.call(money.clear, { params: { receiptId: wire.id }, body: {} as never });
  expect((await clear()).code).toBeNull();
  expect((await clear()).code).toBe('RECEIPT_CLEARED');
  expect((await refundsOf(of, dealId)).sort()).toEqual([
    [1_000_000, 'due'],
    [5_000_000, 'due'],
  ]);
  expect(await earned(of, dealId)).toEqual([[0, 0]]);
  const rows = (await of.finance.must(money.refunds, { query: { siteId: of.siteId } })).rows;
  const body = { receiptsBack: true, bookSigned: true } as never;
  await world.setClock(at('2024-03-06'));
  for (const { id } of rows.filter(({ deal }) => deal.id === dealId))
    await of.finance.must(money.payRefund, { params: { refundId: id }, body });
  expect(await account(of, dealId)).toMatchObject({ heldFen: 0, refundableFen: 0 });
  await world.setClock(at('2024-03-04'));
});

test('[S0.10.a.8] a day that did not balance and was sent back is open again, counted anew, and the month closes on it', async () => {
  const of = await openOffice(world);
  const { finance, manager, siteId } = of;
  const dealId = await of.contracted();
  await pay(of, dealId, 'instalment', 1_000_000);
  const count = (day: string, cash: number, explanation = '') =>
    finance.call(money.closeDay, {
      params: { siteId },
      body: { day, counted: { cash, card: 0, cheque: 0 }, explanation },
    });
  expect((await count('2024-03-04', 999_900)).code).toBe('DIFFERENCE_UNEXPLAINED');
  expect((await count('2024-03-04', 999_900, '找零少收一元')).code).toBeNull();
  // While it is looked at the day takes nothing, and the next one cannot be closed over it.
  expect((await pay(of, dealId, 'instalment', 100)).businessDay).toBe('2024-03-05');
  await world.setClock(at('2024-03-05', '18:00'));
  expect((await count('2024-03-05', 100)).code).toBe('EARLIER_DAY_OPEN');
  const inbox = async () => (await manager.must(approvals.inbox, { query: { matter: 'day_difference' } })).rows;
  const [first] = await inbox();
  await manager.must(approvals.refuse, {
    params: { approvalId: first?.id ?? '' },
    body: { how: 'returned', round: 1, comment: '重点现金' },
  });
  expect((await pay(of, dealId, 'instalment', 200, { day: '2024-03-04' })).businessDay).toBe('2024-03-04');
  expect((await count('2024-03-04', 1_000_200)).code).toBeNull();
  expect((await count('2024-03-05', 100)).code).toBeNull();
  expect((await count('2024-03-05', 100)).code).toBe('DAY_CLOSED');
  await world.setClock(at('2024-04-01'));
  const { month } = await finance.must(money.closeMonth, { params: { siteId }, body: { month: '2024-03' } });
  expect(month).toMatchObject({ receivedFen: 1_000_300, paidOutFen: 0, entries: 3 });
  const report = await of.head.must(reports.sales, { query: { siteId, from: '2024-03-01', to: '2024-03-31' } });
  expect(report.totals.receivedFen).toBe(month.receivedFen);
});
