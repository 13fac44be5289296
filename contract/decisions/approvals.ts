/** Facts and input of the kinds of decision about approvals. */
import { z } from 'zod';
import {
  type ApprovalFacts,
  type approvalKinds,
  type Matter,
  matterKeys,
  matters,
  type PersonFacts,
  type Step,
} from '#core/approvals/index.ts';
import {
  anId,
  count,
  instant,
  instantOrNone,
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

const matterWords = Object.fromEntries(matterKeys.map((key) => [key, { zh: matters[key].zh, en: matters[key].en }]));
const matter = oneOf<Matter>(matterWords as Record<Matter, { zh: string; en: string }>).meta(named('事项', 'Matter'));
const amount = z.number().min(0).max(1_000_000_000_000_000);

const seat = z.looseObject({
  roles: z.array(z.string()).meta(named('岗位', 'Posts')),
  staffId: oneOrNone('staff', '指定人', 'Named person'),
});
const step: z.ZodType<Step> = z.looseObject({
  key: anId('步骤', 'Step'),
  origin: oneOf({
    route: { zh: '审批路线', en: 'the route' },
    limit: { zh: '超出授权', en: 'beyond authority' },
    added: { zh: '加签', en: 'added' },
    passed_on: { zh: '转交', en: 'passed on' },
  }).meta(named('由来', 'From')),
  seats: z.array(seat).max(20).meta(named('签批席位', 'Signatures asked for')),
});
const states = oneOf({
  pending: { zh: '审批中', en: 'under way' },
  returned: { zh: '已退回', en: 'returned' },
  approved: { zh: '已通过', en: 'granted' },
  rejected: { zh: '已驳回', en: 'rejected' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  expired: { zh: '已逾期', en: 'out of time' },
});
const as = oneOf({
  holder: { zh: '本岗', en: 'by post' },
  delegate: { zh: '受委托', en: 'as delegate' },
  stand_in: { zh: '代签', en: 'as stand-in' },
  next_level: { zh: '上一级', en: 'one level up' },
});

const approval: z.ZodType<ApprovalFacts> = z
  .looseObject({
    id: anId('审批', 'Approval'),
    matter,
    state: states.meta(named('状态', 'State')),
    round: count('第几次提交', 'Round'),
    applicantId: oneOrNone('staff', '申请人', 'Applicant'),
    barred: several('staff', '不得签批的人', 'Who may not sign'),
    steps: z.array(step).max(30).meta(named('审批路线', 'Route')),
    stepKey: textOrNone('当前步骤', 'Present step'),
    standIns: z
      .looseObject({ needed: count('代签人数', 'How many stand in'), roles: z.array(z.string()) })
      .meta(named('代签', 'Stand-ins')),
    dueAt: instantOrNone('签批时限', 'To be signed by'),
    lapses: yes('逾期作废', 'Void when late'),
    signatures: z
      .array(
        z.looseObject({
          stepKey: anId('步骤', 'Step'),
          signerId: one('staff', '签批人', 'Signer'),
          as: as.meta(named('以何身份', 'As')),
          forId: oneOrNone('staff', '代谁', 'For whom'),
          seats: z.array(z.int().nonnegative()).meta(named('席位', 'Seats')),
        }),
      )
      .meta(named('本次已签', 'Signed in this round')),
  })
  .meta(named('审批', 'Approval'));

const people: z.ZodType<readonly PersonFacts[]> = z
  .array(
    z.looseObject({
      id: one('staff', '人员', 'Who'),
      roles: z.array(z.string()).meta(named('岗位', 'Posts')),
      absent: yes('不在', 'Away'),
      delegates: several('staff', '委托给', 'Delegates to'),
    }),
  )
  .meta(named('可能签批的人', 'Who could sign'));
const colleague = z
  .looseObject({ id: one('staff', '同事', 'Colleague'), hasLeft: yes('已离职', 'Has left') })
  .meta(named('同事', 'Colleague'));

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional();
const magnitude = z
  .looseObject({
    discountPercent: optional(z.number().min(0).max(100).meta(named('优惠百分比', 'Discount, percent'))),
    belowListFen: optional(amount.meta(named('低于标价（分）', 'Below list, fen'))),
    amountFen: optional(z.number().min(-1e15).max(1e15).meta(named('金额（分）', 'Amount, fen'))),
    lateDays: optional(z.number().min(0).max(36_500).meta(named('延期天数', 'Days late'))),
  })
  .meta(named('幅度', 'How much'));

const signing = z.looseObject({
  approval,
  people,
  signerId: one('staff', '签批人', 'Signer'),
  digest: text('内容指纹', 'Fingerprint'),
});
const arranging = z.looseObject({
  approval,
  people,
  byId: one('staff', '安排人', 'Who arranges'),
  oversees: yes('有权安排签批', 'Oversees approvals'),
  colleague,
});
const round = count('第几次提交', 'Round');
const comment = text('意见', 'Comment');
const reason = text('理由', 'Reason');

const subscription: ApprovalFacts = {
  id: 'approval',
  matter: 'subscription',
  state: 'pending',
  round: 1,
  applicantId: 'chen',
  barred: ['chen'],
  steps: [
    {
      key: 'r1',
      origin: 'route',
      seats: [
        { roles: ['finance'], staffId: null },
        { roles: ['manager'], staffId: null },
      ],
    },
  ],
  stepKey: 'r1',
  standIns: { needed: 0, roles: ['team_leader', 'sales_assistant'] },
  dueAt: '2026-03-11T02:00:00.000Z',
  lapses: false,
  signatures: [],
};
const people2 = [
  { id: 'liu', roles: ['finance'], absent: false, delegates: [] },
  { id: 'zhou', roles: ['manager'], absent: false, delegates: [] },
];
const now = '2026-03-10T02:00:00.000Z';
const signSample = { approval: subscription, people: people2, signerId: 'zhou', digest: 'c0ffee' };
const arrangeSample = {
  approval: subscription,
  people: people2,
  byId: 'zhou',
  oversees: false,
  colleague: { id: 'wang', hasLeft: false },
};

export const approvalShapes: ShapesOf<typeof approvalKinds> = {
  'approvals.request': {
    facts: z.looseObject({ timeZone, isPending: yes('已在审批中', 'Under way already') }),
    input: z.looseObject({
      matter,
      round,
      applicantId: oneOrNone('staff', '申请人', 'Applicant'),
      magnitude,
      also: optional(z.array(seat).max(5).meta(named('事项另要求的签批', 'Also asked for'))),
    }),
    sample: {
      now,
      facts: { timeZone: 'Asia/Shanghai', isPending: false },
      input: { matter: 'subscription', round: 1, applicantId: 'chen', magnitude: {} },
    },
  },
  'approvals.sign': {
    facts: signing,
    input: z.looseObject({ round, comment }),
    sample: { now, facts: signSample, input: { round: 1, comment: '同意' } },
  },
  'approvals.return': {
    facts: signing,
    input: z.looseObject({
      how: oneOf({ returned: { zh: '退回', en: 'returned' }, rejected: { zh: '驳回', en: 'rejected' } }).meta(
        named('如何', 'How'),
      ),
      round,
      comment,
    }),
    sample: { now, facts: signSample, input: { how: 'returned', round: 1, comment: '请补付款方式' } },
  },
  'approvals.withdraw': {
    facts: z.looseObject({
      approval,
      byId: oneOrNone('staff', '撤回人', 'Who withdraws'),
      senders: several('staff', '申请人与提交人', 'Applicant and sender'),
    }),
    input: z.looseObject({ reason }),
    sample: {
      now,
      facts: { approval: subscription, byId: 'chen', senders: ['chen'] },
      input: { reason: '客户改选房源' },
    },
  },
  'approvals.remind': {
    facts: z.looseObject({
      approval,
      byId: one('staff', '催办人', 'Who reminds'),
      senders: several('staff', '申请人与提交人', 'Applicant and sender'),
      oversees: yes('有权安排签批', 'Oversees approvals'),
      remindedAt: instantOrNone('上次催办', 'Last reminded'),
    }),
    input: nothing,
    sample: {
      now,
      facts: { approval: subscription, byId: 'chen', senders: ['chen'], oversees: false, remindedAt: null },
      input: {},
    },
  },
  'approvals.expire': {
    facts: z.looseObject({ approval }),
    input: nothing,
    sample: { now: '2026-03-11T02:00:00.000Z', facts: { approval: subscription }, input: {} },
  },
  'approvals.addSigner': {
    facts: arranging,
    input: z.looseObject({
      staffId: one('staff', '加签人', 'Added signer'),
      when: oneOf({ before: { zh: '在我之前', en: 'before me' }, after: { zh: '在我之后', en: 'after me' } }).meta(
        named('何时', 'When'),
      ),
      reason,
    }),
    sample: { now, facts: arrangeSample, input: { staffId: 'wang', when: 'before', reason: '请核对价格' } },
  },
  'approvals.passOn': {
    facts: arranging,
    input: z.looseObject({ staffId: one('staff', '转交给', 'Passed to'), reason }),
    sample: { now, facts: arrangeSample, input: { staffId: 'wang', reason: '外出' } },
  },
  'approvals.delegate': {
    facts: z.looseObject({
      byId: one('staff', '委托人', 'Who delegates'),
      colleague: colleague.nullable(),
      isMutual: yes('对方同时委托给委托人', 'They delegate to each other'),
    }),
    input: z.looseObject({
      staffId: oneOrNone('staff', '受托人', 'Delegate'),
      from: instant('自', 'From'),
      until: instant('至', 'Until'),
      matters: z.array(matter).meta(named('事项', 'Matters')),
    }),
    sample: {
      now,
      facts: { byId: 'zhou', colleague: { id: 'wang', hasLeft: false }, isMutual: false },
      input: { staffId: 'wang', from: now, until: '2026-03-12T02:00:00.000Z', matters: [] },
    },
  },
};
