/** Decisions about penalties, in words. */
import { inYuan as yuan } from '#contract/kernel/yuan.ts';
import { type Kinds, type Sentence, say, type Told, wordFor } from './kit.ts';

const causes: Readonly<Record<string, Sentence>> = {
  late_file: say('交车资料迟交', 'papers of a handover came late'),
  corrections: say('合同涂改超限', 'too many corrections in a contract'),
  handwriting: say('合同书写不合要求', 'a contract not written as it should be'),
  seal: say('擅自带出印章', 'the seal taken without consent'),
  duplicate: say('逾期回访造成重卡', 'a duplicate caused by a late follow-up'),
  manual: say('违规处理', 'a rule was broken'),
};
const verdicts: Readonly<Record<string, Sentence>> = {
  upheld: say('维持', 'upheld'),
  reduced: say('减轻', 'reduced'),
  dropped: say('撤销', 'dropped'),
};

function sizeOf({ outcome }: Told): Sentence {
  const amount = yuan(outcome.amountFen);
  switch (outcome.form) {
    case 'points':
      return say(`记 ${outcome.points} 分，不涉及工资`, `${outcome.points} points, pay is not touched`);
    case 'negative_incentive':
      return say(`负激励 ${amount} 元，不扣工资`, `a negative incentive of ${amount} yuan, pay is not touched`);
    default:
      return say(`拟扣 ${amount} 元，待本人确认`, `${amount} yuan to be deducted once acknowledged`);
  }
}

export const penaltyKinds: Kinds = {
  'money.penalise': {
    title: say('违规处理', 'Penalty'),
    summary: (told) => {
      const [cause, size] = [wordFor(causes, told.outcome.cause), sizeOf(told)];
      const name = told.name(told.outcome.staffId);
      return say(`${name}：${cause.zh}，${size.zh}`, `${name}: ${cause.en}, ${size.en}`);
    },
  },
  'money.answerPenalty': {
    title: say('本人答复处理', 'Penalty answered'),
    summary: (told) => {
      if (told.outcome.state === 'appealed') return say('本人提出申诉', 'They appeal');
      return told.outcome.takesFromPay === true
        ? say('本人确认，自当月提成中扣', 'Acknowledged: it goes from the month’s pay')
        : say('本人确认，记入台账', 'Acknowledged and kept in the ledger');
    },
  },
  'money.ruleAppeal': {
    title: say('申诉裁定', 'Appeal ruled on'),
    summary: (told) => {
      const verdict = wordFor(verdicts, told.input.verdict);
      if (told.outcome.state === 'dropped') return verdict;
      const amount = yuan(told.outcome.amountFen);
      return say(`${verdict.zh}，${amount} 元`, `${verdict.en}: ${amount} yuan`);
    },
  },
};
