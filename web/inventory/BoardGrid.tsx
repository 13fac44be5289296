/** One building: floors from the top down, a square for each room. A square repaints only when it changes itself. */
import { type KeyboardEvent, memo, type MouseEvent, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatWan } from '../shell/format.ts';
import { type BuildingGrid, neighbour } from './board-layout.ts';
import { HoldTimer } from './HoldTimer.tsx';
import { areaText, type BoardCell } from './words.ts';

const idOf = (event: MouseEvent | KeyboardEvent): string | null =>
  (event.target as HTMLElement).closest<HTMLElement>('[data-unit]')?.dataset.unit ?? null;

interface BoardGridProps {
  readonly grid: BuildingGrid;
  readonly matches: (cell: BoardCell) => boolean;
  readonly dense: boolean;
  readonly onOpen: (unitId: string) => void;
  readonly chosen?: ReadonlySet<string>;
}

export const BoardGrid = memo(function BoardGrid({ grid, matches, dense, onOpen, chosen }: BoardGridProps) {
  const { t } = useTranslation();
  const table = useRef<HTMLDivElement>(null);
  const first = grid.rows.flatMap(({ cells }) => cells).find((cell) => cell !== null)?.id ?? '';
  const [at, setAt] = useState(first);
  // A building looked at anew has none of the rooms of the one before.
  const focusable = grid.rows.some(({ cells }) => cells.some((cell) => cell?.id === at)) ? at : first;
  const onClick = useCallback(
    (event: MouseEvent) => {
      const id = idOf(event);
      if (!id) return;
      setAt(id);
      onOpen(id);
    },
    [onOpen],
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    const from = idOf(event);
    if (!from || event.ctrlKey || event.altKey || event.metaKey) return;
    const to = neighbour(grid, from, event.key);
    if (!to) return;
    event.preventDefault();
    setAt(to);
    table.current?.querySelector<HTMLElement>(`[data-unit="${to}"]`)?.focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot leave out rows that are out of sight
    <div
      role="grid"
      tabIndex={-1}
      aria-label={grid.building}
      aria-rowcount={grid.rows.length}
      className={dense ? 'board-grid is-dense' : 'board-grid'}
      ref={table}
      onClick={onClick}
      onKeyDown={onKeyDown}
      style={{ '--doors': grid.columns.length } as React.CSSProperties}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: a heading is not interactive */}
      <div role="row" className="board-row board-head">
        <span className="board-floor" />
        {grid.entrances.map(({ name, span }) => (
          // biome-ignore lint/a11y/useSemanticElements: as above
          <span
            key={name}
            role="columnheader"
            tabIndex={-1}
            className="board-entrance"
            style={{ gridColumn: `span ${span}` }}
          >
            {name === '' ? grid.building : dense ? name : t('inventory.entrance', { name })}
          </span>
        ))}
      </div>
      {grid.rows.map(({ floor, cells }) => (
        // biome-ignore lint/a11y/useSemanticElements: as above
        // biome-ignore lint/a11y/useFocusableInteractive: its cells are
        <div role="row" className="board-row" key={floor ?? 'none'}>
          {/* biome-ignore lint/a11y/useSemanticElements: as above */}
          <span role="rowheader" tabIndex={-1} className="board-floor">
            {floor ?? '—'}
          </span>
          {cells.map((cell, column) =>
            cell ? (
              <Square
                key={cell.id}
                cell={cell}
                isOut={!matches(cell)}
                isFirst={cell.id === focusable}
                isChosen={chosen?.has(cell.id) === true}
                dense={dense}
              />
            ) : (
              <span key={grid.columns[column]?.key} className="board-gap" />
            ),
          )}
        </div>
      ))}
    </div>
  );
});

interface SquareProps {
  readonly cell: BoardCell;
  readonly isOut: boolean;
  readonly isFirst: boolean;
  readonly isChosen: boolean;
  readonly dense: boolean;
}

const same = (one: SquareProps, other: SquareProps): boolean =>
  one.cell.id === other.cell.id &&
  one.cell.version === other.cell.version &&
  one.cell.state === other.cell.state &&
  one.cell.price === other.cell.price &&
  one.cell.marked === other.cell.marked &&
  one.cell.hold?.until === other.cell.hold?.until &&
  one.isOut === other.isOut &&
  one.isFirst === other.isFirst &&
  one.isChosen === other.isChosen &&
  one.dense === other.dense;

const Square = memo(function Square({ cell, isOut, isFirst, isChosen, dense }: SquareProps) {
  const { t } = useTranslation();
  const state = t(`inventory.state.${cell.state}`);
  const about = [cell.code, state, cell.layout, areaText(cell.area), formatWan(cell.price), cell.hold?.by].filter(
    Boolean,
  );
  const names = ['board-cell', `is-${cell.state}`, isOut ? 'is-out' : '', isChosen ? 'is-chosen' : ''];
  return (
    <button
      type="button"
      data-unit={cell.id}
      tabIndex={isFirst ? 0 : -1}
      className={names.filter(Boolean).join(' ')}
      aria-label={about.join(' ')}
      title={dense ? about.join(' · ') : undefined}
    >
      {dense ? (
        <span className="board-room">{cell.room}</span>
      ) : (
        <>
          <span className="board-line">
            <span className="board-room">{cell.room}</span>
            <span className="board-state">{cell.hold?.mine ? t('inventory.mine') : state}</span>
          </span>
          <span className="board-line board-what">
            {cell.hold ? <span className="board-who">{cell.hold.by}</span> : `${cell.layout} ${cell.area ?? ''}`}
          </span>
          <span className="board-line">
            {cell.hold ? <HoldTimer until={cell.hold.until} /> : <b>{formatWan(cell.price)}</b>}
            {cell.fixed ? <i>{t('inventory.fixed.short')}</i> : null}
            {cell.marked && cell.state === 'available' ? <i>{t('inventory.marked.short')}</i> : null}
          </span>
        </>
      )}
    </button>
  );
}, same);
