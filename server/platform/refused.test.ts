import { expect, test } from 'vitest';
import { errorBody } from '#contract/kernel/refusal.ts';
import { invalid, notFound, type Refused } from './refused.ts';

const said = (refused: Refused) => {
  const { error } = errorBody(refused.code, refused.text, refused.detail);
  return [error.zh, error.en];
};

test('each language names the thing in its own words', () => {
  expect(said(notFound('收据 / receipt'))).toEqual(['没有找到收据', 'receipt was not found']);
  expect(said(invalid('unit', '须填写 / a room / a car is needed'))).toEqual([
    '请求中的“unit”不符合要求:须填写',
    'The field "unit" is not acceptable: a room / a car is needed',
  ]);
});

test('what is said in one language stays whole', () => {
  expect(notFound('API').detail).toEqual({ what: 'API' });
  expect(invalid('format', 'pdf / docx').detail).toEqual({ field: 'format', problem: 'pdf / docx' });
});
