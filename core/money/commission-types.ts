/** What accounts of deals, lines of pay and statements are made of. */
import type { Party, Share } from '../claims/index.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import type { PenaltyCause } from './penalty.ts';
import type { EarnedOn, EndCause, RewardName, UnitKind } from './commission-rules.ts';

/** "2026-11": a month of the site's calendar. */
export type Month = string;

export type DealStage =
  | 'draft'
  | 'subscribing'
  | 'subscribed'
  | 'contracting'
  | 'contracted'
  | 'handed_over'
  | 'cancelled'
  | 'breached';

/** How a deal stands, as far as pay depends on it. */
export interface DealStanding {
  readonly kind: UnitKind;
  readonly stage: DealStage;
  readonly priceFen: number;
  /** Money that has arrived and counts. */
  readonly paidFen: number;
  /** Finance says that nothing is owed any more: an allowance took the rest of the price off. */
  readonly nothingOwed?: boolean;
  /** A lender's report has to come before anything counts; and whether it has. */
  readonly loanReport: 'not_needed' | 'missing' | 'in';
  readonly downPaymentFen: number;
  /** Papers of the handover that are still missing. */
  readonly papersMissing: boolean;
  readonly isDisputed: boolean;
}

/** By what the commission of a deal is worked out; fixed when the deal first counts. */
export type Rate =
  | { readonly by: 'table'; readonly basisPoints: number; readonly yuan: number }
  | { readonly by: 'policy'; readonly fen: number; readonly month: Month; readonly product: string };

export interface Shares {
  readonly performance: readonly Share[];
  readonly commission: readonly Share[];
}

/** Performance is credit, commission is money, tier is what the attainment of a month adds to it. */
export const purses = ['performance', 'commission', 'tier'] as const;
export type Purse = (typeof purses)[number];

/** What a party's lines of one deal come to. */
export interface Balance {
  readonly party: Party;
  readonly purse: Purse;
  readonly fen: number;
}

export const lineKinds = [
  'performance',
  'commission',
  'tier',
  'clawback',
  'correction',
  'reward',
  'penalty',
  'payout',
] as const;
export type LineKind = (typeof lineKinds)[number];

/** Why a line has its amount: enough to say the sum in words. */
export type Basis =
  | {
      readonly is: 'accrual';
      readonly on: EarnedOn;
      readonly priceFen: number;
      readonly paidFen: number;
      readonly rate: Rate | null;
      readonly poolFen: number;
      readonly dueFen: number;
      readonly percent: number;
      readonly beforeFen: number;
    }
  | { readonly is: 'clawback'; readonly cause: EndCause; readonly percent: number; readonly netFen: number }
  | { readonly is: 'resplit'; readonly percent: number; readonly totalFen: number; readonly beforeFen: number }
  | {
      readonly is: 'tier';
      readonly targetFen: number;
      readonly performanceFen: number;
      readonly attainmentPercent: number;
      readonly paidPercent: number;
      readonly baseFen: number;
    }
  | {
      readonly is: 'reward';
      readonly name: RewardName;
      readonly months: number;
      readonly performanceFen: number;
      readonly amongPeople: number;
    }
  | { readonly is: 'tier_back'; readonly beforeFen: number; readonly fromFen: number; readonly toFen: number }
  | { readonly is: 'manual'; readonly reason: string }
  | { readonly is: 'answer'; readonly reason: string; readonly ofLineId: string }
  | {
      readonly is: 'penalty';
      readonly cause: PenaltyCause;
      readonly penaltyId: string;
      /** How it came to be booked: they said yes, or their appeal was ruled on. */
      readonly after: 'acknowledged' | 'upheld' | 'reduced';
      readonly reason: string;
    }
  | { readonly is: 'payout'; readonly month: Month };

export interface NewLine {
  readonly party: Party;
  readonly purse: Purse;
  readonly kind: LineKind;
  readonly amountFen: number;
  readonly basis: Basis;
}

export type Wait = 'shares' | 'funds' | 'papers' | 'dispute' | 'breach';

/** What of a deal's credit has been taken away or has ended with it: nothing more is earned there. */
export type Stopped = readonly ('performance' | 'commission')[];

export const statementStates = ['issued', 'acknowledged', 'submitted', 'approved', 'paid'] as const;
export type StatementState = (typeof statementStates)[number];

export const statementMoves = {
  issued: ['acknowledged', 'submitted'], // submitted unsigned only where the house does not ask for a signature
  acknowledged: ['submitted'],
  submitted: ['approved', 'acknowledged', 'issued'],
  approved: ['paid'],
  paid: [],
} as const satisfies Record<StatementState, readonly StatementState[]>;

export interface Period {
  readonly month: Month;
  readonly timeZone: string;
}
export type { Instant, LocalDate };
