/**
 * `GUIKE_KEEP=FOLDER npx vitest run …` writes down what the worlds of the tests decided, a file per world, so that a choice of it can
 * be kept (scripts/keep-decisions.ts) and decided again without a database.
 */
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { HouseRules } from '#core/rules.ts';
import type { StoredEntry } from '#server/journal/redecide.ts';

const folder = process.env.GUIKE_KEEP;

export function keep({ kind, at, actorId, facts, input, decision }: StoredEntry, rules: HouseRules): void {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const line = JSON.stringify({ kind, at, actorId, rules, facts, input, decision });
  appendFileSync(join(folder, `${process.pid}.jsonl`), `${line}\n`);
}
