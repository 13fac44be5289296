/** How old a debt is. The day it falls due is day 0: a debt is overdue from the day after. */
import { daysBetween, type LocalDate } from '../kernel/instant.ts';
import type { DueStanding } from './ledger-types.ts';

export const buckets = ['not_due', 'to_30', 'to_60', 'to_90', 'over_90'] as const;
export type Bucket = (typeof buckets)[number];

export function bucketOf(dueOn: LocalDate | null, today: LocalDate): Bucket {
  const days = dueOn === null ? 0 : daysBetween(dueOn, today);
  if (days <= 0) return 'not_due';
  if (days <= 30) return 'to_30';
  if (days <= 60) return 'to_60';
  return days <= 90 ? 'to_90' : 'over_90';
}

export interface Overdue {
  readonly amountFen: number;
  readonly oldestDueOn: LocalDate;
  readonly days: number;
}
export function overdueOf(rows: readonly DueStanding[], today: LocalDate): Overdue | null {
  const late = rows.filter(({ openFen, dueOn }) => openFen > 0 && dueOn !== null && dueOn < today);
  const oldestDueOn = late
    .map(({ dueOn }) => dueOn ?? '')
    .sort()
    .at(0);
  if (oldestDueOn === undefined) return null;
  return {
    amountFen: late.reduce((sum, { openFen }) => sum + openFen, 0),
    oldestDueOn,
    days: daysBetween(oldestDueOn, today),
  };
}

/**
 * Collected of what had fallen due, in hundredths of a percent; null when nothing had. What a complaint is open about is left out on
 * both sides (S2.13.a13.3).
 */
export function collectionRate(
  rows: readonly { readonly dueFen: number; readonly paidFen: number; readonly complainedFen: number }[],
): number | null {
  const due = rows.reduce((sum, row) => sum + row.dueFen - row.complainedFen, 0);
  const paid = rows.reduce((sum, row) => sum + Math.min(row.paidFen, row.dueFen - row.complainedFen), 0);
  return due > 0 ? Math.floor((paid * 10_000) / due) : null;
}
