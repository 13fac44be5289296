/** A list as a file people open in a spreadsheet: .xlsx or .csv, written row by row, and harmless there. */
import { PassThrough } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';
import ExcelJS from 'exceljs';
import type { FastifyReply } from 'fastify';

export type SheetFormat = 'xlsx' | 'csv';
export type SheetCell = string | number | null;
export interface Sheet {
  /** Name of the file and of its only sheet. */
  readonly name: string;
  readonly format: SheetFormat;
  readonly headings: readonly string[];
  readonly rows: AsyncIterable<readonly SheetCell[]> | Iterable<readonly SheetCell[]>;
}

const types: Readonly<Record<SheetFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** A cell that a spreadsheet would take for a formula starts with an apostrophe instead. */
export const harmless = <Value extends SheetCell>(value: Value): Value | string =>
  typeof value === 'string' && /^[=+\-@＝＋－＠\t\r\n]/.test(value) ? `'${value}` : value;

export function sendSheet(reply: FastifyReply, sheet: Sheet): FastifyReply {
  const out = new PassThrough();
  reply
    .type(types[sheet.format])
    .header(
      'content-disposition',
      `attachment; filename*=UTF-8''${encodeURIComponent(`${sheet.name}.${sheet.format}`)}`,
    );
  const writing = sheet.format === 'csv' ? writeCsv(out, sheet) : writeXlsx(out, sheet);
  writing.catch((error) => out.destroy(error as Error));
  return reply.send(out);
}

const TURN = 100; // rows written before others of this process get their turn

async function* inTurns(rows: Sheet['rows']): AsyncGenerator<readonly SheetCell[]> {
  let count = 0;
  for await (const row of rows) {
    yield row;
    if (++count % TURN === 0) await breathe();
  }
}

const csvLine = (cells: readonly SheetCell[]): string =>
  `${cells.map((cell) => csvCell(String(harmless(cell) ?? ''))).join(',')}\r\n`;
const csvCell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

async function writeCsv(out: PassThrough, { headings, rows }: Sheet): Promise<void> {
  out.write(`\uFEFF${csvLine(headings)}`);
  for await (const row of inTurns(rows)) out.write(csvLine(row));
  out.end();
}

async function writeXlsx(out: PassThrough, { name, headings, rows }: Sheet): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out });
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = headings.map((header) => ({ header, width: 16 }));
  for await (const row of inTurns(rows)) sheet.addRow(row.map(harmless)).commit();
  await book.commit();
}
