/** The decisions about notices between departments, as the journal names them. */
import { type Act, type Given, kind } from '../kernel/kind.ts';
import {
  decideAnswer,
  decideForward,
  decideLate,
  decideReceive,
  decideSend,
  type ForwardFacts,
  type LateFacts,
  type ReceiveFacts,
  type SendFacts,
  type SendInput,
} from './decide.ts';
import type { LiaisonRuleValues } from './rules.ts';

type Rules = Given<{ readonly liaison: LiaisonRuleValues }>;

export const liaisonKinds = {
  'liaison.send': kind({
    label: { zh: '发出联络单', en: 'A notice is sent to a department' },
    decide: ({ rules, now }: Rules, facts: SendFacts, input: SendInput) => decideSend(rules.liaison, facts, input, now),
  }),
  'liaison.forward': kind({
    label: { zh: '订单送达有关部门', en: 'An order is forwarded to the departments' },
    decide: ({ rules, now }: Rules, facts: ForwardFacts, _input: object) => decideForward(rules.liaison, facts, now),
  }),
  'liaison.receive': kind({
    label: { zh: '签收联络单', en: 'A notice is signed for' },
    decide: ({ actorId }: { actorId: string | null }, facts: ReceiveFacts, _input: object) =>
      decideReceive(facts, actorId),
  }),
  'liaison.answer': kind({
    label: { zh: '答复联络单', en: 'A notice is answered' },
    decide: ({ actorId }: { actorId: string | null }, facts: ReceiveFacts, input: { readonly answer: string }) =>
      decideAnswer(facts, input, actorId),
  }),
  'liaison.late': kind({
    label: { zh: '联络单逾期催办', en: 'A notice is overdue' },
    decide: (_given: object, facts: LateFacts, input: { readonly what: 'receipt' | 'answer' }) =>
      decideLate(facts, input),
  }),
};

export const liaisonActs = {
  'liaison.setDepartment': { label: { zh: '设置部门与收件人', en: 'A department and who receives for it' } },
} satisfies Readonly<Record<string, Act>>;
