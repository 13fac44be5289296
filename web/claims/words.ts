/** How claims are said on screen: tones of states, the last day of a limit, days from today. */
import dayjs from 'dayjs';
import type { ClaimRow } from '#contract/claims.ts';
import { formatDay, localToday } from '../shell/format.ts';
import type { StateTone } from '../shell/theme.ts';

export const stateTones: Readonly<Record<ClaimRow['state'], StateTone>> = {
  draft: 'neutral',
  awaiting_signature: 'waiting',
  live: 'good',
  waste: 'bad',
  void: 'bad',
  cancelled: 'neutral',
  lapsed: 'bad',
  transferred: 'neutral',
  closed: 'active',
};

/** Limits are the first instant that no longer counts; people speak of the last day that does. */
export const lastDayOf = (limit: string | null): string =>
  limit === null ? '' : formatDay(new Date(Date.parse(limit) - 1).toISOString());

export const inDays = (days: number): string => dayjs(localToday()).add(days, 'day').format('YYYY-MM-DD');
