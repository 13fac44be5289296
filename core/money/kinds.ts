/** The kinds of decision about money, as the journal names them. */
import type { Act } from '../kernel/kind.ts';

export const moneyKinds = {};

export const moneyActs = {} satisfies Readonly<Record<string, Act>>;
