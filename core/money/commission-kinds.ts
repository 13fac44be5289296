/** The kinds of decision about performance, commission and statements. */
import type { Instant } from '../kernel/instant.ts';
import { type Act, kind } from '../kernel/kind.ts';
import { type AccrualFacts, decideAccrual } from './commission-accrual.ts';
import { type ClawbackFacts, decideClawback, decideResplit, type ResplitFacts } from './commission-ending.ts';
import { decideRewards, type RewardFacts } from './month-rewards.ts';
import type { MoneyRuleValues } from './rules.ts';
import { decideStatement, type StatementFacts } from './statement.ts';
import {
  type CloseFacts,
  decideAcceptPenalty,
  decideAcknowledge,
  decideAnswer,
  decideCloseMonth,
  decideEntry,
  decidePay,
  decidePlan,
  decideQuery,
  decideReferral,
  decideSubmit,
  type EntryInput,
  type PayFacts,
  type SubmitFacts,
} from './statement-acts.ts';

interface Given {
  readonly rules: { readonly money: MoneyRuleValues };
  readonly now: Instant;
}

const ofDeals = {
  'money.accrue': kind({
    label: { zh: '计提业绩与提成', en: 'A deal earns performance and commission' },
    decide: ({ rules }: Given, facts: AccrualFacts, _input: object) => decideAccrual(rules.money, facts),
  }),
  'money.clawback': kind({
    label: { zh: '扣回业绩与提成', en: 'Performance and commission are taken back' },
    decide: ({ rules }: Given, facts: ClawbackFacts, _input: object) => decideClawback(rules.money, facts),
  }),
  'money.resplit': kind({
    label: { zh: '按裁定重新分配', en: 'A deal is divided anew after a ruling' },
    decide: (_given: Given, facts: ResplitFacts, _input: object) => decideResplit(facts),
  }),
  'money.reward': kind({
    label: { zh: '老客户介绍奖励', en: 'An introducing customer is rewarded' },
    decide: ({ rules }: Given, facts: Parameters<typeof decideReferral>[1], _input: object) =>
      decideReferral(rules.money, facts),
  }),
};

const ofMonths = {
  'money.settleMonth': kind({
    label: { zh: '提成月结', en: 'A month of commission is closed' },
    decide: ({ now }: Given, facts: CloseFacts, _input: object) => decideCloseMonth(facts, now),
  }),
  'money.monthRewards': kind({
    label: { zh: '月度业绩奖励', en: 'Awards of a month' },
    decide: ({ rules }: Given, facts: RewardFacts, _input: object) => decideRewards(rules.money, facts),
  }),
  'money.statement': kind({
    label: { zh: '出具结算单', en: 'A statement is made' },
    decide: ({ rules }: Given, facts: StatementFacts, _input: object) => decideStatement(rules.money, facts),
  }),
  'money.submitStatements': kind({
    label: { zh: '结算单送审', en: 'Statements are handed in for approval' },
    decide: ({ rules }: Given, facts: SubmitFacts, _input: object) => decideSubmit(rules.money, facts),
  }),
  'money.payOut': kind({
    label: { zh: '发放提成', en: 'Commission is paid out' },
    decide: (_given: Given, facts: PayFacts, _input: object) => decidePay(facts),
  }),
};

const ofPeople = {
  'money.acknowledge': kind({
    label: { zh: '签字确认结算单', en: 'A statement is acknowledged' },
    decide: (_given: Given, facts: Parameters<typeof decideAcknowledge>[0], _input: object) => decideAcknowledge(facts),
  }),
  'money.queryLine': kind({
    label: { zh: '对明细提出疑问', en: 'A line is questioned' },
    decide: (_given: Given, facts: Parameters<typeof decideQuery>[0], _input: { readonly reason: string }) =>
      decideQuery(facts),
  }),
  'money.answerQuery': kind({
    label: { zh: '答复对明细的疑问', en: 'A questioned line is answered' },
    decide: (_given: Given, facts: Parameters<typeof decideAnswer>[0], input: Parameters<typeof decideAnswer>[1]) =>
      decideAnswer(facts, input),
  }),
  'money.enterLine': kind({
    label: { zh: '登记奖励或扣款', en: 'A reward or deduction is entered' },
    decide: (_given: Given, facts: { readonly byId: string }, input: EntryInput) => decideEntry(facts, input),
  }),
  'money.acceptPenalty': kind({
    label: { zh: '本人确认扣款', en: 'A deduction is acknowledged' },
    decide: (_given: Given, facts: Parameters<typeof decideAcceptPenalty>[0], _input: object) =>
      decideAcceptPenalty(facts),
  }),
  'money.setPlan': kind({
    label: { zh: '设定目标或当月政策', en: 'Targets or a policy of a month are set' },
    decide: (_given: Given, facts: Parameters<typeof decidePlan>[0], _input: object) => decidePlan(facts),
  }),
};

export const commissionKinds = { ...ofDeals, ...ofMonths, ...ofPeople };

export const commissionActs = {
  'money.approveStatements': { label: { zh: '结算单审批结果', en: 'Statements were approved or sent back' } },
  'money.approvePolicy': { label: { zh: '当月政策审批结果', en: 'A policy of a month was approved or sent back' } },
  'money.exportPayroll': { label: { zh: '导出工资表', en: 'Payroll exported' } },
  'money.payReferral': { label: { zh: '发放介绍奖励', en: 'The reward for an introduction was given' } },
} satisfies Readonly<Record<string, Act>>;
