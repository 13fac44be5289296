/** A case decided under several texts, and told as "why?" tells a decision. */
import { z } from 'zod';
import { caseOfFacts } from '#contract/decisions/run-example.ts';
import { shapes } from '#contract/decisions/index.ts';
import type { BodyOf, ResponseOf } from '#contract/kernel/route.ts';
import { type trials as routes, trialsRefusals } from '#contract/trials.ts';
import { decideKind, isKind, type KindName, kinds } from '#core/kinds.ts';
import { houseClauses, plainText, type Rulebook } from '#rulebooks/language/index.ts';
import { type Names, namesIn, rejectedOf, type StoredDecision, summaryOf } from '#server/journal/index.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound, Refused } from '#server/platform/refused.ts';
import { textUnder } from '#server/rulebook/index.ts';

type Body = Omit<BodyOf<typeof routes.run>, 'commandId'>;
type Answer = ResponseOf<typeof routes.run>['answers'][number];

export const refused = (code: keyof typeof trialsRefusals, detail: Readonly<Record<string, unknown>>): Refused =>
  new Refused(code, trialsRefusals[code], detail);

export const requireKind = (kind: string): KindName => {
  if (!isKind(kind)) throw refused('KIND_UNKNOWN', { kind, field: 'kind' });
  return kind;
};

/** The people of the everyday cases, as colleagues call each other. */
const sampleNames: Names = new Map([
  ['wang', '小王'],
  ['li', '小李'],
  ['zhao', '小赵'],
  ['chen', '小陈'],
  ['zhou', '小周'],
  ['sun', '小孙'],
  ['lin', '小林'],
  ['supervisor', '主管'],
]);

function clausesOf(rulebook: Rulebook, ids: readonly string[]): Pick<Answer, 'houseClauses' | 'unstated'> {
  const cited = new Set(houseClauses(rulebook, ids).map(({ clause }) => clause));
  return {
    houseClauses: rulebook.chapters
      .flatMap(({ clauses }) => clauses)
      .filter(({ id }) => cited.has(id))
      .map(({ id, body, gloss }) => ({ id, zh: plainText(body), en: gloss })),
    unstated: ids.filter((id) => (rulebook.index[id] ?? []).length === 0),
  };
}

export function kindRows() {
  const rows = Object.entries(kinds).map(([kind, { label }]) => ({
    kind,
    capability: kind.split('.')[0] ?? '',
    label,
  }));
  return { rows };
}

export function kindOf(name: string): ResponseOf<typeof routes.kind> {
  const kind = requireKind(name);
  const { facts, input, sample } = shapes[kind];
  return {
    kind,
    capability: kind.split('.')[0] ?? '',
    label: kinds[kind].label,
    facts: schemaOf(facts),
    input: schemaOf(input),
    sample: { ...sample, actorId: sample.actorId ?? null },
    names: Object.fromEntries(sampleNames),
  };
}

// What a schema checks by a function has no words in JSON Schema; the server checks it again when the case is sent.
const schemaOf = (schema: z.ZodType): Record<string, unknown> =>
  z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Record<string, unknown>;

export async function run(tx: Tx, body: Body, timeZone: string): Promise<{ answers: Answer[] }> {
  const kind = requireKind(body.kind);
  const made = caseOfFacts(kind, body);
  if (!made.ok) throw refused('FACTS_INVALID', { ...made.fault, field: made.fault.path });
  const answers: Answer[] = [];
  for (const under of body.under) {
    const text = await textUnder(tx, under.rulebookId, under.ref, under.values);
    if (!text.ok && text.fault === 'unknown_text') throw notFound('制度文本 / text of the rulebook');
    if (!text.ok)
      throw refused('TEXT_DOES_NOT_COMPILE', {
        field: 'under',
        text: under.ref ?? '',
        count: text.fault === 'faulty' ? text.errors.length : 1,
      });
    const given = { rules: text.values, now: body.now, actorId: body.actorId };
    const decision = decideKind(kind, given, made.case.facts, made.case.input);
    const entry = { kind, input: made.case.input, decision: decision as StoredDecision, timeZone };
    const names: Names = new Map([...sampleNames, ...(await namesIn(tx, [entry]))]);
    answers.push({
      text: text.title,
      accepted: decision.accepted,
      code: decision.accepted ? null : decision.code,
      summary: summaryOf(entry, names),
      outcome: decision.accepted ? decision.outcome : decision.detail,
      ...clausesOf(text.rulebook, decision.clauses),
      rejected: rejectedOf(entry, names),
    });
  }
  return { answers };
}
