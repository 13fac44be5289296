/** The rulebook in force for a site at an instant. */
import { registry } from '#core/rules.ts';
import type { HouseRules } from '#core/rules.ts';
import { defaultsOf } from '#core/kernel/parameters.ts';
import type { RulesSource } from '#server/platform/rules.ts';

const defaults = Object.fromEntries(Object.entries(registry).map(([key, set]) => [key, defaultsOf(set)])) as unknown as HouseRules;

export const rulesFor: RulesSource = async () => ({
  versionId: null,
  bookKey: 'defaults',
  values: defaults,
  houseClauses: () => [],
});
