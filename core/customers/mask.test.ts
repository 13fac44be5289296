import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../kernel/parameters.ts';
import {
  maskAddress,
  maskEmail,
  maskIdNumber,
  maskName,
  maskPhone,
  maskPlate,
  poolName,
  seesPrivateUnmasked,
} from './mask.ts';
import { CustomerRules } from './rules.ts';
import type { Handling, Viewer } from './types.ts';

const rules = defaultsOf(CustomerRules);
const viewer: Viewer = { staffId: 'mei', scope: 'self', teamIds: [], siteIds: [] };
const own: Handling = { ownerId: 'mei', servingIds: [], teamId: null, siteId: null, confidential: false };

describe('masking', () => {
  test.each([
    ['+8613812341234', '138****1234'],
    ['13812341234', '138****1234'],
    ['+862155558888', '**********88'],
    ['110', '***'],
    ['', '*'],
  ])('[S2.05.s1.private] the phone %s reads %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked));

  test('[S2.05.s1.private] an identity number keeps its ends only, so the birthday inside does not show', () => {
    expect(maskIdNumber('310101199001011234')).toBe('3****************4');
    expect(maskIdNumber('310101199001011234')).not.toContain('1990');
    expect(maskIdNumber('1234')).toBe('****');
  });
  test.each([
    ['王思雨', '王**'],
    ['王五', '王*'],
    ['司马玉远', '司马**'],
    ['司马', '司*'],
    ['Li Lei', 'L**'],
    ['王', '王*'],
  ])('[S1.02.a6.4] of the name %s the surname is left: %s', (name, masked) => expect(maskName(name)).toBe(masked));

  test('mail, plate and address lose what identifies', () => {
    expect(maskEmail('lilei@example.com')).toBe('l***@example.com');
    expect(maskPlate('沪A12345')).toBe('沪A****5');
    expect(maskAddress('人民路12号3幢201室')).toBe('人民路12号***');
    expect(maskAddress('人民路12号')).toBe('***');
  });

  test('[S1.02.a6.4] no mask ever leaks: four middle digits of a mobile, the middle of an identity number, a given name', () => {
    const digits = fc.stringMatching(/^1[3-9]\d{9}$/);
    fc.assert(
      fc.property(digits, (mobile) => {
        expect(maskPhone(`+86${mobile}`)).toHaveLength(11);
        expect(maskPhone(mobile).replace(/\*/g, '')).toHaveLength(7);
        expect(maskPhone(mobile)).not.toContain(mobile.slice(3, 7));
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^\d{0,20}[0-9X]$/), (text) => {
        expect(maskIdNumber(text).replace(/\*/g, '').length).toBeLessThanOrEqual(2);
        expect(maskPhone(text).replace(/\*/g, '').length).toBeLessThanOrEqual(7);
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[一-龥]{2,4}$/), (name) => {
        const left = maskName(name).replace(/\*/g, '');
        expect(left.length).toBeLessThan(name.length);
        expect(name.startsWith(left)).toBe(true);
      }),
    );
  });

  test('[S1.01.a8] who reads private data in the clear is the house’s choice: nobody, the owner, or everyone in the scope', () => {
    const other = { ...own, ownerId: 'li' };
    expect(seesPrivateUnmasked(rules, viewer, own)).toBe(false);
    expect(seesPrivateUnmasked({ maskPrivate: 'notOwner' }, viewer, own)).toBe(true);
    expect(seesPrivateUnmasked({ maskPrivate: 'notOwner' }, viewer, other)).toBe(false);
    expect(seesPrivateUnmasked({ maskPrivate: 'nobody' }, viewer, other)).toBe(true);
  });
  test('[S2.05.w4.secret] the pool shows a surname', () => {
    expect(poolName(rules, '司马玉远')).toBe('司马**');
    expect(poolName({ poolShowsSurnameOnly: false }, ' 司马玉远 ')).toBe('司马玉远');
  });
});
