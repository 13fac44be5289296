/** A small spreadsheet read whole, for those who need its cells and no import: .xlsx or .csv, in whatever encoding. */
import { type FileProblemCode, fileProblems } from './reading/file-problem.ts';
import { readInThread } from './reading/read-in-thread.ts';

const ROWS_MAX = 50_000; // held in memory, unlike the rows of an import

export interface SheetsRead {
  readonly sheets: readonly (readonly (readonly string[])[])[];
  readonly problem: { readonly code: FileProblemCode; readonly zh: string; readonly en: string } | null;
}

export async function readSheets(path: string): Promise<SheetsRead> {
  const sheets: string[][][] = [];
  const problem = (code: FileProblemCode): SheetsRead => ({ sheets: [], problem: { code, ...fileProblems[code] } });
  let count = 0;
  for await (const message of readInThread({ path, encoding: null })) {
    if (message.kind === 'problem') return problem(message.code);
    if (message.kind !== 'rows') continue;
    const sheet = sheets[message.sheet] ?? [];
    sheets[message.sheet] = sheet;
    message.rows.forEach((cells, index) => {
      sheet[message.from + index] = cells.map((cell) => (cell === null ? '' : String(cell)));
    });
    count += message.rows.length;
    if (count > ROWS_MAX) return problem('SHEET_TOO_LONG');
  }
  return { sheets: Array.from(sheets, (sheet) => Array.from(sheet ?? [], (cells) => cells ?? [])), problem: null };
}
