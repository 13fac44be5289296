/** Decisions about inventory, in words. */
import type { Kinds, Reasons } from './kit.ts';

export const inventoryKinds: Kinds = {};

export const inventoryReasons: Reasons = {};
