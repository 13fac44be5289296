import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../kernel/parameters.ts';
import { DealRules } from '../deals/rules.ts';
import { bucketOf, collectionRate } from './ageing.ts';
import {
  allowanceMoves,
  decideAskAllowance,
  decideBookAllowance,
  decideComplaint,
  decideReturnVoucher,
  decideSettleComplaint,
} from './allowance.ts';
import { dayOf, fenOf, readStatement, suggest } from './bank.ts';
import { clocksOf, decideBreach, decideContact, decideDemand, decideMissed, demandMoves } from './dunning.ts';
import { LedgerRules } from './ledger-rules.ts';
import type { DueStanding, ReceiptLine } from './ledger-types.ts';
import { decidePayRefund, decideRequestRefund, refundMoves } from './refund.ts';
import { scheduleOf } from './schedule.ts';

const rules = defaultsOf(LedgerRules);
const timeZone = 'Asia/Shanghai';
const due = (dueOn: string | null, openFen = 100_00, seq = 1): DueStanding => ({
  ...{ seq, name: '二期', dueOn, amountFen: 100_00, paidFen: 100_00 - openFen, reducedFen: 0, openFen },
});

describe('demands', () => {
  const given = { rows: [due('2024-03-01')], timeZone, waitsUntil: null, complainedFen: 0 };
  const at = (now: string, facts = given) => decideDemand(rules, facts, { reason: 'overdue' }, now);
  test('[S0.02.chg.3] a demand notice goes out at once when the due day has passed unpaid', () => {
    expect(at('2024-03-01T15:59:59.999Z')).toMatchObject({ code: 'NOTHING_OVERDUE' });
    expect(at('2024-03-01T16:00:00.000Z')).toMatchObject({
      outcome: { amountFen: 100_00, oldestDueOn: '2024-03-01', days: 1 },
    });
    expect(clocksOf(rules, given.rows, timeZone, '2024-02-01T00:00:00.000Z').demandAt).toBe('2024-03-01T16:00:00.000Z');
    expect(clocksOf(rules, [due('2024-03-01', 0)], timeZone, '2024-02-01T00:00:00.000Z').demandAt).toBeNull();
    expect(at('2024-03-02T00:00:00.000Z', { ...given, waitsUntil: '2024-03-02T16:00:00.000Z' } as never)).toMatchObject(
      {
        code: 'DEMAND_IS_OPEN',
      },
    );
  });
  test('[S0.07.rep.7][S0.07.rep.7b] the customer is contacted on the day of the notice', () => {
    const issued = at('2024-03-29T01:00:00.000Z');
    const contactBy = '2024-03-29T16:00:00.000Z';
    expect(issued).toMatchObject({ outcome: { contactBy } });
    const facts = {
      demand: { state: 'open' as const, consultantId: 'mei', contactBy },
      by: { id: 'mei', leads: false },
      today: '2024-03-29',
    };
    const said = { channel: 'phone', note: '好', promisedOn: null, disagrees: false };
    expect(decideContact(facts, said, '2024-03-29T15:59:59.999Z')).toMatchObject({ outcome: { inTime: true } });
    expect(decideContact(facts, said, contactBy)).toMatchObject({ outcome: { inTime: false } });
    expect(decideMissed(facts.demand, contactBy).accepted).toBe(true);
    expect(decideMissed(facts.demand, '2024-03-29T15:59:59.999Z').accepted).toBe(false);
    expect(decideMissed({ ...facts.demand, state: 'contacted' }, contactBy).accepted).toBe(false);
    expect(decideContact({ ...facts, by: { id: 'li', leads: false } }, said, contactBy)).toMatchObject({
      code: 'NOT_YOUR_DEMAND',
    });
    expect(decideContact(facts, { ...said, promisedOn: '2024-03-28' }, contactBy)).toMatchObject({
      code: 'PROMISE_IN_PAST',
    });
  });
  test('[S0.02.chg.3b] a debt is a breach when it is overdue for more than two months, the last day still not', () => {
    const breach = (dueOn: string, now: string) => decideBreach(rules, { rows: [due(dueOn)], timeZone }, now);
    // Due on the last of January: March 31 is the last day, whatever February has.
    expect(breach('2024-01-31', '2024-03-31T15:59:59.999Z')).toMatchObject({ code: 'NOT_YET_A_BREACH' });
    expect(breach('2024-01-31', '2024-03-31T16:00:00.000Z')).toMatchObject({ accepted: true });
    expect(breach('2023-12-31', '2024-02-29T15:59:59.999Z')).toMatchObject({ code: 'NOT_YET_A_BREACH' });
    expect(breach('2023-12-31', '2024-02-29T16:00:00.000Z').accepted).toBe(true);
    expect(decideBreach(rules, { rows: [due('2023-12-31', 0)], timeZone }, '2024-06-01T00:00:00.000Z')).toMatchObject({
      code: 'NOTHING_OVERDUE',
    });
  });
  test('[S2.13.a09.13] a complaint that does not stand is collected within the usual period; who disagrees is reported upwards', () => {
    const now = '2024-03-04T02:00:00.000Z';
    expect(decideSettleComplaint({ isOpen: true }, { stands: false })).toMatchObject({ outcome: { collect: true } });
    expect(decideSettleComplaint({ isOpen: false }, { stands: false })).toMatchObject({ code: 'COMPLAINT_SETTLED' });
    expect(decideDemand(rules, given, { reason: 'complaint_rejected' }, now)).toMatchObject({
      outcome: { collectBy: '2024-04-03' },
    });
    const facts = {
      demand: { state: 'open' as const, consultantId: 'mei', contactBy: now },
      by: { id: 'mei', leads: false },
      today: '2024-03-04',
    };
    const said = { channel: 'phone', note: '不同意', promisedOn: null, disagrees: true };
    expect(decideContact(facts, said, now)).toMatchObject({ outcome: { reportUp: true } });
  });
  test('what a complaint is open about is not demanded', () => {
    const now = '2024-03-04T02:00:00.000Z';
    expect(at(now, { ...given, complainedFen: 100_00 })).toMatchObject({ code: 'NOTHING_OVERDUE' });
    expect(at(now, { ...given, complainedFen: 40_00 })).toMatchObject({ outcome: { amountFen: 60_00 } });
    expect(decideComplaint({ openFen: 100, hasOpenComplaint: false }, { amountFen: 101 })).toMatchObject({
      code: 'COMPLAINT_ABOVE_OPEN',
    });
  });
  test('every state is reached, every dead end is meant', () => {
    for (const moves of [demandMoves, refundMoves, allowanceMoves] as Record<string, readonly string[]>[]) {
      const [start = ''] = Object.keys(moves);
      const seen = new Set([start]);
      for (const state of seen) for (const next of moves[state] ?? []) seen.add(next);
      expect([...seen].sort()).toEqual(Object.keys(moves).sort());
    }
    expect(refundMoves.dropped).toEqual([]);
  });
});

describe('ageing', () => {
  test('the day it falls due is not overdue yet; buckets meet without a gap', () => {
    const today = '2024-06-30';
    const ages = [
      '2024-06-30',
      '2024-06-29',
      '2024-05-31',
      '2024-05-30',
      '2024-05-01',
      '2024-04-30',
      '2024-04-01',
      '2024-03-31',
    ];
    expect(ages.map((day) => bucketOf(day, today))).toEqual([
      'not_due',
      'to_30',
      'to_30',
      'to_60',
      'to_60',
      'to_90',
      'to_90',
      'over_90',
    ]);
    expect(bucketOf(null, today)).toBe('not_due');
  });
  test('[S2.13.a13.3] the collection rate leaves out what a complaint is open about', () => {
    expect(collectionRate([{ dueFen: 1000, paidFen: 500, complainedFen: 0 }])).toBe(5000);
    expect(collectionRate([{ dueFen: 1000, paidFen: 500, complainedFen: 500 }])).toBe(10_000);
    expect(collectionRate([{ dueFen: 1000, paidFen: 0, complainedFen: 1000 }])).toBeNull();
  });
});

describe('what a deal owes', () => {
  const terms = { priceFen: 1000, depositFen: 100, agreedOn: '2024-03-04', plan: [], loanFen: 0 };
  const parts = (over: object) => scheduleOf({ ...terms, ...over }).map((one) => [one.name, one.dueOn, one.amountFen]);
  test('deposit, plan, the rest before handover, the loan last; together the price', () => {
    expect(parts({})).toEqual([
      ['deposit', '2024-03-04', 100],
      ['balance', null, 900],
    ]);
    const plan = [
      { name: '首期', dueOn: '2024-04-01', amountFen: 300 },
      { name: '二期', dueOn: '2024-05-01', amountFen: 600 },
    ];
    expect(parts({ plan })).toEqual([
      ['deposit', '2024-03-04', 100],
      ['首期', '2024-04-01', 300],
      ['二期', '2024-05-01', 600],
    ]);
    // The plan speaks of the whole price: the deposit is part of its first instalment.
    const whole = [{ name: '首期', dueOn: '2024-04-01', amountFen: 400 }, ...plan.slice(1)];
    expect(parts({ plan: whole })).toEqual([
      ['deposit', '2024-03-04', 100],
      ['首期', '2024-04-01', 300],
      ['二期', '2024-05-01', 600],
    ]);
    expect(parts({ plan: plan.slice(0, 1), loanFen: 500 })).toEqual([
      ['deposit', '2024-03-04', 100],
      ['首期', '2024-04-01', 300],
      ['balance', null, 100],
      ['loan', null, 500],
    ]);
    for (const loanFen of [0, 1, 899, 900, 5000])
      expect(scheduleOf({ ...terms, plan, loanFen }).reduce((sum, one) => sum + one.amountFen, 0)).toBe(1000);
  });
});

describe('refunds', () => {
  const deals = defaultsOf(DealRules);
  const line: ReceiptLine = {
    ...{ id: 'r', kind: 'deposit', method: 'cash', amountFen: 20_000_00, receivedAt: '2024-03-01T02:00:00.000Z' },
    ...{ clearedAt: '2024-03-01T02:00:00.000Z', slipReturnedAt: null, reverses: null },
  };
  const facts = {
    deal: { state: 'cancelled' as const, priceFen: 1_000_000_00, allowancesFen: 0 },
    lines: [line],
    askedFen: 0,
    timeZone,
  };
  const now = '2024-03-04T02:00:00.000Z';
  const ask = (over: object, input: object) =>
    decideRequestRefund(
      deals,
      { ...facts, ...over },
      { amountFen: 20_000_00, method: 'cash', reason: '', ...input },
      now,
    );
  test('never more than was paid; of a deal that stands only what is beyond its price', () => {
    expect(ask({}, {}).accepted).toBe(true);
    expect(ask({}, { amountFen: 20_000_01 })).toMatchObject({
      code: 'REFUND_ABOVE_PAID',
      detail: { mostFen: 20_000_00 },
    });
    expect(ask({ askedFen: 1 }, {})).toMatchObject({ code: 'REFUND_ABOVE_PAID' });
    expect(ask({}, { amountFen: 0 })).toMatchObject({ code: 'AMOUNT_NOT_POSITIVE' });
    const standing = { deal: { ...facts.deal, state: 'subscribed' as const } };
    expect(ask(standing, {})).toMatchObject({ code: 'REFUND_NEEDS_WITHDRAWAL' });
    expect(ask({ deal: { ...standing.deal, priceFen: 19_999_99 } }, { amountFen: 1 }).accepted).toBe(true);
  });
  test('[S1.18.s6b] cash needs a day’s notice to finance, a cheque a week’s', () => {
    expect(ask({}, {})).toMatchObject({ outcome: { payableFrom: '2024-03-05' } });
    expect(ask({}, { method: 'cheque' })).toMatchObject({ outcome: { payableFrom: '2024-03-11' } });
    const pay = (today: string, over: object = {}) =>
      decidePayRefund(
        {
          refund: { state: 'due', amountFen: 20_000_00, payableFrom: '2024-03-11' },
          lines: [line],
          till: { today, closedThrough: null },
        },
        { receiptsBack: true, bookSigned: true, ...over },
      );
    expect(pay('2024-03-10')).toMatchObject({ code: 'REFUND_NOTICE_RUNS' });
    expect(pay('2024-03-11')).toMatchObject({ accepted: true });
    expect(pay('2024-03-11', { receiptsBack: false })).toMatchObject({ code: 'RECEIPT_NOT_BACK' });
    expect(pay('2024-03-11', { bookSigned: false })).toMatchObject({ code: 'DEPOSIT_BOOK_NOT_SIGNED' });
  });
});

describe('allowances and returns', () => {
  test('[S2.13.a13.1.allow] approved and stamped before it is booked, two copies, never more than is open', () => {
    expect(decideAskAllowance({ openFen: 100, askedFen: 0 }, { amountFen: 100, reason: '' })).toMatchObject({
      outcome: { copies: 2 },
    });
    expect(decideAskAllowance({ openFen: 100, askedFen: 1 }, { amountFen: 100, reason: '' })).toMatchObject({
      code: 'ALLOWANCE_ABOVE_OPEN',
    });
    const facts = { state: 'approved' as const, amountFen: 100, openFen: 100 };
    expect(decideBookAllowance(facts, { stamped: true }).accepted).toBe(true);
    expect(decideBookAllowance(facts, { stamped: false })).toMatchObject({ code: 'CUSTOMER_STAMP_MISSING' });
    expect(decideBookAllowance({ ...facts, state: 'asked' }, { stamped: true })).toMatchObject({
      code: 'ALLOWANCE_NOT_APPROVED',
    });
  });
  test('[S2.13.a13.2][S2.13.a13.2.tol] what came back is booked, fewer or up to the tolerance more; beyond it what was approved', () => {
    const back = (actualQuantity: number, tolerancePercent: number | null = null) =>
      decideReturnVoucher(
        { returnTolerancePercent: 0 },
        { openFen: 1_000_000, askedFen: 0 },
        { approvedQuantity: 100, actualQuantity, unitPriceFen: 1000, tolerancePercent },
      );
    expect(back(98)).toMatchObject({ outcome: { quantity: 98, held: 0, amountFen: 98_000 } });
    expect(back(100).accepted).toBe(true);
    expect(back(101)).toMatchObject({ outcome: { quantity: 100, held: 1, amountFen: 100_000 } });
    expect(back(103, 3)).toMatchObject({ outcome: { quantity: 103 } });
    expect(back(104, 3)).toMatchObject({ outcome: { quantity: 100, held: 4 } });
    expect(back(0)).toMatchObject({ code: 'QUANTITY_NOT_WHOLE' });
  });
});

describe('bank statements', () => {
  test('reads what banks write: letterhead, their own headings, money out, totals', () => {
    const statement = readStatement([
      ['中国工商银行', '', '', '', ''],
      ['交易日期', '对方户名', '收入金额', '支出金额', '摘要', '流水号'],
      ['20240304', '王小明', '20,000.00', '', '定金', 'F001'],
      ['2024/3/5', '李四', '', '300.00', '手续费', 'F002'],
      ['2024年3月6日', '赵六', '一千', '', '', 'F003'],
      ['合计', '', '', '', '', ''],
    ]);
    expect(statement).toMatchObject({
      lines: [{ row: 3, day: '2024-03-04', amountFen: 20_000_00, payer: '王小明', reference: 'F001', note: '定金' }],
      problems: [{ row: 5, problem: 'AMOUNT_UNREADABLE' }],
    });
    expect(
      readStatement([
        ['随便', '写写'],
        ['1', '2'],
      ]),
    ).toBeNull();
  });
  test('amounts and days', () => {
    expect(['1,234.50', '¥1234.5', '+200', '-200.01', '1,234', '0.01', '１２'].map(fenOf)).toEqual([
      1_234_50, 1_234_50, 200_00, -200_01, 1_234_00, 1, 12_00,
    ]);
    expect(['', 'abc', '1.234', '1,23', '1e5', '12.3.4'].map(fenOf)).toEqual([null, null, null, null, null, null]);
    expect(['2024-02-30', '20240229', '2024/2/9 10:00:00', '明天'].map(dayOf)).toEqual([
      null,
      '2024-02-29',
      '2024-02-09',
      null,
    ]);
  });
  test('suggests by reference, then by payer, then by the amount alone', () => {
    const line = { amountFen: 100, payer: '王小明', reference: 'ICBC88', note: '' };
    const receipts = [
      { id: 'a', dealId: 'd1', amountFen: 100, payer: '', customer: '张三', bankRef: '' },
      { id: 'b', dealId: 'd2', amountFen: 100, payer: '王小明', customer: '', bankRef: '' },
      { id: 'c', dealId: 'd3', amountFen: 100, payer: '', customer: '', bankRef: 'ICBC88' },
      { id: 'e', dealId: 'd4', amountFen: 101, payer: '王小明', customer: '', bankRef: 'ICBC88' },
    ];
    expect(suggest(line, receipts, []).map(({ id, certainty }) => [id, certainty])).toEqual([
      ['c', 'sure'],
      ['b', 'likely'],
      ['a', 'possible'],
    ]);
  });
});
