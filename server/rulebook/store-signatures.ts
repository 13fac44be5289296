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

/** What asked for this signature has been answered. */
export const closeNotices = (tx: Tx, bookId: string, staffId: string, at: Instant): Promise<number> =>
  tx.run(sql`update notices set read_at = ${at} where notices.company_id = ${tx.companyId}
    and notices.staff_id = ${staffId} and notices.kind = 'rulebook.sign_due' and notices.read_at is null
    and notices.payload->>'link' = ${`/rulebooks/${bookId}/sign`}`);
