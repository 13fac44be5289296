/** A file that changes asks again whose number it is, who is family, and what business counts. */
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../kernel/parameters.ts';
import { decideAddPerson, decideContacts, decideIdentity, decideTransaction } from './changes.ts';
import { foldWidth, isVagueName, nameKeyOf } from './keys.ts';
import { asAlternative, asStranger, recognise } from './recognise.ts';
import { CustomerRules } from './rules.ts';
import { decideSourceCheck } from './source-check.ts';
import { stagesAfter } from './stage.ts';
import { type Candidate, type CustomerKey, type Identity, sourceNames } from './types.ts';

const rules = defaultsOf(CustomerRules);
const until = '2026-12-01T16:00:00.000Z';
const identity = (...keys: CustomerKey[]): Identity => ({ keys, nameKey: '', addressKey: '' });
const phone: CustomerKey = { kind: 'phone', value: '+8613800000001' };
const plate: CustomerKey = { kind: 'plate', value: '沪A12345' };
const known = (customerId: string, visible: boolean, owned: boolean, key = phone): Candidate => ({
  customerId,
  identity: identity(key),
  visible,
  claim: owned ? { ownerId: 's1', ownerName: '唐玲雨', until } : null,
});
const facts = (candidates: readonly Candidate[], key: CustomerKey | null = phone) => ({
  customerId: 'me',
  identity: key === null ? null : identity(key),
  candidates,
});

describe('a new number', () => {
  test('[S0.08.c.5] must not be another customer’s; who may see that one is told which', () => {
    expect(decideIdentity(rules, facts([known('other', true, true)]))).toMatchObject({
      code: 'CUSTOMER_EXISTS_ELSEWHERE',
      detail: { owner: '唐玲雨', until, customerId: 'other' },
    });
    const hidden = decideIdentity(rules, facts([known('other', false, false)]));
    expect(hidden).toMatchObject({ accepted: false, detail: { owner: null, until: null } });
    expect(hidden).not.toHaveProperty('detail.customerId');
  });

  test('may be one’s own, or a hint only, or none at all', () => {
    expect(decideIdentity(rules, facts([known('me', true, true)]))).toMatchObject({ outcome: { id: 'me' } });
    const hint = decideIdentity(rules, facts([known('other', true, true, plate)], plate));
    expect(hint).toMatchObject({ accepted: true, clauses: ['S1.10.t3', 'S0.08.c.5'] });
    expect(decideIdentity(rules, facts([known('other', true, true)], null))).toMatchObject({
      accepted: true,
      clauses: ['S1.10.t3'],
    });
  });
});

describe('somebody more in a file', () => {
  const add = (relation: 'spouse' | 'other' | 'contact', confirmed: boolean, candidates: readonly Candidate[] = []) =>
    decideAddPerson({ ...rules, householdConfirmation: 'always' }, { ...facts(candidates), confirmed }, relation);
  test('somebody to talk to just is; family needs the house’s confirmation; another customer is neither', () => {
    expect(add('contact', false)).toMatchObject({ outcome: { as: 'contact' }, clauses: ['S1.10.t3'] });
    expect(add('spouse', true)).toMatchObject({ outcome: { head: 'me', relation: 'spouse' } });
    expect(add('spouse', false)).toMatchObject({ code: 'HOUSEHOLD_NEEDS_CONFIRMATION' });
    expect(add('contact', true, [known('other', true, true)])).toMatchObject({ code: 'CUSTOMER_EXISTS_ELSEWHERE' });
  });
});

test('[S2.03.a8.two] who is important and how many contacts are missing, the owner counted once', () => {
  const house = { contactsForImportant: 2, importantIsVip: true };
  const due = (ownerId: string | null, contactIds: readonly string[], important = true) => {
    const decision = decideContacts(house, { important, ownerId, contactIds });
    return decision.accepted && [decision.outcome.reception, decision.outcome.contactsMissing];
  };
  expect([due('a', []), due('a', ['a']), due('a', ['b']), due(null, ['b', 'c', 'd']), due(null, [])]).toEqual([
    ['vip', 1],
    ['vip', 1],
    ['vip', 0],
    ['vip', 0],
    ['vip', 2],
  ]);
  expect(due('a', [], false)).toEqual(['normal', 0]);
});

test('[S2.11.a1] business is of today or before, and says whether it was a new customer’s', () => {
  const transact = (on: string, before: readonly string[] = []) =>
    decideTransaction(
      rules,
      { transactions: before.map((day) => ({ on: day, kind: 'invoice' as const })), today: '2026-06-15' },
      { transactionId: 't1', on },
    );
  expect(transact('2026-06-15')).toMatchObject({ outcome: { transactionId: 't1', isNewCustomer: true } });
  expect(transact('2026-06-15', ['2026-06-01'])).toMatchObject({ outcome: { isNewCustomer: false } });
  expect(transact('2026-06-16')).toMatchObject({
    code: 'DATE_IN_FUTURE',
    detail: { field: 'on', date: '2026-06-16' },
  });
});

test('[S0.08.w.2] a call back says whether the source is what was written, and whether anybody had asked', () => {
  const [written, another] = sourceNames;
  const check = (told: typeof written | typeof another, wasAsked: boolean) =>
    decideSourceCheck({ recorded: written }, { told, wasAsked });
  expect(check(written, true)).toMatchObject({ outcome: { matches: true, wasAsked: true } });
  expect(check(another, false)).toMatchObject({ outcome: { matches: false, wasAsked: false } });
});

test('matches: ties by id; a stranger learns whose and until when, an alternative names only what may be seen', () => {
  const both = recognise(rules, identity(phone), [known('b', true, true), known('a', false, false)]);
  expect(both.map((match) => [match.customerId, match.confidence])).toEqual([
    ['a', 95],
    ['b', 95],
  ]);
  const [hidden, shown] = both;
  if (!hidden || !shown) throw new Error('two match');
  expect(asStranger(hidden)).toEqual({ exists: true, ownerName: null, until: null, reasons: ['same_phone'] });
  expect(asStranger(shown)).toMatchObject({ ownerName: '唐玲雨', until });
  expect(asAlternative(hidden)).toMatchObject({ what: 'out_of_scope', reason: 'same_phone', detail: { owner: null } });
  expect(asAlternative(shown)).toMatchObject({ what: 'b', detail: { confidence: 95, owner: '唐玲雨', until } });
});

test('full-width signs fold to half width, the first and the last of them, and nothing beside them', () => {
  expect(foldWidth('！～＀｟\u3000ａ')).toBe('!~＀｟ a');
  expect([nameKeyOf('王先生'), nameKeyOf('王明先生'), nameKeyOf('Li·Lei')]).toEqual(['王先生', '王明', 'lilei']);
  expect([isVagueName('王'), isVagueName('王总'), isVagueName('王明')]).toEqual([true, true, false]);
});

test('where jumps are allowed they go ahead as far as the deal, and after it the table holds', () => {
  const loose = { stagesInOrder: false };
  expect(stagesAfter(loose, 'filed')).toEqual(['won', 'not_won']);
  expect(stagesAfter(loose, 'followed_up')).toEqual(['filed', 'won', 'not_won']);
  expect(stagesAfter(loose, 'won')).toEqual(['repeat_purchase', 'referral', 'filed_for_later']);
  expect(stagesAfter({ stagesInOrder: true }, 'followed_up')).toEqual(['filed']);
});
