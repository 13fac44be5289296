/** Instants, days and durations as people read them, in the site's time zone. */
import dayjs from 'dayjs';
import i18next from 'i18next';
import { currentLanguage } from './i18n.ts';
import { formatYuan } from './yuan.ts';

let timeZone = 'Asia/Shanghai';
/** Set by the site switcher: every instant on screen is in the zone of the site looked at. */
export const setTimeZone = (zone: string): void => {
  timeZone = zone;
  dayjs.tz.setDefault(zone);
};

const at = (instant: string) => dayjs(instant).tz(timeZone);

/** "14:05" today, "11-03 14:05" this year, "2023-11-03 14:05" otherwise. */
export function formatInstant(instant: string | null | undefined, now: string = new Date().toISOString()): string {
  if (!instant) return '';
  const then = at(instant);
  const today = at(now);
  if (then.isSame(today, 'day')) return then.format('HH:mm');
  return then.format(then.isSame(today, 'year') ? 'MM-DD HH:mm' : 'YYYY-MM-DD HH:mm');
}
export const formatFull = (instant: string | null | undefined): string =>
  instant ? at(instant).format('YYYY-MM-DD HH:mm:ss') : '';
export const formatTime = (instant: string | null | undefined): string => (instant ? at(instant).format('HH:mm') : '');
export const formatDay = (instant: string | null | undefined): string =>
  instant ? at(instant).format('YYYY-MM-DD') : '';
/** The last protected day of a limit that is the first unprotected instant: midnight after it. */
export const lastDayOf = (limit: string | null): string =>
  limit === null ? '' : formatDay(new Date(Date.parse(limit) - 1).toISOString());

/** "three days ago", "in 2 hours". */
export const formatRelative = (instant: string, now: string = new Date().toISOString()): string =>
  dayjs(instant).from(dayjs(now));

/** The instant at which a day begins at the site. */
export const dayStarts = (day: string): string => dayjs.tz(day, timeZone).toISOString();
/** An instant for `<input type="datetime-local">`, in the site's time, and back. */
export const toInput = (instant: string): string => at(instant).format('YYYY-MM-DDTHH:mm:ss');
export const instantOfInput = (text: string): string => dayjs.tz(text, timeZone).toISOString();
/** Today's date where the site is. */
export const localToday = (): string => dayjs().tz(timeZone).format('YYYY-MM-DD');

/** "8 min", "1 h 05 min": time passed or left, never negative. */
export function formatMinutes(minutes: number): string {
  const whole = Math.max(0, Math.floor(minutes));
  if (whole < 60) return i18next.t('shell.minutes', { count: whole, minutes: whole });
  return i18next.t('shell.hoursMinutes', {
    hours: Math.floor(whole / 60),
    minutes: String(whole % 60).padStart(2, '0'),
  });
}

/** Names one after another, in the manner of the language. */
export const joinNames = (people: readonly { readonly name: string }[]): string =>
  people.map(({ name }) => name).join(i18next.t('shell.comma'));

export { fenOf, formatYuan } from './yuan.ts';
const wanText = new Intl.NumberFormat('zh-CN', {
  maximumFractionDigits: 1,
  minimumFractionDigits: 1,
  useGrouping: false,
});
/** Money where there is little room: "208.9万"; other languages get it in full. */
export const formatWan = (fen: number | null | undefined): string =>
  fen === null || fen === undefined
    ? ''
    : i18next.t('shell.wan', {
        amount: currentLanguage() === 'en' ? formatYuan(Math.round(fen / 100) * 100) : wanText.format(fen / 1_000_000),
      });
