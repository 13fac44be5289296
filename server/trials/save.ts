/** Keeps a case as an example of a clause: it says only what differs from the everyday case of its kind. */
import { shapes } from '#contract/decisions/index.ts';
import { caseOfFacts } from '#contract/decisions/run-example.ts';
import type { BodyOf, ResponseOf } from '#contract/kernel/route.ts';
import type { trials as routes } from '#contract/trials.ts';
import { sameJson } from '#core/kernel/same.ts';
import { writtenExample } from '#rulebooks/language/index.ts';
import type { Context } from '#server/platform/context.ts';
import { draftClause, editDraft } from '#server/rulebook/index.ts';
import { refused, requireKind } from './run.ts';

type Body = BodyOf<typeof routes.saveExample>;

export async function saveExample(
  context: Context,
  draftId: string,
  body: Body,
): Promise<ResponseOf<typeof routes.saveExample>> {
  const kind = requireKind(body.kind);
  const made = caseOfFacts(kind, body);
  if (!made.ok) throw refused('FACTS_INVALID', { ...made.fault, field: made.fault.path });
  const clause = await draftClause(context, draftId, body.clause);
  if (!clause) throw refused('CLAUSE_NOT_IN_DRAFT', { clause: body.clause, field: 'clause' });
  const { sample } = shapes[kind];
  const { now, actorId } = body;
  const exampleId = freeId(body.clause, clause.text);
  const example = {
    id: exampleId,
    kind,
    text: body.text,
    gloss: body.gloss,
    ...(now === sample.now ? {} : { now }),
    ...(actorId === (sample.actorId ?? null) ? {} : { actorId }),
    set: {
      ...apart('facts', sample.facts, made.case.facts),
      ...apart('input', sample.input, made.case.input),
    },
    expect: body.expect,
  };
  const text = `${clause.text.trimEnd()}\n\n${writtenExample(example)}`;
  const edits = [{ do: 'setClause' as const, clause: body.clause, text }];
  return {
    ...(await editDraft(context, draftId, { commandId: body.commandId, version: body.version, edits })),
    exampleId,
  };
}

/** "A17-1", "A17-2", … : the first that the clause does not use. */
function freeId(clause: string, text: string): string {
  for (let n = 1; ; n++) if (!text.includes(`id="${clause}-${n}"`)) return `${clause}-${n}`;
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Where a value is not the sample's, by path. What the sample has and the value lacks cannot be said by a path of its own, nor what
 * stands under a key with a dot in it: there the whole of what holds it is given.
 */
function apart(path: string, sample: unknown, value: unknown): Record<string, unknown> {
  if (sameJson(sample, value)) return {};
  const nested =
    isPlain(sample) &&
    isPlain(value) &&
    Object.keys(sample).every((key) => value[key] !== undefined || sample[key] === undefined) &&
    Object.keys(value).every((key) => /^[^.\s]+$/.test(key));
  if (nested)
    return Object.assign({}, ...Object.keys(value).map((key) => apart(`${path}.${key}`, sample[key], value[key])));
  if (Array.isArray(sample) && Array.isArray(value) && sample.length === value.length)
    return Object.assign({}, ...value.map((item, index) => apart(`${path}.${index}`, sample[index], item)));
  return { [path]: value };
}
