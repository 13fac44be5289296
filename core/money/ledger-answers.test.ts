/** The cashier's ledger to the letter: what counts, what is open, what a refusal points at, and where each sum has its boundary. */
import { describe, expect, test } from 'vitest';
import type { Decision } from '../kernel/decision.ts';
import { defaultsOf } from '../kernel/parameters.ts';
import { dealStates } from '../deals/types.ts';
import { DealRules } from '../deals/rules.ts';
import { allocate, standingOf } from './account.ts';
import { bucketOf, buckets, collectionRate, overdueOf } from './ageing.ts';
import {
  decideAskAllowance,
  decideBookAllowance,
  decideComplaint,
  decideReturnVoucher,
  decideSettleComplaint,
} from './allowance.ts';
import { decideCloseDay } from './day.ts';
import {
  decideClear,
  decideReceive,
  decideReturnSlip,
  decideReverse,
  decideTransfer,
  openDayOf,
  type PayingDeal,
  type ReceiveFacts,
  type ReceiveInput,
  type TransferFacts,
} from './decide-receive.ts';
import { clocksOf, decideContact, decideDemand, decideMissed, demandMoves, demandReasons } from './dunning.ts';
import { LedgerRules, type LedgerRuleValues } from './ledger-rules.ts';
import {
  arrivesAtOnce,
  methods,
  payableKinds,
  receiptKinds,
  type Due,
  type DueStanding,
  type ReceiptLine,
} from './ledger-types.ts';
import { decidePayRefund, decideRequestRefund, refundableFen, refundMoves, type RefundFacts } from './refund.ts';
import { scheduleOf } from './schedule.ts';

const rules = defaultsOf(LedgerRules);
const now = '2024-03-04T02:00:00.000Z';
const timeZone = 'Asia/Shanghai';
const till = { today: '2024-03-04', closedThrough: '2024-03-03' };
const told = (decision: Decision<unknown>): unknown =>
  decision.accepted ? decision.outcome : { [decision.code]: decision.detail };

let nextId = 0;
const line = (more: Partial<ReceiptLine> = {}): ReceiptLine => ({
  id: `r${++nextId}`,
  kind: 'instalment',
  method: 'cash',
  amountFen: 100,
  receivedAt: now,
  clearedAt: now,
  slipReturnedAt: null,
  reverses: null,
  ...more,
});
const reversalOf = (of: ReceiptLine): ReceiptLine =>
  line({ kind: 'reversal', amountFen: -of.amountFen, reverses: of.id });
const deal = (more: Partial<PayingDeal> = {}): PayingDeal => ({
  ...{ id: 'deal', state: 'subscribed', unitKind: 'room', consultantId: 'mei', priceFen: 1_000, depositFen: 200 },
  ...{ smallDepositFen: null, allowancesFen: 0, hasLoan: false, lines: [] },
  ...more,
});
const cashier = { id: 'cai', roles: ['finance'], sells: false };

describe('where a deal stands', () => {
  test('fees lie beside the price, what has not arrived lies ahead of it, a loan is not one’s own money', () => {
    const standing = standingOf(
      [
        line({ kind: 'fee', amountFen: 1 }),
        line({ kind: 'fee', amountFen: 2 }),
        line({ kind: 'fee', amountFen: 4, clearedAt: null }),
        line({ kind: 'deposit', amountFen: 10 }),
        line({ kind: 'deposit', amountFen: 20, clearedAt: null }),
        line({ kind: 'deposit', amountFen: 21, clearedAt: null }),
        line({ kind: 'loan', amountFen: 100 }),
        line({ kind: 'loan', amountFen: 100 }),
        line({ amountFen: 1_000, clearedAt: null }),
        line({ amountFen: 2_000 }),
      ],
      false,
    );
    expect(standing).toEqual({
      ...{ heldFen: 2_210, countedFen: 2_210, pendingFen: 1_041, feesFen: 3, depositFen: 10, depositPendingFen: 41 },
      ...{ slipsOutFen: 0, ownFundsFen: 2_010, loanFen: 200, lastReceivedAt: now },
    });
  });

  test('a slip that is out holds back its deposit and nothing else', () => {
    const lines = [
      line({ kind: 'deposit', amountFen: 10 }),
      line({ amountFen: 5 }),
      line({ kind: 'deposit', amountFen: 7, slipReturnedAt: now }),
    ];
    expect(standingOf(lines, true)).toMatchObject({
      heldFen: 22,
      countedFen: 12,
      slipsOutFen: 10,
      ownFundsFen: 12,
      depositFen: 17,
    });
    expect(standingOf(lines, false)).toMatchObject({ heldFen: 22, countedFen: 22, slipsOutFen: 0, ownFundsFen: 22 });
  });

  test('a reversal stands where its line stands: of a fee, of a deposit, of what never arrived', () => {
    const fee = line({ kind: 'fee', amountFen: 3 });
    const deposit = line({ kind: 'deposit', amountFen: 10 });
    const wire = line({ kind: 'deposit', method: 'wire', amountFen: 20, clearedAt: null });
    const all = [fee, deposit, wire, reversalOf(fee), reversalOf(deposit), reversalOf(wire)];
    expect(standingOf(all, true)).toMatchObject({
      ...{ heldFen: 0, countedFen: 0, pendingFen: 0, feesFen: 0, depositFen: 0, depositPendingFen: 0, slipsOutFen: 0 },
    });
    expect(standingOf([line({ kind: 'reversal', amountFen: -5, reverses: 'unknown' })], false).heldFen).toBe(-5);
  });

  test('money came last when the latest of what came in arrived, not what went out', () => {
    const at = (clearedAt: string, amountFen = 1) => line({ clearedAt, amountFen });
    const last = (...lines: ReceiptLine[]) => standingOf(lines, false).lastReceivedAt;
    const [one, two] = ['2024-03-01T00:00:00.000Z', '2024-03-02T00:00:00.000Z'];
    expect([
      last(at(one), at(two)),
      last(at(two), at(one)),
      last(at(one), at(two, -1)),
      last(at(two, 0)),
      last(),
    ]).toEqual([two, two, one, null, null]);
  });
});

describe('what money covers', () => {
  const dues: Due[] = [
    { seq: 1, name: 'handover', dueOn: null, amountFen: 30 },
    { seq: 4, name: 'loan', dueOn: null, amountFen: 30 },
    { seq: 3, name: 'second', dueOn: '2024-04-01', amountFen: 20 },
    { seq: 2, name: 'first', dueOn: '2024-03-01', amountFen: 10 },
    { seq: 5, name: 'same day', dueOn: '2024-04-01', amountFen: 5 },
  ];
  const covered = (countedFen: number, reducedFen = 0) => {
    const { rows, creditFen } = allocate(dues, { countedFen, reducedFen });
    return [
      ...rows.map(({ seq, paidFen, reducedFen: off, openFen }) => `${seq}:${paidFen}/${off}/${openFen}`),
      creditFen,
    ];
  };
  test('is the oldest debt, of one day the one agreed first, and last what falls due on no day', () => {
    expect(covered(0)).toEqual(['2:0/0/10', '3:0/0/20', '5:0/0/5', '1:0/0/30', '4:0/0/30', 0]);
    expect(covered(12)).toEqual(['2:10/0/0', '3:2/0/18', '5:0/0/5', '1:0/0/30', '4:0/0/30', 0]);
    expect(covered(96)).toEqual(['2:10/0/0', '3:20/0/0', '5:5/0/0', '1:30/0/0', '4:30/0/0', 1]);
    expect(covered(-5)).toEqual(covered(0));
  });
  test('an allowance takes off the last one first, and what it took is not paid', () => {
    expect(covered(50, 40)).toEqual(['2:10/0/0', '3:20/0/0', '5:5/0/0', '1:15/10/5', '4:0/30/0', 0]);
    expect(covered(0, -1)).toEqual(covered(0));
  });
});

describe('a schedule', () => {
  const terms = { priceFen: 1_000, depositFen: 100, agreedOn: '2024-03-01', plan: [], loanFen: 0 };
  const said = (more: object) =>
    scheduleOf({ ...terms, ...more }).map(({ seq, name, amountFen }) => `${seq} ${name} ${amountFen}`);
  test('deposit, instalments, the rest, the loan: numbered from one, and together the price', () => {
    const plan = [{ name: '首期', dueOn: '2024-04-01', amountFen: 300 }];
    expect(said({})).toEqual(['1 deposit 100', '2 balance 900']);
    expect(said({ plan, loanFen: 400 })).toEqual(['1 deposit 100', '2 首期 300', '3 balance 200', '4 loan 400']);
    expect(said({ plan: [{ name: '全款', dueOn: '2024-04-01', amountFen: 1_000 }], loanFen: 400 })).toEqual([
      '1 deposit 100',
      '2 全款 900',
    ]);
    expect(said({ plan, loanFen: 700 })).toEqual(['1 deposit 100', '2 首期 300', '3 loan 600']);
  });
});

describe('taking money', () => {
  const receive = (given: Partial<ReceiveFacts>, input: Partial<ReceiveInput>, house: LedgerRuleValues = rules) =>
    decideReceive(
      house,
      { deal: deal(), till, unitIsFree: true, collector: cashier, refUsedBy: null, ...given },
      {
        ...{
          kind: 'instalment',
          amountFen: 1,
          currency: 'CNY',
          method: 'cash',
          day: null,
          payer: '',
          bankRef: '',
          isConfirmed: false,
        },
        ...input,
      },
    );

  test('of a deal that is in effect, at whatever stage', () => {
    const open = dealStates.filter((state) => receive({ deal: deal({ state }) }, {}).accepted);
    expect(open).toEqual(['subscribed', 'contracting', 'contracted', 'handed_over', 'breached']);
  });

  test('says the day, the sum and whether it has arrived; a wire rests on its slip as well', () => {
    const cash = receive({}, { amountFen: 1 });
    expect(cash).toMatchObject({
      clauses: ['S0.02.cash.1', 'S0.02.cash.2', 'S1.18.s2', 'S0.02.info.9'],
      outcome: { businessDay: '2024-03-04', amountFen: 1, cleared: true, slipOut: false, creditFen: 0 },
    });
    const wire = receive({}, { method: 'wire', bankRef: 'TT1' });
    expect(wire).toMatchObject({ clauses: [...cash.clauses, 'S0.07.rep.7c'], outcome: { cleared: false } });
    expect(receive({}, { method: 'wire', bankRef: 'TT1', isConfirmed: true })).toMatchObject({
      outcome: { cleared: true },
    });
    expect(methods.filter(arrivesAtOnce)).toEqual(['cash', 'card', 'transfer']);
  });

  test('points at what has to be put right', () => {
    expect(told(receive({}, { currency: 'USD' }))).toEqual({
      CURRENCY_NOT_TAKEN: { field: 'currency', currency: 'USD' },
    });
    expect(told(receive({}, { amountFen: 0 }))).toEqual({ AMOUNT_NOT_POSITIVE: { field: 'amountFen' } });
    expect(told(receive({}, { method: 'wire' }))).toEqual({ REMITTANCE_COPY_MISSING: { field: 'bankRef' } });
    expect(told(receive({ refUsedBy: 'SJ1' }, { method: 'wire', bankRef: 'TT1' }))).toEqual({
      REMITTANCE_USED: { field: 'bankRef', number: 'SJ1' },
    });
    expect(told(receive({}, { kind: 'loan', method: 'loan' }))).toEqual({ NO_LOAN: { field: 'kind' } });
    expect(told(receive({}, { amountFen: 1_001 }))).toEqual({
      AMOUNT_ABOVE_OWED: { field: 'amountFen', owedFen: 1_000 },
    });
    const over = deal({ lines: [line({ amountFen: 1_001 })] });
    expect(told(receive({ deal: over }, {}))).toEqual({ AMOUNT_ABOVE_OWED: { field: 'amountFen', owedFen: 0 } });
    const whole = deal({ lines: [line({ kind: 'deposit', amountFen: 201 })] });
    expect(told(receive({ deal: whole }, { kind: 'deposit' }))).toEqual({
      DEPOSIT_AMOUNT_WRONG: { field: 'amountFen', leftFen: 0 },
    });
    expect(told(receive({}, { kind: 'deposit', amountFen: 201 }))).toEqual({
      DEPOSIT_AMOUNT_WRONG: { field: 'amountFen', leftFen: 200 },
    });
  });

  test('[S0.10.a.8] goes into a day that is open: not before the close, not after today', () => {
    const on = (day: string, closedThrough: string | null = '2024-03-03') =>
      told(receive({ till: { today: '2024-03-04', closedThrough } }, { day }));
    expect(on('2024-03-05')).toEqual({ DAY_IN_FUTURE: { field: 'day', today: '2024-03-04' } });
    expect(on('2024-03-03')).toEqual({ DAY_CLOSED: { field: 'day', day: '2024-03-03', closedThrough: '2024-03-03' } });
    expect([on('2024-03-04'), on('2024-03-01', null), on('2024-03-05', '2024-03-04')]).toEqual([
      expect.objectContaining({ businessDay: '2024-03-04' }),
      expect.objectContaining({ businessDay: '2024-03-01' }),
      expect.objectContaining({ businessDay: '2024-03-05' }),
    ]);
    const open = (closedThrough: string | null) => openDayOf({ today: '2024-03-04', closedThrough });
    expect([open(null), open('2024-03-03'), open('2024-03-04'), open('2024-03-31')]).toEqual([
      '2024-03-04',
      '2024-03-04',
      '2024-03-05',
      '2024-04-01',
    ]);
  });

  test('what is more than the price is kept as credit where the house takes it; a fee is beside the price', () => {
    const kept = { ...rules, overpayment: 'credit' } as const;
    const credit = (amountFen: number, more: Partial<ReceiveInput> = {}, given: Partial<PayingDeal> = {}) => {
      const decision = receive({ deal: deal(given) }, { amountFen, ...more }, kept);
      return decision.accepted ? decision.outcome.creditFen : decision.code;
    };
    expect([credit(1_000), credit(1_001), credit(5_000, { kind: 'fee' })]).toEqual([0, 1, 0]);
    expect(
      credit(
        301,
        {},
        { allowancesFen: 100, lines: [line({ amountFen: 400 }), line({ amountFen: 200, clearedAt: null })] },
      ),
    ).toBe(1);
    expect(credit(5, { kind: 'deposit' }, { state: 'draft', smallDepositFen: 5, priceFen: 0 })).toBe(0);
    expect(receive({}, { kind: 'fee', amountFen: 9_999 }).accepted).toBe(true);
    expect(receive({ deal: deal({ state: 'draft', smallDepositFen: null }) }, { kind: 'deposit' }).accepted).toBe(
      false,
    );
  });

  test('[S0.08.g.13] a deposit takes its slip along where the house asks for one', () => {
    const slip = (unitKind: string, kind: 'deposit' | 'instalment' = 'deposit') => {
      const decision = receive({ deal: deal({ unitKind }) }, { kind, amountFen: 200 });
      return decision.accepted && decision.outcome.slipOut;
    };
    expect([slip('vehicle'), slip('room'), slip('vehicle', 'instalment')]).toEqual([true, false, false]);
  });
});

describe('afterwards', () => {
  test('what was taken back neither arrives nor has a slip', () => {
    const wire = line({ method: 'wire', clearedAt: null });
    expect(told(decideClear({ line: wire, isReversed: false }, now))).toEqual({ clearedAt: now });
    for (const given of [
      { line: wire, isReversed: true },
      { line: line({ kind: 'reversal', clearedAt: null }), isReversed: false },
    ])
      expect(told(decideClear(given, now))).toHaveProperty('RECEIPT_REVERSED');
    const deposit = line({ kind: 'deposit' });
    expect(told(decideReturnSlip({ line: deposit, isReversed: true }, now))).toHaveProperty('RECEIPT_REVERSED');
    expect(told(decideReturnSlip({ line: deposit, isReversed: false }, now))).toEqual({ slipReturnedAt: now });
  });

  const reverse = (of: ReceiptLine, lines: readonly ReceiptLine[], otherLines: readonly ReceiptLine[] = []) =>
    told(decideReverse({ line: of, isReversed: false, till, lines, otherLines }));
  test('[S0.10.a.8] a line is taken back into the open day as long as its money is still there, to the fen', () => {
    const paid = line({ amountFen: 10 });
    expect(reverse(paid, [paid])).toEqual({ businessDay: '2024-03-04', amountFen: -10 });
    expect(reverse(paid, [paid, line({ kind: 'refund', amountFen: -1 })])).toEqual({
      MONEY_ALREADY_GONE: { shortFen: 1 },
    });
    const pending = line({ amountFen: 10, clearedAt: null });
    expect(reverse(pending, [pending])).toMatchObject({ amountFen: -10 });
    const fee = line({ kind: 'fee', amountFen: 10 });
    expect(reverse(fee, [fee])).toMatchObject({ amountFen: -10 });
  });

  test('half of a transfer is taken back only while the other deal still has the money', () => {
    const out = line({ kind: 'transfer_out', amountFen: -10 });
    const into = line({ kind: 'transfer_in', amountFen: 10 });
    expect(reverse(out, [line({ amountFen: 10 }), out], [into])).toMatchObject({ amountFen: 10 });
    expect(reverse(out, [line({ amountFen: 10 }), out], [into, line({ kind: 'refund', amountFen: -3 })])).toEqual({
      MONEY_ALREADY_GONE: { shortFen: 3 },
    });
    expect(
      reverse(
        out,
        [line({ amountFen: 10 }), out],
        [into, line({ kind: 'fee', amountFen: 50 }), line({ amountFen: -1 })],
      ),
    ).toEqual({
      MONEY_ALREADY_GONE: { shortFen: 1 },
    });
  });
});

describe('a transfer', () => {
  const move = (amountFen: number, more: Partial<TransferFacts> = {}, reason = 'x', house: LedgerRuleValues = rules) =>
    told(
      decideTransfer(
        house,
        {
          from: deal({ id: 'from', lines: [line({ amountFen: 500 })] }),
          to: deal({ id: 'to' }),
          sameCustomer: true,
          till,
          collector: cashier,
          ...more,
        },
        { amountFen, reason },
      ),
    );
  test('[S0.02.cash.2] by finance, of a sum that is there, to another deal that is open', () => {
    expect(move(500)).toEqual({ businessDay: '2024-03-04', amountFen: 500 });
    expect(move(1, { collector: { id: 'li', roles: ['consultant'], sells: true } })).toHaveProperty(
      'COLLECTOR_NOT_FINANCE',
    );
    for (const no of [0, -1, 0.5]) expect(move(no)).toEqual({ AMOUNT_NOT_POSITIVE: { field: 'amountFen' } });
    expect(move(1, { to: deal({ id: 'from' }) })).toEqual({ TRANSFER_TO_ITSELF: { field: 'toDealId' } });
    expect(move(1, { to: deal({ id: 'to', state: 'cancelled' }) })).toEqual({
      DEAL_TAKES_NO_MONEY: { state: 'cancelled' },
    });
    expect(move(1, { sameCustomer: false }, '')).toEqual({ REASON_NEEDED: { field: 'reason' } });
    expect(move(1, { sameCustomer: false })).toMatchObject({ amountFen: 1 });
    expect(move(501)).toEqual({ TRANSFER_ABOVE_HELD: { field: 'amountFen', heldFen: 500 } });
  });
  test('[S0.08.b.31] the keys given, what the price needs stays, to the fen; a petition lifts it, an unfit one does not', () => {
    const given = (heldFen: number) =>
      deal({ id: 'from', state: 'handed_over', lines: [line({ amountFen: heldFen })] });
    expect(move(1, { from: given(1_000) })).toEqual({ DELIVERED_MONEY_STAYS: { field: 'amountFen', freeFen: 0 } });
    expect(move(1, { from: given(900) })).toEqual({ DELIVERED_MONEY_STAYS: { field: 'amountFen', freeFen: 0 } });
    expect(move(3, { from: given(1_002) })).toEqual({ DELIVERED_MONEY_STAYS: { field: 'amountFen', freeFen: 2 } });
    expect(move(2, { from: given(1_002) })).toMatchObject({ amountFen: 2 });
    expect(move(3, { from: given(1_002), petition: 'approved' })).toMatchObject({ amountFen: 3 });
    expect(move(1, { petition: 'unfit' })).toEqual({ PETITION_UNFIT: { field: 'petitionId' } });
  });
  test('what is promised as a refund is not there; of a deal in debt nothing is', () => {
    expect(move(401, { promisedFen: 100 })).toEqual({ TRANSFER_ABOVE_HELD: { field: 'amountFen', heldFen: 400 } });
    expect(move(400, { promisedFen: 100 })).toMatchObject({ amountFen: 400 });
    const empty = deal({ id: 'from', lines: [line({ amountFen: -5 })] });
    expect(move(1, { from: empty })).toEqual({ TRANSFER_ABOVE_HELD: { field: 'amountFen', heldFen: 0 } });
  });
  test('never more than the other deal owes, unless the house keeps credit', () => {
    const to = deal({ id: 'to', priceFen: 300, depositFen: 0 });
    expect(move(300, { to })).toMatchObject({ amountFen: 300 });
    expect(move(301, { to })).toEqual({ AMOUNT_ABOVE_OWED: { field: 'amountFen', owedFen: 300 } });
    expect(move(301, { to }, 'x', { ...rules, overpayment: 'credit' })).toMatchObject({ amountFen: 301 });
    expect(move(1, { to: { ...to, lines: [line({ amountFen: 400 })] } })).toEqual({
      AMOUNT_ABOVE_OWED: { field: 'amountFen', owedFen: 0 },
    });
  });
});

describe('giving back', () => {
  const notice = defaultsOf(DealRules);
  const facts = (more: Partial<RefundFacts>): RefundFacts => ({
    deal: { state: 'subscribed', priceFen: 1_000, allowancesFen: 0 },
    lines: [line({ amountFen: 1_100 })],
    askedFen: 0,
    timeZone,
    ...more,
  });
  const ask = (amountFen: number, more: Partial<RefundFacts> = {}) =>
    told(decideRequestRefund(notice, facts(more), { amountFen, method: 'cash', reason: '' }, now));
  const ended = { deal: { state: 'cancelled', priceFen: 1_000, allowancesFen: 0 } } as const;

  test('of a live deal what is more than its price; of one that ended all that is in hand', () => {
    expect([refundableFen(facts({})), refundableFen(facts(ended)), refundableFen(facts({ askedFen: 30 }))]).toEqual([
      100, 1_100, 70,
    ]);
    expect(refundableFen(facts({ deal: { state: 'subscribed', priceFen: 1_000, allowancesFen: 50 } }))).toBe(150);
    expect(refundableFen(facts({ lines: [line({ amountFen: 900 })] }))).toBe(0);
    expect(refundableFen(facts({ lines: [line({ kind: 'deposit', amountFen: 1_001 })] }))).toBe(1);
    expect(ask(100)).toMatchObject({ amountFen: 100 });
    expect(ask(101)).toEqual({ REFUND_NEEDS_WITHDRAWAL: { field: 'amountFen', mostFen: 100 } });
    expect(ask(1_101)).toEqual({ REFUND_ABOVE_PAID: { field: 'amountFen', mostFen: 100 } });
    expect(ask(1_041, { askedFen: 60 })).toEqual({ REFUND_ABOVE_PAID: { field: 'amountFen', mostFen: 40 } });
    expect(ask(1_040, { askedFen: 60 })).toHaveProperty('REFUND_NEEDS_WITHDRAWAL');
    expect(ask(1_101, ended)).toEqual({ REFUND_ABOVE_PAID: { field: 'amountFen', mostFen: 1_100 } });
    expect(ask(1, { ...ended, askedFen: 2_000 })).toEqual({ REFUND_ABOVE_PAID: { field: 'amountFen', mostFen: 0 } });
    expect(ask(1, { askedFen: 200 })).toEqual({ REFUND_NEEDS_WITHDRAWAL: { field: 'amountFen', mostFen: 0 } });
    expect(ask(0)).toEqual({ AMOUNT_NOT_POSITIVE: { field: 'amountFen' } });
  });

  test('[S1.18.s6c] is paid out with consent, after its notice, while the money is there, with the papers back', () => {
    const pay = (refund: object, input: object = {}, amountFen = 1_100) =>
      decidePayRefund(
        {
          refund: { state: 'due', amountFen, payableFrom: '2024-03-04', ...refund },
          lines: [line({ amountFen: 1_100 })],
          till,
        },
        { receiptsBack: true, bookSigned: true, ...input },
      );
    expect(pay({})).toMatchObject({
      clauses: ['S1.18.s6', 'S1.18.s6b', 'S1.18.s6c'],
      outcome: { businessDay: '2024-03-04', amountFen: 1_100 },
    });
    for (const no of [{ state: 'requested' }, { payableFrom: null }])
      expect(told(pay(no))).toHaveProperty('REFUND_NOT_APPROVED');
    expect(told(pay({ payableFrom: '2024-03-05' }))).toEqual({ REFUND_NOTICE_RUNS: { from: '2024-03-05' } });
    expect(told(pay({}, {}, 1_101))).toEqual({ REFUND_ABOVE_PAID: { mostFen: 1_100 } });
    expect(told(pay({}, { receiptsBack: false }))).toEqual({ RECEIPT_NOT_BACK: { field: 'receiptsBack' } });
    expect(told(pay({}, { bookSigned: false }))).toEqual({ DEPOSIT_BOOK_NOT_SIGNED: { field: 'bookSigned' } });
    expect(refundMoves).toEqual({
      requested: ['due', 'dropped'],
      due: ['paid', 'dropped'],
      paid: ['due'],
      dropped: [],
    });
  });
});

describe('allowances and complaints', () => {
  test('never more than is open, what was asked for already counted in', () => {
    const ask = (amountFen: number, openFen = 100, askedFen = 30) =>
      told(decideAskAllowance({ openFen, askedFen }, { amountFen, reason: '' }));
    expect(ask(70)).toEqual({ amountFen: 70, copies: 2 });
    expect(ask(71)).toEqual({ ALLOWANCE_ABOVE_OPEN: { field: 'amountFen', openFen: 70 } });
    expect(ask(1, 10, 30)).toEqual({ ALLOWANCE_ABOVE_OPEN: { field: 'amountFen', openFen: 0 } });
    for (const no of [0, -1, 0.5]) expect(ask(no)).toEqual({ AMOUNT_NOT_POSITIVE: { field: 'amountFen' } });
    const book = (amountFen: number, stamped = true, openFen = 100) =>
      told(decideBookAllowance({ state: 'approved', amountFen, openFen }, { stamped }));
    expect(book(100)).toEqual({ amountFen: 100 });
    expect(book(101)).toEqual({ ALLOWANCE_ABOVE_OPEN: { openFen: 100 } });
    expect(book(1, true, -5)).toEqual({ ALLOWANCE_ABOVE_OPEN: { openFen: 0 } });
    expect(book(1, false)).toEqual({ CUSTOMER_STAMP_MISSING: { field: 'stamped' } });
  });

  test('goods that came back take off what is booked of them, down to a single piece', () => {
    const voucher = (input: object, openFen = 100, askedFen = 0) =>
      told(
        decideReturnVoucher(
          { returnTolerancePercent: 5 } as never,
          { openFen, askedFen },
          { approvedQuantity: 1, actualQuantity: 1, unitPriceFen: 1, tolerancePercent: 0, ...input },
        ),
      );
    expect(voucher({})).toEqual({ quantity: 1, held: 0, amountFen: 1 });
    expect(voucher({ unitPriceFen: 100 })).toMatchObject({ amountFen: 100 });
    expect(voucher({ unitPriceFen: 101 })).toEqual({ ALLOWANCE_ABOVE_OPEN: { openFen: 100 } });
    expect(voucher({ unitPriceFen: 71 }, 100, 30)).toEqual({ ALLOWANCE_ABOVE_OPEN: { openFen: 70 } });
    expect(voucher({}, 10, 30)).toEqual({ ALLOWANCE_ABOVE_OPEN: { openFen: 0 } });
    for (const no of [{ actualQuantity: 0 }, { approvedQuantity: 0 }, { unitPriceFen: 0 }, { actualQuantity: 1.5 }])
      expect(voucher(no)).toEqual({ QUANTITY_NOT_WHOLE: { field: 'actualQuantity' } });
  });

  test('one complaint at a time, of what is open; one that does not stand is collected', () => {
    const complain = (amountFen: number, hasOpenComplaint = false) =>
      told(decideComplaint({ openFen: 100, hasOpenComplaint }, { amountFen }));
    expect(complain(100)).toEqual({ amountFen: 100 });
    expect(complain(101)).toEqual({ COMPLAINT_ABOVE_OPEN: { field: 'amountFen', openFen: 100 } });
    for (const no of [0, -1, 0.5]) expect(complain(no)).toEqual({ AMOUNT_NOT_POSITIVE: { field: 'amountFen' } });
    expect(complain(1, true)).toHaveProperty('COMPLAINT_IS_OPEN');
    const settle = (stands: boolean) => decideSettleComplaint({ isOpen: true }, { stands });
    expect(settle(true)).toMatchObject({ outcome: { stands: true, collect: false }, clauses: ['S2.13.a13.1.allow'] });
    expect(settle(false)).toMatchObject({ outcome: { stands: false, collect: true }, clauses: ['S2.13.a09.13'] });
  });
});

describe('what is overdue', () => {
  const due = (dueOn: string | null, openFen = 100, seq = 1): DueStanding => ({
    ...{ seq, name: '', dueOn, amountFen: 100, paidFen: 100 - openFen, reducedFen: 0, openFen },
  });
  test('is counted from the day after; its age goes by the oldest, its sum by all', () => {
    expect(
      overdueOf(
        [due('2024-03-02', 1), due('2024-03-01', 2), due('2024-03-04', 4), due(null, 8), due('2024-02-01', 0)],
        '2024-03-04',
      ),
    ).toEqual({
      ...{ amountFen: 3, oldestDueOn: '2024-03-01', days: 3 },
    });
    expect([
      overdueOf([due('2024-03-03', 1)], '2024-03-04')?.amountFen,
      overdueOf([due('2024-03-04')], '2024-03-04'),
    ]).toEqual([1, null]);
    expect(
      ['2024-03-04', '2024-03-03', '2024-02-03', '2024-02-02', '2024-01-04', '2023-12-05', '2023-12-04'].map((day) =>
        bucketOf(day, '2024-03-04'),
      ),
    ).toEqual(['not_due', 'to_30', 'to_30', 'to_60', 'to_60', 'to_90', 'over_90']);
    expect([
      bucketOf('2024-02-03', '2024-03-05'),
      bucketOf('2023-12-05', '2024-03-05'),
      bucketOf(null, '2024-03-05'),
    ]).toEqual(['to_60', 'over_90', 'not_due']);
    expect(buckets.join(' ')).toBe('not_due to_30 to_60 to_90 over_90');
  });

  test('[S2.13.a13.3] the rate of collection leaves complaints out on both sides, and is none where nothing fell due', () => {
    const rate = (...rows: [number, number, number][]) =>
      collectionRate(rows.map(([dueFen, paidFen, complainedFen]) => ({ dueFen, paidFen, complainedFen })));
    expect([
      rate([1, 1, 0]),
      rate([100, 80, 20]),
      rate([100, 90, 20]),
      rate([300, 100, 0]),
      rate(),
      rate([20, 0, 20]),
    ]).toEqual([10_000, 10_000, 10_000, 3_333, null, null]);
  });

  test('the clocks: the next debt to become overdue, and the oldest of all for the breach', () => {
    const rows = [due('2024-03-05', 1, 3), due(null, 5, 4), due('2024-03-01', 0, 1), due('2024-03-04', 1, 2)];
    const at = (instant: string, given: readonly DueStanding[] = rows) =>
      clocksOf({ ...rules, breachAfter: { days: 10 } as never }, given, timeZone, instant);
    expect(at(now).demandAt).toBe('2024-03-04T16:00:00.000Z');
    expect(at('2024-03-04T16:00:00.000Z').demandAt).toBe('2024-03-05T16:00:00.000Z');
    expect(at('2024-03-05T16:00:00.000Z').demandAt).toBeNull();
    expect([at(now).breachAt !== null, at(now, [due(null)]), at(now, [])]).toEqual([
      true,
      { demandAt: null, breachAt: null },
      { demandAt: null, breachAt: null },
    ]);
  });

  const demand = (more: object, reason: (typeof demandReasons)[number] = 'overdue') =>
    decideDemand(
      { ...rules, complaintCollectDays: 7 },
      { rows: [due('2024-03-01')], timeZone, waitsUntil: null, complainedFen: 0, ...more },
      { reason },
      now,
    );
  test('[S2.13.a09.13] a demand says what it rests on; after a complaint that did not stand it is collected by a day', () => {
    expect(demand({})).toMatchObject({
      clauses: ['S0.02.chg.3', 'S0.07.rep.7', 'S0.07.rep.7b'],
      outcome: { collectBy: null, amountFen: 100 },
    });
    expect(demand({}, 'complaint_rejected')).toMatchObject({
      clauses: ['S0.02.chg.3', 'S0.07.rep.7', 'S0.07.rep.7b', 'S2.13.a09.13'],
      outcome: { collectBy: '2024-03-11' },
    });
    expect(told(demand({ complainedFen: 99 }))).toMatchObject({ amountFen: 1 });
    expect(told(demand({ complainedFen: 100 }))).toHaveProperty('NOTHING_OVERDUE');
    expect(told(demand({ waitsUntil: '2024-03-04T02:00:00.001Z' }))).toHaveProperty('DEMAND_IS_OPEN');
    expect(demand({ waitsUntil: now }).accepted).toBe(true);
    expect([demandReasons.join(' '), demandMoves]).toEqual([
      'overdue month_end by_hand complaint_rejected',
      { open: ['contacted', 'closed'], contacted: ['closed'], closed: [] },
    ]);
  });

  test('[S0.07.rep.7b] a contact is in time before the day is over; a customer who disagrees is reported upwards', () => {
    const contact = (input: object, state: 'open' | 'closed' = 'open', at = now) =>
      decideContact(
        {
          demand: { state, consultantId: 'mei', contactBy: '2024-03-04T16:00:00.000Z' },
          by: { id: 'mei', leads: false },
          today: '2024-03-04',
        },
        { channel: 'phone', note: '', promisedOn: null, disagrees: false, ...input },
        at,
      );
    expect(contact({})).toMatchObject({
      clauses: ['S0.07.rep.7', 'S0.07.rep.7b'],
      outcome: { inTime: true, reportUp: false },
    });
    expect(contact({ disagrees: true })).toMatchObject({
      clauses: ['S0.07.rep.7', 'S0.07.rep.7b', 'S2.13.a09.13', 'S0.04.d8'],
      outcome: { reportUp: true },
    });
    expect(told(contact({}, 'open', '2024-03-04T16:00:00.000Z'))).toMatchObject({ inTime: false });
    expect(told(contact({ promisedOn: '2024-03-03' }))).toEqual({ PROMISE_IN_PAST: { field: 'promisedOn' } });
    expect(contact({ promisedOn: '2024-03-04' }).accepted).toBe(true);
    expect(told(contact({}, 'closed'))).toHaveProperty('DEMAND_CLOSED');
    expect(told(decideMissed({ state: 'open', contactBy: now }, now))).toEqual({ missed: true });
  });
});

test('closing a day points at what stands in the way', () => {
  const close = (more: object, explanation = '') =>
    told(
      decideCloseDay(
        {
          day: '2024-03-04',
          today: '2024-03-04',
          closedThrough: null,
          openBefore: null,
          booked: { cash: 5, card: 0, cheque: 0 },
          ...more,
        },
        { counted: { cash: 5, card: 0, cheque: 0 }, explanation },
      ),
    );
  expect(close({})).toMatchObject({ state: 'closed', differenceFen: 0 });
  expect(close({ closedThrough: '2024-03-04' })).toEqual({
    DAY_CLOSED: { field: 'day', day: '2024-03-04', closedThrough: '2024-03-04' },
  });
  expect(close({ today: '2024-03-03' })).toEqual({ DAY_IN_FUTURE: { field: 'day', today: '2024-03-03' } });
  expect(close({ openBefore: '2024-03-02' })).toEqual({ EARLIER_DAY_OPEN: { field: 'day', day: '2024-03-02' } });
  expect(close({ booked: { cash: 3, card: 0, cheque: 0 } })).toEqual({
    DIFFERENCE_UNEXPLAINED: { field: 'explanation', differenceFen: 2 },
  });
});

test('codes that stand in ledgers and journals are for good', () => {
  expect([receiptKinds, payableKinds, methods].map((codes) => codes.join(' '))).toEqual([
    'deposit down_payment instalment loan fee transfer_in transfer_out refund reversal',
    'deposit down_payment instalment loan fee',
    'cash card wire cheque loan transfer',
  ]);
});
