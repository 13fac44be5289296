/** How claims are said on screen: tones of states, days from today. */
import dayjs from 'dayjs';
import type { ClaimRow } from '#contract/claims.ts';
import { localToday } from '../shell/format.ts';
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

export const inDays = (days: number): string => dayjs(localToday()).add(days, 'day').format('YYYY-MM-DD');
