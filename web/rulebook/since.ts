import { formatDay } from '../shell/format.ts';

/** Shipped books were in force before the company began: no date says that better than a word. */
export const isFromTheBeginning = (version: { effectiveFrom: string }): boolean => version.effectiveFrom < '2001';

export const since = (version: { effectiveFrom: string }, always: string): string =>
  isFromTheBeginning(version) ? always : formatDay(version.effectiveFrom);
