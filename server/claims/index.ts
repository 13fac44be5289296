/** Claims: who the customers belong to. The public face of the capability on the server. */
import type { Capability } from '#server/capabilities.ts';
import { cardEndpoints } from './cards.ts';
import { fileQueries } from './claim-file.ts';
import './clockwork.ts';
import { coverageQueries } from './coverage.ts';
import { dayListEndpoints } from './day-list.ts';
import { dealEndpoints } from './deals.ts';
import { followUpEndpoints } from './follow-ups.ts';
import { handoverEndpoints } from './handover.ts';
import { handoverDueEndpoints } from './handover-due.ts';
import './joined.ts';
import './moved.ts';
import { poolEndpoints } from './pool.ts';
import { poolQueries } from './pool-list.ts';
import { claimQueries } from './queries.ts';
import { templateEndpoints } from './templates.ts';
import { todayQueries } from './today.ts';

export { leaderOf, requireCustomer, requireSameHouse } from './access.ts';
export { changeHands, liveClaimOf, type OpenClaim, openClaim, openFile, refundForDeal } from './cards.ts';
export { closeForDeal, type Credited, type ForDeal } from './deals.ts';
export { windUpMorning } from './day-list.ts';
export { type DueDates, onDueDates } from './due-dates.ts';
export { type FinedClaim, onFinedClaim } from './fined.ts';
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
export { claimsOfCustomer, overdueFollowUps, siteById, staffById } from './store.ts';
export { dealStanding, onResplit, type Resplitted, resplitDeal } from './store-deals.ts';

export const claimsCapability: Capability = {
  name: 'claims',
  endpoints: [
    ...todayQueries,
    ...dayListEndpoints,
    ...claimQueries,
    ...fileQueries,
    ...poolQueries,
    ...coverageQueries,
    ...cardEndpoints,
    ...followUpEndpoints,
    ...templateEndpoints,
    ...poolEndpoints,
    ...handoverEndpoints,
    ...handoverDueEndpoints,
    ...dealEndpoints,
  ],
};
