import { approvalsKinds, approvalsReasons } from './approvals.ts';
import { claimsKinds, claimsReasons } from './claims.ts';
import { customersKinds, customersReasons } from './customers.ts';
import { dealsKinds, dealsReasons } from './deals.ts';
import { deskKinds, deskReasons } from './desk.ts';
import { importsKinds } from './imports.ts';
import { inventoryKinds, inventoryReasons } from './inventory.ts';
import { journalKinds } from './journal.ts';
import { liaisonKinds } from './liaison.ts';
import { moneyKinds, moneyReasons } from './money.ts';
import type { Kinds, Reasons } from './kit.ts';
import { offersKinds, offersReasons } from './offers.ts';
import { organisationKinds } from './organisation.ts';
import { remediesKinds } from './remedies.ts';
import { rulebookKinds } from './rulebook.ts';
import { verdictsKinds, verdictsReasons } from './verdicts.ts';

export const kinds: Kinds = {
  ...deskKinds,
  ...claimsKinds,
  ...customersKinds,
  ...organisationKinds,
  ...importsKinds,
  ...rulebookKinds,
  ...verdictsKinds,
  ...approvalsKinds,
  ...remediesKinds,
  ...inventoryKinds,
  ...offersKinds,
  ...dealsKinds,
  ...liaisonKinds,
  ...moneyKinds,
  ...journalKinds,
};
export const reasons: Reasons = {
  ...deskReasons,
  ...claimsReasons,
  ...customersReasons,
  ...verdictsReasons,
  ...approvalsReasons,
  ...inventoryReasons,
  ...offersReasons,
  ...dealsReasons,
  ...moneyReasons,
};
