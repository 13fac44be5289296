/**
 * Cells merged downwards: offices write the team, the day or the customer once beside several rows. A file names the merged ranges
 * after its rows, so they are looked up before the rows are read.
 */
import type { Cells } from '#core/imports/index.ts';
import { FileProblem } from './file-problem.ts';
import { UNPACKED_BYTES_MAX } from './limits.ts';
import { partsOf, streamOfPart, textOfPart } from './zip-parts.ts';

/** Rows and columns counted from 0, the last row included. */
export interface MergedDown {
  readonly column: number;
  readonly first: number;
  readonly last: number;
}

const RANGES_MAX = 100_000; // protects the memory; what comes after them stays as the file has it
const TAG_CHARS_MAX = 200;
const RANGE = /<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"/g;

const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** The ranges of one sheet that reach over several rows, by first row. */
export async function mergedDown(file: Buffer, sheet: number): Promise<MergedDown[]> {
  const parts = partsOf(file);
  const part = parts.get(sheetPath(parts, sheet) ?? '');
  if (!part) return [];
  const found: MergedDown[] = [];
  let rest = '';
  let bytes = 0;
  for await (const chunk of streamOfPart(part)) {
    bytes += (chunk as Buffer).length;
    if (bytes > UNPACKED_BYTES_MAX) throw new FileProblem('FILE_TOO_BIG');
    const text = rest + (chunk as Buffer).toString('latin1');
    for (const [, letters = '', from, to] of text.matchAll(RANGE)) {
      const [first, last] = [Number(from) - 1, Number(to) - 1];
      if (last > first && found.length < RANGES_MAX) found.push({ column: columnOf(letters), first, last });
    }
    // A tag may be cut in two by the end of a chunk; one that is whole is not read twice.
    const open = text.lastIndexOf('<');
    rest = open >= 0 && !text.includes('>', open) ? text.slice(open, open + TAG_CHARS_MAX) : '';
  }
  return found.sort((one, other) => one.first - other.first);
}

function sheetPath(parts: ReturnType<typeof partsOf>, sheet: number): string | null {
  const [book, links] = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels'].map((name) => parts.get(name));
  if (!book || !links) return null;
  const tag = [...textOfPart(book).matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)][sheet]?.[0];
  const id = tag && /\s\w+:id="([^"]+)"/.exec(tag)?.[1];
  const link = [...textOfPart(links).matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)].find(([one]) =>
    one.includes(`Id="${id}"`),
  )?.[0];
  const target = link && /\sTarget="([^"]+)"/.exec(link)?.[1];
  if (!target) return null;
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

/** Fills merged cells with what their first row says. A row that says nothing of its own stays blank. */
export class CarryDown {
  #waiting: readonly MergedDown[];
  #next = 0;
  #open: { readonly column: number; readonly last: number; readonly value: Cells[number] }[] = [];

  constructor(merged: readonly MergedDown[]) {
    this.#waiting = merged;
  }

  row(index: number, cells: Cells): Cells {
    this.#open = this.#open.filter(({ last }) => last >= index);
    const isBlank = cells.every((cell) => cell === null || cell === '');
    const filled = isBlank || this.#open.length === 0 ? cells : this.#filled(cells);
    for (let range = this.#waiting[this.#next]; range && range.first <= index; range = this.#waiting[++this.#next]) {
      const value = cells[range.column] ?? null;
      if (range.first === index && value !== null) this.#open.push({ column: range.column, last: range.last, value });
    }
    return filled;
  }

  #filled(cells: Cells): Cells {
    const filled = [...cells];
    for (const { column, value } of this.#open) {
      while (filled.length < column) filled.push(null);
      filled[column] ??= value;
    }
    return filled;
  }
}
