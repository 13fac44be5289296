/** Approvals on the wire: what is put to whom, the inbox, signing, returning, passing on. */
import { z } from 'zod';
import { approvalsRefusals as refusals } from './approvals-refusals.ts';
import {
  ApprovalOut,
  ApprovalRow,
  approvalBoxes,
  approvalStates,
  DelegationOut,
  FreeMatters,
  Matters,
  typedRequest,
} from './approvals-shapes.ts';
import { permissions } from './kernel/permissions.ts';
import { command, query } from './kernel/route.ts';
import { InstantText, line, pageOf, pageQuery, paragraph, Uuid } from './kernel/shapes.ts';

export { approvalsRefusals } from './approvals-refusals.ts';
export * from './approvals-shapes.ts';

export const approvalsPermissions = permissions({
  'approvals.read': { zh: '查看审批', en: 'See approvals', scopes: ['self', 'team', 'site', 'company'] },
  'approvals.decide': { zh: '签署审批', en: 'Decide approvals put to one’s post', scopes: ['self'] },
  'approvals.oversee': {
    zh: '加签、改派审批与代签安排',
    en: 'Add signers, pass on others’ approvals',
    scopes: ['site', 'company'],
  },
});

const ofApproval = z.object({ approvalId: Uuid });
const Handled = z.object({ approval: ApprovalOut, journalId: Uuid });
const round = z
  .number()
  .int()
  .min(1)
  .describe('The round that was on the page: nobody signs what was changed meanwhile');

export const approvals = {
  inbox: query({
    path: '/approvals',
    may: 'approvals.read',
    summary: { zh: '审批列表（待我审批、我发起的、已办）', en: 'Approvals: put to me, sent by me, decided by me' },
    query: z.object({
      ...pageQuery,
      box: z.enum(approvalBoxes).default('todo'),
      matter: Matters.optional(),
      state: z.enum(approvalStates).optional(),
      siteId: Uuid.optional(),
      subjectId: Uuid.optional(),
    }),
    response: pageOf(ApprovalRow),
  }),
  counts: query({
    path: '/approvals/counts',
    may: 'approvals.read',
    summary: { zh: '待办数量', en: 'How many wait for me' },
    response: z.object({
      todo: z.number().int(),
      overdue: z.number().int(),
      returned: z.number().int().describe('Mine, to be put right'),
      sent: z.number().int().describe('Mine, under way'),
    }),
  }),
  get: query({
    path: '/approvals/:approvalId',
    may: 'approvals.read',
    summary: { zh: '审批详情', en: 'One approval' },
    params: ofApproval,
    response: ApprovalOut,
  }),
  file: command({
    path: '/approvals',
    may: 'approvals.read',
    summary: { zh: '提交申请', en: 'File a request' },
    body: {
      siteId: Uuid,
      matter: FreeMatters,
      customerId: Uuid.nullable().default(null),
      onBehalfOf: Uuid.nullable().default(null).describe('Whose request it is, when sent in for a colleague'),
      ...typedRequest,
    },
    response: Handled,
    refusals,
  }),
  resubmit: command({
    path: '/approvals/:approvalId/rounds',
    may: 'approvals.read',
    summary: { zh: '补正后重新提交', en: 'Put right and send in again' },
    params: ofApproval,
    body: typedRequest,
    response: Handled,
    refusals,
  }),
  sign: command({
    path: '/approvals/:approvalId/signatures',
    may: 'approvals.decide',
    summary: { zh: '同意', en: 'Agree' },
    params: ofApproval,
    body: { round, comment: paragraph.default('') },
    response: Handled,
    refusals,
  }),
  refuse: command({
    path: '/approvals/:approvalId/refusals',
    may: 'approvals.decide',
    summary: { zh: '退回或驳回', en: 'Return to be put right, or reject' },
    params: ofApproval,
    body: { round, how: z.enum(['returned', 'rejected']), comment: paragraph },
    response: Handled,
    refusals,
  }),
  withdraw: command({
    path: '/approvals/:approvalId/withdrawal',
    may: 'approvals.read',
    summary: { zh: '撤回', en: 'Withdraw' },
    params: ofApproval,
    body: { reason: paragraph.min(1) },
    response: Handled,
    refusals,
  }),
  remind: command({
    path: '/approvals/:approvalId/reminders',
    may: 'approvals.read',
    summary: { zh: '催办', en: 'Remind those who are to sign' },
    params: ofApproval,
    body: {},
    response: Handled.extend({ reminded: z.number().int() }),
    refusals,
  }),
  addSigner: command({
    path: '/approvals/:approvalId/signers',
    may: 'approvals.decide',
    summary: { zh: '加签', en: 'Ask for another signature' },
    params: ofApproval,
    body: { staffId: Uuid, when: z.enum(['before', 'after']), reason: paragraph.default('') },
    response: Handled,
    refusals,
  }),
  passOn: command({
    path: '/approvals/:approvalId/passing-on',
    may: 'approvals.decide',
    summary: { zh: '转交此件', en: 'Let a colleague sign this one' },
    params: ofApproval,
    body: { staffId: Uuid, reason: paragraph.default('') },
    response: Handled,
    refusals,
  }),
  delegations: query({
    path: '/approvals/delegations',
    may: 'approvals.read',
    summary: { zh: '委托与外出登记', en: 'Delegations and absences' },
    response: z.object({ rows: z.array(DelegationOut) }),
  }),
  delegate: command({
    path: '/approvals/delegations',
    may: 'approvals.decide',
    summary: { zh: '委托签批，或登记外出', en: 'Delegate signing for a time, or say that one is away' },
    body: {
      staffId: Uuid.nullable().describe('null: nobody in particular; stand-ins or the next level sign'),
      from: InstantText,
      until: InstantText,
      matters: z.array(Matters).max(40).default([]).describe('Empty: everything'),
      reason: line.default(''),
    },
    response: z.object({ delegation: DelegationOut, journalId: Uuid }),
    refusals,
  }),
  endDelegation: command({
    path: '/approvals/delegations/:delegationId/end',
    may: 'approvals.decide',
    summary: { zh: '提前结束委托', en: 'End a delegation early' },
    params: z.object({ delegationId: Uuid }),
    body: {},
    response: z.object({ delegation: DelegationOut, journalId: Uuid }),
  }),
};
