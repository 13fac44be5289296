import sql, { empty } from 'sql-template-tag';
import { claims as routes } from '#contract/claims.ts';
import { addDays, localDateOf, startOfDay } from '#core/kernel/instant.ts';
import { timeZoneOf } from '#server/organisation/index.ts';
import { requireScope, scopeCondition } from '#server/platform/actor.ts';
import { answer, type Endpoint } from '#server/platform/http.ts';
import { invalid } from '#server/platform/refused.ts';
import { notConfidential } from './scope.ts';

const COVERAGE_DAYS_MAX = 92; // a quarter: enough to see a trend, bounded for the database

const coverage = answer(routes.coverage, async (context, { query }) => {
  const { tx, now, actor } = context;
  const scope = requireScope(actor, 'claims.read');
  const siteId = query.siteId ?? actor.siteId;
  const timeZone = await timeZoneOf(context.tx, siteId);
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
      join customers on customers.company_id = follow_ups.company_id and customers.id = follow_ups.customer_id
    where follow_ups.company_id = ${tx.companyId} and follow_ups.at >= ${from} and follow_ups.at < ${to} and ${seen} ${site}
      and ${notConfidential(context, sql`follow_ups.author_id`)}
    group by 1 order by 1`);
  const staffScope = scopeCondition(actor, scope, {
    site: sql`staff.site_id`,
    team: sql`staff.team_id`,
    person: sql`staff.id`,
  });
  // Confidential business is not in the figures either of those who may not know of it.
  const open = notConfidential(context, sql`staff.id`);
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
        from claims join customers on customers.company_id = claims.company_id and customers.id = claims.customer_id
        where claims.company_id = staff.company_id and claims.owner_id = staff.id and claims.ended_at is null and ${open}) held
      left join lateral (select count(*)::int as contacts from follow_ups
          join customers on customers.company_id = follow_ups.company_id and customers.id = follow_ups.customer_id
        where follow_ups.company_id = staff.company_id and follow_ups.author_id = staff.id
          and follow_ups.at >= ${from} and follow_ups.at < ${to} and ${open}) done on true
      left join lateral (select count(*)::int as lapsed from claims
          join customers on customers.company_id = claims.company_id and customers.id = claims.customer_id
        where claims.company_id = staff.company_id and claims.owner_id = staff.id and ${open}
        and claims.state in ('lapsed', 'waste', 'void') and claims.ended_at >= ${from} and claims.ended_at < ${to}) gone on true
    where staff.company_id = ${tx.companyId} and staff.status <> 'left' and ${staffScope}
      ${query.siteId ? sql`and staff.site_id = ${query.siteId}` : empty}
      and (held.holding > 0 or done.contacts > 0 or gone.lapsed > 0)
    order by held.holding desc, staff.name limit 200`);
  return { days, people: people.map(({ id, name, ...counts }) => ({ staff: { id, name }, ...counts })) };
});

export const coverageQueries: readonly Endpoint[] = [coverage];
