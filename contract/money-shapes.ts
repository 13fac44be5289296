/** What the wire carries about receipts, receivables and the bank. Amounts are whole fen. */
import { z } from 'zod';
import { buckets } from '#core/money/ageing.ts';
import { methods, payableKinds, receiptKinds } from '#core/money/ledger-types.ts';
import { InstantOut, PersonRef, Uuid, WhyNot } from './kernel/shapes.ts';

export const Fen = z.number().int().describe('Whole fen');

/** As somebody typed it: what is no amount is refused by the rule, with its reason. */
export const FenIn = z.number().min(-1e15).max(1e15).describe('Whole fen');
export const Method = z.enum(methods);
export const PaidBy = z.enum(['cash', 'card', 'wire', 'cheque', 'loan']);
export const Kind = z.enum(receiptKinds);
export const Payable = z.enum(payableKinds);
export const Bucket = z.enum(buckets);
export const RefundBy = z.enum(['cash', 'cheque', 'wire']);
export const Day = z.iso.date();
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应为 YYYY-MM / month must be YYYY-MM');
export const Counted = z.object({ cash: FenIn, card: FenIn, cheque: FenIn });

/** The deal a line of money belongs to, as far as the reader needs it. */
export const DealBrief = z.object({
  id: Uuid,
  number: z.string().nullable(),
  state: z.string(),
  kind: z.string(),
  customer: z.object({ id: Uuid, name: z.string() }),
  consultant: PersonRef,
  unit: z.string().nullable(),
});

export const ReceiptOut = z.object({
  id: Uuid,
  number: z.string(),
  siteId: Uuid,
  deal: DealBrief,
  kind: Kind,
  amountFen: Fen,
  method: Method,
  businessDay: Day,
  receivedAt: InstantOut,
  receivedBy: PersonRef.nullable(),
  payer: z.string(),
  bankRef: z.string(),
  note: z.string(),
  clearedAt: InstantOut.nullable(),
  slipOut: z.boolean(),
  slipReturnedAt: InstantOut.nullable(),
  bankedAt: InstantOut.nullable(),
  reverses: z.object({ id: Uuid, number: z.string() }).nullable(),
  reversedBy: z.object({ id: Uuid, number: z.string() }).nullable(),
  journalId: Uuid,
  whyNot: z.object({ clear: WhyNot, slip: WhyNot, reverse: WhyNot }),
});

export const DueOut = z.object({
  seq: z.number().int(),
  name: z.string(),
  dueOn: Day.nullable(),
  amountFen: Fen,
  paidFen: Fen,
  reducedFen: Fen,
  openFen: Fen,
  bucket: Bucket,
});

export const DemandOut = z.object({
  id: Uuid,
  number: z.string(),
  deal: DealBrief,
  reason: z.enum(['overdue', 'month_end', 'by_hand', 'complaint_rejected']),
  amountFen: Fen,
  oldestDueOn: Day,
  days: z.number().int(),
  issuedAt: InstantOut,
  contactBy: InstantOut,
  collectBy: Day.nullable(),
  state: z.enum(['open', 'contacted', 'closed']),
  contactedAt: InstantOut.nullable(),
  missedAt: InstantOut.nullable(),
  promisedOn: Day.nullable(),
  contacts: z.array(
    z.object({ at: InstantOut, by: PersonRef, channel: z.string(), note: z.string(), disagrees: z.boolean() }),
  ),
  journalId: Uuid,
  whyNot: z.object({ contact: WhyNot }),
});

export const RefundOut = z.object({
  id: Uuid,
  deal: DealBrief,
  amountFen: Fen,
  method: RefundBy,
  reason: z.string(),
  state: z.enum(['requested', 'due', 'paid', 'dropped']),
  askedAt: InstantOut,
  payableFrom: Day.nullable(),
  paidAt: InstantOut.nullable(),
  receiptId: Uuid.nullable(),
  journalId: Uuid,
  whyNot: z.object({ pay: WhyNot, drop: WhyNot }),
});

export const AllowanceOut = z.object({
  id: Uuid,
  number: z.string(),
  kind: z.enum(['allowance', 'return']),
  amountFen: Fen,
  reason: z.string(),
  complaintRef: z.string(),
  state: z.enum(['asked', 'approved', 'booked', 'refused']),
  askedAt: InstantOut,
  bookedAt: InstantOut.nullable(),
  journalId: Uuid,
  whyNot: z.object({ book: WhyNot }),
});

export const AccountOut = z.object({
  deal: DealBrief,
  siteId: Uuid,
  priceFen: Fen,
  allowancesFen: Fen,
  heldFen: Fen,
  countedFen: Fen,
  pendingFen: Fen,
  creditFen: Fen,
  openFen: Fen,
  owedFen: Fen.describe('What may still come in: the price less what is in hand or on its way'),
  feesFen: Fen.describe('Fees that have come in'),
  feesDueFen: Fen.describe('All fees charged so far, paid or not'),
  feesDueOn: z.string().nullable().describe('While some of them are open'),
  petitions: z
    .array(z.object({ id: Uuid, zh: z.string(), en: z.string() }))
    .describe('Approved ones that may still allow a transfer from a deal handed over'),
  refundableFen: Fen,
  depositFen: Fen,
  depositLeftFen: Fen,
  slipsOutFen: Fen,
  overdue: z.object({ amountFen: Fen, oldestDueOn: Day, days: z.number().int() }).nullable(),
  breachAt: InstantOut.nullable(),
  loan: z
    .object({ lender: z.string(), amountFen: Fen, needsReport: z.boolean(), reportedAt: InstantOut.nullable() })
    .nullable(),
  dues: z.array(DueOut),
  receipts: z.array(ReceiptOut),
  demands: z.array(DemandOut),
  refunds: z.array(RefundOut),
  allowances: z.array(AllowanceOut),
  complaint: z.object({ id: Uuid, ref: z.string(), amountFen: Fen, openedAt: InstantOut }).nullable(),
  /** The day new money is entered on. */
  openDay: Day,
  whyNot: z.object({
    receive: WhyNot,
    deposit: WhyNot,
    transfer: WhyNot,
    refund: WhyNot,
    demand: WhyNot,
    allowance: WhyNot,
    payoutReport: WhyNot,
    retractReport: WhyNot,
  }),
});

export const FoundDeal = z.object({
  deal: DealBrief,
  priceFen: Fen,
  owedFen: Fen,
  depositLeftFen: Fen,
  nextDueOn: Day.nullable(),
});

export const DayOut = z.object({
  siteId: Uuid,
  day: Day,
  state: z.enum(['open', 'pending', 'closed']),
  entries: z.number().int(),
  receivedFen: Fen,
  paidOutFen: Fen,
  booked: z.record(z.string(), Fen),
  counted: z.record(z.string(), Fen).nullable(),
  differenceFen: Fen.nullable(),
  explanation: z.string(),
  closedThrough: Day.nullable(),
  closedBy: PersonRef.nullable(),
  closedAt: InstantOut.nullable(),
  /** Cash of this day or before that has not gone into the designated account. */
  unbankedFen: Fen,
  exceptions: z.array(z.object({ day: Day, amountFen: Fen, entries: z.number().int() })),
  journalId: Uuid.nullable(),
  whyNot: z.object({ close: WhyNot, bank: WhyNot }),
});

export const CloseRow = z.object({
  id: Uuid,
  day: Day,
  state: z.enum(['pending', 'closed', 'returned']),
  entries: z.number().int(),
  receivedFen: Fen,
  paidOutFen: Fen,
  differenceFen: Fen,
  explanation: z.string(),
  closedBy: PersonRef,
  closedAt: InstantOut,
  journalId: Uuid,
});

export const MonthRow = z.object({
  month: Month,
  state: z.enum(['open', 'closed']),
  entries: z.number().int(),
  receivedFen: Fen,
  paidOutFen: Fen,
  closedAt: InstantOut.nullable(),
  journalId: Uuid.nullable(),
  whyNot: z.object({ close: WhyNot }),
});

export const ReceivableRow = z.object({
  deal: DealBrief,
  priceFen: Fen,
  countedFen: Fen,
  openFen: Fen,
  overdueFen: Fen,
  oldestDueOn: Day.nullable(),
  days: z.number().int(),
  bucket: Bucket,
  nextDueOn: Day.nullable(),
  lastContactAt: InstantOut.nullable(),
  promisedOn: Day.nullable(),
  complainedFen: Fen,
  breachAt: InstantOut.nullable(),
});

export const AgeingOut = z.object({
  total: z.record(Bucket, Fen),
  people: z.array(
    z.object({
      staff: PersonRef,
      buckets: z.record(Bucket, Fen),
      dueFen: Fen,
      collectedFen: Fen,
      rate: z
        .number()
        .int()
        .nullable()
        .describe('Collected of what has fallen due, in hundredths of a percent; complaints left out'),
    }),
  ),
});

export const BankFileOut = z.object({
  id: Uuid,
  siteId: Uuid,
  name: z.string(),
  lines: z.number().int(),
  open: z.number().int(),
  skipped: z.number().int(),
  problems: z.array(z.object({ row: z.number().int(), problem: z.string(), text: z.string() })),
  loadedAt: InstantOut,
  loadedBy: PersonRef,
  journalId: Uuid,
});

export const BankLineOut = z.object({
  id: Uuid,
  row: z.number().int(),
  day: Day,
  amountFen: Fen,
  payer: z.string(),
  reference: z.string(),
  note: z.string(),
  state: z.enum(['open', 'matched', 'ignored']),
  receipt: z.object({ id: Uuid, number: z.string() }).nullable(),
  deal: DealBrief.nullable(),
  why: z.string(),
  suggestions: z.array(
    z.object({
      kind: z.enum(['receipt', 'deal']),
      id: Uuid,
      certainty: z.enum(['sure', 'likely', 'possible']),
      number: z.string().nullable(),
      deal: DealBrief,
    }),
  ),
});

export const RemittanceOut = z.object({
  id: Uuid,
  deal: DealBrief,
  amountFen: Fen,
  bankRef: z.string(),
  payer: z.string(),
  note: z.string(),
  passedAt: InstantOut,
  passedBy: PersonRef,
});
