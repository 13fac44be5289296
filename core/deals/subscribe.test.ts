import { describe, expect, test } from 'vitest';
import { aDraft, inEffect, now, rulesWith, submitted, vehicle, verdict, zone } from './deals.testing.ts';
import { decideApproved, decideRegister, decideSubmit, planIsWhole, type SubmitFacts } from './decide-subscribe.ts';
import { disclosureKeys, disclosuresNeeded, papersNeeded } from './papers.ts';
import { countingStage, needsContract, needsRegistration, processSteps, stepsOf } from './stages.ts';
import { dealMoves, dealStates, type DealState, mayMove, takesUnit, unitStateFor } from './types.ts';

describe('the lifecycle', () => {
  test('is a table: every state is reached, a deal handed over or ended moves no more, every move says who and what', () => {
    const reached = new Set<DealState>(['draft']);
    for (let i = 0; i < dealStates.length; i++)
      for (const from of reached) for (const to of dealStates) if (mayMove(from, to)) reached.add(to);
    expect([...reached].sort()).toEqual([...dealStates].sort());
    expect(dealStates.filter((state) => Object.keys(dealMoves[state]).length === 0)).toEqual([
      'handed_over',
      'cancelled',
    ]);
    for (const moves of Object.values(dealMoves))
      for (const { by, needs } of Object.values(moves)) expect([by.length > 0, needs !== '']).toEqual([true, true]);
  });

  test('[S0.02.chg.4] after the signature nothing leads back before it', () => {
    expect(
      ['draft', 'subscribing', 'subscribed', 'contracting'].filter((to) => mayMove('contracted', to as DealState)),
    ).toEqual([]);
  });

  test('the unit stands as its deal does; a breach changes nothing about it', () => {
    const states = dealStates.map((state) => unitStateFor(aDraft({ state })));
    expect(states).toEqual([
      null,
      'subscribed',
      'subscribed',
      'subscribed',
      'subscribed',
      'handed_over',
      null,
      'subscribed',
    ]);
    expect(unitStateFor({ state: 'breached', signedAt: now })).toBe('contracted');
    expect(dealStates.filter((state) => !takesUnit(state))).toEqual(['draft', 'cancelled']);
  });
});

const facts = (more: Partial<SubmitFacts> = {}): SubmitFacts => ({
  deal: aDraft(),
  timeZone: zone,
  unit: { id: 'unit', code: '1#-1-101', state: 'available', heldForId: null, dealId: null, isMarked: false },
  price: { needsApproval: false, belowListFen: 0, discountPercent: 0 },
  depositSetFen: null,
  hasContact: true,
  papers: [],
  granted: [],
  hasOpenTerms: false,
  ...more,
});
const told = { disclosures: [...disclosureKeys] };
const unit = (more: object) => ({ unit: { ...facts().unit, ...more } as SubmitFacts['unit'] });
const below = { needsApproval: true, belowListFen: 3_000_000, discountPercent: 3 };

describe('putting up a subscription', () => {
  test('asks for one thing after the other, and for nothing else', () => {
    const rules = rulesWith({ deposit: 'fixed' });
    const priceFen = 97_000_000;
    const cases: [Partial<SubmitFacts>, string][] = [
      [{ deal: inEffect() }, 'DEAL_NOT_AT_THIS_STAGE'],
      [{ unit: null }, 'UNIT_NEEDED'],
      [unit({ state: 'subscribed' }), 'UNIT_NOT_VACANT'],
      [unit({ state: 'held', heldForId: 'somebody' }), 'UNIT_NOT_VACANT'],
      [{ hasContact: false }, 'CONTACT_MISSING'],
      [{}, 'DEPOSIT_NOT_SET'],
      [{ depositSetFen: 3_000_000 }, 'DEPOSIT_WRONG'],
      [{ depositSetFen: 2_000_000, deal: aDraft({ priceFen: 0 }) }, 'PRICE_NEEDED'],
      [{ depositSetFen: 2_000_000, deal: aDraft({ paymentMethod: 'instalments' }) }, 'PLAN_NOT_WHOLE'],
      [{ depositSetFen: 2_000_000, hasOpenTerms: true }, 'TERMS_UNDECIDED'],
      [{ depositSetFen: 2_000_000, deal: aDraft({ priceFen }), price: below }, 'PRICE_BELOW_LIMIT'],
      [{ depositSetFen: 2_000_000 }, 'yes'],
    ];
    for (const [more, code] of cases)
      expect([code, verdict(decideSubmit(rules, facts(more), told))]).toEqual([code, code]);
  });

  test('[S1.18.s1] a unit held for this customer is vacant to them; what was returned still has its own', () => {
    expect(verdict(decideSubmit(rulesWith(), facts(unit({ state: 'held', heldForId: 'customer' })), told))).toBe('yes');
    const returned = submitted({ submittedAt: null });
    const mine = { deal: returned, ...unit({ state: 'subscribed', dealId: 'deal' }) };
    expect(verdict(decideSubmit(rulesWith(), facts(mine), told))).toBe('yes');
    expect(verdict(decideSubmit(rulesWith(), facts({ ...mine, deal: submitted() }), told))).toBe(
      'DEAL_NOT_AT_THIS_STAGE',
    );
  });

  test('[S0.08.b.29b] [S2.15.c2.29] an ordered vehicle that nobody marked may be ordered by another', () => {
    const deal = aDraft({ kind: 'vehicle' });
    const ordered = (isMarked: boolean) => facts({ deal, ...unit({ state: 'subscribed', dealId: 'other', isMarked }) });
    expect(verdict(decideSubmit(rulesWith(), ordered(false), told))).toBe('yes');
    expect(verdict(decideSubmit(rulesWith(), ordered(true), told))).toBe('UNIT_NOT_VACANT');
  });

  test('[S4.01.a24.escalate] a consent reaches as far as its price and no further', () => {
    const at = (priceFen: number, grantedFen: number) =>
      verdict(
        decideSubmit(
          rulesWith(),
          facts({
            deal: aDraft({ priceFen }),
            price: below,
            granted: [{ kind: 'discount', priceFen: grantedFen, untilOn: null }],
          }),
          told,
        ),
      );
    expect([at(97_000_000, 97_000_000), at(97_000_000, 97_000_001), at(97_000_001, 97_000_000)]).toEqual([
      'yes',
      'PRICE_BELOW_LIMIT',
      'yes',
    ]);
  });

  test('[S1.13.a10] a membership: price, quality and after-sales are made clear before', () => {
    const deal = aDraft({ kind: 'membership' });
    expect(disclosuresNeeded(rulesWith(), deal)).toEqual(['price', 'quality', 'after_sales']);
    for (const left of ['price', 'quality', 'after_sales'])
      expect(
        verdict(
          decideSubmit(rulesWith(), facts({ deal }), { disclosures: told.disclosures.filter((key) => key !== left) }),
        ),
      ).toBe('DISCLOSURES_MISSING');
  });

  test('deposit, instalments and loan make the price to the fen', () => {
    const part = (amountFen: number) => ({ name: 'x', dueOn: '2024-04-01', amountFen });
    const loan = { lender: 'x', downPaidAt: null, payoutReportedAt: null, needsPayoutReport: false };
    const whole = { priceFen: 100, depositFen: 10, plan: [], loan: null, paymentMethod: 'full' as const };
    expect(planIsWhole(whole)).toBe(true);
    expect(planIsWhole({ ...whole, depositFen: 101 })).toBe(false);
    expect(planIsWhole({ ...whole, plan: [part(40), part(60)] })).toBe(true);
    expect(planIsWhole({ ...whole, plan: [part(40), part(61)] })).toBe(false);
    expect(planIsWhole({ ...whole, paymentMethod: 'mortgage' })).toBe(false);
    const borrowed = {
      ...whole,
      paymentMethod: 'mortgage' as const,
      loan: { ...loan, amountFen: 70, downPaymentFen: 30 },
    };
    expect(planIsWhole(borrowed)).toBe(true);
    expect(planIsWhole({ ...borrowed, loan: { ...loan, amountFen: 70, downPaymentFen: 29 } })).toBe(false);
  });
});

describe('in effect', () => {
  test('[S0.08.d.1] vehicle orders wait for the registration, which waits for the signature', () => {
    const signedOnly = decideApproved(rulesWith(), { deal: submitted({ kind: 'vehicle' }), timeZone: zone }, now);
    expect(signedOnly).toMatchObject({ accepted: true, outcome: { state: 'subscribing' } });
    const register = (more: object) =>
      decideRegister(rulesWith(), { deal: submitted({ kind: 'vehicle', ...more }), timeZone: zone }, now);
    expect(verdict(register({}))).toBe('NOT_APPROVED_YET');
    expect(register({ approvedAt: now })).toMatchObject({ outcome: { state: 'subscribed', orderDate: '2024-03-04' } });
    expect(verdict(decideRegister(rulesWith(), { deal: vehicle(), timeZone: zone }, now))).toBe(
      'DEAL_NOT_AT_THIS_STAGE',
    );
    expect(needsRegistration(rulesWith({ registration: 'all' }), 'room')).toBe(true);
    expect(needsRegistration(rulesWith({ registration: 'none' }), 'vehicle')).toBe(false);
  });

  test('[S1.18.s4] a room is in effect with the approval: its copies, and the day its contract is due', () => {
    const done = decideApproved(rulesWith(), { deal: submitted(), timeZone: zone }, now);
    expect(done).toMatchObject({
      outcome: {
        contractDueOn: '2024-03-11',
        copies: { customer: 1, finance: 1, consultant: 1, sales: 0 },
        counts: false,
      },
    });
    const later = decideApproved(
      rulesWith(),
      { deal: submitted({ contractDueOn: '2024-04-01' }), timeZone: zone },
      now,
    );
    expect(later).toMatchObject({ outcome: { contractDueOn: '2024-04-01' } });
    const none = decideApproved(rulesWith({ contractDays: 0 }), { deal: submitted(), timeZone: zone }, now);
    expect(none).toMatchObject({ outcome: { contractDueOn: null } });
    const counted = decideApproved(rulesWith({ countsAt: 'subscription' }), { deal: submitted(), timeZone: zone }, now);
    expect(counted).toMatchObject({ outcome: { counts: true } });
  });

  test('the day of the order is that of the site', () => {
    const late = '2024-03-04T16:00:00.000Z'; // midnight in Shanghai
    expect(decideApproved(rulesWith(), { deal: submitted(), timeZone: zone }, late)).toMatchObject({
      outcome: { orderDate: '2024-03-05' },
    });
  });
});

describe('the stages of a house', () => {
  test('what is signed counts at the contract, what is not at the handover', () => {
    expect(['room', 'vehicle'].map((kind) => countingStage(rulesWith(), kind as 'room'))).toEqual([
      'contract',
      'handover',
    ]);
    expect(countingStage(rulesWith({ countsAt: 'handover' }), 'room')).toBe('handover');
    expect([
      needsContract(rulesWith({ contractFor: 'all' }), 'vehicle'),
      needsContract(rulesWith({ contractFor: 'none' }), 'room'),
    ]).toEqual([true, false]);
  });

  test('[S1.18.k4] papers by where the buyer lives', () => {
    const asked = (isLocal: boolean) => papersNeeded(rulesWith(), aDraft({ isLocal }), 'contract');
    expect([asked(true), asked(false)]).toEqual([
      ['id_card', 'household_register'],
      ['id_card', 'residence_permit'],
    ]);
  });

  test.each([
    ['seven', 7],
    ['ten', 10],
    ['chain', 5],
  ] as const)('the %s steps: done up to where the deal stands', (process, length) => {
    const rules = rulesWith({ process });
    const now_ = stepsOf(rules, aDraft());
    expect(now_).toHaveLength(length);
    expect(now_.filter(({ state }) => state === 'now')).toHaveLength(1);
    const done = stepsOf(
      rules,
      vehicle({
        state: 'handed_over',
        handedOverAt: now,
        filedAt: now,
        paidFen: 12_000_000,
        fullyPaidAt: now,
        depositPaidAt: now,
      }),
    );
    expect(done.every(({ state }) => state === 'done')).toBe(true);
    for (const { key } of now_) expect(processSteps).toContain(key);
  });

  test('[S1.03.a6] the seven steps in their order; a draft is being negotiated', () => {
    expect(stepsOf(rulesWith(), aDraft()).map(({ key, state }) => `${key} ${state}`)).toEqual([
      'visit done',
      'needs done',
      'solution done',
      'quotation done',
      'negotiation now',
      'signing todo',
      'after_sales todo',
    ]);
  });
});
