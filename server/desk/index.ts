/** The desk: who serves whom, in whose turn, and what it means. Reads customers and claims; nobody writes its tables but itself. */
import type { Capability } from '#server/capabilities.ts';
import { callEndpoints } from './calls.ts';
import './clockwork.ts';
import { dayEndpoints } from './day.ts';
import { floorEndpoints } from './floor.ts';
import './joined.ts';
import { presenceEndpoints } from './presence.ts';
import { registerFileEndpoints } from './register-files.ts';
import { registerEndpoints } from './registers.ts';
import { rulingEndpoints } from './rulings.ts';
import { visitEndpoints } from './visits.ts';

export { citesOf } from './broken-clause.ts';
export { type Reception, receptionsOf } from './receptions.ts';
export { dutyListOf, saveDutyList } from './store.ts';
export { dropImportedCalls, dropImportedVisits } from './imported-undo.ts';
export { importCall, importVisit, type ImportedCall, type ImportedVisit } from './imported.ts';

export const deskCapability: Capability = {
  name: 'desk',
  endpoints: [
    ...floorEndpoints,
    ...visitEndpoints,
    ...rulingEndpoints,
    ...presenceEndpoints,
    ...dayEndpoints,
    ...callEndpoints,
    ...registerEndpoints,
    ...registerFileEndpoints,
  ],
};
