/** A fee charged for a change of a deal: due on a day, and whoever sold is reminded when the day has passed unpaid. */
import { inYuan as yuan } from '#contract/kernel/yuan.ts';
import { addDays, endOfDay, localDateOf } from '#core/kernel/instant.ts';
import { standingOf } from '#core/money/index.ts';
import { tell } from '#server/claims/index.ts';
import type { Context } from '#server/platform/context.ts';
import { onDeadline, setDeadline } from '#server/platform/deadlines.ts';
import { type OpenAccount, openAccount } from './account.ts';
import { cashiersOf } from './store-demands.ts';
import { addToAccount } from './store-ledger.ts';

const FEE_DUE = 'money.feeDue';

export async function chargeFee(context: Context, { deal, timeZone }: OpenAccount, feeFen: number): Promise<void> {
  const { feeDays } = (await context.rules(deal.siteId)).values.money;
  const feesDueOn = addDays(localDateOf(context.now, timeZone), feeDays);
  await addToAccount(context.tx, deal.id, { feesDueFen: feeFen, feesDueOn });
  const dueAt = endOfDay(feesDueOn, timeZone);
  await setDeadline(context.tx, { kind: FEE_DUE, subjectId: deal.id, siteId: deal.siteId, dueAt });
}

onDeadline(FEE_DUE, async (context, { subjectId: dealId }) => {
  const { deal, account, lines } = await openAccount(context, dealId);
  const openFen = account.feesDueFen - standingOf(lines, false).feesFen;
  if (openFen <= 0 || deal.state === 'cancelled') return;
  const payload = { link: `/money/deals/${dealId}`, amount: yuan(openFen) };
  const staffIds = [deal.consultantId, ...(await cashiersOf(context.tx, deal.siteId))];
  await tell(context, staffIds, { kind: 'money.feeOverdue', payload, journalId: null });
  context.publish({ topic: 'money', siteId: deal.siteId, id: dealId });
});
