/** Publishing a version, changing values, choosing the book of a site: compile, decide, save, journal. */
import type { BodyOf, ResponseOf } from '#contract/kernel/route.ts';
import type { rulebook as contract } from '#contract/rulebook.ts';
import { rulebookRefusals } from '#contract/rulebook-refusals.ts';
import type { Parameter } from '#core/kernel/parameters.ts';
import { decideAdoption, decideVersion } from '#core/rulebook/index.ts';
import { registry } from '#core/rules.ts';
import { addParameter, type Rulebook, findParameter, setCell, setParameter } from '#rulebooks/language/index.ts';
import type { Context } from '#server/platform/context.ts';
import { accepted, notFound, Refused } from '#server/platform/refused.ts';
import { mustCompile } from './compiling.ts';
import * as store from './store.ts';
import { requireSiteExists } from './views.ts';

type Published = ResponseOf<typeof contract.publish>;

export async function create(context: Context, body: BodyOf<typeof contract.create>): Promise<Published> {
  const compiled = mustCompile(body.source);
  const { id: key, title, gloss } = compiled.meta;
  if (await store.bookByKey(context.tx, key))
    throw new Refused('BOOK_KEY_TAKEN', rulebookRefusals.BOOK_KEY_TAKEN, { key, field: 'source' });
  const bookId = await store.insertBook(context.tx, { key, title, gloss, shippedKey: null, at: context.now });
  return save(context, { bookId, startedFrom: 0, newest: null, compiled, ...body });
}

export async function publish(
  context: Context,
  bookId: string,
  body: BodyOf<typeof contract.publish>,
): Promise<Published> {
  if (!(await store.lockBook(context.tx, bookId))) throw notFound('制度 / rulebook');
  const newest = await store.newestVersion(context.tx, bookId);
  return save(context, { bookId, newest, compiled: mustCompile(body.source), ...body });
}

/** Writes the new values into their sentences and publishes the document that results. */
export async function setValues(
  context: Context,
  bookId: string,
  body: BodyOf<typeof contract.setValues>,
): Promise<Published> {
  if (!(await store.lockBook(context.tx, bookId))) throw notFound('制度 / rulebook');
  const newest = await store.newestVersion(context.tx, bookId);
  if (!newest) throw notFound('制度 / rulebook');
  const source = withValues(newest.source, body);
  const startedFrom = body.startedFrom ?? newest.number;
  return save(context, { ...body, bookId, newest, source, startedFrom, compiled: mustCompile(source) });
}

/** Each value goes into its sentence; one that the document does not mention yet gets a clause of its own. */
function withValues(
  source: string,
  { values, cells }: Pick<BodyOf<typeof contract.setValues>, 'values' | 'cells'>,
): string {
  let text = source;
  for (const [name, value] of Object.entries(values))
    text = setParameter(text, name, value) ?? addParameter(text, name, declared(name), value);
  for (const { table, row, column, value } of cells) {
    const parameter = declared(table);
    const edited =
      setCell(text, table, row, column, value) ??
      setCell(addParameter(text, table, parameter, parameter.default), table, row, column, value);
    if (edited === null) throw unknownParameter(`${table} ${row} ${column}`);
    text = edited;
  }
  return text;
}

function declared(name: string): Parameter {
  const parameter = findParameter(registry, name);
  if (!parameter) throw unknownParameter(name);
  return parameter;
}
const unknownParameter = (name: string): Refused =>
  new Refused('PARAMETER_UNKNOWN', rulebookRefusals.PARAMETER_UNKNOWN, { name, field: 'values' });

interface Draft {
  readonly bookId: string;
  readonly newest: store.NewestVersion | null;
  readonly startedFrom: number;
  readonly source: string;
  readonly compiled: Rulebook;
  readonly effectiveFrom?: string | undefined;
  readonly note: string;
}

async function save(context: Context, draft: Draft): Promise<Published> {
  const facts = {
    latestNumber: draft.newest?.number ?? 0,
    startedFrom: draft.startedFrom,
    sourceChanged: draft.source !== draft.newest?.source,
  };
  const decision = accepted(decideVersion(facts, draft.effectiveFrom ?? null, context.now), rulebookRefusals);
  const { number, effectiveFrom } = decision.outcome;
  const { bookId, source, compiled, note } = draft;
  const by = context.actor.staffId;
  const versionId = await store.insertVersion(context.tx, {
    bookId,
    number,
    source,
    compiled,
    effectiveFrom,
    note,
    by,
    at: context.now,
  });
  const journalId = context.record({
    kind: 'rulebook.publish',
    subject: { type: 'rulebook', id: bookId },
    staffIds: [by],
    input: { effectiveFrom: draft.effectiveFrom ?? null, title: compiled.meta.title, note },
    facts,
    decision,
    reason: note || null,
  });
  context.publish({ topic: 'rulebook', id: bookId });
  return { rulebookId: bookId, versionId, number, effectiveFrom, journalId };
}

export async function adopt(
  context: Context,
  siteId: string,
  body: BodyOf<typeof contract.adopt>,
): Promise<ResponseOf<typeof contract.adopt>> {
  await requireSiteExists(context.tx, siteId);
  const { rulebookId } = body;
  const book = await store.lockBook(context.tx, rulebookId);
  if (!book) throw notFound('制度 / rulebook');
  const from = body.effectiveFrom ?? null;
  const facts = await store.adoptionFacts(context.tx, siteId, rulebookId, from ?? context.now);
  const decision = accepted(decideAdoption(facts, rulebookId, from, context.now), rulebookRefusals);
  const { effectiveFrom } = decision.outcome;
  await store.adopt(context.tx, siteId, rulebookId, effectiveFrom);
  const journalId = context.record({
    kind: 'rulebook.adopt',
    siteId,
    subject: { type: 'site', id: siteId },
    staffIds: [context.actor.staffId],
    input: { bookId: rulebookId, title: book.title, effectiveFrom: from },
    facts,
    decision,
  });
  context.publish({ topic: 'rulebook', siteId, id: rulebookId });
  return { siteId, rulebookId, effectiveFrom, journalId };
}
