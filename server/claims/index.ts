/** Claims: who the customers belong to. The public face of the capability on the server. */
import type { Capability } from '#server/capabilities.ts';
import { cardEndpoints } from './cards.ts';
import './clockwork.ts';
import { dealEndpoints } from './deals.ts';
import { followUpEndpoints } from './follow-ups.ts';
import { handoverEndpoints } from './handover.ts';
import './joined.ts';
import { poolEndpoints } from './pool.ts';
import { claimQueries } from './queries.ts';

export { changeHands, liveClaimOf, type OpenClaim, openClaim } from './cards.ts';
export { type RecordContact, recordContact } from './follow-ups.ts';
export {
  adoptOwners,
  dropAdopted,
  dropContacts,
  type ImportedContact,
  type ImportedOwner,
  importContacts,
} from './imported.ts';
export { tell, tellLevel } from './notify.ts';
export { claimsOfCustomer } from './store.ts';

export const claimsCapability: Capability = {
  name: 'claims',
  endpoints: [
    ...claimQueries,
    ...cardEndpoints,
    ...followUpEndpoints,
    ...poolEndpoints,
    ...handoverEndpoints,
    ...dealEndpoints,
  ],
};
