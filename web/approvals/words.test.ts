import { expect, test } from 'vitest';
import { matterKeys } from '#core/approvals/matters.ts';
import { limitedRoles, signingRoles } from '#core/approvals/rules.ts';
import chinese from './locales/zh-CN.ts';

test('every matter and every post that signs has a word', () => {
  const keys = Object.keys(chinese);
  expect(matterKeys.filter((matter) => !keys.includes(`approvals.matter.${matter}`))).toEqual([]);
  expect([...signingRoles, ...limitedRoles].filter((role) => !keys.includes(`approvals.role.${role}`))).toEqual([]);
});
