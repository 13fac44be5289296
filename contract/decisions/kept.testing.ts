/** Decisions that were made once, chosen by scripts/keep-decisions.ts, as lines of JSON in kept/. */
import type { Decision } from '#core/kernel/decision.ts';
import { defaultsOf } from '#core/kernel/parameters.ts';
import type { KindName } from '#core/kinds.ts';
import { type HouseRules, registry } from '#core/rules.ts';

export interface KeptDecision {
  readonly kind: KindName;
  readonly at: string;
  readonly actorId: string | null;
  /** By capability, where the house's value was not the default. */
  readonly rules: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly facts: unknown;
  readonly input: unknown;
  readonly decision: Decision<unknown>;
}

export const keptRules = (own: KeptDecision['rules']): HouseRules =>
  Object.fromEntries(
    Object.entries(registry).map(([capability, set]) => [capability, { ...defaultsOf(set), ...own[capability] }]),
  ) as unknown as HouseRules;
