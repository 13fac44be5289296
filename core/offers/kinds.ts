/** The kinds of decision about offers, as the journal names them. */
import type { ApprovalRuleValues } from '../approvals/index.ts';
import type { InventoryRuleValues } from '../inventory/index.ts';
import { type Act, kind } from '../kernel/kind.ts';
import {
  decideAdvance,
  decideDrop,
  decideIntent,
  decideOfferExpires,
  decideOpen,
  type IntentFacts,
  type IntentInput,
} from './decide-offer.ts';
import {
  decidePolicy,
  decidePolicyApproved,
  type PolicyApprovedFacts,
  type PolicyFacts,
  type PolicyInput,
} from './policy.ts';
import {
  decidePromise,
  decideSettle,
  decideTell,
  type PromiseFacts,
  type PromiseInput,
  type SettleInput,
} from './promise.ts';
import {
  type ApprovedQuotationFacts,
  decidePrint,
  decideQuotation,
  decideQuotationApproved,
  decideQuotationExpires,
  type QuotationFacts,
  type QuotationInput,
} from './quotation.ts';
import type { OfferRuleValues } from './rules.ts';
import type { OfferFacts, OfferStage, PromiseState, QuotationState } from './types.ts';

interface Ruled {
  readonly rules: {
    readonly offers: OfferRuleValues;
    readonly inventory: InventoryRuleValues;
    readonly approvals: ApprovalRuleValues;
  };
  readonly now: string;
}
type At = Pick<Ruled, 'now'>;

export const offerKinds = {
  'offers.open': kind({
    label: { zh: '开立方案', en: 'An offer is opened' },
    decide: (
      { rules, now }: Ruled,
      facts: { readonly timeZone: string },
      input: { readonly validUntil: string | null },
    ) => decideOpen(rules.offers, facts, input, now),
  }),
  'offers.advance': kind({
    label: { zh: '方案推进到下一阶段', en: 'An offer goes on to its next stage' },
    decide: ({ rules, now }: Ruled, facts: OfferFacts, input: { readonly to: OfferStage }) =>
      decideAdvance(rules.offers, facts, input, now),
  }),
  'offers.intent': kind({
    label: { zh: '达成意向', en: 'Intent is reached' },
    decide: ({ rules, now }: Ruled, facts: IntentFacts, input: IntentInput) =>
      decideIntent(rules.offers, facts, input, now),
  }),
  'offers.drop': kind({
    label: { zh: '放弃方案', en: 'An offer is dropped' },
    decide: (_given: object, facts: Pick<OfferFacts, 'state'>, _input: { readonly reason: string }) =>
      decideDrop(facts),
  }),
  'offers.expire': kind({
    label: { zh: '方案到期', en: 'An offer runs out' },
    decide: ({ now }: At, facts: Pick<OfferFacts, 'state' | 'timeZone' | 'validUntil'>, _input: object) =>
      decideOfferExpires(facts, now),
  }),
  'offers.quote': kind({
    label: { zh: '出具报价书', en: 'A quotation is made out' },
    decide: ({ rules, now }: Ruled, facts: QuotationFacts, input: QuotationInput) =>
      decideQuotation(rules, facts, input, now),
  }),
  'offers.quotationApproved': kind({
    label: { zh: '报价获批', en: 'A quotation is approved' },
    decide: ({ now }: At, facts: ApprovedQuotationFacts, _input: object) => decideQuotationApproved(facts, now),
  }),
  'offers.quotationExpires': kind({
    label: { zh: '报价书到期', en: 'A quotation runs out' },
    decide: ({ now }: At, facts: Pick<ApprovedQuotationFacts, 'state' | 'validUntil' | 'timeZone'>, _input: object) =>
      decideQuotationExpires(facts, now),
  }),
  'offers.printQuotation': kind({
    label: { zh: '打印报价书', en: 'A quotation is printed' },
    decide: (_given: object, facts: { readonly state: QuotationState }, _input: { readonly format: string }) =>
      decidePrint(facts),
  }),
  'offers.promise': kind({
    label: { zh: '对客户承诺', en: 'Something is promised to a customer' },
    decide: ({ rules, now }: Ruled, facts: PromiseFacts, input: PromiseInput) =>
      decidePromise(rules, facts, input, now),
  }),
  'offers.tellPromise': kind({
    label: { zh: '将承诺告知客户', en: 'The customer is told of a promise' },
    decide: (_given: object, facts: { readonly state: PromiseState }, _input: object) => decideTell(facts),
  }),
  'offers.settlePromise': kind({
    label: { zh: '承诺兑现或了结', en: 'A promise is kept, broken or dropped' },
    decide: (_given: object, facts: { readonly state: PromiseState }, input: SettleInput) => decideSettle(facts, input),
  }),
  'offers.policy': kind({
    label: { zh: '提出客户政策', en: 'A customer policy is put forward' },
    decide: ({ now }: At, facts: PolicyFacts, input: PolicyInput) => decidePolicy(facts, input, now),
  }),
  'offers.policyApproved': kind({
    label: { zh: '客户政策获批', en: 'A customer policy is approved' },
    decide: ({ now }: At, facts: PolicyApprovedFacts, _input: object) => decidePolicyApproved(facts, now),
  }),
} as const;

export const offerActs = {
  'offers.edit': { label: { zh: '修改方案', en: 'Offer edited' } },
  'offers.propose': { label: { zh: '选定方案内容', en: 'Units proposed' } },
  'offers.show': { label: { zh: '产品展示', en: 'Product shown' } },
  'offers.quotationEnds': { label: { zh: '报价书不再有效', en: 'Quotation no longer stands' } },
  'offers.printProposal': { label: { zh: '打印方案书', en: 'Proposal printed' } },
  'offers.promiseDecided': { label: { zh: '承诺审批结果', en: 'Promise decided on' } },
  'offers.promiseOverdue': { label: { zh: '承诺逾期未兑现', en: 'Promise overdue' } },
  'offers.policyEnds': { label: { zh: '客户政策终止', en: 'Customer policy ended' } },
} satisfies Readonly<Record<string, Act>>;
