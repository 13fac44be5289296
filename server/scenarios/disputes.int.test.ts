/** Disputes beyond the property showroom: cards and guests, other houses, who is first, who may not, and what is sent twice. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claims } from '#contract/claims.ts';
import { customers } from '#contract/customers.ts';
import { journal } from '#contract/journal.ts';
import { journalReports } from '#contract/journal-reports.ts';
import { verdicts } from '#contract/verdicts.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { told } from './rulebook-story.testing.ts';
import { at, type House, openHouse, startCompany } from './story.testing.ts';

let world: World;
beforeAll(async () => {
  world = await startCompany();
});
afterAll(() => world.stop());

const open = (by: Person, customerId: string, otherId: string, more: object = {}) =>
  by.call(verdicts.open, { params: { customerId }, body: { otherId, reason: '我接待的', ...more } as never });
const opened = async (...given: Parameters<typeof open>): Promise<string> => {
  const answer = await open(...given);
  if (answer.code) throw new Error(JSON.stringify(answer.body));
  return answer.body.dispute.id;
};
const rule = (by: Person, disputeId: string, more: object = {}) =>
  by.call(verdicts.settle, { params: { disputeId }, body: { verdict: 'ruled', reason: '依规定', ...more } as never });
const fileOf = (by: Person, disputeId: string) => by.must(verdicts.file, { params: { disputeId } });
const all = (party: string) => ({ performance: [{ party, percent: 100 }], commission: [{ party, percent: 100 }] });
const shown = (shares: readonly { name: string; percent: number }[] | undefined): string =>
  (shares ?? []).map(({ name, percent }) => `${name} ${percent}`).join(' ');

describe('cards and guests', () => {
  test('[S0.08.c.5] [S0.08.c.5b] two cards on one customer: the earlier signature owns, not the earlier opening', async () => {
    await world.setClock(at('2024-05-06'));
    const house = await openHouse(world, 'car-showroom', '');
    const team = await world.addTeam(house.siteId, '一组');
    for (const name of ['甲', '乙']) await house.hire(name, 'consultant', team);
    const leader = await house.hire('组长', 'team_leader', team);
    const sign = (claimId: string) => leader.must(claims.sign, { params: { claimId }, body: {} });
    const early = await house.claim('甲', '重卡');
    await world.setClock(at('2024-05-06', '10:00'));
    const late = await house.claim('乙', '重卡');
    await sign(late.claim.id);
    await world.setClock(at('2024-05-07', '10:00'));
    await sign(early.claim.id);
    const { keptId } = await house.manager.must(customers.merge, {
      params: { customerId: late.customerId },
      body: { otherId: early.customerId, reason: '同一人' } as never,
    });
    const disputeId = await opened(house.person('甲'), keptId, house.id('乙'));
    const { proposal } = await fileOf(house.person('乙'), disputeId);
    expect(proposal.proposal).toMatchObject({ case: 'earliest_entry', owner: { name: '乙' } });
    expect([shown(proposal.proposal?.commission), proposal.clauses]).toEqual([
      '乙 100',
      expect.arrayContaining(['S0.08.c.5']),
    ]);
    expect(proposal.rejected).toMatchObject([{ name: '甲', reason: 'SIGNED_LATER' }]);
  });

  test('[S1.19.x.1] M1: the guest showed 丙’s card, or called 丙 by name, and paid through 甲: that day 丙’s, the next day the seller’s', async () => {
    for (const said of [{ proof: { kind: 'name_card' } }, { names: ['丙'] }] as const) {
      await world.setClock(at('names' in said ? '2024-05-13' : '2024-05-20'));
      const house = await openHouse(world, 'club-membership', '甲乙丙');
      await house.openDay();
      const customerId = await house.customer('持卡客');
      const visit = await house.receive({
        customerId,
        ...('names' in said ? { names: [house.id('丙')] } : { proof: { kind: 'name_card', staffId: house.id('丙') } }),
      });
      expect(visit.server?.name).toBe('丙');
      await house.serve(visit);
      const disputeId = await opened(house.person('丙'), customerId, house.id('甲'));
      const asked = async () => {
        const answers = { sale: 'new_card', sellerId: house.id('甲') };
        const proposed = await house.person('甲').must(verdicts.propose, {
          params: { disputeId },
          body: { answers } as never,
        });
        return [shown(proposed.proposal?.performance), proposed.questions.find(({ key }) => key === 'proofId')?.source];
      };
      expect(await asked()).toEqual(['丙 100', 'file']);
      await world.setClock(at('names' in said ? '2024-05-14' : '2024-05-21', '00:00'));
      expect(await asked()).toEqual(['甲 100', 'file']);
    }
  });

  test('[S0.02.own.4c] what no rule covers is for the department manager: the supervisor is told by whom', async () => {
    await world.setClock(at('2024-05-27'));
    const house = await openHouse(world, 'real-estate-customers', '甲乙');
    await house.openDay();
    const { customerId } = await house.claim('乙', '待查');
    await house.serve(
      await house.receive({
        visitedBefore: true,
        customerId,
        receivedBy: [house.id('乙')],
        complainsAbout: house.id('乙'),
        names: [house.id('甲')],
      }),
    );
    const disputeId = await opened(house.person('甲'), customerId, house.id('乙'));
    const own = { ruling: all(house.id('甲')), ownerId: house.id('甲') };
    const refused = told(await rule(house.supervisor, disputeId, own));
    expect(refused).toMatchObject({ code: 'JUDGE_RANKS_TOO_LOW', status: 403, sentences: true });
    expect(refused.zh).toContain('部门经理');
    expect((await rule(house.manager, disputeId, own)).code).toBeNull();
    expect((await house.file(customerId)).current?.owner.name).toBe('甲');
  });
});

describe('other houses, and who was first', () => {
  let here: House;
  let there: House;
  let customerId: string;
  let disputeId: string;
  beforeAll(async () => {
    await world.setClock(at('2024-06-03'));
    here = await openHouse(world, 'real-estate-customers', '甲乙');
    there = await openHouse(world, 'real-estate-customers', '丁');
    await here.openDay();
    ({ customerId } = await here.claim('甲', '钱女士'));
    await here.contact('甲', customerId, 'call', { answered: true, text: '预算五百万' });
    disputeId = await opened(here.supervisor, customerId, here.id('甲'), { onBehalfOf: here.id('乙') });
  });

  test('a manager, a supervisor and a consultant of another site neither see the dispute nor touch it, nor its decisions', async () => {
    const { journalId } = (await fileOf(here.supervisor, disputeId)).timeline.at(-1) ?? {};
    const audit = await here.supervisor.must(journal.list, { query: { customerId, kind: 'verdicts' } });
    for (const stranger of [there.manager, there.supervisor, there.person('丁'), there.frontDesk]) {
      const params = { disputeId };
      const codes = [
        await stranger.call(verdicts.file, { params }),
        await stranger.call(verdicts.propose, { params, body: {} }),
        await stranger.call(verdicts.state, { params, body: { body: '路过' } }),
        await stranger.call(verdicts.mediate, { params, body: {} }),
        await stranger.call(verdicts.drop, { params, body: { reason: '路过' } }),
        await stranger.call(verdicts.appeal, { params, body: { reason: '路过' } }),
        await rule(stranger, disputeId, { ruling: all(there.id('丁')), ownerId: there.id('丁') }),
        await open(stranger, customerId, here.id('甲')),
      ];
      for (const answer of codes) expect([403, 404]).toContain(answer.status);
      expect(JSON.stringify(codes.map(({ body }) => body))).not.toMatch(/钱女士|预算|钱\*/);
      for (const query of [{}, { open: 'false' }, { customerId }, { view: 'judge' }] as const) {
        const list = await stranger.call(verdicts.list, { query });
        if (list.code === null) expect(list.body.rows).toEqual([]);
      }
      for (const id of [journalId ?? '', audit.rows[0]?.id ?? ''])
        expect((await stranger.call(journal.entry, { params: { journalId: id } })).code).not.toBeNull();
    }
    const { dispute } = await fileOf(here.supervisor, disputeId);
    expect([dispute.state, dispute.version]).toEqual(['talking', 1]);
  });

  test('whoever comes second hears who was first: raising it, ruling on it, dropping it', async () => {
    const again = told(await open(here.manager, customerId, here.id('甲'), { onBehalfOf: here.id('乙') }));
    expect(again).toMatchObject({ code: 'DISPUTE_ALREADY_OPEN', zh: expect.stringContaining('陆主管'), remedy: true });
    const answers = await Promise.all([
      rule(here.supervisor, disputeId, { ruling: all(here.id('甲')) }),
      rule(here.manager, disputeId, { ruling: all(here.id('甲')) }),
    ]);
    const [won, lost] = [...answers].sort((a, b) => a.status - b.status);
    const winner = (await fileOf(here.person('甲'), disputeId)).rulings[0]?.judge?.name ?? '—';
    expect([won?.code, lost?.code]).toEqual([null, 'DISPUTE_SETTLED']);
    expect(lost && told(lost)).toMatchObject({
      zh: `该争议已由${winner}了结`,
      en: `This dispute was settled by ${winner}`,
      sentences: true,
      remedy: true,
    });
    const dropped = await here.supervisor.call(verdicts.drop, { params: { disputeId }, body: { reason: '谈妥' } });
    expect(told(dropped)).toMatchObject({ code: 'DISPUTE_SETTLED', zh: expect.stringContaining(winner) });
    expect((await fileOf(here.person('甲'), disputeId)).whyNot.mediate).toMatchObject({
      zh: expect.stringContaining(winner),
    });
  });

  test('an appeal and a ruling sent twice under one command id are one appeal and one ruling', async () => {
    const appealId = randomUUID();
    const appeal = (commandId: string) =>
      here.person('乙').call(verdicts.appeal, {
        params: { disputeId },
        body: { commandId, reason: '登记时间有误' },
      });
    const [one, two] = await Promise.all([appeal(appealId), appeal(appealId)]);
    expect([one.code, one.body]).toEqual([null, two.body]);
    expect(told(await appeal(randomUUID())).code).toBe('ALREADY_APPEALED');
    const judge = await world.addPerson({ name: '总经理', role: 'general_manager' });
    const commandId = randomUUID();
    const send = () => rule(judge, disputeId, { commandId, ruling: all(here.id('乙')), ownerId: here.id('乙') });
    const [first, second] = [await send(), await send()];
    expect([first.code, second.body]).toEqual([null, first.body]);
    const { rulings } = await fileOf(here.person('乙'), disputeId);
    expect(rulings.map(({ level }) => level)).toEqual([1, 2]);
    expect((await rule(judge, disputeId, { commandId, verdict: 'agreed' })).code).toBe('COMMAND_ID_REUSED');
  });

  test('the report on disputes counts what happened: opened, ruled against the proposal, appealed, who won', async () => {
    const period = { from: '2024-06-03', to: '2024-06-03', siteId: here.siteId };
    const { disputes } = await here.manager.must(journalReports.decisions, { query: period });
    expect(disputes).toMatchObject({ opened: 1, appealed: 1, settled: 1 });
    const won = Object.fromEntries(disputes.parties.map((row) => [row.person.name, [row.won, row.lost]]));
    expect(won).toEqual({ 甲: [0, 1], 乙: [1, 0] });
    expect((await there.manager.call(journalReports.decisions, { query: period })).status).toBe(403);
  });
});

describe('what people get wrong with a dispute', () => {
  const none = '0195c7a0-0000-7000-8000-000000000000';
  let house: House;
  let customerId: string;
  beforeAll(async () => {
    await world.setClock(at('2024-07-01'));
    house = await openHouse(world, 'real-estate-customers', '甲乙丙');
    await house.openDay();
    ({ customerId } = await house.claim('甲', '孙先生'));
    await house.serve(
      await house.receive({
        ...{ visitedBefore: true, customerId, receivedBy: [house.id('甲')] },
        refuses: house.id('甲'),
      }),
    );
  });

  test('against oneself, nobody, somebody who is not there; about a deal there is not; by somebody who is not concerned', async () => {
    const expected: readonly (readonly [Person, string, object, number, string, string | null])[] = [
      [house.person('乙'), house.id('乙'), {}, 422, 'DISPUTE_NEEDS_TWO', 'otherId'],
      [house.person('乙'), none, {}, 400, 'REQUEST_INVALID', 'otherId'],
      [house.person('乙'), '乙', {}, 400, 'REQUEST_INVALID', 'otherId'],
      [house.person('乙'), house.id('甲'), { reason: ' ' }, 400, 'REQUEST_INVALID', 'reason'],
      [house.person('乙'), house.id('甲'), { about: 'deal' }, 409, 'NO_DEAL_TO_DISPUTE', null],
      [house.person('丙'), house.id('甲'), {}, 403, 'NOT_CONCERNED', null],
      [house.person('丙'), house.id('甲'), { onBehalfOf: house.id('乙') }, 403, 'NOT_ALLOWED', null],
    ];
    for (const [by, otherId, more, status, code, field] of expected)
      expect([code, told(await open(by, customerId, otherId, more))]).toMatchObject([
        code,
        { status, code, field, sentences: true, remedy: true },
      ]);
    expect((await house.person('乙').must(verdicts.list, { query: { customerId } })).rows).toEqual([]);
  });

  test('a ruling whose shares are not whole, of people nobody knows, without a reason: by field, and nobody loses anything', async () => {
    const disputeId = await opened(house.person('乙'), customerId, house.id('甲'));
    const shares = (甲: number, 乙: number) => [
      { party: house.id('甲'), percent: 甲 },
      { party: house.id('乙'), percent: 乙 },
    ];
    const both = (list: object[]) => ({ ruling: { performance: list, commission: list } });
    const expected: readonly (readonly [object, string, RegExp | null])[] = [
      [both(shares(60, 41)), 'SHARES_NOT_WHOLE', /^ruling/],
      [{ ruling: { performance: shares(50, 50), commission: shares(50, 49) } }, 'SHARES_NOT_WHOLE', /^ruling/],
      [both(shares(150, -50)), 'REQUEST_INVALID', /^ruling/],
      [both(shares(99.5, 0.5)), 'REQUEST_INVALID', /^ruling/],
      [both([]), 'REQUEST_INVALID', /^ruling/],
      [both([{ party: none, percent: 100 }]), 'REQUEST_INVALID', /^ruling/],
      [{ ownerId: none }, 'REQUEST_INVALID', /^ownerId/],
      [{ reason: '' }, 'REQUEST_INVALID', /^reason/],
      [{ verdict: 'guilty' }, 'REQUEST_INVALID', /^verdict/],
      [{ answers: { wish: 'none', aboutId: none } }, 'REQUEST_INVALID', /^answers/],
      [{ verdict: 'ruling_disobeyed' }, 'NOTHING_DISOBEYED', null],
    ];
    for (const [body, code, field] of expected) {
      const answer = told(await rule(house.supervisor, disputeId, body));
      expect([JSON.stringify(body), answer]).toMatchObject([
        JSON.stringify(body),
        { code, sentences: true, remedy: true, field: field === null ? null : expect.stringMatching(field) },
      ]);
    }
    const file = await fileOf(house.supervisor, disputeId);
    expect([file.dispute.state, file.rulings, file.statements]).toEqual(['talking', [], []]);
    expect((await house.file(customerId)).current?.owner.name).toBe('甲');
    expect((await rule(house.supervisor, disputeId, both(shares(50, 50)))).code).toBeNull();
  });

  test('an appeal by somebody who is no party, or too late; a dispute past its window: told until when it was, and what is left', async () => {
    const { rows } = await house.person('乙').must(verdicts.list, { query: { customerId, open: 'false' } });
    const params = { disputeId: rows[0]?.id ?? '' };
    const appeal = (by: Person, reason = '不服') => by.call(verdicts.appeal, { params, body: { reason } });
    for (const by of [house.person('丙'), house.manager, house.supervisor])
      expect(told(await appeal(by))).toMatchObject({ status: 403, code: 'NOT_A_PARTY', sentences: true, remedy: true });
    expect(told(await appeal(house.person('甲'), ''))).toMatchObject({ code: 'REQUEST_INVALID', field: 'reason' });
    await world.setClock(at('2024-07-08', '23:59'));
    expect((await fileOf(house.person('甲'), params.disputeId)).whyNot.appeal).toBeNull();
    await world.setClock(at('2024-07-09', '00:00'));
    const late = told(await appeal(house.person('甲')));
    expect(late).toMatchObject({ status: 409, code: 'APPEAL_WINDOW_PASSED', remedy: true });
    expect([late.zh, late.en].every((text) => text.includes('2024-07-08'))).toBe(true);
    expect((await fileOf(house.person('甲'), params.disputeId)).dispute.state).toBe('settled');

    const { customerId: sold, claim } = await house.claim('甲', '成交客户');
    await house.contact('乙', sold, 'call').catch(() => undefined);
    await house.person('甲').must(claims.close, { params: { claimId: claim.id }, body: {} as never });
    const raise = () => open(house.supervisor, sold, house.id('甲'), { onBehalfOf: house.id('乙'), about: 'deal' });
    await world.setClock(at('2024-08-09', '00:00'));
    const passed = told(await raise());
    expect(passed).toMatchObject({ status: 409, code: 'DISPUTE_WINDOW_PASSED', sentences: true, remedy: true });
    expect(passed.zh).toContain('2024-08-08');
  });

  test('whoever still holds the address of a file that was joined disputes the one it became', async () => {
    const [one, two] = [await house.claim('甲', '并入甲'), await house.claim('乙', '并入乙')];
    const merged = await house.manager.must(customers.merge, {
      params: { customerId: one.customerId },
      body: { otherId: two.customerId, keep: one.customerId, fieldsFromAbsorbed: [], reason: '同一人' } as never,
    });
    const answer = await open(house.person('乙'), merged.absorbedId, house.id('甲'));
    expect(answer.code).toBeNull();
    expect(answer.body.dispute.customer.id).toBe(merged.keptId);
  });
});
