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
  // Recorded directly, through a helper that takes the whole kind, or through one that puts the capability before it.
  const recorded = sources('server/*/**/*.ts').flatMap(({ file, text }) => {
    const capability = file.split(/[\\/]/)[1] ?? '';
    const whole = text.matchAll(
      /(?:record\(\{|\bnote\(|\bonSheet\(|const saving = \{|save\(context, )(?:(?!\}\);)[\s\S]){0,160}?'((?:[a-z]+)\.[a-z][A-Za-z]+)'/g,
    );
    const part = text.matchAll(
      /\b(?:record[A-Z][a-z]+|record)\(\s*context,\s*(?:person,\s*[^']{0,60})?'([a-z][A-Za-z]+)'/g,
    );
    return [...[...whole].map(([, kind]) => kind), ...[...part].map(([, kind]) => `${capability}.${kind}`)].map(
      (kind) => `${kind} (${file})`,
    );
  });
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
