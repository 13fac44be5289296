/** Decisions about receipts, the day’s close and receivables, in words. */
import { inYuan as yuan } from '#contract/kernel/yuan.ts';
import { at, type Kinds, type Reasons, type Sentence, say, wordFor } from './kit.ts';

const kinds: Readonly<Record<string, Sentence>> = {
  deposit: say('定金', 'deposit'),
  down_payment: say('首付款', 'down payment'),
  instalment: say('分期款', 'instalment'),
  loan: say('贷款', 'loan'),
  fee: say('费用', 'fee'),
};

export const ledgerKinds: Kinds = {
  'money.receive': {
    title: say('收款', 'Money received'),
    summary: ({ input, outcome }) => {
      const kind = wordFor(kinds, input.kind);
      const amount = yuan(outcome.amountFen);
      const waits = outcome.cleared === false;
      const slip = outcome.slipOut === true;
      return say(
        `收${kind.zh} ${amount} 元${waits ? '，待到账' : ''}${slip ? '，已开定金条' : ''}`,
        `${amount} yuan received as ${kind.en}${waits ? ', on its way' : ''}${slip ? ', with a deposit slip' : ''}`,
      );
    },
  },
  'money.clear': { title: say('款项到账', 'Money has arrived') },
  'money.returnSlip': {
    title: say('定金条交回', 'Deposit slip came back'),
    summary: () => say('定金自此计入房款（车款）', 'The deposit counts towards the price from here'),
  },
  'money.reverse': {
    title: say('冲正', 'Receipt reversed'),
    summary: ({ outcome }) => say(`记入 ${yuan(outcome.amountFen)} 元`, `${yuan(outcome.amountFen)} yuan entered`),
  },
  'money.transfer': {
    title: say('转款', 'Money moved between deals'),
    summary: ({ outcome }) => say(`转出 ${yuan(outcome.amountFen)} 元`, `${yuan(outcome.amountFen)} yuan moved`),
  },
  'money.payoutReport': { title: say('收到打款报告', 'The lender reported its payout') },
  'money.retractReport': {
    title: say('撤回打款报告', 'The payout report was taken back'),
    summary: () => say('重新登记前不交付、不计业绩', 'No handover and no credit before there is another'),
  },
  'money.closeDay': {
    title: say('日结', 'Day closed'),
    summary: ({ outcome }) =>
      outcome.state === 'closed'
        ? say('账实相符', 'Counted and booked agree')
        : say(
            `账实相差 ${yuan(outcome.differenceFen)} 元，报批`,
            `A difference of ${yuan(outcome.differenceFen)} yuan, put up for approval`,
          ),
  },
  'money.closeBooks': { title: say('月结', 'Month closed') },
  'money.demand': {
    title: say('催款通知', 'Payment demanded'),
    summary: ({ outcome }) =>
      say(
        `逾期 ${outcome.days} 日，共 ${yuan(outcome.amountFen)} 元`,
        `${yuan(outcome.amountFen)} yuan, overdue for ${outcome.days} days`,
      ),
  },
  'money.contact': {
    title: say('催款联系', 'Customer asked to pay'),
    summary: ({ input, outcome }) => {
      const promised = typeof input.promisedOn === 'string';
      return say(
        `${outcome.inTime === true ? '按时联系' : '逾时联系'}${promised ? `，承诺 ${input.promisedOn} 付款` : ''}${outcome.reportUp === true ? '，客户有异议，上报' : ''}`,
        `Contacted ${outcome.inTime === true ? 'in time' : 'late'}${promised ? `, payment promised for ${input.promisedOn}` : ''}${outcome.reportUp === true ? '; the customer disagrees, reported upwards' : ''}`,
      );
    },
  },
  'money.missContact': { title: say('催款未按时联系', 'Customer not contacted in time') },
  'money.breach': {
    title: say('逾期转违约', 'Overdue beyond the limit'),
    summary: ({ outcome }) =>
      say(
        `自 ${outcome.oldestDueOn} 起逾期，${yuan(outcome.amountFen)} 元，按违约责任处理`,
        `Overdue since ${outcome.oldestDueOn}, ${yuan(outcome.amountFen)} yuan: the terms about breach apply`,
      ),
  },
  'money.requestRefund': {
    title: say('申请退款', 'Refund asked for'),
    summary: ({ outcome }) =>
      say(
        `退 ${yuan(outcome.amountFen)} 元，${outcome.payableFrom} 起可付`,
        `${yuan(outcome.amountFen)} yuan, payable from ${outcome.payableFrom}`,
      ),
  },
  'money.payRefund': {
    title: say('退款付款', 'Refund paid'),
    summary: ({ outcome }) => say(`付出 ${yuan(outcome.amountFen)} 元`, `${yuan(outcome.amountFen)} yuan paid out`),
  },
  'money.askAllowance': {
    title: say('申请销货折让', 'Allowance asked for'),
    summary: ({ outcome }) => say(`折让 ${yuan(outcome.amountFen)} 元`, `${yuan(outcome.amountFen)} yuan`),
  },
  'money.bookAllowance': {
    title: say('销货折让入账', 'Allowance booked'),
    summary: ({ outcome }) =>
      say(`冲减应收 ${yuan(outcome.amountFen)} 元`, `${yuan(outcome.amountFen)} yuan off the debt`),
  },
  'money.returnVoucher': {
    title: say('退货入账', 'Returned goods booked'),
    summary: ({ outcome }) =>
      say(
        `退货 ${outcome.quantity} 件，${yuan(outcome.amountFen)} 元入账${Number(outcome.held) > 0 ? `，超出的 ${outcome.held} 件暂存` : ''}`,
        `${outcome.quantity} pieces booked: ${yuan(outcome.amountFen)} yuan${Number(outcome.held) > 0 ? `; ${outcome.held} held` : ''}`,
      ),
  },
  'money.complaint': { title: say('客诉影响收款', 'Complaint holds up collection') },
  'money.settleComplaint': {
    title: say('客诉了结', 'Complaint settled'),
    summary: ({ outcome }) =>
      outcome.stands === true
        ? say('客诉成立，另开折让', 'It stands: an allowance follows')
        : say('客诉不成立，照常收款', 'It does not stand: the debt is collected'),
  },
  'money.bank': {
    title: say('现金存入指定账户', 'Cash went into the designated account'),
    summary: ({ outcome }) => say(`${yuan(at(outcome, 'amountFen'))} 元`, `${yuan(at(outcome, 'amountFen'))} yuan`),
  },
  'money.remittance': { title: say('汇款单转交财务', 'Remittance slip passed to finance') },
  'money.dayApproved': { title: say('日结差异获准', 'Difference of a day accepted') },
  'money.dayReturned': { title: say('日结差异退回', 'Difference of a day sent back') },
  'money.refundApproved': { title: say('退款获准', 'Refund approved') },
  'money.refundShrunk': {
    title: say('退款减额', 'Refund came down'),
    summary: ({ outcome }) =>
      say(
        `在手款项减少，退款由 ${yuan(outcome.fromFen)} 元减为 ${yuan(outcome.toFen)} 元`,
        `Less is in hand: ${yuan(outcome.fromFen)} yuan become ${yuan(outcome.toFen)}`,
      ),
  },
  'money.refundDropped': { title: say('退款取消', 'Refund dropped') },
  'money.allowanceAnswered': { title: say('销货折让审批', 'Allowance answered') },
  'money.bankFile': { title: say('导入银行流水', 'Bank statement read') },
  'money.bankLine': { title: say('银行流水认领', 'Line of a bank statement settled') },
  'money.export': { title: say('导出账簿', 'Ledger exported') },
  'money.schedule': { title: say('应收计划', 'What the deal owes') },
};

export const ledgerReasons: Reasons = {};
