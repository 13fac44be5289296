/** What is stored in both languages and what somebody wrote. */
import { expect, test } from 'vitest';
import { reasonInEach } from './refused.ts';

test.each([
  ['未标记“该车已订” / not marked as ordered', { zh: '未标记“该车已订”', en: 'not marked as ordered' }],
  ['条件已变更 / the terms have changed', { zh: '条件已变更', en: 'the terms have changed' }],
  ['离职 / left', { zh: '离职', en: 'left' }],
])('the product’s own reason %s is told apart', (text, each) => {
  expect(reasonInEach(text)).toEqual(each);
});
test.each([
  '刷卡 / POS',
  '客户 / 配偶同意',
  '两房 / three rooms / 一厅',
  'customer / wife agrees',
  '不想买了',
  '',
  '甲 / pos',
])('a person’s own words stay: %s', (text) => {
  expect(reasonInEach(text)).toBe(text);
});
