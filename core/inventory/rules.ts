/**
 * What a house may decide for itself about what it sells: how long a hold lasts and how many somebody may have, what a mark on the board
 * is worth, what may be quoted, how long a vehicle may stand at a second-tier store, when the stock is reported.
 */
import { choice, count, days, hours, parameters, percent, timeOfDay, type ValuesOf } from '../kernel/parameters.ts';

export const InventoryRules = parameters({
  holdHours: hours({
    label: { zh: '保留时限', en: 'A hold lasts at most' },
    default: 24,
    min: 1,
    max: 720,
    cites: ['S0.02.info.8b', 'S1.18.s1'],
  }),
  holdsPerConsultant: count({
    label: { zh: '每人同时保留上限（0 为不限）', en: 'Units one consultant may hold at once (0 for no limit)' },
    default: 3,
    min: 0,
    max: 100,
    cites: ['S0.02.info.8'],
  }),
  holdsPerCustomer: count({
    label: { zh: '每位客户同时保留上限（0 为不限）', en: 'Units held for one customer at once (0 for no limit)' },
    default: 2,
    min: 0,
    max: 100,
    cites: ['S0.02.info.8'],
  }),
  holdAgainHours: hours({
    label: { zh: '到期后同一人再次保留的间隔（0 为不限）', en: 'The same person holds it again after (0 for at once)' },
    default: 0,
    min: 0,
    max: 720,
    cites: ['S0.02.info.8'],
  }),
  holdCustomer: choice({
    label: { zh: '可为谁保留', en: 'A hold may be placed for' },
    options: {
      own_or_free: { zh: '本人的客户或尚无归属的客户', en: 'one’s own customer, or one nobody has' },
      any: { zh: '任何客户', en: 'any customer' },
    },
    default: 'own_or_free',
    cites: ['S0.02.info.8'],
  }),
  extendTimes: count({
    label: { zh: '自行延长保留的次数', en: 'A hold may be extended without approval, times' },
    default: 1,
    min: 0,
    max: 20,
    cites: ['S0.02.info.8b'],
  }),
  extendHours: hours({
    label: { zh: '每次延长', en: 'Each extension adds' },
    default: 24,
    min: 1,
    max: 720,
    cites: ['S0.02.info.8b'],
  }),
  beyondExtensions: choice({
    label: { zh: '超过次数后的延长', en: 'Further extensions' },
    options: {
      approval: { zh: '经审批', en: 'with approval' },
      refused: { zh: '不予延长', en: 'are refused' },
    },
    default: 'approval',
    cites: ['S0.02.info.8b'],
  }),
  leaverHolds: choice({
    label: { zh: '离职、调离人员的保留', en: 'What somebody holds who leaves or moves away' },
    options: {
      superior: { zh: '立即转给其主管', en: 'goes to their superior at once' },
      release: { zh: '立即放开', en: 'is released at once' },
    },
    default: 'superior',
    cites: ['S2.03.a6', 'S0.02.info.8'],
  }),
  marking: choice({
    label: { zh: '“该车已订”的标记', en: 'An ordered vehicle is marked' },
    options: {
      board: { zh: '订车即在看板自动标记', en: 'on the board at once, by the order itself' },
      by_hand: { zh: '由销售顾问在看板或车内标记', en: 'by hand, on the board or in the vehicle' },
    },
    default: 'board',
    cites: ['S0.08.b.29', 'S2.15.c2.29'],
  }),
  unmarked: choice({
    label: { zh: '已订而未标记的车辆', en: 'An ordered vehicle without a mark' },
    options: {
      free: { zh: '他人可自由销售', en: 'may be sold by anybody' },
      protected: { zh: '仍予保留', en: 'stays reserved all the same' },
    },
    default: 'free',
    cites: ['S0.08.b.29b', 'S2.15.c2.29'],
  }),
  quoteFloor: choice({
    label: { zh: '无需审批的最低报价', en: 'Without approval a quote goes down to' },
    options: {
      floor: { zh: '折后价', en: 'the discounted price' },
      list: { zh: '表价', en: 'the list price' },
    },
    default: 'floor',
    cites: ['S1.03.a9.2', 'S1.07.a18'],
  }),
  phoneQuotes: choice({
    label: { zh: '电话报价', en: 'Quoting on the phone' },
    options: { allowed: { zh: '允许', en: 'is allowed' }, forbidden: { zh: '禁止', en: 'is forbidden' } },
    default: 'allowed',
    cites: ['S2.15.c2.12'],
  }),
  areaLock: choice({
    label: { zh: '房源面积', en: 'The area of a room' },
    options: {
      on_sale: { zh: '开售后不得自行更改', en: 'is not altered by hand once it is on sale' },
      always: { zh: '录入后不得自行更改', en: 'is not altered by hand once it is entered' },
    },
    default: 'on_sale',
    cites: ['S0.10.a.5b'],
  }),
  branchDaysMax: days({
    label: {
      zh: '车辆在二级网点的最长天数（0 为不限）',
      en: 'A vehicle stands at a second-tier store at most (0 for no limit)',
    },
    default: 30,
    min: 0,
    max: 365,
    cites: ['S2.15.c6.13'],
  }),
  branchMoves: choice({
    label: { zh: '二级网点的调车', en: 'Vehicles of second-tier stores are moved by' },
    options: {
      dealer: { zh: '当地经销商人员，先验车', en: 'the local dealer’s staff, after an inspection' },
      anyone: { zh: '不限', en: 'anybody' },
    },
    default: 'anyone',
    cites: ['S2.15.c6.14'],
  }),
  stockReports: choice({
    label: { zh: '库存上报', en: 'The stock is reported' },
    options: { none: { zh: '不要求', en: 'not at set times' }, twice_daily: { zh: '每日两次', en: 'twice a day' } },
    default: 'none',
    cites: ['S0.08.f.2', 'S2.15.c6.02'],
  }),
  morningReportBy: timeOfDay({
    label: { zh: '上午盘点须在此前上报', en: 'The morning report is in before' },
    default: '09:00',
    cites: ['S0.08.f.2', 'S2.15.c6.02'],
  }),
  afternoonReportBy: timeOfDay({
    label: { zh: '下午盘点须在此前上报', en: 'The afternoon report is in before' },
    default: '17:00',
    cites: ['S0.08.f.2', 'S2.15.c6.02'],
  }),
  returnTolerancePercent: percent({
    label: {
      zh: '退货超量容差（客户订单未载明时）',
      en: 'Returned goods may exceed the approved number by (unless the order says)',
    },
    default: 5,
    min: 0,
    max: 100,
    cites: ['S2.13.a13.2.tol'],
  }),
});

export type InventoryRuleValues = ValuesOf<typeof InventoryRules>;
