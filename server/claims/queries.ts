/** Read endpoints: today's list, lists, the claim file, the pool, coverage, handover, disputes, templates. */
import type { Sql } from 'sql-template-tag';
import sql, { empty } from 'sql-template-tag';
import type { z } from 'zod';
import { claims as routes, type TemplateOut } from '#contract/claims.ts';
import {
  cadenceStanding,
  decidePassOn,
  decideRegister,
  decideSign,
  decideTakeFromPool,
  decideWithdraw,
  firstReceiverOf,
  isOpen,
  nextDeadlines,
  settled,
  tasksFor,
} from '#core/claims/index.ts';
import { poolName } from '#core/customers/index.ts';
import { addDays, localDateOf, startOfDay } from '#core/kernel/instant.ts';
import { personOf, requireScope, scopeCondition, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { answer, type Endpoint } from '#server/platform/http.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { invalid } from '#server/platform/refused.ts';
import { lacks, leaderOf, requireCustomer, requireStaffInScope, whyNot } from './access.ts';
import { receiversOf } from './handover.ts';
import type { Stored } from './store.ts';
import { claimColumns, claimsOfCustomer, holdingOf, openPoolEntry, siteById, staffById } from './store.ts';
import { claimRows, disputeRows, followUpRows, handoverRows, shareNames, toClaim, selectClaims } from './views.ts';

const TODAY_CLAIMS_MAX = 2_000; // one person's customers; more is no list but a table

const claimScope = (context: Context, permission = 'claims.read'): Sql =>
  scopeCondition(context.actor, requireScope(context.actor, permission), {
    site: sql`claims.site_id`,
    team: sql`claims.team_id`,
    person: sql`claims.owner_id`,
  });

async function siteZone(context: Context, siteId: string | null): Promise<string> {
  return siteId ? (await siteById(context.tx, siteId)).timeZone : 'Asia/Shanghai';
}

interface TodayNamed extends Stored {
  readonly customerName: string;
  readonly grade: string | null;
  readonly ownerName: string;
  readonly takeOverBy: string | null;
  readonly lastText: string | null;
}

/** How soon something must happen, for the order of the list. */
const urgency: Readonly<Record<string, number>> = {
  follow_up_overdue_today: 0,
  first_sms: 1,
  sign_card: 1,
  sign_follow_up: 1,
  take_over_contact: 2,
  follow_up_soon: 3,
  planned: 4,
  notify_signing: 4,
  notify_payment: 4,
  call_back: 5,
  birthday: 6,
  holiday: 7,
};

const today = answer(routes.today, async (context, { query }) => {
  const { tx, now } = context;
  const staffId = query.staffId ?? personOf(context.actor);
  const staff = await staffById(tx, staffId);
  requireStaffInScope(context, 'claims.read', staff);
  const rows = await tx.rows<TodayNamed>({
    text: `select ${claimColumns}, customers.name as "customerName", customers.grade, owner.name as "ownerName",
        (select contact_changes.contact_by from contact_changes where contact_changes.company_id = claims.company_id
          and contact_changes.customer_id = claims.customer_id and contact_changes.replacement_id = claims.owner_id
          and contact_changes.contacted_at is null order by contact_changes.at desc limit 1) as "takeOverBy",
        (select follow_ups.body from follow_ups where follow_ups.company_id = claims.company_id
          and follow_ups.customer_id = claims.customer_id order by follow_ups.at desc, follow_ups.id desc limit 1) as "lastText"
      from claims
        join customers on customers.company_id = claims.company_id and customers.id = claims.customer_id
        join staff owner on owner.company_id = claims.company_id and owner.id = claims.owner_id
      where claims.company_id = $1 and claims.owner_id = $2 and claims.ended_at is null
      order by claims.due_at, claims.id limit ${TODAY_CLAIMS_MAX + 1}`,
    values: [tx.companyId, staffId],
  });
  const siteId = staff.siteId ?? context.actor.siteId;
  const timeZone = await siteZone(context, siteId);
  const rules = (await context.rules(siteId)).values.claims;
  const listed = rows.slice(0, TODAY_CLAIMS_MAX).flatMap((row) => {
    const claim = { ...row, ...settled(rules, row, now) };
    const facts = {
      claim,
      plannedOn: row.plannedOn,
      bornOn: null,
      deliveredOn: null,
      callBackOn: null,
      takeOverBy: row.takeOverBy,
      signingDueOn: null,
      paymentDueOn: null,
    };
    const tasks = tasksFor(rules, facts, { timeZone, isHoliday: false }, now);
    if (tasks.length === 0) return [];
    return [
      {
        claimId: row.id,
        customer: { id: row.customerId, name: row.customerName, grade: row.grade },
        owner: { id: row.ownerId, name: row.ownerName },
        state: row.state,
        stage: row.stage,
        dueAt: row.dueAt,
        lastContactAt: row.lastContactAt,
        lastText: row.lastText,
        tasks: tasks.map((task) => ({ kind: task.kind, dueAt: task.dueAt, clauses: [...task.clauses] })),
      },
    ];
  });
  const rank = (row: (typeof listed)[number]): number => Math.min(...row.tasks.map((task) => urgency[task.kind] ?? 9));
  listed.sort((a, b) => rank(a) - rank(b) || ((a.dueAt ?? '~') < (b.dueAt ?? '~') ? -1 : 1));
  return {
    rows: listed,
    signatures: staffId === context.actor.staffId ? await unsigned(context) : [],
    cadence: await cadence(context, staffId, timeZone, rows.length),
    more: rows.length > TODAY_CLAIMS_MAX,
  };
});

/** Cards and second follow-ups that wait for this leader. */
const unsigned = (context: Context) =>
  scopeOf(context.actor, 'claims.sign') === null
    ? Promise.resolve([])
    : claimRows(
        context,
        sql`where claims.company_id = ${context.tx.companyId} and claims.ended_at is null
          and (claims.state = 'awaiting_signature' or claims.stage = 'signing') and ${claimScope(context, 'claims.sign')}
        order by claims.registered_at, claims.id limit 200`,
      );

async function cadence(context: Context, staffId: string, timeZone: string, customers: number) {
  const { tx, now } = context;
  const day = localDateOf(now, timeZone);
  const counts = await tx.row<{ contactsToday: number; returnVisitsThisMonth: number }>(sql`
    select count(*) filter (where follow_ups.at >= ${startOfDay(day, timeZone)})::int as "contactsToday",
      count(*) filter (where follow_ups.channel in ('visit', 'call'))::int as "returnVisitsThisMonth"
    from follow_ups where follow_ups.company_id = ${tx.companyId} and follow_ups.author_id = ${staffId} and follow_ups.valid
      and follow_ups.at >= ${startOfDay(`${day.slice(0, 7)}-01`, timeZone)} and follow_ups.at <= ${now}`);
  const rules = (await context.rules(context.actor.siteId)).values.claims;
  return cadenceStanding(rules, {
    contactsToday: counts?.contactsToday ?? 0,
    returnVisitsThisMonth: counts?.returnVisitsThisMonth ?? 0,
    customers,
  });
}

const list = answer(routes.list, async (context, { query }) => {
  const { tx } = context;
  const conditions: Record<typeof query.view, Sql> = {
    open: sql`claims.ended_at is null`,
    due: sql`claims.ended_at is null and claims.due_at is not null`,
    unsigned: sql`claims.ended_at is null and (claims.state = 'awaiting_signature' or claims.stage = 'signing')`,
    ended: sql`claims.ended_at is not null`,
  };
  // Each view walks its own index: due first by what falls due, unsigned by age, ended by the latest.
  const [key, descending] =
    query.view === 'ended'
      ? [sql`claims.ended_at`, true]
      : query.view === 'due'
        ? [sql`claims.due_at`, false]
        : [sql`claims.registered_at`, query.view === 'open'];
  const after = fromCursor(query.cursor, 2);
  const beyond = after
    ? descending
      ? sql`and (${key}, claims.id) < (${after[0]}, ${after[1]}::uuid)`
      : sql`and (${key}, claims.id) > (${after[0]}, ${after[1]}::uuid)`
    : empty;
  const direction = descending ? sql`desc` : sql`asc`;
  const rows = await tx.rows<Parameters<typeof toClaim>[0] & { key: string }>(
    selectClaims(sql`where claims.company_id = ${tx.companyId} and ${conditions[query.view]} and ${claimScope(context)}
      ${query.ownerId ? sql`and claims.owner_id = ${query.ownerId}` : empty}
      ${query.siteId ? sql`and claims.site_id = ${query.siteId}` : empty}
      ${query.dueBefore ? sql`and claims.due_at < ${query.dueBefore}` : empty}
      ${beyond} order by ${key} ${direction}, claims.id ${direction} limit ${query.limit + 1}`),
  );
  const page = pageFrom(rows, query.limit, (row) => [
    (query.view === 'ended' ? row.endedAt : query.view === 'due' ? row.dueAt : row.registeredAt) ?? '',
    row.id,
  ]);
  return { rows: page.rows.map(toClaim), nextCursor: page.nextCursor };
});

const ofCustomer = answer(routes.ofCustomer, async (context, { params }) => {
  await requireCustomer(context, 'claims.read', params.customerId);
  const { tx, now } = context;
  const stored = await claimsOfCustomer(tx, params.customerId);
  const siteId = stored[0]?.siteId ?? context.actor.siteId;
  const timeZone = await siteZone(context, siteId);
  const rules = (await context.rules(siteId)).values.claims;
  // The file is read as it stands at this instant, even when the lapse has not been written down yet.
  const standing = stored.map((claim) => ({ ...claim, ...settled(rules, claim, now) }));
  const views = await claimRows(
    context,
    sql`where claims.company_id = ${tx.companyId} and claims.customer_id = ${params.customerId}
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
  const entry = await openPoolEntry(tx, params.customerId);
  const receiver = firstReceiverOf(standing);
  const names = await shareNames(context, [receiver ?? '', entry?.exOwnerId ?? ''].filter(Boolean));
  return {
    current: shown.find((view) => view.id === current?.id) ?? null,
    history: shown.filter((view) => view.id !== current?.id),
    pooled: entry
      ? { since: entry.enteredAt, formerOwner: { id: entry.exOwnerId, name: names(entry.exOwnerId) } }
      : null,
    firstReceiver: receiver ? { id: receiver, name: names(receiver) } : null,
    deadlines: current ? nextDeadlines(rules, current, timeZone).map((deadline) => ({ ...deadline })) : [],
    contactChange: await contactChange(context, params.customerId),
    verdict: await lastVerdict(context, params.customerId),
    whyNot: await reasons(context, params.customerId, standing, current, timeZone),
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
  const onCurrent = async (permission: string, decide: (claim: Stored) => Parameters<typeof whyNot>[2]) =>
    !can(permission) ? lacks(permission) : current ? whyNot(context, timeZone, decide(current)) : nothing;
  return {
    register: can('claims.register') ? await whyNot(context, timeZone, register) : lacks('claims.register'),
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
    take: can('claims.take')
      ? await whyNot(context, timeZone, await takeDecision(context, customerId, claims, timeZone))
      : lacks('claims.take'),
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

const poolDay = async (context: Context, timeZone: string): Promise<{ taken: number; viewed: number }> =>
  (await context.tx.row<{ taken: number; viewed: number }>(sql`select pool_days.taken, pool_days.viewed from pool_days
    where pool_days.company_id = ${context.tx.companyId} and pool_days.staff_id = ${context.actor.staffId}
      and pool_days.day = ${localDateOf(context.now, timeZone)}`)) ?? { taken: 0, viewed: 0 };

const followUps = answer(routes.followUps, async (context, { params, query }) => {
  await requireCustomer(context, 'claims.read', params.customerId);
  const after = fromCursor(query.cursor, 2);
  const rows = await followUpRows(
    context,
    sql`where follow_ups.company_id = ${context.tx.companyId} and follow_ups.customer_id = ${params.customerId}
      ${after ? sql`and (follow_ups.at, follow_ups.id) < (${after[0]}, ${after[1]}::uuid)` : empty}
    order by follow_ups.at desc, follow_ups.id desc limit ${query.limit + 1}`,
  );
  return pageFrom(rows, query.limit, (row) => [row.at, row.id]);
});

const dayRegister = answer(routes.dayRegister, async (context, { query }) => {
  const scope = requireScope(context.actor, 'claims.read');
  const timeZone = await siteZone(context, query.siteId ?? context.actor.siteId);
  const condition = scopeCondition(context.actor, scope, {
    site: sql`follow_ups.site_id`,
    team: sql`author.team_id`,
    person: sql`follow_ups.author_id`,
  });
  const after = fromCursor(query.cursor, 2);
  const rows = await followUpRows(
    context,
    sql`where follow_ups.company_id = ${context.tx.companyId} and ${condition}
      ${query.siteId ? sql`and follow_ups.site_id = ${query.siteId}` : empty}
      ${query.authorId ? sql`and follow_ups.author_id = ${query.authorId}` : empty}
      ${query.day ? sql`and follow_ups.at >= ${startOfDay(query.day, timeZone)} and follow_ups.at < ${startOfDay(addDays(query.day, 1), timeZone)}` : empty}
      ${after ? sql`and (follow_ups.at, follow_ups.id) < (${after[0]}, ${after[1]}::uuid)` : empty}
    order by follow_ups.at desc, follow_ups.id desc limit ${query.limit + 1}`,
  );
  return pageFrom(rows, query.limit, (row) => [row.at, row.id]);
});

interface PoolNamed {
  readonly id: string;
  readonly customerId: string;
  readonly name: string;
  readonly gender: string | null;
  readonly kind: string;
  readonly grade: string | null;
  readonly source: string;
  readonly siteId: string;
  readonly siteName: string;
  readonly exOwnerId: string;
  readonly exOwnerName: string;
  readonly fromClaimId: string;
  readonly enteredAt: string;
  readonly reason: NonNullable<Stored['endedReason']>;
  readonly followUps: number;
  readonly lastContactAt: string | null;
}

const pool = answer(routes.pool, async (context, { query }) => {
  const { tx, now, actor } = context;
  const scope = requireScope(actor, 'claims.take');
  const siteId = query.siteId ?? actor.siteId;
  const timeZone = await siteZone(context, siteId);
  const house = (await context.rules(siteId)).values;
  const after = fromCursor(query.cursor, 2);
  const rows = await tx.rows<PoolNamed>(sql`
    select pool_entries.id, pool_entries.customer_id as "customerId", customers.name, customers.gender, customers.kind, customers.grade,
      customers.source, pool_entries.site_id as "siteId", sites.name as "siteName", pool_entries.ex_owner_id as "exOwnerId",
      former.name as "exOwnerName", pool_entries.from_claim_id as "fromClaimId", pool_entries.entered_at as "enteredAt", pool_entries.reason,
      claims.follow_ups as "followUps", claims.last_contact_at as "lastContactAt"
    from pool_entries
      join customers on customers.company_id = pool_entries.company_id and customers.id = pool_entries.customer_id
      join sites on sites.company_id = pool_entries.company_id and sites.id = pool_entries.site_id
      join staff former on former.company_id = pool_entries.company_id and former.id = pool_entries.ex_owner_id
      join claims on claims.company_id = pool_entries.company_id and claims.id = pool_entries.from_claim_id
    where pool_entries.company_id = ${tx.companyId} and pool_entries.left_at is null
      and ${scope === 'company' ? sql`true` : sql`pool_entries.site_id = any(${[...actor.siteIds]}::uuid[])`}
      ${query.siteId ? sql`and pool_entries.site_id = ${query.siteId}` : empty}
      ${after ? sql`and (pool_entries.entered_at, pool_entries.id) < (${after[0]}, ${after[1]}::uuid)` : empty}
    order by pool_entries.entered_at desc, pool_entries.id desc limit ${query.limit + 1}`);
  const page = pageFrom(rows, query.limit, (row) => [row.enteredAt, row.id]);
  const day = await poolDay(context, timeZone);
  const standing = {
    takerId: personOf(actor),
    takenToday: day.taken,
    holding: await holdingOf(tx, personOf(actor)),
    timeZone,
  };
  const shown = page.rows.map(async (row) => ({
    customerId: row.customerId,
    label: poolName(house.customers, row.name),
    grade: row.grade,
    source: row.source,
    site: { id: row.siteId, name: row.siteName },
    formerOwner: { id: row.exOwnerId, name: row.exOwnerName },
    enteredAt: row.enteredAt,
    reason: row.reason,
    followUps: row.followUps,
    lastContactAt: row.lastContactAt,
    whyNot: {
      take: await whyNot(
        context,
        timeZone,
        decideTakeFromPool(
          house.claims,
          { ...standing, entry: row, claims: [] },
          { newClaimId: '', customerId: row.customerId, siteId: row.siteId },
          now,
        ),
      ),
    },
  }));
  return {
    rows: await Promise.all(shown),
    nextCursor: page.nextCursor,
    taken: day.taken,
    takeQuota: house.claims.poolDailyQuota,
    viewed: day.viewed,
    viewQuota: house.claims.poolViewDailyQuota,
  };
});

const handoverList = answer(routes.handoverList, async (context, { params }) => {
  const { tx } = context;
  const owner = await staffById(tx, params.staffId);
  requireStaffInScope(context, 'claims.handover', owner);
  const rules = (await context.rules(owner.siteId)).values.claims;
  const claims = await claimRows(
    context,
    sql`where claims.company_id = ${tx.companyId} and claims.owner_id = ${owner.id} and claims.ended_at is null
    order by claims.registered_at, claims.id limit 1001`,
  );
  const colleagues = await tx.rows<{
    id: string;
  }>(sql`select staff.id from staff where staff.company_id = ${tx.companyId}
    and staff.site_id is not distinct from ${owner.siteId}::uuid and staff.status = 'active' and staff.id <> ${owner.id} order by staff.name limit 200`);
  const receivers = await receiversOf(
    context,
    colleagues.map((one) => one.id),
  );
  return {
    method: rules.handoverMethod,
    longLeaveDays: rules.longLeaveDays,
    claims: claims.slice(0, 1000),
    receivers: receivers.map((one) => ({ id: one.id, name: one.name, holding: one.holding })),
    more: claims.length > 1000,
  };
});

const handovers = answer(routes.handovers, async (context, { query }) => {
  const { tx, actor } = context;
  const scope = requireScope(actor, 'claims.handover');
  const after = fromCursor(query.cursor, 2);
  const rows = await handoverRows(
    context,
    sql`where handovers.company_id = ${tx.companyId}
      and ${scopeCondition(actor, scope, { site: sql`owner.site_id`, team: sql`owner.team_id`, person: sql`handovers.by` })}
      ${after ? sql`and (handovers.at, handovers.id) < (${after[0]}, ${after[1]}::uuid)` : empty}
    order by handovers.at desc, handovers.id desc limit ${Math.min(query.limit, 20) + 1}`,
  );
  return pageFrom(rows, Math.min(query.limit, 20), (row) => [row.at, row.id]);
});

const COVERAGE_DAYS_MAX = 92; // a quarter: enough to see a trend, bounded for the database

const coverage = answer(routes.coverage, async (context, { query }) => {
  const { tx, now, actor } = context;
  const scope = requireScope(actor, 'claims.read');
  const siteId = query.siteId ?? actor.siteId;
  const timeZone = await siteZone(context, siteId);
  if (query.to < query.from || query.to > addDays(query.from, COVERAGE_DAYS_MAX))
    throw invalid('to', `区间须在 1 到 ${COVERAGE_DAYS_MAX} 天之内 / between 1 and ${COVERAGE_DAYS_MAX} days`);
  const [from, to] = [startOfDay(query.from, timeZone), startOfDay(addDays(query.to, 1), timeZone)];
  const site = query.siteId ? sql`and follow_ups.site_id = ${query.siteId}` : empty;
  const seen = scopeCondition(actor, scope, {
    site: sql`follow_ups.site_id`,
    team: sql`author.team_id`,
    person: sql`follow_ups.author_id`,
  });
  const days = await tx.rows<{ day: string; contacts: number; valid: number; customers: number }>(sql`
    select (follow_ups.at at time zone ${timeZone})::date as day, count(*)::int as contacts, count(*) filter (where follow_ups.valid)::int as valid,
      count(distinct follow_ups.customer_id)::int as customers
    from follow_ups join staff author on author.company_id = follow_ups.company_id and author.id = follow_ups.author_id
    where follow_ups.company_id = ${tx.companyId} and follow_ups.at >= ${from} and follow_ups.at < ${to} and ${seen} ${site}
    group by 1 order by 1`);
  const staffScope = scopeCondition(actor, scope, {
    site: sql`staff.site_id`,
    team: sql`staff.team_id`,
    person: sql`staff.id`,
  });
  const soon = startOfDay(addDays(localDateOf(now, timeZone), 3), timeZone);
  const people = await tx.rows<{
    id: string;
    name: string;
    holding: number;
    contacted: number;
    contacts: number;
    lapsed: number;
    dueSoon: number;
  }>(sql`
    select staff.id, staff.name, held.holding, held.contacted, coalesce(done.contacts, 0) as contacts, coalesce(gone.lapsed, 0) as lapsed,
      held."dueSoon"
    from staff
      cross join lateral (select count(*)::int as holding,
          count(*) filter (where claims.last_contact_at >= ${from} and claims.last_contact_at < ${to})::int as contacted,
          count(*) filter (where claims.due_at < ${soon})::int as "dueSoon"
        from claims where claims.company_id = staff.company_id and claims.owner_id = staff.id and claims.ended_at is null) held
      left join lateral (select count(*)::int as contacts from follow_ups where follow_ups.company_id = staff.company_id
        and follow_ups.author_id = staff.id and follow_ups.at >= ${from} and follow_ups.at < ${to}) done on true
      left join lateral (select count(*)::int as lapsed from claims where claims.company_id = staff.company_id and claims.owner_id = staff.id
        and claims.state in ('lapsed', 'waste', 'void') and claims.ended_at >= ${from} and claims.ended_at < ${to}) gone on true
    where staff.company_id = ${tx.companyId} and staff.status <> 'left' and ${staffScope}
      ${query.siteId ? sql`and staff.site_id = ${query.siteId}` : empty}
      and (held.holding > 0 or done.contacts > 0 or gone.lapsed > 0)
    order by held.holding desc, staff.name limit 200`);
  return { days, people: people.map(({ id, name, ...counts }) => ({ staff: { id, name }, ...counts })) };
});

const disputes = answer(routes.disputes, async (context, { query }) => {
  const { tx, actor } = context;
  const scope = requireScope(actor, 'claims.dispute');
  const mine = sql`${actor.staffId}::uuid = any(claim_disputes.parties)`;
  const wide =
    scope === 'company'
      ? sql`true`
      : scope === 'site' || scope === 'team'
        ? sql`claim_disputes.site_id = any(${[...actor.siteIds]}::uuid[])`
        : sql`false`;
  const after = fromCursor(query.cursor, 2);
  const rows = await disputeRows(
    context,
    sql`where claim_disputes.company_id = ${tx.companyId} and (${mine} or ${wide})
      and ${query.open === 'true' ? sql`claim_disputes.settled_at is null` : sql`claim_disputes.settled_at is not null`}
      ${after ? sql`and (claim_disputes.opened_at, claim_disputes.id) < (${after[0]}, ${after[1]}::uuid)` : empty}
    order by claim_disputes.opened_at desc, claim_disputes.id desc limit ${query.limit + 1}`,
  );
  return pageFrom(rows, query.limit, (row) => [row.openedAt, row.id]);
});

const templates = answer(routes.templates, async (context) => ({
  rows: await context.tx.rows<
    z.output<typeof TemplateOut>
  >(sql`select follow_up_templates.id, follow_up_templates.channel, follow_up_templates.purpose,
      follow_up_templates.title, follow_up_templates.body, follow_up_templates.version
    from follow_up_templates where follow_up_templates.company_id = ${context.tx.companyId} and follow_up_templates.retired_at is null
    order by follow_up_templates.position, follow_up_templates.title limit 200`),
}));

export const claimQueries: readonly Endpoint[] = [
  today,
  list,
  ofCustomer,
  followUps,
  dayRegister,
  pool,
  handoverList,
  handovers,
  coverage,
  disputes,
  templates,
];
