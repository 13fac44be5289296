/** What is refused about disputes, in the order it is checked. */
import { claimsRefusals } from './claims-refusals.ts';
import { refusals as table } from './kernel/refusal.ts';

const { COMPLAINT_PENDING, RULING_NEEDED, SHARES_NOT_WHOLE, ALREADY_DONE } = claimsRefusals;

export const verdictsRefusals = table({
  DISPUTE_ALREADY_OPEN: {
    status: 409,
    mayPassLater: true,
    zh: '该客户已有未决争议，由{by}提出',
    en: 'A dispute about this customer is already open, raised by {by}',
    remedy: { zh: '在该争议中补充陈述，或待其了结。', en: 'Add a statement to it, or wait until it is settled.' },
  },
  DISPUTE_NEEDS_TWO: {
    status: 422,
    mayPassLater: false,
    zh: '争议须在两个人之间',
    en: 'A dispute is between two people',
    remedy: { zh: '填写与您争议的另一位同事。', en: 'Name the colleague you disagree with.' },
  },
  NOT_CONCERNED: {
    status: 403,
    mayPassLater: false,
    zh: '您与该客户没有登记、接待或跟进记录，不能提出争议',
    en: 'Nothing on record ties you to this customer, so you cannot dispute them',
    remedy: {
      zh: '如确有接待而未登记，请由上级代为提出并附说明。',
      en: 'If you did receive them and it was not recorded, ask a superior to raise it for you.',
    },
  },
  NO_DEAL_TO_DISPUTE: {
    status: 409,
    mayPassLater: true,
    zh: '该客户尚无成交分配，可就客户归属提出争议',
    en: 'There is no deal yet whose shares could be disputed; the customer may be',
    remedy: { zh: '改为就客户归属提出。', en: 'Raise it about the customer instead.' },
  },
  DISPUTE_WINDOW_PASSED: {
    status: 409,
    mayPassLater: false,
    zh: '成交后 {days} 日内可提出争议，期限已于 {throughText} 届满',
    en: 'Disputes are raised within {days} days of the deal; that ended with {throughText}',
    remedy: {
      zh: '期限已过，分配不再变动；如有新的事实，请告知部门经理。',
      en: 'The shares stand; tell the department manager if something new has come up.',
    },
  },
  ALREADY_RULED: {
    status: 409,
    mayPassLater: false,
    zh: '双方就该客户的争议已于 {atText} 裁定',
    en: 'This was ruled on at {atText}',
    remedy: { zh: '不服裁定的，可在期限内申诉。', en: 'Whoever disagrees may appeal within the window.' },
  },
  NOT_A_PARTY: {
    status: 403,
    mayPassLater: false,
    zh: '只有争议双方可以这样做',
    en: 'Only the parties of the dispute may do this',
    remedy: {
      zh: '请由争议的一方办理；您有陈述的，可请上级代为记录。',
      en: 'Leave it to one of the parties; what you know, a superior can put on record.',
    },
  },
  NOT_THE_ONE_WHO_RAISED_IT: {
    status: 403,
    mayPassLater: false,
    zh: '只有提出争议的一方可以撤回',
    en: 'Only whoever raised the dispute may drop it',
    remedy: { zh: '请提出的一方撤回，或等候裁定。', en: 'Ask whoever raised it to drop it, or wait for the ruling.' },
  },
  DISPUTE_SETTLED: {
    status: 409,
    mayPassLater: false,
    zh: '该争议已由{byZh}了结',
    en: 'This dispute was settled by {byEn}',
    remedy: { zh: '不服裁定的，当事人可在期限内申诉。', en: 'A party who disagrees may appeal within the window.' },
  },
  TOO_MUCH_SAID: {
    status: 409,
    mayPassLater: false,
    zh: '每人最多提交 {limit} 份陈述和 {limit} 个附件',
    en: 'Each person hands in {limit} statements and {limit} files at most',
    remedy: { zh: '其余请在调解时当面说明。', en: 'Say the rest to whoever mediates.' },
  },
  ALREADY_DONE,
  NOTHING_DISOBEYED: {
    status: 409,
    mayPassLater: false,
    zh: '没有可以不服从的裁定',
    en: 'There is no ruling that could be disobeyed',
    remedy: {
      zh: '先作出裁定；裁定后仍不服从的，再作此认定。',
      en: 'Rule first; if the ruling is then disobeyed, say so.',
    },
  },
  SHARES_OF_OTHERS: {
    status: 422,
    mayPassLater: false,
    zh: '双方只能就各自的份额（或归部门）商定',
    en: 'The parties can only agree on shares of their own, or the department’s',
    remedy: { zh: '要分给他人的，请上级裁定。', en: 'If somebody else is to have a share, ask a superior to rule.' },
  },
  NOTHING_PROPOSED: {
    status: 409,
    mayPassLater: true,
    zh: '还没有人提出分配方案',
    en: 'Nobody has proposed shares yet',
    remedy: { zh: '提出您的方案，对方同意即了结。', en: 'Propose them; when the other agrees it is settled.' },
  },
  PROPOSAL_OVERTAKEN: {
    status: 409,
    mayPassLater: false,
    zh: '该方案已被新的方案取代',
    en: 'Another proposal has taken the place of this one',
    remedy: { zh: '看过新方案后再表示同意。', en: 'Read the new one and agree to that.' },
  },
  OWN_PROPOSAL: {
    status: 403,
    mayPassLater: true,
    zh: '须由对方同意您的方案',
    en: 'It is for the other to agree to your proposal',
    remedy: { zh: '请对方在卷宗中同意，或另提方案。', en: 'Ask them to agree in the file, or propose otherwise.' },
  },
  JUDGE_HAS_A_STAKE: {
    status: 403,
    mayPassLater: false,
    zh: '与该客户或分配有利害关系（{stakeText}），不得裁定',
    en: 'You have a stake in this ({stakeText}) and may not rule on it',
    remedy: { zh: '请由无利害关系的上级裁定。', en: 'Leave it to a superior without a stake.' },
  },
  JUDGE_NOT_HIGHER: {
    status: 403,
    mayPassLater: false,
    zh: '申诉须由职级高于原裁定人的另一人裁定',
    en: 'An appeal is heard by somebody else, who ranks above whoever ruled before',
    remedy: {
      zh: '请职级更高、未曾裁定过的上级办理。',
      en: 'Leave it to somebody who ranks higher and has not ruled on it.',
    },
  },
  JUDGE_RANKS_TOO_LOW: {
    status: 403,
    mayPassLater: false,
    zh: '此类情形须由{roleText}或其上级裁定',
    en: 'This takes the {roleText} or somebody above',
    remedy: { zh: '请转交其办理。', en: 'Pass it on to them.' },
  },
  COMPLAINT_PENDING,
  RULING_NEEDED,
  SHARES_NOT_WHOLE,
  OWNER_NOT_ACTIVE: {
    status: 409,
    mayPassLater: false,
    zh: '拟定的归属人已不在岗',
    en: 'The owner you propose is not at work',
    remedy: {
      zh: '改由在岗人员承接，或不变更归属。',
      en: 'Choose somebody who is at work, or leave the owner as it is.',
    },
  },
  NOTHING_TO_APPEAL: {
    status: 409,
    mayPassLater: true,
    zh: '没有可以申诉的裁定',
    en: 'There is no ruling to appeal against',
    remedy: { zh: '作出裁定后方可申诉。', en: 'Wait for a ruling.' },
  },
  ALREADY_APPEALED: {
    status: 409,
    mayPassLater: false,
    zh: '对该裁定已经申诉',
    en: 'This ruling has been appealed already',
    remedy: { zh: '等候上一级裁定；可补充陈述。', en: 'Wait for the next ruling; you may add a statement.' },
  },
  RULING_IS_FINAL: {
    status: 409,
    mayPassLater: false,
    zh: '该裁定为终局，不得申诉',
    en: 'This ruling is final',
    remedy: { zh: '终局裁定须予执行。', en: 'A final ruling is to be followed.' },
  },
  APPEAL_WINDOW_PASSED: {
    status: 409,
    mayPassLater: false,
    zh: '申诉期为裁定后 {days} 日，已于 {throughText} 届满',
    en: 'Appeals are lodged within {days} days; that ended with {throughText}',
    remedy: {
      zh: '期限已过，裁定生效；如有新的事实，请告知部门经理。',
      en: 'The ruling stands; tell the department manager if something new has come up.',
    },
  },
});
