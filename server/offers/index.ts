/** Offers: from the need to the intent. The public face of the capability on the server. */
import { offers as routes } from '#contract/offers.ts';
import type { Capability } from '#server/capabilities.ts';
import { requireCustomer } from '#server/claims/index.ts';
import { answer } from '#server/platform/http.ts';
import { readableOffer } from './access.ts';
import './due.ts';
import { fileEndpoints } from './files.ts';
import './joined.ts';
import { offerCommands } from './offers.ts';
import { policyCommands } from './policies.ts';
import { promiseCommands } from './promises.ts';
import { quotationCommands } from './quotations.ts';
import { list, offerOfDeal, offerPage } from './views.ts';
import { policies, promises } from './views-promises.ts';

export { type Intent, onIntent } from './hooks.ts';

export const offersCapability: Capability = {
  name: 'offers',
  endpoints: [
    answer(routes.list, (context, { query }) => list(context, query)),
    answer(routes.get, async (context, { params }) => {
      await readableOffer(context, params.offerId);
      return offerPage(context, params.offerId);
    }),
    answer(routes.ofDeal, async (context, { params }) => ({ offer: await offerOfDeal(context, params.dealId) })),
    answer(routes.promises, (context, { query }) => promises(context, query)),
    answer(routes.policies, async (context, { params }) =>
      policies(context, await requireCustomer(context, 'offers.read', params.customerId)),
    ),
    ...offerCommands,
    ...quotationCommands,
    ...promiseCommands,
    ...policyCommands,
    ...fileEndpoints,
  ],
};
