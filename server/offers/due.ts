/** What falls due: an offer and a quotation whose last day is over, a promise that was to be kept by today. */
import { endOfDay } from '#core/kernel/instant.ts';
import { decideOfferExpires, decideQuotationExpires } from '#core/offers/index.ts';
import { siteById } from '#server/claims/index.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines, onDeadline, setDeadline } from '#server/platform/deadlines.ts';
import { closeSheets } from './closing.ts';
import { lockOfferRow, type Offer, saveOffer } from './store.ts';
import { lockPromise, type PromiseRow } from './store-promises.ts';
import { setSheetState, type Sheet, sheetById } from './store-quotations.ts';
import { aboutOffer, act, announce, ofOffer, record, tellLeader, tellOwner } from './tell.ts';

export const OFFER_EXPIRES = 'offers.expire';
export const QUOTATION_EXPIRES = 'offers.quotationExpires';
export const PROMISE_DUE = 'offers.promiseDue';

export async function watchOffer(context: Context, offer: Offer): Promise<void> {
  const { timeZone } = await siteById(context.tx, offer.siteId);
  const dueAt = endOfDay(offer.validUntil, timeZone);
  await setDeadline(context.tx, { kind: OFFER_EXPIRES, subjectId: offer.id, siteId: offer.siteId, dueAt });
}
export const stopWatchingOffer = (context: Context, offerId: string): Promise<void> =>
  clearDeadlines(context.tx, [offerId], [OFFER_EXPIRES], context.now);

export async function watchQuotation(
  context: Context,
  sheet: Pick<Sheet, 'id' | 'siteId' | 'validUntil'>,
): Promise<void> {
  const { timeZone } = await siteById(context.tx, sheet.siteId);
  const dueAt = endOfDay(sheet.validUntil, timeZone);
  await setDeadline(context.tx, { kind: QUOTATION_EXPIRES, subjectId: sheet.id, siteId: sheet.siteId, dueAt });
}
export const stopWatchingQuotation = (context: Context, sheetId: string): Promise<void> =>
  clearDeadlines(context.tx, [sheetId], [QUOTATION_EXPIRES], context.now);

export async function watchPromise(context: Context, promise: PromiseRow): Promise<void> {
  const { timeZone } = await siteById(context.tx, promise.siteId);
  const dueAt = endOfDay(promise.dueOn, timeZone);
  await setDeadline(context.tx, { kind: PROMISE_DUE, subjectId: promise.id, siteId: promise.siteId, dueAt });
}
export const stopWatchingPromise = (context: Context, promiseId: string): Promise<void> =>
  clearDeadlines(context.tx, [promiseId], [PROMISE_DUE], context.now);

onDeadline(OFFER_EXPIRES, async (context, { subjectId }) => {
  const offer = await lockOfferRow(context.tx, subjectId);
  const { timeZone } = await siteById(context.tx, offer.siteId);
  const facts = { state: offer.state, timeZone, validUntil: offer.validUntil };
  const decision = decideOfferExpires(facts, context.now);
  if (!decision.accepted || decision.outcome.state === offer.state) return;
  const journalId = await record(context, ofOffer(offer), 'offers.expire', { input: {}, facts, decision });
  await closeSheets(context, offer.id, '方案到期 / the offer has run out');
  const { state } = decision.outcome;
  const saved = await saveOffer(context.tx, offer, { state, stateSince: context.now });
  await tellOwner(context, aboutOffer(saved), { kind: 'offers.expired', journalId, more: { title: offer.title } });
  announce(context, saved);
});

onDeadline(QUOTATION_EXPIRES, async (context, { subjectId }) => {
  const { offerId } = await sheetById(context.tx, subjectId);
  const offer = await lockOfferRow(context.tx, offerId);
  const sheet = await sheetById(context.tx, subjectId);
  const { timeZone } = await siteById(context.tx, sheet.siteId);
  const facts = { state: sheet.state, validUntil: sheet.validUntil, timeZone };
  const decision = decideQuotationExpires(facts, context.now);
  if (!decision.accepted || decision.outcome.state === sheet.state) return;
  const about = { ...ofOffer(offer), type: 'quotation' as const, id: sheet.id };
  const journalId = await record(context, about, 'offers.quotationExpires', { input: {}, facts, decision });
  await setSheetState(context.tx, sheet.id, 'expired', context.now);
  const more = { number: sheet.number ?? '' };
  await tellOwner(context, aboutOffer(offer), { kind: 'offers.quotationExpired', journalId, more });
  announce(context, offer);
});

/** The day is over and nobody has kept it: whoever promised hears of it, and whoever stands above them. */
onDeadline(PROMISE_DUE, async (context, { subjectId }) => {
  const promise = await lockPromise(context.tx, subjectId);
  if (promise.state !== 'standing' && promise.state !== 'told') return;
  const { id, siteId, customerId, byId, kind, dueOn, body } = promise;
  const subject = { type: 'promise' as const, id, siteId, customerId, staffIds: [byId] };
  const facts = { kind, dueOn };
  const journalId = act(context, subject, 'offers.promiseOverdue', { facts, clauses: ['S1.19.d.13'] });
  const about = { siteId, customerId, ownerId: byId, link: `/offers/promises?customerId=${customerId}` };
  const notice = { kind: 'offers.promiseOverdue', journalId, more: { what: body, dueOn } };
  await tellOwner(context, about, notice);
  await tellLeader(context, about, notice);
  announce(context, promise);
});
