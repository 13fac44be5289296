/** Money that stays where it counts: after the handover, after a bounced cheque, without all of the price. */
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../kernel/parameters.ts';
import { decideAccrual, type AccrualFacts } from './commission-accrual.ts';
import type { DealStanding } from './commission-types.ts';
import { decideTransfer, type PayingDeal, type TransferFacts } from './decide-receive.ts';
import type { ReceiptLine } from './ledger-types.ts';
import { fittingRefunds } from './refund.ts';
import { MoneyRules } from './rules.ts';

const rules = defaultsOf(MoneyRules);

describe('money of a deal that was handed over stays with it', () => {
  const line = (amountFen: number): ReceiptLine => ({
    ...{ id: 'r1', kind: 'instalment', method: 'cash', amountFen, reverses: null, slipReturnedAt: null },
    ...{ receivedAt: '2024-03-04T02:00:00.000Z', clearedAt: '2024-03-04T02:00:00.000Z' },
  });
  const deal = (change: Partial<PayingDeal> = {}): PayingDeal => ({
    ...{ id: 'one', state: 'handed_over', unitKind: 'room', consultantId: 'mei', priceFen: 100_00, depositFen: 0 },
    ...{ smallDepositFen: null, allowancesFen: 0, hasLoan: false, lines: [line(120_00)] },
    ...change,
  });
  const move = (amountFen: number, change: Partial<TransferFacts> = {}) =>
    decideTransfer(
      rules,
      {
        ...{ from: deal(), to: deal({ id: 'other', state: 'contracted', lines: [] }), sameCustomer: true },
        ...{ till: { today: '2024-03-04', closedThrough: null } },
        collector: { id: 'cai', roles: ['finance'], sells: false },
        ...change,
      },
      { amountFen, reason: '' },
    );
  test('only what is beyond its price moves; more by an approved petition alone', () => {
    expect(move(20_00)).toMatchObject({ accepted: true });
    expect(move(20_01)).toMatchObject({ code: 'DELIVERED_MONEY_STAYS', detail: { freeFen: 20_00 } });
    expect(move(20_01, { petition: 'approved' })).toMatchObject({ accepted: true });
    expect(move(20_01, { petition: 'unfit' })).toMatchObject({ code: 'PETITION_UNFIT' });
    expect(move(100_00, { from: deal({ state: 'contracted' }) })).toMatchObject({ accepted: true });
  });
  test('an allowance makes the price less, so more is beyond it', () => {
    expect(move(30_00, { from: deal({ allowancesFen: 10_00 }) })).toMatchObject({ accepted: true });
  });
});

describe('refunds never promise more than is in hand', () => {
  const refund = (id: string, amountFen: number) => ({ id, amountFen });
  test('the last one asked for gives way first; what comes to nothing is dropped', () => {
    const asked = [refund('first', 60), refund('second', 40)];
    expect(fittingRefunds(asked, 100)).toEqual([]);
    expect(fittingRefunds(asked, 70)).toEqual([{ id: 'second', fromFen: 40, toFen: 10 }]);
    expect(fittingRefunds(asked, 50)).toEqual([
      { id: 'first', fromFen: 60, toFen: 50 },
      { id: 'second', fromFen: 40, toFen: 0 },
    ]);
    expect(fittingRefunds(asked, -5).map(({ toFen }) => toFen)).toEqual([0, 0]);
  });
});

describe('[S0.08.b.31] nothing counts before all the money is in, and nothing stays when some of it goes', () => {
  const standing: DealStanding = {
    ...{ kind: 'vehicle', stage: 'subscribed', priceFen: 100_00, paidFen: 100_00, loanReport: 'not_needed' },
    ...{ downPaymentFen: 0, papersMissing: false, isDisputed: false },
  };
  const whole = [{ party: 'A', percent: 100 }];
  const house = { ...rules, performanceOn: 'signing', commissionOn: 'signing', fundsFirst: true } as const;
  const facts = (paidFen: number, more: Partial<AccrualFacts> = {}): AccrualFacts => ({
    ...{ standing: { ...standing, paidFen }, shares: { performance: whole, commission: whole }, policy: null },
    ...{ onProbation: false, rate: null, stopped: [], balances: [] },
    ...more,
  });
  test('credited on signing: a reversal takes it back, the money again gives it again', () => {
    const counted = decideAccrual(house, facts(100_00));
    expect(counted).toMatchObject({ outcome: { earned: { performanceFen: 100_00 } } });
    const balances = [{ party: 'A', purse: 'performance', fen: 100_00 }] as const;
    const after = decideAccrual(house, facts(99_99, { balances }));
    expect(after).toMatchObject({ outcome: { earned: { performanceFen: 0 }, waits: ['funds'] } });
    expect(after.accepted && after.outcome.lines.map(({ amountFen }) => amountFen)).toEqual([-100_00]);
    expect(decideAccrual({ ...house, fundsFirst: false }, facts(99_99, { balances }))).toMatchObject({
      outcome: { earned: { performanceFen: 100_00 } },
    });
  });
});
