/** Declarations of parameters, as a page or a program shows them. */
import { type Parameter, spanDaysMax } from '#core/kernel/parameters.ts';
import { registry } from '#core/rules.ts';

interface Localised {
  readonly zh: string;
  readonly en: string;
}

const UNITS: Partial<Record<Parameter['type'], Localised>> = {
  minutes: { zh: '分钟', en: 'minutes' },
  hours: { zh: '小时', en: 'hours' },
  days: { zh: '天', en: 'days' },
  months: { zh: '个月', en: 'months' },
  percent: { zh: '%', en: '%' },
};

/** What the value may be, in words: "1 至 12 个月", or the options. */
export function rangeOf(parameter: Parameter): Localised {
  switch (parameter.type) {
    case 'choice': {
      const options = Object.values(parameter.options);
      return { zh: options.map(({ zh }) => zh).join(' / '), en: options.map(({ en }) => en).join(' / ') };
    }
    case 'switch':
      return { zh: '是 / 否', en: 'yes / no' };
    case 'time':
      return { zh: '时刻', en: 'a time of day' };
    default: {
      const { zh, en } = UNITS[parameter.type] ?? { zh: '', en: '' };
      const days = 'orDays' in parameter ? spanDaysMax(parameter) : null;
      return {
        zh: `${parameter.min} 至 ${parameter.max} ${zh}`.trim() + (days === null ? '' : `，或 1 至 ${days} 天`),
        en: `${parameter.min} to ${parameter.max} ${en}`.trim() + (days === null ? '' : `, or 1 to ${days} days`),
      };
    }
  }
}

export const everyParameter = (): { name: string; parameter: Parameter }[] =>
  Object.entries(registry).flatMap(([capability, set]) =>
    Object.entries(set as Record<string, Parameter>).map(([key, parameter]) => ({
      name: `${capability}.${key}`,
      parameter,
    })),
  );

export function describeParameter(name: string, parameter: Parameter) {
  const { type, label, cites } = parameter;
  const common = { name, type, label, default: parameter.default as unknown, cites: [...cites] };
  switch (parameter.type) {
    case 'choice':
      return { ...common, options: parameter.options };
    case 'switch':
    case 'time':
      return common;
    case 'table': {
      const { min, max, columns, rows, totals } = parameter;
      return {
        ...common,
        min,
        max,
        columns: [...columns],
        rows: [...rows],
        ...(totals === undefined ? {} : { totals }),
      };
    }
    default:
      return {
        ...common,
        min: parameter.min,
        max: parameter.max,
        ...('orDays' in parameter ? { daysMax: spanDaysMax(parameter) } : {}),
      };
  }
}
