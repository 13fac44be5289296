import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../kernel/parameters.ts';
import { decideGrade, needsTrackingSheet } from './grade.ts';
import { attentionDue } from './important.ts';
import { decideMerge, decideUndoMerge } from './merge.ts';
import { decideNeeds } from './needs.ts';
import { decideConfirmNewCustomer, decideNewCustomer, isNewCustomer, type Transaction } from './new-customer.ts';
import { CustomerRules } from './rules.ts';
import type { Stage } from './stage.ts';
import { decideStage, stageMoves, stageNames, stagesAfter } from './stage.ts';

const rules = defaultsOf(CustomerRules);

describe('stages', () => {
  test('[S0.02.steps.1] every stage is reachable, none is a dead end, and steps are not skipped', () => {
    const seen = new Set<Stage>(['collected']);
    for (let grew = true; grew; ) {
      const before = seen.size;
      for (const stage of [...seen]) for (const next of stageMoves[stage]) seen.add(next);
      grew = seen.size > before;
    }
    expect([...seen].sort()).toEqual([...stageNames].sort());
    for (const stage of stageNames) expect(stageMoves[stage].length).toBeGreaterThan(0);
    expect(decideStage(rules, 'collected', 'screened')).toMatchObject({ accepted: true });
    expect(decideStage(rules, 'collected', 'analysed')).toMatchObject({
      code: 'STAGE_OUT_OF_ORDER',
      detail: { allowed: 'screened' },
    });
  });
  test('a house that allows jumps allows them forward only', () => {
    const loose = { stagesInOrder: false };
    expect(decideStage(loose, 'collected', 'won')).toMatchObject({ accepted: true });
    expect(decideStage(loose, 'filed', 'screened')).toMatchObject({ accepted: false });
    expect(stagesAfter(loose, 'won')).toEqual(stageMoves.won);
  });
  test('[S0.02.steps.2] a lost deal goes back to follow-up', () => {
    expect(decideStage(rules, 'filed', 'not_won')).toMatchObject({
      outcome: { next: 'followed_up', task: 'follow_up' },
    });
  });
  test('[S0.02.steps.3] a won deal asks for a second purchase or a referral, and the file is kept', () => {
    expect(decideStage(rules, 'filed', 'won')).toMatchObject({ outcome: { next: null, task: 'repeat_or_referral' } });
    expect(stageMoves.won).toEqual(['repeat_purchase', 'referral', 'filed_for_later']);
  });
});

describe('grades', () => {
  test('[S0.02.fu.1] A and B need a tracking sheet, C and D do not', () => {
    expect((['A', 'B', 'C', 'D'] as const).map((grade) => needsTrackingSheet(rules, grade))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(needsTrackingSheet({ trackingSheetFromGrade: 'none' }, 'A')).toBe(false);
    expect(needsTrackingSheet({ trackingSheetFromGrade: 'D' }, 'D')).toBe(true);
    expect(needsTrackingSheet(rules, null)).toBe(false);
  });
  test('a change says what it changed and whether a sheet opens', () => {
    const facts = { grade: 'C' as const, hasTrackingSheet: false };
    expect(decideGrade(rules, facts, { to: 'B', reason: null })).toMatchObject({
      outcome: { from: 'C', to: 'B', opensTrackingSheet: true },
    });
    expect(decideGrade(rules, { ...facts, hasTrackingSheet: true }, { to: 'A', reason: null })).toMatchObject({
      outcome: { opensTrackingSheet: false },
    });
    expect(decideGrade(rules, facts, { to: 'C', reason: null })).toMatchObject({ code: 'GRADE_UNCHANGED' });
    const strict = { ...rules, gradeChangeNeedsReason: true };
    expect(decideGrade(strict, facts, { to: 'D', reason: ' ' })).toMatchObject({ code: 'REASON_MISSING' });
    expect(decideGrade(strict, { ...facts, grade: null }, { to: 'D', reason: null })).toMatchObject({ accepted: true });
  });
});

describe('merging', () => {
  const party = (id: string, registeredAt: string) => ({
    id,
    registeredAt,
    mergedInto: null,
    visible: true,
    hasLiveClaim: false,
  });
  const one = party('b', '2026-01-01T00:00:00.000Z');
  const two = party('a', '2026-02-01T00:00:00.000Z');
  const choice = { keep: null, fieldsFromAbsorbed: ['address'] };
  test('[S0.08.c.5] the earlier file is kept, whichever is named first; two live claims are settled by signature', () => {
    const kept = { outcome: { kept: 'b', absorbed: 'a', fieldsFromAbsorbed: ['address'], claimsCollide: false } };
    expect(decideMerge(one, two, choice)).toMatchObject(kept);
    expect(decideMerge(two, one, choice)).toMatchObject(kept);
    expect(decideMerge(one, two, { ...choice, keep: 'a' })).toMatchObject({ outcome: { kept: 'a', absorbed: 'b' } });
    const claimed = (file: typeof one) => ({ ...file, hasLiveClaim: true });
    expect(decideMerge(claimed(one), claimed(two), choice)).toMatchObject({ outcome: { claimsCollide: true } });
  });
  test('refusals in order', () => {
    expect(decideMerge(one, one, choice)).toMatchObject({ code: 'SAME_CUSTOMER' });
    expect(decideMerge(one, { ...two, visible: false }, choice)).toMatchObject({ code: 'OUT_OF_SCOPE' });
    expect(decideMerge(one, { ...two, mergedInto: 'c' }, choice)).toMatchObject({
      code: 'ALREADY_MERGED',
      detail: { into: 'c' },
    });
  });
  test('a merge is undone once, and the last merge first', () => {
    const record = { id: 'm', kept: 'b', absorbed: 'a', mergedBy: 's', undoneAt: null, keptMergedInto: null };
    expect(decideUndoMerge(record)).toMatchObject({ outcome: { restore: 'a', from: 'b' } });
    expect(decideUndoMerge({ ...record, undoneAt: '2026-03-01T00:00:00.000Z' })).toMatchObject({
      code: 'ALREADY_UNDONE',
    });
    expect(decideUndoMerge({ ...record, keptMergedInto: 'z' })).toMatchObject({ code: 'LATER_MERGE_FIRST' });
  });
});

describe('new business customers', () => {
  const invoice = (on: string) => ({ on, kind: 'invoice' as const });
  const sample = (on: string) => ({ on, kind: 'sample' as const });
  const facts = {
    transactions: [invoice('2026-01-31')],
    firstOn: '2026-01-31',
    formName: '云栖建材有限公司',
    invoiceName: '云栖建材有限公司',
    submittedOn: '2026-02-10',
  };
  test('[S2.11.a1] never traded, or not for three years, exactly three included; a day less is refused', () => {
    expect(decideNewCustomer(rules, facts)).toMatchObject({ accepted: true, outcome: { lastBefore: null } });
    const tradedOn = (last: string) =>
      decideNewCustomer(rules, { ...facts, transactions: [invoice(last), ...facts.transactions] });
    expect(tradedOn('2023-01-31')).toMatchObject({ accepted: true, outcome: { lastBefore: '2023-01-31' } });
    expect(tradedOn('2023-02-01')).toMatchObject({ code: 'BUSINESS_WITHIN_PERIOD', detail: { last: '2023-02-01' } });
    expect(isNewCustomer(rules, [invoice('2023-02-01')], '2026-01-31')).toBe(false);
  });
  test('[S2.11.a1] samples are no business, neither before nor as the first transaction', () => {
    const sampled = { ...facts, transactions: [sample('2025-12-01'), ...facts.transactions] };
    expect(decideNewCustomer(rules, sampled)).toMatchObject({ accepted: true });
    expect(decideNewCustomer({ ...rules, sampleCountsAsBusiness: true }, sampled)).toMatchObject({ accepted: false });
    expect(decideNewCustomer(rules, { ...facts, transactions: [sample('2026-01-31')] })).toMatchObject({
      code: 'NO_TRANSACTION',
    });
  });
  test('[S2.11.a3] deals count from their first to their last act, the household’s and namesakes’ too; what was found is said', () => {
    const deal = (on: string, until: string, sameAs: 'same' | 'household' | 'name' | 'phone' = 'same') =>
      ({ on, until, kind: 'deal', sameAs, number: 'DD-1' }) as const;
    const confirm = (...before: Transaction[]) =>
      decideConfirmNewCustomer(rules, { ...facts, transactions: [...before, ...facts.transactions] });
    expect(confirm(deal('2022-10-01', '2023-01-31', 'phone'))).toMatchObject({
      accepted: true,
      clauses: expect.arrayContaining(['S2.11.a3']),
    });
    for (const sameAs of ['same', 'household', 'name', 'phone'] as const)
      expect(confirm(deal('2022-10-01', '2023-02-01', sameAs))).toMatchObject({
        code: 'BUSINESS_WITHIN_PERIOD',
        clauses: expect.arrayContaining(['S2.11.a3']),
        detail: { last: '2023-02-01', found: 1, foundZh: expect.stringMatching(/^2023-02-01 成交.* DD-1$/) },
      });
    expect(confirm(deal('2026-01-30', '2026-03-30'))).toMatchObject({ code: 'BUSINESS_WITHIN_PERIOD' });
    const theirs = { ...facts, transactions: [deal('2026-01-31', '2026-01-31', 'household')] };
    expect(decideConfirmNewCustomer(rules, theirs)).toMatchObject({ code: 'NO_TRANSACTION' }); // not this customer's first
    const own = { ...facts, transactions: [deal('2026-01-31', '2026-02-20')] };
    expect(decideConfirmNewCustomer(rules, own)).toMatchObject({ accepted: true });
  });
  test('[S2.11.a2.form] [S2.11.a2.late] the form comes within a month, the last day included, clamped at the month’s end', () => {
    expect(decideNewCustomer(rules, { ...facts, submittedOn: '2026-02-28' })).toMatchObject({ accepted: true });
    expect(decideNewCustomer(rules, { ...facts, submittedOn: '2026-03-01' })).toMatchObject({
      code: 'FORM_TOO_LATE',
      detail: { due: '2026-02-28' },
    });
  });
  test('[S2.11.a2.name] the name is the one on the invoice, compared after trimming and full-width folding', () => {
    const named = (formName: string) => decideNewCustomer(rules, { ...facts, invoiceName: 'ABC(上海) 贸易', formName });
    expect(named(' ABC(上海) 贸易 ')).toMatchObject({ accepted: true });
    expect(named('ABC(上海)商贸')).toMatchObject({ code: 'NAME_NOT_AS_INVOICED', detail: { due: '2026-02-28' } });
    expect(named('abc(上海) 贸易')).toMatchObject({ code: 'NAME_NOT_AS_INVOICED' });
  });
});

describe('needs and attention', () => {
  const needs = {
    text: '三房,朝南',
    urgency: 'this_month' as const,
    feasibility: 'feasible' as const,
    advice: null,
    forwardTo: ['design', 'design'],
    declinedReason: null,
  };
  test('[S1.03.a8.1] needs are recorded and go to the departments concerned', () => {
    expect(decideNeeds(rules, needs)).toMatchObject({ outcome: { forwardTo: ['design'], declined: false } });
    expect(decideNeeds(rules, { ...needs, text: ' ' })).toMatchObject({ code: 'NEEDS_EMPTY' });
  });
  test('[S1.03.a8.2] urgency and feasibility are established', () => {
    expect(decideNeeds(rules, { ...needs, urgency: null })).toMatchObject({
      code: 'NEEDS_NOT_GRADED',
      detail: { fields: 'urgency' },
    });
    expect(decideNeeds({ needsAreGraded: false }, { ...needs, urgency: null })).toMatchObject({ accepted: true });
  });
  test('[S1.17.a5.1] a request against the house’s interest is declined with its reason', () => {
    expect(decideNeeds(rules, { ...needs, declinedReason: '要求返现' })).toMatchObject({ outcome: { declined: true } });
  });
  test('[S2.03.a8.vip] [S2.03.a8.two] an important customer is received as VIP and has two people in contact', () => {
    const facts = { important: true, ownerId: 'mei', contactIds: [] };
    expect(attentionDue(rules, facts)).toMatchObject({ reception: 'vip', contactsMissing: 1 });
    expect(attentionDue(rules, { ...facts, contactIds: ['mei'] })).toMatchObject({ contactsMissing: 1 });
    expect(attentionDue(rules, { ...facts, contactIds: ['li'] })).toMatchObject({ contactsMissing: 0 });
    expect(attentionDue(rules, { ...facts, important: false })).toMatchObject({
      reception: 'normal',
      contactsMissing: 0,
    });
  });
});
