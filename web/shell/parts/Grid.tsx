/**
 * Rows and columns, drawn by the browser only where they are in sight (`content-visibility` in shell.css): thousands of rows scroll
 * smoothly, can be searched in the page and printed, and no table library is loaded.
 */
import type { CSSProperties, Key, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const WIDTH_DEFAULT = 140;
const SELECTION_WIDTH = 44;

export interface GridSelection {
  readonly selectedRowKeys?: readonly Key[];
  readonly onChange?: (keys: string[]) => void;
  readonly columnWidth?: number;
}

/** The part of Ant Design's columns that a list needs; loose where theirs is wider, so that theirs fit too. */
export interface GridColumn<Row> {
  readonly key?: Key;
  readonly title?: unknown;
  /** Name of a field of the row; with `render` its value comes first. */
  readonly dataIndex?: unknown;
  readonly width?: number | string;
  readonly align?: string;
  readonly ellipsis?: unknown;
  /** Stays in sight while the rest scrolls sideways: 'left'. */
  readonly fixed?: unknown;
  readonly render?: (value: never, row: Row, index: number) => unknown;
}

interface GridProps<Row> {
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly columns: readonly GridColumn<Row>[];
  readonly onOpen?: (row: Row) => void;
  readonly selection?: GridSelection;
  readonly rowClassName?: (row: Row) => string;
}

const widthOf = ({ width }: { readonly width?: number | string }): number =>
  typeof width === 'number' ? width : WIDTH_DEFAULT;

function cellOf<Row extends object>(column: GridColumn<Row>, row: Row, index: number): ReactNode {
  const { dataIndex, render } = column;
  const value = typeof dataIndex === 'string' ? (row as Record<string, unknown>)[dataIndex] : undefined;
  return (render ? render(value as never, row, index) : value) as ReactNode;
}

type Laid = Pick<GridColumn<object>, 'align' | 'fixed' | 'width'>;

/** Columns fixed to the left stand one beside the other while the rest scrolls. */
function styleOf(columns: readonly Laid[], index: number, from: number): CSSProperties | undefined {
  const column = columns[index];
  if (!column) return undefined;
  const align = { textAlign: column.align as CSSProperties['textAlign'] };
  if (!column.fixed) return align;
  const before = columns.slice(0, index).reduce((sum, one) => sum + widthOf(one), from);
  return { ...align, position: 'sticky', insetInlineStart: before, zIndex: 1, background: 'inherit' };
}

export function Grid<Row extends object>({ rows, rowKey, columns, onOpen, selection, rowClassName }: GridProps<Row>) {
  const { t } = useTranslation();
  const from = selection ? SELECTION_WIDTH : 0;
  const template = [
    ...(selection ? [`${SELECTION_WIDTH}px`] : []),
    // A fixed column keeps its width, so that the one beside it knows where to stop; the others share what is left.
    ...columns.map((column) =>
      column.fixed ? `${widthOf(column)}px` : `minmax(${widthOf(column)}px, ${widthOf(column)}fr)`,
    ),
  ].join(' ');
  const chosen = new Set((selection?.selectedRowKeys ?? []).map(String));
  const keys = rows.map(rowKey);
  const isAll = chosen.size > 0 && keys.every((key) => chosen.has(key));
  const choose = (next: Iterable<string>): void => selection?.onChange?.([...next]);
  const toggle = (key: string): void =>
    choose(chosen.has(key) ? [...chosen].filter((one) => one !== key) : [...chosen, key]);
  return (
    <div className="list-surface grid-scroll">
      {/* biome-ignore lint/a11y/useSemanticElements: a table element cannot leave out rows that are out of sight */}
      <div
        role="table"
        className="grid"
        style={{ minWidth: columns.reduce((sum, column) => sum + widthOf(column), from) }}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: a heading is not interactive */}
        <div role="row" className="grid-row grid-head" style={{ gridTemplateColumns: template }}>
          {selection ? (
            <span className="grid-cell">
              <input
                type="checkbox"
                aria-label={t('shell.selectAll')}
                checked={isAll}
                ref={(box) => {
                  if (box) box.indeterminate = chosen.size > 0 && !isAll;
                }}
                onChange={() => choose(isAll ? [] : keys)}
              />
            </span>
          ) : null}
          {columns.map((column, index) => (
            // biome-ignore lint/a11y/useSemanticElements: as above
            <span
              key={columnKey(column, index)}
              role="columnheader"
              tabIndex={-1}
              className="grid-cell"
              style={styleOf(columns, index, from)}
            >
              {column.title as ReactNode}
            </span>
          ))}
        </div>
        {rows.map((row, at) => {
          const key = rowKey(row);
          const state = [
            chosen.has(key) ? 'is-selected' : '',
            onOpen ? 'row-clickable' : '',
            rowClassName?.(row) ?? '',
          ];
          return (
            // biome-ignore lint/a11y/useSemanticElements: as above
            <div
              key={key}
              role="row"
              className={['grid-row', ...state].filter(Boolean).join(' ')}
              style={{ gridTemplateColumns: template }}
              tabIndex={onOpen ? 0 : -1}
              onClick={onOpen ? () => onOpen(row) : undefined}
              onKeyDown={
                onOpen
                  ? (event) => {
                      if (event.key === 'Enter' && event.target === event.currentTarget) onOpen(row);
                    }
                  : undefined
              }
            >
              {selection ? (
                // biome-ignore lint/a11y/noStaticElementInteractions: ticking a row must not open it
                // biome-ignore lint/a11y/useKeyWithClickEvents: as above
                <span className="grid-cell" onClick={(event) => event.stopPropagation()}>
                  <input
                    type="checkbox"
                    aria-label={t('shell.select')}
                    checked={chosen.has(key)}
                    onChange={() => toggle(key)}
                  />
                </span>
              ) : null}
              {columns.map((column, index) => (
                // biome-ignore lint/a11y/useSemanticElements: as above
                <span
                  key={columnKey(column, index)}
                  role="cell"
                  className={column.ellipsis ? 'grid-cell is-short' : 'grid-cell'}
                  style={styleOf(columns, index, from)}
                >
                  {cellOf(column, row, at)}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const columnKey = (column: { key?: Key }, index: number): string => String(column.key ?? index);
