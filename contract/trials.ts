/**
 * Trying a case: any kind of decision with any facts, under the version in force, an older one or a draft, side by side. Nothing is
 * written. A case worth keeping becomes an example of the rulebook.
 */
import { z } from 'zod';
import { permissions } from './kernel/permissions.ts';
import { refusals } from './kernel/refusal.ts';
import { command, query } from './kernel/route.ts';
import { InstantOut, InstantText, Uuid } from './kernel/shapes.ts';
import { RulebookSaved } from './rulebook-authoring.ts';
import { rulebookRefusals } from './rulebook-refusals.ts';
import { TextRef } from './rulebook-document.ts';

export const trialsPermissions = permissions({
  'rulebook.try': { zh: '试算一个情形', en: 'Try a case', scopes: ['company'] },
});

export const trialsRefusals = refusals({
  KIND_UNKNOWN: {
    status: 404,
    mayPassLater: false,
    zh: '没有名为“{kind}”的决定',
    en: 'There is no kind of decision "{kind}"',
    remedy: { zh: '请从决定种类清单中选用名称。', en: 'Use a name from the list of kinds.' },
  },
  FACTS_INVALID: {
    status: 422,
    mayPassLater: false,
    zh: '“{path}”不符合要求：{problem}',
    en: '"{path}" is not acceptable: {problem}',
    remedy: { zh: '按表单提示改正这一项。', en: 'Mend that field as the form says.' },
  },
  TEXT_DOES_NOT_COMPILE: {
    status: 422,
    mayPassLater: true,
    zh: '“{text}”有 {count} 处问题，不能用来试算',
    en: '"{text}" has {count} faults and cannot be tried',
    remedy: { zh: '先改正草案。', en: 'Mend the draft first.' },
  },
  NOT_A_DECISION: {
    status: 409,
    mayPassLater: false,
    zh: '这条记录只是记事，没有可以重算的决定',
    en: 'This entry records something done; there is no decision to try',
    remedy: { zh: '另选一项决定。', en: 'Choose a decision.' },
  },
  CLAUSE_NOT_IN_DRAFT: {
    status: 404,
    mayPassLater: false,
    zh: '草案中没有第 {clause} 条',
    en: 'The draft has no clause {clause}',
    remedy: { zh: '从草案现有条款中选择。', en: 'Choose one of the clauses of the draft.' },
  },
});

const Localised = z.object({ zh: z.string(), en: z.string() });
const kindName = z.string().max(60);
const actorId = z.string().max(100).nullable();
const VALUES_MAX = 50_000; // protects the server; the longest file of a dispute has a fifth of that
const LIST_MAX = 2_000;
const DEPTH_MAX = 30;

/** Values of any shape, but no more of them, and none nested deeper, than a decision ever had. */
function isModest(value: unknown): boolean {
  const open: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let seen = 0; open.length > 0; seen++) {
    const { value: inner, depth } = open.pop() as (typeof open)[number];
    if (inner === null || typeof inner !== 'object') continue;
    const parts = Object.values(inner);
    if (depth >= DEPTH_MAX || parts.length > LIST_MAX || seen + open.length > VALUES_MAX) return false;
    for (const part of parts) open.push({ value: part, depth: depth + 1 });
  }
  return true;
}
const anyJson = z.unknown().refine(isModest, '内容过多或嵌套过深 / too much, or nested too deeply');

export const DecisionKindRow = z.object({ kind: z.string(), capability: z.string(), label: Localised });
export const DecisionKindOut = DecisionKindRow.extend({
  facts: z.record(z.string(), z.unknown()).describe('JSON Schema; zh, en and options hold the words of a form'),
  input: z.record(z.string(), z.unknown()),
  sample: z.object({ now: InstantOut, actorId: z.string().nullable(), facts: anyJson, input: anyJson }),
  names: z.record(z.string(), z.string()).describe('What the people of the everyday cases are called'),
});

/** A text of a rulebook, as compared and simulated: "3", "draft:<id>", "shipped"; null: the newest version. */
const Text = z.object({
  rulebookId: Uuid,
  ref: TextRef.nullable().default(null),
  values: z.record(z.string().max(100), z.union([z.number(), z.string().max(100), z.boolean()])).default({}),
});

export const TrialAnswer = z.object({
  text: Localised.describe('The text it was decided under'),
  accepted: z.boolean(),
  code: z.string().nullable(),
  summary: Localised.describe('The answer in a sentence'),
  /** What was decided, or the detail of the refusal. */
  outcome: anyJson,
  /** Clauses of the text it rests on, as they read there. */
  houseClauses: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string() })),
  /** Clauses of the catalogue that the text puts into practice nowhere. */
  unstated: z.array(z.string()),
  rejected: z.array(
    z.object({ what: z.string(), name: z.string(), reason: z.string(), zh: z.string(), en: z.string() }),
  ),
});

export const ExampleResult = z.object({
  id: z.string(),
  clause: z.string(),
  kind: z.string(),
  text: z.string(),
  gloss: z.string(),
  /** holds: as expected; differs: another answer; fault: it cannot be decided. */
  result: z.enum(['holds', 'differs', 'fault']),
  differences: z.array(z.object({ path: z.string(), expected: anyJson, found: anyJson })),
  fault: z.object({ code: z.string(), path: z.string(), problem: z.string() }).nullable(),
  /** The same case has another answer under the newest published version. */
  changes: z.boolean(),
});

const expectation = z.object({
  accepted: z.boolean(),
  code: z.string().max(60).optional(),
  outcome: z.record(z.string().max(200), anyJson).optional(),
  clauses: z.array(z.string().max(60)).max(50).optional(),
});

export const trials = {
  kinds: query({
    path: '/decision-kinds',
    may: 'rulebook.try',
    summary: { zh: '决定种类', en: 'Every kind of decision' },
    response: z.object({ rows: z.array(DecisionKindRow) }),
  }),
  kind: query({
    path: '/decision-kinds/:kind',
    may: 'rulebook.try',
    summary: { zh: '一种决定的事实与样例', en: 'The facts and input of a kind, with an everyday case' },
    params: z.object({ kind: kindName }),
    response: DecisionKindOut,
    refusals: trialsRefusals,
  }),
  pastCase: query({
    path: '/journal/:journalId/case',
    may: 'rulebook.try',
    summary: { zh: '取一项过去的决定来改', en: 'A past decision as a case to alter' },
    params: z.object({ journalId: Uuid }),
    response: z.object({
      kind: z.string(),
      now: InstantOut,
      actorId: z.string().nullable(),
      facts: anyJson,
      input: anyJson,
      siteId: Uuid.nullable(),
      rulebookId: Uuid.nullable(),
      number: z.number().nullable().describe('The version it was decided under'),
      names: z.record(z.string(), z.string()).describe('Names of the people, teams and sites in it'),
    }),
    refusals: trialsRefusals,
  }),
  run: command({
    path: '/trials',
    may: 'rulebook.try',
    summary: { zh: '试算', en: 'Decide a case under several texts; nothing is written' },
    body: {
      kind: kindName,
      now: InstantText,
      actorId: actorId.default(null),
      facts: anyJson,
      input: anyJson,
      under: z.array(Text).min(1).max(4),
    },
    response: z.object({ answers: z.array(TrialAnswer) }),
    refusals: trialsRefusals,
    writesNothing: true,
  }),
  saveExample: command({
    path: '/rulebook-drafts/:draftId/examples',
    may: 'rulebook.draft',
    summary: { zh: '存为制度的示例', en: 'Keep a case as an example of a clause' },
    params: z.object({ draftId: Uuid }),
    body: {
      version: z.number().int().min(1),
      clause: z.string().min(1).max(60),
      text: z.string().min(1).max(500).describe('The case in a sentence'),
      gloss: z.string().min(1).max(500),
      kind: kindName,
      now: InstantText,
      actorId: actorId.default(null),
      facts: anyJson,
      input: anyJson,
      expect: expectation,
    },
    response: RulebookSaved.extend({ exampleId: z.string() }),
    refusals: { ...trialsRefusals, ...rulebookRefusals },
  }),
  examples: query({
    path: '/rulebooks/:rulebookId/examples',
    may: 'rulebook.read',
    summary: { zh: '运行制度的示例', en: 'The examples of a text, each run' },
    params: z.object({ rulebookId: Uuid }),
    query: z.object({ text: TextRef.optional().describe('"3", "draft:<id>", "shipped"; omitted: newest') }),
    response: z.object({ rows: z.array(ExampleResult) }),
    refusals: trialsRefusals,
  }),
};
