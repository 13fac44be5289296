/** The kinds of decision about receipts, the day's close and receivables. */
import type { Act } from '../kernel/kind.ts';

export const ledgerKinds = {};

export const ledgerActs = {} satisfies Readonly<Record<string, Act>>;
