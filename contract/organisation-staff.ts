/** People on the wire: from joining to leaving. */
import { z } from 'zod';
import { command, query } from './kernel/route.ts';
import { LocalDateText, pageOf, pageQuery, Uuid } from './kernel/shapes.ts';
import { organisationRefusals as refusals } from './organisation-refusals.ts';
import {
  Done,
  line,
  name,
  staffFields,
  staffId,
  StaffMember,
  StaffRow,
  staffStatuses,
  text,
  Version,
} from './organisation-shapes.ts';

export const staffRoutes = {
  staff: query({
    path: '/staff',
    may: 'organisation.read',
    summary: text('人员列表，可按姓名、拼音、工号查找', 'People; search by name, pinyin or number'),
    query: z.object({
      ...pageQuery,
      q: line(60).optional(),
      siteId: Uuid.optional(),
      teamId: Uuid.optional(),
      status: z
        .enum([...staffStatuses, 'working'])
        .optional()
        .describe('working: active or on leave'),
      role: line(60).optional(),
    }),
    response: pageOf(StaffRow),
  }),
  staffMember: query({
    path: '/staff/:staffId',
    may: 'organisation.read',
    summary: text('人员详情', 'One person'),
    params: staffId,
    response: StaffMember,
  }),
  createStaff: command({
    path: '/staff',
    may: 'organisation.staff',
    summary: text('新增人员，一次性密码只显示一次', 'Enter a person; the one-time password is shown once'),
    body: {
      ...staffFields,
      siteId: Uuid.nullable().optional(),
      teamId: Uuid.nullable().optional(),
      roles: z.array(line(60)).max(20).optional().describe('Role keys or ids; absent: the role of the post'),
      siteIds: z.array(Uuid).max(50).optional(),
      onProbation: z.boolean().default(false),
      password: z.string().max(200).optional().describe('Absent: one is made'),
      mustChangePassword: z.boolean().default(true),
    },
    response: Done.extend({ username: z.string().nullable(), oneTimePassword: z.string().nullable() }),
    refusals,
  }),
  updateStaff: command({
    method: 'PATCH',
    path: '/staff/:staffId',
    may: 'organisation.staff',
    summary: text('修改人员资料', "Change a person's particulars"),
    params: staffId,
    body: { version: Version, ...staffFields, name: name.optional(), siteIds: z.array(Uuid).max(50).optional() },
    response: Done,
    refusals,
  }),
  transferStaff: command({
    path: '/staff/:staffId/transfer',
    may: 'organisation.staff',
    summary: text('调组、调店', 'Move somebody to another team or site'),
    params: staffId,
    body: {
      version: Version,
      siteId: Uuid.nullable(),
      teamId: Uuid.nullable(),
      superiorId: Uuid.nullable().optional(),
      reason: line(500).optional(),
    },
    response: Done.extend({ handoverNeeded: z.boolean() }),
    refusals,
  }),
  leaveOfAbsence: command({
    path: '/staff/:staffId/leave',
    may: 'organisation.staff',
    summary: text('登记休假', 'Record a leave'),
    params: staffId,
    body: { version: Version, from: LocalDateText, until: LocalDateText.nullable(), reason: line(500).optional() },
    response: Done.extend({ handoverNeeded: z.boolean() }),
    refusals,
  }),
  returnFromLeave: command({
    path: '/staff/:staffId/return',
    may: 'organisation.staff',
    summary: text('销假', 'End a leave'),
    params: staffId,
    body: { version: Version },
    response: Done,
    refusals,
  }),
  leaving: command({
    path: '/staff/:staffId/leaving',
    may: 'organisation.staff',
    summary: text(
      '办理离职：立即失去访问，客户待交接',
      'Somebody leaves: access ends at once, customers await handover',
    ),
    params: staffId,
    body: { version: Version, reason: line(500).optional() },
    response: Done.extend({ handoverNeeded: z.boolean() }),
    refusals,
  }),
  rehire: command({
    path: '/staff/:staffId/rehire',
    may: 'organisation.staff',
    summary: text('重新入职', 'Somebody comes back'),
    params: staffId,
    body: { version: Version, siteId: Uuid.nullable(), teamId: Uuid.nullable() },
    response: Done,
    refusals,
  }),
  confirmStaff: command({
    path: '/staff/:staffId/confirmation',
    may: 'organisation.staff',
    summary: text('转正', 'Confirm a probationer'),
    params: staffId,
    body: { version: Version, unitsSold: z.int().min(0).max(10_000) },
    response: Done,
    refusals,
  }),
  resetPassword: command({
    path: '/staff/:staffId/password',
    may: 'organisation.staff',
    summary: text(
      '重置密码，一次性密码只显示一次；其登录与令牌全部失效',
      'Reset a password; it is shown once, all sessions and tokens end',
    ),
    params: staffId,
    body: { resetTotp: z.boolean().default(false) },
    response: z.object({
      login: z.string().describe('The name to sign in with; made from the pinyin when there was none'),
      oneTimePassword: z.string(),
      endedSessions: z.int(),
      journalId: Uuid,
    }),
    refusals,
  }),
};
