/** Money. The public face of the capability on the server. */
import type { Capability } from '#server/capabilities.ts';
import { commissionEndpoints } from './commission.ts';
import { ledgerEndpoints } from './ledger.ts';
import { positionEndpoints } from './position.ts';

export const moneyCapability: Capability = {
  name: 'money',
  endpoints: [...ledgerEndpoints, ...commissionEndpoints, ...positionEndpoints],
};
