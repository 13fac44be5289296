/** Every parameter a house may set, by capability. A rulebook document names one as "desk.peerVisit". */
import { ClaimRules } from './claims/rules.ts';
import { CustomerRules } from './customers/rules.ts';
import { DeskRules } from './desk/rules.ts';
import type { ValuesOf } from './kernel/parameters.ts';
import { OrganisationRules } from './organisation/rules.ts';
import { VerdictRules } from './verdicts/rules.ts';

export const registry = {
  desk: DeskRules,
  claims: ClaimRules,
  customers: CustomerRules,
  organisation: OrganisationRules,
  verdicts: VerdictRules,
} as const;

/** The catalogue clauses behind the parameters that two sets of values give otherwise. */
export function clausesOfChanged(one: HouseRules, other: HouseRules): readonly ClauseId[] {
  const named = (rules: HouseRules) => rules as unknown as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  return Object.entries(registry as Readonly<Record<string, ParameterSet>>).flatMap(([capability, set]) =>
    Object.entries(set).flatMap(([key, { cites }]) =>
      sameJson(named(one)[capability]?.[key], named(other)[capability]?.[key]) ? [] : cites,
    ),
  );
}

/** The values in force for one site at one instant. */
export type HouseRules = { readonly [Capability in keyof typeof registry]: ValuesOf<(typeof registry)[Capability]> };
