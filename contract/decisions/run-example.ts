/** Runs the example of a rulebook: the kind's sample with the example's changes, decided under the given rules, beside what is expected. */
import type { Decision } from '#core/kernel/decision.ts';
import type { Example } from '#core/kernel/example.ts';
import type { Given } from '#core/kernel/kind.ts';
import { differences as jsonDifferences } from '#core/kernel/same.ts';
import { decideKind, isKind, type KindName } from '#core/kinds.ts';
import type { HouseRules } from '#core/rules.ts';
import { shapes } from './index.ts';

/** Where the answer is not the expected one. `path` is "accepted", "code", "clauses", "outcome.…"; what is missing is undefined. */
export interface Difference {
  readonly path: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/** Why an example cannot be decided at all: its kind is unknown, a path leads nowhere, or a value has the wrong shape. */
export interface ExampleFault {
  readonly code: 'KIND_UNKNOWN' | 'PATH_UNKNOWN' | 'FACTS_INVALID';
  readonly path: string;
  readonly problem: string;
}

export type ExampleRun =
  | { readonly ran: true; readonly decision: Decision<unknown>; readonly differences: readonly Difference[] }
  | { readonly ran: false; readonly fault: ExampleFault };

export interface Case {
  readonly kind: KindName;
  readonly now: string;
  readonly actorId: string | null;
  readonly facts: unknown;
  readonly input: unknown;
}

export type CaseOf = { readonly ok: true; readonly case: Case } | { readonly ok: false; readonly fault: ExampleFault };

/** The whole case an example stands for. */
export function caseOf(example: Pick<Example, 'kind' | 'now' | 'actorId' | 'set'>): CaseOf {
  const { kind } = example;
  if (!isKind(kind)) return { ok: false, fault: { code: 'KIND_UNKNOWN', path: 'kind', problem: kind } };
  const { sample } = shapes[kind];
  const root: Record<string, unknown> = structuredClone({ facts: sample.facts, input: sample.input });
  for (const [path, value] of Object.entries(example.set)) {
    const [head = ''] = path.split('.');
    if ((head !== 'facts' && head !== 'input') || !put(root, path.split('.'), structuredClone(value)))
      return { ok: false, fault: { code: 'PATH_UNKNOWN', path, problem: path } };
  }
  const actorId = example.actorId === undefined ? (sample.actorId ?? null) : example.actorId;
  return caseOfFacts(kind, { now: example.now ?? sample.now, actorId, facts: root.facts, input: root.input });
}

/** A case given whole, its facts and input checked against the shape of the kind. */
export function caseOfFacts(kind: KindName, given: Omit<Case, 'kind'>): CaseOf {
  for (const name of ['facts', 'input'] as const) {
    const fault = shapes[kind][name].safeParse(given[name]).error?.issues[0];
    if (fault) {
      const path = [name, ...fault.path.map(String)].join('.');
      return { ok: false, fault: { code: 'FACTS_INVALID', path, problem: fault.message } };
    }
  }
  const { now, actorId, facts, input } = given;
  return { ok: true, case: { kind, now, actorId, facts, input } };
}

export function runExample(rules: HouseRules, example: Example): ExampleRun {
  const made = caseOf(example);
  if (!made.ok) return { ran: false, fault: made.fault };
  const { kind, facts, input, now, actorId } = made.case;
  const given: Given<HouseRules> = { rules, now, actorId };
  const decision = decideKind(kind, given, facts, input);
  return { ran: true, decision, differences: differencesOf(example.expect, decision) };
}

function differencesOf(expect: Example['expect'], decision: Decision<unknown>): readonly Difference[] {
  const found: Difference[] = [];
  const compare = (path: string, expected: unknown, given: unknown): void => {
    if (jsonDifferences(expected, given).length > 0) found.push({ path, expected, found: given });
  };
  compare('accepted', expect.accepted, decision.accepted);
  if (expect.code !== undefined) compare('code', expect.code, decision.accepted ? undefined : decision.code);
  const body = decision.accepted ? decision.outcome : decision.detail;
  for (const [path, expected] of Object.entries(expect.outcome ?? {}))
    compare(`outcome.${path}`, expected, get(body, path.split('.')));
  const missing = (expect.clauses ?? []).filter((clause) => !decision.clauses.includes(clause));
  if (missing.length > 0) found.push({ path: 'clauses', expected: missing, found: decision.clauses });
  return found;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function get(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    value,
  );
}

/** Sets what lies at the end of a path. Only the last step may be new: an entry of a record, the next item of a list. */
function put(root: unknown, path: readonly string[], value: unknown): boolean {
  const last = path.at(-1) ?? '';
  const holder = get(root, path.slice(0, -1));
  if (last === '__proto__' || !isObject(holder)) return false;
  if (Array.isArray(holder) && !(/^\d+$/.test(last) && Number(last) <= holder.length)) return false;
  holder[last] = value;
  return true;
}
