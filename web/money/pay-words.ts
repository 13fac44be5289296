/** States and kinds of commission in the colours they have everywhere. */
import type { StateTone } from '../shell/theme.ts';

export const statementTones: Readonly<Record<string, StateTone>> = {
  issued: 'waiting',
  acknowledged: 'active',
  submitted: 'active',
  approved: 'good',
  paid: 'good',
};
export const penaltyTones: Readonly<Record<string, StateTone>> = {
  proposed: 'waiting',
  appealed: 'active',
  booked: 'bad',
  dropped: 'neutral',
};
export const kindTones: Readonly<Record<string, StateTone>> = {
  performance: 'neutral',
  commission: 'good',
  tier: 'good',
  clawback: 'bad',
  correction: 'active',
  reward: 'good',
  penalty: 'bad',
  payout: 'neutral',
};

/** The month before or after: "2026-01" and -1 give "2025-12". */
export function monthAfter(month: string, by: number): string {
  const [year = 2000, one = 1] = month.split('-').map(Number);
  const index = year * 12 + one - 1 + by;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}
