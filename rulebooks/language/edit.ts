/**
 * Changes one value inside a document and leaves every other character alone, so that a version's diff shows exactly what the
 * house decided. The result is compiled like any other document before it is used.
 */
import type { Scalar } from './values.ts';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const written = (value: Scalar): string => (typeof value === 'string' ? JSON.stringify(value) : String(value));

/** The document with one scalar parameter changed; null when the document does not set it. */
export function setParameter(source: string, name: string, value: Scalar): string | null {
  const tag = new RegExp(`(\\{%\\s*param\\s+name="${escaped(name)}"\\s+value=)("[^"]*"|[^\\s/%]+)`);
  return tag.test(source) ? source.replace(tag, (_all, head: string) => head + written(value)) : null;
}

/** The document with one cell of a parameter table changed; null when there is no such cell. */
export function setCell(source: string, name: string, row: string, column: string, value: number): string | null {
  const block = new RegExp(`\\{%\\s*table\\s+name="${escaped(name)}"\\s*%\\}[\\s\\S]*?\\{%\\s*/table\\s*%\\}`).exec(
    source,
  );
  if (!block) return null;
  const lines = block[0].split('\n');
  const isRow = (line: string, key: string): boolean => (cellsOf(line)[1] ?? '').includes(`\`${key}\``);
  const head = lines.find((line) => line.trimStart().startsWith('|'));
  const at = head ? cellsOf(head).findIndex((cell) => cell.includes(`\`${column}\``)) : -1;
  const lineAt = lines.findIndex((line) => isRow(line, row));
  const cells = cellsOf(lines[lineAt] ?? '');
  const old = cells[at];
  if (at < 2 || old === undefined) return null;
  cells[at] = old.replace(/-?\d+/, String(value));
  lines[lineAt] = cells.join('|');
  return source.slice(0, block.index) + lines.join('\n') + source.slice(block.index + block[0].length);
}

// A table line starts with "|", so the piece before it is empty and cell numbers start at 1.
const cellsOf = (line: string): string[] => line.split('|');
