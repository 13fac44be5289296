/** Lines, statements, months, splits, targets and policies as they are sent. */
import { z } from 'zod';
import type { LineKind, Purse, StatementState, UnitKind as KindOfUnit } from '#core/money/index.ts';
import { InstantOut, PersonRef, Uuid, WhyNot } from './kernel/shapes.ts';

export const MonthText = z.string().regex(/^20[0-9]{2}-(0[1-9]|1[0-2])$/, '月份应为 YYYY-MM / a month is YYYY-MM');
export const Fen = z.number().int();
const Sentence = z.object({ zh: z.string(), en: z.string() });

export const lineKinds = [
  'performance',
  'commission',
  'tier',
  'clawback',
  'correction',
  'reward',
  'penalty',
  'payout',
] as const satisfies readonly LineKind[];

const purses = ['performance', 'commission', 'tier'] as const satisfies readonly Purse[];

export const statementStates = [
  'issued',
  'acknowledged',
  'submitted',
  'approved',
  'paid',
] as const satisfies readonly StatementState[];

export const unitKinds = ['room', 'vehicle', 'membership', 'stock'] as const satisfies readonly KindOfUnit[];
const Kind = z.enum(lineKinds);
const State = z.enum(statementStates);
export const UnitKind = z.enum(unitKinds);
const Wait = z.enum(['shares', 'funds', 'papers', 'dispute', 'breach']);

const DealRef = z.object({
  id: Uuid,
  number: z.string().nullable(),
  unit: z.string(),
  customer: z.string().describe('Surname only'),
});

const QueryOut = z.object({
  id: Uuid,
  reason: z.string(),
  askedAt: InstantOut,
  answer: z.string().nullable(),
  verdict: z.enum(['stands', 'corrected']).nullable(),
  correctionFen: Fen.nullable(),
  answeredAt: InstantOut.nullable(),
  answeredBy: PersonRef.nullable(),
});

export const PayLine = z.object({
  id: Uuid,
  month: MonthText,
  staff: PersonRef.nullable().describe('null: the department'),
  deal: DealRef.nullable(),
  purse: z.enum(purses),
  kind: Kind,
  amountFen: Fen,
  why: Sentence.describe('The sum in words'),
  clauses: z.array(z.string()),
  earnedAt: InstantOut,
  acknowledged: z.boolean().nullable().describe('Of a deduction: whether the person has acknowledged it'),
  statementId: Uuid.nullable(),
  journalId: Uuid,
  query: QueryOut.nullable().describe('The latest one about this line'),
  whyNot: z.object({ query: WhyNot, answer: WhyNot, accept: WhyNot }),
});

export const StatementOut = z.object({
  id: Uuid,
  siteId: Uuid,
  site: z.string(),
  staff: PersonRef,
  month: MonthText,
  state: State,
  performanceFen: Fen,
  targetFen: Fen.nullable(),
  attainmentPercent: z.number().int().nullable(),
  paidPercent: z.number().int(),
  commissionFen: Fen,
  rewardsFen: Fen,
  earnedFen: Fen,
  carriedInFen: Fen,
  deductedClawbackFen: Fen,
  deductedPenaltyFen: Fen,
  carriedOutFen: Fen,
  payableFen: Fen,
  openQueries: z.number().int(),
  issuedAt: InstantOut,
  acknowledgedAt: InstantOut.nullable(),
  acknowledgedBy: PersonRef.nullable(),
  approvedAt: InstantOut.nullable(),
  paidAt: InstantOut.nullable(),
  journalId: Uuid,
  whyNot: z.object({ acknowledge: WhyNot }),
});

export const ComingDeal = z.object({
  deal: DealRef,
  stage: z.string(),
  priceFen: Fen,
  paidFen: Fen,
  percent: z.number().int().describe('My share of the commission'),
  poolFen: Fen,
  mineFen: Fen.describe('My part of the pool'),
  earnedFen: Fen.describe('What of it stands on my account'),
  waits: z.array(Wait),
});

export const MyPay = z.object({
  month: MonthText,
  isClosed: z.boolean(),
  performanceFen: Fen,
  targetFen: Fen.nullable(),
  attainmentPercent: z.number().int().nullable(),
  commissionFen: Fen.describe('Everything but performance, payouts left out'),
  statement: StatementOut.nullable(),
  coming: z.array(ComingDeal),
  comingFen: Fen,
  history: z.array(z.object({ month: MonthText, statementId: Uuid, state: State, payableFen: Fen })),
});

export const MonthOut = z.object({
  siteId: Uuid,
  month: MonthText,
  isClosed: z.boolean(),
  closedAt: InstantOut.nullable(),
  performanceFen: Fen,
  targetFen: Fen.nullable(),
  commissionFen: Fen,
  houseFen: Fen.describe('The department’s share'),
  payableFen: Fen,
  people: z.number().int(),
  counts: z.object({
    issued: z.number().int(),
    acknowledged: z.number().int(),
    submitted: z.number().int(),
    approved: z.number().int(),
    paid: z.number().int(),
  }),
  openQueries: z.number().int(),
  journalId: Uuid.nullable(),
  whyNot: z.object({ close: WhyNot, submit: WhyNot, pay: WhyNot }),
});

export const PersonOfMonth = z.object({
  staff: PersonRef,
  performanceFen: Fen,
  targetFen: Fen.nullable(),
  commissionFen: Fen,
  payableFen: Fen.nullable(),
  statementId: Uuid.nullable(),
  state: State.nullable(),
  openQueries: z.number().int(),
});

const PartyOut = z.object({
  staff: PersonRef.nullable().describe('null: the department'),
  performancePercent: z.number().int(),
  commissionPercent: z.number().int(),
  performanceFen: Fen,
  commissionFen: Fen.describe('Earned so far, what was taken back subtracted'),
  poolFen: Fen.describe('Their part of the whole pool'),
});

export const DealSplit = z.object({
  dealId: Uuid,
  state: z.enum(['none', 'open', 'ended']),
  stopped: z.array(z.enum(['performance', 'commission'])).describe('Nothing more is earned there'),
  case: z.string().nullable(),
  waits: z.array(Wait),
  endedCause: z.string().nullable(),
  priceFen: Fen,
  poolFen: Fen,
  rate: Sentence.nullable(),
  parties: z.array(PartyOut),
  lines: z.array(PayLine).describe('The latest two hundred'),
  sharesJournalId: Uuid.nullable().describe('Why it is divided so'),
  journalId: Uuid.nullable().describe('Why the pool is what it is'),
  referral: z.object({ id: Uuid, customer: z.string(), amountFen: Fen, state: z.string() }).nullable(),
});

export const Target = z.object({ staff: PersonRef.nullable(), amountFen: Fen, journalId: Uuid });

export const Policy = z.object({
  id: Uuid,
  month: MonthText,
  unitKind: UnitKind,
  product: z.string(),
  amountFen: Fen,
  state: z.enum(['pending', 'approved', 'refused', 'replaced']),
  setAt: InstantOut,
  setBy: PersonRef.nullable(),
  journalId: Uuid,
});

export const Referral = z.object({
  id: Uuid,
  deal: DealRef,
  customerId: Uuid,
  customer: z.string(),
  amountFen: Fen,
  state: z.enum(['due', 'given', 'cancelled']),
  dueAt: InstantOut,
  givenAt: InstantOut.nullable(),
  journalId: Uuid,
});
