/** Decisions about performance, commission and statements, in words. */
import type { Kinds, Reasons } from './kit.ts';

export const commissionKinds: Kinds = {};

export const commissionReasons: Reasons = {};
