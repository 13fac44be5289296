/** The account of a deal: what is locked for it, and how it is worked out anew after everything that happens to its money. */
import {
  allocate,
  clocksOf,
  needsSlip,
  overdueOf,
  type PayingDeal,
  scheduleOf,
  standingOf,
} from '#core/money/index.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { leaderOf, siteById } from '#server/claims/index.ts';
import { breachDeal, type Deal, lockDeal, paymentChanged } from '#server/deals/index.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines, setDeadline } from '#server/platform/deadlines.ts';
import { moneyMoved } from './hooks.ts';
import * as store from './store-ledger.ts';
import { closeDemandsOf } from './store-demands.ts';

export interface OpenAccount {
  readonly deal: Deal;
  readonly account: store.Account;
  readonly lines: Awaited<ReturnType<typeof store.linesOf>>;
  readonly timeZone: string;
}

/** Deal and account, locked in the common order. */
export async function openAccount(context: Context, dealId: string): Promise<OpenAccount> {
  const deal = await lockDeal(context, dealId);
  return accountOf(context, deal);
}

export async function accountOf(context: Context, deal: Deal): Promise<OpenAccount> {
  const account = await store.lockAccount(context.tx, {
    ...{ dealId: deal.id, siteId: deal.siteId, customerId: deal.customerId, consultantId: deal.consultantId },
    ...{ teamId: deal.teamId, priceFen: deal.priceFen },
  });
  const { timeZone } = await siteById(context.tx, deal.siteId);
  return { deal, account, lines: await store.linesOf(context.tx, deal.id), timeZone };
}

/** The deal as the rules about money see it. */
export const payingDeal = ({ deal, account, lines }: Pick<OpenAccount, 'deal' | 'account' | 'lines'>): PayingDeal => ({
  id: deal.id,
  state: deal.state,
  unitKind: deal.kind,
  consultantId: deal.consultantId,
  priceFen: deal.priceFen,
  depositFen: deal.depositFen,
  smallDepositFen: deal.smallDepositFen,
  allowancesFen: account.allowancesFen,
  hasLoan: deal.loan !== null,
  lines,
});

export async function tillOf(context: Context, siteId: string, timeZone: string, how: 'write' | 'close') {
  const closedThrough = await store.holdTill(context.tx, siteId, how);
  return { today: localDateOf(context.now, timeZone), closedThrough };
}

/** Who stands at the counter, as the rules see them. */
export async function collectorOf(context: Context) {
  const { id, roles } = await leaderOf(context, 'money.receive');
  return { id, roles, sells: context.actor.grants['deals.open'] !== undefined };
}

const clocks = ['money.overdue', 'money.breach', 'money.contact', 'money.demandNow'];

/**
 * Everything that follows from the lines of the ledger: how they cover what is due, what the deal hears of it, when the next debt is
 * overdue, and who further on is told by how much the money that counts has changed.
 */
export async function workOut(
  context: Context,
  dealId: string,
  cause: { readonly journalId: string; readonly isClearance?: boolean; readonly loanReportedAt?: string | null },
): Promise<void> {
  const { tx, now } = context;
  const { deal, account, lines, timeZone } = await openAccount(context, dealId);
  const rules = (await context.rules(deal.siteId)).values.money;
  const standing = standingOf(lines, needsSlip(rules, deal.kind));
  const hasEnded = deal.state === 'cancelled';
  const dues = hasEnded ? [] : await store.duesOf(tx, deal.id);
  const sums = { countedFen: standing.countedFen, reducedFen: account.allowancesFen };
  const { rows, creditFen } = allocate(dues, sums);
  const isLive = !hasEnded && deal.effectiveAt !== null;
  const { demandAt, breachAt } = isLive && deal.state !== 'breached' ? clocksOf(rules, rows, timeZone, now) : noClocks;
  await store.saveAccount(tx, deal.id, { standing, rows, creditFen, isLive, breachAt });
  await schedule(context, deal, { demandAt, breachAt });
  if (overdueOf(rows, localDateOf(now, timeZone)) === null) {
    await closeDemandsOf(tx, deal.id, now);
    await clearDeadlines(tx, [deal.id], ['money.contact'], now);
  }
  const owed = deal.priceFen - account.allowancesFen;
  const isDepositIn = deal.depositFen > 0 && standing.depositFen >= deal.depositFen;
  const isFullyPaid = owed > 0 && standing.countedFen >= owed;
  const downFen = deal.loan?.downPaymentFen ?? 0;
  await paymentChanged(context, deal.id, {
    paidFen: standing.countedFen,
    depositPaidAt: isDepositIn ? (deal.depositPaidAt ?? now) : null,
    fullyPaidAt: isFullyPaid ? (deal.fullyPaidAt ?? now) : null,
    ...(cause.loanReportedAt === undefined ? {} : { loanReportedAt: cause.loanReportedAt }),
    ...(deal.loan === null
      ? {}
      : { downPaidAt: standing.ownFundsFen >= downFen ? (deal.loan.downPaidAt ?? now) : null }),
  });
  context.publish({ topic: 'money', siteId: deal.siteId, id: deal.id });
  const amountFen = standing.countedFen - account.countedFen;
  // An allowance that takes off the last debt moves no money, nor does a lender's report, and yet what was paid now covers what is owed.
  if (amountFen !== 0 || isFullyPaid !== (deal.fullyPaidAt !== null) || cause.loanReportedAt !== undefined)
    await moneyMoved(context, {
      ...{ dealId: deal.id, siteId: deal.siteId, amountFen, countedFen: standing.countedFen, at: now },
      ...{ journalId: cause.journalId, isClearance: cause.isClearance ?? false },
    });
}
const noClocks = { demandAt: null, breachAt: null };

/** Sets the clocks again after one has run out. */
export async function windUp(context: Context, dealId: string): Promise<void> {
  const { deal, timeZone } = await openAccount(context, dealId);
  if (deal.effectiveAt === null || deal.state === 'cancelled' || deal.state === 'breached') return;
  const rules = (await context.rules(deal.siteId)).values.money;
  await schedule(context, deal, clocksOf(rules, await store.duesOf(context.tx, dealId), timeZone, context.now));
}

async function schedule(
  context: Context,
  deal: Deal,
  { demandAt, breachAt }: { readonly demandAt: string | null; readonly breachAt: string | null },
): Promise<void> {
  const { tx, now } = context;
  const set = async (kind: string, dueAt: string | null): Promise<void> => {
    // What has been due already has been dealt with.
    if (dueAt !== null && dueAt > now) await setDeadline(tx, { kind, subjectId: deal.id, siteId: deal.siteId, dueAt });
    else await clearDeadlines(tx, [deal.id], [kind], now);
  };
  await set('money.overdue', demandAt);
  await set('money.breach', breachAt);
}

export const stopClocks = (context: Context, dealId: string): Promise<void> =>
  clearDeadlines(context.tx, [dealId], clocks, context.now);

/** What the deal owes by its terms; true when that is not what stands on record. */
export async function reschedule(context: Context, open: OpenAccount, journalId: string | null): Promise<boolean> {
  const { deal, account, timeZone } = open;
  const dues = scheduleOf({
    priceFen: deal.priceFen,
    depositFen: deal.depositFen,
    agreedOn: deal.orderDate ?? localDateOf(deal.effectiveAt ?? context.now, timeZone),
    plan: deal.plan,
    loanFen: deal.loan?.amountFen ?? 0,
  });
  const before = await store.duesOf(context.tx, deal.id);
  const same =
    before.length === dues.length &&
    dues.every((due) =>
      before.some(
        (one) =>
          one.seq === due.seq && one.name === due.name && one.dueOn === due.dueOn && one.amountFen === due.amountFen,
      ),
    );
  if (same) return false;
  await store.replaceDues(context.tx, account, deal.siteId, dues, { at: context.now, journalId });
  return true;
}

/** Overdue for longer than the house bears: the deal is told, which decides for itself whether it is still one to be breached. */
export async function breachFound(
  context: Context,
  deal: Deal,
  overdue: { readonly oldestDueOn: string; readonly amountFen: number },
): Promise<void> {
  await clearDeadlines(context.tx, [deal.id], ['money.overdue', 'money.breach'], context.now);
  await breachDeal(context, deal.id, { overdueSince: overdue.oldestDueOn, overdueFen: overdue.amountFen });
}
