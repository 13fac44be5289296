/** Reads of disputes: the lists, and the rows one file is made of. */
import type { Sql } from 'sql-template-tag';
import sql, { empty } from 'sql-template-tag';
import type { z } from 'zod';
import type { DisputeFile, DisputeOut, verdicts } from '#contract/verdicts.ts';
import type { QueryOf } from '#contract/kernel/route.ts';
import type { Instant } from '#core/kernel/instant.ts';
import { maskName } from '#core/customers/index.ts';
import { inScope } from '#server/customers/index.ts';
import { notAllowed, requireScope, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';

export type DisputeView = z.output<typeof DisputeOut>;
type File = z.output<typeof DisputeFile>;

interface Row
  extends Pick<
    DisputeView,
    | 'id'
    | 'about'
    | 'openedAt'
    | 'reason'
    | 'state'
    | 'verdict'
    | 'verdictReason'
    | 'settledAt'
    | 'settleBy'
    | 'version'
  > {
  readonly customerId: string;
  readonly customerName: string;
  readonly grade: string | null;
  readonly visible: boolean;
  readonly parties: { id: string; name: string }[] | null;
  readonly openedById: string;
  readonly openedByName: string;
  readonly settledById: string | null;
  readonly settledByName: string | null;
  readonly evidence: { staffId: string; name: string; registeredAt: string; signedAt: string | null }[] | null;
}
const person = (id: string, name: string | null) => ({ id, name: name ?? '' });
const iso = (text: string): Instant => new Date(text).toISOString();

/** The register decides: of the parties' cards the earliest registered (or signed) one is marked. */
function toDispute({
  customerId,
  customerName,
  grade,
  visible,
  openedById,
  openedByName,
  settledById,
  settledByName,
  ...row
}: Row): DisputeView {
  const evidence = (row.evidence ?? []).map((one) => ({
    staff: person(one.staffId, one.name),
    registeredAt: iso(one.registeredAt),
    signedAt: one.signedAt ? iso(one.signedAt) : null,
  }));
  const first = evidence.map((one) => one.signedAt ?? one.registeredAt).sort()[0];
  return {
    ...row,
    customer: { id: customerId, name: visible ? customerName : maskName(customerName), grade: visible ? grade : null },
    parties: row.parties ?? [],
    openedBy: person(openedById, openedByName),
    settledBy: settledById ? person(settledById, settledByName) : null,
    evidence: evidence.map((one) => ({ ...one, wins: (one.signedAt ?? one.registeredAt) === first })),
  };
}

const disputeRows = async (context: Context, rest: Sql): Promise<DisputeView[]> =>
  (
    await context.tx.rows<Row>(sql`
    select disputes.id, disputes.about, c.id as "customerId", c.name as "customerName", c.grade, ${inScope(context.actor)} as visible,
      (select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by array_position(disputes.parties, s.id)) from staff s
        where s.company_id = disputes.company_id and s.id = any(disputes.parties)) as parties,
      disputes.opened_by as "openedById", opener.name as "openedByName", disputes.opened_at as "openedAt", disputes.reason,
      disputes.state, disputes.verdict, disputes.verdict_reason as "verdictReason", disputes.settled_at as "settledAt",
      disputes.settled_by as "settledById", settler.name as "settledByName", disputes.settle_by as "settleBy", disputes.version,
      (select jsonb_agg(jsonb_build_object('staffId', s.id, 'name', s.name, 'registeredAt', cl.registered_at, 'signedAt', cl.signed_at)
          order by cl.registered_at)
        from claims cl join staff s on s.company_id = cl.company_id and s.id = cl.owner_id
        where cl.company_id = disputes.company_id and cl.customer_id = disputes.customer_id and cl.owner_id = any(disputes.parties)) as evidence
    from disputes
      join customers c on c.company_id = disputes.company_id and c.id = disputes.customer_id
      join staff opener on opener.company_id = disputes.company_id and opener.id = disputes.opened_by
      left join staff settler on settler.company_id = disputes.company_id and settler.id = disputes.settled_by
    ${rest}`)
  ).map(toDispute);

export async function disputeOut(context: Context, disputeId: string): Promise<DisputeView> {
  const [row] = await disputeRows(
    context,
    sql`where disputes.company_id = ${context.tx.companyId} and disputes.id = ${disputeId}`,
  );
  if (!row) throw notFound('争议 / dispute');
  return row;
}

/** Parties see their own; whoever leads sees those of their sites. Confidential customers stay with their people. */
function readable(context: Context): Sql {
  const { actor } = context;
  const scope = requireScope(actor, 'claims.dispute');
  const mine = sql`(disputes.parties @> array[${actor.staffId}::uuid] or disputes.opened_by = ${actor.staffId}::uuid)`;
  if (scope === 'company') return sql`true`;
  if (scope === 'self' || (scope === 'team' && !actor.teamId)) return mine;
  if (scope === 'team')
    return sql`(${mine} or (disputes.parties && array(select staff.id from staff where staff.company_id = disputes.company_id
      and staff.team_id = ${actor.teamId}::uuid) and (not c.confidential or c.owner_id = ${actor.staffId}::uuid)))`;
  return sql`(${mine} or (disputes.site_id = any(${[...actor.siteIds]}::uuid[]) and (not c.confidential or c.owner_id = ${actor.staffId}::uuid)))`;
}

export async function requireReadable(context: Context, disputeId: string): Promise<void> {
  const row = await context.tx.row(sql`select 1 from disputes
    join customers c on c.company_id = disputes.company_id and c.id = disputes.customer_id
    where disputes.company_id = ${context.tx.companyId} and disputes.id = ${disputeId} and ${readable(context)}`);
  if (!row) throw notFound('争议 / dispute');
}

/** Confidential customers are ruled on by those who know them, or by the head of the company. */
export async function requireJudgeable(context: Context, customerId: string): Promise<void> {
  const { actor, tx } = context;
  if (scopeOf(actor, 'claims.rule') === 'company') return;
  const row = await tx.row(sql`select 1 from customers c where c.company_id = ${tx.companyId} and c.id = ${customerId}
    and (not c.confidential or c.owner_id = ${actor.staffId}::uuid)`);
  if (!row) throw notAllowed('claims.rule');
}

export async function list(context: Context, query: QueryOf<typeof verdicts.list>) {
  const { actor, tx } = context;
  const after = fromCursor(query.cursor, 2);
  const mine = sql`disputes.parties @> array[${actor.staffId}::uuid]`;
  const rules = scopeOf(actor, 'claims.rule');
  const judge =
    rules === null
      ? sql`false`
      : rules === 'company'
        ? sql`not ${mine}`
        : sql`(not ${mine} and disputes.site_id = any(${[...actor.siteIds]}::uuid[]))`;
  const rows = await disputeRows(
    context,
    sql`where disputes.company_id = ${tx.companyId} and ${readable(context)}
      and ${query.open === 'true' ? sql`disputes.state <> 'settled'` : sql`disputes.state = 'settled'`}
      ${query.view === 'mine' ? sql`and ${mine}` : query.view === 'judge' ? sql`and ${judge}` : empty}
      ${query.customerId ? sql`and disputes.customer_id = ${query.customerId}` : empty}
      ${after ? sql`and (disputes.opened_at, disputes.id) < (${after[0]}, ${after[1]}::uuid)` : empty}
    order by disputes.opened_at desc, disputes.id desc limit ${query.limit + 1}`,
  );
  return pageFrom(rows, query.limit, (row) => [row.openedAt, row.id]);
}

export async function statementsOf(context: Context, disputeId: string): Promise<File['statements']> {
  const rows = await context.tx.rows<{ id: string; authorId: string; name: string; at: string; body: string }>(sql`
    select dispute_statements.id, dispute_statements.author_id as "authorId", staff.name, dispute_statements.at, dispute_statements.body
    from dispute_statements join staff on staff.company_id = dispute_statements.company_id and staff.id = dispute_statements.author_id
    where dispute_statements.company_id = ${context.tx.companyId} and dispute_statements.dispute_id = ${disputeId}
    order by dispute_statements.at, dispute_statements.id limit 200`);
  return rows.map(({ authorId, name, ...row }) => ({ ...row, author: person(authorId, name) }));
}

export async function filesOf(context: Context, disputeId: string): Promise<File['files']> {
  const rows = await context.tx.rows<{
    id: string;
    name: string;
    bytes: number;
    addedAt: string;
    byId: string | null;
    by: string | null;
  }>(sql`
    select dispute_files.id, dispute_files.name, dispute_files.bytes, dispute_files.added_at as "addedAt", staff.id as "byId", staff.name as by
    from dispute_files left join staff on staff.company_id = dispute_files.company_id and staff.id = dispute_files.added_by
    where dispute_files.company_id = ${context.tx.companyId} and dispute_files.dispute_id = ${disputeId}
    order by dispute_files.added_at, dispute_files.id limit 200`);
  return rows.map(({ byId, by, ...row }) => ({ ...row, addedBy: byId ? person(byId, by) : null }));
}

type Stored = { party: string; percent: number }[];
interface RulingRow
  extends Pick<
    File['rulings'][number],
    'seq' | 'level' | 'verdict' | 'followsProposal' | 'reason' | 'at' | 'appealUntil' | 'journalId'
  > {
  readonly ownerId: string | null;
  readonly ruling: { performance: Stored; commission: Stored } | null;
  readonly judgeId: string | null;
  readonly appellantId: string | null;
  readonly appealReason: string | null;
  readonly appealedAt: string | null;
}
export type RulingView = RulingRow;

export const rulingsOf = (context: Context, disputeId: string): Promise<RulingView[]> =>
  context.tx.rows<RulingRow>(sql`
    select r.seq, r.level, r.verdict, r.owner_id as "ownerId", r.ruling, r.follows_proposal as "followsProposal", r.reason,
      r.judge_id as "judgeId", r.at, r.appeal_until as "appealUntil", r.journal_id as "journalId", a.appellant_id as "appellantId",
      a.reason as "appealReason", a.at as "appealedAt"
    from dispute_rulings r left join dispute_appeals a on a.company_id = r.company_id and a.dispute_id = r.dispute_id and a.ruling_seq = r.seq
    where r.company_id = ${context.tx.companyId} and r.dispute_id = ${disputeId} order by r.seq limit 50`);

/** What was written at a contact, and by whom. */
export async function wordsOf(context: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await context.tx.rows<{
    id: string;
    body: string;
  }>(sql`select follow_ups.id, follow_ups.body from follow_ups
    where follow_ups.company_id = ${context.tx.companyId} and follow_ups.id = any(${[...ids]}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row.body]));
}

export async function namesOf(context: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const uuids = [...new Set(ids)].filter((id) => id.length === 36);
  const rows = await context.tx.rows<{ id: string; name: string }>(sql`select staff.id, staff.name from staff
    where staff.company_id = ${context.tx.companyId} and staff.id = any(${uuids}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Who settled it last, for whoever comes after them; by the clock nobody did. */
export async function settledBy(
  context: Context,
  { rulings }: { readonly rulings: readonly { readonly judgeId: string | null }[] },
): Promise<{ byZh: string; byEn: string }> {
  const judgeId = rulings.at(-1)?.judgeId ?? null;
  if (judgeId === null) return { byZh: '到期规则', byEn: 'the clause about disputes that nobody settles' };
  const name = (await namesOf(context, [judgeId])).get(judgeId) ?? '';
  return { byZh: name, byEn: name };
}
