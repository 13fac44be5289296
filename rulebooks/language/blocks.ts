/**
 * The text of a clause as merging sees it: paragraphs, list items, tables and examples, with the values taken out. So a value changed
 * by one side and a sentence reworded by the other never stand in each other's way.
 */
export interface TextBlock {
  /** The block without its values: what makes it the same block. */
  readonly key: string;
  /** What stands between it and the block before. */
  readonly gap: string;
}
/** Written values by parameter; cells by "table row column". */
export type WrittenValues = ReadonlyMap<string, string>;

const PARAM = /\{%\s*param\s+name="([^"]+)"\s+value=("[^"]*"|[^\s/%]+)\s*\/%\}/g;
const HOLE = /\{%\s*param\s+name="([^"]+)"\s*\/%\}/g;
const TABLE = /^\s*\{%\s*table\s+name="([^"]+)"\s*%\}/;
const CELL_HOLE = /\{%\s*cell\s+name="([^"]+)"\s*\/%\}/g;

export function takeApart(text: string): { readonly blocks: TextBlock[]; readonly values: Map<string, string> } {
  const values = new Map<string, string>();
  const blocks = splitBlocks(text).map(({ key, gap }) => ({ key: withoutValues(key, values), gap }));
  return { blocks, values };
}

/** The text again, every value written back. */
export function putTogether(blocks: readonly TextBlock[], values: WrittenValues): string {
  return blocks
    .map(({ key, gap }, index) => (index === 0 ? '' : gap || '\n\n') + filled(key, values))
    .join('')
    .trimEnd();
}

const filled = (key: string, values: WrittenValues): string =>
  key
    .replace(HOLE, (hole, name: string) => {
      const value = values.get(name);
      return value === undefined ? hole : `{% param name="${name}" value=${value} /%}`;
    })
    .replace(CELL_HOLE, (_hole, name: string) => values.get(name) ?? '');

export const namesIn = (blocks: readonly TextBlock[]): string[] =>
  blocks.flatMap(({ key }) => [...key.matchAll(HOLE), ...key.matchAll(CELL_HOLE)].map(([, name]) => name ?? ''));

function withoutValues(block: string, values: Map<string, string>): string {
  const table = TABLE.exec(block)?.[1];
  if (table) return withoutCells(block, table, values);
  return block.replace(PARAM, (_tag, name: string, value: string) => {
    values.set(name, value);
    return `{% param name="${name}" /%}`;
  });
}

function withoutCells(block: string, table: string, values: Map<string, string>): string {
  const keyOf = (cell: string): string => /`([^`]+)`/.exec(cell)?.[1] ?? '';
  let columns: string[] | null = null;
  return block
    .split('\n')
    .map((line) => {
      if (!line.trimStart().startsWith('|')) return line;
      const cells = line.split('|');
      if (!columns) {
        columns = cells.map(keyOf);
        return line;
      }
      const row = keyOf(cells[1] ?? '');
      if (!row) return line;
      return cells
        .map((cell, index) => {
          const column = columns?.[index];
          const [, before = '', number = '', after = ''] = /^(\s*)(-?\d+)(\s*)$/.exec(cell) ?? [];
          if (index < 2 || !column || !number) return cell;
          const name = `${table} ${row} ${column}`;
          values.set(name, number);
          return `${before}{% cell name="${name}" /%}${after}`;
        })
        .join('|');
    })
    .join('\n');
}

/** Paragraphs and list items apart; what stands between two tags, or in a code block, together. */
function splitBlocks(text: string): TextBlock[] {
  const blocks: { rows: string[]; gap: string }[] = [];
  let gap = '';
  let within: RegExp | null = null;
  for (const row of text.split('\n')) {
    const last = blocks.at(-1);
    if (within) {
      last?.rows.push(row);
      if (within.test(row)) within = null;
      continue;
    }
    if (!row.trim()) {
      gap += '\n';
      continue;
    }
    const tag = /^\s*\{%\s*(table|example)\b/.exec(row)?.[1];
    const startsItem = /^\s*(?:[-*+]|\d+[.)])\s/.test(row);
    if (!last || gap || tag || startsItem || isTagEnd(last.rows)) blocks.push({ rows: [row], gap: `\n${gap}` });
    else last.rows.push(row);
    if (tag) within = new RegExp(`^\\s*\\{%\\s*/${tag}\\s*%\\}`);
    gap = '';
  }
  return blocks.map(({ rows, gap: before }) => ({ key: rows.join('\n'), gap: before }));
}
const isTagEnd = (rows: readonly string[]): boolean => /^\s*\{%\s*\/(?:table|example)\b/.test(rows.at(-1) ?? '');
