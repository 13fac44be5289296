/** Facts and input of the kinds of decision about inventory. */
import { z } from 'zod';
import type { inventoryKinds } from '#core/inventory/index.ts';
import { anId, count, instant, instantOrNone, nothing, one, oneOrNone, text, yes } from './fields.ts';
import { paperShapes } from './inventory-papers.ts';
import { car, handling, held, hold, launchOf, liveHold, meis, now, reason, room, unit } from './inventory-unit.ts';
import { named, oneOf, type ShapesOf } from './kit.ts';

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
  'inventory.leaverHold': {
    facts: z.looseObject({
      hold: liveHold.meta(named('保留', 'Hold')),
      because: oneOf({
        leaving: { zh: '离职', en: 'left' },
        transfer: { zh: '调离', en: 'moved away' },
      }).meta(named('原因', 'Because they')),
      heirId: oneOrNone('staff', '本门店在岗的主管', 'Superior at work at this site'),
    }),
    input: nothing,
    sample: { now, facts: { hold: meis, because: 'leaving', heirId: 'chen' }, input: {} },
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
    input: z.looseObject({
      unitId: one('unit', '单位', 'Unit'),
      buyerId: anId('买家', 'Buyer'),
      by: oneOf({ buyer: { zh: '买家本人的手机', en: 'the buyer’s own phone' } })
        .meta(named('由谁选', 'Pressed on'))
        .optional(),
    }),
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
  ...paperShapes,
};
