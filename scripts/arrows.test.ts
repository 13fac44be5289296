import { expect, test } from 'vitest';
import { checkFile } from './arrows.ts';

const rulesBroken = (file: string, text: string) => checkFile(file, text).map(({ rule }) => rule);

test('core decides and does nothing else', () => {
  expect(rulesBroken('core/desk/decide.ts', 'const at = Date.now();')).toEqual(['no-clock-in-core']);
  expect(rulesBroken('core/desk/decide.ts', 'const at = new Date(text);')).toEqual([]);
  expect(rulesBroken('core/desk/decide.ts', 'pick(Math.random());')).toEqual(['no-chance-in-core']);
  expect(rulesBroken('core/desk/decide.ts', "import { z } from 'zod';")).toEqual(['core-imports-nothing']);
  expect(rulesBroken('core/desk/decide.ts', "import fs from 'node:fs';")).toEqual(['core-imports-nothing']);
  expect(rulesBroken('core/desk/decide.test.ts', "import { test } from 'vitest';")).toEqual([]);
  expect(rulesBroken('core/desk/decide.ts', '// Date.now() would be wrong here')).toEqual([]);
});

test('arrows point down', () => {
  expect(rulesBroken('web/desk/Page.tsx', "import { x } from '#server/desk/index.ts';")).toEqual(['arrows']);
  expect(rulesBroken('web/desk/Page.tsx', "import { x } from '#contract/desk.ts';")).toEqual([]);
  expect(rulesBroken('contract/desk.ts', "export { x } from '../server/desk/index.ts';")).toEqual(['arrows']);
  expect(rulesBroken('core/claims/decide.ts', "import { x } from '#core/desk/index.ts';")).toEqual(['core-order']);
  expect(rulesBroken('core/desk/decide.ts', "import { x } from '#core/claims/index.ts';")).toEqual([]);
});

test('capabilities meet at the front door', () => {
  expect(rulesBroken('server/desk/commands.ts', "import { x } from '../claims/store.ts';")).toEqual(['front-door']);
  expect(rulesBroken('server/desk/commands.ts', "import { x } from '../claims/index.ts';")).toEqual([]);
  expect(rulesBroken('server/desk/commands.ts', "import { x } from '../platform/database.ts';")).toEqual([]);
  expect(rulesBroken('server/platform/http.ts', "import { x } from '../desk/index.ts';")).toEqual([
    'platform-knows-no-capability',
  ]);
});

test('SQL stays in stores and views, Chinese in the locales', () => {
  const both = 'const decision = decideTurn(rules, facts); await tx.run(sql`update x set y = 1`);';
  expect(rulesBroken('server/desk/commands.ts', both)).toContain('sql-in-its-place');
  expect(rulesBroken('server/desk/views.ts', both)).toEqual([]);
  expect(rulesBroken('server/desk/store.ts', 'await tx.run(sql`update x set y = 1`);')).toEqual([]);
  expect(rulesBroken('web/desk/Page.tsx', "title('前台')")).toEqual(['text-through-i18n']);
  expect(rulesBroken('web/desk/locales/zh-CN.ts', "{ 'desk.title': '前台' }")).toEqual([]);
});
