/** Who may act on which unit and which hold, and for whom. */
import { requireSameHouse } from '#server/claims/index.ts';
import { customerBrief } from '#server/customers/index.ts';
import { notAllowed, personOf, requireScope, requireSite, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { notFound } from '#server/platform/refused.ts';
import type { Hold } from './store.ts';
import { type Colleague, colleague, isActiveAt } from './views-names.ts';

/** Whoever acts holds units at a site they work at, for themselves or for a colleague as far as the right reaches. */
export async function consultantFor(context: Context, siteId: string, wanted: string | undefined): Promise<Colleague> {
  const { actor, tx } = context;
  requireSite(actor, 'inventory.hold', siteId);
  const who = await colleague(tx, wanted ?? personOf(actor));
  if (who.id === actor.staffId) return who;
  const scope = requireScope(actor, 'inventory.hold');
  const reaches =
    scope === 'company' ||
    (scope === 'site' && isActiveAt(who, siteId)) ||
    (scope === 'team' && who.teamId !== null && who.teamId === actor.teamId);
  if (!reaches) throw notAllowed('inventory.hold');
  return who;
}

/** As far as the right to hold reaches over a hold of somebody else: a leader handles those of the team. */
export function handlesFor(context: Context, hold: Pick<Hold, 'consultantId' | 'teamId' | 'siteId'>): boolean {
  const { actor } = context;
  const scope = scopeOf(actor, 'inventory.hold');
  if (scope === 'company') return true;
  if (scope === 'site') return actor.siteIds.includes(hold.siteId);
  return scope === 'team' && hold.teamId !== null && hold.teamId === actor.teamId;
}

/** For one's own buyers, or as far as the right to hold reaches. */
export const handlesBuyer = (
  context: Context,
  buyer: { readonly consultantId: string; readonly teamId: string | null },
  siteId: string,
): boolean => buyer.consultantId === context.actor.staffId || handlesFor(context, { ...buyer, siteId });

/** Customers of the house, and such as there are: whoever may act everywhere can name one that does not exist. */
export async function requireCustomers(context: Context, permission: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) await requireSameHouse(context, permission, id);
  if ((await customerBrief(context.tx, ids)).length < new Set(ids).size) throw notFound('客户 / customer');
}
