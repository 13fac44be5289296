/** The day's customers: for the supervisor's review, and as the register each salesperson hands to the superior. */
import sql from 'sql-template-tag';
import type { BodyOf } from '#contract/kernel/route.ts';
import { type customers as contract, customersRefusals } from '#contract/customers.ts';
import { serialGaps } from '#core/customers/index.ts';
import { accept } from '#core/kernel/decision.ts';
import { addDays, localDateOf, startOfDay } from '#core/kernel/instant.ts';
import { timeZoneOf } from '#server/organisation/index.ts';
import { personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { Refused } from '#server/platform/refused.ts';
import { rowsOf } from './rows.ts';
import { inScope, viewerOf } from './scope.ts';

const ROWS_MAX = 500; // one day of one office

async function bounds(
  context: Context,
  day: string | undefined,
  siteId: string | null,
): Promise<{ day: string; from: string; to: string }> {
  const zone = await timeZoneOf(context.tx, siteId);
  const date = day ?? localDateOf(context.now, zone);
  return { day: date, from: startOfDay(date, zone), to: startOfDay(addDays(date, 1), zone) };
}

export async function dayRegister(context: Context, query: { day?: string; siteId?: string }) {
  const { tx, actor } = context;
  const { day, from, to } = await bounds(context, query.day, query.siteId ?? actor.siteId);
  const site = query.siteId ? sql`and c.site_id = ${query.siteId}::uuid` : sql``;
  const found = await tx.rows<{ id: string; siteId: string | null; serial: number | null }>(sql`
    select c.id, c.site_id as "siteId", c.serial from customers c
    where c.company_id = ${tx.companyId}::uuid and c.merged_into is null and c.registered_at >= ${from}::timestamptz and c.registered_at < ${to}::timestamptz
      ${site} and ${inScope(actor)} order by c.registered_at, c.id limit ${ROWS_MAX}`);
  return {
    day,
    rows: await rowsOf(
      context,
      found.map((row) => row.id),
    ),
    gaps: await gapsOf(context, from, to, sitesSeen(context, query.siteId)),
    reports: await reportsOf(context, day, query.siteId ?? null),
  };
}

/** Whole sites the reader sees: the record forms of a site are looked through by those who answer for all of it. */
function sitesSeen({ actor }: Context, siteId: string | undefined): readonly string[] {
  const { scope } = viewerOf(actor);
  if (scope !== 'site' && scope !== 'company') return [];
  const wanted = siteId === undefined ? actor.siteIds : [siteId];
  return scope === 'company' ? wanted : wanted.filter((id) => actor.siteIds.includes(id));
}

/** A blank line on the day's record forms (S0.07.rep.3b): judged over all files of the site, merged ones included. */
async function gapsOf(context: Context, from: string, to: string, siteIds: readonly string[]) {
  const rows = await context.tx.rows<{ siteId: string; serials: number[] }>(sql`
    select c.site_id as "siteId", array_agg(c.serial) as serials from customers c
    where c.company_id = ${context.tx.companyId}::uuid and c.site_id = any(${[...siteIds]}::uuid[]) and c.serial is not null
      and c.registered_at >= ${from}::timestamptz and c.registered_at < ${to}::timestamptz group by c.site_id`);
  return rows
    .map(({ siteId, serials }) => ({ siteId, serials: [...serialGaps(serials)] }))
    .filter(({ serials }) => serials.length > 0);
}

/** Reports reach the superior and whoever may see the site. */
async function reportsOf(context: Context, day: string, siteId: string | null) {
  const viewer = viewerOf(context.actor);
  const wide =
    viewer.scope === 'company'
      ? sql`true`
      : viewer.scope === 'site'
        ? sql`r.site_id = any(${viewer.siteIds}::uuid[])`
        : sql`false`;
  const rows = await context.tx.rows<{
    id: string;
    staffId: string;
    name: string;
    registered: number;
    analysis: string;
    handedInAt: string;
  }>(sql`
    select r.id, s.id as "staffId", s.name, r.registered, r.analysis, r.handed_in_at as "handedInAt"
    from customer_day_reports r join staff s on s.company_id = r.company_id and s.id = r.staff_id
    where r.company_id = ${context.tx.companyId}::uuid and r.day = ${day}::date and (${siteId}::uuid is null or r.site_id = ${siteId}::uuid)
      and (r.staff_id = ${viewer.staffId}::uuid or r.superior_id = ${viewer.staffId}::uuid or ${wide})
    order by r.handed_in_at desc limit ${ROWS_MAX}`);
  return rows.map(({ staffId, name, ...row }) => ({ ...row, person: { id: staffId, name } }));
}

interface Superior {
  readonly id: string | null;
  readonly name: string | null;
}

export async function handInDay(context: Context, body: BodyOf<typeof contract.handInDay>) {
  const { tx, actor, now } = context;
  const staffId = personOf(actor);
  const { day, from, to } = await bounds(context, body.day, actor.siteId);
  const counted = await tx.row<{ registered: number }>(sql`
    select count(*)::int as registered from customers c where c.company_id = ${tx.companyId}::uuid and c.registered_by = ${staffId}::uuid
      and c.registered_at >= ${from}::timestamptz and c.registered_at < ${to}::timestamptz`);
  const registered = counted?.registered ?? 0;
  const superior = await superiorOf(context, staffId);
  const reportId = context.newId();
  const added = await tx.run(sql`
    insert into customer_day_reports (company_id, id, staff_id, superior_id, site_id, day, registered, analysis, handed_in_at)
    values (${tx.companyId}, ${reportId}, ${staffId}, ${superior.id}, ${actor.siteId}, ${day}, ${registered}, ${body.analysis}, ${now})
    on conflict (company_id, staff_id, day) do nothing`);
  if (added === 0) throw new Refused('DAY_ALREADY_HANDED_IN', customersRefusals.DAY_ALREADY_HANDED_IN, { day });
  const decision = accept({ reportId, registered, superior: superior.id }, ['S0.02.fu.4']);
  const journalId = context.record({
    kind: 'customers.handInDay',
    siteId: actor.siteId,
    subject: { type: 'customer_day_report', id: reportId },
    staffIds: [staffId, superior.id],
    input: { day },
    facts: { registered },
    decision,
  });
  if (superior.id) await notify(context, superior.id, journalId, { day, registered, by: actor.name });
  return {
    reportId,
    registered,
    superior: superior.id ? { id: superior.id, name: superior.name ?? '' } : null,
    journalId,
  };
}

/** The named superior; else the leader of the team. */
const superiorOf = async (context: Context, staffId: string): Promise<Superior> =>
  (await context.tx.row<Superior>(sql`
    select b.id, b.name from staff s left join teams t on t.company_id = s.company_id and t.id = s.team_id
    left join staff b on b.company_id = s.company_id and b.id = coalesce(s.superior_id, t.leader_id)
    where s.company_id = ${context.tx.companyId}::uuid and s.id = ${staffId}::uuid`)) ?? { id: null, name: null };

async function notify(context: Context, staffId: string, journalId: string, payload: unknown): Promise<void> {
  await context.tx.run(sql`insert into notices (company_id, id, staff_id, kind, payload, journal_id, at)
    values (${context.tx.companyId}, ${context.newId()}, ${staffId}, 'customers.dayRegister', ${JSON.stringify(payload)}, ${journalId}, ${context.now})`);
  context.publish({ topic: 'notices', staffId });
}
