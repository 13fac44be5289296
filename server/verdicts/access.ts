/** Who takes part in a dispute and how: as a party, as a superior, or as whoever may rule on it. */
import type { Dispute } from './store.ts';
import { personOf, requireScope, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { notAllowed } from '#server/platform/actor.ts';
import { Refused } from '#server/platform/refused.ts';
import { verdictsRefusals } from '#contract/verdicts.ts';

/** May rule at this site; whether they are free to is the rulebook's question. */
export function leads(context: Context, siteId: string): boolean {
  const scope = scopeOf(context.actor, 'claims.rule');
  return scope === 'company' || (scope !== null && scope !== 'self' && context.actor.siteIds.includes(siteId));
}

export function requireLead(context: Context, siteId: string): void {
  requireScope(context.actor, 'claims.rule');
  if (!leads(context, siteId)) throw notAllowed('claims.rule');
}

/** As long as nothing is ruled; what was said then stands as it was said. Who disagrees with a ruling appeals. */
export function requireStating(
  context: Context,
  dispute: Pick<Dispute, 'parties' | 'openedBy' | 'siteId' | 'state'>,
): void {
  if (!mayState(context, dispute)) throw notAllowed('claims.dispute');
  if (dispute.state === 'settled') throw new Refused('DISPUTE_SETTLED', verdictsRefusals.DISPUTE_SETTLED);
}

const OF_ONE_PERSON_MAX = 40; // statements, and files: so that nobody buries what the others said

export function requireBrief(already: number): void {
  if (already >= OF_ONE_PERSON_MAX)
    throw new Refused('TOO_MUCH_SAID', verdictsRefusals.TOO_MUCH_SAID, { limit: OF_ONE_PERSON_MAX });
}

/** Parties, whoever raised it, and superiors speak in a dispute. */
export function mayState(context: Context, dispute: Pick<Dispute, 'parties' | 'openedBy' | 'siteId'>): boolean {
  const me = personOf(context.actor);
  return dispute.parties.includes(me) || dispute.openedBy === me || leads(context, dispute.siteId);
}
