/**
 * Changes one value inside a document and leaves every other character alone, so that a version's diff shows exactly what the
 * house decided. The result is compiled like any other document before it is used.
 */
import type { Parameter, TableParameter } from '#core/kernel/parameters.ts';
import { formerNames } from './renamed.ts';
import type { TableValue, Value } from './types.ts';
import type { Scalar } from './values.ts';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const written = (value: Scalar): string => (typeof value === 'string' ? JSON.stringify(value) : String(value));

/** The document with one scalar parameter changed, under its name of today; null when the document does not set it. */
export function setParameter(source: string, name: string, value: Scalar): string | null {
  for (const known of [name, ...formerNames(name)]) {
    const tag = new RegExp(`(\\{%\\s*param\\s+name=)"${escaped(known)}"(\\s+value=)("[^"]*"|[^\\s/%]+)`);
    if (tag.test(source))
      return source.replace(tag, (_all, head: string, middle: string) => `${head}"${name}"${middle}${written(value)}`);
  }
  return null;
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

const SUPPLEMENT = '## 补充设定 {% gloss="Supplementary settings" %}';

/** The document with a clause of its own for a parameter that it did not set before, in a last chapter of such clauses. */
export function addParameter(
  source: string,
  name: string,
  parameter: Parameter,
  value: Value,
  id = `Z.${name}`,
): string {
  const { label, cites } = parameter;
  const head = `{% clause id="${id}" cites="${cites.join(' ')}" gloss="${label.en.replaceAll('"', "'")}" %}`;
  const text =
    parameter.type === 'table'
      ? `${label.zh}：\n\n${writtenTable(name, parameter, value as TableValue)}`
      : `${label.zh}：{% param name="${name}" value=${written(value as Scalar)} /%}。`;
  const chapter = source.includes(SUPPLEMENT) ? '' : `${SUPPLEMENT}\n\n`;
  return `${source.trimEnd()}\n\n${chapter}${head}\n${text}\n{% /clause %}\n`;
}

function writtenTable(name: string, parameter: TableParameter, value: TableValue): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [
    `{% table name="${name}" %}`,
    '',
    line(['', ...parameter.columns.map((column) => `\`${column}\``)]),
    line(['---', ...parameter.columns.map(() => '---:')]),
    ...parameter.rows.map((row) =>
      line([`\`${row}\``, ...parameter.columns.map((column) => value[row]?.[column] ?? 0)]),
    ),
    '',
    '{% /table %}',
  ].join('\n');
}
