/** Tones of states of the ledger, and the small things its pages share. */
import type { ResponseOf } from '#contract/kernel/route.ts';
import type { money } from '#contract/money.ts';

export type Account = ResponseOf<typeof money.account>;
export type Receipt = Account['receipts'][number];
export type Demand = Account['demands'][number];
export type Refund = Account['refunds'][number];
export type Deal = Account['deal'];

export const bucketTones = {
  not_due: 'neutral',
  to_30: 'waiting',
  to_60: 'waiting',
  to_90: 'bad',
  over_90: 'bad',
} as const;
export const bucketKeys = ['not_due', 'to_30', 'to_60', 'to_90', 'over_90'] as const;
export const demandTones = { open: 'waiting', contacted: 'active', closed: 'neutral' } as const;
export const refundTones = { requested: 'waiting', due: 'active', paid: 'good', dropped: 'neutral' } as const;
export const closeTones = { open: 'waiting', pending: 'active', closed: 'good', returned: 'bad' } as const;

export const receiptTone = (receipt: Receipt): 'good' | 'waiting' | 'neutral' =>
  receipt.reversedBy !== null || receipt.kind === 'reversal'
    ? 'neutral'
    : receipt.clearedAt === null
      ? 'waiting'
      : 'good';
export const receiptState = (receipt: Receipt): 'reversed' | 'reversal' | 'waiting' | 'slip_out' | 'cleared' => {
  if (receipt.reversedBy !== null) return 'reversed';
  if (receipt.kind === 'reversal') return 'reversal';
  if (receipt.clearedAt === null) return 'waiting';
  return receipt.slipOut && receipt.slipReturnedAt === null ? 'slip_out' : 'cleared';
};
export const payableKinds = ['deposit', 'down_payment', 'instalment', 'loan', 'fee'] as const;
export const payMethods = ['cash', 'card', 'wire', 'cheque', 'loan'] as const;
