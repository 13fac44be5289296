/** The kinds of decision about money, as the journal names them. */
import { commissionActs, commissionKinds } from './commission-kinds.ts';
import { ledgerActs, ledgerKinds } from './ledger-kinds.ts';

export const moneyKinds = { ...ledgerKinds, ...commissionKinds };

export const moneyActs = { ...ledgerActs, ...commissionActs };
