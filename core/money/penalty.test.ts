/** Penalties: form, points, the time to appeal, who answers and who rules. */
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../kernel/parameters.ts';
import {
  decideAnswerPenalty,
  decidePenalise,
  decideRuleAppeal,
  type PenaliseFacts,
  penaltyMoves,
  pointsOf,
  type StandingPenalty,
} from './penalty.ts';
import { PenaltyRules, type PenaltyRuleValues } from './penalty-rules.ts';

const house = (change: Partial<PenaltyRuleValues> = {}): PenaltyRuleValues => ({
  ...defaultsOf(PenaltyRules),
  ...change,
});
const fined: PenaliseFacts = {
  ...{ staffId: 'A', cause: 'late_file', amountFen: 50_00, clauses: ['S0.08.g.8b'], timeZone: 'Asia/Shanghai' },
};
const now = '2026-03-05T02:00:00.000Z';
const standing: StandingPenalty = {
  ...{ staffId: 'A', state: 'proposed', form: 'deduction', amountFen: 50_00, enteredBy: null, clauses: ['S0.08.g.8b'] },
  appealUntil: '2026-03-12T16:00:00.000Z',
};
const of = (change: Partial<StandingPenalty> = {}, byId = 'A') => ({ penalty: { ...standing, ...change }, byId });

describe('what a fine becomes', () => {
  test.each([
    ['points', 5],
    ['negative_incentive', 0],
    ['deduction', 0],
  ] as const)('%s, with its clauses, to be appealed to the end of the seventh day', (penaltyForm, points) => {
    expect(decidePenalise(house({ penaltyForm }), fined, now)).toMatchObject({
      accepted: true,
      outcome: { form: penaltyForm, points, amountFen: 50_00, appealUntil: '2026-03-12T16:00:00.000Z' },
      clauses: ['S0.08.g.8b'],
    });
  });
  test('a point begun is a whole one; nothing is no penalty', () => {
    const rules = { penaltyForm: 'points', penaltyPointYuan: 10 } as const;
    expect([10_00, 10_01, 1].map((fen) => pointsOf(rules, fen))).toEqual([1, 2, 1]);
    expect(decidePenalise(house(), { ...fined, amountFen: 0 }, now)).toMatchObject({ code: 'AMOUNT_NOT_POSITIVE' });
  });
});

describe('the person answers', () => {
  const acknowledge = { answer: 'acknowledge', reason: '' } as const;
  const appeal = { answer: 'appeal', reason: '并未迟交' } as const;
  test('acknowledged, a deduction is booked; points and a negative incentive never touch pay', () => {
    expect(decideAnswerPenalty(of(), acknowledge, now)).toMatchObject({
      outcome: { state: 'booked', takesFromPay: true },
    });
    for (const form of ['points', 'negative_incentive'] as const)
      expect(decideAnswerPenalty(of({ form }), acknowledge, now)).toMatchObject({
        outcome: { state: 'booked', takesFromPay: false },
      });
  });
  test('nobody answers for another, nor twice', () => {
    expect(decideAnswerPenalty(of({}, 'B'), acknowledge, now)).toMatchObject({ code: 'PENALTY_NOT_YOURS' });
    for (const state of ['appealed', 'booked', 'dropped'] as const)
      expect(decideAnswerPenalty(of({ state }), appeal, now)).toMatchObject({ code: 'PENALTY_ANSWERED' });
  });
  test('an appeal says why and comes in time: at the instant itself it is too late, to acknowledge never', () => {
    expect(decideAnswerPenalty(of(), { ...appeal, reason: ' ' }, now)).toMatchObject({ code: 'APPEAL_REASON_NEEDED' });
    expect(decideAnswerPenalty(of(), appeal, '2026-03-12T15:59:59.999Z')).toMatchObject({
      outcome: { state: 'appealed', takesFromPay: false },
    });
    expect(decideAnswerPenalty(of(), appeal, standing.appealUntil)).toMatchObject({ code: 'APPEAL_TOO_LATE' });
    expect(decideAnswerPenalty(of(), acknowledge, '2026-06-01T00:00:00.000Z')).toMatchObject({ accepted: true });
  });
});

describe('the appeal is ruled on', () => {
  const appealed = of({ state: 'appealed' }, 'M');
  const ruled = (verdict: 'upheld' | 'reduced' | 'dropped', amountFen: number | null = null, facts = appealed) =>
    decideRuleAppeal(house(), facts, { verdict, amountFen, reason: '查实' });
  test('upheld it is booked as it stands, reduced for less, dropped not at all', () => {
    expect(ruled('upheld')).toMatchObject({ outcome: { state: 'booked', amountFen: 50_00, takesFromPay: true } });
    expect(ruled('reduced', 20_00)).toMatchObject({ outcome: { state: 'booked', amountFen: 20_00 } });
    expect(ruled('dropped')).toMatchObject({ outcome: { state: 'dropped', amountFen: 0, takesFromPay: false } });
  });
  test.each([null, 0, -1, 50_00, 50_01, 1.5])('%s is no reduction of fifty yuan', (amountFen) => {
    expect(ruled('reduced', amountFen)).toMatchObject({ code: 'REDUCTION_IMPOSSIBLE' });
  });
  test('points go down with it', () => {
    const facts = of({ state: 'appealed', form: 'points' }, 'M');
    expect(ruled('reduced', 20_00, facts)).toMatchObject({ outcome: { points: 2, takesFromPay: false } });
  });
  test('neither the person nor whoever entered it rules, and only an appeal is ruled on', () => {
    expect(ruled('dropped', null, of({ state: 'appealed' }))).toMatchObject({ code: 'OWN_MONEY' });
    expect(ruled('dropped', null, of({ state: 'appealed', enteredBy: 'M' }, 'M'))).toMatchObject({
      code: 'APPEAL_JUDGE',
    });
    for (const state of ['proposed', 'booked', 'dropped'] as const)
      expect(ruled('upheld', null, of({ state }, 'M'))).toMatchObject({ code: 'PENALTY_NOT_APPEALED' });
  });
});

test('nothing leaves what is booked or dropped', () => {
  expect([penaltyMoves.booked, penaltyMoves.dropped]).toEqual([[], []]);
});
