/** Offers: what a stage needs, what a price and a promise stand by, with their boundaries. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ApprovalRules } from '../approvals/index.ts';
import { InventoryRules } from '../inventory/index.ts';
import { defaultsOf } from '../kernel/parameters.ts';
import { isWithinAuthority, limitOf } from './authority.ts';
import {
  decideAdvance,
  decideDrop,
  decideIntent,
  decideOfferExpires,
  decideOpen,
  decidePolicy,
  decidePolicyApproved,
  decidePrint,
  decidePromise,
  decideQuotation,
  decideQuotationApproved,
  decideQuotationExpires,
  decideSettle,
  decideTell,
  type OfferContent,
  offerMoves,
  OfferRules,
  offerStates,
  partsDone,
  policyFloorFen,
  policyInForce,
  promiseMoves,
  promiseStates,
  type QuotationFacts,
  quotationMoves,
  quotationStates,
} from './index.ts';

const rules = {
  offers: defaultsOf(OfferRules),
  inventory: defaultsOf(InventoryRules),
  approvals: defaultsOf(ApprovalRules),
};
const now = '2026-03-10T02:00:00.000Z';
const today = '2026-03-10';
const timeZone = 'Asia/Shanghai';
const LIST = 100_000_000;
const FLOOR = 98_000_000;

const whole: OfferContent = {
  needIds: ['need'],
  units: [{ id: 'p', unitId: 'u', goods: '', fit: '近', features: '通透', advantages: '安静', effect: '够住' }],
  plan: { goal: '定价', steps: [{ on: today, what: '面谈' }] },
  signingPlan: { signOn: '2026-03-12', place: '', signers: '', papers: '', agreedOn: today },
  quotation: {
    id: 'q',
    state: 'issued',
    validUntil: today,
    lines: [{ unitId: 'u', priceFen: FLOOR, needsConsent: false }],
  },
};
const facts = (state: (typeof offerStates)[number], content: OfferContent = whole) => ({
  state,
  timeZone,
  validUntil: today,
  content,
});
const verdict = (decision: { accepted: boolean; code?: string }) => (decision.accepted ? 'ok' : decision.code);

describe('lifecycles', () => {
  test.each([
    ['offer', offerStates, offerMoves, 'draft', ['intent', 'dropped', 'expired']],
    ['quotation', quotationStates, quotationMoves, 'pending', ['refused', 'expired', 'replaced', 'accepted']],
    ['promise', promiseStates, promiseMoves, 'pending', ['kept', 'broken', 'refused', 'dropped']],
  ] as const)(
    '%s: every state is reached from the first, every dead end is meant',
    (_name, states, moves, first, ends) => {
      const table = moves as Readonly<Record<string, readonly string[]>>;
      const seen = new Set<string>([first]);
      for (const state of seen) for (const next of table[state] ?? []) seen.add(next);
      expect([...seen].sort()).toEqual([...states].sort());
      expect(states.filter((state) => table[state]?.length === 0).sort()).toEqual([...ends].sort());
    },
  );
});

describe('stages', () => {
  test('[S1.10.n1] [S1.03.a8.3] each part counts only when it is really there', () => {
    const done = (change: Partial<OfferContent>) => partsDone({ ...whole, ...change }, today);
    const unit = whole.units[0] as OfferContent['units'][number];
    expect(done({})).toHaveLength(7);
    expect(done({ needIds: [] })).not.toContain('needs');
    expect(done({ units: [] })).toEqual(['needs', 'plan', 'quotation', 'signing_plan']);
    expect(done({ units: [unit, { ...unit, fit: ' ' }] })).not.toContain('fit');
    expect(done({ units: [unit, { ...unit, features: '' }] })).toContain('presentation');
    for (const field of ['features', 'advantages', 'effect'])
      expect(done({ units: [{ ...unit, [field]: '' }] }), field).not.toContain('presentation');
    expect(done({ plan: { goal: '定价', steps: [] } })).not.toContain('plan');
    expect(done({ plan: { goal: '', steps: [{ on: today, what: '谈' }] } })).not.toContain('plan');
    expect(done({ signingPlan: { signOn: today, place: '', signers: '', papers: '', agreedOn: null } })).not.toContain(
      'signing_plan',
    );
    const until = (validUntil: string, state: 'issued' | 'pending' = 'issued') =>
      done({ quotation: { id: 'q', state, validUntil, lines: [] } }).includes('quotation');
    expect([until(today), until('2026-03-09'), until(today, 'pending')]).toEqual([true, false, false]);
  });

  test('a stage follows the one before it, and only while the house asks for a part is it asked for', () => {
    const go = (
      state: (typeof offerStates)[number],
      to: 'presented' | 'negotiating' | 'intent',
      content = whole,
      offers = rules.offers,
    ) => verdict(decideAdvance(offers, facts(state, content), { to }, now));
    expect([go('draft', 'presented'), go('draft', 'negotiating'), go('presented', 'negotiating')]).toEqual([
      'ok',
      'OFFER_STATE',
      'ok',
    ]);
    expect(go('intent', 'intent')).toBe('OFFER_STATE');
    const bare = { ...whole, needIds: [] };
    expect(go('draft', 'presented', bare)).toBe('OFFER_PARTS_MISSING');
    const lax = {
      ...rules.offers,
      parts: { ...rules.offers.parts, presented: { ...rules.offers.parts.presented, needs: 0 } },
    };
    expect(go('draft', 'presented', bare, lax)).toBe('ok');
    const refused = decideAdvance(
      rules.offers,
      facts('presented', { ...whole, plan: null, needIds: [] }),
      { to: 'negotiating' },
      now,
    );
    expect(refused).toMatchObject({
      detail: { missing: 'needs,plan', stage: 'negotiating' },
      clauses: ['S1.03.a8.3', 'S1.16.f1d', 'S1.03.a10.2'],
    });
  });

  test('[S1.10.n3] an intent names one of what was offered and quoted, at the price quoted', () => {
    const intent = (content: OfferContent, unitId: string | null, undecidedPromises = 0) =>
      decideIntent(rules.offers, { ...facts('negotiating', content), undecidedPromises }, { unitId }, now);
    expect(intent(whole, 'u')).toMatchObject({ outcome: { priceFen: FLOOR, isConsented: false } });
    expect(verdict(intent(whole, 'x'))).toBe('UNIT_NOT_OFFERED');
    expect(verdict(intent(whole, null))).toBe('UNIT_NOT_OFFERED');
    expect(verdict(intent(whole, 'u', 1))).toBe('PROMISE_UNDECIDED');
    const second = { ...(whole.units[0] as OfferContent['units'][number]), id: 'p2', unitId: 'v' };
    expect(verdict(intent({ ...whole, units: [...whole.units, second] }, 'v'))).toBe('UNIT_NOT_QUOTED');
    const goods = { ...second, unitId: null, goods: '定制车型' };
    expect(intent({ ...whole, units: [...whole.units, goods] }, null)).toMatchObject({
      outcome: { unitId: null, priceFen: null },
    });
  });

  test('dropped while it is open; run out when its last day is over', () => {
    expect(offerStates.filter((state) => decideDrop({ state }).accepted)).toEqual([
      'draft',
      'presented',
      'negotiating',
    ]);
    const at = (instant: string, state: 'draft' | 'intent' = 'draft') => {
      const decision = decideOfferExpires({ state, timeZone, validUntil: today }, instant);
      return decision.accepted && decision.outcome.state;
    };
    expect([
      at('2026-03-10T15:59:59.999Z'),
      at('2026-03-10T16:00:00.000Z'),
      at('2026-03-11T16:00:00.000Z', 'intent'),
    ]).toEqual(['draft', 'expired', 'intent']);
  });
});

describe('quotations', () => {
  const unit = { unitId: 'u', listPriceFen: LIST, floorPriceFen: FLOOR, isFixedPrice: false, isGone: false };
  const base: QuotationFacts = {
    state: 'negotiating',
    timeZone,
    units: [unit],
    policy: null,
    roles: ['consultant'],
    hasPending: false,
  };
  const policy = { id: 'policy', discountPercent: 3, validFrom: '2026-01-01', validUntil: '2026-12-31' };
  const quote = (priceFen: number, change: Partial<QuotationFacts> = {}, input: object = {}) =>
    decideQuotation(
      rules,
      { ...base, ...change },
      { lines: [{ unitId: 'u', priceFen }], validUntil: today, channel: 'in_person', commission: '当面', ...input },
      now,
    );
  const by = (priceFen: number, change: Partial<QuotationFacts> = {}) => {
    const decision = quote(priceFen, change);
    return decision.accepted ? `${decision.outcome.state} by ${decision.outcome.lines[0]?.by}` : decision.code;
  };

  test('[S1.16.f6] what a price stands by: the list, the customer’s policy, the speaker’s authority, else an approval', () => {
    expect(by(LIST + 1)).toBe('PRICE_ABOVE_LIST');
    expect([by(LIST), by(FLOOR), by(FLOOR - 1)]).toEqual(['issued by list', 'issued by list', 'pending by approval']);
    expect([by(97_000_000, { policy }), by(96_999_999, { policy })]).toEqual([
      'issued by policy',
      'pending by approval',
    ]);
    const manager = { roles: ['manager'] };
    expect([by(97_000_000, manager), by(96_990_000, manager)]).toEqual(['issued by authority', 'pending by approval']);
    expect(by(1, { roles: ['general_manager'] })).toBe('issued by authority');
    const fixed = { units: [{ ...unit, isFixedPrice: true }], policy };
    expect([by(FLOOR, fixed), by(FLOOR - 1, fixed), by(FLOOR + 1, fixed)]).toEqual([
      'issued by list',
      'pending by approval',
      'PRICE_ABOVE_LIST',
    ]);
  });

  test('[S1.16.f6] where the house gives nothing away by itself, a policy still does', () => {
    const strict = { ...rules, inventory: { ...rules.inventory, quoteFloor: 'list' as const } };
    const at = (priceFen: number, given: typeof base.policy) => {
      const input = {
        lines: [{ unitId: 'u', priceFen }],
        validUntil: today,
        channel: 'in_person' as const,
        commission: '当面',
      };
      const decision = decideQuotation(strict, { ...base, policy: given }, input, now);
      return decision.accepted && decision.outcome.state;
    };
    expect([at(LIST - 1, null), at(LIST - 1, policy)]).toEqual(['pending', 'issued']);
  });

  test('[S1.10.n2] refused, in the order in which it is checked', () => {
    expect(verdict(quote(LIST, { state: 'dropped', hasPending: true }))).toBe('OFFER_STATE');
    expect(verdict(quote(LIST, { hasPending: true }, { commission: '' }))).toBe('QUOTATION_PENDING');
    expect(verdict(quote(LIST, {}, { commission: '  ', validUntil: '2026-03-09' }))).toBe('COMMISSION_MISSING');
    expect(verdict(quote(LIST, {}, { validUntil: '2026-03-09' }))).toBe('QUOTATION_DATE_PAST');
    expect(verdict(quote(LIST, {}, { validUntil: '2026-03-17' }))).toBe('ok');
    expect(verdict(quote(LIST, {}, { validUntil: '2026-03-18' }))).toBe('QUOTATION_TOO_LONG');
    expect(verdict(quote(LIST, { offerUntil: '2026-03-12' }, { validUntil: '2026-03-12' }))).toBe('ok');
    expect(verdict(quote(LIST, { offerUntil: '2026-03-12' }, { validUntil: '2026-03-13' }))).toBe('QUOTATION_TOO_LONG');
    expect(verdict(quote(LIST, { units: [] }))).toBe('UNIT_NOT_OFFERED');
    expect(
      verdict(
        quote(
          LIST,
          {},
          {
            lines: [
              { unitId: 'u', priceFen: LIST },
              { unitId: 'u', priceFen: LIST },
            ],
          },
        ),
      ),
    ).toBe('UNIT_TWICE');
    expect(verdict(quote(LIST, { units: [{ ...unit, isGone: true }] }))).toBe('UNIT_GONE');
    expect(verdict(quote(LIST, { units: [{ ...unit, listPriceFen: null }] }))).toBe('PRICE_NOT_SET');
    const silent = { ...rules, inventory: { ...rules.inventory, phoneQuotes: 'forbidden' as const } };
    const input = {
      lines: [{ unitId: 'u', priceFen: LIST }],
      validUntil: today,
      channel: 'phone' as const,
      commission: '来电',
    };
    expect(verdict(decideQuotation(silent, base, input, now))).toBe('PRICE_NOT_BY_PHONE');
  });

  test('several lines: one beyond the limits holds back the whole; the furthest below is what is asked for', () => {
    const units = [unit, { ...unit, unitId: 'v' }];
    const lines = [
      { unitId: 'u', priceFen: FLOOR },
      { unitId: 'v', priceFen: 95_000_000 },
    ];
    const decision = quote(0, { units }, { lines });
    expect(decision).toMatchObject({
      outcome: { state: 'pending', priceFen: FLOOR + 95_000_000, belowListFen: 5_000_000, discountPercent: 5 },
      rejected: [{ what: 'v' }],
    });
  });

  test('nothing below every limit is ever issued, whatever the prices', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: LIST }), fc.integer({ min: 0, max: 10_000 }), (priceFen, hundredths) => {
        const given = { ...policy, discountPercent: hundredths / 100 };
        const decision = quote(priceFen, { policy: given });
        const floor = Math.min(FLOOR, policyFloorFen(LIST, given));
        expect(decision.accepted && decision.outcome.state).toBe(priceFen >= floor ? 'issued' : 'pending');
        expect(policyFloorFen(LIST, given) / LIST).toBeGreaterThanOrEqual(1 - hundredths / 10_000 - 1e-9);
      }),
    );
  });

  test('signed in time it is issued; it runs out with its last day; printed only while it stands', () => {
    const approved = (instant: string, offerState: 'negotiating' | 'dropped' = 'negotiating') =>
      verdict(decideQuotationApproved({ state: 'pending', offerState, validUntil: today, timeZone }, instant));
    expect([
      approved('2026-03-10T15:59:59.999Z'),
      approved('2026-03-10T16:00:00.000Z'),
      approved(now, 'dropped'),
    ]).toEqual(['ok', 'QUOTATION_DATE_PAST', 'OFFER_STATE']);
    const ends = (instant: string, state: 'issued' | 'accepted' = 'issued') => {
      const decision = decideQuotationExpires({ state, validUntil: today, timeZone }, instant);
      return decision.accepted && decision.outcome.state;
    };
    expect([
      ends('2026-03-10T15:59:59.999Z'),
      ends('2026-03-10T16:00:00.000Z'),
      ends('2026-03-11T16:00:00.000Z', 'accepted'),
    ]).toEqual(['issued', 'expired', 'accepted']);
    expect(quotationStates.filter((state) => decidePrint({ state }).accepted)).toEqual(['issued', 'accepted']);
  });
});

describe('promises', () => {
  const promise = (
    kind: 'gift' | 'repair' | 'complaint' | 'later_payment' | 'other',
    valueFen: number | null,
    roles: string[],
    dueOn = '2026-03-20',
  ) => {
    const decision = decidePromise(rules, { roles, timeZone }, { kind, valueFen, dueOn }, now);
    return decision.accepted ? decision.outcome.state : decision.code;
  };

  test('[S1.19.d.13] [S2.13.a09.10.promise] within one’s own limit a promise stands, the limit included; where the limit is nothing, nothing does', () => {
    expect([promise('gift', 20_000, ['team_leader']), promise('gift', 20_001, ['team_leader'])]).toEqual([
      'standing',
      'pending',
    ]);
    expect(promise('gift', 1, ['consultant'])).toBe('pending');
    expect([
      promise('complaint', 0, ['supervisor']),
      promise('complaint', 200_000, ['manager']),
      promise('complaint', 200_001, ['manager']),
    ]).toEqual(['pending', 'standing', 'pending']);
    expect([promise('other', null, ['consultant']), promise('other', null, ['team_leader'])]).toEqual([
      'pending',
      'standing',
    ]);
    const later = (dueOn: string) => promise('later_payment', null, ['supervisor'], dueOn);
    expect([later('2026-03-17'), later('2026-03-18')]).toEqual(['standing', 'pending']); // seven days
    expect(promise('repair', 100_000_000, ['general_manager'])).toBe('standing');
    expect([promise('repair', null, ['manager']), promise('gift', 0, ['manager'])]).toEqual([
      'PROMISE_VALUE_MISSING',
      'PROMISE_VALUE_MISSING',
    ]);
    expect([promise('gift', 1, ['manager'], today), promise('gift', 1, ['manager'], '2026-03-09')]).toEqual([
      'standing',
      'PROMISE_DATE_PAST',
    ]);
  });

  test('[S2.13.a09.10.promise] told only when it stands; told, it is kept or broken; what nobody was told may be dropped', () => {
    expect(promiseStates.map((state) => verdict(decideTell({ state })))).toEqual([
      ...['PROMISE_NOT_APPROVED', 'PROMISE_NOT_APPROVED', 'ok', 'PROMISE_STATE', 'PROMISE_STATE', 'PROMISE_STATE'],
      ...['PROMISE_NOT_APPROVED', 'PROMISE_STATE'],
    ]);
    const settle = (outcome: 'kept' | 'broken' | 'dropped', note = '因故') =>
      promiseStates.filter((state) => decideSettle({ state }, { outcome, note }).accepted);
    expect(settle('kept')).toEqual(['standing', 'told']);
    expect(settle('broken')).toEqual(['told']);
    expect(settle('dropped')).toEqual(['pending', 'returned', 'standing']);
    expect(settle('kept', '')).toEqual(['standing', 'told']);
    expect([...settle('broken', ' '), ...settle('dropped', '')]).toEqual([]);
    expect(verdict(decideSettle({ state: 'pending' }, { outcome: 'kept', note: '' }))).toBe('PROMISE_NOT_APPROVED');
  });

  test('one post must cover everything asked; the head of the house has no limit', () => {
    const limits = rules.approvals.limits;
    const asked = { discount_percent: 3, below_list_wan: 10 };
    expect(isWithinAuthority(limits, ['manager'], asked)).toBe(true);
    expect(isWithinAuthority(limits, ['manager'], { ...asked, below_list_wan: 10.01 })).toBe(false);
    const halves = {
      a: { x: 1, y: 0 },
      supervisor: { discount_percent: 5, below_list_wan: 0 },
      manager: { discount_percent: 0, below_list_wan: 50 },
    };
    expect(isWithinAuthority(halves, ['supervisor', 'manager'], asked)).toBe(false);
    expect([
      limitOf(limits, 'gift_yuan', []),
      limitOf(limits, 'gift_yuan', ['consultant', 'supervisor']),
      limitOf(limits, 'gift_yuan', ['owner']),
    ]).toEqual([0, 500, null]);
  });
});

describe('customer policies', () => {
  const four = {
    price: '九七折',
    discountPercent: 3,
    settlement: '月结',
    service: '专人',
    other: '无',
    validFrom: today,
    validUntil: today,
  };
  const put = (change: object = {}, hasPending = false) =>
    verdict(decidePolicy({ timeZone, hasPending }, { ...four, ...change }, now));

  test('[S3.01.p.content] all four are written down, for days that are not over, one at a time', () => {
    expect(put()).toBe('ok');
    for (const field of ['price', 'settlement', 'service', 'other'])
      expect(put({ [field]: '  ' }), field).toBe('POLICY_INCOMPLETE');
    expect(put({ validFrom: '2026-03-11' })).toBe('POLICY_DATES');
    expect(put({ validFrom: '2026-03-01', validUntil: '2026-03-09' })).toBe('POLICY_DATES');
    expect(put({}, true)).toBe('POLICY_PENDING');
    const approved = (instant: string) =>
      verdict(decidePolicyApproved({ state: 'pending', validUntil: today, timeZone }, instant));
    expect([approved('2026-03-10T15:59:59.999Z'), approved('2026-03-10T16:00:00.000Z')]).toEqual([
      'ok',
      'POLICY_DATES',
    ]);
  });

  test('in force from its first day to its last; of several the one approved last', () => {
    const policy = (id: string, validFrom: string, validUntil: string) => ({
      id,
      discountPercent: 1,
      validFrom,
      validUntil,
    });
    const list = [policy('new', '2026-03-11', '2026-03-12'), policy('old', '2026-03-10', '2026-03-31')];
    const on = (day: string) => policyInForce(list, day)?.id ?? null;
    expect(['2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12', '2026-03-13', '2026-04-01'].map(on)).toEqual([
      null,
      'old',
      'new',
      'new',
      'old',
      null,
    ]);
  });
});

test('an offer stands as long as it is said, else as long as the house lets it; never for a day that is over', () => {
  const open = (validUntil: string | null) => decideOpen(rules.offers, { timeZone }, { validUntil }, now);
  expect(open(null)).toMatchObject({ outcome: { validUntil: '2026-04-09' } });
  expect(open(today)).toMatchObject({ outcome: { validUntil: today } });
  expect(verdict(open('2026-03-09'))).toBe('OFFER_DATE_PAST');
});
