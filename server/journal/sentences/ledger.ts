/** Decisions about receipts, the day’s close and receivables, in words. */
import type { Kinds, Reasons } from './kit.ts';

export const ledgerKinds: Kinds = {};

export const ledgerReasons: Reasons = {};
