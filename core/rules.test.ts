/** What the capabilities declare as changeable: every default is a value the declaration itself allows. */
import { expect, test } from 'vitest';
import {
  count,
  days,
  hours,
  minutes,
  months,
  type Parameter,
  percent,
  span,
  spanDaysMax,
  table,
  timeOfDay,
  toggle,
} from './kernel/parameters.ts';
import { registry } from './rules.ts';

const every = Object.entries(registry).flatMap(([capability, set]) =>
  Object.entries(set).map(([name, parameter]) => [`${capability}.${name}`, parameter as Parameter] as const),
);
const isWhole = (value: unknown, { min, max }: { min: number; max: number }): boolean =>
  Number.isInteger(value) && Number(value) >= min && Number(value) <= max;

/** What is wrong with a default; '' when nothing is. */
function faultOf(parameter: Parameter): string {
  const value = parameter.default;
  switch (parameter.type) {
    case 'switch':
      return typeof value === 'boolean' ? '' : 'no yes or no';
    case 'choice':
      return Object.hasOwn(parameter.options, String(value)) ? '' : `${value} is no option`;
    case 'time':
      return /^([01]\d|2[0-3]):[0-5]\d$/.test(String(value)) ? '' : `${value} is no time of day`;
    case 'table': {
      const rows = Object.entries(parameter.default);
      if (rows.map(([row]) => row).join() !== parameter.rows.join()) return 'other rows than declared';
      for (const [row, cells] of rows) {
        if (Object.keys(cells).join() !== parameter.columns.join()) return `${row}: other columns than declared`;
        const values = Object.values(cells);
        if (!values.every((cell) => isWhole(cell, parameter))) return `${row}: out of bounds`;
        const sum = values.reduce((total, cell) => total + cell, 0);
        if (parameter.totals !== undefined && sum !== parameter.totals) return `${row}: adds up to ${sum}`;
      }
      return parameter.columns.length === 0 || rows.length === 0 ? 'an empty table' : '';
    }
    default:
      return isWhole(value, parameter) ? '' : `${value} is out of bounds`;
  }
}

test('every default is allowed by its own declaration', () => {
  expect(every.length).toBeGreaterThan(100);
  expect(every.flatMap(([name, parameter]) => (faultOf(parameter) ? [`${name}: ${faultOf(parameter)}`] : []))).toEqual(
    [],
  );
});

test('a declaration keeps its unit', () => {
  const common = { default: 1, min: 0, max: 9, cites: [], label: { zh: '', en: '' } };
  expect([minutes, hours, days, months, count, percent].map((declare) => declare(common).type)).toEqual([
    'minutes',
    'hours',
    'days',
    'months',
    'count',
    'percent',
  ]);
  expect(span(common)).toMatchObject({ type: 'months', orDays: true });
  expect(spanDaysMax({ max: 2 })).toBe(62);
  const { cites, label } = common;
  expect([
    timeOfDay({ default: '09:00', cites, label }).type,
    toggle({ default: true, cites, label }).type,
    table({ default: {}, rows: [], columns: [], min: 0, max: 1, cites, label }).type,
  ]).toEqual(['time', 'switch', 'table']);
});
