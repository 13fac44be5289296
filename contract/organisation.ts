/** Company, sites, teams, staff, roles, the line of command, and what each person may see. */
import { z } from 'zod';
import { scopes } from './kernel/permissions.ts';
import { command, query } from './kernel/route.ts';
import {
  InstantOut,
  InstantText,
  LocalDateText,
  PersonRef,
  TimeText,
  Uuid,
  WhyNot,
  pageOf,
  pageQuery,
} from './kernel/shapes.ts';
import { organisationRefusals } from './organisation-refusals.ts';
import { routineRoutes } from './organisation-routines.ts';
import { GrantsShape, siteKinds } from './session.ts';

export { organisationPermissions, organisationRefusals } from './organisation-refusals.ts';

const line = (max: number) => z.string().trim().max(max);
const name = line(60).min(1);
const refusals = organisationRefusals;
const Version = z.int().min(1).describe('The version this change was made from');
const Done = z.object({ id: Uuid, version: z.int(), journalId: Uuid });
const text = (zh: string, en: string) => ({ zh, en });

// ── sites and teams ──

export const Site = z.object({
  id: Uuid,
  name: z.string(),
  kind: z.enum(siteKinds),
  timeZone: z.string(),
  opensAt: z.string(),
  closesAt: z.string(),
  closedAt: InstantOut.nullable(),
  people: z.int(),
  version: z.int(),
});
export const Team = z.object({
  id: Uuid,
  siteId: Uuid,
  name: z.string(),
  leader: PersonRef.nullable(),
  people: z.int(),
  endedAt: InstantOut.nullable(),
  version: z.int(),
});
const siteId = z.object({ siteId: Uuid });
const teamId = z.object({ teamId: Uuid });
const staffId = z.object({ staffId: Uuid });

// ── staff ──

export const staffStatuses = ['active', 'on_leave', 'left'] as const;
export const RoleRef = z.object({ id: Uuid, key: z.string(), zh: z.string(), en: z.string() });
export const StaffRow = z.object({
  id: Uuid,
  number: z.string().nullable(),
  name: z.string(),
  post: z.string().nullable(),
  title: z.string(),
  status: z.enum(staffStatuses),
  siteId: Uuid.nullable(),
  siteName: z.string().nullable(),
  teamId: Uuid.nullable(),
  teamName: z.string().nullable(),
  superior: PersonRef.nullable(),
  roles: z.array(RoleRef),
  username: z.string().nullable().describe('Only for those who manage staff, and for oneself'),
  phone: z.string().nullable().describe('Only for those who manage staff, and for oneself'),
  version: z.int(),
});
export const StaffMember = StaffRow.extend({
  mentor: PersonRef.nullable(),
  subordinates: z.array(PersonRef),
  siteIds: z.array(Uuid).describe('Further sites this person works at'),
  hiredOn: LocalDateText.nullable(),
  probationUntil: LocalDateText.nullable(),
  leaveFrom: LocalDateText.nullable(),
  leaveUntil: LocalDateText.nullable(),
  leftAt: InstantOut.nullable(),
  note: z.string(),
  canSignIn: z.boolean(),
  mustChangePassword: z.boolean(),
  totpEnabled: z.boolean(),
  whyNot: z.object({ manage: WhyNot, grantRoles: WhyNot }),
});

const staffFields = {
  name,
  number: line(30).nullable().optional(),
  post: line(40).nullable().optional().describe('Key of a post (GET /posts)'),
  title: line(60).optional(),
  username: line(32).nullable().optional(),
  phone: line(30).nullable().optional(),
  superiorId: Uuid.nullable()
    .optional()
    .describe('Absent: as the rulebook says (team leader, else whoever enters the person)'),
  mentorId: Uuid.nullable().optional(),
  hiredOn: LocalDateText.nullable().optional(),
  note: line(2000).optional(),
};

// ── rights ──

export const Role = z.object({
  id: Uuid,
  key: z.string(),
  zh: z.string(),
  en: z.string(),
  grants: GrantsShape,
  people: z.int(),
  isShipped: z.boolean(),
  version: z.int(),
});
export const Right = z.object({
  permission: z.string(),
  zh: z.string(),
  en: z.string(),
  scope: z.enum(scopes).nullable().describe('null: denied, no role grants it'),
  reach: z.object({ zh: z.string(), en: z.string() }).nullable().describe('Whom the scope reaches, in words'),
  from: z.array(z.object({ role: RoleRef, scope: z.enum(scopes) })),
});
const Rights = z.object({
  person: PersonRef,
  site: PersonRef.nullable(),
  team: PersonRef.nullable(),
  roles: z.array(RoleRef),
  limitedByToken: z.boolean(),
  rows: z.array(Right),
});

// ── the line ──

export const instructionForms = ['oral', 'written', 'meeting'] as const;
export const upwardKinds = ['report', 'appeal', 'suggestion', 'market_feedback'] as const;
const part = line(1000).nullable().optional();
export const InstructionRow = z.object({
  id: Uuid,
  issuer: PersonRef,
  receiver: PersonRef,
  form: z.enum(instructionForms),
  who: z.string(),
  what: z.string(),
  finishTime: z.string(),
  place: z.string(),
  actionPlan: z.string(),
  control: z.string(),
  dueAt: InstantOut.nullable(),
  special: z.string().nullable(),
  state: z.enum(['issued', 'done', 'evaluated', 'withdrawn']),
  result: z.string(),
  evaluation: z.string(),
  issuedAt: InstantOut,
  version: z.int(),
  journalId: Uuid,
});
export const UpwardRow = z.object({
  id: Uuid,
  sender: PersonRef,
  addressee: PersonRef,
  kind: z.enum(upwardKinds),
  body: z.string(),
  acrossLevels: z.boolean(),
  sentAt: InstantOut,
  answer: z.string().nullable(),
  answeredAt: InstantOut.nullable(),
  journalId: Uuid,
});
const instructionId = z.object({ instructionId: Uuid });
const box = z.enum(['received', 'sent']).default('received');

export const organisation = {
  sites: query({
    path: '/sites',
    may: 'organisation.read',
    summary: text('门店', 'Sites'),
    query: z.object({ closed: z.enum(['true', 'false']).optional() }),
    response: z.object({ rows: z.array(Site) }),
  }),
  createSite: command({
    path: '/sites',
    may: 'organisation.sites',
    summary: text('新建门店', 'Open a site; it goes by the shipped rulebook of its kind'),
    body: {
      name,
      kind: z.enum(siteKinds),
      timeZone: line(60).default('Asia/Shanghai'),
      opensAt: TimeText.default('09:00'),
      closesAt: TimeText.default('18:00'),
    },
    response: Done,
    refusals,
  }),
  updateSite: command({
    method: 'PATCH',
    path: '/sites/:siteId',
    may: 'organisation.sites',
    summary: text('修改门店', 'Change a site'),
    params: siteId,
    body: {
      version: Version,
      name: name.optional(),
      timeZone: line(60).optional(),
      opensAt: TimeText.optional(),
      closesAt: TimeText.optional(),
    },
    response: Done,
    refusals,
  }),
  closeSite: command({
    path: '/sites/:siteId/closing',
    may: 'organisation.sites',
    summary: text('关闭门店', 'Close a site for good'),
    params: siteId,
    body: { version: Version },
    response: Done,
    refusals,
  }),
  teams: query({
    path: '/teams',
    may: 'organisation.read',
    summary: text('小组', 'Teams'),
    query: z.object({ siteId: Uuid.optional() }),
    response: z.object({ rows: z.array(Team) }),
  }),
  createTeam: command({
    path: '/teams',
    may: 'organisation.sites',
    summary: text('新建小组', 'Form a team'),
    body: { siteId: Uuid, name, leaderId: Uuid.nullable().optional() },
    response: Done,
    refusals,
  }),
  updateTeam: command({
    method: 'PATCH',
    path: '/teams/:teamId',
    may: 'organisation.sites',
    summary: text('修改小组', 'Change a team'),
    params: teamId,
    body: { version: Version, name: name.optional(), leaderId: Uuid.nullable().optional() },
    response: Done,
    refusals,
  }),
  endTeam: command({
    path: '/teams/:teamId/ending',
    may: 'organisation.sites',
    summary: text('撤销小组', 'Dissolve a team'),
    params: teamId,
    body: { version: Version },
    response: Done,
    refusals,
  }),

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
  setRoles: command({
    method: 'PUT',
    path: '/staff/:staffId/roles',
    may: 'organisation.staff',
    summary: text('授予角色', "Set somebody's roles"),
    params: staffId,
    body: { roles: z.array(line(60)).max(20).describe('Role keys or ids') },
    response: Done,
    refusals,
  }),

  roles: query({
    path: '/roles',
    may: 'organisation.read',
    summary: text('角色', 'Roles'),
    response: z.object({ rows: z.array(Role) }),
  }),
  createRole: command({
    path: '/roles',
    may: 'organisation.roles',
    summary: text('新建角色', 'Make a role'),
    body: { key: line(40).regex(/^[a-z][a-z0-9_]*$/), zh: name, en: name, grants: GrantsShape },
    response: Done,
    refusals,
  }),
  updateRole: command({
    method: 'PATCH',
    path: '/roles/:roleId',
    may: 'organisation.roles',
    summary: text('修改角色', 'Change a role'),
    params: z.object({ roleId: Uuid }),
    body: { version: Version, zh: name.optional(), en: name.optional(), grants: GrantsShape.optional() },
    response: Done,
    refusals,
  }),
  deleteRole: command({
    method: 'DELETE',
    path: '/roles/:roleId',
    may: 'organisation.roles',
    summary: text('删除角色', 'Remove a role that nobody holds'),
    params: z.object({ roleId: Uuid }),
    body: {},
    response: z.object({ journalId: Uuid }),
    refusals,
  }),
  permissions: query({
    path: '/permissions',
    may: 'signed-in',
    summary: text('全部权限及其可用范围', 'Every permission with the scopes it offers'),
    response: z.object({
      rows: z.array(
        z.object({ permission: z.string(), zh: z.string(), en: z.string(), scopes: z.array(z.enum(scopes)) }),
      ),
    }),
  }),
  ...routineRoutes,
  posts: query({
    path: '/posts',
    may: 'signed-in',
    summary: text('岗位：职责与权限对照', 'Posts: duties beside authority'),
    response: z.object({
      rows: z.array(
        z.object({
          key: z.string(),
          zh: z.string(),
          en: z.string(),
          rank: z.int().nullable(),
          duties: z.array(
            z.object({
              zh: z.string(),
              en: z.string(),
              cites: z.array(z.string()),
              rhythm: z.enum(['daily', 'monthly']).nullable(),
              steps: z.array(z.object({ zh: z.string(), en: z.string() })),
            }),
          ),
          authority: GrantsShape.nullable().describe('What the role of this key may do in this company'),
        }),
      ),
    }),
  }),
  myRights: query({
    path: '/rights',
    may: 'signed-in',
    summary: text('我能看到什么，为什么', 'What I can see, and why'),
    response: Rights,
  }),
  rightsOf: query({
    path: '/staff/:staffId/rights',
    may: 'organisation.rights',
    summary: text('此人能看到什么，为什么', 'What this person can see, and why'),
    params: staffId,
    response: Rights,
  }),

  instructions: query({
    path: '/instructions',
    may: 'signed-in',
    summary: text('指令', 'Instructions received or given'),
    query: z.object({ ...pageQuery, box, state: z.enum(['issued', 'done', 'evaluated', 'withdrawn']).optional() }),
    response: pageOf(InstructionRow),
  }),
  inspectInstructions: query({
    path: '/staff/:staffId/instructions',
    may: 'organisation.instruct',
    summary: text('检查下属的指令', 'Inspect the instructions of somebody below, at any depth the house allows'),
    params: staffId,
    query: z.object(pageQuery),
    response: pageOf(InstructionRow),
    refusals,
  }),
  instruct: command({
    path: '/instructions',
    may: 'organisation.instruct',
    summary: text('下达指令', 'Give an instruction'),
    body: {
      receiverId: Uuid,
      form: z.enum(instructionForms),
      who: part,
      what: part,
      finishTime: part.describe('In words; dueAt makes it exact'),
      place: part,
      actionPlan: part,
      control: part.describe('How it is controlled and evaluated'),
      dueAt: InstantText.nullable().optional(),
      special: line(500).nullable().optional().describe('Special circumstances, to command across levels'),
    },
    response: Done,
    refusals,
  }),
  instructionDone: command({
    path: '/instructions/:instructionId/done',
    may: 'signed-in',
    summary: text('指令完成', 'Report an instruction done'),
    params: instructionId,
    body: { version: Version, result: line(2000).default('') },
    response: Done,
    refusals,
  }),
  instructionEvaluate: command({
    path: '/instructions/:instructionId/evaluation',
    may: 'signed-in',
    summary: text('检查评价指令', 'Check and evaluate; not good enough: it stands again'),
    params: instructionId,
    body: { version: Version, good: z.boolean(), evaluation: line(2000).min(1) },
    response: Done,
    refusals,
  }),
  instructionWithdraw: command({
    path: '/instructions/:instructionId/withdrawal',
    may: 'signed-in',
    summary: text('撤回指令', 'Withdraw an instruction'),
    params: instructionId,
    body: { version: Version },
    response: Done,
    refusals,
  }),
  upward: query({
    path: '/upward-messages',
    may: 'signed-in',
    summary: text('报告、申诉、建议与市场反馈', 'Reports, appeals, suggestions and market feedback'),
    query: z.object({ ...pageQuery, box }),
    response: pageOf(UpwardRow),
  }),
  myLine: query({
    path: '/line',
    may: 'signed-in',
    summary: text('我的上级与下属', 'Those above and below me'),
    response: z.object({ above: z.array(PersonRef), below: z.array(PersonRef.extend({ level: z.int() })) }),
  }),
  sendUpward: command({
    path: '/upward-messages',
    may: 'signed-in',
    summary: text('向上级报告、申诉、建议', 'Report, appeal or suggest to a superior'),
    body: { addresseeId: Uuid, kind: z.enum(upwardKinds), body: line(5000).min(1) },
    response: z.object({ id: Uuid, journalId: Uuid }),
    refusals,
  }),
  answerUpward: command({
    path: '/upward-messages/:messageId/answer',
    may: 'signed-in',
    summary: text('答复', 'Answer'),
    params: z.object({ messageId: Uuid }),
    body: { answer: line(5000).min(1) },
    response: z.object({ id: Uuid, journalId: Uuid }),
    refusals,
  }),
};
