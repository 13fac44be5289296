/** What changes by paper only, on the wire: prices and areas; and the prices that were quoted. */
import { z } from 'zod';
import { inventoryRefusals as refusals } from './inventory-refusals.ts';
import { area, Fen, PriceItem, PriceListOut, ofSite, ofUnit, UnitRef } from './inventory-shapes.ts';
import { command, query } from './kernel/route.ts';
import {
  InstantOut,
  InstantText,
  line,
  PersonRef,
  pageOf,
  pageQuery,
  paragraph,
  Uuid,
  WhyNot,
} from './kernel/shapes.ts';

const ofList = z.object({ listId: Uuid });
const reason = paragraph.min(1);

const PriceLine = z.object({
  unitId: Uuid,
  listPriceFen: Fen,
  floorPriceFen: Fen.nullable().default(null),
  unitPriceFen: Fen.nullable().default(null),
  isFixedPrice: z.boolean().default(false),
});
const Listed = z.object({ list: PriceListOut, journalId: Uuid });

export const AreaChangeOut = z.object({
  id: Uuid,
  number: z.number().int(),
  unit: UnitRef,
  siteId: Uuid,
  fromArea: z.number().nullable(),
  surveyedArea: z.number(),
  innerArea: z.number().nullable(),
  surveyReference: z.string(),
  reason: z.string(),
  state: z.enum(['confirming', 'approving', 'approved', 'filed', 'refused']),
  proposedBy: PersonRef,
  proposedAt: InstantOut,
  development: z.object({ by: PersonRef, at: InstantOut }).nullable(),
  marketing: z.object({ by: PersonRef, at: InstantOut }).nullable(),
  needsBuyer: z.boolean(),
  buyerConfirmedAt: InstantOut.nullable(),
  approvalId: Uuid.nullable(),
  approvedAt: InstantOut.nullable(),
  filed: z.object({ by: PersonRef, at: InstantOut }).nullable(),
  journalId: Uuid,
  whyNot: z.object({ confirmDevelopment: WhyNot, confirmMarketing: WhyNot, confirmBuyer: WhyNot, file: WhyNot }),
});
const AreaChanged = z.object({ change: AreaChangeOut, journalId: Uuid });
const ofChange = z.object({ changeId: Uuid });

const prices = {
  quote: command({
    path: '/units/:unitId/quotes',
    may: 'inventory.hold',
    summary: { zh: '报价', en: 'Quote a price' },
    params: ofUnit,
    body: {
      priceFen: Fen,
      customerId: Uuid.nullable().default(null),
      channel: z.enum(['in_person', 'phone', 'message']).default('in_person'),
      basis: paragraph.default('').describe('Material that goes with it'),
    },
    response: z.object({
      id: Uuid,
      priceFen: z.number().int(),
      listPriceFen: z.number().int(),
      needsApproval: z.boolean(),
      belowListFen: z.number().int(),
      discountPercent: z.number(),
      journalId: Uuid,
    }),
    refusals,
  }),
  quotes: query({
    path: '/units/:unitId/quotes',
    may: 'inventory.hold',
    summary: { zh: '报价记录', en: 'Prices that were quoted' },
    params: ofUnit,
    query: z.object({ ...pageQuery }),
    response: pageOf(
      z.object({
        id: Uuid,
        consultant: PersonRef,
        customer: PersonRef.nullable().describe('Masked when it is a colleague’s customer'),
        priceFen: z.number().int(),
        listPriceFen: z.number().int(),
        needsApproval: z.boolean(),
        channel: z.enum(['in_person', 'phone', 'message']),
        basis: z.string(),
        at: InstantOut,
        journalId: Uuid,
      }),
    ),
  }),
  priceAt: query({
    path: '/units/:unitId/price',
    may: 'inventory.read',
    summary: { zh: '某一时刻的表价', en: 'The list price at an instant' },
    params: ofUnit,
    query: z.object({ at: InstantText.optional() }),
    response: z.object({
      listPriceFen: z.number().int().nullable(),
      floorPriceFen: z.number().int().nullable(),
      isFixedPrice: z.boolean(),
      listNumber: z.number().int().nullable(),
    }),
  }),
  priceLists: query({
    path: '/sites/:siteId/price-lists',
    may: 'inventory.read',
    summary: { zh: '价目表', en: 'Price lists' },
    params: ofSite,
    query: z.object({ ...pageQuery }),
    response: pageOf(PriceListOut),
  }),
  priceList: query({
    path: '/price-lists/:listId',
    may: 'inventory.read',
    summary: { zh: '一份价目表', en: 'One price list' },
    params: ofList,
    query: z.object({ ...pageQuery }),
    response: pageOf(PriceItem).extend({ list: PriceListOut }),
  }),
  draftPriceList: command({
    path: '/sites/:siteId/price-lists',
    may: 'inventory.price',
    summary: { zh: '编制价目表', en: 'Draw up a price list' },
    params: ofSite,
    body: {
      name: line.min(1),
      reason: paragraph.default(''),
      effectiveAt: InstantText.optional().describe('Left out: as soon as it is approved'),
      items: z.array(PriceLine).max(5_000),
    },
    response: Listed,
    refusals,
  }),
  editPriceList: command({
    method: 'PUT',
    path: '/price-lists/:listId/items',
    may: 'inventory.price',
    summary: { zh: '修改价目表草稿', en: 'Change a draft price list' },
    params: ofList,
    body: { items: z.array(PriceLine).max(5_000), name: line.min(1).optional(), effectiveAt: InstantText.optional() },
    response: Listed,
    refusals,
  }),
  submitPriceList: command({
    path: '/price-lists/:listId/submission',
    may: 'inventory.price',
    summary: { zh: '提交价目表审批', en: 'Submit a price list for approval' },
    params: ofList,
    body: {},
    response: Listed.extend({ approvalId: Uuid }),
    refusals,
  }),
  dropPriceList: command({
    path: '/price-lists/:listId/withdrawal',
    may: 'inventory.price',
    summary: { zh: '撤销价目表', en: 'Drop a price list that is not approved' },
    params: ofList,
    body: { reason: paragraph.default('') },
    response: Listed,
    refusals,
  }),
};

const areas = {
  proposeArea: command({
    path: '/units/:unitId/area-changes',
    may: 'inventory.edit',
    summary: { zh: '提交实测面积变更', en: 'Propose the surveyed area' },
    params: ofUnit,
    body: {
      surveyedArea: area,
      innerArea: area.nullable().default(null),
      surveyReference: line.min(1).describe('The housing authority’s survey'),
      reason: paragraph.default(''),
    },
    response: AreaChanged,
    refusals,
  }),
  confirmArea: command({
    path: '/area-changes/:changeId/confirmations',
    may: 'inventory.edit',
    summary: { zh: '部门书面确认面积', en: 'A department confirms the area' },
    params: ofChange,
    body: { department: z.enum(['development', 'marketing']) },
    response: AreaChanged,
    refusals,
  }),
  confirmBuyer: command({
    path: '/area-changes/:changeId/buyer',
    may: 'inventory.edit',
    summary: { zh: '记录买方确认', en: 'Record that the buyer has confirmed' },
    params: ofChange,
    body: { note: reason },
    response: AreaChanged,
    refusals,
  }),
  fileArea: command({
    path: '/area-changes/:changeId/filing',
    may: 'money.close',
    summary: { zh: '财务备案面积', en: 'Finance files the area' },
    params: ofChange,
    body: {},
    response: AreaChanged,
    refusals,
  }),
  areaChanges: query({
    path: '/sites/:siteId/area-changes',
    may: 'inventory.read',
    summary: { zh: '面积变更', en: 'Changes of area' },
    params: ofSite,
    query: z.object({ ...pageQuery, unitId: Uuid.optional() }),
    response: pageOf(AreaChangeOut),
  }),
};

export const inventoryPapers = { ...prices, ...areas } as const;
