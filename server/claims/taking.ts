/** Taking a customer out of the pool, whichever door somebody comes through: quota, holding cap and the former owner's wait hold at each. */
import { decideTakeFromPool } from '#core/claims/index.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { decided } from './access.ts';
import { saveAndSchedule } from './clockwork.ts';
import type { Customer, OpenPoolEntry, Stored } from './store.ts';
import { countPoolDay, holdingOf, leavePool, lockPoolDay, siteById, staffById } from './store.ts';

export interface Pooled {
  readonly customer: Customer;
  readonly claims: readonly Stored[];
  readonly entry: OpenPoolEntry | null;
  /** Where the customer is pooled; where there is no entry, the site whose rules say so. */
  readonly siteId: string;
}

export async function takePooled(
  context: Context,
  pooled: Pooled,
  takerId: string,
): Promise<{ claimId: string; journalId: string }> {
  const { tx, now } = context;
  const { customer, claims, entry, siteId } = pooled;
  requireSite(context.actor, 'claims.take', siteId);
  const [site, taker] = [await siteById(tx, siteId), await staffById(tx, takerId)];
  const rules = await context.rules(siteId);
  const day = localDateOf(now, site.timeZone);
  const facts = {
    entry: entry?.reason ? { ...entry, reason: entry.reason } : null,
    claims,
    takerId,
    takenToday: (await lockPoolDay(tx, takerId, day)).taken,
    holding: await holdingOf(tx, takerId),
    timeZone: site.timeZone,
  };
  const input = { newClaimId: context.newId(), customerId: customer.id, siteId };
  const decision = await decided(context, site.timeZone, decideTakeFromPool(rules.values.claims, facts, input, now));
  const claim = { ...decision.outcome, origin: 'pool', teamId: taker.teamId };
  await leavePool(tx, customer.id, { at: now, reason: 'taken', takenBy: takerId, claimId: claim.id });
  await countPoolDay(tx, takerId, day, 'taken');
  await saveAndSchedule(context, rules.values.claims, [claim], site.timeZone);
  const journalId = context.record({
    kind: 'claims.takeFromPool',
    siteId,
    subject: { type: 'claim', id: claim.id },
    customerId: customer.id,
    staffIds: [takerId, entry?.exOwnerId],
    rules,
    input,
    facts,
    decision,
  });
  context.publish({ topic: 'pool', siteId });
  return { claimId: claim.id, journalId };
}
