/**
 * A journal outlives the release that wrote it. These decisions were made on the floors of our own scenarios, under the shipped
 * houses, and were checked there; whatever is changed in the rules' code, they are still decided the same. When a rule is meant to
 * answer otherwise from now on, the journals in the field will differ too (guike audit): say so in the change, then `node scripts/keep-decisions.ts --again`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { differences } from '#core/kernel/same.ts';
import { decideKind, isKind } from '#core/kinds.ts';
import { type KeptDecision, keptRules } from './kept.testing.ts';

const folder = new URL('kept/', import.meta.url);
const kept = readdirSync(fileURLToPath(folder))
  .sort()
  .flatMap((file) => readFileSync(fileURLToPath(new URL(file, folder)), 'utf8').split('\n'))
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as KeptDecision);

const byKind = [...Map.groupBy(kept, (one) => one.kind)];
describe.each(byKind.map(([kind, list]) => ({ kind, list })))('$kind', ({ kind, list }) => {
  test.each(list.map((one, index) => ({ one, number: index + 1 })))('is still decided the same: $number', ({ one }) => {
    expect(isKind(kind)).toBe(true);
    const given = { rules: keptRules(one.rules), now: one.at, actorId: one.actorId };
    expect(differences(one.decision, decideKind(kind, given, one.facts, one.input))).toEqual([]);
  });
});
