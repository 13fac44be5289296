/** The big screen of a sales hall: every building at once, as large as fits, with a clock and what is left. Nothing on it can be pressed. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../shell/clock.ts';
import { useConnected } from '../shell/events.ts';
import { formatTime } from '../shell/format.ts';
import { Loading } from '../shell/parts/Loading.tsx';
import { ErrorState } from '../shell/parts/states.tsx';
import { useRouteParams } from '../shell/router.tsx';
import { useSessionState } from '../shell/session.tsx';
import { type BuildingGrid, fitBuildings } from './board-layout.ts';
import './inventory.css';
import { useBoard, useGrids } from './use-board.ts';
import { useSecond } from './use-second.ts';
import { type BoardCell, unitStates } from './words.ts';

const GAP = 18;
const HEAD = 34;
/** How long a room that has just changed stays lit. */
const LIT_MS = 8_000;

export function WallPage() {
  const { t } = useTranslation();
  const { siteId } = useRouteParams<'siteId'>();
  const { session, setSiteId } = useSessionState();
  const connected = useConnected();
  const board = useBoard(siteId);
  const site = session.sites.find(({ id }) => id === siteId);
  useEffect(() => {
    if (site) setSiteId(siteId); // the clock on the wall is the clock of this site
  }, [site, siteId, setSiteId]);
  const cells = board.data?.cells;
  const grids = useGrids(cells);
  const lit = useLit(cells ?? []);
  if (!board.data)
    return board.error ? <ErrorState error={board.error} onRetry={() => void board.refetch()} /> : <Loading />;
  return (
    <main className="wall">
      <header className="wall-head">
        <h1>{site?.name ?? board.data.projects.join(' ')}</h1>
        <ul className="wall-counts">
          {unitStates.map((state) => (
            <li key={state}>
              <span className={`board-swatch is-${state}`} />
              {t(`inventory.state.${state}`)} <b>{board.data.cells.filter((cell) => cell.state === state).length}</b>
            </li>
          ))}
        </ul>
        <WallClock />
      </header>
      <Buildings grids={grids} lit={lit} />
      {connected ? null : (
        <div className="wall-offline">{t('inventory.wall.offline', { time: formatTime(board.data.at) })}</div>
      )}
    </main>
  );
}

function WallClock() {
  useSecond();
  return <time className="wall-clock">{formatTime(new Date(serverNow()).toISOString())}</time>;
}

function Buildings({ grids, lit }: { readonly grids: readonly BuildingGrid[]; readonly lit: ReadonlySet<string> }) {
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ width: 1_200, height: 700 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setRoom({ width: element.clientWidth, height: element.clientHeight }));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  const size = useMemo(() => fitBuildings(grids, room, GAP, HEAD), [grids, room]);
  const font = Math.max(6, Math.floor(Math.min(size.height * 0.62, size.width * 0.3)));
  return (
    <div
      className="wall-buildings"
      ref={box}
      style={
        {
          '--w': `${size.width}px`,
          '--h': `${size.height}px`,
          '--font': `${font}px`,
          '--gap': `${GAP}px`,
        } as React.CSSProperties
      }
    >
      {grids.map((grid) => (
        <section key={grid.key} style={{ gridTemplateColumns: `repeat(${grid.columns.length}, var(--w))` }}>
          <h2>{grid.building}</h2>
          {grid.rows.flatMap(({ floor, cells }) =>
            cells.map((cell, column) =>
              cell ? (
                <span key={cell.id} className={`wall-cell is-${cell.state}${lit.has(cell.id) ? ' is-lit' : ''}`}>
                  {cell.room}
                </span>
              ) : (
                <span key={`${floor} ${grid.columns[column]?.key}`} />
              ),
            ),
          )}
        </section>
      ))}
    </div>
  );
}

/** Rooms whose state has changed a moment ago. */
function useLit(cells: readonly BoardCell[]): ReadonlySet<string> {
  const states = useRef(new Map<string, string>());
  const [lit, setLit] = useState<ReadonlyMap<string, number>>(new Map());
  useEffect(() => {
    const known = states.current;
    const changed = cells.filter(({ id, state }) => known.size > 0 && known.get(id) !== state).map(({ id }) => id);
    states.current = new Map(cells.map(({ id, state }) => [id, state]));
    if (changed.length === 0) return;
    const until = Date.now() + LIT_MS;
    setLit((before) => new Map([...before, ...changed.map((id) => [id, until] as const)]));
    const timer = setTimeout(
      () => setLit((before) => new Map([...before].filter(([, end]) => end > Date.now()))),
      LIT_MS + 50,
    );
    return () => clearTimeout(timer);
  }, [cells]);
  return useMemo(() => new Set(lit.keys()), [lit]);
}
