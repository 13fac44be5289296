/** A dispute, its file, proposals and rulings as they are sent. */
import { z } from 'zod';
import { CustomerBrief, paragraph, Share, SharesOut } from './claims-shapes.ts';
import { InstantOut, PersonRef, Uuid, WhyNot } from './kernel/shapes.ts';

export const disputeStates = ['talking', 'mediation', 'appealed', 'settled'] as const;
export const disputeVerdicts = ['agreed', 'ruled', 'quarrel', 'ruling_disobeyed'] as const;
const State = z.enum(disputeStates);
export const Verdict = z.enum(disputeVerdicts);

export const Ruling = z.object({
  performance: z.array(Share).min(1).max(20),
  commission: z.array(Share).min(1).max(20),
});
export const reason = paragraph.min(1);

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
