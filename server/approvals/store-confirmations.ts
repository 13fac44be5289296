/** Applications for confirmation: one row each; how it ended stays with it. */
import sql from 'sql-template-tag';
import type { Instant } from '#core/kernel/instant.ts';
import type { ConfirmationState } from '#core/organisation/index.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

export interface Confirmation {
  readonly id: string;
  readonly staffId: string;
  readonly siteId: string;
  readonly state: ConfirmationState;
  readonly selfReview: string;
  readonly mentorWord: string | null;
  readonly mentorRecommends: boolean | null;
}
const columns = sql`c.id, c.staff_id as "staffId", c.site_id as "siteId", c.state, c.self_review as "selfReview",
  c.mentor_word as "mentorWord", c.mentor_recommends as "mentorRecommends"`;

export async function confirmationById(tx: Tx, id: string): Promise<Confirmation> {
  const row = await tx.row<Confirmation>(
    sql`select ${columns} from confirmations c where c.company_id = ${tx.companyId} and c.id = ${id} for update`,
  );
  if (!row) throw notFound('转正申请 / application');
  return row;
}

export const openConfirmation = (tx: Tx, staffId: string): Promise<Confirmation | null> =>
  tx.row<Confirmation>(sql`select ${columns} from confirmations c where c.company_id = ${tx.companyId} and c.staff_id = ${staffId}
    and c.state in ('with_mentor', 'signing', 'returned') for update`);

interface Applied {
  readonly id: string;
  readonly staffId: string;
  readonly siteId: string;
  readonly state: ConfirmationState;
  readonly hiredOn: string | null;
  readonly probationUntil: string | null;
  readonly unitsSold: number;
  readonly selfReview: string;
  readonly mentorId: string | null;
  readonly at: Instant;
  readonly journalId: string;
}
/** A new one, or the one that was returned, put right. */
export const saveApplication = (tx: Tx, row: Applied): Promise<unknown> =>
  tx.run(sql`insert into confirmations (company_id, id, staff_id, site_id, state, hired_on, probation_until, units_sold, self_review,
      mentor_id, applied_at, journal_id)
    values (${tx.companyId}, ${row.id}, ${row.staffId}, ${row.siteId}, ${row.state}, ${row.hiredOn}, ${row.probationUntil}, ${row.unitsSold},
      ${row.selfReview}, ${row.mentorId}, ${row.at}, ${row.journalId})
    on conflict (company_id, id) do update set state = excluded.state, units_sold = excluded.units_sold, self_review = excluded.self_review,
      applied_at = excluded.applied_at, ended_at = null, ended_reason = '', version = confirmations.version + 1,
      journal_id = excluded.journal_id`);

export const saveWord = (
  tx: Tx,
  id: string,
  { word, recommends, mentorId, at }: { word: string; recommends: boolean; mentorId: string; at: Instant },
): Promise<unknown> =>
  tx.run(sql`update confirmations set state = 'signing', mentor_word = ${word}, mentor_recommends = ${recommends}, mentor_id = ${mentorId},
      mentor_at = ${at}, version = version + 1 where company_id = ${tx.companyId} and id = ${id}`);

interface End {
  readonly state: ConfirmationState;
  readonly at: Instant;
  readonly reason: string;
  readonly signers: readonly string[];
  readonly filedAt: Instant | null;
  readonly journalId: string;
}
export const saveEndOf = (tx: Tx, id: string, end: End): Promise<unknown> =>
  tx.run(sql`update confirmations set state = ${end.state}, ended_at = ${end.state === 'returned' ? null : end.at}, ended_reason = ${end.reason},
      signers = ${[...end.signers]}::uuid[], filed_at = ${end.filedAt}, version = version + 1, journal_id = ${end.journalId}
    where company_id = ${tx.companyId} and id = ${id}`);
