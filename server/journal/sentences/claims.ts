/** Decisions about claims, in sentences a consultant understands. */
import { at, type Kinds, type Reasons, type Sentence, say, type Told, wordFor } from './kit.ts';

const ended: Readonly<Record<string, Sentence>> = {
  missed_follow_up: say('逾期未回访', 'a follow-up was missed'),
  window_passed: say('期限内没有联系记录', 'there was no contact within the window'),
  filing_expired: say('建档保护期已满', 'the protection from filing ended'),
  day_over: say('当日指定已结束', 'the designated day ended'),
  sms_only: say('连续仅以短信回访', 'text messages only, too many in a row'),
  duplicate: say('与先签字的信息卡重复', 'another card was signed first'),
  withdrawn: say('已撤销', 'it was withdrawn'),
  passed_on: say('已转派', 'it was passed on'),
  customer_request: say('客户要求更换', 'the customer asked for somebody else'),
  owner_left: say('归属人离岗', 'the owner left or moved'),
  ruled: say('经裁定', 'it was ruled so'),
  refunded: say('客户退房', 'the customer gave the unit back'),
  returned_as_new: say('客户作为新客户重新到访', 'the customer came back as a new one'),
};
const states: Readonly<Record<string, Sentence>> = {
  draft: say('待提交', 'is not handed in yet'),
  awaiting_signature: say('待签字', 'waits for its signature'),
  live: say('已生效', 'is in effect'),
  waste: say('成为废卡', 'is void for want of follow-up'),
  void: say('作废', 'is void'),
  cancelled: say('已撤销', 'is withdrawn'),
  lapsed: say('已失效', 'has lapsed'),
  transferred: say('已转出', 'was passed on'),
  closed: say('已成交', 'ended in a deal'),
};
const invalid: Readonly<Record<string, Sentence>> = {
  no_live_claim: say('没有生效中的归属', 'there is no claim in effect'),
  messages_in_a_row: say('连续短信已达上限', 'too many text messages in a row'),
  call_unanswered: say('电话未接通', 'the call was not answered'),
  text_message: say('短信不算有效联系', 'a text message does not count'),
  chat_message: say('即时消息未得回复', 'the message was not answered'),
  only_a_note: say('仅为跟踪记录', 'a note does not count'),
};
const contacts: Readonly<Record<string, Sentence>> = {
  call: say('电话', 'call'),
  visit: say('拜访', 'visit'),
  reception: say('到访接待', 'reception'),
  sms: say('短信', 'text message'),
  chat: say('即时消息', 'chat message'),
  email: say('邮件', 'e-mail'),
  note: say('跟踪记录', 'note'),
};
/** The cases of the tables of shares. */
export const splitWords: Readonly<Record<string, Sentence>> = {
  ordinary: say('一般情形', 'the ordinary case'),
  handed_back: say('交回原接待人', 'handed back to the earlier receiver'),
  refused_valid: say(
    '客户拒绝原接待人，其建档有效',
    'the customer refused the earlier receiver, whose filing is valid',
  ),
  refused_lapsed: say(
    '客户拒绝原接待人，其建档已失效',
    'the customer refused the earlier receiver, whose filing has lapsed',
  ),
  owner_absent: say('原接待人不在，他人协助', 'the earlier receiver was away and a colleague helped'),
  complaint_upheld: say('投诉已查实', 'the complaint was upheld'),
  discount_seeker: say('客户仅为争取折扣', 'the customer only wanted a better price'),
  forgotten: say('客户忘记由谁接待', 'the customer could not recall the receiver'),
  found_later_valid: say('事后查得原接待人，建档有效', 'the earlier receiver was found later, filing valid'),
  found_later_lapsed: say('事后查得原接待人，建档已失效', 'the earlier receiver was found later, filing lapsed'),
  named_on_later_visit: say('再次来访改指他人', 'somebody else was named on a later visit'),
  introduced: say('老客户介绍', 'brought by an existing customer'),
  family: say('同一家庭', 'one family'),
  reassigned: say('转派后的归属人', 'the owner after a change of hands'),
  standin_same_day: say('代接且当日成交', 'a stand-in, closed the same day'),
  standin_other_day: say('代接，他日成交', 'a stand-in, closed on another day'),
  quarrel: say('双方争吵', 'the parties quarrelled'),
  ruling_disobeyed: say('不服从界定', 'the ruling was disobeyed'),
  external_record: say('外场跟踪记录有效', 'an external follow-up record is valid'),
  probation: say('试用期销售员成交', 'a probationer closed the deal'),
};
const verdicts: Readonly<Record<string, Sentence>> = {
  agreed: say('双方协商一致', 'the parties agreed'),
  ruled: say('经部门经理界定', 'the department manager ruled'),
  quarrel: say('双方争吵，归部门', 'the parties quarrelled; the department gets it'),
  ruling_disobeyed: say('不服从界定，归部门', 'the ruling was disobeyed; the department gets it'),
};

const untilZh = (until: string): string => (until ? `，保护至 ${until}` : '');
const untilEn = (until: string): string => (until ? `, protected until ${until}` : '');

/** Whose the customer is after the decision, and until when. */
function claimSentence(told: Told, claim: unknown): Sentence {
  const owner = told.name(at(claim, 'ownerId'));
  const until = told.clock(at(claim, 'protectedUntil'));
  const state = at(claim, 'state');
  if (state === 'live') return say(`归 ${owner}${untilZh(until)}`, `Belongs to ${owner}${untilEn(until)}`);
  const word = wordFor(states, state);
  return say(`${owner} 的归属${word.zh}`, `The claim of ${owner} ${word.en}`);
}

function endedSentence(told: Told, claim: unknown): Sentence {
  const owner = told.name(at(claim, 'ownerId'));
  const why = wordFor(ended, at(claim, 'endedReason'));
  const when = told.clock(at(claim, 'endedAt'));
  return say(`${owner} 的归属于 ${when} 结束：${why.zh}`, `The claim of ${owner} ended at ${when}: ${why.en}`);
}

const sharesOf = (told: Told, shares: unknown): { zh: string; en: string } => {
  const list = Array.isArray(shares) ? shares : [];
  const each = (department: string): string[] =>
    list.map((share) => `${told.name(at(share, 'party')) || department} ${String(at(share, 'percent'))}%`);
  return say(each('部门').join('、'), each('the department').join(', '));
};

const plain = (zh: string, en: string) => ({ title: say(zh, en) });

export const claimsKinds: Kinds = {
  'claims.register': {
    title: say('登记归属', 'Claim registered'),
    summary: (told) => claimSentence(told, told.outcome.claim),
  },
  'claims.open': {
    title: say('提交信息卡', 'Card handed in'),
    summary: (told) => claimSentence(told, told.outcome.claim),
  },
  'claims.sign': { title: say('签字', 'Card signed'), summary: (told) => claimSentence(told, told.outcome.claim) },
  'claims.withdraw': {
    title: say('撤销信息卡', 'Card withdrawn'),
    summary: (told) => endedSentence(told, told.outcome.claim),
  },
  'claims.passOn': {
    title: say('转派客户', 'Customer passed on'),
    summary: (told) => {
      const from = told.name(at(told.outcome, 'from', 'ownerId'));
      const to = told.name(at(told.outcome, 'to', 'ownerId'));
      return say(`由 ${from} 转给 ${to}`, `Passed from ${from} to ${to}`);
    },
  },
  'claims.refund': { title: say('退房', 'Unit given back'), summary: (told) => endedSentence(told, told.outcome) },
  'claims.lapse': { title: say('归属失效', 'Claim lapsed'), summary: (told) => endedSentence(told, told.outcome) },
  'claims.enterPool': {
    title: say('进入公海', 'Entered the pool'),
    summary: (told) => {
      const why = wordFor(ended, told.outcome.reason);
      return say(`客户进入公海：${why.zh}`, `The customer entered the pool: ${why.en}`);
    },
  },
  'claims.takeFromPool': {
    title: say('从公海领取', 'Taken from the pool'),
    summary: (told) => claimSentence(told, told.outcome),
  },
  'claims.viewPooled': plain('查看公海客户', 'Pooled customer opened'),
  'claims.firstSmsMissed': plain('当日首次短信未发', 'The first text message of the day was missed'),
  'claims.followUp': {
    title: say('跟进', 'Follow-up'),
    summary: (told) => {
      const how = wordFor(contacts, told.input.channel);
      if (told.outcome.valid !== true) {
        const why = wordFor(invalid, told.outcome.whyNot);
        return say(`${how.zh}不算有效联系：${why.zh}`, `The ${how.en} is not a valid contact: ${why.en}`);
      }
      const until = told.clock(at(told.outcome, 'claim', 'protectedUntil'));
      return say(`${how.zh}为有效联系${untilZh(until)}`, `The ${how.en} is a valid contact${untilEn(until)}`);
    },
  },
  'claims.importContact': {
    title: say('导入跟进', 'Follow-up imported'),
    summary: (told) => {
      const author = told.name(told.input.authorId);
      const how = wordFor(contacts, told.input.channel);
      return author ? say(`${author} 的${how.zh}`, `${how.en} of ${author}`) : null;
    },
  },
  'claims.comment': plain('主管批注', "Supervisor's comment"),
  'claims.customerTold': plain('已告知客户更换对接人', 'The customer was told of the new contact'),
  'claims.handOver': {
    title: say('客户交接', 'Customers handed over'),
    summary: (told) => {
      const moved = Array.isArray(told.outcome.assignments) ? told.outcome.assignments.length : 0;
      return say(`${moved} 位客户交接完毕`, `${moved} customers were handed over`);
    },
  },
  'claims.withhold': {
    title: say('离岗，客户由部门接收', 'Moved or left: the department keeps the customers'),
    summary: (told) =>
      say(
        `${told.outcome.claims} 位客户由部门接收，待交接；本人即不再可见`,
        `The department keeps ${told.outcome.claims} customers until the handover; they are out of the former owner’s sight`,
      ),
  },
  'claims.giveBack': {
    title: say('调回，客户归还', 'Moved back: customers given back'),
    summary: (told) =>
      say(`${told.outcome.claims} 位客户仍归本人`, `${told.outcome.claims} customers are theirs again`),
  },
  'claims.attribute': {
    title: say('业绩认定', 'Deal attributed'),
    summary: (told) => {
      const why = wordFor(splitWords, told.outcome.case);
      const performance = sharesOf(told, told.outcome.performance);
      const commission = sharesOf(told, told.outcome.commission);
      return say(
        `${why.zh}：业绩 ${performance.zh}；提成 ${commission.zh}`,
        `${why.en}: performance ${performance.en}; commission ${commission.en}`,
      );
    },
  },
  'claims.adopt': {
    title: say('导入归属', 'Claims imported'),
    summary: (told) =>
      say(`导入 ${told.outcome.claims} 项归属`, `${told.outcome.claims} claims came in with an import`),
  },
  'claims.duplicates': {
    title: say('重卡认定', 'Duplicate claims settled'),
    summary: (told) => {
      const owner = told.name(told.outcome.ownerId);
      const late = (told.outcome.lateHolders ?? []) as readonly { staffId: string; yuan: number }[];
      const fines = late.map(({ staffId, yuan }) =>
        say(
          `${told.name(staffId)}逾期回访致重卡，记${yuan}元`,
          `${told.name(staffId)}’s late follow-up caused the duplicate: ${yuan} yuan`,
        ),
      );
      return say(
        [`归 ${owner}，其余作废`, ...fines.map(({ zh }) => zh)].join('；'),
        [`${owner} keeps the customer; the other claims are void`, ...fines.map(({ en }) => en)].join('; '),
      );
    },
  },
  'claims.dayList': {
    title: say('发出当日清单', 'List of the day sent'),
    summary: (told) =>
      told.input.byHand === true
        ? say('由经理发出', 'sent by the manager')
        : say('每日早晨自动发出', 'sent by itself in the morning'),
  },
  'claims.openDispute': plain('提出归属争议', 'Dispute opened'),
  'claims.mediate': plain('争议转部门调解', 'Dispute taken to the department'),
  'claims.settleDispute': {
    title: say('争议了结', 'Dispute settled'),
    summary: (told) => wordFor(verdicts, told.outcome.verdict),
  },
};

export const claimsReasons: Reasons = {
  ...ended,
  SIGNED_LATER: say('信息卡签字在后', 'the card was signed later'),
  FILING_LAPSED: say('建档已失效，不再分享', 'the filing has lapsed and shares nothing'),
  CARD_LAPSED: say('信息卡已成废卡', 'the card had become void'),
  LATER_CARD: say('信息卡在后', 'the card came later'),
};
