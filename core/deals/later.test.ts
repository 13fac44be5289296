/** Changes, contracts, ways out and handovers. */
import { describe, expect, test } from 'vitest';
import {
  approvedContract,
  drawn,
  inEffect,
  now,
  rulesWith,
  signed,
  submitted,
  vehicle,
  verdict,
  zone,
} from './deals.testing.ts';
import {
  decideChanged,
  decideChangeName,
  decideChangeTerms,
  decideChangeUnit,
  type UnitChangeInput,
} from './decide-change.ts';
import {
  decideCorrection,
  decideSign,
  decideSpecialReview,
  decideStep,
  decideSubmitContract,
  noSteps,
} from './decide-contract.ts';
import {
  decideBreach,
  decideBreachSettled,
  decideCancelCredit,
  decideWithdraw,
  decideWithdrawn,
  noticeDays,
} from './decide-exit.ts';
import { decideAllocate, decideFiled, decideFileOverdue, decideFunds, decideHandover } from './decide-handover.ts';
import type { QueuedOrder } from './queue.ts';
import { dealStates, type Deal } from './types.ts';

describe('a change', () => {
  const terms = {
    priceFen: 99_000_000,
    depositFen: 2_000_000,
    paymentMethod: 'full' as const,
    plan: [],
    loan: null,
    reason: 'x',
  };
  const ask = (deal: Deal, hasOpenChange = false, input = terms) =>
    verdict(decideChangeTerms({ deal, hasOpenChange, price: null, granted: [] }, input));

  test('[S0.08.d.1b] is asked for only of what is in effect, one at a time; what is signed is changed by a supplement', () => {
    expect([ask(submitted()), ask(inEffect()), ask(drawn()), ask(signed()), ask(inEffect(), true)]).toEqual([
      'DEAL_NOT_AT_THIS_STAGE',
      'yes',
      'yes',
      'DEAL_NOT_AT_THIS_STAGE',
      'CHANGE_PENDING',
    ]);
    expect(ask(inEffect(), false, { ...terms, depositFen: 99_000_001 })).toBe('PLAN_NOT_WHOLE');
    const price = { needsApproval: true, belowListFen: 9, discountPercent: 1 };
    expect(verdict(decideChangeTerms({ deal: inEffect(), hasOpenChange: false, price, granted: [] }, terms))).toBe(
      'PRICE_BELOW_LIMIT',
    );
  });

  test('[S0.08.d.1c] [S2.15.c4.01.change] dates the order from its own day; a name does not', () => {
    const later = '2024-03-09T02:00:00.000Z';
    const dated = (kind: 'terms' | 'unit' | 'name') =>
      decideChanged({ deal: inEffect(), timeZone: zone }, { kind }, later);
    expect([dated('terms'), dated('unit'), dated('name')].map((one) => one.accepted && one.outcome.orderDate)).toEqual([
      '2024-03-09',
      '2024-03-09',
      '2024-03-04',
    ]);
    expect(
      verdict(decideChanged({ deal: inEffect({ state: 'cancelled' }), timeZone: zone }, { kind: 'terms' }, later)),
    ).toBe('DEAL_NOT_AT_THIS_STAGE');
  });

  const exchange = (
    more: { area?: number; priceFen?: number; sells?: UnitChangeInput['sells'] },
    deal = inEffect(),
    rules = rulesWith(),
  ) => {
    const newUnit = {
      id: 'new',
      code: 'n',
      state: 'available',
      heldForId: null,
      dealId: null,
      isMarked: false,
      areaM2: more.area ?? 100,
    };
    const facts = { deal, hasOpenChange: false, oldUnit: { areaM2: 100 }, newUnit };
    const input = {
      unitId: 'new',
      priceFen: more.priceFen ?? deal.priceFen,
      plan: [],
      loan: null,
      sells: more.sells ?? ('same' as const),
      reason: '',
    };
    const decision = decideChangeUnit(rules, facts, input);
    return decision.accepted ? decision.outcome.matter : decision.code;
  };
  test('[S0.02.chg.1] larger, dearer, harder to sell is ordinary; one step against the house, or nothing gained, is the manager’s', () => {
    expect(exchange({ area: 100.01 })).toBe('order_change');
    expect(exchange({ priceFen: 100_000_001 })).toBe('order_change');
    expect(exchange({ sells: 'harder' })).toBe('order_change');
    expect(exchange({})).toBe('unit_change');
    expect(exchange({ area: 120, priceFen: 99_999_999 })).toBe('unit_change');
    expect(exchange({ area: 99.99, priceFen: 130_000_000 })).toBe('unit_change');
    expect(exchange({ area: 120, sells: 'easier' })).toBe('unit_change');
    expect(exchange({ area: 120 }, signed())).toBe('unit_change');
    expect(exchange({ area: 120 }, inEffect(), rulesWith({ unitChange: 'manager' }))).toBe('unit_change');
    expect(exchange({ area: 120 }, submitted())).toBe('DEAL_NOT_AT_THIS_STAGE');
    expect(exchange({ area: 120 }, inEffect({ paymentMethod: 'instalments' }))).toBe('PLAN_NOT_WHOLE');
  });

  test('[S0.02.chg.2] a name: free before the contract, a fee after it, the house’s own where it has one', () => {
    const name = (deal: Deal, feeFen: number | null, rules = rulesWith()) =>
      decideChangeName(rules, { deal, hasOpenChange: false }, { buyers: 'x', feeFen, reason: '' });
    expect(name(inEffect(), null)).toMatchObject({ outcome: { isTransfer: false, feeFen: 0 } });
    expect([verdict(name(signed(), null)), verdict(name(signed(), 0))]).toEqual([
      'TRANSFER_FEE_NEEDED',
      'TRANSFER_FEE_NEEDED',
    ]);
    expect(name(signed(), 1)).toMatchObject({ outcome: { isTransfer: true, feeFen: 1 } });
    const fixed = rulesWith({ transferFeeYuan: 2000 });
    expect(name(signed(), null, fixed)).toMatchObject({ outcome: { feeFen: 200_000 } });
    expect(verdict(name(signed(), 199_999, fixed))).toBe('TRANSFER_FEE_WRONG');
  });
});

describe('a contract', () => {
  const all = ['each_clause', 'data', 'signatures', 'seals', 'drawings', 'special_review_record'];
  const steps = rulesWith({ contractSteps: true });
  const step = (deal: Deal, of: 'review' | 'fill' | 'check', checks: readonly string[] = [], rules = steps) =>
    verdict(decideStep(rules, { deal }, { step: of, checks, specialReasons: [] }));

  test('[S0.07.ct.4] review, filling in, check: each stands before the next', () => {
    const reviewed = inEffect({ state: 'contracting', contract: { ...noSteps, reviewedAt: now } });
    const filled = drawn({ contract: { ...noSteps, reviewedAt: now, filledAt: now } });
    expect([
      step(inEffect(), 'fill'),
      step(inEffect(), 'review'),
      step(reviewed, 'check', all),
      step(reviewed, 'fill'),
    ]).toEqual(['STEP_MISSING', 'yes', 'STEP_MISSING', 'yes']);
    const submit = (deal: Deal, hasOpenChange = false) => verdict(decideSubmitContract(steps, { deal, hasOpenChange }));
    expect([step(filled, 'check', all), submit(filled)]).toEqual(['yes', 'STEP_MISSING']);
    const checked = drawn({ contract: { ...noSteps, reviewedAt: now, filledAt: now, checkedAt: now } });
    expect([submit(checked), submit(checked, true), submit(approvedContract()), submit(vehicle())]).toEqual([
      'yes',
      'CHANGE_PENDING',
      'CONTRACT_UNDER_APPROVAL',
      'NO_CONTRACT_NEEDED',
    ]);
    expect(step(signed(), 'fill')).toBe('DEAL_NOT_AT_THIS_STAGE');
  });

  test('[S0.07.ct.4b] the supervisor ticks every point; of a special one the record of its review too', () => {
    for (const left of all.slice(0, 5))
      expect(
        step(
          drawn(),
          'check',
          all.filter((one) => one !== left),
        ),
      ).toBe('CHECKS_MISSING');
    expect(step(drawn(), 'check', all.slice(0, 5))).toBe('yes');
    const special = (specialApprovedAt: string | null) =>
      drawn({
        isSpecial: true,
        specialReasons: ['clause_change'],
        contract: { ...noSteps, filledAt: now, specialApprovedAt },
      });
    expect(step(special(null), 'check', all)).toBe('SPECIAL_REVIEW_NEEDED');
    expect(step(special(now), 'check', all.slice(0, 5))).toBe('CHECKS_MISSING');
    expect(step(special(now), 'check', all)).toBe('yes');
  });

  test('[S0.07.ct.3c] a special one is reviewed before it is put up; an ordinary one has nothing to review', () => {
    const special = drawn({ isSpecial: true, specialReasons: ['price_concession'] });
    expect(verdict(decideSpecialReview(rulesWith(), { deal: special }))).toBe('yes');
    expect(verdict(decideSpecialReview(rulesWith(), { deal: drawn() }))).toBe('NOTHING_SPECIAL');
    const submit = (deal: Deal, rules = rulesWith()) =>
      verdict(decideSubmitContract(rules, { deal, hasOpenChange: false }));
    expect([submit(special), submit(special, rulesWith({ specialReview: false }))]).toEqual([
      'SPECIAL_REVIEW_NEEDED',
      'yes',
    ]);
  });

  test('[S1.18.k1b] three corrections, then the price of the fourth within its bounds', () => {
    const correct = (corrections: number, fineYuan: number | null, isSealed = true) =>
      decideCorrection(rulesWith(), { deal: drawn({ corrections }) }, { where: 'x', isSealed, fineYuan });
    expect(correct(2, null)).toMatchObject({ outcome: { number: 3, fineYuan: 0 } });
    expect([3, 3, 3, 3].map((n, i) => verdict(correct(n, [null, 49, 50, 100][i] ?? null)))).toEqual([
      'CORRECTION_FINE_NEEDED',
      'CORRECTION_FINE_NEEDED',
      'yes',
      'yes',
    ]);
    expect([verdict(correct(3, 101)), verdict(correct(0, null, false))]).toEqual([
      'CORRECTION_FINE_NEEDED',
      'CORRECTION_NOT_SEALED',
    ]);
    expect(
      verdict(decideCorrection(rulesWith(), { deal: inEffect() }, { where: '', isSealed: true, fineYuan: null })),
    ).toBe('DEAL_NOT_AT_THIS_STAGE');
  });

  test('[S1.18.k2] [S1.18.k3] is signed in this order of conditions', () => {
    const papers = ['id_card', 'household_register'];
    const sign = (
      more: object,
      input = { consultantPresent: true, subscriptionTakenBack: true },
      rules = rulesWith(),
    ) =>
      verdict(
        decideSign(
          rules,
          { deal: approvedContract(), papers, subscriptionCopiesOut: 3, hasOpenChange: false, ...more },
          input,
        ),
      );
    expect(sign({ deal: inEffect() })).toBe('DEAL_NOT_AT_THIS_STAGE');
    expect(sign({ deal: drawn() })).toBe('CONTRACT_NOT_APPROVED');
    expect(sign({ hasOpenChange: true })).toBe('CHANGE_PENDING');
    expect(sign({ papers: ['id_card'] })).toBe('PAPERS_MISSING');
    const absent = { consultantPresent: false, subscriptionTakenBack: true };
    expect([sign({}, absent), sign({}, absent, rulesWith({ consultantPresent: false }))]).toEqual([
      'CONSULTANT_ABSENT',
      'yes',
    ]);
    const kept = { consultantPresent: true, subscriptionTakenBack: false };
    expect([sign({}, kept), sign({ subscriptionCopiesOut: 0 }, kept), sign({})]).toEqual([
      'COPIES_NOT_BACK',
      'yes',
      'yes',
    ]);
  });
});

describe('ways out', () => {
  const input = { reason: 'x', cause: 'customer' as const, persuasion: 'x', refundMethod: 'cash' as const };
  const withdraw = (deal: Deal, more: object = {}, said: object = {}, rules = rulesWith()) =>
    decideWithdraw(
      rules,
      { deal, timeZone: zone, hasOpenChange: false, mayOverride: false, ...more },
      { ...input, ...said },
      now,
    );

  test('[S0.02.chg.4] before the contract the customer is asked to stay; after it nobody withdraws', () => {
    expect(verdict(withdraw(inEffect(), {}, { persuasion: '  ' }))).toBe('PERSUADE_FIRST');
    expect(verdict(withdraw(inEffect(), {}, { persuasion: '', cause: 'company' }))).toBe('yes');
    expect(verdict(withdraw(inEffect(), {}, { persuasion: '' }, rulesWith({ persuadeFirst: false })))).toBe('yes');
    expect(verdict(withdraw(signed()))).toBe('WITHDRAWAL_AFTER_CONTRACT');
    expect(withdraw(signed(), { mayOverride: true })).toMatchObject({ outcome: { isExceptional: true } });
    const strict = rulesWith({ withdrawalAfterContract: 'refused' });
    expect(verdict(withdraw(signed(), { mayOverride: true }, {}, strict))).toBe('WITHDRAWAL_AFTER_CONTRACT');
    expect(verdict(withdraw(vehicle({ state: 'handed_over' }), { mayOverride: true }))).toBe(
      'WITHDRAWAL_AFTER_CONTRACT',
    );
    expect([verdict(withdraw(submitted())), verdict(withdraw(inEffect(), { hasOpenChange: true }))]).toEqual([
      'DEAL_NOT_AT_THIS_STAGE',
      'CHANGE_PENDING',
    ]);
  });

  test('[S1.18.s6b] cash a day ahead, a cheque a week', () => {
    const on = (refundMethod: 'cash' | 'cheque' | 'wire') => withdraw(inEffect({ paidFen: 7 }), {}, { refundMethod });
    expect([on('cash'), on('cheque'), on('wire')].map((one) => one.accepted && one.outcome.refundNotBefore)).toEqual([
      '2024-03-05',
      '2024-03-11',
      '2024-03-05',
    ]);
    expect(noticeDays(rulesWith({ refundNoticeChequeDays: 10 }), 'cheque')).toBe(10);
    expect(on('cash')).toMatchObject({ outcome: { refundFen: 7 } });
  });

  test('[S1.18.s6] [S1.18.s6c] is completed with the consent and every paper back', () => {
    const asked = {
      reason: 'x',
      askedAt: now,
      askedBy: 'a',
      cause: 'customer' as const,
      refundMethod: 'cash' as const,
      refundNotBefore: '2024-03-05',
      isExceptional: false,
      approvedAt: null,
    };
    const back = { agreementBack: true, receiptBack: true, bookSigned: true };
    const complete = (approvedAt: string | null, more: object = {}, hasPaid = true, rules = rulesWith()) =>
      verdict(
        decideWithdrawn(
          rules,
          { deal: inEffect({ withdrawal: { ...asked, approvedAt } }), hasPaid },
          { ...back, ...more },
        ),
      );
    expect(verdict(decideWithdrawn(rulesWith(), { deal: inEffect(), hasPaid: true }, back))).toBe(
      'WITHDRAWAL_NOT_CONSENTED',
    );
    expect([complete(null), complete(now)]).toEqual(['WITHDRAWAL_NOT_CONSENTED', 'yes']);
    for (const paper of ['agreementBack', 'receiptBack', 'bookSigned'])
      expect(complete(now, { [paper]: false })).toBe('PAPERS_NOT_BACK');
    expect(complete(now, { receiptBack: false, bookSigned: false }, false)).toBe('yes');
    expect(complete(now, { agreementBack: false }, true, rulesWith({ takeBackPapers: false }))).toBe('yes');
  });

  test('[S0.02.chg.3b] a breach comes from any deal in effect, and ends it or leads back to where it was', () => {
    const overdue = { overdueSince: '2024-01-01', overdueFen: 1 };
    const states = dealStates.filter(
      (state) => verdict(decideBreach({ deal: inEffect({ state }) }, overdue)) === 'yes',
    );
    expect(states).toEqual(['subscribed', 'contracting', 'contracted']);
    const settle = (deal: Deal, outcome: 'goes_on' | 'ends') => {
      const decision = decideBreachSettled({ deal: { ...deal, state: 'breached' } }, { outcome, reason: '' });
      return decision.accepted && decision.outcome.state;
    };
    expect([
      settle(signed(), 'ends'),
      settle(signed(), 'goes_on'),
      settle(drawn(), 'goes_on'),
      settle(inEffect(), 'goes_on'),
    ]).toEqual(['cancelled', 'contracted', 'contracting', 'subscribed']);
    expect(verdict(decideBreachSettled({ deal: signed() }, { outcome: 'ends', reason: '' }))).toBe(
      'DEAL_NOT_AT_THIS_STAGE',
    );
  });

  test('[S0.08.b.21] [S0.08.d.3b] [S0.08.g.12] a complaint is weighed, a leak costs both, lost tools cost the performance', () => {
    const cancel = (
      cause: 'complaint' | 'leak' | 'lost_tools',
      performance: boolean,
      commission: boolean,
      deciderId = 'm',
    ) => decideCancelCredit({ deal: inEffect(), deciderId }, { cause, performance, commission, reason: '' });
    expect(cancel('complaint', false, true)).toMatchObject({ outcome: { performance: false, commission: true } });
    expect(cancel('leak', false, false)).toMatchObject({ outcome: { performance: true, commission: true } });
    expect(cancel('lost_tools', false, false)).toMatchObject({ outcome: { performance: true, commission: false } });
    expect([verdict(cancel('complaint', false, false)), verdict(cancel('leak', true, true, 'a'))]).toEqual([
      'NOTHING_CANCELLED',
      'OWN_DEAL',
    ]);
  });
});

describe('handing over', () => {
  test('[S0.08.b.31] [S0.08.b.31b] [S2.15.c2.31] the money, or of a loan the down payment and the report', () => {
    const funds = (paidFen: number, loan: Deal['loan'] = null, fundsBeforeHandover = true) =>
      verdict(decideFunds({ fundsBeforeHandover }, { priceFen: 100, paidFen, loan }));
    expect([funds(99), funds(100), funds(0, null, false)]).toEqual(['MONEY_NOT_IN', 'yes', 'yes']);
    const loan = {
      lender: 'GMAC',
      amountFen: 60,
      downPaymentFen: 40,
      needsPayoutReport: true,
      downPaidAt: null,
      payoutReportedAt: null,
    };
    const reported = { ...loan, payoutReportedAt: now };
    expect([funds(40, loan), funds(40, reported), funds(39, reported), funds(100, loan)]).toEqual([
      'PAYOUT_NOT_REPORTED',
      'yes',
      'MONEY_NOT_IN',
      'yes',
    ]);
    expect(funds(40, { ...reported, needsPayoutReport: false })).toBe('MONEY_NOT_IN');
  });

  const papers = ['conformity_certificate', 'manual', 'id_card', 'invoice', 'handover_slip'];
  const paid = { paidFen: 12_000_000 };
  test('is refused in order, and starts the clock of the papers that follow', () => {
    const over = (deal: Deal, more: object = {}) =>
      decideHandover(rulesWith(), { deal, papers, hasOpenChange: false, ...more }, {}, now);
    expect(verdict(over(drawn()))).toBe('DEAL_NOT_AT_THIS_STAGE');
    expect(verdict(over(inEffect({ paidFen: 100_000_000 })))).toBe('CONTRACT_NEEDED');
    expect(verdict(over(vehicle(paid), { hasOpenChange: true }))).toBe('CHANGE_PENDING');
    expect(verdict(over(vehicle({ ...paid, unitId: null })))).toBe('UNIT_NEEDED');
    expect(verdict(over(vehicle()))).toBe('MONEY_NOT_IN');
    expect(verdict(over(vehicle(paid), { papers: ['manual'] }))).toBe('PAPERS_MISSING');
    expect(over(vehicle(paid))).toMatchObject({ outcome: { filed: true, counts: true, fileDueAt: null } });
    expect(over(vehicle(paid), { papers: papers.slice(0, 4) })).toMatchObject({
      outcome: { filed: false, counts: false, fileDueAt: '2024-03-04T02:20:00.000Z', fileMissing: ['handover_slip'] },
    });
  });

  test('[S0.08.g.8] [S0.08.g.8b] [S2.15.c7.08] in time up to the twentieth minute, late after it; without one paper it does not count', () => {
    const deal = vehicle({ ...paid, state: 'handed_over', handedOverAt: now, fileDueAt: '2024-03-04T02:20:00.000Z' });
    const filed = (at: string, received = papers) => decideFiled(rulesWith(), { deal, papers: received }, at);
    expect(filed('2024-03-04T02:20:00.000Z')).toMatchObject({ outcome: { isLate: false, fineYuan: 0, counts: true } });
    expect(filed('2024-03-04T02:20:00.001Z')).toMatchObject({ outcome: { isLate: true, fineYuan: 50, counts: true } });
    expect(verdict(filed(now, papers.slice(0, 4)))).toBe('PAPERS_MISSING');
    const done = { deal: { ...deal, filedAt: now }, papers };
    expect([verdict(decideFiled(rulesWith(), done, now)), verdict(decideFileOverdue(rulesWith(), done))]).toEqual([
      'FILED_ALREADY',
      'FILED_ALREADY',
    ]);
    expect(decideFileOverdue(rulesWith(), { deal, papers: ['id_card'] })).toMatchObject({
      outcome: { missing: ['invoice', 'handover_slip'], fineYuan: 50 },
    });
  });

  test('a vehicle goes to the first in the queue; out of turn, or away from another order, by whoever may and with a reason', () => {
    const order = (dealId: string, orderDate: string): QueuedOrder => ({
      dealId,
      number: dealId,
      orderDate,
      priceFen: 1,
      fullyPaidAt: null,
      downPaidAt: null,
    });
    const waiting = [order('other', '2024-03-01'), order('deal', '2024-03-02')];
    const ask = (more: object = {}, reason = '', car: object = {}) =>
      decideAllocate(
        {
          deal: vehicle({ unitId: null }),
          unit: { id: 'car', code: 'VIN', dealId: null, state: 'available', ...car },
          waiting,
          mayOverride: false,
          ...more,
        },
        { unitId: 'car', reason },
      );
    expect(verdict(ask())).toBe('OUT_OF_TURN');
    expect(verdict(ask({ mayOverride: true }))).toBe('OVERRIDE_REASON_NEEDED');
    expect(ask({ mayOverride: true }, '急用')).toMatchObject({
      outcome: { place: 2, isOutOfTurn: true },
      rejected: [{ what: 'other' }],
    });
    expect(ask({ waiting: [waiting[1]] })).toMatchObject({ outcome: { place: 1, isOutOfTurn: false, from: null } });
    expect(verdict(ask({ waiting: [waiting[1]] }, '', { dealId: 'other', state: 'subscribed' }))).toBe('OUT_OF_TURN');
    expect(verdict(ask({ waiting: [waiting[1]] }, '', { state: 'withheld' }))).toBe('UNIT_NOT_VACANT');
    expect(verdict(ask({ deal: vehicle({ unitId: 'car' }) }))).toBe('SAME_UNIT');
    expect(verdict(ask({ deal: inEffect() }))).toBe('DEAL_NOT_AT_THIS_STAGE');
  });
});
