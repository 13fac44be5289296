/** Decisions about money, in words. */
import type { Kinds, Reasons } from './kit.ts';

export const moneyKinds: Kinds = {};

export const moneyReasons: Reasons = {};
