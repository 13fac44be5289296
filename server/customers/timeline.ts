/** One timeline of everything: decisions from the journal, follow-ups in their own words, visits brought from older books. */
import sql from 'sql-template-tag';
import type { Context } from '#server/platform/context.ts';
import type { StoredDecision } from '#server/journal/index.ts';
import { namesIn, summaryOf } from '#server/journal/index.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { requireVisible } from './scope.ts';

interface EntryRow {
  readonly id: string;
  readonly at: string;
  readonly place: string;
  readonly kind: string;
  readonly byId: string | null;
  readonly byName: string | null;
  readonly text: string;
  readonly input: Record<string, unknown> | null;
  readonly decision: StoredDecision | null;
  readonly timeZone: string | null;
  readonly journalId: string | null;
}

const sentences: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  'followUp.call': { zh: '电话跟进', en: 'Call' },
  'followUp.visit': { zh: '上门跟进', en: 'Visit to the customer' },
  'followUp.reception': { zh: '接待', en: 'Reception' },
  'followUp.sms': { zh: '短信跟进', en: 'Text message' },
  'followUp.chat': { zh: '微信跟进', en: 'Chat' },
  'followUp.email': { zh: '邮件跟进', en: 'E-mail' },
  'followUp.note': { zh: '跟踪记录', en: 'Note' },
  'visit.imported': { zh: '来访(旧登记表)', en: 'Visit (from an older register)' },
};

/** The customer and every file that was merged into it and not parted again. */
async function familyOfFiles(context: Context, customerId: string): Promise<string[]> {
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
  const page = pageFrom(await entriesOf(context, ids, query), query.limit, (row) => [row.place, row.id]);
  const told = page.rows.flatMap((row) =>
    row.decision ? [{ kind: row.kind, input: row.input, decision: row.decision, timeZone: row.timeZone }] : [],
  );
  const names = await namesIn(context.tx, told);
  return {
    nextCursor: page.nextCursor,
    rows: page.rows.map(({ decision, input, ...row }) => ({
      id: row.id,
      at: row.at,
      kind: row.kind,
      title: decision
        ? summaryOf({ kind: row.kind, input, decision, timeZone: row.timeZone }, names)
        : (sentences[row.kind] ?? { zh: row.kind, en: row.kind }),
      by: row.byId === null ? null : { id: row.byId, name: row.byName ?? '' },
      text: row.text,
      detail: input ?? {},
      journalId: row.journalId,
    })),
  };
}

/** Each source is read in order and no further than the page; a follow-up stands once, in the words of its author. */
function entriesOf(
  context: Context,
  ids: readonly string[],
  query: { cursor?: string; limit: number },
): Promise<EntryRow[]> {
  const after = fromCursor(query.cursor, 2);
  const company = sql`${context.tx.companyId}::uuid`;
  const files = sql`unnest(${[...ids]}::uuid[]) as files (id)`;
  const limit = query.limit + 1;
  const older = (at: ReturnType<typeof sql>, id: ReturnType<typeof sql>) =>
    after ? sql`(${at}, ${id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`;
  return context.tx.rows<EntryRow>(sql`
    select e.id, e.at, e.at::text as place, e.kind, s.id as "byId", s.name as "byName", e.text, e.input, e.decision,
      sites.time_zone as "timeZone", e.journal_id as "journalId"
    from (
      (select j.* from ${files} cross join lateral (
        select journal.id, journal.at, journal.kind, journal.actor_id as by, coalesce(journal.reason, '') as text, journal.input,
          journal.decision, journal.site_id, journal.id as journal_id
        from journal where journal.company_id = ${company} and journal.customer_id = files.id and journal.kind <> 'claims.followUp'
          and ${older(sql`journal.at`, sql`journal.id`)} order by journal.at desc, journal.id desc limit ${limit}) j)
      union all
      (select f.* from ${files} cross join lateral (
        select follow_ups.id, follow_ups.at, 'followUp.' || follow_ups.channel as kind, follow_ups.author_id, follow_ups.body, null::jsonb,
          null::jsonb, follow_ups.site_id, follow_ups.journal_id
        from follow_ups where follow_ups.company_id = ${company} and follow_ups.customer_id = files.id
          and ${older(sql`follow_ups.at`, sql`follow_ups.id`)} order by follow_ups.at desc, follow_ups.id desc limit ${limit}) f)
      union all
      (select v.* from ${files} cross join lateral (
        select visits.id, visits.arrived_at, 'visit.imported', visits.server_id, visits.note, null::jsonb, null::jsonb, visits.site_id, null::uuid
        from visits where visits.company_id = ${company} and visits.customer_id = files.id and visits.import_id is not null
          and ${older(sql`visits.arrived_at`, sql`visits.id`)} order by visits.arrived_at desc, visits.id desc limit ${limit}) v)
    ) as e
    left join staff s on s.company_id = ${company} and s.id = e.by
    left join sites on sites.company_id = ${company} and sites.id = e.site_id
    order by e.at desc, e.id desc limit ${limit}`);
}
