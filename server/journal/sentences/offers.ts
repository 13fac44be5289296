/** Decisions about offers, quotations, promises and customer policies, in words. */
import { inYuan as yuan } from '#contract/kernel/yuan.ts';
import { type Kinds, type Reasons, type Sentence, say, wordFor } from './kit.ts';

const stages: Readonly<Record<string, Sentence>> = {
  presented: say('已介绍', 'presented'),
  negotiating: say('洽谈中', 'in negotiation'),
  intent: say('达成意向', 'intent reached'),
};
const promised: Readonly<Record<string, Sentence>> = {
  gift: say('礼品', 'a gift'),
  repair: say('维修', 'a repair'),
  complaint: say('投诉处理', 'the handling of a complaint'),
  later_payment: say('延期付款', 'a later payment'),
  other: say('其他事项', 'something else'),
};
const ends: Readonly<Record<string, Sentence>> = {
  kept: say('已兑现', 'kept'),
  broken: say('未兑现', 'broken'),
  dropped: say('已撤下', 'dropped'),
};

export const offersKinds: Kinds = {
  'offers.open': { title: say('开立方案', 'Offer opened') },
  'offers.edit': { title: say('修改方案', 'Offer edited') },
  'offers.propose': { title: say('选定方案内容', 'Units proposed') },
  'offers.show': { title: say('产品展示', 'Product shown') },
  'offers.advance': {
    title: say('方案推进', 'Offer went on'),
    summary: (told) => wordFor(stages, told.outcome.state),
  },
  'offers.intent': {
    title: say('达成意向', 'Intent reached'),
    summary: (told) => {
      const unit = told.name(told.outcome.unitId);
      const price = told.outcome.priceFen === null ? null : yuan(told.outcome.priceFen);
      return price === null
        ? say(`选定 ${unit || '方案产品'}`, `Chosen: ${unit || 'the goods of the offer'}`)
        : say(`选定 ${unit}，${price} 元`, `Chosen: ${unit}, ${price} yuan`);
    },
  },
  'offers.drop': { title: say('放弃方案', 'Offer dropped') },
  'offers.expire': {
    title: say('方案到期', 'Offer ran out'),
    summary: (told) => (told.outcome.state === 'expired' ? say('有效期已过', 'Its last day is over') : null),
  },
  'offers.quote': {
    title: say('出具报价书', 'Quotation made out'),
    summary: (told) => {
      const price = yuan(told.outcome.priceFen);
      const below = told.outcome.discountPercent;
      return told.outcome.state === 'pending'
        ? say(
            `报价 ${price} 元，低于表价 ${below}%，超出权限，转审批`,
            `${price} yuan, ${below}% below the list: beyond the limits, put up for approval`,
          )
        : say(`报价 ${price} 元，在权限之内，即时生效`, `${price} yuan, within the limits: issued`);
    },
  },
  'offers.quotationApproved': {
    title: say('报价获批', 'Quotation approved'),
    summary: () => say('批准后出具，可交客户', 'Issued upon approval; it may go to the customer'),
  },
  'offers.quotationExpires': { title: say('报价书到期', 'Quotation ran out') },
  'offers.quotationEnds': { title: say('报价书不再有效', 'Quotation no longer stands') },
  'offers.printQuotation': { title: say('打印报价书', 'Quotation printed') },
  'offers.printProposal': { title: say('打印方案书', 'Proposal printed') },
  'offers.promise': {
    title: say('对客户承诺', 'Promise put on record'),
    summary: (told) => {
      const what = wordFor(promised, told.input.kind);
      return told.outcome.state === 'pending'
        ? say(
            `${what.zh}：超出本人权限，批准前不得告知客户`,
            `${what.en}: beyond their limits, not to be told before it is approved`,
          )
        : say(`${what.zh}：在本人权限之内`, `${what.en}: within their limits`);
    },
  },
  'offers.promiseDecided': { title: say('承诺审批结果', 'Promise decided on') },
  'offers.promiseOverdue': { title: say('承诺逾期未兑现', 'Promise overdue') },
  'offers.tellPromise': { title: say('将承诺告知客户', 'Customer told of a promise') },
  'offers.settlePromise': {
    title: say('承诺了结', 'Promise settled'),
    summary: (told) => wordFor(ends, told.outcome.state),
  },
  'offers.policy': { title: say('提出客户政策', 'Customer policy put forward') },
  'offers.policyApproved': { title: say('客户政策获批', 'Customer policy approved') },
  'offers.policyEnds': { title: say('客户政策终止', 'Customer policy ended') },
};

export const offersReasons: Reasons = {
  QUOTE_BEYOND_AUTHORITY: say(
    '低于表价 {discountPercent}%，超出报价人权限',
    '{discountPercent}% below the list, beyond whoever quotes',
  ),
  PROMISE_BEYOND_RULES: say('承诺 {asked}，本人权限为 {limit}', '{asked} promised, the limit is {limit}'),
};
