/** The inbox: what waits for me, what I sent, what I decided, and everything I may see. */
import sql, { empty, join, type Sql } from 'sql-template-tag';
import type { approvals } from '#contract/approvals.ts';
import type { QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import { rightToSign } from '#core/approvals/index.ts';
import { personOf, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { peopleIn } from './people.ts';
import { whyNot } from './said.ts';
import { approvalRows, GIST_LINES, peopleNamedIn, readable, rowOut, type RowOut, type Seen } from './views.ts';
import { type House, houseAt, namesOf } from './views-people.ts';

type Inbox = typeof approvals.inbox;

interface Signing {
  readonly id: string;
  readonly siteIds: string[];
  /** Posts for the sites one works at, and those that reach every site. */
  readonly here: string[];
  readonly everywhere: string[];
}
const asPosts = (keys: readonly string[]): string[] => keys.map((key) => (key === 'owner' ? 'general_manager' : key));

/** What could be mine to sign, by post, by name, or for somebody who asked me to; the rule then says which is. */
async function couldBeMine(context: Context): Promise<Sql> {
  const { tx, now } = context;
  const me = personOf(context.actor);
  const rows = await tx.rows<Signing>(sql`
    select staff.id,
      array_remove(array_append(array(select staff_sites.site_id from staff_sites where staff_sites.company_id = staff.company_id
        and staff_sites.staff_id = staff.id), staff.site_id), null) as "siteIds",
      coalesce(array_agg(roles.key) filter (where roles.key is not null), '{}') as here,
      coalesce(array_agg(roles.key) filter (where roles.grants ->> 'approvals.read' = 'company'), '{}') as everywhere
    from staff
      left join staff_roles on staff_roles.company_id = staff.company_id and staff_roles.staff_id = staff.id
      left join roles on roles.company_id = staff_roles.company_id and roles.id = staff_roles.role_id
    where staff.company_id = ${tx.companyId} and (staff.id = ${me} or staff.id in (select d.from_id from approval_delegations d
      where d.company_id = ${tx.companyId} and d.to_id = ${me} and d.starts_at <= ${now} and (d.ends_at is null or d.ends_at > ${now})))
    group by staff.company_id, staff.id, staff.site_id`);
  const byPost = rows.map(
    ({ siteIds, here, everywhere }) => sql`(approvals.wanted_roles && ${asPosts(everywhere)}::text[]
      or approvals.site_id = any(${siteIds}::uuid[]) and approvals.wanted_roles && ${asPosts(here)}::text[])`,
  );
  const ids = rows.map(({ id }) => id);
  return sql`approvals.state = 'pending' and (approvals.wanted_staff && ${ids}::uuid[] or ${join(byPost, ' or ')})`;
}

const CANDIDATES_MAX = 1000; // pending at one time and of one's post; more wait until some are signed

interface Candidate extends Seen {
  readonly right: ReturnType<typeof rightToSign>;
}
async function judged(context: Context, seen: readonly Seen[]): Promise<Candidate[]> {
  const me = personOf(context.actor);
  const pending = seen.filter(({ approval }) => approval.state === 'pending');
  const siteIds = [...new Set(pending.map(({ approval }) => approval.siteId))];
  const named = pending.flatMap(({ approval }) =>
    approval.steps.flatMap(({ seats }) => seats.flatMap(({ staffId }) => (staffId ? [staffId] : []))),
  );
  const house: House | null = pending.length > 0 ? await houseAt(context.tx, context.now, siteIds, named) : null;
  return seen.map((one) => {
    const people = house && one.approval.state === 'pending' ? peopleIn(house, one.approval) : [];
    return {
      ...one,
      right: rightToSign({ approval: one.approval, people, signerId: me }, one.approval.round),
    };
  });
}

const filters = (query: QueryOf<Inbox>): Sql => sql`
  ${query.matter ? sql`and approvals.matter = ${query.matter}` : empty}
  ${query.state ? sql`and approvals.state = ${query.state}` : empty}
  ${query.siteId ? sql`and approvals.site_id = ${query.siteId}` : empty}
  ${query.subjectId ? sql`and approvals.subject_id = ${query.subjectId}` : empty}`;

/** Oldest first: what has waited longest is signed first. */
async function todo(context: Context, query: QueryOf<Inbox>): Promise<ResponseOf<Inbox>> {
  if (scopeOf(context.actor, 'approvals.decide') === null) return { rows: [], nextCursor: null };
  const after = fromCursor(query.cursor, 2);
  const seen = await approvalRows(
    context,
    sql`where approvals.company_id = ${context.tx.companyId} and ${await couldBeMine(context)} ${filters(query)}
      ${after ? sql`and (approvals.requested_at, approvals.id) > (${after[0]}, ${after[1]}::uuid)` : empty}
    order by approvals.requested_at, approvals.id limit ${CANDIDATES_MAX}`,
  );
  const mine = (await judged(context, seen)).filter(({ right }) => right.accepted);
  const page = pageFrom(mine.slice(0, query.limit + 1), query.limit, keyOf);
  return { rows: await rowsOut(context, page.rows), nextCursor: page.nextCursor };
}
const keyOf = ({ approval }: Seen) => [approval.requestedAt, approval.id];

export async function inbox(context: Context, query: QueryOf<Inbox>): Promise<ResponseOf<Inbox>> {
  if (query.box === 'todo') return todo(context, query);
  const me = personOf(context.actor);
  const after = fromCursor(query.cursor, 2);
  const boxed = {
    sent: sql`(approvals.applicant_id = ${me} or approvals.submitted_by = ${me})`,
    done: sql`exists (select 1 from approval_signatures s where s.company_id = approvals.company_id and s.approval_id = approvals.id
      and s.signer_id = ${me})`,
    all: readable(context),
  }[query.box];
  const seen = await approvalRows(
    context,
    sql`where approvals.company_id = ${context.tx.companyId} and ${boxed} ${filters(query)}
      ${after ? sql`and (approvals.requested_at, approvals.id) < (${after[0]}, ${after[1]}::uuid)` : empty}
    order by approvals.requested_at desc, approvals.id desc limit ${query.limit + 1}`,
  );
  const page = pageFrom(seen, query.limit, keyOf);
  return { rows: await rowsOut(context, await judged(context, page.rows)), nextCursor: page.nextCursor };
}

async function rowsOut(context: Context, candidates: readonly Candidate[]): Promise<RowOut[]> {
  const names = await namesOf(
    context.tx,
    candidates.flatMap((one) => peopleNamedIn(one)),
  );
  return candidates.map((one) => ({
    ...rowOut(one, names, one.customer?.visible === true || one.right.accepted, context.now),
    gist: one.approval.lines.slice(0, GIST_LINES).map((line) => ({ ...line })),
    whyNot: {
      sign: whyNot(one.right, {
        timeZone: one.approval.timeZone,
        by: names.get(one.approval.endedBy ?? '') ?? '',
      }),
    },
  }));
}

export async function counts(context: Context): Promise<ResponseOf<typeof approvals.counts>> {
  const me = personOf(context.actor);
  const { tx } = context;
  const seen =
    scopeOf(context.actor, 'approvals.decide') === null
      ? []
      : await approvalRows(
          context,
          sql`where approvals.company_id = ${tx.companyId} and ${await couldBeMine(context)}
            order by approvals.requested_at, approvals.id limit ${CANDIDATES_MAX}`,
        );
  const mine = (await judged(context, seen)).filter(({ right }) => right.accepted);
  const sent = await tx.row<{ returned: number; pending: number }>(sql`
    select count(*) filter (where approvals.state = 'returned')::int as returned, count(*) filter (where approvals.state = 'pending')::int as pending
    from approvals where approvals.company_id = ${tx.companyId} and (approvals.applicant_id = ${me} or approvals.submitted_by = ${me})
      and approvals.state in ('returned', 'pending')`);
  const isLate = ({ approval }: Seen) => approval.dueAt !== null && approval.dueAt <= context.now;
  return {
    todo: mine.length,
    overdue: mine.filter(isLate).length,
    returned: sent?.returned ?? 0,
    sent: sent?.pending ?? 0,
  };
}
