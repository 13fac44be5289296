import { describe, expect, test } from 'vitest';
import { refuse } from './decision.ts';
import {
  addDays,
  addHours,
  addMinutes,
  addMonths,
  daysIn,
  daysBetween,
  endAfterDays,
  endAfterMonths,
  endAfterSpan,
  endOfDay,
  instantAt,
  instantFromEpochMs,
  localDateOf,
  minutesBetween,
  startOfDay,
  timeOfDayOf,
  toInstant,
} from './instant.ts';
import { differences, sameJson } from './same.ts';

const zone = 'Asia/Shanghai';

describe('instants', () => {
  test('are UTC to the millisecond, whatever the offset they were written with', () => {
    expect(toInstant('2024-03-04T09:00:00+08:00')).toBe('2024-03-04T01:00:00.000Z');
    expect(instantFromEpochMs(1.9)).toBe('1970-01-01T00:00:00.001Z');
    expect(() => toInstant('2024-03-04')).toThrow(RangeError);
  });

  test('move by minutes and hours, and say how far apart they are', () => {
    const nine = '2024-03-04T01:00:00.000Z';
    expect([addMinutes(nine, 90), addHours(nine, -2)]).toEqual([
      '2024-03-04T02:30:00.000Z',
      '2024-03-03T23:00:00.000Z',
    ]);
    expect(minutesBetween(nine, addMinutes(nine, 100_000))).toBe(100_000);
    expect(minutesBetween(nine, '2024-03-04T00:59:30.000Z')).toBe(-0.5);
  });

  test('are a day and a time of day on the spot', () => {
    expect([localDateOf('2024-03-04T15:59:59.999Z', zone), localDateOf('2024-03-04T16:00:00.000Z', zone)]).toEqual([
      '2024-03-04',
      '2024-03-05',
    ]);
    expect(timeOfDayOf('2024-03-04T16:05:59.999Z', zone)).toBe('00:05');
    expect(instantAt('2024-03-05', '00:05', zone)).toBe('2024-03-04T16:05:00.000Z');
    expect(startOfDay('2024-03-31', 'Europe/Berlin')).toBe('2024-03-30T23:00:00.000Z');
    // The night the clocks go forward, two o'clock does not exist: an hour later does.
    expect(instantAt('2024-03-31', '02:30', 'Europe/Berlin')).toBe('2024-03-31T01:30:00.000Z');
  });
});

describe('days', () => {
  test('a month is clamped at its end, a day crosses years', () => {
    expect([addMonths('2023-12-31', 2), addMonths('2024-03-31', -1), addDays('2023-12-31', 1)]).toEqual([
      '2024-02-29',
      '2024-02-29',
      '2024-01-01',
    ]);
    expect([daysBetween('2024-01-01', '2025-01-01'), daysBetween('2024-03-01', '2024-02-28')]).toEqual([366, -2]);
  });

  test('the last day counts whole: a limit ends at the midnight after it', () => {
    expect(endOfDay('2024-03-04', zone)).toBe('2024-03-04T16:00:00.000Z');
    expect(endAfterDays('2024-03-04T01:00:00.000Z', 3, zone)).toBe('2024-03-07T16:00:00.000Z');
    expect(endAfterMonths('2024-01-31T01:00:00.000Z', 1, zone)).toBe('2024-02-29T16:00:00.000Z');
  });
});

test('a refusal without details has none; what JSON cannot say is not there', () => {
  expect(refuse('NO', [])).toEqual({ accepted: false, code: 'NO', clauses: [], rejected: [], detail: {} });
  expect(sameJson({ a: () => 1, b: Symbol('x') }, {})).toBe(true);
  expect(differences(1, 2)).toEqual([{ path: '', stored: 1, now: 2 }]);
});

test('a span is calendar months or days, the last day included', () => {
  const noon = '2024-01-31T04:00:00.000Z'; // Shanghai
  expect([endAfterSpan(noon, 1, zone), endAfterSpan(noon, '30d', zone), endAfterSpan(noon, '1d', zone)]).toEqual([
    '2024-02-29T16:00:00.000Z',
    '2024-03-01T16:00:00.000Z',
    '2024-02-01T16:00:00.000Z',
  ]);
  expect(['30d', '0d', '9999d', '10000d', 'd', '30', '30 d', 30].map(daysIn)).toEqual([
    30,
    0,
    9999,
    null,
    null,
    null,
    null,
    null,
  ]);
});
