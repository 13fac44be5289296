/** Decisions about deals, in words. */
import type { Kinds, Reasons } from './kit.ts';

export const dealsKinds: Kinds = {};

export const dealsReasons: Reasons = {};
