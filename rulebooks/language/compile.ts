/**
 * From a rulebook document to typed values. A document that does not compile changes nothing: every fault is reported with its
 * line, the reason and the remedy, so that it can be mended on screen in one pass.
 */
import Markdoc, { type Node } from '@markdoc/markdoc';
import { defaultsOf } from '#core/kernel/parameters.ts';
import { compileError } from './errors.ts';
import { readExample } from './examples.ts';
import { readFrontMatter } from './front-matter.ts';
import { lineOf, readBlock, type Reader } from './markup.ts';
import { renamed } from './renamed.ts';
import { readTable } from './tables.ts';
import type {
  Block,
  CatalogueLookup,
  Chapter,
  Clause,
  CompileError,
  Compiled,
  Inline,
  Registry,
  Surroundings,
  Value,
  Values,
  WrittenExample,
} from './types.ts';
import { checkScalar, describeScalar, findParameter, nearestName, type Scalar } from './values.ts';

// All protect the server: a compilation holds up everybody else, and what the parser does with lines, long lines and brackets grows with
// their square. The longest shipped document stays far below each.
const SOURCE_CHARACTERS_MAX = 200_000;
const TAGS_MAX = 2_000;
const LINES_MAX = 8_000;
const LINE_CHARACTERS_MAX = 5_000;
const BRACKETS_MAX = 1_000; // and tildes
const OPEN_TAGS_MAX = 20; // beyond a hundred the parser does not come back
const SUGGESTIONS_MAX = 20; // looking for the nearest name costs more than the rest of the line

const attribute = { type: String };
const schema = {
  tags: {
    clause: { attributes: { id: attribute, cites: attribute, gloss: attribute } },
    param: { inline: true, selfClosing: true, attributes: { name: attribute, value: {} } },
    table: { attributes: { name: attribute } },
    example: { attributes: { id: attribute, kind: attribute, gloss: attribute } },
  },
  nodes: { heading: { attributes: { level: { type: Number }, gloss: attribute } } },
};

interface Draft {
  readonly lines: readonly string[];
  readonly registry: Registry;
  readonly catalogue: CatalogueLookup;
  readonly around: Surroundings;
  readonly examples: Map<string, number>;
  readonly errors: CompileError[];
  readonly set: Map<string, { value: Value; line: number; clause: string }>;
  readonly clauses: Map<string, Clause>;
  readonly chapters: { title: string; gloss: string; notes: Block[]; clauses: Clause[] }[];
}

export function compile(
  source: string,
  registry: Registry,
  catalogue: CatalogueLookup,
  around: Surroundings = {},
): Compiled {
  const text = source.replaceAll('\r\n', '\n');
  const tooMuch = tooMuchOf(text);
  if (tooMuch) return { ok: false, errors: [tooMuch] };
  const ast = parsed(text);
  if (!ast) return { ok: false, errors: [compileError('NESTED_TOO_DEEP', 1)] };
  const errors: CompileError[] = [];
  const draft: Draft = {
    lines: text.split('\n'),
    registry,
    catalogue,
    around,
    examples: new Map(),
    errors,
    set: new Map(),
    clauses: new Map(),
    chapters: [],
  };

  const meta = readFrontMatter(ast.attributes.frontmatter as string | undefined, errors);
  // A node without lines was made up by Markdoc while it read a table tag; readTable reports that fault itself.
  for (const fault of Markdoc.validate(ast, schema).filter(({ lines }) => lines.length > 0))
    errors.push(compileError('SYNTAX', (fault.lines[0] ?? 0) + 1, fault.error.message));
  // One unclosed tag makes a fault of everything after it, so broken markup is mended first.
  if (!errors.some(({ code }) => code === 'SYNTAX')) for (const node of ast.children) readTopLevel(node, draft);
  if (errors.length > 0) return { ok: false, errors: errors.sort((a, b) => a.line - b.line) };

  const setIn = Object.fromEntries([...draft.set].map(([name, { clause }]) => [name, clause]));
  return {
    ok: true,
    rulebook: {
      meta,
      chapters: draft.chapters,
      values: valuesOf(draft),
      setIn,
      index: indexOf(draft.chapters, catalogue),
    },
  };
}

/** What a text has more of than a compilation may be asked for; null when it can be read. */
function tooMuchOf(text: string): CompileError | null {
  if (text.length > SOURCE_CHARACTERS_MAX) return compileError('DOCUMENT_TOO_LARGE', 1, String(SOURCE_CHARACTERS_MAX));
  if (text.split('{%').length > TAGS_MAX) return compileError('TOO_MANY_TAGS', 1, String(TAGS_MAX));
  if (text.split(/[[~]/).length > BRACKETS_MAX) return compileError('TOO_MANY_BRACKETS', 1, String(BRACKETS_MAX));
  const lines = text.split('\n');
  if (lines.length > LINES_MAX) return compileError('TOO_MANY_LINES', LINES_MAX, String(LINES_MAX));
  const long = lines.findIndex((line) => line.length > LINE_CHARACTERS_MAX);
  if (long >= 0) return compileError('LINE_TOO_LONG', long + 1, String(LINE_CHARACTERS_MAX));
  const tooDeep = lineOfTooManyOpenTags(text);
  return tooDeep === null ? null : compileError('TAGS_LEFT_OPEN', tooDeep);
}

/** The parser calls itself for what is nested, and gives up where the stack ends. */
function parsed(text: string): Node | null {
  try {
    return Markdoc.parse(text);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The line at which more tags stand open than a rulebook can need; null when none does. */
function lineOfTooManyOpenTags(text: string): number | null {
  let open = 0;
  for (const [index, row] of text.split('\n').entries())
    for (const [tag] of row.matchAll(/\{%[^%]*%\}/g)) {
      if (/^\{%\s*\//.test(tag)) open -= 1;
      else if (/^\{%\s*[a-z][\w-]*(?!\w|-|\s*=)/.test(tag) && !/\/\s*%\}$/.test(tag)) open += 1; // not a heading's gloss
      if (open > OPEN_TAGS_MAX) return index + 1;
    }
  return null;
}

function readTopLevel(node: Node, draft: Draft): void {
  if (node.type === 'error') return;
  if (node.type === 'heading' && node.attributes.level === 2) {
    const title = node.children.map(headingText).join('').trim();
    draft.chapters.push({ title, gloss: String(node.attributes.gloss ?? ''), notes: [], clauses: [] });
    return;
  }
  const chapter = draft.chapters.at(-1) ?? { title: '', gloss: '', notes: [], clauses: [] };
  if (draft.chapters.length === 0) draft.chapters.push(chapter);
  if (node.tag === 'clause') {
    chapter.clauses.push(readClause(node, draft));
    return;
  }
  if (node.tag === 'example') {
    draft.errors.push(compileError('EXAMPLE_OUTSIDE_CLAUSE', lineOf(node), String(node.attributes.id ?? '')));
    return;
  }
  const outside = (tag: Node): null => {
    draft.errors.push(
      compileError('PARAMETER_OUTSIDE_CLAUSE', paramLine(tag, draft), String(tag.attributes.name ?? '')),
    );
    return null;
  };
  const block = readBlock(node, { param: outside, table: outside, errors: draft.errors });
  if (block) chapter.notes.push(block);
}

const headingText = (node: Node): string =>
  node.type === 'text' ? String(node.attributes.content ?? '') : node.children.map(headingText).join('');

function readClause(node: Node, draft: Draft): Clause {
  const line = lineOf(node);
  const id = String(node.attributes.id ?? '');
  const gloss = String(node.attributes.gloss ?? '');
  const cites = String(node.attributes.cites ?? '')
    .split(/\s+/)
    .filter(Boolean);
  const earlier = draft.clauses.get(id);
  if (!id) draft.errors.push(compileError('CLAUSE_ID_MISSING', line));
  else if (!/^[A-Za-z][A-Za-z0-9.-]*$/.test(id)) draft.errors.push(compileError('CLAUSE_ID_INVALID', line, id));
  else if (earlier) draft.errors.push(compileError('CLAUSE_DUPLICATE', line, id, String(earlier.line)));
  else if (draft.around.retired && Object.hasOwn(draft.around.retired, id))
    draft.errors.push(compileError('CLAUSE_ID_RETIRED', line, id, String(draft.around.retired[id])));
  if (!gloss) draft.errors.push(compileError('CLAUSE_GLOSS_MISSING', line, id));
  for (const cite of cites)
    if (!draft.catalogue.has(cite)) draft.errors.push(compileError('CITATION_UNKNOWN', line, cite));

  const parameters: string[] = [];
  const reader: Reader = {
    param: (tag) => setScalar(tag, id, parameters, draft),
    table: (tag) => setTable(tag, id, parameters, draft),
    errors: draft.errors,
  };
  const examples: WrittenExample[] = [];
  const body = node.children.flatMap((child) => {
    if (child.tag === 'example') {
      const { catalogue, examples: seen, errors } = draft;
      const example = readExample(child, { catalogue, kinds: draft.around.kinds, seen, errors });
      if (example) examples.push(example);
      return [];
    }
    if (child.tag === 'clause') {
      draft.errors.push(compileError('CLAUSE_NESTED', lineOf(child)));
      return [];
    }
    return readBlock(child, reader) ?? [];
  });
  if (node.children.every(({ tag }) => tag === 'example')) draft.errors.push(compileError('CLAUSE_EMPTY', line, id));
  const clause: Clause = { id, order: draft.clauses.size + 1, gloss, cites, body, parameters, examples, line };
  if (!earlier) draft.clauses.set(id, clause);
  return clause;
}

function setScalar(tag: Node, clause: string, parameters: string[], draft: Draft): Inline | null {
  const line = paramLine(tag, draft);
  const written = { name: String(tag.attributes.name ?? ''), value: tag.attributes.value as Scalar };
  const today = renamed(draft.registry, written.name, written.value);
  const { name, value } = today ?? written;
  const statedAnew = today !== null && draft.lines.some((row) => row.includes(`name="${name}"`));
  if (statedAnew) return { kind: 'text', text: saidOf(name, value, draft.registry) };
  const parameter = declared(name, line, draft);
  if (!parameter) return null;
  if (parameter.type === 'table') {
    draft.errors.push(compileError('TABLE_EXPECTED', line, name));
    return null;
  }
  const fault = checkScalar(name, parameter, value, line);
  if (fault) {
    draft.errors.push(fault);
    return null;
  }
  draft.set.set(name, { value, line, clause });
  parameters.push(name);
  return { kind: 'param', name, type: parameter.type, value, ...describeScalar(parameter, value) };
}

const saidOf = (name: string, value: Scalar, registry: Registry): string => {
  const parameter = findParameter(registry, name);
  return parameter && parameter.type !== 'table' ? describeScalar(parameter, value).zh : String(value);
};

function setTable(tag: Node, clause: string, parameters: string[], draft: Draft): Block | null {
  const name = String(tag.attributes.name ?? '');
  const line = paramLine(tag, draft);
  const parameter = declared(name, line, draft);
  if (!parameter) return null;
  if (parameter.type !== 'table') {
    draft.errors.push(compileError('TABLE_NOT_EXPECTED', line, name));
    return null;
  }
  const read = readTable(name, parameter, tag, draft.errors);
  if (!read) return null;
  draft.set.set(name, { value: read.value, line, clause });
  parameters.push(name);
  return read.block;
}

function declared(name: string, line: number, draft: Draft) {
  const parameter = findParameter(draft.registry, name);
  const earlier = draft.set.get(name);
  const nearest = () => (draft.errors.length < SUGGESTIONS_MAX ? nearestName(draft.registry, name) : '');
  if (!parameter) draft.errors.push(compileError('PARAMETER_UNKNOWN', line, name, nearest()));
  else if (earlier) draft.errors.push(compileError('PARAMETER_DUPLICATE', line, name, String(earlier.line)));
  return earlier ? undefined : parameter;
}

/** Markdoc knows the paragraph a tag stands in; the line itself is found by the name, which a document uses once. */
function paramLine(tag: Node, draft: Draft): number {
  const start = tag.lines[0] ?? 0;
  const end = tag.lines.at(-1) ?? draft.lines.length;
  const at = draft.lines
    .slice(start, end)
    .findIndex((row) => row.includes(`name="${String(tag.attributes.name ?? '')}"`));
  return start + Math.max(at, 0) + 1;
}

function valuesOf(draft: Draft): Values {
  const capabilities = Object.entries(draft.registry).map(([capability, set]) => {
    const stated = Object.keys(set).flatMap((key) => {
      const given = draft.set.get(`${capability}.${key}`);
      return given ? [[key, given.value]] : [];
    });
    return [capability, { ...defaultsOf(set), ...Object.fromEntries(stated) }];
  });
  return Object.fromEntries(capabilities);
}

function indexOf(
  chapters: readonly Chapter[],
  catalogue: CatalogueLookup,
): Readonly<Record<string, readonly string[]>> {
  const index: Record<string, string[]> = {};
  for (const clause of chapters.flatMap((chapter) => chapter.clauses))
    for (const id of new Set(clause.cites.flatMap((cite) => [cite, ...catalogue.repeats(cite)]))) {
      const houses = index[id] ?? [];
      houses.push(clause.id);
      index[id] = houses;
    }
  return index;
}
