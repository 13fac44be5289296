/** The kinds of decision about deals, as the journal names them. */
import { type Act, type Given, kind } from '../kernel/kind.ts';
import { courseKinds } from './course-kinds.ts';
import {
  decideChanged,
  decideChangeName,
  decideChangeTerms,
  decideChangeUnit,
  type NameChangeInput,
  type TermsFacts,
  type TermsInput,
  type UnitChangeFacts,
  type UnitChangeInput,
} from './decide-change.ts';
import {
  type CorrectionInput,
  decideCorrection,
  decideSign,
  decideSpecialReview,
  decideStep,
  decideSubmitContract,
  type SignInput,
  type StepInput,
} from './decide-contract.ts';
import {
  type BackInput,
  type CreditInput,
  decideBreach,
  decideBreachSettled,
  decideCancelCredit,
  decideWithdraw,
  decideWithdrawn,
  type WithdrawFacts,
  type WithdrawInput,
} from './decide-exit.ts';
import {
  type AllocateFacts,
  decideAllocate,
  decideFiled,
  decideFileOverdue,
  decideHandover,
  type HandoverFacts,
} from './decide-handover.ts';
import {
  decideApproved,
  decideRegister,
  decideSubmit,
  type SubmitFacts,
  type SubmitInput,
} from './decide-subscribe.ts';
import { deliveryActs, deliveryKinds } from './delivery-kinds.ts';
import { documentActs } from './document-acts.ts';
import type { CheckInput } from './handover-check.ts';
import { roomActs, roomKinds } from './room-kinds.ts';
import type { DealRuleValues } from './rules.ts';
import type { Deal } from './types.ts';

type Rules = Given<{ readonly deals: DealRuleValues }>;
interface OfDeal {
  readonly deal: Deal;
}
type InZone = OfDeal & { readonly timeZone: string };
type WithPapers = OfDeal & { readonly papers: readonly string[] };
type WithChange = OfDeal & { readonly hasOpenChange: boolean };
type OfContract = Parameters<typeof decideSubmitContract>[1];

export const dealKinds = {
  ...roomKinds,
  ...courseKinds,
  'deals.submit': kind({
    label: { zh: '提交认购（订单）审批', en: 'A subscription or order is put up for approval' },
    decide: ({ rules }: Rules, facts: SubmitFacts, input: SubmitInput) => decideSubmit(rules.deals, facts, input),
  }),
  'deals.approved': kind({
    label: { zh: '认购（订单）获批', en: 'A subscription or order is approved' },
    decide: ({ rules, now }: Rules, facts: InZone, _input: object) => decideApproved(rules.deals, facts, now),
  }),
  'deals.register': kind({
    label: { zh: '登记订单，订单生效', en: 'An order is registered and in effect' },
    decide: ({ rules, now }: Rules, facts: InZone, _input: object) => decideRegister(rules.deals, facts, now),
  }),
  'deals.changeTerms': kind({
    label: { zh: '申请变更订单', en: 'A change of an order is asked for' },
    decide: (_given: object, facts: TermsFacts, input: TermsInput) => decideChangeTerms(facts, input),
  }),
  'deals.changeUnit': kind({
    label: { zh: '申请换房（换车）', en: 'A change of unit is asked for' },
    decide: ({ rules }: Rules, facts: UnitChangeFacts, input: UnitChangeInput) =>
      decideChangeUnit(rules.deals, facts, input),
  }),
  'deals.changeName': kind({
    label: { zh: '申请更名', en: 'A change of name is asked for' },
    decide: ({ rules }: Rules, facts: WithChange, input: NameChangeInput) =>
      decideChangeName(rules.deals, facts, input),
  }),
  'deals.changed': kind({
    label: { zh: '变更生效', en: 'A change takes effect' },
    decide: ({ now }: { now: string }, facts: InZone, input: { readonly kind: 'terms' | 'unit' | 'name' }) =>
      decideChanged(facts, input, now),
  }),
  'deals.contractStep': kind({
    label: { zh: '合同审标、填写、核对', en: 'A step of a contract: review, filling in, check' },
    decide: ({ rules }: Rules, facts: OfDeal, input: StepInput) => decideStep(rules.deals, facts, input),
  }),
  'deals.specialReview': kind({
    label: { zh: '特殊合同报审', en: 'A special contract goes one level up' },
    decide: ({ rules }: Rules, facts: OfDeal, _input: object) => decideSpecialReview(rules.deals, facts),
  }),
  'deals.submitContract': kind({
    label: { zh: '提交合同审批', en: 'A contract is put up for approval' },
    decide: ({ rules }: Rules, facts: OfContract, _input: object) => decideSubmitContract(rules.deals, facts),
  }),
  'deals.correct': kind({
    label: { zh: '合同涂改', en: 'A contract is corrected' },
    decide: ({ rules }: Rules, facts: OfDeal, input: CorrectionInput) => decideCorrection(rules.deals, facts, input),
  }),
  'deals.sign': kind({
    label: { zh: '签订合同', en: 'A contract is signed' },
    decide: ({ rules }: Rules, facts: Parameters<typeof decideSign>[1], input: SignInput) =>
      decideSign(rules.deals, facts, input),
  }),
  'deals.withdraw': kind({
    label: { zh: '申请退订（退房）', en: 'A withdrawal is asked for' },
    decide: ({ rules, now }: Rules, facts: WithdrawFacts, input: WithdrawInput) =>
      decideWithdraw(rules.deals, facts, input, now),
  }),
  'deals.withdrawn': kind({
    label: { zh: '办结退订（退房）', en: 'A withdrawal is completed' },
    decide: ({ rules }: Rules, facts: Parameters<typeof decideWithdrawn>[1], input: BackInput) =>
      decideWithdrawn(rules.deals, facts, input),
  }),
  'deals.breach': kind({
    label: { zh: '逾期违约', en: 'A deal is in breach' },
    decide: (_given: object, facts: OfDeal, input: Parameters<typeof decideBreach>[1]) => decideBreach(facts, input),
  }),
  'deals.breachSettled': kind({
    label: { zh: '了结违约', en: 'A breach is settled' },
    decide: (_given: object, facts: OfDeal, input: Parameters<typeof decideBreachSettled>[1]) =>
      decideBreachSettled(facts, input),
  }),
  'deals.cancelCredit': kind({
    label: { zh: '取消业绩与提成', en: 'The credit of a deal is taken away' },
    decide: (_given: object, facts: OfDeal & { readonly deciderId: string }, input: CreditInput) =>
      decideCancelCredit(facts, input),
  }),
  'deals.allocate': kind({
    label: { zh: '配车', en: 'A vehicle is allocated' },
    decide: (_given: object, facts: AllocateFacts, input: { readonly unitId: string; readonly reason: string }) =>
      decideAllocate(facts, input),
  }),
  'deals.handOver': kind({
    label: { zh: '交付', en: 'Goods are handed over' },
    decide: ({ rules, now }: Rules, facts: HandoverFacts, input: CheckInput) =>
      decideHandover(rules.deals, facts, input, now),
  }),
  'deals.filed': kind({
    label: { zh: '交付资料齐备', en: 'The papers of a handover are complete' },
    decide: ({ rules, now }: Rules, facts: WithPapers, _input: object) => decideFiled(rules.deals, facts, now),
  }),
  'deals.fileOverdue': kind({
    label: { zh: '交付资料逾时', en: 'The papers of a handover are late' },
    decide: ({ rules }: Rules, facts: WithPapers, _input: object) => decideFileOverdue(rules.deals, facts),
  }),
  ...deliveryKinds,
};

export const dealActs = {
  ...documentActs,
  ...roomActs,
  ...deliveryActs,
  'deals.open': { label: { zh: '开立意向单', en: 'A deal is opened' } },
  'deals.edit': { label: { zh: '修改意向单', en: 'A draft deal is edited' } },
  'deals.drop': { label: { zh: '放弃意向单', en: 'A draft deal is dropped' } },
  'deals.recall': { label: { zh: '撤回审批', en: 'What lay for approval is taken back' } },
  'deals.notApproved': { label: { zh: '审批未通过', en: 'The approval was not given' } },
  'deals.smallDeposit': { label: { zh: '登记小定', en: 'A small deposit is entered' } },
  'deals.askTerms': { label: { zh: '申请特别条件', en: 'Special terms are asked for' } },
  'deals.termsDecided': { label: { zh: '特别条件批复', en: 'Special terms are decided' } },
  'deals.paper': { label: { zh: '收取资料', en: 'A paper is received' } },
  'deals.copy': { label: { zh: '文件份数流转', en: 'A copy changes hands' } },
  'deals.supplement': { label: { zh: '签订补充协议', en: 'A supplement is signed' } },
  'deals.specialReviewed': { label: { zh: '特殊合同审核通过', en: 'A special contract is consented to' } },
  'deals.contractApproved': { label: { zh: '合同审批通过', en: 'A contract is approved' } },
  'deals.withdrawalConsented': { label: { zh: '同意退订（退房）', en: 'A withdrawal is consented to' } },
  'deals.bind': { label: { zh: '装订合同', en: 'Contracts are bound' } },
  'deals.setDeposit': { label: { zh: '设定定金数额', en: 'The deposit is set' } },
  'deals.cover': { label: { zh: '安排他人代办', en: 'A colleague is to stand in' } },
} satisfies Readonly<Record<string, Act>>;
