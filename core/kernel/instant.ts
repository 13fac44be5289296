/**
 * Time as the rules see it. An instant is an ISO-8601 UTC string with milliseconds ("2026-11-21T01:30:00.000Z"), a day is a
 * local calendar date in the site's time zone ("2026-11-21"). Both compare correctly as plain strings, survive JSON, and can be
 * read in the journal. Nothing here reads a clock: an instant always comes in as an argument.
 */
export type Instant = string;
export type LocalDate = string;
/** Wall-clock time of day, "HH:MM". */
export type TimeOfDay = string;

const ms = (instant: Instant): number => Temporal.Instant.from(instant).epochMilliseconds;

export const instantFromEpochMs = (epochMs: number): Instant =>
  Temporal.Instant.fromEpochMilliseconds(Math.trunc(epochMs)).toString({ smallestUnit: 'millisecond' });

/** Normalises any ISO instant (offsets allowed) to our UTC form; throws RangeError when it is not an instant. */
export const toInstant = (text: string): Instant => instantFromEpochMs(ms(text));

export const addMinutes = (instant: Instant, minutes: number): Instant =>
  instantFromEpochMs(ms(instant) + minutes * 60_000);
export const addHours = (instant: Instant, hours: number): Instant => addMinutes(instant, hours * 60);
export const minutesBetween = (from: Instant, to: Instant): number => (ms(to) - ms(from)) / 60_000;

export const localDateOf = (instant: Instant, timeZone: string): LocalDate =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();

export const timeOfDayOf = (instant: Instant, timeZone: string): TimeOfDay =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'minute' });

/** The instant of a wall-clock time on a local date. */
export const instantAt = (date: LocalDate, time: TimeOfDay, timeZone: string): Instant =>
  instantFromEpochMs(
    Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) })
      .epochMilliseconds,
  );

export const startOfDay = (date: LocalDate, timeZone: string): Instant => instantAt(date, '00:00', timeZone);

export const addDays = (date: LocalDate, days: number): LocalDate =>
  Temporal.PlainDate.from(date).add({ days }).toString();

/** Calendar months, clamped at the month's end: 2023-12-31 plus two months is 2024-02-29 (reading A07). */
export const addMonths = (date: LocalDate, months: number): LocalDate =>
  Temporal.PlainDate.from(date).add({ months }, { overflow: 'constrain' }).toString();

export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;

/**
 * The first instant at which something that is valid up to and including `lastDay` no longer is: midnight after it, local time.
 * Every "last day inclusive" limit in the rulebooks ends here, so that lapse has one exact instant.
 */
export const endOfDay = (lastDay: LocalDate, timeZone: string): Instant => startOfDay(addDays(lastDay, 1), timeZone);

/** End of the day that lies `months` calendar months after the day of `from` (last day inclusive, clamped). */
export const endAfterMonths = (from: Instant, months: number, timeZone: string): Instant =>
  endOfDay(addMonths(localDateOf(from, timeZone), months), timeZone);

/** A length of time the house may give in calendar months (2) or in days ("30d"). */
export type Span = number | `${number}d`;
export const daysIn = (span: Span | string | number): number | null => {
  const days = typeof span === 'string' ? /^(\d{1,4})d$/.exec(span)?.[1] : undefined;
  return days === undefined ? null : Number(days);
};

/** End of the day on which the span ends, last day inclusive. */
export const endAfterSpan = (from: Instant, span: Span, timeZone: string): Instant =>
  typeof span === 'number' ? endAfterMonths(from, span, timeZone) : endAfterDays(from, daysIn(span) ?? 0, timeZone);

/** End of the day that lies `days` calendar days after the day of `from` (the day after `from` is day one). */
export const endAfterDays = (from: Instant, days: number, timeZone: string): Instant =>
  endOfDay(addDays(localDateOf(from, timeZone), days), timeZone);
