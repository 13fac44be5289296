/** Facts and input of the kinds of decision about inventory. */
import { z } from 'zod';
import { type inventoryKinds, stockStates, unitKinds, unitStates } from '#core/inventory/index.ts';
import {
  anId,
  count,
  dayOrNone,
  instant,
  instantOrNone,
  nothing,
  one,
  oneOrNone,
  text,
  timeZone,
  yes,
} from './fields.ts';
import { named, oneOf, type ShapesOf } from './kit.ts';

const fen = (zh: string, en: string) => z.int().positive().max(1_000_000_000_000).meta(named(zh, en));
const fenOrNone = (zh: string, en: string) => z.int().positive().max(1_000_000_000_000).nullable().meta(named(zh, en));
const area = (zh: string, en: string) => z.number().positive().max(1_000_000).meta(named(zh, en));
const reason = text('理由', 'Reason');

const kinds = z.enum(unitKinds).meta({
  options: {
    room: { zh: '房源', en: 'room' },
    vehicle: { zh: '车辆', en: 'vehicle' },
    membership: { zh: '会籍', en: 'membership' },
    stock: { zh: '货品', en: 'goods' },
  },
});
const states = z.enum(unitStates).meta({
  options: {
    withheld: { zh: '封存', en: 'withheld' },
    available: { zh: '可售', en: 'available' },
    held: { zh: '保留', en: 'held' },
    subscribed: { zh: '认购', en: 'subscribed' },
    contracted: { zh: '签约', en: 'contracted' },
    handed_over: { zh: '已交付', en: 'handed over' },
  },
});
const stocked = z.enum(stockStates).meta({
  options: {
    in_transit: { zh: '在途', en: 'in transit' },
    in_stock: { zh: '在库', en: 'in stock' },
    at_branch: { zh: '二级网点', en: 'at a second-tier store' },
    display: { zh: '展车', en: 'on display' },
    test_drive: { zh: '试驾车', en: 'test drive' },
  },
});
const unit = z
  .looseObject({
    id: one('unit', '单位', 'Unit'),
    kind: kinds.meta(named('类别', 'Kind')),
    state: states.meta(named('状态', 'State')),
    isMarked: yes('已标明已订', 'Marked as ordered'),
    quantity: z.int().nonnegative().nullable().meta(named('库存数量', 'Quantity')),
  })
  .meta(named('单位', 'Unit'));
const liveHold = z.looseObject({
  id: anId('保留', 'Hold'),
  customerId: oneOrNone('customer', '客户', 'Customer'),
  consultantId: one('staff', '保留人', 'Held by'),
  expiresAt: instant('到期', 'Until'),
  extended: count('已延长次数', 'Extended, times'),
});
const hold = liveHold.nullable().meta(named('现有保留', 'Live hold'));
const launchOf = z
  .looseObject({ name: text('开盘', 'Launch'), opensAt: instant('开盘时间', 'Opens at') })
  .nullable()
  .meta(named('所属开盘', 'Launch it belongs to'));
const handling = {
  hold,
  byId: oneOrNone('staff', '办理人', 'By'),
  controls: yes('有销控权限', 'Controls sales'),
};

const room = { id: 'u-1', kind: 'room', state: 'available', isMarked: false, quantity: null } as const;
const held = { ...room, state: 'held', isMarked: true } as const;
const car = { ...room, kind: 'vehicle' } as const;
const meis = {
  id: 'h-1',
  customerId: 'c-1',
  consultantId: 'mei',
  expiresAt: '2026-03-11T02:00:00.000Z',
  extended: 0,
};
const now = '2026-03-10T02:00:00.000Z';
const launch = z.looseObject({
  state: oneOf({
    registering: { zh: '登记中', en: 'registering' },
    ready: { zh: '已排号', en: 'ready' },
    closed: { zh: '已结束', en: 'closed' },
  }).meta(named('状态', 'State')),
  mode: oneOf({
    all_at_once: { zh: '同时选房', en: 'all at once' },
    by_order_number: { zh: '按序号选房', en: 'by order number' },
  }).meta(named('方式', 'Mode')),
  opensAt: instant('开盘时间', 'Opens at'),
  closesAt: instantOrNone('结束时间', 'Closes at'),
  groupSize: z.int().min(1).max(10_000).meta(named('每组人数', 'Group size')),
  groupMinutes: z.int().min(1).max(600).meta(named('每组时长（分钟）', 'Minutes per group')),
  perBuyer: z.int().min(1).max(100).meta(named('每人限选', 'Units per buyer')),
  holdMinutes: z.int().min(1).max(10_080).meta(named('保留时长（分钟）', 'Held for, minutes')),
});
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

export const inventoryShapes: ShapesOf<typeof inventoryKinds> = {
  'inventory.hold': {
    facts: z.looseObject({
      unit,
      withheldReason: text('封存理由', 'Why it is withheld'),
      hold,
      launch: launchOf,
      customer: z
        .looseObject({ id: one('customer', '客户', 'Customer'), ownerId: oneOrNone('staff', '归属人', 'Owner') })
        .nullable()
        .meta(named('客户', 'Customer')),
      consultantId: one('staff', '保留人', 'Held by'),
      consultantHolds: count('本人现有保留', 'Units they hold already'),
      customerHolds: count('该客户现有保留', 'Units held for the customer already'),
      lastExpiredAt: instantOrNone('本人上次到期', 'Their last hold of it ran out'),
      controls: yes('有销控权限', 'Controls sales'),
    }),
    input: z.looseObject({
      unitId: one('unit', '单位', 'Unit'),
      customerId: oneOrNone('customer', '客户', 'Customer'),
      reason,
      hours: z.int().min(1).max(720).nullable().meta(named('小时', 'Hours')),
      override: yes('改售已订车辆', 'Overrule a mark'),
    }),
    sample: {
      now,
      facts: {
        unit: room,
        withheldReason: '',
        hold: null,
        launch: null,
        customer: { id: 'c-1', ownerId: 'mei' },
        consultantId: 'mei',
        consultantHolds: 0,
        customerHolds: 0,
        lastExpiredAt: null,
        controls: false,
      },
      input: { unitId: 'u-1', customerId: 'c-1', reason: '客户回家商量', hours: null, override: false },
    },
  },
  'inventory.extend': {
    facts: z.looseObject({
      ...handling,
      isAsked: yes('延长申请审批中', 'An extension waits for approval'),
      approved: yes('已获批准', 'Approved'),
    }),
    input: z.looseObject({ reason }),
    sample: {
      now,
      facts: { hold: meis, byId: 'mei', controls: false, isAsked: false, approved: false },
      input: { reason: '客户明日到场' },
    },
  },
  'inventory.passOn': {
    facts: z.looseObject({
      ...handling,
      to: z
        .looseObject({
          id: one('staff', '接手人', 'To'),
          isActive: yes('在岗', 'At work'),
          isAtSite: yes('在本门店', 'At this site'),
        })
        .meta(named('接手人', 'To')),
      recipientHolds: count('接手人现有保留', 'Units they hold already'),
    }),
    input: z.looseObject({ reason }),
    sample: {
      now,
      facts: {
        hold: meis,
        byId: 'mei',
        controls: false,
        to: { id: 'li', isActive: true, isAtSite: true },
        recipientHolds: 0,
      },
      input: { reason: '调休' },
    },
  },
  'inventory.release': {
    facts: z.looseObject(handling),
    input: z.looseObject({ reason }),
    sample: { now, facts: { hold: meis, byId: 'mei', controls: false }, input: { reason: '客户另选' } },
  },
  'inventory.expire': {
    facts: z.looseObject({ hold: liveHold.meta(named('保留', 'Hold')) }),
    input: nothing,
    sample: { now: meis.expiresAt, facts: { hold: meis }, input: {} },
  },
  'inventory.take': {
    facts: z.looseObject({
      unit,
      withheldReason: text('封存理由', 'Why it is withheld'),
      hold,
      launch: launchOf,
      deal: z
        .looseObject({ id: anId('订单', 'Deal'), consultantId: oneOrNone('staff', '销售顾问', 'Consultant') })
        .nullable()
        .meta(named('现有订单', 'The deal that has it')),
      customerId: one('customer', '客户', 'Customer'),
      consultantId: one('staff', '销售顾问', 'Consultant'),
      controls: yes('有销控权限', 'Controls sales'),
    }),
    input: z.looseObject({
      unitId: one('unit', '单位', 'Unit'),
      dealId: anId('订单', 'Deal'),
      override: yes('改售已订车辆', 'Overrule a mark'),
    }),
    sample: {
      now,
      facts: {
        unit: held,
        withheldReason: '',
        hold: meis,
        launch: null,
        deal: null,
        customerId: 'c-1',
        consultantId: 'mei',
        controls: false,
      },
      input: { unitId: 'u-1', dealId: 'd-1', override: false },
    },
  },
  'inventory.control': {
    facts: z.looseObject({ units: z.array(z.looseObject({ unit, hold })).meta(named('单位', 'Units')) }),
    input: z.looseObject({
      to: oneOf({ withheld: { zh: '封存', en: 'withhold' }, available: { zh: '放开', en: 'release' } }).meta(
        named('动作', 'To'),
      ),
      reason,
    }),
    sample: {
      now,
      facts: { units: [{ unit: room, hold: null }] },
      input: { to: 'withheld', reason: '留作样板' },
    },
  },
  'inventory.mark': {
    facts: z.looseObject({
      unit,
      orderedBy: oneOrNone('staff', '订车的销售顾问', 'Ordered through'),
      byId: one('staff', '标记人', 'By'),
      controls: yes('有销控权限', 'Controls sales'),
    }),
    input: z.looseObject({
      place: oneOf({
        board: { zh: '库存看板', en: 'stock board' },
        vehicle: { zh: '车内', en: 'in the vehicle' },
      }).meta(named('标记在', 'Where')),
    }),
    sample: {
      now,
      facts: { unit: { ...car, state: 'subscribed' }, orderedBy: 'mei', byId: 'mei', controls: false },
      input: { place: 'vehicle' },
    },
  },
  'inventory.edit': {
    facts: z.looseObject({ unit, isSurveyed: yes('已实测', 'Surveyed') }),
    input: z.looseObject({
      changesPrice: yes('涉及价格', 'Touches the price'),
      changesArea: yes('涉及面积', 'Touches the area'),
    }),
    sample: { now, facts: { unit: room, isSurveyed: false }, input: { changesPrice: false, changesArea: false } },
  },
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
  'inventory.draw': {
    facts: z.looseObject({
      state: launch.shape.state,
      mode: launch.shape.mode,
      buyers: z.array(anId('买家', 'Buyer')).meta(named('买家（按登记先后）', 'Buyers, as they registered')),
    }),
    input: z.looseObject({ seed: text('种子', 'Seed') }),
    sample: {
      now,
      facts: { state: 'registering', mode: 'by_order_number', buyers: ['b-1', 'b-2', 'b-3'] },
      input: { seed: '20260310' },
    },
  },
  'inventory.press': {
    facts: z.looseObject({
      launch: launch.meta(named('开盘', 'Launch')),
      buyer: z
        .looseObject({
          orderNumber: z.int().positive().nullable().meta(named('序号', 'Number')),
          chosen: count('已选', 'Chosen already'),
        })
        .nullable()
        .meta(named('买家', 'Buyer')),
      unit,
      isInLaunch: yes('属于本次开盘', 'Part of this launch'),
      hold,
    }),
    input: z.looseObject({ unitId: one('unit', '单位', 'Unit'), buyerId: anId('买家', 'Buyer') }),
    sample: {
      now,
      facts: {
        launch: {
          state: 'ready',
          mode: 'all_at_once',
          opensAt: now,
          closesAt: null,
          groupSize: 1,
          groupMinutes: 3,
          perBuyer: 1,
          holdMinutes: 60,
        },
        buyer: { orderNumber: 1, chosen: 0 },
        unit: room,
        isInLaunch: true,
        hold: null,
      },
      input: { unitId: 'u-1', buyerId: 'b-1' },
    },
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
