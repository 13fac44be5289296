/** The contract room by its rules, each at its boundary. */
import { describe, expect, test } from 'vitest';
import { approvedContract, drawn, now, rulesWith, signed, submitted, verdict, zone } from './deals.testing.ts';
import { decideSign } from './decide-contract.ts';
import { decideLawful } from './lawful.ts';
import { decideLegalCheck, decidePlanSigning } from './legal-check.ts';
import { causesOf, decideManagerIn } from './major.ts';
import { decideCorrectEntry, decideKeyed, decideRecheck, type Recheck } from './recheck.ts';
import {
  decideAskSeal,
  decideReturnSeal,
  decideSealConsequence,
  decideSealIncident,
  decideTakeSeal,
  type SealFacts,
  type SealLoan,
} from './seal.ts';
import type { ContractSteps, Deal } from './types.ts';
import { decideWriting } from './writing.ts';

const later = '2024-03-04T10:00:00.000Z';
const seal: SealFacts = { id: 's', siteId: 'site', kind: 'contract', custodianId: null, isRetired: false, out: null };
const out = { by: '陈', until: later };
const loan: SealLoan = {
  ...{ id: 'l', state: 'consented', borrowerId: 'a', backBy: later, isIncident: false, hasConsequence: false },
};
const book = rulesWith({ sealFineYuan: 50, sealConsequenceFineYuan: 1000, writingFineYuan: 50, recheckDays: 2 });

describe('the seal', () => {
  const ask = (more: Partial<SealFacts> = {}, applicantId = 'a', backBy = later) =>
    decideAskSeal(book, { seal: { ...seal, ...more }, applicantId }, { purpose: '签约', place: '客户处', backBy }, now);

  test('is asked of whoever keeps it: the post, the person named, and the post again where that person asks', () => {
    expect(ask()).toMatchObject({ outcome: { custodian: { role: 'sales_assistant', staffId: null } } });
    expect(ask({ custodianId: 'k' })).toMatchObject({ outcome: { custodian: { staffId: 'k' } } });
    expect(ask({ custodianId: 'k' }, 'k')).toMatchObject({ outcome: { custodian: { staffId: null } } });
    const finance = { ...book, sealCustodian: 'finance' } as const;
    const input = { purpose: '', place: '', backBy: later };
    expect(decideAskSeal(finance, { seal, applicantId: 'a' }, input, now)).toMatchObject({
      outcome: { custodian: { role: 'finance' } },
    });
  });

  test('is not asked for while it is out, retired, or to be back before it leaves', () => {
    expect(verdict(ask({ out }))).toBe('SEAL_OUT');
    expect(verdict(ask({ isRetired: true }))).toBe('SEAL_RETIRED');
    expect(verdict(ask({}, 'a', now))).toBe('BACK_BY_PAST');
    expect(verdict(ask({}, 'a', '2024-03-04T02:00:00.001Z'))).toBe('yes');
  });

  test('leaves on consent only, once, and not after the time consented to', () => {
    const take = (more: Partial<SealLoan> = {}, of: Partial<SealFacts> = {}, at = now) =>
      verdict(decideTakeSeal({ seal: { ...seal, ...of }, loan: { ...loan, ...more } }, at));
    expect(take()).toBe('yes');
    for (const state of ['asked', 'out', 'back', 'refused', 'withdrawn'] as const)
      expect(take({ state })).toBe('SEAL_NOT_CONSENTED');
    expect(take({}, { out })).toBe('SEAL_OUT');
    expect(take({}, { isRetired: true })).toBe('SEAL_RETIRED');
    expect(take({}, {}, later)).toBe('SEAL_CONSENT_OVER');
    expect(take({}, {}, '2024-03-04T09:59:59.999Z')).toBe('yes');
  });

  test('is late after its time, not at it', () => {
    const back = (at: string, state: SealLoan['state'] = 'out') => decideReturnSeal({ loan: { ...loan, state } }, at);
    expect(back(later)).toMatchObject({ outcome: { isLate: false } });
    expect(back('2024-03-04T10:00:00.001Z')).toMatchObject({ outcome: { isLate: true } });
    expect(verdict(back(now, 'back'))).toBe('SEAL_NOT_OUT');
  });

  test('[S0.07.con.17b] taken without consent costs fifty, with consequences a thousand more and full liability', () => {
    const incident = (isStillOut: boolean, hasConsequence: boolean, of: Partial<SealFacts> = {}) =>
      decideSealIncident(book, { seal: { ...seal, ...of } }, { takenById: 'a', isStillOut, hasConsequence });
    expect(incident(false, false)).toMatchObject({
      outcome: { state: 'back', fineYuan: 50, extraFineYuan: 0, liability: 'none' },
      clauses: expect.arrayContaining(['S0.07.con.17b']),
    });
    expect(incident(true, true)).toMatchObject({
      outcome: { state: 'out', fineYuan: 50, extraFineYuan: 1000, liability: 'full' },
    });
    expect(verdict(incident(true, false, { out }))).toBe('SEAL_OUT');
    expect(verdict(incident(false, false, { out }))).toBe('yes'); // found out later
    const found = (more: Partial<SealLoan>) =>
      decideSealConsequence(book, { loan: { ...loan, ...more } }, { what: '' });
    expect(found({ isIncident: true })).toMatchObject({
      outcome: { fineYuan: 0, extraFineYuan: 1000, liability: 'full' },
    });
    expect(verdict(found({ isIncident: true, hasConsequence: true }))).toBe('CONSEQUENCE_THERE');
    expect(verdict(found({}))).toBe('NO_SEAL_INCIDENT');
  });
});

describe('the second check', () => {
  const check: Recheck = {
    ...{
      state: 'waiting' as const,
      round: 1,
      keyedBy: ['a', 'b'],
      fields: ['name', 'sex', 'contact', 'price'],
      wrong: [],
    },
  };
  const right = { name: 'right', sex: 'right', contact: 'right', price: 'right' };
  const look = (answers: Record<string, string>, more: { checkerId?: string; blank?: string[]; note?: string } = {}) =>
    decideRecheck(
      { check, checkerId: more.checkerId ?? 'c', blank: more.blank ?? [] },
      { answers, note: more.note ?? '' },
    );

  test('is due at the end of the last day, where the house asks for one', () => {
    expect(decideKeyed(book, { deal: signed(), timeZone: zone }, now)).toMatchObject({
      outcome: { dueAt: '2024-03-06T16:00:00.000Z' },
    });
    expect(decideKeyed(rulesWith(), { deal: signed(), timeZone: zone }, now)).toMatchObject({
      outcome: { dueAt: null },
    });
    expect(verdict(decideKeyed(book, { deal: drawn(), timeZone: zone }, now))).toBe('DEAL_NOT_AT_THIS_STAGE');
  });

  test('[S0.07.ast.6] somebody who keyed nothing of it says of every field whether it is right; a blank one is not confirmed', () => {
    expect(look(right)).toMatchObject({ outcome: { state: 'confirmed', wrong: [] } });
    for (const checkerId of ['a', 'b']) expect(verdict(look(right, { checkerId }))).toBe('KEYED_IT_YOURSELF');
    const { price: _left, ...three } = right;
    expect(look(three)).toMatchObject({ code: 'FIELDS_UNCHECKED', detail: { missing: 'price' } });
    expect(look({ ...three, price: 'perhaps' })).toMatchObject({ code: 'FIELDS_UNCHECKED' });
    expect(look(right, { blank: ['sex'] })).toMatchObject({ code: 'ENTRY_INCOMPLETE', detail: { missing: 'sex' } });
    expect(verdict(look({ ...right, name: 'wrong' }))).toBe('WRONG_NEEDS_NOTE');
    expect(look({ ...right, name: 'wrong' }, { note: '少一字' })).toMatchObject({
      outcome: { state: 'wrong', wrong: ['name'] },
    });
    expect(verdict(look({ ...right, sex: 'wrong' }, { blank: ['sex'], note: '未填' }))).toBe('yes');
    const company = { ...check, fields: ['name', 'contact', 'price'] };
    expect(
      verdict(decideRecheck({ check: company, checkerId: 'c', blank: ['sex'] }, { answers: right, note: '' })),
    ).toBe('yes');
  });

  test('what is wrong goes back, is changed or stood by, and is checked again by neither of those who keyed it', () => {
    const wrong = { ...check, state: 'wrong', wrong: ['name', 'price'] } as const;
    const correct = (changed: string[], stands: string[], note = '', correctorId = 'a') =>
      decideCorrectEntry(book, { check: wrong, correctorId, timeZone: zone, changed }, { stands, note }, now);
    expect(correct(['name'], [])).toMatchObject({ code: 'ENTRY_UNCHANGED', detail: { missing: 'price' } });
    expect(verdict(correct(['name'], ['price']))).toBe('STANDS_NEEDS_NOTE');
    expect(correct(['name'], ['price'], '补充协议已改价', 'd')).toMatchObject({
      outcome: { state: 'waiting', round: 2, keyedBy: ['a', 'b', 'd'], dueAt: '2024-03-06T16:00:00.000Z' },
    });
    expect(
      verdict(
        decideCorrectEntry(
          book,
          { check, correctorId: 'a', timeZone: zone, changed: [] },
          { stands: [], note: '' },
          now,
        ),
      ),
    ).toBe('NOTHING_WRONG');
  });
});

describe('before the signature', () => {
  const plan = { on: '2024-03-05', place: '签约室', text: '夫妻同到', by: 'a', at: now };
  const yes = { rights_and_duties: true, lawful: true, feasible: true, signing_plan: true };
  const legal = (answers: Record<string, boolean>) => ({ by: 'c', at: now, answers, note: '' });
  const filled = (more: Partial<ContractSteps> = {}, of: Partial<Deal> = {}): Deal => {
    const deal = drawn(of);
    return { ...deal, contract: { ...(deal.contract as ContractSteps), ...more } };
  };
  const lookInto = (answers: Record<string, boolean>, deal = filled(), checkerId = 'c', note = '') =>
    decideLegalCheck(rulesWith(), { deal, checkerId }, { answers, note });

  test('[S1.03.a11.1] the signing is planned with the customer, for today or later, until it is signed', () => {
    const make = (deal: Deal, on = '2024-03-04') =>
      verdict(decidePlanSigning(rulesWith(), { deal, timeZone: zone }, { on, place: '', text: '' }, now));
    expect(make(drawn())).toBe('yes');
    expect(make(approvedContract())).toBe('yes');
    expect(make(drawn(), '2024-03-03')).toBe('DATE_IMPOSSIBLE');
    expect(make(signed())).toBe('DEAL_NOT_AT_THIS_STAGE');
    expect(make(submitted())).toBe('DEAL_NOT_AT_THIS_STAGE');
    expect(make(drawn({ kind: 'vehicle' }))).toBe('NO_CONTRACT_NEEDED');
  });

  test('is answered by somebody who did not draw it up, item by item, a no with its reason', () => {
    expect(lookInto({ lawful: true })).toMatchObject({
      outcome: { answers: { lawful: true }, open: ['rights_and_duties', 'feasible', 'signing_plan'], failed: [] },
    });
    expect(verdict(lookInto(yes, filled(), 'a'))).toBe('DRAFTER_MAY_NOT_CHECK');
    expect(verdict(lookInto(yes, filled({ filledBy: 'b' }, { consultantId: 'x' }), 'b'))).toBe('DRAFTER_MAY_NOT_CHECK');
    expect(verdict(lookInto({}, filled({}, { coverId: 'c' })))).toBe('DRAFTER_MAY_NOT_CHECK');
    expect(verdict(lookInto({}, filled({ filledBy: null })))).toBe('STEP_MISSING');
    expect(verdict(lookInto(yes))).toBe('SIGNING_PLAN_MISSING');
    expect(verdict(lookInto(yes, filled({ signingPlan: plan })))).toBe('yes');
    expect(verdict(lookInto({ lawful: false }))).toBe('NO_NEEDS_NOTE');
    expect(lookInto({ lawful: false }, filled(), 'c', '违约条款无效')).toMatchObject({
      outcome: { failed: ['lawful'] },
    });
    // A second look answers what the first left open.
    const half = filled({ signingPlan: plan, legal: legal({ rights_and_duties: true, lawful: true }) });
    expect(lookInto({ feasible: true, signing_plan: true }, half)).toMatchObject({
      outcome: { answers: yes, open: [] },
    });
  });

  test('[S1.16.f7] [S1.10.s3] nothing is signed while an item is open or answered with no, where the book asks', () => {
    const sign = (asked: 'none' | 'special' | 'all', answers: Record<string, boolean>, isSpecial = false) =>
      decideLawful(rulesWith({ legalCheck: asked }), { ...filled({ legal: legal(answers) }), isSpecial });
    expect(verdict(sign('all', yes))).toBe('yes');
    for (const item of Object.keys(yes)) {
      expect(sign('all', { ...yes, [item]: false })).toMatchObject({
        code: 'LEGAL_CHECK_FAILED',
        detail: { missing: item },
      });
      const { [item as keyof typeof yes]: _left, ...others } = yes;
      expect(sign('all', others)).toMatchObject({ code: 'LEGAL_CHECK_NEEDED', detail: { missing: item } });
    }
    expect(verdict(sign('none', {}))).toBe('yes');
    expect(verdict(sign('special', {}))).toBe('yes');
    expect(verdict(sign('special', {}, true))).toBe('LEGAL_CHECK_NEEDED');
    const facts = {
      deal: approvedContract(),
      papers: ['id_card', 'household_register'],
      subscriptionCopiesOut: 0,
      hasOpenChange: false,
    };
    const input = { consultantPresent: true, subscriptionTakenBack: true };
    expect(verdict(decideSign(rulesWith({ legalCheck: 'all' }), facts, input))).toBe('LEGAL_CHECK_NEEDED');
    expect(verdict(decideSign(rulesWith(), facts, input))).toBe('yes');
  });
});

test('[S0.07.ct.2] a copy of the contract written untidily or with the wrong pen costs its writer fifty and is written again', () => {
  const refuse = (document: string, state: string) =>
    decideWriting(book, { deal: signed(), copy: { document, state }, writerId: 'a' }, { fault: 'untidy', note: '' });
  expect(refuse('contract', 'out')).toMatchObject({
    outcome: { state: 'rewrite', fineYuan: 50 },
    clauses: ['S0.07.ct.2'],
  });
  expect(verdict(refuse('supplement', 'filed'))).toBe('yes');
  expect(verdict(refuse('subscription', 'out'))).toBe('NOT_A_CONTRACT_COPY');
  expect(verdict(refuse('contract', 'rewrite'))).toBe('COPY_TO_BE_REWRITTEN');
  expect(verdict(refuse('contract', 'returned'))).toBe('PAPER_NOT_HERE');
});

describe('a major deal', () => {
  const rules = rulesWith({ majorWan: 100, keyCustomerIsMajor: true });
  const plain = { isKeyCustomer: false, isFlagged: false };
  const none = { ...plain, hasTakenPart: false, isWaived: false };

  test('is one by its amount from the first yuan of it, by its customer, or because somebody said so', () => {
    expect(causesOf(rules, { priceFen: 100_000_000 }, plain)).toEqual(['amount']);
    expect(causesOf(rules, { priceFen: 99_999_999 }, plain)).toEqual([]);
    expect(causesOf(rules, { priceFen: 1 }, { isKeyCustomer: true, isFlagged: true })).toEqual([
      'key_customer',
      'flagged',
    ]);
    expect(causesOf(rulesWith(), { priceFen: 9_000_000_000 }, { isKeyCustomer: true, isFlagged: false })).toEqual([]);
  });

  test('[S0.07.mgr.7] is not signed before the manager takes part, or has waived it', () => {
    const deal = approvedContract({ priceFen: 100_000_000 });
    expect(decideManagerIn(rules, deal, none)).toMatchObject({ code: 'MANAGER_NOT_IN', detail: { missing: 'amount' } });
    expect(verdict(decideManagerIn(rules, deal, { ...none, hasTakenPart: true }))).toBe('yes');
    expect(verdict(decideManagerIn(rules, deal, { ...none, isWaived: true }))).toBe('yes');
    expect(verdict(decideManagerIn(rules, { ...deal, priceFen: 99_999_999 }, none))).toBe('yes');
    expect(verdict(decideManagerIn(rules, deal, null))).toBe('yes'); // decided before such deals were known
    const facts = { deal, papers: ['id_card', 'household_register'], subscriptionCopiesOut: 0, hasOpenChange: false };
    const input = { consultantPresent: true, subscriptionTakenBack: true };
    expect(verdict(decideSign(rules, { ...facts, major: none }, input))).toBe('MANAGER_NOT_IN');
    expect(verdict(decideSign(rules, { ...facts, major: { ...none, hasTakenPart: true } }, input))).toBe('yes');
  });
});
