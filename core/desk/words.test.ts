/** The lists of words that are stored, sent and spoken: each once, each a word; and the life of a visit. */
import { expect, test } from 'vitest';
import { entryKinds, presenceStatuses, visitMoves, visitPurposes, visitRows, type VisitState } from './types.ts';

test('every word stands once and is a word', () => {
  for (const words of [entryKinds, presenceStatuses, visitPurposes, visitRows] as readonly (readonly string[])[]) {
    expect(new Set(words).size).toBe(words.length);
    for (const word of words) expect(word).toMatch(/^[a-z]+(_[a-z]+)*$/);
  }
});

test('a visit: from the door every state is reachable, and only the two ends are dead ends', () => {
  const reached = new Set<VisitState>(['waiting']);
  for (const state of reached) for (const next of visitMoves[state]) reached.add(next);
  expect([...reached].sort()).toEqual(['called', 'finished', 'left', 'serving', 'waiting']);
  const ends = Object.entries(visitMoves).filter(([, next]) => next.length === 0);
  expect(ends.map(([state]) => state)).toEqual(['finished', 'left']);
  expect(visitMoves.serving).not.toContain('left'); // who is being served does not just leave
  expect(visitMoves.called).toContain('waiting'); // a turn is passed on
  expect(visitMoves.serving).toContain('called'); // another consultant is called
  expect(visitMoves.waiting).not.toContain('serving');
});
