import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideTemplate } from './decide-template.ts';
import { fieldsOf, listsOf, documentFields, documentKinds, documentLists, sampleValues } from './document-fields.ts';
import { fieldUses, fillTemplate, plainTextOf, readTemplate } from './document-text.ts';

const check = (text: string, kind: (typeof documentKinds)[number] = 'contract') =>
  decideTemplate({ kind, ...fieldUses(readTemplate(text)) });
const filled = (text: string, fields: Record<string, string>, rows: Record<string, string>[] = []) =>
  fillTemplate(readTemplate(text), { fields, lists: { 付款计划: rows } });

describe('contract texts', () => {
  test('an unknown field is named with its line, and nothing else', () => {
    const decision = check('# 合同\n买受人 {{客户姓名}}\n{{客户星座}} {{客户姓名}} {{客户生肖}}');
    expect(decision).toMatchObject({
      accepted: false,
      code: 'TEMPLATE_FIELD_UNKNOWN',
      detail: { names: '客户星座、客户生肖', count: 2, line: 3, field: 'text' },
    });
  });
  test('a field of another paper is unknown here', () => {
    expect(check('{{欠款合计}}')).toMatchObject({ code: 'TEMPLATE_FIELD_UNKNOWN' });
    expect(check('{{欠款合计}}', 'demand_notice')).toMatchObject({ accepted: true });
  });
  test('words of the language are no fields', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty'])
      expect(check(`{{${name}}}`)).toMatchObject({ code: 'TEMPLATE_FIELD_UNKNOWN' });
  });
  test('a repeated part knows its own fields and those around it, and only there', () => {
    const row = '{{#付款计划}}\n| {{期次}} | {{应付金额}} | {{客户姓名}} |\n{{/付款计划}}';
    expect(check(row)).toMatchObject({ accepted: true });
    expect(check('{{期次}}')).toMatchObject({ code: 'TEMPLATE_FIELD_UNKNOWN' });
    expect(check('{{#逾期款项}}\n{{欠款金额}}\n{{/逾期款项}}')).toMatchObject({ detail: { names: '逾期款项' } });
  });
  test.each(['{{#付款计划}}\n{{期次}}', '{{期次}}\n{{/付款计划}}', '{{#付款计划}}\n{{#特别约定}}\n{{/付款计划}}'])(
    'a part left open, closed twice or nested is refused: %j',
    (text) => expect(check(text)).toMatchObject({ code: 'TEMPLATE_PART_UNCLOSED' }),
  );
  test('a text that takes nothing from the deal is refused', () => {
    expect(check('# 合同\n空白')).toMatchObject({ code: 'TEMPLATE_EMPTY' });
  });

  test('rows are repeated, headings marked, and what does not apply is struck', () => {
    const lines = filled(
      '| 期 | 金额 |\n|---|---|\n{{#付款计划}}\n| {{期次}} | {{应付金额}} |\n{{/付款计划}}\n贷款 {{贷款金额}}',
      { 贷款金额: '' },
      [
        { 期次: '1', 应付金额: '¥1.00' },
        { 期次: '2', 应付金额: '¥2.00' },
      ],
    );
    expect(lines.map((line) => line.kind)).toEqual(['row', 'row', 'row', 'paragraph']);
    expect(lines[0]?.isHeader).toBe(true);
    expect(plainTextOf(lines)).toBe('row\t期\t金额\nrow\t1\t¥1.00\nrow\t2\t¥2.00\nparagraph\t贷款 ／');
  });

  test('nothing a customer is called can become a heading, a field, a table or a new line', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('#', '|', '{', '}', '*', '\n', '\r', '~', '-', '名', ' ') }),
        (name) => {
          const lines = filled('买受人：{{客户姓名}}\n| {{客户姓名}} | b |', { 客户姓名: name });
          expect(lines.map((line) => [line.kind, line.cells.length])).toEqual([
            ['paragraph', 1],
            ['row', 2],
          ]);
          expect(plainTextOf(lines).split('\n')).toHaveLength(2);
        },
      ),
    );
  });

  test('a long hostile text is read in a moment', () => {
    for (const text of [
      '{'.repeat(60_000),
      '{{'.repeat(30_000),
      '**'.repeat(30_000),
      '|'.repeat(60_000),
      '|---'.repeat(15_000),
    ]) {
      const start = process.hrtime.bigint();
      fieldUses(readTemplate(text));
      expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(1000);
    }
  });

  test('every paper has sample values for every field it knows, and lists for every list', () => {
    for (const kind of documentKinds) {
      const values = sampleValues(kind);
      expect(Object.keys(values.fields)).toEqual(fieldsOf(kind));
      expect(Object.keys(values.lists)).toEqual(listsOf(kind));
    }
    for (const [name, list] of Object.entries(documentLists))
      for (const row of list.sample) expect(Object.keys(row), name).toEqual(Object.keys(list.fields));
    expect(Object.keys(documentFields).length).toBeGreaterThan(50);
  });
});
