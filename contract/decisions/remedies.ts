/** Facts and input of the decisions about wrong customer information. */
import { z } from 'zod';
import type { remedyKinds, RemedyState } from '#core/remedies/index.ts';
import { anId, day, idOrNone, nothing, one, several, yes } from './fields.ts';
import { named, oneOf, type ShapesOf } from './kit.ts';

const now = '2026-03-10T02:00:00.000Z';
export const remedyStateWords = {
  drafting: named('拟订方案', 'drafting the plan'),
  plan_review: named('方案审批', 'the plan being signed'),
  organising: named('组织实施', 'giving out the work'),
  executing: named('部门执行', 'being carried out'),
  reporting: named('撰写报告', 'the report being written'),
  report_review: named('报告审批', 'the report being signed'),
  filed: named('归档结案', 'filed and closed'),
  dropped: named('已撤销', 'dropped'),
} satisfies Record<RemedyState, { zh: string; en: string }>;
const state = oneOf(remedyStateWords).meta(named('步骤', 'Step'));

export const remedyShapes: ShapesOf<typeof remedyKinds> = {
  'remedies.open': {
    facts: z.looseObject({ openId: idOrNone('在办补救', 'Remedy under way') }),
    input: nothing,
    sample: { now, facts: { openId: null }, input: {} },
  },
  'remedies.act': {
    facts: z.looseObject({ state }),
    input: z.looseObject({
      act: oneOf({
        plan: named('提交方案', 'hand in the plan'),
        report: named('提交报告', 'hand in the report'),
        drop: named('撤销', 'drop'),
      }).meta(named('办理', 'What is done')),
    }),
    sample: { now, facts: { state: 'drafting' }, input: { act: 'plan' } },
  },
  'remedies.settle': {
    facts: z.looseObject({ state }),
    input: z.looseObject({ approved: yes('批准', 'Approved') }),
    sample: { now, facts: { state: 'plan_review' }, input: { approved: true } },
  },
  'remedies.organise': {
    facts: z.looseObject({
      state,
      today: day('今天', 'Today'),
      goneIds: several('staff', '已离职的负责人', 'Named and gone'),
    }),
    input: z.looseObject({
      tasks: z
        .array(z.looseObject({ assigneeId: one('staff', '负责人', 'Who'), dueOn: day('完成日期', 'Due on') }))
        .max(20)
        .meta(named('任务', 'Tasks')),
    }),
    sample: {
      now,
      facts: { state: 'organising', today: '2026-03-10', goneIds: [] },
      input: { tasks: [{ assigneeId: 'wang', dueOn: '2026-03-12' }] },
    },
  },
  'remedies.feedback': {
    facts: z.looseObject({
      state,
      tasks: z
        .array(
          z.looseObject({
            id: anId('任务', 'Task'),
            assigneeId: one('staff', '负责人', 'Who'),
            isDone: yes('已反馈', 'Reported back'),
          }),
        )
        .max(20)
        .meta(named('任务', 'Tasks')),
      byId: one('staff', '反馈人', 'By'),
      handles: yes('客服', 'Customer service'),
    }),
    input: z.looseObject({ taskId: anId('任务', 'Task') }),
    sample: {
      now,
      facts: {
        state: 'executing',
        tasks: [{ id: 'task', assigneeId: 'wang', isDone: false }],
        byId: 'wang',
        handles: false,
      },
      input: { taskId: 'task' },
    },
  },
};
