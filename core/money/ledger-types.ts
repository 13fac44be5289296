/** Money received, as the rules see it. Amounts are whole fen; what goes out is negative. */
import type { Instant, LocalDate } from '../kernel/instant.ts';

export const receiptKinds = [
  'deposit',
  'down_payment',
  'instalment',
  'loan',
  'fee',
  'transfer_in',
  'transfer_out',
  'refund',
  'reversal',
] as const;
export type ReceiptKind = (typeof receiptKinds)[number];
/** What somebody may bring to the counter; the others come about by rule. */
export const payableKinds = ['deposit', 'down_payment', 'instalment', 'loan', 'fee'] as const;
export type PayableKind = (typeof payableKinds)[number];

export const methods = ['cash', 'card', 'wire', 'cheque', 'loan', 'transfer'] as const;
export type Method = (typeof methods)[number];
/** In hand when they are handed over; of the others the bank has to say that the money has come. */
export const arrivesAtOnce = (method: Method): boolean =>
  method === 'cash' || method === 'card' || method === 'transfer';

/** A line of the receipts ledger. A line is never changed; the instants say what happened to the money afterwards. */
export interface ReceiptLine {
  readonly id: string;
  readonly kind: ReceiptKind;
  readonly method: Method;
  readonly amountFen: number;
  readonly receivedAt: Instant;
  readonly clearedAt: Instant | null;
  /** Deposits: the slip came back to the cashier. */
  readonly slipReturnedAt: Instant | null;
  /** The line a reversal takes back. */
  readonly reverses: string | null;
}

/** What a deal owes, in the order in which it falls due. */
export interface Due {
  readonly seq: number;
  readonly name: string;
  /** null: before handover, on no date of its own. */
  readonly dueOn: LocalDate | null;
  readonly amountFen: number;
}
/** `paid` and `reduced` (by allowances) never exceed the amount; the rest is open. */
export interface DueStanding extends Due {
  readonly paidFen: number;
  readonly reducedFen: number;
  readonly openFen: number;
}
