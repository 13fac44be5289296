/** Attribution where two rules meet: whose filing counts, who is set aside and why, which shares are whole. */
import { describe, expect, test } from 'vitest';
import { type AttributionFacts, decideAttribution, type Share } from './decide-attribution.ts';
import type { ClaimRuleValues } from './rules.ts';
import { splitRow } from './splits.ts';
import { at, club, code, filing, outcome, zone } from './testing/given.ts';

const filed = (staffId: string, day: string, until = '2024-04-02') => ({
  staffId,
  registeredAt: at(day),
  protectedUntil: at(until, '00:00'),
});
const early = filed('B', '2024-02-01');
const late = filed('D', '2024-02-20');
const lapsed = (staffId: string, day = '2024-01-05') => filed(staffId, day, '2024-03-06');
const base: AttributionFacts = {
  dealAt: at('2024-03-10'),
  timeZone: zone,
  receivingId: 'A',
  earlier: [early],
  aboutId: null,
  wish: 'none',
  complaint: 'none',
  dispute: 'none',
  ruling: null,
  event: null,
  standIn: null,
  foundLater: null,
  introducedOwnerId: null,
  familyOwnerId: null,
  reassignedToId: null,
  mentors: {},
  club: null,
};
const decide = (change: Partial<AttributionFacts>, rules: ClaimRuleValues = filing) =>
  decideAttribution(rules, { ...base, ...change });
const shares = (list: readonly Share[]) => Object.fromEntries(list.map((one) => [one.party, one.percent]));
const paid = (change: Partial<AttributionFacts>, rules?: ClaimRuleValues) =>
  shares(outcome(decide(change, rules)).commission);
const credited = (change: Partial<AttributionFacts>, rules?: ClaimRuleValues) =>
  shares(outcome(decide(change, rules)).performance);
const setAside = (change: Partial<AttributionFacts>, rules?: ClaimRuleValues) =>
  decide(change, rules).rejected.map(({ what, reason }) => [what, reason]);

describe('whose filing counts', () => {
  test('the one the wish is about, even when a colleague’s is the valid one', () => {
    expect(paid({ wish: 'refuses_earlier', aboutId: 'D', earlier: [early, lapsed('D')] })).toEqual({ A: 100 });
    expect(paid({ wish: 'refuses_earlier', aboutId: 'B', earlier: [lapsed('B'), late] })).toEqual({ A: 100 });
    expect(paid({ wish: 'refuses_earlier', aboutId: 'D', earlier: [lapsed('B'), late] })).toEqual({ A: 80, D: 20 });
  });

  test('[S0.02.own.22] who filed twice is valid by either filing, also when the later one was the shorter', () => {
    const shorter = filed('B', '2024-02-10', '2024-03-06');
    expect(paid({ wish: 'refuses_earlier', aboutId: 'B', earlier: [early, shorter] })).toEqual({ A: 80, B: 20 });
    expect(paid({ wish: 'refuses_earlier', aboutId: 'B', earlier: [lapsed('B'), shorter] })).toEqual({ A: 100 });
  });

  test('nobody in particular: the latest earlier receiver, never the one who receives now', () => {
    expect(paid({ wish: 'wants_discount', earlier: [late, early] })).toEqual({ D: 100 });
    expect(paid({ wish: 'wants_discount', earlier: [early, filed('A', '2024-02-25')] })).toEqual({ B: 100 });
    expect(paid({ wish: 'wants_discount', earlier: [early], aboutId: 'nobody here' })).toEqual({ B: 100 });
  });

  test('[S0.02.own.38] of two named the latest shares, told in whatever order', () => {
    expect(paid({ wish: 'names_other', earlier: [late, early] })).toEqual({ A: 50, D: 50 });
    expect(paid({ wish: 'names_other', earlier: [early, late] })).toEqual({ A: 50, D: 50 });
    expect(setAside({ wish: 'names_other', earlier: [late, lapsed('B')] })).toEqual([['B', 'FILING_LAPSED']]);
    expect(decide({ wish: 'names_other', earlier: [] }).clauses).toEqual(['S0.02.own.1', 'S0.02.own.22']);
  });

  test('a demanded change that moves the whole result does so for one named later too', () => {
    const rules = { ...filing, changedOwnerTakesDeal: true };
    expect(paid({ wish: 'names_other' }, rules)).toEqual({ A: 100 });
    expect(decide({ wish: 'names_other' }, rules).clauses).toEqual(['S4.01.a16.change']);
  });

  test('[S0.02.own.35] of several the earliest valid owns; when that is who receives, nobody helped', () => {
    const earlier = [filed('A', '2024-01-20'), late];
    expect(outcome(decide({ wish: 'names_several', earlier }))).toMatchObject({ case: 'ordinary' });
    expect(outcome(decide({ wish: 'names_several', earlier: [early, late] }))).toMatchObject({ case: 'owner_absent' });
    expect(code(decide({ wish: 'names_several', earlier: [lapsed('B')], receivingId: null }))).toBe('RULING_NEEDED');
  });

  test('[S0.02.own.37b] found in the files: shares while valid, is set aside by name when lapsed', () => {
    const foundLater = { staffId: 'B', confirmed: true, fixedOwnerId: null };
    const forgotten = { wish: 'remembers_nobody' as const, foundLater };
    expect(setAside({ ...forgotten, earlier: [lapsed('B')] })).toEqual([['B', 'FILING_LAPSED']]);
    expect(paid({ ...forgotten, foundLater: { ...foundLater, staffId: 'Z' } })).toEqual({ A: 50, Z: 50 });
  });

  test('who hands back after the protection has run out is set aside where validity counts', () => {
    const rules = { ...filing, validityInHandBack: true };
    const handed = { wish: 'accepts_earlier' as const, earlier: [lapsed('B')] };
    expect(setAside(handed, rules)).toEqual([['B', 'FILING_LAPSED']]);
    expect(setAside(handed)).toEqual([]);
    expect(paid({ wish: 'accepts_earlier' }, rules)).toEqual({ B: 100 });
  });
});

describe('the stand-in', () => {
  const standIn = { staffId: 'C', servedAt: at('2024-03-08'), ownerNamed: true };
  const served = { standIn, receivingId: 'C' };

  test('[S0.02.own.33] helps the latest receiver, never themselves', () => {
    expect(paid({ ...served, earlier: [early, filed('C', '2024-03-01')] })).toEqual({ B: 80, C: 20 });
    expect(paid({ ...served, earlier: [late, early] })).toEqual({ D: 80, C: 20 });
    expect(paid({ ...served, earlier: [late, early], aboutId: 'B' })).toEqual({ B: 80, C: 20 });
    expect(code(decide({ ...served, earlier: [] }))).toBe('RULING_NEEDED');
  });

  test('has the deal when the owner’s filing has lapsed and validity counts', () => {
    const rules = { ...filing, validityInHandBack: true };
    expect(paid({ ...served, earlier: [lapsed('B')] }, rules)).toEqual({ C: 100 });
    expect(setAside({ ...served, earlier: [lapsed('B')] }, rules)).toEqual([['B', 'FILING_LAPSED']]);
    expect(outcome(decide({ ...served, earlier: [lapsed('B')] }, rules)).case).toBe('ordinary');
    expect(paid(served, rules)).toEqual({ B: 80, C: 20 });
    expect(paid({ ...served, earlier: [lapsed('B')] })).toEqual({ B: 80, C: 20 });
  });
});

describe('shares', () => {
  const ruled = (performance: readonly Share[], commission: readonly Share[] = performance) =>
    decide({ dispute: 'ruled', ruling: { performance, commission } });
  const part = (party: string, percent: number): Share => ({ party, percent });

  test('are whole, none is below nothing, and together they make one hundred', () => {
    expect(outcome(ruled([part('A', 100), part('B', 0)])).caretakerId).toBe('A');
    expect(code(ruled([part('A', 150), part('B', -50)]))).toBe('SHARES_NOT_WHOLE');
    expect(code(ruled([part('A', 99.5), part('B', 0.5)]))).toBe('SHARES_NOT_WHOLE');
    expect(code(ruled([part('A', 100)], [part('A', 99)]))).toBe('SHARES_NOT_WHOLE');
    expect(code(ruled([part('A', 101)]))).toBe('SHARES_NOT_WHOLE');
    expect(code(ruled([]))).toBe('SHARES_NOT_WHOLE');
  });

  test('[S0.02.own.39] the larger part looks after the customer, of two equal ones the first', () => {
    expect(outcome(ruled([part('A', 40), part('B', 60)])).caretakerId).toBe('B');
    expect(outcome(ruled([part('A', 50), part('B', 50)])).caretakerId).toBe('A');
  });

  test('say whose they are: a ruling rests on the house’s clause about rulings', () => {
    expect(outcome(ruled([part('A', 100)])).case).toBe('ruled');
    expect(ruled([part('A', 100)]).clauses).toEqual(['S0.02.own.4c']);
    expect(decide({ dispute: 'ruled' }).clauses).toEqual(['S0.02.own.4c']);
    expect(decide({ dispute: 'ruled' }, club).clauses).toEqual(['S1.19.e.3']);
    expect(decide({ dispute: 'unsettled' }).clauses).toEqual(['S0.02.own.4', 'S0.02.own.4c']);
    expect(decide({ dispute: 'unsettled' }, club).clauses).toEqual(['S0.02.own.4', 'S1.19.e.3']);
  });

  const withRow = (row: string, values: Readonly<Record<string, number>>): ClaimRuleValues => ({
    ...filing,
    splits: { ...filing.splits, [row]: values },
  });
  test('the performance moves as a whole row to who was fixed: both sides change places', () => {
    const rules = withRow(splitRow('found_later_valid', 'performance'), { receiving: 70, earlier: 30 });
    const found = (fixedOwnerId: string | null) => ({
      wish: 'remembers_nobody' as const,
      foundLater: { staffId: 'B', confirmed: true, fixedOwnerId },
    });
    expect(credited(found(null), rules)).toEqual({ A: 70, B: 30 });
    expect(credited(found('B'), rules)).toEqual({ B: 70, A: 30 });
    expect(paid(found('B'), rules)).toEqual({ A: 50, B: 50 });
  });

  test('a part of one percent is a part, and a part that nobody plays is the department’s', () => {
    const row = splitRow('refused_valid', 'commission');
    expect(paid({ wish: 'refuses_earlier' }, withRow(row, { receiving: 99, earlier: 1 }))).toEqual({ A: 99, B: 1 });
    expect(paid({ wish: 'refuses_earlier' }, withRow(row, { receiving: 90, helper: 10 }))).toEqual({
      A: 90,
      department: 10,
    });
  });

  test('[S0.08.a.5] a probationer’s part is divided as its row says; without a row it stays theirs', () => {
    const taught = { earlier: [], mentors: { A: 'mentor' } };
    const commission = splitRow('probation', 'commission');
    expect(paid(taught, withRow(commission, { mentor: 40, receiving: 60 }))).toEqual({ mentor: 40, A: 60 });
    expect(paid(taught, withRow(commission, { mentor: 0, receiving: 0 }))).toEqual({ A: 100 });
    expect(decide(taught).clauses).toEqual(['S0.02.own.1', 'S0.02.own.22', 'S0.08.a.5', 'S0.08.a.5b']);
    expect(decide({ earlier: [] }).clauses).toEqual(['S0.02.own.1', 'S0.02.own.22']);
    expect(decide({ wish: 'refuses_earlier', mentors: { B: 'mentor' } }).clauses).toContain('S0.08.a.5');
  });
});

describe('the club’s seller', () => {
  const sale = { sellerId: null, proof: null, companyGift: false, external: null, isBroughtFriend: false } as const;
  test('[S1.19.x.2] [S1.19.x.3] is named by the payment, else it is who receives; without either it waits for a ruling', () => {
    for (const kind of ['new_card', 'product'] as const) {
      expect(credited({ club: { ...sale, sale: kind } }, club)).toEqual({ A: 100 });
      expect(credited({ club: { ...sale, sale: kind, sellerId: 'S' } }, club)).toEqual({ S: 100 });
      const nobody = decide({ club: { ...sale, sale: kind }, receivingId: null }, club);
      expect([code(nobody), nobody.clauses]).toEqual(['RULING_NEEDED', ['S1.19.e.3']]);
    }
  });
});
