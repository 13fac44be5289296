/** Commands on one claim: open, hand in, sign, withdraw, pass on, close, refund. */
import { claims as routes } from '#contract/claims.ts';
import type { Claim, PassOnWhy } from '#core/claims/index.ts';
import {
  continueClaim,
  customerNotice,
  decideOpenCard,
  decidePassOn,
  decideRefund,
  decideRegister,
  decideSign,
  decideWithdraw,
  type RegisterClaim,
} from '#core/claims/index.ts';
import type { Decision } from '#core/kernel/decision.ts';
import { personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { settleDue } from '#server/platform/deadlines.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { invalid } from '#server/platform/refused.ts';
import { decided, leaderOf, requireClaim, requireSameHouse, requireStaffInScope } from './access.ts';
import { owesNotice } from './changes.ts';
import { pool, saveAndSchedule } from './clockwork.ts';
import { touch } from '#server/customers/index.ts';
import type { Customer, Kept, Site, Stored } from './store.ts';
import {
  claimById,
  claimsOfCustomer,
  leavePool,
  lockCustomer,
  openPoolEntry,
  receivedToday,
  siteById,
  siteUnder,
  staffById,
} from './store.ts';
import { endVerdict } from './store-deals.ts';
import { takePooled } from './taking.ts';
import { claimOut } from './views.ts';

/** The customer locked, everything settled that was due before now, and all their claims. */
export async function openFile(
  context: Context,
  customerId: string,
): Promise<{ customer: Customer; claims: Stored[] }> {
  // Deadlines first, as the clock itself takes them: the same order of locks keeps the two from waiting for each other.
  await settleDue(context, [customerId]);
  const customer = await lockCustomer(context.tx, customerId);
  if (customer.id !== customerId) await settleDue(context, [customer.id]);
  return { customer, claims: await claimsOfCustomer(context.tx, customer.id) };
}

export interface CardFile {
  readonly customer: Customer;
  readonly claim: Stored;
  readonly others: Stored[];
  readonly site: Site;
}
export async function openCard(context: Context, claimId: string, permission: string): Promise<CardFile> {
  const { customerId } = await claimById(context.tx, claimId);
  const { customer, claims } = await openFile(context, customerId);
  const claim = claims.find((one) => one.id === claimId) ?? (await claimById(context.tx, claimId));
  requireClaim(context, permission, claim);
  return {
    customer,
    claim,
    others: claims.filter((one) => one.id !== claimId),
    site: await siteById(context.tx, claim.siteId),
  };
}

const subject = (claim: Claim) => ({ type: 'claim', id: claim.id });

export interface OpenClaim {
  readonly customerId: string;
  readonly ownerId: string;
  readonly siteId: string;
  readonly origin: RegisterClaim['origin'];
  readonly phoneLeft: boolean;
  readonly asDraft?: boolean;
}
export interface Opened {
  readonly claim: Claim & Kept;
  readonly duplicates: string | null;
  readonly journalId: string;
}

/** Opens a claim for somebody: what the desk calls when a reception has found its server. Refusals are thrown. */
export async function openClaim(context: Context, input: OpenClaim): Promise<Opened> {
  const { customer, claims } = await openFile(context, input.customerId);
  const [site, owner] = [await siteById(context.tx, input.siteId), await staffById(context.tx, input.ownerId)];
  const rules = await context.rules(input.siteId);
  const facts = { claims, timeZone: site.timeZone };
  const wanted: RegisterClaim = {
    ...input,
    customerId: customer.id,
    id: context.newId(),
    asDraft: input.asDraft ?? false,
  };
  const decision = await decided(
    context,
    site.timeZone,
    decideRegister(rules.values.claims, facts, wanted, context.now),
  );
  const claim = { ...decision.outcome.claim, origin: input.origin, teamId: owner.teamId };
  if (claim.effectiveAt !== null)
    await leavePool(context.tx, customer.id, { at: context.now, reason: 'registered', claimId: claim.id });
  await saveAndSchedule(context, rules.values.claims, [claim], site.timeZone);
  await touch(context.tx, customer.id, context.now);
  const journalId = context.record({
    kind: 'claims.register',
    siteId: site.id,
    subject: subject(claim),
    customerId: customer.id,
    staffIds: [owner.id],
    rules,
    input: wanted,
    facts,
    decision,
  });
  return { claim, duplicates: decision.outcome.duplicates, journalId };
}

/** A pooled customer is taken by the rules of the pool, unless they came in today and were received by whoever writes the card. */
async function takenFromPool(context: Context, customerId: string, ownerId: string) {
  const { customer, claims } = await openFile(context, customerId);
  const entry = await openPoolEntry(context.tx, customer.id);
  if (!entry) return null;
  const { timeZone } = await siteById(context.tx, entry.siteId);
  if (await receivedToday(context.tx, customer.id, ownerId, { now: context.now, timeZone })) return null;
  return takePooled(context, { customer, claims, entry, siteId: entry.siteId }, ownerId);
}

const register = carryOut(routes.register, async (context, { params, body }) => {
  const ownerId = body.ownerId ?? personOf(context.actor);
  const owner = await staffById(context.tx, ownerId);
  requireStaffInScope(context, 'claims.register', owner);
  await requireSameHouse(context, 'claims.register', params.customerId);
  const siteId = body.siteId ?? owner.siteId ?? context.actor.siteId;
  if (!siteId) throw invalid('siteId', '请选择门店 / choose a site');
  const taken = await takenFromPool(context, params.customerId, ownerId);
  if (taken) return { claim: await claimOut(context, taken.claimId), duplicates: null, journalId: taken.journalId };
  const opened = await openClaim(context, { ...body, customerId: params.customerId, ownerId, siteId });
  return {
    claim: await claimOut(context, opened.claim.id),
    duplicates: opened.duplicates,
    journalId: opened.journalId,
  };
});

const open = carryOut(routes.open, async (context, { params }) => {
  const { claim, others, site } = await openCard(context, params.claimId, 'claims.register');
  const rules = await context.rules(site.id);
  const facts = { claim, claims: others, timeZone: site.timeZone };
  const decision = await decided(context, site.timeZone, decideOpenCard(rules.values.claims, facts, context.now));
  await saveAndSchedule(context, rules.values.claims, [{ ...claim, ...decision.outcome.claim }], site.timeZone);
  const journalId = context.record({
    kind: 'claims.open',
    siteId: site.id,
    subject: subject(claim),
    customerId: claim.customerId,
    staffIds: [claim.ownerId],
    rules,
    input: {},
    facts,
    decision,
  });
  return { claim: await claimOut(context, claim.id), late: decision.outcome.late, journalId };
});

const sign = carryOut(routes.sign, async (context, { params, body }) => {
  const { claim, others, site } = await openCard(context, params.claimId, 'claims.sign');
  const rules = await context.rules(site.id);
  const signer = await leaderOf(context, 'claims.sign');
  const facts = { claim, others, signer, timeZone: site.timeZone, secondDueOn: body.secondDueOn ?? claim.secondDueOn };
  const decision = await decided(context, site.timeZone, decideSign(rules.values.claims, facts, context.now));
  const { voided } = decision.outcome;
  const rival = others.find((other) => other.id === voided?.id);
  const signed = { ...claim, ...decision.outcome.claim, signedBy: signer.id };
  if (signed.effectiveAt !== null)
    await leavePool(context.tx, claim.customerId, { at: context.now, reason: 'registered', claimId: claim.id });
  await saveAndSchedule(
    context,
    rules.values.claims,
    voided && rival ? [{ ...rival, ...voided }, signed] : [signed],
    site.timeZone,
  );
  const journalId = context.record({
    kind: 'claims.sign',
    siteId: site.id,
    subject: subject(claim),
    customerId: claim.customerId,
    staffIds: [claim.ownerId, rival?.ownerId, signer.id],
    rules,
    input: body,
    facts,
    decision,
  });
  return { claim: await claimOut(context, claim.id), journalId };
});

const withdraw = carryOut(routes.withdraw, async (context, { params, body }) => {
  const { claim, others, site } = await openCard(context, params.claimId, 'claims.sign');
  const rules = await context.rules(site.id);
  const facts = { claim, signer: await leaderOf(context, 'claims.sign') };
  const decision = await decided(
    context,
    site.timeZone,
    decideWithdraw(rules.values.claims, facts, body.reason, context.now),
  );
  const { custodian } = decision.outcome;
  const ended = { ...claim, ...decision.outcome.claim, custodian, note: body.reason };
  await saveAndSchedule(context, rules.values.claims, [ended], site.timeZone);
  await pool(context, rules, ended, others, null);
  const journalId = context.record({
    kind: 'claims.withdraw',
    siteId: site.id,
    subject: subject(claim),
    customerId: claim.customerId,
    staffIds: [claim.ownerId],
    rules,
    input: body,
    facts,
    decision,
    reason: body.reason,
  });
  return { claim: await claimOut(context, claim.id), custodian, journalId };
});

const passOn = carryOut(routes.passOn, async (context, { params, body }) => {
  const { claim, others, site } = await openCard(context, params.claimId, 'claims.reassign');
  const rules = await context.rules(site.id);
  const receiver = await staffById(context.tx, body.toId);
  const facts = {
    claim,
    others,
    by: await leaderOf(context, 'claims.reassign'),
    receiverActive: receiver.status === 'active',
    timeZone: site.timeZone,
  };
  const input: { toId: string; newClaimId: string; why: PassOnWhy; reason: string } = {
    toId: body.toId,
    newClaimId: context.newId(),
    why: body.why,
    reason: body.reason,
  };
  const decision = await decided(context, site.timeZone, decidePassOn(rules.values.claims, facts, input, context.now));
  const from = { ...claim, ...decision.outcome.from };
  const siteId = await siteUnder(context.tx, receiver, site.id);
  const to = { ...decision.outcome.to, siteId, origin: 'passed_on', teamId: receiver.teamId, signedBy: facts.by.id };
  await leavePool(context.tx, claim.customerId, { at: context.now, reason: 'passed_on', claimId: to.id });
  await saveAndSchedule(context, rules.values.claims, [from, to], site.timeZone);
  await owesNotice(context, decision.outcome.notice, to.id, site.id);
  const journalId = context.record({
    kind: 'claims.passOn',
    siteId: site.id,
    subject: subject(to),
    customerId: claim.customerId,
    staffIds: [claim.ownerId, receiver.id],
    rules,
    input,
    facts,
    decision,
    reason: body.reason,
  });
  return { claim: await claimOut(context, to.id), from: await claimOut(context, claim.id), journalId };
});

/**
 * The desk has decided that somebody else serves this customer from now on (the customer insists, or a lapsed one names a former
 * consultant). The desk's decision is recorded by the desk; here only the hands change.
 */
export async function changeHands(
  context: Context,
  input: { customerId: string; toId: string; siteId: string; reason: 'customer_request' | 'ruled' | 'returned_as_new' },
): Promise<{ claimId: string }> {
  const { customer, claims } = await openFile(context, input.customerId);
  const site = await siteById(context.tx, input.siteId);
  const rules = await context.rules(site.id);
  const receiver = await staffById(context.tx, input.toId);
  const live = claims.find((claim) => claim.endedAt === null && claim.effectiveAt !== null);
  if (live?.ownerId === input.toId) return { claimId: live.id };
  const previous = live ?? claims[0];
  // A lapsed customer who comes back is a new one: where cards are signed, this one is signed too.
  const anew = !live && input.reason === 'returned_as_new' && rules.values.claims.signatureRequired;
  if (!previous || anew) {
    const opened = await openClaim(context, { ...input, ownerId: input.toId, origin: 'visit', phoneLeft: false });
    return { claimId: opened.claim.id };
  }
  const ended: (Claim & Kept)[] = live
    ? [{ ...live, state: 'transferred', dueAt: null, endedAt: context.now, endedReason: input.reason }]
    : [];
  const continued = continueClaim(
    rules.values.claims,
    // A ruling after the deal changes who looks after the customer, not that they bought.
    { ...previous, siteId: site.id, state: live?.state === 'closed' && input.reason === 'ruled' ? 'closed' : 'live' },
    input.toId,
    context.newId(),
    site.timeZone,
    context.now,
  );
  await leavePool(context.tx, customer.id, { at: context.now, reason: 'registered', claimId: continued.id });
  await saveAndSchedule(
    context,
    rules.values.claims,
    [...ended, { ...continued, origin: 'visit', teamId: receiver.teamId }],
    site.timeZone,
  );
  if (live)
    await owesNotice(
      context,
      customerNotice(rules.values.claims, live, input.toId, site.timeZone, context.now),
      continued.id,
      site.id,
    );
  return { claimId: continued.id };
}

const refund = carryOut(routes.refund, async (context, { params, body }) => {
  const { claim, others, site } = await openCard(context, params.claimId, 'claims.close');
  const journalId = await refunded(context, { claim, others, site }, body);
  return { claim: await claimOut(context, claim.id), journalId };
});

async function refunded(
  context: Context,
  { claim, others, site }: Omit<CardFile, 'customer'>,
  input: { readonly reason: string },
): Promise<string> {
  const rules = await context.rules(site.id);
  const decision: Decision<Claim, 'NOT_CLOSED'> = decideRefund(rules.values.claims, claim, context.now);
  const outcome = (await decided(context, site.timeZone, decision)).outcome;
  const ended = { ...claim, ...outcome };
  await saveAndSchedule(context, rules.values.claims, [ended], site.timeZone);
  await pool(context, rules, ended, others, null);
  return context.record({
    kind: 'claims.refund',
    siteId: site.id,
    subject: subject(claim),
    customerId: claim.customerId,
    staffIds: [claim.ownerId],
    rules,
    input,
    facts: { claim },
    decision,
    reason: input.reason,
  });
}

/** A deal that counted has come to its end: the claim it closed ends with it, unless another deal of the customer stands. */
export async function refundForDeal(
  context: Context,
  given: { readonly customerId: string; readonly dealId: string; readonly reason: string },
): Promise<void> {
  const { customer, claims } = await openFile(context, given.customerId);
  const { hadOne, othersStand } = await endVerdict(context, customer.id, given.dealId);
  const claim = claims.find((one) => one.endedAt === null && one.state === 'closed');
  if (!hadOne || othersStand || !claim) return;
  const others = claims.filter((one) => one.id !== claim.id);
  const site = await siteById(context.tx, claim.siteId);
  await refunded(context, { claim, others, site }, { reason: given.reason });
}

/** Who owns the customer at this instant, everything due settled first. */
export async function liveClaimOf(context: Context, customerId: string): Promise<Stored | null> {
  const { claims } = await openFile(context, customerId);
  return (
    claims.find((claim) => claim.endedAt === null && claim.effectiveAt !== null && claim.effectiveAt <= context.now) ??
    null
  );
}

export const cardEndpoints: readonly Endpoint[] = [register, open, sign, withdraw, passOn, refund];
