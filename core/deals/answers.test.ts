/** What each decision about a deal answers, to the letter, and at which field and number a refusal points. */
import { describe, expect, test } from 'vitest';
import type { Decision } from '../kernel/decision.ts';
import {
  aDraft,
  approvedContract,
  drawn,
  inEffect,
  now,
  rulesWith,
  signed,
  submitted,
  vehicle,
  zone,
} from './deals.testing.ts';
import {
  decideChangeName,
  decideChangeTerms,
  decideChangeUnit,
  directionsOf,
  type UnitChangeFacts,
  type UnitChangeInput,
} from './decide-change.ts';
import {
  decideCorrection,
  decideSign,
  decideSpecialReview,
  decideStep,
  decideSubmitContract,
  noSteps,
  type StepInput,
} from './decide-contract.ts';
import {
  decideBreach,
  decideBreachSettled,
  decideCancelCredit,
  decideWithdraw,
  decideWithdrawn,
} from './decide-exit.ts';
import { decideAllocate, decideFiled, decideFunds, decideHandover } from './decide-handover.ts';
import { decideApproved, decideSubmit, planIsWhole, type SubmitFacts } from './decide-subscribe.ts';
import { disclosureKeys, paperKeys } from './papers.ts';
import { type QueuedOrder, queueOf } from './queue.ts';
import type { Deal } from './types.ts';

/** A refusal with what it points at, or what was decided. */
const told = (decision: Decision<unknown>): unknown =>
  decision.accepted ? decision.outcome : { [decision.code]: decision.detail };
const field = (code: string, name: string) => ({ [code]: { field: name } });
const rules = rulesWith();
const loan = {
  lender: '示范银行',
  amountFen: 70_000_000,
  downPaymentFen: 30_000_000,
  needsPayoutReport: false,
  downPaidAt: null,
  payoutReportedAt: null,
};

describe('a submission', () => {
  const facts = (more: Partial<SubmitFacts> = {}): SubmitFacts => ({
    deal: aDraft(),
    timeZone: zone,
    unit: { id: 'unit', code: '1#-1-101', state: 'available', heldForId: null, dealId: null, isMarked: false },
    price: null,
    depositSetFen: null,
    hasContact: true,
    papers: [...paperKeys],
    granted: [],
    hasOpenTerms: false,
    ...more,
  });
  const submit = (more: Partial<SubmitFacts>, house = rules) =>
    told(decideSubmit(house, facts(more), { disclosures: [...disclosureKeys] }));

  test('puts a room up as a subscription, anything else as an order, with what it lies below the list', () => {
    const disclosures = ['presale_registration', 'title', 'other_fees'];
    const plain = { state: 'subscribing', belowListFen: 0, discountPercent: 0 };
    expect(submit({})).toEqual({ ...plain, matter: 'subscription', disclosures });
    const price = { needsApproval: false, belowListFen: 3, discountPercent: 1.5 };
    expect(submit({ deal: vehicle({ state: 'draft' }), price })).toEqual({
      state: 'subscribing',
      matter: 'order',
      disclosures: [],
      belowListFen: 3,
      discountPercent: 1.5,
    });
  });

  test('points at what has to be put right', () => {
    expect(submit({ unit: null })).toEqual(field('UNIT_NEEDED', 'unitId'));
    expect(submit({ deal: aDraft({ priceFen: 0, depositFen: 0 }) })).toEqual(field('PRICE_NEEDED', 'priceFen'));
    expect(submit({ deal: aDraft({ priceFen: 1, depositFen: 1 }) })).toMatchObject({ state: 'subscribing' });
    expect(submit({ deal: aDraft({ paymentMethod: 'instalments' }) })).toEqual(field('PLAN_NOT_WHOLE', 'plan'));
    expect(submit({ depositSetFen: 5_000_000 }, rulesWith({ deposit: 'fixed' }))).toEqual({
      DEPOSIT_WRONG: { amountFen: 5_000_000, field: 'depositFen' },
    });
    const price = { needsApproval: true, belowListFen: 7, discountPercent: 0 };
    expect(submit({ price })).toEqual({ PRICE_BELOW_LIMIT: { belowFen: 7, field: 'priceFen' } });
  });

  test('of one that came back keeps its unit; a unit another deal has is not vacant, whatever that deal’s name', () => {
    const returned = submitted({ submittedAt: null, approvedAt: null });
    const own = { ...facts().unit, state: 'subscribed', dealId: 'deal' } as SubmitFacts['unit'];
    expect(submit({ deal: returned, unit: own })).toMatchObject({ state: 'subscribing' });
    expect(submit({ deal: aDraft(), unit: own })).toMatchObject({ UNIT_NOT_VACANT: { unit: '1#-1-101' } });
    const others = { ...own, dealId: 'other' } as SubmitFacts['unit'];
    expect(submit({ deal: returned, unit: others })).toMatchObject({ UNIT_NOT_VACANT: { state: 'subscribed' } });
  });

  test('a deposit may be the whole price and no fen more', () => {
    const whole = (depositFen: number) =>
      planIsWhole({ priceFen: 100, depositFen, plan: [], loan: null, paymentMethod: 'full' });
    expect([whole(99), whole(100), whole(101)]).toEqual([true, true, false]);
  });

  test('once approved a room is subscribed and its contract due after the house’s days; an order cites its own clauses', () => {
    const approve = (deal: Deal, house = rules) => decideApproved(house, { deal, timeZone: zone }, now);
    expect(approve(submitted(), rulesWith({ contractDays: 1 }))).toMatchObject({
      clauses: ['S1.18.s1b', 'S1.18.s4', 'S0.02.info.9b'],
      outcome: { state: 'subscribed', orderDate: '2024-03-04', contractDueOn: '2024-03-05' },
    });
    expect(approve(submitted(), rulesWith({ contractDays: 0 }))).toMatchObject({ outcome: { contractDueOn: null } });
    expect(approve(submitted({ contractDueOn: '2024-03-20' }), rulesWith({ contractDays: 1 }))).toMatchObject({
      outcome: { contractDueOn: '2024-03-20' },
    });
    expect(approve(vehicle({ state: 'subscribing' }))).toMatchObject({ clauses: ['S0.08.d.1', 'S2.15.c4.01.sign'] });
    expect(told(approve(inEffect()))).toEqual({ DEAL_NOT_AT_THIS_STAGE: { state: 'subscribed' } });
    const copies = rulesWith({ copies: {} });
    expect(approve(submitted(), copies)).toMatchObject({ outcome: { copies: {} } });
  });
});

describe('a change', () => {
  const terms = {
    priceFen: 100_000_000,
    depositFen: 2_000_000,
    paymentMethod: 'full',
    plan: [],
    loan: null,
    reason: 'x',
  } as const;
  const needsConsent = { needsApproval: true, belowListFen: 5, discountPercent: 1 };
  const change = (more: object, price: typeof needsConsent | null = null) =>
    told(decideChangeTerms({ deal: inEffect(), hasOpenChange: false, price, granted: [] }, { ...terms, ...more }));

  test('of the terms goes to the order’s consent; a price already agreed is not asked about again, a lower one is', () => {
    expect(change({})).toEqual({ matter: 'order_change' });
    expect(change({}, needsConsent)).toEqual({ matter: 'order_change' });
    expect(change({ priceFen: 100_000_001 }, needsConsent)).toEqual({ matter: 'order_change' });
    expect(change({ priceFen: 99_999_999 }, needsConsent)).toEqual({
      PRICE_BELOW_LIMIT: { belowFen: 5, field: 'priceFen' },
    });
    expect(change({ priceFen: 99_999_999 })).toEqual({ matter: 'order_change' });
    expect(change({ paymentMethod: 'instalments' })).toEqual(field('PLAN_NOT_WHOLE', 'plan'));
  });

  const vacant = {
    id: 'new',
    code: '2#-1-201',
    state: 'available',
    heldForId: null,
    dealId: null,
    isMarked: false,
    areaM2: 100,
  };
  const facts: UnitChangeFacts = { deal: inEffect(), hasOpenChange: false, oldUnit: { areaM2: 100 }, newUnit: vacant };
  const input: UnitChangeInput = {
    unitId: 'new',
    priceFen: 100_000_000,
    plan: [],
    loan: null,
    sells: 'same',
    reason: '',
  };
  const going = (more: Partial<UnitChangeFacts>, given: Partial<UnitChangeInput> = {}) =>
    directionsOf({ ...facts, ...more }, { ...input, ...given }).map(({ what, goes }) => `${what} ${goes}`);

  test('[S0.02.chg.1] which way an exchange goes: area, amount and demand each for itself; what is unknown goes neither way', () => {
    expect(going({})).toEqual(['area same', 'amount same', 'demand same']);
    const larger = { newUnit: { ...vacant, areaM2: 100.01 } };
    expect(going(larger, { priceFen: 100_000_001, sells: 'harder' })).toEqual([
      'area favourable',
      'amount favourable',
      'demand favourable',
    ]);
    const smaller = { newUnit: { ...vacant, areaM2: 99.99 } };
    expect(going(smaller, { priceFen: 99_999_999, sells: 'easier' })).toEqual([
      'area against',
      'amount against',
      'demand against',
    ]);
    expect(going({ oldUnit: null, newUnit: { ...vacant, areaM2: 120 } })[0]).toBe('area same');
    expect(going({ oldUnit: { areaM2: null }, newUnit: { ...vacant, areaM2: 120 } })[0]).toBe('area same');
    expect(going({ newUnit: { ...vacant, areaM2: null } })[0]).toBe('area same');
  });

  const exchange = (more: Partial<UnitChangeFacts>, given: Partial<UnitChangeInput> = {}, house = rules) =>
    decideChangeUnit(house, { ...facts, ...more }, { ...input, ...given });
  test('the new unit is another one, vacant or kept for this customer', () => {
    expect(told(exchange({ newUnit: { ...vacant, id: 'unit' } }))).toEqual(field('SAME_UNIT', 'unitId'));
    const held = (heldForId: string | null, state = 'held') =>
      exchange({ newUnit: { ...vacant, state, heldForId } }).accepted;
    expect([held('customer'), held('somebody'), held(null), held('customer', 'subscribed')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(told(exchange({ newUnit: { ...vacant, state: 'withheld' } }))).toEqual({
      UNIT_NOT_VACANT: { unit: '2#-1-201', state: 'withheld' },
    });
    expect(told(exchange({}, { plan: [{ name: '首期', dueOn: '2024-04-01', amountFen: 1 }] }))).toEqual(
      field('PLAN_NOT_WHOLE', 'plan'),
    );
  });
  test('what the manager decides says that the ordinary consent was passed over', () => {
    expect(exchange({})).toMatchObject({
      outcome: { matter: 'unit_change' },
      rejected: [{ what: 'order_change', reason: 'MANAGER_DECIDES', clauses: ['S0.02.chg.1'] }],
    });
    expect(exchange({}, { sells: 'harder' })).toMatchObject({ outcome: { matter: 'order_change' }, rejected: [] });
  });

  test('of a name asks for consent only where the deal is open for one, and says the fee the house has fixed', () => {
    const name = (deal: Deal, feeFen: number | null, house = rules, hasOpenChange = false) =>
      told(decideChangeName(house, { deal, hasOpenChange }, { buyers: 'x', feeFen, reason: '' }));
    expect(name(inEffect({ state: 'handed_over' }), null)).toMatchObject({ DEAL_NOT_AT_THIS_STAGE: {} });
    expect(name(inEffect(), null, rules, true)).toHaveProperty('CHANGE_PENDING');
    expect(name(signed(), null)).toEqual(field('TRANSFER_FEE_NEEDED', 'feeFen'));
    expect(name(signed(), 1, rulesWith({ transferFeeYuan: 1 }))).toEqual({
      TRANSFER_FEE_WRONG: { feeFen: 100, field: 'feeFen' },
    });
  });
});

describe('a contract', () => {
  const careful = rulesWith({ contractSteps: true });
  const at = { ...noSteps, reviewedAt: now };
  const step = (input: Partial<StepInput>, deal: Deal, house = careful) =>
    decideStep(house, { deal }, { step: 'fill', checks: [], specialReasons: [], ...input });

  test('[S0.07.ct.4] each step says which one is missing, and what was filled in makes the contract special or not', () => {
    expect(told(step({}, inEffect()))).toEqual({ STEP_MISSING: { step: 'review' } });
    expect(told(step({ step: 'check' }, inEffect({ contract: at })))).toEqual({ STEP_MISSING: { step: 'fill' } });
    expect(step({}, inEffect({ contract: at }))).toMatchObject({
      outcome: { state: 'contracting', isSpecial: false, checks: [] },
      clauses: ['S0.07.ct.1', 'S0.07.ct.4', 'S1.18.k1'],
    });
    expect(step({ specialReasons: ['clause_change'] }, inEffect({ contract: at }))).toMatchObject({
      outcome: { isSpecial: true },
    });
    expect(step({}, inEffect({ contract: at, isSpecial: true }))).toMatchObject({ outcome: { isSpecial: false } });
    expect(step({ step: 'review' }, inEffect({ isSpecial: true }))).toMatchObject({
      outcome: { state: 'contracting', isSpecial: true, checks: [] },
      clauses: ['S0.07.ct.4'],
    });
    expect(told(decideSubmitContract(careful, { deal: drawn(), hasOpenChange: false }))).toEqual({
      STEP_MISSING: { step: 'check' },
    });
    expect(told(decideSubmitContract(careful, { deal: signed(), hasOpenChange: false }))).toMatchObject({
      DEAL_NOT_AT_THIS_STAGE: {},
    });
    const up = decideSubmitContract(rules, { deal: drawn(), hasOpenChange: false });
    expect([told(up), up.clauses]).toEqual([
      { state: 'contracting' },
      expect.arrayContaining(['S1.18.k3', 'S1.10.s1', 'S1.18.k1']),
    ]);
    expect(told(decideSpecialReview(rules, { deal: signed({ isSpecial: true }) }))).toMatchObject({
      DEAL_NOT_AT_THIS_STAGE: {},
    });
  });

  test('[S0.07.ct.4b] what is not ticked off is named; with everything ticked the checks are kept', () => {
    expect(told(step({ step: 'check', checks: ['data', 'seals'] }, drawn()))).toEqual({
      CHECKS_MISSING: { missing: 'each_clause,signatures,drawings' },
    });
    const checks = ['each_clause', 'data', 'signatures', 'seals', 'drawings'];
    expect(told(step({ step: 'check', checks }, drawn()))).toEqual({ state: 'contracting', isSpecial: false, checks });
  });

  test('lies with those who approve from its submission, and stays so once approved', () => {
    for (const more of [{ submittedAt: now }, { approvedAt: now }, { submittedAt: now, approvedAt: now }])
      expect(told(step({ step: 'review' }, drawn({ contract: { ...noSteps, ...more } })))).toHaveProperty(
        'CONTRACT_UNDER_APPROVAL',
      );
  });

  test('[S1.18.k1b] a correction carries the seal; beyond the number allowed it names the bounds of its price', () => {
    const correct = (corrections: number, fineYuan: number | null, isSealed = true) =>
      told(decideCorrection(rules, { deal: drawn({ corrections }) }, { where: 'x', isSealed, fineYuan }));
    const { correctionsMax: limit, correctionFineLeast: least, correctionFineMost: most } = rules;
    expect(correct(0, null, false)).toEqual(field('CORRECTION_NOT_SEALED', 'isSealed'));
    expect(correct(limit - 1, null)).toEqual({ number: limit, fineYuan: 0 });
    expect(correct(limit, null)).toEqual({ CORRECTION_FINE_NEEDED: { limit, least, most, field: 'fineYuan' } });
    expect([correct(limit, least), correct(limit, most)]).toEqual([
      { number: limit + 1, fineYuan: least },
      { number: limit + 1, fineYuan: most },
    ]);
    for (const outside of [least - 1, most + 1])
      expect(correct(limit, outside)).toHaveProperty('CORRECTION_FINE_NEEDED');
  });

  test('[S1.18.s4] is signed with the subscription back, down to the last copy, and with the consultant there', () => {
    const sign = (more: object, given: object = {}, house = rules) =>
      told(
        decideSign(
          house,
          { deal: approvedContract(), papers: [...paperKeys], subscriptionCopiesOut: 0, hasOpenChange: false, ...more },
          { consultantPresent: true, subscriptionTakenBack: false, ...given },
        ),
      );
    expect(sign({})).toEqual({ state: 'contracted', copies: rules.copies.contract, counts: true });
    expect(sign({}, {}, rulesWith({ copies: {} }))).toMatchObject({ copies: {} });
    const { clauses } = decideSign(
      rules,
      { deal: approvedContract(), papers: [...paperKeys], subscriptionCopiesOut: 0, hasOpenChange: false },
      { consultantPresent: true, subscriptionTakenBack: false },
    );
    expect(clauses).toEqual(expect.arrayContaining(['S1.18.k2', 'S1.18.k3', 'S1.18.k4', 'S1.18.s4', 'S0.07.ct.5']));
    expect(sign({}, {}, rulesWith({ countsAt: 'handover' }))).toMatchObject({ counts: false });
    expect(sign({ subscriptionCopiesOut: 1 })).toEqual({
      COPIES_NOT_BACK: { copies: 1, field: 'subscriptionTakenBack' },
    });
    expect(sign({ subscriptionCopiesOut: 1 }, { subscriptionTakenBack: true })).toMatchObject({ state: 'contracted' });
    expect(sign({}, { consultantPresent: false }, rulesWith({ consultantPresent: true }))).toEqual(
      field('CONSULTANT_ABSENT', 'consultantPresent'),
    );
  });
});

describe('a way out', () => {
  const ask = (deal: Deal, more: object = {}, house = rules) =>
    decideWithdraw(
      house,
      { deal, timeZone: zone, hasOpenChange: false, mayOverride: false },
      { reason: 'x', cause: 'customer', persuasion: 'x', refundMethod: 'cash', ...more },
      now,
    );
  test('[S0.02.chg.4] is asked for once, of what is in effect, and the customer is first asked to stay', () => {
    expect(ask(inEffect({ paidFen: 7 }))).toMatchObject({
      clauses: ['S1.18.s6', 'S0.02.chg.4', 'S1.18.s6b'],
      outcome: { isExceptional: false, refundFen: 7 },
    });
    for (const deal of [submitted(), inEffect({ state: 'cancelled' }), inEffect({ state: 'breached' }), aDraft()])
      expect(told(ask(deal))).toEqual({ DEAL_NOT_AT_THIS_STAGE: { state: deal.state } });
    const withdrawal = asked(null);
    expect(told(ask(inEffect({ withdrawal })))).toHaveProperty('WITHDRAWAL_OPEN');
    expect(told(ask(inEffect(), { persuasion: ' ' }, rulesWith({ persuadeFirst: true })))).toEqual(
      field('PERSUADE_FIRST', 'persuasion'),
    );
  });

  test('[S1.18.s6c] ends with consent and with every paper back; the refund is what was paid', () => {
    const house = rulesWith({ takeBackPapers: true });
    const back = (deal: Deal, papers = [true, true, true], hasPaid = true) => {
      const [agreementBack = false, receiptBack = false, bookSigned = false] = papers;
      return decideWithdrawn(house, { deal, hasPaid }, { agreementBack, receiptBack, bookSigned });
    };
    const agreed = inEffect({ paidFen: 7, withdrawal: asked(now) });
    expect(back(agreed)).toMatchObject({
      clauses: ['S1.18.s6', 'S1.18.s6c', 'S1.18.s6b'],
      outcome: { state: 'cancelled', cause: 'company', refundFen: 7 },
    });
    const unsigned = decideWithdrawn(
      house,
      { deal: agreed, hasPaid: true, isUnsigned: true },
      { agreementBack: true, receiptBack: true, bookSigned: true },
    );
    expect(told(unsigned)).toEqual({ PAPERS_NOT_BACK: { missing: 'withdrawal_paper' } });
    expect(told(back(agreed, [false, false, false]))).toEqual({
      PAPERS_NOT_BACK: { missing: 'agreement,receipt,book' },
    });
    expect(told(back(agreed, [false, false, false], false))).toEqual({ PAPERS_NOT_BACK: { missing: 'agreement' } });
    expect(told(back(inEffect({ state: 'handed_over', withdrawal: asked(now) })))).toEqual({
      DEAL_NOT_AT_THIS_STAGE: { state: 'handed_over' },
    });
    expect(told(back(inEffect({ withdrawal: asked(null) })))).toHaveProperty('WITHDRAWAL_NOT_CONSENTED');
  });

  test('a breach goes on where the deal stood, with nothing given back, or ends with what was paid', () => {
    expect(told(decideBreach({ deal: signed() }, { overdueSince: '2024-01-01', overdueFen: 1 }))).toEqual({
      state: 'breached',
    });
    const settle = (outcome: 'goes_on' | 'ends', deal: Deal) =>
      told(decideBreachSettled({ deal: { ...deal, state: 'breached', paidFen: 7 } }, { outcome, reason: '' }));
    expect([settle('goes_on', signed()), settle('goes_on', drawn()), settle('goes_on', inEffect())]).toEqual([
      { state: 'contracted', refundFen: 0 },
      { state: 'contracting', refundFen: 0 },
      { state: 'subscribed', refundFen: 0 },
    ]);
    expect(settle('ends', signed())).toEqual({ state: 'cancelled', refundFen: 7 });
  });

  test('credit is taken once, of what is in effect, by somebody else', () => {
    const cancel = (deal: Deal, deciderId = 'zhou') =>
      told(
        decideCancelCredit(
          { deal, deciderId },
          { cause: 'complaint', performance: true, commission: false, reason: 'x' },
        ),
      );
    expect(cancel(vehicle())).toEqual({ performance: true, commission: false });
    expect(cancel(submitted())).toEqual({ DEAL_NOT_AT_THIS_STAGE: { state: 'subscribing' } });
    const creditCancelled = { cause: 'complaint', performance: true, commission: false, at: now } as const;
    expect(cancel(vehicle({ creditCancelled }))).toHaveProperty('CREDIT_GONE_ALREADY');
    expect(cancel(vehicle(), 'a')).toHaveProperty('OWN_DEAL');
  });
});

describe('a vehicle', () => {
  const waits = (dealId: string, more: Partial<QueuedOrder> = {}): QueuedOrder => ({
    dealId,
    number: `DD-${dealId}`,
    orderDate: '2024-03-01',
    priceFen: 12_000_000,
    fullyPaidAt: null,
    downPaidAt: null,
    ...more,
  });
  const wanting = vehicle({ unitId: null });
  const free = { id: 'car', code: 'VIN1', dealId: null, state: 'available' };
  const give = (waiting: QueuedOrder[], more: object = {}, deal = wanting, reason = '') =>
    decideAllocate({ deal, unit: free, waiting, mayOverride: false, ...more }, { unitId: 'car', reason });

  test('[S0.08.d.2] goes to the first in the queue, who beats the five behind; an order that waits nowhere stands last', () => {
    const seven = ['deal', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) =>
      waits(id, { number: id === 'deal' ? 'A' : `B${id}` }),
    );
    const given = give(seven);
    expect(told(given)).toEqual({ unitId: 'car', from: null, place: 1, isOutOfTurn: false });
    expect(given.rejected.map(({ what, reason, detail }) => `${what} ${reason} ${detail?.place}`)).toEqual(
      ['b', 'c', 'd', 'e', 'f'].map((id, index) => `${id} LATER_IN_QUEUE ${index + 2}`),
    );
    expect(told(give([waits('b'), waits('c')]))).toEqual({ OUT_OF_TURN: { place: 3 } });
    expect(told(give([]))).toMatchObject({ place: 1, isOutOfTurn: false });
    const last = { mayOverride: true };
    expect(told(give([waits('b')], last, wanting, '  '))).toEqual(field('OVERRIDE_REASON_NEEDED', 'reason'));
    expect(told(give([waits('b')], last, wanting, '老客户'))).toMatchObject({ place: 2, isOutOfTurn: true });
  });

  test('is given only to an order in effect, and never the one it has', () => {
    for (const deal of [
      vehicle({ state: 'subscribing', effectiveAt: null }),
      vehicle({ effectiveAt: null }),
      vehicle({ state: 'handed_over' }),
    ])
      expect(told(give([], {}, deal))).toEqual({ DEAL_NOT_AT_THIS_STAGE: { state: deal.state } });
    expect(told(give([], {}, inEffect({ unitId: null })))).toHaveProperty('DEAL_NOT_AT_THIS_STAGE');
    expect(give([waits('deal')], {}, { ...wanting, state: 'contracted' }).accepted).toBe(true);
    expect(told(give([], {}, vehicle({ unitId: 'car' })))).toEqual(field('SAME_UNIT', 'unitId'));
  });

  test('[S2.15.c4.02.gmac] a loan counts from whichever came first, its down payment or the last of the money', () => {
    const early = '2024-03-01T02:00:00.000Z';
    const paid = (more: Partial<QueuedOrder>) => queueOf([waits('x', more)])[0]?.paidAt;
    expect([paid({ fullyPaidAt: now, downPaidAt: early }), paid({ fullyPaidAt: early, downPaidAt: now })]).toEqual([
      early,
      early,
    ]);
    expect([paid({ downPaidAt: now }), paid({ fullyPaidAt: now }), paid({})]).toEqual([now, now, null]);
  });

  test('orders of one day stand by their number', () => {
    const order = queueOf([
      waits('a', { number: '2' }),
      waits('b', { number: '1' }),
      waits('c', { number: '1', orderDate: '2024-02-29' }),
    ]);
    expect(order.map(({ dealId }) => dealId)).toEqual(['c', 'b', 'a']);
  });
});

describe('a handover', () => {
  const paid = vehicle({ paidFen: 12_000_000 });
  const over = (deal: Deal, house = rules) =>
    decideHandover(house, { deal, papers: [...paperKeys], hasOpenChange: false }, {}, now);

  test('says what money is missing, to the fen', () => {
    const funds = (more: Partial<Deal>) => told(decideFunds({ fundsBeforeHandover: true }, inEffect(more)));
    expect(funds({ paidFen: 99_999_999 })).toEqual({ MONEY_NOT_IN: { missingFen: 1 } });
    expect(funds({ paidFen: 29_999_998, loan: { ...loan, needsPayoutReport: true } })).toEqual({
      MONEY_NOT_IN: { missingFen: 2 },
    });
    expect(funds({ paidFen: 30_000_000, loan: { ...loan, needsPayoutReport: true } })).toHaveProperty(
      'PAYOUT_NOT_REPORTED',
    );
  });

  test('[S0.08.g.8] with all papers in nothing is due; without them the clock runs from the handover, unless the house sets none', () => {
    expect(over(paid)).toMatchObject({
      clauses: expect.arrayContaining(['S0.08.b.31', 'S0.04.d6', 'S0.08.g.8']),
      outcome: { state: 'handed_over', filed: true, fileDueAt: null, fileMissing: [] },
    });
    const bare = (fileMinutes: number) =>
      decideHandover(
        rulesWith({ fileMinutes }),
        { deal: paid, papers: ['manual', 'conformity_certificate'], hasOpenChange: false },
        {},
        now,
      );
    expect(bare(0)).toMatchObject({ outcome: { fileDueAt: null, filed: false } });
    expect(bare(1)).toMatchObject({ outcome: { fileDueAt: '2024-03-04T02:01:00.000Z' } });
    expect(told(over(vehicle({ unitId: null, paidFen: 12_000_000 })))).toEqual(field('UNIT_NEEDED', 'unitId'));
    expect(told(decideFiled(rules, { deal: paid, papers: [...paperKeys] }, now))).toEqual({
      DEAL_NOT_AT_THIS_STAGE: { state: 'subscribed' },
    });
  });
});

function asked(approvedAt: string | null): Deal['withdrawal'] {
  return {
    reason: 'x',
    askedAt: now,
    askedBy: 'a',
    cause: 'company',
    refundMethod: 'cash',
    refundNotBefore: '2024-03-05',
    isExceptional: false,
    approvedAt,
  };
}
