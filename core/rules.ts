/** Every parameter a house may set, by capability. A rulebook document names one as "desk.peerVisit". */
import { ApprovalRules } from './approvals/rules.ts';
import { ClaimRules } from './claims/rules.ts';
import { CustomerRules } from './customers/rules.ts';
import { DealRules } from './deals/rules.ts';
import { DeskRules } from './desk/rules.ts';
import { InventoryRules } from './inventory/rules.ts';
import type { ValuesOf } from './kernel/parameters.ts';
import { LiaisonRules } from './liaison/rules.ts';
import { MoneyRules } from './money/rules.ts';
import { OfferRules } from './offers/rules.ts';
import { OrganisationRules } from './organisation/rules.ts';
import { VerdictRules } from './verdicts/rules.ts';

export const registry = {
  desk: DeskRules,
  claims: ClaimRules,
  customers: CustomerRules,
  organisation: OrganisationRules,
  verdicts: VerdictRules,
  approvals: ApprovalRules,
  inventory: InventoryRules,
  offers: OfferRules,
  deals: DealRules,
  liaison: LiaisonRules,
  money: MoneyRules,
} as const;

/** The values in force for one site at one instant. */
export type HouseRules = { readonly [Capability in keyof typeof registry]: ValuesOf<(typeof registry)[Capability]> };
