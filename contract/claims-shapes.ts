/** The shapes of claims on the wire. */
import { z } from 'zod';
import { InstantOut, InstantText, PersonRef, Uuid, WhyNot, line, paragraph } from './kernel/shapes.ts';

export { line, paragraph };

export const claimStates = [
  'draft',
  'awaiting_signature',
  'live',
  'waste',
  'void',
  'cancelled',
  'lapsed',
  'transferred',
  'closed',
] as const;
export const contactChannels = ['call', 'visit', 'reception', 'sms', 'chat', 'email', 'note'] as const;
export const claimOrigins = ['visit', 'call', 'referral', 'event', 'import', 'manual', 'pool', 'passed_on'] as const;

export const CustomerBrief = z.object({ id: Uuid, name: z.string(), grade: z.string().nullable() });

export const ClaimOut = z.object({
  id: Uuid,
  customer: CustomerBrief,
  owner: PersonRef,
  site: PersonRef,
  origin: z.enum(claimOrigins),
  state: z.enum(claimStates),
  stage: z.enum(['first_due', 'second_due', 'signing', 'running']).nullable(),
  registeredAt: InstantOut,
  effectiveAt: InstantOut.nullable(),
  signedAt: InstantOut.nullable(),
  signedBy: PersonRef.nullable(),
  dueAt: InstantOut.nullable().describe('Follow up before this instant'),
  protectedUntil: InstantOut.nullable().describe('The first instant that is no longer protected'),
  endedAt: InstantOut.nullable(),
  endedReason: z.string().nullable(),
  followUps: z.number().int(),
  smsRun: z.number().int(),
  lastContactAt: InstantOut.nullable(),
  signingSince: InstantOut.nullable(),
  firstSmsDueAt: InstantOut.nullable(),
  firstSmsAt: InstantOut.nullable(),
  plannedOn: z.string().nullable(),
  longTerm: z.boolean(),
  closedAt: InstantOut.nullable(),
  previousClaimId: Uuid.nullable(),
  helpsClaimId: Uuid.nullable().describe('Duplicate: the claim whose holder this person must help'),
  version: z.number().int(),
});
export type ClaimRow = z.output<typeof ClaimOut>;

export const FollowUpOut = z.object({
  id: Uuid,
  customer: CustomerBrief,
  claimId: Uuid.nullable(),
  author: PersonRef,
  at: InstantOut,
  recordedAt: InstantOut,
  channel: z.enum(contactChannels),
  answered: z.boolean(),
  text: z.string(),
  nextOn: z.string().nullable(),
  valid: z.boolean(),
  whyNot: z.string().nullable().describe('Why it does not count as contact'),
  isFirstSms: z.boolean(),
  askedForHelp: z.boolean(),
  comments: z.array(z.object({ id: Uuid, author: PersonRef, text: z.string(), at: InstantOut })),
  journalId: Uuid.nullable(),
});
export type FollowUpRow = z.output<typeof FollowUpOut>;

export const taskKinds = [
  'sign_card',
  'sign_follow_up',
  'first_sms',
  'follow_up_overdue_today',
  'follow_up_soon',
  'planned',
  'take_over_contact',
  'call_back',
  'notify_signing',
  'notify_payment',
  'birthday',
  'holiday',
] as const;

const TaskOut = z.object({ kind: z.enum(taskKinds), dueAt: InstantOut.nullable(), clauses: z.array(z.string()) });
export const TodayRow = z.object({
  claimId: Uuid,
  customer: CustomerBrief,
  owner: PersonRef,
  state: z.enum(claimStates),
  stage: z.string().nullable(),
  dueAt: InstantOut.nullable(),
  lastContactAt: InstantOut.nullable(),
  lastText: z.string().nullable(),
  tasks: z.array(TaskOut),
});
export type TodayEntry = z.output<typeof TodayRow>;

export const CadenceOut = z.object({
  customers: z.number().int().describe('Held now'),
  contactsToday: z.number().int(),
  contactsMissing: z.number().int(),
  returnVisitsThisMonth: z.number().int(),
  returnVisitsMissing: z.number().int(),
});

export const PoolRow = z.object({
  customerId: Uuid,
  label: z.string().describe('Surname and title only: the rest is seen after opening or taking'),
  grade: z.string().nullable(),
  source: z.string(),
  site: PersonRef,
  formerOwner: PersonRef,
  enteredAt: InstantOut,
  reason: z.string(),
  followUps: z.number().int(),
  lastContactAt: InstantOut.nullable(),
  whyNot: z.object({ take: WhyNot }),
});
export type PoolEntryRow = z.output<typeof PoolRow>;

export const Share = z.object({
  party: z.string().describe('A staff id, or "department"'),
  percent: z.number().int().min(0).max(100),
});
export const SharesOut = z.object({
  party: z.string(),
  name: z.string(),
  percent: z.number().int(),
  fen: z.number().int().nullable(),
});

/** The story of the deal, as the reception record tells it; what is left out did not happen. */
export const DealStory = z.object({
  receivingId: Uuid.nullable().optional().describe('Who serves at the deal; absent: the present owner'),
  aboutId: Uuid.nullable().optional(),
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
    .default('none'),
  complaint: z.enum(['none', 'pending', 'upheld', 'unfounded']).default('none'),
  standIn: z
    .object({ staffId: Uuid, servedAt: InstantText, ownerNamed: z.boolean() })
    .nullable()
    .optional()
    .describe('Absent: read from the visits of the day of the deal; null: nobody stood in'),
  foundLater: z
    .object({ staffId: Uuid, confirmed: z.boolean(), fixedOwnerId: Uuid.nullable().default(null) })
    .nullable()
    .default(null),
  event: z
    .object({ performance: z.array(Share).min(1), commission: z.array(Share).min(1) })
    .nullable()
    .default(null),
  familyConfirmed: z.boolean().default(false),
  relationWith: Uuid.nullable()
    .default(null)
    .describe('A customer a friend brought: whose direct relation it was confirmed to be'),
  club: z
    .object({
      sale: z.enum(['new_card', 'transfer', 'reopen', 'product']),
      sellerId: Uuid.nullable().default(null),
      proof: z.object({ staffId: Uuid, at: InstantText }).nullable().default(null),
      companyGift: z.boolean().default(false),
      external: z.object({ staffId: Uuid, lastRecordAt: InstantText }).nullable().default(null),
      isBroughtFriend: z.boolean().default(false),
    })
    .nullable()
    .default(null),
});
export type DealStoryInput = z.output<typeof DealStory>;

export const VerdictOut = z.object({
  case: z.string(),
  performance: z.array(SharesOut),
  commission: z.array(SharesOut),
  caretaker: z.string().nullable(),
  clauses: z.array(z.string()),
  rejected: z.array(z.object({ what: z.string(), name: z.string(), reason: z.string() })),
});

export const TemplateOut = z.object({
  id: Uuid,
  channel: z.enum(contactChannels),
  purpose: z.string().describe('general, first_sms, call_answer, call_out'),
  title: z.string(),
  body: z.string().describe('With blanks such as {顾问}, {门店}, {部门}'),
  text: z.string().describe('As you would say it: the blanks filled in'),
  version: z.number().int(),
});

export const HandoverOut = z.object({
  id: Uuid,
  owner: PersonRef,
  why: z.enum(['left', 'transferred', 'long_leave']),
  method: z.enum(['random_draw', 'even', 'manager_choice']),
  at: InstantOut,
  by: PersonRef.nullable(),
  reason: z.string(),
  items: z.array(z.object({ claimId: Uuid, newClaimId: Uuid, customer: CustomerBrief, to: PersonRef })),
  journalId: Uuid,
});

export const ClaimFile = z.object({
  customer: CustomerBrief,
  current: ClaimOut.nullable(),
  history: z.array(ClaimOut),
  pooled: z.object({ since: InstantOut, formerOwner: PersonRef }).nullable(),
  firstReceiver: PersonRef.nullable(),
  deadlines: z.array(z.object({ kind: z.string(), at: InstantOut })),
  contactChange: z
    .object({
      id: Uuid,
      former: PersonRef,
      replacement: PersonRef,
      tellBy: InstantOut,
      contactBy: InstantOut,
      toldAt: InstantOut.nullable(),
      contactedAt: InstantOut.nullable(),
    })
    .nullable(),
  verdict: VerdictOut.extend({ dealAt: InstantOut, journalId: Uuid }).nullable(),
  whyNot: z.object({ register: WhyNot, sign: WhyNot, withdraw: WhyNot, passOn: WhyNot, close: WhyNot, take: WhyNot }),
});
