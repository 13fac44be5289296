/** One timeline of everything: what the journal says about a customer, with the files merged into it. */
import sql from 'sql-template-tag';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { requireVisible } from './scope.ts';

interface EntryRow {
  readonly id: string;
  readonly at: string;
  readonly place: string;
  readonly kind: string;
  readonly byId: string | null;
  readonly byName: string | null;
  readonly reason: string | null;
  readonly input: Record<string, unknown> | null;
  readonly accepted: boolean;
}

/** The customer and every file that was merged into it and not parted again. */
export async function familyOfFiles(context: Context, customerId: string): Promise<string[]> {
  const rows = await context.tx.rows<{ id: string }>(sql`
    with recursive files as (
      select ${customerId}::uuid as id
      union
      select m.absorbed_id from customer_merges m join files on files.id = m.kept_id
      where m.company_id = ${context.tx.companyId}::uuid and m.undone_at is null)
    select files.id from files limit 100`);
  return rows.map((row) => row.id);
}

export async function timeline(context: Context, customerId: string, query: { cursor?: string; limit: number }) {
  await requireVisible(context, customerId);
  const ids = await familyOfFiles(context, customerId);
  const after = fromCursor(query.cursor, 2);
  const rows = await context.tx.rows<EntryRow>(sql`
    select j.id, j.at, j.at::text as place, j.kind, s.id as "byId", s.name as "byName", j.reason, j.input, j.accepted
    from unnest(${ids}::uuid[]) as files (id)
    cross join lateral (select * from journal where journal.company_id = ${context.tx.companyId}::uuid and journal.customer_id = files.id
      and ${after ? sql`(journal.at, journal.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
      order by journal.at desc, journal.id desc limit ${query.limit + 1}) j
    left join staff s on s.company_id = j.company_id and s.id = j.actor_id
    order by j.at desc, j.id desc limit ${query.limit + 1}`);
  const page = pageFrom(rows, query.limit, (row) => [row.place, row.id]);
  return {
    nextCursor: page.nextCursor,
    rows: page.rows.map((row) => ({
      id: row.id,
      at: row.at,
      kind: row.kind,
      by: row.byId === null ? null : { id: row.byId, name: row.byName ?? '' },
      text: row.reason ?? '',
      detail: { ...(row.input ?? {}), accepted: row.accepted },
      journalId: row.id,
    })),
  };
}
