/** Cells at their edges: the last day of each month, the first and last year, the last minute, the one digit too many. */
import { describe, expect, test } from 'vitest';
import { findColleague, rosterOf } from './colleagues.ts';
import { readTime, readWrittenDate, settleDate, widenSpan, yearIn } from './dates.ts';
import { readGender, readGrade, readHousehold, readNames, readPartySize, readYesNo, relationOf } from './people.ts';
import { isTitleOnly, namesAgree } from './people.ts';
import { phoneDigits, readPhones } from './phones.ts';
import { count, emptyTally, isComplete, tallyFrom } from './tally.ts';
import {
  CELL_TEXT_MAX,
  cutText,
  isCellError,
  isDitto,
  looksLikeFormula,
  plainText,
  readList,
  readText,
} from './text.ts';
import type { Cell } from './types.ts';
import { readChannel, readDuration, readNumber, readRange } from './values.ts';

const written = (cell: Cell): string => {
  const read = readWrittenDate(cell);
  if (read.kind === 'date') return read.time === null ? read.date : `${read.date} ${read.time}`;
  if (read.kind === 'monthDay') return `${read.month}/${read.day}`;
  return read.kind === 'bad' ? read.code : read.kind;
};
const each = <In>(read: (cell: In) => unknown, table: readonly (readonly [In, unknown])[]) => {
  for (const [cell, expected] of table) expect([cell, read(cell)]).toEqual([cell, expected]);
};

describe('days', () => {
  test('every month has its last day and none after it', () => {
    const last = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    for (const [index, day] of last.entries()) {
      const month = String(index + 1).padStart(2, '0');
      expect(written(`2024-${month}-${day}`)).toBe(`2024-${month}-${day}`);
      expect(written(`2024-${month}-${day + 1}`)).toBe('DATE_IMPOSSIBLE');
      expect(written(`${index + 1}月${day}日`)).toBe(`${index + 1}/${day}`);
    }
    each(written, [
      ['2024-00-10', 'DATE_IMPOSSIBLE'],
      ['2024-13-10', 'DATE_IMPOSSIBLE'],
      ['2024-01-00', 'DATE_IMPOSSIBLE'],
      ['2024-01-01', '2024-01-01'],
      ['2024-12-31', '2024-12-31'],
    ]);
  });

  test('a leap year every four, not every hundred, but every four hundred; between 1950 and 2099', () => {
    each(written, [
      ['2023-02-29', 'DATE_IMPOSSIBLE'],
      ['2000-02-29', '2000-02-29'],
      ['1996-02-29', '1996-02-29'],
      ['1949-12-31', 'DATE_IMPOSSIBLE'],
      ['1950-01-01', '1950-01-01'],
      ['2099-12-31', '2099-12-31'],
      ['2100-01-01', 'DATE_IMPOSSIBLE'],
      ['2100-02-29', 'DATE_IMPOSSIBLE'],
      ['00-1-2', '2000-01-02'],
      ['99-1-2', '2099-01-02'],
    ]);
  });

  test('numbers of a spreadsheet: a day of the 1900 system with its time, eight digits, or nothing', () => {
    each(written, [
      [20_000, '1954-10-03'],
      [19_999, 'DATE_UNREADABLE'],
      [79_999, '2119-01-10'],
      [80_000, 'DATE_UNREADABLE'],
      [45_659.5, '2025-01-02 12:00'],
      [45_659.0625, '2025-01-02 01:30'],
      [45_659.999999, '2025-01-02'],
      [19_500_101, '1950-01-01'],
      [19_500_100, 'DATE_UNREADABLE'],
      [20_991_231, '2099-12-31'],
      [20_991_232, 'DATE_UNREADABLE'],
      [20_250_230, 'DATE_IMPOSSIBLE'],
      [20_250_102.5, 'DATE_UNREADABLE'],
      [1.3, 'DATE_AMBIGUOUS'],
      [1.4, '1/4'],
      [1.13, '1/13'],
      [12.31, '12/31'],
      [13.5, 'DATE_IMPOSSIBLE'],
      [1.123, 'DATE_UNREADABLE'],
      [-1, 'DATE_UNREADABLE'],
    ]);
  });

  test('texts: with the time of day, the year last, brackets and weekdays left aside', () => {
    each(written, [
      ['2025-01-02 9:05', '2025-01-02 09:05'],
      ['2025-01-02T23:59:59Z', '2025-01-02 23:59'],
      ['2025-01-02 24:00', 'DATE_UNREADABLE'],
      ['2025-01-02 23:60', 'DATE_UNREADABLE'],
      ['2025年1月2日 9点', '2025-01-02 09:00'],
      ['12/12/2025', '2025-12-12'],
      ['13/1/2025', '2025-01-13'],
      ['12/13/2025', '2025-12-13'],
      ['12/1/2025', 'DATE_AMBIGUOUS'],
      ['1月2日 星期四', '1/2'],
      ['周四', 'DATE_UNREADABLE'],
      ['(周四)', 'DATE_UNREADABLE'],
      ['45659.5', '2025-01-02 12:00'],
      ['456590', 'DATE_UNREADABLE'],
      ['202501', 'DATE_UNREADABLE'],
      ['', 'blank'],
      [null, 'blank'],
      ['同上', 'ditto'],
      [false, 'DATE_UNREADABLE'],
      ['#REF!', 'CELL_ERROR'],
    ]);
  });

  const context = { year: null, span: null, today: '2025-06-15', past: true, above: null };
  test('which year: the chosen one, the only one that fits, the next one after the plan; today is not the future', () => {
    const settle = (cell: Cell, over: object = {}) => {
      const read = settleDate(readWrittenDate(cell), { ...context, ...over });
      return read.problem ?? read.value;
    };
    expect([settle('2025-06-15'), settle('2025-06-16'), settle('2025-06-16', { past: false })]).toEqual([
      '2025-06-15',
      'DATE_IN_FUTURE',
      '2025-06-16',
    ]);
    expect([settle('6.1'), settle('6.1', { year: 2024 }), settle('6.16', { year: 2025 })]).toEqual([
      'DATE_YEAR_UNCLEAR',
      '2024-06-01',
      'DATE_IN_FUTURE',
    ]);
    expect(settle('2.29', { year: 2025 })).toBe('DATE_IMPOSSIBLE');
    const span = { first: '2024-06-10', last: '2025-06-20' };
    expect([
      settle('6.10', { span }),
      settle('6.9', { span }),
      settle('6.15', { span }),
      settle('6.16', { span }),
    ]).toEqual(['DATE_YEAR_UNCLEAR', '2025-06-09', 'DATE_YEAR_UNCLEAR', '2024-06-16']);
    expect([settle('6.20', { span, past: false }), settle('6.21', { span, past: false })]).toEqual([
      'DATE_YEAR_UNCLEAR',
      '2024-06-21',
    ]);
    const notBefore = '2025-03-01';
    expect([settle('3.1', { notBefore }), settle('2.28', { notBefore }), settle('2.29', { notBefore })]).toEqual([
      '2025-03-01',
      '2026-02-28',
      'DATE_IMPOSSIBLE',
    ]);
    expect(settle('2.29', { notBefore: '2027-03-01' })).toBe('2028-02-29');
  });

  test('what a column spans: from its first full date to its last', () => {
    const wide = (...cells: Cell[]) => cells.reduce(widenSpan, null as ReturnType<typeof widenSpan>);
    expect(wide('2025-01-02')).toEqual({ first: '2025-01-02', last: '2025-01-02' });
    expect(wide('2025-01-02', '2024-05-01', '2025-03-01')).toEqual({ first: '2024-05-01', last: '2025-03-01' });
    expect(wide('1.2', 45_659, true, null, '25-1-2')).toBeNull();
    expect(wide(20_250_102, '1999-01-01')).toEqual({ first: '1999-01-01', last: '2025-01-02' });
    expect(wide('2025-01-02', '2025-13-01')).toEqual({ first: '2025-01-02', last: '2025-01-02' });
    expect([yearIn(['来访登记2025']), yearIn(['2025年', '2025']), yearIn([]), yearIn(['20251'])]).toEqual([
      2025,
      2025,
      null,
      null,
    ]);
  });
});

test('times of day: half past, afternoon, fractions of a day, four digits, the last minute', () => {
  each(
    (cell: Cell) => readTime(cell).problem ?? readTime(cell).value,
    [
      ['9:05', '09:05'],
      ['23:59', '23:59'],
      ['24:00', 'TIME_UNREADABLE'],
      ['9:60', 'TIME_UNREADABLE'],
      ['0:00', '00:00'],
      ['下午2点半', '14:30'],
      ['下午12点', '12:00'],
      ['上午9点', '09:00'],
      ['晚上8:15', '20:15'],
      ['9:05pm', '21:05'],
      ['9', '09:00'],
      ['1430', '14:30'],
      ['2460', 'TIME_UNREADABLE'],
      [0, '00:00'],
      [0.5, '12:00'],
      [0.999999, '00:00'],
      [0.75, '18:00'],
      [1, '01:00'],
      ['2025-01-02 14:30:00', '14:30'],
      ['', null],
      ['later', 'TIME_UNREADABLE'],
      ['#N/A', 'CELL_ERROR'],
    ],
  );
});

describe('people', () => {
  test('names: everybody the cell names, once, spaces inside Chinese names closed', () => {
    each(
      (cell: Cell) => readNames(cell).value,
      [
        ['王某/李某', ['王某', '李某']],
        ['王 某', ['王某']],
        ['张三和李四', ['张三', '李四']],
        ['王某;王某', ['王某']],
        ['John  Smith', ['John Smith']],
        ['王某、', ['王某']],
        ['', null],
      ],
    );
    expect(readNames('#N/A')).toEqual({ value: null, problem: 'CELL_ERROR' });
  });

  test('a surname with a title is one of many; a full name with one is not', () => {
    expect(['文总', '王女士', '欧阳先生', '王小明先生', '王', '王梅'].map(isTitleOnly)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    const pairs = [
      ['王女士', '王梅'],
      ['王梅', '王女士'],
      ['王梅', '王梅'],
      ['王梅', '王明'],
      ['王女士', '李梅'],
      ['李梅', '王女士'],
    ] as const;
    expect(pairs.map(([one, other]) => namesAgree(one, other))).toEqual([true, true, true, false, false, false]);
  });

  test('gender, grade, yes and no: what is empty, what is unreadable, what a formula lost', () => {
    each(
      (cell: Cell) => readGender(cell).problem ?? readGender(cell).value,
      [
        ['男', 'male'],
        ['F', 'female'],
        ['先生', 'male'],
        ['小姐', 'female'],
        ['-', null],
        ['未知', null],
        ['', null],
        ['两位', 'GENDER_UNREADABLE'],
        ['#N/A', 'CELL_ERROR'],
      ],
    );
    each(
      (cell: Cell) => readGrade(cell).problem ?? readGrade(cell).value,
      [
        ['a', 'A'],
        ['Ｄ类', 'D'],
        ['B级客户', 'B'],
        ['-', null],
        ['', null],
        ['E', 'GRADE_UNREADABLE'],
        ['AB', 'GRADE_UNREADABLE'],
        ['#N/A', 'CELL_ERROR'],
      ],
    );
    each(
      (cell: Cell) => readYesNo(cell).problem ?? readYesNo(cell).value,
      [
        ['是', true],
        [true, true],
        ['首访', true],
        [1, true],
        ['否', false],
        [false, false],
        [0, false],
        ['老客户', false],
        ['', null],
        ['也许', 'YES_NO_UNREADABLE'],
        ['#N/A', 'CELL_ERROR'],
      ],
    );
  });

  test('households and how many came', () => {
    expect(readHousehold('配偶:陆涛;儿子:陆 小明;朋友：王五').value).toEqual([
      { relation: 'spouse', name: '陆涛' },
      { relation: 'child', name: '陆小明' },
      { relation: 'other', name: '王五' },
    ]);
    expect([relationOf('岳父'), relationOf('老婆'), relationOf('女儿'), relationOf('同事')]).toEqual([
      'parent',
      'spouse',
      'child',
      'other',
    ]);
    each(
      (cell: Cell) => readPartySize(cell).problem ?? readPartySize(cell).value,
      [
        [1, 1],
        [100, 100],
        [101, 'PARTY_UNCLEAR'],
        [0, 'PARTY_UNCLEAR'],
        ['2人', 2],
        ['俩人', 2],
        ['十位', 10],
        ['一家三口', 3],
        ['一家5口', 5],
        ['三大一小', 4],
        ['2大2小', 4],
        ['夫妻', 2],
        ['独自', 1],
        ['几个', 'PARTY_UNCLEAR'],
        ['', null],
        ['#N/A', 'CELL_ERROR'],
      ],
    );
    for (const [index, word] of [...'一二三四五六七八九十'].entries())
      expect(readPartySize(`${word}人`).value).toBe(index + 1);
  });
});

describe('numbers', () => {
  test('a line has one spelling; one digit more or less is none', () => {
    each(phoneDigits, [
      ['138 0000 0001', '13800000001'],
      ['+8613800000001', '13800000001'],
      ['008613800000001', '13800000001'],
      ['8613800000001', '13800000001'],
      ['12800000001', null],
      ['1380000000', null],
      ['138000000011', null],
      ['0571-88880000', '057188880000'],
      ['010-88880000', '01088880000'],
      ['0571-888800', null],
      ['400-820-2512', '4008202512'],
      ['400-820-251', null],
      ['+1 212 555 0100', '+12125550100'],
      ['+123456', null],
    ]);
  });

  test('every number in the cell, once, with whose it is said to be', () => {
    const read = (cell: Cell) =>
      readPhones(cell).problem ?? readPhones(cell).value?.map((one) => [one.number, one.label]);
    each(read, [
      [
        '13800000001/13800000002(老婆)',
        [
          ['13800000001', null],
          ['13800000002', '老婆'],
        ],
      ],
      [
        '13800000001 13800000002',
        [
          ['13800000001', null],
          ['13800000002', null],
        ],
      ],
      ['13800000001、13800000001', [['13800000001', null]]],
      ['先生:13800000001', [['13800000001', '先生']]],
      ['13800000001妻子', [['13800000001', '妻子']]],
      [13800000001, [['13800000001', null]]],
      ['保密', 'PHONE_REFUSED'],
      ['/', 'PHONE_REFUSED'],
      ['13800000001/1380000', 'PHONE_UNREADABLE'],
      ['#N/A', 'CELL_ERROR'],
      ['', undefined],
    ]);
  });

  test('amounts, ranges and durations', () => {
    each(
      (cell: Cell) => readNumber(cell).problem ?? readNumber(cell).value,
      [
        ['1,234.5', 1234.5],
        [' 3 ', 3],
        ['-2', -2],
        ['', null],
        ['x', 'NUMBER_UNREADABLE'],
        ['#N/A', 'CELL_ERROR'],
        ['1'.repeat(16), 'NUMBER_UNREADABLE'],
      ],
    );
    each(
      (cell: Cell) => readRange(cell).problem ?? readRange(cell).value,
      [
        ['90-110㎡', { from: 90, to: 110 }],
        ['110至90', { from: 90, to: 110 }],
        ['约120左右', { from: 120, to: 120 }],
        [188, { from: 188, to: 188 }],
        ['不限', null],
        ['-', null],
        ['', null],
        ['大', 'NUMBER_UNREADABLE'],
      ],
    );
    each(
      (cell: Cell) => readDuration(cell).problem ?? readDuration(cell).value,
      [
        ['30分钟', 30],
        ['1小时20分', 80],
        ['1.5h', 90],
        ['1小时半', 90],
        ['半小时', 30],
        ['1:30', 90],
        [40, 40],
        ['24小时', 1440],
        ['24小时1分', 'NUMBER_UNREADABLE'],
        ['半', 'NUMBER_UNREADABLE'],
        ['', null],
      ],
    );
    each(
      (cell: Cell) => readChannel(cell).problem ?? readChannel(cell).value,
      [
        ['电话未接', 'call_unanswered'],
        ['电话', 'call'],
        ['短信', 'message'],
        ['微信', 'chat'],
        ['面谈', 'visit'],
        ['备注', 'note'],
        ['', null],
        ['信鸽', 'CHANNEL_UNREADABLE'],
        ['#N/A', 'CELL_ERROR'],
      ],
    );
  });
});

describe('text', () => {
  test('as people mean it', () => {
    each(plainText, [
      [null, ''],
      [true, '是'],
      [false, '否'],
      [1.99e10, '19900000000'],
      [0.5, '0.5'],
      [Number.NaN, ''],
      [1e21, '1e+21'],
      ['\u3000ａ\u200b\u0007b\n', 'ab'],
    ]);
    expect([isDitto('同 上'), isDitto('〃'), isDitto('上'), isDitto(null)]).toEqual([true, true, false, false]);
    expect([isCellError(' #n/a '), isCellError('N/A'), isCellError(1)]).toEqual([true, false, false]);
    expect(['=1+1', '+86 138', '-5', '@x', 'a=b', '＝SUM'].map(looksLikeFormula)).toEqual([
      true,
      false,
      false,
      true,
      false,
      true,
    ]);
    expect([cutText('abc', 2), cutText('a😀', 2)]).toEqual(['ab', 'a\ufffd']);
  });

  test('up to its longest; lists without repeats', () => {
    expect(readText('字'.repeat(CELL_TEXT_MAX)).value).toHaveLength(CELL_TEXT_MAX);
    expect(readText('字'.repeat(CELL_TEXT_MAX + 1))).toEqual({ value: null, problem: 'TEXT_TOO_LONG' });
    expect(CELL_TEXT_MAX).toBe(2000);
    expect(readText('锟斤拷')).toEqual({ value: null, problem: 'TEXT_GARBLED' });
    expect(readText('\ufffd')).toEqual({ value: null, problem: 'TEXT_GARBLED' });
    expect(readList('刚需; 改善;;刚需').value).toEqual(['刚需', '改善']);
    expect(readList('')).toEqual({ value: null });
    expect(readList('#N/A')).toEqual({ value: null, problem: 'CELL_ERROR' });
  });
});

test('every row is in one part of the tally, and the parts make the whole', () => {
  const tally = tallyFrom([
    { ending: 'create', n: 3 },
    { ending: 'update', n: 1 },
    { ending: 'merge', n: 4 },
    { ending: 'return', n: 1 },
    { ending: 'skip', n: 5 },
  ]);
  expect(tally).toEqual({ rows: 14, created: 3, updated: 1, merged: 4, returned: 1, skipped: 5 });
  expect(isComplete(tally)).toBe(true);
  for (const part of ['created', 'updated', 'merged', 'returned', 'skipped'] as const)
    expect(isComplete({ ...tally, [part]: tally[part] - 1 })).toBe(false);
  expect(count(emptyTally, 'skip')).toEqual({ ...emptyTally, rows: 1, skipped: 1 });
});

test('a colleague: by answer, by number, by name and what else the row says', () => {
  const person = (id: string, name: string, over: object = {}) => ({
    id,
    name,
    employeeNo: `GK${id}`,
    phone: null,
    siteName: '云栖',
    teamName: '一组',
    post: '顾问',
    leftAt: null,
    ...over,
  });
  const roster = rosterOf(
    [
      person('1', '龚涛'),
      person('2', '龚涛', { siteName: '滨江', teamName: '二组', post: '主管' }),
      person('3', '白明', { leftAt: '2025-04-05T00:00:00.000Z' }),
      person('4', '白明', { employeeNo: null }),
    ],
    { 小王: '9' },
  );
  const find = (cell: Cell, hints: object = {}) => {
    const found = findColleague(cell, roster, hints);
    return found.kind === 'found' ? found.id : found.kind === 'problem' ? found.code : found.kind;
  };
  each(
    (cell: Cell) => find(cell),
    [
      ['', 'blank'],
      ['小 王', '9'],
      ['gk1', '1'],
      ['龚涛(GK2)', '2'],
      ['龚涛', 'STAFF_AMBIGUOUS'],
      ['已离职', 'STAFF_LEFT_UNNAMED'],
      ['无此人', 'STAFF_UNKNOWN'],
    ],
  );
  expect([
    find('龚涛', { siteName: '滨 江' }),
    find('龚涛', { teamName: '一组' }),
    find('龚涛', { post: '主管' }),
    find('龚涛', { siteName: '别处' }),
  ]).toEqual(['2', '1', '2', 'STAFF_AMBIGUOUS']);
  expect([find('白明', { on: '2025-04-05' }), find('白明', { on: '2025-04-06' })]).toEqual(['STAFF_AMBIGUOUS', '4']);
  expect(findColleague('龚涛', roster)).toMatchObject({ detail: '龚涛 GK1 云栖 一组、龚涛 GK2 滨江 二组' });
});
