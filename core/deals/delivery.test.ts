/** Delivering on time: the boundaries of the promise, of being late, of telling the customer, and of the check at the handover. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  aDraft,
  drawn,
  approvedContract,
  inEffect,
  now,
  rulesWith,
  signed,
  vehicle,
  verdict,
  zone,
} from './deals.testing.ts';
import { decideSign, decideSubmitContract } from './decide-contract.ts';
import { decideHandover } from './decide-handover.ts';
import { decideSubmit } from './decide-subscribe.ts';
import {
  daysLateOn,
  decideDeliveryLate,
  decideProgress,
  decidePromise,
  type Delivery,
  noDelivery,
  type PromiseInput,
  termsMissing,
  workingDaysAfter,
} from './delivery.ts';
import { decideCheck, type HandoverCheck } from './handover-check.ts';
import type { Deal } from './types.ts';

// Monday, 4 March 2024, ten in the morning.
const agreed: Delivery = {
  promisedOn: '2024-04-10',
  dueOn: '2024-04-10',
  plan: '四月五日验房，十日交钥匙',
  paymentAgreed: 'full',
};
const asked = (more: Partial<PromiseInput> = {}): PromiseInput => ({
  promisedOn: '2024-04-20',
  plan: null,
  paymentMethod: null,
  wish: null,
  reason: '',
  ...more,
});
const promise = (deal: Deal, delivery: Delivery, input: Partial<PromiseInput>, rules = rulesWith()) =>
  decidePromise(rules, { deal, delivery, timeZone: zone }, asked(input), now);

describe('a promised day', () => {
  test('[S1.09.d3] a day from today on can be promised, yesterday cannot; the site’s own calendar counts', () => {
    expect(verdict(promise(aDraft(), noDelivery, { promisedOn: '2024-03-04' }))).toBe('yes');
    expect(verdict(promise(aDraft(), noDelivery, { promisedOn: '2024-03-03' }))).toBe('DATE_IMPOSSIBLE');
    expect(verdict(promise(aDraft(), noDelivery, { promisedOn: '2124-03-04' }))).toBe('DATE_IMPOSSIBLE');
    const late = '2024-03-04T16:00:00.000Z'; // already the fifth in Shanghai
    const facts = { deal: aDraft(), delivery: noDelivery, timeZone: zone };
    expect(verdict(decidePromise(rulesWith(), facts, asked({ promisedOn: '2024-03-04' }), late))).toBe(
      'DATE_IMPOSSIBLE',
    );
  });

  test('[S1.09.d3] before the order is in effect the day moves freely; afterwards with a reason and on somebody’s wish', () => {
    expect(promise(aDraft(), agreed, {})).toMatchObject({ outcome: { isMoved: false, dueOn: '2024-04-20' } });
    expect(promise(inEffect(), agreed, {})).toMatchObject({ code: 'MOVE_REASON_NEEDED', detail: { field: 'wish' } });
    expect(promise(inEffect(), agreed, { wish: 'house' })).toMatchObject({ detail: { field: 'reason' } });
    expect(verdict(promise(inEffect(), agreed, { wish: 'house', reason: ' ' }))).toBe('MOVE_REASON_NEEDED');
    expect(verdict(promise(inEffect(), agreed, { wish: 'house', reason: '外墙验收推迟' }))).toBe('yes');
    expect(verdict(promise(inEffect(), noDelivery, {}))).toBe('yes'); // the first promise moves nothing
    expect(verdict(promise(inEffect({ handedOverAt: now, state: 'handed_over' }), agreed, {}))).toBe(
      'DEAL_NOT_AT_THIS_STAGE',
    );
  });

  test('[S1.09.o4] a day the house puts off does not make a late delivery punctual; one the customer asked for does', () => {
    const by = (wish: 'house' | 'customer') => promise(inEffect(), agreed, { wish, reason: '改期' });
    expect(by('house')).toMatchObject({ outcome: { promisedOn: '2024-04-20', dueOn: '2024-04-10', isMoved: true } });
    expect(by('customer')).toMatchObject({ outcome: { promisedOn: '2024-04-20', dueOn: '2024-04-20', isMoved: true } });
  });

  test('[S1.09.o4] what is late already stays late, whoever wishes for another day; on the promised day itself it is not', () => {
    const movedAt = (on: string) => {
      const facts = { deal: inEffect(), delivery: agreed, timeZone: zone };
      return decidePromise(rulesWith(), facts, asked({ wish: 'customer', reason: '改期' }), on);
    };
    expect(movedAt('2024-04-10T15:59:59.999Z')).toMatchObject({ outcome: { dueOn: '2024-04-20' } });
    expect(movedAt('2024-04-10T16:00:00.000Z')).toMatchObject({
      outcome: { promisedOn: '2024-04-20', dueOn: '2024-04-10' },
    });
  });

  test('[S1.09.d3] the consultant is warned so many days before, never in the past', () => {
    const warn = (days: number, promisedOn: string) => {
      const decision = promise(aDraft(), noDelivery, { promisedOn }, rulesWith({ deliveryWarnDays: days }));
      return decision.accepted && decision.outcome.warnOn;
    };
    expect([warn(3, '2024-04-10'), warn(0, '2024-04-10'), warn(3, '2024-03-05')]).toEqual([
      '2024-04-07',
      '2024-04-10',
      '2024-03-04',
    ]);
  });

  test('the way of paying is confirmed as it stands on the order; saying nothing at all is no promise', () => {
    expect(verdict(promise(aDraft(), noDelivery, { paymentMethod: 'mortgage' }))).toBe('PAYMENT_NOT_AS_AGREED');
    expect(promise(aDraft(), noDelivery, { paymentMethod: 'full' })).toMatchObject({
      outcome: { paymentAgreed: 'full' },
    });
    expect(verdict(promise(aDraft(), agreed, { promisedOn: null }))).toBe('NOTHING_PROMISED');
    expect(promise(aDraft(), agreed, { promisedOn: null, plan: '分两批交付' })).toMatchObject({
      outcome: { promisedOn: '2024-04-10', plan: '分两批交付' },
    });
  });

  test('[S1.09.d3] the promised day itself is in time; the day after is late, until it is handed over or put off', () => {
    const late = (at: string, deal = inEffect()) =>
      verdict(decideDeliveryLate({ deal, delivery: agreed, timeZone: zone }, at));
    expect(late('2024-04-10T15:59:59.999Z')).toBe('DEAL_NOT_AT_THIS_STAGE');
    expect(late('2024-04-10T16:00:00.000Z')).toBe('yes');
    expect(late('2024-04-10T16:00:00.000Z', inEffect({ handedOverAt: now }))).toBe('DEAL_NOT_AT_THIS_STAGE');
    expect([
      daysLateOn('2024-04-10', '2024-04-09'),
      daysLateOn('2024-04-10', '2024-04-12'),
      daysLateOn(null, '2024-04-12'),
    ]).toEqual([0, 2, null]);
  });
});

describe('what is agreed before the contract', () => {
  const contract = rulesWith({ deliveryTerms: 'contract' });
  const order = rulesWith({ deliveryTerms: 'order' });
  const without = (key: keyof Delivery): Delivery => ({ ...agreed, [key]: key === 'plan' ? ' ' : null });

  test('[S1.10.s2] without way of paying, day or plan the contract is neither put up nor signed, each named by itself', () => {
    const submit = (delivery?: Delivery) =>
      decideSubmitContract(contract, { deal: drawn(), hasOpenChange: false, delivery });
    const sign = (delivery?: Delivery) =>
      decideSign(
        contract,
        {
          ...{ deal: approvedContract(), papers: ['id_card', 'household_register'], subscriptionCopiesOut: 0 },
          ...{ hasOpenChange: false, delivery },
        },
        { consultantPresent: true, subscriptionTakenBack: true },
      );
    for (const decide of [submit, sign]) {
      expect(decide()).toMatchObject({
        code: 'DELIVERY_TERMS_MISSING',
        detail: { missing: 'payment_method,delivery_deadline,implementation_plan' },
        clauses: ['S1.10.s2'],
      });
      expect(decide(without('paymentAgreed'))).toMatchObject({ detail: { missing: 'payment_method' } });
      expect(decide(without('promisedOn'))).toMatchObject({ detail: { missing: 'delivery_deadline' } });
      expect(decide(without('plan'))).toMatchObject({ detail: { missing: 'implementation_plan' } });
      expect(verdict(decide(agreed))).toBe('yes');
    }
    expect(verdict(decideSubmitContract(rulesWith(), { deal: drawn(), hasOpenChange: false }))).toBe('yes');
  });

  test('[S1.10.s2] a way of paying changed since is no longer the one agreed', () => {
    expect(termsMissing(contract, { kind: 'room', paymentMethod: 'mortgage' }, agreed, 'contract')).toEqual([
      'payment_method',
    ]);
  });

  test('[S1.10.s2] where no contract is signed the order is asked for them; a house may ask before every order', () => {
    const missing = (rules: typeof contract, kind: Deal['kind']) =>
      termsMissing(rules, { kind, paymentMethod: 'full' }, undefined, 'order').length;
    expect([missing(contract, 'room'), missing(contract, 'vehicle')]).toEqual([0, 3]);
    expect([missing(order, 'room'), missing(order, 'vehicle')]).toEqual([3, 3]);
    expect([missing(rulesWith(), 'room'), missing(rulesWith(), 'vehicle')]).toEqual([0, 0]);
    const facts = {
      ...{
        deal: aDraft(),
        timeZone: zone,
        price: null,
        depositSetFen: null,
        hasContact: true,
        papers: [],
        granted: [],
      },
      ...{ unit: { id: 'unit', code: '901', state: 'available', heldForId: null, dealId: null, isMarked: false } },
      hasOpenTerms: false,
    };
    const disclosures = ['presale_registration', 'title', 'other_fees'];
    expect(verdict(decideSubmit(order, facts, { disclosures }))).toBe('DELIVERY_TERMS_MISSING');
    expect(verdict(decideSubmit(order, { ...facts, delivery: agreed }, { disclosures }))).toBe('yes');
  });
});

describe('telling the customer', () => {
  const progress = (days: number, what: 'effective' | 'date_moved', deal = inEffect(), daysOff: string[] = []) =>
    decideProgress(rulesWith({ tellDays: days }), { deal, timeZone: zone, daysOff }, { what }, now);

  test('[S1.09.o3] within so many working days, counted from the day after; days off do not count', () => {
    expect(progress(2, 'effective')).toMatchObject({ outcome: { dueOn: '2024-03-06' } });
    expect(progress(2, 'effective', inEffect(), ['2024-03-05', '2024-03-06'])).toMatchObject({
      outcome: { dueOn: '2024-03-08' },
    });
    expect(verdict(progress(2, 'effective', aDraft()))).toBe('DEAL_NOT_AT_THIS_STAGE');
  });

  test('[S1.09.o3] a house that does not ask for it is left alone, except for a day that moves: the next working day at the latest', () => {
    expect(verdict(progress(0, 'effective'))).toBe('NOT_TOLD_HERE');
    expect(progress(0, 'date_moved', inEffect(), ['2024-03-05'])).toMatchObject({ outcome: { dueOn: '2024-03-06' } });
  });

  test('so many days on, none of them off: at least as many days of the calendar, never a day off', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((n) => `2024-03-${String(n).padStart(2, '0')}`);
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 20 }), fc.uniqueArray(day), (from, days, off) => {
        const on = workingDaysAfter(from, days, off);
        expect(off).not.toContain(on);
        expect(daysLateOn(from, on)).toBeGreaterThanOrEqual(days);
      }),
    );
  });
});

describe('the check at the handover', () => {
  const fine: HandoverCheck = {
    quality: { ok: true, note: '' },
    quantity: { ok: true, note: '' },
    remark: '',
    defects: [],
  };
  const scratched: HandoverCheck = { ...fine, quality: { ok: false, note: '右前门划痕' } };
  const mending = { of: 'quality', what: '补漆', dueOn: '2024-03-10' } as const;
  const rules = rulesWith({ handoverCheck: true });
  const paid = vehicle({ paidFen: 12_000_000, fullyPaidAt: now });
  const papers = ['conformity_certificate', 'manual', 'id_card', 'invoice', 'handover_slip'];
  const handOver = (
    check: HandoverCheck | null,
    more: { delivery?: Delivery; lateCause?: string } = {},
    house = rules,
  ) =>
    decideHandover(
      house,
      {
        deal: paid,
        papers,
        hasOpenChange: false,
        timeZone: zone,
        ...(more.delivery ? { delivery: more.delivery } : {}),
      },
      { check, lateCause: more.lateCause ?? '' },
      now,
    );

  test('[S1.16.f9] where the house checks, nothing leaves unchecked; elsewhere it may still be written down', () => {
    expect(verdict(handOver(null))).toBe('HANDOVER_CHECK_NEEDED');
    expect(handOver(fine)).toMatchObject({ outcome: { checked: { isChecked: true, faults: [] } } });
    expect(handOver(null, {}, rulesWith())).toMatchObject({ accepted: true });
    expect(Object.keys((handOver(null, {}, rulesWith()) as { outcome: object }).outcome)).not.toContain('checked');
    expect(verdict(handOver(scratched, {}, rulesWith()))).toBe('HANDOVER_FAULTS');
  });

  test('[S1.16.f9] [S1.09.o4] what is wrong stays, unless the customer takes it and each fault has its task with a day', () => {
    expect(verdict(handOver({ ...fine, quality: { ok: false, note: ' ' } }))).toBe('CHECK_NOTE_NEEDED');
    expect(verdict(handOver(scratched))).toBe('HANDOVER_FAULTS');
    expect(verdict(handOver({ ...scratched, remark: '先提车' }))).toBe('HANDOVER_FAULTS');
    expect(verdict(handOver({ ...scratched, defects: [mending] }))).toBe('HANDOVER_FAULTS');
    expect(handOver({ ...scratched, remark: '先提车', defects: [mending] })).toMatchObject({
      outcome: { checked: { faults: ['quality'] } },
    });
    const both = { ...scratched, quantity: { ok: false, note: '缺备胎' }, remark: '先提车', defects: [mending] };
    expect(handOver(both)).toMatchObject({ code: 'HANDOVER_FAULTS', detail: { missing: 'quantity' } });
  });

  test('[S1.09.o4] a defect is to be put right by a day that is not over', () => {
    const by = (dueOn: string) => handOver({ ...scratched, remark: '先提车', defects: [{ ...mending, dueOn }] });
    expect([verdict(by('2024-03-04')), verdict(by('2024-03-03'))]).toEqual(['yes', 'DATE_IMPOSSIBLE']);
  });

  test('[S1.16.f9] whether it is in time the dates say: on the promised day yes, a day later only with its cause', () => {
    const on = (promisedOn: string): Delivery => ({ ...agreed, promisedOn, dueOn: promisedOn });
    expect(handOver(fine, { delivery: on('2024-03-04') })).toMatchObject({
      outcome: { checked: { inTime: true, daysLate: 0 } },
    });
    expect(verdict(handOver(fine, { delivery: on('2024-03-03') }))).toBe('LATE_CAUSE_NEEDED');
    expect(handOver(fine, { delivery: on('2024-03-03'), lateCause: '物流延误' })).toMatchObject({
      outcome: { checked: { inTime: false, daysLate: 1 } },
    });
    const putOff = { ...on('2024-03-08'), dueOn: '2024-03-01' };
    expect(handOver(fine, { delivery: putOff })).toMatchObject({ outcome: { checked: { inTime: true, daysLate: 3 } } });
  });

  test('papers of a change that lie unsigned hold up a handover where the house checks', () => {
    const facts = { unsigned: ['unit_change'] };
    expect(verdict(decideCheck(rules, facts, { check: fine }, now))).toBe('PAPERS_UNSIGNED');
    expect(verdict(decideCheck(rulesWith(), facts, { check: fine }, now))).toBe('yes');
    expect(signed().state).toBe('contracted');
  });
});
