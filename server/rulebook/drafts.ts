/** Drafts: started, edited, merged with what was published meanwhile, discarded. Any text may be saved; faults are told, not refused. */
import type { BodyOf, ResponseOf } from '#contract/kernel/route.ts';
import type { authoring } from '#contract/rulebook-authoring.ts';
import { rulebookRefusals } from '#contract/rulebook-refusals.ts';
import { accept } from '#core/kernel/decision.ts';
import { decideAskReview } from '#core/rulebook/index.ts';
import { registry } from '#core/rules.ts';
import {
  applyEdits,
  type Choices,
  diff,
  type DraftEdit,
  merge,
  type Merged,
  unixLines,
} from '#rulebooks/language/index.ts';
import { personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { accepted, invalid, notFound, Refused } from '#server/platform/refused.ts';
import { compiledText } from './compiling.ts';
import * as store from './store-drafts.ts';
import { savedOf } from './views-drafts.ts';
import { bookFacts } from './publishing.ts';
import { withNames } from './reviews.ts';
import { offeredUpdate } from './shipped.ts';
import { newestTexts } from './texts.ts';
import { versionByNumber } from './store.ts';

type Saved = ResponseOf<typeof authoring.edit>;
type Fault = keyof typeof rulebookRefusals;

const SOURCE_CHARACTERS_MAX = 200_000; // protects the database; the compiler refuses such a text anyway

const refuse = (code: Fault, detail: Readonly<Record<string, unknown>> = {}): Refused =>
  new Refused(code, rulebookRefusals[code], detail);

async function requireOpen(context: Context, draft: store.DraftRow): Promise<void> {
  const decision = decideAskReview({ state: draft.state, reviewers: [] }, null);
  accepted(await withNames(context, draft, decision), rulebookRefusals);
}

const faultsIn = (source: string, retired: Readonly<Record<string, number>>) => {
  const compiled = compiledText(source, retired);
  return { compiled, faults: compiled.ok ? 0 : compiled.errors.length };
};

export async function start(
  context: Context,
  bookId: string,
  body: BodyOf<typeof authoring.startDraft>,
): Promise<ResponseOf<typeof authoring.startDraft>> {
  const { tx } = context;
  const by = personOf(context.actor);
  const book = await bookFacts(tx, bookId);
  if (!book.newest) throw notFound('制度 / rulebook');
  const base = body.from === 'shipped' ? await shippedBase(context, bookId) : await versionBase(context, bookId, body);
  // An update that touches nothing of the house's own needs no choosing: it is merged at once.
  const merged =
    body.from === 'shipped'
      ? merge({ base: base.baseSource, mine: base.source, theirs: book.newest.source }, {}, registry)
      : null;
  const settled =
    merged && merged.conflicts.length === 0
      ? { source: merged.source, baseSource: book.newest.source, basedOn: book.newest.number }
      : {};
  const text = { ...base, ...settled };
  const { compiled, faults } = faultsIn(text.source, book.retired);
  const at = context.now;
  const draftId = await store.insertDraft(tx, { rulebookId: bookId, ...body, ...text, faults, by, at });
  context.publish({ topic: 'rulebook', id: bookId });
  return { ...savedOf(draftId, 1, text.source, compiled), rulebookId: bookId };
}

type Base = Pick<store.DraftRow, 'origin' | 'source' | 'baseSource' | 'basedOn' | 'shippedSource'>;

async function versionBase(
  { tx }: Context,
  bookId: string,
  { from, source }: BodyOf<typeof authoring.startDraft>,
): Promise<Base> {
  const { newest } = await bookFacts(tx, bookId);
  const version = typeof from === 'number' ? await versionByNumber(tx, bookId, from) : newest;
  if (!version) throw notFound('该版本 / this version');
  const text = source === undefined ? version.source : unixLines(source);
  return {
    origin: source === undefined ? 'version' : 'file',
    source: text,
    baseSource: version.source,
    basedOn: version.number,
    shippedSource: null,
  };
}

async function shippedBase({ tx }: Context, bookId: string): Promise<Base> {
  const update = await offeredUpdate(tx, bookId);
  if (!update) throw refuse('UPDATE_NOT_OFFERED');
  const { source, startedFrom } = update;
  return { origin: 'shipped', source, baseSource: startedFrom, basedOn: null, shippedSource: source };
}

export async function edit(context: Context, draftId: string, body: BodyOf<typeof authoring.edit>): Promise<Saved> {
  const draft = await store.lockDraft(context.tx, draftId, body.version);
  await requireOpen(context, draft);
  const book = await bookFacts(context.tx, draft.rulebookId);
  const source = await edited(context.tx, draft.source, body.edits, book.clauseIds);
  const { compiled, faults } = faultsIn(source, book.retired);
  const change = { source, faults, title: body.title ?? draft.title, note: body.note ?? draft.note };
  const by = { by: personOf(context.actor), at: context.now };
  const version = await store.saveText(context.tx, draft, change, by);
  context.publish({ topic: 'rulebook', id: draft.rulebookId });
  return savedOf(draftId, version, source, compiled);
}

/** What the draft would become; nothing is written. */
export async function tryEdits(
  { tx }: Context,
  draftId: string,
  body: BodyOf<typeof authoring.tryEdits>,
): Promise<Saved> {
  const draft = await store.readDraft(tx, draftId);
  const book = await bookFacts(tx, draft.rulebookId);
  const source = await edited(tx, draft.source, body.edits, book.clauseIds);
  return savedOf(draftId, draft.version, source, compiledText(source, book.retired));
}

async function edited(
  tx: Context['tx'],
  source: string,
  edits: readonly DraftEdit[],
  published: readonly string[],
): Promise<string> {
  const keys = edits.flatMap((edit) => (edit.do === 'bringIn' ? [edit.book] : []));
  const books = keys.length > 0 ? await newestTexts(tx, keys) : {};
  const result = applyEdits(source, edits, { registry, published, books });
  if (!result.ok) throw refuse(result.code, { ...result.detail, field: 'edits' });
  if (result.source.length > SOURCE_CHARACTERS_MAX)
    throw invalid(
      'edits',
      `制度文本不能超过 ${SOURCE_CHARACTERS_MAX} 字符 / at most ${SOURCE_CHARACTERS_MAX} characters`,
    );
  return result.source;
}

export async function discard(
  context: Context,
  draftId: string,
  body: BodyOf<typeof authoring.discard>,
): Promise<ResponseOf<typeof authoring.discard>> {
  const draft = await store.lockDraft(context.tx, draftId, body.version);
  await requireOpen(context, draft);
  await store.closeDraft(context.tx, draftId, 'discarded', null, context.now);
  const journalId = context.record({
    kind: 'rulebook.discardDraft',
    subject: { type: 'rulebook', id: draft.rulebookId },
    staffIds: [context.actor.staffId, draft.authorId],
    input: { draftId, title: draft.title },
    facts: {},
    decision: accept({ draftId }, ['S4.01.a52']),
  });
  context.publish({ topic: 'rulebook', id: draft.rulebookId });
  return { draftId, journalId };
}

// ── merging ──
async function mergedWithNewest(
  { tx }: Pick<Context, 'tx'>,
  draft: store.DraftRow,
  choices: Choices,
): Promise<{
  merged: Merged;
  book: Awaited<ReturnType<typeof bookFacts>>;
  newest: { number: number; source: string };
}> {
  const book = await bookFacts(tx, draft.rulebookId);
  const { newest } = book;
  if (!newest || draft.basedOn === newest.number) throw refuse('NOTHING_TO_MERGE');
  const merged = merge({ base: draft.baseSource, mine: draft.source, theirs: newest.source }, choices, registry);
  if (!merged) throw refuse('CLAUSES_UNREADABLE');
  return { merged, book, newest };
}

export async function mergePreview(context: Context, draftId: string): Promise<ResponseOf<typeof authoring.merge>> {
  const draft = await store.readDraft(context.tx, draftId);
  const { merged, book, newest } = await mergedWithNewest(context, draft, {});
  // Where nothing is chosen yet, mine stands: so the difference to mine is what comes without asking.
  const [mine, after] = [draft.source, merged.source].map((text) => compiledText(text, book.retired));
  const takenOver = mine?.ok && after?.ok ? diff(mine.rulebook, after.rulebook, registry) : [];
  return { newest: newest.number, conflicts: [...merged.conflicts], takenOver };
}

export async function carryOutMerge(
  context: Context,
  draftId: string,
  body: BodyOf<typeof authoring.carryOutMerge>,
): Promise<ResponseOf<typeof authoring.carryOutMerge>> {
  const draft = await store.lockDraft(context.tx, draftId, body.version);
  await requireOpen(context, draft);
  const { merged, book, newest } = await mergedWithNewest(context, draft, body.choices);
  const { unresolved, source } = merged;
  if (unresolved.length > 0)
    throw refuse('MERGE_UNRESOLVED', { count: unresolved.length, unresolved, field: 'choices' });
  const { compiled, faults } = faultsIn(source, book.retired);
  const change = { source, baseSource: newest.source, basedOn: newest.number, faults };
  const by = { by: personOf(context.actor), at: context.now };
  const version = await store.saveText(context.tx, draft, change, by);
  context.publish({ topic: 'rulebook', id: draft.rulebookId });
  return { ...savedOf(draftId, version, source, compiled), basedOn: newest.number };
}
