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

/** Facts that are counted only where a rule asks for them: what a house did not count then cannot be known now. */
const countedOnlyWhenOn = ['withholdOverdueFollowUps', 'withholdUnfinishedRegistrations'] as const;

/** Parameters the draft switches on whose facts the rules of the period did not ask for: the simulation is blind to them. */
export const blindTo = (then: HouseRules, draft: HouseRules): readonly string[] =>
  countedOnlyWhenOn.every((key) => then.desk[key] === 0)
    ? countedOnlyWhenOn.filter((key) => draft.desk[key] > 0).map((key) => `desk.${key}`)
    : [];
