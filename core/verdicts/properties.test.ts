/** Whatever the file holds and whatever people answer: an answer or a coded refusal, one owner or the department, whole shares. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amountsOf, type Claim } from '../claims/index.ts';
import { proposeVerdict } from './propose.ts';
import { card, claim, club, dealDay, file, filing, visit } from './testing/given.ts';
import type { Answers } from './types.ts';

const people = ['A', 'B', 'C', 'D', 'M'];
const somebody = fc.constantFrom(...people);
const anybody = fc.option(somebody, { nil: null });
const day = fc.integer({ min: 1, max: 28 }).map((n) => `2024-02-${String(n).padStart(2, '0')}`);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

const endings: readonly Partial<Claim>[] = [
  {},
  { signedAt: dealDay },
  ...(['duplicate', 'filing_expired', 'owner_left', 'missed_follow_up', 'ruled'] as const).map((endedReason) => ({
    state: endedReason === 'duplicate' ? ('void' as const) : ('lapsed' as const),
    endedAt: dealDay,
    endedReason,
  })),
];
const claims = fc.array(
  fc
    .record({ who: somebody, day, ending: fc.constantFrom(...endings) })
    .map(({ who, day: on, ending }) => claim(who, on, '2024-03-20', ending)),
  { maxLength: 5 },
);
const rows = [
  'complaint',
  'change_demanded',
  'names_several',
  'discount_seeker',
  'names_another',
  'forgotten',
  'named_returning',
  'own_returning',
  'new_customer',
];
const visits = fc.array(
  fc
    .record({ who: somebody, row: fc.constantFrom(...rows), onBehalfOf: anybody, refuses: anybody, proof: anybody })
    .map(({ who, row, onBehalfOf, refuses, proof }) =>
      visit(who, row, { onBehalfOf, refuses, proof: proof === null ? null : { kind: 'name_card', staffId: proof } }),
    ),
  { maxLength: 4 },
);
const answers: fc.Arbitrary<Answers> = fc.record({
  conduct: maybe(fc.constantFrom('none', 'quarrel', 'ruling_disobeyed')),
  wish: maybe(
    fc.constantFrom(
      'none',
      'accepts_earlier',
      'refuses_earlier',
      'complains_of_earlier',
      'names_other',
      'wants_discount',
      'names_several',
      'remembers_nobody',
    ),
  ),
  aboutId: maybe(anybody),
  receivingId: maybe(anybody),
  complaint: maybe(fc.constantFrom('none', 'pending', 'upheld', 'unfounded')),
  standInId: maybe(anybody),
  standInNamed: maybe(fc.boolean()),
  foundId: maybe(anybody),
  foundFixedId: maybe(anybody),
  familyConfirmed: maybe(fc.boolean()),
  relationWithId: maybe(anybody),
  sale: maybe(fc.constantFrom('new_card', 'transfer', 'reopen', 'product')),
  sellerId: maybe(anybody),
  proofId: maybe(anybody),
  externalId: maybe(anybody),
  broughtFriend: maybe(fc.boolean()),
});

test('any answers: one owner or the department, a hundred percent to the fen, or a coded refusal', () => {
  const given = fc.record({
    house: fc.constantFrom(filing, card, club),
    claims,
    visits,
    answers,
    mentors: fc.constantFrom<Record<string, string>>({}, { A: 'M' }, { B: 'M', C: 'M' }),
    fen: fc.integer({ min: 0, max: 1_000_000_000 }),
  });
  fc.assert(
    fc.property(given, ({ house, answers: told, fen, ...change }) => {
      const decision = proposeVerdict(house, file(change), told, dealDay);
      expect(decision.clauses.length).toBeGreaterThan(0);
      if (!decision.accepted) {
        expect(['COMPLAINT_PENDING', 'RULING_NEEDED']).toContain(decision.code);
        return;
      }
      const { ownerId, performance, commission } = decision.outcome;
      expect([...people, 'department']).toContain(ownerId);
      for (const shares of [performance, commission]) {
        expect(shares.reduce((sum, { percent }) => sum + percent, 0)).toBe(100);
        expect(new Set(shares.map(({ party }) => party)).size).toBe(shares.length);
        expect(amountsOf(shares, fen).reduce((sum, part) => sum + part.fen, 0)).toBe(fen);
      }
      // The same file in another order is the same case.
      const turned = file({ ...change, claims: [...change.claims].reverse(), visits: change.visits });
      if (
        new Set(change.claims.map(({ registeredAt }) => registeredAt)).size === change.claims.length &&
        change.claims.filter(({ endedAt }) => endedAt === null).length < 2
      )
        expect(proposeVerdict(house, turned, told, dealDay)).toEqual(decision);
    }),
    { numRuns: 500 },
  );
});
