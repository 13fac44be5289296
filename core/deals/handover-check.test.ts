/** A handover against the contract: what is asked, what stands in the way, and at which field a refusal points. */
import { describe, expect, test } from 'vitest';
import type { Decision } from '../kernel/decision.ts';
import { now, zone } from './deals.testing.ts';
import { type CheckFacts, type CheckInput, decideCheck, type HandoverCheck } from './handover-check.ts';

const told = (decision: Decision<unknown>): unknown =>
  decision.accepted ? decision.outcome : { [decision.code]: decision.detail };
const fine: HandoverCheck = {
  quality: { ok: true, note: '符合合同' },
  quantity: { ok: true, note: '件数相符' },
  remark: '',
  defects: [],
};
const scratched: HandoverCheck = { ...fine, quality: { ok: false, note: '门有划痕' } };
const mend = { of: 'quality', what: '补漆', dueOn: '2024-03-04' } as const;
const promised = (promisedOn: string | null, dueOn: string | null = promisedOn): CheckFacts => ({
  delivery: { promisedOn, dueOn, plan: '', paymentAgreed: null },
  timeZone: zone,
});
const check = (facts: CheckFacts, input: CheckInput = {}, handoverCheck = true, at = now) =>
  decideCheck({ handoverCheck }, facts, input, at);

describe('a handover', () => {
  test('of a house that asks for no check says nothing, unless a day was promised or somebody checked', () => {
    expect(told(check({}, {}, false))).toBeNull();
    expect(told(check(promised('2024-03-05'), {}, false))).toMatchObject({
      promisedOn: '2024-03-05',
      inTime: true,
      isChecked: false,
    });
    expect(told(check({}, { check: fine }, false))).toMatchObject({ isChecked: true, faults: [] });
    expect(told(check({}, { check: scratched }, false))).toHaveProperty('HANDOVER_FAULTS');
  });

  test('is in time through the day promised, by the clock of the site; a day later it takes a cause', () => {
    const late = (at: string, lateCause?: string) =>
      told(check(promised('2024-03-04'), { check: fine, lateCause }, true, at));
    expect(late('2024-03-04T15:59:59.999Z')).toMatchObject({ inTime: true, daysLate: 0 });
    expect(late('2024-03-04T16:00:00.000Z')).toEqual({
      LATE_CAUSE_NEEDED: { promisedOn: '2024-03-04', field: 'lateCause' },
    });
    expect(late('2024-03-04T16:00:00.000Z', '  ')).toHaveProperty('LATE_CAUSE_NEEDED');
    expect(late('2024-03-04T16:00:00.000Z', '暴雨')).toMatchObject({ inTime: false, daysLate: 1 });
    const moved = told(check(promised('2024-03-09', '2024-03-02'), { check: fine }));
    expect(moved).toMatchObject({ inTime: true, daysLate: 2 });
    expect(told(check({}, { check: fine }))).toMatchObject({ promisedOn: null, inTime: null });
  });

  test('waits for papers that were printed and not signed, and for the check itself', () => {
    expect(told(check({ unsigned: ['更名协议', '补充协议'] }, { check: fine }))).toEqual({
      PAPERS_UNSIGNED: { missing: '更名协议,补充协议' },
    });
    expect(told(check({ unsigned: ['更名协议'] }, { check: fine }, false))).toMatchObject({ isChecked: true });
    expect(told(check({}))).toEqual({ HANDOVER_CHECK_NEEDED: { field: 'check' } });
    expect(told(check({ timeZone: undefined }, { check: fine }))).toMatchObject({ isChecked: true });
  });
});

describe('what is wrong', () => {
  const found = (more: Partial<HandoverCheck>) => told(check({ timeZone: zone }, { check: { ...scratched, ...more } }));
  test('is said, taken by the customer in words, and put right by a day for each fault', () => {
    expect(found({ quality: { ok: false, note: ' ' } })).toEqual({
      CHECK_NOTE_NEEDED: { missing: 'quality', field: 'quality' },
    });
    expect(found({})).toEqual({ HANDOVER_FAULTS: { missing: 'quality', field: 'remark' } });
    expect(found({ remark: '先收下' })).toEqual({ HANDOVER_FAULTS: { missing: 'quality', field: 'defects' } });
    expect(found({ remark: '  ', defects: [mend] })).toEqual({
      HANDOVER_FAULTS: { missing: 'quality', field: 'remark' },
    });
    expect(found({ remark: '先收下', defects: [{ ...mend, what: ' ' }] })).toEqual({
      CHECK_NOTE_NEEDED: { missing: 'defects', field: 'defects' },
    });
    expect(found({ remark: '先收下', defects: [mend, { ...mend, dueOn: '2024-03-03' }] })).toEqual({
      DATE_IMPOSSIBLE: { field: 'defects' },
    });
    expect(found({ remark: '先收下', defects: [mend] })).toMatchObject({ faults: ['quality'] });
  });
  test('of two faults only the one without a task is named; without a word of the customer both are', () => {
    const quantity = { ok: false, note: '少一把钥匙' };
    expect(found({ quantity, remark: '先收下', defects: [mend] })).toEqual({
      HANDOVER_FAULTS: { missing: 'quantity', field: 'defects' },
    });
    expect(found({ quantity, defects: [mend, { ...mend, of: 'quantity' }] })).toEqual({
      HANDOVER_FAULTS: { missing: 'quality,quantity', field: 'remark' },
    });
    expect(found({ quality: { ok: false, note: '' }, quantity: { ok: false, note: '' } })).toHaveProperty(
      'CHECK_NOTE_NEEDED.missing',
      'quality',
    );
  });
  test('with nothing wrong nothing has to be taken, and every point has its note', () => {
    expect(told(check({ timeZone: zone }, { check: fine }))).toMatchObject({ faults: [] });
    expect(told(check({ timeZone: zone }, { check: { ...fine, defects: [{ ...mend, what: '' }] } }))).toHaveProperty(
      'CHECK_NOTE_NEEDED',
    );
  });
});
