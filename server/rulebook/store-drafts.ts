/** Drafts and their reviews. */
import sql from 'sql-template-tag';
import type { Instant } from '#core/kernel/instant.ts';
import type { DraftState, Verdict } from '#core/rulebook/index.ts';
import type { Tx } from '#server/platform/database.ts';
import { newId } from '#server/platform/database.ts';
import { notFound, stale } from '#server/platform/refused.ts';

export interface DraftRow {
  readonly id: string;
  readonly rulebookId: string;
  readonly title: string;
  readonly note: string;
  readonly state: DraftState;
  readonly origin: 'version' | 'file' | 'shipped';
  readonly source: string;
  /** The text it started from, or was last merged with. */
  readonly baseSource: string;
  readonly basedOn: number | null;
  /** The shipped text an update draft brings; publishing it makes that the text the book has taken over. */
  readonly shippedSource: string | null;
  readonly faults: number;
  readonly authorId: string;
  readonly editorIds: readonly string[];
  readonly publishedNumber: number | null;
  readonly version: number;
}

const columns = sql`rulebook_drafts.id, rulebook_drafts.rulebook_id as "rulebookId", rulebook_drafts.title, rulebook_drafts.note,
  rulebook_drafts.state, rulebook_drafts.origin, rulebook_drafts.source, rulebook_drafts.base_source as "baseSource",
  rulebook_drafts.based_on as "basedOn", rulebook_drafts.shipped_source as "shippedSource", rulebook_drafts.faults, rulebook_drafts.author_id as "authorId",
  rulebook_drafts.editor_ids as "editorIds", rulebook_drafts.published_number as "publishedNumber", rulebook_drafts.version`;

export async function readDraft(tx: Tx, draftId: string): Promise<DraftRow> {
  const row = await tx.row<DraftRow>(sql`select ${columns} from rulebook_drafts
    where rulebook_drafts.company_id = ${tx.companyId} and rulebook_drafts.id = ${draftId}`);
  if (!row) throw notFound('草案 / draft');
  return row;
}

/** Locks the draft; somebody else's save since the version the caller saw is told. That it is closed is for the decisions to say. */
export async function lockDraft(tx: Tx, draftId: string, version: number): Promise<DraftRow> {
  const row = await tx.row<DraftRow>(sql`select ${columns} from rulebook_drafts
    where rulebook_drafts.company_id = ${tx.companyId} and rulebook_drafts.id = ${draftId} for update`);
  if (!row) throw notFound('草案 / draft');
  if (row.state === 'open' && row.version !== version) throw stale(row.version);
  return row;
}

export interface NewDraft
  extends Pick<
    DraftRow,
    'rulebookId' | 'title' | 'note' | 'origin' | 'source' | 'baseSource' | 'basedOn' | 'shippedSource' | 'faults'
  > {
  readonly by: string;
  readonly at: Instant;
}

export async function insertDraft(tx: Tx, draft: NewDraft): Promise<string> {
  const id = newId();
  await tx.run(sql`insert into rulebook_drafts (company_id, id, rulebook_id, title, note, origin, source, base_source, based_on,
      shipped_source, faults, author_id, editor_ids, created_at, updated_at)
    values (${tx.companyId}, ${id}, ${draft.rulebookId}, ${draft.title}, ${draft.note}, ${draft.origin}, ${draft.source},
      ${draft.baseSource}, ${draft.basedOn}, ${draft.shippedSource}, ${draft.faults}, ${draft.by}, array[${draft.by}]::uuid[], ${draft.at}, ${draft.at})`);
  return id;
}

/** Saves a text; whoever changed it counts as its author too. */
export async function saveText(
  tx: Tx,
  draft: DraftRow,
  change: Partial<Pick<DraftRow, 'title' | 'note' | 'source' | 'baseSource' | 'basedOn'>> & { faults: number },
  { by, at }: { by: string; at: Instant },
): Promise<number> {
  const next = { ...draft, ...change };
  const wrote = next.source !== draft.source;
  const editors = wrote && !draft.editorIds.includes(by) ? [...draft.editorIds, by] : [...draft.editorIds];
  await tx.run(sql`update rulebook_drafts set title = ${next.title}, note = ${next.note}, source = ${next.source},
      base_source = ${next.baseSource}, based_on = ${next.basedOn}, faults = ${next.faults}, editor_ids = ${editors}::uuid[],
      updated_at = ${at}, version = version + 1
    where rulebook_drafts.company_id = ${tx.companyId} and rulebook_drafts.id = ${draft.id}`);
  return draft.version + 1;
}

export const closeDraft = (
  tx: Tx,
  draftId: string,
  state: 'published' | 'discarded',
  publishedNumber: number | null,
  at: Instant,
): Promise<number> =>
  tx.run(sql`update rulebook_drafts set state = ${state}, published_number = ${publishedNumber}, updated_at = ${at},
      version = version + 1
    where rulebook_drafts.company_id = ${tx.companyId} and rulebook_drafts.id = ${draftId}`);

// ── reviews ──
export interface ReviewRow {
  readonly id: string;
  readonly draftId: string;
  readonly askedBy: string;
  readonly askedAt: Instant;
  readonly reviewerId: string | null;
  readonly message: string;
  readonly textHash: string;
  readonly verdict: 'waiting' | Verdict;
  readonly comment: string;
  readonly decidedBy: string | null;
  readonly decidedAt: Instant | null;
  readonly byAuthor: boolean;
}

const REVIEWS_SHOWN_MAX = 200; // protects the page

/** Newest first. */
export const reviewsOf = (tx: Tx, draftIds: readonly string[]): Promise<ReviewRow[]> =>
  tx.rows<ReviewRow>(sql`select rulebook_reviews.id, rulebook_reviews.draft_id as "draftId",
      rulebook_reviews.asked_by as "askedBy", rulebook_reviews.asked_at as "askedAt", rulebook_reviews.reviewer_id as "reviewerId",
      rulebook_reviews.message, rulebook_reviews.text_hash as "textHash", rulebook_reviews.verdict, rulebook_reviews.comment,
      rulebook_reviews.decided_by as "decidedBy", rulebook_reviews.decided_at as "decidedAt", rulebook_reviews.by_author as "byAuthor"
    from rulebook_reviews where rulebook_reviews.company_id = ${tx.companyId} and rulebook_reviews.draft_id = any(${[...draftIds]}::uuid[])
    order by rulebook_reviews.asked_at desc, rulebook_reviews.id desc limit ${REVIEWS_SHOWN_MAX}`);

/** A new request takes the place of one that still waits. */
export async function insertReview(
  tx: Tx,
  review: Pick<ReviewRow, 'draftId' | 'askedBy' | 'askedAt' | 'reviewerId' | 'message' | 'textHash'>,
): Promise<string> {
  await tx.run(sql`delete from rulebook_reviews where rulebook_reviews.company_id = ${tx.companyId}
    and rulebook_reviews.draft_id = ${review.draftId} and rulebook_reviews.verdict = 'waiting'`);
  const id = newId();
  await tx.run(sql`insert into rulebook_reviews (company_id, id, draft_id, asked_by, asked_at, reviewer_id, message, text_hash)
    values (${tx.companyId}, ${id}, ${review.draftId}, ${review.askedBy}, ${review.askedAt}, ${review.reviewerId},
      ${review.message}, ${review.textHash})`);
  return id;
}

export const decideReviewRow = (
  tx: Tx,
  reviewId: string,
  answer: Pick<ReviewRow, 'verdict' | 'comment' | 'byAuthor' | 'textHash'> & { by: string; at: Instant },
): Promise<number> =>
  tx.run(sql`update rulebook_reviews set verdict = ${answer.verdict}, comment = ${answer.comment}, by_author = ${answer.byAuthor},
      text_hash = ${answer.textHash}, decided_by = ${answer.by}, decided_at = ${answer.at}
    where rulebook_reviews.company_id = ${tx.companyId} and rulebook_reviews.id = ${reviewId}`);

/** Active people who hold the right to review. */
export const holdersOfReview = (tx: Tx): Promise<{ id: string; name: string }[]> =>
  tx.rows<{ id: string; name: string }>(sql`select staff.id, staff.name from staff
    where staff.company_id = ${tx.companyId} and staff.status = 'active'
      and exists (select 1 from staff_roles join roles on roles.company_id = staff_roles.company_id and roles.id = staff_roles.role_id
        where staff_roles.company_id = staff.company_id and staff_roles.staff_id = staff.id and roles.grants ? 'rulebook.review')
    order by staff.name, staff.id limit 500`);

/** Who closed a draft, as the journal has it; '' when nobody is on record. */
export async function closedBy(tx: Tx, draft: Pick<DraftRow, 'id' | 'rulebookId'>): Promise<string> {
  const row = await tx.row<{ name: string }>(sql`select staff.name from journal
    join staff on staff.company_id = journal.company_id and staff.id = journal.actor_id
    where journal.company_id = ${tx.companyId} and journal.subject_type = 'rulebook' and journal.subject_id = ${draft.rulebookId}
      and journal.kind in ('rulebook.publishDraft', 'rulebook.discardDraft') and journal.input ->> 'draftId' = ${draft.id}
    order by journal.at desc, journal.id desc limit 1`);
  return row?.name ?? '';
}

export async function nameOf(tx: Tx, staffId: string): Promise<string> {
  const row = await tx.row<{ name: string }>(sql`select staff.name from staff
    where staff.company_id = ${tx.companyId} and staff.id = ${staffId}`);
  return row?.name ?? '';
}
