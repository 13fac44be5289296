/**
 * A contract text as the house writes it, line by line: `# title`, `## heading`, `> note`, `- item`, `| cell | cell |`,
 * `~ left ~ right` for signatures, `---` for a new page, `**strong**`, `{{字段}}`, and `{{#清单}}` … `{{/清单}}` on lines of their own.
 * Values are put in after the lines are read, so nothing a customer is called can become a heading or a field.
 */
import type { DocumentValues } from './document-fields.ts';

export type LineKind = 'title' | 'heading' | 'paragraph' | 'note' | 'item' | 'row' | 'columns' | 'page';

interface Piece {
  readonly text: string;
  readonly isField: boolean;
  readonly strong: boolean;
}
export interface TemplateLine {
  readonly kind: LineKind | 'open' | 'close';
  /** One list of pieces; rows and signatures have several. */
  readonly cells: readonly (readonly Piece[])[];
  readonly list?: string;
  readonly isHeader?: boolean;
  readonly at: number;
}
export interface Run {
  readonly text: string;
  readonly strong: boolean;
  /** Filled in from the deal: papers show it underlined. */
  readonly isFilled: boolean;
}
export interface DocumentLine {
  readonly kind: LineKind;
  readonly cells: Run[][];
  readonly isHeader?: boolean;
}
/** A field as a template names it, for the check. */
export interface FieldUse {
  readonly name: string;
  readonly list: string | null;
  /** The line it stands on, counted from 1; null in a Word file, which has none. */
  readonly line: number | null;
}

/** What stands for a value the deal does not have. */
export const NOT_APPLICABLE = '／';

const FIELD = /\{\{\s*([^{}]{1,60}?)\s*\}\}/g;

function pieces(text: string): Piece[] {
  let strong = false;
  return text.split('**').flatMap((part, index) => {
    strong = index % 2 === 1;
    const out: Piece[] = [];
    let from = 0;
    for (const hit of part.matchAll(FIELD)) {
      if (hit.index > from) out.push({ text: part.slice(from, hit.index), isField: false, strong });
      out.push({ text: hit[1] ?? '', isField: true, strong });
      from = hit.index + hit[0].length;
    }
    if (from < part.length) out.push({ text: part.slice(from), isField: false, strong });
    return out;
  });
}

const starts: readonly (readonly [string, LineKind])[] = [
  ['## ', 'heading'],
  ['# ', 'title'],
  ['> ', 'note'],
  ['- ', 'item'],
];

function readLine(text: string, at: number): TemplateLine | null {
  const line = text.trim();
  if (line === '') return null;
  const section = /^\{\{\s*([#/])\s*([^{}]{1,60}?)\s*\}\}$/.exec(line);
  if (section) return { kind: section[1] === '#' ? 'open' : 'close', cells: [], list: section[2] ?? '', at };
  if (/^-{3,}$/.test(line)) return { kind: 'page', cells: [], at };
  if (line.startsWith('|')) {
    const cells = line.replace(/^\||\|$/g, '').split('|');
    return { kind: 'row', cells: cells.map((cell) => pieces(cell.trim())), at };
  }
  if (line.startsWith('~ '))
    return {
      kind: 'columns',
      cells: line
        .slice(2)
        .split(' ~ ')
        .map((cell) => pieces(cell.trim())),
      at,
    };
  const [mark, kind] = starts.find(([start]) => line.startsWith(start)) ?? ['', 'paragraph' as const];
  return { kind, cells: [pieces(line.slice(mark.length))], at };
}

const isRule = (text: string): boolean => /^\|(\s*:?-{3,}:?\s*\|)+$/.test(text.trim());

/** The lines of a text; a rule under a row (`|---|---|`) makes the row a table's heading. */
export function readTemplate(text: string): TemplateLine[] {
  const lines: TemplateLine[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const last = lines.at(-1);
    if (isRule(raw)) {
      if (last?.kind === 'row') lines[lines.length - 1] = { ...last, isHeader: true };
      continue;
    }
    const line = readLine(raw, index + 1);
    if (line) lines.push(line);
  }
  return lines;
}

/** Every field the text names, and the repeated part it stands in. */
export function fieldUses(lines: readonly TemplateLine[]): {
  uses: FieldUse[];
  open: { list: string; line: number } | null;
} {
  const uses: FieldUse[] = [];
  let open: { list: string; line: number } | null = null;
  for (const line of lines) {
    if (line.kind === 'open') {
      if (open) return { uses, open };
      open = { list: line.list ?? '', line: line.at };
    } else if (line.kind === 'close') {
      if (open?.list !== line.list) return { uses, open: open ?? { list: line.list ?? '', line: line.at } };
      open = null;
    }
    for (const piece of line.cells.flat())
      if (piece.isField) uses.push({ name: piece.text, list: open?.list ?? null, line: line.at });
  }
  return { uses, open };
}

const fillLine = (line: TemplateLine, say: (name: string) => string): DocumentLine => ({
  kind: line.kind as LineKind,
  cells: line.cells.map((cell) =>
    cell.map(({ text, isField, strong }) => ({ text: isField ? say(text) : text, strong, isFilled: isField })),
  ),
  ...(line.isHeader ? { isHeader: true } : {}),
});

const plain = (value: string | undefined): string => {
  const text = (value ?? '').replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  return text === '' ? NOT_APPLICABLE : text;
};

export function fillTemplate(lines: readonly TemplateLine[], values: DocumentValues): DocumentLine[] {
  const out: DocumentLine[] = [];
  const field = (name: string) => plain(values.fields[name]);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined || line.kind === 'close') continue;
    if (line.kind !== 'open') {
      out.push(fillLine(line, field));
      continue;
    }
    const end = lines.findIndex((other, at) => at > index && other.kind === 'close');
    const inner = lines.slice(index + 1, end < 0 ? lines.length : end);
    for (const row of values.lists[line.list ?? ''] ?? [])
      for (const one of inner)
        out.push(fillLine(one, (name) => (Object.hasOwn(row, name) ? plain(row[name]) : field(name))));
    index += inner.length;
  }
  return out;
}

/** The filled text as one string: what its fingerprint is made of. */
export const plainTextOf = (lines: readonly DocumentLine[]): string =>
  lines
    .map((line) => `${line.kind}\t${line.cells.map((cell) => cell.map((run) => run.text).join('')).join('\t')}`)
    .join('\n');
