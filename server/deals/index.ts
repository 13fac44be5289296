/** Deals: from intention to handover. The public face of the capability on the server. */
import type { Capability } from '#server/capabilities.ts';

import { changeCommands } from './changes.ts';
import { contractCommands } from './contracts.ts';
import { courseEndpoints } from './course.ts';
import { deliveryEndpoints } from './delivery.ts';
import './delivery-due.ts';
import { documentSigningEndpoints } from './document-signing.ts';
import { documentEndpoints } from './documents.ts';
import { draftCommands } from './drafts.ts';
import './due.ts';
import { exitCommands } from './exits.ts';
import './from-offer.ts';
import { handoverCommands } from './handover.ts';
import './joined.ts';
import './newcomers.ts';
import { saleFileEndpoints } from './views-sale-file.ts';
import './views-signing-due.ts';
import { dealQueries } from './queries.ts';
import { registerFileEndpoints } from './register-file.ts';
import { roomEndpoints } from './room.ts';
import { subscribeCommands } from './subscribing.ts';
import { templateEndpoints } from './templates.ts';
import { termCommands } from './terms.ts';
import { volumeCommands } from './volumes.ts';

export { coversDeal, lockDeal, readableDeal, requireDeal } from './access.ts';
export { type DealEvent, type DealEventType, type Fined, onDealEvent, onSiteFine } from './hooks.ts';
export { creditAgain } from './credit.ts';
export { daysOffBetween } from './calendar.ts';
export { breachDeal } from './exits.ts';
export { fileOf, type Paper, paperOf } from './paper.ts';
export { type Payment, paymentChanged } from './payment.ts';
export { dealById } from './store.ts';
export { nextNumber, type Series } from './store-numbers.ts';
export type { Deal, DealState } from '#core/deals/index.ts';

export const dealsCapability: Capability = {
  name: 'deals',
  endpoints: [
    ...dealQueries,
    ...saleFileEndpoints,
    ...draftCommands,
    ...courseEndpoints,
    ...termCommands,
    ...subscribeCommands,
    ...changeCommands,
    ...contractCommands,
    ...exitCommands,
    ...handoverCommands,
    ...deliveryEndpoints,
    ...documentSigningEndpoints,
    ...volumeCommands,
    ...documentEndpoints,
    ...registerFileEndpoints,
    ...templateEndpoints,
    ...roomEndpoints,
  ],
};
