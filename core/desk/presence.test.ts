import { describe, expect, test } from 'vitest';
import { closeDay } from './order.ts';
import { applyForMakeUp, placeMakeUp, refuseMakeUp } from './presence.ts';
import { club, Floor, fourPositions, salesOffice, showroom } from './scene.testing.ts';

/** A is away while one visitor comes; B serves. Returns the id of what A missed. */
function missedBy(floor: Floor, status: 'errand_company' | 'with_leader'): string {
  floor.status('A', status);
  floor.serve('m');
  return Object.keys(floor.sheet.makeUps)[0] ?? '';
}

describe('make-up turns', () => {
  test('[S0.02.rec.3b] showroom: as many turns as were missed, so many new customers on return, before the ordinary line', () => {
    const floor = new Floor(showroom, 'AB');
    floor.status('A', 'errand_company');
    for (const id of ['1', '2', '3']) floor.serve(id);
    expect(floor.line).toBe('A B');
    expect(floor.status('A', 'on_floor').makeUpsPlaced).toHaveLength(3);
    expect(floor.line).toBe('A+ A+ A+ A B');
    const servers = ['4', '5', '6', '7', '8'].map((id) => {
      const server = floor.next(id);
      floor.finish(id);
      return server;
    });
    expect(servers).toEqual(['A', 'A', 'A', 'A', 'B']);
    expect({ A: floor.count('A'), B: floor.count('B') }).toEqual({ A: 4, B: 4 });
  });

  test('[S0.02.rec.3b] a make-up turn leaves the ordinary place untouched; busy with one, the ordinary line goes on', () => {
    const floor = new Floor(showroom, 'ABC');
    floor.status('A', 'errand_company');
    floor.serve('1'); // A missed, B served: C A B
    floor.status('A', 'on_floor');
    expect(floor.line).toBe('A+ C A B');
    expect(floor.next('2')).toBe('A');
    expect(floor.line).toBe('C A B');
    expect(floor.next('3')).toBe('C');
  });

  test('[S4.01.a08] [S4.01.a09.official] sales office: only the supervisor places a make-up turn, and never the person themselves', () => {
    const floor = new Floor(salesOffice, 'ABC');
    const makeUpId = missedBy(floor, 'errand_company'); // C A B
    floor.status('A', 'on_floor');
    expect(floor.line).toBe('C A B');
    const place = (by: string, at: number) =>
      placeMakeUp(salesOffice, floor.sheet, { makeUpId, place: at, reason: null }, floor.now, by);
    expect(place('A', 1)).toMatchObject({ accepted: false, code: 'SELF_PLACEMENT' });
    expect(place('boss', 0)).toMatchObject({ code: 'PLACE_NOT_IN_LINE' });
    expect(place('boss', 5)).toMatchObject({ code: 'PLACE_NOT_IN_LINE' });
    floor.take(place('boss', 2));
    expect(floor.line).toBe('C A+ A B');
    expect(place('boss', 2)).toMatchObject({ code: 'NO_TURN_MISSED' });
    floor.serve('2');
    expect(floor.next('3')).toBe('A');
    expect(floor.line).toBe('A B C');
    expect(floor.count('A')).toBe(1);
  });

  test('[S4.01.a09.official] a missed turn may be asked for before the supervisor grants it, on a later day too', () => {
    const floor = new Floor(salesOffice, 'ABC');
    const makeUpId = missedBy(floor, 'errand_company');
    const ask = { makeUpId, staffId: 'A', reason: '外出办证' };
    floor.take(applyForMakeUp(salesOffice, floor.sheet, ask, '2024-03-05T02:00:00.000Z'));
    expect(applyForMakeUp(salesOffice, floor.sheet, ask, floor.now)).toMatchObject({ code: 'ALREADY_APPLIED' });
    floor.take(placeMakeUp(salesOffice, floor.sheet, { makeUpId, place: 1, reason: null }, floor.now, 'boss'));
    expect(floor.line).toBe('A+ C A B');
  });

  test('[S4.01.a09.official] the supervisor may also say no', () => {
    const floor = new Floor(salesOffice, 'ABC');
    const makeUpId = missedBy(floor, 'errand_company');
    floor.take(refuseMakeUp(floor.sheet, { makeUpId, reason: '未报备' }, floor.now, 'boss'));
    expect(floor.sheet.makeUps).toEqual({});
  });

  test('[S4.02.i07.leader] four positions: on application the same day, once, granted by the shift leader', () => {
    const floor = new Floor(fourPositions, 'ABC');
    const makeUpId = missedBy(floor, 'with_leader');
    const grant = () =>
      placeMakeUp(fourPositions, floor.sheet, { makeUpId, place: 1, reason: null }, floor.now, 'boss');
    const apply = (staffId = 'A', now = floor.now) =>
      applyForMakeUp(fourPositions, floor.sheet, { makeUpId, staffId, reason: '陪同' }, now);
    expect(grant()).toMatchObject({ code: 'NOT_APPLIED_FOR' });
    expect(apply('B')).toMatchObject({ code: 'NOT_YOUR_MAKE_UP' });
    expect(apply('A', '2024-03-04T16:00:00.000Z')).toMatchObject({ code: 'APPLIED_TOO_LATE' });
    expect(apply('A', '2024-03-04T15:59:59.999Z').accepted).toBe(true);
    floor.take(apply());
    expect(apply()).toMatchObject({ code: 'ALREADY_APPLIED' });
    floor.take(grant());
    expect(floor.line).toBe('A+ C A B');
  });

  test('[S1.19.x.6] club: there is no make-up to give', () => {
    const floor = new Floor(club, 'ABC');
    missedBy(floor, 'errand_company');
    expect(floor.sheet.makeUps).toEqual({});
    expect(placeMakeUp(club, floor.sheet, { makeUpId: 'x', place: 1, reason: null }, floor.now, 'boss')).toMatchObject({
      code: 'MAKE_UP_NOT_GIVEN_HERE',
    });
  });

  test('[S4.01.a08] a placed make-up turn survives today’s close and ends at the close of the next business day', () => {
    const floor = new Floor(salesOffice, 'ABC');
    const makeUpId = missedBy(floor, 'errand_company');
    floor.take(placeMakeUp(salesOffice, floor.sheet, { makeUpId, place: 1, reason: null }, floor.now, 'boss'));
    const first = floor.take(closeDay(salesOffice, floor.sheet, { reason: null }, floor.now, 'boss'));
    expect(first.expiredMakeUps).toEqual([]);
    floor.sheet = { ...floor.sheet, status: 'open' };
    const second = closeDay(salesOffice, floor.sheet, { reason: null }, floor.now, 'boss');
    if (!second.accepted) throw new Error(second.code);
    expect(second.outcome.result.expiredMakeUps).toEqual([makeUpId]);
    expect(second.outcome.sheet.line.every((item) => item.makeUpId === null)).toBe(true);
  });
});

describe('coming and going', () => {
  test('[S4.01.a09.personal] a late arrival keeps the place and loses what passed, or goes to the end, by the house’s rule', () => {
    const presence = { A: 'not_arrived' as const };
    const keep = new Floor(salesOffice, 'ABC', { presence });
    expect(keep.next('1')).toBe('B');
    keep.status('A', 'on_floor');
    expect({ line: keep.line, makeUps: keep.sheet.makeUps }).toEqual({ line: 'C A B', makeUps: {} });
    const append = new Floor({ ...salesOffice, lateArrival: 'append_at_end' }, 'ABC', { presence });
    append.status('A', 'on_floor');
    expect(append.line).toBe('B C A');
    expect(append.entries.at(-1)).toMatchObject({ kind: 'late', from: 1, to: 3 });
  });

  test('leaving the floor moves nobody; being passed does', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.status('A', 'meal');
    floor.status('A', 'on_floor');
    expect(floor.line).toBe('A B C');
    expect(floor.next('1')).toBe('A');
  });

  test('a visitor who waited goes to whoever comes back', () => {
    const floor = new Floor(salesOffice, 'A');
    floor.status('A', 'meal');
    floor.receive('1');
    expect(floor.status('A', 'on_floor').nextWaiting).toBe('1');
    expect(floor.next('1')).toBe('A');
  });
});
