import sql from 'sql-template-tag';
import { claims as routes } from '#contract/claims.ts';
import {
  decidePassOn,
  decideRegister,
  decideSign,
  decideTakeFromPool,
  decideWithdraw,
  firstReceiverOf,
  isOpen,
  nextDeadlines,
  settled,
} from '#core/claims/index.ts';
import { timeZoneOf } from '#server/organisation/index.ts';
import { personOf, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { answer, type Endpoint } from '#server/platform/http.ts';
import { notFound } from '#server/platform/refused.ts';
import { lacks, leaderOf, requireCustomer, whyNot } from './access.ts';
import type { Stored } from './store.ts';
import { claimsOfCustomer, holdingOf, openPoolEntry, receivedToday } from './store.ts';
import { claimRows, shareNames } from './views.ts';
import { poolDay } from './pool-list.ts';

const ofCustomer = answer(routes.ofCustomer, async (context, { params }) => {
  const customerId = await requireCustomer(context, 'claims.read', params.customerId);
  const { tx, now } = context;
  const customer = await tx.row<{ id: string; name: string; grade: string | null }>(sql`
    select customers.id, customers.name, customers.grade from customers
    where customers.company_id = ${tx.companyId} and customers.id = ${customerId}`);
  if (!customer) throw notFound('客户 / customer');
  const stored = await claimsOfCustomer(tx, customerId);
  const siteId = stored[0]?.siteId ?? context.actor.siteId;
  const timeZone = await timeZoneOf(context.tx, siteId);
  const rules = (await context.rules(siteId)).values.claims;
  // The file is read as it stands at this instant, even when the lapse has not been written down yet.
  const standing = stored.map((claim) => ({ ...claim, ...settled(rules, claim, now) }));
  const views = await claimRows(
    context,
    sql`where claims.company_id = ${tx.companyId} and claims.customer_id = ${customerId}
    order by claims.registered_at desc, claims.id desc limit 200`,
  );
  const shown = views.map((view) => {
    const claim = standing.find((one) => one.id === view.id);
    return claim
      ? { ...view, state: claim.state, dueAt: claim.dueAt, endedAt: claim.endedAt, endedReason: claim.endedReason }
      : view;
  });
  const current =
    standing.find((claim) => isOpen(claim) && claim.effectiveAt !== null) ?? standing.find(isOpen) ?? null;
  const entry = await openPoolEntry(tx, customerId);
  const receiver = firstReceiverOf(standing);
  const names = await shareNames(context, [receiver ?? '', entry?.exOwnerId ?? ''].filter(Boolean));
  return {
    customer,
    current: shown.find((view) => view.id === current?.id) ?? null,
    history: shown.filter((view) => view.id !== current?.id),
    pooled: entry
      ? { since: entry.enteredAt, formerOwner: { id: entry.exOwnerId, name: names(entry.exOwnerId) } }
      : null,
    firstReceiver: receiver ? { id: receiver, name: names(receiver) } : null,
    deadlines: current ? nextDeadlines(rules, current, timeZone).map((deadline) => ({ ...deadline })) : [],
    contactChange: await contactChange(context, customerId),
    verdict: await lastVerdict(context, customerId),
    whyNot: await reasons(context, customerId, standing, current, timeZone),
  };
});

async function contactChange(context: Context, customerId: string) {
  const row = await context.tx.row<{
    id: string;
    formerId: string;
    formerName: string;
    replacementId: string;
    replacementName: string;
    tellBy: string;
    contactBy: string;
    toldAt: string | null;
    contactedAt: string | null;
  }>(sql`
    select contact_changes.id, contact_changes.former_id as "formerId", former.name as "formerName",
      contact_changes.replacement_id as "replacementId", replacement.name as "replacementName", contact_changes.tell_by as "tellBy",
      contact_changes.contact_by as "contactBy", contact_changes.told_at as "toldAt", contact_changes.contacted_at as "contactedAt"
    from contact_changes
      join staff former on former.company_id = contact_changes.company_id and former.id = contact_changes.former_id
      join staff replacement on replacement.company_id = contact_changes.company_id and replacement.id = contact_changes.replacement_id
    where contact_changes.company_id = ${context.tx.companyId} and contact_changes.customer_id = ${customerId}
    order by contact_changes.at desc limit 1`);
  if (!row) return null;
  const { formerId, formerName, replacementId, replacementName, ...rest } = row;
  return {
    ...rest,
    former: { id: formerId, name: formerName },
    replacement: { id: replacementId, name: replacementName },
  };
}

async function lastVerdict(context: Context, customerId: string) {
  type Shares = { party: string; percent: number }[];
  const row = await context.tx.row<{
    dealAt: string;
    case: string;
    shares: { performance: Shares; commission: Shares };
    caretaker: string;
    journalId: string;
  }>(sql`
    select deal_verdicts.deal_at as "dealAt", deal_verdicts.case_name as case, deal_verdicts.shares, deal_verdicts.caretaker,
      deal_verdicts.journal_id as "journalId"
    from deal_verdicts where deal_verdicts.company_id = ${context.tx.companyId} and deal_verdicts.customer_id = ${customerId}
      and deal_verdicts.superseded_at is null order by deal_verdicts.decided_at desc limit 1`);
  if (!row) return null;
  const names = await shareNames(
    context,
    [...row.shares.performance, ...row.shares.commission].map((share) => share.party),
  );
  const named = (shares: Shares) => shares.map((share) => ({ ...share, name: names(share.party), fen: null }));
  return {
    case: row.case,
    performance: named(row.shares.performance),
    commission: named(row.shares.commission),
    caretaker: row.caretaker,
    clauses: [],
    rejected: [],
    dealAt: row.dealAt,
    journalId: row.journalId,
  };
}

/** The answers the commands would give now: what the buttons show. */
async function reasons(
  context: Context,
  customerId: string,
  claims: readonly Stored[],
  current: Stored | null,
  timeZone: string,
) {
  const { actor, now } = context;
  const siteId = current?.siteId ?? claims[0]?.siteId ?? actor.siteId ?? '';
  const rules = (await context.rules(siteId || null)).values.claims;
  const me = actor.staffId ?? '';
  const leader = actor.staffId ? await leaderOf(context, 'claims.sign') : { id: '', roles: [] };
  const can = (permission: string) => scopeOf(actor, permission) !== null;
  const others = claims.filter((claim) => claim.id !== current?.id);
  const nothing = { code: 'CLAIM_ENDED', zh: '当前没有有效归属', en: 'There is no claim in force' };
  const register = decideRegister(
    rules,
    { claims, timeZone },
    { id: me, customerId, ownerId: me, siteId, origin: 'visit', phoneLeft: false, asDraft: false },
    now,
  );
  const take = await takeDecision(context, customerId, claims, timeZone);
  // A pooled customer is taken by the rules of the pool, at whichever button.
  const pooled =
    (await openPoolEntry(context.tx, customerId)) !== null &&
    !(await receivedToday(context.tx, customerId, me, { now, timeZone }));
  const onCurrent = async (permission: string, decide: (claim: Stored) => Parameters<typeof whyNot>[2]) =>
    !can(permission) ? lacks(permission) : current ? whyNot(context, timeZone, decide(current)) : nothing;
  return {
    register: can('claims.register')
      ? await whyNot(context, timeZone, pooled ? take : register)
      : lacks('claims.register'),
    sign: await onCurrent('claims.sign', (claim) =>
      decideSign(rules, { claim, others, signer: leader, timeZone, secondDueOn: null }, now),
    ),
    withdraw: await onCurrent('claims.sign', (claim) =>
      decideWithdraw(rules, { claim, signer: leader }, '······', now),
    ),
    passOn: await onCurrent('claims.reassign', (claim) =>
      decidePassOn(
        rules,
        { claim, others, by: leader, receiverActive: true, timeZone },
        { toId: '', newClaimId: '', why: 'reallocated', reason: '·' },
        now,
      ),
    ),
    close: !can('claims.close') ? lacks('claims.close') : current?.state === 'live' ? null : nothing,
    take: can('claims.take') ? await whyNot(context, timeZone, take) : lacks('claims.take'),
  };
}

async function takeDecision(context: Context, customerId: string, claims: readonly Stored[], timeZone: string) {
  const { tx, now } = context;
  const takerId = personOf(context.actor);
  const entry = await openPoolEntry(tx, customerId);
  const siteId = entry?.siteId ?? claims[0]?.siteId ?? '';
  const facts = {
    entry: entry?.reason ? { ...entry, reason: entry.reason } : null,
    claims,
    takerId,
    takenToday: (await poolDay(context, timeZone)).taken,
    holding: await holdingOf(tx, takerId),
    timeZone,
  };
  const rules = (await context.rules(siteId || null)).values.claims;
  return decideTakeFromPool(rules, facts, { newClaimId: '', customerId, siteId }, now);
}

export const fileQueries: readonly Endpoint[] = [ofCustomer];
