/** Runs in a thread of its own, so that unpacking a large workbook holds up nobody's request. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Cells, type DateSpan, storableCell, widenSpan } from '#core/imports/index.ts';
import type { Encoding } from './encoding.ts';
import { FileProblem } from './file-problem.ts';
import type { ReadingMessage, ReadingOrder } from './messages.ts';
import { type Book, openBook } from './open.ts';

const BATCH_ROWS = 1000;
const order = workerData as ReadingOrder;

const goOn = (): Promise<void> => new Promise((resolve) => parentPort?.once('message', () => resolve()));
async function say(message: ReadingMessage): Promise<void> {
  const heard = goOn();
  parentPort?.postMessage(message);
  await heard;
}

async function readSheet(book: Book, sheet: number): Promise<void> {
  const spans: Record<number, DateSpan> = {};
  let rows: Cells[] = [];
  let count = 0;
  const flush = async (): Promise<void> => {
    if (rows.length === 0) return;
    await say({ kind: 'rows', sheet, from: count - rows.length, rows });
    rows = [];
  };
  for await (const { cells } of book.rows(sheet)) {
    for (const [column, cell] of cells.entries()) {
      const span = widenSpan(spans[column] ?? null, cell);
      if (span !== null) spans[column] = span;
    }
    rows.push(cells.map(storableCell));
    count += 1;
    if (rows.length >= BATCH_ROWS) await flush();
  }
  await flush();
  await say({ kind: 'sheetEnd', sheet, rowCount: count, spans });
}

try {
  const book = await openBook(order.path, order.encoding as Encoding | null);
  const sheets = book.sheets.filter((sheet) => !sheet.hidden);
  await say({ kind: 'book', format: book.format, encoding: book.encoding, sheets });
  for (const sheet of sheets) await readSheet(book, sheet.index);
  await say({ kind: 'end' });
} catch (error) {
  await say({ kind: 'problem', code: error instanceof FileProblem ? error.code : 'FILE_DAMAGED' });
}
parentPort?.close();
