import { expect, test } from 'vitest';
import { moved } from './floor.ts';
import { bodyOf, emptyDraft, questionsAnswered, splitWho } from './visit-draft.ts';

test('the two compulsory questions are asked of everybody but a known competitor', () => {
  expect(questionsAnswered(emptyDraft)).toBe(false);
  expect(questionsAnswered({ ...emptyDraft, before: 'no' })).toBe(true);
  expect(questionsAnswered({ ...emptyDraft, purpose: 'peer' })).toBe(true);
});

test('a first visit says so; nobody received them and nothing is forgotten', () => {
  expect(bodyOf({ ...emptyDraft, before: 'no' })).toMatchObject({
    visitedBefore: false,
    receivedBy: [],
    forgotten: false,
  });
});

test('a returning visitor who names nobody cannot recall who received them', () => {
  expect(bodyOf({ ...emptyDraft, before: 'yes' })).toMatchObject({
    visitedBefore: true,
    receivedBy: [],
    forgotten: true,
  });
  expect(bodyOf({ ...emptyDraft, before: 'yes', receivedBy: ['mei'] })).toMatchObject({
    receivedBy: ['mei'],
    forgotten: false,
  });
});

test('what was not asked stays unasked: the server refuses it rather than the form inventing an answer', () => {
  expect(bodyOf(emptyDraft)).toMatchObject({ visitedBefore: null, receivedBy: null, forgotten: false });
});

test('a line may hold what to call the visitor and a phone in any spelling', () => {
  expect(splitWho('王先生 138 0013 8000')).toEqual({ visitor: '王先生', phone: '138 0013 8000' });
  expect(splitWho('+86-138-0013-8000')).toEqual({ visitor: '', phone: '+86-138-0013-8000' });
  expect(splitWho('李女士 8000')).toEqual({ visitor: '李女士 8000', phone: null });
});

test('a recognised customer goes by their record, not by what was typed to find them', () => {
  const chosen = { customerId: 'c1', name: '王建军', owner: null };
  expect(bodyOf({ ...emptyDraft, before: 'yes', text: '1380013', chosen })).toMatchObject({
    customerId: 'c1',
    visitor: '',
    phone: null,
  });
});

test('a place moves one step and never off the list', () => {
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
});
