import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, describe, expect, test } from 'vitest';
import { type Cells, findHeader } from '#core/imports/index.ts';
import type { Encoding } from './encoding.ts';
import { mergedDown } from './merged-cells.ts';
import type { ReadingMessage } from './messages.ts';
import { openBook } from './open.ts';
import { readInThread } from './read-in-thread.ts';

const folder = mkdtempSync(join(tmpdir(), 'guike-reading-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fixture = (name: string) => new URL(`../fixtures/${name}`, import.meta.url).pathname;
const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
async function rowsOf(path: string, sheet = 0, encoding: Encoding | null = null): Promise<Cells[]> {
  const book = await openBook(path, encoding);
  return (await Array.fromAsync(book.rows(sheet))).map(({ cells }) => cells);
}
const csv = (content: string | Uint8Array, encoding: Encoding | null = null) =>
  rowsOf(file('some.csv', content), 0, encoding);

describe('real workbooks, every row of every sheet', () => {
  test.each([
    ['staff.xlsx', { 在职: 46, 离职: 8 }],
    ['visits.xlsx', { '2025年来访': 2303, 来电: 601 }],
    ['follow-ups.xlsx', { 回访: 6001 }],
    ['vehicle-stock.xlsx', { 库存: 301 }],
    [
      'unit-prices.xlsx',
      { '1#楼': 134, '2#楼': 134, '3#楼': 134, '5#楼': 74, '6#楼': 74, '7#楼': 74, '8#楼': 74, '9#楼': 74 },
    ],
    ['customers-gbk.csv', { '': 10_001 }],
  ])('%s', async (name, expected) => {
    const book = await openBook(fixture(name));
    const counted: Record<string, number> = {};
    for (const sheet of book.sheets) counted[sheet.name] = (await Array.fromAsync(book.rows(sheet.index))).length;
    expect(counted).toEqual(expected);
  });
  test('a time cell is a time, a date cell a day, a formula its value, a quoted line break part of its cell', async () => {
    const visits = await rowsOf(fixture('visits.xlsx'));
    expect(visits[7]?.slice(1, 4)).toEqual(['2025-01-02', '11:50', '曹强霞']);
    expect(visits[28]).toEqual([]);
    expect(visits[2302]?.[3]).toBe(2277);
    const customers = await rowsOf(fixture('customers-gbk.csv'));
    expect(customers[34]?.[11]).toBe('备注里有"引号",逗号\n和换行');
    expect(customers.every((cells) => cells.length === 12)).toBe(true);
  });
});

describe('encodings', () => {
  const text = '客户姓名,联系电话\n曾涵曦,19900005990\n';
  test('UTF-8, with and without mark, and UTF-16', async () => {
    const expected = [
      ['客户姓名', '联系电话'],
      ['曾涵曦', '19900005990'],
    ];
    expect(await csv(text)).toEqual(expected);
    expect(await csv(`\ufeff${text}`)).toEqual(expected);
    expect(await csv(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(expected);
  });
  test('GBK and Big5 are told apart by a header that makes sense', async () => {
    const gbk = Uint8Array.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xb5, 0xe7, 0xbb, 0xb0, 0x0a]); // 姓名,电话
    const big5 = Uint8Array.from([0xa9, 0x6d, 0xa6, 0x57, 0x2c, 0xb9, 0x71, 0xb8, 0xdc, 0x0a]); // 姓名,電話
    expect(await csv(gbk)).toEqual([['姓名', '电话']]);
    expect(await csv(big5)).toEqual([['姓名', '電話']]);
  });
  test('a wrongly chosen encoding garbles cells, but keeps every row', async () => {
    const rows = await csv(Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xfe, 0x0a])]), 'utf-8');
    expect(rows).toHaveLength(3);
    expect(rows[2]?.[0]).toContain('\ufffd');
  });
});

describe('text files as they come', () => {
  test('semicolons, tabs, blank lines, old line ends', async () => {
    expect(await csv('姓名;电话\r\n甲;1\r\n\r\n乙;2')).toEqual([['姓名', '电话'], ['甲', '1'], [], ['乙', '2']]);
    expect(await csv('姓名\t电话\r甲\t1\r')).toEqual([
      ['姓名', '电话'],
      ['甲', '1'],
    ]);
  });
  test('a quote that never closes spoils its own row only', async () => {
    const lines = [
      '姓名,电话,备注',
      '甲,1,"没有关上',
      ...Array.from({ length: 600 }, (_, n) => `乙${n},2,"有""引号"""`),
    ];
    const rows = await csv(lines.join('\n'));
    expect(rows).toHaveLength(602);
    expect(rows[1]).toEqual(['甲', '1', '"没有关上']);
    expect(rows[601]).toEqual(['乙599', '2', '有"引号"']);
  });
  test('quotes inside a cell, formulas as text, too few and too many columns', async () => {
    expect(await csv('姓名,备注\n甲,说"过几天"来\n乙,=1+1\n丙\n丁,a,b')).toEqual([
      ['姓名', '备注'],
      ['甲', '说"过几天"来'],
      ['乙', '=1+1'],
      ['丙'],
      ['丁', 'a', 'b'],
    ]);
  });
});

describe('files that cannot be read say why', () => {
  test.each<[string, Uint8Array | string, string]>([
    ['empty.csv', '', 'FILE_EMPTY'],
    ['picture.xlsx', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), 'FILE_NOT_SPREADSHEET'],
    ['old.xls', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, ...new Uint8Array(600)]), 'FILE_OLD_EXCEL'],
    [
      'locked.xlsx',
      Buffer.concat([Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from('EncryptedPackage', 'utf16le')]),
      'FILE_ENCRYPTED',
    ],
    ['cut.xlsx', Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9, 9, 9]), 'FILE_DAMAGED'],
    ['neither.csv', Uint8Array.from([0x61, 0xff, 0xff, 0x2c, 0x80, 0xff, 0x0a, 0x61]), 'FILE_ENCODING_UNKNOWN'],
  ])('%s', async (name, content, code) => {
    const messages = await Array.fromAsync(readInThread({ path: file(name, content), encoding: null }));
    expect(messages.at(-1)).toEqual({ kind: 'problem', code });
  });
});

test('formula cells give their value; without one they are empty', async () => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('表');
  sheet.addRow(['姓名', '电话']);
  sheet.addRow([{ formula: 'CONCAT("张","三")', result: '张三' }, { formula: '1+1' }]);
  sheet.addRow([{ richText: [{ text: '李' }, { text: '四' }] }, { text: '19900001234', hyperlink: 'tel:19900001234' }]);
  const path = join(folder, 'formulas.xlsx');
  await book.xlsx.writeFile(path);
  expect((await rowsOf(path)).map((cells) => [cells[0] ?? null, cells[1] ?? null])).toEqual([
    ['姓名', '电话'],
    ['张三', null],
    ['李四', '19900001234'],
  ]);
});

test('cells merged downwards say the same in every row they span; blank rows and titles stay what they are', async () => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('别的').addRow(['无关']);
  const sheet = book.addWorksheet('来访');
  sheet.addRows([
    ['一月来访登记'],
    [],
    ['日期', '组别', '姓名', '电话'],
    ['2025-01-02', '一组', '甲', '19900000001'],
    [null, null, '乙', '19900000002'],
    [null, null, '丙', '19900000003'],
    ['2025-01-03', null, '丁', '19900000004'],
    [],
    [null, null, '戊', '19900000005'],
  ]);
  for (const range of ['A1:D2', 'A4:A6', 'B4:B9', 'A7:A8', 'C9:D9']) sheet.mergeCells(range);
  const path = join(folder, 'merged.xlsx');
  await book.xlsx.writeFile(path);
  const rows = (await rowsOf(path, 1)).map((cells) => [0, 1, 2].map((column) => cells[column] ?? null));
  expect(rows).toEqual([
    ['一月来访登记', null, null],
    [null, null, null],
    ['日期', '组别', '姓名'],
    ['2025-01-02', '一组', '甲'],
    ['2025-01-02', '一组', '乙'],
    ['2025-01-02', '一组', '丙'],
    ['2025-01-03', '一组', '丁'],
    [null, null, null],
    [null, '一组', '戊'],
  ]);
  expect(await mergedDown(Buffer.from('PK no zip at all'), 0)).toEqual([]);
});

test('200,000 rows are read in batches, in a thread, without keeping them', async () => {
  const lines = [
    '客户姓名,联系电话,备注',
    ...Array.from({ length: 200_000 }, (_, n) => `客户${n},199${String(n).padStart(8, '0')},"备注,${n}"`),
  ];
  const path = file('large.csv', lines.join('\n'));
  lines.length = 0;
  let rows = 0;
  let largest = 0;
  let head: readonly Cells[] = [];
  let end: ReadingMessage | null = null;
  for await (const message of readInThread({ path, encoding: null })) {
    if (message.kind === 'rows') {
      if (rows === 0) head = message.rows.slice(0, 30);
      rows += message.rows.length;
      largest = Math.max(largest, message.rows.length);
    }
    end = message;
  }
  expect(rows).toBe(200_001);
  expect(largest).toBeLessThanOrEqual(1000);
  expect(findHeader(head)).toMatchObject({ kind: 'found', guess: { target: 'customers' } });
  expect(end).toEqual({ kind: 'end' });
}, 60_000);
