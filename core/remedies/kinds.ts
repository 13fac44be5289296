/** The decisions about wrong customer information, as the journal names them. */
import { type Act, kind } from '../kernel/kind.ts';
import {
  decideFeedback,
  decideOrganise,
  decideRemedyAct,
  decideRemedySettled,
  decideReportError,
  type FeedbackFacts,
  type OrganiseFacts,
  type OrganiseInput,
  type RemedyAct,
  type ReportFacts,
} from './decide.ts';
import type { RemedyState } from './types.ts';

interface At {
  readonly state: RemedyState;
}
export const remedyKinds = {
  'remedies.open': kind({
    label: { zh: '客户资料有误', en: 'Wrong customer information is reported' },
    decide: (_given: object, facts: ReportFacts, _input: object) => decideReportError(facts),
  }),
  'remedies.act': kind({
    label: { zh: '补救方案、报告与撤销', en: 'A plan or a report is handed in, or the case dropped' },
    decide: (_given: object, facts: At, input: { readonly act: RemedyAct }) => decideRemedyAct(facts, input),
  }),
  'remedies.settle': kind({
    label: { zh: '补救方案或报告批复', en: 'A plan or a report is signed, or comes back' },
    decide: (_given: object, facts: At, input: { readonly approved: boolean }) => decideRemedySettled(facts, input),
  }),
  'remedies.organise': kind({
    label: { zh: '分派补救任务', en: 'The plan becomes work of departments' },
    decide: (_given: object, facts: OrganiseFacts, input: OrganiseInput) => decideOrganise(facts, input),
  }),
  'remedies.feedback': kind({
    label: { zh: '补救执行反馈', en: 'A department reports back' },
    decide: (_given: object, facts: FeedbackFacts, input: { readonly taskId: string }) => decideFeedback(facts, input),
  }),
};

export const remedyActs = {
  'remedies.late': { label: { zh: '补救任务逾期催办', en: 'A task of a remedy is overdue' } },
} satisfies Readonly<Record<string, Act>>;
