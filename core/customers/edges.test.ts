/** Customers at their edges: what a mask keeps, what folds to one key, who comes first of several matches, which fields are named. */
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../kernel/parameters.ts';
import { decideComplete, serialGaps } from './completeness.ts';
import { addressKeyOf, cardKeyOf, nameKeyOf, plateKeyOf } from './keys.ts';
import { maskAddress, maskEmail, maskIdNumber, maskName, maskPhone, maskPlate, surnameOf } from './mask.ts';
import { decideNeeds, type Needs } from './needs.ts';
import { recognise } from './recognise.ts';
import { decideRegister, type Registration } from './register.ts';
import { CustomerRules } from './rules.ts';
import type { Candidate, KeyKind } from './types.ts';

const rules = defaultsOf(CustomerRules);

describe('masks', () => {
  test('numbers: eleven digits keep three and four, others their last two, and very short ones nothing', () => {
    expect(
      ['13812341234', '+8613812341234', '8713812341234', '057188880000', '12345', '1234', '1', ''].map(maskPhone),
    ).toEqual(['138****1234', '138****1234', '***********34', '**********00', '***45', '****', '*', '*']);
    expect(['1234567', '12345678', '33010619900101123X'].map(maskIdNumber)).toEqual([
      '*******',
      '1******8',
      '3****************X',
    ]);
  });

  test('names: the surname, of two characters where it is one of those, and never how long the rest is', () => {
    expect(['王', '王梅', '王小梅', '欧阳', '欧阳梅', '欧阳小梅', 'Smith', '', ' 王 梅 '].map(maskName)).toEqual([
      '王*',
      '王*',
      '王**',
      '欧*',
      '欧阳*',
      '欧阳**',
      'S**',
      '*',
      '王**',
    ]);
    expect(['John', '欧阳修', '欧阳', '王五六'].map(surnameOf)).toEqual(['J', '欧阳', '欧', '王']);
  });

  test('mail, plates, addresses', () => {
    expect(['mei@example.cn', 'm@x', 'mei', '@x', ''].map(maskEmail)).toEqual([
      'm***@example.cn',
      'm***@x',
      '***',
      '***@x',
      '***',
    ]);
    expect(['沪A12345', '沪A123', '沪A12', '沪'].map(maskPlate)).toEqual(['沪A****5', '沪A****3', '****', '*']);
    expect(['人民路一二', '人民路一二号', '人民路一二号楼', '杭州市滨江区江南大道三九八八号'].map(maskAddress)).toEqual(
      ['***', '***', '人民路***', '杭州市滨江区***'],
    );
  });
});

test('keys: plates and cards in capitals without their marks, names in small letters without theirs, addresses without punctuation', () => {
  expect([
    plateKeyOf(' 沪a·123-45. '),
    cardKeyOf('vip - 00 1'),
    nameKeyOf('Mei · LI'),
    addressKeyOf('A座（3）#12，301'),
  ]).toEqual(['沪A12345', 'VIP001', 'meili', 'a座312301']);
  expect([plateKeyOf(''), cardKeyOf(' ')]).toEqual(['', '']);
});

describe('several matches', () => {
  const identity = (keys: Partial<Record<KeyKind, string>>, nameKey = '朱思', addressKey = '') => ({
    keys: Object.entries(keys).map(([kind, value]) => ({ kind: kind as KeyKind, value })),
    nameKey,
    addressKey,
  });
  const of = (
    customerId: string,
    keys: Partial<Record<KeyKind, string>>,
    over: Partial<Candidate> = {},
  ): Candidate => ({
    customerId,
    identity: identity(keys),
    claim: null,
    visible: true,
    ...over,
  });
  const mine = identity({ phone: '1', id_number: '2', card: '3', plate: '4' });

  test('a certain one before a possible one, the surer reason first, ties by id, whatever order they came in', () => {
    const candidates = [
      of('plate', { plate: '4' }),
      of('phone-b', { phone: '1' }),
      of('card', { card: '3' }),
      of('phone-a', { phone: '1' }),
      of('both', { plate: '4', id_number: '2' }),
      of('nobody', { phone: '9' }),
    ];
    const found = (list: readonly Candidate[]) =>
      recognise(rules, mine, list).map(
        ({ customerId, strength, confidence }) => `${customerId} ${strength} ${confidence}`,
      );
    const expected = ['both hard 100', 'phone-a hard 95', 'phone-b hard 95', 'card hard 90', 'plate soft 70'];
    expect([found(candidates), found(candidates.toReversed())]).toEqual([expected, expected]);
    // A hint that is surer than a certain match still comes after it.
    const lowered = { ...rules, matchIdNumber: 'soft' as const, matchPlate: 'hard' as const };
    expect(
      recognise(lowered, mine, [of('id', { id_number: '2' }), of('plate', { plate: '4' })]).map(
        ({ customerId }) => customerId,
      ),
    ).toEqual(['plate', 'id']);
    expect(recognise(rules, mine, [of('both', { plate: '4', id_number: '2' })])[0]?.reasons).toEqual([
      'same_id_number',
      'same_plate',
    ]);
  });

  const registration = (over: Partial<Registration> = {}): Registration => ({
    form: 'desk',
    values: { name: '朱思', phone: '1' },
    phoneDeclined: null,
    visitedOn: null,
    bornOn: null,
    identity: identity({ plate: '4' }),
    householdOf: null,
    differentFrom: [],
    differentFromStrangers: false,
    mayConfirmHousehold: false,
    ...over,
  });
  const register = (candidates: readonly Candidate[], over: Partial<Registration> = {}, house = rules) =>
    decideRegister(house, registration(over), candidates, '2026-11-21T02:00:00.000Z', 'Asia/Shanghai');

  test('who asks is told the first of them, how many, and which they may open', () => {
    const claim = { ownerId: 'li', ownerName: '李雷', until: '2026-12-01T16:00:00.000Z' };
    const possible = [
      of('a', { plate: '4' }, { claim }),
      of('b', { plate: '4' }, { visible: false }),
      of('c', { plate: '4' }),
    ];
    expect(register(possible)).toMatchObject({
      code: 'POSSIBLE_DUPLICATE',
      detail: { count: 3, owner: '李雷', until: claim.until, customers: 'a,c' },
    });
    expect(register(possible.slice(1))).toMatchObject({
      detail: { count: 2, owner: null, until: null, customers: 'c' },
    });
  });

  test('the type is named with its clauses where it is what is missing, and only then', () => {
    const typed = { ...rules, typeIsRequired: true };
    const without = register([], { values: { name: '朱思' } }, typed);
    expect(without).toMatchObject({ code: 'FIELDS_MISSING', detail: { fields: 'phone,type' } });
    expect(without.clauses).toContain('S3.01.c.types');
    const named = register([], { values: { type: 'end_customer' } }, typed);
    expect(named).toMatchObject({ detail: { fields: 'name,phone' } });
    expect(named.clauses).not.toContain('S3.01.c.types');
    expect(named.clauses).toContain('S0.02.reg.1');
  });

  test('one who joins a household is no duplicate of its head, and nobody’s relation by refusal', () => {
    const head = of('head', { phone: '1' });
    const joining = {
      identity: identity({ phone: '1' }),
      householdOf: { customerId: 'head', relation: 'spouse' as const },
    };
    expect(register([head], joining)).toMatchObject({ outcome: { kind: 'household_member', customerId: 'head' } });
    expect(register([head], { ...joining, householdOf: { customerId: 'head', relation: 'other' } })).toMatchObject({
      code: 'RELATION_DOES_NOT_COUNT',
    });
  });
});

describe('forms', () => {
  test('a form that lacks the type says so by its own clauses; complete it rests on those of the form', () => {
    const typed = { ...rules, typeIsRequired: true };
    const lacking = decideComplete(typed, 'informationForm', { name: '朱思' });
    expect(lacking).toMatchObject({ code: 'FIELDS_MISSING', detail: { form: 'informationForm' } });
    expect(lacking.clauses).toEqual(['S0.02.info.10b', 'S3.01.c.types', 'S2.03.a2.def']);
    const values = { name: '朱思', phone: '1', address: '路', postcode: '310000', type: 'end_customer' };
    expect(decideComplete(typed, 'informationForm', values)).toMatchObject({
      accepted: true,
      outcome: { form: 'informationForm' },
      clauses: ['S0.02.info.10b'],
    });
    expect(decideComplete(typed, 'informationForm', { ...values, phone: ' ' }).clauses).toEqual(['S0.02.info.10b']);
    expect(decideComplete(rules, 'desk', { name: '朱思' }, '不愿留').accepted).toBe(rules.phoneMayBeUnknown);
    expect(decideComplete(rules, 'desk', { name: '朱思' }, ' ').accepted).toBe(false);
  });

  test('gaps between serial numbers: none in nothing, in one, or side by side', () => {
    expect([
      serialGaps([]),
      serialGaps([7]),
      serialGaps([7, 8]),
      serialGaps([10, 7]),
      serialGaps([1, 3, 3, 5]),
    ]).toEqual([[], [], [], [8, 9], [2, 4]]);
  });
});

test('[S1.03.a8.2] what is missing of a need is named, each for itself', () => {
  const needs: Needs = {
    text: '三居',
    urgency: null,
    feasibility: null,
    advice: null,
    forwardTo: ['工程', '工程'],
    declinedReason: null,
  };
  const graded = { needsAreGraded: true };
  expect(decideNeeds(graded, needs)).toMatchObject({ detail: { fields: 'urgency,feasibility' } });
  expect(decideNeeds(graded, { ...needs, urgency: 'now' })).toMatchObject({ detail: { fields: 'feasibility' } });
  expect(decideNeeds(graded, { ...needs, feasibility: 'feasible' })).toMatchObject({ detail: { fields: 'urgency' } });
  expect(decideNeeds({ needsAreGraded: false }, needs)).toMatchObject({
    outcome: { forwardTo: ['工程'], declined: false },
  });
});
