/** When a deal counts: the claim is closed, the credit divided, and whoever pays hears of it. */
import { onResplit, closeForDeal, type Credited, type ForDeal } from '#server/claims/index.ts';
import type { Deal } from '#core/deals/index.ts';
import { type Reception, receptionsOf } from '#server/desk/index.ts';
import type { Context } from '#server/platform/context.ts';
import { happened } from './hooks.ts';
import { dealById } from './store.ts';
import { countedAt, markCounted, uncredited } from './store-parts.ts';

/** What the guest showed at the door, at the last visit at which they showed anything. */
async function shownAtTheDoor({ tx, now }: Context, customerId: string): Promise<ForDeal['shown']> {
  const called = ({ row, names }: Reception): string | null => (row === 'named_first' ? (names[0] ?? null) : null);
  const last = (await receptionsOf(tx, customerId, now)).find((one) => one.proof !== null || called(one) !== null);
  if (!last) return null;
  const isGift = last.proof?.kind === 'gift_voucher';
  return { staffId: isGift ? null : (last.proof?.staffId ?? called(last)), isGift, at: last.at };
}

const creditOf = async (context: Context, deal: Deal): Promise<Credited | null> =>
  closeForDeal(context, {
    customerId: deal.customerId,
    consultantId: deal.consultantId,
    dealId: deal.id,
    dealRef: deal.contractNumber ?? deal.number ?? '',
    shown: deal.kind === 'membership' ? await shownAtTheDoor(context, deal.customerId) : null,
  });

const told = (credit: Credited | null) =>
  credit && {
    caseName: credit.caseName,
    performance: credit.shares.performance,
    commission: credit.shares.commission,
    journalId: credit.journalId,
  };

/** Once a deal: what was signed and later changed is not counted twice. */
export async function countDeal(context: Context, deal: Deal, journalId: string): Promise<void> {
  if ((await countedAt(context.tx, deal.id)) !== null) return;
  await markCounted(context.tx, deal.id, context.now);
  await happened(context, { type: 'counted', deal, journalId, credit: told(await creditOf(context, deal)) });
}

/** A deal that counted without anybody to credit is tried again: what kept it may have come to its end without a ruling. */
export async function creditAgain(context: Context, dealId: string): Promise<void> {
  const deal = await dealById(context.tx, dealId);
  const credit = deal.state === 'cancelled' ? null : await creditOf(context, deal);
  if (credit) await happened(context, { type: 'counted', deal, journalId: credit.journalId, credit: told(credit) });
}

// Where somebody had to rule before anybody could be credited, the deal is credited as soon as they have.
onResplit('deals', async (context, { customerId, dealId, journalId }) => {
  if (dealId !== null) return;
  for (const { id } of await uncredited(context.tx, customerId)) {
    const deal = await dealById(context.tx, id);
    const credit = await creditOf(context, deal);
    if (credit) await happened(context, { type: 'counted', deal, journalId, credit: told(credit) });
  }
});
