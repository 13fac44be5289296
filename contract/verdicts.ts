/** Disputes on the wire: raising one, the file that gathers by itself, what the rulebook proposes, ruling, appeal. */
import { z } from 'zod';
import { claimsRefusals } from './claims-refusals.ts';
import { CustomerBrief, paragraph, Share, SharesOut } from './claims-shapes.ts';
import { command, query } from './kernel/route.ts';
import { refusals as table } from './kernel/refusal.ts';
import { InstantOut, PersonRef, pageOf, pageQuery, Uuid, WhyNot } from './kernel/shapes.ts';

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
const refusals = verdictsRefusals;

export const disputeStates = ['talking', 'mediation', 'appealed', 'settled'] as const;
export const disputeVerdicts = ['agreed', 'ruled', 'quarrel', 'ruling_disobeyed'] as const;
const State = z.enum(disputeStates);
const Verdict = z.enum(disputeVerdicts);
const Ruling = z.object({ performance: z.array(Share).min(1).max(20), commission: z.array(Share).min(1).max(20) });
const reason = paragraph.min(1);

export const DisputeOut = z.object({
  id: Uuid,
  customer: CustomerBrief.describe('Surname only for a party who may not open the file'),
  about: z.enum(['customer', 'deal']),
  parties: z.array(PersonRef),
  openedBy: PersonRef,
  openedAt: InstantOut,
  reason: z.string(),
  state: State,
  verdict: Verdict.nullable(),
  verdictReason: z.string(),
  settledAt: InstantOut.nullable(),
  settledBy: PersonRef.nullable(),
  settleBy: InstantOut.nullable().describe('Unsettled until then, the house’s clause about quarrels applies'),
  evidence: z.array(
    z.object({ staff: PersonRef, registeredAt: InstantOut, signedAt: InstantOut.nullable(), wins: z.boolean() }),
  ),
  version: z.number().int(),
});

/** What only people know. What is left out is read from the file, or assumed. */
const person = Uuid.nullable().optional();
export const Answers = z.object({
  conduct: z.enum(['none', 'quarrel', 'ruling_disobeyed']).optional(),
  event: Ruling.nullable().optional(),
  wish: z
    .enum([
      'none',
      'accepts_earlier',
      'refuses_earlier',
      'complains_of_earlier',
      'names_other',
      'wants_discount',
      'names_several',
      'remembers_nobody',
    ])
    .optional(),
  aboutId: person,
  receivingId: person,
  complaint: z.enum(['none', 'pending', 'upheld', 'unfounded']).optional(),
  standInId: person,
  standInNamed: z.boolean().optional(),
  foundId: person,
  foundFixedId: person,
  familyConfirmed: z.boolean().optional(),
  relationWithId: person,
  sale: z.enum(['new_card', 'transfer', 'reopen', 'product']).optional(),
  sellerId: person,
  proofId: person,
  companyGift: z.boolean().optional(),
  externalId: person,
  broughtFriend: z.boolean().optional(),
});

const Shares = z.object({ performance: z.array(SharesOut), commission: z.array(SharesOut) });
const Rejected = z.object({ what: z.string(), name: z.string(), reason: z.string() });

export const ProposalOut = z.object({
  questions: z.array(
    z.object({
      key: z.string(),
      value: z.union([z.string(), z.boolean()]).nullable(),
      source: z.enum(['answered', 'deal', 'file', 'assumed']),
      evidenceId: z.string().nullable(),
    }),
  ),
  proposal: Shares.extend({
    case: z.string(),
    owner: z.object({ id: z.string(), name: z.string() }),
    uncertain: z.array(z.string()),
  }).nullable(),
  /** Why the rulebook proposes nothing. */
  whyNone: WhyNot,
  clauses: z.array(z.string()),
  houseClauses: z.array(z.string()),
  rejected: z.array(Rejected),
});

export const disputeEntryKinds = [
  'registered',
  'claim_opened',
  'claim_signed',
  'claim_ended',
  'visit',
  'call',
  'contact',
  'deal',
  'decision',
] as const;
const Entry = z.object({
  id: z.string(),
  at: InstantOut,
  kind: z.enum(disputeEntryKinds),
  /** Finer: the row of a visit, the channel of a contact, why a claim ended, the kind of a decision. */
  detail: z.string(),
  title: z.object({ zh: z.string(), en: z.string() }).nullable().describe('What a decision is called'),
  who: PersonRef.nullable(),
  also: z.array(PersonRef),
  text: z.string().describe('Words of a follow-up, when the reader may see them'),
  hidden: z.boolean(),
  relation: z.enum(['own', 'household', 'referral']),
  journalId: Uuid.nullable(),
});

const RulingOut = z.object({
  seq: z.number().int(),
  level: z.number().int(),
  verdict: Verdict,
  owner: PersonRef.nullable(),
  ruling: Shares.nullable(),
  followsProposal: z.boolean().nullable(),
  reason: z.string(),
  judge: PersonRef.nullable().describe('null: the clock'),
  at: InstantOut,
  appealUntil: InstantOut.nullable(),
  appeal: z.object({ by: PersonRef, reason: z.string(), at: InstantOut }).nullable(),
  journalId: Uuid.nullable(),
});

export const DisputeFile = z.object({
  dispute: DisputeOut,
  /** The reader is a party or may not open the customer's file: names and words are masked. */
  masked: z.boolean(),
  /** Ruled on: the file as it stood then. */
  frozenAt: InstantOut.nullable(),
  people: z.array(PersonRef),
  timeline: z.array(Entry),
  statements: z.array(z.object({ id: Uuid, author: PersonRef, at: InstantOut, body: z.string() })),
  files: z.array(
    z.object({
      id: Uuid,
      name: z.string(),
      bytes: z.number().int(),
      addedAt: InstantOut,
      addedBy: PersonRef.nullable(),
    }),
  ),
  proposal: ProposalOut,
  rulings: z.array(RulingOut),
  /** Shares that a party proposed and not all the others have agreed to. */
  offer: z
    .object({
      id: Uuid,
      by: PersonRef,
      at: InstantOut,
      ruling: Shares,
      reason: z.string(),
      agreedBy: z.array(PersonRef),
      journalId: Uuid,
    })
    .nullable(),
  whyNot: z.object({
    offer: WhyNot,
    agree: WhyNot,
    state: WhyNot,
    mediate: WhyNot,
    drop: WhyNot,
    settle: WhyNot,
    disobeyed: WhyNot,
    appeal: WhyNot,
  }),
});

const ofDispute = z.object({ disputeId: Uuid });
const Handled = z.object({ dispute: DisputeOut, journalId: Uuid });

export const verdicts = {
  open: command({
    path: '/customers/:customerId/disputes',
    may: 'claims.dispute',
    summary: { zh: '提出客户或成交分配的争议', en: 'Raise a dispute about a customer or the shares of a deal' },
    params: z.object({ customerId: Uuid }),
    body: {
      otherId: Uuid,
      reason,
      about: z.enum(['customer', 'deal']).default('customer'),
      onBehalfOf: Uuid.optional().describe('A superior raises it for somebody'),
    },
    response: Handled,
    refusals,
  }),
  mediate: command({
    path: '/disputes/:disputeId/mediation',
    may: 'claims.dispute',
    summary: { zh: '协商不成，请部门调解', en: 'Talking failed: ask the department to mediate' },
    params: ofDispute,
    body: {},
    response: Handled,
    refusals,
  }),
  drop: command({
    path: '/disputes/:disputeId/withdrawal',
    may: 'claims.dispute',
    summary: { zh: '撤回争议（双方已谈妥）', en: 'Drop a dispute: the parties came to terms' },
    params: ofDispute,
    body: { reason },
    response: Handled,
    refusals,
  }),
  offer: command({
    path: '/disputes/:disputeId/offers',
    may: 'claims.dispute',
    summary: { zh: '向对方提出分配方案', en: 'Propose shares to the other party' },
    params: ofDispute,
    body: { ruling: Ruling, reason: paragraph.default('') },
    response: Handled.extend({ offerId: Uuid }),
    refusals,
  }),
  agree: command({
    path: '/disputes/:disputeId/agreement',
    may: 'claims.dispute',
    summary: { zh: '同意对方的分配方案', en: 'Agree to the shares the other party proposed' },
    params: ofDispute,
    body: { offerId: Uuid.describe('The proposal that was read') },
    response: Handled,
    refusals,
  }),
  state: command({
    path: '/disputes/:disputeId/statements',
    may: 'claims.dispute',
    summary: { zh: '补充陈述', en: 'Add a statement' },
    params: ofDispute,
    body: { body: reason },
    response: z.object({ statementId: Uuid, journalId: Uuid }),
    refusals,
  }),
  propose: command({
    path: '/disputes/:disputeId/proposal',
    may: 'claims.dispute',
    summary: { zh: '依回答试算制度的判断（不保存）', en: 'What the rulebook makes of these answers; nothing is kept' },
    params: ofDispute,
    body: { answers: Answers.default({}) },
    response: ProposalOut,
    writesNothing: true,
    refusals,
  }),
  settle: command({
    path: '/disputes/:disputeId/verdict',
    may: 'claims.rule',
    summary: { zh: '裁定争议', en: 'Rule on a dispute' },
    params: ofDispute,
    body: {
      verdict: Verdict,
      reason,
      answers: Answers.default({}),
      ruling: Ruling.nullable().default(null).describe('Left out, the ruling follows the rulebook’s proposal'),
      ownerId: Uuid.nullable()
        .default(null)
        .describe('Whose customer it is from now on; left out with shares of one’s own, nobody changes'),
    },
    response: Handled,
    refusals,
  }),
  appeal: command({
    path: '/disputes/:disputeId/appeals',
    may: 'claims.dispute',
    summary: { zh: '对裁定提出申诉', en: 'Appeal against the ruling' },
    params: ofDispute,
    body: { reason },
    response: Handled,
    refusals,
  }),
  list: query({
    path: '/disputes',
    may: 'claims.dispute',
    summary: { zh: '客户争议', en: 'Disputes' },
    query: z.object({
      ...pageQuery,
      open: z.enum(['true', 'false']).default('true'),
      view: z.enum(['all', 'mine', 'judge']).default('all').describe('mine: I am a party; judge: those I may rule on'),
      customerId: Uuid.optional(),
    }),
    response: pageOf(DisputeOut),
  }),
  file: query({
    path: '/disputes/:disputeId',
    may: 'claims.dispute',
    summary: { zh: '争议卷宗', en: 'The file of a dispute' },
    params: ofDispute,
    response: DisputeFile,
  }),
};
