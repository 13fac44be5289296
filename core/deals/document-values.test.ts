import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountInCapitals, amountInFigures } from './capitals.ts';
import { decideMakeFinal, type FinalFacts } from './decide-document.ts';
import { documentFields, documentKinds, documentLists, fieldsOf } from './document-fields.ts';
import { type DocumentFacts, documentValues } from './document-values.ts';

const facts: DocumentFacts = {
  number: 'HT2026-00018',
  company: '归客置业',
  site: '湖畔花园',
  issuedOn: '2026-03-05',
  copies: 3,
  consultant: '陈立',
  customer: { name: '周敏', idNumber: '', phone: '', address: '' },
  unit: {
    code: '1#-1-3301',
    name: '',
    project: '湖畔花园',
    building: '1#',
    entrance: '1',
    floor: 33,
    room: '3301',
    layout: '三室',
    predictedArea: 118.5,
    surveyedArea: 120,
    vin: null,
    model: '',
    colour: '',
  },
  deal: {
    number: 'RG2026-00018',
    wanted: null,
    listPriceFen: 240_000_000,
    priceFen: 235_200_000,
    depositFen: 5_000_000,
    paidFen: 5_000_000,
    paymentMethod: 'mortgage',
    plan: [{ name: '首付款', dueOn: '2026-03-05', amountFen: 235_200_000 }],
    loan: null,
    subscribedOn: '2026-03-01',
    signedOn: null,
    handedOverOn: null,
  },
  terms: ['首付款可于2026年3月20日前付清'],
};
const saying = (deal: Partial<DocumentFacts['deal']>, more: Partial<DocumentFacts> = {}) =>
  documentValues({ ...facts, ...more, deal: { ...facts.deal, ...deal } }).fields;

describe('what a paper says is what the deal says', () => {
  test('every field of every deal has a value, and no value is without a field', () => {
    const { fields, lists } = documentValues(facts);
    const everywhere = fieldsOf('contract');
    for (const name of everywhere) expect(Object.keys(fields), name).toContain(name);
    for (const name of Object.keys(fields)) expect(Object.keys(documentFields), name).toContain(name);
    for (const [name, rows] of Object.entries(lists))
      for (const row of rows) expect(Object.keys(row), name).toEqual(Object.keys(documentLists[name]?.fields ?? {}));
  });
  test('[S0.02.info.10] the balance after the deposit is worked out, in figures and in capitals, never typed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 12 }), fc.nat({ max: 10 ** 12 }), (priceFen, part) => {
        const depositFen = part % (priceFen + 1);
        const said = saying({ priceFen, depositFen });
        expect(said.定金后余款).toBe(amountInFigures(priceFen - depositFen));
        expect(said.定金后余款大写).toBe(amountInCapitals(priceFen - depositFen));
        expect(said.成交价大写).toBe(amountInCapitals(priceFen));
      }),
    );
  });
  test('the surveyed area makes the price per square metre; without any area there is none', () => {
    expect(saying({}).成交单价).toBe('¥19,600.00');
    expect(saying({}, { unit: null }).成交单价).toBe('');
  });
  test('at or above the list price there is no discount to show', () => {
    expect(saying({}).优惠金额).toBe('¥48,000.00');
    expect(saying({ priceFen: 240_000_000 }).优惠金额).toBe('');
  });
  test('a vehicle ordered by model is called by its model', () => {
    const said = saying({ wanted: { model: '凯越 1.6', colour: '白' } }, { unit: null });
    expect([said.标的名称, said.车型, said.颜色, said.车架号]).toEqual(['凯越 1.6', '凯越 1.6', '白', '']);
  });
});

describe('[S0.02.info.10] when a paper is made final', () => {
  const deal: FinalFacts['deal'] = {
    state: 'subscribed',
    kind: 'room',
    approvedAt: '2026-03-01T02:00:00.000Z',
    effectiveAt: '2026-03-01T02:00:00.000Z',
    signedAt: null,
    handedOverAt: null,
    fullyPaidAt: null,
  };
  const final = (
    kind: FinalFacts['kind'],
    more: Partial<FinalFacts> = {},
    changed: Partial<FinalFacts['deal']> = {},
  ) => {
    const decision = decideMakeFinal({
      kind,
      contractApprovedAt: null,
      hasCause: true,
      standing: null,
      ...more,
      deal: { ...deal, ...changed },
    });
    return decision.accepted ? 'final' : (decision.detail.needs ?? decision.code);
  };
  test('the subscription after its approval, the contract after its own, the handover slip with the last payment', () => {
    expect(final('subscription')).toBe('final');
    expect(final('subscription', {}, { approvedAt: null, effectiveAt: null, state: 'subscribing' })).toBe(
      'subscription_approval',
    );
    expect(final('contract')).toBe('contract_approval');
    expect(final('contract', { contractApprovedAt: '2026-03-04T02:00:00.000Z' })).toBe('final');
    expect(final('handover')).toBe('full_payment');
    expect(final('handover', {}, { fullyPaidAt: '2026-06-01T02:00:00.000Z' })).toBe('final');
    expect(final('supplement', { hasCause: false })).toBe('supplement');
  });
  test('never twice, never of a draft, never of a deal given back', () => {
    expect(final('subscription', { standing: { at: '2026-03-02T02:00:00.000Z', by: '内勤' } })).toBe(
      'DOCUMENT_ALREADY_FINAL',
    );
    for (const kind of documentKinds) expect(final(kind, {}, { state: 'draft' }), kind).not.toBe('final');
    for (const kind of ['subscription', 'contract', 'handover'] as const)
      expect(final(kind, { contractApprovedAt: '2026-03-04T02:00:00.000Z' }, { state: 'cancelled' })).not.toBe('final');
    expect(final('withdrawal', {}, { state: 'cancelled' })).toBe('final');
  });
});
