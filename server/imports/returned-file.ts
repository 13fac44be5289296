import type { Writable } from 'node:stream';
import ExcelJS from 'exceljs';
import { type Cell, type Cells, looksLikeFormula, type Problem, sayProblem } from '#core/imports/index.ts';

export interface ReturnedRow {
  /** As the sheet counted it, from 1. */
  readonly row: number;
  readonly cells: Cells;
  readonly problems: readonly Problem[];
}
export interface ReturnedSheet {
  readonly header: readonly string[];
  readonly language: 'zh' | 'en';
  /** Rows sent back, then rows taken with a remark. */
  readonly returned: AsyncIterable<ReturnedRow>;
  readonly remarks: AsyncIterable<ReturnedRow>;
}

const words = {
  zh: { row: '原行号', reason: '退回原因', remark: '说明', returned: '退回的行', remarks: '已导入但有说明的行' },
  en: {
    row: 'Row',
    reason: 'Why it came back',
    remark: 'Remark',
    returned: 'Returned rows',
    remarks: 'Imported with a remark',
  },
} as const;

/**
 * Text that a spreadsheet would run as a formula gets a leading apostrophe. The cell is typed as text already, but people save
 * such files as CSV and open them again, and there only the apostrophe protects them.
 */
export const safeCell = (cell: Cell): Cell => (typeof cell === 'string' && looksLikeFormula(cell) ? `'${cell}` : cell);

/** The file that goes back: the sender's own columns, so that it can be corrected and imported again, and the reasons beside. */
export async function writeReturnedFile(sheet: ReturnedSheet, output: Writable): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: output, useStyles: true, useSharedStrings: false });
  const text = words[sheet.language];
  await writeRows(book, text.returned, sheet, sheet.returned, text.row, text.reason);
  await writeRows(book, text.remarks, sheet, sheet.remarks, text.row, text.remark);
  await book.commit();
}

async function writeRows(
  book: ExcelJS.stream.xlsx.WorkbookWriter,
  name: string,
  sheet: ReturnedSheet,
  rows: AsyncIterable<ReturnedRow>,
  rowWord: string,
  reasonWord: string,
): Promise<void> {
  const worksheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  worksheet.addRow([...sheet.header.map(safeCell), rowWord, reasonWord]).commit();
  for await (const { row, cells, problems } of rows) {
    const width = sheet.header.length;
    const own = Array.from({ length: width }, (_, column) => safeCell(cells[column] ?? null));
    // What stood right of the header goes into the reason, or it would be lost.
    const said = problems.map(
      (problem) =>
        `${columnName(problem.column, sheet.header)}${sayProblem(problem.code, problem.detail, sheet.language)}`,
    );
    const written = worksheet.addRow([...own, row, said.join('\n')]);
    for (const { column, severity } of problems) {
      if (column === null || column >= width) continue;
      written.getCell(column + 1).fill = {
        type: 'pattern',
        pattern: 'solid',
        fgColor: { argb: severity === 'error' ? 'FFFFC7CE' : 'FFFFEB9C' },
      };
    }
    written.commit();
  }
  worksheet.commit();
}

const columnName = (column: number | null, header: readonly string[]): string =>
  column !== null && header[column] ? `【${header[column]}】` : '';
