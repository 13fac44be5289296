/** A table of a clause. In a draft its cells are changed together: a row of shares is wrong until all of them are typed. */
import { createContext, use, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showError } from '../shell/feedback.tsx';
import { textOf } from '../shell/i18n.ts';
import type { Declared, Edit, TableBlock } from './shapes.ts';

/** Saves cells; null while the document is only read. */
export const SaveCells = createContext<((edits: Edit[]) => Promise<boolean>) | null>(null);

interface RuleTableProps {
  readonly block: TableBlock;
  readonly declared: Declared | undefined;
}

export function RuleTable({ block, declared }: RuleTableProps) {
  const { t } = useTranslation();
  const save = use(SaveCells);
  const [isEditing, setEditing] = useState(false);
  if (save && declared && isEditing)
    return <TableEditor block={block} declared={declared} save={save} onClose={() => setEditing(false)} />;
  const open = save && declared ? () => setEditing(true) : undefined;
  return (
    <div className="rule-table-box" id={`table-${block.name}`}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button below it does the same by keyboard */}
      <table className={open ? 'rule-table is-open' : 'rule-table'} onClick={open}>
        {declared ? <caption>{textOf(declared.label)}</caption> : null}
        <Head block={block} />
        <tbody>
          {block.rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.label}</th>
              {row.cells.map((cell, index) => (
                <td key={block.columns[index]?.key} className={cell === 0 ? 'is-zero' : undefined}>
                  {`${cell}${block.unit}`}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {open ? (
        <button type="button" className="rule-tool no-print" onClick={open}>
          {t('rulebook.table.edit')}
        </button>
      ) : null}
    </div>
  );
}

function Head({ block, total }: { block: TableBlock; total?: string }) {
  return (
    <thead>
      <tr>
        <th scope="col">{block.corner}</th>
        {block.columns.map((column) => (
          <th key={column.key} scope="col">
            {column.label}
          </th>
        ))}
        {total ? <th scope="col">{total}</th> : null}
      </tr>
    </thead>
  );
}

interface TableEditorProps {
  readonly block: TableBlock;
  readonly declared: Declared;
  readonly save: (edits: Edit[]) => Promise<boolean>;
  readonly onClose: () => void;
}

function TableEditor({ block, declared, save, onClose }: TableEditorProps) {
  const { t } = useTranslation();
  // As typed: a cell may be empty for a moment.
  const [cells, setCells] = useState<readonly (readonly string[])[]>(() =>
    block.rows.map((row) => row.cells.map(String)),
  );
  const [busy, setBusy] = useState(false);
  const { min = 0, max = 999_999_999, totals } = declared;
  const isBad = (text: string): boolean => !/^-?\d+$/.test(text) || Number(text) < min || Number(text) > max;
  const totalOf = (row: readonly string[]): number => row.reduce((sum, cell) => sum + (Number(cell) || 0), 0);
  const badRows = cells.filter((row) => row.some(isBad) || (totals !== undefined && totalOf(row) !== totals)).length;
  const change = (row: number, column: number, text: string): void =>
    setCells((before) =>
      before.map((line, at) => (at === row ? line.map((cell, place) => (place === column ? text : cell)) : line)),
    );
  const done = async (): Promise<void> => {
    if (badRows > 0 || busy) return;
    const edits = block.rows.flatMap((row, at) =>
      row.cells.flatMap((cell, place): Edit[] => {
        const value = Number(cells[at]?.[place]);
        const column = block.columns[place]?.key ?? '';
        return value === cell ? [] : [{ do: 'setCell', table: block.name, row: row.key, column, value }];
      }),
    );
    setBusy(true);
    try {
      if (edits.length === 0 || (await save(edits))) onClose();
    } catch (error) {
      showError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="rule-table-box"
      onSubmit={(event) => {
        event.preventDefault();
        void done();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <table className="rule-table">
        <caption>{textOf(declared.label)}</caption>
        <Head block={block} total={totals === undefined ? undefined : t('rulebook.table.total')} />
        <tbody>
          {block.rows.map((row, at) => {
            const line = cells[at] ?? [];
            const total = totalOf(line);
            return (
              <tr key={row.key}>
                <th scope="row">{row.label}</th>
                {line.map((text, place) => {
                  const column = block.columns[place];
                  return (
                    <td key={column?.key}>
                      <CellInput
                        label={`${row.label} ${column?.label}`}
                        text={text}
                        isFlag={min === 0 && max === 1}
                        isBad={isBad(text)}
                        isChanged={text !== String(row.cells[place])}
                        isFirst={at === 0 && place === 0}
                        onChange={(next) => change(at, place, next)}
                      />
                    </td>
                  );
                })}
                {totals === undefined ? null : (
                  <td className={total === totals ? 'rule-total' : 'rule-total is-bad'}>
                    {total === totals ? `${total}${block.unit}` : `${total}${block.unit} ≠ ${totals}${block.unit}`}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="rule-tools">
        <button type="submit" className="plain-button is-primary" disabled={badRows > 0 || busy}>
          {t('rulebook.table.save')}
        </button>
        <button type="button" className="plain-button" onClick={onClose}>
          {t('shell.cancel')}
        </button>
        <span className={badRows > 0 ? 'rule-bad' : 'muted'} role="status">
          {badRows > 0
            ? t(totals === undefined ? 'rulebook.table.badCells' : 'rulebook.table.badRows', {
                count: badRows,
                total: totals,
                min,
                max,
              })
            : t('rulebook.table.hint')}
        </span>
      </div>
    </form>
  );
}

interface CellInputProps {
  readonly label: string;
  readonly text: string;
  /** Only yes or no, written as 1 or 0. */
  readonly isFlag: boolean;
  readonly isBad: boolean;
  readonly isChanged: boolean;
  readonly isFirst: boolean;
  readonly onChange: (text: string) => void;
}

function CellInput({ label, text, isFlag, isBad, isChanged, isFirst, onChange }: CellInputProps) {
  const className = isChanged ? 'rule-cell is-changed' : 'rule-cell';
  if (isFlag)
    return (
      <input
        type="checkbox"
        className={className}
        aria-label={label}
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to change the table
        autoFocus={isFirst}
        checked={text === '1'}
        onChange={(event) => onChange(event.target.checked ? '1' : '0')}
      />
    );
  return (
    <input
      className={className}
      inputMode="numeric"
      aria-label={label}
      aria-invalid={isBad}
      // biome-ignore lint/a11y/noAutofocus: the person has just asked to change the table
      autoFocus={isFirst}
      value={text}
      onFocus={(event) => event.target.select()}
      onChange={(event) => onChange(event.target.value.trim())}
    />
  );
}
