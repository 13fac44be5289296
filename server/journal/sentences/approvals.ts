/** Decisions about approvals, in words. */
import type { Kinds, Reasons } from './kit.ts';

export const approvalsKinds: Kinds = {};

export const approvalsReasons: Reasons = {};
