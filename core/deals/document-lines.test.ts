/** How a line of a contract text is read: what it is, what is bold in it, and what stands for a field. */
import { describe, expect, test } from 'vitest';
import { decideTemplate } from './decide-template.ts';
import { fieldUses, fillTemplate, readTemplate } from './document-text.ts';

const kinds = (text: string) => readTemplate(text).map(({ kind, at }) => `${kind}@${at}`);
const words = (text: string) =>
  readTemplate(text)[0]?.cells.map((cell) =>
    cell.map((piece) => `${piece.strong ? '*' : ''}${piece.isField ? '@' : ''}${piece.text}`),
  );

describe('a line', () => {
  test.each([
    ['# 认购书', 'title', '认购书'],
    ['## 第一条', 'heading', '第一条'],
    ['> 以下由双方填写', 'note', '以下由双方填写'],
    ['- 价款', 'item', '价款'],
    ['  - 缩进的一项  ', 'item', '缩进的一项'],
    ['平常的一句', 'paragraph', '平常的一句'],
    ['#没有空格', 'paragraph', '#没有空格'],
    ['-没有空格', 'paragraph', '-没有空格'],
    ['价款 # 不在行首', 'paragraph', '价款 # 不在行首'],
    ['尾部有竖线 |', 'paragraph', '尾部有竖线 |'],
    ['尾部有波纹 ~ ', 'paragraph', '尾部有波纹 ~'],
  ])('%j is a %s', (text, kind, said) => {
    expect(kinds(text)).toEqual([`${kind}@1`]);
    expect(words(text)).toEqual([[said]]);
  });

  test('cells of a row and signatures beside one another are read one by one, without the space around them', () => {
    expect(kinds('|  期次 | 金额 |')).toEqual(['row@1']);
    expect(words('|  期次 | 金额 |')).toEqual([['期次'], ['金额']]);
    expect(kinds('~ 甲方： ~ 乙方：{{客户姓名}} ')).toEqual(['columns@1']);
    expect(words('~ 甲方：  ~  乙方：{{客户姓名}} ')).toEqual([['甲方：'], ['乙方：', '@客户姓名']]);
  });

  test('three dashes or more turn the page, two do not; an empty line is none', () => {
    expect(kinds('一\n\n---\n-----\n--\n   \n二')).toEqual([
      'paragraph@1',
      'page@3',
      'page@4',
      'paragraph@5',
      'paragraph@7',
    ]);
  });

  test('a rule makes the row above it a heading, and only a row', () => {
    const headed = (text: string) => readTemplate(text).map(({ kind, isHeader }) => `${kind}${isHeader ? '!' : ''}`);
    expect(headed('| 期次 | 金额 |\n  |---|:---:| \n| 1 | 2 |')).toEqual(['row!', 'row']);
    expect(headed('一句\n|---|---|\n| 1 |')).toEqual(['paragraph', 'row']);
    expect(headed('|---|\n| 1 |')).toEqual(['row']);
    const lines = fillTemplate(readTemplate('| 期次 |\n|---|\n| 1 |'), { fields: {}, lists: {} });
    expect(lines.map((line) => Object.keys(line))).toEqual([
      ['kind', 'cells', 'isHeader'],
      ['kind', 'cells'],
    ]);
  });

  test('between two stars it is bold, fields too; words and fields keep their order and nothing empty is left', () => {
    expect(words('甲 **乙 {{编号}} 丙** 丁')).toEqual([['甲 ', '*乙 ', '*@编号', '* 丙', ' 丁']]);
    expect(words('**乙** 丙 **丁**')).toEqual([['*乙', ' 丙 ', '*丁']]);
    expect(words('{{编号}}{{ 客户姓名 }}')).toEqual([['@编号', '@客户姓名']]);
  });
});

describe('a filled text', () => {
  const fill = (text: string, fields: Record<string, string>, lists: Record<string, Record<string, string>[]> = {}) =>
    fillTemplate(readTemplate(text), { fields, lists }).map(({ cells }) =>
      cells.map((cell) => cell.map((run) => `${run.isFilled ? '_' : ''}${run.text}`).join('')).join('|'),
    );

  test('a value is one line without the space around it; what is missing or blank is struck', () => {
    expect(fill('{{编号}}', { 编号: '  甲\n\n乙\u2028丙 ' })).toEqual(['_甲 乙 丙']);
    expect(fill('{{编号}}，{{客户姓名}}', { 编号: ' \n ' })).toEqual(['_／，_／']);
  });

  test('a repeated part takes its own word before the paper’s, comes once a row, and not at all without rows', () => {
    const text = '前\n{{#付款计划}}\n{{款项名称}} {{编号}}\n{{应付日期}}\n{{/付款计划}}\n后';
    const rows = [
      { 款项名称: '首付', 应付日期: '三月' },
      { 款项名称: '尾款', 应付日期: '' },
    ];
    const fields = { 编号: 'HT1', 款项名称: '不该出现', 应付日期: '也不' };
    expect(fill(text, fields, { 付款计划: rows })).toEqual(['前', '_首付 _HT1', '_三月', '_尾款 _HT1', '_／', '后']);
    expect(fill(text, fields, { 付款计划: [] })).toEqual(['前', '后']);
    expect(fill(text, fields)).toEqual(['前', '后']);
  });

  test('two parts, one after another, each take their own rows', () => {
    const text = '{{#付款计划}}\n{{期次}}\n{{/付款计划}}\n中\n{{#特别约定}}\n{{序号}}\n{{/特别约定}}';
    expect(fill(text, {}, { 付款计划: [{ 期次: 'a' }], 特别约定: [{ 序号: 'b' }, { 序号: 'c' }] })).toEqual([
      '_a',
      '中',
      '_b',
      '_c',
    ]);
  });
});

describe('the check of a text', () => {
  const check = (text: string) => decideTemplate({ kind: 'contract', ...fieldUses(readTemplate(text)) });

  test('names the part that is open and the line on which it goes wrong', () => {
    expect(check('一\n{{#付款计划}}\n{{期次}}')).toMatchObject({ detail: { part: '付款计划', line: 2 } });
    expect(check('{{#付款计划}}\n{{#特别约定}}\n{{/特别约定}}')).toMatchObject({
      detail: { part: '付款计划', line: 1 },
    });
    expect(check('一\n二\n{{/付款计划}}')).toMatchObject({ detail: { part: '付款计划', line: 3 } });
    expect(check('{{#付款计划}}\n{{/特别约定}}')).toMatchObject({ detail: { part: '付款计划', line: 1 } });
  });

  test('names five unknown words at most, counts all, and says where the first one stands', () => {
    const text = '{{客户姓名}}\n{{一}}{{二}}{{三}}{{四}}{{五}}{{六}}{{一}}';
    expect(check(text)).toMatchObject({ detail: { names: '一、二、三、四、五', count: 6, line: 2 } });
    expect(check('{{客户姓名}}\n{{#没有}}\n{{编号}}\n{{/没有}}')).toMatchObject({
      detail: { names: '没有', count: 1, line: 3 },
    });
  });

  test('a word of another part is unknown here; a known text gives its words once each', () => {
    expect(check('{{#特别约定}}\n{{期次}}\n{{/特别约定}}')).toMatchObject({ detail: { names: '期次', line: 2 } });
    expect(check('{{编号}}{{客户姓名}}{{编号}}')).toMatchObject({ outcome: { fields: ['编号', '客户姓名'] } });
  });

  test('of a file without lines the place stays unsaid', () => {
    const uses = [{ name: '没有', list: null, line: null }];
    expect(decideTemplate({ kind: 'order', uses, open: null })).toMatchObject({
      detail: { names: '没有', line: null },
    });
  });
});
