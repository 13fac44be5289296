/** What may be done about wrong customer information, and when (S2.03.e1). */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import type { LocalDate } from '../kernel/instant.ts';
import type { RemedyState, RemedyTask } from './types.ts';

const CLAUSE = ['S2.03.e1'];

export interface ReportFacts {
  /** A case of this customer that is not closed yet. */
  readonly openId: string | null;
}
export const decideReportError = (facts: ReportFacts): Decision<{ state: RemedyState }, 'REMEDY_OPEN'> =>
  facts.openId === null ? accept({ state: 'drafting' }, CLAUSE) : refuse('REMEDY_OPEN', CLAUSE);

/** What service itself does on with the case: hand in the plan, hand in the report, drop what was no error. */
export type RemedyAct = 'plan' | 'report' | 'drop';
const from: Readonly<Record<RemedyAct, RemedyState>> = { plan: 'drafting', report: 'reporting', drop: 'drafting' };
const to: Readonly<Record<RemedyAct, RemedyState>> = { plan: 'plan_review', report: 'report_review', drop: 'dropped' };

export const decideRemedyAct = (
  facts: { readonly state: RemedyState },
  input: { readonly act: RemedyAct },
): Decision<{ state: RemedyState }, 'REMEDY_NOT_AT_THIS_STEP'> =>
  facts.state === from[input.act]
    ? accept({ state: to[input.act] }, CLAUSE)
    : refuse('REMEDY_NOT_AT_THIS_STEP', CLAUSE, { state: facts.state });

/** The plan or the report was signed by everybody, or came back. */
export const decideRemedySettled = (
  facts: { readonly state: RemedyState },
  input: { readonly approved: boolean },
): Decision<{ state: RemedyState }, 'REMEDY_NOT_AT_THIS_STEP'> => {
  if (facts.state === 'plan_review') return accept({ state: input.approved ? 'organising' : 'drafting' }, CLAUSE);
  if (facts.state === 'report_review') return accept({ state: input.approved ? 'filed' : 'reporting' }, CLAUSE);
  return refuse('REMEDY_NOT_AT_THIS_STEP', CLAUSE, { state: facts.state });
};

export interface OrganiseFacts {
  readonly state: RemedyState;
  readonly today: LocalDate;
  /** Those named who do not work here any more. */
  readonly goneIds: readonly string[];
}
export interface OrganiseInput {
  readonly tasks: readonly { readonly assigneeId: string; readonly dueOn: LocalDate }[];
}
export type OrganiseRefusal = 'REMEDY_NOT_AT_THIS_STEP' | 'NO_TASKS' | 'TASK_DUE_BEFORE_TODAY' | 'ASSIGNEE_HAS_LEFT';

/** The approved plan becomes work of departments, each with somebody who answers for it and a day. Today is still in time. */
export function decideOrganise(
  facts: OrganiseFacts,
  input: OrganiseInput,
): Decision<{ state: RemedyState; tasks: number }, OrganiseRefusal> {
  if (facts.state !== 'organising') return refuse('REMEDY_NOT_AT_THIS_STEP', CLAUSE, { state: facts.state });
  if (input.tasks.length === 0) return refuse('NO_TASKS', CLAUSE, { field: 'tasks' });
  const early = input.tasks.find(({ dueOn }) => dueOn < facts.today);
  if (early) return refuse('TASK_DUE_BEFORE_TODAY', CLAUSE, { field: 'tasks', dueOn: early.dueOn });
  const gone = input.tasks.some(({ assigneeId }) => facts.goneIds.includes(assigneeId));
  if (gone) return refuse('ASSIGNEE_HAS_LEFT', CLAUSE, { field: 'tasks' });
  return accept({ state: 'executing', tasks: input.tasks.length }, CLAUSE);
}

export interface FeedbackFacts {
  readonly state: RemedyState;
  readonly tasks: readonly RemedyTask[];
  readonly byId: string;
  /** Service may write down what a department said. */
  readonly handles: boolean;
}
export type FeedbackRefusal = 'REMEDY_NOT_AT_THIS_STEP' | 'NOT_YOUR_TASK' | 'TASK_DONE';

/** A department says what it did; with the last one the report is due. */
export function decideFeedback(
  facts: FeedbackFacts,
  input: { readonly taskId: string },
): Decision<{ state: RemedyState; left: number }, FeedbackRefusal> {
  if (facts.state !== 'executing') return refuse('REMEDY_NOT_AT_THIS_STEP', CLAUSE, { state: facts.state });
  const task = facts.tasks.find(({ id }) => id === input.taskId);
  if (!task || (task.assigneeId !== facts.byId && !facts.handles)) return refuse('NOT_YOUR_TASK', CLAUSE);
  if (task.isDone) return refuse('TASK_DONE', CLAUSE);
  const left = facts.tasks.filter(({ id, isDone }) => !isDone && id !== input.taskId).length;
  return accept({ state: left === 0 ? 'reporting' : 'executing', left }, CLAUSE);
}
