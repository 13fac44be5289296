/** Signatures: one a person and version. */
import sql from 'sql-template-tag';
import type { Instant } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';
import { boundBy } from './bound.ts';

/** The site through which the person goes by the book now; null when none of theirs does. */
export async function siteOf(tx: Tx, bookId: string, staffId: string, at: Instant): Promise<string | null> {
  const row = await tx.row<{ siteId: string }>(sql`with bound as (${boundBy(tx, bookId, at)})
    select bound.site_id as "siteId" from bound where bound.staff_id = ${staffId}`);
  return row?.siteId ?? null;
}

export async function signedAt(tx: Tx, versionId: string, staffId: string): Promise<Instant | null> {
  const row = await tx.row<{ at: Instant }>(sql`select rulebook_signatures.signed_at as at from rulebook_signatures
    where rulebook_signatures.company_id = ${tx.companyId} and rulebook_signatures.version_id = ${versionId}
      and rulebook_signatures.staff_id = ${staffId}`);
  return row?.at ?? null;
}

/** Two taps at once: the primary key lets one through, the other is decided again and told that it has signed. */
export const insert = (
  tx: Tx,
  row: { versionId: string; staffId: string; siteId: string; at: Instant; journalId: string },
): Promise<number> =>
  tx.run(sql`insert into rulebook_signatures (company_id, version_id, staff_id, site_id, signed_at, journal_id)
    values (${tx.companyId}, ${row.versionId}, ${row.staffId}, ${row.siteId}, ${row.at}, ${row.journalId})`);

/** Those who have not signed, and when the one of them was reminded by a superior whom none has reminded for the longest time. */
export async function unsigned(
  tx: Tx,
  {
    bookId,
    versionId,
    siteIds,
    at,
  }: { bookId: string; versionId: string; siteIds: readonly string[] | null; at: Instant },
): Promise<{ missing: number; longestSince: Instant | null; timeZone: string }> {
  const row = await tx.row<{
    missing: number;
    everReminded: number;
    longestSince: Instant | null;
    timeZone: string | null;
  }>(sql`
    with bound as (${boundBy(tx, bookId, at)})
    select count(*)::int as missing, count(rulebook_reminders.by_superior_at)::int as "everReminded",
      min(rulebook_reminders.by_superior_at) as "longestSince", min(sites.time_zone) as "timeZone"
    from bound join sites on sites.company_id = ${tx.companyId} and sites.id = bound.site_id
      left join rulebook_reminders on rulebook_reminders.company_id = ${tx.companyId}
        and rulebook_reminders.version_id = ${versionId} and rulebook_reminders.staff_id = bound.staff_id
    where (${siteIds === null} or bound.site_id = any(${siteIds ?? []}::uuid[]))
      and not exists (select 1 from rulebook_signatures where rulebook_signatures.company_id = ${tx.companyId}
        and rulebook_signatures.version_id = ${versionId} and rulebook_signatures.staff_id = bound.staff_id)`);
  const { missing, everReminded, longestSince, timeZone } = row ?? {
    missing: 0,
    everReminded: 0,
    longestSince: null,
    timeZone: null,
  };
  return { missing, longestSince: everReminded < missing ? null : longestSince, timeZone: timeZone ?? 'UTC' };
}

/** What asked for this signature has been answered. */
export const closeNotices = (tx: Tx, bookId: string, staffId: string, at: Instant): Promise<number> =>
  tx.run(sql`update notices set read_at = ${at} where notices.company_id = ${tx.companyId}
    and notices.staff_id = ${staffId} and notices.kind = 'rulebook.sign_due' and notices.read_at is null
    and notices.payload->>'link' = ${`/rulebooks/${bookId}/sign`}`);
