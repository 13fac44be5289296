/** Days on which offices do not work: weekends and statutory holidays, without the days worked in their place. */
import chineseDays from 'chinese-days'; // a CommonJS module: Node sees only its default export
import { addDays, type LocalDate } from '#core/kernel/instant.ts';

const AHEAD = 90; // days looked at; the longest time allowed is thirty working days

export const daysOffAfter = (day: LocalDate): LocalDate[] =>
  Array.from({ length: AHEAD }, (_, index) => addDays(day, index + 1)).filter(
    (date) => !chineseDays.getDayDetail(date).work,
  );

/** The days off of a period, its last day included. */
export function daysOffBetween(from: LocalDate, to: LocalDate): LocalDate[] {
  const off: LocalDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) if (!chineseDays.getDayDetail(day).work) off.push(day);
  return off;
}
