/** Decisions about deals, in words. */
import { inYuan as yuan } from '#contract/kernel/yuan.ts';
import { courseKinds } from './deal-course.ts';
import { deliveryKinds } from './deals-delivery.ts';
import { documentKinds } from './deal-documents.ts';
import { roomKinds } from './deals-room.ts';
import { at, type Kinds, type Reasons, type Sentence, say, type Told, wordFor } from './kit.ts';

const states: Readonly<Record<string, Sentence>> = {
  draft: say('意向', 'a draft'),
  subscribing: say('审批中', 'being approved'),
  subscribed: say('已生效', 'in effect'),
  contracting: say('签约办理中', 'being contracted'),
  contracted: say('已签约', 'contracted'),
  handed_over: say('已交付', 'handed over'),
  cancelled: say('已终止', 'ended'),
  breached: say('违约', 'in breach'),
};
const steps: Readonly<Record<string, Sentence>> = {
  review: say('审核标准合同文本', 'Standard text reviewed'),
  fill: say('填写合同', 'Contract filled in'),
  check: say('主管核对合同', 'Contract checked by the supervisor'),
};
const ways: Readonly<Record<string, Sentence>> = {
  area: say('面积', 'area'),
  amount: say('总价', 'price'),
  demand: say('销路', 'demand'),
};
const causes: Readonly<Record<string, Sentence>> = {
  complaint: say('因客户投诉', 'after a complaint'),
  leak: say('因泄露库存引来抢车', 'because stock was leaked'),
  lost_tools: say('因遗失说明书或工具', 'because manual or tools were lost'),
};
const matters: Readonly<Record<string, Sentence>> = {
  subscription: say('认购', 'the subscription'),
  order: say('订单', 'the order'),
  contract: say('合同', 'the contract'),
  special_contract: say('特殊合同', 'the special contract'),
  order_change: say('变更', 'the change'),
  unit_change: say('换房', 'the change of unit'),
  name_change: say('更名', 'the change of name'),
  change: say('变更', 'the change'),
  withdrawal: say('退订', 'the withdrawal'),
};

const effective = (told: Told): Sentence =>
  told.outcome.state === 'subscribed'
    ? say(`生效，订单日期 ${told.outcome.orderDate}`, `In effect, dated ${told.outcome.orderDate}`)
    : say('已获批，待内勤登记后生效', 'Approved; in effect once the assistant has registered it');

function exchange(told: Told): Sentence {
  const all = told.outcome.directions;
  const against = (Array.isArray(all) ? all : []).filter((one) => at(one, 'goes') === 'against');
  const named = against.map((one) => wordFor(ways, at(one, 'what')));
  if (told.outcome.matter === 'order_change')
    return say('换房方向有利于公司，按一般变更签字', 'The exchange favours the house: an ordinary change');
  return against.length === 0
    ? say('换房须经理批准', 'The exchange is the manager’s decision')
    : say(
        `换房方向不利（${named.map(({ zh }) => zh).join('、')}），须经理批准`,
        `The exchange goes against the house (${named.map(({ en }) => en).join(', ')}): the manager decides`,
      );
}

export const dealsKinds: Kinds = {
  ...documentKinds,
  ...deliveryKinds,
  ...courseKinds,
  ...roomKinds,
  'deals.open': { title: say('开立意向单', 'Deal opened') },
  'deals.edit': { title: say('修改意向单', 'Draft edited') },
  'deals.drop': { title: say('放弃意向单', 'Draft dropped') },
  'deals.smallDeposit': {
    title: say('登记小定', 'Small deposit entered'),
    summary: (told) =>
      say(
        `登记小定 ${told.outcome.number}，${yuan(told.outcome.amountFen)} 元`,
        `Small deposit ${told.outcome.number}: ${yuan(told.outcome.amountFen)} yuan`,
      ),
  },
  'deals.askTerms': { title: say('申请特别条件', 'Special terms asked for') },
  'deals.termsDecided': {
    title: say('特别条件批复', 'Special terms decided'),
    summary: (told) =>
      told.outcome.state === 'granted'
        ? say('特别条件获批', 'Special terms granted')
        : say('特别条件未获批', 'Special terms refused'),
  },
  'deals.submit': {
    title: say('提交认购（订单）审批', 'Put up for approval'),
    summary: (told) =>
      Number(told.outcome.belowListFen) > 0
        ? say(
            `提交审批，低于表价 ${yuan(told.outcome.belowListFen)} 元（${told.outcome.discountPercent}%）`,
            `Put up for approval, ${yuan(told.outcome.belowListFen)} yuan below the list (${told.outcome.discountPercent}%)`,
          )
        : say('提交审批，按表价', 'Put up for approval, at the list price'),
  },
  'deals.approved': { title: say('认购（订单）获批', 'Approved'), summary: effective },
  'deals.register': { title: say('登记订单', 'Order registered'), summary: effective },
  'deals.recall': {
    title: say('撤回审批', 'Taken back'),
    summary: (told) => {
      const matter = wordFor(matters, told.outcome.matter);
      return say(`撤回${matter.zh}审批`, `Took back ${matter.en}`);
    },
  },
  'deals.notApproved': {
    title: say('审批未通过', 'Not approved'),
    summary: (told) => {
      const matter = wordFor(matters, told.outcome.matter);
      return say(`${matter.zh}未通过审批`, `Approval of ${matter.en} was not given`);
    },
  },
  'deals.changeTerms': { title: say('申请变更订单', 'Change of terms asked for') },
  'deals.changeUnit': { title: say('申请换房', 'Change of unit asked for'), summary: exchange },
  'deals.changeName': {
    title: say('申请更名', 'Change of name asked for'),
    summary: (told) =>
      told.outcome.isTransfer === true
        ? say(
            `签约后更名，按转让办理，手续费 ${yuan(told.outcome.feeFen)} 元`,
            `After the contract a transfer, fee ${yuan(told.outcome.feeFen)} yuan`,
          )
        : say('签约前更名，不收费', 'Before the contract, without a fee'),
  },
  'deals.changed': {
    title: say('变更生效', 'Change in effect'),
    summary: (told) =>
      told.outcome.orderDate
        ? say(
            `变更生效，订单日期改为 ${told.outcome.orderDate}`,
            `Changed; the order is dated ${told.outcome.orderDate}`,
          )
        : null,
  },
  'deals.cover': { title: say('安排他人代办', 'Somebody named to stand in') },
  'deals.paper': { title: say('收取资料', 'Paper received') },
  'deals.copy': { title: say('文件份数流转', 'Copy moved') },
  'deals.contractStep': {
    title: say('合同办理', 'Step of the contract'),
    summary: (told) => {
      const step = wordFor(steps, told.input.step);
      return told.outcome.isSpecial === true && told.input.step === 'fill'
        ? say(`${step.zh}，属特殊合同`, `${step.en}: a special contract`)
        : step;
    },
  },
  'deals.specialReview': { title: say('特殊合同报审', 'Special contract sent up') },
  'deals.specialReviewed': { title: say('特殊合同审核通过', 'Special contract consented to') },
  'deals.submitContract': { title: say('提交合同审批', 'Contract put up for approval') },
  'deals.contractApproved': { title: say('合同审批通过', 'Contract approved') },
  'deals.correct': {
    title: say('合同涂改', 'Contract corrected'),
    summary: (told) =>
      Number(told.outcome.fineYuan) > 0
        ? say(
            `第 ${told.outcome.number} 处涂改，罚款 ${told.outcome.fineYuan} 元`,
            `Correction ${told.outcome.number}, fined ${told.outcome.fineYuan} yuan`,
          )
        : say(`第 ${told.outcome.number} 处涂改，已盖章`, `Correction ${told.outcome.number}, sealed`),
  },
  'deals.sign': { title: say('签订合同', 'Contract signed') },
  'deals.supplement': { title: say('签订补充协议', 'Supplement signed') },
  'deals.withdraw': {
    title: say('申请退订（退房）', 'Withdrawal asked for'),
    summary: (told) =>
      say(
        `申请退订，退款不早于 ${told.outcome.refundNotBefore}`,
        `Withdrawal asked for; refund not before ${told.outcome.refundNotBefore}`,
      ),
  },
  'deals.withdrawalConsented': { title: say('同意退订（退房）', 'Withdrawal consented to') },
  'deals.withdrawn': {
    title: say('办结退订（退房）', 'Withdrawal completed'),
    summary: (told) =>
      say(
        `退订办结，应退 ${yuan(told.outcome.refundFen)} 元`,
        `Withdrawal completed; ${yuan(told.outcome.refundFen)} yuan to be paid back`,
      ),
  },
  'deals.breach': {
    title: say('逾期违约', 'In breach'),
    summary: (told) =>
      say(
        `自 ${told.input.overdueSince} 起逾期 ${yuan(told.input.overdueFen)} 元，按违约办理`,
        `Overdue since ${told.input.overdueSince}: ${yuan(told.input.overdueFen)} yuan; in breach`,
      ),
  },
  'deals.breachSettled': {
    title: say('了结违约', 'Breach settled'),
    summary: (told) => {
      const state = wordFor(states, told.outcome.state);
      return say(`违约了结：${state.zh}`, `Breach settled: ${state.en}`);
    },
  },
  'deals.cancelCredit': {
    title: say('取消业绩与提成', 'Credit taken away'),
    summary: (told) => {
      const cause = wordFor(causes, told.input.cause);
      const [perf, comm] = [told.outcome.performance === true, told.outcome.commission === true];
      const what =
        perf && comm
          ? say('业绩与提成', 'performance and commission')
          : perf
            ? say('业绩', 'performance')
            : say('提成', 'commission');
      return say(`${cause.zh}，取消${what.zh}`, `Cancelled ${what.en} ${cause.en}`);
    },
  },
  'deals.allocate': {
    title: say('配车', 'Vehicle allocated'),
    summary: (told) =>
      told.outcome.isOutOfTurn === true
        ? say('改派车辆，附原因', 'Vehicle re-allocated, with a reason')
        : say('按交付顺序配车', 'Vehicle allocated in turn'),
  },
  'deals.handOver': {
    title: say('交付', 'Handed over'),
    summary: (told) =>
      told.outcome.filed === true
        ? say('交付，资料齐备', 'Handed over, papers complete')
        : say('交付，资料待交齐，业绩暂不计入', 'Handed over; papers are missing and the deal does not count yet'),
  },
  'deals.filed': {
    title: say('交付资料齐备', 'Papers complete'),
    summary: (told) =>
      told.outcome.isLate === true
        ? say(`资料迟交，罚款 ${told.outcome.fineYuan} 元`, `Papers late, fined ${told.outcome.fineYuan} yuan`)
        : say('资料按时交齐', 'Papers in on time'),
  },
  'deals.fileOverdue': { title: say('交付资料逾时未齐', 'Papers of a handover are late') },
  'deals.bind': {
    title: say('装订合同', 'Contracts bound'),
    summary: (told) =>
      say(
        `装订 ${told.outcome.month} 合同 ${told.outcome.contracts} 份，卷号 ${told.outcome.number}`,
        `Bound ${told.outcome.contracts} contracts of ${told.outcome.month} as ${told.outcome.number}`,
      ),
  },
  'deals.setDeposit': {
    title: say('设定定金数额', 'Deposit set'),
    summary: (told) =>
      say(`定金设为 ${yuan(told.outcome.depositFen)} 元`, `Deposit set to ${yuan(told.outcome.depositFen)} yuan`),
  },
};

export const dealsReasons: Reasons = {
  MANAGER_DECIDES: say(
    '换房方向不利于公司或已签约，须经理决定',
    'the exchange goes against the house or follows a contract: the manager decides',
  ),
  LATER_IN_QUEUE: say('排在其后（第 {place} 位）', 'later in the queue (place {place})'),
};
