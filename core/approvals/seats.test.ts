import { describe, expect, test } from 'vitest';
import { nextLevel, openSeats, postsAt, seated, waitedFor } from './seats.ts';
import { away, house, person, requested, rules, sign, signedBy, withAway, without } from './testing/given.ts';
import { signingRoles } from './rules.ts';
import type { ApprovalFacts, PersonFacts, Seat, Signature, StandIns, Step } from './types.ts';

const routed = (row: Record<string, number>): ApprovalFacts =>
  requested('order', { by: { ...rules, routes: { ...rules.routes, order: row } } });
const asOf = (approval: ApprovalFacts, people: readonly PersonFacts[], id: string) => {
  const { approval: after, code } = sign(approval, people, id);
  return code ?? after.signatures.at(-1)?.as;
};

describe('who signs when somebody is missing', () => {
  test('stand-ins sign for those above them only', () => {
    const people = withAway(house, 'leader', 'leader2', 'supervisor');
    const leaders = routed({ team_leader: 1, stand_in: 1 });
    expect(asOf(leaders, people, 'assistant')).toBe('NOT_A_SIGNER');
    expect(asOf(leaders, people, 'manager')).toBe('next_level');
    expect(asOf(routed({ supervisor: 1, stand_in: 1 }), people, 'assistant')).toBe('stand_in');
    expect(asOf(routed({ supervisor: 1, stand_in: 1 }), people, 'clerk')).toBe('NOT_A_SIGNER');
  });

  test('each absent post needs stand-ins of its own', () => {
    const more = [...withAway(house, 'supervisor', 'manager'), person('assistant2', 'sales_assistant')];
    const both = routed({ supervisor: 1, manager: 1, stand_in: 2 });
    const three = signedBy(both, more, 'leader', 'leader2', 'assistant');
    expect(three.state).toBe('pending');
    expect(openSeats(three.steps[0] as Step, three.signatures, three.standIns)).toEqual([1]);
    expect(signedBy(three, more, 'assistant2').state).toBe('approved');
  });

  test('whoever holds another post beside may stand in as well; the absent may not', () => {
    const people = [
      person('both', 'finance', 'team_leader'),
      away(person('manager', 'manager')),
      person('head', 'general_manager'),
    ];
    expect(asOf(routed({ manager: 1, stand_in: 1 }), people, 'both')).toBe('stand_in');
    const awayToo = withAway(people, 'both');
    expect(asOf(routed({ manager: 1, stand_in: 1 }), awayToo, 'both')).toBe('NOT_A_SIGNER');
    expect(asOf(routed({ manager: 1, stand_in: 1 }), awayToo, 'head')).toBe('next_level');
  });

  test('an absent holder may still sign from wherever they are', () => {
    expect(asOf(routed({ manager: 1 }), withAway(house, 'manager'), 'manager')).toBe('holder');
  });

  test('a delegate who is away as well is nobody to wait for', () => {
    const people = [
      away(person('manager', 'manager'), 'wang'),
      away(person('wang')),
      person('zhao'),
      person('director', 'director'),
    ];
    expect(waitedFor(routed({ manager: 1 }), people)).toEqual(['manager', 'wang', 'director']);
    const there = people.map((one) => (one.id === 'wang' ? person('wang') : one));
    expect(waitedFor(routed({ manager: 1 }), there)).toEqual(['manager', 'wang']);
  });

  test('one level up is the next post at which somebody is: absent ones are passed over', () => {
    const empty = without(house, 'manager');
    expect(waitedFor(routed({ manager: 1 }), withAway(empty, 'director'))).toEqual(['head']);
    expect(waitedFor(routed({ team_leader: 1 }), without(house, 'leader', 'leader2'))).toEqual(['supervisor']);
    expect(waitedFor(routed({ supervisor: 1 }), without(house, 'supervisor'))).toEqual(['manager']);
    expect(waitedFor(routed({ market_specialist: 1 }), without(house, 'marketer'))).toEqual(['manager']);
    expect(waitedFor(routed({ general_manager: 1 }), without(house, 'head'))).toEqual([]);
  });

  test('somebody asked in person is not replaced by their post or the next above', () => {
    const named = { ...routed({ manager: 1 }) };
    const step: Step = { key: 'r1', origin: 'passed_on', seats: [{ roles: [], staffId: 'wang' }] };
    const approval = { ...named, steps: [step] };
    expect(waitedFor(approval, [...house, person('wang')])).toEqual(['wang']);
    expect(waitedFor(approval, house)).toEqual([]); // has left
  });

  test('nobody is waited for once it is over', () => {
    expect(waitedFor({ ...routed({ manager: 1 }), state: 'returned' }, house)).toEqual([]);
    expect(waitedFor({ ...routed({ manager: 1 }), stepKey: null }, house)).toEqual([]);
    expect(waitedFor({ ...routed({ manager: 1 }), stepKey: 'gone' }, house)).toEqual([]);
  });

  test('the level above whoever keeps it waiting', () => {
    expect(nextLevel(routed({ team_leader: 1 }), house)).toEqual(['supervisor']);
    expect(nextLevel(routed({ finance: 1, manager: 1 }), house)).toEqual(['manager', 'director']);
    const half = signedBy(routed({ finance: 1, manager: 1 }), house, 'manager');
    expect(nextLevel(half, house)).toEqual(['director']);
    expect(nextLevel({ ...half, stepKey: null }, house)).toEqual([]);
    const named: Step = { key: 'r1', origin: 'added', seats: [{ roles: [], staffId: 'clerk' }] };
    expect(nextLevel({ ...routed({ manager: 1 }), steps: [named] }, house)).toEqual([]);
  });

  test('posts that can come into question: those asked, stand-ins where the house has them, everybody above', () => {
    const posts = (row: Record<string, number>) => {
      const { steps, standIns } = routed(row);
      return postsAt(steps[0] as Step, standIns, signingRoles);
    };
    expect(posts({ supervisor: 1 })).toEqual(['supervisor', 'manager', 'director', 'general_manager']);
    expect(posts({ manager: 1, stand_in: 2 })).toEqual([
      'manager',
      'team_leader',
      'sales_assistant',
      'director',
      'general_manager',
    ]);
    expect(posts({ finance: 1, director: 1 })).toEqual(['finance', 'director', 'manager', 'general_manager']);
  });
});

describe('seats', () => {
  const seat = (...roles: string[]): Seat => ({ roles, staffId: null });
  const step: Step = { key: 'r1', origin: 'route', seats: [seat('finance'), seat('manager')] };
  const of = (signerId: string, seats: number[], as: Signature['as'] = 'holder'): Signature => ({
    stepKey: 'r1',
    signerId,
    as,
    forId: null,
    seats,
  });
  const nobody: StandIns = { needed: 0, roles: [] };
  const two = { needed: 2, roles: ['team_leader'] };
  const who = (signatures: Signature[], standIns = nobody) =>
    Object.fromEntries([...seated(step, signatures, standIns)].map(([at, { signerId }]) => [at, signerId]));

  test('whoever fits two seats makes room for whoever fits one', () => {
    expect(who([of('both', [0, 1]), of('clerk', [0])])).toEqual({ 0: 'clerk', 1: 'both' });
    expect(who([of('clerk', [0]), of('both', [0, 1])])).toEqual({ 0: 'clerk', 1: 'both' });
    expect(who([of('a', [0]), of('b', [0])])).toEqual({ 0: 'a' });
    expect(who([of('a', [7])])).toEqual({});
  });

  test('stand-ins fill a seat together, or not at all', () => {
    expect(who([of('a', [1], 'stand_in')], two)).toEqual({});
    expect(who([of('a', [1], 'stand_in'), of('b', [1], 'stand_in')], two)).toEqual({ 1: 'b' });
    expect(who([of('a', [1], 'stand_in'), of('b', [0], 'stand_in')], two)).toEqual({});
    expect(who([of('a', [1], 'stand_in'), of('b', [1], 'stand_in'), of('m', [1])], two)).toEqual({ 1: 'b' });
    expect(who([of('a', [1], 'stand_in'), of('m', [1])], two)).toEqual({ 1: 'm' });
  });
});
