import { describe, expect, test } from 'vitest';
import { decideDuplicates, decideFamilyOwner, decideReferralOwner, type ReferralFacts } from './decide-crossed.ts';
import { settled } from './decide-end.ts';
import { at, card, code, contactWindow, filing, live, outcome, registered } from './testing/given.ts';

describe('duplicate cards', () => {
  const mei = live(card, at('2024-05-06', '10:00'));
  const li = live(card, at('2024-05-06', '09:00'), { id: 'c2', ownerId: 'li', signedAt: at('2024-05-06', '11:00') });

  test('[S0.08.c.5] the earliest first signature wins; the other card is void and its holder must help', () => {
    const verdict = outcome(decideDuplicates(card, [li, mei], at('2024-05-07')));
    expect(verdict).toMatchObject({
      winnerId: 'c1',
      ownerId: 'mei',
      voided: [{ id: 'c2', state: 'void', helpsClaimId: 'c1' }],
      lateHolders: [],
    });
  });

  test('[S0.02.own.1] where the register decides, the earlier registration wins', () => {
    expect(outcome(decideDuplicates(filing, [mei, li], at('2024-05-07'))).ownerId).toBe('li');
  });

  test('[S0.08.c.7] a card that had already lapsed wins nothing, and its late holder is named with the amount', () => {
    const waste = settled(card, live(card, at('2024-05-01'), { customerId: 'first file' }), at('2024-05-06'));
    const later = live(card, at('2024-05-06'), { id: 'c2', ownerId: 'li', customerId: 'second file' });
    const verdict = outcome(decideDuplicates(card, [waste, later], at('2024-05-07')));
    expect(verdict).toMatchObject({
      ownerId: 'li',
      voided: [],
      lateHolders: [{ claimId: 'c1', staffId: 'mei', yuan: 20 }],
    });
    const lenient = { ...card, duplicateFineYuan: 0 };
    expect(outcome(decideDuplicates(lenient, [waste, later], at('2024-05-07'))).lateHolders).toEqual([]);
    // On one file the leader gave the wasted card to somebody else (K9): no duplicate came of it.
    const reassigned = { ...later, customerId: waste.customerId };
    expect(outcome(decideDuplicates(card, [waste, reassigned], at('2024-05-07'))).lateHolders).toEqual([]);
    // Only the last card of the other file was in the way when the duplicate arose.
    const taken = live(card, at('2024-05-06'), { id: 'c3', ownerId: 'zhou', signedAt: at('2024-05-06', '18:00') });
    const inTheWay = { ...taken, customerId: waste.customerId };
    const settledBoth = outcome(decideDuplicates(card, [waste, inTheWay, later], at('2024-05-07')));
    expect(settledBoth).toMatchObject({ ownerId: 'li', voided: [{ id: 'c3' }], lateHolders: [] });
  });

  test('two unsigned cards compete only when one is signed', () => {
    const open = [registered(card, at('2024-05-06')), registered(card, at('2024-05-06'), { id: 'c2', ownerId: 'li' })];
    expect(code(decideDuplicates(card, open, at('2024-05-06')))).toBe('NOBODY_SIGNED');
    expect(
      outcome(decideDuplicates(card, [...open, { ...mei, id: 'c3' }], at('2024-05-07'))).voided.map((one) => one.id),
    ).toEqual(['c1', 'c2']);
    expect(code(decideDuplicates(card, [mei], at('2024-05-07')))).toBe('NO_DUPLICATE');
  });
});

describe('introductions and families', () => {
  const facts: ReferralFacts = {
    introducerClaims: [live(filing, at('2024-01-05')), live(filing, at('2024-04-10'), { id: 'c2', ownerId: 'li' })],
    introducerStanding: 'closed',
    goneStaff: [],
    named: null,
    confirmedRelation: null,
  };
  const owner = (rules: typeof filing, change: Partial<ReferralFacts> = {}) =>
    decideReferralOwner(rules, { ...facts, ...change }, at('2024-05-01'));

  test('[S0.02.own.310] a customer brought by an existing one belongs to the introducer’s original receiver', () => {
    expect(outcome(owner(filing)).ownerId).toBe('mei');
    expect(outcome(owner(filing, { goneStaff: ['mei'] })).ownerId).toBe('li'); // rights pass to whoever took over
    expect(code(owner(filing, { introducerClaims: [] }))).toBe('BY_ROTATION');
  });

  test('[S4.01.a13.referralnamed] where only naming decides, nobody named means the rotation', () => {
    const rules = { ...contactWindow, referralOwner: 'named_only' } as const;
    expect(outcome(owner(rules, { named: 'mei' })).ownerId).toBe('mei');
    expect(code(owner(rules))).toBe('BY_ROTATION');
    expect(code(owner(rules, { named: 'mei', introducerStanding: 'unknown' }))).toBe('BY_ROTATION');
  });

  test('[S0.08.c.9] a friend’s introduction belongs to whose direct relation was confirmed', () => {
    const rules = { ...card, referralOwner: 'direct_relation' } as const;
    expect(code(owner(rules, { named: 'mei' }))).toBe('RELATION_NOT_CONFIRMED');
    expect(outcome(owner(rules, { confirmedRelation: 'zhao' })).ownerId).toBe('zhao');
  });

  test('[S0.02.own.311] of one family, the receiver of the first member owns, once the family is confirmed', () => {
    const ask = (confirmed: boolean, rules = filing) =>
      decideFamilyOwner(rules, { householdClaims: facts.introducerClaims, goneStaff: [], confirmed }, at('2024-05-01'));
    expect(outcome(ask(true)).ownerId).toBe('mei');
    expect(code(ask(false))).toBe('FAMILY_NOT_CONFIRMED');
    expect(code(ask(true, { ...filing, familyOwner: 'separate' }))).toBe('SEPARATE');
  });
});
