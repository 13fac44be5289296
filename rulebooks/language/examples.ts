/**
 * Examples of a clause: a sentence in Chinese, then a fenced YAML block with the case and the expected answer. Here the writing is
 * checked; whether the paths exist and the answer holds is found out by running it.
 */
import type { Node } from '@markdoc/markdoc';
import { LineCounter, parseDocument, stringify } from 'yaml';
import type { Example } from '#core/kernel/example.ts';
import { toInstant } from '#core/kernel/instant.ts';
import { compileError } from './errors.ts';
import { lineOf } from './markup.ts';
import type { CatalogueLookup, CompileError, WrittenExample } from './types.ts';
import { nearestOf } from './values.ts';

export interface ExampleReader {
  readonly catalogue: CatalogueLookup;
  /** Names of the kinds of decision; absent: they are not checked. */
  readonly kinds?: readonly string[] | undefined;
  /** Examples read so far, id → line. */
  readonly seen: Map<string, number>;
  readonly errors: CompileError[];
}

type Fields = Readonly<Record<string, unknown>>;
const FIELDS = ['now', 'actorId', 'set', 'expect'];
const EXPECTED = ['accepted', 'code', 'outcome', 'clauses'];

export function readExample(tag: Node, reader: ExampleReader): WrittenExample | null {
  const { errors } = reader;
  const before = errors.length;
  const line = lineOf(tag);
  const id = String(tag.attributes.id ?? '');
  const kind = String(tag.attributes.kind ?? '');
  const gloss = String(tag.attributes.gloss ?? '');
  checkHead(id, kind, gloss, line, reader);

  const prose = tag.children.filter((child) => child.type === 'paragraph');
  const fences = tag.children.filter((child) => child.type === 'fence');
  for (const child of tag.children)
    if (child.type !== 'paragraph' && child.type !== 'fence' && child.type !== 'error')
      errors.push(compileError('UNSUPPORTED', lineOf(child), child.tag ?? child.type));
  const text = prose.map((node) => plain(node, errors)).join('');
  if (!text.trim()) errors.push(compileError('EXAMPLE_TEXT_MISSING', line, id));
  const [fence] = fences;
  if (!fence || fences.length > 1) {
    errors.push(compileError('EXAMPLE_CASE_MISSING', line, id));
    return null;
  }
  // The block's first line is the one after the opening fence.
  const fields = readYaml(String(fence.attributes.content ?? ''), lineOf(fence), id, errors);
  const given = fields && readCase(fields, id, lineOf(fence), reader);
  if (!given || errors.length > before) return null;
  return { id, kind, text: text.trim(), gloss, ...given, line };
}

function checkHead(
  id: string,
  kind: string,
  gloss: string,
  line: number,
  { seen, kinds, errors }: ExampleReader,
): void {
  const earlier = seen.get(id);
  if (!/^[A-Za-z][A-Za-z0-9.-]*$/.test(id)) errors.push(compileError('EXAMPLE_ID_INVALID', line, id));
  else if (earlier !== undefined) errors.push(compileError('EXAMPLE_DUPLICATE', line, id, String(earlier)));
  else seen.set(id, line);
  if (!gloss) errors.push(compileError('EXAMPLE_GLOSS_MISSING', line, id));
  if (kinds && !kinds.includes(kind))
    errors.push(compileError('EXAMPLE_KIND_UNKNOWN', line, id, kind, nearestOf(kinds, kind)));
  else if (!kind) errors.push(compileError('EXAMPLE_KIND_UNKNOWN', line, id, kind, ''));
}

function plain(node: Node, errors: CompileError[]): string {
  if (node.type === 'text') return String(node.attributes.content ?? '');
  if (node.type === 'tag') errors.push(compileError('UNSUPPORTED', lineOf(node), node.tag ?? 'tag'));
  return node.children.map((child) => plain(child, errors)).join('');
}

function readYaml(text: string, fenceLine: number, id: string, errors: CompileError[]): Fields | null {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  for (const fault of document.errors)
    errors.push(compileError('EXAMPLE_YAML', fenceLine + lines.linePos(fault.pos[0]).line, id, fault.message));
  if (document.errors.length > 0) return null;
  try {
    const value: unknown = document.toJS({ maxAliasCount: 0 }); // a few lines of aliases can stand for gigabytes
    if (isMap(value)) return value;
  } catch {
    errors.push(compileError('EXAMPLE_YAML', fenceLine, id, 'aliases are not allowed'));
    return null;
  }
  errors.push(compileError('EXAMPLE_CASE_MISSING', fenceLine, id));
  return null;
}

const isMap = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

type Case = Pick<Example, 'now' | 'actorId' | 'set' | 'expect'>;

function readCase(fields: Fields, id: string, line: number, reader: ExampleReader): Case | null {
  const { errors } = reader;
  const before = errors.length;
  const wrong = (field: string, zh: string, en: string): void => {
    errors.push(compileError('EXAMPLE_FIELD_WRONG', line, id, field, zh, en));
  };
  for (const field of Object.keys(fields))
    if (!FIELDS.includes(field)) errors.push(compileError('EXAMPLE_FIELD_UNKNOWN', line, id, field, FIELDS.join('、')));
  const { now, actorId, set = {}, expect } = fields;
  const instant = now === undefined ? undefined : instantOf(now);
  if (instant === null) wrong('now', '时刻，例如 2024-03-04T01:00:00Z', 'an instant such as 2024-03-04T01:00:00Z');
  if (actorId !== undefined && actorId !== null && typeof actorId !== 'string')
    wrong('actorId', '人员代号或 null', 'the id of a person, or null');
  if (!isMap(set)) wrong('set', '“路径: 值”的清单', 'a list of "path: value"');
  else
    for (const path of Object.keys(set))
      if (!/^(facts|input)(\.[^.\s]+)+$/.test(path))
        wrong(`set ${path}`, '以 facts. 或 input. 开头的路径', 'a path that starts with facts. or input.');
  const expected = readExpect(expect, id, line, reader, wrong);
  if (errors.length > before || !expected) return null;
  return {
    ...(typeof instant === 'string' ? { now: instant } : {}),
    ...(actorId === undefined ? {} : { actorId: actorId as string | null }),
    set: set as Fields,
    expect: expected,
  };
}

function readExpect(
  expect: unknown,
  id: string,
  line: number,
  { catalogue, errors }: ExampleReader,
  wrong: (field: string, zh: string, en: string) => void,
): Example['expect'] | null {
  if (!isMap(expect) || typeof expect.accepted !== 'boolean') {
    wrong('expect', '至少写明 accepted: true 或 false', 'at least accepted: true or false');
    return null;
  }
  for (const field of Object.keys(expect))
    if (!EXPECTED.includes(field))
      errors.push(compileError('EXAMPLE_FIELD_UNKNOWN', line, id, `expect.${field}`, EXPECTED.join('、')));
  const { accepted, code, outcome, clauses } = expect;
  if (code !== undefined && (typeof code !== 'string' || accepted))
    wrong('expect.code', '拒绝的代码，只在 accepted: false 时写', 'the code of a refusal, with accepted: false only');
  if (outcome !== undefined && !isMap(outcome)) wrong('expect.outcome', '“路径: 值”的清单', 'a list of "path: value"');
  const cited = clauses ?? [];
  if (!Array.isArray(cited) || cited.some((one) => typeof one !== 'string'))
    wrong('expect.clauses', '目录编号的清单', 'a list of catalogue ids');
  else for (const one of cited) if (!catalogue.has(one)) errors.push(compileError('CITATION_UNKNOWN', line, one));
  return {
    accepted,
    ...(code === undefined ? {} : { code: code as string }),
    ...(outcome === undefined ? {} : { outcome: outcome as Fields }),
    ...(clauses === undefined ? {} : { clauses: clauses as string[] }),
  };
}

function instantOf(value: unknown): string | null {
  try {
    return typeof value === 'string' ? toInstant(value) : null;
  } catch {
    return null;
  }
}

/** The example as it stands in a document. */
export function writtenExample({ id, kind, text, gloss, now, actorId, set, expect }: Example): string {
  const fields = {
    ...(now === undefined ? {} : { now }),
    ...(actorId === undefined ? {} : { actorId }),
    ...(Object.keys(set).length > 0 ? { set } : {}),
    expect,
  };
  const attribute = (value: string): string => value.replaceAll('"', "'").replaceAll('%}', '');
  return [
    `{% example id="${attribute(id)}" kind="${attribute(kind)}" gloss="${attribute(gloss)}" %}`,
    text.replaceAll('{%', '').replace(/\s+/g, ' ').trim(),
    '',
    '```yaml',
    stringify(fields, { aliasDuplicateObjects: false, lineWidth: 0 }).trimEnd(),
    '```',
    '{% /example %}',
  ].join('\n');
}
