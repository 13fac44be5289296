/**
 * Everything about the desk on which the source policies differ, as values a house may set. The defaults are the 51-article
 * sales-office rules; the other rulebooks state their own values. Read by the rulebook compiler and by the decisions beside it.
 */
import type { ClaimRuleValues } from '../claims/index.ts';
import { choice, count, minutes, type ParameterSet, parameters, toggle, type ValuesOf } from '../kernel/parameters.ts';

const passed = {
  keep: { zh: '保留原位', en: 'keeps the place' },
  skip: { zh: '本轮轮空,不补', en: 'skipped this round, not made up' },
  forfeit: { zh: '视为放弃,不补', en: 'given up, not made up' },
  missed: { zh: '记为错过,可按规定补轮', en: 'missed, may be made up' },
} as const;

const who = {
  head: { zh: '当值(首位)', en: 'the consultant on turn' },
  last: { zh: '末位', en: 'the last in line' },
} as const;

const order = parameters({
  rotationUnit: choice({
    default: 'person',
    cites: ['S4.01.a03.unit'],
    label: { zh: '轮值单位', en: 'rotation unit' },
    options: { person: { zh: '个人', en: 'person' }, team: { zh: '小组', en: 'team' } },
  }),
  orderSource: choice({
    default: 'carry_over',
    cites: ['S4.01.a03.sheet', 'S4.01.a07', 'S0.02.rec.1', 'S4.02.i01'],
    label: { zh: '当日顺序来源', en: 'where the order of the day comes from' },
    options: {
      duty_list: { zh: '排班表', en: 'duty list' },
      check_in: { zh: '签到先后', en: 'check-in time' },
      fewest_received: { zh: '接待次数少者在前', en: 'fewest receptions first' },
      carry_over: { zh: '承接前一日', en: 'carried over from the day before' },
    },
  }),
  lateArrival: choice({
    default: 'keep_place',
    cites: ['S4.01.a09.personal'],
    label: { zh: '迟到人员的位置', en: 'place of a late arrival' },
    options: {
      keep_place: { zh: '保留顺序,错过不补', en: 'keeps the place, missed turns are lost' },
      append_at_end: { zh: '排到末位', en: 'goes to the end' },
    },
  }),
  turnUsedAt: choice({
    default: 'start',
    cites: ['S4.01.a27', 'S4.02.i06'],
    label: { zh: '排到末位的时点', en: 'when a server goes to the end of the line' },
    options: {
      start: { zh: '接待开始即排末位,结束时确认', en: 'at the start, confirmed at the end' },
      finish: { zh: '接待结束回前台时再排末位', en: 'on coming back to the desk afterwards' },
    },
  }),
  countConsumesTurn: toggle({
    default: true,
    cites: ['S4.01.a27', 'S4.01.a42', 'S4.02.i08.count'],
    label: { zh: '计入接待即用掉轮值', en: 'a counted reception uses the turn' },
  }),
  waitingAlertMinutes: minutes({
    default: 3,
    min: 1,
    max: 60,
    cites: ['S4.01.a04.prompt'],
    label: { zh: '客户等候提醒主管', en: 'alert the supervisor when a visitor has waited' },
  }),
  largePartySize: count({
    default: 6,
    min: 2,
    max: 50,
    cites: ['S4.01.a10.assist'],
    label: { zh: '超过此人数提示增派协助', en: 'party above this size: helpers are suggested' },
  }),
});

const passedOver = parameters({
  busyWithNew: choice({
    default: 'skip',
    cites: ['S0.02.rec.3', 'S4.02.i10.notclosed', 'S1.19.x.7'],
    label: { zh: '轮到时正接待轮值客户', en: 'turn comes while serving a rotation customer' },
    options: passed,
  }),
  busyWithRequested: choice({
    default: 'skip',
    cites: ['S4.01.a11.skip'],
    label: {
      zh: '轮到时正接待指名客户或自己的老客户',
      en: 'turn comes while serving a customer who asked for them, or their own',
    },
    options: passed,
  }),
  busyWithAssist: choice({
    default: 'keep',
    cites: ['S4.01.a12.absent', 'S4.01.a15', 'S4.01.a18'],
    label: { zh: '轮到时正协助他人', en: 'turn comes while assisting' },
    options: passed,
  }),
  awayOnErrand: choice({
    default: 'missed',
    cites: ['S4.01.a09.official', 'S0.02.rec.3b'],
    label: { zh: '轮到时因公外出', en: 'turn comes while away on company business' },
    options: passed,
  }),
  awayPersonal: choice({
    default: 'forfeit',
    cites: ['S4.01.a09.personal'],
    label: { zh: '轮到时因私离场、请假、休息', en: 'turn comes while away for personal reasons, on leave or resting' },
    options: passed,
  }),
  awayAtMeal: choice({
    default: 'forfeit',
    cites: ['S1.19.x.6', 'S4.01.a09.personal'],
    label: { zh: '轮到时用餐', en: 'turn comes while at a meal' },
    options: passed,
  }),
  awayLate: choice({
    default: 'forfeit',
    cites: ['S4.01.a09.personal'],
    label: { zh: '轮到时尚未到岗', en: 'turn comes before arrival' },
    options: passed,
  }),
  withOwnWork: choice({
    default: 'skip',
    cites: ['S4.02.i07.busy'],
    label: { zh: '轮到时处理自己的工作事务', en: 'turn comes while doing own paperwork' },
    options: passed,
  }),
  withLeader: choice({
    default: 'missed',
    cites: ['S4.01.a09.official', 'S4.02.i07.leader'],
    label: { zh: '轮到时接待领导或做领导交办事项', en: 'turn comes while on work given by a leader' },
    options: passed,
  }),
  withheldTurn: choice({
    default: 'skip',
    cites: ['S0.02.reg.10'],
    label: { zh: '因逾期未跟进被停轮', en: 'turn withheld for overdue work' },
    options: passed,
  }),
  withholdOverdueFollowUps: count({
    default: 0,
    min: 0,
    max: 100,
    cites: ['S0.02.reg.10', 'S0.08.c.2'],
    label: { zh: '逾期跟进达到此数停轮(0 为不停)', en: 'overdue follow-ups that withhold the turn (0: never)' },
  }),
  withholdUnfinishedRegistrations: count({
    default: 0,
    min: 0,
    max: 100,
    cites: ['S4.01.a28', 'S0.02.rec.4'],
    label: { zh: '未补登记达到此数停轮(0 为不停)', en: 'unfinished registrations that withhold the turn (0: never)' },
  }),
});

const makeUps = parameters({
  makeUp: choice({
    default: 'supervisor_grants',
    cites: ['S4.01.a08', 'S4.01.a09.official', 'S0.02.rec.3b', 'S4.02.i07.leader', 'S1.19.x.6'],
    label: { zh: '补轮办法', en: 'how a missed turn is made up' },
    options: {
      none: { zh: '不补', en: 'not at all' },
      automatic_on_return: { zh: '返岗即逐次补足', en: 'one for one as soon as they return' },
      supervisor_grants: { zh: '主管批准并定位', en: 'the supervisor grants and places it' },
      on_application: { zh: '本人申请,当班领导批准', en: 'on application to the shift leader' },
    },
  }),
  makeUpExpires: toggle({
    default: true,
    cites: ['S4.01.a08'],
    label: { zh: '补轮会过期', en: 'make-up turns expire' },
  }),
  makeUpOpeningsAfter: count({
    default: 1,
    min: 0,
    max: 60,
    cites: ['S4.01.a08'],
    label: { zh: '补轮在其后第几个营业日收班时失效', en: 'business days after which a make-up turn ends at close' },
  }),
});

const counting = parameters({
  namedFirstVisitCounts: toggle({
    default: true,
    cites: ['S4.01.a11.keep', 'S4.01.a42', 'S0.02.rec.51', 'S1.19.x.5'],
    label: { zh: '首访指名计次', en: 'a first visit that names somebody counts' },
  }),
  namedReferralCounts: toggle({
    default: true,
    cites: ['S4.01.a49.named', 'S0.02.own.310'],
    label: { zh: '老带新由原销售接待计次', en: 'a referral served by the original consultant counts' },
  }),
  returning: choice({
    default: 'owner',
    cites: ['S4.01.a17.first', 'S0.02.own.31', 'S1.19.x.3'],
    label: { zh: '老客户再访归谁接待', en: 'who receives a returning customer' },
    options: { owner: { zh: '归属人', en: 'the owner' }, rotation: { zh: '轮值', en: 'the rotation' } },
  }),
  returningCounts: choice({
    default: 'never',
    cites: ['S4.01.a44', 'S0.02.rec.52', 'S4.02.i08.count', 'S4.02.i08.sameday'],
    label: { zh: '老客户再访计次', en: 'a returning customer counts' },
    options: {
      never: { zh: '不计', en: 'never' },
      once_a_day_until_paid: { zh: '未交款者每日计一次', en: 'once a day until money is paid' },
    },
  }),
  lapsedReturning: choice({
    default: 'new_customer',
    cites: ['S4.01.a17.lapse', 'S0.02.own.31'],
    label: { zh: '保护失效的老客户再访', en: 'a returning customer whose protection has lapsed' },
    options: {
      new_customer: { zh: '按新客户轮值', en: 'is a new customer for the rotation' },
      first_receptionist: { zh: '记得原接待人的仍归原接待人', en: 'stays with the first receptionist they remember' },
    },
  }),
  lapsedNamed: choice({
    default: 'named',
    cites: ['S4.01.a12.handover', 'S4.01.a17.lapse'],
    label: { zh: '失效后仍指名原销售', en: 'names the consultant whose protection has lapsed' },
    options: {
      named: { zh: '以客户指名为准', en: "the customer's choice wins" },
      rotation: { zh: '按新客户轮值', en: 'the rotation' },
    },
  }),
  lapsedNamedCounts: toggle({
    default: true,
    cites: ['S4.01.a42', 'S4.01.a17.lapse'],
    label: { zh: '失效后指名计次', en: 'a lapsed customer who names somebody counts' },
  }),
  unrecordedPrior: choice({
    default: 'as_new',
    cites: ['S4.01.a17.lapse', 'S0.02.own.31'],
    label: { zh: '客户说来过但查无记录', en: 'says they were received before, no record found' },
    options: {
      as_new: { zh: '按新客户', en: 'a new customer' },
      trusted: { zh: '以客户所说为准', en: 'taken at their word' },
    },
  }),
  forgotten: choice({
    default: 'record_decides',
    cites: ['S0.02.own.37', 'S4.01.a17.first'],
    label: { zh: '来过但记不得接待人', en: 'has been here but cannot recall by whom' },
    options: {
      counts_as_turn: { zh: '当值接待并计次', en: 'the consultant on turn receives, counted' },
      record_decides: { zh: '按查到的记录', en: 'the record decides' },
    },
  }),
  namesSeveral: choice({
    default: 'owner',
    cites: ['S0.02.own.35'],
    label: { zh: '说出几位而不选定', en: 'can name several and chooses none' },
    options: {
      first_present: { zh: '按所说顺序在场者', en: 'the first of them who is there' },
      owner: { zh: '归属人,无归属则所说在场者', en: 'the owner, else the first of them who is there' },
    },
  }),
  namesAnother: choice({
    default: 'transfer',
    cites: ['S0.02.own.38', 'S4.01.a16.change'],
    label: { zh: '有归属的客户指名他人', en: 'an owned customer names somebody else' },
    options: {
      transfer: {
        zh: '由被指名者接待,主管确认后转归',
        en: 'the person named; becomes theirs once the supervisor confirms',
      },
      share: { zh: '由被指名者接待,业绩共有', en: 'the person named; the result is shared' },
      keep: { zh: '由被指名者协助,归属不变', en: 'the person named assists; the owner stays' },
    },
  }),
  refundedNamedOnly: toggle({
    default: true,
    cites: ['S4.01.a13.refund'],
    label: { zh: '退房客户不指名即按新客户', en: 'a refunded customer who names nobody is new' },
  }),
  recognisedAtDoor: choice({
    default: 'own_or_unknown',
    cites: ['S4.01.a14', 'S0.02.rec.51b'],
    label: { zh: '进门认出客户', en: 'a consultant recognises the visitor at the door' },
    options: {
      own_or_unknown: { zh: '自己的或无归属的可优先接待', en: 'may receive their own or an unowned customer first' },
      own_only: { zh: '仅限自己的客户', en: 'their own customers only' },
      no_priority: { zh: '熟人不改变顺序', en: 'acquaintance does not change the order' },
    },
  }),
  cardDesignates: toggle({
    default: false,
    cites: ['S1.19.x.1'],
    label: { zh: '持试用券或名片即当日指定', en: 'a trial voucher or name card designates its consultant for the day' },
  }),
  giftVoucherIsNewGuest: toggle({
    default: true,
    cites: ['S1.19.x.4'],
    label: { zh: '持公司赠券、赠卡者按新客', en: 'a guest with a company gift voucher or card is new' },
  }),
  sameDayCountsOnce: toggle({
    default: true,
    cites: ['S4.02.i08.sameday'],
    label: { zh: '同日同一客户只计一次', en: 'one customer, one consultant, one day: one count' },
  }),
});

const specialVisits = parameters({
  peerVisit: choice({
    default: 'head_counts',
    cites: ['S4.01.a29.peer', 'S4.02.i07.peer'],
    label: { zh: '同行来访', en: 'a competitor comes to look' },
    options: {
      head_counts: { zh: '当值接待,计排位', en: 'the consultant on turn, counted' },
      last_not_counted: { zh: '末位接待,不计排位', en: 'the last in line, not counted' },
    },
  }),
  unstatedVisit: choice({
    default: 'head_counts',
    cites: ['S4.01.a29.peer'],
    label: { zh: '未说明来意', en: 'does not say why they came' },
    options: {
      head_counts: { zh: '当值接待,计排位', en: 'the consultant on turn, counted' },
      last_not_counted: { zh: '末位接待,不计排位', en: 'the last in line, not counted' },
    },
  }),
  unrelatedVisit: choice({
    default: 'last',
    cites: ['S4.01.a29.unrelated', 'S4.02.i09.other'],
    label: { zh: '与购买无关的来访', en: 'a purpose unrelated to buying' },
    options: {
      last: { zh: '末位接待', en: 'the last in line' },
      first_explained: { zh: '首位接待,向二接说明后不计', en: 'the first, not counted once explained to the second' },
    },
  }),
  nonCustomerServer: choice({
    default: 'last',
    cites: ['S4.01.a44', 'S4.01.a45'],
    label: { zh: '找人、推销、内部来宾由谁接待', en: 'who sees callers on staff, solicitors and company guests' },
    options: who,
  }),
  ownerBusy: choice({
    default: 'last',
    cites: ['S4.01.a15', 'S0.02.rec.5b'],
    label: { zh: '归属人正忙时由谁协助', en: 'who assists when the owner is busy' },
    options: who,
  }),
  ownerAbsent: choice({
    default: 'head',
    cites: ['S4.01.a12.absent', 'S0.02.own.33', 'S0.02.rec.5b', 'S0.08.c.5b'],
    label: { zh: '归属人不在时由谁协助', en: 'who assists when the owner is away' },
    options: who,
  }),
  whenNobodyFree: choice({
    default: 'parallel',
    cites: ['S4.01.a30.understaffed', 'S4.01.a30.nointerrupt', 'S1.19.x.7'],
    label: { zh: '全员在接待时', en: 'when everybody is busy' },
    options: {
      parallel: { zh: '按顺序兼顾接待', en: 'the first in order looks after both' },
      wait: { zh: '送走前一位再接下一位', en: 'the visitor waits: one guest at a time' },
    },
  }),
  standInWhileServingClosed: toggle({
    default: false,
    cites: ['S4.02.i10.closed', 'S4.02.i10.notclosed'],
    label: { zh: '接待已成交客户时可请人代接', en: 'may have a stand-in while serving a closed customer' },
  }),
  offHoursCount: toggle({
    default: false,
    cites: ['S4.01.a43'],
    label: { zh: '工作时间以外计次', en: 'receptions outside hours count' },
  }),
  dutyShiftCounts: toggle({
    default: false,
    cites: ['S4.01.a48'],
    label: { zh: '值班期间计次', en: 'receptions in a duty shift count' },
  }),
  companyGuestCounts: toggle({
    default: false,
    cites: ['S4.01.a45'],
    label: { zh: '公司及关联单位人员计次', en: 'company and affiliate guests count' },
  }),
  offDutyReception: choice({
    default: 'allowed',
    cites: ['S1.19.d.9'],
    label: { zh: '非当班人员接待', en: 'an off-duty consultant receives' },
    options: {
      allowed: { zh: '客户指名即可', en: 'when the customer asks for them' },
      by_notified_appointment: { zh: '须预约并事先告知主管', en: 'only by appointment told to a leader in advance' },
    },
  }),
  changeNeedsSupervisor: toggle({
    default: true,
    cites: ['S4.01.a16.change', 'S0.02.own.32'],
    label: { zh: '客户要求更换须主管记录原因', en: 'a demanded change is confirmed by the supervisor with a reason' },
  }),
  changeGivesTurnBack: toggle({
    default: false,
    cites: ['S4.01.a16.change'],
    label: { zh: '客户要求更换后,前者轮值退还', en: 'after a demanded change the first gets the turn back' },
  }),
});

const callsAndPosts = parameters({
  callAnswerer: choice({
    default: 'last',
    cites: ['S4.01.a38', 'S4.02.i12.calls', 'S3.01.r.leader', 'S2.08.d4.6'],
    label: { zh: '销售电话由谁接听', en: 'who answers the sales line' },
    options: {
      last: { zh: '末位', en: 'the last in line' },
      third: { zh: '三接', en: 'the third' },
      duty_leader: { zh: '值班长', en: 'the duty leader' },
      anyone: { zh: '任何人', en: 'anyone' },
    },
  }),
  callRingsMax: count({
    default: 3,
    min: 1,
    max: 20,
    cites: ['S2.08.d4.6'],
    label: { zh: '几声内接听', en: 'answered within rings' },
  }),
  callsCount: toggle({
    default: false,
    cites: ['S4.01.a39'],
    label: { zh: '接听来电计次', en: 'answering a call counts' },
  }),
  deskPositions: count({
    default: 4,
    min: 1,
    max: 20,
    cites: ['S4.02.i01'],
    label: { zh: '排位数', en: 'standing positions' },
  }),
  emptyPostGraceSeconds: count({
    default: 60,
    min: 0,
    max: 900,
    cites: ['S4.02.i04.vacancy', 'S4.02.i04.chain'],
    label: { zh: '一接空位宽限秒数', en: 'seconds the first position may stand empty' },
  }),
});

export const DeskRules = parameters({
  ...order,
  ...passedOver,
  ...makeUps,
  ...counting,
  ...specialVisits,
  ...callsAndPosts,
} satisfies ParameterSet);

export type DeskRuleValues = ValuesOf<typeof DeskRules>;

/** At the door it matters besides whose a customer brought by another one, or a member of a family, is: the claims' own values. */
export type VisitRules = DeskRuleValues & Pick<ClaimRuleValues, 'referralOwner' | 'familyOwner'>;
export const visitRules = (rules: {
  readonly desk: DeskRuleValues;
  readonly claims: Pick<ClaimRuleValues, 'referralOwner' | 'familyOwner'>;
}): VisitRules => ({
  ...rules.desk,
  referralOwner: rules.claims.referralOwner,
  familyOwner: rules.claims.familyOwner,
});
