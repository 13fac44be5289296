/** Company, sites, teams, people, roles, the line of command. */
import { organisation as contract } from '#contract/organisation.ts';
import type { Capability } from '#server/capabilities.ts';
import { answer } from '#server/platform/http.ts';
import { setupEndpoints } from './company.ts';
import { lineEndpoints } from './line.ts';
import { placeEndpoints } from './places.ts';
import { rightsEndpoints } from './rights.ts';
import { roleEndpoints } from './roles.ts';
import { routineEndpoints } from './routines.ts';
import { changeEndpoints } from './staff-changes.ts';
import { staffEndpoints } from './staff.ts';
import * as views from './views.ts';

export type { FoundedCompany, NewCompany } from './company.ts';
export { createCompany, issueSetupToken } from './company.ts';
export { chainOf } from './facts.ts';
export type { StaffParticulars } from './imported.ts';
export {
  addFormerStaff,
  fillInStaff,
  removeImportedStaff,
  restoreStaff,
  setOnLeave,
  siteNamed,
  staffPhone,
  teamNamed,
} from './imported.ts';
export type { CreatedStaff, StaffDraft } from './people.ts';
export { createStaff, spellingsOf } from './people.ts';
export { openSite } from './places.ts';
export type { StaffChanged } from './staff-changes.ts';
export { onStaffChange } from './staff-changes.ts';
export { confirmByApplication, lockProbation, type Probation, probationOf } from './probation.ts';

export { administrationOf, financeOf, holdersOf } from './views-holders.ts';
export { HOUSE_ZONE, timeZoneIfAny, timeZoneOf } from './views-zones.ts';

export const organisationCapability: Capability = {
  name: 'organisation',
  endpoints: [
    ...setupEndpoints,
    answer(contract.sites, (context, { query }) => views.sites(context, query.closed === 'true')),
    answer(contract.teams, (context, { query }) => views.teams(context, query.siteId)),
    ...placeEndpoints,
    answer(contract.staff, (context, { query }) => views.staff(context, query)),
    answer(contract.staffMember, (context, { params }) => views.staffMember(context, params.staffId)),
    ...staffEndpoints,
    ...changeEndpoints,
    answer(contract.roles, (context) => views.roles(context)),
    ...roleEndpoints,
    answer(contract.permissions, async () => views.permissionList()),
    answer(contract.posts, (context) => views.postList(context)),
    ...routineEndpoints,
    ...rightsEndpoints,
    ...lineEndpoints,
  ],
};
