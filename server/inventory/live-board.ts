/**
 * How the units of a launch stand, kept in memory by the same events that keep the boards current. It serves refusals only: a press on a
 * taken room is told so, and what is still free, without a transaction. Whether a room is free is known by the database alone.
 */
import { type Choice, nearest, type UnitState } from '#core/inventory/index.ts';
import type { Delivered, EventHub } from '#server/platform/events.ts';
import type { Database } from '#server/platform/database.ts';
import { standingsOf } from './store-launches.ts';

export interface Standing extends Choice {
  readonly code: string;
  state: UnitState;
  version: number;
  /** The person whose hold it is; not known for a moment after this server missed something. */
  byId: string | null;
  /** The buyer of the launch for whom it is held. */
  forId: string | null;
}
export interface Board {
  readonly companyId: string;
  readonly siteId: string;
  readonly units: Map<string, Standing>;
}

export const SUGGESTED = 5;
const LAUNCHES_REMEMBERED = 50;

export class LiveBoards {
  private readonly boards = new Map<string, Promise<Board>>();
  private readonly database: Database;
  private readonly stop: () => void;

  constructor(database: Database, events: EventHub) {
    this.database = database;
    this.stop = events.subscribe((event) => this.hear(event));
  }

  close(): void {
    this.stop();
    this.boards.clear();
  }

  /** Listens before it reads, so that nothing falls between. */
  of(companyId: string, launchId: string): Promise<Board> {
    // By company too: nobody is answered from another company's memory, whatever launch they name.
    const key = `${companyId} ${launchId}`;
    const known = this.boards.get(key);
    if (known) return known;
    if (this.boards.size >= LAUNCHES_REMEMBERED) this.boards.clear();
    const board = this.load(companyId, launchId, key);
    this.boards.set(key, board);
    board.catch(() => this.boards.delete(key));
    return board;
  }

  private async load(companyId: string, launchId: string, key: string): Promise<Board> {
    const early: Delivered[] = [];
    this.early.set(key, early);
    try {
      const rows = await this.database.inCompany(companyId, (tx) => standingsOf(tx, launchId));
      const board: Board = {
        companyId,
        siteId: rows[0]?.siteId ?? '',
        units: new Map(rows.map(({ siteId: _site, ...row }) => [row.id, row])),
      };
      for (const event of early) apply(board, event);
      return board;
    } finally {
      this.early.delete(key);
    }
  }
  private readonly early = new Map<string, Delivered[]>();

  private hear(event: Delivered): void {
    if (event.topic !== 'inventory' && event.topic !== 'resync') return;
    if (!event.id || event.state === undefined) {
      this.boards.clear(); // not about one unit: prices or the launch itself have changed, or something was missed
      return;
    }
    for (const early of this.early.values()) early.push(event);
    for (const board of this.boards.values()) void board.then((loaded) => apply(loaded, event)).catch(() => {});
  }
}

function apply(board: Board, event: Delivered): void {
  const unit = board.units.get(event.id ?? '');
  if (!unit || event.state === undefined || (event.version ?? 0) <= unit.version) return;
  unit.state = event.state as UnitState;
  unit.version = event.version ?? unit.version;
  unit.byId = event.byId ?? null;
  unit.forId = event.forId ?? null;
}

/** What is free and like the one that was wanted. */
export function freeLike(board: Board, unitId: string): (Standing & { id: string })[] {
  const wanted = board.units.get(unitId);
  if (!wanted) return [];
  const free = [...board.units.values()].filter(({ state, id }) => state === 'available' && id !== unitId);
  return nearest(wanted, free, SUGGESTED);
}
