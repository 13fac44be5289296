/** The rotation sheet and a visit on it, as schemas. */
import { z } from 'zod';
import type {
  DealStanding,
  DeskSheet,
  EventScheme,
  LineItem,
  MakeUp,
  Presence,
  PresenceStatus,
  Service,
  Unit,
  VisitOnFloor,
  VisitRow,
} from '#core/desk/index.ts';
import { idOf, instant, named, oneOf, timeOfDay, timeZone } from './kit.ts';

export const staff = idOf('staff');
export const unitId = idOf('unit');
export const visitId = idOf('visit');
export const customerId = idOf('customer');

export const presenceStatus = oneOf<PresenceStatus>({
  on_floor: named('在岗', 'On the floor'),
  not_arrived: named('未到岗', 'Not arrived'),
  own_work: named('处理工作事务', 'Paperwork'),
  with_leader: named('办理领导交办事项', 'On work given by a leader'),
  errand_company: named('因公外出', 'Out on company business'),
  errand_personal: named('因私离场', 'Away for personal reasons'),
  meal: named('用餐', 'At a meal'),
  leave: named('请假', 'On leave'),
  rest: named('休息', 'Rest day'),
  off_duty: named('下班', 'Off duty'),
});

export const standing = oneOf<DealStanding>({
  none: named('无', 'None'),
  registered: named('已登记', 'Registered'),
  intention_paid: named('已付意向金', 'Intention paid'),
  closed: named('已成交', 'Deal closed'),
  refunded: named('已退', 'Refunded'),
});

const row = oneOf<VisitRow>({
  event: named('活动', 'Event'),
  off_hours: named('营业时间以外', 'Outside working hours'),
  duty_shift: named('值班', 'Duty shift'),
  unrelated: named('来意与购买无关', 'Unrelated to buying'),
  looking_for_person: named('找人', 'Looking for somebody'),
  solicitor: named('推销', 'Selling something'),
  company_guest: named('公司来宾', 'Guest of the company'),
  peer: named('同行', 'Competitor'),
  gift_guest: named('持公司赠券的新客', 'New guest with a company voucher'),
  complaint: named('投诉原接待人', 'Complaint against the earlier receiver'),
  change_demanded: named('客户要求更换', 'Change demanded'),
  names_several: named('说出几位而未选定', 'Several named, none chosen'),
  discount_seeker: named('为争取折扣另找他人', 'Looking for a better price'),
  referral_named: named('老客户带来并指名', 'Brought by a customer, somebody named'),
  refunded_named: named('退房客户点名', 'Refunded customer who names somebody'),
  named_first: named('首次来访即指名', 'First visit that names somebody'),
  lapsed_named: named('保护失效后仍指名', 'Lapsed customer who names somebody'),
  names_another: named('有归属而改指他人', 'Owned customer names somebody else'),
  named_returning: named('老客户指名', 'Returning customer who names somebody'),
  recognised_own: named('进门认出自己的客户', 'Recognised at the door by their owner'),
  recognised_unowned: named('进门认出无归属的客户', 'Recognised at the door, owned by nobody'),
  refunded_as_new: named('退房客户按新客户', 'Refunded customer, as new'),
  direct_booking: named('老客户直接再次定房', 'Comes to book again'),
  own_returning: named('老客户再次到访', 'Returning customer'),
  lapsed_as_new: named('保护失效，按新客户', 'Lapsed, as new'),
  forgotten: named('来过而记不得接待人', 'Cannot recall the receiver'),
  returning_by_rotation: named('老客户按轮值', 'Returning customer by rotation'),
  referral_original: named('老客户带来，归原接待人', 'Brought by a customer, for that customer’s receiver'),
  referral_unnamed: named('老客户带来而未指名', 'Brought by a customer, nobody named'),
  family: named('同一家庭', 'Of a family received before'),
  unstated: named('未说明来意', 'Did not say why'),
  new_customer: named('新客户', 'New customer'),
});

const service = oneOf<Service>({
  rotation: named('按轮值', 'By rotation'),
  make_up: named('补轮', 'Make-up turn'),
  parallel: named('兼顾', 'Looks after both'),
  requested: named('应客户指名', 'As the customer asked'),
  own: named('自己的客户', 'Their own customer'),
  assist: named('协助', 'Assists'),
  stand_in: named('代接', 'Stands in'),
  last: named('末位应接', 'As the last in line'),
  duty: named('值班', 'On duty'),
  off_hours: named('营业时间以外', 'Outside hours'),
  event: named('按活动方案', 'By the event scheme'),
  off_duty_help: named('非当班支援', 'Off-duty help'),
  override: named('主管指派', 'By the supervisor’s order'),
  waiting: named('等候', 'Waits'),
});

export const unit: z.ZodType<Unit> = z.object({
  id: unitId.meta(named('轮值单位', 'Unit')),
  members: z.array(staff).meta(named('成员顺序', 'Members in order')),
});

export const lineItem: z.ZodType<LineItem> = z.object({
  unitId: unitId.meta(named('轮值单位', 'Unit')),
  makeUpId: idOf('make_up').nullable().meta(named('补轮', 'Make-up turn')),
});

const presence: z.ZodType<Presence> = z.object({
  status: presenceStatus.meta(named('状态', 'Status')),
  since: instant.meta(named('起', 'Since')),
  note: z.string().nullable().meta(named('说明', 'Note')),
});

export const visitOnFloor: z.ZodType<VisitOnFloor> = z.object({
  visitId: visitId.meta(named('来访', 'Visit')),
  number: z.int().nonnegative().meta(named('当日序号', 'Number of the day')),
  customerId: customerId.nullable().meta(named('客户', 'Customer')),
  standing: standing.meta(named('交易情况', 'Deal standing')),
  state: oneOf<VisitOnFloor['state']>({
    waiting: named('等候', 'Waiting'),
    called: named('已叫', 'Called'),
    serving: named('接待中', 'Being served'),
  }).meta(named('状态', 'State')),
  row: row.meta(named('来访类型', 'What the visit is')),
  service: service.meta(named('接待方式', 'How it came to its server')),
  serverId: staff.nullable().meta(named('接待人', 'Server')),
  unitId: unitId.nullable().meta(named('接待人的轮值单位', 'Unit of the server')),
  helpers: z.array(staff).meta(named('协助', 'Helpers')),
  onBehalfOf: staff.nullable().meta(named('代谁接待', 'On behalf of')),
  creditedTo: z
    .object({
      unitId: unitId.nullable().meta(named('轮值单位', 'Unit')),
      staffId: staff.meta(named('人员', 'Person')),
    })
    .nullable()
    .meta(named('计次归', 'Counts for')),
  turnUsed: z.boolean().meta(named('用去一轮', 'Turn used')),
  countsUntilExplained: z.boolean().meta(named('说明前计次', 'Counts until explained')),
  standIn: z
    .union([z.literal('next'), staff])
    .nullable()
    .meta(named('轮到时由谁代接', 'Stand-in for the turn')),
  partySize: z.int().positive().meta(named('人数', 'Party size')),
  arrivedAt: instant.meta(named('到访时间', 'Arrived at')),
  calledAt: instant.nullable().meta(named('叫到时间', 'Called at')),
  startedAt: instant.nullable().meta(named('开始接待', 'Started at')),
});

const makeUp: z.ZodType<MakeUp> = z.object({
  id: idOf('make_up').meta(named('补轮', 'Make-up turn')),
  unitId: unitId.meta(named('轮值单位', 'Unit')),
  staffId: staff.meta(named('本人', 'Person')),
  state: oneOf<MakeUp['state']>({
    owed: named('应补', 'Owed'),
    applied: named('已申请', 'Applied for'),
    placed: named('已排入', 'Placed'),
  }).meta(named('状态', 'State')),
  missedAt: instant.meta(named('错过时间', 'Missed at')),
  missedBecause: z.union([presenceStatus, z.literal('busy')]).meta(named('错过原因', 'Missed because')),
  closingsLeft: z.int().nullable().meta(named('还可过几次收班', 'Closings it survives')),
});

export const eventScheme: z.ZodType<EventScheme> = z.object({
  name: z.string().meta(named('活动名称', 'Name')),
  method: oneOf<EventScheme['method']>({
    rotation: named('按轮值表', 'By rotation'),
    first_registration: named('按首次登记', 'By first registration'),
    named_list: named('按名单', 'By a list'),
    manager: named('经理指定', 'By the manager'),
  }).meta(named('方式', 'Method')),
  list: z.array(staff).meta(named('名单', 'List')),
  counts: z.boolean().meta(named('计次', 'Counts')),
});

export const sheet: z.ZodType<DeskSheet> = z.object({
  siteId: idOf('site').meta(named('门店', 'Site')),
  day: z.iso.date().meta(named('日期', 'Day')),
  timeZone: timeZone.meta(named('时区', 'Time zone')),
  status: oneOf<DeskSheet['status']>({
    planned: named('未开班', 'Planned'),
    open: named('已开班', 'Open'),
    closed: named('已收班', 'Closed'),
  }).meta(named('状态', 'Status')),
  openedAt: instant.nullable().meta(named('开班时间', 'Opened at')),
  closesAt: timeOfDay.meta(named('营业结束', 'Closes at')),
  line: z.array(lineItem).meta(named('轮值顺序', 'The line')),
  units: z.record(unitId, unit).meta(named('轮值单位', 'Units')),
  presence: z.record(staff, presence).meta(named('在岗状态', 'Presence')),
  unitCounts: z.record(unitId, z.int()).meta(named('各单位接待次数', 'Receptions per unit')),
  staffCounts: z.record(staff, z.int()).meta(named('各人接待次数', 'Receptions per person')),
  visits: z.record(visitId, visitOnFloor).meta(named('现场来访', 'Visits on the floor')),
  countedPairs: z.array(z.string()).meta(named('今日已计次的客户与人员', 'Pairs counted today')),
  makeUps: z.record(idOf('make_up'), makeUp).meta(named('补轮', 'Make-up turns')),
  messages: z
    .array(
      z.object({
        callId: idOf('call').meta(named('来电', 'Call')),
        forStaffId: staff.meta(named('给', 'For')),
        takenBy: staff.nullable().meta(named('记录人', 'Taken by')),
        takenAt: instant.meta(named('时间', 'At')),
      }),
    )
    .meta(named('待转留言', 'Messages to hand on')),
  notices: z
    .array(
      z.object({
        at: instant.meta(named('时间', 'At')),
        from: staff.meta(named('通知人', 'From')),
        to: staff.nullable().meta(named('被通知人', 'To')),
      }),
    )
    .meta(named('补位通知', 'Notices to move up')),
  event: eventScheme.nullable().meta(named('活动方案', 'Event scheme')),
  duty: z
    .object({
      staffIds: z.array(staff).meta(named('值班人员', 'On duty')),
      leaderId: staff.nullable().meta(named('值班负责人', 'Leader')),
    })
    .nullable()
    .meta(named('值班', 'Duty shift')),
  offDutyHelp: z.array(staff).meta(named('准许支援的非当班人员', 'Off-duty help allowed')),
  lastRotation: z
    .object({
      unitId: z.string().meta(named('轮值单位', 'Unit')),
      visitId: visitId.meta(named('来访', 'Visit')),
      at: instant.meta(named('时间', 'At')),
    })
    .nullable()
    .meta(named('最近一次轮值接待', 'Last rotation reception')),
  visitsNumbered: z.int().nonnegative().meta(named('今日来访数', 'Visits numbered')),
  lastSeq: z.int().nonnegative().meta(named('台账序号', 'Last ledger number')),
});
