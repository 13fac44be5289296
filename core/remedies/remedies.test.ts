import { describe, expect, test } from 'vitest';
import {
  decideFeedback,
  decideOrganise,
  decideRemedyAct,
  decideRemedySettled,
  decideReportError,
  type FeedbackFacts,
  type OrganiseFacts,
  type RemedyAct,
  remedyMoves,
  type RemedyState,
  remedyStates,
  remedySteps,
} from './index.ts';

const codes = (decision: { accepted: boolean; code?: string }) => (decision.accepted ? null : decision.code);

describe('[S2.03.e1] wrong customer information', () => {
  test('the ten steps, in the order of the policy', () => {
    expect(remedySteps.map(({ key }) => key)).toEqual([
      ...[
        'service_draft',
        'service_review',
        'head_approves_plan',
        'service_organises',
        'departments_execute',
        'feedback',
      ],
      ...['service_report', 'service_review_report', 'head_approves_report', 'file'],
    ]);
    const order = remedySteps.map(({ state }) => remedyStates.indexOf(state));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test('every state is reached, and only a filed or a dropped case is over', () => {
    const reached = new Set<string>(['drafting', ...Object.values(remedyMoves).flat()]);
    expect([...reached].sort()).toEqual([...remedyStates].sort());
    expect(remedyStates.filter((state) => remedyMoves[state].length === 0)).toEqual(['filed', 'dropped']);
  });

  test('one open case a customer', () => {
    expect(decideReportError({ openId: null })).toMatchObject({
      outcome: { state: 'drafting' },
      clauses: ['S2.03.e1'],
    });
    expect(codes(decideReportError({ openId: 'r1' }))).toBe('REMEDY_OPEN');
  });

  test('plan, report and dropping each have one step; a signature moves on, a return moves back', () => {
    const table = (['plan', 'report', 'drop'] as RemedyAct[]).map((act) =>
      remedyStates.filter((state) => decideRemedyAct({ state }, { act }).accepted),
    );
    expect(table).toEqual([['drafting'], ['reporting'], ['drafting']]);
    const settled = (state: RemedyState, approved: boolean) => {
      const decision = decideRemedySettled({ state }, { approved });
      return decision.accepted ? decision.outcome.state : decision.code;
    };
    expect([settled('plan_review', true), settled('plan_review', false)]).toEqual(['organising', 'drafting']);
    expect([settled('report_review', true), settled('report_review', false)]).toEqual(['filed', 'reporting']);
    expect(settled('executing', true)).toBe('REMEDY_NOT_AT_THIS_STEP');
  });

  test('the work: each fault in its order, a task due today is in time', () => {
    const facts: OrganiseFacts = { state: 'organising', today: '2026-03-10', goneIds: [] };
    const task = (dueOn: string, assigneeId = 'wang') => ({ tasks: [{ assigneeId, dueOn }] });
    expect(decideOrganise(facts, task('2026-03-10'))).toMatchObject({ outcome: { state: 'executing', tasks: 1 } });
    expect([
      codes(decideOrganise({ ...facts, state: 'drafting' }, { tasks: [] })),
      codes(decideOrganise(facts, { tasks: [] })),
      codes(decideOrganise({ ...facts, goneIds: ['wang'] }, task('2026-03-09'))),
      codes(decideOrganise({ ...facts, goneIds: ['wang'] }, task('2026-03-10'))),
    ]).toEqual(['REMEDY_NOT_AT_THIS_STEP', 'NO_TASKS', 'TASK_DUE_BEFORE_TODAY', 'ASSIGNEE_HAS_LEFT']);
  });

  test('feedback: one’s own task, once; with the last one the report is due', () => {
    const tasks = [
      { id: 't1', assigneeId: 'wang', isDone: true },
      { id: 't2', assigneeId: 'chen', isDone: false },
    ];
    const facts: FeedbackFacts = { state: 'executing', tasks, byId: 'chen', handles: false };
    expect(decideFeedback(facts, { taskId: 't2' })).toMatchObject({ outcome: { state: 'reporting', left: 0 } });
    const more = { ...facts, tasks: [...tasks, { id: 't3', assigneeId: 'li', isDone: false }] };
    expect(decideFeedback(more, { taskId: 't2' })).toMatchObject({ outcome: { state: 'executing', left: 1 } });
    expect(decideFeedback({ ...facts, byId: 'service', handles: true }, { taskId: 't2' })).toMatchObject({
      accepted: true,
    });
    expect([
      codes(decideFeedback({ ...facts, state: 'reporting' }, { taskId: 't2' })),
      codes(decideFeedback({ ...facts, byId: 'li' }, { taskId: 't2' })),
      codes(decideFeedback(facts, { taskId: 't9' })),
      codes(decideFeedback({ ...facts, byId: 'wang' }, { taskId: 't1' })),
    ]).toEqual(['REMEDY_NOT_AT_THIS_STEP', 'NOT_YOUR_TASK', 'NOT_YOUR_TASK', 'TASK_DONE']);
  });
});
