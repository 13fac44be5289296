import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountInCapitals, amountInFigures, countInCapitals, dayInChinese } from './capitals.ts';

describe('amounts in capitals', () => {
  test.each([
    [0, '零元整'],
    [1, '壹分'],
    [10, '壹角整'],
    [105, '壹元零伍分'],
    [150, '壹元伍角整'],
    [10_00, '壹拾元整'],
    [1001_00, '壹仟零壹元整'],
    [1011_00, '壹仟零壹拾壹元整'],
    [1020_30, '壹仟零贰拾元叁角整'],
    [10000_00, '壹万元整'],
    [10005_00, '壹万零伍元整'],
    [10100_00, '壹万零壹佰元整'],
    [1_0000_0005_00, '壹亿零伍元整'],
    [1_0500_0000_00, '壹亿零伍佰万元整'],
    [1_2000_0300_00, '壹亿贰仟万零叁佰元整'],
    [1234567_89, '壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分'],
    [1_0001_0000_0000_00, '壹万零壹亿元整'],
    [1_0000_0000_0000_00, '壹万亿元整'],
    [1_0000_1234_0000_00, '壹万亿零壹仟贰佰叁拾肆万元整'],
    [1_0000_1234_5678_00, '壹万亿零壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元整'],
    [-3000_00, '负叁仟元整'],
  ])('%i fen is %s', (fen, words) => {
    expect(amountInCapitals(fen)).toBe(words);
  });

  test('the words say the amount again, to the fen', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 15), max: 10 ** 15 }), (fen) => {
        const words = amountInCapitals(fen);
        expect(read(words)).toBe(fen);
        expect(words).not.toMatch(/零零|零[元万亿](?!整)/);
      }),
      { numRuns: 2000 },
    );
  });

  test('part of a fen is no amount', () => {
    expect(() => amountInCapitals(0.5)).toThrow(/whole fen/);
  });

  test('figures, counts and days', () => {
    expect(amountInFigures(1234567_80)).toBe('¥1,234,567.80');
    expect([amountInFigures(-5), amountInFigures(-1), amountInFigures(0), amountInFigures(1)]).toEqual([
      '-¥0.05',
      '-¥0.01',
      '¥0.00',
      '¥0.01',
    ]);
    expect(countInCapitals(3)).toBe('叁');
    expect(dayInChinese('2026-03-05')).toBe('2026年3月5日');
  });
});

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
/** Reads the words as a cashier would: an independent way back. */
function read(words: string): number {
  const negative = words.startsWith('负');
  const [yuan = '', rest = ''] = words.replace('负', '').replace('整', '').includes('元')
    ? words.replace('负', '').replace('整', '').split('元')
    : ['', words.replace('负', '').replace('整', '')];
  const cents = DIGITS.indexOf(/(.)角/.exec(rest)?.[1] ?? '零') * 10 + DIGITS.indexOf(/(.)分/.exec(rest)?.[1] ?? '零');
  const total = readYuan(yuan) * 100 + cents;
  return negative ? -total : total;
}
function readYuan(words: string): number {
  const at = words.lastIndexOf('亿');
  if (at >= 0) return readYuan(words.slice(0, at)) * 10 ** 8 + readYuan(words.slice(at + 1));
  const wan = words.lastIndexOf('万');
  if (wan >= 0) return readYuan(words.slice(0, wan)) * 10 ** 4 + readYuan(words.slice(wan + 1));
  let sum = 0;
  let digit = 0;
  for (const char of words) {
    const place = { 拾: 10, 佰: 100, 仟: 1000 }[char];
    if (place) {
      sum += digit * place;
      digit = 0;
    } else digit = DIGITS.indexOf(char);
  }
  return sum + digit;
}
