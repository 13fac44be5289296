/** Decisions about performance, commission and statements, in words. */
import { inYuan as yuan } from '#contract/kernel/yuan.ts';
import { at, type Kinds, type Reasons, type Sentence, say, type Told, wordFor } from './kit.ts';

const department = say('部门', 'the department');

interface Line {
  readonly party: string;
  readonly purse: string;
  readonly amountFen: number;
}
const linesIn = (outcome: unknown): readonly Line[] => {
  const lines = at(outcome, 'lines');
  return Array.isArray(lines) ? (lines as Line[]) : [];
};

function amountsOf(told: Told, lines: readonly Line[], isPerformance: boolean): Sentence | null {
  const some = lines.filter(({ purse }) => (purse === 'performance') === isPerformance);
  if (some.length === 0) return null;
  const parts = some.map(({ party, amountFen }) => {
    const name = told.name(party);
    return say(`${name || department.zh} ${yuan(amountFen)} 元`, `${name || department.en} ${yuan(amountFen)} yuan`);
  });
  const word = isPerformance ? say('业绩', 'performance') : say('提成', 'commission');
  const listed = say(parts.map(({ zh }) => zh).join('、'), parts.map(({ en }) => en).join(', '));
  return say(`${word.zh} ${listed.zh}`, `${word.en} ${listed.en}`);
}
function bookedOf(told: Told): Sentence | null {
  const lines = linesIn(told.outcome);
  const parts = [amountsOf(told, lines, true), amountsOf(told, lines, false)].filter((one) => one !== null);
  if (parts.length === 0) return null;
  return say(parts.map(({ zh }) => zh).join('；'), parts.map(({ en }) => en).join('; '));
}

const waits: Readonly<Record<string, Sentence>> = {
  shares: say('分配尚未确定', 'the shares are not decided'),
  funds: say('款项未全部到账', 'the money is not all in'),
  papers: say('交付资料不齐', 'papers of the handover are missing'),
  dispute: say('分配有争议', 'the shares are disputed'),
  breach: say('客户违约处理中', 'the customer is in breach'),
};
export const endCauseWords: Readonly<Record<string, Sentence>> = {
  customer: say('客户退订', 'the customer withdrew'),
  company: say('公司原因', 'it was the company’s doing'),
  breach: say('客户违约', 'the customer broke the contract'),
  complaint: say('销售引起的投诉', 'a complaint was caused by selling'),
  leak: say('泄露库存', 'stock was leaked'),
  lost_tools: say('丢失随车工具', 'tools were lost'),
  change: say('换房换车', 'the unit was changed'),
};

export const commissionKinds: Kinds = {
  'money.accrue': {
    title: say('计提业绩与提成', 'Performance and commission earned'),
    summary: (told) => {
      const booked = bookedOf(told);
      const waiting = (Array.isArray(told.outcome.waits) ? told.outcome.waits : []).map((one) => wordFor(waits, one));
      const held = say(waiting.map(({ zh }) => zh).join('、'), waiting.map(({ en }) => en).join(', '));
      if (waiting.length > 0 && !booked) return say(`暂不计提：${held.zh}`, `Nothing is earned yet: ${held.en}`);
      return booked;
    },
  },
  'money.clawback': {
    title: say('扣回业绩与提成', 'Performance and commission taken back'),
    summary: (told) => {
      const percent = at(told.outcome, 'percent', 'commission');
      const booked = bookedOf(told);
      return booked && say(`提成扣回 ${percent}%：${booked.zh}`, `${percent}% of the commission: ${booked.en}`);
    },
  },
  'money.resplit': {
    title: say('按裁定重新分配', 'Divided anew after a ruling'),
    summary: (told) => bookedOf(told),
  },
  'money.reward': {
    title: say('老客户介绍奖励', 'Reward for an introduction'),
    summary: (told) =>
      say(
        `介绍的客户已成交，奖励 ${yuan(told.outcome.amountFen)} 元`,
        `The customer they brought has bought: ${yuan(told.outcome.amountFen)} yuan`,
      ),
  },
  'money.settleMonth': {
    title: say('提成月结', 'Month of commission closed'),
    summary: (told) => say(`${told.outcome.month} 月结，此后不再变动`, `${told.outcome.month} is closed for good`),
  },
  'money.monthRewards': {
    title: say('月度业绩奖励', 'Awards of the month'),
    summary: (told) => bookedOf(told),
  },
  'money.statement': {
    title: say('出具结算单', 'Statement made'),
    summary: (told) => {
      const attainment = told.outcome.attainmentPercent;
      const tier =
        attainment === null
          ? say('', '')
          : say(
              `目标达成 ${attainment}%，系数 ${told.outcome.paidPercent}%；`,
              `${attainment}% of the target, paid at ${told.outcome.paidPercent}%; `,
            );
      const payable = yuan(told.outcome.payableFen);
      return say(`${tier.zh}应发 ${payable} 元`, `${tier.en}${payable} yuan to be paid`);
    },
  },
  'money.submitStatements': { title: say('结算单送审', 'Statements handed in for approval') },
  'money.approveStatements': { title: say('结算单审批结果', 'Statements approved or sent back') },
  'money.approvePolicy': { title: say('当月政策审批结果', 'Policy approved or sent back') },
  'money.payOut': {
    title: say('发放提成', 'Commission paid out'),
    summary: (told) => say(`共发放 ${yuan(told.outcome.totalFen)} 元`, `${yuan(told.outcome.totalFen)} yuan in all`),
  },
  'money.acknowledge': {
    title: say('签字确认结算单', 'Statement signed'),
    summary: (told) =>
      told.outcome.onBehalf === true
        ? say('本人已离职，由上级代签', 'Signed by a superior for somebody who has left')
        : null,
  },
  'money.queryLine': { title: say('对明细提出疑问', 'Line questioned') },
  'money.answerQuery': {
    title: say('答复对明细的疑问', 'Query answered'),
    summary: (told) =>
      told.outcome.verdict === 'stands'
        ? say('维持原金额', 'The amount stands')
        : say(`更正 ${yuan(told.outcome.correctionFen)} 元`, `Corrected by ${yuan(told.outcome.correctionFen)} yuan`),
  },
  'money.enterLine': {
    title: say('登记奖励或扣款', 'Reward or deduction entered'),
    summary: (told) => {
      const name = told.name(told.input.staffId);
      return say(`${name} ${yuan(told.outcome.amountFen)} 元`, `${name} ${yuan(told.outcome.amountFen)} yuan`);
    },
  },
  'money.acceptPenalty': { title: say('本人确认扣款', 'Deduction acknowledged') },
  'money.setPlan': { title: say('设定目标或当月政策', 'Targets or policy of a month set') },
  'money.exportPayroll': { title: say('导出工资表', 'Payroll exported') },
  'money.payReferral': { title: say('发放介绍奖励', 'Reward for an introduction given') },
};

export const commissionReasons: Reasons = {};
