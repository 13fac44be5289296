import type { Cell, Reading } from './types.ts';

/** Longest text a cell may bring in. A name or a note is shorter; anything longer is a pasted document. */
export const CELL_TEXT_MAX = 2000;

/** Full width to half width, no-break and ideographic spaces to plain ones, control characters out, edges trimmed. */
export function plainText(cell: Cell): string {
  if (cell === null) return '';
  const text = typeof cell === 'number' ? numberText(cell) : typeof cell === 'boolean' ? (cell ? '是' : '否') : cell;
  return text
    .normalize('NFKC')
    .replaceAll('\u200b', '')
    .replaceAll('\ufeff', '')
    .replace(/[\p{Cc}&&[^\n\t]]/gv, '')
    .toWellFormed()
    .trim();
}

/** The beginning of a text; half of a character outside the basic plane is not left standing at the cut. */
export const cutText = (text: string, length: number): string => text.slice(0, length).toWellFormed();

/** A cell as a database can keep it: no zero bytes, no halves of characters. */
export const storableCell = (cell: Cell): Cell =>
  typeof cell === 'string' ? cell.replaceAll('\u0000', '').toWellFormed() : cell;

/** Phones arrive as 19900001234, 19900001234.0 or 1.9900001234e10; all of them mean the digits. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return '';
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value);
}

/** Text as people compare it: no inner spaces, lower case. Headers, names and site names are compared like this. */
export const comparable = (cell: Cell): string => plainText(cell).replace(/\s+/g, '').toLowerCase();

export const isBlank = (cell: Cell): boolean => plainText(cell) === '';

const DITTO = new Set(['同上', '同上行', '〃', '"', "''", '″', 'ditto', '上同']);
export const isDitto = (cell: Cell): boolean => DITTO.has(comparable(cell));

/** What Excel shows when a formula fails. */
export const isCellError = (cell: Cell): boolean =>
  typeof cell === 'string' && /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)$/i.test(cell.trim());

/** Text that a spreadsheet would run as a formula if it were written back unguarded. */
export const looksLikeFormula = (text: string): boolean =>
  /^\s*[=+\-@＝＋－＠]/.test(text) && !/^[+-]?[\d\s.,()-]+$/.test(text.trim());

/** What is left when bytes of one encoding were read as another and the loss has been saved. */
export const isGarbled = (text: string): boolean => text.includes('\ufffd') || text.includes('锟斤拷');

export function readText(cell: Cell): Reading<string> {
  if (isCellError(cell)) return { value: null, problem: 'CELL_ERROR' };
  const text = plainText(cell);
  if (text === '') return { value: null };
  if (isGarbled(text)) return { value: null, problem: 'TEXT_GARBLED' };
  return text.length > CELL_TEXT_MAX ? { value: null, problem: 'TEXT_TOO_LONG' } : { value: text };
}

/** "刚需;改善", "抖音、路过": a list without repeats, in the order written. */
export function readList(cell: Cell): Reading<readonly string[]> {
  const read = readText(cell);
  if (read.value === null) return { value: null, ...(read.problem ? { problem: read.problem } : {}) };
  const parts = read.value
    .split(/[;,、|\n/]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return { value: [...new Set(parts)] };
}
