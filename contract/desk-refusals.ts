/** Permissions of the desk and the sentences of its refusals, in the order in which the commands check them. */
import { permissions } from './kernel/permissions.ts';
import { refusals } from './kernel/refusal.ts';

const place = ['site', 'company'] as const;

export const deskPermissions = permissions({
  'desk.read': { zh: '查看轮值表与现场', en: 'See the rotation sheet and the floor', scopes: place },
  'desk.serve': { zh: '参加轮值接待', en: 'Take turns in the rotation', scopes: ['self'] },
  'desk.receive': { zh: '登记来访与来电', en: 'Record visits and calls', scopes: place },
  'desk.operate': { zh: '代他人操作前台', en: 'Operate the desk for colleagues', scopes: place },
  'desk.supervise': {
    zh: '开收班、调整顺序、批补轮、改判',
    en: 'Open and close, adjust, grant make-ups, overrule',
    scopes: place,
  },
  'desk.manage': { zh: '制定活动方案与值班安排', en: 'Declare events and duty shifts', scopes: place },
  'desk.registers': {
    zh: '查看并导出来访、来电登记簿',
    en: 'See and export the registers',
    scopes: ['self', 'site', 'company'],
  },
});

const taken = { status: 409, mayPassLater: false } as const;
const later = { status: 409, mayPassLater: true } as const;
const incomplete = { status: 422, mayPassLater: true } as const;

export const deskRefusals = refusals({
  // ── a visit at the door ──
  VISIT_ALREADY_RECEIVED: {
    ...taken,
    zh: '第 {number} 号来访已由{name}接待',
    en: 'Visit {number} is already with {name}',
  },
  PERSON_UNKNOWN_HERE: {
    ...taken,
    zh: '{name}今日不在本案场的轮值表上',
    en: '{name} is not on this site’s sheet today',
    remedy: {
      zh: '请先将其加入当日轮值表，或换一位同事。',
      en: 'Add the person to today’s line first, or choose somebody else.',
    },
  },
  QUESTIONS_UNANSWERED: {
    ...incomplete,
    zh: '须先问明：是否来过、由谁接待过',
    en: 'Ask first: have they been here before, and who received them?',
    remedy: { zh: '记不得接待人的，请勾选“记不得”。', en: 'If they cannot recall by whom, say so with “forgotten”.' },
  },
  SERVER_REQUIRED: {
    ...incomplete,
    zh: '请指明由谁接待',
    en: 'Say who receives this visitor',
    remedy: {
      zh: '非轮值时段或活动方案中，须在 servedBy 中指定接待人。',
      en: 'Off hours and in a manager’s scheme, name the server in servedBy.',
    },
  },
  // ── during a visit ──
  VISIT_NOT_ON_FLOOR: { ...taken, zh: '该来访已结束或不在现场', en: 'This visit is over or not on the floor' },
  NOBODY_CALLED_YET: { ...later, zh: '该来访尚未分派接待人', en: 'Nobody has been called for this visit yet' },
  TURN_ALREADY_TAKEN: { ...taken, zh: '第 {number} 号来访已由{name}接待', en: 'Visit {number} was taken by {name}' },
  TURN_IS_ANOTHERS: { ...taken, zh: '这一轮轮到{name}', en: 'This turn is {name}’s' },
  RECEPTION_MAY_NOT_BE_BROKEN_OFF: {
    ...taken,
    zh: '接待已经开始，不得中断',
    en: 'The reception has begun and may not be broken off',
    remedy: {
      zh: '如系客户要求更换，请办理更换顾问。',
      en: 'If the customer demands somebody else, change the consultant.',
    },
  },
  COURTESY_MAY_NOT_BE_REFUSED: { ...taken, zh: '义务接待不得推辞', en: 'A courtesy reception may not be declined' },
  NOTHING_TO_HAND_OVER: { ...later, zh: '没有新的情况，仍由{name}接待', en: 'Nothing new: {name} goes on serving' },
  REASON_REQUIRED: { ...incomplete, zh: '请填写理由', en: 'A reason is required' },
  SAME_CONSULTANT: { ...taken, zh: '{name}就是当前接待人', en: '{name} is already serving' },
  COLLEAGUE_NOT_FREE: { ...later, zh: '{name}现在不能接待', en: '{name} is not free now' },
  STAND_IN_NOT_ALLOWED: {
    ...taken,
    zh: '接待未成交客户或新客户时不得请人代接',
    en: 'No stand-in while serving a new or not yet closed customer',
  },
  ALREADY_BEING_SERVED: { ...taken, zh: '{name}已在接待该来访', en: '{name} is already serving this visit' },
  EXPLAIN_TO_A_COLLEAGUE: {
    ...incomplete,
    zh: '须向在场的另一位同事说明',
    en: 'Explain it to another colleague on the floor',
  },
  COUNTED_ALREADY: { ...taken, zh: '该次接待已计入{name}', en: 'This reception already counts for {name}' },
  NOT_COUNTED_ANYWAY: { ...taken, zh: '该次接待本来就不计次', en: 'This reception does not count anyway' },
  OWNER_NEEDS_NOTHING: { ...taken, zh: '没有待确认的归属变更', en: 'No change of owner waits for confirmation' },
  CUSTOMER_LINKED_ALREADY: {
    ...taken,
    zh: '该来访已关联另一位客户',
    en: 'This visit is already linked to another customer',
  },
  // ── the day and its order ──
  DAY_ALREADY_OPEN: { ...taken, zh: '{day} 已开班', en: '{day} is already open' },
  DAY_NOT_OPEN: {
    ...later,
    zh: '当日尚未开班或已收班',
    en: 'The day is not open',
    remedy: { zh: '请主管先开班。', en: 'Ask the supervisor to open the day.' },
  },
  NOBODY_IN_ROTATION: {
    ...later,
    zh: '本案场没有可轮值的人员',
    en: 'Nobody at this site takes turns',
    remedy: { zh: '为销售人员授予“参加轮值接待”权限。', en: 'Give the salespeople the permission to take turns.' },
  },
  UNIT_IS_NOT_A_PERSON: { ...taken, zh: '本制度按个人轮值', en: 'This house rotates by person' },
  ONE_PERSON_TWICE: { ...taken, zh: '同一人不能在轮值表上出现两次', en: 'One person cannot stand in the line twice' },
  ORDER_NEEDED: {
    ...incomplete,
    zh: '本制度按排班表轮值，请先排出当日顺序（不重复）',
    en: 'This house rotates by a duty list: give today’s order, each once',
  },
  VISITORS_STILL_HERE: {
    ...later,
    zh: '现场还有 {visitors} 组客户，收班须说明理由',
    en: '{visitors} visitors are still here; closing needs a reason',
  },
  SELF_PLACEMENT: { status: 403, mayPassLater: false, zh: '不得自行排位', en: 'Nobody places themselves' },
  NOT_IN_LINE: { ...taken, zh: '不在当日轮值表上', en: 'Not in today’s line' },
  ORDER_INCOMPLETE: {
    ...incomplete,
    zh: '新顺序须包含全部 {places} 个位置',
    en: 'The new order must hold all {places} places',
  },
  SAME_PLACE: { ...taken, zh: '顺序没有变化', en: 'Nothing would move' },
  STILL_WITH_CUSTOMER: {
    ...later,
    zh: '{name}正在接待客户，不能离场',
    en: '{name} is with a customer and cannot leave the floor',
  },
  // ── make-up turns ──
  MAKE_UP_NOT_GIVEN_HERE: {
    ...taken,
    zh: '按本制度不由此办理补轮',
    en: 'This house does not give make-up turns this way',
  },
  NO_TURN_MISSED: { ...taken, zh: '没有可补的轮次', en: 'There is no missed turn to make up' },
  NOT_YOUR_MAKE_UP: { status: 403, mayPassLater: false, zh: '该补轮属于{name}', en: 'This make-up turn is {name}’s' },
  ALREADY_APPLIED: { ...taken, zh: '已申请过', en: 'Already applied for' },
  APPLIED_TOO_LATE: { ...taken, zh: '补轮须当日申请', en: 'A make-up turn is applied for on the same day' },
  NOT_APPLIED_FOR: { ...later, zh: '本人尚未申请补轮', en: 'The person has not applied yet' },
  PLACE_NOT_IN_LINE: {
    ...incomplete,
    zh: '位置须在 1 到 {places} 之后的一位之间',
    en: 'The place must be between 1 and one past {places}',
  },
  CLAUSE_UNKNOWN: {
    ...incomplete,
    zh: '现行制度中没有“{clause}”这一条款',
    en: 'The rulebook in force has no clause "{clause}"',
    remedy: { zh: '请从本店制度的条款中选择。', en: 'Choose one of the clauses of this house’s rulebook.' },
  },
  // ── schemes of the day ──
  LIST_NEEDED: { ...incomplete, zh: '请列出活动接待人员', en: 'List who receives at the event' },
  NO_EVENT_DECLARED: { ...taken, zh: '当前没有活动方案', en: 'No event is declared' },
  ON_DUTY_ALREADY: { ...taken, zh: '该同事当班或正在接待', en: 'This colleague is on duty or busy' },
  FLOOR_NOT_OVERLOADED: {
    ...later,
    zh: '当班人员仍有空闲（{name}），不必启用非当班人员',
    en: '{name} is free: no off-duty help is needed',
  },
  // ── calls and posts ──
  CALL_ALREADY_TAKEN: { ...taken, zh: '该来电已登记', en: 'This call is already recorded' },
  CONTACT_REQUIRED: {
    ...incomplete,
    zh: '{name}不能接听，请留下对方联系方式',
    en: '{name} cannot come to the phone: take the caller’s contact',
  },
  NOT_AT_THE_DESK: { ...later, zh: '{name}不在当日轮值表上', en: '{name} is not on today’s sheet' },
  NOT_WAITING_TOO_LONG: {
    ...later,
    zh: '客户已有人接待，或等候未满 {minutes} 分钟',
    en: 'The visitor is being served or has not waited {minutes} minutes',
  },
  EMPTY_IN_THE_FUTURE: { ...incomplete, zh: '空位时间不合理', en: 'These times cannot be' },
});
