/** Commands on the pool: look, take, put in. The customer's row is the lock: of any number who press at once, one is first. */
import sql from 'sql-template-tag';
import type { ContactChannel } from '#core/claims/index.ts';
import { claims as routes } from '#contract/claims.ts';
import { decideEnterPool, decideViewPooled } from '#core/claims/index.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { personOf, requireSite } from '#server/platform/actor.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { decided, leaderOf, refuseWith } from './access.ts';
import { openCard, openFile } from './cards.ts';
import { enterPool } from './clockwork.ts';
import { claimById, countPoolDay, lockPoolDay, openPoolEntry, siteById } from './store.ts';
import { takePooled } from './taking.ts';
import { claimOut } from './views.ts';

const takeFromPool = carryOut(routes.takeFromPool, async (context, { params }) => {
  const { customer, claims } = await openFile(context, params.customerId);
  const entry = await openPoolEntry(context.tx, customer.id);
  const siteId = entry?.siteId ?? claims[0]?.siteId ?? customer.siteId;
  if (!siteId) throw refuseWith('NOT_IN_POOL');
  const taken = await takePooled(context, { customer, claims, entry, siteId }, personOf(context.actor));
  return { claim: await claimOut(context, taken.claimId), journalId: taken.journalId };
});

const FOLLOW_UPS_SHOWN = 20; // enough to judge a customer, not a file to copy

const viewPooled = carryOut(routes.viewPooled, async (context, { params }) => {
  const { tx, now } = context;
  const staffId = personOf(context.actor);
  const { customer } = await openFile(context, params.customerId);
  const entry = await openPoolEntry(tx, customer.id);
  if (!entry) throw refuseWith('NOT_IN_POOL');
  requireSite(context.actor, 'claims.take', entry.siteId);
  const site = await siteById(tx, entry.siteId);
  const rules = await context.rules(site.id);
  const day = localDateOf(now, site.timeZone);
  const { viewed } = await lockPoolDay(tx, staffId, day);
  const already =
    await tx.row(sql`select 1 from pool_views where company_id = ${tx.companyId} and staff_id = ${staffId} and day = ${day}
    and customer_id = ${customer.id}`);
  const facts = { viewedToday: viewed, viewedAlready: already !== null };
  const decision = await decided(context, site.timeZone, decideViewPooled(rules.values.claims, facts));
  if (!already) {
    await tx.run(sql`insert into pool_views (company_id, staff_id, day, customer_id, at)
      values (${tx.companyId}, ${staffId}, ${day}, ${customer.id}, ${now})`);
    await countPoolDay(tx, staffId, day, 'viewed');
  }
  const shown = await tx.row<{ enquiry: string; source: string }>(
    sql`select customers.enquiry, customers.source from customers where customers.company_id = ${tx.companyId} and customers.id = ${customer.id}`,
  );
  const followUps = await tx.rows<{ at: string; channel: ContactChannel; text: string }>(sql`
    select follow_ups.at, follow_ups.channel, follow_ups.body as text from follow_ups
    where follow_ups.company_id = ${tx.companyId} and follow_ups.customer_id = ${customer.id}
    order by follow_ups.at desc, follow_ups.id desc limit ${FOLLOW_UPS_SHOWN}`);
  const journalId = context.record({
    kind: 'claims.viewPooled',
    siteId: site.id,
    subject: { type: 'customer', id: customer.id },
    customerId: customer.id,
    staffIds: [staffId],
    rules,
    input: {},
    facts,
    decision,
  });
  return {
    customer: { id: customer.id, name: customer.name, grade: customer.grade },
    enquiry: shown?.enquiry ?? '',
    source: shown?.source ?? '',
    followUps,
    viewedToday: decision.outcome.viewedToday,
    journalId,
  };
});

const poolNow = carryOut(routes.enterPool, async (context, { params }) => {
  const { claim, others, site } = await openCard(context, params.claimId, 'claims.sign');
  const rules = await context.rules(site.id);
  const facts = {
    claim: await claimById(context.tx, claim.id),
    others,
    leader: await leaderOf(context, 'claims.sign'),
  };
  const decision = await decided(context, site.timeZone, decideEnterPool(rules.values.claims, facts, context.now));
  if (await openPoolEntry(context.tx, claim.customerId)) throw refuseWith('ALREADY_DONE');
  return { journalId: await enterPool(context, rules, claim, facts, decision) };
});

export const poolEndpoints: readonly Endpoint[] = [takeFromPool, viewPooled, poolNow];
