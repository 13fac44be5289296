import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../kernel/parameters.ts';
import { decideCloseBooks, decideCloseDay } from './day.ts';
import {
  decideClear,
  decidePayoutReport,
  decideReceive,
  decideReturnSlip,
  decideReverse,
  decideTransfer,
  type PayingDeal,
  type ReceiveFacts,
  type ReceiveInput,
} from './decide-receive.ts';
import { LedgerRules } from './ledger-rules.ts';
import type { ReceiptLine } from './ledger-types.ts';
import { allocate, standingOf } from './account.ts';

const rules = defaultsOf(LedgerRules);
const now = '2024-03-04T02:00:00.000Z';
const line = (over: Partial<ReceiptLine> = {}): ReceiptLine => ({
  id: 'r1',
  kind: 'deposit',
  method: 'cash',
  amountFen: 20_000_00,
  receivedAt: now,
  clearedAt: now,
  slipReturnedAt: null,
  reverses: null,
  ...over,
});
const deal = (over: Partial<PayingDeal> = {}): PayingDeal => ({
  id: 'deal',
  state: 'subscribed',
  unitKind: 'room',
  consultantId: 'mei',
  priceFen: 1_000_000_00,
  depositFen: 20_000_00,
  smallDepositFen: null,
  allowancesFen: 0,
  hasLoan: false,
  lines: [],
  ...over,
});
const facts = (over: Partial<ReceiveFacts> = {}): ReceiveFacts => ({
  deal: deal(),
  till: { today: '2024-03-04', closedThrough: '2024-03-03' },
  unitIsFree: true,
  collector: { id: 'cai', roles: ['finance'], sells: false },
  refUsedBy: null,
  ...over,
});
const input = (over: Partial<ReceiveInput> = {}): ReceiveInput => ({
  kind: 'deposit',
  amountFen: 20_000_00,
  currency: 'CNY',
  method: 'cash',
  day: null,
  payer: '',
  bankRef: '',
  isConfirmed: false,
  ...over,
});
const receive = (f: Partial<ReceiveFacts> = {}, i: Partial<ReceiveInput> = {}, r = rules) =>
  decideReceive(r, facts(f), input(i));

describe('taking money', () => {
  test('[S0.02.cash.1][S0.02.cash.2][S1.18.s2] finance takes it; nobody who sells does, least of all for their own deal', () => {
    expect(receive()).toMatchObject({ accepted: true, outcome: { cleared: true, businessDay: '2024-03-04' } });
    const seller = { id: 'li', roles: ['consultant'], sells: true };
    expect(receive({ collector: seller })).toMatchObject({ code: 'COLLECTOR_NOT_FINANCE' });
    expect(receive({ collector: { id: 'zong', roles: ['general_manager'], sells: true } })).toMatchObject({
      code: 'COLLECTOR_NOT_FINANCE',
    });
    // A cashier by a role the house made itself.
    expect(receive({ collector: { id: 'chu', roles: ['chuna'], sells: false } }).accepted).toBe(true);
    const open = { ...rules, collector: 'authorised' as const };
    expect(receive({ collector: seller }, {}, open).accepted).toBe(true);
    expect(receive({ collector: { ...seller, id: 'mei' } }, {}, open)).toMatchObject({ code: 'COLLECTOR_IS_SELLER' });
  });

  test.each([
    [{}, { currency: 'USD' }, 'CURRENCY_NOT_TAKEN'],
    [{}, { amountFen: 0 }, 'AMOUNT_NOT_POSITIVE'],
    [{}, { amountFen: -100 }, 'AMOUNT_NOT_POSITIVE'],
    [{}, { amountFen: 100.5 }, 'AMOUNT_NOT_POSITIVE'],
    [{ deal: deal({ state: 'draft' }) }, {}, 'DEAL_TAKES_NO_MONEY'],
    [{ deal: deal({ state: 'cancelled' }) }, {}, 'DEAL_TAKES_NO_MONEY'],
    [{ deal: deal({ state: 'subscribing' }) }, { kind: 'instalment' as const }, 'DEAL_TAKES_NO_MONEY'],
    [{}, { day: '2024-03-05' }, 'DAY_IN_FUTURE'],
    [{}, { day: '2024-03-03' }, 'DAY_CLOSED'],
    [{}, { method: 'wire' as const }, 'REMITTANCE_COPY_MISSING'],
    [{}, { kind: 'loan' as const, method: 'loan' as const }, 'NO_LOAN'],
    [{}, { amountFen: 20_000_01 }, 'DEPOSIT_AMOUNT_WRONG'],
    [{}, { kind: 'instalment' as const, amountFen: 1_000_000_01 }, 'AMOUNT_ABOVE_OWED'],
  ])('%j %j is refused as %s', (f, i, code) => {
    expect(receive(f, i)).toMatchObject({ accepted: false, code });
  });

  test('[S0.02.info.8][S1.18.s1] a deposit during the subscription waits for a free unit', () => {
    const early = deal({ state: 'subscribing' });
    expect(receive({ deal: early }).accepted).toBe(true);
    expect(receive({ deal: early, unitIsFree: false })).toMatchObject({ code: 'UNIT_NOT_FREE' });
    const small = deal({ state: 'draft', smallDepositFen: 5_000_00, priceFen: 0, depositFen: 0 });
    expect(receive({ deal: small }, { amountFen: 5_000_00 }).accepted).toBe(true);
    expect(receive({ deal: small }, { amountFen: 5_000_01 })).toMatchObject({ code: 'DEPOSIT_AMOUNT_WRONG' });
  });

  test('a deposit may come in parts, where the house lets it; never more than was set', () => {
    expect(receive({}, { amountFen: 5_000_00 }).accepted).toBe(true);
    const whole = { ...rules, depositInParts: false };
    expect(receive({}, { amountFen: 5_000_00 }, whole)).toMatchObject({ code: 'DEPOSIT_AMOUNT_WRONG' });
    expect(receive({}, {}, whole).accepted).toBe(true);
  });

  test('money beyond the price is refused, or kept as credit; what is on its way counts', () => {
    const pending = line({ kind: 'instalment', method: 'wire', amountFen: 990_000_00, clearedAt: null });
    const paying = { deal: deal({ lines: [pending] }) };
    expect(receive(paying, { kind: 'instalment', amountFen: 10_000_00 }).accepted).toBe(true);
    expect(receive(paying, { kind: 'instalment', amountFen: 10_000_01 })).toMatchObject({
      code: 'AMOUNT_ABOVE_OWED',
      detail: { owedFen: 10_000_00 },
    });
    const credit = { ...rules, overpayment: 'credit' as const };
    expect(receive(paying, { kind: 'instalment', amountFen: 10_000_01 }, credit)).toMatchObject({
      outcome: { creditFen: 1 },
    });
  });

  test('[S0.07.rep.7c] a remittance is entered on the copy of its slip and waits until the money has come', () => {
    expect(receive({}, { method: 'wire' })).toMatchObject({ code: 'REMITTANCE_COPY_MISSING' });
    expect(receive({}, { method: 'wire', bankRef: 'ICBC-1' })).toMatchObject({ outcome: { cleared: false } });
    expect(receive({}, { method: 'wire', bankRef: 'ICBC-1', isConfirmed: true })).toMatchObject({
      outcome: { cleared: true },
    });
    // The same slip does not bring money twice.
    expect(receive({ refUsedBy: 'SJ2024-00001' }, { method: 'wire', bankRef: 'ICBC-1' })).toMatchObject({
      code: 'REMITTANCE_USED',
    });
  });

  test('[S0.08.b.31] what has not arrived does not count; confirmed once', () => {
    const wire = line({ kind: 'instalment', method: 'wire', clearedAt: null });
    expect(standingOf([wire], false)).toMatchObject({ countedFen: 0, pendingFen: 20_000_00 });
    expect(decideClear({ line: wire, isReversed: false }, now)).toMatchObject({ outcome: { clearedAt: now } });
    expect(decideClear({ line: line(), isReversed: false }, now)).toMatchObject({ code: 'RECEIPT_CLEARED' });
    expect(decideClear({ line: wire, isReversed: true }, now)).toMatchObject({ code: 'RECEIPT_REVERSED' });
  });

  test('[S0.08.g.13][S2.15.c7.13] the deposit of a vehicle counts once its slip is back', () => {
    const car = deal({ unitKind: 'vehicle' });
    expect(receive({ deal: car })).toMatchObject({ outcome: { slipOut: true } });
    expect(receive()).toMatchObject({ outcome: { slipOut: false } });
    expect(standingOf([line()], true)).toMatchObject({ heldFen: 20_000_00, countedFen: 0, slipsOutFen: 20_000_00 });
    const back = decideReturnSlip({ line: line(), isReversed: false }, now);
    expect(back).toMatchObject({ outcome: { slipReturnedAt: now } });
    expect(standingOf([line({ slipReturnedAt: now })], true)).toMatchObject({ countedFen: 20_000_00, slipsOutFen: 0 });
    expect(decideReturnSlip({ line: line({ kind: 'instalment' }), isReversed: false }, now)).toMatchObject({
      code: 'NOT_A_DEPOSIT',
    });
    expect(decideReturnSlip({ line: line({ slipReturnedAt: now }), isReversed: false }, now)).toMatchObject({
      code: 'SLIP_IS_BACK',
    });
  });

  test('[S0.08.b.31b] the lender’s payout is reported once, and only where there is a loan', () => {
    expect(decidePayoutReport({ hasLoan: true, reportedAt: null }, now)).toMatchObject({
      outcome: { reportedAt: now },
    });
    expect(decidePayoutReport({ hasLoan: false, reportedAt: null }, now)).toMatchObject({ code: 'NO_LOAN' });
    expect(decidePayoutReport({ hasLoan: true, reportedAt: now }, now)).toMatchObject({ code: 'PAYOUT_REPORTED' });
  });
});

describe('reversals and transfers', () => {
  const till = { today: '2024-03-04', closedThrough: '2024-03-04' };
  test('a reversal restores what was, on the day that is open', () => {
    const lines = [line(), line({ id: 'r2', kind: 'instalment', amountFen: 100_00 })];
    const decision = decideReverse({ line: lines[1] ?? line(), isReversed: false, till, lines, otherLines: [] });
    expect(decision).toMatchObject({ outcome: { amountFen: -100_00, businessDay: '2024-03-05' } });
    const back = line({ id: 'r3', kind: 'reversal', amountFen: -100_00, reverses: 'r2' });
    expect(standingOf([...lines, back], false)).toEqual({ ...standingOf([line()], false) });
  });
  test('reversed once, a reversal never, and not money that has gone out', () => {
    expect(decideReverse({ line: line(), isReversed: true, till, lines: [line()], otherLines: [] })).toMatchObject({
      code: 'RECEIPT_REVERSED',
    });
    const reversal = line({ kind: 'reversal', reverses: 'r0' });
    expect(decideReverse({ line: reversal, isReversed: false, till, lines: [], otherLines: [] })).toMatchObject({
      code: 'REVERSAL_STAYS',
    });
    const refund = line({ id: 'r2', kind: 'refund', amountFen: -5_000_00 });
    expect(
      decideReverse({ line: line(), isReversed: false, till, lines: [line(), refund], otherLines: [] }),
    ).toMatchObject({ code: 'MONEY_ALREADY_GONE', detail: { shortFen: 5_000_00 } });
  });
  test('a transfer moves what counts, to a deal that still owes', () => {
    const from = deal({ lines: [line({ kind: 'instalment' })] });
    const to = deal({ id: 'other' });
    const given = { from, to, sameCustomer: true, till, collector: { id: 'cai', roles: ['finance'], sells: false } };
    const move = (over: object, amountFen: number, reason = '') =>
      decideTransfer(rules, { ...given, ...over }, { amountFen, reason });
    expect(move({}, 20_000_00)).toMatchObject({ accepted: true });
    expect(move({}, 20_000_01)).toMatchObject({ code: 'TRANSFER_ABOVE_HELD' });
    expect(move({ to: from }, 1)).toMatchObject({ code: 'TRANSFER_TO_ITSELF' });
    expect(move({ to: deal({ id: 'other', priceFen: 100 }) }, 101)).toMatchObject({ code: 'AMOUNT_ABOVE_OWED' });
    expect(move({ sameCustomer: false }, 1)).toMatchObject({ code: 'REASON_NEEDED' });
    expect(move({ sameCustomer: false }, 1, '亲属代付').accepted).toBe(true);
    // A deposit whose slip is out stays where it is.
    const car = deal({ unitKind: 'vehicle', lines: [line()] });
    expect(move({ from: car }, 1)).toMatchObject({ code: 'TRANSFER_ABOVE_HELD' });
  });
});

describe('closing', () => {
  const given = {
    day: '2024-03-04',
    today: '2024-03-04',
    closedThrough: '2024-03-03',
    openBefore: null,
    booked: { cash: 100_00, card: 50_00, cheque: 0 },
  };
  const counted = { cash: 100_00, card: 50_00, cheque: 0 };
  test('[S0.10.a.8] a day is closed when drawer and books agree; a difference is explained and waits for approval', () => {
    expect(decideCloseDay(given, { counted, explanation: '' })).toMatchObject({ outcome: { state: 'closed' } });
    const short = { ...counted, cash: 99_99 };
    expect(decideCloseDay(given, { counted: short, explanation: '' })).toMatchObject({
      code: 'DIFFERENCE_UNEXPLAINED',
    });
    expect(decideCloseDay(given, { counted: short, explanation: '找零差错' })).toMatchObject({
      outcome: { state: 'pending', differenceFen: -1 },
    });
    // One method short and another over by as much is still a difference.
    const swapped = { cash: 50_00, card: 100_00, cheque: 0 };
    expect(decideCloseDay(given, { counted: swapped, explanation: '' })).toMatchObject({ accepted: false });
  });
  test('[S0.10.a.8] days are closed in order, once, and not before they come; months after their days', () => {
    expect(decideCloseDay({ ...given, closedThrough: '2024-03-04' }, { counted, explanation: '' })).toMatchObject({
      code: 'DAY_CLOSED',
    });
    expect(decideCloseDay({ ...given, day: '2024-03-05' }, { counted, explanation: '' })).toMatchObject({
      code: 'DAY_IN_FUTURE',
    });
    expect(decideCloseDay({ ...given, openBefore: '2024-03-02' }, { counted, explanation: '' })).toMatchObject({
      code: 'EARLIER_DAY_OPEN',
    });
    const month = { month: '2024-02', thisMonth: '2024-03', isClosed: false, openDay: null };
    expect(decideCloseBooks(month).accepted).toBe(true);
    expect(decideCloseBooks({ ...month, month: '2024-03' })).toMatchObject({ code: 'MONTH_NOT_OVER' });
    expect(decideCloseBooks({ ...month, isClosed: true })).toMatchObject({ code: 'MONTH_CLOSED' });
    expect(decideCloseBooks({ ...month, openDay: '2024-02-29' })).toMatchObject({ code: 'EARLIER_DAY_OPEN' });
  });
});

describe('allocation', () => {
  test('the oldest debt first, an allowance off the last one, the rest is credit', () => {
    const dues = [
      { seq: 1, name: 'a', dueOn: '2024-05-01', amountFen: 100 },
      { seq: 2, name: 'b', dueOn: '2024-04-01', amountFen: 100 },
      { seq: 3, name: 'c', dueOn: null, amountFen: 100 },
    ];
    expect(
      allocate(dues, { countedFen: 150, reducedFen: 30 }).rows.map((one) => [one.name, one.paidFen, one.openFen]),
    ).toEqual([
      ['b', 100, 0],
      ['a', 50, 50],
      ['c', 0, 70],
    ]);
    expect(allocate(dues, { countedFen: 280, reducedFen: 30 }).creditFen).toBe(10);
  });
});
