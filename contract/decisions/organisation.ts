/** Facts and input of the kinds of decision about people, rights and the line of command. */
import { z } from 'zod';
import {
  type Grants,
  type GrantFacts,
  instructionForms,
  type LineMember,
  type organisationKinds,
  type RoleGrants,
  scopeNames,
  type Standing,
  type SuperiorFacts,
  upwardKinds,
} from '#core/organisation/index.ts';
import {
  anId,
  count,
  day,
  dayOrNone,
  idOrNone,
  nothing,
  one,
  oneOrNone,
  several,
  text,
  textOrNone,
  timeZone,
  yes,
} from './fields.ts';
import { named, oneOf, type ShapesOf } from './kit.ts';

type Shapes = ShapesOf<typeof organisationKinds>;

const post = z
  .string()
  .nullable()
  .meta({
    ...named('岗位', 'Post'),
    examples: ['consultant', 'team_leader', 'supervisor', 'manager', 'sales_assistant'],
  });
const chain = several('staff', '上级（由近到远）', 'Superiors, the direct one first');
const member: z.ZodType<LineMember> = z.looseObject({
  id: one('staff', '人员', 'Person'),
  post,
  hasLeft: yes('已离职', 'Has left'),
  chain,
});
const superior: z.ZodType<SuperiorFacts> = z
  .looseObject({
    personId: one('staff', '本人', 'The person'),
    post,
    named: member.nullable().meta(named('指定的上级', 'The superior named')),
    fallback: z.array(member).meta(named('未指定时的上级', 'Who stands in when none is named')),
  })
  .meta(named('直接上级', 'The direct superior'));

const confirmationStateWords = {
  with_mentor: named('待带教人意见', 'with the mentor'),
  signing: named('签批中', 'being signed'),
  returned: named('已退回', 'returned'),
  signed: named('已签批', 'signed'),
  rejected: named('已驳回', 'rejected'),
  withdrawn: named('已撤回', 'withdrawn'),
};
const state = oneOf({
  active: named('在岗', 'at work'),
  on_leave: named('休假', 'on leave'),
  left: named('离职', 'left'),
}).meta(named('状态', 'State'));
const mentor = z
  .looseObject({ id: one('staff', '带教人', 'Mentor'), state, onProbation: yes('试用期内', 'On probation') })
  .nullable()
  .meta(named('带教人', 'Mentor'));

const scope = z.enum(scopeNames);
const grants: z.ZodType<Grants> = z.record(
  z.string().meta({ examples: ['organisation.roles', 'organisation.staff', 'customers.read', 'claims.sign'] }),
  scope,
);
const role: z.ZodType<RoleGrants> = z.looseObject({
  id: anId('角色', 'Role'),
  key: text('角色名', 'Name of the role'),
  grants: grants.meta(named('权限', 'Permissions')),
});
const roleList = (zh: string, en: string) => z.array(role).meta(named(zh, en));
const otherAdministrators = count('其他可授权的在岗人员', 'Others at work who can give rights');
const grantFacts: z.ZodType<GrantFacts> = z.looseObject({
  actorGrants: grants.meta(named('操作人的权限', 'Rights of who grants')),
  before: roleList('原有角色', 'Roles before'),
  after: roleList('之后的角色', 'Roles afterwards'),
  otherAdministrators,
});

const before: z.ZodType<Standing> = z
  .looseObject({
    siteId: oneOrNone('site', '门店', 'Site'),
    teamId: idOrNone('小组', 'Team'),
    status: state,
  })
  .meta(named('变动之前', 'Before the change'));

const li: LineMember = { id: 'li', post: 'supervisor', hasLeft: false, chain: ['zhao'] };
const underLi: SuperiorFacts = { personId: 'wang', post: 'consultant', named: li, fallback: [] };
const atWork: Standing = { siteId: 'site', teamId: 'team', status: 'active' };
const consultantRole: RoleGrants = { id: 'role', key: 'consultant', grants: { 'customers.read': 'self' } };
const administratorGrants: Grants = { 'organisation.roles': 'company' };
const grantsConsultant: GrantFacts = {
  actorGrants: administratorGrants,
  before: [],
  after: [consultantRole],
  otherAdministrators: 1,
};
const now = '2026-03-02T02:00:00.000Z';

const entering: Pick<
  Shapes,
  | 'organisation.createStaff'
  | 'organisation.changeStaff'
  | 'organisation.tickRoutine'
  | 'organisation.endProbation'
  | 'organisation.confirmStaff'
  | 'organisation.applyForConfirmation'
  | 'organisation.mentorsWord'
> = {
  'organisation.createStaff': {
    facts: z.looseObject({ superior, mentor, roles: grantFacts.meta(named('授予的角色', 'Roles granted')), timeZone }),
    input: z.looseObject({
      hiredOn: dayOrNone('入职日期', 'First day'),
      onProbation: yes('须试用', 'On probation'),
    }),
    sample: {
      now,
      facts: { superior: underLi, mentor: null, roles: grantsConsultant, timeZone: 'Asia/Shanghai' },
      input: { hiredOn: '2026-03-02', onProbation: true },
    },
  },
  'organisation.changeStaff': {
    facts: z.looseObject({
      superior,
      mentor: z
        .looseObject({
          personId: one('staff', '本人', 'The person'),
          onProbation: yes('试用期内', 'On probation'),
          mentor,
        })
        .meta(named('带教', 'Mentoring')),
    }),
    input: nothing,
    sample: {
      now,
      facts: { superior: underLi, mentor: { personId: 'wang', onProbation: false, mentor: null } },
      input: {},
    },
  },
  'organisation.tickRoutine': {
    facts: z.looseObject({ post: textOrNone('岗位', 'Post'), today: day('当日', 'Today') }),
    input: z.looseObject({
      routine: text('例行工作', 'Routine'),
      step: count('第几步（从零起）', 'Step, from nought'),
    }),
    sample: { now, facts: { post: 'supervisor', today: '2026-03-02' }, input: { routine: 'daily_check', step: 0 } },
  },
  'organisation.endProbation': {
    facts: z.looseObject({ unitsSold: count('累计销量', 'Units sold') }),
    input: nothing,
    sample: { now, facts: { unitsSold: 4 }, input: {} },
  },
  'organisation.confirmStaff': {
    facts: z.looseObject({
      probationUntil: dayOrNone('试用期至', 'On probation until'),
      byApplication: yes('经本人申请并签批', 'Applied for and signed').optional(),
    }),
    input: z.looseObject({ unitsSold: count('累计销量', 'Units sold') }),
    sample: { now, facts: { probationUntil: '2026-05-02', byApplication: true }, input: { unitsSold: 5 } },
  },
  'organisation.applyForConfirmation': {
    facts: z.looseObject({
      isSelf: yes('本人', 'By oneself'),
      open: oneOf(confirmationStateWords).nullable().meta(named('在办申请', 'Application under way')),
      probationUntil: dayOrNone('试用期至', 'On probation until'),
      unitsSold: count('累计销量', 'Units sold'),
      mentorId: oneOrNone('staff', '带教人', 'Mentor'),
    }),
    input: z.looseObject({ selfReview: text('自我评价', 'Review of oneself') }),
    sample: {
      now,
      facts: { isSelf: true, open: null, probationUntil: '2026-05-02', unitsSold: 5, mentorId: 'zhao' },
      input: { selfReview: '试用期间独立成交五台。' },
    },
  },
  'organisation.mentorsWord': {
    facts: z.looseObject({
      state: oneOf(confirmationStateWords).meta(named('状态', 'State')),
      mentorId: oneOrNone('staff', '带教人', 'Mentor'),
      byId: one('staff', '填写人', 'By'),
    }),
    input: z.looseObject({ word: text('意见', 'Opinion'), recommends: yes('同意转正', 'In favour') }),
    sample: {
      now,
      facts: { state: 'with_mentor', mentorId: 'zhao', byId: 'zhao' },
      input: { word: '接待规范，可以独立上岗。', recommends: true },
    },
  },
};

const leave = z.looseObject({ from: day('请假起', 'From'), until: dayOrNone('请假止', 'Until') });
const place = z.looseObject({
  siteId: oneOrNone('site', '调往门店', 'To site'),
  teamId: idOrNone('调往小组', 'To team'),
});

const changes: Pick<
  Shapes,
  | 'organisation.transferStaff'
  | 'organisation.planLeave'
  | 'organisation.leaveOfAbsence'
  | 'organisation.returnFromLeave'
  | 'organisation.leaving'
  | 'organisation.rehire'
> = {
  'organisation.transferStaff': {
    facts: z.looseObject({ before, superior }),
    input: place,
    sample: {
      now,
      facts: { before: atWork, superior: underLi },
      input: { siteId: 'other site', teamId: null },
    },
  },
  'organisation.planLeave': {
    facts: z.looseObject({ before }),
    input: leave,
    sample: { now, facts: { before: atWork }, input: { from: '2026-04-01', until: '2026-04-20' } },
  },
  'organisation.leaveOfAbsence': {
    facts: z.looseObject({ before }),
    input: leave,
    sample: { now, facts: { before: atWork }, input: { from: '2026-03-02', until: '2026-03-04' } },
  },
  'organisation.returnFromLeave': {
    facts: z.looseObject({ before }),
    input: nothing,
    sample: { now, facts: { before: { ...atWork, status: 'on_leave' } }, input: {} },
  },
  'organisation.leaving': {
    facts: z.looseObject({ before, roles: roleList('担任的角色', 'Roles held'), otherAdministrators }),
    input: nothing,
    sample: {
      now,
      facts: { before: atWork, roles: [consultantRole], otherAdministrators: 2 },
      input: {},
    },
  },
  'organisation.rehire': {
    facts: z.looseObject({ before, superior }),
    input: nothing,
    sample: { now, facts: { before: { ...atWork, status: 'left' }, superior: underLi }, input: {} },
  },
};

const roleEdit: Shapes['organisation.createRole'] = {
  facts: z.looseObject({
    grants: grants.meta(named('权限', 'Permissions')),
    known: z.record(z.string(), z.array(scope)).meta(named('可授予的范围', 'Scopes on offer')),
    administratorsAfter: count('之后可授权的在岗人员', 'People who can give rights afterwards'),
  }),
  input: nothing,
  sample: {
    now,
    facts: {
      grants: { 'customers.read': 'team' },
      known: { 'customers.read': ['self', 'team', 'site', 'company'] },
      administratorsAfter: 1,
    },
    input: {},
  },
};

const rights: Pick<
  Shapes,
  'organisation.grantRoles' | 'organisation.createRole' | 'organisation.changeRole' | 'organisation.deleteRole'
> = {
  'organisation.grantRoles': {
    facts: grantFacts,
    input: nothing,
    sample: { now, facts: grantsConsultant, input: {} },
  },
  'organisation.createRole': roleEdit,
  'organisation.changeRole': roleEdit,
  'organisation.deleteRole': roleEdit,
};

const instructionState = oneOf({
  issued: named('已下达', 'issued'),
  done: named('已完成', 'done'),
  evaluated: named('已检查', 'checked'),
  withdrawn: named('已撤回', 'withdrawn'),
});

const line: Pick<Shapes, 'organisation.instruct' | 'organisation.moveInstruction' | 'organisation.sendUpward'> = {
  'organisation.instruct': {
    facts: z.looseObject({
      issuerId: one('staff', '下达人', 'Who instructs'),
      receiverChain: several('staff', '接受人的上级（由近到远）', 'Superiors of the receiver, the direct one first'),
      special: textOrNone('特殊情况', 'Special circumstances'),
    }),
    input: z.looseObject({
      form: z.enum(instructionForms).meta(named('形式', 'Form')),
      who: textOrNone('何人', 'Who'),
      what: textOrNone('何事', 'What'),
      finishTime: textOrNone('完成时间', 'To be finished'),
      place: textOrNone('地点', 'Place'),
      actionPlan: textOrNone('行动方案', 'Plan of action'),
      control: textOrNone('检查办法', 'How it is checked'),
    }),
    sample: {
      now,
      facts: { issuerId: 'li', receiverChain: ['li', 'zhao'], special: null },
      input: {
        form: 'written',
        who: '王',
        what: '整理本周来访登记',
        finishTime: '周五 18:00',
        place: '售楼处',
        actionPlan: '逐条核对电话',
        control: '周六晨会检查',
      },
    },
  },
  'organisation.moveInstruction': {
    facts: z.looseObject({ state: instructionState.meta(named('现状', 'State')) }),
    input: z.looseObject({ to: instructionState.meta(named('变为', 'Becomes')) }),
    sample: { now, facts: { state: 'issued' }, input: { to: 'done' } },
  },
  'organisation.sendUpward': {
    facts: z.looseObject({
      senderChain: several('staff', '本人的上级（由近到远）', 'Superiors of the sender, the direct one first'),
      addresseeId: one('staff', '向谁', 'To whom'),
      kind: z.enum(upwardKinds).meta(named('类别', 'Kind')),
    }),
    input: nothing,
    sample: { now, facts: { senderChain: ['li', 'zhao'], addresseeId: 'li', kind: 'report' }, input: {} },
  },
};

export const organisationShapes: Shapes = { ...entering, ...changes, ...rights, ...line };
