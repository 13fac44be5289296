/** Looking at an unmasked value: inside the scope, with a daily quota, and always on record. The same for taking rows away. */
import type { Decision } from '../kernel/decision.ts';
import { accept, refuse } from '../kernel/decision.ts';
import { foldText } from './keys.ts';
import type { CustomerRuleValues } from './rules.ts';
import type { Handling, Scope, Viewer } from './types.ts';
import { isVisible } from './visibility.ts';

export type RevealRules = Pick<
  CustomerRuleValues,
  'revealsPerDaySelf' | 'revealsPerDayTeam' | 'revealsPerDaySite' | 'revealsPerDayCompany' | 'revealNeedsReason'
>;
export type RevealRefusal = 'NO_VIEW' | 'OUT_OF_SCOPE' | 'REASON_MISSING' | 'REVEAL_QUOTA_USED';

const PRIVATE = ['S2.05.s1.private', 'S2.05.w4.secret', 'S1.02.a6.4'];

export const revealQuota = (rules: RevealRules, scope: Scope): number =>
  ({
    self: rules.revealsPerDaySelf,
    team: rules.revealsPerDayTeam,
    site: rules.revealsPerDaySite,
    company: rules.revealsPerDayCompany,
  })[scope];

export interface RevealFacts {
  readonly viewer: Viewer;
  readonly handling: Handling;
  /** Different customers revealed by this viewer since the local midnight, this one not counted. */
  readonly revealedToday: number;
  /** This customer was already revealed to this viewer today: a second look at it is free, but on record as well. */
  readonly seenToday: boolean;
  readonly reason: string | null;
}

export const decideReveal = (rules: RevealRules, facts: RevealFacts): Decision<{ left: number }, RevealRefusal> => {
  const { viewer, handling } = facts;
  if (viewer.scope === null) return refuse('NO_VIEW', ['S2.03.a7', 'S2.05.s1.access']);
  if (!isVisible(viewer, handling)) return refuse('OUT_OF_SCOPE', ['S2.03.a7', 'S2.05.s1.access']);
  if (rules.revealNeedsReason && foldText(facts.reason ?? '') === '') return refuse('REASON_MISSING', PRIVATE);
  const quota = revealQuota(rules, viewer.scope);
  if (!facts.seenToday && facts.revealedToday >= quota)
    return refuse('REVEAL_QUOTA_USED', PRIVATE, { quota, used: facts.revealedToday });
  return accept({ left: Math.max(quota - facts.revealedToday - (facts.seenToday ? 0 : 1), 0) }, PRIVATE);
};

export const decideExport = (
  rules: Pick<CustomerRuleValues, 'exportRowsMax'>,
  facts: {
    readonly viewer: Viewer;
    readonly rows: number;
    readonly withPrivate: boolean;
    readonly mayExportPrivate: boolean;
  },
): Decision<{ rows: number; withPrivate: boolean }, 'NO_VIEW' | 'EXPORT_TOO_LARGE' | 'PRIVATE_EXPORT_NOT_ALLOWED'> => {
  const clauses = ['S2.05.w4.secret', 'S1.04.a7', 'S1.01.a8'];
  if (facts.viewer.scope === null) return refuse('NO_VIEW', ['S2.03.a7', 'S2.05.s1.access']);
  if (facts.rows > rules.exportRowsMax)
    return refuse('EXPORT_TOO_LARGE', clauses, { rows: facts.rows, max: rules.exportRowsMax });
  if (facts.withPrivate && !facts.mayExportPrivate) return refuse('PRIVATE_EXPORT_NOT_ALLOWED', clauses);
  return accept({ rows: facts.rows, withPrivate: facts.withPrivate }, clauses);
};
