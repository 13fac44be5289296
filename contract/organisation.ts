/** Company, sites, teams, staff, roles, the line of command, and what each person may see. */
import { lineRoutes } from './organisation-line.ts';
import { rightsRoutes } from './organisation-rights.ts';
import { routineRoutes } from './organisation-routines.ts';
import { siteRoutes } from './organisation-sites.ts';
import { staffRoutes } from './organisation-staff.ts';

export { organisationPermissions, organisationRefusals } from './organisation-refusals.ts';

export const organisation = {
  ...siteRoutes,
  ...staffRoutes,
  ...rightsRoutes,
  ...routineRoutes,
  ...lineRoutes,
};
