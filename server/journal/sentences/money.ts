/** Decisions about money, in words. */
import { commissionKinds, commissionReasons } from './commission.ts';
import type { Kinds, Reasons } from './kit.ts';
import { ledgerKinds, ledgerReasons } from './ledger.ts';

export const moneyKinds: Kinds = { ...ledgerKinds, ...commissionKinds };

export const moneyReasons: Reasons = { ...ledgerReasons, ...commissionReasons };
