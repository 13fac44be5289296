/** Deals on the wire: from intention to handover, changes of unit, name and terms, and the ways out. */
import { z } from 'zod';
import { DeliveryIn, HandoverCheckIn } from './deals-delivery-shapes.ts';
import { dealsRefusals as refusals } from './deals-refusals.ts';
import {
  ContractCheckOut,
  copyHolders,
  DealHandled,
  DealPage,
  DealRow,
  DealStateOut,
  Disclosure,
  Fen,
  GoodsKind,
  LaidForApproval,
  MoneyTerms,
  Paper,
  QueueRow,
  Reason,
  RefundMethodOut,
  RegisterRow,
  SpecialReasonOut,
  termsKinds,
} from './deals-shapes.ts';
import { permissions } from './kernel/permissions.ts';
import { command, query } from './kernel/route.ts';
import { InstantOut, line, LocalDateText, pageOf, pageQuery, paragraph, Uuid } from './kernel/shapes.ts';

export { dealsRefusals } from './deals-refusals.ts';
export * from './deals-shapes.ts';

export const dealsPermissions = permissions({
  'deals.read': { zh: '查看成交', en: 'See deals', scopes: ['self', 'team', 'site', 'company'] },
  'deals.orders': {
    zh: '翻阅订单表与交付队列',
    en: 'Look through the order table and the delivery queue',
    scopes: ['team', 'site', 'company'],
  },
  'deals.open': {
    zh: '办理认购、订单与变更',
    en: 'Open deals and ask for changes',
    scopes: ['self', 'team', 'site', 'company'],
  },
  'deals.register': {
    zh: '登记订单、合同份数与资料',
    en: 'Register orders, copies and papers',
    scopes: ['site', 'company'],
  },
  'deals.review': {
    zh: '审核合同、核对条款',
    en: 'Check contracts before signature',
    scopes: ['team', 'site', 'company'],
  },
  'deals.deliver': { zh: '办理交付', en: 'Hand over', scopes: ['site', 'company'] },
  'deals.override': {
    zh: '变通：改派车辆、特批退订',
    en: 'Re-allocate units, allow exceptions',
    scopes: ['site', 'company'],
  },
  'deals.seals': { zh: '印章的借用与保管', en: 'Borrow and keep the seals', scopes: ['self', 'site', 'company'] },
  'deals.templates': { zh: '维护合同范本', en: 'Keep contract templates', scopes: ['company'] },
});

const ofDeal = z.object({ dealId: Uuid });
const ofSite = z.object({ siteId: Uuid });
const version = z.number().int().optional().describe('The version the form was filled in from; a newer one refuses');

/** A command on one deal: its address, who may, what it is called, what is sent. */
const commandOn =
  <R extends z.ZodType>(response: R) =>
  <B extends z.ZodRawShape>(path: string, may: keyof typeof dealsPermissions, zh: string, en: string, body: B) =>
    command({ path: `/deals/:dealId/${path}`, may, summary: { zh, en }, params: ofDeal, body, response, refusals });
const act = commandOn(DealHandled);
const ask = commandOn(LaidForApproval);

const optionalMoney = {
  priceFen: MoneyTerms.priceFen.optional(),
  depositFen: Fen.optional(),
  paymentMethod: MoneyTerms.paymentMethod.removeDefault().optional(),
  plan: MoneyTerms.plan.removeDefault().optional(),
  loan: MoneyTerms.loan.removeDefault().optional(),
};
const wanted = z.object({ model: line.min(1), colour: line.default('') }).nullable();

const register = (path: string, zh: string, en: string) =>
  query({
    path: `/deal-registers/${path}`,
    may: 'deals.orders',
    summary: { zh, en },
    query: z.object({
      ...pageQuery,
      siteId: Uuid.optional(),
      consultantId: Uuid.optional(),
      from: LocalDateText.optional(),
      to: LocalDateText.optional().describe('The last day, included'),
    }),
    response: pageOf(RegisterRow),
  });

export const deals = {
  open: command({
    path: '/deals',
    may: 'deals.open',
    summary: { zh: '开立意向单', en: 'Open a deal' },
    body: {
      customerId: Uuid,
      siteId: Uuid.optional().describe('Left out: the site of the unit, else the caller’s'),
      unitId: Uuid.nullable().default(null),
      kind: GoodsKind.optional().describe('Needed without a unit'),
      wanted: wanted.default(null).describe('A vehicle ordered by model'),
      consultantId: Uuid.optional().describe('Left out: the caller'),
      ...optionalMoney,
      isLocal: z.boolean().default(true),
      buyers: line.default('').describe('Names for the contract; left out, the customer’s'),
      note: paragraph.default(''),
      delivery: DeliveryIn.optional().describe('What is agreed about delivering'),
    },
    response: DealHandled,
    refusals,
  }),
  edit: command({
    method: 'PATCH',
    path: '/deals/:dealId',
    may: 'deals.open',
    summary: { zh: '修改意向单', en: 'Edit a draft deal' },
    params: ofDeal,
    body: {
      version,
      unitId: Uuid.nullable().optional(),
      wanted: wanted.optional(),
      ...optionalMoney,
      isLocal: z.boolean().optional(),
      buyers: line.optional(),
      note: paragraph.optional(),
      delivery: DeliveryIn.optional(),
    },
    response: DealHandled,
    refusals,
  }),
  drop: act('drop', 'deals.open', '放弃意向单', 'Drop a draft', { reason: Reason }),
  smallDeposit: act('small-deposit', 'deals.open', '登记小定', 'Enter a small deposit', {
    amountFen: Fen.min(1),
    until: LocalDateText.nullable().default(null).describe('How long the unit is kept for it'),
  }),
  askTerms: ask('terms', 'deals.open', '申请折扣、延期签约等特别条件', 'Ask for a discount or other special terms', {
    kind: z.enum(termsKinds),
    body: Reason,
    priceFen: Fen.min(1).nullable().default(null).describe('Discount: the price asked for'),
    untilOn: LocalDateText.nullable().default(null).describe('Later signing: the day'),
  }),
  submit: ask('submission', 'deals.open', '提交认购（订单）审批', 'Put a subscription or order up for approval', {
    version,
    disclosures: z.array(Disclosure).max(20).default([]).describe('What the customer has been told'),
  }),
  recall: act('recall', 'deals.open', '撤回审批', 'Take back what lies for approval', {
    matter: z.enum(['subscription', 'contract', 'special_contract', 'change', 'withdrawal']).default('subscription'),
    reason: Reason,
  }),
  register: act('registration', 'deals.register', '登记订单，订单生效', 'Register an order; it takes effect', {}),
  changeTerms: ask('changes/terms', 'deals.open', '申请变更订单', 'Ask for other terms', {
    version,
    ...MoneyTerms,
    reason: Reason,
  }),
  changeUnit: ask('changes/unit', 'deals.open', '申请换房', 'Ask for another unit', {
    version,
    unitId: Uuid,
    priceFen: MoneyTerms.priceFen,
    plan: MoneyTerms.plan,
    loan: MoneyTerms.loan,
    sells: z.enum(['harder', 'same', 'easier']).default('same').describe('How the new unit sells, against the old one'),
    reason: Reason,
  }),
  changeName: ask('changes/name', 'deals.open', '申请更名', 'Ask for another name', {
    version,
    buyers: line.min(1),
    feeFen: Fen.nullable().default(null),
    reason: Reason,
  }),
  cover: act('cover', 'deals.review', '安排他人代办', 'Name a colleague who stands in', {
    staffId: Uuid.nullable().describe('null: nobody stands in any more'),
    reason: Reason,
  }),
  receivePaper: act('papers', 'deals.open', '收取资料', 'Receive a paper', {
    paper: Paper,
    copies: z.number().int().min(1).max(20).default(1),
    note: line.default(''),
  }),
  moveCopy: command({
    path: '/deals/:dealId/copies/:copyId',
    may: 'deals.register',
    summary: { zh: '文件份数流转', en: 'Move a copy' },
    params: z.object({ dealId: Uuid, copyId: Uuid }),
    body: { to: z.enum([...copyHolders, 'returned', 'filed']) },
    response: DealHandled,
    refusals,
  }),
  reviewContract: act('contract/review', 'deals.register', '审核标准合同文本', 'Review the standard text', {}),
  fillContract: act('contract/filling', 'deals.open', '填写合同', 'Fill in the contract', {
    specialReasons: z.array(SpecialReasonOut).max(4).default([]),
    note: paragraph.default('').describe('What deviates'),
    delivery: DeliveryIn.optional().describe('What the contract says about delivering'),
  }),
  specialReview: ask(
    'contract/special-review',
    'deals.open',
    '特殊合同报上一级审核',
    'Send a special contract one level up',
    {},
  ),
  checkContract: act('contract/check', 'deals.review', '主管核对合同', 'Check the contract', {
    checks: z.array(ContractCheckOut).max(20),
  }),
  submitContract: ask('contract/submission', 'deals.open', '提交合同审批', 'Put the contract up for approval', {}),
  correct: act('contract/corrections', 'deals.open', '登记合同涂改', 'Enter a correction', {
    place: line.min(1),
    isSealed: z.boolean(),
    fineYuan: z
      .number()
      .int()
      .min(0)
      .max(10_000)
      .nullable()
      .default(null)
      .describe('Set by a reviewer beyond the limit'),
  }),
  sign: act('contract/signature', 'deals.open', '签订合同', 'Sign the contract', {
    consultantPresent: z.boolean(),
    subscriptionTakenBack: z.boolean().default(false),
  }),
  supplement: act('supplements', 'deals.open', '签订补充协议', 'Sign a supplement', {
    title: line.min(1),
    body: Reason,
    signedOn: LocalDateText,
  }),
  withdraw: ask('withdrawal', 'deals.open', '申请退订（退房）', 'Ask for a withdrawal', {
    reason: Reason,
    cause: z.enum(['customer', 'company']).default('customer'),
    persuasion: paragraph.default('').describe('How the customer was asked to stay'),
    refundMethod: RefundMethodOut.default('cash'),
  }),
  completeWithdrawal: act('withdrawal/completion', 'deals.open', '办结退订（退房）', 'Complete a withdrawal', {
    agreementBack: z.boolean(),
    receiptBack: z.boolean().default(false),
    bookSigned: z.boolean().default(false),
  }),
  settleBreach: act('breach/settlement', 'deals.override', '了结违约', 'Settle a breach', {
    outcome: z.enum(['goes_on', 'ends']),
    reason: Reason,
  }),
  allocate: act('allocation', 'deals.deliver', '配车', 'Allocate a vehicle', {
    unitId: Uuid,
    reason: paragraph.default(''),
  }),
  handOver: act('handover', 'deals.deliver', '办理交付', 'Hand over', {
    note: paragraph.default(''),
    check: HandoverCheckIn.nullable().default(null).describe('What was found, against the contract'),
    lateCause: paragraph.default('').describe('Needed when the promised day is over'),
  }),
  cancelCredit: act('credit/cancellation', 'deals.override', '取消业绩与提成', 'Take the credit away', {
    cause: z.enum(['complaint', 'leak', 'lost_tools']),
    performance: z.boolean().default(true),
    commission: z.boolean().default(true),
    reason: Reason,
  }),
  bind: command({
    path: '/sites/:siteId/contract-volumes',
    may: 'deals.register',
    summary: { zh: '装订上月合同', en: 'Number and bind the contracts of a month' },
    params: ofSite,
    body: { month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应为 YYYY-MM / month must be YYYY-MM') },
    response: z.object({ volumeId: Uuid, number: z.string(), contracts: z.number().int(), journalId: Uuid }),
    refusals,
  }),
  setDeposit: command({
    method: 'PUT',
    path: '/sites/:siteId/deposits/:kind',
    may: 'deals.override',
    summary: { zh: '设定每套定金', en: 'Set the deposit per unit' },
    params: z.object({ siteId: Uuid, kind: GoodsKind }),
    body: { depositFen: Fen.min(1) },
    response: z.object({ depositFen: z.number().int(), journalId: Uuid }),
    refusals,
  }),
  list: query({
    path: '/deals',
    may: 'deals.read',
    summary: { zh: '成交', en: 'Deals' },
    query: z.object({
      ...pageQuery,
      siteId: Uuid.optional(),
      state: DealStateOut.optional(),
      live: z.enum(['true', 'false']).optional().describe('true: neither handed over nor ended'),
      kind: GoodsKind.optional(),
      consultantId: Uuid.optional(),
      customerId: Uuid.optional(),
      unitId: Uuid.optional(),
      recheck: z.enum(['open']).optional().describe('Signed, and what was keyed is not confirmed yet'),
      q: z
        .string()
        .trim()
        .max(60)
        .optional()
        .describe('Number, unit, names on the contract, or the end of a telephone number'),
    }),
    response: pageOf(DealRow),
  }),
  get: query({
    path: '/deals/:dealId',
    may: 'deals.read',
    summary: { zh: '成交单', en: 'One deal' },
    params: ofDeal,
    response: DealPage,
  }),
  form: query({
    path: '/sites/:siteId/deal-form',
    may: 'deals.open',
    summary: { zh: '认购表单所需', en: 'What the form of a subscription asks for' },
    params: ofSite,
    query: z.object({
      kind: GoodsKind,
      isLocal: z.enum(['true', 'false']).default('true'),
      paymentMethod: MoneyTerms.paymentMethod,
    }),
    response: z.object({
      disclosures: z.array(Disclosure),
      papers: z.array(Paper),
      depositIsFixed: z.boolean(),
      depositFen: z.number().int().nullable(),
      contractNeeded: z.boolean(),
      registrationNeeded: z.boolean(),
      deliveryAsked: z.boolean().describe('The day of delivery and the plan are agreed before the order'),
    }),
  }),
  queue: query({
    path: '/sites/:siteId/delivery-queue',
    may: 'deals.orders',
    summary: { zh: '交付队列', en: 'Delivery queue' },
    params: ofSite,
    query: z.object({ model: z.string().trim().max(100).optional() }),
    response: z.object({
      models: z.array(z.object({ model: z.string(), waiting: z.number().int(), rows: z.array(QueueRow) })),
      clauses: z.array(z.string()),
      now: InstantOut,
    }),
  }),
  smallDeposits: register('small-deposits', '小定登记表', 'Register of small deposits'),
  bookings: register('bookings', '大定（认购、订单）登记表', 'Register of subscriptions and orders'),
  contracts: register('contracts', '签约登记表', 'Register of contracts'),
  handovers: register('handovers', '交付登记表', 'Register of handovers'),
};
