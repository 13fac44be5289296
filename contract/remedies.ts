/** Wrong customer information on the wire: reported, planned, approved, worked off, reported back, approved, filed. */
import { z } from 'zod';
import { type RemedyState, remedyStates, type RemedyStep, remedySteps } from '#core/remedies/types.ts';
import { permissions } from './kernel/permissions.ts';
import { refusals as texts } from './kernel/refusal.ts';
import { command, query } from './kernel/route.ts';
import {
  InstantOut,
  line,
  LocalDateText,
  pageOf,
  pageQuery,
  paragraph,
  PersonRef,
  Uuid,
  WhyNot,
} from './kernel/shapes.ts';

export const remediesPermissions = permissions({
  'remedies.read': {
    zh: '查看资料补救',
    en: 'See remedies of customer information',
    scopes: ['self', 'site', 'company'],
  },
  'remedies.handle': { zh: '办理资料补救', en: 'Handle remedies of customer information', scopes: ['site', 'company'] },
});

export const remediesRefusals = texts({
  REMEDY_OPEN: {
    status: 409,
    mayPassLater: true,
    zh: '该客户已有在办的资料补救',
    en: 'A remedy for this customer is under way already',
    remedy: { zh: '请在已有的补救中补充。', en: 'Add to the one that is under way.' },
  },
  REMEDY_NOT_AT_THIS_STEP: {
    status: 409,
    mayPassLater: true,
    zh: '该补救现在是“{stateZh}”，不在此步',
    en: 'The remedy is at "{stateEn}", not at this step',
    remedy: { zh: '请按页面所示步骤办理。', en: 'Go on as the page shows.' },
  },
  NO_TASKS: {
    status: 422,
    mayPassLater: false,
    zh: '至少分派一项任务',
    en: 'Give out one task at least',
    remedy: { zh: '请写明部门、事项、负责人和完成日期。', en: 'Say department, work, who answers for it and the day.' },
  },
  TASK_DUE_BEFORE_TODAY: {
    status: 422,
    mayPassLater: false,
    zh: '完成日期 {dueOn} 早于今天',
    en: 'The day {dueOn} lies before today',
    remedy: { zh: '请改为今天或以后。', en: 'Choose today or later.' },
  },
  ASSIGNEE_HAS_LEFT: {
    status: 422,
    mayPassLater: false,
    zh: '所选负责人已离职',
    en: 'The person named has left',
    remedy: { zh: '请另选负责人。', en: 'Choose somebody else.' },
  },
  NOT_YOUR_TASK: {
    status: 403,
    mayPassLater: false,
    zh: '这项任务不是分派给您的',
    en: 'This task is not yours',
    remedy: { zh: '请由负责人或客服填写反馈。', en: 'Whoever it was given to, or customer service, reports back.' },
  },
  TASK_DONE: { status: 409, mayPassLater: false, zh: '这项任务已反馈', en: 'This task has been reported back' },
});

const States = z.enum(remedyStates as [RemedyState, ...RemedyState[]]);
const Steps = z.enum(remedySteps.map(({ key }) => key) as [RemedyStep, ...RemedyStep[]]);

export const RemedyRow = z.object({
  id: Uuid,
  customer: PersonRef,
  site: PersonRef,
  state: States,
  what: z.string(),
  openedAt: InstantOut,
  openedBy: PersonRef.nullable(),
  dueOn: z.string().nullable().describe('The next day a task is due'),
  isLate: z.boolean(),
  tasksLeft: z.number().int(),
  endedAt: InstantOut.nullable(),
});
const Task = z.object({
  id: Uuid,
  department: z.string(),
  what: z.string(),
  assignee: PersonRef,
  dueOn: z.string(),
  isLate: z.boolean(),
  feedback: z.string().nullable(),
  doneAt: InstantOut.nullable(),
  doneBy: PersonRef.nullable(),
  whyNot: z.object({ feedback: WhyNot }),
});
export const RemedyOut = RemedyRow.extend({
  plan: z.string().nullable(),
  report: z.string().nullable(),
  planApprovalId: Uuid.nullable(),
  reportApprovalId: Uuid.nullable(),
  /** Why the plan or the report came back, or the case was dropped. */
  remark: z.string(),
  steps: z.array(
    z.object({
      key: Steps,
      at: InstantOut.nullable(),
      by: PersonRef.nullable(),
      state: z.enum(['done', 'current', 'later']),
    }),
  ),
  tasks: z.array(Task),
  filedAt: InstantOut.nullable(),
  journalId: Uuid,
  whyNot: z.object({ plan: WhyNot, organise: WhyNot, report: WhyNot, drop: WhyNot }),
});
export type RemedyPage = z.output<typeof RemedyOut>;

const refusals = remediesRefusals;
const one = z.object({ remedyId: Uuid });
const Handled = z.object({ remedy: RemedyOut, journalId: Uuid });

export const remedies = {
  list: query({
    path: '/remedies',
    may: 'remedies.read',
    summary: { zh: '客户资料补救', en: 'Remedies of wrong customer information' },
    query: z.object({
      ...pageQuery,
      state: States.optional(),
      open: z.enum(['true', 'false']).optional(),
      customerId: Uuid.optional(),
    }),
    response: pageOf(RemedyRow),
  }),
  get: query({
    path: '/remedies/:remedyId',
    may: 'remedies.read',
    summary: { zh: '补救详情', en: 'One remedy with its steps and tasks' },
    params: one,
    response: RemedyOut,
  }),
  open: command({
    path: '/customers/:customerId/remedies',
    may: 'customers.read',
    summary: { zh: '报告客户资料有误', en: 'Report wrong customer information' },
    params: z.object({ customerId: Uuid }),
    body: { what: paragraph.min(1) },
    response: z.object({ remedyId: Uuid, journalId: Uuid }),
    refusals,
  }),
  plan: command({
    path: '/remedies/:remedyId/plan',
    may: 'remedies.handle',
    summary: { zh: '提交补救方案，客服经理审核、总经理批准', en: 'Hand in the plan to be reviewed and approved' },
    params: one,
    body: { plan: paragraph.min(1) },
    response: Handled,
    refusals,
  }),
  organise: command({
    path: '/remedies/:remedyId/tasks',
    may: 'remedies.handle',
    summary: { zh: '组织实施：分派各部门任务', en: 'Give the approved plan out to departments as tasks' },
    params: one,
    body: {
      tasks: z
        .array(z.object({ department: line.min(1), what: line.min(1), assigneeId: Uuid, dueOn: LocalDateText }))
        .max(20),
    },
    response: Handled,
    refusals,
  }),
  feedback: command({
    path: '/remedies/:remedyId/tasks/:taskId/feedback',
    may: 'remedies.read',
    summary: { zh: '执行反馈', en: 'Report back what was done' },
    params: one.extend({ taskId: Uuid }),
    body: { feedback: paragraph.min(1) },
    response: Handled,
    refusals,
  }),
  report: command({
    path: '/remedies/:remedyId/report',
    may: 'remedies.handle',
    summary: {
      zh: '提交处理报告，客服经理审核、总经理批准后归档',
      en: 'Hand in the report; approved, the case is filed',
    },
    params: one,
    body: { report: paragraph.min(1) },
    response: Handled,
    refusals,
  }),
  drop: command({
    path: '/remedies/:remedyId/dropping',
    may: 'remedies.handle',
    summary: { zh: '资料无误，撤销补救', en: 'There was no error: drop the case' },
    params: one,
    body: { reason: paragraph.min(1) },
    response: Handled,
    refusals,
  }),
};
