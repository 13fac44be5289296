/** The kinds of decision about money, as the journal names them. */
import { commissionActs, commissionKinds } from './commission-kinds.ts';
import { ledgerActs, ledgerKinds } from './ledger-kinds.ts';
import { positionKinds } from './position-kinds.ts';
import { penaltyKinds } from './penalty-kinds.ts';

export const moneyKinds = { ...ledgerKinds, ...commissionKinds, ...penaltyKinds, ...positionKinds };

export const moneyActs = { ...ledgerActs, ...commissionActs };
