/** Months of commission: what a site's month comes to in one statement, and its statements written in another. */
import sql from 'sql-template-tag';
import type { Carried, Month, Statement, StatementFacts, StatementState, Tops } from '#core/money/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';

/** The oldest month before this one that has lines and is not closed. */
export const earlierOpen = async (
  tx: Tx,
  siteId: string,
  month: Month,
  closedUntil: Month | null,
): Promise<Month | null> =>
  (
    await tx.row<{ month: Month | null }>(sql`select min(l.month) as month from commission_lines l
      where l.company_id = ${tx.companyId} and l.site_id = ${siteId} and l.month < ${month} and l.month > ${closedUntil ?? ''}
        and l.kind <> 'payout'`)
  )?.month ?? null;

/** Deals that still wait for a dispute which has ended since. */
export const settledSince = (tx: Tx, siteId: string): Promise<{ dealId: string }[]> =>
  tx.rows(sql`select a.deal_id as "dealId" from commission_accounts a
    where a.company_id = ${tx.companyId} and a.site_id = ${siteId} and a.waits <> '{}' and 'dispute' = any(a.waits)
      and not exists (select 1 from disputes d where d.company_id = a.company_id and d.customer_id = a.customer_id and d.state <> 'settled')
    order by a.deal_id limit 500`);

export interface PersonMonth extends Omit<StatementFacts, 'month'> {
  readonly teamId: string | null;
  readonly isInternal: boolean;
}

/**
 * Everybody's month in one pass over its lines: performance, what each deal came to, awards, corrections, deductions they have
 * acknowledged, the target, and what earlier months could not bear. Whoever still owes something gets a statement as well.
 */
export const monthOfPeople = (tx: Tx, siteId: string, month: Month): Promise<PersonMonth[]> =>
  tx.rows<PersonMonth>({
    name: 'commission.month-of-people',
    text: `
      with lines as (
        select l.staff_id, l.deal_id, l.purse, l.kind, l.amount_fen from commission_lines l
        where l.company_id = $1 and l.site_id = $2 and l.month = $3 and l.staff_id is not null and l.kind <> 'payout'
          and (l.acknowledged_at is not null or not l.needs_acknowledgement) and l.statement_id is null
        union all -- a deduction counts in the month in which it is acknowledged, wherever it was entered
        select l.staff_id, l.deal_id, l.purse, l.kind, l.amount_fen from commission_lines l
        where l.company_id = $1 and l.site_id = $2 and l.month < $3 and l.staff_id is not null and l.needs_acknowledgement
          and l.acknowledged_at is not null and l.statement_id is null
      ), deals as (
        select staff_id, deal_id, coalesce(sum(amount_fen) filter (where purse = 'commission'), 0)::bigint as commission,
          sum(amount_fen)::bigint as net
        from lines where deal_id is not null and purse <> 'performance' group by staff_id, deal_id
      ), sold as (
        select staff_id, json_agg(json_build_object('dealId', deal_id, 'commissionFen', commission, 'netFen', net) order by deal_id) as list
        from deals group by staff_id
      ), sums as (
        select staff_id,
          coalesce(sum(amount_fen) filter (where purse = 'performance'), 0)::bigint as performance,
          coalesce(sum(amount_fen) filter (where deal_id is null and kind = 'reward'), 0)::bigint as rewards,
          coalesce(sum(amount_fen) filter (where deal_id is null and kind = 'correction'), 0)::bigint as corrections,
          coalesce(-sum(amount_fen) filter (where kind = 'penalty'), 0)::bigint as penalties
        from lines group by staff_id
      ), last as (
        select distinct on (s.staff_id) s.staff_id, s.carried_out_clawback_fen as clawback, s.carried_out_penalty_fen as penalty
        from statements s where s.company_id = $1 and s.site_id = $2 and s.month < $3 order by s.staff_id, s.month desc
      ), people as (
        select staff_id from sums union select staff_id from last where clawback > 0 or penalty > 0
      )
      select p.staff_id as "staffId", t.team_id as "teamId",
        not exists (select 1 from staff_roles sr join roles r on r.company_id = sr.company_id and r.id = sr.role_id
          where sr.company_id = $1 and sr.staff_id = p.staff_id and r.key = 'market_specialist') as "isInternal",
        coalesce(s.performance, 0) as "performanceFen", g.amount_fen as "targetFen",
        coalesce(d.list, '[]') as deals,
        coalesce(s.rewards, 0) as "rewardsFen", coalesce(s.corrections, 0) as "correctionsFen", coalesce(s.penalties, 0) as "penaltiesFen",
        json_build_object('clawbackFen', coalesce(l.clawback, 0), 'penaltyFen', coalesce(l.penalty, 0)) as "carriedIn"
      from people p
      join staff t on t.company_id = $1 and t.id = p.staff_id
      left join sums s on s.staff_id = p.staff_id
      left join sold d on d.staff_id = p.staff_id
      left join last l on l.staff_id = p.staff_id
      left join sales_targets g on g.company_id = $1 and g.site_id = $2 and g.month = $3 and g.staff_id = p.staff_id
      order by p.staff_id`,
    values: [tx.companyId, siteId, month],
  });

/** All performance and the department's share of a month, and its target. */
export async function monthOfHouse(
  tx: Tx,
  siteId: string,
  month: Month,
): Promise<{ performanceFen: number; houseFen: number; targetFen: number | null }> {
  const row = await tx.row<{ performanceFen: number; houseFen: number; targetFen: number | null }>(sql`
    select coalesce(sum(l.amount_fen) filter (where l.purse = 'performance'), 0)::bigint as "performanceFen",
      coalesce(sum(l.amount_fen) filter (where l.purse <> 'performance' and l.staff_id is null), 0)::bigint as "houseFen",
      (select t.amount_fen from sales_targets t where t.company_id = ${tx.companyId} and t.site_id = ${siteId} and t.month = ${month}
        and t.staff_id is null) as "targetFen"
    from commission_lines l where l.company_id = ${tx.companyId} and l.site_id = ${siteId} and l.month = ${month} and l.kind <> 'payout'`);
  return row ?? { performanceFen: 0, houseFen: 0, targetFen: null };
}

export const topsBefore = async (tx: Tx, siteId: string, month: Month): Promise<Tops[]> =>
  (
    await tx.rows<{ tops: Tops }>(sql`select m.tops from commission_months m where m.company_id = ${tx.companyId}
      and m.site_id = ${siteId} and m.month < ${month} order by m.month desc limit 36`)
  ).map(({ tops }) => tops);

export interface NewStatement {
  readonly id: string;
  readonly staffId: string;
  readonly facts: StatementFacts;
  readonly made: Statement;
  readonly journalId: string;
}
const owed = ({ clawbackFen, penaltyFen }: Carried): number => clawbackFen + penaltyFen;

export async function insertStatements(
  context: Context,
  siteId: string,
  month: Month,
  statements: readonly NewStatement[],
): Promise<void> {
  if (statements.length === 0) return;
  const { tx, now } = context;
  const rows = statements.map(({ id, staffId, facts, made, journalId }) => ({
    ...{ id, staff_id: staffId, performance_fen: facts.performanceFen, target_fen: facts.targetFen },
    ...{
      attainment_percent: made.attainmentPercent,
      paid_percent: made.paidPercent,
      commission_fen: made.commissionFen,
    },
    ...{
      rewards_fen: facts.rewardsFen + facts.correctionsFen,
      earned_fen: made.earnedFen,
      carried_in_fen: owed(facts.carriedIn),
    },
    ...{ deducted_clawback_fen: made.deducted.clawbackFen, deducted_penalty_fen: made.deducted.penaltyFen },
    ...{ carried_out_clawback_fen: made.carriedOut.clawbackFen, carried_out_penalty_fen: made.carriedOut.penaltyFen },
    ...{ payable_fen: made.payableFen, journal_id: journalId },
  }));
  await tx.run({
    name: 'commission.insert-statements',
    text: `insert into statements (company_id, id, site_id, month, issued_at, staff_id, performance_fen, target_fen, attainment_percent, paid_percent,
        commission_fen, rewards_fen, earned_fen, carried_in_fen, deducted_clawback_fen, deducted_penalty_fen, carried_out_clawback_fen,
        carried_out_penalty_fen, payable_fen, journal_id)
      select $1, r.id, $2, $3, $4, r.staff_id, r.performance_fen, r.target_fen, r.attainment_percent, r.paid_percent, r.commission_fen,
        r.rewards_fen, r.earned_fen, r.carried_in_fen, r.deducted_clawback_fen, r.deducted_penalty_fen, r.carried_out_clawback_fen,
        r.carried_out_penalty_fen, r.payable_fen, r.journal_id
      from jsonb_to_recordset($5::jsonb) as r (id uuid, staff_id uuid, performance_fen bigint, target_fen bigint, attainment_percent int,
        paid_percent int, commission_fen bigint, rewards_fen bigint, earned_fen bigint, carried_in_fen bigint, deducted_clawback_fen bigint,
        deducted_penalty_fen bigint, carried_out_clawback_fen bigint, carried_out_penalty_fen bigint, payable_fen bigint, journal_id uuid)`,
    values: [tx.companyId, siteId, month, now, JSON.stringify(rows)],
  });
}

/** Every line of the month that counted stands on its person's statement from now on. */
export const putOnStatements = (tx: Tx, siteId: string, month: Month): Promise<number> =>
  tx.run({
    name: 'commission.put-on-statements',
    text: `update commission_lines l set statement_id = s.id from statements s
      where l.company_id = $1 and l.site_id = $2 and l.month <= $3 and l.statement_id is null and l.kind <> 'payout'
        and (l.month = $3 or l.needs_acknowledgement) and (l.acknowledged_at is not null or not l.needs_acknowledgement)
        and s.company_id = $1 and s.site_id = $2 and s.month = $3 and s.staff_id = l.staff_id`,
    values: [tx.companyId, siteId, month],
  });

export interface ClosedMonth {
  readonly siteId: string;
  readonly month: Month;
  readonly performanceFen: number;
  readonly commissionFen: number;
  readonly houseFen: number;
  readonly payableFen: number;
  readonly people: number;
  readonly tops: Tops;
  readonly journalId: string;
}
export async function saveClosed(context: Context, closed: ClosedMonth): Promise<void> {
  const { tx, now, actor } = context;
  await tx.run(sql`insert into commission_months (company_id, site_id, month, closed_at, closed_by, performance_fen, commission_fen, house_fen,
      payable_fen, people, tops, journal_id)
    values (${tx.companyId}, ${closed.siteId}, ${closed.month}, ${now}, ${actor.staffId}, ${closed.performanceFen}, ${closed.commissionFen},
      ${closed.houseFen}, ${closed.payableFen}, ${closed.people}, ${JSON.stringify(closed.tops)}, ${closed.journalId})`);
  await tx.run(sql`update commission_books set closed_until = ${closed.month}
    where company_id = ${tx.companyId} and site_id = ${closed.siteId}`);
}

export interface StatementRow {
  readonly id: string;
  readonly staffId: string;
  readonly state: StatementState;
  readonly payableFen: number;
  readonly openQueries: number;
  readonly journalId: string;
}
/** The month's statements, locked in one order by whoever hands them in or pays them. */
export async function lockStatements(tx: Tx, siteId: string, month: Month): Promise<StatementRow[]> {
  await tx.rows(sql`select 1 from statements s where s.company_id = ${tx.companyId} and s.site_id = ${siteId} and s.month = ${month}
    order by s.id for no key update`);
  return tx.rows<StatementRow>(sql`select s.id, s.staff_id as "staffId", s.state, s.payable_fen as "payableFen", s.journal_id as "journalId",
      (select count(*)::int from line_queries q where q.company_id = s.company_id and q.statement_id = s.id and q.answered_at is null) as "openQueries"
    from statements s where s.company_id = ${tx.companyId} and s.site_id = ${siteId} and s.month = ${month} order by s.id`);
}

export async function insertBatch(
  context: Context,
  batch: {
    id: string;
    siteId: string;
    month: Month;
    totalFen: number;
    statementIds: readonly string[];
    journalId: string;
  },
): Promise<void> {
  const { tx, now, actor } = context;
  await tx.run(sql`insert into statement_batches (company_id, id, site_id, month, total_fen, people, requested_at, requested_by, journal_id)
    values (${tx.companyId}, ${batch.id}, ${batch.siteId}, ${batch.month}, ${batch.totalFen}, ${batch.statementIds.length}, ${now},
      ${actor.staffId}, ${batch.journalId})
    on conflict (company_id, id) do update set state = 'pending', total_fen = excluded.total_fen, people = excluded.people,
      requested_at = excluded.requested_at, requested_by = excluded.requested_by, journal_id = excluded.journal_id`);
  await tx.run(sql`update statements set state = 'submitted', batch_id = ${batch.id}
    where company_id = ${tx.companyId} and id = any(${[...batch.statementIds]}::uuid[])`);
}

/** The batch that was handed in last and not approved: sent back to be put right, it goes up again as it is. */
export const lastRefusedBatch = async (tx: Tx, siteId: string, month: Month): Promise<string | null> =>
  (
    await tx.row<{
      id: string;
    }>(sql`select b.id from statement_batches b where b.company_id = ${tx.companyId} and b.site_id = ${siteId}
      and b.month = ${month} and b.state = 'refused' order by b.requested_at desc, b.id desc limit 1`)
  )?.id ?? null;

/** The batch is approved, or goes back to where it was: to be handed in again. */
export async function endBatch(context: Context, batchId: string, to: 'approved' | 'refused'): Promise<string[]> {
  const { tx, now } = context;
  await tx.run(
    sql`update statement_batches set state = ${to} where company_id = ${tx.companyId} and id = ${batchId} and state = 'pending'`,
  );
  const rows = await tx.rows<{ staffId: string }>(
    to === 'approved'
      ? sql`update statements set state = 'approved', approved_at = ${now} where company_id = ${tx.companyId} and batch_id = ${batchId}
          and state = 'submitted' returning staff_id as "staffId"`
      : sql`update statements set state = case when acknowledged_at is null then 'issued' else 'acknowledged' end, batch_id = null
          where company_id = ${tx.companyId} and batch_id = ${batchId} and state = 'submitted' returning staff_id as "staffId"`,
  );
  return rows.map(({ staffId }) => staffId);
}
export const batchById = (tx: Tx, id: string): Promise<{ siteId: string; month: Month } | null> =>
  tx.row(
    sql`select b.site_id as "siteId", b.month from statement_batches b where b.company_id = ${tx.companyId} and b.id = ${id}`,
  );

export const markPaid = (context: Context, statementIds: readonly string[], journalId: string): Promise<number> =>
  context.tx.run(sql`update statements set state = 'paid', paid_at = ${context.now}, paid_by = ${context.actor.staffId},
      paid_journal_id = ${journalId}
    where company_id = ${context.tx.companyId} and id = any(${[...statementIds]}::uuid[]) and state = 'approved'`);
