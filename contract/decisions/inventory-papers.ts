/** Facts and input of decisions about prices, areas, vehicles and returned goods. */
import { z } from 'zod';
import type { inventoryKinds } from '#core/inventory/index.ts';
import { count, dayOrNone, instantOrNone, nothing, one, oneOrNone, text, timeZone, yes } from './fields.ts';
import { kinds, now, room, stocked, unit } from './inventory-unit.ts';
import { named, oneOf, type ShapesOf } from './kit.ts';

const fen = (zh: string, en: string) => z.int().positive().max(1_000_000_000_000).meta(named(zh, en));
const fenOrNone = (zh: string, en: string) => z.int().positive().max(1_000_000_000_000).nullable().meta(named(zh, en));
const area = (zh: string, en: string) => z.number().positive().max(1_000_000).meta(named(zh, en));
const areaState = oneOf({
  confirming: { zh: '待确认', en: 'waiting to be confirmed' },
  approving: { zh: '审批中', en: 'being approved' },
  approved: { zh: '已批准', en: 'approved' },
  filed: { zh: '已备案', en: 'filed' },
  refused: { zh: '未批准', en: 'refused' },
}).meta(named('状态', 'State'));
const confirming = {
  state: areaState,
  developmentBy: oneOrNone('staff', '投资发展部确认人', 'Confirmed for development by'),
  marketingBy: oneOrNone('staff', '营销确认人', 'Confirmed for marketing by'),
  needsBuyer: yes('需买方确认', 'The buyer must confirm'),
  hasBuyer: yes('买方已确认', 'The buyer has confirmed'),
};
const listState = oneOf({
  draft: { zh: '草稿', en: 'draft' },
  pending: { zh: '审批中', en: 'being approved' },
  approved: { zh: '已批准', en: 'approved' },
  dropped: { zh: '已撤销', en: 'dropped' },
}).meta(named('状态', 'State'));
const slip = z.looseObject({
  state: oneOf({
    approving: { zh: '审批中', en: 'being approved' },
    approved: { zh: '已批准', en: 'approved' },
    asking: { zh: '请示中', en: 'asking' },
    received: { zh: '已验收', en: 'checked in' },
    booked: { zh: '已入账', en: 'booked' },
    refused: { zh: '未批准', en: 'refused' },
  }).meta(named('状态', 'State')),
  approvedQuantity: z.int().min(1).max(1_000_000).meta(named('批准数量', 'Approved')),
  orderTolerancePercent: z.int().min(0).max(100).nullable().meta(named('订单载明的容差', 'Tolerance in the order, %')),
  isInstructed: yes('已得到指示', 'Instructed'),
  actualQuantity: z.int().min(0).max(2_000_000).nullable().meta(named('实收数量', 'Arrived')),
});
const slips = { state: 'approved', approvedQuantity: 100, orderTolerancePercent: null, isInstructed: false } as const;
const slots = oneOf({ morning: { zh: '上午', en: 'morning' }, afternoon: { zh: '下午', en: 'afternoon' } }).meta(
  named('时段', 'Round'),
);

type Papers = Pick<
  typeof inventoryKinds,
  | 'inventory.quote'
  | 'inventory.submitPrices'
  | 'inventory.pricesApproved'
  | 'inventory.proposeArea'
  | 'inventory.confirmArea'
  | 'inventory.confirmBuyer'
  | 'inventory.fileArea'
  | 'inventory.moveVehicle'
  | 'inventory.recall'
  | 'inventory.report'
  | 'inventory.reportMissing'
  | 'inventory.receiveGoods'
  | 'inventory.instructSlip'
  | 'inventory.bookReturn'
>;

export const paperShapes: ShapesOf<Papers> = {
  'inventory.quote': {
    facts: z.looseObject({
      unitId: one('unit', '单位', 'Unit'),
      listPriceFen: fenOrNone('表价（分）', 'List price, fen'),
      floorPriceFen: fenOrNone('折后价（分）', 'Discounted price, fen'),
      isFixedPrice: yes('一口价', 'Fixed price'),
    }),
    input: z.looseObject({
      priceFen: fen('报价（分）', 'Quoted, fen'),
      channel: oneOf({
        in_person: { zh: '当面', en: 'in person' },
        phone: { zh: '电话', en: 'by phone' },
        message: { zh: '消息', en: 'by message' },
      }).meta(named('方式', 'Channel')),
    }),
    sample: {
      now,
      facts: { unitId: 'u-1', listPriceFen: 208_852_700, floorPriceFen: 202_587_100, isFixedPrice: false },
      input: { priceFen: 205_000_000, channel: 'in_person' },
    },
  },
  'inventory.submitPrices': {
    facts: z.looseObject({
      state: listState,
      pendingNumber: z.int().positive().nullable().meta(named('审批中的价目表', 'List that waits for approval')),
      lines: z
        .array(
          z.looseObject({
            unitId: one('unit', '单位', 'Unit'),
            beforeFen: fenOrNone('原价（分）', 'Before, fen'),
            beforeFloorFen: fenOrNone('原折后价（分）', 'Discounted before, fen'),
            listPriceFen: fen('新价（分）', 'List price, fen'),
            floorPriceFen: fenOrNone('新折后价（分）', 'Discounted, fen'),
          }),
        )
        .meta(named('价格', 'Prices')),
      effectiveAt: instantOrNone('生效', 'Effective'),
    }),
    input: nothing,
    sample: {
      now,
      facts: {
        state: 'draft',
        pendingNumber: null,
        lines: [
          {
            unitId: 'u-1',
            beforeFen: 200_000_000,
            beforeFloorFen: null,
            listPriceFen: 210_000_000,
            floorPriceFen: null,
          },
        ],
        effectiveAt: null,
      },
      input: {},
    },
  },
  'inventory.pricesApproved': {
    facts: z.looseObject({ state: listState, effectiveAt: instantOrNone('生效', 'Effective') }),
    input: nothing,
    sample: { now, facts: { state: 'pending', effectiveAt: null }, input: {} },
  },
  'inventory.proposeArea': {
    facts: z.looseObject({
      unit,
      area: z.number().positive().nullable().meta(named('现有面积', 'Area now')),
      isSurveyed: yes('已实测', 'Surveyed'),
      hasOpen: yes('已有变更在办', 'A change is under way'),
    }),
    input: z.looseObject({ surveyedArea: area('实测面积', 'Surveyed area') }),
    sample: {
      now,
      facts: { unit: room, area: 89.12, isSurveyed: false, hasOpen: false },
      input: { surveyedArea: 89.3 },
    },
  },
  'inventory.confirmArea': {
    facts: z.looseObject({ ...confirming, byId: one('staff', '确认人', 'By') }),
    input: z.looseObject({
      department: oneOf({
        development: { zh: '投资发展部', en: 'investment development' },
        marketing: { zh: '营销部', en: 'marketing' },
      }).meta(named('部门', 'Department')),
    }),
    sample: {
      now,
      facts: {
        state: 'confirming',
        developmentBy: 'zhao',
        marketingBy: null,
        needsBuyer: false,
        hasBuyer: false,
        byId: 'qian',
      },
      input: { department: 'marketing' },
    },
  },
  'inventory.confirmBuyer': {
    facts: z.looseObject(confirming),
    input: z.looseObject({ note: text('说明', 'Note') }),
    sample: {
      now,
      facts: { state: 'confirming', developmentBy: 'zhao', marketingBy: 'qian', needsBuyer: true, hasBuyer: false },
      input: { note: '买方签字确认' },
    },
  },
  'inventory.fileArea': {
    facts: z.looseObject({ state: areaState }),
    input: nothing,
    sample: { now, facts: { state: 'approved' }, input: {} },
  },
  'inventory.moveVehicle': {
    facts: z.looseObject({
      kind: kinds.meta(named('类别', 'Kind')),
      location: text('位置', 'Location'),
      stockState: stocked.nullable().meta(named('库存状态', 'Stock state')),
      atBranchSince: dayOrNone('到网点日期', 'At the branch since'),
      timeZone,
    }),
    input: z.looseObject({
      location: text('新位置', 'New location'),
      stockState: stocked.meta(named('新库存状态', 'New stock state')),
      movedBy: oneOf({
        company: { zh: '公司人员', en: 'company staff' },
        local_dealer: { zh: '当地经销商人员', en: 'the local dealer' },
      }).meta(named('调运人', 'Moved by')),
      inspected: yes('已验车', 'Inspected'),
    }),
    sample: {
      now,
      facts: {
        kind: 'vehicle',
        location: '大库',
        stockState: 'in_stock',
        atBranchSince: null,
        timeZone: 'Asia/Shanghai',
      },
      input: { location: '二级网点', stockState: 'at_branch', movedBy: 'local_dealer', inspected: true },
    },
  },
  'inventory.recall': {
    facts: z.looseObject({
      stockState: stocked.nullable().meta(named('库存状态', 'Stock state')),
      atBranchSince: dayOrNone('到网点日期', 'At the branch since'),
      timeZone,
    }),
    input: nothing,
    sample: {
      now: '2026-04-09T16:00:00.000Z',
      facts: { stockState: 'at_branch', atBranchSince: '2026-03-10', timeZone: 'Asia/Shanghai' },
      input: {},
    },
  },
  'inventory.report': {
    facts: z.looseObject({
      timeZone,
      expected: z
        .array(
          z.looseObject({
            id: one('unit', '车辆', 'Vehicle'),
            code: text('编号', 'Code'),
            location: text('位置', 'Location'),
          }),
        )
        .meta(named('看板所载', 'On the board')),
      isInAlready: yes('已上报', 'In already'),
    }),
    input: z.looseObject({
      slot: slots,
      found: z
        .array(z.looseObject({ code: text('编号', 'Code'), location: text('位置', 'Location') }))
        .meta(named('盘点所见', 'Found')),
    }),
    sample: {
      now: '2026-03-10T00:50:00.000Z',
      facts: {
        timeZone: 'Asia/Shanghai',
        expected: [{ id: 'u-1', code: 'V1', location: '大库' }],
        isInAlready: false,
      },
      input: { slot: 'morning', found: [{ code: 'V1', location: '大库' }] },
    },
  },
  'inventory.reportMissing': {
    facts: z.looseObject({ isInAlready: yes('已上报', 'In already') }),
    input: nothing,
    sample: { now, facts: { isInAlready: false }, input: {} },
  },
  'inventory.receiveGoods': {
    facts: slip,
    input: z.looseObject({
      actualQuantity: count('实收数量', 'Arrived'),
      differs: yes('实物不符', 'The goods differ'),
    }),
    sample: { now, facts: { ...slips, actualQuantity: null }, input: { actualQuantity: 100, differs: false } },
  },
  'inventory.instructSlip': {
    facts: slip.pick({ state: true, isInstructed: true }),
    input: z.looseObject({ instruction: text('指示', 'Instruction') }),
    sample: { now, facts: { state: 'asking', isInstructed: false }, input: { instruction: '按实收签收' } },
  },
  'inventory.bookReturn': {
    facts: slip,
    input: nothing,
    sample: { now, facts: { ...slips, state: 'received', actualQuantity: 104 }, input: {} },
  },
};
