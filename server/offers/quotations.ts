/** Quotations: within the limits issued at once, beyond them put to somebody and kept in until it is signed. */
import type { BodyOf } from '#contract/kernel/route.ts';
import { offers as routes } from '#contract/offers.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import {
  decideQuotation,
  decideQuotationApproved,
  latestDay,
  type Quotation,
  type QuotationInput,
} from '#core/offers/index.ts';
import { type Decided, onApproval, requestApproval, withdrawApproval } from '#server/approvals/index.ts';
import { siteById } from '#server/claims/index.ts';
import { clearSheet, insertQuote, lockUnits } from '#server/inventory/index.ts';
import { personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { settleDue } from '#server/platform/deadlines.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { takeNumber } from '#server/platform/store-numbers.ts';
import { requireOffer } from './access.ts';
import { stopWatchingQuotation, watchQuotation } from './due.ts';
import { quotationFacts } from './facts.ts';
import { decided, yuan } from './said.ts';
import { lockOfferRow, type Offer, proposedOf, saveOffer } from './store.ts';
import * as sheets from './store-quotations.ts';
import { aboutOffer, act, announce, ofOffer, record, tellOwner } from './tell.ts';
import { quotationOut } from './views-quotations.ts';
import { customerNameOf, unitCodeOf } from './views-names.ts';

const quote = carryOut(routes.quote, async (context, { params, body }) => {
  const { tx, now, actor } = context;
  const offer = await requireOffer(context, params.offerId);
  const ids = (await proposedOf(tx, offer.id)).flatMap(({ unitId }) => (unitId === null ? [] : [unitId]));
  await settleDue(context, ids);
  await lockUnits(tx, ids); // a price list in force this moment would change what is measured
  const facts = await quotationFacts(context, offer);
  const rules = (await context.rules(offer.siteId)).values;
  const today = localDateOf(now, facts.timeZone);
  const input: QuotationInput = {
    lines: body.lines,
    validUntil: body.validUntil ?? latestDay(rules.offers, facts, today),
    channel: body.channel,
    commission: body.commission,
  };
  const decision = await decided(context, decideQuotation(rules, facts, input, now));
  const { outcome } = decision;
  const returned = (await sheets.sheetsOf(tx, offer.id)).find(({ state }) => state === 'returned');
  const id = returned?.id ?? context.newId();
  const about = { ...ofOffer(offer), type: 'quotation' as const, id, staffIds: [offer.consultantId, actor.staffId] };
  const journalId = await record(context, about, 'offers.quote', {
    input,
    facts,
    decision,
    reason: body.reason || null,
  });
  await keep(context, offer, { id, body, input, outcome, journalId });
  await saveOffer(tx, offer, {});
  let approval: { id: string; state: 'pending' | 'approved' } | null = null;
  if (outcome.state === 'issued') {
    if (returned)
      await withdrawApproval(context, 'quotation', id, '已改在权限之内报价 / quoted within the limits instead');
    await issue(context, offer, id);
  } else {
    const asked = await ask(context, offer, { id, outcome, input, reason: body.reason });
    await sheets.setSheetApproval(tx, id, asked.approvalId);
    approval = { id: asked.approvalId, state: asked.state };
  }
  announce(context, offer);
  return { quotation: await quotationOut(context, id), approval, journalId };
});

interface Made {
  readonly id: string;
  readonly body: BodyOf<typeof routes.quote>;
  readonly input: QuotationInput;
  readonly outcome: Quotation;
  readonly journalId: string;
}
/** The sheet, and each of its lines as a price that was quoted for a unit. */
async function keep(context: Context, offer: Offer, { id, body, input, outcome, journalId }: Made): Promise<void> {
  const { tx, now, actor } = context;
  const { siteId, customerId } = offer;
  const { priceFen, belowListFen, discountPercent, policyId } = outcome;
  const { paymentMethod, settlement, service, other, commission, channel } = body;
  await sheets.putSheet(tx, {
    ...{ id, offerId: offer.id, siteId, customerId, consultantId: offer.consultantId, state: 'pending' },
    ...{ priceFen, belowListFen, discountPercent, policyId, paymentMethod, settlement, service, other, commission },
    ...{ channel, validUntil: input.validUntil, madeAt: now, madeBy: actor.staffId, journalId },
  });
  await clearSheet(tx, id);
  for (const [position, line] of outcome.lines.entries())
    await insertQuote(tx, {
      id: context.newId(),
      unitId: line.unitId,
      siteId,
      customerId,
      consultantId: personOf(actor),
      priceFen: line.priceFen,
      listPriceFen: line.listPriceFen,
      needsApproval: line.needsConsent,
      channel,
      basis: commission,
      at: now,
      journalId,
      sheet: { id, position },
    });
}

/** From here on it may go to the customer; what stood before no longer does. The number is taken last of all locks. */
async function issue(context: Context, offer: Offer, sheetId: string): Promise<void> {
  const { tx, now } = context;
  const before = (await sheets.sheetsOf(tx, offer.id)).find(({ state }) => state === 'issued');
  if (before) {
    await sheets.setSheetState(tx, before.id, 'replaced', now);
    await stopWatchingQuotation(context, before.id);
    const about = { ...ofOffer(offer), type: 'quotation' as const, id: before.id };
    act(context, about, 'offers.quotationEnds', {
      facts: { state: 'replaced', number: before.number },
      clauses: ['S1.10.n2'],
    });
  }
  await watchQuotation(context, await sheets.sheetById(tx, sheetId));
  const year = localDateOf(now, (await siteById(tx, offer.siteId)).timeZone).slice(0, 4);
  const number = await takeNumber(tx, { series: 'quotation', prefix: 'BJ', siteId: offer.siteId, period: year });
  await sheets.issueSheet(tx, sheetId, number, now);
}

async function ask(
  context: Context,
  offer: Offer,
  { id, outcome, input, reason }: Pick<Made, 'id' | 'outcome' | 'input'> & { reason: string },
) {
  const customer = await customerNameOf(context.tx, offer.customerId);
  const lines = [];
  for (const { unitId, priceFen, listPriceFen, discountPercent } of outcome.lines) {
    const code = await unitCodeOf(context.tx, unitId);
    const [price, list] = [yuan(priceFen), yuan(listPriceFen)];
    const value = {
      zh: `${price.zh}（表价 ${list.zh}，低 ${discountPercent}%）`,
      en: `${price.en} (list ${list.en}, ${discountPercent}% below)`,
    };
    lines.push({ zh: code, en: code, value });
  }
  return requestApproval(context, {
    matter: 'quotation',
    siteId: offer.siteId,
    subject: { type: 'quotation', id },
    customerId: offer.customerId,
    title: { zh: `报价：${customer}`, en: `Quotation: ${customer}` },
    lines: [
      ...lines,
      { zh: '客户如何提出', en: 'How the customer asked', value: input.commission },
      { zh: '有效期至', en: 'Valid until', value: input.validUntil },
    ],
    reason,
    magnitude: { discountPercent: outcome.discountPercent, belowListFen: outcome.belowListFen },
    link: `/offers/${offer.id}`,
    payload: { offerId: offer.id, sheetId: id },
    parties: [offer.consultantId],
  });
}

const offerOf = async (context: Context, approval: Pick<Decided, 'subject'>): Promise<Offer> =>
  lockOfferRow(context.tx, (await sheets.sheetById(context.tx, approval.subject.id)).offerId);

onApproval('quotation', {
  lock: async (context, approval) => void (await offerOf(context, approval)),
  approved: async (context, approval) => {
    const offer = await offerOf(context, approval);
    const sheet = await sheets.sheetById(context.tx, approval.subject.id);
    const { timeZone } = await siteById(context.tx, offer.siteId);
    const facts = { state: sheet.state, offerState: offer.state, validUntil: sheet.validUntil, timeZone };
    const decision = await decided(context, decideQuotationApproved(facts, context.now));
    const about = { ...ofOffer(offer), type: 'quotation' as const, id: sheet.id };
    const journalId = await record(context, about, 'offers.quotationApproved', { input: {}, facts, decision });
    await issue(context, offer, sheet.id);
    await tellOwner(context, aboutOffer(offer), { kind: 'offers.quotationApproved', journalId });
    announce(context, offer);
  },
  refused: async (context, approval, how) => {
    const offer = await offerOf(context, approval);
    const state = how === 'returned' ? 'returned' : 'refused';
    await sheets.setSheetState(context.tx, approval.subject.id, state, state === 'refused' ? context.now : null);
    const about = { ...ofOffer(offer), type: 'quotation' as const, id: approval.subject.id };
    act(context, about, 'offers.quotationEnds', { facts: { state, how }, clauses: ['S1.03.a9.2'] });
    announce(context, offer);
  },
});

export const quotationCommands: readonly Endpoint[] = [quote];
