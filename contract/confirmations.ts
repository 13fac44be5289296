/** The form a probationer is confirmed on: the period, one's own review, the mentor's word, the manager's signature, the copy filed. */
import { z } from 'zod';
import { organisationRefusals as refusals } from './organisation-refusals.ts';
import { command, query } from './kernel/route.ts';
import { InstantOut, pageOf, pageQuery, paragraph, PersonRef, Uuid, WhyNot } from './kernel/shapes.ts';

export const confirmationStates = ['with_mentor', 'signing', 'returned', 'signed', 'rejected', 'withdrawn'] as const;

export const ConfirmationRow = z.object({
  id: Uuid,
  staff: PersonRef,
  site: PersonRef,
  state: z.enum(confirmationStates),
  hiredOn: z.string().nullable(),
  probationUntil: z.string(),
  unitsSold: z.number().int(),
  selfReview: z.string(),
  mentor: PersonRef.nullable(),
  mentorWord: z.string().nullable(),
  mentorRecommends: z.boolean().nullable(),
  appliedAt: InstantOut,
  endedAt: InstantOut.nullable(),
  endedReason: z.string(),
  signers: z.array(PersonRef),
  filedAt: InstantOut.nullable().describe('Since when the copy is filed with administration'),
  approvalId: Uuid.nullable(),
  journalId: Uuid,
  whyNot: z.object({ mentorsWord: WhyNot, withdraw: WhyNot }),
});
export type ConfirmationRowOut = z.output<typeof ConfirmationRow>;

const confirmation = z.object({ confirmationId: Uuid });
const Handled = z.object({ confirmation: ConfirmationRow, journalId: Uuid });

export const confirmations = {
  list: query({
    path: '/confirmations',
    may: 'organisation.read',
    summary: {
      zh: '转正申请：本人的、所带教的，以及人事存档',
      en: 'Applications for confirmation: mine, those of whom I teach, and what administration has on file',
    },
    query: z.object({ ...pageQuery, state: z.enum(confirmationStates).optional(), staffId: Uuid.optional() }),
    response: pageOf(ConfirmationRow),
  }),
  mine: query({
    path: '/confirmations/mine',
    may: 'organisation.read',
    summary: { zh: '我的试用期', en: 'My probation, as it stands on the form' },
    response: z.object({
      hiredOn: z.string().nullable(),
      probationUntil: z.string().nullable(),
      unitsSold: z.number().int(),
      unitsNeeded: z.number().int(),
      mentor: PersonRef.nullable(),
      latest: ConfirmationRow.nullable(),
      whyNot: z.object({ apply: WhyNot }),
    }),
  }),
  apply: command({
    path: '/staff/:staffId/confirmations',
    may: 'organisation.read',
    summary: { zh: '提交试用期员工转正申请', en: 'Apply for one’s confirmation' },
    params: z.object({ staffId: Uuid }),
    body: { selfReview: paragraph.min(1) },
    response: Handled,
    refusals,
  }),
  mentorsWord: command({
    path: '/confirmations/:confirmationId/mentors-word',
    may: 'organisation.read',
    summary: { zh: '带教人签注意见', en: 'The mentor’s word' },
    params: confirmation,
    body: { word: paragraph.min(1), recommends: z.boolean() },
    response: Handled,
    refusals,
  }),
  withdraw: command({
    path: '/confirmations/:confirmationId/withdrawal',
    may: 'organisation.read',
    summary: { zh: '撤回转正申请', en: 'Take one’s application back' },
    params: confirmation,
    body: { reason: paragraph.default('') },
    response: Handled,
    refusals,
  }),
};
