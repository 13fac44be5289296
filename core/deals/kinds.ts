/** The kinds of decision about deals, as the journal names them. */
import type { Act } from '../kernel/kind.ts';

export const dealKinds = {};

export const dealActs = {} satisfies Readonly<Record<string, Act>>;
