import { expect, test } from 'vitest';
import { choice, count, minutes, months, percent, span, table, timeOfDay, toggle } from '#core/kernel/parameters.ts';
import { compile, houseClauses, plainText } from './index.ts';
import type { CatalogueLookup, Compiled, Registry, Rulebook } from './types.ts';

const label = { zh: '名称', en: 'name' };
const common = { label, cites: ['S9.01'] };
const registry: Registry = {
  desk: {
    peerVisit: choice({
      ...common,
      default: 'turn',
      options: { turn: { zh: '计入轮次', en: 'uses a turn' }, last: { zh: '末位接待', en: 'last serves' } },
    }),
    waitMinutes: minutes({ ...common, default: 10, min: 1, max: 60 }),
    opensAt: timeOfDay({ ...common, default: '09:00' }),
  },
  claims: {
    protectionMonths: months({ ...common, default: 2, min: 1, max: 12 }),
    windowMonths: span({ ...common, default: 1, min: 1, max: 12 }),
    smsCounts: toggle({ ...common, default: true }),
    smsRun: count({ ...common, default: 3, min: 0, max: 9 }),
    share: percent({ ...common, default: 80, min: 0, max: 100 }),
    splits: table({
      ...common,
      columns: ['owner', 'server'],
      rows: ['a', 'b'],
      min: 0,
      max: 100,
      totals: 100,
      default: { a: { owner: 0, server: 100 }, b: { owner: 0, server: 100 } },
    }),
  },
};
const catalogue: CatalogueLookup = {
  has: (id) => id.startsWith('S9.'),
  repeats: (id) => (id === 'S9.02' ? ['S9.77'] : []),
};

const FRONT = [
  '---',
  'id: house',
  'title: 本店规则',
  'gloss: House rules',
  'policies: 009-1',
  'sector: test',
  'version: 1',
  '---',
  '',
];
const CLAUSE_LINE = FRONT.length + 1;
/** A document whose one clause starts on CLAUSE_LINE. */
const documentOf = (...body: string[]): string =>
  [...FRONT, '{% clause id="A1" cites="S9.01 S9.02" gloss="One" %}', ...body, '{% /clause %}', ''].join('\n');
const TABLE = [
  '{% table name="claims.splits" %}',
  '| 情形 | 原 `owner` | 现 `server` |',
  '| --- | ---: | ---: |',
  '| 甲 `a` | 20 | 80 |',
  '| 乙 `b` | 0 | 100 |',
  '{% /table %}',
];

const book = (compiled: Compiled): Rulebook => {
  if (!compiled.ok) throw new Error(compiled.errors.map((error) => `${error.line} ${error.en}`).join('\n'));
  return compiled.rulebook;
};
const run = (source: string): Compiled => compile(source, registry, catalogue);
const codes = (compiled: Compiled): string[] =>
  compiled.ok ? [] : compiled.errors.map((error) => `${error.code}@${error.line}`);

test('a document gives typed values, and the declared default where it is silent', () => {
  const compiled = book(
    run(
      documentOf(
        '保护期 {% param name="claims.protectionMonths" value=3 /%}，短信{% param name="claims.smsCounts" value=false /%}，',
        '{% param name="desk.opensAt" value="08:30" /%} 开门，同行{% param name="desk.peerVisit" value="last" /%}。',
        '',
        ...TABLE,
      ),
    ),
  );
  expect(compiled.values).toEqual({
    desk: { peerVisit: 'last', waitMinutes: 10, opensAt: '08:30' },
    claims: {
      protectionMonths: 3,
      smsCounts: false,
      windowMonths: 1,
      smsRun: 3,
      share: 80,
      splits: { a: { owner: 20, server: 80 }, b: { owner: 0, server: 100 } },
    },
  });
  expect(compiled.setIn).toEqual({
    'claims.protectionMonths': 'A1',
    'claims.smsCounts': 'A1',
    'desk.opensAt': 'A1',
    'desk.peerVisit': 'A1',
    'claims.splits': 'A1',
  });
  expect(JSON.parse(JSON.stringify(compiled))).toEqual(compiled);
});

test('values read with their unit inside the sentence, in both languages', () => {
  const compiled = book(
    run(
      documentOf(
        '等候 {% param name="desk.waitMinutes" value=1 /%}，期限 {% param name="claims.protectionMonths" value=2 /%}，',
        '比例 {% param name="claims.share" value=80 /%}，次数 {% param name="claims.smsRun" value=3 /%}，{% param name="claims.smsCounts" value=true /%}。',
      ),
    ),
  );
  const clause = compiled.chapters[0]?.clauses[0];
  expect(plainText(clause?.body ?? [])).toBe('等候 1 分钟，期限 2 个月，比例 80%，次数 3，是。');
  const english = clause?.body
    .flatMap((block) => (block.kind === 'paragraph' ? block.content : []))
    .map((part) => (part.kind === 'param' ? part.en : ''));
  expect(english?.filter(Boolean)).toEqual(['1 minute', '2 months', '80%', '3', 'yes']);
});

test('chapters, order, text before the first clause and the index of citations', () => {
  const source = [
    ...FRONT,
    '## 第一章 总则 {% gloss="General" %}',
    '',
    '本规则适用于**全体**人员。',
    '',
    '{% clause id="A1" cites="S9.01" gloss="One" %}',
    '甲。',
    '{% /clause %}',
    '',
    '{% clause id="A2" cites="S9.02 S9.01" gloss="Two" %}',
    '- 乙一；',
    '- 乙二。',
    '{% /clause %}',
  ].join('\n');
  const compiled = book(run(source));
  const chapter = compiled.chapters[0];
  expect([chapter?.title, chapter?.gloss, plainText(chapter?.notes ?? [])]).toEqual([
    '第一章 总则',
    'General',
    '本规则适用于全体人员。',
  ]);
  expect(chapter?.clauses.map((clause) => [clause.id, clause.order, clause.line])).toEqual([
    ['A1', 1, 14],
    ['A2', 2, 18],
  ]);
  // A decision may cite a repeat of the rule in another policy; the same house clause answers for it.
  expect(compiled.index).toEqual({ 'S9.01': ['A1', 'A2'], 'S9.02': ['A2'], 'S9.77': ['A2'] });
  expect(houseClauses(compiled, ['S9.77', 'S9.01', 'S9.99'])).toEqual([
    { clause: 'A1', cites: ['S9.01'] },
    { clause: 'A2', cites: ['S9.77', 'S9.01'] },
  ]);
});

const line = CLAUSE_LINE + 1;
const tableWith = (...rows: string[]): string =>
  documentOf(TABLE[0] ?? '', TABLE[1] ?? '', TABLE[2] ?? '', ...rows, '{% /table %}');
const faults: [what: string, source: string, expected: string[]][] = [
  [
    'no front matter',
    '{% clause id="A1" cites="S9.01" gloss="One" %}\n甲。\n{% /clause %}',
    ['FRONT_MATTER_MISSING@1'],
  ],
  ['a field missing', documentOf('甲。').replace('gloss: House rules\n', ''), ['FRONT_MATTER_FIELD_MISSING@1']],
  [
    'an unknown field',
    documentOf('甲。').replace('sector: test', 'sector: test\nowner: me'),
    ['FRONT_MATTER_FIELD_UNKNOWN@7'],
  ],
  [
    'an unknown parameter',
    documentOf('{% param name="claims.protectMonths" value=2 /%} 内'),
    [`PARAMETER_UNKNOWN@${line}`],
  ],
  [
    'a text for a number',
    documentOf('甲', '乙 {% param name="claims.protectionMonths" value="2" /%}'),
    [`VALUE_WRONG_TYPE@${line + 1}`],
  ],
  ['a fraction', documentOf('乙 {% param name="claims.protectionMonths" value=2.5 /%}'), [`VALUE_WRONG_TYPE@${line}`]],
  [
    'a number for a switch',
    documentOf('乙 {% param name="claims.smsCounts" value=1 /%}'),
    [`VALUE_WRONG_TYPE@${line}`],
  ],
  ['25 o’clock', documentOf('乙 {% param name="desk.opensAt" value="25:00" /%}'), [`VALUE_WRONG_TYPE@${line}`]],
  ['no value', documentOf('乙 {% param name="claims.smsCounts" /%}'), [`VALUE_MISSING@${line}`]],
  [
    'one above the bound',
    documentOf('乙 {% param name="claims.protectionMonths" value=13 /%}'),
    [`VALUE_OUT_OF_BOUNDS@${line}`],
  ],
  ['a span in months', documentOf('乙 {% param name="claims.windowMonths" value=12 /%}'), []],
  ['a span in days', documentOf('乙 {% param name="claims.windowMonths" value="30d" /%}'), []],
  ['as many days as the months allow', documentOf('乙 {% param name="claims.windowMonths" value="372d" /%}'), []],
  ...['373d', '0d'].map((days): [string, string, string[]] => [
    `${days}`,
    documentOf(`乙 {% param name="claims.windowMonths" value="${days}" /%}`),
    [`VALUE_OUT_OF_BOUNDS@${line}`],
  ]),
  ...['30', '-30d', '3.5d', '30 days'].map((days): [string, string, string[]] => [
    `${days} for a span`,
    documentOf(`乙 {% param name="claims.windowMonths" value="${days}" /%}`),
    [`VALUE_WRONG_TYPE@${line}`],
  ]),
  [
    'days where only months may stand',
    documentOf('乙 {% param name="claims.protectionMonths" value="30d" /%}'),
    [`VALUE_WRONG_TYPE@${line}`],
  ],
  ['the bound itself', documentOf('乙 {% param name="claims.protectionMonths" value=12 /%}'), []],
  [
    'one below the bound',
    documentOf('乙 {% param name="claims.protectionMonths" value=0 /%}'),
    [`VALUE_OUT_OF_BOUNDS@${line}`],
  ],
  ['not an option', documentOf('乙 {% param name="desk.peerVisit" value="never" /%}'), [`VALUE_NOT_AN_OPTION@${line}`]],
  [
    'an inherited name is no option',
    documentOf('乙 {% param name="desk.peerVisit" value="toString" /%}'),
    [`VALUE_NOT_AN_OPTION@${line}`],
  ],
  [
    'an inherited name is no parameter',
    documentOf('乙 {% param name="desk.constructor" value=1 /%}'),
    [`PARAMETER_UNKNOWN@${line}`],
  ],
  [
    'a parameter set twice',
    documentOf('甲 {% param name="claims.smsRun" value=1 /%}', '', '乙 {% param name="claims.smsRun" value=2 /%}'),
    [`PARAMETER_DUPLICATE@${line + 2}`],
  ],
  [
    'a parameter outside a clause',
    `${documentOf('甲。')}\n乙 {% param name="claims.smsRun" value=1 /%}`,
    [`PARAMETER_OUTSIDE_CLAUSE@${line + 3}`],
  ],
  ['an unknown citation', documentOf('甲。').replace('S9.02', 'S8.02'), [`CITATION_UNKNOWN@${CLAUSE_LINE}`]],
  [
    'a clause id used twice',
    `${documentOf('甲。')}\n{% clause id="A1" cites="" gloss="Two" %}\n乙。\n{% /clause %}`,
    [`CLAUSE_DUPLICATE@${line + 3}`],
  ],
  ['no clause id', documentOf('甲。').replace('id="A1" ', ''), [`CLAUSE_ID_MISSING@${CLAUSE_LINE}`]],
  ['a clause id with a space', documentOf('甲。').replace('id="A1"', 'id="A 1"'), [`CLAUSE_ID_INVALID@${CLAUSE_LINE}`]],
  ['no gloss', documentOf('甲。').replace(' gloss="One"', ''), [`CLAUSE_GLOSS_MISSING@${CLAUSE_LINE}`]],
  ['an empty clause', documentOf(), [`CLAUSE_EMPTY@${CLAUSE_LINE}`]],
  [
    'a clause inside a clause',
    documentOf('{% clause id="A2" cites="" gloss="Two" %}', '乙。', '{% /clause %}'),
    [`CLAUSE_NESTED@${line}`],
  ],
  ['an unclosed clause', documentOf('甲。').replace('{% /clause %}', ''), [`SYNTAX@${CLAUSE_LINE}`]],
  ['an unfinished tag', documentOf('甲 {% param name="claims.smsRun" value= /%}。'), [`SYNTAX@${line}`]],
  ['an unknown tag', documentOf('{% image /%}'), [`SYNTAX@${line}`]],
  ['an unknown attribute', documentOf('甲。').replace('gloss=', 'author="me" gloss='), [`SYNTAX@${CLAUSE_LINE}`]],
  ['a quotation block', documentOf('> 甲。'), [`UNSUPPORTED@${line}`]],
  [
    'a table written as a sentence',
    documentOf('甲 {% param name="claims.splits" value=1 /%}'),
    [`TABLE_EXPECTED@${line}`],
  ],
  [
    'a sentence written as a table',
    documentOf('{% table name="claims.smsRun" %}', ...TABLE.slice(1)),
    [`TABLE_NOT_EXPECTED@${line}`],
  ],
  [
    'a tag without a table',
    documentOf('{% table name="claims.splits" %}', '没有表。', '{% /table %}'),
    [`TABLE_MISSING@${line}`],
  ],
  ['a row that adds up to 99', tableWith('| 甲 `a` | 19 | 80 |', '| 乙 `b` | 0 | 100 |'), [`ROW_TOTAL@${line + 3}`]],
  ['a row that adds up to 101', tableWith('| 甲 `a` | 20 | 80 |', '| 乙 `b` | 1 | 100 |'), [`ROW_TOTAL@${line + 4}`]],
  ['a missing row', tableWith('| 甲 `a` | 20 | 80 |'), [`ROW_MISSING@${line + 3}`]],
  [
    'an extra row',
    tableWith('| 甲 `a` | 20 | 80 |', '| 乙 `b` | 0 | 100 |', '| 丙 `c` | 0 | 100 |'),
    [`ROW_UNKNOWN@${line + 5}`],
  ],
  [
    'a row given twice',
    tableWith('| 甲 `a` | 20 | 80 |', '| 乙 `b` | 0 | 100 |', '| 甲 `a` | 0 | 100 |'),
    [`KEY_DUPLICATE@${line + 5}`],
  ],
  [
    'a row without a key',
    tableWith('| 甲 `a` | 20 | 80 |', '| 乙 `b` | 0 | 100 |', '| 丙 | 0 | 100 |'),
    [`TABLE_KEY_MISSING@${line + 5}`],
  ],
  ['an empty cell', tableWith('| 甲 `a` | 20 | |', '| 乙 `b` | 0 | 100 |'), [`CELL_NOT_A_NUMBER@${line + 3}`]],
  [
    'a cell below its bound',
    tableWith('| 甲 `a` | -20 | 120 |', '| 乙 `b` | 0 | 100 |'),
    [`CELL_OUT_OF_BOUNDS@${line + 3}`, `CELL_OUT_OF_BOUNDS@${line + 3}`],
  ],
  ['a missing column', documentOf(...TABLE.map((row) => row.replace(/ [^|]*\|$/, ''))), [`COLUMN_MISSING@${line + 1}`]],
  [
    'an extra column',
    documentOf(
      ...TABLE.map((row, index) =>
        index === 1 ? `${row} 店 \`shop\` |` : index === 2 ? `${row} --- |` : row.startsWith('|') ? `${row} 0 |` : row,
      ),
    ),
    [`COLUMN_UNKNOWN@${line + 1}`],
  ],
];

test.each(faults)('%s is reported with its line', (_what, source, expected) => {
  expect(codes(run(source))).toEqual(expected);
});

test('every fault says what is wrong and what to do, in both languages', () => {
  for (const [, source] of faults) {
    const compiled = run(source);
    for (const error of compiled.ok ? [] : compiled.errors) {
      for (const sentence of [error.zh, error.en, error.remedy.zh, error.remedy.en]) expect(sentence).toMatch(/\S/);
      expect(`${error.zh}${error.en}`).not.toMatch(/undefined|NaN|\[object/);
    }
  }
});

test('a misspelt parameter is answered with the nearest name, and all faults come at once', () => {
  const compiled = run(
    documentOf('{% param name="claims.protectMonths" value=2 /%} 与 {% param name="claims.smsRun" value=99 /%}'),
  );
  expect(codes(compiled)).toEqual([`PARAMETER_UNKNOWN@${line}`, `VALUE_OUT_OF_BOUNDS@${line}`]);
  expect(compiled.ok ? '' : compiled.errors[0]?.remedy.en).toBe('Did you mean "claims.protectionMonths"?');
});

test('a document too long to be a rulebook is refused before it is parsed', () => {
  expect(codes(run('甲'.repeat(200_001)))).toEqual(['DOCUMENT_TOO_LARGE@1']);
  expect(codes(run('{% a %}'.repeat(2_000)))).toEqual(['TOO_MANY_TAGS@1']);
  expect(codes(run(`甲\n${'x {% a %}'.repeat(500)}`))).toEqual(['TAGS_LEFT_OPEN@2']);
});

test('what takes the parser more than a moment is refused before it is parsed', () => {
  expect(codes(run('甲\n'.repeat(8_001)))).toEqual(['TOO_MANY_LINES@8000']);
  expect(codes(run(`甲\n${'|a'.repeat(2_600)}`))).toEqual(['LINE_TOO_LONG@2']);
  expect(codes(run('[a]: b\n'.repeat(1_000)))).toEqual(['TOO_MANY_BRACKETS@1']); // thirty thousand took two minutes
  expect(codes(run(Array.from({ length: 200 }, () => '~~a'.repeat(200)).join('\n')))).toEqual(['TOO_MANY_BRACKETS@1']);
  const nested = Array.from({ length: 30 }, () => 'and('.repeat(1_200)).join('\n');
  expect(codes(run(`{% if ${nested} %}`))).toEqual(['NESTED_TOO_DEEP@1']);
});

test('what every object has is no parameter', () => {
  for (const name of ['constructor.name', 'toString.length', '__proto__.x'])
    expect(codes(run(documentOf(`甲{% param name="${name}" value=1 /%}。`)))[0]).toMatch(/^PARAMETER_UNKNOWN/);
});

test('a document may have many chapters', () => {
  const chapters = Array.from({ length: 60 }, (_, index) => `## 第${index}章 {% gloss="Chapter" %}\n`);
  expect(book(run([documentOf('甲。'), ...chapters].join('\n'))).chapters).toHaveLength(61);
});

test('Windows line ends change nothing', () => {
  const source = documentOf('甲。', '', ...TABLE);
  expect(run(source.replaceAll('\n', '\r\n'))).toEqual(run(source));
});
