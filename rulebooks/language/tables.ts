/** A parameter table: a Markdown table whose headings and first cells end with their key in backticks. */
import type { Node } from '@markdoc/markdoc';
import type { TableParameter } from '#core/kernel/parameters.ts';
import { compileError } from './errors.ts';
import type { Block, CompileError, TableValue } from './types.ts';

type TableBlock = Extract<Block, { kind: 'table' }>;
export interface ReadTable {
  readonly value: TableValue;
  readonly block: TableBlock;
}

const textOf = (node: Node): string =>
  node.type === 'text'
    ? String(node.attributes.content ?? '')
    : node.type === 'code'
      ? ''
      : node.children.map(textOf).join('');
const keyOf = (node: Node): string => {
  for (const child of node.walk()) if (child.type === 'code') return String(child.attributes.content ?? '');
  return '';
};
const lineOf = (node: Node): number => (node.lines[0] ?? 0) + 1;
const rowsOf = (table: Node, part: 'thead' | 'tbody'): Node[] =>
  table.children.filter((child) => child.type === part).flatMap((child) => child.children);

export function readTable(
  name: string,
  parameter: TableParameter,
  tag: Node,
  errors: CompileError[],
): ReadTable | null {
  const before = errors.length;
  const table = tag.children.find((child) => child.type === 'table');
  const head = table && rowsOf(table, 'thead')[0];
  if (!table || !head || tag.children.length !== 1) {
    errors.push(compileError('TABLE_MISSING', lineOf(tag), name));
    return null;
  }
  const [corner, ...headings] = head.children;
  const columns = headings.map((cell) => ({ key: keyOf(cell), label: textOf(cell).trim() }));
  checkKeys('COLUMN', name, columns, parameter.columns, () => lineOf(head), errors);
  const body = rowsOf(table, 'tbody');
  const rows = body.map((tr) => {
    const [first, ...cells] = tr.children;
    const key = first ? keyOf(first) : '';
    return {
      key,
      label: first ? textOf(first).trim() : '',
      cells: columns.map((column, index) =>
        readCell(name, parameter, key, column.key, cells[index], lineOf(tr), errors),
      ),
    };
  });
  checkKeys('ROW', name, rows, parameter.rows, (index) => lineOf(body[index] ?? table), errors);
  if (errors.length > before) return null;
  for (const [index, row] of rows.entries()) {
    const total = row.cells.reduce((sum, cell) => sum + cell, 0);
    if (parameter.totals !== undefined && total !== parameter.totals)
      errors.push(
        compileError('ROW_TOTAL', lineOf(body[index] ?? table), name, row.key, String(total), String(parameter.totals)),
      );
  }
  if (errors.length > before) return null;
  const value = Object.fromEntries(
    rows.map((row) => [
      row.key,
      Object.fromEntries(columns.map((column, index) => [column.key, row.cells[index] ?? 0])),
    ]),
  );
  const unit = parameter.totals === 100 ? '%' : '';
  return { value, block: { kind: 'table', name, corner: corner ? textOf(corner).trim() : '', columns, rows, unit } };
}

function readCell(
  name: string,
  parameter: TableParameter,
  row: string,
  column: string,
  cell: Node | undefined,
  line: number,
  errors: CompileError[],
): number {
  const text = cell ? textOf(cell).trim() : '';
  if (!/^-?\d{1,9}$/.test(text)) {
    errors.push(compileError('CELL_NOT_A_NUMBER', line, name, row, column, text));
    return 0;
  }
  const number = Number(text);
  if (number < parameter.min || number > parameter.max)
    errors.push(
      compileError('CELL_OUT_OF_BOUNDS', line, name, row, column, String(parameter.min), String(parameter.max)),
    );
  return number;
}

function checkKeys(
  kind: 'COLUMN' | 'ROW',
  name: string,
  found: readonly { key: string; label: string }[],
  expected: readonly string[],
  lineAt: (index: number) => number,
  errors: CompileError[],
): void {
  const seen = new Set<string>();
  for (const [index, { key, label }] of found.entries()) {
    if (!key) errors.push(compileError('TABLE_KEY_MISSING', lineAt(index), name, label));
    else if (!expected.includes(key))
      errors.push(compileError(`${kind}_UNKNOWN`, lineAt(index), name, key, expected.join('、')));
    else if (seen.has(key)) errors.push(compileError('KEY_DUPLICATE', lineAt(index), name, key));
    seen.add(key);
  }
  for (const key of expected) if (!seen.has(key)) errors.push(compileError(`${kind}_MISSING`, lineAt(0), name, key));
}
