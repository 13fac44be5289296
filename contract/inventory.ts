/** Units on the wire: rooms, vehicles and other stock, price lists, holds, the sales-control board, launch day. */
import { z } from 'zod';
import { inventoryBuyers } from './inventory-buyers.ts';
import { inventoryLaunch } from './inventory-launch.ts';
import { inventoryPapers } from './inventory-papers.ts';
import { inventoryRefusals as refusals } from './inventory-refusals.ts';
import {
  area,
  Board,
  Changed,
  Fen,
  FieldOut,
  Held,
  HoldOut,
  StockStateText,
  UnitDetail,
  UnitKindText,
  UnitRow,
  UnitStateText,
  UnitText,
  ofSite,
  ofUnit,
} from './inventory-shapes.ts';
import { inventoryStock } from './inventory-stock.ts';
import { permissions } from './kernel/permissions.ts';
import { command, query } from './kernel/route.ts';
import { LocalDateText, line, pageOf, pageQuery, paragraph, Uuid } from './kernel/shapes.ts';

export { AreaChangeOut } from './inventory-papers.ts';
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

const ofHold = z.object({ holdId: Uuid });
const reason = paragraph.min(1);
const yesNo = z.enum(['true', 'false']);

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

export const inventory = {
  ...units,
  ...holds,
  ...inventoryPapers,
  ...inventoryStock,
  ...inventoryLaunch,
  ...inventoryBuyers,
} as const;
