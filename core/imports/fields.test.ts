/** The table of what a sheet may hold: every field has a name, a reader and words to be found by, and each finds its own column. */
import { expect, test } from 'vitest';
import { fieldsOf } from './fields.ts';
import { guessMapping } from './headers.ts';
import { targets } from './types.ts';

const readers = [
  'text',
  'names',
  'phones',
  'date',
  'time',
  'number',
  'party',
  'range',
  'duration',
  'gender',
  'grade',
  'yesNo',
  'channel',
  'household',
  'list',
  'colleague',
  'money',
  'discounted',
  'squareMetres',
  'floor',
  'vin',
  'saleState',
  'vehicleState',
];

test('every field is named once in its sheet, by a word; its reader is known, and no word for it is empty', () => {
  for (const target of targets) {
    const names = fieldsOf[target].map((field) => field.name);
    expect([target, new Set(names).size]).toEqual([target, names.length]);
    for (const { name, reads, synonyms, zh, en } of fieldsOf[target]) {
      expect([target, name]).toEqual([target, expect.stringMatching(/^[a-z][A-Za-z]+$/)]);
      expect([target, name, readers]).toEqual([target, name, expect.arrayContaining([reads])]);
      expect([target, name, synonyms.every((word) => word !== '')]).toEqual([target, name, true]);
      expect(synonyms.slice(0, 2)).toEqual([zh, en]);
    }
  }
});

test('a sheet that uses our own words, in either language, is read whole', () => {
  for (const target of targets)
    for (const words of ['zh', 'en'] as const) {
      const header = fieldsOf[target].map((field) => field[words]);
      const expected = Object.fromEntries(fieldsOf[target].map((field, column) => [field.name, column]));
      expect([target, words, guessMapping(target, header)]).toEqual([target, words, expected]);
    }
});

test('what a sheet cannot do without', () => {
  const needed = Object.fromEntries(
    targets.map((target) => [
      target,
      fieldsOf[target].flatMap(({ name, required, past, decisive }) =>
        required || past || decisive
          ? [`${name}${required ? '!' : ''}${past ? ' past' : ''}${decisive ? ' decisive' : ''}`]
          : [],
      ),
    ]),
  );
  expect(needed).toEqual({
    customers: ['name!', 'phone!', 'owner decisive', 'registeredOn past'],
    visits: ['date! past', 'name!', 'consultant!'],
    calls: ['date! past', 'phone!', 'answeredBy!'],
    followUps: ['name!', 'date! past', 'author!'],
    staff: ['name!'],
    leavers: ['name!', 'leftOn!'],
    dutyLists: ['date!', 'consultant!'],
    units: [
      'floor decisive',
      'room!',
      'surveyedArea decisive',
      'predictedArea decisive',
      'unitPrice decisive',
      'listPrice decisive',
      'floorPrice decisive',
      'saleState decisive',
    ],
    vehicles: ['vin!', 'model!', 'listPrice decisive', 'vehicleState decisive'],
  });
});
