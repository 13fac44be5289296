/** Permissions of claims and the sentences of their refusals, in the order in which the commands check them. */
import { permissions } from './kernel/permissions.ts';
import { refusals } from './kernel/refusal.ts';

const all = ['self', 'team', 'site', 'company'] as const;
const leading = ['team', 'site', 'company'] as const;

export const claimsPermissions = permissions({
  'claims.read': { zh: '查看客户归属与跟进', en: 'See claims and follow-ups', scopes: all },
  'claims.register': { zh: '建立客户归属（建卡）', en: 'Open claims', scopes: all },
  'claims.followUp': { zh: '登记跟进', en: 'Record follow-ups', scopes: all },
  'claims.comment': { zh: '批注跟进', en: 'Comment on follow-ups', scopes: leading },
  'claims.sign': { zh: '信息卡签字与撤销', en: 'Sign and withdraw cards', scopes: leading },
  'claims.close': { zh: '登记成交与退房', en: 'Record deals and refunds', scopes: all },
  'claims.take': { zh: '查看并领取公海客户', en: 'See the pool and take from it', scopes: ['site', 'company'] },
  'claims.reassign': { zh: '转派客户', en: 'Pass customers on', scopes: leading },
  'claims.handover': { zh: '离岗客户交接', en: 'Hand over somebody’s customers', scopes: leading },
  'claims.dispute': { zh: '提出客户争议', en: 'Raise a dispute', scopes: all },
  'claims.rule': { zh: '裁定客户争议与分成', en: 'Settle disputes and shares', scopes: leading },
  'claims.templates': { zh: '维护话术模板', en: 'Maintain follow-up templates', scopes: ['company'] },
});

export const claimsRefusals = refusals({
  CALL_CREATES_NO_CLAIM: {
    status: 409,
    mayPassLater: true,
    zh: '仅来电不取得归属，客户到访后再建档',
    en: 'A call alone makes nobody the owner; open the claim when the customer visits',
  },
  CUSTOMER_HAS_OWNER: {
    status: 409,
    mayPassLater: true,
    zh: '该客户已归{owner}，保护至{throughText}',
    en: 'This customer is already with {owner}, protected through {throughText}',
    remedy: { zh: '如有争议，请提出客户争议由主管处理。', en: 'If you disagree, raise a dispute.' },
  },
  CARD_ALREADY_OPEN: {
    status: 409,
    mayPassLater: false,
    zh: '您已为该客户建卡，等待签字',
    en: 'You already opened a card for this customer; it waits for its signature',
  },
  NOT_A_DRAFT: { status: 409, mayPassLater: false, zh: '该卡已不是草稿', en: 'This card is no longer a draft' },
  NOT_AWAITING_SIGNATURE: {
    status: 409,
    mayPassLater: false,
    zh: '该卡没有待签字的事项',
    en: 'Nothing on this card waits for a signature',
  },
  NOT_THE_SIGNER: {
    status: 403,
    mayPassLater: false,
    zh: '须由{signerRoleText}或其上级签字',
    en: 'Only the {signerRoleText} or a superior signs this',
  },
  DEAL_DISPUTED: {
    status: 409,
    mayPassLater: true,
    zh: '成交后有争议，不得向客户核实，由公司内部裁定',
    en: 'The deal is disputed: leave the customer out of it; it is settled inside the house',
  },
  CONTACT_IN_FUTURE: {
    status: 422,
    mayPassLater: true,
    zh: '跟进时间不能晚于现在',
    en: 'The contact lies in the future',
  },
  NOT_LIVE: {
    status: 409,
    mayPassLater: false,
    zh: '该归属已不在有效期内',
    en: 'This claim is not in force',
  },
  NOT_YET_DUE: { status: 409, mayPassLater: true, zh: '尚未到期', en: 'Not due yet' },
  CLAIM_ENDED: { status: 409, mayPassLater: false, zh: '该归属已结束', en: 'This claim has ended' },
  REASON_TOO_SHORT: {
    status: 422,
    mayPassLater: false,
    zh: '请写明详细理由（至少 {charactersMin} 个字）',
    en: 'Give a detailed reason (at least {charactersMin} characters)',
  },
  NOT_CLOSED: { status: 409, mayPassLater: false, zh: '该客户没有成交记录', en: 'There is no deal on this claim' },
  NO_POOL: { status: 409, mayPassLater: false, zh: '按制度不设公海', en: 'By the rulebook there is no pool' },
  CLAIM_NOT_ENDED: {
    status: 409,
    mayPassLater: true,
    zh: '该归属尚未失效，不能进入公海',
    en: 'This claim has not lapsed, so the customer cannot enter the pool',
  },
  LEADER_DECIDES: {
    status: 403,
    mayPassLater: false,
    zh: '是否进入公海由{signerRoleText}决定',
    en: 'The {signerRoleText} decides whether the customer enters the pool',
  },
  TAKEN_BY_ANOTHER: {
    status: 409,
    mayPassLater: false,
    zh: '该客户已被{owner}领取',
    en: '{owner} took this customer first',
  },
  NOT_IN_POOL: { status: 409, mayPassLater: false, zh: '该客户不在公海', en: 'This customer is not in the pool' },
  FORMER_OWNER_WAITS: {
    status: 409,
    mayPassLater: true,
    zh: '您是原归属人，{untilText}起方可再领取',
    en: 'You were the owner; you may take this customer again from {untilText}',
  },
  DAILY_QUOTA_REACHED: {
    status: 429,
    mayPassLater: true,
    zh: '今日领取已达上限 {quota} 位',
    en: 'You have taken {quota} customers today, which is the limit',
  },
  HOLDING_CAP_REACHED: {
    status: 409,
    mayPassLater: true,
    zh: '您持有的客户已达上限 {cap} 位',
    en: 'You hold {cap} customers, which is the limit',
  },
  VIEW_QUOTA_REACHED: {
    status: 429,
    mayPassLater: true,
    zh: '今日查看公海客户已达上限 {quota} 位',
    en: 'You have opened {quota} pooled customers today, which is the limit',
  },
  NOT_ALLOWED_TO_PASS_ON: {
    status: 403,
    mayPassLater: false,
    zh: '须由{roleText}或其上级转派',
    en: 'Only the {roleText} or a superior passes customers on',
  },
  REASON_REQUIRED: { status: 422, mayPassLater: false, zh: '请填写理由', en: 'Give a reason' },
  RECEIVER_NOT_ACTIVE: {
    status: 422,
    mayPassLater: true,
    zh: '接手人不在岗',
    en: 'The receiver is not at work here',
  },
  SAME_OWNER: { status: 409, mayPassLater: false, zh: '该客户已归此人', en: 'This person already has the customer' },
  LEAVE_TOO_SHORT: {
    status: 422,
    mayPassLater: false,
    zh: '请假不足 {longLeaveDays} 天，不作长假交接',
    en: 'Leave of less than {longLeaveDays} days is not handed over',
  },
  NO_RECEIVERS: {
    status: 422,
    mayPassLater: true,
    zh: '没有可接手的人',
    en: 'There is nobody to receive the customers',
  },
  DRAW_INCOMPLETE: {
    status: 409,
    mayPassLater: true,
    zh: '抽数结果与客户名单不符',
    en: 'The draw does not match the list of customers',
  },
  CHOICE_INCOMPLETE: {
    status: 422,
    mayPassLater: false,
    zh: '还有 {missing} 位客户未指定接手人',
    en: '{missing} customers have no receiver yet',
  },
  COMPLAINT_PENDING: {
    status: 409,
    mayPassLater: true,
    zh: '对原接待人的投诉尚未核实，暂不分配',
    en: 'The complaint about the earlier consultant is not verified yet',
    remedy: { zh: '请主管先核实投诉。', en: 'Let the supervisor look into the complaint first.' },
  },
  RULING_NEEDED: {
    status: 409,
    mayPassLater: true,
    zh: '制度没有覆盖此情形或争议未决，须由负责人裁定',
    en: 'No rule covers this, or a dispute is open: somebody has to rule',
    remedy: { zh: '请负责人写明分配比例并裁定。', en: 'Let whoever is in charge state the shares and rule.' },
  },
  SHARES_NOT_WHOLE: {
    status: 422,
    mayPassLater: false,
    zh: '分配比例须为整数且合计 100%',
    en: 'Shares must be whole numbers that total 100%',
    remedy: { zh: '改为合计 100 的整数。', en: 'Make them whole numbers that add up to 100.' },
  },
  ALREADY_DONE: {
    status: 409,
    mayPassLater: false,
    zh: '已经完成',
    en: 'This is already done',
    remedy: { zh: '无须再办；请刷新查看。', en: 'Nothing is left to do; load the page again.' },
  },
});
