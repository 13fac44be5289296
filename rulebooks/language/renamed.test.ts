import { expect, test } from 'vitest';
import { registry } from '#core/rules.ts';
import { loadCatalogue } from '../catalogue/index.ts';
import { compile, type Rulebook, setParameter } from './index.ts';

const documentOf = (...text: string[]): string =>
  [
    '---',
    'id: old',
    'title: 旧制度',
    'gloss: An old book',
    'policies: 009-1',
    'sector: test',
    'version: 1',
    '---',
    '## 一 {% gloss="One" %}',
    '{% clause id="A1" cites="S0.02.own.311" gloss="Family" %}',
    ...text,
    '{% /clause %}',
  ].join('\n');

function compiled(source: string): Rulebook {
  const result = compile(source, registry, loadCatalogue());
  if (!result.ok) throw new Error(result.errors.map((error) => error.en).join('; '));
  return result.rulebook;
}
const family = '归{% param name="desk.familyOwner" value="first_receptionist" /%}。';
const leave = '请假达 {% param name="organisation.longLeaveDays" value=9 /%}。';

test('a document that states a parameter by its former name, and an option by its former name, still compiles', () => {
  const book = compiled(documentOf(family, leave, '归{% param name="desk.referral" value="original" /%}。'));
  expect(book.values.claims).toMatchObject({
    familyOwner: 'first_receiver',
    longLeaveDays: 9,
    referralOwner: 'original_receiver',
  });
  expect(book.setIn['claims.familyOwner']).toBe('A1');
  expect(book.values.desk).not.toHaveProperty('familyOwner');
});

test('where a document states both names, the one of today counts, whichever comes first', () => {
  const anew = '归{% param name="claims.familyOwner" value="separate" /%}。';
  for (const text of [
    [family, anew],
    [anew, family],
  ])
    expect(compiled(documentOf(...text)).values.claims?.familyOwner).toBe('separate');
});

test('a value out of bounds under a former name is refused like any other', () => {
  const result = compile(documentOf(leave.replace('9', '900')), registry, loadCatalogue());
  expect(result.ok ? [] : result.errors.map(({ code }) => code)).toEqual(['VALUE_OUT_OF_BOUNDS']);
});

test('changing the value writes it into its old sentence under the name of today', () => {
  expect(setParameter(leave, 'claims.longLeaveDays', 30)).toBe(
    '请假达 {% param name="claims.longLeaveDays" value=30 /%}。',
  );
});
