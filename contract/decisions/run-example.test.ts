import { expect, test } from 'vitest';
import type { Example } from '#core/kernel/example.ts';
import { defaultsOf } from '#core/kernel/parameters.ts';
import { type HouseRules, registry } from '#core/rules.ts';
import { runExample } from './run-example.ts';

const rules = Object.fromEntries(
  Object.entries(registry).map(([name, set]) => [name, defaultsOf(set)]),
) as unknown as HouseRules;
const lapse: Example = {
  id: 'A17-1',
  kind: 'claims.lapse',
  text: '到期日次日零时，客户卡失效。',
  gloss: 'A card lapses at the midnight after its last day.',
  set: {},
  expect: { accepted: true, outcome: { ownerId: 'wang', endedAt: '2026-05-02T16:00:00.000Z' } },
};

test('an example that holds has no differences', () => {
  expect(runExample(rules, lapse)).toMatchObject({ ran: true, differences: [] });
});

test('an example that does not hold says where', () => {
  const early = { ...lapse, now: '2026-05-02T15:59:59.999Z' };
  expect(runExample(rules, early)).toMatchObject({
    ran: true,
    differences: [
      { path: 'accepted', expected: true, found: false },
      { path: 'outcome.ownerId', expected: 'wang', found: undefined },
      { path: 'outcome.endedAt' },
    ],
  });
  const refused = { ...early, expect: { accepted: false, code: 'NOT_YET_DUE', clauses: ['S9.99.none'] } };
  expect(runExample(rules, refused)).toMatchObject({ differences: [{ path: 'clauses', expected: ['S9.99.none'] }] });
});

test('an example that cannot be decided names the fault', () => {
  const fault = (change: Partial<Example>) => runExample(rules, { ...lapse, ...change });
  expect(fault({ kind: 'claims.vanish' })).toMatchObject({ fault: { code: 'KIND_UNKNOWN' } });
  expect(fault({ set: { 'facts.card.state': 'live' } })).toMatchObject({ fault: { code: 'PATH_UNKNOWN' } });
  expect(fault({ set: { 'rules.claims': 1 } })).toMatchObject({ fault: { code: 'PATH_UNKNOWN' } });
  expect(fault({ set: { 'facts.claim.state': 'asleep' } })).toMatchObject({
    fault: { code: 'FACTS_INVALID', path: 'facts.claim.state' },
  });
});
