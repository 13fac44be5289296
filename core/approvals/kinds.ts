/** The kinds of decision about approvals, as the journal names them. */
import type { Act } from '../kernel/kind.ts';

export const approvalKinds = {};

export const approvalActs = {} satisfies Readonly<Record<string, Act>>;
