/** An offer to a customer from the need to the intent, its quotations, promises and the customer's own policy: states and moves. */
import type { Instant, LocalDate } from '../kernel/instant.ts';

export const offerStates = ['draft', 'presented', 'negotiating', 'intent', 'dropped', 'expired'] as const;
export type OfferState = (typeof offerStates)[number];
/** An intent goes on as a deal; what was dropped or has run out is made anew. */
export const offerMoves = {
  draft: ['presented', 'dropped', 'expired'],
  presented: ['negotiating', 'dropped', 'expired'],
  negotiating: ['intent', 'dropped', 'expired'],
  intent: [],
  dropped: [],
  expired: [],
} as const satisfies Readonly<Record<OfferState, readonly OfferState[]>>;
export const mayBecome = (from: OfferState, to: OfferState): boolean =>
  (offerMoves[from] as readonly OfferState[]).includes(to);
export const isOpen = (state: OfferState): boolean => offerMoves[state].length > 0;

/** The stages that ask for something, in their order. */
export const offerStages = ['presented', 'negotiating', 'intent'] as const;
export type OfferStage = (typeof offerStages)[number];

/** What an offer consists of; the rulebook says which stage needs which. */
export const offerParts = ['needs', 'units', 'fit', 'presentation', 'plan', 'quotation', 'signing_plan'] as const;
export type OfferPart = (typeof offerParts)[number];

export interface ProposedUnit {
  readonly id: string;
  /** null: goods in words, of which there is no unit yet. */
  readonly unitId: string | null;
  readonly goods: string;
  /** Why it answers the need. */
  readonly fit: string;
  readonly features: string;
  readonly advantages: string;
  readonly effect: string;
}
export interface PlanStep {
  readonly on: LocalDate;
  readonly what: string;
}
/** How the talks are to go: where to, and what comes when. */
export interface NegotiationPlan {
  readonly goal: string;
  readonly steps: readonly PlanStep[];
}
/** How it is to be signed, as it was settled with the customer. */
export interface SigningPlan {
  readonly signOn: LocalDate;
  readonly place: string;
  readonly signers: string;
  readonly papers: string;
  /** The day on which the customer agreed to it; null: not yet. */
  readonly agreedOn: LocalDate | null;
}

export const quotationStates = ['pending', 'returned', 'issued', 'refused', 'expired', 'replaced', 'accepted'] as const;
export type QuotationState = (typeof quotationStates)[number];
export const quotationMoves = {
  pending: ['issued', 'returned', 'refused'],
  returned: ['pending', 'issued', 'refused'],
  issued: ['expired', 'replaced', 'accepted', 'refused'],
  refused: [],
  expired: [],
  replaced: [],
  accepted: [],
} as const satisfies Readonly<Record<QuotationState, readonly QuotationState[]>>;

export interface QuotedLine {
  readonly unitId: string;
  readonly priceFen: number;
  /** Below what the house gives away by itself: it stands by authority, by the customer's policy or by approval. */
  readonly needsConsent: boolean;
}
export interface StandingQuotation {
  readonly id: string;
  readonly state: QuotationState;
  readonly validUntil: LocalDate;
  readonly lines: readonly QuotedLine[];
}

export interface OfferContent {
  readonly needIds: readonly string[];
  readonly units: readonly ProposedUnit[];
  readonly plan: NegotiationPlan | null;
  readonly signingPlan: SigningPlan | null;
  /** The latest that waits or is issued. */
  readonly quotation: StandingQuotation | null;
}

export const promiseKinds = ['gift', 'repair', 'complaint', 'later_payment', 'other'] as const;
export type PromiseKind = (typeof promiseKinds)[number];
export const promiseStates = [
  'pending',
  'returned',
  'standing',
  'told',
  'kept',
  'broken',
  'refused',
  'dropped',
] as const;
export type PromiseState = (typeof promiseStates)[number];
/** What was told to the customer is kept or broken; it cannot be taken back any more. */
export const promiseMoves = {
  pending: ['standing', 'returned', 'refused', 'dropped'],
  returned: ['refused', 'dropped'],
  standing: ['told', 'kept', 'dropped'],
  told: ['kept', 'broken'],
  kept: [],
  broken: [],
  refused: [],
  dropped: [],
} as const satisfies Readonly<Record<PromiseState, readonly PromiseState[]>>;

export const policyStates = ['pending', 'returned', 'approved', 'refused', 'ended'] as const;
export type PolicyState = (typeof policyStates)[number];
export interface CustomerPolicy {
  readonly id: string;
  /** How far below the list this customer buys without asking, in percent to two places. */
  readonly discountPercent: number;
  readonly validFrom: LocalDate;
  readonly validUntil: LocalDate;
}

export interface OfferFacts {
  readonly state: OfferState;
  readonly timeZone: string;
  readonly validUntil: LocalDate;
  readonly content: OfferContent;
}
export type { Instant, LocalDate };
