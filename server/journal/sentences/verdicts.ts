/** Disputes and how they were ruled on, in sentences their parties understand. */
import { splitWords } from './claims.ts';
import { at, type Kinds, type Reasons, type Sentence, say, type Told, wordFor } from './kit.ts';

const verdicts: Readonly<Record<string, Sentence>> = {
  agreed: say('双方协商一致', 'The parties agreed'),
  ruled: say('裁定', 'Ruled'),
  quarrel: say('双方争吵，业绩与提成归部门', 'The parties quarrelled; the department gets the credit'),
  ruling_disobeyed: say('不服从裁定，业绩与提成归部门', 'The ruling was disobeyed; the department gets the credit'),
};

const department = say('部门', 'the department');
function sharesOf(told: Told, shares: unknown): Sentence {
  const parts = (Array.isArray(shares) ? shares : []).map((share) => {
    const name = told.name(at(share, 'party'));
    const percent = String(at(share, 'percent'));
    return say(`${name || department.zh} ${percent}%`, `${name || department.en} ${percent}%`);
  });
  return say(parts.map(({ zh }) => zh).join('、'), parts.map(({ en }) => en).join(', '));
}
function ruled(told: Told, ruling: unknown): Sentence {
  const performance = sharesOf(told, at(ruling, 'performance'));
  const commission = sharesOf(told, at(ruling, 'commission'));
  return say(
    `业绩 ${performance.zh}；提成 ${commission.zh}`,
    `performance ${performance.en}; commission ${commission.en}`,
  );
}
const ownerOf = (told: Told, ownerId: unknown): Sentence => {
  const name = told.name(ownerId);
  return name ? say(`，客户归 ${name}`, `, the customer belongs to ${name}`) : say('', '');
};

export const verdictsKinds: Kinds = {
  'verdicts.open': {
    title: say('提出争议', 'Dispute raised'),
    summary: (told) => {
      const [one, other] = [told.name(told.input.partyId), told.name(told.input.otherId)];
      return told.input.about === 'deal'
        ? say(`${one} 与 ${other} 争议成交分配`, `${one} and ${other} dispute the shares of a deal`)
        : say(`${one} 与 ${other} 争议客户归属`, `${one} and ${other} dispute a customer`);
    },
  },
  'verdicts.mediate': { title: say('争议转部门调解', 'Dispute taken to the department') },
  'verdicts.drop': { title: say('撤回争议', 'Dispute dropped') },
  'verdicts.offer': {
    title: say('提出分配方案', 'Shares proposed'),
    summary: (told) => ruled(told, told.outcome.ruling),
  },
  'verdicts.agree': {
    title: say('同意分配方案', 'Shares agreed to'),
    summary: (told) => {
      const shares = ruled(told, told.outcome.ruling);
      return told.outcome.verdict === 'agreed'
        ? say(`双方协商一致：${shares.zh}`, `The parties agreed: ${shares.en}`)
        : say(`同意方案，待其他人同意：${shares.zh}`, `Agreed, others are still to: ${shares.en}`);
    },
  },
  'verdicts.statement': { title: say('争议陈述', 'Statement in a dispute') },
  'verdicts.addFile': { title: say('提交争议附件', 'File handed in to a dispute') },
  'verdicts.openFile': { title: say('查看争议附件', 'File of a dispute opened') },
  'verdicts.propose': {
    title: say('制度对争议的判断', 'What the rulebook makes of the dispute'),
    summary: (told) => {
      const name = told.outcome.case === 'earliest_entry' ? earliest : wordFor(splitWords, told.outcome.case);
      const shares = ruled(told, told.outcome);
      const owner = ownerOf(told, told.outcome.ownerId);
      return say(`${name.zh}：${shares.zh}${owner.zh}`, `${name.en}: ${shares.en}${owner.en}`);
    },
  },
  'verdicts.decide': {
    title: say('裁定争议', 'Dispute ruled on'),
    summary: (told) => {
      const verdict = wordFor(verdicts, told.outcome.verdict);
      if (told.outcome.verdict !== 'ruled' || !told.outcome.ruling) return verdict;
      const shares = ruled(told, told.outcome.ruling);
      const owner = ownerOf(told, told.outcome.ownerId);
      const against = told.outcome.followsProposal === false;
      return say(
        `${verdict.zh}：${shares.zh}${owner.zh}${against ? '（与制度判断不同，附理由）' : ''}`,
        `${verdict.en}: ${shares.en}${owner.en}${against ? ' (against the rulebook’s proposal, with a reason)' : ''}`,
      );
    },
  },
  'verdicts.appeal': {
    title: say('对裁定提出申诉', 'Ruling appealed'),
    summary: (told) =>
      say(`对第 ${told.outcome.level} 级裁定提出申诉`, `The ruling of level ${told.outcome.level} is appealed`),
  },
  'verdicts.settleQuarrel': {
    title: say('争议逾期未了结', 'Dispute not settled in time'),
    summary: () =>
      say('逾期未了结，业绩与提成归部门', 'Not settled in time: performance and commission go to the department'),
  },
};
const earliest = say('登记在先', 'The earlier entry');

export const verdictsReasons: Reasons = {
  OVERRULED: say('裁定人另有认定', 'the judge saw it differently'),
  NOT_SETTLED_IN_TIME: say('期限内未能了结', 'it was not settled in time'),
  LATER_ENTRY: say('登记在后', 'registered later'),
  COMPLAINT_PENDING: say('投诉尚未查明', 'the complaint has not been looked into'),
  RULING_NEEDED: say('制度没有覆盖此情形，须由负责人界定', 'no rule covers this: somebody has to rule'),
};
