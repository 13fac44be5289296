/** "Why this amount": the sum behind a line, in words. */
import { inYuan as yuan } from '#contract/kernel/yuan.ts';
import type { Basis, Rate } from '#core/money/index.ts';

export interface Words {
  readonly zh: string;
  readonly en: string;
}
const say = (zh: string, en: string): Words => ({ zh, en });
const stages = {
  signing: say('签约时全额计提', 'all of it on signing'),
  money_received: say('按到账比例计提', 'in proportion to the money received'),
  full_payment: say('全款到账时计提', 'when everything is paid'),
  handover: say('交付时计提', 'on handover'),
} as const;
const causes = {
  customer: say('客户退订', 'the customer withdrew'),
  company: say('公司原因取消', 'the company cancelled'),
  breach: say('客户违约', 'breach by the customer'),
  complaint: say('销售引起的投诉', 'a complaint caused by selling'),
  leak: say('泄露库存', 'stock was leaked'),
  lost_tools: say('丢失随车工具', 'tools were lost'),
  change: say('换房换车', 'change of unit'),
} as const;
const awards = {
  top_of_department: say('当月部门业绩第一', 'highest performance of the department this month'),
  top_of_team_half_year: say('连续多月本组第一', 'top of the team for months in a row'),
  top_of_department_year: say('连续多月部门第一', 'top of the department for months in a row'),
} as const;

export function rateWords(rate: Rate): Words {
  if (rate.by === 'policy') {
    const product =
      rate.product === '' ? say('本月政策', 'policy of the month') : say(`“${rate.product}”`, `“${rate.product}”`);
    return say(
      `${rate.month} 销售政策 ${product.zh} 每笔 ${yuan(rate.fen)} 元`,
      `sales policy of ${rate.month}, ${product.en}: ${yuan(rate.fen)} yuan a deal`,
    );
  }
  const parts = [
    ...(rate.basisPoints > 0 ? [say(`${rate.basisPoints / 100}%`, `${rate.basisPoints / 100}%`)] : []),
    ...(rate.yuan > 0 ? [say(`每笔 ${rate.yuan} 元`, `${rate.yuan} yuan a deal`)] : []),
  ];
  if (parts.length === 0) return say('提成标准为零', 'a rate of zero');
  return say(parts.map(({ zh }) => zh).join(' + '), parts.map(({ en }) => en).join(' + '));
}

function accrualWords(basis: Extract<Basis, { is: 'accrual' }>): Words {
  const stage = stages[basis.on];
  const pool = basis.rate
    ? say(
        `成交价 ${yuan(basis.priceFen)} × ${rateWords(basis.rate).zh} = 提成总额 ${yuan(basis.poolFen)}`,
        `price ${yuan(basis.priceFen)} × ${rateWords(basis.rate).en} = ${yuan(basis.poolFen)} in all`,
      )
    : say(`成交价 ${yuan(basis.poolFen)}`, `price ${yuan(basis.poolFen)}`);
  const received =
    basis.on === 'money_received'
      ? say(`，已到账 ${yuan(basis.paidFen)}`, `, ${yuan(basis.paidFen)} received`)
      : say('', '');
  const before =
    basis.beforeFen === 0
      ? say('', '')
      : say(`，减已计 ${yuan(basis.beforeFen)}`, `, less ${yuan(basis.beforeFen)} booked before`);
  return say(
    `${pool.zh}；${stage.zh}${received.zh}，至此应计 ${yuan(basis.dueFen)} × 本人 ${basis.percent}%${before.zh}`,
    `${pool.en}; ${stage.en}${received.en}: ${yuan(basis.dueFen)} by now × ${basis.percent}%${before.en}`,
  );
}

const causesOfPenalties = {
  late_file: say('交车资料迟交', 'papers of a handover came late'),
  corrections: say('合同涂改超限', 'more corrections in a contract than allowed'),
  handwriting: say('合同书写不合要求', 'a contract not written as it should be'),
  seal: say('擅自带出印章', 'the seal taken without consent'),
  duplicate: say('逾期回访造成重卡', 'a duplicate caused by a late follow-up'),
  manual: say('违规处理', 'a penalty'),
} as const;
const ways = {
  acknowledged: say('本人已确认', 'acknowledged'),
  upheld: say('申诉后维持', 'upheld on appeal'),
  reduced: say('申诉后减轻', 'reduced on appeal'),
} as const;
export function penaltyWords(basis: Extract<Basis, { is: 'penalty' }>): Words {
  const [what, way] = [causesOfPenalties[basis.cause], ways[basis.after]];
  const why = basis.reason === '' ? what : say(`${what.zh}：${basis.reason}`, `${what.en}: ${basis.reason}`);
  return say(`${why.zh}（${way.zh}）`, `${why.en} (${way.en})`);
}

export function basisWords(basis: Basis): Words {
  switch (basis.is) {
    case 'accrual':
      return accrualWords(basis);
    case 'clawback':
      return say(
        `${causes[basis.cause].zh}：该笔已计 ${yuan(basis.netFen)} 扣回 ${basis.percent}%`,
        `${causes[basis.cause].en}: ${basis.percent}% of the ${yuan(basis.netFen)} it brought is taken back`,
      );
    case 'resplit':
      return say(
        `裁定后该笔合计 ${yuan(basis.totalFen)} × 本人 ${basis.percent}%，减已计 ${yuan(basis.beforeFen)}`,
        `after the ruling: ${yuan(basis.totalFen)} of the deal × ${basis.percent}%, less ${yuan(basis.beforeFen)} booked before`,
      );
    case 'tier':
      return say(
        `本月业绩 ${yuan(basis.performanceFen)}，目标 ${yuan(basis.targetFen)}，达成 ${basis.attainmentPercent}%，提成系数 ${basis.paidPercent}%：该笔提成 ${yuan(basis.baseFen)} 按系数增减`,
        `performance ${yuan(basis.performanceFen)} of a target of ${yuan(basis.targetFen)} is ${basis.attainmentPercent}%, paid at ${basis.paidPercent}%: the commission of ${yuan(basis.baseFen)} goes up or down with it`,
      );
    case 'tier_back':
      return say(
        `该笔应计提成由 ${yuan(basis.fromFen)} 降为 ${yuan(basis.toFen)}，系数部分 ${yuan(basis.beforeFen)} 同比例冲减`,
        `the deal’s commission went from ${yuan(basis.fromFen)} to ${yuan(basis.toFen)}; what the tier added (${yuan(basis.beforeFen)}) goes with it`,
      );
    case 'reward':
      return say(
        `${awards[basis.name].zh}（业绩 ${yuan(basis.performanceFen)}${basis.months > 1 ? `，${basis.months} 个月` : ''}${basis.amongPeople > 1 ? `，${basis.amongPeople} 人并列平分` : ''}）`,
        `${awards[basis.name].en} (${yuan(basis.performanceFen)}${basis.months > 1 ? `, ${basis.months} months` : ''}${basis.amongPeople > 1 ? `, shared by ${basis.amongPeople} who were level` : ''})`,
      );
    case 'manual':
      return say(basis.reason, basis.reason);
    case 'answer':
      return say(`答复疑问后的更正：${basis.reason}`, `correction after a query: ${basis.reason}`);
    case 'penalty':
      return penaltyWords(basis);
    case 'payout':
      return say(`发放 ${basis.month} 结算单`, `payout of the statement of ${basis.month}`);
  }
}
