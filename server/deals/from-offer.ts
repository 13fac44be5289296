/** An offer whose customer has made up their mind goes on as a draft of a deal, with the price and the terms it was quoted at. */
import { onIntent } from '#server/offers/index.ts';
import { openDraft } from './drafts.ts';
import { act } from './recording.ts';
import * as parts from './store-parts.ts';

onIntent(async (context, intent) => {
  const { unitId, goods, priceFen, note } = intent;
  const { deal } = await openDraft(context, {
    customerId: intent.customerId,
    siteId: intent.siteId,
    consultantId: intent.consultantId,
    unitId,
    ...(unitId === null ? { kind: 'vehicle' as const, wanted: { model: goods, colour: '' } } : { wanted: null }),
    ...(priceFen === null ? {} : { priceFen }),
    ...(intent.paymentMethod === null ? {} : { paymentMethod: intent.paymentMethod }),
    isLocal: true,
    buyers: '',
    note,
    commandId: context.newId(),
  });
  // The quotation was consented to: nobody is asked for the same price again.
  if (intent.isConsented && priceFen !== null) {
    const id = context.newId();
    const body = `报价书 ${intent.because}`;
    const facts = { termsId: id, kind: 'discount', priceFen, because: intent.because };
    const journalId = act(context, deal, 'deals.askTerms', { facts, clauses: ['S1.16.f6'], reason: body });
    const at = context.now;
    const row = { id, dealId: deal.id, kind: 'discount' as const, body, priceFen, untilOn: null };
    await parts.insertTerms(context.tx, { ...row, at, by: context.actor.staffId, journalId });
    await parts.decideTerms(context.tx, id, 'granted', at);
  }
  return { dealId: deal.id };
});
