import { expect, test } from 'vitest';
import { shapes } from '#contract/decisions/index.ts';
import { defaultsOf } from '#core/kernel/parameters.ts';
import { decideKind } from '#core/kinds.ts';
import { type HouseRules, registry } from '#core/rules.ts';
import { redecide, type StoredEntry } from './redecide.ts';

const rules = Object.fromEntries(
  Object.entries(registry).map(([capability, set]) => [capability, defaultsOf(set)]),
) as unknown as HouseRules;

const { facts, input, now: at, actorId = null } = shapes['desk.receiveVisit'].sample;
const stored: StoredEntry = {
  id: '01900000-0000-7000-8000-000000000001',
  kind: 'desk.receiveVisit',
  at,
  actorId,
  rulebookVersionId: null,
  input,
  facts,
  decision: decideKind('desk.receiveVisit', { rules, now: at, actorId }, facts, input),
};
const kept: StoredEntry = JSON.parse(JSON.stringify(stored));

test('a decision read back from the journal is decided the same', () => {
  expect(redecide(kept, rules)).toEqual({ is: 'same' });
});

test('another rulebook, another fact or a changed answer shows, with both answers', () => {
  expect(redecide(kept, { ...rules, desk: { ...rules.desk, largePartySize: 1 } } as HouseRules)).toMatchObject({
    is: 'different',
    stored: { accepted: true, outcome: { result: { hints: [] } } },
    now: { accepted: true, outcome: { result: { hints: ['helpers_suggested'] } } },
  });
  const other = { ...kept, input: { ...(input as object), visitedBefore: null } };
  expect(redecide(other, rules)).toMatchObject({ is: 'different', now: { code: 'QUESTIONS_UNANSWERED' } });
  const retouched = { ...kept, decision: { ...(kept.decision as object), clauses: [] } };
  expect(redecide(retouched, rules)).toMatchObject({
    is: 'different',
    differences: expect.arrayContaining([expect.objectContaining({ path: 'clauses.0', stored: undefined })]),
  });
  const silent = { ...kept, decision: { ...(kept.decision as object), rejected: [{ what: 'li' }] } };
  expect(redecide(silent, rules)).toMatchObject({ is: 'different', differences: [{ path: 'rejected.0' }] });
});

test('an act has nothing to decide; an unknown kind and facts of no shape are faults', () => {
  expect(redecide({ ...kept, kind: 'session.changePassword' }, rules)).toEqual({ is: 'act' });
  expect(redecide({ ...kept, kind: 'desk.unheardOf' }, rules)).toMatchObject({ is: 'fault' });
  expect(redecide({ ...kept, kind: 'toString' }, rules)).toMatchObject({ is: 'fault' });
  expect(redecide({ ...kept, facts: {} }, rules)).toMatchObject({ is: 'fault' });
});
