/** A deal to decide on, at whatever stage a test wants. */
import { defaultsOf } from '../kernel/parameters.ts';
import { noSteps } from './decide-contract.ts';
import { emptyDeal } from './empty.ts';
import { DealRules, type DealRuleValues } from './rules.ts';
import type { Deal } from './types.ts';

export const zone = 'Asia/Shanghai';
export const now = '2024-03-04T02:00:00.000Z';
export const rulesWith = (more: Partial<DealRuleValues> = {}): DealRuleValues => ({
  ...defaultsOf(DealRules),
  ...more,
});

const draft: Deal = {
  ...emptyDeal,
  id: 'deal',
  siteId: 'site',
  teamId: null,
  kind: 'room',
  customerId: 'customer',
  claimId: null,
  consultantId: 'a',
  unitId: 'unit',
  stateSince: now,
  listPriceFen: 100_000_000,
  priceFen: 100_000_000,
  depositFen: 2_000_000,
};
export const aDraft = (more: Partial<Deal> = {}): Deal => ({ ...draft, ...more });
export const submitted = (more: Partial<Deal> = {}): Deal =>
  aDraft({ state: 'subscribing', submittedAt: now, ...more });
export const inEffect = (more: Partial<Deal> = {}): Deal =>
  submitted({
    state: 'subscribed',
    number: 'RG2024-00001',
    approvedAt: now,
    effectiveAt: now,
    orderDate: '2024-03-04',
    ...more,
  });
export const drawn = (more: Partial<Deal> = {}): Deal =>
  inEffect({ state: 'contracting', contract: { ...noSteps, filledBy: 'a', filledAt: now }, ...more });
export const approvedContract = (more: Partial<Deal> = {}): Deal =>
  drawn({ contract: { ...noSteps, submittedAt: now, approvedAt: now }, ...more });
export const signed = (more: Partial<Deal> = {}): Deal =>
  approvedContract({ state: 'contracted', signedAt: now, contractNumber: 'HT2024-00001', ...more });
export const vehicle = (more: Partial<Deal> = {}): Deal =>
  inEffect({
    kind: 'vehicle',
    number: 'DD2024-00001',
    priceFen: 12_000_000,
    listPriceFen: 12_000_000,
    depositFen: 500_000,
    ...more,
  });

/** The code of a refusal, or 'yes'. */
export const verdict = (decision: { accepted: boolean; code?: string }): string =>
  decision.accepted ? 'yes' : (decision.code ?? '');
