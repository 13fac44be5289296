/** Facts and input of the decisions about who a customer is: files, households, merges. */
import { z } from 'zod';
import {
  type Candidate,
  type formNames,
  type Identity,
  type MergeParty,
  type Registration,
  type relationNames,
  requirableFields,
} from '#core/customers/index.ts';
import type { Shapes } from './customers.ts';
import {
  anId,
  dayOrNone,
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
import { idOf, named, oneOf } from './kit.ts';

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

export const now = '2026-03-02T02:00:00.000Z';

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

export const files: Pick<Shapes, 'customers.register' | 'customers.update' | 'customers.addPerson'> = {
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

export const joins: Pick<Shapes, 'customers.joinHousehold' | 'customers.merge' | 'customers.undoMerge'> = {
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
