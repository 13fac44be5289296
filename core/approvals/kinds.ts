/** The kinds of decision about approvals, as the journal names them. */
import { type Act, kind } from '../kernel/kind.ts';
import { decideExpire, decideRemind, decideWithdraw, type RemindFacts, type WithdrawFacts } from './decide-course.ts';
import { decideRoute, type RequestFacts, type RequestInput } from './decide-request.ts';
import { decideReturn, decideSign, type ReturnInput, type SignFacts, type SignInput } from './decide-sign.ts';
import {
  type AddInput,
  type ArrangeFacts,
  decideAddSigner,
  decideDelegate,
  decidePassOn,
  type DelegateFacts,
  type DelegateInput,
  type PassInput,
} from './decide-signers.ts';
import type { ApprovalRuleValues } from './rules.ts';
import type { ApprovalFacts } from './types.ts';

interface Rules {
  readonly rules: { readonly approvals: ApprovalRuleValues };
  readonly now: string;
}

export const approvalKinds = {
  'approvals.request': kind({
    label: { zh: '提交审批', en: 'Something is put up for approval' },
    decide: ({ rules, now }: Rules, facts: RequestFacts, input: RequestInput) =>
      decideRoute(rules.approvals, facts, input, now),
  }),
  'approvals.sign': kind({
    label: { zh: '同意审批', en: 'An approval is signed' },
    decide: (_given: object, facts: SignFacts, input: SignInput) => decideSign(facts, input),
  }),
  'approvals.return': kind({
    label: { zh: '退回或驳回审批', en: 'An approval is returned or rejected' },
    decide: (_given: object, facts: SignFacts, input: ReturnInput) => decideReturn(facts, input),
  }),
  'approvals.withdraw': kind({
    label: { zh: '撤回审批', en: 'An approval is withdrawn' },
    decide: (_given: object, facts: WithdrawFacts, _input: { readonly reason: string }) => decideWithdraw(facts),
  }),
  'approvals.remind': kind({
    label: { zh: '催办审批', en: 'Signers are reminded' },
    decide: ({ rules, now }: Rules, facts: RemindFacts, _input: object) => decideRemind(rules.approvals, facts, now),
  }),
  'approvals.expire': kind({
    label: { zh: '审批到时', en: 'The time to sign is up' },
    decide: ({ rules, now }: Rules, facts: { readonly approval: ApprovalFacts }, _input: object) =>
      decideExpire(rules.approvals, facts, now),
  }),
  'approvals.addSigner': kind({
    label: { zh: '加签', en: 'A signer is added' },
    decide: ({ rules }: Rules, facts: ArrangeFacts, input: AddInput) => decideAddSigner(rules.approvals, facts, input),
  }),
  'approvals.passOn': kind({
    label: { zh: '转交审批', en: 'An approval is passed on' },
    decide: (_given: object, facts: ArrangeFacts, input: PassInput) => decidePassOn(facts, input),
  }),
  'approvals.delegate': kind({
    label: { zh: '委托签批', en: 'Signing is delegated' },
    decide: ({ rules, now }: Rules, facts: DelegateFacts, input: DelegateInput) =>
      decideDelegate(rules.approvals, facts, input, now),
  }),
};

export const approvalActs = {
  'approvals.endDelegation': { label: { zh: '结束委托', en: 'Delegation ended' } },
} satisfies Readonly<Record<string, Act>>;
