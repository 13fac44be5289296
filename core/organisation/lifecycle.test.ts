import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../kernel/parameters.ts';
import {
  decideConfirmation,
  decideMentor,
  decideProbationEnd,
  decideStaffChange,
  OrganisationRules,
  probationUntil,
  staffMoves,
  staffStates,
} from './index.ts';

const rules = { ...defaultsOf(OrganisationRules), longLeaveDays: 15 };

describe('probation', () => {
  test('[S0.08.a.1] [S2.15.c1.01] two months from the first day, clamped at the end of the month; none where the house has none', () => {
    expect(probationUntil(rules, '2024-01-10')).toBe('2024-03-10');
    expect(probationUntil(rules, '2023-12-31')).toBe('2024-02-29');
    expect(probationUntil({ probationMonths: 0 }, '2024-01-10')).toBeNull();
  });

  test('[S0.08.a.1] [S2.15.c1.01] five units in total qualify for confirmation, four do not', () => {
    const facts = { probationUntil: '2024-03-10', unitsSold: 5 };
    expect(decideConfirmation(rules, facts)).toMatchObject({ accepted: true });
    expect(decideConfirmation(rules, { ...facts, unitsSold: 4 })).toMatchObject({
      code: 'TOO_FEW_UNITS',
      detail: { sold: 4, needed: 5 },
    });
    expect(decideConfirmation(rules, { probationUntil: null, unitsSold: 9 })).toMatchObject({
      code: 'NOT_ON_PROBATION',
    });
  });

  test('missing the target counts as leaving where the house says so; elsewhere the manager decides', () => {
    const house = { ...rules, probationFailure: 'leaves' as const };
    expect(decideProbationEnd(house, { unitsSold: 4 })).toMatchObject({ outcome: { next: 'leaves' } });
    expect(decideProbationEnd(house, { unitsSold: 5 })).toMatchObject({ outcome: { next: 'may_be_confirmed' } });
    expect(decideProbationEnd(rules, { unitsSold: 4 })).toMatchObject({ outcome: { next: 'manager_decides' } });
  });

  test('[S0.08.a.4] [S2.15.c1.04] a probationer has one mentor, who works and is no probationer', () => {
    const house = { mentorRequired: true };
    const mentor = { id: 'wu', state: 'active' as const, onProbation: false };
    const facts = { personId: 'mei', onProbation: true, mentor };
    expect(decideMentor(house, facts)).toMatchObject({ outcome: { mentorId: 'wu' } });
    expect(decideMentor(house, { ...facts, mentor: null })).toMatchObject({ code: 'MENTOR_MISSING' });
    expect(decideMentor(house, { ...facts, onProbation: false, mentor: null })).toMatchObject({ accepted: true });
    expect(decideMentor(rules, { ...facts, mentor: null })).toMatchObject({ accepted: true });
    expect(decideMentor(house, { ...facts, mentor: { ...mentor, id: 'mei' } })).toMatchObject({
      code: 'MENTOR_IS_SELF',
    });
    expect(decideMentor(house, { ...facts, mentor: { ...mentor, state: 'on_leave' } })).toMatchObject({
      code: 'MENTOR_NOT_WORKING',
    });
    expect(decideMentor(house, { ...facts, mentor: { ...mentor, onProbation: true } })).toMatchObject({
      code: 'MENTOR_ON_PROBATION',
    });
  });
});

describe('moving and leaving', () => {
  test('every state can be reached, and leaving is no dead end: people come back', () => {
    const reached = new Set(Object.values(staffMoves).flat());
    expect([...reached].sort()).toEqual([...staffStates].sort());
  });

  test('[S2.03.a6] whoever leaves or goes to another site gives the customers over; access ends with leaving', () => {
    expect(decideStaffChange(rules, 'active', { kind: 'leaving' })).toMatchObject({
      outcome: { state: 'left', handoverAfter: 'leaving', endsAccess: true },
      clauses: ['S2.03.a6'],
    });
    expect(decideStaffChange(rules, 'on_leave', { kind: 'leaving' })).toMatchObject({ outcome: { state: 'left' } });
    expect(
      decideStaffChange(rules, 'active', { kind: 'transfer', siteChanges: true, teamChanges: true }),
    ).toMatchObject({
      outcome: { state: 'active', handoverAfter: 'siteTransfer', endsAccess: false },
    });
  });

  test('another team of the same site keeps the customers unless the house says otherwise', () => {
    const change = { kind: 'transfer', siteChanges: false, teamChanges: true } as const;
    expect(decideStaffChange(rules, 'active', change)).toMatchObject({ outcome: { handoverAfter: null } });
    const house = { ...rules, handoverAfter: { ...rules.handoverAfter, teamTransfer: { handover: 1 } } };
    expect(decideStaffChange(house, 'active', change)).toMatchObject({ outcome: { handoverAfter: 'teamTransfer' } });
    expect(decideStaffChange(rules, 'active', { ...change, teamChanges: false })).toMatchObject({
      code: 'NOTHING_CHANGES',
    });
  });

  test('a leave of fifteen days is long and asks for a handover, one of fourteen is not; without an end it is long', () => {
    const leave = (until: string | null) =>
      decideStaffChange(rules, 'active', { kind: 'leave', from: '2024-03-04', until });
    expect(leave('2024-03-17')).toMatchObject({ outcome: { state: 'on_leave', handoverAfter: null } });
    expect(leave('2024-03-18')).toMatchObject({ outcome: { handoverAfter: 'longLeave', endsAccess: false } });
    expect(leave(null)).toMatchObject({ outcome: { handoverAfter: 'longLeave' } });
    expect(leave('2024-03-03')).toMatchObject({ code: 'LEAVE_ENDS_BEFORE_IT_STARTS' });
  });

  test('every change that does not fit the state is refused', () => {
    expect(decideStaffChange(rules, 'left', { kind: 'leaving' })).toMatchObject({ code: 'HAS_LEFT' });
    expect(decideStaffChange(rules, 'left', { kind: 'return' })).toMatchObject({ code: 'HAS_LEFT' });
    expect(decideStaffChange(rules, 'active', { kind: 'rehire' })).toMatchObject({ code: 'HAS_NOT_LEFT' });
    expect(decideStaffChange(rules, 'left', { kind: 'rehire' })).toMatchObject({ outcome: { state: 'active' } });
    expect(decideStaffChange(rules, 'active', { kind: 'return' })).toMatchObject({ code: 'NOT_ON_LEAVE' });
    expect(decideStaffChange(rules, 'on_leave', { kind: 'return' })).toMatchObject({ outcome: { state: 'active' } });
    expect(decideStaffChange(rules, 'on_leave', { kind: 'leave', from: '2024-03-04', until: null })).toMatchObject({
      code: 'ALREADY_ON_LEAVE',
    });
  });
});
