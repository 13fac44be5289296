/**
 * Every kind of decision there is, by the name it has in the journal, and every act that is recorded without a decision. Audit,
 * trial, simulation and the property tests all go through this list.
 */
import { claimKinds } from './claims/index.ts';
import type { Decision } from './kernel/decision.ts';
import type { Act, DecisionKind, Given } from './kernel/kind.ts';
import type { HouseRules } from './rules.ts';

export const kinds = { ...claimKinds };
export type KindName = keyof typeof kinds;

export const acts = {} satisfies Readonly<Record<string, Act>>;
export type ActName = keyof typeof acts;

export const isKind = (name: string): name is KindName => Object.hasOwn(kinds, name);

/** The decision of a kind over facts as they were stored; the caller vouches for their shape. */
export const decideKind = (
  name: KindName,
  given: Given<HouseRules>,
  facts: unknown,
  input: unknown,
): Decision<unknown> => (kinds[name] as DecisionKind<HouseRules, unknown, unknown>).decide(given, facts, input);
