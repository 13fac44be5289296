/** Disputes on the wire: raising one, the file that gathers by itself, what the rulebook proposes, ruling, appeal. */
import { z } from 'zod';
import { paragraph } from './claims-shapes.ts';
import { command, query } from './kernel/route.ts';
import { pageOf, pageQuery, Uuid } from './kernel/shapes.ts';
import { verdictsRefusals as refusals } from './verdicts-refusals.ts';
import { Answers, DisputeFile, DisputeOut, ProposalOut, reason, Ruling, Verdict } from './verdicts-shapes.ts';

export { verdictsRefusals } from './verdicts-refusals.ts';
export { DisputeOut, ProposalOut, disputeEntryKinds, DisputeFile } from './verdicts-shapes.ts';

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
