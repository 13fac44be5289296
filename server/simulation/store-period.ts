/** The journal of a period, as a simulation reads it. */
import type { Instant } from '#core/kernel/instant.ts';
import type { RecordedEntry } from '#core/simulation/index.ts';
import type { Tx } from '#server/platform/database.ts';

export interface Period {
  readonly rulebookId: string;
  readonly siteIds: readonly string[];
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
}

/**
 * Only decisions made by a version of this book are simulated; where a site goes by another one, the draft says nothing. Nor can what
 * an earlier release of the product wrote down be decided again.
 */
export const idsOf = async (tx: Tx, { rulebookId, siteIds, from, to }: Period): Promise<string[]> =>
  (
    await tx.rows<{ id: string }>({
      text: `select journal.id from journal
        join rulebook_versions on rulebook_versions.company_id = journal.company_id and rulebook_versions.id = journal.rulebook_version_id
      where journal.company_id = $1 and journal.site_id = any($2::uuid[]) and journal.at >= $3 and journal.at < $4
        and rulebook_versions.rulebook_id = $5
        and journal.recorded_at > coalesce((select companies.decidable_from from companies where companies.id = $1), '-infinity')
      order by journal.id`,
      values: [tx.companyId, siteIds, from, to, rulebookId],
    })
  ).map(({ id }) => id);

export const entriesOf = (tx: Tx, ids: readonly string[]): Promise<RecordedEntry[]> =>
  tx.rows<RecordedEntry>({
    name: 'simulation.entries',
    text: `select journal.id, journal.at, journal.kind, journal.site_id as "siteId", journal.actor_id as "actorId", journal.subject_id as "subjectId",
        journal.customer_id as "customerId", journal.input, journal.facts, journal.decision
      from journal where journal.company_id = $1 and journal.id = any($2::uuid[]) order by journal.id`,
    values: [tx.companyId, ids],
  });

/** The versions of the book that were in force at some time of the period. */
export const versionsOf = async (tx: Tx, { rulebookId, from, to }: Period): Promise<string[]> =>
  (
    await tx.rows<{ id: string }>({
      text: `select id from rulebook_versions where company_id = $1 and rulebook_id = $2 and state <> 'draft' and effective_from < $4
        and effective_from >= coalesce((select max(effective_from) from rulebook_versions
          where company_id = $1 and rulebook_id = $2 and state <> 'draft' and effective_from <= $3), '-infinity')`,
      values: [tx.companyId, rulebookId, from, to],
    })
  ).map(({ id }) => id);
