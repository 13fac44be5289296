/** Decisions about money, in words. */
import { commissionKinds, commissionReasons } from './commission.ts';
import type { Kinds, Reasons } from './kit.ts';
import { ledgerKinds, ledgerReasons } from './ledger.ts';
import { penaltyKinds } from './penalties.ts';
import { positionKinds } from './position.ts';

export const moneyKinds: Kinds = { ...ledgerKinds, ...commissionKinds, ...penaltyKinds, ...positionKinds };

export const moneyReasons: Reasons = { ...ledgerReasons, ...commissionReasons };
