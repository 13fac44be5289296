/** Launch day: the draw anybody can repeat, whose turn it is, the press, and what is offered to whoever came too late. */
import { describe, expect, test } from 'vitest';
import {
  type Choice,
  decideDraw,
  decidePress,
  type LaunchFacts,
  launchMoves,
  nearest,
  type PressFacts,
  shuffled,
} from './launch.ts';

const twelve = Array.from({ length: 12 }, (_, index) => String(index + 1));

describe('the draw', () => {
  test('of a seed that was published gives this order today and in every later release', () => {
    expect(shuffled(twelve, '开盘 2026-11-22').join(' ')).toBe('11 1 2 7 5 6 10 9 3 8 12 4');
    expect(shuffled(twelve, 'seed').join(' ')).toBe('9 3 1 6 2 10 12 8 5 11 4 7');
    expect(shuffled(twelve, '').join(' ')).toBe('2 1 7 12 5 3 10 4 9 8 11 6');
    expect([shuffled([], 'x'), shuffled(['a'], 'x'), twelve[0]]).toEqual([[], ['a'], '1']);
  });
  test('favours no place: over many seeds everybody is first about as often', () => {
    const firsts = new Map<string, number>();
    for (let seed = 0; seed < 4000; seed++) {
      const first = shuffled(['a', 'b', 'c', 'd'], `seed ${seed}`)[0] ?? '';
      firsts.set(first, (firsts.get(first) ?? 0) + 1);
    }
    for (const times of firsts.values()) expect(Math.abs(times - 1000)).toBeLessThan(120);
    expect(firsts.size).toBe(4);
  });
  test('is made once registration is open, and only where numbers count', () => {
    const draw = (mode: LaunchFacts['mode'], state: 'registering' | 'ready' = 'registering') =>
      decideDraw({ state, mode, buyers: twelve }, { seed: 'seed' });
    expect(draw('by_order_number')).toMatchObject({ outcome: { order: shuffled(twelve, 'seed') } });
    expect(draw('all_at_once')).toMatchObject({ outcome: { order: [] } });
    expect(draw('by_order_number', 'ready')).toMatchObject({ code: 'LAUNCH_STATE', detail: { state: 'ready' } });
    expect(launchMoves).toEqual({ registering: ['ready', 'closed'], ready: ['closed'], closed: [] });
  });
});

describe('a press', () => {
  const launch: LaunchFacts = {
    ...{ state: 'ready', mode: 'all_at_once', opensAt: '2026-03-01T02:00:00.000Z', closesAt: null },
    ...{ groupSize: 1, groupMinutes: 5, perBuyer: 1, holdMinutes: 30 },
  };
  const facts: PressFacts = {
    launch,
    buyer: { orderNumber: null, chosen: 0 },
    unit: { id: 'u', kind: 'room', state: 'available', isMarked: false, quantity: null },
    isInLaunch: true,
    hold: null,
  };
  const press = (more: Partial<PressFacts>, at = launch.opensAt) =>
    decidePress({ ...facts, ...more }, { unitId: 'u', buyerId: 'b' }, at);
  test('counts from the opening instant; a room somebody has names them, one that is withheld is not for sale', () => {
    expect(press({})).toMatchObject({ outcome: { expiresAt: '2026-03-01T02:30:00.000Z' } });
    expect(press({}, '2026-03-01T01:59:59.999Z')).toMatchObject({
      code: 'LAUNCH_NOT_OPEN',
      detail: { at: launch.opensAt },
    });
    expect(press({ unit: { ...facts.unit, state: 'subscribed' } })).toMatchObject({
      code: 'PRESS_TAKEN',
      detail: { unitId: 'u', byId: null },
    });
    expect(press({ unit: { ...facts.unit, state: 'withheld' } })).toMatchObject({
      code: 'UNIT_WITHHELD',
      detail: { unitId: 'u' },
    });
  });
});

describe('what is most like the one that is gone', () => {
  const room = (id: string, more: Partial<Choice> = {}): Choice => ({
    ...{ id, layout: 'A', building: '1#', floor: 10, price: 100 },
    ...more,
  });
  const wanted = room('gone');
  const like = (free: Choice[], how = 10, one = wanted) => nearest(one, free, how).map(({ id }) => id);

  test('the layout counts before the building, the building before floor and price together', () => {
    const far = room('far', { floor: 99, price: 900 });
    expect(like([room('layout', { layout: 'B' }), room('building', { building: '2#' }), far, room('same')])).toEqual([
      'same',
      'building',
      'far',
      'layout',
    ]);
    const other = room('other', { building: '2#', floor: 99, price: 900 });
    expect(like([room('layout', { layout: 'B' }), other])).toEqual(['other', 'layout']);
  });
  test('of one building the floor nearest and the price nearest, above or below alike', () => {
    expect(like([room('up', { floor: 14 }), room('two', { floor: 12 }), room('down', { floor: 9 })])).toEqual([
      'down',
      'two',
      'up',
    ]);
    expect(like([room('dear', { price: 130 }), room('cheap', { price: 90 }), room('near', { price: 105 })])).toEqual([
      'near',
      'cheap',
      'dear',
    ]);
    expect(like([room('floor', { floor: 6 }), room('price', { price: 106 })])).toEqual(['floor', 'price']); // 1 against 1.2
    expect(like([room('floor', { floor: 5 }), room('price', { price: 106 })])).toEqual(['price', 'floor']); // 1.25 against 1.2
  });
  test('a floor or a price nobody knows tells nothing apart', () => {
    expect(like([room('known', { price: 110 }), room('unknown', { price: null })])).toEqual(['unknown', 'known']);
    expect(like([room('b', { price: 500 }), room('a', { price: null })], 10, room('gone', { price: null }))).toEqual([
      'b',
      'a',
    ]);
    expect(like([room('low', { floor: 2 }), room('none', { floor: null })], 10, room('gone', { floor: null }))).toEqual(
      ['none', 'low'],
    );
  });
  test('as many as were asked for; of those equally near the first found', () => {
    expect(
      like(
        ['a', 'b', 'c'].map((id) => room(id)),
        2,
      ),
    ).toEqual(['a', 'b']);
    expect(like([room('b', { floor: 14 }), room('a', { floor: 14 }), room('best')], 2)).toEqual(['best', 'b']);
    expect(like([room('x', { floor: 18 }), room('y', { floor: 14 }), room('z', { floor: 11 })], 2)).toEqual(['z', 'y']);
    expect(like([], 3)).toEqual([]);
  });
});
