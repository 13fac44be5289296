/** The board puts every room in its place, whatever its number looks like, and the keys find their way over it. */
import { describe, expect, test } from 'vitest';
import type { BoardCell } from '#contract/inventory-shapes.ts';
import { type BoardFilters, fitBuildings, gridOf, gridsOf, matcherOf, neighbour, painted } from './board-layout.ts';

const cell = (room: string, floor: number | null, more: Partial<BoardCell> = {}): BoardCell => ({
  id: `${more.entrance ?? '1'}-${room}`,
  code: `1#-1-${room}`,
  building: '1#',
  entrance: '1',
  floor,
  room,
  layout: 'A1',
  area: 89.12,
  state: 'available',
  marked: false,
  price: 200_000_000,
  floorPrice: null,
  fixed: false,
  hold: null,
  launchId: null,
  version: 1,
  ...more,
});
const shape = (grid: ReturnType<typeof gridOf>) =>
  grid.rows.map((row) => [row.floor, ...row.cells.map((one) => one?.room ?? '')]);

describe('the grid', () => {
  test('floors from the top, doors from the left, entrances side by side', () => {
    const grid = gridOf('1#', [
      cell('301', 3),
      cell('302', 3),
      cell('1001', 10),
      cell('303', 3, { entrance: '2' }),
      cell('B101', -1),
    ]);
    expect(shape(grid)).toEqual([
      [10, '1001', '', ''],
      [3, '301', '302', '303'],
      [-1, 'B101', '', ''],
    ]);
    expect(grid.entrances).toEqual([
      { name: '1', span: 2 },
      { name: '2', span: 1 },
    ]);
  });
  test('two rooms of one number stand side by side, and a room without a floor stands last', () => {
    const grid = gridOf('A', [cell('8', 2), cell('8', 2, { id: 'other' }), cell('铺1', null)]);
    expect(shape(grid)).toEqual([
      [2, '8', '8', ''],
      [null, '', '', '铺1'],
    ]);
  });
});

test('arrows pass over gaps and stop at the edge', () => {
  const grid = gridOf('1#', [cell('301', 3), cell('303', 3), cell('201', 2), cell('202', 2), cell('203', 2)]);
  expect(neighbour(grid, '1-301', 'ArrowRight')).toBe('1-303');
  expect(neighbour(grid, '1-202', 'ArrowUp')).toBe('1-202');
  expect(neighbour(grid, '1-303', 'ArrowDown')).toBe('1-203');
  expect(neighbour(grid, '1-201', 'ArrowLeft')).toBe('1-201');
  expect([neighbour(grid, '1-202', 'Home'), neighbour(grid, '1-202', 'End')]).toEqual(['1-201', '1-203']);
  expect([neighbour(grid, '1-202', 'Enter'), neighbour(grid, 'gone', 'ArrowUp')]).toEqual([null, null]);
});

test('filters: bounds include their ends, what is not asked for passes, a price nobody may see is in no range', () => {
  const none: BoardFilters = {
    layout: '',
    state: '',
    free: false,
    q: '',
    priceFrom: '',
    priceTo: '',
    areaFrom: '',
    areaTo: '',
  };
  const passes = (filters: Partial<BoardFilters>, one = cell('301', 3)) => matcherOf({ ...none, ...filters })(one);
  expect(passes({})).toBe(true);
  expect([
    passes({ priceFrom: '200', priceTo: '200' }),
    passes({ priceFrom: '200.1' }),
    passes({ priceTo: '199.9' }),
  ]).toEqual([true, false, false]);
  expect([passes({ areaFrom: '89.12' }), passes({ areaFrom: '89.13' })]).toEqual([true, false]);
  expect(passes({ priceFrom: '1' }, cell('301', 3, { price: null }))).toBe(false);
  expect([passes({ free: true }), passes({ free: true }, cell('301', 3, { state: 'held' }))]).toEqual([true, false]);
  expect([passes({ q: '1#-1' }), passes({ q: '302' }), passes({ layout: 'B' }), passes({ state: 'held' })]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('a screen shows all buildings at the largest size that fits', () => {
  const tower = gridOf(
    '1#',
    Array.from({ length: 132 }, (_, index) =>
      cell(`${Math.floor(index / 4) + 1}0${(index % 4) + 1}`, Math.floor(index / 4) + 1),
    ),
  );
  const towers = Array.from({ length: 8 }, () => tower);
  const size = fitBuildings(towers, { width: 1920, height: 900 }, 16, 30);
  expect(33 * size.height + 46).toBeLessThanOrEqual(900);
  expect(8 * (4 * size.width + 16)).toBeLessThanOrEqual(1920);
  expect(fitBuildings([tower], { width: 1920, height: 900 }, 16, 30).height).toBeGreaterThanOrEqual(size.height);
});

test('a hint paints its square: newer ones only, without a price nobody may see, and the counts follow', () => {
  const board = {
    cells: [cell('301', 3), cell('302', 3)],
    buildings: [{ building: '1#', counts: { available: 2, held: 0 } }],
  };
  const hint = { id: '1-301', state: 'contracted', version: 2 };
  const after = painted(board, hint, false);
  expect(after.cells[0]).toMatchObject({ state: 'contracted', version: 2, price: null, floorPrice: null });
  expect(after.cells[1]).toBe(board.cells[1]);
  expect(after.buildings[0]?.counts).toEqual({ available: 1, held: 0, contracted: 1 });
  expect(painted(board, hint, true).cells[0]?.price).toBe(200_000_000);
  for (const nothing of [{ ...hint, version: 1 }, { ...hint, id: 'gone' }, { id: null }, { id: '1-301' }])
    expect(painted(board, nothing, false)).toBe(board);
  expect(painted(board, { ...hint, state: 'available' }, false).buildings).toEqual(board.buildings);
});

test('a building in which nothing has changed is the very same grid', () => {
  const cells = [cell('301', 3), cell('302', 3, { building: '2#', id: 'b' })];
  const before = gridsOf(cells, []);
  const after = gridsOf([{ ...cell('301', 3), version: 2 }, cells[1] ?? cell('1', 1)], before);
  expect(after.map(({ key }) => key)).toEqual(['1#', '2#']);
  expect(after[0]).not.toBe(before[0]);
  expect(after[1]).toBe(before[1]);
  expect(gridsOf(cells.slice(0, 1), before)).toHaveLength(1);
});
