/**
 * node scripts/keep-decisions.ts FOLDER: chooses from what the worlds of the tests decided (GUIKE_KEEP=FOLDER) and writes it to
 * contract/decisions/kept/: of every kind each answer with its clauses, and each value of a choice in its facts, once. Ids become short
 * words in the same order, rules are written where they differ from the defaults.
 *
 * node scripts/keep-decisions.ts --again: after a rule was meant to answer otherwise, decides what is kept anew; the change of the files
 * then shows which answers.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultsOf } from '#core/kernel/parameters.ts';
import { sameJson } from '#core/kernel/same.ts';
import { decideKind } from '#core/kinds.ts';
import { type HouseRules, registry } from '#core/rules.ts';
import { type KeptDecision, keptRules } from '#contract/decisions/kept.testing.ts';

type Written = Omit<KeptDecision, 'rules'> & { readonly rules: HouseRules };

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('which folder? GUIKE_KEEP of the tests that were run; or --again');
const BYTES_MAX = 30_000;
const target = 'contract/decisions/kept';
if (folder === '--again') {
  for (const file of readdirSync(target)) {
    const lines = readFileSync(join(target, file), 'utf8').trimEnd().split('\n');
    writeFileSync(join(target, file), `${lines.map(decidedAnew).join('\n')}\n`);
  }
  process.exit();
}

const seen = new Set<string>();
const chosen = new Map<string, string[]>();
let read = 0;
for (const file of readdirSync(folder).sort())
  for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
    if (line === '' || line.length > BYTES_MAX * 2) continue;
    read++;
    const entry = JSON.parse(line) as Written;
    const fresh = signs(entry).filter((sign) => !seen.has(sign));
    const kept = fresh.length === 0 ? '' : inShortWords({ ...entry, rules: unlikeDefaults(entry.rules) });
    if (kept === '' || kept.length > BYTES_MAX) continue;
    for (const sign of fresh) seen.add(sign);
    const capability = entry.kind.split('.')[0] ?? '';
    chosen.set(capability, [...(chosen.get(capability) ?? []), kept]);
  }

mkdirSync(target, { recursive: true });
for (const [capability, lines] of chosen) {
  writeFileSync(join(target, `${capability}.jsonl`), `${lines.sort().join('\n')}\n`);
  process.stdout.write(`${capability}: ${lines.length} of ${read}\n`);
}

function decidedAnew(line: string): string {
  const { decision: _old, ...entry } = JSON.parse(line) as KeptDecision;
  const given = { rules: keptRules(entry.rules), now: entry.at, actorId: entry.actorId };
  return JSON.stringify({ ...entry, decision: decideKind(entry.kind, given, entry.facts, entry.input) });
}

/** What an entry shows that another may not: its answer as a whole, and every choice made in its facts and its input. */
function signs({ kind, facts, input, decision }: Written): readonly string[] {
  const { clauses, rejected } = decision as { clauses?: readonly string[]; rejected?: readonly { reason?: string }[] };
  const reasons = [...new Set((rejected ?? []).map((one) => one.reason))].sort();
  const answer = [...new Set(choices({ decision }))].filter((choice) => !/clauses|rejected/.test(choice)).sort();
  return [
    JSON.stringify([kind, [...(clauses ?? [])].sort(), reasons]),
    ...answer.map((choice) => `${kind} ${choice}`),
    ...choices({ facts, input }).map((choice) => `${kind} ${choice}`),
  ];
}

/** Switches, words of a list, and whether a thing is there at all, by where they stand. */
function choices(value: unknown, path = ''): readonly string[] {
  if (value === null || typeof value === 'boolean') return [`${path}=${value}`];
  if (typeof value === 'string') return /^[a-z]+(_[a-z]+)*$/.test(value) ? [`${path}=${value}`] : [`${path} is text`];
  if (typeof value !== 'object') return [`${path} is ${value === 0 ? 'zero' : typeof value}`];
  if (Array.isArray(value))
    return value.length === 0 ? [`${path} is empty`] : value.flatMap((one) => choices(one, `${path}.#`));
  return Object.entries(value).flatMap(([key, one]) => choices(one, `${path}.${/[-0-9]/.test(key) ? '#' : key}`));
}

function unlikeDefaults(rules: HouseRules): KeptDecision['rules'] {
  const entries = Object.entries(registry).map(([capability, set]) => {
    const usual: Readonly<Record<string, unknown>> = defaultsOf(set);
    const values = Object.entries(rules[capability as keyof HouseRules] ?? {});
    return [capability, Object.fromEntries(values.filter(([key, value]) => !sameJson(value, usual[key])))] as const;
  });
  return Object.fromEntries(entries.filter(([, values]) => Object.keys(values).length > 0));
}

/** Ids are compared with one another, so they keep their order. */
function inShortWords(entry: KeptDecision): string {
  const { kind, at, actorId, rules, facts, input, decision } = entry;
  const text = JSON.stringify({ kind, at, actorId, rules, facts, input, decision });
  const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
  const order = [...new Set(text.match(uuid) ?? [])].sort();
  return text.replaceAll(uuid, (id) => `id${String(order.indexOf(id) + 1).padStart(3, '0')}`);
}
