/** Reads of months: what they come to, who stands where, targets, policies, introductions. */
import sql from 'sql-template-tag';
import type { z } from 'zod';
import type { MonthOut, PersonOfMonth } from '#contract/commission.ts';
import type { commission as routes } from '#contract/commission.ts';
import type { ParamsOf, QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import { maskName } from '#core/customers/index.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { decideCloseMonth, decidePay, decideSubmit, type Month } from '#core/money/index.ts';
import { siteById } from '#server/claims/index.ts';
import { requireSite, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { lacks, whyNot } from './commission-said.ts';
import { closedUntilOf } from './store-commission.ts';
import { earlierOpen } from './store-months.ts';

type MonthShape = z.output<typeof MonthOut>;

interface Sums
  extends Pick<MonthShape, 'performanceFen' | 'commissionFen' | 'houseFen' | 'people' | 'counts' | 'openQueries'> {
  readonly payableFen: number;
  readonly closedAt: string | null;
  readonly journalId: string | null;
  readonly targetFen: number | null;
}

const sumsOf = async (context: Context, siteId: string, month: Month): Promise<Sums> => {
  const { tx } = context;
  const row = await tx.row<Omit<Sums, 'counts'> & MonthShape['counts']>(sql`
    with lines as (
      select coalesce(sum(l.amount_fen) filter (where l.purse = 'performance'), 0)::bigint as performance,
        coalesce(sum(l.amount_fen) filter (where l.purse <> 'performance' and l.staff_id is not null
          and (l.acknowledged_at is not null or not l.needs_acknowledgement)), 0)::bigint as commission,
        coalesce(sum(l.amount_fen) filter (where l.purse <> 'performance' and l.staff_id is null), 0)::bigint as house,
        count(distinct l.staff_id)::int as people
      from commission_lines l where l.company_id = ${tx.companyId} and l.site_id = ${siteId} and l.month = ${month} and l.kind <> 'payout'
    ), made as (
      select count(*) filter (where s.state = 'issued')::int as issued, count(*) filter (where s.state = 'acknowledged')::int as acknowledged,
        count(*) filter (where s.state = 'submitted')::int as submitted, count(*) filter (where s.state = 'approved')::int as approved,
        count(*) filter (where s.state = 'paid')::int as paid, coalesce(sum(s.payable_fen), 0)::bigint as payable
      from statements s where s.company_id = ${tx.companyId} and s.site_id = ${siteId} and s.month = ${month}
    ), asked as (
      select count(*)::int as queries from line_queries q join statements s on s.company_id = q.company_id and s.id = q.statement_id
      where q.company_id = ${tx.companyId} and s.site_id = ${siteId} and s.month = ${month} and q.answered_at is null
    )
    select lines.performance as "performanceFen", lines.commission as "commissionFen", lines.house as "houseFen",
      coalesce(m.people, lines.people) as people, made.issued, made.acknowledged, made.submitted, made.approved, made.paid,
      made.payable as "payableFen", asked.queries as "openQueries", m.closed_at as "closedAt", m.journal_id as "journalId",
      (select t.amount_fen from sales_targets t where t.company_id = ${tx.companyId} and t.site_id = ${siteId} and t.month = ${month}
        and t.staff_id is null) as "targetFen"
    from lines cross join made cross join asked
    left join commission_months m on m.company_id = ${tx.companyId} and m.site_id = ${siteId} and m.month = ${month}`);
  if (!row) throw new Error('sums of a month are one row');
  const { issued, acknowledged, submitted, approved, paid, ...rest } = row;
  return { ...rest, counts: { issued, acknowledged, submitted, approved, paid } };
};

async function whyNotOf(context: Context, siteId: string, month: Month, sums: Sums): Promise<MonthShape['whyNot']> {
  const { tx, actor, now } = context;
  const { timeZone } = await siteById(tx, siteId);
  const closedUntil = await closedUntilOf(tx, siteId);
  const isClosed = closedUntil !== null && month <= closedUntil;
  const close = decideCloseMonth(
    { month, timeZone, isClosed, earlierOpen: await earlierOpen(tx, siteId, month, closedUntil) },
    now,
  );
  const states = (['issued', 'acknowledged', 'submitted', 'approved', 'paid'] as const).flatMap((state) =>
    sums.counts[state] > 0 ? [{ id: state, staffId: '', state, openQueries: 0, payableFen: 0 }] : [],
  );
  const rules = await context.rules(siteId);
  return {
    close: whyNot(close),
    submit: whyNot(decideSubmit(rules.values.money, { month, isClosed, statements: states })),
    pay: scopeOf(actor, 'money.pay') === null ? lacks('money.pay') : whyNot(decidePay({ month, statements: states })),
  };
}

export async function monthOut(context: Context, siteId: string, month: Month): Promise<MonthShape> {
  const sums = await sumsOf(context, siteId, month);
  const closedUntil = await closedUntilOf(context.tx, siteId);
  const { closedAt, journalId, targetFen, ...rest } = sums;
  return {
    ...{ siteId, month, isClosed: closedUntil !== null && month <= closedUntil, closedAt, targetFen },
    ...rest,
    journalId,
    whyNot: await whyNotOf(context, siteId, month, sums),
  };
}

export async function monthsOf(context: Context, siteId: string): Promise<MonthShape[]> {
  requireSite(context.actor, 'money.settle', siteId);
  const { tx, now } = context;
  const { timeZone } = await siteById(tx, siteId);
  const rows = await tx.rows<{ month: Month }>(sql`select distinct l.month from commission_lines l
    where l.company_id = ${tx.companyId} and l.site_id = ${siteId} order by l.month desc limit 12`);
  const months = [...new Set([localDateOf(now, timeZone).slice(0, 7), ...rows.map(({ month }) => month)])]
    .sort()
    .reverse();
  const shown: MonthShape[] = [];
  for (const month of months) shown.push(await monthOut(context, siteId, month));
  return shown;
}

type Person = z.output<typeof PersonOfMonth>;
type PersonRow = Omit<Person, 'staff'> & { readonly staffId: string; readonly staffName: string };

/** Everybody's month, the highest performance first. */
export async function peopleOf(
  context: Context,
  { siteId, month }: ParamsOf<typeof routes.people>,
  query: QueryOf<typeof routes.people>,
): Promise<ResponseOf<typeof routes.people>> {
  requireSite(context.actor, 'money.settle', siteId);
  const { tx } = context;
  const after = fromCursor(query.cursor, 2);
  const rows = await tx.rows<PersonRow>(sql`
    with sums as (
      select l.staff_id, coalesce(sum(l.amount_fen) filter (where l.purse = 'performance'), 0)::bigint as performance,
        coalesce(sum(l.amount_fen) filter (where l.purse <> 'performance' and l.kind <> 'payout'
          and (l.acknowledged_at is not null or not l.needs_acknowledgement)), 0)::bigint as commission
      from commission_lines l where l.company_id = ${tx.companyId} and l.site_id = ${siteId} and l.month = ${month} and l.staff_id is not null
      group by l.staff_id
    ), people as (
      select staff_id from sums
      union select s.staff_id from statements s where s.company_id = ${tx.companyId} and s.site_id = ${siteId} and s.month = ${month}
      union select t.staff_id from sales_targets t where t.company_id = ${tx.companyId} and t.site_id = ${siteId} and t.month = ${month}
        and t.staff_id is not null
    )
    select p.staff_id as "staffId", t.name as "staffName", coalesce(u.performance, 0)::bigint as "performanceFen", g.amount_fen as "targetFen",
      coalesce(u.commission, 0)::bigint as "commissionFen", s.payable_fen as "payableFen", s.id as "statementId", s.state,
      coalesce((select count(*)::int from line_queries q where q.company_id = s.company_id and q.statement_id = s.id and q.answered_at is null), 0)
        as "openQueries"
    from people p join staff t on t.company_id = ${tx.companyId} and t.id = p.staff_id
    left join sums u on u.staff_id = p.staff_id
    left join statements s on s.company_id = ${tx.companyId} and s.site_id = ${siteId} and s.month = ${month} and s.staff_id = p.staff_id
    left join sales_targets g on g.company_id = ${tx.companyId} and g.site_id = ${siteId} and g.month = ${month} and g.staff_id = p.staff_id
    where ${query.state === '' ? sql`true` : sql`s.state = ${query.state}`}
      and ${after === null ? sql`true` : sql`(coalesce(u.performance, 0), p.staff_id) < (${after[0]}::bigint, ${after[1]}::uuid)`}
    order by coalesce(u.performance, 0) desc, p.staff_id desc limit ${query.limit + 1}`);
  const page = pageFrom(rows, query.limit, (row) => [row.performanceFen, row.staffId]);
  return {
    rows: page.rows.map(({ staffId, staffName, ...row }) => ({ ...row, staff: { id: staffId, name: staffName } })),
    nextCursor: page.nextCursor,
  };
}

/** The house's target is for everybody to see, others' only for whoever sees their statements. */
export async function targetsOf(context: Context, { siteId, month }: QueryOf<typeof routes.targets>) {
  const { tx, actor } = context;
  const scope = requireSite(actor, 'money.statements', siteId);
  const own =
    scope === 'site' || scope === 'company' ? sql`true` : sql`(t.staff_id is null or t.staff_id = ${actor.staffId})`;
  const rows = await tx.rows<{ staffId: string | null; name: string | null; amountFen: number; journalId: string }>(sql`
    select t.staff_id as "staffId", s.name, t.amount_fen as "amountFen", t.journal_id as "journalId" from sales_targets t
    left join staff s on s.company_id = t.company_id and s.id = t.staff_id
    where t.company_id = ${tx.companyId} and t.site_id = ${siteId} and t.month = ${month} and ${own}
    order by t.staff_id is not null, s.name limit 1000`);
  return {
    rows: rows.map(({ staffId, name, ...row }) => ({
      ...row,
      staff: staffId === null ? null : { id: staffId, name: name ?? '' },
    })),
  };
}

type Policy = ResponseOf<typeof routes.policies>['rows'][number];
export async function policiesOf(context: Context, { siteId, month }: QueryOf<typeof routes.policies>) {
  requireSite(context.actor, 'money.settle', siteId);
  const { tx } = context;
  const rows = await tx.rows<Omit<Policy, 'setBy'> & { setById: string | null; setByName: string | null }>(sql`
    select p.id, p.month, p.unit_kind as "unitKind", p.product, p.amount_fen as "amountFen", p.state, p.set_at as "setAt",
      p.set_by as "setById", s.name as "setByName", p.journal_id as "journalId" from commission_policies p
    left join staff s on s.company_id = p.company_id and s.id = p.set_by
    where p.company_id = ${tx.companyId} and p.site_id = ${siteId} and p.month = ${month}
    order by p.state = 'approved' desc, p.set_at desc, p.unit_kind, p.product limit 500`);
  return {
    rows: rows.map(({ setById, setByName, ...row }) => ({
      ...row,
      setBy: setById === null ? null : { id: setById, name: setByName ?? '' },
    })),
    pending: rows.some(({ state }) => state === 'pending'),
  };
}

type Referral = ResponseOf<typeof routes.referrals>['rows'][number];
export async function referralsOf(context: Context, query: QueryOf<typeof routes.referrals>) {
  requireSite(context.actor, 'money.settle', query.siteId);
  const { tx } = context;
  const after = fromCursor(query.cursor, 2);
  const rows = await tx.rows<
    Omit<Referral, 'deal'> & { dealId: string; number: string | null; unit: string | null; buyer: string }
  >(sql`select r.id, r.deal_id as "dealId", d.number, coalesce(nullif(u.name, ''), u.code) as unit, b.name as buyer,
      r.customer_id as "customerId", c.name as customer, r.amount_fen as "amountFen", r.state, r.due_at as "dueAt", r.given_at as "givenAt",
      r.journal_id as "journalId"
    from referral_rewards r
    join deals d on d.company_id = r.company_id and d.id = r.deal_id
    join customers b on b.company_id = d.company_id and b.id = d.customer_id
    join customers c on c.company_id = r.company_id and c.id = r.customer_id
    left join units u on u.company_id = d.company_id and u.id = d.unit_id
    where r.company_id = ${tx.companyId} and r.site_id = ${query.siteId} and ${query.state === '' ? sql`true` : sql`r.state = ${query.state}`}
      and ${after === null ? sql`true` : sql`(r.due_at, r.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by r.due_at desc, r.id desc limit ${query.limit + 1}`);
  const page = pageFrom(rows, query.limit, (row) => [row.dueAt, row.id]);
  return {
    rows: page.rows.map(({ dealId, number, unit, buyer, ...row }) => ({
      ...row,
      deal: { id: dealId, number, unit: unit ?? '', customer: maskName(buyer) },
    })),
    nextCursor: page.nextCursor,
  };
}
