import { expect, test } from 'vitest';
import { isIdNumber, normalisePhones, phoneForReading, prefixEnd, spellingOf, termsOf } from './normalise.ts';

test.each([
  ['19900001167', ['+8619900001167']],
  ['199 0000 1167', ['+8619900001167']],
  ['199-0000-1167', ['+8619900001167']],
  ['+86 199 0000 1167', ['+8619900001167']],
  ['8619900001167', ['+8619900001167']],
  ['0086-19900001167', ['+8619900001167']],
  ['19900001167', ['+8619900001167']],
  ['19900001167.0', ['+8619900001167']],
  ['1.9900001167E10', ['+8619900001167']],
  ['19900004713/19900009385', ['+8619900004713', '+8619900009385']],
  ['19900004713 19900009385', ['+8619900004713', '+8619900009385']],
  ['19900004713、19900004713(妻)', ['+8619900004713']],
  ['手机:19900001167', ['+8619900001167']],
  ['021-55558888', ['+862155558888']],
  ['(010)65501234', ['+861065501234']],
  ['+852 2345 6789', ['+85223456789']],
])('the phone %s', (text, expected) => expect(normalisePhones(text)).toEqual({ valid: expected, invalid: [] }));

test.each(['123', '1990000116', '无', '55558888abc'])('%s is no phone', (text) => {
  expect(normalisePhones(text).valid).toEqual([]);
  expect(normalisePhones(text).invalid).toHaveLength(1);
});

test('an empty cell has neither phones nor faults', () =>
  expect(normalisePhones(' ')).toEqual({ valid: [], invalid: [] }));

test('names are spelled as surnames are read, and found by their endings', () => {
  expect(spellingOf('单晓明')).toMatchObject({ pinyin: 'shanxiaoming', initials: 'sxm' });
  expect(spellingOf('司马玉远').initials).toBe('smyy');
  expect(spellingOf('吕怡静').pinyin).toBe('lvyijing');
  expect(termsOf('王小明')).toEqual(['王小明', '小明', 'wangxiaoming', 'xiaoming', 'wxm']);
  expect(termsOf('云栖建材有限公司')).toContain('建材有限公司');
});

test('a prefix range ends right after the prefix', () => {
  expect('wangz' < prefixEnd('wang') && prefixEnd('wang') <= 'wanh').toBe(true);
  expect('王小明' < prefixEnd('王小')).toBe(true);
});

test('identity numbers are checked by their last digit', () => {
  expect(isIdNumber('11010519491231002X')).toBe(true);
  expect(isIdNumber('110105194912310021')).toBe(false);
  expect(isIdNumber('C12345678')).toBe(true);
});

test('a mainland mobile reads without its country', () =>
  expect(phoneForReading('+8619900001167')).toBe('19900001167'));
