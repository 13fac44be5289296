/** The shapes of offers, quotations, promises and customer policies on the wire. */
import { z } from 'zod';
import {
  offerParts,
  offerStages,
  offerStates,
  policyStates,
  promiseKinds,
  promiseStates,
  quotationStates,
} from '#core/offers/types.ts';
import { InstantOut, line, LocalDateText, paragraph, PersonRef, Uuid, WhyNot } from './kernel/shapes.ts';

export const OfferStateText = z.enum(offerStates);
export const OfferStageText = z.enum(offerStages);
export const OfferPartText = z.enum(offerParts);
export const QuotationStateText = z.enum(quotationStates);
export const PromiseKindText = z.enum(promiseKinds);
export const PromiseStateText = z.enum(promiseStates);
export const PolicyStateText = z.enum(policyStates);
export const PaymentMethodText = z.enum(['full', 'instalments', 'mortgage', 'finance_company']);
export const QuoteChannel = z.enum(['in_person', 'phone', 'message']);
export const Fen = z.number().int().min(1).max(1_000_000_000_000).describe('Whole fen');

export const Plan = z.object({
  goal: paragraph.min(1).describe('What the talks are to lead to'),
  steps: z
    .array(z.object({ on: LocalDateText, what: line.min(1) }))
    .min(1)
    .max(20)
    .describe('What comes when: the pace of the talks'),
});
export const SigningPlan = z.object({
  signOn: LocalDateText,
  place: line.default(''),
  signers: line.default('').describe('Who signs for the customer'),
  papers: line.default('').describe('What they bring along'),
  agreedOn: LocalDateText.nullable().default(null).describe('The day on which the customer agreed to it'),
});
export const Proposed = z.object({
  unitId: Uuid.nullable().default(null),
  goods: line.default('').describe('In words, where there is no unit yet'),
  fit: paragraph.default('').describe('Why it answers the need'),
});

const PlanOut = z.object({ goal: z.string(), steps: z.array(z.object({ on: z.string(), what: z.string() })) });
const SigningPlanOut = z.object({
  signOn: z.string(),
  place: z.string(),
  signers: z.string(),
  papers: z.string(),
  agreedOn: z.string().nullable(),
});
const UnitRef = z.object({ id: Uuid, code: z.string(), name: z.string() });

export const OfferUnitOut = z.object({
  id: Uuid,
  unit: UnitRef.extend({ state: z.string(), listPriceFen: z.number().int().nullable() }).nullable(),
  goods: z.string(),
  fit: z.string(),
  features: z.string(),
  advantages: z.string(),
  effect: z.string(),
  shownAt: InstantOut.nullable(),
  shownBy: PersonRef.nullable(),
});

export const QuotationLineOut = z.object({
  unit: UnitRef,
  priceFen: z.number().int(),
  listPriceFen: z.number().int(),
  belowListFen: z.number().int(),
  discountPercent: z.number(),
  needsConsent: z.boolean().describe('Below what the house gives away by itself'),
});
export const QuotationOut = z.object({
  id: Uuid,
  offerId: Uuid,
  number: z.string().nullable().describe('Given when it is issued'),
  state: QuotationStateText,
  lines: z.array(QuotationLineOut),
  priceFen: z.number().int(),
  belowListFen: z.number().int(),
  discountPercent: z.number(),
  paymentMethod: PaymentMethodText,
  settlement: z.string(),
  service: z.string(),
  other: z.string(),
  commission: z.string().describe('How the customer asked for it'),
  channel: QuoteChannel,
  policyId: Uuid.nullable(),
  validUntil: z.string(),
  madeAt: InstantOut,
  madeBy: PersonRef.nullable(),
  issuedAt: InstantOut.nullable(),
  endedAt: InstantOut.nullable(),
  approvalId: Uuid.nullable(),
  waitingFor: z.string().nullable().describe('Whose signature it waits for'),
  journalId: Uuid,
  whyNot: z.object({ print: WhyNot }),
});

export const OfferRow = z.object({
  id: Uuid,
  siteId: Uuid,
  title: z.string(),
  state: OfferStateText,
  customer: PersonRef.describe('Masked for whoever may not open the file'),
  consultant: PersonRef,
  units: z.array(z.string()),
  quotation: z
    .object({
      number: z.string().nullable(),
      state: QuotationStateText,
      priceFen: z.number().int(),
      validUntil: z.string(),
    })
    .nullable(),
  openedAt: InstantOut,
  stateSince: InstantOut,
  validUntil: z.string(),
  dealId: Uuid.nullable(),
  version: z.number().int(),
});

export const PromiseOut = z.object({
  id: Uuid,
  customer: PersonRef,
  offerId: Uuid.nullable(),
  dealId: Uuid.nullable(),
  kind: PromiseKindText,
  body: z.string(),
  valueFen: z.number().int().nullable(),
  dueOn: z.string(),
  isOverdue: z.boolean(),
  state: PromiseStateText,
  by: PersonRef,
  madeAt: InstantOut,
  toldAt: InstantOut.nullable(),
  toldHow: z.string(),
  endedAt: InstantOut.nullable(),
  endNote: z.string(),
  approvalId: Uuid.nullable(),
  journalId: Uuid,
  whyNot: z.object({ tell: WhyNot, keep: WhyNot, break: WhyNot, drop: WhyNot }),
});

export const PolicyOut = z.object({
  id: Uuid,
  customerId: Uuid,
  state: PolicyStateText,
  isInForce: z.boolean(),
  price: z.string(),
  discountPercent: z.number(),
  settlement: z.string(),
  service: z.string(),
  other: z.string(),
  validFrom: z.string(),
  validUntil: z.string(),
  askedAt: InstantOut,
  askedBy: PersonRef.nullable(),
  decidedAt: InstantOut.nullable(),
  endedAt: InstantOut.nullable(),
  approvalId: Uuid.nullable(),
  journalId: Uuid,
  whyNot: z.object({ end: WhyNot }),
});

export const OfferPage = OfferRow.extend({
  needs: z.array(z.object({ id: Uuid, text: z.string(), at: InstantOut })),
  proposed: z.array(OfferUnitOut),
  plan: PlanOut.nullable(),
  signingPlan: SigningPlanOut.nullable(),
  parts: z.array(
    z.object({
      part: OfferPartText,
      done: z.boolean(),
      neededFrom: OfferStageText.nullable().describe('The first stage that needs it; null: none does'),
    }),
  ),
  quotations: z.array(QuotationOut).describe('Latest first'),
  promises: z.array(PromiseOut),
  policy: PolicyOut.nullable().describe('The customer’s own policy in force today'),
  quoteUntil: z.string().describe('How long a quotation made out today may stand'),
  note: z.string(),
  endReason: z.string(),
  journalId: Uuid,
  whyNot: z.object({ edit: WhyNot, next: WhyNot, quote: WhyNot, intent: WhyNot, drop: WhyNot }),
});
