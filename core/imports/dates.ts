import { addDays, type LocalDate, type TimeOfDay } from '../kernel/instant.ts';
import type { ProblemCode } from './problems.ts';
import { isCellError, isDitto, plainText } from './text.ts';
import type { Cell, DateSpan, Reading } from './types.ts';

/** A date as written, before the sheet has said which year it means. */
export type WrittenDate =
  | { readonly kind: 'blank' }
  | { readonly kind: 'ditto' }
  | { readonly kind: 'date'; readonly date: LocalDate; readonly time: TimeOfDay | null }
  | { readonly kind: 'monthDay'; readonly month: number; readonly day: number }
  | { readonly kind: 'bad'; readonly code: ProblemCode };

const bad = (code: ProblemCode): WrittenDate => ({ kind: 'bad', code });
const two = (value: number): string => String(value).padStart(2, '0');
const daysIn = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;

/** Nobody keeps customer records before 1950, and a year after 2099 is a typing slip. */
const isDay = (year: number, month: number, day: number): boolean =>
  year >= 1950 && year <= 2099 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);

const dated = (year: number, month: number, day: number, time: TimeOfDay | null = null): WrittenDate =>
  isDay(year, month, day) ? { kind: 'date', date: `${year}-${two(month)}-${two(day)}`, time } : bad('DATE_IMPOSSIBLE');

/** Day numbers of the 1900 system that fall in 1954–2118; smaller and larger numbers mean something else. */
const SERIAL_MIN = 20_000;
const SERIAL_MAX = 80_000;

function fromNumber(value: number): WrittenDate {
  if (Number.isInteger(value) && value >= 19_500_101 && value <= 20_991_231) {
    return dated(Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100);
  }
  if (value >= SERIAL_MIN && value < SERIAL_MAX) return fromSerial(value);
  // 1.2 in a number cell may have been typed as 1.20: a last digit that may have lost its zero is not guessed at.
  const monthDay = /^(\d{1,2})\.(\d{1,2})$/.exec(String(value));
  if (!monthDay) return bad('DATE_UNREADABLE');
  const [, month, day] = monthDay.map(Number) as [number, number, number];
  if (day <= 3 && monthDay[2]?.length === 1) return bad('DATE_AMBIGUOUS');
  return monthAndDay(month, day);
}

function fromSerial(value: number): WrittenDate {
  const date = addDays('1899-12-30', Math.floor(value));
  const minutes = Math.round((value - Math.floor(value)) * 1440);
  return {
    kind: 'date',
    date,
    time: minutes > 0 && minutes < 1440 ? `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` : null,
  };
}

const monthAndDay = (month: number, day: number): WrittenDate =>
  isDay(2024, month, day) ? { kind: 'monthDay', month, day } : bad('DATE_IMPOSSIBLE');

const fullYear = (year: number): number => (year < 100 ? 2000 + year : year);

/** Reads any spelling seen on real sheets; a text that is no date is `bad`, never a throw. */
export function readWrittenDate(cell: Cell): WrittenDate {
  if (cell === null) return { kind: 'blank' };
  if (typeof cell === 'boolean') return bad('DATE_UNREADABLE');
  if (typeof cell === 'number') return fromNumber(cell);
  if (isCellError(cell)) return bad('CELL_ERROR');
  if (isDitto(cell)) return { kind: 'ditto' };
  const text = plainText(cell)
    .replace(/[((][^))]*[))]/g, '')
    .replace(/(?:星期|周)[一二三四五六日天]/g, '')
    .trim();
  if (text === '') return plainText(cell) === '' ? { kind: 'blank' } : bad('DATE_UNREADABLE');
  return fromText(text);
}

function fromText(text: string): WrittenDate {
  const ymd =
    /^(\d{4}|\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[T\s]+(\d{1,2})[:时点](\d{1,2})?(?::\d{1,2}(?:\.\d+)?)?Z?)?$/.exec(
      text,
    );
  if (ymd) {
    const [, year, month, day, hour, minute] = ymd;
    // 1/2/25 and 25/1/2 look alike; two-digit years are only read first, as Chinese sheets write them.
    const time = hour === undefined ? null : `${two(Number(hour))}:${two(Number(minute ?? 0))}`;
    if (time !== null && (Number(hour) > 23 || Number(minute ?? 0) > 59)) return bad('DATE_UNREADABLE');
    return dated(fullYear(Number(year)), Number(month), Number(day), time);
  }
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact) return dated(Number(compact[1]), Number(compact[2]), Number(compact[3]));
  const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  if (yearLast) return yearAtEnd(Number(yearLast[1]), Number(yearLast[2]), Number(yearLast[3]));
  const monthDay = /^(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$/.exec(text);
  if (monthDay) return monthAndDay(Number(monthDay[1]), Number(monthDay[2]));
  if (/^\d{5}(?:\.\d+)?$/.test(text)) return fromNumber(Number(text));
  return bad('DATE_UNREADABLE');
}

/** 13/1/2025 can only be day first; 1/2/2025 is British to one office and American to the next. */
function yearAtEnd(first: number, second: number, year: number): WrittenDate {
  if (first === second) return dated(year, first, second);
  if (first > 12) return dated(year, second, first);
  if (second > 12) return dated(year, first, second);
  return bad('DATE_AMBIGUOUS');
}

export interface YearContext {
  readonly year: number | null;
  readonly span: DateSpan | null;
  readonly today: LocalDate;
  /** A date that must not lie in the future: a visit that has happened. */
  readonly past: boolean;
  /** A planned date: the first such day on or after this one. */
  readonly notBefore?: LocalDate | null;
  /** The value of the cell above, for "as above". */
  readonly above: LocalDate | null;
}

/** Settles which year a month-and-day date means; several possible years is a question for a person, not a guess. */
export function settleDate(written: WrittenDate, context: YearContext): Reading<LocalDate> {
  switch (written.kind) {
    case 'blank':
      return { value: null };
    case 'bad':
      return { value: null, problem: written.code };
    case 'ditto':
      return context.above === null ? { value: null, problem: 'DITTO_WITHOUT_ABOVE' } : { value: context.above };
    case 'date':
      return checkFuture(written.date, context);
    case 'monthDay':
      return settleYear(written.month, written.day, context);
  }
}

const checkFuture = (date: LocalDate, context: YearContext): Reading<LocalDate> =>
  context.past && date > context.today ? { value: null, problem: 'DATE_IN_FUTURE' } : { value: date };

function settleYear(month: number, day: number, context: YearContext): Reading<LocalDate> {
  const on = (year: number): LocalDate | null => (isDay(year, month, day) ? `${year}-${two(month)}-${two(day)}` : null);
  if (context.notBefore) {
    const base = context.notBefore;
    const years = [Number(base.slice(0, 4)), Number(base.slice(0, 4)) + 1];
    const date = years.map(on).find((candidate) => candidate !== null && candidate >= base);
    return date ? { value: date } : { value: null, problem: 'DATE_IMPOSSIBLE' };
  }
  if (context.year !== null) {
    const date = on(context.year);
    return date === null ? { value: null, problem: 'DATE_IMPOSSIBLE' } : checkFuture(date, context);
  }
  const span = context.span;
  if (span === null) return { value: null, problem: 'DATE_YEAR_UNCLEAR' };
  const candidates: LocalDate[] = [];
  for (let year = Number(span.first.slice(0, 4)); year <= Number(span.last.slice(0, 4)); year++) {
    const date = on(year);
    if (date !== null && date >= span.first && date <= span.last && !(context.past && date > context.today))
      candidates.push(date);
  }
  const [only, ...others] = candidates;
  return only !== undefined && others.length === 0 ? { value: only } : { value: null, problem: 'DATE_YEAR_UNCLEAR' };
}

/** "14:30", "9:05", "下午2点半", 0.5 (half a day) or 1430. */
export function readTime(cell: Cell): Reading<TimeOfDay> {
  if (isCellError(cell)) return { value: null, problem: 'CELL_ERROR' };
  if (typeof cell === 'number' && cell >= 0 && cell < 1) {
    const minutes = Math.round(cell * 1440) % 1440;
    return { value: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` };
  }
  const text = plainText(cell).replace(/^\d{4}-\d{2}-\d{2}[T\s]+/, '');
  if (text === '') return { value: null };
  const match =
    /^(上午|早上|下午|晚上|中午|am|pm)?\s*(\d{1,2})(?:[::.时点](\d{1,2})?|(?=半)|$)(半)?\s*分?(?::\d{1,2}(?:\.\d+)?Z?)?\s*(am|pm)?$/i.exec(
      text,
    );
  const compact = /^(\d{2})(\d{2})$/.exec(text);
  const [hour, minute] = match
    ? [Number(match[2]), match[4] ? 30 : Number(match[3] ?? 0)]
    : compact
      ? [Number(compact[1]), Number(compact[2])]
      : [Number.NaN, 0];
  const afternoon = /下午|晚上|pm/i.test(text) && hour < 12;
  const settled = afternoon ? hour + 12 : hour;
  if (!(settled <= 23) || minute > 59) return { value: null, problem: 'TIME_UNREADABLE' };
  return { value: `${two(settled)}:${two(minute)}` };
}

const YEAR = /(?:^|\D)(20\d{2})(?!\d)/;
/** The year a title, sheet name or file name speaks of: "…登记表(2025年度)". */
export function yearIn(texts: readonly Cell[]): number | null {
  const years = new Set(texts.flatMap((text) => YEAR.exec(plainText(text))?.[1] ?? []));
  const [only] = years;
  return years.size === 1 && only !== undefined ? Number(only) : null;
}

/** Widens a column's span by one more cell, if it holds a date written in full. */
export function widenSpan(span: DateSpan | null, cell: Cell): DateSpan | null {
  if (typeof cell === 'string' ? !/^\s*(?:19|20)\d{2}/.test(cell) : typeof cell !== 'number' || cell < 19_500_101)
    return span;
  const written = readWrittenDate(cell);
  if (written.kind !== 'date') return span;
  if (span === null) return { first: written.date, last: written.date };
  if (written.date < span.first) return { first: written.date, last: span.last };
  return written.date > span.last ? { first: span.first, last: written.date } : span;
}
