/** Disputes through HTTP: the file gathers, the rulebook proposes, somebody without a stake rules, and the clock does its part. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claims } from '#contract/claims.ts';
import { customers } from '#contract/customers.ts';
import { journal } from '#contract/journal.ts';
import { notices } from '#contract/notices.ts';
import { verdicts } from '#contract/verdicts.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { at, type House, openHouse, startCompany } from '#server/scenarios/story.testing.ts';

let world: World;
beforeAll(async () => {
  world = await startCompany();
});
afterAll(() => world.stop());

const office = async (day: string): Promise<House> => {
  await world.setClock(at(day));
  const house = await openHouse(world, 'real-estate-customers', '甲乙丙');
  await house.openDay();
  return house;
};
const refused = (call: Promise<{ code: string | null }>) => call.then(({ code }) => code);
const open = (by: Person, customerId: string, otherId: string, more: object = {}) =>
  by.call(verdicts.open, { params: { customerId }, body: { otherId, reason: '我接待的', ...more } as never });
const opened = async (...given: Parameters<typeof open>) => {
  const answer = await open(...given);
  if (answer.code) throw new Error(JSON.stringify(answer.body));
  return answer.body.dispute.id;
};
const rule = (by: Person, disputeId: string, more: object = {}) =>
  by.call(verdicts.settle, { params: { disputeId }, body: { verdict: 'ruled', reason: '依规定', ...more } as never });
const fileOf = (by: Person, disputeId: string) => by.must(verdicts.file, { params: { disputeId } });
const heard = async (by: Person) => (await by.must(notices.mine)).rows.map(({ kind }) => kind);
const all = (party: string) => ({ performance: [{ party, percent: 100 }], commission: [{ party, percent: 100 }] });

/** 甲 filed the customer and called them; on the next visit the customer will not see 甲, and 乙 receives. */
async function crossed(house: House, name: string, day: string) {
  const { customerId, claim } = await house.claim('甲', name);
  await house.contact('甲', customerId, 'call', { answered: true, text: '约好周末再来' });
  await world.setClock(at(day, '14:00'));
  const visit = await house.receive({
    customerId,
    visitedBefore: true,
    receivedBy: [house.id('甲')],
    refuses: house.id('甲'),
  });
  expect(visit.server?.name).toBe('乙');
  await house.serve(visit);
  return { customerId, claim };
}

describe('the file and the ruling', () => {
  test('[S0.02.own.32] gathers by itself, proposes by its clauses, and a superior who follows it changes the owner', async () => {
    const house = await office('2024-03-05');
    const { customerId } = await crossed(house, '交叉', '2024-03-05');
    const [甲, 乙, 丙] = ['甲', '乙', '丙'].map(house.person) as [Person, Person, Person];
    expect(await refused(open(丙, customerId, 甲.id))).toBe('NOT_CONCERNED');
    const disputeId = await opened(乙, customerId, 甲.id);
    expect(await heard(甲)).toContain('verdicts.opened');

    const file = await fileOf(甲, disputeId);
    expect(file.timeline.map(({ kind, who }) => `${kind} ${who?.name}`)).toEqual(
      expect.arrayContaining(['registered 陆主管', 'claim_opened 甲', 'contact 甲', 'visit 乙']),
    );
    expect([...file.timeline].sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ at: when }) => when)).toEqual(
      file.timeline.map(({ at: when }) => when),
    );
    expect(file.timeline.find(({ kind }) => kind === 'visit')?.journalId).toBeTruthy();
    expect(file.proposal.proposal).toMatchObject({
      case: 'refused_valid',
      owner: { name: '乙' },
      commission: [
        { name: '乙', percent: 80 },
        { name: '甲', percent: 20 },
      ],
    });
    expect(file.proposal.clauses).toContain('S0.02.own.32');
    expect(file.proposal.houseClauses.length).toBeGreaterThan(0);
    const asked = await 甲.must(verdicts.propose, {
      params: { disputeId },
      body: { answers: { wish: 'wants_discount' } } as never,
    });
    expect(asked.proposal).toMatchObject({ case: 'discount_seeker', owner: { name: '甲' } });

    await 乙.must(verdicts.state, { params: { disputeId }, body: { body: '客户当面要求由我接待' } });
    expect(await refused(丙.call(verdicts.state, { params: { disputeId }, body: { body: '路过' } }))).toBe('NOT_FOUND');
    expect(await refused(rule(乙, disputeId))).toBe('NOT_ALLOWED');
    const { status, body } = await rule(house.supervisor, disputeId);
    expect([status, body.dispute.state, body.dispute.verdict]).toEqual([200, 'settled', 'ruled']);
    expect((await house.file(customerId)).current?.owner.name).toBe('乙');
    expect(await heard(甲)).toContain('verdicts.settled');

    const after = await fileOf(甲, disputeId);
    expect(after).toMatchObject({
      frozenAt: at('2024-03-05', '14:00'),
      rulings: [{ followsProposal: true, judge: { name: '陆主管' }, owner: { name: '乙' } }],
    });
    expect(after.statements).toMatchObject([{ author: { name: '乙' } }]);
    const why = await 甲.must(journal.entry, { params: { journalId: after.rulings[0]?.journalId ?? '' } });
    expect(why).toMatchObject({ kind: 'verdicts.decide', overrides: null, reason: '依规定' });
    expect(why.summary.zh).toContain('甲 20%');
  });

  test('[S0.02.own.4c] ruling otherwise needs a reason, is marked as an overrule and points to what the rulebook proposed', async () => {
    const house = await office('2024-03-06');
    const { customerId } = await crossed(house, '另判', '2024-03-06');
    const disputeId = await opened(house.person('乙'), customerId, house.id('甲'));
    const own = { ruling: all(house.id('甲')), ownerId: house.id('甲') };
    expect(await refused(rule(house.supervisor, disputeId, { ...own, reason: ' ' }))).toBe('REQUEST_INVALID');
    expect(await refused(rule(house.supervisor, disputeId, { ruling: all('nobody we know') }))).toBe('REQUEST_INVALID');
    const { body } = await rule(house.supervisor, disputeId, { ...own, reason: '客户书面说明' });
    const entry = await house.supervisor.must(journal.entry, { params: { journalId: body.journalId } });
    const proposed = await house.supervisor.must(journal.entry, { params: { journalId: entry.overrides ?? '' } });
    expect([entry.kind, proposed.kind, proposed.overruledBy]).toEqual([
      'verdicts.decide',
      'verdicts.propose',
      entry.id,
    ]);
    expect((await fileOf(house.person('甲'), disputeId)).rulings).toMatchObject([
      { followsProposal: false, reason: '客户书面说明' },
    ]);
    expect((await house.file(customerId)).current?.owner.name).toBe('甲');
  });

  test('whoever has a stake may not judge: a party, somebody who received the customer, somebody who would be paid', async () => {
    const house = await office('2024-03-07');
    const { customerId } = await crossed(house, '回避', '2024-03-07');
    const mine = await opened(house.supervisor, customerId, house.id('甲'));
    const barred = await rule(house.supervisor, mine, { verdict: 'agreed' });
    expect(barred).toMatchObject({ code: 'JUDGE_HAS_A_STAKE', status: 403 });
    expect((await fileOf(house.supervisor, mine)).whyNot.settle?.code).toBe('JUDGE_HAS_A_STAKE');
    expect(await refused(rule(house.manager, mine, { ruling: all(house.manager.id) }))).toBe('JUDGE_HAS_A_STAKE');
    expect(await refused(rule(house.manager, mine))).toBeNull();
  });

  test('a superior raises it for somebody who is not on record; parties hand in files that only they and superiors open', async () => {
    const house = await office('2024-03-08');
    const { customerId } = await house.claim('甲', '补登');
    const [甲, 乙, 丙] = ['甲', '乙', '丙'].map(house.person) as [Person, Person, Person];
    expect(await refused(open(乙, customerId, 甲.id, { onBehalfOf: 丙.id }))).toBe('NOT_ALLOWED');
    const disputeId = await opened(house.supervisor, customerId, 甲.id, { onBehalfOf: 丙.id });
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    const upload = (by: Person, name: string, body: Buffer) =>
      by.fetch(`/api/disputes/${disputeId}/files?${new URLSearchParams({ name, commandId: randomUUID() })}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: new Uint8Array(body),
      });
    expect((await upload(丙, '聊天截图.png', png)).status).toBe(200);
    expect((await upload(丙, '程序.png', Buffer.from('MZ'))).status).toBe(415);
    expect((await upload(乙, '无关.png', png)).status).toBe(404);
    const file = await fileOf(丙, disputeId);
    expect(file.files).toMatchObject([{ name: '聊天截图.png', addedBy: { name: '丙' } }]);
    const path = `/api/disputes/${disputeId}/files/${file.files[0]?.id}`;
    expect(Buffer.from(await (await 甲.fetch(path)).arrayBuffer())).toEqual(png);
    expect((await 乙.fetch(path)).status).toBe(404);
    // 丙 may not open the customer: the name is masked and nothing of the others' words is shown.
    expect(file).toMatchObject({ masked: true, dispute: { customer: { name: '补*', grade: null } } });
    const own = await house.claim('甲', '有话');
    await house.contact('甲', own.customerId, 'call', { answered: true, text: '家里急着买' });
    const second = await opened(house.supervisor, own.customerId, 甲.id, { onBehalfOf: 丙.id });
    const seen = await fileOf(丙, second);
    expect(seen.timeline.find(({ kind }) => kind === 'contact')).toMatchObject({ hidden: true, text: '' });
    expect(JSON.stringify(seen)).not.toContain('家里急着买');
    expect(JSON.stringify(await fileOf(甲, second))).toContain('家里急着买');
    expect((await 丙.must(verdicts.list, { query: { view: 'mine' } })).rows.map(({ id }) => id).sort()).toEqual(
      [disputeId, second].sort(),
    );
    expect((await 乙.must(verdicts.list)).rows).toEqual([]);
  });
});

describe('deals, windows and appeals', () => {
  test('[S0.02.own.22] the shares of a deal are disputed within thirty days, the last included, and ruled on as of the day of the deal', async () => {
    const house = await office('2024-03-11');
    const [early, late] = [await crossed(house, '限内', '2024-03-11'), await crossed(house, '限外', '2024-03-11')];
    const [甲, 乙] = ['甲', '乙'].map(house.person) as [Person, Person];
    expect(await refused(open(乙, early.customerId, 甲.id, { about: 'deal' }))).toBe('NO_DEAL_TO_DISPUTE');
    for (const { claim } of [early, late])
      await 甲.must(claims.close, { params: { claimId: claim.id }, body: { commissionFen: 1_000_001 } as never });
    const before = (await house.file(early.customerId)).verdict;
    expect(before?.commission).toMatchObject([{ name: '甲', percent: 100 }]);
    await world.setClock(at('2024-04-10', '23:59'));
    const disputeId = await opened(乙, early.customerId, 甲.id, { about: 'deal' });
    await world.setClock(at('2024-04-11', '00:00'));
    const tooLate = await open(乙, late.customerId, 甲.id, { about: 'deal' });
    expect(tooLate.code).toBe('DISPUTE_WINDOW_PASSED');
    expect(JSON.stringify(tooLate.body)).toContain('2024-04-10');
    expect(
      await refused(
        house.supervisor.call(verdicts.settle, {
          params: { disputeId },
          body: { verdict: 'ruled', reason: '依规定' } as never,
        }),
      ),
    ).toBeNull();
    const after = await house.file(early.customerId);
    expect(after.verdict).toMatchObject({
      case: 'ruled',
      commission: [
        { name: '乙', percent: 80 },
        { name: '甲', percent: 20 },
      ],
    });
    expect(after.current).toMatchObject({ state: 'closed', owner: { name: '乙' } });
    expect(await refused(open(甲, early.customerId, 乙.id))).toBe('ALREADY_RULED');
  });

  test('[S0.07.cmd.23b] a party appeals one level up, once a level and in time; another, higher person hears it; strangers are refused', async () => {
    const house = await office('2024-04-15');
    const { customerId, claim } = await crossed(house, '申诉', '2024-04-15');
    const [甲, 乙, 丙] = ['甲', '乙', '丙'].map(house.person) as [Person, Person, Person];
    const head = await world.addPerson({ name: '总', role: 'general_manager' });
    const disputeId = await opened(乙, customerId, 甲.id);
    const appeal = (by: Person) =>
      by.call(verdicts.appeal, { params: { disputeId }, body: { reason: '登记时间有误' } });
    expect(await refused(appeal(甲))).toBe('NOTHING_TO_APPEAL');
    await rule(house.supervisor, disputeId);
    expect(await refused(appeal(丙))).toBe('NOT_A_PARTY');
    expect(await refused(appeal(house.supervisor))).toBe('NOT_A_PARTY');
    const appealed = await appeal(甲);
    expect(appealed.body.dispute.state).toBe('appealed');
    expect(await refused(appeal(乙))).toBe('ALREADY_APPEALED');
    expect(await heard(house.supervisor)).toContain('verdicts.appealed');
    // While it is under appeal the money waits.
    const current = (await house.file(customerId)).current;
    expect(
      await refused(乙.call(claims.close, { params: { claimId: current?.id ?? claim.id }, body: {} as never })),
    ).toBe('RULING_NEEDED');
    expect(await refused(rule(house.supervisor, disputeId))).toBe('JUDGE_NOT_HIGHER');
    const second = await rule(house.manager, disputeId, { ruling: all(甲.id), ownerId: 甲.id, reason: '晚会记录为证' });
    const why = await house.manager.must(journal.entry, { params: { journalId: second.body.journalId } });
    expect(why.overrides).toBe((await fileOf(甲, disputeId)).rulings[0]?.journalId);
    expect((await house.file(customerId)).current?.owner.name).toBe('甲');
    await world.setClock(at('2024-04-22', '23:59'));
    expect(await refused(appeal(乙))).toBeNull();
    await rule(head, disputeId, { ruling: all('department') });
    expect((await fileOf(乙, disputeId)).rulings.map(({ level, judge }) => `${level} ${judge?.name}`)).toEqual([
      '1 陆主管',
      '2 方经理',
      '3 总',
    ]);
    expect(await refused(appeal(乙))).toBe('RULING_IS_FINAL');
    await world.setClock(at('2024-04-23'));
    await house.openDay();
    const late = await crossed(house, '逾期申诉', '2024-04-23');
    const other = await opened(乙, late.customerId, 甲.id);
    await rule(house.supervisor, other);
    await world.setClock(at('2024-05-01', '00:00'));
    expect(await refused(甲.call(verdicts.appeal, { params: { disputeId: other }, body: { reason: '迟了' } }))).toBe(
      'APPEAL_WINDOW_PASSED',
    );
  });
});

describe('the clock and the crowd', () => {
  test('[S0.02.own.4] [S0.02.own.4b] after the days of talking the department steps in; unsettled, both lose the credit, at the exact instant', async () => {
    const house = await office('2024-05-06');
    const { customerId, claim } = await crossed(house, '僵持', '2024-05-06');
    const disputeId = await opened(house.person('乙'), customerId, house.id('甲'));
    const stateOf = async () => (await fileOf(house.person('甲'), disputeId)).dispute;
    await world.setClock(at('2024-05-09', '23:59'));
    expect((await stateOf()).state).toBe('talking');
    await world.setClock(at('2024-05-10', '00:00'));
    expect((await stateOf()).state).toBe('mediation');
    await world.setClock(at('2024-05-20', '09:00'));
    expect(await heard(house.manager)).toContain('verdicts.toJudge');
    // Days later the server looks again; what was due fell at midnight all the same.
    await world.setClock(at('2024-05-23', '09:00'));
    expect(await stateOf()).toMatchObject({
      state: 'settled',
      verdict: 'quarrel',
      settledAt: at('2024-05-22', '00:00'),
      settledBy: null,
    });
    expect(await heard(house.person('甲'))).toContain('verdicts.unsettled');
    const deal = await house.person('甲').must(claims.close, { params: { claimId: claim.id }, body: {} as never });
    expect(deal.verdict).toMatchObject({ case: 'quarrel', performance: [{ party: 'department', percent: 100 }] });
    expect(
      await refused(house.person('甲').call(verdicts.appeal, { params: { disputeId }, body: { reason: '未及调解' } })),
    ).toBeNull();
    expect(await refused(rule(house.supervisor, disputeId))).toBeNull();
    expect((await house.file(customerId)).verdict?.case).toBe('ruled');
  });

  test('[S1.19.e.3] the club lets a dispute wait for its supervisor', async () => {
    await world.setClock(at('2024-06-03'));
    const house = await openHouse(world, 'club-membership', '甲乙');
    const { customerId } = await house.claim('甲', '会员');
    const disputeId = await opened(house.person('甲'), customerId, house.id('乙'));
    await world.setClock(at('2024-07-31'));
    expect((await fileOf(house.person('甲'), disputeId)).dispute.state).toBe('mediation');
    expect(await refused(rule(house.supervisor, disputeId, { answers: { sellerId: house.id('乙') } }))).toBeNull();
    expect((await fileOf(house.person('乙'), disputeId)).rulings).toMatchObject([
      { followsProposal: true, owner: { name: '乙' } },
    ]);
  });

  test('[S0.02.own.4] whoever raised it lets it rest when the two have come to terms, and the deal no longer waits', async () => {
    const house = await office('2024-07-01');
    const { customerId, claim } = await crossed(house, '谈妥', '2024-07-01');
    const disputeId = await opened(house.person('乙'), customerId, house.id('甲'));
    const drop = (by: Person) => by.call(verdicts.drop, { params: { disputeId }, body: { reason: '双方谈妥' } });
    const close = () => house.person('甲').call(claims.close, { params: { claimId: claim.id }, body: {} as never });
    expect(await refused(close())).toBe('RULING_NEEDED');
    expect(await refused(drop(house.person('甲')))).toBe('NOT_THE_ONE_WHO_RAISED_IT');
    expect((await drop(house.person('乙'))).body.dispute).toMatchObject({ state: 'settled', verdict: 'agreed' });
    expect(await refused(close())).toBeNull();
    expect(await heard(house.person('甲'))).toContain('verdicts.dropped');
    const stranger = { answers: { receivingId: randomUUID() } };
    const second = await opened(house.person('乙'), customerId, house.id('甲'), { about: 'deal' });
    expect(await refused(rule(house.supervisor, second, stranger))).toBe('REQUEST_INVALID');
  });

  test('[S0.02.own.4] the two share it themselves: one proposes, the other agrees to what they saw, and the deal goes by it', async () => {
    const house = await office('2024-07-02');
    const { customerId, claim } = await crossed(house, '商定', '2024-07-02');
    const [甲, 乙, 丙] = ['甲', '乙', '丙'].map(house.person) as [Person, Person, Person];
    const disputeId = await opened(乙, customerId, 甲.id);
    const params = { disputeId };
    const shares = (mine: number, other = 乙.id) => [
      { party: 甲.id, percent: mine },
      { party: other, percent: 100 - mine },
    ];
    const propose = (by: Person, ruling: { performance: object[]; commission: object[] }) =>
      by.call(verdicts.offer, { params, body: { ruling, reason: '各半' } as never });
    const both = (mine: number, other = 乙.id) => ({
      performance: shares(mine, other),
      commission: shares(mine, other),
    });
    const agree = (by: Person, offerId: string) => by.call(verdicts.agree, { params, body: { offerId } });
    expect(await refused(propose(丙, both(50)))).toBe('NOT_FOUND');
    expect(await refused(propose(甲, both(50, 丙.id)))).toBe('SHARES_OF_OTHERS');
    expect(await refused(propose(甲, { ...both(50), commission: shares(50).slice(1) }))).toBe('SHARES_NOT_WHOLE');
    expect((await fileOf(乙, disputeId)).whyNot.agree?.code).toBe('NOTHING_PROPOSED');
    const first = (await propose(甲, both(70))).body.offerId;
    expect(await heard(乙)).toContain('verdicts.offered');
    const second = (await propose(乙, both(40))).body.offerId;
    expect(await refused(agree(乙, second))).toBe('OWN_PROPOSAL');
    expect(await refused(agree(甲, first))).toBe('PROPOSAL_OVERTAKEN');
    const file = await fileOf(甲, disputeId);
    expect(file.offer).toMatchObject({ id: second, by: { name: '乙' }, reason: '各半', agreedBy: [] });
    expect([file.whyNot.offer, file.whyNot.agree]).toEqual([null, null]);
    // Twice at once: once settled, once told.
    const codes = (await Promise.all([agree(甲, second), agree(甲, second)])).map(({ code }) => code);
    expect(codes.sort()).toEqual(['DISPUTE_SETTLED', null]);
    const after = await fileOf(乙, disputeId);
    expect(after).toMatchObject({
      dispute: { state: 'settled', verdict: 'agreed', settledBy: { name: '甲' } },
      rulings: [{ verdict: 'agreed', judge: { name: '甲' }, appealUntil: null, reason: '各半' }],
      offer: null,
    });
    expect(await heard(乙)).toContain('verdicts.agreed');
    const why = await 乙.must(journal.entry, { params: { journalId: after.rulings[0]?.journalId ?? '' } });
    expect([why.kind, why.summary.zh]).toEqual(['verdicts.agree', expect.stringContaining('甲 40%')]);
    expect(await refused(propose(甲, both(50)))).toBe('DISPUTE_SETTLED');
    expect(await refused(乙.call(verdicts.appeal, { params, body: { reason: '反悔' } }))).toBe('NOTHING_TO_APPEAL');
    const deal = await 甲.must(claims.close, {
      params: { claimId: claim.id },
      body: { commissionFen: 1_000_001 } as never,
    });
    expect(deal.verdict?.commission.map(({ name, fen }) => `${name} ${fen}`).sort()).toEqual([
      '乙 600001',
      '甲 400000',
    ]);
  });

  test('an appeal nobody hears is told again to those one level up, by the days of the house, three times', async () => {
    const house = await office('2024-07-08');
    const { customerId } = await crossed(house, '久等', '2024-07-08');
    const [甲, 乙] = ['甲', '乙'].map(house.person) as [Person, Person];
    const disputeId = await opened(乙, customerId, 甲.id);
    await rule(house.supervisor, disputeId);
    await 甲.must(verdicts.appeal, { params: { disputeId }, body: { reason: '登记时间有误' } });
    const waits = async (by: Person) => (await heard(by)).filter((kind) => kind === 'verdicts.appealWaits').length;
    expect(await heard(house.manager)).toContain('verdicts.appealed');
    await world.setClock(at('2024-07-11', '23:59'));
    expect(await waits(house.manager)).toBe(0);
    await world.setClock(at('2024-07-12', '00:00'));
    expect([await waits(house.manager), await waits(house.supervisor), await waits(甲)]).toEqual([1, 0, 0]);
    await world.setClock(at('2024-07-30'));
    expect(await waits(house.manager)).toBe(3);
    // Once it is heard nobody is told again.
    await house.openDay();
    const other = await crossed(house, '不久等', '2024-07-30');
    const second = await opened(乙, other.customerId, 甲.id);
    await rule(house.supervisor, second);
    await 甲.must(verdicts.appeal, { params: { disputeId: second }, body: { reason: '登记时间有误' } });
    expect(await refused(rule(house.manager, second))).toBeNull();
    await world.setClock(at('2024-08-03'));
    expect(await waits(house.manager)).toBe(3);
  });

  test('two judges at once, and twenty who raise the same dispute: one of them is first, the others are told', async () => {
    const house = await office('2024-08-05');
    const { customerId } = await crossed(house, '同时', '2024-08-05');
    const raised = await Promise.all(
      Array.from({ length: 20 }, () => open(house.person('乙'), customerId, house.id('甲'))),
    );
    expect(raised.filter(({ code }) => code === null)).toHaveLength(1);
    expect(raised.filter(({ code }) => code === 'DISPUTE_ALREADY_OPEN')).toHaveLength(19);
    const disputeId = raised.find(({ code }) => code === null)?.body.dispute.id ?? '';
    const ruled = await Promise.all([
      rule(house.supervisor, disputeId),
      rule(house.manager, disputeId, { ruling: all(house.id('甲')), ownerId: house.id('甲') }),
    ]);
    expect(ruled.map(({ code }) => code).sort()).toEqual(['DISPUTE_SETTLED', null]);
    expect((await fileOf(house.person('甲'), disputeId)).rulings).toHaveLength(1);
  });

  test('two files prove to be one customer: their disputes go on as one between all parties, and part again', async () => {
    const house = await office('2024-09-02');
    const [one, two] = [await house.claim('甲', '合并甲'), await house.claim('乙', '合并乙')];
    const kept = await opened(house.person('甲'), one.customerId, house.id('丙'));
    const other = await opened(house.person('乙'), two.customerId, house.id('丙'));
    const merged = await house.manager.must(customers.merge, {
      params: { customerId: one.customerId },
      body: { otherId: two.customerId, keep: one.customerId, fieldsFromAbsorbed: [], reason: '同一人' } as never,
    });
    const joined = await fileOf(house.manager, kept);
    expect(joined.dispute.parties.map(({ name }) => name)).toEqual(['甲', '丙', '乙']);
    expect((await fileOf(house.manager, other)).dispute).toMatchObject({
      state: 'settled',
      customer: { id: one.customerId },
    });
    await house.manager.must(customers.undoMerge, {
      params: { mergeId: merged.mergeId },
      body: { reason: '不是同一人' } as never,
    });
    expect((await fileOf(house.manager, other)).dispute).toMatchObject({
      state: 'talking',
      customer: { id: two.customerId },
    });
    expect((await fileOf(house.manager, kept)).dispute.parties).toHaveLength(2);
  });

  test('confidential customers: nobody but their people and the head of the company reads or rules on the dispute', async () => {
    const house = await office('2024-09-10');
    const { customerId } = await house.claim('甲', '机密');
    const disputeId = await opened(house.supervisor, customerId, house.id('甲'), { onBehalfOf: house.id('乙') });
    const { version } = await house.manager.must(customers.get, { params: { customerId } });
    await house.manager.must(customers.update, {
      params: { customerId },
      body: { version, confidential: true } as never,
    });
    expect(await refused(house.manager.call(verdicts.file, { params: { disputeId } }))).toBe('NOT_FOUND');
    expect(await refused(rule(house.manager, disputeId, { verdict: 'agreed' }))).toBe('NOT_ALLOWED');
    expect((await fileOf(house.person('乙'), disputeId)).dispute.customer.name).toBe('机*');
  });
});

describe('what is said', () => {
  test('both appeal at once: one appeal is heard, the other party is told; whoever had no part in it is refused', async () => {
    const house = await office('2024-10-09');
    const { customerId } = await house.claim('甲', '同诉');
    const [甲, 乙] = ['甲', '乙'].map(house.person) as [Person, Person];
    const disputeId = await opened(house.supervisor, customerId, 甲.id, { onBehalfOf: 乙.id });
    expect(await refused(rule(house.manager, disputeId, { ruling: all(甲.id), ownerId: 甲.id }))).toBeNull();
    const appeal = (by: Person) => by.call(verdicts.appeal, { params: { disputeId }, body: { reason: '不服' } });
    const codes = (await Promise.all([appeal(甲), appeal(乙)])).map(({ code }) => code);
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes).toContain('ALREADY_APPEALED');
    expect((await fileOf(甲, disputeId)).rulings.filter((ruling) => ruling.appeal)).toHaveLength(1);
  });

  test('until it is ruled on, and no more than a superior can read; what is told names nobody in full', async () => {
    const house = await office('2024-10-10');
    const { customerId } = await house.claim('甲', '欧阳小菲');
    const [甲, 乙] = ['甲', '乙'].map(house.person) as [Person, Person];
    const disputeId = await opened(house.supervisor, customerId, 甲.id, { onBehalfOf: 乙.id });
    const told = (await 乙.must(notices.mine)).rows.find(({ kind }) => kind === 'verdicts.opened');
    expect(told).toBeTruthy();
    expect(JSON.stringify(told)).toContain('欧阳*');
    expect(JSON.stringify(told)).not.toContain('小菲');
    const say = (commandId: string = randomUUID()) =>
      乙.call(verdicts.state, { params: { disputeId }, body: { body: '我先接待的', commandId } });
    const twice = randomUUID();
    expect((await say(twice)).body).toEqual((await say(twice)).body);
    for (let n = 1; n < 40; n++) expect((await say()).code).toBeNull();
    expect(await refused(say())).toBe('TOO_MUCH_SAID');
    expect(await refused(rule(house.manager, disputeId, { verdict: 'agreed' }))).toBeNull();
    const late = 甲.call(verdicts.state, { params: { disputeId }, body: { body: '再补一句' } });
    expect(await refused(late)).toBe('DISPUTE_SETTLED');
    expect((await fileOf(甲, disputeId)).whyNot.state?.code).toBe('DISPUTE_SETTLED');
  });

  test('a team leader reads the disputes of their team, not of the site; another site nothing', async () => {
    const house = await office('2024-10-11');
    const { customerId } = await house.claim('甲', '班组');
    const disputeId = await opened(house.supervisor, customerId, house.id('甲'), { onBehalfOf: house.id('乙') });
    const [own, other] = [await world.addTeam(house.siteId, '一组'), await world.addTeam(house.siteId, '二组')];
    const { database } = world.server.runtime;
    await database.inCompany(world.companyId, (tx) =>
      tx.run({
        text: 'update staff set team_id = $3 where company_id = $1 and id = $2',
        values: [world.companyId, house.id('甲'), own],
      }),
    );
    const leader = (teamId: string) =>
      world.addPerson({ name: '组长', siteId: house.siteId, teamId, role: 'team_leader' });
    const params = { disputeId };
    expect((await (await leader(own)).call(verdicts.file, { params })).status).toBe(200);
    expect((await (await leader(other)).call(verdicts.file, { params })).status).toBe(404);
    const elsewhere = await world.addPerson({ name: '外店', siteId: await world.addSite(), role: 'manager' });
    expect((await elsewhere.call(verdicts.file, { params })).status).toBe(404);
    expect((await elsewhere.must(verdicts.list)).rows.map(({ id }) => id)).not.toContain(disputeId);
  });
});
