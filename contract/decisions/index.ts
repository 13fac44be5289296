/** The shapes of every kind of decision, by its name in the journal. */
import type { KindName } from '#core/kinds.ts';
import { approvalShapes } from './approvals.ts';
import { claimShapes } from './claims.ts';
import { customerShapes } from './customers.ts';
import { dealShapes } from './deals.ts';
import { deskShapes } from './desk.ts';
import { inventoryShapes } from './inventory.ts';
import type { KindShape } from './kit.ts';
import { liaisonShapes } from './liaison.ts';
import { moneyShapes } from './money.ts';
import { offerShapes } from './offers.ts';
import { organisationShapes } from './organisation.ts';
import { remedyShapes } from './remedies.ts';
import { authoringShapes } from './rulebook-authoring.ts';
import { rulebookShapes } from './rulebook.ts';
import { verdictShapes } from './verdicts.ts';

export const shapes: Readonly<Record<KindName, KindShape<unknown, unknown>>> = {
  ...claimShapes,
  ...customerShapes,
  ...deskShapes,
  ...organisationShapes,
  ...authoringShapes,
  ...rulebookShapes,
  ...verdictShapes,
  ...approvalShapes,
  ...remedyShapes,
  ...inventoryShapes,
  ...offerShapes,
  ...dealShapes,
  ...liaisonShapes,
  ...moneyShapes,
};
