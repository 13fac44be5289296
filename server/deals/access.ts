/** Who may do what with which deal, and how its commands begin: what was due is settled, customer and deal are locked. */
import { dealsRefusals } from '#contract/deals.ts';
import type { Deal } from '#core/deals/index.ts';
import type { Decision } from '#core/kernel/decision.ts';
import { openFile } from '#server/claims/index.ts';
import { notAllowed, requireScope, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { settleDue } from '#server/platform/deadlines.ts';
import { accepted, notFound, Refused, whyNotBy } from '#server/platform/refused.ts';
import { spelled } from './said.ts';
import { dealById, lockDealRow } from './store.ts';

type About = Pick<Deal, 'siteId' | 'teamId' | 'consultantId' | 'coverId'>;

export function coversDeal(context: Context, permission: string, deal: About): boolean {
  const { actor } = context;
  const scope = scopeOf(actor, permission);
  if (scope === null) return false;
  if (scope === 'company' || deal.consultantId === actor.staffId || deal.coverId === actor.staffId) return true;
  if (scope === 'site') return actor.siteIds.includes(deal.siteId);
  return scope === 'team' && deal.teamId !== null && deal.teamId === actor.teamId;
}

/** The customer first, then the deal: in the order in which everybody locks them. Row-level scope is the caller's. */
export async function lockDeal(context: Context, dealId: string): Promise<Deal> {
  const { customerId } = await dealById(context.tx, dealId);
  await openFile(context, customerId);
  await settleDue(context, [dealId]);
  return lockDealRow(context.tx, dealId);
}

/** The deal locked, for somebody whose right reaches it. To others it is not there. */
export async function requireDeal(context: Context, permission: string, dealId: string): Promise<Deal> {
  requireScope(context.actor, permission);
  const deal = await lockDeal(context, dealId);
  if (coversDeal(context, permission, deal)) return deal;
  throw coversDeal(context, 'deals.read', deal) ? notAllowed(permission) : notFound('成交 / deal');
}

/** As `requireDeal`, for reading: nothing is locked. */
export async function readableDeal(context: Context, dealId: string): Promise<Deal> {
  requireScope(context.actor, 'deals.read');
  const deal = await dealById(context.tx, dealId);
  if (!coversDeal(context, 'deals.read', deal)) throw notFound('成交 / deal');
  return deal;
}

type Code = keyof typeof dealsRefusals;

/** The accepted decision; a refused one is thrown with its sentence, and nothing is written. */
export const decided = <Outcome, C extends Code>(decision: Decision<Outcome, C>) =>
  accepted(decision, dealsRefusals, spelled);

/** Refused by the command itself, on something no rule looks at. */
export const refuseWith = (code: Code, detail: Readonly<Record<string, unknown>> = {}): Refused =>
  new Refused(code, dealsRefusals[code], spelled(detail));

/** What a button shows: the refusal the command would give now, or null. */
export const whyNot = <C extends Code>(decision: Decision<unknown, C>) => whyNotBy(decision, dealsRefusals, spelled);

export { lacks } from '#server/platform/actor.ts';
