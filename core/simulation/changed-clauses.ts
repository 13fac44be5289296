import type { ClauseId } from '../kernel/decision.ts';
import type { ParameterSet } from '../kernel/parameters.ts';
import { sameJson } from '../kernel/same.ts';
import { type HouseRules, registry } from '../rules.ts';

/** The catalogue clauses behind the parameters that two sets of values give otherwise. */
export function clausesOfChanged(one: HouseRules, other: HouseRules): readonly ClauseId[] {
  const named = (rules: HouseRules) => rules as unknown as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  return Object.entries(registry as Readonly<Record<string, ParameterSet>>).flatMap(([capability, set]) =>
    Object.entries(set).flatMap(([key, { cites }]) =>
      sameJson(named(one)[capability]?.[key], named(other)[capability]?.[key]) ? [] : cites,
    ),
  );
}
