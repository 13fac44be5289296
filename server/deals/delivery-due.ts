/** What falls due about delivering: the day comes near, the day is over, the customer was not told, a defect is still there. */
import { type Deal, decideDeliveryLate } from '#core/deals/index.ts';
import { daysBetween, localDateOf } from '#core/kernel/instant.ts';
import { siteById, tellLevel } from '#server/claims/index.ts';
import type { Context } from '#server/platform/context.ts';
import { onDeadline } from '#server/platform/deadlines.ts';
import { DEFECT_DUE, DELIVERY_DUE, DELIVERY_SOON } from './delivery.ts';
import { TELL_DUE } from './progress.ts';
import { record } from './recording.ts';
import { dealById, lockDealRow } from './store.ts';
import * as store from './store-delivery.ts';
import { announce, tell, wordsAbout } from './tell.ts';

interface Notice {
  readonly kind: string;
  readonly journalId: string | null;
  readonly more: Readonly<Record<string, unknown>>;
}
/** The consultant, and whoever stands above them. */
async function tellBoth(context: Context, deal: Deal, { kind, journalId, more }: Notice): Promise<void> {
  await tell(context, deal, ['consultant'], { kind, journalId, more });
  const payload = { ...(await wordsAbout(context, deal)), ...more };
  await tellLevel(context, { ownerId: deal.consultantId, siteId: deal.siteId }, 'leader', { kind, payload, journalId });
}

const isOpen = (deal: Deal): boolean => deal.handedOverAt === null && deal.endedAt === null;

onDeadline(DELIVERY_SOON, async (context, deadline) => {
  const deal = await lockDealRow(context.tx, deadline.subjectId);
  const { promisedOn } = await store.deliveryOf(context.tx, deal.id);
  if (!isOpen(deal) || promisedOn === null) return;
  const { timeZone } = await siteById(context.tx, deal.siteId);
  const more = { promisedOn, days: daysBetween(localDateOf(context.now, timeZone), promisedOn) };
  await tell(context, deal, ['consultant'], { kind: 'deals.deliverySoon', journalId: null, more });
  announce(context, deal);
});

onDeadline(DELIVERY_DUE, async (context, deadline) => {
  const deal = await lockDealRow(context.tx, deadline.subjectId);
  const { timeZone } = await siteById(context.tx, deal.siteId);
  const facts = { deal, delivery: await store.deliveryOf(context.tx, deal.id), timeZone };
  const decision = decideDeliveryLate(facts, context.now);
  if (!decision.accepted) return;
  const journalId = await record(context, deal, 'deals.deliveryLate', { input: {}, facts, decision });
  const more = { promisedOn: decision.outcome.promisedOn };
  await tellBoth(context, deal, { kind: 'deals.deliveryLate', journalId, more });
  announce(context, deal);
});

onDeadline(TELL_DUE, async (context, deadline) => {
  const telling = await store.lockTelling(context.tx, deadline.subjectId);
  if (!telling || telling.endedAt !== null) return;
  const deal = await dealById(context.tx, telling.dealId);
  const more = { what: telling.what, dueOn: telling.dueOn };
  await tellBoth(context, deal, { kind: 'deals.untold', journalId: null, more });
  announce(context, deal);
});

onDeadline(DEFECT_DUE, async (context, deadline) => {
  const defect = await store.lockDefect(context.tx, deadline.subjectId);
  if (!defect || defect.mendedAt !== null) return;
  const deal = await dealById(context.tx, defect.dealId);
  const more = { what: defect.what, dueOn: defect.dueOn };
  await tellBoth(context, deal, { kind: 'deals.defectLate', journalId: null, more });
  announce(context, deal);
});
