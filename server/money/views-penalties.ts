/** Reads of penalties: one's own, one's team's, the house's. */
import sql, { type Sql } from 'sql-template-tag';
import type { z } from 'zod';
import type { PenaltyOut, penalties as routes } from '#contract/penalties.ts';
import type { QueryOf } from '#contract/kernel/route.ts';
import {
  type AppealVerdict,
  decideAnswerPenalty,
  decideRuleAppeal,
  type PenaltyCause,
  type PenaltyForm,
  type PenaltyState,
} from '#core/money/index.ts';
import { personOf, requireScope, scopeCondition, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import { whyNot } from './penalty-said.ts';
import { lacks } from './said.ts';

type Out = z.output<typeof PenaltyOut>;

interface Row {
  readonly id: string;
  readonly siteId: string;
  readonly staffId: string;
  readonly staffName: string;
  readonly cause: PenaltyCause;
  readonly form: PenaltyForm;
  readonly amountFen: number;
  readonly points: number;
  readonly dealId: string | null;
  readonly dealNumber: string | null;
  readonly reason: string;
  readonly clauses: string[];
  readonly state: PenaltyState;
  readonly proposedAt: string;
  readonly enteredBy: string | null;
  readonly enteredByName: string | null;
  readonly appealUntil: string;
  readonly appealedAt: string | null;
  readonly appealReason: string | null;
  readonly verdict: AppealVerdict | null;
  readonly rulingReason: string | null;
  readonly ruledBy: string | null;
  readonly ruledByName: string | null;
  readonly bookedFen: number | null;
  readonly bookedPoints: number | null;
  readonly lineId: string | null;
  readonly evidenceJournalId: string;
  readonly journalId: string;
}
const selected = sql`select p.id, p.site_id as "siteId", p.staff_id as "staffId", t.name as "staffName", p.cause, p.form,
    p.amount_fen as "amountFen", p.points, p.deal_id as "dealId", d.number as "dealNumber", p.reason, p.clauses, p.state,
    p.proposed_at as "proposedAt", p.entered_by as "enteredBy", e.name as "enteredByName", p.appeal_until as "appealUntil",
    p.appealed_at as "appealedAt", p.appeal_reason as "appealReason", p.verdict, p.ruling_reason as "rulingReason", p.ruled_by as "ruledBy",
    r.name as "ruledByName", p.booked_fen as "bookedFen", p.booked_points as "bookedPoints", p.line_id as "lineId",
    p.evidence_journal_id as "evidenceJournalId", p.journal_id as "journalId"
  from penalties p
  join staff t on t.company_id = p.company_id and t.id = p.staff_id
  left join staff e on e.company_id = p.company_id and e.id = p.entered_by
  left join staff r on r.company_id = p.company_id and r.id = p.ruled_by
  left join deals d on d.company_id = p.company_id and d.id = p.deal_id`;

const person = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' });

/** What each button would be told; a ruling is tried with the mildest verdict. */
function whyNotOf({ actor, now }: Context, row: Row): Out['whyNot'] {
  const { staffId, state, form, amountFen, appealUntil, enteredBy, clauses } = row;
  const facts = {
    penalty: { staffId, state, form, amountFen, appealUntil, enteredBy, clauses },
    byId: actor.staffId ?? '',
  };
  const scope = scopeOf(actor, 'money.settle');
  const settles = scope === 'company' || (scope === 'site' && actor.siteIds.includes(row.siteId));
  const dropped = { verdict: 'dropped', amountFen: null, reason: '' } as const;
  return {
    acknowledge: whyNot(decideAnswerPenalty(facts, { answer: 'acknowledge', reason: '' }, now)),
    appeal: whyNot(decideAnswerPenalty(facts, { answer: 'appeal', reason: '…' }, now)),
    rule: settles ? whyNot(decideRuleAppeal({ penaltyPointYuan: 1 }, facts, dropped)) : lacks('money.settle'),
  };
}

const out = (context: Context, row: Row): Out => ({
  id: row.id,
  siteId: row.siteId,
  staff: { id: row.staffId, name: row.staffName },
  cause: row.cause,
  form: row.form,
  amountFen: row.amountFen,
  points: row.points,
  deal: row.dealId === null ? null : { id: row.dealId, number: row.dealNumber },
  reason: row.reason,
  clauses: row.clauses,
  state: row.state,
  proposedAt: row.proposedAt,
  enteredBy: person(row.enteredBy, row.enteredByName),
  appealUntil: row.appealUntil,
  appeal:
    row.appealedAt === null
      ? null
      : {
          reason: row.appealReason ?? '',
          at: row.appealedAt,
          verdict: row.verdict,
          answer: row.rulingReason ?? '',
          by: person(row.ruledBy, row.ruledByName),
        },
  bookedFen: row.bookedFen,
  bookedPoints: row.bookedPoints,
  lineId: row.lineId,
  evidenceJournalId: row.evidenceJournalId,
  journalId: row.journalId,
  whyNot: whyNotOf(context, row),
});

/** One's own always, others' as far as the right reaches. */
function seen({ actor }: Context): Sql {
  const columns = { site: sql`p.site_id`, team: sql`t.team_id`, person: sql`p.staff_id` };
  return scopeCondition(actor, requireScope(actor, 'money.statements'), columns);
}

export async function penaltyById(context: Context, id: string): Promise<Out> {
  const { tx, actor } = context;
  const row = await tx.row<Row>(sql`${selected} where p.company_id = ${tx.companyId} and p.id = ${id}
    and (${seen(context)} or p.staff_id = ${actor.staffId}::uuid)`);
  if (!row) throw notFound('处理 / penalty');
  return out(context, row);
}

const stateIs = (state: QueryOf<typeof routes.list>['state']): Sql => {
  if (state === 'all') return sql`true`;
  if (state === 'open') return sql`p.state in ('proposed', 'appealed')`;
  return state === 'closed' ? sql`p.state in ('booked', 'dropped')` : sql`p.state = ${state}`;
};

export async function penaltiesOf(context: Context, query: QueryOf<typeof routes.list>) {
  const { tx, actor } = context;
  const after = fromCursor(query.cursor, 1);
  const rows = await tx.rows<Row>(sql`${selected} where p.company_id = ${tx.companyId}
      and ${query.mine === 'true' ? sql`p.staff_id = ${personOf(actor)}::uuid` : seen(context)}
      and ${query.siteId === undefined ? sql`true` : sql`p.site_id = ${query.siteId}`}
      and ${query.staffId === undefined ? sql`true` : sql`p.staff_id = ${query.staffId}`}
      and ${stateIs(query.state)} and ${after === null ? sql`true` : sql`p.id < ${after[0]}`}
    order by p.id desc limit ${query.limit + 1}`);
  const page = pageFrom(rows, query.limit, (row) => [row.id]);
  return { rows: page.rows.map((row) => out(context, row)), nextCursor: page.nextCursor };
}
