/** Whose customers wait for new hands: of those who left, of those who moved away, and of those on a long leave. */
import sql from 'sql-template-tag';
import { claims as routes } from '#contract/claims.ts';
import { daysBetween } from '#core/kernel/instant.ts';
import { isLongLeave } from '#core/organisation/index.ts';
import { requireScope, scopeCondition } from '#server/platform/actor.ts';
import { answer, type Endpoint } from '#server/platform/http.ts';
import { notConfidential } from './scope.ts';

interface Due {
  readonly id: string;
  readonly name: string;
  readonly status: 'active' | 'on_leave' | 'left';
  readonly siteId: string | null;
  readonly leaveFrom: string | null;
  readonly leaveUntil: string | null;
  readonly claims: number;
  readonly withheld: number;
}

const handoverDue = answer(routes.handoverDue, async (context) => {
  const { tx, actor } = context;
  const scope = requireScope(actor, 'claims.handover');
  const seen = scopeCondition(actor, scope, {
    site: sql`claims.site_id`,
    team: sql`claims.team_id`,
    person: sql`claims.owner_id`,
  });
  const people = await tx.rows<Due>(sql`
    select owner.id, owner.name, owner.status, owner.site_id as "siteId", owner.leave_from as "leaveFrom", owner.leave_until as "leaveUntil",
      count(*)::int as claims, (count(*) filter (where claims.withheld_at is not null))::int as withheld
    from claims join staff owner on owner.company_id = claims.company_id and owner.id = claims.owner_id
      join customers on customers.company_id = claims.company_id and customers.id = claims.customer_id
    where claims.company_id = ${tx.companyId} and claims.ended_at is null and ${seen}
      and claims.owner_id = any(array(
        select staff.id from staff where staff.company_id = ${tx.companyId} and staff.status in ('left', 'on_leave')
        union select held.owner_id from claims held where held.company_id = ${tx.companyId} and held.ended_at is null
          and held.withheld_at is not null))
      and (owner.status <> 'active' or claims.withheld_at is not null)
      and ${notConfidential(context, sql`claims.owner_id`, 'claims.handover')}
    group by owner.id, owner.name, owner.status, owner.site_id, owner.leave_from, owner.leave_until order by owner.name limit 200`);
  const rows = [];
  for (const { id, name, ...person } of people) {
    const { longLeaveDays } = (await context.rules(person.siteId)).values.claims;
    const { status, leaveFrom, leaveUntil, withheld } = person;
    const isAway = status === 'on_leave' && leaveFrom !== null && isLongLeave({ longLeaveDays }, leaveFrom, leaveUntil);
    const why = status === 'left' ? 'left' : withheld > 0 ? 'transferred' : isAway ? 'long_leave' : null;
    if (why === null) continue;
    const leaveDays = leaveFrom === null || leaveUntil === null ? null : daysBetween(leaveFrom, leaveUntil) + 1;
    rows.push({
      person: { id, name },
      why: why as 'left' | 'transferred' | 'long_leave',
      claims: why === 'transferred' ? withheld : person.claims,
      leaveDays: why === 'long_leave' ? leaveDays : null,
    });
  }
  return { rows };
});

export const handoverDueEndpoints: readonly Endpoint[] = [handoverDue];
