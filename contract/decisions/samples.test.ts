import { expect, test } from 'vitest';
import { defaultsOf } from '#core/kernel/parameters.ts';
import { decideKind, type KindName } from '#core/kinds.ts';
import { type HouseRules, registry } from '#core/rules.ts';
import { shapes } from './index.ts';

const rules = Object.fromEntries(
  Object.entries(registry).map(([capability, set]) => [capability, defaultsOf(set)]),
) as unknown as HouseRules;

/** Everyday cases that the declared defaults refuse all the same, because the default house does without them. */
const refusedByDefault: readonly string[] = [];

test.each(Object.entries(shapes))('%s: the sample fits its schema and is decided', (name, shape) => {
  const { now, actorId, facts, input } = shape.sample;
  expect(shape.facts.parse(facts)).toEqual(facts);
  expect(shape.input.parse(input)).toEqual(input);
  const decision = decideKind(name as KindName, { rules, now, actorId: actorId ?? null }, facts, input);
  expect(decision.accepted, JSON.stringify(decision)).toBe(!refusedByDefault.includes(name));
});
