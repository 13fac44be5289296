/** Notices between departments on the wire: written, numbered, signed for, answered. */
import { z } from 'zod';
import { departmentKeys, noteKinds, writtenKinds } from '#core/liaison/types.ts';
import { refusals as texts } from './kernel/refusal.ts';
import { permissions } from './kernel/permissions.ts';
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

export const liaisonPermissions = permissions({
  'liaison.read': { zh: '查看联络单', en: 'See notices between departments', scopes: ['self', 'site', 'company'] },
  'liaison.send': { zh: '发出联络单', en: 'Send notices to departments', scopes: ['self'] },
  'liaison.manage': {
    zh: '设置部门与收件人',
    en: 'Set up departments and who receives for them',
    scopes: ['site', 'company'],
  },
});

export const liaisonRefusals = texts({
  DEPARTMENT_NEEDED: {
    status: 422,
    mayPassLater: false,
    zh: '请选择收件部门',
    en: 'Choose a department to send it to',
    remedy: { zh: '至少选一个部门。', en: 'Name at least one department.' },
  },
  DEPARTMENT_CLOSED: {
    status: 409,
    mayPassLater: false,
    zh: '所选部门已停用',
    en: 'That department is no longer there',
    remedy: { zh: '请另选部门。', en: 'Choose another department.' },
  },
  DEPARTMENT_THERE: {
    status: 409,
    mayPassLater: false,
    zh: '本门店已有同名或同类部门',
    en: 'This site has such a department already',
    remedy: { zh: '请修改已有部门。', en: 'Change the one that is there.' },
  },
  NOTE_TEXT_NEEDED: {
    status: 422,
    mayPassLater: false,
    zh: '请写明联络事项',
    en: 'Say what the notice is about',
    remedy: { zh: '书面写明要求后再发。', en: 'Put it in writing, then send it.' },
  },
  CUSTOMER_NEEDED: {
    status: 422,
    mayPassLater: false,
    zh: '客户意见与技术要求须注明是哪位客户或哪一单',
    en: 'Feedback and technical demands name the customer or the deal they come from',
    remedy: { zh: '选择客户，或从成交单发出。', en: 'Choose the customer, or send it from the deal.' },
  },
  WANTED_DAY_PAST: {
    status: 422,
    mayPassLater: false,
    zh: '要求答复的日期不能早于今天',
    en: 'The day an answer is wanted lies in the past',
    remedy: { zh: '请填今天或以后的日期。', en: 'Name today or a later day.' },
  },
  NOT_A_RECEIVER: {
    status: 403,
    mayPassLater: false,
    zh: '该联络单由收件部门的收件人签收、答复',
    en: 'Whoever receives for the department signs for it and answers',
    remedy: { zh: '请收件人办理；收件人由经理设置。', en: 'Ask one of its receivers; the manager names them.' },
  },
  RECEIVED_ALREADY: {
    status: 409,
    mayPassLater: false,
    zh: '该部门已签收',
    en: 'The department has signed for it already',
    remedy: { zh: '可直接答复。', en: 'It can be answered now.' },
  },
  NOT_RECEIVED_YET: {
    status: 409,
    mayPassLater: true,
    zh: '先签收，再答复',
    en: 'It is signed for before it is answered',
    remedy: { zh: '点“签收”后再填写答复。', en: 'Sign for it, then answer.' },
  },
  ANSWERED_ALREADY: {
    status: 409,
    mayPassLater: false,
    zh: '该部门已答复',
    en: 'The department has answered already',
    remedy: { zh: '需要补充的，另发联络单。', en: 'Send another notice for what is to be added.' },
  },
  ANSWER_NEEDED: {
    status: 422,
    mayPassLater: false,
    zh: '请填写答复',
    en: 'Write the answer',
    remedy: { zh: '写明处理结果。', en: 'Say what was or will be done.' },
  },
});
const refusals = liaisonRefusals;

export const DepartmentOut = z.object({
  id: Uuid,
  siteId: Uuid,
  key: z
    .enum(departmentKeys)
    .nullable()
    .describe('The department a rulebook means by this word; null: one of the site’s own'),
  name: z.string(),
  receivers: z.array(PersonRef).describe('None: whoever manages departments at the site receives'),
  isClosed: z.boolean(),
  open: z.number().int().describe('Notices it has not signed for or not answered'),
});
export const addresseeStates = ['sent', 'received', 'answered'] as const;
export const AddresseeOut = z.object({
  department: z.object({ id: Uuid, name: z.string() }),
  state: z.enum(addresseeStates),
  receivedAt: InstantOut.nullable(),
  receivedBy: PersonRef.nullable(),
  answeredAt: InstantOut.nullable(),
  answeredBy: PersonRef.nullable(),
  answer: z.string(),
  isLate: z.boolean(),
  whyNot: z.object({ receive: WhyNot, answer: WhyNot }),
});
export const NoteOut = z.object({
  id: Uuid,
  number: z.string(),
  kind: z.enum(noteKinds),
  siteId: Uuid,
  siteName: z.string(),
  from: PersonRef.nullable().describe('null: the system, when an order took effect'),
  customer: z.object({ id: Uuid, name: z.string() }).nullable(),
  deal: z.object({ id: Uuid, number: z.string(), unit: z.string() }).nullable(),
  text: z.string(),
  wantedOn: LocalDateText,
  sentAt: InstantOut,
  isDone: z.boolean(),
  addressees: z.array(AddresseeOut),
  journalId: Uuid,
});
const Handled = z.object({ note: NoteOut, journalId: Uuid });
const ofNote = z.object({ noteId: Uuid });

export const noteBoxes = ['received', 'sent', 'all'] as const;
export const noteStates = ['open', 'late', 'done'] as const;
export const liaison = {
  departments: query({
    path: '/sites/:siteId/departments',
    may: 'liaison.read',
    summary: { zh: '部门与收件人', en: 'Departments of a site and who receives for them' },
    params: z.object({ siteId: Uuid }),
    response: z.object({ rows: z.array(DepartmentOut) }),
  }),
  addDepartment: command({
    path: '/sites/:siteId/departments',
    may: 'liaison.manage',
    summary: { zh: '添加部门', en: 'Add a department' },
    params: z.object({ siteId: Uuid }),
    body: {
      key: z.enum(departmentKeys).nullable().default(null),
      name: line.min(1).max(40),
      receiverIds: z.array(Uuid).max(20).default([]),
    },
    response: z.object({ department: DepartmentOut, journalId: Uuid }),
    refusals,
  }),
  changeDepartment: command({
    method: 'PATCH',
    path: '/departments/:departmentId',
    may: 'liaison.manage',
    summary: { zh: '修改部门与收件人', en: 'Change a department and its receivers' },
    params: z.object({ departmentId: Uuid }),
    body: {
      name: line.min(1).max(40).optional(),
      receiverIds: z.array(Uuid).max(20).optional(),
      isClosed: z.boolean().optional(),
    },
    response: z.object({ department: DepartmentOut, journalId: Uuid }),
    refusals,
  }),
  send: command({
    path: '/liaison-notes',
    may: 'liaison.send',
    summary: { zh: '发出联络单', en: 'Send a notice' },
    body: {
      siteId: Uuid.optional().describe('Left out: that of the deal, else the sender’s'),
      departmentIds: z.array(Uuid).max(20),
      kind: z.enum(writtenKinds),
      customerId: Uuid.nullable().default(null),
      dealId: Uuid.nullable().default(null),
      text: paragraph,
      wantedOn: LocalDateText.nullable().default(null).describe('null: as the house has it'),
    },
    response: Handled,
    refusals,
  }),
  receive: command({
    path: '/liaison-notes/:noteId/receipt',
    may: 'liaison.read',
    summary: { zh: '签收联络单', en: 'Sign for a notice' },
    params: ofNote,
    body: { departmentId: Uuid },
    response: Handled,
    refusals,
  }),
  answer: command({
    path: '/liaison-notes/:noteId/answer',
    may: 'liaison.read',
    summary: { zh: '答复联络单', en: 'Answer a notice' },
    params: ofNote,
    body: { departmentId: Uuid, answer: paragraph },
    response: Handled,
    refusals,
  }),
  list: query({
    path: '/liaison-notes',
    may: 'liaison.read',
    summary: { zh: '联络单', en: 'Notices between departments' },
    query: z.object({
      ...pageQuery,
      siteId: Uuid.optional(),
      box: z.enum(noteBoxes).default('all').describe('received: of departments one receives for'),
      state: z.enum(noteStates).optional(),
      kind: z.enum(noteKinds).optional(),
      departmentId: Uuid.optional(),
      customerId: Uuid.optional(),
      dealId: Uuid.optional(),
    }),
    response: pageOf(NoteOut),
  }),
  get: query({
    path: '/liaison-notes/:noteId',
    may: 'liaison.read',
    summary: { zh: '一张联络单', en: 'One notice' },
    params: ofNote,
    response: NoteOut,
  }),
};
