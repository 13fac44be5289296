/** The shapes disputes are decided on. Plain JSON: the journal keeps the whole file as it stood when somebody ruled. */
import type { AttributionFacts, Claim, ClaimFacts, CustomerWish, Share } from '../claims/index.ts';
import type { Instant } from '../kernel/instant.ts';

export type StaffId = string;

/** A reception, as far as it says whose customer somebody is. */
export interface FiledVisit {
  readonly id: string;
  readonly at: Instant;
  /** What the desk took the visit for: a row of the reception tables. */
  readonly row: string;
  readonly serverId: StaffId | null;
  readonly helpers: readonly StaffId[];
  /** The consultant in whose place the server stood. */
  readonly onBehalfOf: StaffId | null;
  readonly names: readonly StaffId[];
  readonly refuses: StaffId | null;
  readonly complainsAbout: StaffId | null;
  /** What the supervisor found who looked into the complaint; null, or left out: nobody has. */
  readonly complaint?: 'upheld' | 'unfounded' | null | undefined;
  readonly proof: { readonly kind: string; readonly staffId: StaffId | null } | null;
  readonly journalId: string | null;
}

export interface FiledCall {
  readonly id: string;
  readonly at: Instant;
  readonly answeredBy: StaffId | null;
  readonly wantsId: StaffId | null;
  readonly journalId: string | null;
}

/** A follow-up: a call, a message, a visit to the customer, a note. */
export interface FiledContact {
  readonly id: string;
  readonly at: Instant;
  readonly authorId: StaffId;
  readonly channel: string;
  readonly answered: boolean;
  readonly valid: boolean;
  readonly journalId: string | null;
}

/** What was told when the deal was closed, and what came of it. */
export interface FiledDeal {
  readonly id: string;
  readonly at: Instant;
  readonly story: DealStory;
  readonly performance: readonly Share[];
  readonly commission: readonly Share[];
  readonly journalId: string | null;
}
export interface DealStory extends Pick<AttributionFacts, 'wish' | 'complaint' | 'foundLater' | 'event' | 'club'> {
  readonly receivingId?: StaffId | null | undefined;
  readonly aboutId?: StaffId | null | undefined;
  /** Left out: nobody told; the visits of the day say it. */
  readonly standIn?: AttributionFacts['standIn'] | undefined;
  readonly familyConfirmed: boolean;
  readonly relationWith: StaffId | null;
}

/** Everything the house has on record that bears on whose the customer is. */
export interface CaseFile {
  readonly customerId: string;
  readonly siteId: string;
  readonly timeZone: string;
  readonly parties: readonly StaffId[];
  readonly registered: { readonly by: StaffId | null; readonly at: Instant };
  readonly claims: readonly Claim[];
  readonly visits: readonly FiledVisit[];
  readonly calls: readonly FiledCall[];
  readonly contacts: readonly FiledContact[];
  /** Claims of the other members of the household. */
  readonly household: { readonly id: string; readonly claims: readonly ClaimFacts[] } | null;
  readonly referral: { readonly customerId: string; readonly claims: readonly ClaimFacts[] } | null;
  /** Of the people in the file: who has left, who sells outside the house, and who is on probation under whom. */
  readonly gone: readonly StaffId[];
  readonly outside: readonly StaffId[];
  readonly mentors: Readonly<Record<StaffId, StaffId>>;
  readonly deal: FiledDeal | null;
  /** Other decisions about the customer, for whoever wants to read on. */
  readonly decisions: readonly {
    readonly id: string;
    readonly at: Instant;
    readonly kind: string;
    readonly by: StaffId | null;
  }[];
}

/** What only people know, as the judge or the parties answer it. What is left out is read from the file, or assumed. */
export interface Answers {
  readonly conduct?: 'none' | 'quarrel' | 'ruling_disobeyed' | undefined;
  readonly event?: AttributionFacts['event'] | undefined;
  readonly wish?: CustomerWish | undefined;
  readonly aboutId?: StaffId | null | undefined;
  readonly receivingId?: StaffId | null | undefined;
  readonly complaint?: AttributionFacts['complaint'] | undefined;
  readonly standInId?: StaffId | null | undefined;
  readonly standInNamed?: boolean | undefined;
  readonly foundId?: StaffId | null | undefined;
  readonly foundFixedId?: StaffId | null | undefined;
  readonly familyConfirmed?: boolean | undefined;
  readonly relationWithId?: StaffId | null | undefined;
  readonly sale?: 'new_card' | 'transfer' | 'reopen' | 'product' | undefined;
  readonly sellerId?: StaffId | null | undefined;
  readonly proofId?: StaffId | null | undefined;
  readonly companyGift?: boolean | undefined;
  readonly externalId?: StaffId | null | undefined;
  readonly broughtFriend?: boolean | undefined;
}
export type QuestionKey = keyof Answers;

/** A question the case turns on, with the answer in use and where it comes from; what is assumed wants confirming. */
export interface Question {
  readonly key: QuestionKey;
  readonly value: string | boolean | null;
  readonly source: 'answered' | 'deal' | 'file' | 'assumed';
  /** The visit or contact it was read from. */
  readonly evidenceId: string | null;
}

export type DisputeState = 'talking' | 'mediation' | 'appealed' | 'settled';
export type Verdict = 'agreed' | 'ruled' | 'quarrel' | 'ruling_disobeyed';

export const disputeMoves = {
  talking: ['mediation', 'settled'],
  mediation: ['settled'],
  settled: ['appealed', 'settled'], // a ruling that is then disobeyed is settled once more
  appealed: ['settled'],
} satisfies Record<DisputeState, readonly DisputeState[]>;

export interface RulingFacts {
  readonly level: number;
  readonly verdict: Verdict;
  /** null: the clock, by the clause about disputes that nobody settles. */
  readonly judgeId: StaffId | null;
  readonly judgeRank: number;
  readonly at: Instant;
  readonly isAppealed: boolean;
}

export interface DisputeFacts {
  readonly id: string;
  readonly state: DisputeState;
  readonly parties: readonly StaffId[];
  readonly openedAt: Instant;
  readonly timeZone: string;
  /** Oldest first. */
  readonly rulings: readonly RulingFacts[];
}

/** Why somebody is not free to judge: what the file knows of their stake. */
export type InterestWhy = 'party' | 'owner' | 'registered' | 'served' | 'helped' | 'contact' | 'mentor' | 'beneficiary';
export interface Interest {
  readonly staffId: StaffId;
  readonly why: InterestWhy;
}
