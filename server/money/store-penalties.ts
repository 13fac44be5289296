/** Writes of penalties. */
import sql from 'sql-template-tag';
import type { AppealVerdict, PenaltyCause, PenaltyForm, PenaltyState } from '#core/money/index.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

export interface NewPenalty {
  readonly id: string;
  readonly siteId: string;
  readonly staffId: string;
  readonly cause: PenaltyCause;
  readonly form: PenaltyForm;
  readonly amountFen: number;
  readonly points: number;
  readonly clauses: readonly string[];
  readonly dealId: string | null;
  readonly reason: string;
  readonly evidenceJournalId: string;
  readonly enteredBy: string | null;
  readonly appealUntil: Instant;
  readonly journalId: string;
}
export interface Penalty extends NewPenalty {
  readonly state: PenaltyState;
}

export const insertPenalty = (context: Context, one: NewPenalty): Promise<number> =>
  context.tx.run(sql`insert into penalties (company_id, id, site_id, staff_id, cause, form, amount_fen, points, clauses, deal_id, reason,
      evidence_journal_id, proposed_at, entered_by, appeal_until, journal_id)
    values (${context.tx.companyId}, ${one.id}, ${one.siteId}, ${one.staffId}, ${one.cause}, ${one.form}, ${one.amountFen}, ${one.points},
      ${[...one.clauses]}, ${one.dealId}, ${one.reason}, ${one.evidenceJournalId}, ${context.now}, ${one.enteredBy}, ${one.appealUntil},
      ${one.journalId})`);

/** An event costs a person once, however often it is told. */
export const isPenalised = async (
  tx: Tx,
  of: { readonly evidenceJournalId: string; readonly staffId: string; readonly cause: PenaltyCause },
): Promise<boolean> =>
  (await tx.row(sql`select 1 from penalties p where p.company_id = ${tx.companyId} and p.evidence_journal_id = ${of.evidenceJournalId}
    and p.staff_id = ${of.staffId} and p.cause = ${of.cause}`)) !== null;

export async function lockPenalty(tx: Tx, id: string): Promise<Penalty> {
  const row =
    await tx.row<Penalty>(sql`select p.id, p.site_id as "siteId", p.staff_id as "staffId", p.cause, p.form, p.amount_fen as "amountFen",
      p.points, p.clauses, p.deal_id as "dealId", p.reason, p.evidence_journal_id as "evidenceJournalId", p.entered_by as "enteredBy",
      p.appeal_until as "appealUntil", p.journal_id as "journalId", p.state
    from penalties p where p.company_id = ${tx.companyId} and p.id = ${id} for no key update`);
  if (!row) throw notFound('处理 / penalty');
  return row;
}

export const saveAppeal = (context: Context, id: string, given: { reason: string; journalId: string }) =>
  context.tx.run(sql`update penalties set state = 'appealed', appealed_at = ${context.now}, appeal_reason = ${given.reason},
      answer_journal_id = ${given.journalId} where company_id = ${context.tx.companyId} and id = ${id} and state = 'proposed'`);

export const saveAcknowledged = (
  context: Context,
  penalty: Pick<Penalty, 'id' | 'amountFen' | 'points'>,
  given: { lineId: string | null; journalId: string },
) =>
  context.tx.run(sql`update penalties set state = 'booked', acknowledged_at = ${context.now}, booked_at = ${context.now},
      booked_fen = ${penalty.amountFen}, booked_points = ${penalty.points}, line_id = ${given.lineId}, answer_journal_id = ${given.journalId}
    where company_id = ${context.tx.companyId} and id = ${penalty.id} and state = 'proposed'`);

export const saveRuling = (
  context: Context,
  id: string,
  given: {
    readonly verdict: AppealVerdict;
    readonly reason: string;
    readonly state: 'booked' | 'dropped';
    readonly amountFen: number;
    readonly points: number;
    readonly lineId: string | null;
    readonly journalId: string;
  },
) =>
  context.tx.run(sql`update penalties set state = ${given.state}, verdict = ${given.verdict}, ruled_at = ${context.now},
      ruled_by = ${context.actor.staffId}, ruling_reason = ${given.reason}, ruling_journal_id = ${given.journalId}, line_id = ${given.lineId},
      booked_at = ${given.state === 'booked' ? context.now : null}, booked_fen = ${given.state === 'booked' ? given.amountFen : null},
      booked_points = ${given.state === 'booked' ? given.points : null}
    where company_id = ${context.tx.companyId} and id = ${id} and state = 'appealed'`);
