/** Facts and input of the decisions about where a customer stands and what business was done. */
import { z } from 'zod';
import { feasibilities, grades, sourceNames, type stageNames, urgencies } from '#core/customers/index.ts';
import { now } from './customers-identity.ts';
import type { Shapes } from './customers.ts';
import { anId, day, nothing, oneOrNone, several, text, textOrNone, yes } from './fields.ts';
import { named, oneOf } from './kit.ts';

const grade = z.enum(grades);

const stage = oneOf({
  collected: named('收集', 'collected'),
  screened: named('筛选', 'screened'),
  analysed: named('分析', 'analysed'),
  reclassified: named('再分类', 'reclassified'),
  followed_up: named('跟进', 'followed up'),
  filed: named('建档', 'filed'),
  won: named('成交', 'won'),
  not_won: named('未成交', 'not won'),
  repeat_purchase: named('再次购买', 'repeat purchase'),
  referral: named('介绍新客户', 'referral'),
  filed_for_later: named('存档待用', 'filed for later'),
} satisfies Record<(typeof stageNames)[number], unknown>);

const source = z.enum(sourceNames);

export const courses: Pick<
  Shapes,
  'customers.checkSource' | 'customers.grade' | 'customers.stage' | 'customers.needs' | 'customers.contacts'
> = {
  'customers.checkSource': {
    facts: z.looseObject({ recorded: source.meta(named('登记的来源', 'Source on file')) }),
    input: z.looseObject({
      told: source.meta(named('客户所说的来源', 'What the customer says')),
      wasAsked: yes('登记时问过', 'Was asked when registered'),
    }),
    sample: { now, facts: { recorded: 'walk_in' }, input: { told: 'referral', wasAsked: true } },
  },
  'customers.grade': {
    facts: z.looseObject({
      grade: grade.nullable().meta(named('现级别', 'Grade now')),
      hasTrackingSheet: yes('已有追踪表', 'Has a tracking sheet'),
    }),
    input: z.looseObject({ to: grade.meta(named('改为', 'Becomes')), reason: textOrNone('原因', 'Reason') }),
    sample: { now, facts: { grade: 'C', hasTrackingSheet: false }, input: { to: 'A', reason: '已看中户型' } },
  },
  'customers.stage': {
    facts: z.looseObject({ from: stage.meta(named('现步骤', 'Step now')) }),
    input: z.looseObject({ stage: stage.meta(named('进入', 'Moves to')) }),
    sample: { now, facts: { from: 'collected' }, input: { stage: 'screened' } },
  },
  'customers.needs': {
    facts: nothing,
    input: z.looseObject({
      text: text('需求', 'Needs'),
      urgency: z.enum(urgencies).nullable().meta(named('紧急程度', 'Urgency')),
      feasibility: z.enum(feasibilities).nullable().meta(named('可行性', 'Feasibility')),
      advice: textOrNone('建议', 'Advice'),
      forwardTo: z.array(z.string()).meta(named('转告部门', 'Departments told')),
      declinedReason: textOrNone('拒绝的理由', 'Why it is declined'),
    }),
    sample: {
      now,
      facts: {},
      input: {
        text: '三室，近学校',
        urgency: 'this_month',
        feasibility: 'feasible',
        advice: null,
        forwardTo: [],
        declinedReason: null,
      },
    },
  },
  'customers.contacts': {
    facts: z.looseObject({
      important: yes('重要客户', 'Important'),
      ownerId: oneOrNone('staff', '归属人', 'Owner'),
      contactIds: several('staff', '对接人', 'People in contact'),
    }),
    input: nothing,
    sample: { now, facts: { important: true, ownerId: 'wang', contactIds: ['chen'] }, input: {} },
  },
};

const transaction = z.looseObject({
  on: day('日期', 'On'),
  kind: oneOf({
    invoice: named('开票', 'invoice'),
    sample: named('寄样', 'sample'),
    deal: named('成交', 'deal'),
  }).meta(named('种类', 'Kind')),
  until: day('至', 'Until').optional(),
  sameAs: oneOf({
    same: named('本客户', 'this customer'),
    household: named('同户', 'the household'),
    name: named('同名', 'the same name'),
    phone: named('同电话', 'the same phone'),
  })
    .meta(named('与本客户的关系', 'How it is this customer'))
    .optional(),
  number: text('编号', 'Number').optional(),
});

const transactions = z.array(transaction).meta(named('业务往来', 'Business so far'));

const form = z.looseObject({
  transactions,
  firstOn: day('首笔业务', 'First business'),
  formName: text('申请表名称', 'Name on the form'),
  invoiceName: text('开票名称', 'Name on the invoice'),
  submittedOn: day('提交日期', 'Handed in on'),
});
const handedIn = {
  now,
  facts: {
    transactions: [{ on: '2026-02-20', kind: 'invoice' }],
    firstOn: '2026-02-20',
    formName: '华光贸易',
    invoiceName: '华光贸易',
    submittedOn: '2026-03-02',
  },
  input: {},
} as const;

export const business: Pick<
  Shapes,
  'customers.transaction' | 'customers.newCustomer' | 'customers.confirmNewCustomer'
> = {
  'customers.transaction': {
    facts: z.looseObject({ transactions, today: day('今天', 'Today') }),
    input: z.looseObject({ transactionId: anId('这笔业务', 'This transaction'), on: day('日期', 'On') }),
    sample: {
      now,
      facts: { transactions: [], today: '2026-03-02' },
      input: { transactionId: 'transaction', on: '2026-03-01' },
    },
  },
  'customers.newCustomer': { facts: form, input: nothing, sample: handedIn },
  'customers.confirmNewCustomer': { facts: form, input: nothing, sample: handedIn },
};
