/** Fines of real deals: told with their evidence, acknowledged or appealed, and what a month bears of them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commission } from '#contract/commission.ts';
import { addMinutes } from '#core/kernel/instant.ts';
import { deals } from '#contract/deals.ts';
import { journal } from '#contract/journal.ts';
import { money } from '#contract/money.ts';
import { notices } from '#contract/notices.ts';
import { penalties } from '#contract/penalties.ts';
import { type Office, openOffice } from '#server/deals/office.testing.ts';
import { startCompany } from '#server/scenarios/story.testing.ts';
import type { Person, World } from '#server/platform/testing/world.ts';

let world: World;
let rooms: Office;
let cars: Office;
beforeAll(async () => {
  world = await startCompany();
  rooms = await openOffice(world);
  cars = await openOffice(world, 'car-delivery');
});
afterAll(() => world.stop());

const mine = async (person: Person) => (await person.must(penalties.list, { query: { mine: 'true' } })).rows;
const kindsOf = async (person: Person) => (await person.must(notices.mine)).rows.map(({ kind }) => kind);
const code = (call: Promise<{ code: string | null }>) => call.then((answer) => answer.code);
const linesOf = async (person: Person) =>
  (await person.must(commission.lines, { query: { view: 'myMoney' } })).rows.filter(({ kind }) => kind === 'penalty');

/** A contract with one correction too many: 50 to 100 yuan on whoever made it. */
async function corrected(office: Office, fineYuan: number): Promise<string> {
  const dealId = await office.contracted();
  const correct = (by: Person, more: object = {}) =>
    by.must(deals.correct, { params: { dealId }, body: { place: '第三条', isSealed: true, ...more } });
  for (let n = 0; n < 3; n++) await correct(office.seller);
  expect(await mine(office.seller)).toHaveLength(0);
  await correct(office.manager, { fineYuan });
  return dealId;
}

describe('rooms: a deduction', () => {
  test('[S1.18.k1b] the fourth correction is a fine proposed with its evidence; nobody’s pay is touched before they answer', async () => {
    const { seller, other, manager, finance } = rooms;
    const dealId = await corrected(rooms, 80);
    const [penalty] = await mine(seller);
    expect(penalty).toMatchObject({
      ...{ cause: 'corrections', form: 'deduction', amountFen: 80_00, state: 'proposed', enteredBy: null },
      ...{ deal: { id: dealId }, clauses: ['S1.18.k1b'], whyNot: { acknowledge: null, appeal: null } },
    });
    expect(await kindsOf(seller)).toContain('money.penaltyProposed');
    const evidence = await seller.must(journal.entry, { params: { journalId: penalty?.evidenceJournalId ?? '' } });
    expect(evidence.summary.zh).toContain('第 4 处涂改');
    const why = await seller.must(journal.entry, { params: { journalId: penalty?.journalId ?? '' } });
    expect(why.summary.zh).toContain('拟扣 80.00 元');
    expect(await linesOf(seller)).toEqual([]);

    const params = { penaltyId: penalty?.id ?? '' };
    expect(await code(other.call(penalties.acknowledge, { params, body: {} }))).toBe('NOT_FOUND');
    expect(await code(manager.call(penalties.acknowledge, { params, body: {} }))).toBe('PENALTY_NOT_YOURS');
    expect(await code(finance.call(penalties.rule, { params, body: { verdict: 'upheld', reason: '查实' } }))).toBe(
      'PENALTY_NOT_APPEALED',
    );
    expect(await code(seller.call(penalties.appeal, { params, body: { reason: '' } }))).not.toBeNull();
    await seller.must(penalties.appeal, { params, body: { reason: '第四处是客户改的' } });
    expect(await kindsOf(finance)).toContain('money.penaltyAppealed');
    expect(await code(seller.call(penalties.acknowledge, { params, body: {} }))).toBe('PENALTY_ANSWERED');
    expect(await linesOf(seller)).toEqual([]);

    const reduce = (amountFen: number) =>
      finance.call(penalties.rule, { params, body: { verdict: 'reduced', amountFen, reason: '部分属实' } });
    expect(await code(reduce(80_00))).toBe('REDUCTION_IMPOSSIBLE');
    expect(await code(reduce(30_00))).toBeNull();
    expect(await code(reduce(20_00))).toBe('PENALTY_NOT_APPEALED');
    const [line] = await linesOf(seller);
    expect(line).toMatchObject({ amountFen: -30_00, clauses: ['S1.18.k1b'], acknowledged: null });
    expect(line?.why.zh).toContain('申诉后减轻');
    expect((await mine(seller))[0]).toMatchObject({
      ...{ state: 'booked', bookedFen: 30_00, lineId: line?.id },
      appeal: { verdict: 'reduced', answer: '部分属实', by: { name: '财务' } },
    });
    expect(await kindsOf(seller)).toContain('money.penaltyRuled');
  });

  test('the proposer does not judge; after the seventh day it may only be acknowledged; what is dropped leaves nothing', async () => {
    const { manager, finance, other, siteId } = rooms;
    const enter = async (amountFen: number) => {
      const body = { siteId, kind: 'penalty', staffId: other.id, amountFen, reason: '未按规定填写' } as const;
      return (await manager.must(commission.enterLine, { body: body as never })).penaltyId ?? '';
    };
    const first = { penaltyId: await enter(50_00) };
    await other.must(penalties.appeal, { params: first, body: { reason: '已按规定填写' } });
    const drop = { verdict: 'dropped', reason: '查无此事' } as const;
    expect(await code(manager.call(penalties.rule, { params: first, body: drop }))).toBe('APPEAL_JUDGE');
    await finance.must(penalties.rule, { params: first, body: drop });
    expect(await linesOf(other)).toEqual([]);

    const second = { penaltyId: await enter(50_00) };
    const { appealUntil } = await other.must(penalties.penalty, { params: second });
    await world.setClock(appealUntil);
    expect(await code(other.call(penalties.appeal, { params: second, body: { reason: '晚了' } }))).toBe(
      'APPEAL_TOO_LATE',
    );
    await other.must(penalties.acknowledge, { params: second, body: {} });
    await expect(other.must(penalties.acknowledge, { params: second, body: {} })).rejects.toThrow();
    expect((await linesOf(other)).map(({ amountFen }) => amountFen)).toEqual([-50_00]);
    const states = (await manager.must(penalties.list, { query: { siteId, staffId: other.id } })).rows;
    expect(states.map(({ state }) => state)).toEqual(['booked', 'dropped']);
    expect((await manager.must(penalties.list, { query: { siteId, state: 'open' } })).rows).toEqual([]);
  });
});

describe('a clause of the house', () => {
  test('[S1.09.w2] a leak of inside information becomes a penalty case that rests on its clause and may be appealed', async () => {
    const { manager, other, siteId } = rooms;
    const leak = (clause: string) =>
      manager.call(commission.enterLine, {
        body: {
          ...{
            siteId,
            kind: 'penalty',
            staffId: other.id,
            amountFen: 100_00,
            clause,
            reason: '将未公布的房价告知同业',
          },
        } as never,
      });
    const unknown = await leak('C99.9');
    expect(unknown.code).toBe('CLAUSE_UNKNOWN');
    expect(unknown.body).toMatchObject({
      error: { zh: expect.stringContaining('C99.9'), detail: { field: 'clause' } },
    });
    const { penaltyId } = (await leak('C10.1')).body;
    const params = { penaltyId: penaltyId ?? '' };
    const penalty = await other.must(penalties.penalty, { params });
    expect(penalty).toMatchObject({ cause: 'manual', state: 'proposed', enteredBy: { name: manager.name } });
    expect(penalty.clauses).toContain('S1.09.w2');
    const evidence = await other.must(journal.entry, { params: { journalId: penalty.evidenceJournalId } });
    expect(evidence.clauses.map(({ id }) => id)).toEqual(['C10.1']);
    expect(evidence.reason).toBe('将未公布的房价告知同业');
    await other.must(penalties.appeal, { params, body: { reason: '该价格已在公示' } });
    expect((await other.must(penalties.penalty, { params })).state).toBe('appealed');
  });
});

describe('cars: a negative incentive', () => {
  test('[S0.08.g.8b] papers twenty-one minutes after the handover cost fifty yuan of negative incentive, and no pay', async () => {
    const unitId = await cars.car();
    const dealId = await cars.inEffect({ unitId, priceFen: 12_000_000, depositFen: 0 });
    await cars.finance.must(money.receive, {
      params: { dealId },
      body: { kind: 'instalment', amountFen: 12_000_000, method: 'cash' } as never,
    });
    await cars.papers(dealId, 'conformity_certificate', 'manual');
    await cars.assistant.must(deals.handOver, { params: { dealId }, body: {} });
    const { fileDueAt } = await cars.page(dealId).then(({ file }) => ({ fileDueAt: file.dueAt ?? '' }));
    await world.setClock(addMinutes(fileDueAt, 1));
    await cars.papers(dealId, ...(await cars.page(dealId)).file.missing);
    const [penalty, ...more] = await mine(cars.seller);
    expect(more).toEqual([]);
    expect(penalty).toMatchObject({
      ...{ cause: 'late_file', form: 'negative_incentive', amountFen: 50_00, points: 0 },
      ...{ deal: { id: dealId }, state: 'proposed' },
    });
    expect(penalty?.clauses).toContain('S0.08.g.8b');
    await cars.seller.must(penalties.acknowledge, { params: { penaltyId: penalty?.id ?? '' }, body: {} });
    expect((await mine(cars.seller))[0]).toMatchObject({ state: 'booked', bookedFen: 50_00, lineId: null });
    expect(await linesOf(cars.seller)).toEqual([]);
  });
});
