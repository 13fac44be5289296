import { expect, test } from 'vitest';
import { CustomerRules, formNames, relationNames, requirableFields } from './rules.ts';
import { stageNames } from './stage.ts';
import { customerTypes, grades, keyKinds, sourceNames } from './types.ts';

test('every word that is stored stands once and is a word', () => {
  for (const words of [
    customerTypes,
    sourceNames,
    keyKinds,
    stageNames,
    relationNames,
    formNames,
    requirableFields,
  ] as readonly (readonly string[])[]) {
    expect(words.length).toBeGreaterThan(3);
    expect(new Set(words).size).toBe(words.length);
    for (const word of words) expect(word).toMatch(/^[a-z]+([A-Z][a-z]+)*(_[a-z]+)*$/);
  }
  expect(grades).toEqual(['A', 'B', 'C', 'D']);
});

test('the tables of the house have their rows and columns, and nothing is half required or half a relative', () => {
  for (const [table, rows, columns] of [
    [CustomerRules.familyRelations, relationNames, ['counts']],
    [CustomerRules.requiredFields, formNames, requirableFields],
  ] as const) {
    expect([table.rows, table.columns]).toEqual([rows, columns]);
    expect(Object.keys(table.default)).toEqual(rows);
    for (const row of Object.values(table.default)) {
      expect(Object.keys(row)).toEqual(columns);
      for (const cell of Object.values(row)) expect([0, 1]).toContain(cell);
    }
  }
});
