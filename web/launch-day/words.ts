/** Times in the zone of the sales office, prices, and refusals in the reader's language. */
import i18next from 'i18next';
import type { ApiError } from '../shell/api.ts';
import { serverNow } from '../shell/clock.ts';

const wan = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 1 });
export const priceText = (fen: number | null): string =>
  fen === null ? '' : i18next.t('launchDay.wan', { amount: wan.format(fen / 1_000_000) });

export const areaText = (area: number | null): string => (area === null ? '' : `${area.toFixed(2)}㎡`);

export function timeText(instant: string, timeZone: string): string {
  const today = (at: number): string => new Date(at).toLocaleDateString(i18next.language, { timeZone });
  const isToday = today(Date.parse(instant)) === today(serverNow());
  return new Date(instant).toLocaleString(i18next.language, {
    timeZone,
    hour12: false,
    hour: '2-digit',
    minute: '2-digit',
    ...(isToday ? {} : { month: 'numeric', day: 'numeric' }),
  });
}

export const errorText = (error: ApiError): string => (i18next.language === 'en' ? error.en : error.zh);
