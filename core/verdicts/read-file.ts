/**
 * The file read as the story the shares are decided on: for every question the case turns on, what somebody answered, what was told
 * with the deal, what the desk and the registers wrote down, or else what is assumed until somebody says otherwise.
 */
import {
  type AttributionFacts,
  type Claim,
  type ClaimRuleValues,
  type CustomerWish,
  decideFamilyOwner,
  decideReferralOwner,
} from '../claims/index.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Answers, CaseFile, FiledVisit, Question, QuestionKey, StaffId } from './types.ts';

export interface Reading {
  readonly facts: AttributionFacts;
  readonly questions: readonly Question[];
}

/** What the reception tables call a visit, as a wish of the customer. */
const wishOfRow: Readonly<Record<string, CustomerWish>> = {
  complaint: 'complains_of_earlier',
  change_demanded: 'refuses_earlier',
  names_several: 'names_several',
  discount_seeker: 'wants_discount',
  names_another: 'names_other',
  forgotten: 'remembers_nobody',
  named_returning: 'accepts_earlier',
};

const newestFirst = <T extends { readonly at: Instant; readonly id: string }>(list: readonly T[]): readonly T[] =>
  [...list].sort((a, b) => (a.at > b.at || (a.at === b.at && a.id > b.id) ? -1 : 1));

export function readFile(rules: ClaimRuleValues, file: CaseFile, answers: Answers, now: Instant): Reading {
  const dealAt = file.deal?.at ?? now;
  const before = { ...file, visits: newestFirst(file.visits.filter((visit) => visit.at <= dealAt)) };
  const asked = new Questions(answers);
  const payment = rules.dealDecidedBy === 'payment';
  const conduct = asked.choose('conduct', null, null, 'none');
  const event = answers.event === undefined ? (file.deal?.story.event ?? null) : answers.event;
  if (answers.event !== undefined) asked.note('event', event !== null, 'answered');
  else if (event) asked.note('event', true, 'deal');
  const people = payment ? readClub(before, asked, dealAt) : readReception(rules, before, asked, dealAt);
  const inForce = file.claims.filter((claim) => claim.effectiveAt !== null);
  const facts: AttributionFacts = {
    dealAt,
    timeZone: file.timeZone,
    earlier: inForce.map((claim) => ({
      staffId: claim.ownerId,
      registeredAt: claim.registeredAt,
      protectedUntil: claim.endedReason === 'duplicate' ? claim.registeredAt : claim.protectedUntil,
    })),
    dispute: conduct,
    ruling: null,
    event,
    mentors: file.mentors,
    ...people,
  };
  return { facts, questions: asked.list };
}

type Told = Pick<
  AttributionFacts,
  | 'receivingId'
  | 'aboutId'
  | 'wish'
  | 'complaint'
  | 'standIn'
  | 'foundLater'
  | 'introducedOwnerId'
  | 'familyOwnerId'
  | 'reassignedToId'
  | 'club'
>;
const nothing: Told = {
  receivingId: null,
  aboutId: null,
  wish: 'none',
  complaint: 'none',
  standIn: null,
  foundLater: null,
  introducedOwnerId: null,
  familyOwnerId: null,
  reassignedToId: null,
  club: null,
};

export const liveOwnerOf = (claims: readonly Claim[]): Claim | null =>
  claims.find((claim) => claim.effectiveAt !== null && claim.endedAt === null) ?? null;

function readReception(rules: ClaimRuleValues, file: CaseFile, asked: Questions, dealAt: Instant): Told {
  const story = file.deal?.story;
  const telling = file.visits.find((visit) => wishOfRow[visit.row] !== undefined && visit.onBehalfOf === null) ?? null;
  const stood = file.visits.find((visit) => visit.onBehalfOf !== null && visit.serverId !== null) ?? null;
  const told = story && story.wish !== 'none' ? story.wish : null;
  const wish = asked.choose(
    'wish',
    told,
    telling && { value: wishOfRow[telling.row] ?? 'none', from: telling.id },
    'none',
  );
  const owner = liveOwnerOf(file.claims);
  const server = receivedIn(telling) ?? owner?.ownerId ?? file.visits[0]?.serverId ?? null;
  const receivingId = asked.person(
    'receivingId',
    story?.receivingId,
    server === null ? null : { value: server, from: telling?.id ?? null },
  );
  const aboutId =
    wish === 'none'
      ? null
      : asked.person('aboutId', story?.aboutId, aboutIn(telling) ?? theOnlyOther(file, receivingId));
  const complaint =
    wish === 'complains_of_earlier'
      ? asked.choose('complaint', toldComplaint(file), foundComplaint(telling), 'pending')
      : 'none';
  const handed = owner?.previousClaimId ? file.claims.find((claim) => claim.id === owner.previousClaimId) : null;
  return {
    ...nothing,
    receivingId,
    aboutId,
    wish,
    complaint,
    standIn: readStandIn(asked, file, stood, dealAt),
    foundLater: wish === 'remembers_nobody' ? readFound(asked, file) : null,
    introducedOwnerId: introducedIn(rules, file, asked, dealAt),
    familyOwnerId: familyIn(rules, file, asked, dealAt),
    reassignedToId: owner && handed?.endedReason === 'owner_left' && wish === 'none' ? owner.ownerId : null,
  };
}

const theOnlyOther = (file: CaseFile, receivingId: StaffId | null): Found<StaffId> | null => {
  const others = new Set(file.claims.filter((claim) => claim.effectiveAt !== null).map((claim) => claim.ownerId));
  if (receivingId !== null) others.delete(receivingId);
  const [only] = others;
  return only !== undefined && others.size === 1 ? { value: only, from: null } : null;
};

const toldComplaint = (file: CaseFile): AttributionFacts['complaint'] | null => {
  const told = file.deal?.story.complaint ?? 'none';
  return told === 'none' ? null : told;
};

/** Whoever only wants a better price is served by the colleague they have; the one they asked for is the one who receives. */
const receivedIn = (visit: FiledVisit | null): StaffId | null =>
  (visit?.row === 'discount_seeker' ? visit.names[0] : null) ?? visit?.serverId ?? null;

const foundComplaint = (visit: FiledVisit | null): Found<AttributionFacts['complaint']> | null =>
  visit?.complaint ? { value: visit.complaint, from: visit.id } : null;

const aboutIn = (visit: FiledVisit | null): Found<StaffId> | null => {
  const value = visit?.complainsAbout ?? visit?.refuses ?? null;
  return visit && value ? { value, from: visit.id } : null;
};

function readStandIn(
  asked: Questions,
  file: CaseFile,
  stood: FiledVisit | null,
  dealAt: Instant,
): AttributionFacts['standIn'] {
  const told = file.deal?.story.standIn ?? null;
  // A log of visits in which nobody stood in for anybody says that nobody did.
  const found = file.visits.length > 0 ? { value: stood?.serverId ?? null, from: stood?.id ?? null } : null;
  const staffId = asked.person('standInId', told?.staffId, found);
  if (staffId === null) return null;
  const visit = file.visits.find((one) => one.serverId === staffId && one.onBehalfOf !== null) ?? null;
  const named = visit && { value: visit.onBehalfOf !== null && visit.names.includes(visit.onBehalfOf), from: visit.id };
  const servedAt = told?.staffId === staffId ? told.servedAt : (visit?.at ?? dealAt);
  return {
    staffId,
    servedAt,
    ownerNamed: asked.yes('standInNamed', told?.staffId === staffId ? told.ownerNamed : null, named),
  };
}

/** Found in the files counts only once somebody confirms it (reading A03): an answer is the confirmation. */
function readFound(asked: Questions, file: CaseFile): AttributionFacts['foundLater'] {
  const told = file.deal?.story.foundLater?.confirmed ? file.deal.story.foundLater : null;
  const staffId = asked.person('foundId', told?.staffId, null);
  if (staffId === null) return null;
  return { staffId, confirmed: true, fixedOwnerId: asked.person('foundFixedId', told?.fixedOwnerId, null) };
}

function introducedIn(rules: ClaimRuleValues, file: CaseFile, asked: Questions, at: Instant): StaffId | null {
  const byRelation = rules.referralOwner === 'direct_relation';
  const told = file.deal?.story.relationWith;
  // Where only naming decides, it happened at the door; where the relation does, somebody must have confirmed it.
  const confirmed = byRelation && (file.referral || told) ? asked.person('relationWithId', told, null) : null;
  if (rules.referralOwner === 'named_only' || (!file.referral && confirmed === null)) return null;
  const decision = decideReferralOwner(
    rules,
    {
      introducerClaims: file.referral?.claims ?? [],
      introducerStanding: 'registered',
      goneStaff: file.gone,
      named: null,
      confirmedRelation: confirmed,
    },
    at,
  );
  return decision.accepted ? decision.outcome.ownerId : null;
}

function familyIn(rules: ClaimRuleValues, file: CaseFile, asked: Questions, at: Instant): StaffId | null {
  if (!file.household || file.household.claims.length === 0 || rules.familyOwner === 'separate') return null;
  const confirmed = asked.yes('familyConfirmed', file.deal?.story.familyConfirmed || null, null);
  const householdClaims = [...file.claims, ...file.household.claims];
  const decision = decideFamilyOwner(rules, { householdClaims, goneStaff: file.gone, confirmed }, at);
  return decision.accepted ? decision.outcome.ownerId : null;
}

/** A new guest who calls a name has shown as much as one with a card. */
const calledBy = (visit: FiledVisit | null): StaffId | null =>
  visit?.row === 'named_first' ? (visit.names[0] ?? null) : null;

/** The club: what the payment says, what the guest showed at the door, who tracks them outside. */
function readClub(file: CaseFile, asked: Questions, dealAt: Instant): Told {
  const told = file.deal?.story.club ?? null;
  const owner = liveOwnerOf(file.claims)?.ownerId ?? file.visits[0]?.serverId ?? null;
  const receivingId = asked.person(
    'receivingId',
    file.deal?.story.receivingId,
    owner ? { value: owner, from: null } : null,
  );
  const sellerId = asked.person('sellerId', told?.sellerId, null);
  const shown = file.visits.find((visit) => visit.proof !== null || calledBy(visit) !== null) ?? null;
  const gift = shown?.proof?.kind === 'gift_voucher';
  const whose = gift ? null : (shown?.proof?.staffId ?? calledBy(shown));
  const proof = shown && whose ? { value: whose, from: shown.id } : null;
  const proofId = asked.person('proofId', told?.proof?.staffId, proof);
  const tracked = newestFirst(file.contacts).find((one) => file.outside.includes(one.authorId) && one.at <= dealAt);
  const externalId = asked.person(
    'externalId',
    told?.external?.staffId,
    tracked ? { value: tracked.authorId, from: tracked.id } : null,
  );
  const lastRecord = newestFirst(file.contacts).find((one) => one.authorId === externalId && one.at <= dealAt);
  return {
    ...nothing,
    receivingId,
    club: {
      sale: asked.choose('sale', told?.sale ?? null, null, 'new_card'),
      sellerId,
      proof: proofId
        ? { staffId: proofId, at: told?.proof?.staffId === proofId ? told.proof.at : (shown?.at ?? dealAt) }
        : null,
      companyGift: asked.yes('companyGift', told?.companyGift || null, shown && { value: gift, from: shown.id }),
      external: externalId
        ? {
            staffId: externalId,
            lastRecordAt:
              told?.external?.staffId === externalId ? told.external.lastRecordAt : (lastRecord?.at ?? dealAt),
          }
        : null,
      isBroughtFriend: externalId === null ? false : asked.yes('broughtFriend', told?.isBroughtFriend || null, null),
    },
  };
}

interface Found<Value> {
  readonly value: Value;
  readonly from: string | null;
}

/** Takes the best answer there is to each question and remembers where it came from. */
class Questions {
  readonly list: Question[] = [];
  readonly #answers: Answers;
  constructor(answers: Answers) {
    this.#answers = answers;
  }

  note(key: QuestionKey, value: Question['value'], source: Question['source'], evidenceId: string | null = null): void {
    this.list.push({ key, value, source, evidenceId });
  }

  choose<Key extends 'conduct' | 'wish' | 'complaint' | 'sale'>(
    key: Key,
    told: NonNullable<Answers[Key]> | null,
    found: Found<NonNullable<Answers[Key]>> | null,
    assumed: NonNullable<Answers[Key]>,
  ): NonNullable<Answers[Key]> {
    return this.#best<NonNullable<Answers[Key]>>(key, this.#answers[key] ?? undefined, told, found, assumed);
  }

  person(
    key:
      | 'aboutId'
      | 'receivingId'
      | 'standInId'
      | 'foundId'
      | 'foundFixedId'
      | 'relationWithId'
      | 'sellerId'
      | 'proofId'
      | 'externalId',
    told: StaffId | null | undefined,
    found: Found<StaffId | null> | null,
  ): StaffId | null {
    return this.#best<StaffId | null>(key, this.#answers[key], told ?? null, found, null);
  }

  yes(
    key: 'standInNamed' | 'familyConfirmed' | 'companyGift' | 'broughtFriend',
    told: boolean | null,
    found: Found<boolean> | null,
  ): boolean {
    return this.#best(key, this.#answers[key], told, found, false);
  }

  #best<Value extends string | boolean | null>(
    key: QuestionKey,
    answered: Value | undefined,
    told: Value | null,
    found: Found<Value> | null,
    assumed: Value,
  ): Value {
    if (answered !== undefined) {
      this.note(key, answered, 'answered');
      return answered;
    }
    if (told !== null) {
      this.note(key, told, 'deal');
      return told;
    }
    if (found !== null) {
      this.note(key, found.value, 'file', found.from);
      return found.value;
    }
    this.note(key, assumed, 'assumed');
    return assumed;
  }
}
