/** Deals: who is credited, who is paid. */
import sql from 'sql-template-tag';
import { claims as routes, type DealStoryInput } from '#contract/claims.ts';
import type { AttributionFacts, Claim, Share } from '#core/claims/index.ts';
import {
  amountsOf,
  decideAttribution,
  decideClose,
  decideFamilyOwner,
  decideReferralOwner,
} from '#core/claims/index.ts';
import { type Instant, localDateOf } from '#core/kernel/instant.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { notFound } from '#server/platform/refused.ts';
import type { RulesInForce } from '#server/platform/rules.ts';
import { decided, requireCustomer } from './access.ts';
import { openCard, openFile } from './cards.ts';
import { saveAndSchedule } from './clockwork.ts';
import type { Customer, Site, Stored } from './store.ts';
import { claimsOfCustomer, siteById } from './store.ts';
import { type DisputeState, disputeOver, saveDeal } from './store-deals.ts';
import { claimOut, shareNames } from './views.ts';

/** While a ruling is appealed the money waits for the outcome; parties who agreed on shares have as good as a ruling. */
function standingOf(dispute: DisputeState | null): AttributionFacts['dispute'] {
  if (!dispute) return 'none';
  if (dispute.state !== 'settled' || dispute.verdict === null) return 'unsettled';
  if (dispute.verdict === 'agreed') return dispute.ruling === null ? 'none' : 'ruled';
  return dispute.verdict;
}

/** The file of the customer turned into the facts the attribution is decided on. */
async function attributionFacts(
  context: Context,
  rules: RulesInForce,
  customer: Customer,
  claims: readonly Stored[],
  story: DealStoryInput,
  dealAt: Instant,
  timeZone: string,
): Promise<AttributionFacts> {
  const { tx } = context;
  const inForce = claims.filter((claim) => claim.effectiveAt !== null);
  const owner = inForce.find((claim) => claim.endedAt === null) ?? null;
  const handed = owner?.previousClaimId ? claims.find((claim) => claim.id === owner.previousClaimId) : null;
  const dispute = await disputeOver(tx, customer.id);
  const parties = [...new Set(claims.map((claim) => claim.ownerId))];
  const mentors = await tx.rows<{
    id: string;
    mentorId: string;
  }>(sql`select staff.id, staff.mentor_id as "mentorId" from staff
    where staff.company_id = ${tx.companyId} and staff.id = any(${parties}::uuid[]) and staff.mentor_id is not null
      and staff.probation_until >= ${Temporal.Instant.from(dealAt).toZonedDateTimeISO(timeZone).toPlainDate().toString()}`);
  const assist = story.wish === 'none' ? await assistOn(context, customer.id, dealAt, timeZone) : null;
  return {
    dealAt,
    timeZone,
    receivingId: story.receivingId === undefined ? (owner?.ownerId ?? null) : story.receivingId,
    earlier: inForce.map((claim) => ({
      staffId: claim.ownerId,
      registeredAt: claim.registeredAt,
      protectedUntil: claim.endedReason === 'duplicate' ? claim.registeredAt : claim.protectedUntil,
    })),
    aboutId: story.aboutId ?? (story.standIn === undefined ? assist?.forId : null) ?? null,
    wish: story.wish,
    complaint: story.complaint,
    dispute: standingOf(dispute),
    ruling: dispute?.ruling ?? null,
    event: story.event,
    standIn: story.standIn === undefined ? (assist?.standIn ?? null) : story.standIn,
    foundLater: story.foundLater,
    introducedOwnerId: await introducedBy(context, rules, customer, story.relationWith),
    familyOwnerId: await familyOwner(context, rules, customer, story.familyConfirmed),
    reassignedToId: owner && handed?.endedReason === 'owner_left' && story.wish === 'none' ? owner.ownerId : null,
    mentors: Object.fromEntries(mentors.map((row) => [row.id, row.mentorId])),
    club: story.club,
  };
}

interface Assist {
  readonly forId: string;
  readonly standIn: NonNullable<AttributionFacts['standIn']>;
}

/** Who served the customer on the day of the deal because the consultant they belong to could not (S, S2). */
const assistOn = (context: Context, customerId: string, dealAt: Instant, timeZone: string): Promise<Assist | null> =>
  context.tx.row<Assist>(sql`select visits.on_behalf_of as "forId", json_build_object('staffId', visits.server_id,
        'servedAt', to_char(coalesce(visits.started_at, visits.called_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'ownerNamed', coalesce(visits.input #> '{said,names}', '[]'::jsonb) ? visits.on_behalf_of::text) as "standIn"
    from visits
    where visits.company_id = ${context.tx.companyId} and visits.customer_id = ${customerId}
      and visits.day = ${localDateOf(dealAt, timeZone)} and visits.service = 'assist' and visits.state <> 'left'
      and visits.server_id is not null and visits.on_behalf_of is not null and visits.called_at <= ${dealAt}
    order by visits.called_at desc limit 1`);

async function goneStaff(context: Context, claims: readonly Claim[]): Promise<string[]> {
  const ids = [...new Set(claims.map((claim) => claim.ownerId))];
  const rows = await context.tx.rows<{
    id: string;
  }>(sql`select staff.id from staff where staff.company_id = ${context.tx.companyId}
    and staff.id = any(${ids}::uuid[]) and staff.status = 'left'`);
  return rows.map((row) => row.id);
}

/** Where only naming decides, naming happened at the door: the desk has given the customer to whoever was named. */
async function introducedBy(
  context: Context,
  rules: RulesInForce,
  customer: Customer,
  confirmedRelation: string | null,
): Promise<string | null> {
  const { referralOwner } = rules.values.claims;
  if (referralOwner === 'named_only' || (!customer.referredBy && confirmedRelation === null)) return null;
  const introducerClaims = customer.referredBy ? await claimsOfCustomer(context.tx, customer.referredBy) : [];
  const facts = {
    introducerClaims,
    introducerStanding: introducerClaims.some((claim) => claim.state === 'closed')
      ? ('closed' as const)
      : ('registered' as const),
    goneStaff: await goneStaff(context, introducerClaims),
    named: null,
    confirmedRelation,
  };
  const decision = decideReferralOwner(rules.values.claims, facts, context.now);
  return decision.accepted ? decision.outcome.ownerId : null;
}

async function familyOwner(
  context: Context,
  rules: RulesInForce,
  customer: Customer,
  confirmed: boolean,
): Promise<string | null> {
  if (!customer.householdId || !confirmed) return null;
  const { tx } = context;
  const members = await tx.rows<{
    id: string;
  }>(sql`select customers.id from customers where customers.company_id = ${tx.companyId}
    and customers.household_id = ${customer.householdId} and customers.merged_into is null limit 50`);
  const householdClaims = (await Promise.all(members.map((member) => claimsOfCustomer(tx, member.id)))).flat();
  const facts = { householdClaims, goneStaff: await goneStaff(context, householdClaims), confirmed };
  const decision = decideFamilyOwner(rules.values.claims, facts, context.now);
  return decision.accepted ? decision.outcome.ownerId : null;
}

type Accepted = Extract<ReturnType<typeof decideAttribution>, { accepted: true }>;

async function verdictOut(context: Context, decision: Accepted, commissionFen: number | undefined) {
  const { performance, commission } = decision.outcome;
  const names = await shareNames(context, [
    ...performance.map((share) => share.party),
    ...commission.map((share) => share.party),
    ...decision.rejected.map((one) => one.what),
  ]);
  const fen = commissionFen === undefined ? null : amountsOf(commission, commissionFen);
  return {
    case: decision.outcome.case,
    performance: performance.map((share) => ({ ...share, name: names(share.party), fen: null })),
    commission: commission.map((share, index) => ({
      ...share,
      name: names(share.party),
      fen: fen?.[index]?.fen ?? null,
    })),
    caretaker: decision.outcome.caretakerId,
    clauses: [...decision.clauses],
    rejected: decision.rejected.map((one) => ({ what: one.what, name: names(one.what), reason: one.reason })),
  };
}

const emptyStory: DealStoryInput = {
  wish: 'none',
  complaint: 'none',
  foundLater: null,
  event: null,
  familyConfirmed: false,
  relationWith: null,
  club: null,
};

/** What a superior has to have established; whoever sells may not testify to it for themselves. */
const isRulersWord = (story: DealStoryInput): boolean =>
  story.complaint === 'upheld' || story.relationWith !== null || story.event !== null;

interface Attributed {
  readonly customer: Customer;
  readonly claim: Stored;
  readonly others: readonly Stored[];
  readonly site: Site;
  readonly story: DealStoryInput;
  readonly dealRef: string;
  /** As the caller put it; kept with the decision. */
  readonly input: unknown;
  /** The deal it is decided for; null: closed by hand. */
  readonly forDeal: string | null;
}

/** Who is credited, on everything known at this instant. */
async function attribute(context: Context, { customer, claim, others, site, story }: Attributed) {
  const rules = await context.rules(site.id);
  const facts = await attributionFacts(context, rules, customer, [claim, ...others], story, context.now, site.timeZone);
  return { rules, facts, decision: decideAttribution(rules.values.claims, facts) };
}

/** Keeps what was decided; nothing here closes the claim. */
async function keep(
  context: Context,
  { customer, claim, site, story, input, dealRef, forDeal }: Attributed,
  { rules, facts, decision }: Awaited<ReturnType<typeof attribute>> & { decision: Accepted },
): Promise<string> {
  const { outcome } = decision;
  const journalId = context.record({
    kind: 'claims.attribute',
    siteId: site.id,
    subject: { type: 'claim', id: claim.id },
    customerId: customer.id,
    staffIds: [
      claim.ownerId,
      ...outcome.performance.map((s) => s.party),
      ...outcome.commission.map((s) => s.party),
    ].filter((party) => party !== 'department'),
    rules,
    input,
    facts,
    decision,
  });
  const shares = { performance: outcome.performance, commission: outcome.commission };
  await saveDeal(context, {
    ...{ customerId: customer.id, claimId: claim.id, siteId: site.id, story, shares, journalId },
    ...{ dealRef, forDeal, caseName: outcome.case, caretaker: outcome.caretakerId },
  });
  return journalId;
}

const close = carryOut(routes.close, async (context, { params, body }) => {
  const { customer, claim, others, site } = await openCard(context, params.claimId, 'claims.close');
  const rules = await context.rules(site.id);
  const closing = await decided(context, site.timeZone, decideClose(rules.values.claims, claim, context.now));
  const story = body.story ?? emptyStory;
  if (isRulersWord(story)) await requireCustomer(context, 'claims.rule', customer.id);
  const { dealRef } = body;
  const given = { customer, claim, others, site, story, dealRef, input: body, forDeal: null };
  const found = await attribute(context, given);
  const decision = await decided(context, site.timeZone, found.decision);
  const journalId = await keep(context, given, { ...found, decision });
  await saveAndSchedule(context, rules.values.claims, [{ ...claim, ...closing.outcome }], site.timeZone);
  return {
    claim: await claimOut(context, claim.id),
    verdict: await verdictOut(context, decision, body.commissionFen),
    journalId,
  };
});

/**
 * Where the payment says who sold: the deal names them; whoever records the guest outside is found in the follow-ups (M5), and what the
 * guest showed at the door is told by the desk.
 */
async function clubStory(
  { tx }: Context,
  customerId: string,
  shown: ForDeal['shown'],
): Promise<DealStoryInput['club']> {
  const external = await tx.row<{ staffId: string; lastRecordAt: Instant }>(sql`
    select f.author_id as "staffId", f.at as "lastRecordAt" from follow_ups f
    where f.company_id = ${tx.companyId} and f.customer_id = ${customerId} and exists (select 1 from staff_roles h
      join roles r on r.company_id = h.company_id and r.id = h.role_id
      where h.company_id = f.company_id and h.staff_id = f.author_id and r.key = 'market_specialist')
    order by f.at desc limit 1`);
  const proof = shown?.staffId ? { staffId: shown.staffId, at: shown.at } : null;
  const known = { sellerId: null, proof, companyGift: shown?.isGift ?? false, isBroughtFriend: false };
  return { sale: 'new_card', ...known, external: external ?? null };
}

export interface ForDeal {
  readonly customerId: string;
  readonly consultantId: string;
  readonly dealId: string;
  readonly dealRef: string;
  readonly story?: Partial<DealStoryInput>;
  /** What the customer showed when they came: whose voucher or card, or whom they called; a gift of the house is nobody's. */
  readonly shown?: { readonly staffId: string | null; readonly isGift: boolean; readonly at: Instant } | null;
}
export interface Credited {
  readonly caseName: string;
  readonly shares: { readonly performance: readonly Share[]; readonly commission: readonly Share[] };
  readonly journalId: string;
}

/**
 * A deal counts: the claim is closed and the credit divided. Null when the customer is nobody's, or when somebody has to rule first: then
 * `onResplit` tells when it is settled. A further deal with the same customer is credited on the claim that an earlier one closed.
 */
export async function closeForDeal(context: Context, given: ForDeal): Promise<Credited | null> {
  const { customer, claims } = await openFile(context, given.customerId);
  const claim = claims.find((one) => one.endedAt === null && one.effectiveAt !== null);
  if (!claim) return null;
  const others = claims.filter((one) => one.id !== claim.id);
  const site = await siteById(context.tx, claim.siteId);
  const rules = await context.rules(site.id);
  const closing = decideClose(rules.values.claims, claim, context.now);
  if (!closing.accepted && claim.state !== 'closed') return null;
  const club =
    rules.values.claims.dealDecidedBy === 'payment' ? await clubStory(context, customer.id, given.shown) : null;
  const story = { ...emptyStory, receivingId: given.consultantId, club, ...given.story };
  const { dealRef, dealId } = given;
  const input = { dealRef, dealId, story };
  const attributed = { customer, claim, others, site, story, dealRef, input, forDeal: dealId };
  const { decision, ...found } = await attribute(context, attributed);
  if (!decision.accepted) return null;
  const journalId = await keep(context, attributed, { ...found, decision });
  if (closing.accepted)
    await saveAndSchedule(context, rules.values.claims, [{ ...claim, ...closing.outcome }], site.timeZone);
  const { performance, commission } = decision.outcome;
  return { caseName: decision.outcome.case, shares: { performance, commission }, journalId };
}

const verdict = carryOut(routes.verdict, async (context, { params, body }) => {
  await requireCustomer(context, 'claims.rule', params.customerId);
  const { customer, claims } = await openFile(context, params.customerId);
  const siteId = claims[0]?.siteId ?? customer.siteId;
  if (!siteId) throw notFound('归属记录 / claim');
  const site = await siteById(context.tx, siteId);
  const rules = await context.rules(siteId);
  const facts = await attributionFacts(
    context,
    rules,
    customer,
    claims,
    body.story,
    body.dealAt ?? context.now,
    site.timeZone,
  );
  const decision = await decided(context, site.timeZone, decideAttribution(rules.values.claims, facts));
  return verdictOut(context, decision, body.commissionFen);
});

export const dealEndpoints: readonly Endpoint[] = [close, verdict];
