import { expect, test } from 'vitest';
import { approvalActs, approvalKinds } from './approvals/index.ts';
import { claimActs, claimKinds } from './claims/index.ts';
import { customerActs, customerKinds } from './customers/index.ts';
import { dealActs, dealKinds } from './deals/index.ts';
import { deskKinds } from './desk/index.ts';
import { inventoryActs, inventoryKinds } from './inventory/index.ts';
import { acts, kinds } from './kinds.ts';
import { liaisonActs, liaisonKinds } from './liaison/index.ts';
import { commissionActs, commissionKinds } from './money/commission-kinds.ts';
import { ledgerActs, ledgerKinds } from './money/ledger-kinds.ts';
import { offerActs, offerKinds } from './offers/index.ts';
import { organisationActs, organisationKinds } from './organisation/index.ts';
import { authoringActs, authoringKinds, rulebookKinds } from './rulebook/index.ts';
import { verdictActs, verdictKinds } from './verdicts/index.ts';

test('no two capabilities name a decision or an act alike: the later one would silently take the place of the first', () => {
  const names = [
    ...[
      approvalActs,
      approvalKinds,
      claimActs,
      claimKinds,
      customerActs,
      customerKinds,
      dealActs,
      dealKinds,
      deskKinds,
    ],
    ...[offerActs, offerKinds, liaisonActs, liaisonKinds],
    ...[inventoryActs, inventoryKinds, commissionActs, commissionKinds, ledgerActs, ledgerKinds, organisationActs],
    ...[organisationKinds, authoringActs, authoringKinds, rulebookKinds, verdictActs, verdictKinds],
  ].flatMap((table) => Object.keys(table));
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  expect(Object.keys(kinds).filter((name) => Object.hasOwn(acts, name))).toEqual([]);
});
