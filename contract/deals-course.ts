/** The course of a sale on the wire: its steps and their history, delays and what was done about them. */
import { z } from 'zod';
import { courses, processSteps } from '#core/deals/course.ts';
import { DealHandled } from './deals-shapes.ts';
import { refusals as texts } from './kernel/refusal.ts';
import { command, query } from './kernel/route.ts';
import {
  InstantOut,
  line,
  LocalDateText,
  PersonRef,
  pageOf,
  pageQuery,
  paragraph,
  Uuid,
  WhyNot,
} from './kernel/shapes.ts';

export const courseRefusals = texts({
  STEP_NOT_IN_COURSE: {
    status: 422,
    mayPassLater: false,
    zh: '本门店的销售流程没有这一步',
    en: 'The course of a sale has no such step at this site',
    remedy: { zh: '请刷新单据页，按所列步骤办理。', en: 'Reload the deal and go by the steps it lists.' },
  },
  STEP_BY_EVENT: {
    status: 409,
    mayPassLater: false,
    zh: '“{stepText}”由系统按实际办理情况自动完成，不能手工登记',
    en: '“{stepText}” is completed by what happens with the deal, nobody ticks it off',
    remedy: { zh: '办理相应手续后即自动完成。', en: 'Carry out what it is about; the step follows by itself.' },
  },
  STEP_DONE: {
    status: 409,
    mayPassLater: false,
    zh: '“{stepText}”已经完成',
    en: '“{stepText}” is done already',
    remedy: { zh: '请看步骤记录。', en: 'See the history of the steps.' },
  },
  STEP_NOT_YOURS: {
    status: 403,
    mayPassLater: false,
    zh: '这一步由该单责任人或其主管登记',
    en: 'Whoever answers for the deal, or somebody above, records this step',
    remedy: {
      zh: '请责任人登记；要换人，由主管安排代办。',
      en: 'Ask that person; a superior may name somebody else to stand in.',
    },
  },
  STEP_OUT_OF_ORDER: {
    status: 409,
    mayPassLater: true,
    zh: '还没到“{stepText}”：先完成“{firstText}”',
    en: '“{stepText}” comes later: “{firstText}” is first',
    remedy: { zh: '按流程顺序逐步办理。', en: 'Go through the steps in their order.' },
  },
  STEP_NOTE_NEEDED: {
    status: 422,
    mayPassLater: false,
    zh: '请写明这一步做了什么',
    en: 'Say what was done',
    remedy: { zh: '填写说明后再登记。', en: 'Write a note, then record the step.' },
  },
  DEAL_ENDED: {
    status: 409,
    mayPassLater: false,
    zh: '该单已经终止',
    en: 'This deal has ended',
    remedy: { zh: '终止的单据不再登记步骤。', en: 'Nothing is recorded on a deal that has ended.' },
  },
  ALERT_CLOSED: {
    status: 409,
    mayPassLater: false,
    zh: '这次停滞已经整改登记',
    en: 'This delay has been answered already',
    remedy: { zh: '请看整改记录。', en: 'See what was noted.' },
  },
  MEND_INCOMPLETE: {
    status: 422,
    mayPassLater: false,
    zh: '请写明停滞原因与整改措施',
    en: 'Say why it is late and what is done about it',
    remedy: { zh: '原因、措施、完成日期三项填全。', en: 'Cause, remedy and the day are all needed.' },
  },
  MEND_DAY_PAST: {
    status: 422,
    mayPassLater: false,
    zh: '整改完成日期不能早于今天',
    en: 'The day by which it is mended lies in the past',
    remedy: { zh: '请填今天或以后的日期。', en: 'Name today or a later day.' },
  },
});

const ofDeal = z.object({ dealId: Uuid });
const Step = z.enum(processSteps as unknown as [string, ...string[]]);

export const StepOut = z.object({
  key: Step,
  state: z.enum(['done', 'now', 'todo']),
  by: z
    .enum(['event', 'person'])
    .describe('event: completed by what happens with the deal; person: recorded with a note'),
  doneAt: InstantOut.nullable(),
  doneBy: PersonRef.nullable().describe('null: the system, or before the deal'),
  responsible: PersonRef.nullable().describe('Who answered for the deal when the step was done; null while open'),
  note: z.string(),
  journalId: Uuid.nullable(),
  allowedDays: z.number().int().describe('After the step before; 0: no limit'),
  whyNot: WhyNot.describe('Why the reader may not record it now'),
});
export const StepAlert = z.object({
  id: Uuid,
  step: Step,
  responsible: PersonRef,
  dueAt: InstantOut,
  raisedAt: InstantOut,
  closedAt: InstantOut.nullable(),
  closedBy: PersonRef.nullable(),
  cause: z.string(),
  remedy: z.string(),
  byOn: LocalDateText.nullable(),
  journalId: Uuid,
  whyNot: WhyNot,
});
export const CoursePage = z.object({
  course: z.enum(Object.keys(courses) as [string, ...string[]]),
  responsible: PersonRef,
  since: InstantOut.nullable().describe('When the deal came to the step it stands at'),
  dueAt: InstantOut.nullable(),
  steps: z.array(StepOut),
  alerts: z.array(StepAlert).describe('Newest first'),
});
export const stalledStates = ['overdue', 'waiting', 'mended'] as const;
export const StalledRow = z.object({
  dealId: Uuid,
  number: z.string().nullable(),
  siteName: z.string(),
  customer: z.object({ id: Uuid, name: z.string() }),
  unit: z.string(),
  step: Step,
  responsible: PersonRef,
  since: InstantOut,
  dueAt: InstantOut.nullable(),
  alert: StepAlert.omit({ step: true, responsible: true }).nullable(),
});

export const dealCourse = {
  course: query({
    path: '/deals/:dealId/course',
    may: 'deals.read',
    summary: { zh: '销售步骤与记录', en: 'The course of a sale, with its history' },
    params: ofDeal,
    response: CoursePage,
  }),
  recordStep: command({
    path: '/deals/:dealId/steps/:step',
    may: 'deals.open',
    summary: { zh: '登记销售步骤', en: 'Record a step of a sale' },
    params: z.object({ dealId: Uuid, step: Step }),
    body: { note: paragraph },
    response: DealHandled,
    refusals: courseRefusals,
  }),
  mend: command({
    path: '/deals/:dealId/step-alerts/:alertId/mending',
    may: 'deals.open',
    summary: { zh: '登记停滞原因与整改', en: 'Note why a step is late and what is done about it' },
    params: z.object({ dealId: Uuid, alertId: Uuid }),
    body: { cause: paragraph, remedy: paragraph, byOn: LocalDateText.describe('By when it is mended') },
    response: DealHandled,
    refusals: courseRefusals,
  }),
  stalled: query({
    path: '/deal-steps',
    may: 'deals.read',
    summary: { zh: '停滞与在办步骤', en: 'Steps that are overdue, under way or mended' },
    query: z.object({
      ...pageQuery,
      siteId: Uuid.optional(),
      state: z
        .enum(stalledStates)
        .default('overdue')
        .describe('waiting: steps deals stand at, whether or not they are due'),
      step: Step.optional(),
      responsibleId: Uuid.optional(),
      q: line.max(60).optional().describe('Number, unit or customer'),
    }),
    response: pageOf(StalledRow),
  }),
};
