/**
 * The text of a clause as somebody edits it who does not know the document language: parameters and tables stand as tokens in double
 * brackets, ⟦protection period⟧, and come back exactly as they were written. Examples stay with the clause, out of the way.
 */
export interface Token {
  /** As it stands in the text, brackets included. */
  readonly mark: string;
  /** As the document writes it. */
  readonly source: string;
  readonly kind: 'param' | 'table';
  /** Name of the parameter or table. */
  readonly name: string;
}
export interface Prose {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** The examples as they are written; they follow the text. */
  readonly examples: readonly string[];
}

const TAG = /\{%\s*param\b[\s\S]*?\/%\}|\{%\s*(table|example)\b[\s\S]*?\{%\s*\/\s*\1\s*%\}/g;
const MARK = /⟦[^⟦⟧\n]*⟧/g;

const attributeOf = (tag: string, name: string): string => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';

export const markOf = (label: string): string => `⟦${label.replace(/[⟦⟧\n]/g, '')}⟧`;

/** `labelOf` names a token; two of the same name get a number. */
export function readProse(source: string, labelOf: (kind: Token['kind'], name: string) => string): Prose {
  const tokens: Token[] = [];
  const examples: string[] = [];
  const taken = new Set<string>();
  const text = source.replace(TAG, (tag: string, block: 'table' | 'example' | undefined) => {
    if (block === 'example') {
      examples.push(tag);
      return '';
    }
    const kind = block ?? 'param';
    const name = attributeOf(tag, 'name');
    const label = labelOf(kind, name);
    let mark = markOf(label);
    for (let number = 2; taken.has(mark); number += 1) mark = markOf(`${label} ${number}`);
    taken.add(mark);
    tokens.push({ mark, source: tag, kind, name });
    return mark;
  });
  return { text: text.replace(/\n{3,}/g, '\n\n').trim(), tokens, examples };
}

/** Back into the document language. A mark that nobody knows stays as it is: see `unknownMarks`. */
export function writeProse({ text, tokens, examples }: Prose): string {
  const byMark = new Map(tokens.map((token) => [token.mark, token.source]));
  return [text.trim().replace(MARK, (mark) => byMark.get(mark) ?? mark), ...examples].join('\n\n');
}

const marksIn = (text: string): string[] => text.match(MARK) ?? [];

/** Tokens that were taken out of the text. */
export const lostTokens = (text: string, tokens: readonly Token[]): Token[] =>
  tokens.filter(({ mark }) => !text.includes(mark));

/** Marks that stand for nothing: mistyped, or standing twice. */
export function unknownMarks(text: string, tokens: readonly Token[]): string[] {
  const known = new Set(tokens.map(({ mark }) => mark));
  const seen = new Set<string>();
  return marksIn(text).filter((mark) => {
    const isKnown = known.has(mark) && !seen.has(mark);
    seen.add(mark);
    return !isKnown;
  });
}

/** A new parameter for the text, written with its default. */
export function tokenFor(name: string, label: string, value: unknown, tokens: readonly Token[]): Token {
  const taken = new Set(tokens.map(({ mark }) => mark));
  let mark = markOf(label);
  for (let number = 2; taken.has(mark); number += 1) mark = markOf(`${label} ${number}`);
  const written = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return { mark, source: `{% param name="${name}" value=${written} /%}`, kind: 'param', name };
}
