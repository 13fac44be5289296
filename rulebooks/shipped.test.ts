/** The shipped documents as a whole: they compile, survive editing untouched elsewhere, and hold what their policies hold. */
import { describe, expect, test } from 'vitest';
import type { Parameter } from '#core/kernel/parameters.ts';
import { registry } from '#core/rules.ts';
import { loadCatalogue } from './catalogue/index.ts';
import {
  addParameter,
  compile,
  findParameter,
  plainText,
  type Rulebook,
  setCell,
  setParameter,
  type TableValue,
  type Value,
} from './language/index.ts';
import { firstBookOf, shippedBooks } from './shipped.ts';

const catalogue = loadCatalogue();
const compiled = (source: string): Rulebook => {
  const result = compile(source, registry, catalogue);
  if (!result.ok)
    throw new Error(result.errors.map((error) => `${error.line}: ${error.en} ${error.remedy.en}`).join('\n'));
  return result.rulebook;
};
const settingOf = (book: Rulebook, name: string): Value | undefined => {
  const [capability = '', key = ''] = name.split('.');
  return book.values[capability]?.[key];
};
const changedLines = (before: string, after: string): number => {
  const [old, now] = [before.split('\n'), after.split('\n')];
  expect(now.length).toBe(old.length);
  return old.filter((line, index) => line !== now[index]).length;
};

/** Another value the declaration allows. */
function another(parameter: Exclude<Parameter, { type: 'table' }>, value: Value): number | string | boolean {
  if (parameter.type === 'switch') return !value;
  if (parameter.type === 'time') return value === '07:15' ? '07:16' : '07:15';
  if (parameter.type === 'choice') return Object.keys(parameter.options).find((option) => option !== value) ?? '';
  return value === parameter.max ? parameter.min : parameter.max;
}

/** The text without its examples, which are not parsed again for every value: they hold or fail elsewhere. */
const withoutExamples = (source: string): string => source.replace(/\n\{% example [\s\S]*?\{% \/example %\}\n/g, '');

describe.each(shippedBooks().map((book) => [book.key, book.source] as const))('%s', (key, whole) => {
  const source = withoutExamples(whole);
  const book = compiled(source);

  test('with its examples it says the same, and an edit leaves them as they are', () => {
    const full = compiled(whole);
    expect(full.values).toEqual(book.values);
    const [name = ''] = Object.keys(full.setIn);
    const parameter = findParameter(registry, name);
    const before = settingOf(full, name);
    if (!parameter || parameter.type === 'table' || before === undefined) throw new Error(`${name} has no value`);
    const edited = setParameter(whole, name, another(parameter, before)) ?? '';
    expect(changedLines(whole, edited)).toBe(1);
    expect(withoutExamples(edited)).toBe(setParameter(source, name, another(parameter, before)));
  });

  test('compiles, is named like its file and has a heading over every clause', () => {
    expect(book.meta.id).toBe(key);
    for (const chapter of book.chapters)
      expect([chapter.title, chapter.gloss]).toEqual([expect.stringMatching(/^第/), expect.stringMatching(/\w/)]);
  });

  test('every clause is written in Chinese with an English gloss and cites the catalogue', () => {
    for (const clause of book.chapters.flatMap((chapter) => chapter.clauses)) {
      expect(plainText(clause.body)).toMatch(/[\u4e00-\u9fff]/);
      expect(clause.gloss).not.toMatch(/[\u4e00-\u9fff]/);
      expect(clause.cites.length).toBeGreaterThan(0);
    }
  });

  test('changing any one value and reading the document again changes that value and nothing else', () => {
    for (const name of Object.keys(book.setIn)) {
      const parameter = findParameter(registry, name);
      const before = settingOf(book, name);
      if (!parameter || parameter.type === 'table' || before === undefined) continue;
      const value = another(parameter, before);
      const edited = setParameter(source, name, value);
      expect(edited && changedLines(source, edited)).toBe(1);
      const after = compiled(edited ?? '');
      expect(settingOf(after, name)).toBe(value);
      expect({ ...after.values, ...valuesWith(after, name, before) }).toEqual(book.values);
      expect(setParameter(edited ?? '', name, before as number)).toBe(source);
    }
  });

  test('changing a cell of a table changes that cell and nothing else', () => {
    for (const name of Object.keys(book.setIn)) {
      const parameter = findParameter(registry, name);
      if (parameter?.type !== 'table') continue;
      // Every cell is rewritten; the text is compiled again for one cell of each row, going from column to column.
      for (const [at, row] of parameter.rows.entries())
        for (const [place, column] of parameter.columns.entries()) {
          const old = (settingOf(book, name) as TableValue)[row]?.[column] ?? 0;
          const next = old === parameter.max ? parameter.min : parameter.max;
          const edited = setCell(source, name, row, column, next);
          expect(edited && changedLines(source, edited)).toBe(1);
          expect(setCell(edited ?? '', name, row, column, old)).toBe(source);
          if (place !== at % parameter.columns.length) continue;
          if (parameter.totals !== undefined) continue; // one cell alone breaks the total, which the compiler then reports
          expect((settingOf(compiled(edited ?? ''), name) as TableValue)[row]?.[column]).toBe(next);
        }
    }
  });

  test('parameters the document does not mention can be added, each in a clause of its own, and then changed there', () => {
    const missing = Object.entries(registry).flatMap(([capability, set]) =>
      Object.entries(set as Record<string, Parameter>)
        .map(([key, parameter]) => ({ name: `${capability}.${key}`, parameter }))
        .filter(({ name }) => !book.setIn[name]),
    );
    const added = missing.reduce(
      (text, { name, parameter }) => addParameter(text, name, parameter, parameter.default),
      source,
    );
    const after = compiled(added);
    expect(after.values).toEqual(book.values);
    let changed = added;
    for (const { name, parameter } of missing) {
      expect(after.setIn[name]).toBe(`Z.${name}`);
      if (parameter.type !== 'table')
        changed = setParameter(changed, name, another(parameter, parameter.default)) ?? '';
    }
    const last = compiled(changed);
    for (const { name, parameter } of missing)
      if (parameter.type !== 'table') expect(settingOf(last, name)).toBe(another(parameter, parameter.default));
  });

  test('an edit of something the document does not set is refused', () => {
    expect(setParameter(source, 'desk.noSuchThing', 1)).toBeNull();
    expect(setCell(source, 'claims.noSuchTable', 'a', 'b', 1)).toBeNull();
  });
});

function valuesWith(book: Rulebook, name: string, value: Value): Record<string, Record<string, Value>> {
  const [capability = '', key = ''] = name.split('.');
  return { [capability]: { ...book.values[capability], [key]: value } };
}

const bookOf = (key: string): Rulebook => compiled(shippedBooks().find((book) => book.key === key)?.source ?? '');

test('the reception rules have the fifty-one articles in order, each citing its own article of the policy', () => {
  const clauses = bookOf('sales-office-reception').chapters.flatMap((chapter) => chapter.clauses);
  for (let article = 1; article <= 51; article += 1) {
    const clause = clauses[article - 1];
    const prefix = `S4.01.a${String(article).padStart(2, '0')}`;
    const own = catalogue.all.filter(({ id }) => id === prefix || id.startsWith(`${prefix}.`)).map(({ id }) => id);
    expect(clause?.id).toBe(`A${String(article).padStart(2, '0')}`);
    expect(clause?.cites).toEqual(expect.arrayContaining(own));
  }
});

test('the showroom rules keep the thirteen cases and their shares', () => {
  const splits = bookOf('real-estate-customers').values.claims?.splits as TableValue;
  const cites = new Set(Object.keys(bookOf('real-estate-customers').index));
  for (let article = 1; article <= 13; article += 1) expect(cites).toContain(`S0.02.own.3${article}`);
  expect(splits.refused_valid_commission).toMatchObject({ receiving: 80, earlier: 20 });
  expect(splits.owner_absent_commission).toMatchObject({ earlier: 80, helper: 20 });
  expect(splits.found_later_valid_commission).toMatchObject({ receiving: 50, earlier: 50 });
});

test('the information cards keep their clocks', () => {
  expect(bookOf('car-showroom').values.claims).toMatchObject({
    model: 'card',
    signatureRequired: true,
    firstFollowUpDays: 3,
    secondSignatureHours: 24,
    laterFollowUpDays: 7,
    smsRunLimit: 3,
  });
});

test('every house says in its own sentence whose a customer brought by another one is, and whose a member of a family', () => {
  const stated = shippedBooks().map(({ key }) => {
    const book = bookOf(key);
    const { referralOwner, familyOwner } = book.values.claims ?? {};
    return [key, book.setIn['claims.referralOwner'] && referralOwner, book.setIn['claims.familyOwner'] && familyOwner];
  });
  expect(stated).toEqual([
    ['sales-office-reception', 'named_only', 'separate'],
    ['real-estate-customers', 'original_receiver', 'first_receiver'], // cases 10 and 11
    ['car-showroom', 'direct_relation', 'separate'], // row V6; on families the source is silent
    ['club-membership', 'named_only', 'separate'], // row M8
    ['four-position-desk', 'named_only', 'separate'],
    ['customer-information', undefined, undefined],
    ['subscription-signing', undefined, undefined],
    ['housing-sales', undefined, undefined],
    ['car-delivery', undefined, undefined], // suppliers and dealers: no reception, no families
  ]);
});

test('the four-position desk keeps its own answers where the other sales-office rules differ', () => {
  expect(bookOf('four-position-desk').values.desk).toMatchObject({
    deskPositions: 4,
    emptyPostGraceSeconds: 60,
    turnUsedAt: 'finish',
    withOwnWork: 'skip',
    withLeader: 'missed',
    makeUp: 'on_application',
    peerVisit: 'last_not_counted',
    unrelatedVisit: 'first_explained',
    returningCounts: 'once_a_day_until_paid',
    standInWhileServingClosed: true,
    callAnswerer: 'third',
  });
  const own = catalogue.all.filter(({ id }) => id.startsWith('S4.02.')).map(({ id }) => id);
  expect(Object.keys(bookOf('four-position-desk').index)).toEqual(expect.arrayContaining(own));
});

test('the rules for customer information recognise a new customer as their source does', () => {
  expect(bookOf('customer-information').values.customers).toMatchObject({
    dormantYears: 3,
    sampleCountsAsBusiness: false,
    newCustomerFormMonths: 1,
    formNameEqualsInvoice: true,
    contactsForImportant: 2,
  });
});

test('a new site starts with the shipped book that is written for its kind', () => {
  const sectorOf = (kind: string): string => bookOf(firstBookOf(kind) ?? '').meta.sector;
  expect(['real_estate', 'car_showroom', 'gym', 'general'].map(sectorOf)).toEqual([
    'real-estate',
    'car',
    'gym',
    'general',
  ]);
  expect(firstBookOf('elsewhere')).toBe(null);
});
