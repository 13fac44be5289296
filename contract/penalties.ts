/** Penalties on the wire: what is proposed, what the person says, what becomes of an appeal. */
import { z } from 'zod';
import type { AppealVerdict, PenaltyCause, PenaltyForm, PenaltyState } from '#core/money/index.ts';
import { paragraph } from './claims-shapes.ts';
import { command, query } from './kernel/route.ts';
import { InstantOut, PersonRef, pageOf, pageQuery, Uuid, WhyNot } from './kernel/shapes.ts';
import { penaltyRefusals as refusals } from './penalties-refusals.ts';

const FEN_MAX = 1_000_000_000_000;
const Fen = z.number().int();
export const penaltyCauses = [
  'late_file',
  'corrections',
  'handwriting',
  'seal',
  'duplicate',
  'manual',
] as const satisfies readonly PenaltyCause[];
const forms = ['points', 'negative_incentive', 'deduction'] as const satisfies readonly PenaltyForm[];
const penaltyStates = ['proposed', 'appealed', 'booked', 'dropped'] as const satisfies readonly PenaltyState[];
export const appealVerdicts = ['upheld', 'reduced', 'dropped'] as const satisfies readonly AppealVerdict[];

export const PenaltyOut = z.object({
  id: Uuid,
  siteId: Uuid,
  staff: PersonRef,
  cause: z.enum(penaltyCauses),
  form: z.enum(forms).describe('What the rulebook made of it: only a deduction touches pay'),
  amountFen: Fen,
  points: z.number().int(),
  deal: z.object({ id: Uuid, number: z.string().nullable() }).nullable(),
  reason: z.string(),
  clauses: z.array(z.string()),
  state: z.enum(penaltyStates),
  proposedAt: InstantOut,
  enteredBy: PersonRef.nullable().describe('null: a rule cost it'),
  appealUntil: InstantOut,
  appeal: z
    .object({
      reason: z.string(),
      at: InstantOut,
      verdict: z.enum(appealVerdicts).nullable(),
      answer: z.string(),
      by: PersonRef.nullable(),
    })
    .nullable(),
  bookedFen: Fen.nullable().describe('What was booked in the end'),
  bookedPoints: z.number().int().nullable(),
  lineId: Uuid.nullable().describe('The line of pay, where it is a deduction'),
  evidenceJournalId: Uuid.describe('What happened'),
  journalId: Uuid.describe('What the house made of it'),
  whyNot: z.object({ acknowledge: WhyNot, appeal: WhyNot, rule: WhyNot }),
});

const Handled = z.object({ penalty: PenaltyOut, journalId: Uuid });
const ofPenalty = z.object({ penaltyId: Uuid });

export const penalties = {
  list: query({
    path: '/commission/penalties',
    may: 'money.statements',
    summary: { zh: '违规处理', en: 'Penalties' },
    query: z.object({
      ...pageQuery,
      siteId: Uuid.optional(),
      staffId: Uuid.optional(),
      state: z.enum(['open', 'closed', 'all', ...penaltyStates]).default('all'),
      mine: z.enum(['true', 'false']).default('false'),
    }),
    response: pageOf(PenaltyOut),
  }),
  penalty: query({
    path: '/commission/penalties/:penaltyId',
    may: 'money.statements',
    summary: { zh: '一项处理', en: 'A penalty' },
    params: ofPenalty,
    response: PenaltyOut,
  }),
  acknowledge: command({
    path: '/commission/penalties/:penaltyId/acknowledgement',
    may: 'money.statements',
    summary: { zh: '确认处理', en: 'Acknowledge a penalty' },
    params: ofPenalty,
    body: {},
    response: Handled,
    refusals,
  }),
  appeal: command({
    path: '/commission/penalties/:penaltyId/appeal',
    may: 'money.statements',
    summary: { zh: '申诉', en: 'Appeal against a penalty' },
    params: ofPenalty,
    body: { reason: paragraph },
    response: Handled,
    refusals,
  }),
  rule: command({
    path: '/commission/penalties/:penaltyId/ruling',
    may: 'money.settle',
    summary: { zh: '裁定申诉', en: 'Rule on an appeal' },
    params: ofPenalty,
    body: {
      verdict: z.enum(appealVerdicts),
      amountFen: z.number().int().min(0).max(FEN_MAX).nullable().default(null).describe('reduced: to what'),
      reason: paragraph.min(1),
    },
    response: Handled,
    refusals,
  }),
};
