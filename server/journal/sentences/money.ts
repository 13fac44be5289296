/** Decisions about money, in words. */
import { commissionKinds, commissionReasons } from './commission.ts';
import type { Kinds, Reasons } from './kit.ts';
import { ledgerKinds, ledgerReasons } from './ledger.ts';
import { penaltyKinds } from './penalties.ts';

export const moneyKinds: Kinds = { ...ledgerKinds, ...commissionKinds, ...penaltyKinds };

export const moneyReasons: Reasons = { ...ledgerReasons, ...commissionReasons };
