import { open as openFile } from 'node:fs/promises';
import { csvEncoding, csvRows } from './csv.ts';
import type { Encoding } from './encoding.ts';
import { FileProblem } from './file-problem.ts';
import { FILE_BYTES_MAX, SHEET_ROWS_MAX } from './limits.ts';
import type { SheetInfo, SheetRow } from './sheet-row.ts';
import { xlsxRows, xlsxSheets } from './xlsx.ts';

export interface Book {
  readonly format: 'xlsx' | 'csv';
  /** Of a text file, as detected or chosen. */
  readonly encoding: Encoding | null;
  readonly sheets: readonly SheetInfo[];
  readonly rows: (sheet: number) => AsyncGenerator<SheetRow>;
}

/** Opens a spreadsheet by what is in it, not by what it is called. */
export async function openBook(path: string, encoding: Encoding | null = null): Promise<Book> {
  const head = await headOf(path);
  if (head.length === 0) throw new FileProblem('FILE_EMPTY');
  if (head[0] === 0x50 && head[1] === 0x4b) return openXlsx(path);
  if (isCompoundFile(head))
    throw new FileProblem((await isEncryptedPackage(path)) ? 'FILE_ENCRYPTED' : 'FILE_OLD_EXCEL');
  const isWide =
    (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff) || encoding?.startsWith('utf-16');
  if (!isWide && head.includes(0)) throw new FileProblem('FILE_NOT_SPREADSHEET');
  const settled = encoding ?? (await csvEncoding(path));
  return {
    format: 'csv',
    encoding: settled,
    sheets: [{ index: 0, name: '', hidden: false }],
    rows: () => bounded(csvRows(path, settled)),
  };
}

async function openXlsx(path: string): Promise<Book> {
  const sheets = await xlsxSheets(path);
  if (sheets.length === 0) throw new FileProblem('FILE_NOT_SPREADSHEET');
  return { format: 'xlsx', encoding: null, sheets, rows: (sheet) => bounded(xlsxRows(path, sheet)) };
}

async function* bounded(rows: AsyncGenerator<SheetRow>): AsyncGenerator<SheetRow> {
  for await (const row of rows) {
    if (row.index >= SHEET_ROWS_MAX) throw new FileProblem('SHEET_TOO_LONG');
    yield row;
  }
}

async function headOf(path: string): Promise<Uint8Array> {
  await using file = await openFile(path, 'r');
  const { size } = await file.stat();
  if (size > FILE_BYTES_MAX) throw new FileProblem('FILE_TOO_BIG');
  const head = new Uint8Array(Math.min(size, 4096));
  await file.read(head, 0, head.length, 0);
  return head;
}

/** The container of old .xls files, and of .xlsx files that have a password. */
const isCompoundFile = (head: Uint8Array): boolean =>
  [0xd0, 0xcf, 0x11, 0xe0].every((byte, index) => head[index] === byte);

async function isEncryptedPackage(path: string): Promise<boolean> {
  await using file = await openFile(path, 'r');
  const part = Buffer.alloc(256 * 1024);
  const { bytesRead } = await file.read(part, 0, part.length, 0);
  return part.subarray(0, bytesRead).includes(Buffer.from('EncryptedPackage', 'utf16le'));
}
