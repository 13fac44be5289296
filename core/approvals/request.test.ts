/** A request on its way up: signatures the matter itself asks for, limits to the unit, and the time it has. */
import { describe, expect, test } from 'vitest';
import { decideRoute, type RequestInput } from './decide-request.ts';
import type { Matter } from './matters.ts';
import { type ApprovalRuleValues, limitedRoles } from './rules.ts';
import { now, rules, timeZone } from './testing/given.ts';
import type { Magnitude, Seat } from './types.ts';

const ask = (matter: Matter, more: Partial<RequestInput> = {}, house: ApprovalRuleValues = rules, at = now) => {
  const decision = decideRoute(
    house,
    { timeZone, isPending: false },
    { matter, round: 1, applicantId: 'chen', magnitude: {}, ...more },
    at,
  );
  if (!decision.accepted) throw new Error(decision.code);
  return decision;
};
const routes = (matter: Matter, row: Record<string, number>): ApprovalRuleValues => ({
  ...rules,
  routes: { [matter]: row },
});
const seatsOf = ({ outcome }: ReturnType<typeof ask>) =>
  outcome.steps.map(
    ({ key, origin, seats }) =>
      `${key} ${origin}: ${seats.map(({ roles, staffId }) => staffId ?? roles.join('/')).join(', ')}`,
  );

describe('a signature the matter asks for', () => {
  const manager: Seat = { roles: ['manager'], staffId: null };
  const person: Seat = { roles: [], staffId: 'wang' };

  test('stands in the first step, before those of the table; a post the table asks for is not asked twice', () => {
    const two = routes('gift', { supervisor: 1, director: 2 });
    expect(seatsOf(ask('gift', { also: [manager, person] }, two))).toEqual([
      'r1 route: manager, wang, supervisor',
      'r2 route: director',
    ]);
    const there = routes('gift', { manager: 2, supervisor: 1 });
    expect(seatsOf(ask('gift', { also: [manager] }, there))).toEqual(['r1 route: supervisor', 'r2 route: manager']);
    expect(seatsOf(ask('gift', { also: [manager, person] }, there))).toEqual([
      'r1 route: wang, supervisor',
      'r2 route: manager',
    ]);
  });
  test('of one person is asked even where the table has their post; of several posts in one seat none is surely there', () => {
    const one = routes('gift', { manager: 1 });
    expect(seatsOf(ask('gift', { also: [{ roles: ['manager'], staffId: 'wang' }] }, one))).toEqual([
      'r1 route: wang, manager',
    ]);
    const any = routes('gift', { manager: 1, supervisor: 1, needed: 1 });
    const [step] = seatsOf(ask('gift', { also: [manager] }, any));
    expect([step?.startsWith('r1 route: manager, '), step?.split(', ').length]).toEqual([true, 2]);
  });
  test('makes a step where the table has none; without any nobody has to agree', () => {
    const none = routes('gift', {});
    expect(seatsOf(ask('gift', { also: [manager] }, none))).toEqual(['r1 route: manager']);
    expect(ask('gift', {}, none).outcome).toMatchObject({ state: 'approved', steps: [], stepKey: null, dueAt: null });
    expect(ask('gift', {}, { ...rules, routes: {} }).outcome).toMatchObject({
      state: 'approved',
      standIns: { needed: 0 },
    });
  });
});

describe('[S1.06.d2] [S1.14.a5.4] limits of authority', () => {
  /** Each post one more of everything than the one below; the consultant nothing. */
  const limits = Object.fromEntries(
    limitedRoles.map((role, rank) => [
      role,
      { discount_percent: rank, below_list_wan: rank, late_days: rank, refund_wan: rank, gift_yuan: rank },
    ]),
  );
  const [, second = '', third = ''] = limitedRoles;
  const raised = (matter: Matter, magnitude: Magnitude, row: Record<string, number> = {}) => {
    const { outcome, rejected, clauses } = ask(matter, { magnitude }, { ...routes(matter, row), limits });
    return {
      last: outcome.steps.at(-1)?.seats[0]?.roles[0] ?? null,
      over: rejected.map(({ what, detail }) => [what, detail]),
      clauses,
    };
  };

  test('each measure in its own unit, to the last bit of it; signs do not matter, what is not asked is not measured', () => {
    const million = 1_000_000;
    expect(raised('terms', { discountPercent: 1 }).last).toBe(second);
    expect(raised('terms', { discountPercent: 1.01 }).last).toBe(third);
    expect([
      raised('terms', { belowListFen: million }).last,
      raised('terms', { belowListFen: million + 1 }).last,
    ]).toEqual([second, third]);
    expect([raised('terms', { lateDays: 1 }).last, raised('terms', { lateDays: 2 }).last]).toEqual([second, third]);
    expect([
      raised('refund', { amountFen: -million }).last,
      raised('refund', { amountFen: -million - 1 }).last,
    ]).toEqual([second, third]);
    expect([
      raised('withdrawal', { amountFen: million + 1 }).last,
      raised('allowance', { amountFen: million + 1 }).last,
    ]).toEqual([third, third]);
    expect([raised('gift', { amountFen: 100 }).last, raised('gift', { amountFen: 101 }).last]).toEqual([second, third]);
    expect([
      raised('terms', {}).last,
      raised('terms', { amountFen: 5 * million }).last,
      raised('gift', { discountPercent: 0 }).last,
    ]).toEqual([null, null, null]);
  });
  test('who could not grant it is named with the limit and what was asked, and the clauses say so', () => {
    const { over, clauses } = raised('gift', { amountFen: 101 });
    expect(over).toEqual([
      [limitedRoles[0], { limit: 'gift_yuan', most: 0, asked: 1.01 }],
      [second, { limit: 'gift_yuan', most: 1, asked: 1.01 }],
    ]);
    expect(clauses).toEqual(['S0.08.e.1c', 'S1.06.d2', 'S1.14.a5.4']);
    expect(raised('gift', {}).clauses).toEqual(['S0.08.e.1c']);
  });
  test('a post high enough that must sign already is not asked once more; where no limit stands the general manager is', () => {
    expect(
      ask('gift', { magnitude: { amountFen: 101 } }, { ...routes('gift', { general_manager: 1 }), limits }).outcome
        .steps,
    ).toHaveLength(1);
    expect(
      ask('gift', { magnitude: { amountFen: 101 } }, { ...routes('gift', { finance: 1 }), limits }).outcome.steps,
    ).toHaveLength(2);
    const bare = { ...routes('gift', {}), limits: {} };
    expect(seatsOf(ask('gift', { magnitude: { amountFen: 1 } }, bare))).toEqual(['limit limit: general_manager']);
  });
});

describe('the time a request has', () => {
  const times = (row: Record<string, number>, at = now) => {
    const { dueAt, lapses } = ask('gift', {}, { ...routes('gift', { manager: 1 }), times: { gift: row } }, at).outcome;
    return [dueAt, lapses];
  };
  test('hours, the end of the day, or whichever comes first; it lapses only where it has a time', () => {
    const midnight = '2026-03-10T16:00:00.000Z';
    expect(times({ hours: 1 })).toEqual(['2026-03-10T03:00:00.000Z', false]);
    expect(times({ same_day: 1 })).toEqual([midnight, false]);
    expect(times({ hours: 5, same_day: 1, lapses: 1 })).toEqual(['2026-03-10T07:00:00.000Z', true]);
    expect(times({ hours: 24, same_day: 1, lapses: 1 })).toEqual([midnight, true]);
    expect([times({ lapses: 1 }), times({ hours: 0 }), times({})]).toEqual([
      [null, false],
      [null, false],
      [null, false],
    ]);
  });
});
