/**
 * Who is credited with a deal, and who is paid. Validity is tested on the day of the deal, not on the day of the visit. The order in
 * which the cases are tried is the order of this file; the first that fits decides.
 */
import { accept, type Alternative, type ClauseId, type Decision, refuse } from '../kernel/decision.ts';
import { addDays, type Instant, localDateOf } from '../kernel/instant.ts';
import { splitFen } from './money.ts';
import type { ClaimRuleValues } from './rules.ts';
import { type SplitCase, type SplitPart, splitParts, splitRow } from './splits.ts';
import type { StaffId } from './types.ts';

export type Party = StaffId | 'department';
export interface Share {
  readonly party: Party;
  readonly percent: number;
}
export interface EarlierReceiver {
  readonly staffId: StaffId;
  readonly registeredAt: Instant;
  readonly protectedUntil: Instant | null;
}

/** What the customer wanted when they came back, as the reception record says. */
export type CustomerWish =
  | 'none'
  | 'accepts_earlier'
  | 'refuses_earlier'
  | 'complains_of_earlier'
  | 'names_other'
  | 'wants_discount'
  | 'names_several'
  | 'remembers_nobody';

export interface ClubFacts {
  readonly sale: 'new_card' | 'transfer' | 'reopen' | 'product';
  /** The salesperson written on the payment or deposit as seller. */
  readonly sellerId: StaffId | null;
  /** Whose trial voucher or business card was shown, or whose name was called, and when. */
  readonly proof: { readonly staffId: StaffId; readonly at: Instant } | null;
  readonly companyGift: boolean;
  /** The external salesperson who tracks this guest, and their last record. */
  readonly external: { readonly staffId: StaffId; readonly lastRecordAt: Instant } | null;
  /** A friend whom the tracked guest brought along; the record is the guest's, not the friend's. */
  readonly isBroughtFriend: boolean;
}

export interface AttributionFacts {
  readonly dealAt: Instant;
  readonly timeZone: string;
  readonly receivingId: StaffId | null;
  readonly earlier: readonly EarlierReceiver[];
  /** Whom the wish is about; without it the latest earlier receiver. */
  readonly aboutId: StaffId | null;
  readonly wish: CustomerWish;
  readonly complaint: 'none' | 'pending' | 'upheld' | 'unfounded';
  readonly dispute: 'none' | 'unsettled' | 'quarrel' | 'ruled' | 'ruling_disobeyed';
  readonly ruling: { readonly performance: readonly Share[]; readonly commission: readonly Share[] } | null;
  /** An event declared by the manager, with the shares their method gives. */
  readonly event: { readonly performance: readonly Share[]; readonly commission: readonly Share[] } | null;
  readonly standIn: { readonly staffId: StaffId; readonly servedAt: Instant; readonly ownerNamed: boolean } | null;
  /** Found in the files after a visit by somebody who remembered nobody; counts once A or the manager confirms. */
  readonly foundLater: {
    readonly staffId: StaffId;
    readonly confirmed: boolean;
    readonly fixedOwnerId: StaffId | null;
  } | null;
  readonly introducedOwnerId: StaffId | null;
  readonly familyOwnerId: StaffId | null;
  readonly reassignedToId: StaffId | null;
  /** Probationers among the parties, with their mentors. */
  readonly mentors: Readonly<Record<StaffId, StaffId>>;
  readonly club: ClubFacts | null;
}

export interface Attribution {
  readonly case: SplitCase | 'event' | 'ruled';
  readonly performance: readonly Share[];
  readonly commission: readonly Share[];
  /** Who does the later follow-up and after-sales work: the holder of the performance. */
  readonly caretakerId: Party;
}
export type AttributionRefusal = 'COMPLAINT_PENDING' | 'RULING_NEEDED' | 'SHARES_NOT_WHOLE';
export type AttributionDecision = Decision<Attribution, AttributionRefusal>;

type Cast = Partial<Record<SplitPart, readonly StaffId[]>>;
interface Fit {
  readonly case: SplitCase;
  readonly cast: Cast;
  readonly clauses: readonly ClauseId[];
  readonly swapPerformance?: boolean;
  readonly rejected?: readonly Alternative[];
}

const isValid = (receiver: EarlierReceiver, at: Instant): boolean =>
  receiver.protectedUntil === null || at < receiver.protectedUntil;
/** Of several filings of one person the one in force counts, else their last. */
function filingOf(
  byTime: readonly EarlierReceiver[],
  staffId: StaffId | null | undefined,
  at: Instant,
): EarlierReceiver | null {
  const theirs = byTime.filter((receiver) => receiver.staffId === staffId);
  return theirs.find((receiver) => isValid(receiver, at)) ?? theirs.at(-1) ?? null;
}
const one = (id: StaffId | null | undefined): readonly StaffId[] => (id ? [id] : []);
const lapsed = (id: StaffId): Alternative => ({ what: id, reason: 'FILING_LAPSED', clauses: ['S0.02.own.21'] });

export function decideAttribution(rules: ClaimRuleValues, facts: AttributionFacts): AttributionDecision {
  const settled = decideDispute(rules, facts);
  if (settled) return settled;
  if (facts.event) return stated('event', facts.event, ['S0.02.own.313']);
  if (facts.complaint === 'pending') return refuse('COMPLAINT_PENDING', ['S0.02.own.34'], { about: facts.aboutId });
  const fit = rules.dealDecidedBy === 'payment' ? fitClub(rules, facts) : fitReception(rules, facts);
  return fit ? share(rules, fit, facts.mentors) : refuse('RULING_NEEDED', [rulingClause(rules)], {});
}

const rulingClause = (rules: ClaimRuleValues): ClauseId =>
  rules.dealDecidedBy === 'payment' ? 'S1.19.e.3' : 'S0.02.own.4c';

/** A quarrel or a disobeyed ruling costs both sides everything; a ruling that is obeyed is final. */
function decideDispute(rules: ClaimRuleValues, facts: AttributionFacts): AttributionDecision | null {
  switch (facts.dispute) {
    case 'quarrel':
      return share(rules, { case: 'quarrel', cast: {}, clauses: ['S0.02.own.4b'] }, {});
    case 'ruling_disobeyed':
      return share(rules, { case: 'ruling_disobeyed', cast: {}, clauses: ['S0.02.own.4c'] }, {});
    case 'ruled':
      return facts.ruling
        ? stated('ruled', facts.ruling, [rulingClause(rules)])
        : refuse('RULING_NEEDED', [rulingClause(rules)], {});
    case 'unsettled':
      return refuse('RULING_NEEDED', ['S0.02.own.4', rulingClause(rules)], {});
    case 'none':
      return null;
  }
}

function stated(
  name: 'event' | 'ruled',
  shares: { readonly performance: readonly Share[]; readonly commission: readonly Share[] },
  clauses: readonly ClauseId[],
): AttributionDecision {
  const whole = [shares.performance, shares.commission].every(
    (list) =>
      list.every((s) => Number.isInteger(s.percent) && s.percent >= 0) &&
      list.reduce((a, s) => a + s.percent, 0) === 100,
  );
  if (!whole) return refuse('SHARES_NOT_WHOLE', clauses, {});
  return accept({ case: name, ...shares, caretakerId: largest(shares.performance) }, clauses);
}

const largest = (shares: readonly Share[]): Party =>
  shares.reduce<Share | null>((best, next) => (best === null || next.percent > best.percent ? next : best), null)
    ?.party ?? 'department';

/** The sales-office cases, in the order in which they exclude one another. */
function fitReception(rules: ClaimRuleValues, facts: AttributionFacts): Fit | null {
  const byTime = [...facts.earlier].sort((a, b) => (a.registeredAt < b.registeredAt ? -1 : 1));
  const others = byTime.filter((receiver) => receiver.staffId !== facts.receivingId);
  const about = filingOf(others, facts.aboutId, facts.dealAt) ?? filingOf(others, others.at(-1)?.staffId, facts.dealAt);
  const receiving = one(facts.receivingId);

  if (facts.reassignedToId)
    return { case: 'reassigned', cast: { receiving: [facts.reassignedToId] }, clauses: ['S0.02.own.312'] };
  // The customer's word against the consultant they have comes before how they came to that consultant (own.23).
  if (facts.wish === 'complains_of_earlier' && facts.complaint === 'upheld')
    return { case: 'complaint_upheld', cast: { receiving }, clauses: ['S0.02.own.34', 'S0.02.own.23'] };
  const refusesEarlier = facts.wish === 'refuses_earlier' || facts.wish === 'complains_of_earlier';
  if (refusesEarlier && about) return fitRefusal(rules, facts, about);
  if (facts.familyOwnerId)
    return { case: 'family', cast: { earlier: [facts.familyOwnerId] }, clauses: ['S0.02.own.311'] };
  if (facts.introducedOwnerId)
    return {
      case: 'introduced',
      cast: { earlier: [facts.introducedOwnerId] },
      clauses: [rules.referralOwner === 'direct_relation' ? 'S0.08.c.9' : 'S0.02.own.310'],
    };
  if (facts.wish === 'names_other' && others.length > 0) return fitNamedOnLaterVisit(rules, facts, others);
  if (facts.wish === 'wants_discount' && about)
    return { case: 'discount_seeker', cast: { earlier: [about.staffId] }, clauses: ['S0.02.own.36'] };
  if (facts.wish === 'names_several') return fitSeveral(facts, byTime);
  if (facts.wish === 'remembers_nobody') return fitForgotten(facts, byTime, about);
  if (facts.standIn) return fitStandIn(rules, facts, facts.standIn, byTime);
  if (about && facts.wish === 'accepts_earlier') {
    if (rules.validityInHandBack && !isValid(about, facts.dealAt))
      return {
        case: 'ordinary',
        cast: { receiving },
        clauses: ['S0.02.own.21', 'S0.02.own.22'],
        rejected: [lapsed(about.staffId)],
      };
    return { case: 'handed_back', cast: { earlier: [about.staffId] }, clauses: ['S0.02.own.31'] };
  }
  return receiving.length > 0
    ? { case: 'ordinary', cast: { receiving }, clauses: ['S0.02.own.1', 'S0.02.own.22'] }
    : null;
}

function fitRefusal(rules: ClaimRuleValues, facts: AttributionFacts, about: EarlierReceiver): Fit {
  const receiving = one(facts.receivingId);
  if (rules.changedOwnerTakesDeal)
    return { case: 'ordinary', cast: { receiving }, clauses: ['S4.01.a16.change', 'S0.02.own.23'] };
  return isValid(about, facts.dealAt)
    ? {
        case: 'refused_valid',
        cast: { receiving, earlier: [about.staffId] },
        clauses: ['S0.02.own.32', 'S0.02.own.21'],
      }
    : {
        case: 'refused_lapsed',
        cast: { receiving },
        clauses: ['S0.02.own.32', 'S0.02.own.21'],
        rejected: [lapsed(about.staffId)],
      };
}

function fitNamedOnLaterVisit(
  rules: ClaimRuleValues,
  facts: AttributionFacts,
  others: readonly EarlierReceiver[],
): Fit {
  const receiving = one(facts.receivingId);
  if (rules.changedOwnerTakesDeal) return { case: 'ordinary', cast: { receiving }, clauses: ['S4.01.a16.change'] };
  const valid = others.filter((receiver) => isValid(receiver, facts.dealAt));
  const rejected = others.filter((receiver) => !valid.includes(receiver)).map((receiver) => lapsed(receiver.staffId));
  if (valid.length === 0)
    return { case: 'ordinary', cast: { receiving }, clauses: ['S0.02.own.38', 'S0.02.own.21'], rejected };
  const sharing = rules.severalEarlier === 'share_equally' ? valid : valid.slice(-1);
  return {
    case: 'named_on_later_visit',
    cast: { receiving, earlier: [...new Set(sharing.map((receiver) => receiver.staffId))] },
    clauses: ['S0.02.own.38'],
    rejected,
  };
}

/** The earliest valid claimant owns; whoever served instead is treated as helping an absent owner (reading A05). */
function fitSeveral(facts: AttributionFacts, byTime: readonly EarlierReceiver[]): Fit | null {
  const owner = byTime.find((receiver) => isValid(receiver, facts.dealAt));
  const receiving = one(facts.receivingId);
  if (!owner)
    return receiving.length > 0
      ? { case: 'ordinary', cast: { receiving }, clauses: ['S0.02.own.35', 'S0.02.own.21'] }
      : null;
  if (owner.staffId === facts.receivingId) return { case: 'ordinary', cast: { receiving }, clauses: ['S0.02.own.35'] };
  return {
    case: 'owner_absent',
    cast: { earlier: [owner.staffId], helper: receiving },
    clauses: ['S0.02.own.35', 'S0.02.own.33'],
  };
}

function fitForgotten(facts: AttributionFacts, byTime: readonly EarlierReceiver[], about: EarlierReceiver | null): Fit {
  const receiving = one(facts.receivingId);
  const found = facts.foundLater;
  if (!found?.confirmed) return { case: 'forgotten', cast: { receiving }, clauses: ['S0.02.own.37'] };
  const filed = filingOf(byTime, found.staffId, facts.dealAt) ?? about;
  if (!filed || !isValid(filed, facts.dealAt))
    return {
      case: 'found_later_lapsed',
      cast: { receiving },
      clauses: ['S0.02.own.37b', 'S0.02.own.21'],
      rejected: [lapsed(found.staffId)],
    };
  return {
    case: 'found_later_valid',
    cast: { receiving, earlier: [found.staffId] },
    clauses: ['S0.02.own.37b'],
    swapPerformance: found.fixedOwnerId === found.staffId,
  };
}

function fitStandIn(
  rules: ClaimRuleValues,
  facts: AttributionFacts,
  standIn: NonNullable<AttributionFacts['standIn']>,
  byTime: readonly EarlierReceiver[],
): Fit | null {
  const owners = byTime.filter((receiver) => receiver.staffId !== standIn.staffId);
  const owner = filingOf(owners, facts.aboutId, facts.dealAt) ?? filingOf(owners, owners.at(-1)?.staffId, facts.dealAt);
  if (!owner) return null;
  const cast: Cast = { earlier: [owner.staffId], helper: [standIn.staffId] };
  if (rules.validityInHandBack && !isValid(owner, facts.dealAt))
    return {
      case: 'ordinary',
      cast: { receiving: [standIn.staffId] },
      clauses: ['S0.02.own.21'],
      rejected: [lapsed(owner.staffId)],
    };
  const sameDay = localDateOf(standIn.servedAt, facts.timeZone) === localDateOf(facts.dealAt, facts.timeZone);
  if (rules.standInSplit === 'combined' && sameDay)
    return { case: 'standin_same_day', cast, clauses: ['S0.02.rec.5c'] };
  const absentOwner =
    rules.standInSplit === 'absent_owner' || (rules.standInSplit === 'combined' && standIn.ownerNamed);
  return absentOwner
    ? { case: 'owner_absent', cast, clauses: ['S0.02.own.33'] }
    : { case: 'standin_other_day', cast, clauses: ['S0.02.rec.5c'] };
}

/** The club: proof of the day first, then whoever tracks the guest outside, then whom the payment names. */
function fitClub(rules: ClaimRuleValues, facts: AttributionFacts): Fit | null {
  const { club } = facts;
  if (!club) return null;
  const sellerId = club.sellerId ?? facts.receivingId;
  if (club.sale !== 'new_card')
    return sellerId ? { case: 'ordinary', cast: { receiving: [sellerId] }, clauses: ['S1.19.x.2'] } : null;
  const sameDay =
    club.proof !== null && localDateOf(club.proof.at, facts.timeZone) === localDateOf(facts.dealAt, facts.timeZone);
  if (club.proof && sameDay)
    return { case: 'ordinary', cast: { receiving: [club.proof.staffId] }, clauses: ['S1.19.x.1'] };
  if (!sellerId) return null;
  if (club.companyGift) return { case: 'ordinary', cast: { receiving: [sellerId] }, clauses: ['S1.19.x.4'] };
  const { external } = club;
  if (external && external.staffId !== sellerId && !club.isBroughtFriend) {
    const lastDay = addDays(localDateOf(external.lastRecordAt, facts.timeZone), rules.externalRecordDays);
    if (localDateOf(facts.dealAt, facts.timeZone) <= lastDay)
      return {
        case: 'external_record',
        cast: { earlier: [external.staffId], receiving: [sellerId] },
        clauses: ['S1.19.x.8', 'S1.19.x.9'],
      };
  }
  return {
    case: 'ordinary',
    cast: { receiving: [sellerId] },
    clauses: club.isBroughtFriend ? ['S1.19.x.9'] : ['S1.19.x.3'],
  };
}

/** Puts persons into the parts of the row. A part nobody plays goes to the department rather than to whoever shouts loudest. */
function castRow(rules: ClaimRuleValues, fit: Fit, money: 'performance' | 'commission'): readonly Share[] {
  const row = rules.splits[splitRow(fit.case, money)] ?? {};
  const swap = money === 'performance' && fit.swapPerformance === true;
  const swapped: Partial<Record<string, SplitPart>> = swap ? { receiving: 'earlier', earlier: 'receiving' } : {};
  // In the order of the parts, never of the document: the odd fen must fall the same way when this is decided again.
  const shares = splitParts.flatMap((part): readonly Share[] => {
    const percent = row[part] ?? 0;
    if (percent === 0) return [];
    const persons = fit.cast[swapped[part] ?? part] ?? [];
    if (persons.length === 0) return [{ party: 'department', percent }];
    const even = splitFen(
      percent,
      persons.map(() => 1),
    );
    return persons.map((party, index) => ({ party, percent: even[index] ?? 0 }));
  });
  return merged(shares);
}

function merged(shares: readonly Share[]): readonly Share[] {
  const sums = new Map<Party, number>();
  for (const { party, percent } of shares) if (percent > 0) sums.set(party, (sums.get(party) ?? 0) + percent);
  return [...sums].map(([party, percent]) => ({ party, percent }));
}

/** A probationer's part is divided again between them and their mentor. */
function withMentors(
  rules: ClaimRuleValues,
  shares: readonly Share[],
  mentors: AttributionFacts['mentors'],
  money: 'performance' | 'commission',
): readonly Share[] {
  const row = rules.splits[splitRow('probation', money)] ?? {};
  const weights = [row.mentor ?? 0, row.receiving ?? 0];
  return merged(
    shares.flatMap(({ party, percent }) => {
      const mentor = mentors[party];
      if (mentor === undefined || weights.every((weight) => weight === 0)) return [{ party, percent }];
      const [toMentor = 0, toTrainee = 0] = splitFen(percent, weights);
      return [
        { party: mentor, percent: toMentor },
        { party, percent: toTrainee },
      ];
    }),
  );
}

function share(rules: ClaimRuleValues, fit: Fit, mentors: AttributionFacts['mentors']): AttributionDecision {
  const plain = castRow(rules, fit, 'performance');
  const performance = withMentors(rules, plain, mentors, 'performance');
  const commission = withMentors(rules, castRow(rules, fit, 'commission'), mentors, 'commission');
  const taught = [...plain, ...commission].some(({ party }) => mentors[party] !== undefined);
  return accept(
    { case: fit.case, performance, commission, caretakerId: largest(performance) },
    [...fit.clauses, ...(taught ? ['S0.08.a.5', 'S0.08.a.5b'] : [])],
    fit.rejected ?? [],
  );
}

/** The money of a decided deal, to the fen. */
export const amountsOf = (
  shares: readonly Share[],
  totalFen: number,
): readonly { readonly party: Party; readonly fen: number }[] => {
  const parts = splitFen(
    totalFen,
    shares.map((s) => s.percent),
  );
  return shares.map((s, index) => ({ party: s.party, fen: parts[index] ?? 0 }));
};
