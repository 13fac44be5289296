/** Vehicles and goods on the wire: where they stand, the stock reports of the day, recalls, returned goods. */
import { z } from 'zod';
import { StockStateText, ofSite, ofUnit, UnitRef, Changed, VehicleRow } from './inventory-shapes.ts';
import { inventoryRefusals as refusals } from './inventory-refusals.ts';
import { command, query } from './kernel/route.ts';
import {
  InstantOut,
  LocalDateText,
  line,
  PersonRef,
  pageOf,
  pageQuery,
  paragraph,
  Uuid,
  WhyNot,
} from './kernel/shapes.ts';

const reason = paragraph.min(1);

export const Difference = z.object({
  unitId: Uuid.nullable(),
  code: z.string(),
  what: z
    .enum(['missing', 'unexpected', 'elsewhere'])
    .describe('Not found; found but not on the board; found in another place'),
  board: z.string().describe('Where the board has it'),
  found: z.string().describe('Where it was found'),
});
export const StockReportOut = z.object({
  id: Uuid,
  siteId: Uuid,
  day: LocalDateText,
  slot: z.enum(['morning', 'afternoon']),
  state: z.enum(['in', 'missing']),
  dueAt: InstantOut,
  reportedAt: InstantOut.nullable(),
  reportedBy: PersonRef.nullable(),
  isLate: z.boolean(),
  found: z.number().int(),
  differences: z.array(Difference),
  note: z.string(),
  checkedAt: InstantOut.nullable(),
  checkedBy: PersonRef.nullable(),
  journalId: Uuid,
});
export const RecallOut = z.object({
  id: Uuid,
  unit: UnitRef,
  branch: z.string(),
  since: LocalDateText,
  dueOn: LocalDateText,
  calledAt: InstantOut,
  returnedAt: InstantOut.nullable(),
  daysLate: z.number().int().describe('Until it returned, or until today'),
  journalId: Uuid,
});
export const ReturnSlipOut = z.object({
  id: Uuid,
  siteId: Uuid,
  number: z.number().int(),
  unit: PersonRef.nullable(),
  goods: z.string(),
  customer: PersonRef.nullable(),
  reason: z.string(),
  handling: z.enum(['return', 'rework']),
  basis: z.string(),
  approvedQuantity: z.number().int(),
  orderTolerancePercent: z.number().int().nullable(),
  actualQuantity: z.number().int().nullable(),
  bookedQuantity: z.number().int().nullable(),
  heldQuantity: z.number().int().describe('Came in beyond the tolerance and waits for a supplementary decision'),
  copies: z.number().int(),
  state: z.enum(['approving', 'approved', 'asking', 'received', 'booked', 'refused']),
  askedNote: z.string(),
  instruction: z.string(),
  madeBy: PersonRef,
  madeAt: InstantOut,
  receivedBy: PersonRef.nullable(),
  receivedAt: InstantOut.nullable(),
  bookedBy: PersonRef.nullable(),
  bookedAt: InstantOut.nullable(),
  approvalId: Uuid.nullable(),
  journalId: Uuid,
  whyNot: z.object({ receive: WhyNot, instruct: WhyNot, book: WhyNot }),
});
const Slip = z.object({ slip: ReturnSlipOut, journalId: Uuid });
const ofSlip = z.object({ slipId: Uuid });

export const inventoryStock = {
  vehicles: query({
    path: '/sites/:siteId/vehicles',
    may: 'inventory.read',
    summary: { zh: '车辆库存看板', en: 'The board of vehicles' },
    params: ofSite,
    query: z.object({
      ...pageQuery,
      q: line.optional().describe('Part of VIN, model or colour'),
      model: line.optional(),
      colour: line.optional(),
      location: line.optional(),
      state: z.enum(['withheld', 'available', 'held', 'subscribed', 'contracted', 'handed_over', 'unsold']).optional(),
      stockState: StockStateText.optional(),
      minDays: z.coerce.number().int().min(0).max(10_000).optional().describe('At least so many days in stock'),
    }),
    response: pageOf(VehicleRow).extend({
      counts: z.record(z.string(), z.number().int()).describe('By stock state, of what the reader may see'),
      models: z.array(z.string()),
      colours: z.array(z.string()),
      locations: z.array(z.string()),
    }),
  }),
  moveVehicle: command({
    path: '/units/:unitId/moves',
    may: 'inventory.edit',
    summary: { zh: '调车：变更位置与库存状态', en: 'Move a vehicle: place and stock state' },
    params: ofUnit,
    body: {
      location: line.min(1),
      stockState: StockStateText,
      movedBy: z.enum(['company', 'local_dealer']).default('company'),
      inspected: z.boolean().default(false),
      note: paragraph.default(''),
    },
    response: Changed,
    refusals,
  }),
  recalls: query({
    path: '/sites/:siteId/recalls',
    may: 'inventory.read',
    summary: { zh: '二级网点召回任务', en: 'Vehicles called back from second-tier stores' },
    params: ofSite,
    query: z.object({ open: z.enum(['true', 'false']).default('true') }),
    response: z.object({ rows: z.array(RecallOut) }),
  }),
  reportStock: command({
    path: '/sites/:siteId/stock-reports',
    may: 'inventory.edit',
    summary: { zh: '上报库存盘点', en: 'Report the stock' },
    params: ofSite,
    body: {
      slot: z.enum(['morning', 'afternoon']),
      found: z
        .array(z.object({ code: z.string().trim().min(1).max(60), location: line.default('') }))
        .max(5_000)
        .describe('Every vehicle that stands there, by VIN or code'),
      note: paragraph.default(''),
    },
    response: z.object({ report: StockReportOut, journalId: Uuid }),
    refusals,
  }),
  checkReport: command({
    path: '/stock-reports/:reportId/check',
    may: 'inventory.control',
    summary: { zh: '助理核对盘点', en: 'The assistant checks a stock report' },
    params: z.object({ reportId: Uuid }),
    body: { note: paragraph.default('') },
    response: z.object({ report: StockReportOut, journalId: Uuid }),
    refusals,
  }),
  stockReports: query({
    path: '/sites/:siteId/stock-reports',
    may: 'inventory.read',
    summary: { zh: '盘点记录', en: 'Stock reports' },
    params: ofSite,
    query: z.object({ from: LocalDateText.optional(), to: LocalDateText.optional() }),
    response: z.object({
      rows: z.array(StockReportOut),
      due: z.object({ slot: z.enum(['morning', 'afternoon']), dueAt: InstantOut }).nullable(),
    }),
  }),
  makeSlip: command({
    path: '/sites/:siteId/return-slips',
    may: 'inventory.edit',
    summary: { zh: '开退货单', en: 'Make out a return slip' },
    params: ofSite,
    body: {
      unitId: Uuid.nullable().default(null).describe('The goods in stock, when they are kept here'),
      goods: line.min(1),
      customerId: Uuid.nullable().default(null),
      reason,
      handling: z.enum(['return', 'rework']),
      basis: line.min(1).describe('The complaint form or other basis'),
      approvedQuantity: z.number().int().min(1).max(1_000_000),
      orderTolerancePercent: z
        .number()
        .int()
        .min(0)
        .max(100)
        .nullable()
        .default(null)
        .describe('As the customer’s order says; null: the house’s own'),
    },
    response: Slip,
    refusals,
  }),
  receiveSlip: command({
    path: '/return-slips/:slipId/receipt',
    may: 'inventory.edit',
    summary: { zh: '仓库按退货单验收', en: 'The store checks the goods in' },
    params: ofSlip,
    body: {
      actualQuantity: z.number().int().min(0).max(2_000_000),
      differs: z.boolean().default(false),
      note: paragraph.default(''),
    },
    response: Slip,
    refusals,
  }),
  askSlip: command({
    path: '/return-slips/:slipId/question',
    may: 'inventory.edit',
    summary: { zh: '实物不符，请示处理', en: 'The goods differ: ask for instruction' },
    params: ofSlip,
    body: { note: reason },
    response: Slip,
    refusals,
  }),
  instructSlip: command({
    path: '/return-slips/:slipId/instruction',
    may: 'inventory.control',
    summary: { zh: '对退货差异作出指示', en: 'Instruct what to do about the difference' },
    params: ofSlip,
    body: { instruction: reason },
    response: Slip,
    refusals,
  }),
  bookSlip: command({
    path: '/return-slips/:slipId/booking',
    may: 'money.close',
    summary: { zh: '会计核对数量并入账', en: 'Accounting compares the quantities and books' },
    params: ofSlip,
    body: {},
    response: Slip,
    refusals,
  }),
  slips: query({
    path: '/sites/:siteId/return-slips',
    may: 'inventory.read',
    summary: { zh: '退货单', en: 'Return slips' },
    params: ofSite,
    query: z.object({ ...pageQuery }),
    response: pageOf(ReturnSlipOut),
  }),
};
