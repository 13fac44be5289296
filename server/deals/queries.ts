/** What is asked about deals: lists, one deal, the form, the queue, the registers. */
import { deals as routes } from '#contract/deals.ts';
import { disclosuresNeeded, needsContract, needsRegistration, papersNeeded, termsMissing } from '#core/deals/index.ts';
import { requireSite } from '#server/platform/actor.ts';
import { answer, type Endpoint } from '#server/platform/http.ts';
import { page } from './page.ts';
import { depositSet } from './store-parts.ts';
import { list, register } from './views.ts';
import { queue } from './views-queue.ts';

export const dealQueries: readonly Endpoint[] = [
  answer(routes.list, (context, { query }) => list(context, query)),
  answer(routes.get, (context, { params }) => page(context, params.dealId)),
  answer(routes.form, async (context, { params, query }) => {
    requireSite(context.actor, 'deals.open', params.siteId);
    const rules = (await context.rules(params.siteId)).values.deals;
    const { kind, paymentMethod } = query;
    const buyer = { kind, isLocal: query.isLocal === 'true', paymentMethod };
    return {
      disclosures: disclosuresNeeded(rules, buyer),
      papers: papersNeeded(rules, buyer, 'subscription'),
      depositIsFixed: rules.deposit === 'fixed',
      depositFen: await depositSet(context.tx, params.siteId, kind),
      contractNeeded: needsContract(rules, kind),
      registrationNeeded: needsRegistration(rules, kind),
      deliveryAsked: termsMissing(rules, buyer, undefined, 'order').length > 0,
    };
  }),
  answer(routes.queue, (context, { params, query }) => queue(context, params, query)),
  answer(routes.smallDeposits, (context, { query }) => register(context, 'small_deposit', query)),
  answer(routes.bookings, (context, { query }) => register(context, 'effective', query)),
  answer(routes.contracts, (context, { query }) => register(context, 'signed', query)),
  answer(routes.handovers, (context, { query }) => register(context, 'handed_over', query)),
];
