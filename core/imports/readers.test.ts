import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTime, readWrittenDate, settleDate, widenSpan, yearIn } from './dates.ts';
import { namesAgree, readGender, readGrade, readHousehold, readNames, readPartySize, readYesNo } from './people.ts';
import { readPhones } from './phones.ts';
import { looksLikeFormula, plainText, readList, readText } from './text.ts';
import type { Cell } from './types.ts';
import { readChannel, readDuration, readNumber, readRange } from './values.ts';

const inYear2025 = { year: 2025, span: null, today: '2026-01-31', past: true, above: null } as const;
const date = (cell: Cell, context: Parameters<typeof settleDate>[1] = inYear2025) =>
  settleDate(readWrittenDate(cell), context);

describe('dates', () => {
  test.each<[Cell, string]>([
    ['2025-01-02', '2025-01-02'],
    ['2025-01-03 ', '2025-01-03'],
    ['2025/1/2', '2025-01-02'],
    ['2025.1.2', '2025-01-02'],
    ['2025年1月2日', '2025-01-02'],
    ['２０２５年１月２日', '2025-01-02'],
    ['2025-01-02(周四)', '2025-01-02'],
    ['2025-01-02 11:50', '2025-01-02'],
    [20250102, '2025-01-02'],
    ['20250102', '2025-01-02'],
    [45659, '2025-01-02'],
    ['45659', '2025-01-02'],
    ['1.2', '2025-01-02'],
    ['1.20', '2025-01-20'],
    ['1月2号', '2025-01-02'],
    ['1/2', '2025-01-02'],
    ['25.1.2', '2025-01-02'],
    ['31/1/2025', '2025-01-31'],
    [4.26, '2025-04-26'],
  ])('%j is %s', (cell, expected) => expect(date(cell)).toEqual({ value: expected }));

  test.each<[Cell, string]>([
    ['2025-02-29', 'DATE_IMPOSSIBLE'],
    ['2.29', 'DATE_IMPOSSIBLE'],
    ['13.45', 'DATE_IMPOSSIBLE'],
    ['1/2/2025', 'DATE_AMBIGUOUS'],
    [1.2, 'DATE_AMBIGUOUS'],
    ['上周三', 'DATE_UNREADABLE'],
    [true, 'DATE_UNREADABLE'],
    ['#N/A', 'CELL_ERROR'],
    ['2026-02-01', 'DATE_IN_FUTURE'],
    ['同上', 'DITTO_WITHOUT_ABOVE'],
  ])('%j is returned as %s', (cell, problem) => expect(date(cell)).toEqual({ value: null, problem }));

  test('a date without a year takes the only year in which it falls inside what the column holds', () => {
    const span = ['2025-02-10', '同上', '1.5', '2026-01-20'].reduce(widenSpan, null);
    expect(span).toEqual({ first: '2025-02-10', last: '2026-01-20' });
    const context = { ...inYear2025, year: null, span };
    expect(date('3.1', context)).toEqual({ value: '2025-03-01' });
    expect(date('1.5', context)).toEqual({ value: '2026-01-05' });
    expect(date('2.1', context)).toEqual({ value: null, problem: 'DATE_YEAR_UNCLEAR' });
    const wide = { ...context, span: { first: '2020-01-01', last: '2024-12-31' } };
    expect(date('4.26', wide)).toEqual({ value: null, problem: 'DATE_YEAR_UNCLEAR' });
  });

  test('a planned date without a year is the first on or after the day it was planned', () => {
    const context = { ...inYear2025, past: false, notBefore: '2025-12-20' };
    expect(date('1.3', context)).toEqual({ value: '2026-01-03' });
    expect(date('12.20', context)).toEqual({ value: '2025-12-20' });
  });

  test('"as above" takes the date above', () =>
    expect(date('同上', { ...inYear2025, above: '2025-05-14' })).toEqual({ value: '2025-05-14' }));

  test('the year stands in the title or the name of the sheet', () => {
    expect(yearIn(['云栖案场客户来访登记表(2025年度)', '来访'])).toBe(2025);
    expect(yearIn(['2024与2025年'])).toBe(2024);
    expect(yearIn(['2024年', '2025年'])).toBeNull();
    expect(yearIn(['热线 400820251'])).toBeNull();
  });

  test.each<[Cell, string | null]>([
    ['11:04', '11:04'],
    ['9:05', '09:05'],
    ['9：05', '09:05'],
    [0.5, '12:00'],
    ['下午2点半', '14:30'],
    ['14点', '14:00'],
    ['2025-01-02 14:30', '14:30'],
    ['1430', '14:30'],
    ['', null],
  ])('the time %j is %s', (cell, value) => expect(readTime(cell)).toEqual({ value }));
  test.each(['25:00', '11:75', '中午'])('the time %j cannot be read', (cell) =>
    expect(readTime(cell).problem).toBe('TIME_UNREADABLE'),
  );
});

describe('phones', () => {
  test.each<[Cell, readonly [string, string | null][]]>([
    [19900005990, [['19900005990', null]]],
    ['1.990000599e10'.replace('1.990000599e10', '19900005990'), [['19900005990', null]]],
    ['199-0000-2682', [['19900002682', null]]],
    ['199 0000 7323', [['19900007323', null]]],
    ['+86 19900007636', [['19900007636', null]]],
    ['１９９００００９５１３', [['19900009513', null]]],
    ['0571-88504505', [['057188504505', null]]],
    ['010 6000 1234', [['01060001234', null]]],
    ['+852 9123 4567', [['+85291234567', null]]],
    [
      '19900004713/19900009385',
      [
        ['19900004713', null],
        ['19900009385', null],
      ],
    ],
    [
      '19900004713 19900009385',
      [
        ['19900004713', null],
        ['19900009385', null],
      ],
    ],
    ['19900004713/19900004713', [['19900004713', null]]],
    ['19900004713(老婆)', [['19900004713', '老婆']]],
    [
      '本人19900004713、太太19900009385',
      [
        ['19900004713', '本人'],
        ['19900009385', '太太'],
      ],
    ],
  ])('%j', (cell, expected) =>
    expect(readPhones(cell).value?.map(({ number, label }) => [number, label])).toEqual(expected),
  );

  test('a number in floating point has lost nothing', () =>
    expect(readPhones(1.9900001234e10).value?.[0]?.number).toBe('19900001234'));
  test('a digit too few is a wrong number', () =>
    expect(readPhones('1990000505')).toEqual({ value: null, problem: 'PHONE_UNREADABLE' }));
  test('one wrong number of two sends the cell back', () =>
    expect(readPhones('19900004713/1990000')).toEqual({ value: null, problem: 'PHONE_UNREADABLE' }));
  test('a visitor may refuse', () => expect(readPhones('不肯留')).toEqual({ value: null, problem: 'PHONE_REFUSED' }));
});

describe('people and values', () => {
  test('spouses in one cell are two people, a space inside a name is not', () => {
    expect(readNames('王建国/李秀英').value).toEqual(['王建国', '李秀英']);
    expect(readNames(' 周 嘉梓 ').value).toEqual(['周嘉梓']);
    expect(readNames('Anna Smith').value).toEqual(['Anna Smith']);
  });
  test('a surname with a title agrees with the full name and with nothing else', () => {
    expect(namesAgree('文总', '文杰桂')).toBe(true);
    expect(namesAgree('王女士', '李秀英')).toBe(false);
    expect(namesAgree('李秀', '李秀英')).toBe(false);
  });
  test.each<[Cell, number]>([
    [3, 3],
    ['3', 3],
    ['2人', 2],
    ['一家三口', 3],
    ['一家5口', 5],
    ['夫妻', 2],
    ['三大一小', 4],
    ['两个人', 2],
  ])('the party %j is %i', (cell, size) => expect(readPartySize(cell)).toEqual({ value: size }));
  test.each<Cell>(['很多', 0, 500, '2.5'])('the party %j is unclear', (cell) =>
    expect(readPartySize(cell).problem).toBe('PARTY_UNCLEAR'),
  );
  test('gender, grade, yes and no, channel', () => {
    expect([readGender('女').value, readGender(' 先生').value, readGender('?').problem]).toEqual([
      'female',
      'male',
      'GENDER_UNREADABLE',
    ]);
    expect([readGrade('c').value, readGrade('Ａ级').value, readGrade('E').problem]).toEqual([
      'C',
      'A',
      'GRADE_UNREADABLE',
    ]);
    expect([readYesNo('首访').value, readYesNo('否').value, readYesNo('也许').problem]).toEqual([
      true,
      false,
      'YES_NO_UNREADABLE',
    ]);
    expect(['电话', '电话未接', '短信', '微信', '面谈'].map((cell) => readChannel(cell).value)).toEqual([
      'call',
      'call_unanswered',
      'message',
      'chat',
      'visit',
    ]);
  });
  test('households, lists, ranges, durations, numbers', () => {
    expect(readHousehold('配偶:陆涛;儿子：陆小明').value).toEqual([
      { relation: 'spouse', name: '陆涛' },
      { relation: 'child', name: '陆小明' },
    ]);
    expect(readList('抖音、路过、抖音').value).toEqual(['抖音', '路过']);
    expect([readRange('90-110').value, readRange('120左右').value, readRange(188).value]).toEqual([
      { from: 90, to: 110 },
      { from: 120, to: 120 },
      { from: 188, to: 188 },
    ]);
    expect(['30分钟', '1小时20分', '1.5h', '半小时', '1:30', 40].map((cell) => readDuration(cell).value)).toEqual([
      30, 80, 90, 30, 90, 40,
    ]);
    expect([readNumber('1,234.5').value, readNumber('约三').problem]).toEqual([1234.5, 'NUMBER_UNREADABLE']);
  });
  test('text: control characters go, overlong and garbled text goes back', () => {
    expect(plainText('a\u0000b\u200b\ufeff')).toBe('ab');
    expect(readText('x'.repeat(2001)).problem).toBe('TEXT_TOO_LONG');
    expect(readText('锟斤拷').problem).toBe('TEXT_GARBLED');
    expect(readText('#REF!').problem).toBe('CELL_ERROR');
  });
  test('what a spreadsheet would run is known as a formula; a signed number is not', () => {
    expect(['=1+1', '@SUM(A1)', '+cmd|x', '-2+3+cmd', '\t=1'].map(looksLikeFormula)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(['-5', '+86 19900001234', '王总'].map(looksLikeFormula)).toEqual([false, false, false]);
  });
});

const anyCell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: fc.constantFrom(...'0123456789./-年月日号 同上()（）老婆+=:：点半大小一三口人'), maxLength: 30 }),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
test('no reader throws, and none answers with both a value and a problem', () => {
  const readers = [
    readText,
    readList,
    readNames,
    readPhones,
    readTime,
    readNumber,
    readPartySize,
    readRange,
    readDuration,
    readGender,
    readGrade,
    readYesNo,
    readChannel,
    readHousehold,
    (cell: Cell) => date(cell),
  ];
  fc.assert(
    fc.property(anyCell, (cell) => {
      for (const read of readers) {
        const reading = read(cell);
        expect(reading.value !== null && reading.problem !== undefined).toBe(false);
      }
    }),
    { numRuns: 3000 },
  );
});
