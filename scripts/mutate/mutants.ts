/**
 * The faults tried on one file: each is one small change that a test ought to notice. All of a file's faults are compiled into it
 * at once, each behind a switch, so that it is bundled only once for thousands of runs.
 *
 * Not mutated, because no test should repeat them: types, catalogue clause ids, the words and sentences of people (in two languages),
 * messages of broken invariants, the bounds in the declaration of a parameter, import paths and names of fields.
 */
import { type Node, parse, type Visited, walk } from './syntax.ts';

export interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly kind: string;
  /** The replaced piece of text and what stands there instead. */
  readonly was: string;
  readonly now: string;
  /** The line it is on, as the reader knows it. */
  readonly text: string;
  /** Offsets: the piece replaced, and the expression or block the switch is put around. */
  readonly from: number;
  readonly to: number;
  readonly site: { readonly start: number; readonly end: number; readonly how: 'expression' | 'body' | 'statement' };
}

interface Change {
  readonly kind: string;
  readonly from: number;
  readonly to: number;
  readonly now: string;
  /** What the switch is put around; else the expression the change is in. */
  readonly site?: Mutant['site'];
}

const operators: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '&&': ['||'],
  '||': ['&&'],
  '+=': ['-='],
  '-=': ['+='],
};
const methods: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  min: 'max',
  max: 'min',
  toUpperCase: 'toLowerCase',
  toLowerCase: 'toUpperCase',
  find: 'findLast',
  findLast: 'find',
  indexOf: 'lastIndexOf',
};
/** Calls that may be left out: the list or text goes on as it was. */
const passing = new Set(['filter', 'sort', 'toSorted', 'reverse', 'toReversed', 'slice', 'trim', 'concat']);
const textFields = new Set(['label', 'zh', 'en', 'cites', 'clauses', 'gloss']);
const bounds = new Set(['min', 'max']);
const declarations = new Set(['minutes', 'hours', 'days', 'months', 'count', 'percent', 'table']);
/** Words of a language: what people read on a screen or write over a column. Codes have neither. */
const isWording = (value: unknown): boolean => typeof value === 'string' && /\p{Script=Han}| \S/u.test(value);
const isClauseId = (value: unknown): boolean => typeof value === 'string' && /^S\d+\.\d+\./.test(value);

export function mutantsOf(file: string, source: string): readonly Mutant[] {
  const { text, program } = parse(file, source);
  const lines = source.split('\n');
  const found: Mutant[] = [];
  for (const visited of walk(program))
    for (const change of changesOf(visited, text)) {
      const before = text.slice(0, change.from).split('\n');
      found.push({
        file,
        line: before.length,
        column: (before.at(-1)?.length ?? 0) + 1,
        kind: change.kind,
        was: text.slice(change.from, change.to),
        now: change.now,
        text: (lines[before.length - 1] ?? '').trim(),
        from: change.from,
        to: change.to,
        site: change.site ?? around(chainOf(visited) ?? visited.node),
      });
    }
  return found;
}

const around = ({ start, end }: Node, how: Mutant['site']['how'] = 'expression'): Mutant['site'] => ({
  start,
  end,
  how,
});

/** A switch inside `a?.b.c` would break the chain: it goes around the whole of it. */
function chainOf({ field, above }: Visited): Node | null {
  if (field !== 'object' && field !== 'callee' && field !== 'expression') return null;
  const parent = above[0];
  if (!parent) return null;
  if (parent.node.type === 'ChainExpression') return parent.node;
  return field !== 'expression' && /^(Member|Call)Expression$/.test(parent.node.type) ? chainOf(parent) : null;
}

function isLeftAlone({ node, field, above }: Visited): boolean {
  const parent = above[0]?.node;
  if (!parent) return true;
  if (isClauseId(node.value) || isWording(node.value)) return true;
  // A fallback is tried once, by leaving it out: most stand only because an index may be out of range as far as types can tell.
  if (isFallback(field, parent) && /^(Literal|ArrayExpression|TemplateLiteral)$/.test(node.type)) return true;
  if (/^(Import|Export)/.test(parent.type) || field === 'key' || field === 'source') return true;
  if (parent.type === 'MemberExpression' && field === 'property' && !parent.computed) return true;
  return above.some(
    ({ node: one, above: outer }) =>
      isBound(one, outer[1]?.node) ||
      (one.type === 'Property' && !one.computed && textFields.has(nameOf(one.key))) ||
      (one.type === 'NewExpression' && /Error$/.test(nameOf(one.callee))),
  );
}
/** `min: 0` of a declared parameter. */
const isBound = (property: Node, call: Node | undefined): boolean =>
  property.type === 'Property' && bounds.has(nameOf(property.key)) && declarations.has(nameOf(call?.callee));
const isFallback = (field: string, parent: Node): boolean =>
  field === 'right' && (parent.type === 'AssignmentPattern' || parent.operator === '??');
const nameOf = (node: unknown): string => {
  const { name, value } = (node ?? {}) as { name?: unknown; value?: unknown };
  return String(name ?? value ?? '');
};

function changesOf(visited: Visited, text: string): readonly Change[] {
  const { node } = visited;
  const mutate = mutators[node.type];
  if (!mutate || isLeftAlone(visited)) return [];
  return mutate(visited, text);
}

const whole = (node: Node, kind: string, now: string): Change => ({ kind, from: node.start, to: node.end, now });
const child = (node: Node, field: string): Node => node[field] as Node;

/** An operator stands between its operands, with nothing else but space and brackets. */
function between(node: Node, text: string, kind: string, alternatives: readonly string[]): readonly Change[] {
  const operator = String(node.operator);
  const from = text.indexOf(operator, child(node, 'left').end);
  return alternatives.map((now) => ({ kind, from, to: from + operator.length, now }));
}
const conditions = (node: Node, kind: string): readonly Change[] => {
  const test = node.test as Node | null;
  if (!test) return [];
  const always = kind === 'loop' ? ['false'] : ['true', 'false'];
  return always.map((now) => ({ ...whole(test, kind, now), site: around(test) }));
};
const isText = (node: Node): boolean =>
  node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string');

const mutators: Readonly<Record<string, (visited: Visited, text: string) => readonly Change[]>> = {
  BinaryExpression({ node }, text) {
    const joinsTexts = node.operator === '+' && (isText(child(node, 'left')) || isText(child(node, 'right')));
    return joinsTexts ? [] : between(node, text, 'operator', operators[String(node.operator)] ?? []);
  },
  LogicalExpression({ node }, text) {
    const left = child(node, 'left');
    if (node.operator === '??') return [whole(node, 'default', `(${text.slice(left.start, left.end)})`)];
    return between(node, text, 'logic', operators[String(node.operator)] ?? []);
  },
  AssignmentExpression: ({ node }, text) => between(node, text, 'operator', operators[String(node.operator)] ?? []),
  AssignmentPattern({ node }) {
    const fallback = child(node, 'right');
    return [{ ...whole(fallback, 'default', 'undefined'), site: around(fallback) }];
  },
  ConditionalExpression: ({ node }) => conditions(node, 'condition'),
  IfStatement: ({ node }) => conditions(node, 'condition'),
  WhileStatement: ({ node }) => conditions(node, 'loop'),
  ForStatement: ({ node }) => conditions(node, 'loop'),
  UnaryExpression({ node }, text) {
    const argument = child(node, 'argument');
    if (node.operator !== '!' && (node.operator !== '-' || argument.type === 'Literal')) return [];
    return [whole(node, 'negation', `(${text.slice(argument.start, argument.end)})`)];
  },
  UpdateExpression: ({ node }, text) => {
    const flipped = node.operator === '++' ? '--' : '++';
    const argument = text.slice(child(node, 'argument').start, child(node, 'argument').end);
    return [whole(node, 'operator', node.prefix ? flipped + argument : argument + flipped)];
  },
  Literal({ node, field, above }) {
    if (typeof node.value === 'boolean') return [whole(node, 'boolean', String(!node.value))];
    if (typeof node.value === 'number')
      return [whole(node, 'number', String(node.value + 1)), whole(node, 'number', `(${node.value - 1})`)];
    if (typeof node.value !== 'string') return [];
    const parent = above[0]?.node;
    // Compared for equality the comparison itself is turned round; a directive is no value.
    const isCompared = parent?.type === 'BinaryExpression' && /^[!=]==$/.test(String(parent.operator));
    if (isCompared || parent?.type === 'ExpressionStatement' || field === 'label') return [];
    return [whole(node, 'text', node.value === '' ? "'other'" : "''")];
  },
  TemplateLiteral: ({ node, field }) => (field === 'quasi' ? [] : [whole(node, 'text', "''")]),
  ArrayExpression({ node }) {
    const elements = node.elements as readonly (Node | null)[];
    const isClauses = elements.every((one) => isClauseId(one?.value));
    return elements.length === 0 || isClauses ? [] : [whole(node, 'list', '[]')];
  },
  ChainExpression({ node }, text) {
    const changes: Change[] = [];
    let link = child(node, 'expression') as Node | undefined;
    while (link && /^(Member|Call)Expression$/.test(link.type)) {
      const left = (link.object ?? link.callee) as Node;
      if (link.optional === true) {
        const from = text.indexOf('?.', left.end);
        changes.push({ kind: 'optional', from, to: from + 2, now: /[[(]/.test(text[from + 2] ?? '') ? '' : '.' });
      }
      link = left;
    }
    return changes;
  },
  CallExpression({ node }, text) {
    const callee = child(node, 'callee');
    if (callee.type !== 'MemberExpression' || callee.computed) return [];
    const property = child(callee, 'property');
    const name = nameOf(property);
    const other = Object.hasOwn(methods, name) ? methods[name] : undefined;
    const isMath = nameOf(callee.object) === 'Math';
    if (other && (isMath || !/^(min|max)$/.test(name)))
      return [{ kind: 'method', from: property.start, to: property.end, now: other }];
    if (!passing.has(name)) return [];
    const dot = text.lastIndexOf('.', property.start);
    return [{ kind: 'method', from: text[dot - 1] === '?' ? dot - 1 : dot, to: node.end, now: '' }];
  },
  ExpressionStatement({ node }) {
    const isCall = /^(Call|Chain|Yield|Assignment|Update)/.test(child(node, 'expression').type);
    return isCall ? [{ ...whole(node, 'statement', ';'), site: around(node, 'statement') }] : [];
  },
  ArrowFunctionExpression({ node }) {
    const body = child(node, 'body');
    return body.type === 'BlockStatement' ? [] : [{ ...whole(body, 'body', 'undefined'), site: around(body) }];
  },
  BlockStatement({ node, field, above }) {
    const parent = above[0]?.node.type ?? '';
    const isBody = field === 'body' && /Function|^For|^While/.test(parent);
    const isElse = field === 'alternate';
    return (isBody || isElse) && (node.body as unknown[]).length > 0
      ? [{ ...whole(node, 'block', '{}'), site: around(node, 'body') }]
      : [];
  },
};
