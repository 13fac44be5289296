import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../kernel/parameters.ts';
import { decideExport, decideReveal, revealQuota } from './reveal.ts';
import { CustomerRules } from './rules.ts';
import type { Handling, Scope, Viewer } from './types.ts';
import { isVisible } from './visibility.ts';

const rules = defaultsOf(CustomerRules);
const viewer = (scope: Scope | null): Viewer => ({ staffId: 'mei', scope, teamIds: ['t1'], siteIds: ['north'] });
const customer = (over: Partial<Handling> = {}): Handling => ({
  ownerId: 'li',
  servingIds: [],
  teamId: 't1',
  siteId: 'north',
  confidential: false,
  ...over,
});

describe('who sees a file', () => {
  test('[S3.01.v.sales] a salesperson sees what they own or serve now, nothing of a colleague', () => {
    expect(isVisible(viewer('self'), customer({ ownerId: 'mei' }))).toBe(true);
    expect(isVisible(viewer('self'), customer({ servingIds: ['mei'] }))).toBe(true);
    expect(isVisible(viewer('self'), customer())).toBe(false);
  });
  test('[S3.01.v.supervisor] a supervisor sees the showroom they run, a leader the team', () => {
    expect(isVisible(viewer('site'), customer({ teamId: 't9' }))).toBe(true);
    expect(isVisible(viewer('site'), customer({ siteId: 'south' }))).toBe(false);
    expect(isVisible(viewer('team'), customer())).toBe(true);
    expect(isVisible(viewer('team'), customer({ teamId: 't9' }))).toBe(false);
  });
  test('[S3.01.v.gm] the whole company is in view for the company scope', () => {
    expect(isVisible(viewer('company'), customer({ siteId: 'south', teamId: null, ownerId: null }))).toBe(true);
  });
  test('[S2.03.a7] [S2.05.s1.access] without a right nothing is shown, not even one’s own', () => {
    expect(isVisible(viewer(null), customer({ ownerId: 'mei' }))).toBe(false);
    expect(isVisible(viewer(null), customer({ servingIds: ['mei'] }))).toBe(false);
  });
  test('[S2.03.a5] confidential business is exempt from sharing with the team and the site', () => {
    const secret = customer({ confidential: true });
    expect(isVisible(viewer('site'), secret)).toBe(false);
    expect(isVisible(viewer('team'), secret)).toBe(false);
    expect(isVisible(viewer('company'), secret)).toBe(true);
    expect(isVisible(viewer('self'), { ...secret, ownerId: 'mei' })).toBe(true);
  });
});

describe('revealing', () => {
  const facts = {
    viewer: viewer('self'),
    handling: customer({ ownerId: 'mei' }),
    revealedToday: 0,
    seenToday: false,
    reason: null,
  };
  test('[S2.05.w4.secret] the daily quota holds to the last one', () => {
    const house = { ...rules, revealsPerDaySelf: 3 };
    expect(decideReveal(house, { ...facts, revealedToday: 2 })).toMatchObject({ accepted: true, outcome: { left: 0 } });
    expect(decideReveal(house, { ...facts, revealedToday: 3 })).toMatchObject({
      accepted: false,
      code: 'REVEAL_QUOTA_USED',
      detail: { quota: 3, used: 3 },
    });
    expect(decideReveal(house, { ...facts, revealedToday: 3, seenToday: true })).toMatchObject({ accepted: true });
    expect(decideReveal({ ...house, revealsPerDaySelf: 0 }, facts)).toMatchObject({ code: 'REVEAL_QUOTA_USED' });
  });
  test('[S2.05.s1.private] refusals in order: no view, outside the scope, no purpose', () => {
    const strict = { ...rules, revealNeedsReason: true };
    expect(decideReveal(strict, { ...facts, viewer: viewer(null) })).toMatchObject({ code: 'NO_VIEW' });
    expect(decideReveal(strict, { ...facts, handling: customer() })).toMatchObject({ code: 'OUT_OF_SCOPE' });
    expect(decideReveal(strict, { ...facts, reason: '  ' })).toMatchObject({ code: 'REASON_MISSING' });
    expect(decideReveal(strict, { ...facts, reason: '回访' })).toMatchObject({ accepted: true });
  });
  test('each scope has its own quota', () => {
    expect((['self', 'team', 'site', 'company'] as const).map((scope) => revealQuota(rules, scope))).toEqual([
      30, 50, 80, 100,
    ]);
  });
  test('[S1.04.a7] an export is bounded, and private columns need their own right', () => {
    const ask = { viewer: viewer('site'), rows: 5000, withPrivate: false, mayExportPrivate: false };
    expect(decideExport(rules, ask)).toMatchObject({ accepted: true });
    expect(decideExport(rules, { ...ask, rows: 5001 })).toMatchObject({
      code: 'EXPORT_TOO_LARGE',
      detail: { max: 5000 },
    });
    expect(decideExport(rules, { ...ask, withPrivate: true })).toMatchObject({ code: 'PRIVATE_EXPORT_NOT_ALLOWED' });
    expect(decideExport(rules, { ...ask, viewer: viewer(null) })).toMatchObject({ code: 'NO_VIEW' });
  });
});
