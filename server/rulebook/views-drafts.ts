/** A draft as pages read it: its text as a document when it compiles, its faults when it does not, its reviews, what may be done. */
import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import type { authoring } from '#contract/rulebook-authoring.ts';
import { errorBody } from '#contract/kernel/refusal.ts';
import type { QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import { rulebookRefusals } from '#contract/rulebook-refusals.ts';
import type { Decision } from '#core/kernel/decision.ts';
import { decideAskReview, decidePublishDraft, decideReview } from '#core/rulebook/index.ts';
import { type Compiled, outlineOf } from '#rulebooks/language/index.ts';
import { lacks } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { compiledText, problemsOf } from './compiling.ts';
import { type DraftRow, holdersOfReview, readDraft, type ReviewRow, reviewsOf } from './store-drafts.ts';
import { bookFacts, type LockedBook, versionFacts } from './publishing.ts';
import { textOf } from './views.ts';

type Draft = ResponseOf<typeof authoring.draft>;
type Row = ResponseOf<typeof authoring.drafts>['rows'][number];
type Saved = ResponseOf<typeof authoring.edit>;
type Why = { code: string; zh: string; en: string } | null;

export const hashOf = (source: string): string => createHash('sha256').update(source).digest('hex');

export function savedOf(draftId: string, version: number, source: string, compiled: Compiled): Saved {
  return {
    draftId,
    version,
    source,
    document: compiled.ok ? textOf(compiled.rulebook) : null,
    errors: problemsOf(compiled).map((problem) => ({ ...problem })),
    clauses: clauseSources(source),
  };
}

/** One clause of a draft as it is written; null when it has none of that id. */
export async function draftClause({ tx }: Context, draftId: string, clause: string) {
  const { source } = await readDraft(tx, draftId);
  return clauseSources(source).find(({ id }) => id === clause) ?? null;
}

const clauseSources = (source: string): Saved['clauses'] =>
  (outlineOf(source)?.chapters ?? []).flatMap(({ clauses }, chapter) =>
    clauses.map(({ cites, ...clause }) => ({ ...clause, chapter, cites: [...cites] })),
  );

const namesOf = async (tx: Tx, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> => {
  const rows = await tx.rows<{ id: string; name: string }>(sql`select staff.id, staff.name from staff
    where staff.company_id = ${tx.companyId} and staff.id = any(${[...new Set(ids.filter((id) => id !== null))]}::uuid[])`);
  return new Map(rows.map(({ id, name }) => [id, name]));
};

interface ListedRow extends Omit<DraftRow, 'source' | 'baseSource' | 'shippedSource'> {
  readonly rulebookTitle: string;
  readonly newest: number;
  readonly textHash: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

// The hash is taken by the database, so that a page of drafts does not carry their texts.
const listed = sql`rulebook_drafts.id, rulebook_drafts.rulebook_id as "rulebookId", rulebooks.title as "rulebookTitle",
  rulebook_drafts.title, rulebook_drafts.note, rulebook_drafts.state, rulebook_drafts.origin, rulebook_drafts.based_on as "basedOn",
  rulebook_drafts.faults, rulebook_drafts.author_id as "authorId", rulebook_drafts.editor_ids as "editorIds",
  rulebook_drafts.published_number as "publishedNumber", rulebook_drafts.version, rulebook_drafts.created_at as "createdAt",
  rulebook_drafts.updated_at as "updatedAt", encode(sha256(convert_to(rulebook_drafts.source, 'UTF8')), 'hex') as "textHash",
  coalesce((select max(rulebook_versions.number) from rulebook_versions where rulebook_versions.company_id = rulebook_drafts.company_id
    and rulebook_versions.rulebook_id = rulebook_drafts.rulebook_id and rulebook_versions.state = 'published'), 0) as newest`;

export async function drafts(
  { tx, actor }: Context,
  query: QueryOf<typeof authoring.drafts>,
): Promise<ResponseOf<typeof authoring.drafts>> {
  const after = fromCursor(query.cursor, 2);
  const found = await tx.rows<ListedRow>(sql`select ${listed}
    from rulebook_drafts
    join rulebooks on rulebooks.company_id = rulebook_drafts.company_id and rulebooks.id = rulebook_drafts.rulebook_id
    where rulebook_drafts.company_id = ${tx.companyId} and rulebook_drafts.state = ${query.state ?? 'open'}
      and (${query.rulebookId ?? null}::uuid is null or rulebook_drafts.rulebook_id = ${query.rulebookId ?? null}::uuid)
      and (${after === null} or (rulebook_drafts.updated_at, rulebook_drafts.id) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::uuid))
      and (${!query.awaitsMe} or exists (select 1 from rulebook_reviews where rulebook_reviews.company_id = rulebook_drafts.company_id
        and rulebook_reviews.draft_id = rulebook_drafts.id and rulebook_reviews.verdict = 'waiting'
        and (rulebook_reviews.reviewer_id = ${actor.staffId}::uuid
          or (rulebook_reviews.reviewer_id is null and ${actor.grants['rulebook.review'] !== undefined}
            and not ${actor.staffId}::uuid = any(rulebook_drafts.editor_ids)))))
    order by rulebook_drafts.updated_at desc, rulebook_drafts.id desc limit ${query.limit + 1}`);
  const page = pageFrom(found, query.limit, (row) => [row.updatedAt, row.id]);
  return { ...page, rows: await rowsOf(tx, page.rows) };
}

async function rowsOf(tx: Tx, rows: readonly ListedRow[]): Promise<Row[]> {
  const reviews = await reviewsOf(
    tx,
    rows.map(({ id }) => id),
  );
  const names = await namesOf(tx, [
    ...rows.flatMap(({ editorIds, authorId }) => [authorId, ...editorIds]),
    ...reviews.flatMap(({ askedBy, reviewerId, decidedBy }) => [askedBy, reviewerId, decidedBy]),
  ]);
  const person = (id: string) => ({ id, name: names.get(id) ?? '' });
  return rows.map(({ textHash, authorId, editorIds, ...row }) => {
    const latest = reviews.find(({ draftId }) => draftId === row.id);
    return {
      ...row,
      author: person(authorId),
      editors: editorIds.map(person),
      overtaken: row.basedOn !== row.newest,
      review: latest ? reviewOf(latest, textHash, person) : null,
    };
  });
}

type Person = (id: string) => { id: string; name: string };

function reviewOf(row: ReviewRow, textHash: string, person: Person): NonNullable<Row['review']> {
  const { id, askedAt, message, verdict, comment, decidedAt, byAuthor } = row;
  return {
    id,
    askedBy: person(row.askedBy),
    askedAt,
    reviewer: row.reviewerId === null ? null : person(row.reviewerId),
    message,
    verdict,
    comment,
    decidedBy: row.decidedBy === null ? null : person(row.decidedBy),
    decidedAt,
    fresh: row.textHash === textHash,
    byAuthor,
  };
}

export async function draft(context: Context, draftId: string): Promise<Draft> {
  const { tx } = context;
  const full = await readDraft(tx, draftId);
  const [found] = await tx.rows<ListedRow>(sql`select ${listed} from rulebook_drafts
    join rulebooks on rulebooks.company_id = rulebook_drafts.company_id and rulebooks.id = rulebook_drafts.rulebook_id
    where rulebook_drafts.company_id = ${tx.companyId} and rulebook_drafts.id = ${draftId}`);
  const [row] = await rowsOf(tx, found ? [found] : []);
  if (!row) throw new Error('the draft that was just read is gone');
  const book = await bookFacts(tx, full.rulebookId);
  const compiled = compiledText(full.source, book.retired);
  const reviews = await reviewsOf(tx, [draftId]);
  const names = await namesOf(
    tx,
    reviews.flatMap(({ askedBy, reviewerId, decidedBy }) => [askedBy, reviewerId, decidedBy]),
  );
  const person = (id: string) => ({ id, name: names.get(id) ?? '' });
  const textHash = hashOf(full.source);
  return {
    ...row,
    ...savedOf(draftId, full.version, full.source, compiled),
    faults: compiled.ok ? 0 : compiled.errors.length,
    retiredIds: Object.keys(book.retired).sort(),
    reviews: reviews.map((review) => reviewOf(review, textHash, person)),
    whyNot: await whyNotOf(context, { draft: full, book, compiled, reviews, person }),
  };
}

interface Loaded {
  readonly draft: DraftRow;
  readonly book: Pick<LockedBook, 'newest' | 'highestNumber'>;
  readonly compiled: Compiled;
  readonly reviews: readonly ReviewRow[];
  readonly person: Person;
}

async function whyNotOf(context: Context, loaded: Loaded): Promise<Draft['whyNot']> {
  const { draft: row, book, compiled, reviews, person } = loaded;
  const { actor } = context;
  const unlessHeld = (permission: string): Why => (actor.grants[permission] ? null : lacks(permission));
  const holders = await holdersOfReview(context.tx);
  const named = (decision: Decision<unknown>): Why => why(decision, person);
  const review = reviewFacts(row, reviews, holders);
  const publish = decidePublishDraft(
    publishFacts(row, book, reviews, context.now),
    { effectiveFrom: null },
    context.now,
  );
  // Only the date decides then, and the date is still to be chosen.
  const dated = !publish.accepted && publish.code === 'EFFECTIVE_BEFORE_COMING';
  const closed = row.state === 'open' ? null : named(decideAskReview({ state: row.state, reviewers: [] }, null));
  const faulty = compiled.ok ? null : whyCode('DOES_NOT_COMPILE', faultDetail(compiled));
  const nothingToMerge = row.basedOn === book.newest?.number ? whyCode('NOTHING_TO_MERGE', {}) : null;
  return {
    edit: unlessHeld('rulebook.draft') ?? closed,
    merge: unlessHeld('rulebook.draft') ?? closed ?? nothingToMerge,
    askReview: unlessHeld('rulebook.draft') ?? closed ?? faulty,
    review: unlessHeld('rulebook.review') ?? named(decideReview(review, 'approved', actor.staffId)),
    publish: unlessHeld('rulebook.publish') ?? closed ?? faulty ?? (dated ? null : named(publish)),
    discard: unlessHeld('rulebook.draft') ?? closed,
  };
}

const faultDetail = (compiled: Compiled): Readonly<Record<string, string | number>> => {
  const [first, ...rest] = problemsOf(compiled);
  return { count: rest.length + 1, line: first?.line ?? 1, problemZh: first?.zh ?? '', problemEn: first?.en ?? '' };
};

type Code = keyof typeof rulebookRefusals;
const whyCode = (code: Code, detail: Readonly<Record<string, unknown>>): Why => {
  const { zh, en } = errorBody(code, rulebookRefusals[code], detail).error;
  return { code, zh, en };
};
const why = (decision: Decision<unknown>, person: Person): Why => {
  if (decision.accepted) return null;
  const { reviewer } = decision.detail;
  const detail =
    typeof reviewer === 'string' ? { ...decision.detail, reviewer: person(reviewer).name } : decision.detail;
  return whyCode(decision.code as Code, detail);
};

// ── what the decisions about a draft lean on ──
export function reviewFacts(
  row: DraftRow,
  reviews: readonly ReviewRow[],
  holders: readonly { readonly id: string }[],
): Parameters<typeof decideReview>[0] {
  const [latest] = reviews;
  return {
    state: row.state,
    asked: latest?.verdict === 'waiting' ? { reviewerId: latest.reviewerId } : null,
    answeredBy: latest && latest.verdict !== 'waiting' ? latest.decidedBy : null,
    editorIds: row.editorIds,
    otherReviewers: holders.filter(({ id }) => !row.editorIds.includes(id)).length,
  };
}

export function publishFacts(
  row: DraftRow,
  book: Pick<LockedBook, 'newest' | 'highestNumber'>,
  reviews: readonly ReviewRow[],
  now: string,
): Parameters<typeof decidePublishDraft>[0] {
  const [latest] = reviews;
  return {
    state: row.state,
    basedOn: row.basedOn,
    isReviewed: latest?.verdict === 'approved' && latest.textHash === hashOf(row.source),
    ...versionFacts(book, row.source, now),
  };
}
