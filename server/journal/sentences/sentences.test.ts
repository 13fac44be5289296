/** Every decision that is recorded has a title, and every reason a rule gives has a sentence. */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { kinds, reasons } from './index.ts';
import { fill, say } from './kit.ts';

const sources = (pattern: string): { file: string; text: string }[] =>
  globSync(pattern)
    .filter((file) => !/\.test\.ts$|\/testing\//.test(file))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }));

test('every kind of decision the server records has a title', () => {
  const recorded = sources('server/*/**/*.ts').flatMap(({ file, text }) =>
    [...text.matchAll(/record\(\{(?:(?!\}\);)[\s\S]){0,200}?kind: '([a-z]+\.[A-Za-z]+)'/g)].map(
      ([, kind]) => `${kind} (${file})`,
    ),
  );
  expect(recorded.length).toBeGreaterThan(0);
  expect(recorded.filter((found) => !kinds[found.split(' ')[0] ?? ''])).toEqual([]);
});

test('every reason written in the rules has a sentence', () => {
  const given = sources('core/*/*.ts').flatMap(({ file, text }) =>
    [...text.matchAll(/\breason: '([A-Za-z_]+)'/g)].map(([, code]) => `${code} (${file})`),
  );
  expect(given.length).toBeGreaterThan(0);
  expect(given.filter((found) => !reasons[found.split(' ')[0] ?? ''])).toEqual([]);
});

test('names and local times are filled in, everything else as it is', () => {
  const told = {
    name: (id: unknown) => (id === 'u-1' ? '梅' : ''),
    clock: (at: unknown) => (at === 'T' ? '09:00' : ''),
  };
  expect(
    fill(say('{who}于{when}第{nth}次', '{who} at {when}, {nth}'), { who: 'u-1', when: 'T', nth: 2 }, told),
  ).toEqual({
    zh: '梅于09:00第2次',
    en: '梅 at 09:00, 2',
  });
});
