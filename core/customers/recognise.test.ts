import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../kernel/parameters.ts';
import { addressKeyOf, cardKeyOf, foldText, nameKeyOf, plateKeyOf } from './keys.ts';
import { asStranger, matchReasons, recognise } from './recognise.ts';
import { CustomerRules } from './rules.ts';
import type { Candidate, CustomerKey, Identity } from './types.ts';

const rules = defaultsOf(CustomerRules);
const person = (keys: CustomerKey[], name = '', address = ''): Identity => ({
  keys,
  nameKey: nameKeyOf(name),
  addressKey: addressKeyOf(address),
});
const phone = (value: string): CustomerKey => ({ kind: 'phone', value });
const candidate = (customerId: string, identity: Identity, visible = true): Candidate => ({
  customerId,
  identity,
  visible,
  claim: { ownerId: 's1', ownerName: '唐玲雨', until: '2026-12-01T16:00:00.000Z' },
});

describe('keys', () => {
  test('two spellings of one plate, card, name and address fold to one key', () => {
    expect(plateKeyOf('沪a·12345')).toBe(plateKeyOf('沪A 12345'));
    expect(cardKeyOf('vip-0012')).toBe(cardKeyOf('VIP 0012'));
    expect(nameKeyOf(' 李 雷 ')).toBe(nameKeyOf('李雷'));
    expect(nameKeyOf('欧阳娜娜女士')).toBe('欧阳娜娜');
    expect(addressKeyOf('人民路 12 号,3-201')).toBe(addressKeyOf('人民路12号,3—201'));
  });
  test('folding twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => foldText(foldText(text)) === foldText(text)),
    );
  });
});

describe('recognition', () => {
  test('[S2.15.c3.05.first] the same phone or identity number is the same customer; name with address only a possible one', () => {
    const known = person([phone('+8619900001167'), { kind: 'id_number', value: 'h1' }], '朱思', '人民路12号');
    const found = (identity: Identity) => recognise(rules, identity, [candidate('c1', known)])[0];
    expect(found(person([phone('+8619900001167')]))).toMatchObject({ strength: 'hard', reasons: ['same_phone'] });
    expect(found(person([{ kind: 'id_number', value: 'h1' }]))).toMatchObject({ strength: 'hard', confidence: 100 });
    expect(found(person([], '朱思', '人民路 12 号'))).toMatchObject({ strength: 'soft' });
    expect(found(person([], '朱思'))).toBeUndefined();
    expect(found(person([], '朱思', '人民路13号'))).toBeUndefined();
  });
  test('a house may lower a plate or a phone to a hint, or not compare it', () => {
    const plate: CustomerKey = { kind: 'plate', value: '沪A12345' };
    const known = [candidate('c1', person([plate]))];
    expect(recognise(rules, person([plate]), known)[0]?.strength).toBe('soft');
    expect(recognise({ ...rules, matchPlate: 'hard' }, person([plate]), known)[0]?.strength).toBe('hard');
    expect(recognise({ ...rules, matchPlate: 'ignored' }, person([plate]), known)).toEqual([]);
  });
  test('a surname with a title matches nobody, however often it comes with the same address', () => {
    expect(matchReasons(rules, person([], '王先生', '人民路12号'), person([], '王先生', '人民路12号'))).toEqual([]);
  });
  test('the strongest match comes first', () => {
    const plate: CustomerKey = { kind: 'plate', value: '沪A12345' };
    const matches = recognise(rules, person([plate, phone('+8613800000000')]), [
      candidate('a', person([plate])),
      candidate('b', person([phone('+8613800000000')])),
    ]);
    expect(matches.map((match) => match.customerId)).toEqual(['b', 'a']);
  });
  test('[S2.03.a7] outside the scope a match says that it exists, whose claim and until when, and nothing else', () => {
    const [match] = recognise(rules, person([phone('+8619900001167')]), [
      candidate('secret-id', person([phone('+8619900001167')], '朱思', '人民路'), false),
    ]);
    if (!match) throw new Error('no match');
    const shown = JSON.stringify(asStranger(match));
    expect(asStranger(match)).toEqual({
      exists: true,
      ownerName: '唐玲雨',
      until: '2026-12-01T16:00:00.000Z',
      reasons: ['same_phone'],
    });
    for (const hidden of ['secret-id', '朱思', '人民路', '19900001167']) expect(shown).not.toContain(hidden);
  });
  test('matching is symmetric, and everybody with a key matches themselves', () => {
    const key = fc.record({
      kind: fc.constantFrom('phone' as const, 'id_number' as const, 'plate' as const, 'card' as const),
      value: fc.constantFrom('1', '2', '3'),
    });
    const identity = fc.record({
      keys: fc.array(key, { maxLength: 4 }),
      nameKey: fc.constantFrom('', '李雷', '韩梅梅', '王先生'),
      addressKey: fc.constantFrom('', '人民路12号', '南京路1号'),
    });
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        expect(matchReasons(rules, one, other)).toEqual(matchReasons(rules, other, one));
        if (one.keys.length > 0) expect(matchReasons(rules, one, one)).not.toEqual([]);
      }),
    );
  });
});
