/** Values being changed inside their sentences, before they are published. */
import type { TFunction } from 'i18next';
import { createContext, useContext, useMemo, useState } from 'react';
import { textOf } from '../shell/i18n.ts';
import type { Declarations } from './Blocks.tsx';

export type Scalar = number | string | boolean;
export interface CellChange {
  readonly table: string;
  readonly row: string;
  readonly column: string;
  readonly value: number;
}
export interface Editing {
  readonly values: Readonly<Record<string, Scalar>>;
  readonly cells: readonly CellChange[];
  /** Setting a value back to what the version says takes the change away. */
  readonly setValue: (name: string, value: Scalar, original: Scalar) => void;
  readonly setCell: (change: CellChange, original: number) => void;
  readonly clear: () => void;
}

/** Null while the document is only read. */
export const EditingContext = createContext<Editing | null>(null);
export const useEditing = (): Editing | null => useContext(EditingContext);

export function useEdits(): Editing {
  const [values, setValues] = useState<Readonly<Record<string, Scalar>>>({});
  const [cells, setCells] = useState<readonly CellChange[]>([]);
  return useMemo(
    () => ({
      values,
      cells,
      setValue: (name, value, original) =>
        setValues((before) => {
          const { [name]: _gone, ...rest } = before;
          return value === original ? rest : { ...rest, [name]: value };
        }),
      setCell: (change, original) =>
        setCells((before) => {
          const others = before.filter((one) => !isSameCell(one, change));
          return change.value === original ? others : [...others, change];
        }),
      clear: () => {
        setValues({});
        setCells([]);
      },
    }),
    [values, cells],
  );
}

export const isSameCell = (a: Omit<CellChange, 'value'>, b: Omit<CellChange, 'value'>): boolean =>
  a.table === b.table && a.row === b.row && a.column === b.column;

/** A value in words: an option's name, yes or no, the figure itself. */
export function wordOf(declared: Declarations[string] | undefined, value: Scalar, t: TFunction): string {
  if (typeof value === 'boolean') return t(value ? 'rulebook.yes' : 'rulebook.no');
  const option = declared?.options?.[String(value)];
  return option ? textOf(option) : String(value);
}
