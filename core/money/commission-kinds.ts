/** The kinds of decision about performance, commission and statements. */
import type { Act } from '../kernel/kind.ts';

export const commissionKinds = {};

export const commissionActs = {} satisfies Readonly<Record<string, Act>>;
