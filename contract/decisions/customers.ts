/** Facts and input of the kinds of decision about the customer file. */
import { z } from 'zod';
import {
  type Candidate,
  type customerKinds,
  feasibilities,
  type formNames,
  grades,
  type Handling,
  type Identity,
  type MergeParty,
  type Registration,
  type relationNames,
  requirableFields,
  sourceNames,
  type stageNames,
  urgencies,
  type Viewer,
} from '#core/customers/index.ts';
import {
  anId,
  count,
  day,
  dayOrNone,
  idOrNone,
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
import { idOf, named, oneOf, type ShapesOf } from './kit.ts';

type Shapes = ShapesOf<typeof customerKinds>;

const relationWords = {
  spouse: named('配偶', 'spouse'),
  parent: named('父母', 'parent'),
  child: named('子女', 'child'),
  sibling: named('兄弟姐妹', 'sibling'),
  grandparent: named('祖父母', 'grandparent'),
  other: named('其他', 'other'),
} satisfies Record<(typeof relationNames)[number], unknown>;
const relation = oneOf(relationWords).meta(named('关系', 'Relation'));

/** In the journal the values are keyed hashes: what was equal stays equal, what it was cannot be read. */
const key = z.looseObject({
  kind: oneOf({
    phone: named('电话', 'phone'),
    id_number: named('证件号码', 'identity number'),
    card: named('会员卡', 'card'),
    plate: named('车牌', 'number plate'),
  }).meta(named('种类', 'Kind')),
  value: text('值（相同即为同一）', 'Value (equal means the same)'),
});
const identity: z.ZodType<Identity> = z
  .looseObject({
    keys: z.array(key).meta(named('电话、证件、卡、车牌', 'Phones, identity numbers, cards, plates')),
    nameKey: text('姓名（比对用）', 'Name as compared'),
    addressKey: text('地址（比对用）', 'Address as compared'),
  })
  .meta(named('身份', 'Identity'));
const candidate: z.ZodType<Candidate> = z.looseObject({
  customerId: one('customer', '客户', 'Customer'),
  identity,
  claim: z
    .looseObject({
      ownerId: one('staff', '归属人', 'Owner'),
      ownerName: text('归属人姓名', 'Name of the owner'),
      until: instantOrNone('保护至', 'Protected until'),
    })
    .nullable()
    .meta(named('现有归属', 'Present claim')),
  visible: yes('登记人看得到', 'Within the registrar’s view'),
});
const candidates = z.array(candidate).meta(named('可能相同的客户', 'Customers it may be'));

const values = z
  .partialRecord(z.enum(requirableFields), z.string().nullable())
  .meta(named('已填的项目', 'Fields filled in'));
const registration: z.ZodType<Registration> = z
  .looseObject({
    form: oneOf({
      desk: named('前台登记', 'desk'),
      firstReception: named('首次接待', 'first reception'),
      informationForm: named('信息表', 'information form'),
      prospect: named('潜在客户', 'prospect'),
      subscription: named('认购', 'subscription'),
    } satisfies Record<(typeof formNames)[number], unknown>).meta(named('表单', 'Form')),
    values,
    phoneDeclined: textOrNone('不留电话的原因', 'Why no phone was left'),
    visitedOn: dayOrNone('来访日期', 'Visited on'),
    bornOn: dayOrNone('出生日期', 'Born on'),
    identity,
    householdOf: z
      .looseObject({ customerId: one('customer', '家人', 'Whose family'), relation })
      .nullable()
      .meta(named('声明的家庭关系', 'Family declared')),
    differentFrom: several('customer', '已看过、确认不是的客户', 'Looked at and somebody else'),
    differentFromStrangers: yes('确认不是看不到的客户', 'Somebody else than those out of view'),
    mayConfirmHousehold: yes('可确认家庭关系', 'May confirm a household'),
  })
  .meta(named('登记内容', 'What is registered'));

const wang: Identity = { keys: [{ kind: 'phone', value: '13800000001' }], nameKey: '王芳', addressKey: '' };
const firstVisit: Registration = {
  form: 'desk',
  values: { name: '王芳', phone: '✓' },
  phoneDeclined: null,
  visitedOn: '2026-03-02',
  bornOn: null,
  identity: wang,
  householdOf: null,
  differentFrom: [],
  differentFromStrangers: false,
  mayConfirmHousehold: false,
};
const now = '2026-03-02T02:00:00.000Z';

const party: z.ZodType<MergeParty> = z.looseObject({
  id: one('customer', '客户', 'Customer'),
  registeredAt: instant('登记时间', 'Registered at'),
  mergedInto: oneOrNone('customer', '已并入', 'Merged into'),
  visible: yes('看得到', 'In view'),
  hasLiveClaim: yes('有归属', 'Has an owner'),
});
const earlier: MergeParty = {
  id: 'customer',
  registeredAt: '2026-01-05T02:00:00.000Z',
  mergedInto: null,
  visible: true,
  hasLiveClaim: true,
};
const customerId = one('customer', '客户', 'Customer');
const confirmed = yes('主管已确认', 'Confirmed by a supervisor');

const files: Pick<Shapes, 'customers.register' | 'customers.update' | 'customers.addPerson'> = {
  'customers.register': {
    facts: z.looseObject({ registration, candidates, timeZone }),
    input: nothing,
    sample: { now, facts: { registration: firstVisit, candidates: [], timeZone: 'Asia/Shanghai' }, input: {} },
  },
  'customers.update': {
    facts: z.looseObject({
      customerId,
      identity: identity.nullable().meta(named('改动后的身份', 'Identity afterwards')),
      candidates,
    }),
    input: nothing,
    sample: { now, facts: { customerId: 'customer', identity: wang, candidates: [] }, input: {} },
  },
  'customers.addPerson': {
    facts: z.looseObject({
      customerId,
      identity: identity.nullable().meta(named('新增的人', 'Who is added')),
      candidates,
      confirmed,
    }),
    input: z.looseObject({
      relation: oneOf({ ...relationWords, contact: named('联系人', 'contact') }).meta(named('关系', 'Relation')),
    }),
    sample: {
      now,
      facts: { customerId: 'customer', identity: wang, candidates: [], confirmed: true },
      input: { relation: 'spouse' },
    },
  },
};

const joins: Pick<Shapes, 'customers.joinHousehold' | 'customers.merge' | 'customers.undoMerge'> = {
  'customers.joinHousehold': {
    facts: z.looseObject({
      head: one('customer', '先来的家人', 'Who came first'),
      member: idOf('customer').nullable().meta(named('并入的客户', 'Who joins')),
      relation,
      declaredAtReception: yes('首次接待时声明', 'Declared at the first reception'),
      confirmed,
    }),
    input: nothing,
    sample: {
      now,
      facts: {
        head: 'known customer',
        member: 'customer',
        relation: 'spouse',
        declaredAtReception: false,
        confirmed: true,
      },
      input: {},
    },
  },
  'customers.merge': {
    facts: z.looseObject({
      one: party.meta(named('一份', 'One file')),
      other: party.meta(named('另一份', 'The other file')),
    }),
    input: z.looseObject({
      keep: oneOrNone('customer', '保留', 'Kept'),
      fieldsFromAbsorbed: z.array(z.string()).meta(named('取自并入方的项目', 'Fields taken from the other')),
    }),
    sample: {
      now,
      facts: {
        one: earlier,
        other: { ...earlier, id: 'known customer', registeredAt: '2026-02-05T02:00:00.000Z', hasLiveClaim: false },
      },
      input: { keep: null, fieldsFromAbsorbed: [] },
    },
  },
  'customers.undoMerge': {
    facts: z.looseObject({
      id: anId('合并', 'Merge'),
      kept: one('customer', '保留的', 'Kept'),
      absorbed: one('customer', '并入的', 'Absorbed'),
      mergedBy: one('staff', '合并人', 'Merged by'),
      undoneAt: instantOrNone('已撤销于', 'Undone at'),
      keptMergedInto: oneOrNone('customer', '保留方后来并入', 'The kept one was merged into'),
    }),
    input: nothing,
    sample: {
      now,
      facts: {
        id: 'merge',
        kept: 'customer',
        absorbed: 'known customer',
        mergedBy: 'li',
        undoneAt: null,
        keptMergedInto: null,
      },
      input: {},
    },
  },
};

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

const courses: Pick<
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
  kind: oneOf({ invoice: named('开票', 'invoice'), sample: named('寄样', 'sample') }).meta(named('种类', 'Kind')),
});
const transactions = z.array(transaction).meta(named('业务往来', 'Business so far'));

const business: Pick<Shapes, 'customers.transaction' | 'customers.newCustomer'> = {
  'customers.transaction': {
    facts: z.looseObject({ transactions, today: day('今天', 'Today') }),
    input: z.looseObject({ transactionId: anId('这笔业务', 'This transaction'), on: day('日期', 'On') }),
    sample: {
      now,
      facts: { transactions: [], today: '2026-03-02' },
      input: { transactionId: 'transaction', on: '2026-03-01' },
    },
  },
  'customers.newCustomer': {
    facts: z.looseObject({
      transactions,
      firstOn: day('首笔业务', 'First business'),
      formName: text('申请表名称', 'Name on the form'),
      invoiceName: text('开票名称', 'Name on the invoice'),
      submittedOn: day('提交日期', 'Handed in on'),
    }),
    input: nothing,
    sample: {
      now,
      facts: {
        transactions: [{ on: '2026-02-20', kind: 'invoice' }],
        firstOn: '2026-02-20',
        formName: '华光贸易',
        invoiceName: '华光贸易',
        submittedOn: '2026-03-02',
      },
      input: {},
    },
  },
};

const viewer: z.ZodType<Viewer> = z
  .looseObject({
    staffId: one('staff', '查看人', 'Who looks'),
    scope: oneOf({
      self: named('本人', 'self'),
      team: named('本组', 'team'),
      site: named('本店', 'site'),
      company: named('公司', 'company'),
    })
      .nullable()
      .meta(named('范围', 'Scope')),
    teamIds: z.array(z.string()).meta(named('小组', 'Teams')),
    siteIds: several('site', '门店', 'Sites'),
  })
  .meta(named('查看人', 'Who looks'));
const handling: z.ZodType<Handling> = z
  .looseObject({
    ownerId: oneOrNone('staff', '归属人', 'Owner'),
    servingIds: several('staff', '正在服务的人', 'Who serves now'),
    teamId: idOrNone('小组', 'Team'),
    siteId: oneOrNone('site', '门店', 'Site'),
    confidential: yes('保密业务', 'Confidential'),
  })
  .meta(named('客户由谁负责', 'Who handles the customer'));
const consultant: Viewer = { staffId: 'wang', scope: 'self', teamIds: ['team'], siteIds: ['site'] };

const privacy: Pick<Shapes, 'customers.reveal' | 'customers.export'> = {
  'customers.reveal': {
    facts: z.looseObject({
      viewer,
      handling,
      revealedToday: count('今日已查看的客户', 'Customers revealed today'),
      seenToday: yes('今日已看过该客户', 'This one was seen today'),
      reason: textOrNone('用途', 'Purpose'),
    }),
    input: nothing,
    sample: {
      now,
      facts: {
        viewer: consultant,
        handling: { ownerId: 'wang', servingIds: [], teamId: 'team', siteId: 'site', confidential: false },
        revealedToday: 2,
        seenToday: false,
        reason: '回访',
      },
      input: {},
    },
  },
  'customers.export': {
    facts: z.looseObject({
      viewer,
      rows: count('客户数', 'Customers'),
      withPrivate: yes('含私人信息', 'With private data'),
      mayExportPrivate: yes('可导出私人信息', 'May export private data'),
    }),
    input: nothing,
    sample: {
      now,
      facts: {
        viewer: { ...consultant, scope: 'site' },
        rows: 120,
        withPrivate: false,
        mayExportPrivate: false,
      },
      input: {},
    },
  },
};

export const customerShapes: Shapes = { ...files, ...joins, ...courses, ...business, ...privacy };
