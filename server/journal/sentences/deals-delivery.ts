/** What was promised about delivering, what is late, what the customer was told: in words. */
import { type Kinds, type Sentence, say, wordFor } from './kit.ts';

const stages: Readonly<Record<string, Sentence>> = {
  effective: say('订单生效', 'the order is in effect'),
  allocated: say('已配车（房）', 'a unit is allocated'),
  unit_lost: say('原配车辆已改派', 'the unit went to another order'),
  arrived: say('车辆到店', 'the vehicle has arrived'),
  signed: say('合同已签', 'the contract is signed'),
  loan_reported: say('贷款已放', 'the loan is paid out'),
  changed: say('订单已变更', 'the order has changed'),
  date_moved: say('交付日期变更', 'the day of delivery has moved'),
};
const points: Readonly<Record<string, Sentence>> = {
  quality: say('质量', 'quality'),
  quantity: say('数量与配件', 'quantity and fittings'),
};
const list = (codes: unknown): Sentence => {
  const all = (Array.isArray(codes) ? codes : []).map((code) => wordFor(points, code));
  return say(all.map(({ zh }) => zh).join('、'), all.map(({ en }) => en).join(', '));
};

export const deliveryKinds: Kinds = {
  'deals.promise': {
    title: say('约定交付', 'Delivery agreed'),
    summary: ({ outcome }) => {
      const day = String(outcome.promisedOn ?? '');
      if (outcome.isMoved === true)
        return outcome.dueOn === outcome.promisedOn
          ? say(`交付日期改为 ${day}`, `Delivery moved to ${day}`)
          : say(
              `交付日期由公司改为 ${day}，准时与否仍按 ${outcome.dueOn} 计`,
              `The house moved the delivery to ${day}; punctual by ${outcome.dueOn} still`,
            );
      return day === ''
        ? say('商定付款方式与实施方案', 'Payment and plan agreed')
        : say(`承诺 ${day} 交付`, `Delivery promised for ${day}`);
    },
  },
  'deals.deliveryLate': {
    title: say('到期未交付', 'Delivery late'),
    summary: ({ outcome }) =>
      say(`承诺 ${outcome.promisedOn} 交付，尚未交付`, `Promised for ${outcome.promisedOn}, not handed over`),
  },
  'deals.progress': {
    title: say('进度须告知客户', 'Progress to be told'),
    summary: ({ input, outcome }) => {
      const what = wordFor(stages, input.what);
      return say(
        `${what.zh}，须于 ${outcome.dueOn} 前告知客户`,
        `${what.en}: the customer is told by ${outcome.dueOn}`,
      );
    },
  },
  'deals.told': {
    title: say('已告知客户进度', 'Customer told of progress'),
    summary: ({ outcome }) => {
      const what = (Array.isArray(outcome.what) ? outcome.what : []).map((one) => wordFor(stages, one));
      return say(
        `已告知客户：${what.map(({ zh }) => zh).join('、')}`,
        `Told the customer: ${what.map(({ en }) => en).join(', ')}`,
      );
    },
  },
  'deals.defectMended': {
    title: say('交付问题已解决', 'Defect put right'),
    summary: ({ outcome }) => {
      const of = list([outcome.of]);
      return say(`${of.zh}：${outcome.what}`, `${of.en}: ${outcome.what}`);
    },
  },
  'deals.paperSigned': { title: say('客户已在文件上签字', 'Paper signed by the customer') },
};
