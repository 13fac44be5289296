/** What the commands on deals have in common. */
import type { deals as routes } from '#contract/deals.ts';
import type { BodyOf } from '#contract/kernel/route.ts';
import type { Deal, Loan, UnitFacts } from '#core/deals/index.ts';
import { endOfDay, localDateOf } from '#core/kernel/instant.ts';
import { siteById } from '#server/claims/index.ts';
import { checkPrice, holdFor, lockUnit, type Unit } from '#server/inventory/index.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines, setDeadline, settleDue } from '#server/platform/deadlines.ts';
import { stale } from '#server/platform/refused.ts';
import { refuseWith } from './access.ts';
import type { DealEvent } from './hooks.ts';
import { dealRow } from './views.ts';

export const handled = async (context: Context, dealId: string, journalId: string) => ({
  deal: await dealRow(context, dealId),
  journalId,
});

export function requireVersion(deal: Deal, version: number | undefined): void {
  if (version !== undefined && version !== deal.version) throw stale(deal.version);
}
export const notAtThisStage = (deal: Deal) => refuseWith('DEAL_NOT_AT_THIS_STAGE', { state: deal.state });

export const loanOf = (
  loan: BodyOf<typeof routes.changeTerms>['loan'] | undefined,
  before: Loan | null = null,
): Loan | null =>
  loan ? { ...loan, downPaidAt: before?.downPaidAt ?? null, payoutReportedAt: before?.payoutReportedAt ?? null } : null;

export const percentOf = (part: number, whole: number): number => Math.round((part / whole) * 10_000) / 100;

/** The unit locked with everything due about it settled, as the rules of deals see it. */
export async function openUnitFor(
  context: Context,
  deal: Deal,
  unitId: string,
): Promise<{ unit: Unit; facts: UnitFacts }> {
  await settleDue(context, [unitId]);
  const unit = await lockUnit(context.tx, unitId);
  const hold = unit.state === 'held' ? await holdFor(context, unitId) : null;
  const nobodys = hold?.customerId === null && hold.consultantId === deal.consultantId;
  const { id, code, state, dealId, isMarked } = unit;
  return {
    unit,
    facts: { id, code, state, dealId, isMarked, heldForId: nobodys ? deal.customerId : (hold?.customerId ?? null) },
  };
}

/** What sales control says of the price; nothing where nothing is listed. */
export const priceOf = async (context: Context, unit: Unit | null, priceFen: number) =>
  unit === null || unit.listPriceFen === null || priceFen <= 0 ? null : checkPrice(context, unit, priceFen);

export const CONTRACT_DUE = 'deals.contractDue';
export const FILE_DUE = 'deals.fileDue';
export const BIND_DUE = 'deals.bindDue';

/** The consultant is reminded when the day on which the contract was to be signed is over. */
export async function watchContract(context: Context, deal: Deal): Promise<void> {
  if (deal.contractDueOn === null || deal.effectiveAt === null || deal.signedAt !== null) return;
  const { timeZone } = await siteById(context.tx, deal.siteId);
  const dueAt = endOfDay(deal.contractDueOn, timeZone);
  await setDeadline(context.tx, { kind: CONTRACT_DUE, subjectId: deal.id, siteId: deal.siteId, dueAt });
}
export const stopWatching = (context: Context, dealId: string): Promise<void> =>
  clearDeadlines(context.tx, [dealId], [CONTRACT_DUE, FILE_DUE], context.now);

/** What goes back to the customer when a deal ends, and not before which day. */
export async function refundOf(context: Context, deal: Deal): Promise<Pick<DealEvent, 'refund'> | object> {
  if (deal.paidFen <= 0) return {};
  const { timeZone } = await siteById(context.tx, deal.siteId);
  const today = localDateOf(context.now, timeZone);
  const { withdrawal } = deal;
  const notBefore = withdrawal && withdrawal.refundNotBefore > today ? withdrawal.refundNotBefore : today;
  return { refund: { amountFen: deal.paidFen, method: withdrawal?.refundMethod ?? 'wire', notBefore } };
}
