/** One scalar parameter: is the written value allowed, and how does it read inside a sentence? */
import { daysIn } from '#core/kernel/instant.ts';
import { type Parameter, type SpanParameter, spanDaysMax, type TableParameter } from '#core/kernel/parameters.ts';
import { compileError } from './errors.ts';
import type { CompileError, Registry } from './types.ts';

export type ScalarParameter = Exclude<Parameter, TableParameter>;
export type Scalar = number | string | boolean;

const EXPECTED = {
  number: ['整数', 'a whole number'],
  span: ['整数个月，或 "30d" 形式的天数', 'a whole number of months, or days such as "30d"'],
  choice: ['加引号的选项名', 'a quoted option'],
  time: ['"HH:MM" 形式的时刻', 'a time of day such as "08:30"'],
  switch: ['true 或 false', 'true or false'],
} as const;

/** null when the value is allowed. */
export function checkScalar(
  name: string,
  parameter: ScalarParameter,
  value: unknown,
  line: number,
): CompileError | null {
  if (value === undefined || value === null) return compileError('VALUE_MISSING', line, name);
  const wrongType = (kind: keyof typeof EXPECTED) =>
    compileError('VALUE_WRONG_TYPE', line, name, EXPECTED[kind][0], EXPECTED[kind][1]);
  switch (parameter.type) {
    case 'switch':
      return typeof value === 'boolean' ? null : wrongType('switch');
    case 'time':
      return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? null : wrongType('time');
    case 'choice': {
      if (typeof value !== 'string') return wrongType('choice');
      if (Object.hasOwn(parameter.options, value)) return null;
      const options = Object.entries(parameter.options).map(([key, label]) => `${key}（${label.zh}）`);
      return compileError('VALUE_NOT_AN_OPTION', line, name, value, options.join('、'));
    }
    default: {
      if ('orDays' in parameter && typeof value !== 'number') return checkDays(name, parameter, value, line);
      if (typeof value !== 'number' || !Number.isInteger(value)) return wrongType('number');
      if (value >= parameter.min && value <= parameter.max) return null;
      return compileError(
        'VALUE_OUT_OF_BOUNDS',
        line,
        name,
        String(value),
        String(parameter.min),
        String(parameter.max),
      );
    }
  }
}

function checkDays(name: string, parameter: SpanParameter, value: unknown, line: number): CompileError | null {
  const days = typeof value === 'string' ? daysIn(value) : null;
  if (days === null) return compileError('VALUE_WRONG_TYPE', line, name, EXPECTED.span[0], EXPECTED.span[1]);
  const max = spanDaysMax(parameter);
  return days >= 1 && days <= max
    ? null
    : compileError('VALUE_OUT_OF_BOUNDS', line, name, String(days), '1', String(max));
}

const UNITS = {
  minutes: [' 分钟', ['minute', 'minutes']],
  hours: [' 小时', ['hour', 'hours']],
  days: [' 天', ['day', 'days']],
  months: [' 个月', ['month', 'months']],
} as const;

/** The value with its unit, as it stands in the sentence. */
export function describeScalar(parameter: ScalarParameter, value: Scalar): { zh: string; en: string } {
  switch (parameter.type) {
    case 'switch':
      return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
    case 'choice':
      return parameter.options[String(value)] ?? { zh: String(value), en: String(value) };
    case 'percent':
      return { zh: `${value}%`, en: `${value}%` };
    case 'time':
    case 'count':
      return { zh: String(value), en: String(value) };
    default: {
      const days = 'orDays' in parameter && typeof value === 'string' ? daysIn(value) : null;
      const [zh, [one, many]] = UNITS[days === null ? parameter.type : 'days'];
      const said = days ?? value;
      return { zh: `${said}${zh}`, en: `${said} ${said === 1 ? one : many}` };
    }
  }
}

export const findParameter = (registry: Registry, name: string): Parameter | undefined => {
  const [capability = '', key = ''] = name.split('.');
  const set = Object.hasOwn(registry, capability) ? registry[capability] : undefined; // "constructor.name" is no parameter
  return set && Object.hasOwn(set, key) ? set[key] : undefined;
};

/** The closest declared name, for "did you mean"; '' when nothing is near. */
export function nearestName(registry: Registry, name: string): string {
  const names = Object.entries(registry).flatMap(([capability, set]) =>
    Object.keys(set).map((key) => `${capability}.${key}`),
  );
  return nearestOf(names, name);
}

export function nearestOf(names: readonly string[], name: string): string {
  const near = names
    .map((candidate) => ({ candidate, apart: editDistance(name, candidate) }))
    .sort((a, b) => a.apart - b.apart)[0];
  return near && near.apart <= Math.max(3, name.length / 3) ? near.candidate : '';
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, charA] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, charB] of [...b].entries())
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (charA === charB ? 0 : 1)));
    row = next;
  }
  return row.at(-1) ?? 0;
}
