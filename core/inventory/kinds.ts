/** The kinds of decision about inventory, as the journal names them. */
import type { Act } from '../kernel/kind.ts';

export const inventoryKinds = {};

export const inventoryActs = {} satisfies Readonly<Record<string, Act>>;
