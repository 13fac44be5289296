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
import { arbitraryActor, arbitraryHouse, arbitraryInstant, arbitraryOf, nearSample } from './arbitrary.testing.ts';
import { shapes } from './index.ts';

const names = Object.keys(kinds) as KindName[];
const RUNS = Number(process.env.GUIKE_RUNS ?? 60);

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
  const coded = answer.accepted || /^[A-Z][A-Z_]*[A-Z]$/.test(answer.code);
  const again = decideKind(name, given, facts, input);
  const fromJournal = decideKind(name, asStored(given), asStored(facts), asStored(input));
  const unlike = [...differences(answer, again), ...differences(answer, fromJournal)];
  if (!coded || unlike.length > 0) expect({ answer, unlike }).toEqual({ answer: 'a coded one', unlike: [] });
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
      { numRuns: 10 },
    );
  });

  const around = { rules: arbitraryHouse, now: arbitraryInstant, actorId: arbitraryActor };

  test('answers or refuses whatever the facts', () => {
    const any = fc.record({ ...around, facts: arbitraryOf(shape.facts), input: arbitraryOf(shape.input) });
    fc.assert(
      fc.property(any, ({ facts, input, ...given }) => expectAnswer(name, given, facts, input)),
      { numRuns: RUNS },
    );
  });

  test('answers or refuses an everyday case with something odd in it', () => {
    const { sample } = shape;
    const odd = fc.record({
      ...around,
      now: fc.oneof(fc.constant(sample.now), arbitraryInstant),
      facts: nearSample(shape.facts, sample.facts),
      input: nearSample(shape.input, sample.input),
    });
    fc.assert(
      fc.property(odd, ({ facts, input, ...given }) => expectAnswer(name, given, facts, input)),
      { numRuns: RUNS },
    );
  });
});
