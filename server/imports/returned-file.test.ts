import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { type ReturnedRow, safeCell, writeReturnedFile } from './returned-file.ts';

async function* rows(...items: ReturnedRow[]) {
  yield* items;
}

test('the returned file keeps the columns, says why per cell, and runs nothing', async () => {
  const output = new PassThrough();
  const [bytes] = await Promise.all([
    buffer(output),
    writeReturnedFile(
      {
        header: ['姓名', '电话', '备注'],
        language: 'zh',
        returned: rows({
          row: 7,
          cells: ['张三', '1990000505', '=HYPERLINK("http://x")'],
          problems: [{ code: 'PHONE_UNREADABLE', severity: 'error', field: 'phone', column: 1, detail: '1990000505' }],
        }),
        remarks: rows({ row: 9, cells: ['@cmd', 19900001234], problems: [] }),
      },
      output,
    ),
  ]);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(new Uint8Array(bytes).buffer);
  const [returned, remarks] = book.worksheets;
  expect(returned?.getRow(1).values).toEqual([undefined, '姓名', '电话', '备注', '原行号', '退回原因']);
  expect(returned?.getRow(2).values).toEqual([
    undefined,
    '张三',
    '1990000505',
    `'=HYPERLINK("http://x")`,
    7,
    '【电话】电话号码不对（1990000505）：核对位数',
  ]);
  expect(returned?.getCell('C2').type).toBe(ExcelJS.ValueType.String);
  expect(remarks?.getRow(2).getCell(1).value).toBe(`'@cmd`);
});

test.each(['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\t=1', '\r=1'].map((text) => [text]))('%j is disarmed', (text) => {
  expect(safeCell(text)).toBe(`'${text}`);
});
test('a signed number and plain words stay as they are', () =>
  expect(['-5', '+86 19900001234', '老婆'].map(safeCell)).toEqual(['-5', '+86 19900001234', '老婆']));
