/** Shapes of deals on the wire. Money is whole fen. */
import { z } from 'zod';
// From their own files: the browser carries whatever the core's index names.
import { disclosureKeys, paperKeys, paperStages } from '#core/deals/papers.ts';
import { recheckStates } from '#core/deals/room-types.ts';
import { processSteps } from '#core/deals/stages.ts';
import {
  contractChecks,
  dealKindsOfGoods,
  dealStates,
  endCauses,
  paymentMethods,
  refundMethods,
  specialReasons,
} from '#core/deals/types.ts';
import { DeliveryOut } from './deals-delivery-shapes.ts';
import { InstantOut, line, LocalDateText, paragraph, PersonRef, Uuid, WhyNot } from './kernel/shapes.ts';

const FEN_MAX = 1_000_000_000_000; // ten thousand million yuan: more is a slip of the hand
export const Fen = z.number().int().min(0).max(FEN_MAX);
const PositiveFen = Fen.min(1);

export const GoodsKind = z.enum(dealKindsOfGoods);
export const DealStateOut = z.enum(dealStates);
export const Disclosure = z.enum(disclosureKeys);
export const Paper = z.enum(paperKeys);
export const PaperStageOut = z.enum(paperStages);
export const SpecialReasonOut = z.enum(specialReasons);
export const ContractCheckOut = z.enum(contractChecks);
export const RefundMethodOut = z.enum(refundMethods);
export const PaymentMethodOut = z.enum(paymentMethods);
const RecheckStateOut = z.enum(recheckStates).nullable();
export const termsKinds = ['discount', 'later_signing', 'other_payment', 'engineering', 'other'] as const;
export const copyHolders = ['customer', 'finance', 'sales', 'consultant'] as const;
export const copyDocuments = ['subscription', 'contract', 'supplement'] as const;
export const copyStates = ['out', 'returned', 'filed', 'rewrite'] as const;

export const InstalmentIn = z.object({ name: line.min(1), dueOn: LocalDateText, amountFen: PositiveFen });
export const LoanIn = z.object({
  lender: line.min(1),
  amountFen: PositiveFen,
  downPaymentFen: Fen,
  needsPayoutReport: z.boolean().default(false).describe('Goods leave on the lender’s payout report (GMAC)'),
});
const LoanOut = LoanIn.extend({
  needsPayoutReport: z.boolean(),
  downPaidAt: InstantOut.nullable(),
  payoutReportedAt: InstantOut.nullable(),
});

/** What is agreed about money. */
export const MoneyTerms = {
  priceFen: PositiveFen,
  depositFen: Fen.default(0).describe('Part of the price'),
  paymentMethod: PaymentMethodOut.default('full'),
  plan: z
    .array(InstalmentIn)
    .max(120)
    .default([])
    .describe('Adds up to the whole price: the deposit goes towards the first ones. Needed for instalments'),
  loan: LoanIn.nullable()
    .default(null)
    .describe('Needed for a mortgage or a finance company; loan and down payment make the price'),
};

export const CustomerShort = z.object({ id: Uuid, name: z.string() });
export const UnitShort = z.object({ id: Uuid, code: z.string(), name: z.string(), state: z.string() });

export const DealRow = z.object({
  id: Uuid,
  number: z.string().nullable(),
  contractNumber: z.string().nullable(),
  kind: GoodsKind,
  state: DealStateOut,
  stateSince: InstantOut,
  siteId: Uuid,
  customer: CustomerShort,
  consultant: PersonRef,
  unit: UnitShort.nullable(),
  wanted: z.object({ model: z.string(), colour: z.string() }).nullable(),
  priceFen: z.number().int(),
  depositFen: z.number().int(),
  paidFen: z.number().int(),
  paymentMethod: PaymentMethodOut,
  orderDate: z.string().nullable(),
  contractDueOn: z.string().nullable(),
  promisedOn: z.string().nullable().describe('The day of delivery promised to the customer'),
  createdAt: InstantOut,
  effectiveAt: InstantOut.nullable(),
  signedAt: InstantOut.nullable(),
  handedOverAt: InstantOut.nullable(),
  endedAt: InstantOut.nullable(),
  recheck: RecheckStateOut.describe('The second check of what was keyed of a signed contract; null: none'),
  waitsFor: z
    .enum(['approval', 'registration', 'change', 'contract_approval', 'withdrawal', 'file', 'nothing'])
    .describe('What the deal waits for, beyond the people who work on it'),
  version: z.number().int(),
});

const Checklist = z.object({ key: z.string(), needed: z.boolean(), done: z.boolean(), at: InstantOut.nullable() });
const Stamp = z.object({ by: PersonRef.nullable(), at: InstantOut }).nullable();

export const DealPage = DealRow.extend({
  listPriceFen: z.number().int(),
  smallDeposit: z
    .object({ number: z.string(), amountFen: z.number().int(), at: InstantOut, until: z.string().nullable() })
    .nullable(),
  plan: z.array(z.object({ name: z.string(), dueOn: z.string(), amountFen: z.number().int() })),
  loan: LoanOut.nullable(),
  buyers: z.string(),
  note: z.string(),
  isLocal: z.boolean(),
  cover: PersonRef.nullable(),
  depositPaidAt: InstantOut.nullable(),
  fullyPaidAt: InstantOut.nullable(),
  submittedAt: InstantOut.nullable(),
  approvedAt: InstantOut.nullable(),
  registeredAt: InstantOut.nullable(),
  endedCause: z.enum(endCauses).nullable(),
  steps: z.array(
    z.object({ key: z.enum(processSteps as [string, ...string[]]), state: z.enum(['done', 'now', 'todo']) }),
  ),
  disclosures: z.array(Checklist),
  papers: z.array(
    z.object({
      paper: Paper,
      stages: z.array(PaperStageOut).describe('Stages that ask for it'),
      receivedAt: InstantOut.nullable(),
      copies: z.number().int(),
      note: z.string(),
    }),
  ),
  copies: z.array(
    z.object({
      id: Uuid,
      document: z.enum(copyDocuments),
      seq: z.number().int(),
      holder: z.enum(copyHolders),
      state: z.enum(copyStates),
      movedAt: InstantOut,
    }),
  ),
  contract: z.object({
    needed: z.boolean(),
    steps: z.boolean().describe('The house has reviews and checks before the approval'),
    reviewed: Stamp,
    filled: Stamp,
    checked: Stamp,
    specialApprovedAt: InstantOut.nullable(),
    submittedAt: InstantOut.nullable(),
    approvedAt: InstantOut.nullable(),
    isSpecial: z.boolean(),
    specialReasons: z.array(SpecialReasonOut),
    corrections: z.array(
      z.object({ seq: z.number().int(), place: z.string(), fineYuan: z.number().int(), at: InstantOut }),
    ),
    correctionsMax: z.number().int(),
    supplements: z.array(
      z.object({ id: Uuid, number: z.string(), title: z.string(), body: z.string(), signedOn: z.string() }),
    ),
  }),
  terms: z.array(
    z.object({
      id: Uuid,
      kind: z.enum(termsKinds),
      body: z.string(),
      priceFen: z.number().int().nullable(),
      untilOn: z.string().nullable(),
      state: z.enum(['pending', 'granted', 'refused']),
      askedAt: InstantOut,
    }),
  ),
  changes: z.array(
    z.object({
      id: Uuid,
      kind: z.enum(['terms', 'unit', 'name', 'allocation', 'cover']),
      before: z.record(z.string(), z.unknown()),
      after: z.record(z.string(), z.unknown()),
      reason: z.union([z.string(), z.object({ zh: z.string(), en: z.string() })]),
      state: z.enum(['pending', 'done', 'refused']),
      feeFen: z.number().int(),
      askedBy: PersonRef.nullable(),
      askedAt: InstantOut,
      doneAt: InstantOut.nullable(),
      journalId: Uuid.nullable(),
    }),
  ),
  withdrawal: z
    .object({
      reason: z.string(),
      cause: z.enum(['customer', 'company']),
      askedAt: InstantOut,
      refundMethod: RefundMethodOut,
      refundNotBefore: z.string(),
      isExceptional: z.boolean(),
      approvedAt: InstantOut.nullable(),
    })
    .nullable(),
  delivery: DeliveryOut,
  file: z.object({ dueAt: InstantOut.nullable(), filedAt: InstantOut.nullable(), missing: z.array(Paper) }),
  creditCancelled: z
    .object({
      cause: z.enum(['complaint', 'leak', 'lost_tools']),
      performance: z.boolean(),
      commission: z.boolean(),
      at: InstantOut,
    })
    .nullable(),
  countedAt: InstantOut.nullable(),
  shares: z
    .object({
      caseName: z.string(),
      performance: z.array(z.object({ party: z.string(), name: z.string(), percent: z.number() })),
      commission: z.array(z.object({ party: z.string(), name: z.string(), percent: z.number() })),
    })
    .nullable(),
  approvals: z
    .array(z.object({ id: Uuid, matter: z.string(), state: z.string(), waitingFor: z.string() }))
    .describe('What lies for approval now'),
  timeline: z.array(
    z.object({
      journalId: Uuid,
      at: InstantOut,
      kind: z.string(),
      title: z.object({ zh: z.string(), en: z.string() }),
      by: PersonRef.nullable(),
      reason: z.union([z.string(), z.object({ zh: z.string(), en: z.string() })]).nullable(),
    }),
  ),
  whyNot: z.object({
    edit: WhyNot,
    smallDeposit: WhyNot,
    askTerms: WhyNot,
    submit: WhyNot,
    recall: WhyNot,
    drop: WhyNot,
    register: WhyNot,
    changeTerms: WhyNot,
    changeUnit: WhyNot,
    changeName: WhyNot,
    receivePaper: WhyNot,
    moveCopy: WhyNot,
    cover: WhyNot,
    reviewContract: WhyNot,
    fillContract: WhyNot,
    specialReview: WhyNot,
    checkContract: WhyNot,
    submitContract: WhyNot,
    correct: WhyNot,
    sign: WhyNot,
    supplement: WhyNot,
    withdraw: WhyNot,
    completeWithdrawal: WhyNot,
    settleBreach: WhyNot,
    allocate: WhyNot,
    handOver: WhyNot,
    cancelCredit: WhyNot,
  }),
});
export type DealAction = keyof z.output<typeof DealPage>['whyNot'];

export const QueueRow = z.object({
  place: z.number().int(),
  group: z.enum(['paid', 'ordered']),
  paidAt: InstantOut.nullable(),
  deal: DealRow,
  mayLeave: WhyNot.describe('null: money and papers allow the handover'),
});

export const RegisterRow = z.object({
  dealId: Uuid,
  number: z.string(),
  at: InstantOut,
  kind: GoodsKind,
  state: DealStateOut,
  customer: CustomerShort,
  consultant: PersonRef,
  unit: UnitShort.nullable(),
  listPriceFen: z.number().int(),
  priceFen: z.number().int(),
  depositFen: z.number().int(),
  paidFen: z.number().int(),
  smallDepositFen: z.number().int().nullable(),
  contractNumber: z.string().nullable(),
  volume: z.string().nullable(),
  recheck: RecheckStateOut,
  promisedOn: z.string().nullable(),
  deliveryDueOn: z.string().nullable().describe('The day punctuality is measured by'),
  daysLate: z.number().int().nullable().describe('At the handover; null: not handed over, or nothing promised'),
  filedAt: InstantOut.nullable(),
});

export const Reason = paragraph.min(1);
export const DealHandled = z.object({ deal: DealRow, journalId: Uuid });
export const LaidForApproval = DealHandled.extend({
  approval: z.object({ id: Uuid, state: z.enum(['pending', 'approved']) }).describe('approved: nobody had to agree'),
});
