/** What a visit means for the claim: opened, kept alive by the reception, or handed on once a supervisor has confirmed. */
import type { OwnerConsequence } from '#core/desk/index.ts';
import { changeHands, claimsOfCustomer, liveClaimOf, openClaim, recordContact } from '#server/claims/index.ts';
import { notify } from '#server/notices/index.ts';
import type { Context } from '#server/platform/context.ts';
import { supervisorsOf } from './facts.ts';
import { type StoredVisit, settleOwner } from './visit-store.ts';

const referralRows = ['referral_named', 'referral_original', 'referral_unnamed'];

async function opened(context: Context, visit: StoredVisit, customerId: string, ownerId: string): Promise<string> {
  const live = await liveClaimOf(context, customerId);
  if (live !== null) return live.id;
  const claims = await claimsOfCustomer(context.tx, customerId);
  const own = claims.find((claim) => claim.endedAt === null && claim.ownerId === ownerId);
  if (own !== undefined) return own.id;
  const origin =
    visit.onFloor.row === 'event' ? 'event' : referralRows.includes(visit.onFloor.row) ? 'referral' : 'visit';
  const { claim } = await openClaim(context, { customerId, ownerId, siteId: visit.siteId, origin, phoneLeft: true });
  return claim.id;
}

/**
 * Carries out the consequence of a reception that has taken place. A change that needs a supervisor waits for `confirmOwner`; until
 * then the claim stays where it was.
 */
export async function applyOwner(
  context: Context,
  visit: StoredVisit,
  owner: OwnerConsequence,
  customerId: string,
  confirmed: boolean,
): Promise<string | null> {
  if (owner.kind === 'none' || owner.ownerId === null) return settled(context, visit, null);
  if (owner.kind === 'transfer') {
    if (owner.needs !== null && !confirmed) return askSupervisor(context, visit);
    const { siteId } = visit;
    const { claimId } = await changeHands(context, {
      customerId,
      toId: owner.ownerId,
      siteId,
      reason: 'customer_request',
    });
    return settled(context, visit, claimId);
  }
  // "keep" on a customer without a live claim: the tie the rules found (introduction, family, their own word) is now written down.
  const claimId = owner.kind === 'share' ? null : await opened(context, visit, customerId, owner.ownerId);
  return settled(context, visit, claimId);
}

async function settled(context: Context, visit: StoredVisit, claimId: string | null): Promise<string | null> {
  await settleOwner(context.tx, visit.id, { at: context.now, claimId });
  return claimId;
}

async function askSupervisor(context: Context, visit: StoredVisit): Promise<null> {
  const { siteId, number, id: visitId, journalId } = visit;
  const payload = { link: `/desk/visits/${visitId}`, visitId, number };
  for (const staffId of await supervisorsOf(context.tx, siteId)) {
    await notify(context, { staffId, kind: 'desk.owner_to_confirm', payload, journalId });
  }
  return null;
}

/** A reception is contact with the customer: it counts for the claim in force like any other (a17). */
export async function noteReception(
  context: Context,
  visit: StoredVisit,
  customerId: string,
  text: string,
): Promise<void> {
  if (visit.serverId === null) return;
  const claims = await claimsOfCustomer(context.tx, customerId);
  if (!claims.some((claim) => claim.endedAt === null)) return;
  const { serverId: authorId, siteId } = visit;
  await recordContact(context, {
    customerId,
    authorId,
    at: context.now,
    channel: 'reception',
    answered: true,
    text,
    siteId,
  });
}
