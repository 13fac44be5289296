import { readFile } from 'node:fs/promises';
import { readXlsx, streamXlsxRows } from 'hucre/xlsx';
import type { Cell, Cells } from '#core/imports/index.ts';
import { FileProblem } from './file-problem.ts';
import { CarryDown, mergedDown } from './merged-cells.ts';
import { CELL_CHARS_MAX, SHEET_COLUMNS_MAX } from './limits.ts';
import type { SheetInfo, SheetRow } from './sheet-row.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** A date cell as the text a person sees: the day, the time of day, or both. Day zero of the calendar is a bare time. */
export function dateCell(value: Date): string {
  if (Number.isNaN(value.getTime())) return '#VALUE!';
  const time = `${two(value.getUTCHours())}:${two(value.getUTCMinutes())}`;
  if (value.getUTCFullYear() < 1901) return time;
  const day = `${value.getUTCFullYear()}-${two(value.getUTCMonth() + 1)}-${two(value.getUTCDate())}`;
  return time === '00:00' ? day : `${day} ${time}`;
}

export function plainCell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return dateCell(value);
  if (typeof value === 'string') return value.slice(0, CELL_CHARS_MAX);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'boolean' ? value : String(value).slice(0, CELL_CHARS_MAX);
}

const plainCells = (values: readonly unknown[]): Cells => values.slice(0, SHEET_COLUMNS_MAX).map(plainCell);

export async function xlsxSheets(path: string): Promise<readonly SheetInfo[]> {
  const sheets: SheetInfo[] = [];
  const bytes = await readFile(path);
  try {
    await readXlsx(bytes, {
      // Called with each sheet's name before its body is parsed; refusing every body makes this a quick look at the names.
      sheets: (info) => {
        sheets.push({ index: info.index, name: info.name, hidden: info.hidden === true || info.veryHidden === true });
        return false;
      },
    });
  } catch (error) {
    if (sheets.length === 0) throw new FileProblem('FILE_DAMAGED', error);
  }
  return sheets;
}

/**
 * Rows that the file leaves out are blank rows: they are given back as such, so that every row of the sheet is accounted for. What is
 * merged downwards stands in every row it belongs to.
 */
export async function* xlsxRows(path: string, sheet: number): AsyncGenerator<SheetRow> {
  const bytes = await readFile(path);
  let next = 0;
  try {
    const carry = new CarryDown(await mergedDown(bytes, sheet));
    for await (const row of streamXlsxRows(bytes, { sheet })) {
      while (next < row.index) yield { index: next++, cells: [] };
      yield { index: next++, cells: carry.row(row.index, plainCells(row.values)) };
    }
  } catch (error) {
    throw error instanceof FileProblem ? error : new FileProblem('FILE_DAMAGED', error);
  }
}
