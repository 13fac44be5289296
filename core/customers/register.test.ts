import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../kernel/parameters.ts';
import { decideComplete, missingFields, serialGaps } from './completeness.ts';
import { decideHousehold } from './household.ts';
import { addressKeyOf, nameKeyOf } from './keys.ts';
import type { Registration } from './register.ts';
import { decideRegister } from './register.ts';
import { CustomerRules, formNames } from './rules.ts';
import type { Candidate } from './types.ts';

const rules = defaultsOf(CustomerRules);
const now = '2026-11-21T16:30:00.000Z'; // 22 November, half past midnight in Shanghai
const zone = 'Asia/Shanghai';
const phone = '+8619900001167';

const registration = (over: Partial<Registration> = {}): Registration => ({
  form: 'desk',
  values: { name: '朱思', phone },
  phoneDeclined: null,
  visitedOn: '2026-11-22',
  bornOn: null,
  identity: { keys: [{ kind: 'phone', value: phone }], nameKey: nameKeyOf('朱思'), addressKey: '' },
  householdOf: null,
  differentFrom: [],
  differentFromStrangers: false,
  mayConfirmHousehold: false,
  ...over,
});
const known = (customerId: string, over: Partial<Candidate> = {}): Candidate => ({
  customerId,
  identity: { keys: [{ kind: 'phone', value: phone }], nameKey: '朱思', addressKey: addressKeyOf('人民路12号') },
  claim: { ownerId: 'li', ownerName: '李雷', until: '2026-12-01T16:00:00.000Z' },
  visible: true,
  ...over,
});
const decide = (over: Partial<Registration> = {}, candidates: Candidate[] = [], house = rules) =>
  decideRegister(house, registration(over), candidates, now, zone);

describe('registration', () => {
  test('[S0.02.reg.1] [S0.02.reg.1c] somebody unknown is registered as new', () => {
    expect(decide()).toMatchObject({ accepted: true, outcome: { kind: 'new', review: [] } });
    expect(decide().clauses).toContain('S0.02.reg.1c');
  });
  test('refusals in the order they are checked', () => {
    expect(decide({ values: { name: ' ' }, visitedOn: '2026-11-23' })).toMatchObject({
      code: 'FIELDS_MISSING',
      detail: { fields: 'name,phone' },
    });
    expect(decide({ visitedOn: '2026-11-23' })).toMatchObject({
      code: 'DATE_IN_FUTURE',
      detail: { field: 'visitedOn' },
    });
    expect(decide({ bornOn: '2030-01-01' })).toMatchObject({ code: 'DATE_IN_FUTURE', detail: { field: 'bornOn' } });
    expect(decide({}, [known('c1', { visible: false })])).toMatchObject({
      code: 'CUSTOMER_EXISTS_ELSEWHERE',
      detail: { owner: '李雷', until: '2026-12-01T16:00:00.000Z' },
    });
    expect(decide({}, [known('c1'), known('c2')])).toMatchObject({
      code: 'KEYS_OF_SEVERAL_CUSTOMERS',
      detail: { count: 2 },
    });
  });
  test('[S0.08.c.5] the phone of a known customer gives that customer, not a second one', () => {
    expect(decide({}, [known('c1')])).toMatchObject({
      accepted: true,
      outcome: { kind: 'existing', customerId: 'c1' },
    });
  });
  test('[S2.15.c3.05.first] a possible duplicate must be looked at; called somebody else it is left to the leader', () => {
    const identity = { keys: [], nameKey: '朱思', addressKey: addressKeyOf('人民路12号') };
    expect(decide({ identity }, [known('c1')])).toMatchObject({
      code: 'POSSIBLE_DUPLICATE',
      detail: { count: 1, customers: 'c1' },
      rejected: [{ what: 'c1' }],
    });
    expect(decide({ identity, differentFrom: ['c1'] }, [known('c1')])).toMatchObject({
      accepted: true,
      outcome: { kind: 'new', review: ['c1'] },
    });
    const relaxed = { ...rules, softMatchNeedsLeader: false };
    expect(decide({ identity, differentFrom: ['c1'] }, [known('c1')], relaxed)).toMatchObject({
      outcome: { review: [] },
    });
    const stranger = known('c1', { visible: false });
    expect(decide({ identity, differentFrom: ['c1'] }, [stranger])).toMatchObject({
      rejected: [{ what: 'out_of_scope' }],
    });
    expect(decide({ identity, differentFromStrangers: true }, [stranger])).toMatchObject({ accepted: true });
  });
  test('a visitor who leaves no phone is registered with the reason, where the house allows it', () => {
    const identity = { keys: [], nameKey: '朱思', addressKey: '' };
    const declined = { values: { name: '朱思' }, identity, phoneDeclined: '客户不愿留' };
    expect(decide(declined)).toMatchObject({ accepted: true });
    expect(decide(declined, [], { ...rules, phoneMayBeUnknown: false })).toMatchObject({ code: 'FIELDS_MISSING' });
    expect(decide({ ...declined, phoneDeclined: ' ' })).toMatchObject({ code: 'FIELDS_MISSING' });
  });
});

describe('households', () => {
  const wife = { householdOf: { customerId: 'c1', relation: 'spouse' as const } };
  test('[S0.02.own.311] a spouse who shares the phone joins the customer who came first', () => {
    expect(decide(wife, [known('c1')])).toMatchObject({
      accepted: true,
      outcome: { kind: 'household_member', customerId: 'c1', relation: 'spouse', as: 'one_customer' },
    });
    expect(decide(wife, [known('c1')], { ...rules, householdIsOneCustomer: false })).toMatchObject({
      outcome: { as: 'linked' },
    });
  });
  test('a phone of a third customer stands in the way of joining', () => {
    expect(decide(wife, [known('c2')])).toMatchObject({
      accepted: true,
      outcome: { kind: 'existing', customerId: 'c2' },
    });
  });
  test('[S0.02.own.311] which relatives count, and who confirms a late declaration, is the house’s table', () => {
    const claim = {
      head: 'c1',
      member: 'c2',
      relation: 'spouse' as const,
      declaredAtReception: false,
      confirmed: false,
    };
    expect(decideHousehold(rules, { ...claim, member: 'c1' })).toMatchObject({ code: 'SAME_CUSTOMER' });
    expect(decideHousehold(rules, { ...claim, relation: 'sibling' })).toMatchObject({
      code: 'RELATION_DOES_NOT_COUNT',
    });
    expect(decideHousehold(rules, claim)).toMatchObject({ code: 'HOUSEHOLD_NEEDS_CONFIRMATION' });
    expect(decideHousehold(rules, { ...claim, confirmed: true })).toMatchObject({ accepted: true });
    expect(decideHousehold(rules, { ...claim, declaredAtReception: true })).toMatchObject({ accepted: true });
    const strict = { ...rules, householdConfirmation: 'always' as const };
    expect(decideHousehold(strict, { ...claim, declaredAtReception: true })).toMatchObject({ accepted: false });
    expect(decideHousehold({ ...rules, householdConfirmation: 'never' }, claim)).toMatchObject({ accepted: true });
  });
});

describe('compulsory fields', () => {
  test('[S0.07.rep.3] the first reception wants name, contact, enquiry and the day of the visit', () => {
    expect(missingFields(rules, 'firstReception', {})).toEqual(['name', 'phone', 'enquiry', 'visitedOn']);
  });
  test('[S0.02.info.10b] the information form wants the present address, postcode and telephone', () => {
    expect(decideComplete(rules, 'informationForm', { name: '朱思', phone: '1' })).toMatchObject({
      code: 'FIELDS_MISSING',
      detail: { fields: 'address,postcode' },
    });
    const full = { name: '朱思', phone: '1', address: '人民路', postcode: '200000' };
    expect(decideComplete(rules, 'informationForm', full)).toMatchObject({ accepted: true });
  });
  test('[S1.18.s3] a subscription wants all contact data', () => {
    expect(missingFields(rules, 'subscription', { name: '朱思', phone: '1' })).toEqual([
      'address',
      'postcode',
      'fax',
      'pager',
      'website',
    ]);
  });
  test('[S3.01.c.types] a house that wants the type gets it on every form', () => {
    const house = { ...rules, typeIsRequired: true };
    for (const form of formNames) expect(missingFields(house, form, { name: '朱思', phone: '1' })).toContain('type');
    expect(decideComplete(house, 'desk', { name: '朱思', phone: '1', type: 'dealer' })).toMatchObject({
      accepted: true,
    });
  });
  test('[S0.05.c1] [S1.10.d1] [S1.16.f2] a prospect carries a segment and the channel it came by', () => {
    expect(missingFields(rules, 'prospect', { name: '朱思', phone: '1' })).toEqual(['source', 'segment']);
  });
  test('[S0.07.rep.3b] a blank line in the record forms is found', () => {
    expect(serialGaps([])).toEqual([]);
    expect(serialGaps([3, 4, 5])).toEqual([]);
    expect(serialGaps([7, 3, 4])).toEqual([5, 6]);
  });
});
