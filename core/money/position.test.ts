import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultsOf } from '../kernel/parameters.ts';
import {
  daysOfMonth,
  decideCause,
  decidePosition,
  decideSetPosition,
  dueBy,
  nextCheck,
  planDays,
  proRata,
} from './position.ts';
import { PositionRules } from './position-rules.ts';

const rules = defaultsOf(PositionRules);
const month = '2024-04'; // thirty days; Qingming 4–6 April off, the 7th and 28th worked in their place
const weekends = ['06', '13', '14', '20', '21', '27'].map((day) => `2024-04-${day}`);
const daysOff = ['2024-04-04', '2024-04-05', ...weekends];
const plan = { contracts: 22, salesFen: 2200, collectionsFen: 1100 };
const nothing = { contracts: 0, salesFen: 0, collectionsFen: 0 };

test('the plan of a month is spread over its working days, and all of it is due at its end', () => {
  const days = planDays(rules, month, daysOff);
  expect(days).toHaveLength(22);
  expect(dueBy(plan, days, '2024-03-31')).toEqual(nothing);
  expect(dueBy(plan, days, '2024-04-03')).toEqual({ contracts: 3, salesFen: 300, collectionsFen: 150 });
  expect(dueBy(plan, days, '2024-04-06')).toEqual(dueBy(plan, days, '2024-04-03')); // a holiday asks for nothing
  expect(dueBy(plan, days, '2024-04-30')).toEqual(plan);
  expect(planDays({ positionDays: 'every' }, month, daysOff)).toEqual(daysOfMonth(month));
  expect(planDays(rules, month, daysOfMonth(month))).toHaveLength(30);
});

test('a share of the plan is exact, grows with the days and never leaves anything over', () => {
  const amount = fc.integer({ min: 0, max: 10 ** 15 });
  fc.assert(
    fc.property(amount, fc.integer({ min: 1, max: 31 }), fc.integer({ min: 0, max: 31 }), (fen, total, at) => {
      const passed = Math.min(at, total);
      expect(proRata(fen, passed, total)).toBe(Number((BigInt(fen) * BigInt(passed)) / BigInt(total)));
      expect(proRata(fen, total, total)).toBe(fen);
    }),
  );
});

test('[S0.07.sup.2] sales or collections below the floor of the plan to date are a duty, a fen above is none', () => {
  const at = (salesFen: number, collectionsFen: number, more = {}) =>
    decidePosition(rules, {
      ...{ month, through: '2024-04-12', daysOff, plan, hasOpenDuty: false },
      ...{ actual: { contracts: 0, salesFen, collectionsFen } },
      ...more,
    });
  // Nine working days of twenty-two: 900 sold and 450 collected are due, nine tenths of it are 810 and 405.
  expect(at(810, 405)).toMatchObject({ code: 'POSITION_GOOD' });
  expect(at(809, 405)).toMatchObject({
    outcome: { below: ['sales'], measures: { salesFen: { due: 900, percent: 89.8 } } },
  });
  expect(at(810, 404)).toMatchObject({ outcome: { below: ['collections'] } });
  expect(at(0, 0)).toMatchObject({ outcome: { below: ['sales', 'collections'] } });
  expect(at(0, 0, { hasOpenDuty: true })).toMatchObject({ code: 'DUTY_OPEN' });
  expect(decidePosition({ ...rules, positionFloorPercent: 0 }, facts0())).toMatchObject({ code: 'POSITION_GOOD' });
});
const facts0 = () => ({ month, through: '2024-04-30', daysOff, plan, actual: nothing, hasOpenDuty: false });

test('[S0.07.sup.2] the cause is noted once, in words, for the departments concerned', () => {
  const say = (state: 'open' | 'noted', cause: string, departmentIds: string[]) =>
    decideCause({ state, below: ['sales'] }, { cause, departmentIds });
  expect(say('open', '推广停了两周', ['planning'])).toMatchObject({ outcome: { state: 'noted' } });
  expect(say('open', ' ', ['planning'])).toMatchObject({ code: 'CAUSE_NEEDED' });
  expect(say('open', '推广停了两周', [])).toMatchObject({ code: 'CAUSE_TO_NOBODY' });
  expect(say('noted', '推广停了两周', ['planning'])).toMatchObject({ code: 'CAUSE_NOTED' });
});

test('a plan is set ahead; another version of it takes a reason, a month that is over none at all', () => {
  const set = (facts: object, input: object = {}) =>
    decideSetPosition(
      { month, thisMonth: '2024-04', version: 0, ...facts },
      { contracts: 1, salesFen: 1, collectionsFen: 1, reason: '', ...input },
    );
  expect(set({})).toMatchObject({ outcome: { version: 1 } });
  expect(set({ version: 1 })).toMatchObject({ code: 'PLAN_REASON_NEEDED' });
  expect(set({ version: 1 }, { reason: '加推二期' })).toMatchObject({ outcome: { version: 2 } });
  expect(set({ month: '2024-03' })).toMatchObject({ code: 'MONTH_OVER' });
  expect(set({}, nothing)).toMatchObject({ code: 'PLAN_EMPTY' });
});

test('it is checked on the house’s weekday, and on the first of a month for the one that ended', () => {
  const next = (now: string) => nextCheck(rules, now, 'Asia/Shanghai').on;
  expect(next('2024-04-10T02:00:00.000Z')).toBe('2024-04-15'); // the Monday after
  expect(next('2024-04-14T16:00:00.000Z')).toBe('2024-04-22'); // it is Monday already
  expect(next('2024-04-29T02:00:00.000Z')).toBe('2024-05-01');
});
