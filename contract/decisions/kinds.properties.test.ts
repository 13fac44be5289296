/**
 * Every kind of decision, on any facts its schema allows, in any house: it answers or refuses with a code, it gives the same answer
 * to the same facts, also when they come back from the journal, and it leaves what it was handed alone.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Given } from '#core/kernel/kind.ts';
import { differences } from '#core/kernel/same.ts';
import { decideKind, type KindName, kinds } from '#core/kinds.ts';
import type { HouseRules } from '#core/rules.ts';
import { arbitraryActor, arbitraryHouse, arbitraryInstant, arbitraryOf } from './arbitrary.testing.ts';
import { shapes } from './index.ts';

const names = Object.keys(kinds) as KindName[];
const RUNS = 150;

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}

const asStored = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value));

function expectAnswer(name: KindName, given: Given<HouseRules>, facts: unknown, input: unknown): void {
  // Frozen: to change what it was handed would throw.
  const answer = decideKind(name, frozen(given), frozen(facts), frozen(input));
  expect(answer.clauses.every((clause) => typeof clause === 'string')).toBe(true);
  if (!answer.accepted) expect(answer.code).toMatch(/^[A-Z][A-Z_]*[A-Z]$/);
  const again = decideKind(name, given, facts, input);
  expect(again).toEqual(answer);
  const fromJournal = decideKind(name, asStored(given), asStored(facts), asStored(input));
  expect(differences(answer, fromJournal)).toEqual([]);
}

describe.each(names)('%s', (name) => {
  const shape = shapes[name];

  test('answers its sample, which has the shape it says', () => {
    const { facts, input, now, actorId } = shape.sample;
    expect(shape.facts.safeParse(facts).error).toBeUndefined();
    expect(shape.input.safeParse(input).error).toBeUndefined();
    fc.assert(
      fc.property(arbitraryHouse, (rules) =>
        expectAnswer(name, { rules, now, actorId: actorId ?? null }, asStored(facts), asStored(input)),
      ),
      { numRuns: 20 },
    );
  });

  test('answers or refuses whatever the facts', () => {
    const any = fc.record({
      rules: arbitraryHouse,
      now: arbitraryInstant,
      actorId: arbitraryActor,
      facts: arbitraryOf(shape.facts),
      input: arbitraryOf(shape.input),
    });
    fc.assert(
      fc.property(any, ({ rules, now, actorId, facts, input }) =>
        expectAnswer(name, { rules, now, actorId }, facts, input),
      ),
      { numRuns: RUNS },
    );
  });
});
