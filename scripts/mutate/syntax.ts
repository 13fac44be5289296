/** What a mutator needs of a parsed file: nodes with their place in the text, and a walk that knows the way down. */
import { stripTypeScriptTypes } from 'node:module';
import { parseSync } from 'vite';

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

export interface Visited {
  readonly node: Node;
  /** The field of the parent that holds the node. */
  readonly field: string;
  /** From the parent up to the program. */
  readonly above: readonly Visited[];
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string' && 'start' in value;

/** The text without its types, character for character in the same place, and its tree. */
export function parse(file: string, source: string): { readonly text: string; readonly program: Node } {
  const text = stripTypeScriptTypes(source, { mode: 'strip' });
  const { program, errors } = parseSync(`${file}.js`, text, { sourceType: 'module', preserveParens: false });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  return { text, program: program as unknown as Node };
}

export function* walk(node: Node, field = '', above: readonly Visited[] = []): Generator<Visited> {
  const visited = { node, field, above };
  yield visited;
  for (const [name, value] of Object.entries(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (isNode(child)) yield* walk(child, name, [visited, ...above]);
}
