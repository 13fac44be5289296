/** Deals: from intention to handover. The public face of the capability on the server. */
import type { Capability } from '#server/capabilities.ts';

import { documentEndpoints } from './documents.ts';
import { templateEndpoints } from './templates.ts';

export { coversDeal, lockDeal, readableDeal, requireDeal } from './access.ts';
export { type DealEvent, type DealEventType, onDealEvent } from './hooks.ts';
export { fileOf, type Paper, paperOf } from './paper.ts';
export { type Payment, paymentChanged } from './payment.ts';
export { dealById } from './store.ts';
export { nextNumber, type Series } from './store-numbers.ts';
export type { Deal, DealState } from '#core/deals/index.ts';

export const dealsCapability: Capability = { name: 'deals', endpoints: [...documentEndpoints, ...templateEndpoints] };
