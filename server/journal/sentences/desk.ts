/** Decisions on the floor: who receives, what it costs whose turn. */
import { at, type Kinds, type Reasons, type Sentence, say, type Told, wordFor } from './kit.ts';

const rows: Readonly<Record<string, Sentence>> = {
  event: say('活动期间', 'during an event'),
  off_hours: say('营业时间以外', 'outside working hours'),
  duty_shift: say('值班期间', 'in a duty shift'),
  unrelated: say('来意与购买无关', 'a purpose unrelated to buying'),
  looking_for_person: say('找人', 'looking for somebody'),
  solicitor: say('推销', 'selling something'),
  company_guest: say('公司来宾', 'a guest of the company'),
  peer: say('同行来访', 'a competitor'),
  gift_guest: say('持公司赠券的新客', 'a new guest with a company voucher'),
  complaint: say('投诉原接待人', 'a complaint against the earlier receiver'),
  change_demanded: say('客户要求更换', 'a change demanded by the customer'),
  names_several: say('说出几位而未选定', 'several named, none chosen'),
  discount_seeker: say('为争取折扣另找他人', 'looking for a better price'),
  referral_named: say('老客户带来并指名', 'brought by an existing customer who named somebody'),
  refunded_named: say('退房客户点名', 'a refunded customer who named somebody'),
  named_first: say('首次来访即指名', 'a first visit that names somebody'),
  lapsed_named: say('保护失效后仍指名', 'a lapsed customer who names somebody'),
  names_another: say('有归属的客户改指他人', 'an owned customer names somebody else'),
  named_returning: say('老客户指名', 'a returning customer who names somebody'),
  recognised_own: say('进门认出自己的客户', 'recognised at the door by their owner'),
  recognised_unowned: say('进门认出无归属的客户', 'recognised at the door, owned by nobody'),
  refunded_as_new: say('退房客户按新客户', 'a refunded customer, treated as new'),
  direct_booking: say('老客户直接再次定房', 'an existing customer who comes to book again'),
  own_returning: say('老客户再次到访', 'a returning customer'),
  lapsed_as_new: say('保护失效，按新客户', 'a lapsed customer, treated as new'),
  forgotten: say('来过而记不得接待人', 'has been here and cannot recall by whom'),
  returning_by_rotation: say('老客户按轮值', 'a returning customer, by rotation'),
  referral_original: say('老客户带来，归原接待人', "brought by an existing customer, for that customer's receiver"),
  referral_unnamed: say('老客户带来而未指名', 'brought by an existing customer, nobody named'),
  family: say('同一家庭', 'of a family received before'),
  unstated: say('未说明来意', 'did not say why they came'),
  new_customer: say('新客户', 'a new customer'),
};
const services: Readonly<Record<string, Sentence>> = {
  rotation: say('按轮值接待', 'receives by rotation'),
  make_up: say('以补轮接待', 'receives on a make-up turn'),
  parallel: say('全员在忙，兼顾接待', 'looks after both: everybody is busy'),
  requested: say('应客户指名接待', 'receives as the customer asked'),
  own: say('接待自己的客户', 'receives their own customer'),
  assist: say('协助接待', 'assists'),
  stand_in: say('代接', 'stands in'),
  last: say('以末位应接', 'receives as the last in line'),
  duty: say('值班接待', 'receives on duty'),
  off_hours: say('营业时间以外接待', 'receives outside hours'),
  event: say('按活动方案接待', 'receives by the event scheme'),
  off_duty_help: say('非当班支援接待', 'helps out off duty'),
  override: say('由主管指派接待', 'receives by the supervisor’s order'),
  waiting: say('等候', 'waits'),
};

/** "3 号来访(新客户):李 按轮值接待,计次". */
function visitSentence(told: Told): Sentence | null {
  const result = at(told.outcome, 'result') ?? told.outcome;
  const visit = at(result, 'visit');
  if (visit === undefined) return null;
  const number = String(at(visit, 'number') ?? '');
  const row = wordFor(rows, at(visit, 'row'));
  const server = told.name(at(visit, 'serverId'));
  if (!server) return say(`${number} 号来访（${row.zh}）等候安排`, `Visit ${number} (${row.en}) waits for somebody`);
  const how = wordFor(services, at(visit, 'service'));
  const counted = at(result, 'counted') ?? at(visit, 'creditedTo') !== null;
  const forWhom = told.name(at(visit, 'onBehalfOf'));
  return say(
    `${number} 号来访（${row.zh}）：${server} ${how.zh}${forWhom ? `，代 ${forWhom}` : ''}，${counted ? '计次' : '不计次'}`,
    `Visit ${number} (${row.en}): ${server} ${how.en}${forWhom ? ` for ${forWhom}` : ''}, ${counted ? 'counted' : 'not counted'}`,
  );
}

/** "顺序:李、王、赵": the order the decision leads to. A unit has the id of its person or its team. */
function orderSentence(told: Told): Sentence | null {
  const order = at(told.outcome, 'result', 'order');
  if (!Array.isArray(order)) return null;
  const names = order.map((unitId) => told.name(unitId)).filter(Boolean);
  return say(`顺序：${names.join('、') || '空'}`, `Order: ${names.join(', ') || 'empty'}`);
}

/** Who moved from which place to which, as the ledger has it. */
function movesSentence(told: Told): Sentence | null {
  const entries = at(told.outcome, 'entries');
  const moves = (Array.isArray(entries) ? entries : []).flatMap((entry) => {
    const who = told.name(at(entry, 'staffId')) || told.name(at(entry, 'unitId'));
    const [from, to] = [at(entry, 'from'), at(entry, 'to')];
    if (!who || typeof to !== 'number') return [];
    return [from === null || from === undefined ? `${who} → ${to}` : `${who} ${String(from)} → ${to}`];
  });
  return moves.length > 0 ? say(`位置：${moves.join('，')}`, `Places: ${moves.join(', ')}`) : null;
}

const presences: Readonly<Record<string, Sentence>> = {
  on_floor: say('在岗', 'is on the floor'),
  not_arrived: say('未到岗', 'has not arrived'),
  own_work: say('处理工作事务', 'does paperwork'),
  with_leader: say('办理领导交办事项', 'is on work given by a leader'),
  errand_company: say('因公外出', 'is out on company business'),
  errand_personal: say('因私离场', 'is away for personal reasons'),
  meal: say('用餐', 'is at a meal'),
  leave: say('请假', 'is on leave'),
  rest: say('休息', 'has a rest day'),
  off_duty: say('下班', 'is off duty'),
};
function presenceSentence(told: Told): Sentence | null {
  const result = at(told.outcome, 'result') ?? told.input;
  const person = told.name(at(result, 'staffId'));
  const status = presences[String(at(result, 'status'))];
  return person && status ? say(`${person} ${status.zh}`, `${person} ${status.en}`) : null;
}

/** Who is held responsible for the empty first position, if anybody. */
function emptyPostSentence(told: Told): Sentence {
  const person = told.name(told.outcome.responsible);
  return person
    ? say(`${person} 对一接位空缺负责`, `${person} answers for the empty first position`)
    : say('一接位空缺，无人担责', 'The first position stood empty; nobody answers for it');
}

const plain = (zh: string, en: string) => ({ title: say(zh, en) });
const ofVisit = (zh: string, en: string) => ({ title: say(zh, en), summary: visitSentence });
const ofMoves = (zh: string, en: string) => ({ title: say(zh, en), summary: movesSentence });

export const deskKinds: Kinds = {
  'desk.receiveVisit': ofVisit('安排接待', 'Who receives'),
  'desk.acceptTurn': ofVisit('接下客户', 'Visitor taken'),
  'desk.passTurn': ofVisit('让出接待', 'Turn passed on'),
  'desk.handOver': ofVisit('转交客户', 'Visitor handed over'),
  'desk.changeConsultant': ofVisit('客户要求更换', 'Change demanded by the customer'),
  'desk.addHelper': ofVisit('增派协助', 'Helpers named'),
  'desk.arrangeStandIn': ofVisit('安排代接', 'Stand-in arranged'),
  'desk.finishVisit': ofVisit('接待结束', 'Reception finished'),
  'desk.visitorLeft': ofVisit('客户离开', 'Visitor left'),
  'desk.overrideVisit': ofVisit('主管改派', 'Overruled by the supervisor'),
  'desk.reclassifyVisit': ofVisit('重新认定是否计次', 'Counting settled again'),
  'desk.confirmOwner': {
    title: say('确认归属', 'Owner confirmed'),
    summary: (told) => {
      const owner = told.name(at(told.outcome, 'owner', 'ownerId'));
      if (told.outcome.confirmed !== true) return say('归属不变', 'The owner stays');
      return owner ? say(`确认归 ${owner}`, `Confirmed: belongs to ${owner}`) : null;
    },
  },
  'desk.linkVisit': plain('关联客户', 'Visit linked to a customer'),
  'desk.waitingAlert': plain('客户等候过久', 'A visitor has waited too long'),
  'desk.setPresence': { title: say('在岗状态', 'Presence'), summary: presenceSentence },
  'desk.applyForMakeUp': plain('申请补轮', 'Make-up turn applied for'),
  'desk.placeMakeUp': ofMoves('安排补轮', 'Make-up turn placed'),
  'desk.refuseMakeUp': plain('不予补轮', 'Make-up turn refused'),
  'desk.openDay': { title: say('开班', 'Day opened'), summary: orderSentence },
  'desk.closeDay': { title: say('收班', 'Day closed'), summary: orderSentence },
  'desk.planDuty': plain('排班', 'Duty planned'),
  'desk.adjustOrder': ofMoves('调整顺序', 'Order changed'),
  'desk.swapPlaces': ofMoves('互换位置', 'Places swapped'),
  'desk.penalise': ofMoves('记处理', 'Penalty recorded'),
  'desk.joinLine': ofMoves('加入轮值', 'Joined the rotation'),
  'desk.declareEvent': plain('活动方案', 'Event scheme'),
  'desk.declareDuty': plain('值班安排', 'Duty shift'),
  'desk.allowOffDutyHelp': plain('准许非当班人员接待', 'Off-duty help allowed'),
  'desk.takeCall': plain('接听来电', 'Call answered'),
  'desk.noteMoveUp': plain('通知补位', 'Told to move up'),
  'desk.emptyPost': { title: say('一接位空缺', 'First position empty'), summary: emptyPostSentence },
  'desk.exportRegister': plain('导出登记簿', 'Register exported'),
};

export const deskReasons: Reasons = {
  passed_busy: say('正在接待客户', 'was with a customer'),
  passed_withheld: say('有逾期未办事项，暂停轮值', 'had overdue work, so turns are withheld'),
  passed_excluded: say('已将该客户转出', 'had handed this visitor on'),
  passed_free: say('未轮到', 'it was not their turn'),
  passed_not_arrived: say('尚未到岗', 'had not arrived'),
  passed_own_work: say('正在处理工作事务', 'was doing paperwork'),
  passed_with_leader: say('正在陪同领导或办理交办事项', 'was on work given by a leader'),
  passed_errand_company: say('因公外出', 'was out on company business'),
  passed_errand_personal: say('因私离场', 'was away for personal reasons'),
  passed_meal: say('正在用餐', 'was at a meal'),
  passed_leave: say('请假', 'was on leave'),
  passed_rest: say('休息', 'had a rest day'),
  passed_off_duty: say('不当班', 'was off duty'),
  passed_declined: say('放弃本轮', 'gave the turn up'),
  refused_by_customer: say('客户不愿由其接待', 'the customer did not want them'),
  named_later: say('客户先说出他人', 'the customer named somebody else first'),
  not_present: say('不在现场', 'was not there'),
  asked_for_discount_only: say('客户仅为争取折扣而找', 'was asked only for a better price'),
  acquaintance_gives_no_priority: say('认识客户不改变顺序', 'knowing the visitor does not change the order'),
  team: say('由同组成员接待', 'a member of the same team took the visitor'),
  explained: say('已向二接说明，不计次', 'was explained to the second in line, not counted'),
};
