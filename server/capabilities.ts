/** Every capability of the server, in the order of the design: what it serves, and what it does when the server starts. */
import { approvalsCapability } from './approvals/index.ts';
import { claimsCapability } from './claims/index.ts';
import { customersCapability } from './customers/index.ts';
import { dealsCapability } from './deals/index.ts';
import { deskCapability } from './desk/index.ts';
import { importsCapability } from './imports/index.ts';
import { inventoryCapability } from './inventory/index.ts';
import { liaisonCapability } from './liaison/index.ts';
import { listViewsCapability } from './list-views/index.ts';
import { moneyCapability } from './money/index.ts';
import { noticesCapability } from './notices/index.ts';
import type { Endpoint, RawEndpoint, ServerRuntime } from './platform/http.ts';
import { journalCapability } from './journal/index.ts';
import { offersCapability } from './offers/index.ts';
import { organisationCapability } from './organisation/index.ts';
import { remediesCapability } from './remedies/index.ts';
import { rulebookCapability } from './rulebook/index.ts';
import { reportsCapability } from './reports/index.ts';
import { sessionCapability } from './session/index.ts';
import { verdictsCapability } from './verdicts/index.ts';
import { simulationCapability } from './simulation/index.ts';
import { trialsCapability } from './trials/index.ts';

export interface Capability {
  readonly name: string;
  readonly endpoints: readonly (Endpoint | RawEndpoint)[];
  /** Long-running work (job runners); returns how to stop it. */
  readonly start?: (runtime: ServerRuntime) => Promise<() => Promise<void>>;
}

export const capabilities: readonly Capability[] = [
  sessionCapability,
  organisationCapability,
  noticesCapability,
  listViewsCapability,
  rulebookCapability,
  journalCapability,
  customersCapability,
  claimsCapability,
  deskCapability,
  verdictsCapability,
  approvalsCapability,
  remediesCapability,
  inventoryCapability,
  offersCapability,
  dealsCapability,
  liaisonCapability,
  moneyCapability,
  reportsCapability,
  importsCapability,
  simulationCapability,
  trialsCapability,
];
