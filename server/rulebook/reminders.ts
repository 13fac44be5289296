/**
 * When a version takes effect, everybody who goes by it is asked to read and sign it (S1.06.v1), and asked again while they have not.
 * The catalogue names no interval; three days, three times at most, keeps a reminder from becoming noise.
 */
import sql from 'sql-template-tag';
import type { Instant } from '#core/kernel/instant.ts';
import { addHours } from '#core/kernel/instant.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines, onDeadline, setDeadline } from '#server/platform/deadlines.ts';
import { boundBy, versionInForce } from './bound.ts';

const REMIND_AGAIN_AFTER_DAYS = 3;
const REMINDERS_MAX = 3;
const DEADLINE = 'rulebook.signDue';
const SITE_DEADLINE = 'rulebook.signDueAtSite';

interface Announced {
  readonly bookId: string;
  readonly versionId: string;
  readonly effectiveFrom: Instant;
}

/** Asks for signatures now, or at the instant the version takes effect for those people. */
export async function announceVersion(
  context: Context,
  { bookId, versionId, effectiveFrom }: Announced,
): Promise<void> {
  if (effectiveFrom <= context.now) return askAndSetNext(context, bookId, versionId, 1);
  const payload = { bookId, reminders: 0 };
  await setDeadline(context.tx, { kind: DEADLINE, subjectId: versionId, siteId: null, dueAt: effectiveFrom, payload });
}

/** The people of a site that begins to go by a book are asked at that instant. */
export async function announceAdoption(
  context: Context,
  { bookId, siteId, effectiveFrom }: { bookId: string; siteId: string; effectiveFrom: Instant },
): Promise<void> {
  if (effectiveFrom <= context.now) return askSite(context, bookId, siteId);
  const payload = { bookId };
  await setDeadline(context.tx, { kind: SITE_DEADLINE, subjectId: siteId, siteId, dueAt: effectiveFrom, payload });
}

onDeadline(SITE_DEADLINE, (context, { subjectId, payload }) => askSite(context, String(payload.bookId), subjectId));

async function askSite(context: Context, bookId: string, siteId: string): Promise<void> {
  const version = await versionInForce(context.tx, bookId, context.now);
  if (version) await askToSign(context, { bookId, version, siteIds: [siteId], journalId: null });
}

export const forgetVersion = (context: Context, versionId: string): Promise<void> =>
  clearDeadlines(context.tx, [versionId], [DEADLINE], context.now);

onDeadline(DEADLINE, async (context, { subjectId, payload }) => {
  await askAndSetNext(context, String(payload.bookId), subjectId, Number(payload.reminders) + 1);
});

async function askAndSetNext(context: Context, bookId: string, versionId: string, reminders: number): Promise<void> {
  const inForce = await versionInForce(context.tx, bookId, context.now);
  if (inForce?.id !== versionId) return; // a newer one asks for itself
  const asked = await askToSign(context, { bookId, version: inForce, siteIds: null, journalId: null });
  if (asked === 0 || reminders > REMINDERS_MAX) return;
  const dueAt = addHours(context.now, REMIND_AGAIN_AFTER_DAYS * 24);
  const payload = { bookId, reminders };
  await setDeadline(context.tx, { kind: DEADLINE, subjectId: versionId, siteId: null, dueAt, payload });
}

interface Asking {
  readonly bookId: string;
  readonly version: { readonly id: string; readonly number: number };
  /** null: every site. */
  readonly siteIds: readonly string[] | null;
  readonly journalId: string | null;
  /** A superior asks: whoever was reminded by one later than this is left in peace. Left out, the clock asks everybody. */
  readonly before?: Instant;
}

/** A notice to everybody bound by the version who has not signed it. Returns how many. */
export async function askToSign(
  context: Context,
  { bookId, version, siteIds, journalId, before }: Asking,
): Promise<number> {
  const { tx, now } = context;
  const book = await tx.row<{ title: string }>(sql`select rulebooks.title from rulebooks
    where rulebooks.company_id = ${tx.companyId} and rulebooks.id = ${bookId}`);
  const payload = { title: book?.title ?? '', number: version.number, link: `/rulebooks/${bookId}/sign` };
  const asked = await tx.rows<{ staffId: string }>(sql`
    with bound as (${boundBy(tx, bookId, now)}),
    missing as (select bound.staff_id from bound
      where (${siteIds === null} or bound.site_id = any(${siteIds ?? []}::uuid[]))
        and not exists (select 1 from rulebook_signatures where rulebook_signatures.company_id = ${tx.companyId}
          and rulebook_signatures.version_id = ${version.id} and rulebook_signatures.staff_id = bound.staff_id)
        and not exists (select 1 from rulebook_reminders where rulebook_reminders.company_id = ${tx.companyId}
          and rulebook_reminders.version_id = ${version.id} and rulebook_reminders.staff_id = bound.staff_id
          and rulebook_reminders.by_superior_at > ${before ?? now})),
    told as (insert into notices (company_id, id, staff_id, kind, payload, journal_id, at)
      select ${tx.companyId}, gen_random_uuid(), missing.staff_id, 'rulebook.sign_due', ${JSON.stringify(payload)}::jsonb,
        ${journalId}::uuid, ${now} from missing),
    noted as (insert into rulebook_reminders (company_id, version_id, staff_id, reminded_at, by_superior_at)
      select ${tx.companyId}, ${version.id}, missing.staff_id, ${now}, ${before === undefined ? null : now}::timestamptz from missing
      on conflict (company_id, version_id, staff_id) do update set reminded_at = excluded.reminded_at,
        by_superior_at = coalesce(excluded.by_superior_at, rulebook_reminders.by_superior_at))
    select missing.staff_id as "staffId" from missing`);
  for (const { staffId } of asked) context.publish({ topic: 'notices', staffId });
  return asked.length;
}
