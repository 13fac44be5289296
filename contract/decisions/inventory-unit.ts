/** What the shapes of decisions about inventory share: the unit, who holds it, and an everyday room, hold and car. */
import { z } from 'zod';
import { stockStates, unitKinds, unitStates } from '#core/inventory/index.ts';
import { anId, count, instant, one, oneOrNone, text, yes } from './fields.ts';
import { named } from './kit.ts';

export const reason = text('理由', 'Reason');

export const kinds = z.enum(unitKinds).meta({
  options: {
    room: { zh: '房源', en: 'room' },
    vehicle: { zh: '车辆', en: 'vehicle' },
    membership: { zh: '会籍', en: 'membership' },
    stock: { zh: '货品', en: 'goods' },
  },
});
export const states = z.enum(unitStates).meta({
  options: {
    withheld: { zh: '封存', en: 'withheld' },
    available: { zh: '可售', en: 'available' },
    held: { zh: '保留', en: 'held' },
    subscribed: { zh: '认购', en: 'subscribed' },
    contracted: { zh: '签约', en: 'contracted' },
    handed_over: { zh: '已交付', en: 'handed over' },
  },
});
export const stocked = z.enum(stockStates).meta({
  options: {
    in_transit: { zh: '在途', en: 'in transit' },
    in_stock: { zh: '在库', en: 'in stock' },
    at_branch: { zh: '二级网点', en: 'at a second-tier store' },
    display: { zh: '展车', en: 'on display' },
    test_drive: { zh: '试驾车', en: 'test drive' },
  },
});
export const unit = z
  .looseObject({
    id: one('unit', '单位', 'Unit'),
    kind: kinds.meta(named('类别', 'Kind')),
    state: states.meta(named('状态', 'State')),
    isMarked: yes('已标明已订', 'Marked as ordered'),
    quantity: z.int().nonnegative().nullable().meta(named('库存数量', 'Quantity')),
  })
  .meta(named('单位', 'Unit'));
export const liveHold = z.looseObject({
  id: anId('保留', 'Hold'),
  customerId: oneOrNone('customer', '客户', 'Customer'),
  consultantId: one('staff', '保留人', 'Held by'),
  expiresAt: instant('到期', 'Until'),
  extended: count('已延长次数', 'Extended, times'),
});
export const hold = liveHold.nullable().meta(named('现有保留', 'Live hold'));
export const launchOf = z
  .looseObject({ name: text('开盘', 'Launch'), opensAt: instant('开盘时间', 'Opens at') })
  .nullable()
  .meta(named('所属开盘', 'Launch it belongs to'));
export const handling = {
  hold,
  byId: oneOrNone('staff', '办理人', 'By'),
  controls: yes('有销控权限', 'Controls sales'),
};

export const room = { id: 'u-1', kind: 'room', state: 'available', isMarked: false, quantity: null } as const;
export const held = { ...room, state: 'held', isMarked: true } as const;
export const car = { ...room, kind: 'vehicle' } as const;
export const meis = {
  id: 'h-1',
  customerId: 'c-1',
  consultantId: 'mei',
  expiresAt: '2026-03-11T02:00:00.000Z',
  extended: 0,
};
export const now = '2026-03-10T02:00:00.000Z';
