/** An approval as its page and the lists show it. */
import { z } from 'zod';
import { freeMatters, type Matter, matterKeys } from '#core/approvals/matters.ts';
import { InstantOut, line, paragraph, PersonRef, Uuid, WhyNot } from './kernel/shapes.ts';

export const Matters = z.enum(matterKeys as [Matter, ...Matter[]]);
export const FreeMatters = z.enum(freeMatters as [Matter, ...Matter[]]);
export const approvalStates = ['pending', 'returned', 'approved', 'rejected', 'withdrawn', 'expired'] as const;
export const approvalBoxes = ['todo', 'sent', 'done', 'all'] as const;

const Text = z.object({ zh: z.string(), en: z.string() });
/** One line of what is asked, already in words. */
const Localised = z.object({ zh: z.string(), en: z.string() });
export const ApprovalLine = Localised.extend({ value: z.union([z.string(), Localised]) });

export const SignatureOut = z.object({
  id: Uuid,
  round: z.number().int(),
  stepKey: z.string(),
  signer: PersonRef,
  as: z.enum(['holder', 'delegate', 'stand_in', 'next_level']),
  for: PersonRef.nullable(),
  verdict: z.enum(['agreed', 'returned', 'rejected']),
  comment: z.string(),
  at: InstantOut,
  journalId: Uuid,
});

export const StepOut = z.object({
  key: z.string(),
  origin: z.enum(['route', 'limit', 'added', 'passed_on']),
  state: z.enum(['done', 'current', 'later']),
  seats: z.array(z.object({ roles: z.array(z.string()), staff: PersonRef.nullable(), signedBy: z.array(PersonRef) })),
});

export const ApprovalRow = z.object({
  id: Uuid,
  matter: Matters,
  state: z.enum(approvalStates),
  round: z.number().int(),
  title: Text,
  site: PersonRef,
  customerName: z.string().nullable(),
  applicant: PersonRef.nullable(),
  requestedAt: InstantOut,
  dueAt: InstantOut.nullable(),
  isOverdue: z.boolean(),
  endedAt: InstantOut.nullable(),
  endedBy: PersonRef.nullable(),
  /** Posts or people whose turn it is, in words. */
  waitingFor: Text.nullable(),
  /** The first lines, so that much can be decided from the list. */
  gist: z.array(ApprovalLine),
  whyNot: z.object({ sign: WhyNot }),
});

export const ApprovalOut = ApprovalRow.omit({ gist: true, whyNot: true }).extend({
  isFree: z.boolean(),
  lines: z.array(ApprovalLine),
  /** What is measured against the limits of authority; of a request written by hand the first lines say it in words. */
  magnitude: z.object({
    amountFen: z.number().nullable(),
    discountPercent: z.number().nullable(),
    belowListFen: z.number().nullable(),
    lateDays: z.number().nullable(),
  }),
  reason: z.string(),
  link: z.string().nullable().describe('Where what it is about stands, as a path of the web'),
  customer: PersonRef.nullable().describe('Surname only for a reader who may not open the file'),
  submittedBy: PersonRef.nullable(),
  endedReason: z.union([z.string(), Localised]).describe('A person’s own words, or the product’s in both languages'),
  costTo: PersonRef.nullable().describe('Who bears the cost of a slip that nobody signed the same day'),
  remindedAt: InstantOut.nullable(),
  steps: z.array(StepOut),
  signatures: z.array(SignatureOut),
  /** Who could sign now; the absent among them are marked. */
  waiting: z.array(PersonRef.extend({ absent: z.boolean() })),
  /** In what right the reader would sign. */
  mine: z
    .object({ as: z.enum(['holder', 'delegate', 'stand_in', 'next_level']), for: PersonRef.nullable() })
    .nullable(),
  limit: z.string().nullable().describe('The post whose authority it exceeds, when it needs one level more'),
  whyNot: z.object({
    sign: WhyNot,
    withdraw: WhyNot,
    resubmit: WhyNot,
    remind: WhyNot,
    addSigner: WhyNot,
    passOn: WhyNot,
  }),
  clauses: z.array(z.string()),
  houseClauses: z.array(z.string()),
  journalId: Uuid,
});

export const DelegationOut = z.object({
  id: Uuid,
  from: PersonRef,
  to: PersonRef.nullable().describe('null: only away'),
  startsAt: InstantOut,
  endsAt: InstantOut,
  matters: z.array(Matters),
  reason: z.string(),
  state: z.enum(['coming', 'running', 'over']),
});

/** Lines that people type: what, and how much. */
export const TypedLine = z.object({ label: line.min(1).max(40), value: z.string().trim().min(1).max(500) });
export const typedRequest = {
  title: line.min(1).max(100),
  lines: z.array(TypedLine).max(20).default([]),
  reason: paragraph.min(1),
  amountFen: z.number().int().min(0).max(100_000_000_000_00).nullable().default(null),
  discountPercent: z.number().min(0).max(100).nullable().default(null),
  lateDays: z.number().int().min(0).max(3650).nullable().default(null),
};
