/** Where each room stands on the board: floors from the top down, one column for each door of an entrance. */
import type { BoardCell } from '#contract/inventory-shapes.ts';

export interface BoardColumn {
  readonly key: string;
  readonly entrance: string;
  /** What is left of the room number when the floor is taken off it: 01. */
  readonly door: string;
}
export interface BoardRow {
  readonly floor: number | null;
  readonly cells: readonly (BoardCell | null)[];
}
export interface BuildingGrid {
  readonly key: string;
  readonly project: string;
  readonly building: string;
  readonly columns: readonly BoardColumn[];
  readonly entrances: readonly { readonly name: string; readonly span: number }[];
  readonly rows: readonly BoardRow[];
}

export const buildingKey = ({ project, building }: { project?: string; building: string }): string =>
  project ? `${project} ${building}` : building;

const numbered = new Intl.Collator('zh-CN', { numeric: true });

function doorOf({ room, floor }: BoardCell): string {
  const prefix = floor === null ? '' : floor < 0 ? `B${-floor}` : String(floor);
  return prefix !== '' && room.startsWith(prefix) && room.length > prefix.length ? room.slice(prefix.length) : room;
}

/** Rooms whose numbers do not tell them apart on their floor get a column each, so that none hides another. */
export function gridOf(key: string, cells: readonly BoardCell[]): BuildingGrid {
  const placed = new Map<string, Map<number | null, BoardCell>>();
  const columns = new Map<string, BoardColumn>();
  for (const cell of cells) {
    const door = doorOf(cell);
    let name = `${cell.entrance} ${door}`;
    while (placed.get(name)?.has(cell.floor)) name += "'";
    columns.set(name, { key: name, entrance: cell.entrance, door });
    placed.set(name, (placed.get(name) ?? new Map()).set(cell.floor, cell));
  }
  const ordered = [...columns.values()].sort(
    (one, other) => numbered.compare(one.entrance, other.entrance) || numbered.compare(one.key, other.key),
  );
  const floors = [...new Set(cells.map(({ floor }) => floor))].sort(
    (one, other) => (other ?? Number.NEGATIVE_INFINITY) - (one ?? Number.NEGATIVE_INFINITY),
  );
  const entrances: { name: string; span: number }[] = [];
  for (const { entrance } of ordered) {
    const last = entrances.at(-1);
    if (last?.name === entrance) last.span += 1;
    else entrances.push({ name: entrance, span: 1 });
  }
  const [first] = cells;
  return {
    key,
    project: first ? projectOf(key, first.building) : '',
    building: first?.building ?? key,
    columns: ordered,
    entrances,
    rows: floors.map((floor) => ({
      floor,
      cells: ordered.map((column) => placed.get(column.key)?.get(floor) ?? null),
    })),
  };
}

/** The grids of a board, building by building; one in which nothing has changed stays the very same, and is not drawn again. */
export function gridsOf(cells: readonly BoardCell[], before: readonly BuildingGrid[]): readonly BuildingGrid[] {
  const kept = new Map(before.map((grid) => [grid.key, grid]));
  return [...Map.groupBy(cells, (cell) => cell.building)].map(([building, rooms]) => {
    const old = kept.get(building);
    return old && isOf(old, rooms) ? old : gridOf(building, rooms);
  });
}

const isOf = ({ rows }: BuildingGrid, rooms: readonly BoardCell[]): boolean => {
  const shown = new Set(rows.flatMap(({ cells }) => cells.filter((cell) => cell !== null)));
  return shown.size === rooms.length && rooms.every((room) => shown.has(room));
};

const projectOf = (key: string, building: string): string =>
  key.endsWith(building) ? key.slice(0, key.length - building.length).trim() : '';

export interface BoardFilters {
  readonly layout: string;
  readonly state: string;
  readonly free: boolean;
  readonly q: string;
  /** Yuan as typed; empty: no bound. */
  readonly priceFrom: string;
  readonly priceTo: string;
  readonly areaFrom: string;
  readonly areaTo: string;
}

const bound = (text: string, unit = 1): number | null => {
  const value = Number(text.replace(/,/g, ''));
  return text.trim() === '' || Number.isNaN(value) ? null : value * unit;
};
const within = (value: number | null, from: number | null, to: number | null): boolean =>
  (from === null && to === null) ||
  (value !== null && (from === null || value >= from) && (to === null || value <= to));

const FEN_OF_WAN = 1_000_000;
/** Prices are typed in ten thousands, as they are spoken of. What a filter is not about passes it. */
export function matcherOf(filters: BoardFilters): (cell: BoardCell) => boolean {
  const [priceFrom, priceTo] = [bound(filters.priceFrom, FEN_OF_WAN), bound(filters.priceTo, FEN_OF_WAN)];
  const [areaFrom, areaTo] = [bound(filters.areaFrom), bound(filters.areaTo)];
  const asked = filters.q.trim().toLowerCase();
  return (cell) =>
    (filters.layout === '' || cell.layout === filters.layout) &&
    (filters.state === '' || cell.state === filters.state) &&
    (!filters.free || cell.state === 'available') &&
    (asked === '' || cell.room.toLowerCase().includes(asked) || cell.code.toLowerCase().includes(asked)) &&
    within(cell.price, priceFrom, priceTo) &&
    within(cell.area, areaFrom, areaTo);
}

export type Step = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'Home' | 'End';
const isStep = (key: string): key is Step =>
  ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(key);

/** The room an arrow key leads to from this one; gaps are passed over, and at the edge one stays. */
export function neighbour(grid: BuildingGrid, from: string, key: string): string | null {
  if (!isStep(key)) return null;
  const row = grid.rows.findIndex(({ cells }) => cells.some((cell) => cell?.id === from));
  const column = grid.rows[row]?.cells.findIndex((cell) => cell?.id === from) ?? -1;
  if (row < 0) return null;
  const inRow = grid.rows[row]?.cells ?? [];
  if (key === 'Home' || key === 'End')
    return (key === 'Home' ? inRow.find(Boolean) : inRow.findLast(Boolean))?.id ?? null;
  const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key] as [
    number,
    number,
  ];
  for (
    let y = row + down, x = column + right;
    grid.rows[y] && x >= 0 && x < grid.columns.length;
    y += down, x += right
  ) {
    const cell = grid.rows[y]?.cells[x];
    if (cell) return cell.id;
  }
  return from;
}

/** The largest size at which all buildings stand on one screen, side by side and wrapped. */
export function fitBuildings(
  grids: readonly BuildingGrid[],
  room: { readonly width: number; readonly height: number },
  gap: number,
  headHeight: number,
): { readonly width: number; readonly height: number } {
  for (let height = 60; height > 5; height--) {
    const width = Math.round(height * 1.9);
    let x = 0;
    let y = 0;
    let tallest = 0;
    for (const grid of grids) {
      const needs = grid.columns.length * width + gap;
      if (x > 0 && x + needs > room.width) {
        x = 0;
        y += tallest;
        tallest = 0;
      }
      x += needs;
      tallest = Math.max(tallest, grid.rows.length * height + headHeight + gap);
      if (needs > room.width) y = Number.POSITIVE_INFINITY;
    }
    if (y + tallest <= room.height) return { width, height };
  }
  return { width: 10, height: 5 };
}

interface Hint {
  readonly id: string | null;
  readonly state?: string;
  readonly version?: number;
}
interface Painted {
  readonly cells: readonly BoardCell[];
  readonly buildings: readonly { readonly building: string; readonly counts: Readonly<Record<string, number>> }[];
}
const sold: ReadonlySet<string> = new Set(['subscribed', 'contracted', 'handed_over']);

/** The board with one square changed as a hint says; a hint that is older than what is shown, or says nothing, changes nothing. */
export function painted<Board extends Painted>(board: Board, hint: Hint, seesSold: boolean): Board {
  const { id, state, version } = hint;
  if (id === null || state === undefined || version === undefined) return board;
  const at = board.cells.findIndex((cell) => cell.id === id);
  const before = board.cells[at];
  if (!before || before.version >= version) return board;
  const hidden = sold.has(state) && !seesSold ? { price: null, floorPrice: null } : {};
  const after = { ...before, ...hidden, state: state as BoardCell['state'], version, hold: null };
  const buildings = board.buildings.map((one) =>
    one.building === before.building && before.state !== state
      ? {
          ...one,
          counts: {
            ...one.counts,
            [before.state]: Math.max(0, (one.counts[before.state] ?? 0) - 1),
            [state]: (one.counts[state] ?? 0) + 1,
          },
        }
      : one,
  );
  return { ...board, cells: board.cells.with(at, after), buildings };
}
