/** Offers on the wire: from the need to the intent, with quotations, promises and the policies of customers. */
import { z } from 'zod';
import { permissions } from './kernel/permissions.ts';
import { command, query } from './kernel/route.ts';
import { line, LocalDateText, pageOf, pageQuery, paragraph, Uuid } from './kernel/shapes.ts';
import { offersRefusals as refusals } from './offers-refusals.ts';
import {
  Fen,
  OfferPage,
  OfferRow,
  OfferStageText,
  OfferStateText,
  PaymentMethodText,
  Plan,
  PolicyOut,
  PromiseKindText,
  PromiseOut,
  PromiseStateText,
  Proposed,
  QuoteChannel,
  QuotationOut,
  SigningPlan,
} from './offers-shapes.ts';

export { offersRefusals } from './offers-refusals.ts';
export * from './offers-shapes.ts';

export const offersPermissions = permissions({
  'offers.read': {
    zh: '查看方案、报价与承诺',
    en: 'See offers, quotations and promises',
    scopes: ['self', 'team', 'site', 'company'],
  },
  'offers.write': {
    zh: '制作方案、报价，登记承诺',
    en: 'Make offers, quote, put promises on record',
    scopes: ['self', 'team', 'site', 'company'],
  },
  'offers.policies': { zh: '提出客户政策', en: 'Put forward customer policies', scopes: ['site', 'company'] },
});

const ofOffer = z.object({ offerId: Uuid });
const ofCustomer = z.object({ customerId: Uuid });
const ofPromise = z.object({ promiseId: Uuid });
const ofPolicy = z.object({ policyId: Uuid });
const version = z.number().int().optional().describe('As read; left out, whatever stands is changed');
const Handled = z.object({ offer: OfferPage, journalId: Uuid });
const Asked = z.object({ id: Uuid, state: z.enum(['pending', 'approved']) }).nullable();
const needIds = z.array(Uuid).max(20);

export const offers = {
  open: command({
    path: '/offers',
    may: 'offers.write',
    summary: { zh: '开立方案', en: 'Open an offer' },
    body: {
      customerId: Uuid,
      siteId: Uuid.optional().describe('Left out: the site of the first unit, else the caller’s'),
      consultantId: Uuid.optional().describe('Left out: the caller'),
      title: line.default(''),
      needIds: needIds.default([]).describe('Needs on the customer’s file that it answers'),
      units: z.array(Proposed).max(20).default([]),
      validUntil: LocalDateText.optional().describe('Left out: as long as the rulebook says'),
      note: paragraph.default(''),
    },
    response: Handled,
    refusals,
  }),
  edit: command({
    method: 'PATCH',
    path: '/offers/:offerId',
    may: 'offers.write',
    summary: { zh: '修改方案', en: 'Edit an offer' },
    params: ofOffer,
    body: {
      version,
      title: line.optional(),
      needIds: needIds.optional(),
      plan: Plan.nullable().optional().describe('How the talks are to go'),
      signingPlan: SigningPlan.nullable().optional(),
      validUntil: LocalDateText.optional(),
      note: paragraph.optional(),
    },
    response: Handled,
    refusals,
  }),
  propose: command({
    method: 'PUT',
    path: '/offers/:offerId/units',
    may: 'offers.write',
    summary: { zh: '选定方案中的房源（车辆）与理由', en: 'Say what is proposed and why it fits' },
    params: ofOffer,
    body: { version, units: z.array(Proposed).max(20) },
    response: Handled,
    refusals,
  }),
  show: command({
    path: '/offers/:offerId/presentations',
    may: 'offers.write',
    summary: { zh: '登记产品展示', en: 'Put on record what was shown' },
    params: ofOffer,
    body: {
      proposedId: Uuid.describe('Which of the proposed units'),
      features: paragraph.min(1),
      advantages: paragraph.min(1),
      effect: paragraph.min(1).describe('What it does in use'),
    },
    response: Handled,
    refusals,
  }),
  advance: command({
    path: '/offers/:offerId/stage',
    may: 'offers.write',
    summary: { zh: '推进到下一阶段', en: 'Go on to the next stage' },
    params: ofOffer,
    body: { to: OfferStageText.exclude(['intent']) },
    response: Handled,
    refusals,
  }),
  intent: command({
    path: '/offers/:offerId/intent',
    may: 'offers.write',
    summary: { zh: '达成意向，转为意向单', en: 'Intent reached: a draft of a deal is opened' },
    params: ofOffer,
    body: { unitId: Uuid.nullable().default(null).describe('Which of the proposed units; null: the goods in words') },
    response: Handled.extend({ dealId: Uuid }),
    refusals,
  }),
  drop: command({
    path: '/offers/:offerId/drop',
    may: 'offers.write',
    summary: { zh: '放弃方案', en: 'Drop an offer' },
    params: ofOffer,
    body: { reason: paragraph.min(1) },
    response: Handled,
    refusals,
  }),
  quote: command({
    path: '/offers/:offerId/quotations',
    may: 'offers.write',
    summary: {
      zh: '出具报价书（超出权限的转审批）',
      en: 'Make out a quotation; beyond one’s limits it goes for approval',
    },
    params: ofOffer,
    body: {
      lines: z
        .array(z.object({ unitId: Uuid, priceFen: Fen }))
        .min(1)
        .max(20),
      paymentMethod: PaymentMethodText.default('full'),
      settlement: paragraph.default(''),
      service: paragraph.default(''),
      other: paragraph.default(''),
      commission: line.default('').describe('How the customer asked for it'),
      channel: QuoteChannel.default('in_person'),
      validUntil: LocalDateText.optional().describe('Left out: as long as the rulebook allows, never beyond the offer'),
      reason: paragraph.default('').describe('Why so low, for whoever approves'),
    },
    response: z.object({ quotation: QuotationOut, approval: Asked, journalId: Uuid }),
    refusals,
  }),
  list: query({
    path: '/offers',
    may: 'offers.read',
    summary: { zh: '方案与报价', en: 'Offers' },
    query: z.object({
      ...pageQuery,
      siteId: Uuid.optional(),
      customerId: Uuid.optional(),
      consultantId: Uuid.optional(),
      state: OfferStateText.optional(),
      open: z.enum(['true', 'false']).optional().describe('true: still under way'),
      quotation: z.enum(['pending', 'issued']).optional(),
      q: line.optional().describe('Part of the title, the customer’s name, a unit or a quotation number'),
    }),
    response: pageOf(OfferRow),
  }),
  get: query({
    path: '/offers/:offerId',
    may: 'offers.read',
    summary: { zh: '一份方案', en: 'One offer' },
    params: ofOffer,
    response: OfferPage,
  }),
  ofDeal: query({
    path: '/deals/:dealId/offer',
    may: 'offers.read',
    summary: { zh: '成交所出自的方案', en: 'The offer a deal came from' },
    params: z.object({ dealId: Uuid }),
    response: z.object({ offer: OfferPage.nullable() }),
  }),
  promise: command({
    path: '/customers/:customerId/promises',
    may: 'offers.write',
    summary: {
      zh: '登记对客户的承诺（超出权限的转审批）',
      en: 'Put a promise on record; beyond one’s limits it goes for approval',
    },
    params: ofCustomer,
    body: {
      kind: PromiseKindText,
      body: paragraph.min(1),
      valueFen: z.number().int().min(0).max(1_000_000_000_000).nullable().default(null),
      dueOn: LocalDateText.describe('To be kept by; of a later payment the day to which it is put off'),
      offerId: Uuid.nullable().default(null),
    },
    response: z.object({ promise: PromiseOut, approval: Asked, journalId: Uuid }),
    refusals,
  }),
  tellPromise: command({
    path: '/promises/:promiseId/told',
    may: 'offers.write',
    summary: { zh: '已将承诺告知客户', en: 'The customer was told of the promise' },
    params: ofPromise,
    body: { how: line.default('') },
    response: z.object({ promise: PromiseOut, journalId: Uuid }),
    refusals,
  }),
  settlePromise: command({
    path: '/promises/:promiseId/outcome',
    may: 'offers.write',
    summary: { zh: '承诺已兑现、未兑现或撤下', en: 'A promise was kept, broken or dropped' },
    params: ofPromise,
    body: { outcome: z.enum(['kept', 'broken', 'dropped']), note: paragraph.default('') },
    response: z.object({ promise: PromiseOut, journalId: Uuid }),
    refusals,
  }),
  promises: query({
    path: '/promises',
    may: 'offers.read',
    summary: { zh: '对客户的承诺', en: 'Promises to customers' },
    query: z.object({
      ...pageQuery,
      customerId: Uuid.optional(),
      offerId: Uuid.optional(),
      byId: Uuid.optional(),
      state: PromiseStateText.optional(),
      open: z.enum(['true', 'false']).optional().describe('true: neither kept nor otherwise at an end'),
      dueBy: LocalDateText.optional().describe('Due on or before this day'),
    }),
    response: pageOf(PromiseOut),
  }),
  policy: command({
    path: '/customers/:customerId/policies',
    may: 'offers.policies',
    summary: { zh: '提出客户政策', en: 'Put forward a customer policy' },
    params: ofCustomer,
    body: {
      price: paragraph.default(''),
      discountPercent: z
        .number()
        .min(0)
        .max(100)
        .multipleOf(0.01)
        .default(0)
        .describe('How far below the list they buy without asking'),
      settlement: paragraph.default(''),
      service: paragraph.default(''),
      other: paragraph.default(''),
      validFrom: LocalDateText,
      validUntil: LocalDateText,
    },
    response: z.object({ policy: PolicyOut, approval: Asked, journalId: Uuid }),
    refusals,
  }),
  endPolicy: command({
    path: '/customer-policies/:policyId/end',
    may: 'offers.policies',
    summary: { zh: '终止客户政策', en: 'End a customer policy' },
    params: ofPolicy,
    body: { reason: paragraph.min(1) },
    response: z.object({ policy: PolicyOut, journalId: Uuid }),
    refusals,
  }),
  policies: query({
    path: '/customers/:customerId/policies',
    may: 'offers.read',
    summary: { zh: '客户政策', en: 'Policies of a customer' },
    params: ofCustomer,
    response: z.object({ rows: z.array(PolicyOut) }),
  }),
};

/** Files: a quotation that stands, and the proposal with what it answers and why it fits. */
export const quotationFilePath = '/quotations/:quotationId/file';
export const QuotationFile = z.object({ format: z.enum(['pdf', 'xlsx']).default('pdf') });
export const proposalFilePath = '/offers/:offerId/file';
