/** Every permission of the product. A capability adds its table here, and its rows to the matrix in core/organisation/roles.ts. */
import type { Permissions } from './kernel/permissions.ts';
import { approvalsPermissions } from './approvals.ts';
import { claimsPermissions } from './claims-refusals.ts';
import { customersPermissions } from './customers-refusals.ts';
import { dealsPermissions } from './deals.ts';
import { deskPermissions } from './desk-refusals.ts';
import { importsPermissions } from './imports.ts';
import { inventoryPermissions } from './inventory.ts';
import { journalPermissions } from './journal.ts';
import { liaisonPermissions } from './liaison.ts';
import { moneyPermissions } from './money.ts';
import { offersPermissions } from './offers.ts';
import { organisationPermissions } from './organisation.ts';
import { remediesPermissions } from './remedies.ts';
import { reportsPermissions } from './reports.ts';
import { rulebookPermissions } from './rulebook-refusals.ts';
import { simulationPermissions } from './simulation.ts';
import { trialsPermissions } from './trials.ts';

export const allPermissions: Permissions = {
  ...organisationPermissions,
  ...customersPermissions,
  ...claimsPermissions,
  ...deskPermissions,
  ...approvalsPermissions,
  ...remediesPermissions,
  ...inventoryPermissions,
  ...offersPermissions,
  ...dealsPermissions,
  ...liaisonPermissions,
  ...moneyPermissions,
  ...reportsPermissions,
  ...rulebookPermissions,
  ...journalPermissions,
  ...importsPermissions,
  ...simulationPermissions,
  ...trialsPermissions,
};
