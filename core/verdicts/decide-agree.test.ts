/** Shares the parties agree on themselves: who may propose, who must agree, and that a hundred percent is theirs to share. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideAgree, decideOffer } from './decide-agree.ts';
import { appealReminderAt } from './decide-appeal.ts';
import { at, dispute, verdicts, zone } from './testing/given.ts';
import type { DisputeFacts } from './types.ts';

const codeOf = (decision: { readonly accepted: boolean; readonly code?: string }) => decision.code ?? 'accepted';
const split = (shares: Readonly<Record<string, number>>) =>
  Object.entries(shares).map(([party, percent]) => ({ party, percent }));
const both = (shares: Readonly<Record<string, number>>) => ({ performance: split(shares), commission: split(shares) });
const half = both({ A: 50, B: 50 });

describe('a proposal', () => {
  const propose = (byId: string, ruling = half, change: Partial<DisputeFacts> = {}) =>
    codeOf(decideOffer({ dispute: dispute(change), byId }, { ruling }));

  test('[S0.02.own.4] either party makes one, while they talk and while the department mediates; nobody once it is ruled on', () => {
    expect([propose('A'), propose('B'), propose('C')]).toEqual(['accepted', 'accepted', 'NOT_A_PARTY']);
    const states = ['talking', 'mediation', 'appealed', 'settled'] as const;
    expect(states.map((state) => propose('A', half, { state }))).toEqual([
      'accepted',
      'accepted',
      'DISPUTE_SETTLED',
      'DISPUTE_SETTLED',
    ]);
  });

  test('shares the whole among the parties and the department, of performance and of commission', () => {
    expect(propose('A', both({ A: 30, department: 70 }))).toBe('accepted');
    expect(propose('A', both({ A: 100 }))).toBe('accepted');
    expect(propose('A', both({ A: 50, C: 50 }))).toBe('SHARES_OF_OTHERS');
    expect(propose('A', { ...half, commission: split({ C: 100 }) })).toBe('SHARES_OF_OTHERS');
    expect(propose('A', both({ A: 50, B: 49 }))).toBe('SHARES_NOT_WHOLE');
    expect(propose('A', { ...half, commission: split({ A: 101 }) })).toBe('SHARES_NOT_WHOLE');
    expect(propose('A', both({ A: 150, B: -50 }))).toBe('SHARES_NOT_WHOLE');
    expect(propose('A', both({ A: 99.5, B: 0.5 }))).toBe('SHARES_NOT_WHOLE');
  });
});

describe('agreeing', () => {
  const offer = { id: 'offer', byId: 'A', ruling: half, agreedBy: [] as string[] };
  const agree = (
    byId: string,
    given: typeof offer | null = offer,
    change: Partial<DisputeFacts> = {},
    offerId = 'offer',
  ) => decideAgree({ dispute: dispute(change), byId, offer: given }, { offerId });

  test('[S0.02.own.4] [S1.19.e.3] the other party settles it by agreeing to what they saw; nobody agrees with themselves', () => {
    expect(agree('B')).toMatchObject({ outcome: { verdict: 'agreed', agreedBy: ['B'], ruling: half } });
    expect([agree('A'), agree('C'), agree('B', null), agree('B', offer, {}, 'older')].map(codeOf)).toEqual([
      'OWN_PROPOSAL',
      'NOT_A_PARTY',
      'NOTHING_PROPOSED',
      'PROPOSAL_OVERTAKEN',
    ]);
    expect(codeOf(agree('B', offer, { state: 'appealed' }))).toBe('DISPUTE_SETTLED');
    expect(codeOf(agree('B', offer, { state: 'settled' }))).toBe('DISPUTE_SETTLED');
    expect(codeOf(agree('B', offer, { state: 'talking' }))).toBe('accepted');
  });

  test('where two files proved to be one customer all the others agree, each once', () => {
    const three = { parties: ['A', 'B', 'C'] };
    expect(agree('B', offer, three)).toMatchObject({ outcome: { verdict: null, agreedBy: ['B'] } });
    const half = { ...offer, agreedBy: ['B'] };
    expect(codeOf(agree('B', half, three))).toBe('ALREADY_DONE');
    expect(agree('C', half, three)).toMatchObject({ outcome: { verdict: 'agreed', agreedBy: ['B', 'C'] } });
  });
});

test('whatever is proposed: what is agreed is a hundred percent of either, whoever agrees, or a coded refusal', () => {
  const party = fc.constantFrom('A', 'B', 'C', 'department');
  const shares = fc.array(fc.record({ party, percent: fc.integer({ min: -10, max: 110 }) }), { maxLength: 4 });
  const whole = fc.integer({ min: 0, max: 100 }).map((percent) => split({ A: percent, B: 100 - percent }));
  fc.assert(
    fc.property(
      fc.oneof(shares, whole),
      fc.oneof(shares, whole),
      party,
      party,
      (performance, commission, by, other) => {
        const ruling = { performance, commission };
        const proposed = decideOffer({ dispute: dispute(), byId: by }, { ruling });
        expect(proposed.clauses.length).toBeGreaterThan(0);
        if (!proposed.accepted) return;
        const offer = { id: 'offer', byId: by, ruling: proposed.outcome.ruling, agreedBy: [] };
        const agreed = decideAgree({ dispute: dispute(), byId: other, offer }, { offerId: 'offer' });
        if (!agreed.accepted) {
          expect(['OWN_PROPOSAL', 'NOT_A_PARTY']).toContain(agreed.code);
          return;
        }
        for (const list of [agreed.outcome.ruling.performance, agreed.outcome.ruling.commission])
          expect(list.reduce((sum, { percent }) => sum + percent, 0)).toBe(100);
        expect(agreed.outcome.verdict).toBe('agreed');
      },
    ),
  );
});

test('an appeal that waits is told again when the days of the house are over, or never', () => {
  const from = at('2024-03-10', '23:59');
  expect(appealReminderAt(verdicts, from, zone)).toBe(at('2024-03-14', '00:00'));
  expect(appealReminderAt({ ...verdicts, appealReminderDays: 1 }, from, zone)).toBe(at('2024-03-12', '00:00'));
  expect(appealReminderAt({ ...verdicts, appealReminderDays: 0 }, from, zone)).toBeNull();
});
