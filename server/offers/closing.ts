/** An offer comes to an end, one way or the other: what waits is withdrawn, what stood no longer stands. */
import { withdrawApproval } from '#server/approvals/index.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines } from '#server/platform/deadlines.ts';
import { setSheetState, sheetsOf } from './store-quotations.ts';

export async function closeSheets(context: Context, offerId: string, reason: string): Promise<void> {
  for (const sheet of await sheetsOf(context.tx, offerId)) {
    if (sheet.state === 'pending' || sheet.state === 'returned') {
      await withdrawApproval(context, 'quotation', sheet.id, reason);
      await setSheetState(context.tx, sheet.id, 'refused', context.now);
    } else if (sheet.state === 'issued') {
      await setSheetState(context.tx, sheet.id, 'expired', context.now);
      await clearDeadlines(context.tx, [sheet.id], ['offers.quotationExpires'], context.now);
    }
  }
}
