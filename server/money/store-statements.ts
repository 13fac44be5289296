/** Writes of statements and of what people say about their lines. */
import sql from 'sql-template-tag';
import type { StatementState } from '#core/money/index.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

export interface LockedStatement {
  readonly id: string;
  readonly siteId: string;
  readonly staffId: string;
  readonly state: StatementState;
  readonly status: string;
  readonly openQueries: number;
}
export async function lockStatement(tx: Tx, id: string): Promise<LockedStatement> {
  await tx.row(sql`select 1 from statements s where s.company_id = ${tx.companyId} and s.id = ${id} for no key update`);
  const row =
    await tx.row<LockedStatement>(sql`select s.id, s.site_id as "siteId", s.staff_id as "staffId", s.state, t.status,
      (select count(*)::int from line_queries q where q.company_id = s.company_id and q.statement_id = s.id and q.answered_at is null) as "openQueries"
    from statements s join staff t on t.company_id = s.company_id and t.id = s.staff_id
    where s.company_id = ${tx.companyId} and s.id = ${id}`);
  if (!row) throw notFound('结算单 / statement');
  return row;
}

export const saveSigned = (
  context: Context,
  id: string,
  given: { reason: string; journalId: string },
): Promise<number> =>
  context.tx.run(sql`update statements set state = 'acknowledged', acknowledged_at = ${context.now}, acknowledged_by = ${context.actor.staffId},
      acknowledged_reason = ${given.reason}, acknowledged_journal_id = ${given.journalId}
    where company_id = ${context.tx.companyId} and id = ${id}`);

export interface LockedLine {
  readonly id: string;
  readonly siteId: string;
  readonly staffId: string | null;
  readonly statementId: string | null;
  readonly needsAcknowledgement: boolean;
  readonly acknowledgedAt: Instant | null;
  readonly hasOpenQuery: boolean;
}
export async function lockLine(tx: Tx, id: string): Promise<LockedLine> {
  const row =
    await tx.row<LockedLine>(sql`select l.id, l.site_id as "siteId", l.staff_id as "staffId", l.statement_id as "statementId",
      l.needs_acknowledgement as "needsAcknowledgement", l.acknowledged_at as "acknowledgedAt",
      exists (select 1 from line_queries q where q.company_id = l.company_id and q.line_id = l.id and q.answered_at is null) as "hasOpenQuery"
    from commission_lines l where l.company_id = ${tx.companyId} and l.id = ${id} for no key update of l`);
  if (!row) throw notFound('明细 / line');
  return row;
}
export const saveAccepted = (context: Context, id: string): Promise<number> =>
  context.tx.run(sql`update commission_lines set acknowledged_at = ${context.now}
    where company_id = ${context.tx.companyId} and id = ${id} and acknowledged_at is null`);

export const insertQuery = (
  context: Context,
  query: { id: string; lineId: string; statementId: string; staffId: string; reason: string; journalId: string },
): Promise<number> =>
  context.tx.run(sql`insert into line_queries (company_id, id, line_id, statement_id, staff_id, reason, asked_at, journal_id)
    values (${context.tx.companyId}, ${query.id}, ${query.lineId}, ${query.statementId}, ${query.staffId}, ${query.reason}, ${context.now},
      ${query.journalId})`);

export interface LockedQuery {
  readonly id: string;
  readonly lineId: string;
  readonly statementId: string;
  readonly siteId: string;
  readonly staffId: string;
  readonly answeredAt: Instant | null;
}
export async function lockQuery(tx: Tx, id: string): Promise<LockedQuery> {
  const row =
    await tx.row<LockedQuery>(sql`select q.id, q.line_id as "lineId", q.statement_id as "statementId", s.site_id as "siteId",
      q.staff_id as "staffId", q.answered_at as "answeredAt"
    from line_queries q join statements s on s.company_id = q.company_id and s.id = q.statement_id
    where q.company_id = ${tx.companyId} and q.id = ${id} for no key update of q`);
  if (!row) throw notFound('疑问 / query');
  return row;
}
export const saveAnswer = (
  context: Context,
  id: string,
  given: { answer: string; verdict: 'stands' | 'corrected'; correctionFen: number; journalId: string },
): Promise<number> =>
  context.tx.run(sql`update line_queries set answer = ${given.answer}, verdict = ${given.verdict}, correction_fen = ${given.correctionFen},
      answered_at = ${context.now}, answered_by = ${context.actor.staffId}, answer_journal_id = ${given.journalId}
    where company_id = ${context.tx.companyId} and id = ${id}`);

/** Theirs, or one of the further sites they work at; or where lines of theirs stand already. */
export const worksAt = async (tx: Tx, staffId: string, siteId: string): Promise<boolean> =>
  (await tx.row(sql`select 1 from staff t where t.company_id = ${tx.companyId} and t.id = ${staffId} and (t.site_id = ${siteId}
    or exists (select 1 from staff_sites x where x.company_id = t.company_id and x.staff_id = t.id and x.site_id = ${siteId})
    or exists (select 1 from commission_lines l where l.company_id = t.company_id and l.staff_id = t.id and l.site_id = ${siteId}))`)) !==
  null;

/** Who settles the statements of a site: they hear of a query. */
export const settlersOf = async (tx: Tx, siteId: string): Promise<string[]> =>
  (
    await tx.rows<{ id: string }>(sql`select distinct t.id from staff t
      join staff_roles sr on sr.company_id = t.company_id and sr.staff_id = t.id
      join roles r on r.company_id = sr.company_id and r.id = sr.role_id
      where t.company_id = ${tx.companyId} and t.status = 'active' and r.grants ? 'money.settle'
        and (r.grants ->> 'money.settle' = 'company' or t.site_id = ${siteId}
          or exists (select 1 from staff_sites x where x.company_id = t.company_id and x.staff_id = t.id and x.site_id = ${siteId}))
      order by t.id limit 50`)
  ).map(({ id }) => id);
