import { claimsKinds, claimsReasons } from './claims.ts';
import { customersKinds, customersReasons } from './customers.ts';
import { deskKinds, deskReasons } from './desk.ts';
import { importsKinds } from './imports.ts';
import { journalKinds } from './journal.ts';
import type { Kinds, Reasons } from './kit.ts';
import { organisationKinds } from './organisation.ts';
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
  ...journalKinds,
};
export const reasons: Reasons = { ...deskReasons, ...claimsReasons, ...customersReasons, ...verdictsReasons };
