/** Units on the wire: rooms, vehicles and other stock, price lists, holds, the sales-control board, launch day. */
import { z } from 'zod';
import { inventoryLaunch } from './inventory-launch.ts';
import { inventoryRefusals as refusals } from './inventory-refusals.ts';
import {
  area,
  Board,
  Changed,
  Fen,
  FieldOut,
  Held,
  HoldOut,
  PriceItem,
  PriceListOut,
  StockStateText,
  UnitDetail,
  UnitKindText,
  UnitRow,
  UnitStateText,
  UnitText,
} from './inventory-shapes.ts';
import { inventoryStock } from './inventory-stock.ts';
import { permissions } from './kernel/permissions.ts';
import { command, query } from './kernel/route.ts';
import {
  InstantOut,
  InstantText,
  LocalDateText,
  line,
  PersonRef,
  pageOf,
  pageQuery,
  paragraph,
  Uuid,
  WhyNot,
} from './kernel/shapes.ts';

export { inventoryRefusals } from './inventory-refusals.ts';

export const inventoryPermissions = permissions({
  'inventory.read': {
    zh: '查看房源、库存与销控',
    en: 'See units and the sales-control board',
    scopes: ['site', 'company'],
  },
  'inventory.soldPrices': {
    zh: '查看已售单位的成交价',
    en: 'See the prices of sold units',
    scopes: ['site', 'company'],
  },
  'inventory.transit': { zh: '查看在途库存', en: 'See stock in transit', scopes: ['site', 'company'] },
  'inventory.hold': {
    zh: '保留房源、车辆',
    en: 'Hold units for a customer',
    scopes: ['self', 'team', 'site', 'company'],
  },
  'inventory.control': {
    zh: '销控：封存、放开、改派与开盘',
    en: 'Control sales: withhold, release, pass on, launch',
    scopes: ['site', 'company'],
  },
  'inventory.edit': { zh: '维护单位资料与导入库存', en: 'Keep units and import stock', scopes: ['site', 'company'] },
  'inventory.price': { zh: '编制价目表', en: 'Draw up price lists', scopes: ['site', 'company'] },
});

const ofSite = z.object({ siteId: Uuid });
const ofUnit = z.object({ unitId: Uuid });
const ofHold = z.object({ holdId: Uuid });
const ofList = z.object({ listId: Uuid });
const reason = paragraph.min(1);
const yesNo = z.enum(['true', 'false']);

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
  unit: z.object({ id: Uuid, code: z.string(), name: z.string() }),
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

const units = {
  board: query({
    path: '/sites/:siteId/sales-board',
    may: 'inventory.read',
    summary: { zh: '销控表（楼栋×楼层×房号）', en: 'The sales-control board: building, floor, room' },
    params: ofSite,
    query: z.object({ project: line.optional(), building: line.optional() }),
    response: Board,
  }),
  units: query({
    path: '/units',
    may: 'inventory.read',
    summary: { zh: '单位一览', en: 'Units' },
    query: z.object({
      ...pageQuery,
      siteId: Uuid.optional(),
      kind: UnitKindText.optional(),
      state: UnitStateText.optional(),
      building: line.optional(),
      layout: line.optional(),
      q: line.optional().describe('Part of code, name, VIN or model'),
    }),
    response: pageOf(UnitRow),
  }),
  unit: query({
    path: '/units/:unitId',
    may: 'inventory.read',
    summary: { zh: '一个单位', en: 'One unit' },
    params: ofUnit,
    response: UnitDetail,
    refusals,
  }),
  addUnit: command({
    path: '/sites/:siteId/units',
    may: 'inventory.edit',
    summary: { zh: '新增单位', en: 'Add a unit' },
    params: ofSite,
    body: {
      kind: UnitKindText,
      code: z.string().trim().min(1).max(60).optional().describe('Left out: building-entrance-room, or the VIN'),
      ...UnitText,
      vin: z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^[A-HJ-NPR-Z0-9]{17}$/, 'VIN 应为 17 位 / a VIN has 17 characters')
        .optional(),
      predictedArea: area.nullable().optional(),
      innerArea: area.nullable().optional(),
      stockState: StockStateText.optional(),
      arrivedOn: LocalDateText.optional(),
      quantity: z.number().int().min(0).max(1_000_000).optional(),
      listPriceFen: Fen.optional().describe('The first price; afterwards prices change by approved price lists only'),
      floorPriceFen: Fen.optional(),
      isFixedPrice: z.boolean().default(false),
      withheld: z.boolean().default(false),
    },
    response: Changed,
    refusals,
  }),
  editUnit: command({
    method: 'PATCH',
    path: '/units/:unitId',
    may: 'inventory.edit',
    summary: { zh: '修改单位资料', en: 'Edit a unit' },
    params: ofUnit,
    body: {
      ...UnitText,
      predictedArea: area.nullable().optional().describe('Refused once the unit is on sale'),
      listPriceFen: Fen.optional().describe('Always refused: prices change by an approved price list'),
      arrivedOn: LocalDateText.nullable().optional(),
      quantity: z.number().int().min(0).max(1_000_000).optional(),
      version: z.number().int(),
    },
    response: Changed,
    refusals,
  }),
  control: command({
    path: '/sites/:siteId/control',
    may: 'inventory.control',
    summary: { zh: '销控：封存或放开', en: 'Withhold units from sale, or release them' },
    params: ofSite,
    body: { unitIds: z.array(Uuid).min(1).max(2_000), to: z.enum(['withheld', 'available']), reason },
    response: z.object({ units: z.array(UnitRow), journalId: Uuid }),
    refusals,
  }),
  mark: command({
    path: '/units/:unitId/mark',
    may: 'inventory.hold',
    summary: { zh: '标明“该车已订”', en: 'Mark a vehicle as ordered' },
    params: ofUnit,
    body: { place: z.enum(['board', 'vehicle']) },
    response: Changed,
    refusals,
  }),
  fields: query({
    path: '/unit-fields',
    may: 'inventory.read',
    summary: { zh: '单位自定义字段', en: 'Company-defined fields of units' },
    response: z.object({ fields: z.array(FieldOut) }),
  }),
  defineField: command({
    path: '/unit-fields',
    may: 'inventory.edit',
    summary: { zh: '新增单位字段', en: 'Define a field of units' },
    body: {
      kind: UnitKindText,
      key: z
        .string()
        .regex(
          /^[a-z][a-z0-9_]{0,39}$/,
          '小写字母开头，仅含字母、数字与下划线 / lower-case letters, digits and underscores',
        ),
      label: line.min(1),
      type: z.enum(['text', 'number', 'date', 'choice']),
      options: z.array(line.min(1)).max(100).default([]),
    },
    response: z.object({ id: Uuid, journalId: Uuid }),
    refusals,
  }),
  retireField: command({
    path: '/unit-fields/:fieldId/retirement',
    may: 'inventory.edit',
    summary: { zh: '停用单位字段', en: 'Retire a field of units' },
    params: z.object({ fieldId: Uuid }),
    body: {},
    response: z.object({ journalId: Uuid }),
    refusals,
  }),
};

const holds = {
  hold: command({
    path: '/units/:unitId/holds',
    may: 'inventory.hold',
    summary: { zh: '保留单位', en: 'Hold a unit' },
    params: ofUnit,
    body: {
      customerId: Uuid.nullable().default(null),
      consultantId: Uuid.optional().describe('For a colleague within one’s scope; left out: for oneself'),
      reason: paragraph.default(''),
      hours: z.number().int().min(1).max(720).optional().describe('Left out: as long as the house allows'),
      override: z
        .boolean()
        .default(false)
        .describe('A superior sells what is marked as ordered; the seller answers for it'),
    },
    response: Held,
    refusals,
  }),
  extend: command({
    path: '/holds/:holdId/extension',
    may: 'inventory.hold',
    summary: { zh: '延长保留', en: 'Extend a hold' },
    params: ofHold,
    body: { reason: paragraph.default('') },
    response: Held.extend({ approvalId: Uuid.nullable().describe('Beyond the house’s rule: waits for this approval') }),
    refusals,
  }),
  passOn: command({
    path: '/holds/:holdId/pass',
    may: 'inventory.hold',
    summary: { zh: '保留转给同事', en: 'Pass a hold on to a colleague' },
    params: ofHold,
    body: { toStaffId: Uuid, reason },
    response: Held,
    refusals,
  }),
  release: command({
    path: '/holds/:holdId/release',
    may: 'inventory.hold',
    summary: { zh: '释放保留', en: 'Release a hold' },
    params: ofHold,
    body: { reason: paragraph.default('') },
    response: Held,
    refusals,
  }),
  holds: query({
    path: '/holds',
    may: 'inventory.hold',
    summary: { zh: '保留一览', en: 'Holds' },
    query: z.object({
      ...pageQuery,
      siteId: Uuid.optional(),
      unitId: Uuid.optional(),
      customerId: Uuid.optional(),
      consultantId: Uuid.optional(),
      live: yesNo.default('true'),
    }),
    response: pageOf(HoldOut),
  }),
};

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

export const inventory = { ...units, ...holds, ...prices, ...areas, ...inventoryStock, ...inventoryLaunch } as const;
