/** Which row is the header, which column holds which field, and which rows hold no data: at their edges. */
import { describe, expect, test } from 'vitest';
import { findHeader, guessAt, guessTarget, HEADER_SEARCH_ROWS, headerFingerprint, whyNoData } from './headers.ts';
import { headerKey, guessMapping, missingFields } from './headers.ts';

const calls = ['日期', '时间', '姓名', '电话', '咨询内容', '接听人'];

describe('a header as it is compared', () => {
  test('brackets, stars and stops fall away, traditional characters are read as plain ones', () => {
    expect(
      ['* 联系电话 (必填):', '意向面积(㎡)', '客户 姓名', '【必填】E-mail', 'No.', '聯繫電話', '置業顧問'].map(
        headerKey,
      ),
    ).toEqual(['联系电话', '意向面积', '客户姓名', 'email', 'no', '联系电话', '置业顾问']);
  });

  test('a register of a Hong Kong or Taiwan office is read by its own characters', () => {
    const header = ['到訪時間', '客戶姓名', '性別', '聯絡電話', '認知渠道', '置業顧問', '是否首訪', '諮詢內容', '備註'];
    expect(guessAt(0, 'visits', ['日期', ...header.toSpliced(7, 1)])).toMatchObject({ missing: [], unused: [] });
    expect(
      guessAt(0, 'staff', ['員工編號', '姓名', '手機', '門店', '團隊', '崗位', '入職日期', '試用期', '帶教老師']),
    ).toMatchObject({
      mapping: { employeeNo: 0, phone: 2, site: 3, team: 4, post: 5, joinedOn: 6, probation: 7, mentor: 8 },
      unused: [],
    });
    expect(guessMapping('calls', ['日期', '電話', '諮詢內容', '接聽人', '是否邀約'])).toMatchObject({
      topic: 2,
      answeredBy: 3,
      invited: 4,
    });
  });

  test('the same headers in the same order are one kind of file, whatever is empty to their right', () => {
    const print = headerFingerprint(['姓名', '电话']);
    expect(headerFingerprint(['姓名 *', '电话(必填)', '', null, ' '])).toBe(print);
    expect(headerFingerprint(['电话', '姓名'])).not.toBe(print);
    expect(headerFingerprint(['姓名', '', '电话'])).not.toBe(print);
    expect(headerFingerprint(['姓名电话'])).not.toBe(print);
    expect(headerFingerprint([null, ''])).toBe(headerFingerprint([]));
  });
});

describe('columns', () => {
  test('an exact name goes before a longer one that contains it; the first of two like columns is taken', () => {
    expect(guessMapping('calls', ['客户手机号', '电话', '姓名', '姓名'])).toEqual({ phone: 1, name: 2 });
    expect(guessMapping('calls', ['客户的手机号', '客户'])).toEqual({ name: 1, phone: 0 });
  });

  test('a name inside a longer header: two Chinese characters, or three letters; up to sixteen characters', () => {
    expect(guessMapping('staff', ['本人工号栏'])).toEqual({ employeeNo: 0 });
    expect(guessMapping('calls', ['my tel here'])).toEqual({ phone: 0 });
    // "no" and 序 are too short to be looked for inside other words.
    expect(guessMapping('calls', ['know', '次序表'])).toEqual({});
    expect(guessMapping('staff', [`工号${'一'.repeat(14)}`])).toEqual({ employeeNo: 0 });
    expect(guessMapping('staff', [`工号${'一'.repeat(15)}`])).toEqual({});
  });

  test('a column holds one field, also where its header contains the words of two', () => {
    const mapping = guessMapping('staff', ['员工姓名及工号']);
    expect(Object.values(mapping)).toEqual([0]);
    expect(guessMapping('staff', ['员工姓名及工号', '员工姓名'])).toEqual({ employeeNo: 0, name: 1 });
  });

  test('required fields without a column are missing, the others are not; columns nobody reads are unused', () => {
    expect(missingFields('calls', { date: 0, phone: 1 })).toEqual(['answeredBy']);
    expect(guessAt(3, 'calls', [...calls, '', '天气', null, '心情'])).toMatchObject({
      headerRow: 3,
      missing: [],
      unused: [7, 9],
    });
    expect(guessAt(0, 'calls', ['日期', '姓名'])).toMatchObject({ missing: ['phone', 'answeredBy'], unused: [] });
  });
});

describe('which sheet it is', () => {
  test('two points for an exact name, one for a like one, four less for each required field that is missing', () => {
    // customers: name 2 + phone 2 = 4 is enough; one of them only alike is not.
    expect(guessTarget(['姓名', '电话'])).toBe('customers');
    expect(guessTarget(['姓名', '客户的电话栏'])).toBeNull();
    expect(guessTarget(['姓名', '客户的电话栏', '性别'])).toBe('customers');
    // The follow-ups' own columns do not help a sheet that says nothing of the author.
    expect(guessTarget(['姓名', '电话', '回访日期'])).toBe('customers');
    expect(guessTarget(['姓名', '电话', '回访日期', '回访人'])).toBe('followUps');
  });

  test('of two rows that could be the header the better one, and the first of two equals', () => {
    const found = findHeader([['姓名', '电话'], calls, calls]);
    expect(found).toMatchObject({ kind: 'found', guess: { headerRow: 1, target: 'calls' } });
    expect(findHeader([calls, ['姓名', '电话']])).toMatchObject({ guess: { headerRow: 0 } });
  });

  test('a row that says one thing over and over is a title', () => {
    const merged = Array.from({ length: 6 }, () => '姓名');
    expect(findHeader([merged])).toEqual({ kind: 'missing' });
    expect(
      findHeader([
        ['姓名', '', '姓 名'],
        ['姓名', '电话'],
      ]),
    ).toMatchObject({ guess: { headerRow: 1 } });
  });

  test(`the header is looked for in the first ${HEADER_SEARCH_ROWS} rows`, () => {
    const titles = (count: number) => Array.from({ length: count }, () => ['说明', '甲']);
    expect(HEADER_SEARCH_ROWS).toBe(30);
    expect(findHeader([...titles(29), calls])).toMatchObject({ kind: 'found', guess: { headerRow: 29 } });
    expect(findHeader([...titles(30), calls])).toEqual({ kind: 'missing' });
  });

  test('a price list is known by its room numbers and their neighbours; a vehicle list without VIN asks for it', () => {
    expect(findHeader([['单元', '楼层', '房号', '户型']])).toMatchObject({ guess: { target: 'units', missing: [] } });
    expect(findHeader([['车型', '颜色', '指导价', '库龄']])).toMatchObject({
      guess: { target: 'vehicles', missing: ['vin'] },
    });
    expect(findHeader([['车型', '颜色', '指导价']])).toEqual({ kind: 'missing' });
  });
});

describe('rows without data', () => {
  const print = headerFingerprint(calls);
  const why = (cells: readonly (string | number | null)[], position = 9, headerRow: number | null = 2) =>
    whyNoData(cells, position, headerRow, print);

  test('above the header a title, on it the header, below it data', () => {
    const cells = ['张三', '13800000001'];
    expect([why(cells, 1), why(cells, 2), why(cells, 3)]).toEqual(['TITLE_ROW', 'HEADER_ROW', null]);
    expect([why(cells, 0, null), why(calls, 5, null), why(calls, 5)]).toEqual([null, null, 'HEADER_ROW']);
  });

  test('sums and headings; a lonely name is somebody', () => {
    expect(['合 计', '总计:', 'Total', '小计'].map((text) => why([text, 12]))).toEqual(Array(4).fill('TOTAL_ROW'));
    expect(['合计李四', '陈总'].map((text) => why([text, 12]))).toEqual([null, null]);
    expect([why(['2 月份']), why(['2月份', '2月份']), why(['2月份', 12]), why(['第 3 页'])]).toEqual([
      'SECTION_ROW',
      'SECTION_ROW',
      null,
      'SECTION_ROW',
    ]);
    expect([why(['张三']), why(['', ' ']), why([])]).toEqual([null, 'BLANK_ROW', 'BLANK_ROW']);
  });
});
