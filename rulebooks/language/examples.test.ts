import { expect, test } from 'vitest';
import { compile, writtenExample } from './index.ts';
import type { CatalogueLookup, Compiled } from './types.ts';

const catalogue: CatalogueLookup = { has: (id) => id.startsWith('S9.'), repeats: () => [] };
const kinds = ['claims.lapse', 'desk.receive'];
const HEAD = '---\nid: h\ntitle: 甲\ngloss: A\npolicies: 9\nsector: t\nversion: 1\n---\n';
const OPEN = '{% example id="A1-1" kind="claims.lapse" gloss="On the last day" %}';
const CASE = ['```yaml', 'set: { facts.claim.state: active }', 'expect: { accepted: true }', '```'];
const clause = (...lines: string[]): string =>
  [`${HEAD}{% clause id="A1" cites="S9.01" gloss="One" %}`, '保护期两个月。', '', ...lines, '{% /clause %}'].join('\n');
const example = (...block: string[]): string => clause(OPEN, '末日仍受保护。', '', ...block, '{% /example %}');
const run = (source: string): Compiled => compile(source, {}, catalogue, { kinds });
const codes = (compiled: Compiled): string[] =>
  compiled.ok ? [] : compiled.errors.map((error) => `${error.code}@${error.line}`);
const only = (compiled: Compiled) => {
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.errors));
  return compiled.rulebook.chapters[0]?.clauses[0]?.examples[0];
};
const FIRST = 12; // line of the example's tag

test('an example keeps its case and what is expected, and is no part of the text', () => {
  const source = example(
    '```yaml',
    'now: 2024-03-04T09:00:00+08:00',
    'actorId: null',
    'set:',
    '  facts.claim.state: active',
    '  facts.sheet.line.0: { id: wang, from: "08:30" }',
    'expect:',
    '  accepted: false',
    '  code: NOT_DUE',
    '  outcome: { until: 2024-03-05T16:00:00.000Z }',
    '  clauses: [S9.01]',
    '```',
  );
  expect(only(run(source))).toEqual({
    id: 'A1-1',
    kind: 'claims.lapse',
    gloss: 'On the last day',
    text: '末日仍受保护。',
    now: '2024-03-04T01:00:00.000Z',
    actorId: null,
    set: { 'facts.claim.state': 'active', 'facts.sheet.line.0': { id: 'wang', from: '08:30' } },
    expect: {
      accepted: false,
      code: 'NOT_DUE',
      outcome: { until: '2024-03-05T16:00:00.000Z' },
      clauses: ['S9.01'],
    },
    line: FIRST,
  });
  const compiled = run(source);
  expect(compiled.ok && compiled.rulebook.chapters[0]?.clauses[0]?.body).toHaveLength(1);
});

test('what a program writes is read back the same', () => {
  const first = only(run(example(...CASE)));
  if (!first) throw new Error('no example');
  const { line: _line, ...written } = first;
  expect(only(run(clause(writtenExample(written))))).toEqual(first);
});

const faults: [what: string, source: string, expected: string[]][] = [
  ['an unknown kind', example(...CASE).replace('claims.lapse', 'claims.lapses'), [`EXAMPLE_KIND_UNKNOWN@${FIRST}`]],
  ['no id', example(...CASE).replace('id="A1-1" ', ''), [`EXAMPLE_ID_INVALID@${FIRST}`]],
  [
    'an id used twice',
    clause(OPEN, '甲。', '', ...CASE, '{% /example %}', '', OPEN, '乙。', '', ...CASE, '{% /example %}'),
    [`EXAMPLE_DUPLICATE@${FIRST + 9}`],
  ],
  ['no gloss', example(...CASE).replace(' gloss="On the last day"', ''), [`EXAMPLE_GLOSS_MISSING@${FIRST}`]],
  ['no sentence', clause(OPEN, ...CASE, '{% /example %}'), [`EXAMPLE_TEXT_MISSING@${FIRST}`]],
  ['no block', example(), [`EXAMPLE_CASE_MISSING@${FIRST}`]],
  ['a block that is a sentence', example('```yaml', '甲', '```'), [`EXAMPLE_CASE_MISSING@${FIRST + 3}`]],
  ['bad indentation', example('```yaml', 'set:', ' a: 1', 'b', '```'), [`EXAMPLE_YAML@${FIRST + 6}`]],
  ['aliases', example('```yaml', 'set: &a { facts.x: 1 }', 'expect: *a', '```'), [`EXAMPLE_YAML@${FIRST + 3}`]],
  [
    'an unknown field',
    example('```yaml', 'when: now', 'expect: { accepted: true, maybe: 1 }', '```'),
    [`EXAMPLE_FIELD_UNKNOWN@${FIRST + 3}`, `EXAMPLE_FIELD_UNKNOWN@${FIRST + 3}`],
  ],
  [
    'a time that is none, a path that leads elsewhere, no answer',
    example('```yaml', 'now: tomorrow', 'set: { rules.claims.x: 1 }', 'expect: yes', '```'),
    [1, 2, 3].map(() => `EXAMPLE_FIELD_WRONG@${FIRST + 3}`),
  ],
  [
    'a code beside an acceptance, an unknown clause',
    example('```yaml', 'expect: { accepted: true, code: NO, clauses: [S8.01] }', '```'),
    [`EXAMPLE_FIELD_WRONG@${FIRST + 3}`, `CITATION_UNKNOWN@${FIRST + 3}`],
  ],
  [
    'outside every clause',
    `${clause()}\n\n${OPEN}\n甲。\n\n${CASE.join('\n')}\n{% /example %}`,
    [`EXAMPLE_OUTSIDE_CLAUSE@${FIRST + 2}`],
  ],
  ['not closed', clause(OPEN, '甲。', '', ...CASE), ['SYNTAX@9', 'SYNTAX@12', 'SYNTAX@19']],
  ['a clause that is nothing but an example', example(...CASE).replace('保护期两个月。\n\n', ''), ['CLAUSE_EMPTY@9']],
];

test.each(faults)('%s is reported with its line and a remedy', (_what, source, expected) => {
  const compiled = run(source);
  expect(codes(compiled)).toEqual(expected);
  for (const error of compiled.ok ? [] : compiled.errors)
    for (const text of [error.zh, error.en, error.remedy.zh, error.remedy.en]) expect(text).not.toMatch(/undefined|^$/);
});

test('the id of a retired clause is not given to another', () => {
  const compiled = compile(clause(), {}, catalogue, { retired: { A1: 3 } });
  expect(codes(compiled)).toEqual(['CLAUSE_ID_RETIRED@9']);
});
