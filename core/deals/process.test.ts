/** The steps of a sale as each house counts them, and what each move of a deal needs. */
import { expect, test } from 'vitest';
import { aDraft, now, rulesWith } from './deals.testing.ts';
import { decideHandover } from './decide-handover.ts';
import { decideSubmit } from './decide-subscribe.ts';
import { stepsOf } from './stages.ts';
import { type Deal, dealMoves } from './types.ts';

const rules = rulesWith();
const draft = aDraft();
const walk = (process: 'ten' | 'chain', deals: readonly Deal[]) =>
  deals.map((deal) => stepsOf({ process }, deal).find(({ state }) => state === 'now')?.key ?? 'done');

const inEffect: Deal = {
  ...draft,
  state: 'subscribed',
  number: 'RG-1',
  effectiveAt: now,
  priceFen: 100,
  depositFen: 20,
};
const signed: Deal = { ...inEffect, state: 'contracted', signedAt: now };
const deliveredAndFiled: Deal = {
  ...signed,
  state: 'handed_over',
  paidFen: 100,
  fullyPaidAt: now,
  handedOverAt: now,
  filedAt: now,
};

test('[S1.16.f1] the ten steps in their order: negotiation, signing, payment, delivery, after-sales', () => {
  expect(stepsOf({ process: 'ten' }, draft).map(({ key }) => key)).toEqual([
    ...['market_survey', 'product_planning', 'customer_development', 'needs', 'presentation', 'negotiation', 'signing'],
    ...['payment_terms', 'delivery', 'after_sales'],
  ]);
  const paid = { ...signed, paidFen: 40 };
  const delivered = { ...deliveredAndFiled, filedAt: null };
  expect(walk('ten', [draft, inEffect, signed, paid, delivered, deliveredAndFiled])).toEqual([
    ...['negotiation', 'signing', 'payment_terms', 'delivery', 'after_sales', 'done'],
  ]);
});

test('[S4.01.a37.follow] a deal is followed from the deposit over its top-up to the contract, the payments and the handover', () => {
  const half = { ...inEffect, paidFen: 10, depositPaidAt: now };
  const topped = { ...half, paidFen: 20 };
  const paid = { ...signed, paidFen: 100, depositPaidAt: now, fullyPaidAt: now };
  expect(walk('chain', [inEffect, half, topped, { ...signed, paidFen: 20, depositPaidAt: now }, paid])).toEqual([
    ...['deposit', 'deposit_top_up', 'signing', 'payment', 'delivery'],
  ]);
});

test('[S1.01.a13] every move of a deal says what it needs and whose act it is', () => {
  const moves = Object.values(dealMoves).flatMap((to) => Object.values(to));
  expect(moves.length).toBeGreaterThan(10);
  for (const { by, needs } of moves) {
    expect(needs).toMatch(/\w{3}/);
    expect(by.length).toBeGreaterThan(0);
    for (const who of by) expect(who === 'system' || /^deals\.\w+$/.test(who)).toBe(true);
  }
});

test('[S0.07.ast.8] the papers the house lists for other goods are asked for at their handover, one by one', () => {
  const listed = ['manual', 'conformity_certificate', 'appraisal_report', 'attachment'];
  const none = { subscription: 0, contract: 0, handover: 0, file: 0 };
  const papersOther = {
    ...rules.papersOther,
    ...Object.fromEntries(listed.map((one) => [one, { ...none, handover: 1 }])),
  };
  const deal: Deal = { ...inEffect, kind: 'stock', paidFen: 100, fullyPaidAt: now };
  const handOver = (papers: readonly string[]) =>
    decideHandover({ ...rules, papersOther }, { deal, papers, hasOpenChange: false }, {}, now);
  for (const left of listed)
    expect(handOver(listed.filter((one) => one !== left))).toMatchObject({
      code: 'PAPERS_MISSING',
      detail: { missing: left },
    });
  expect(handOver(listed).accepted).toBe(true);
});

test('[S1.09.o1] an order says what is wanted: without a unit or a model it is not put up', () => {
  const facts = {
    timeZone: 'Asia/Shanghai',
    ...{ unit: null, price: null, depositSetFen: null, hasContact: true, papers: [], granted: [], hasOpenTerms: false },
  };
  const order = (wanted: Deal['wanted']) =>
    decideSubmit(rules, { ...facts, deal: { ...draft, kind: 'vehicle', unitId: null, wanted } }, { disclosures: [] });
  expect(order(null)).toMatchObject({ accepted: false, code: 'UNIT_NEEDED' });
  expect(order({ model: '途胜L', colour: '白' }).accepted).toBe(true);
});
