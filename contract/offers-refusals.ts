/** Why something about an offer, a quotation, a promise or a customer policy cannot be done, in the order in which it is checked. */
import { inventoryRefusals } from './inventory-refusals.ts';
import { refusals } from './kernel/refusal.ts';

const refused = (
  status: 403 | 404 | 409 | 422,
  mayPassLater: boolean,
  zh: string,
  en: string,
  remedy: { zh: string; en: string },
) => ({ status, mayPassLater, zh, en, remedy });

const { PRICE_NOT_BY_PHONE, PRICE_NOT_SET, PRICE_ABOVE_LIST } = inventoryRefusals;

export const offersRefusals = refusals({
  OFFER_DATE_PAST: refused(422, false, '方案有效期不能早于今天', 'An offer cannot end before today', {
    zh: '填写今天或以后的日期。',
    en: 'Enter today or a later day.',
  }),
  OFFER_STATE: refused(
    409,
    false,
    '方案目前为“{stateText}”，不能这样办理',
    'This offer is {stateText} and does not allow this',
    {
      zh: '请在方案页查看下一步；已结束的，另开一份方案。',
      en: 'The page of the offer shows what comes next; one that has ended is made anew.',
    },
  ),
  OFFER_PARTS_MISSING: refused(
    409,
    true,
    '进入“{stageText}”之前还缺：{missingText}',
    'Before it is {stageText} the offer still needs: {missingText}',
    { zh: '补齐清单中未完成的各项。', en: 'Complete what is open on the checklist.' },
  ),
  NEED_NOT_ON_FILE: refused(
    422,
    false,
    '所选需求不在该客户的档案中',
    'A need that was chosen is not on the file of this customer',
    { zh: '先在客户档案登记需求，再选用。', en: 'Record the need on the customer’s file first.' },
  ),
  PROMISE_UNDECIDED: refused(
    409,
    true,
    '对该客户有 {count} 项承诺尚未批准，不能达成意向',
    '{count} promises to this customer are not decided on yet',
    { zh: '等待审批结果，或撤下该承诺。', en: 'Wait for the decision, or drop the promise.' },
  ),
  UNIT_NOT_OFFERED: refused(422, false, '所选房源（车辆）不在方案之内', 'The unit chosen is not part of the offer', {
    zh: '先将其加入方案。',
    en: 'Add it to the offer first.',
  }),
  UNIT_NOT_QUOTED: refused(
    409,
    true,
    '所选房源（车辆）不在有效报价书内',
    'The unit chosen is not on the quotation that stands',
    {
      zh: '重新出具包含它的报价书。',
      en: 'Make out a quotation that contains it.',
    },
  ),
  UNIT_TWICE: refused(422, false, '{unit} 在报价中重复', '{unit} stands on the quotation twice', {
    zh: '每个单位只报一行。',
    en: 'One line for each unit.',
  }),
  UNIT_GONE: refused(409, false, '{unit} 已售出，不能再报价', '{unit} is sold and can no longer be quoted', {
    zh: '请另选可售单位。',
    en: 'Choose a unit that is still free.',
  }),
  QUOTATION_PENDING: refused(409, true, '上一份报价正在审批', 'The quotation before this one waits for approval', {
    zh: '等待审批结果，或先撤回。',
    en: 'Wait for the decision, or withdraw it first.',
  }),
  COMMISSION_MISSING: refused(422, false, '请写明客户如何提出要报价', 'Say how the customer asked for the quotation', {
    zh: '写明时间与方式，例如“当面要求，10 日”。',
    en: 'When and how, for example “asked in person on the 10th”.',
  }),
  QUOTATION_DATE_PAST: refused(409, false, '报价有效期已过', 'The last day of the quotation is over', {
    zh: '按新的日期重新出具。',
    en: 'Make one out with a later day.',
  }),
  QUOTATION_TOO_LONG: refused(422, false, '报价有效期最迟为 {latest}', 'A quotation may stand until {latest} at most', {
    zh: '缩短有效期，不超过方案本身的有效期；到期可重新报价。',
    en: 'Shorten it, to the last day of the offer at most; it can be quoted again afterwards.',
  }),
  PRICE_NOT_BY_PHONE,
  PRICE_NOT_SET,
  PRICE_ABOVE_LIST,
  QUOTATION_NOT_ISSUED: refused(
    409,
    true,
    '报价书为“{stateText}”，不能打印或交给客户',
    'The quotation is {stateText}: it is neither printed nor given to the customer',
    {
      zh: '批准并生效后再打印；已失效的重新出具。',
      en: 'Print it once it is approved; one that no longer stands is made anew.',
    },
  ),
  PROMISE_VALUE_MISSING: refused(422, false, '请填写承诺的金额', 'Say what the promise is worth', {
    zh: '礼品、维修须写明价值。',
    en: 'Gifts and repairs need their value.',
  }),
  PROMISE_DATE_PAST: refused(422, false, '兑现日期不能早于今天', 'A promise cannot be due in the past', {
    zh: '填写今天或以后的日期。',
    en: 'Enter today or a later day.',
  }),
  PROMISE_NOT_APPROVED: refused(
    409,
    true,
    '该承诺未获批准（{stateText}），不得告知客户',
    'This promise is not approved ({stateText}): nobody tells the customer',
    { zh: '批准之后才能告知；未批准的可以撤下。', en: 'Tell them once it is approved; what is not may be dropped.' },
  ),
  PROMISE_STATE: refused(
    409,
    false,
    '该承诺为“{stateText}”，不能这样办理',
    'This promise is {stateText} and does not allow this',
    {
      zh: '已告知客户的，只能兑现或记为未兑现。',
      en: 'What the customer was told is kept, or put down as broken.',
    },
  ),
  PROMISE_REASON_MISSING: refused(422, false, '请写明原因', 'Say why', {
    zh: '未兑现或撤下的承诺须写明原因。',
    en: 'A promise that is broken or dropped needs a reason.',
  }),
  POLICY_INCOMPLETE: refused(
    422,
    false,
    '客户政策还缺：{missingText}',
    'The customer policy still lacks: {missingText}',
    {
      zh: '价格、结算方式、服务、其他待遇四项都要写明；没有的写“无”。',
      en: 'Price, settlement, service and other treatment are all written down; write “none” where there is none.',
    },
  ),
  POLICY_DATES: refused(422, false, '有效期不正确或已过', 'The dates of the policy are wrong or over', {
    zh: '截止日不得早于起始日，也不得早于今天。',
    en: 'It ends neither before it begins nor before today.',
  }),
  POLICY_PENDING: refused(
    409,
    true,
    '该客户已有一份政策正在审批',
    'A policy of this customer waits for approval already',
    {
      zh: '等待审批结果，或先撤回。',
      en: 'Wait for the decision, or withdraw it first.',
    },
  ),
  POLICY_STATE: refused(
    409,
    false,
    '该政策为“{stateText}”，不能这样办理',
    'This policy is {stateText} and does not allow this',
    {
      zh: '请另行提出新的政策。',
      en: 'Put forward a new one instead.',
    },
  ),
});
