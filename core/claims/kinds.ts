/** The kinds of decision claims make, as the journal names them. */
import { kind } from '../kernel/kind.ts';
import { decideLapse } from './decide-end.ts';
import type { ClaimRuleValues } from './rules.ts';
import type { Claim } from './types.ts';

interface Rules {
  readonly claims: ClaimRuleValues;
}

export const claimKinds = {
  'claims.lapse': kind({
    label: { zh: '保护到期', en: 'A claim lapses' },
    decide: ({ rules, now }: { rules: Rules; now: string }, facts: { readonly claim: Claim }, _input: object) =>
      decideLapse(rules.claims, facts.claim, now),
  }),
};
