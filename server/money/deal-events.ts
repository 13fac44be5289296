/** What happens with a deal, as far as its money is concerned. */
import { accept } from '#core/kernel/decision.ts';
import { onDealEvent } from '#server/deals/index.ts';
import { accountOf, reschedule, stopClocks, workOut } from './account.ts';
import { chargeFee } from './fees.ts';
import { windUpMonth } from './dunning.ts';
import { refundOf } from './refunds.ts';
import { duesOf } from './store-ledger.ts';
import { closeDemandsOf } from './store-demands.ts';

onDealEvent('money', async (context, event) => {
  const { deal, journalId } = event;
  if (
    event.type === 'fined' ||
    event.type === 'counted' ||
    event.type === 'credit_cancelled' ||
    event.type === 'paper_filed'
  )
    return;
  if (deal.effectiveAt === null && event.type !== 'cancelled') return;
  const open = await accountOf(context, deal);
  if (event.feeFen !== undefined && event.feeFen > 0) await chargeFee(context, open, event.feeFen);
  if (event.type === 'cancelled') {
    await closeDemandsOf(context.tx, deal.id, context.now);
    await refundOf(context, event);
    await workOut(context, deal.id, { journalId });
    await stopClocks(context, deal.id);
    return;
  }
  if (await reschedule(context, open, journalId)) {
    const dues = await duesOf(context.tx, deal.id);
    context.record({
      kind: 'money.schedule',
      siteId: deal.siteId,
      subject: { type: 'deal', id: deal.id },
      customerId: deal.customerId,
      staffIds: [deal.consultantId],
      input: {},
      facts: { priceFen: deal.priceFen },
      decision: accept({ dues: dues.map(({ name, dueOn, amountFen }) => ({ name, dueOn, amountFen })) }, ['S1.16.f8']),
    });
    await windUpMonth(context, deal.siteId, open.timeZone, context.now);
  }
  await workOut(context, deal.id, { journalId });
});
