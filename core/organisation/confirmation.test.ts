import { describe, expect, test } from 'vitest';
import { type ApplicationFacts, confirmationMoves, decideApplication, decideMentorsWord } from './confirmation.ts';
import { decideConfirmation } from './lifecycle.ts';

const rules = { confirmationUnits: 5, confirmationBy: 'application' } as const;
const facts: ApplicationFacts = {
  isSelf: true,
  open: null,
  probationUntil: '2026-05-02',
  unitsSold: 5,
  mentorId: 'zhao',
};

describe('[S0.08.a.1b] a confirmation is asked for on its form', () => {
  test('each fault in its order; then the mentor has the word', () => {
    const answer = (change: Partial<ApplicationFacts>) => decideApplication(rules, { ...facts, ...change });
    expect([
      answer({ isSelf: false, open: 'signing', probationUntil: null }),
      answer({ open: 'with_mentor', probationUntil: null }),
      answer({ open: 'signing' }),
      answer({ probationUntil: null, unitsSold: 0 }),
      answer({ unitsSold: 4 }),
    ]).toMatchObject(
      ['NOT_YOUR_PROBATION', 'ALREADY_APPLIED', 'ALREADY_APPLIED', 'NOT_ON_PROBATION', 'TOO_FEW_UNITS'].map((code) => ({
        code,
      })),
    );
    expect(answer({})).toMatchObject({
      outcome: { next: 'with_mentor' },
      clauses: expect.arrayContaining(['S0.08.a.1b']),
    });
    expect(answer({ mentorId: null })).toMatchObject({ outcome: { next: 'signing' } });
    expect(answer({ open: 'returned' })).toMatchObject({ outcome: { next: 'signing' } });
  });

  test('only the mentor gives the mentor’s word, and once', () => {
    const asked = { state: 'with_mentor', mentorId: 'zhao', byId: 'zhao' } as const;
    expect(decideMentorsWord(asked)).toMatchObject({ outcome: { next: 'signing' } });
    expect(decideMentorsWord({ ...asked, byId: 'qian' })).toMatchObject({ code: 'NOT_THE_MENTOR' });
    expect(decideMentorsWord({ ...asked, mentorId: null })).toMatchObject({ code: 'NOT_THE_MENTOR' });
    expect(decideMentorsWord({ ...asked, state: 'signing' })).toMatchObject({ code: 'APPLICATION_NOT_WAITING' });
  });

  test('where the house wants the form, nobody is confirmed without it', () => {
    const known = { probationUntil: '2026-05-02', unitsSold: 5 };
    expect(decideConfirmation(rules, known)).toMatchObject({ code: 'APPLICATION_NEEDED' });
    expect(decideConfirmation(rules, { ...known, byApplication: true })).toMatchObject({ accepted: true });
    expect(decideConfirmation({ ...rules, confirmationBy: 'staff_office' }, known)).toMatchObject({ accepted: true });
  });
});

test('every state of an application is reached, and three of them are ends', () => {
  const reached = new Set<string>(['with_mentor', ...Object.values(confirmationMoves).flat()]);
  expect([...reached].sort()).toEqual(Object.keys(confirmationMoves).sort());
  const ends = Object.entries(confirmationMoves).filter(([, next]) => next.length === 0);
  expect(ends.map(([state]) => state)).toEqual(['signed', 'rejected', 'withdrawn']);
});
