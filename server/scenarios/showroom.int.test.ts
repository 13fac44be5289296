/** A car showroom on signed information cards: every clock to the millisecond, duplicates, text messages, reassignment, the probationer. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claims } from '#contract/claims.ts';
import { customers } from '#contract/customers.ts';
import { desk } from '#contract/desk.ts';
import { journal } from '#contract/journal.ts';
import { notices } from '#contract/notices.ts';
import { penalties } from '#contract/penalties.ts';
import { organisation } from '#contract/organisation.ts';
import type { World } from '#server/platform/testing/world.ts';
import { at, type House, openHouse, startCompany } from './story.testing.ts';

let world: World;
let house: House;
/** Two teams with their leaders: 甲 and 乙 under 组长一, 丙 under 组长二. */
beforeAll(async () => {
  world = await startCompany();
  house = await openHouse(world, 'car-showroom', '');
  const [one, two] = [await world.addTeam(house.siteId, '一组'), await world.addTeam(house.siteId, '二组')];
  await house.hire('甲', 'consultant', one);
  await house.hire('乙', 'consultant', one);
  await house.hire('丙', 'consultant', two);
  await house.hire('组长一', 'team_leader', one);
  await house.hire('组长二', 'team_leader', two);
});
afterAll(() => world.stop());

const sign = (claimId: string, by = '组长一', body: Record<string, unknown> = {}) =>
  house.person(by).call(claims.sign, { params: { claimId }, body: body as never });
const signed = async (claimId: string, by = '组长一', body: Record<string, unknown> = {}) => {
  const answer = await sign(claimId, by, body);
  if (answer.code !== null) throw new Error(answer.code);
  return answer.body.claim;
};
const card = (customerId: string, by: string) =>
  house
    .person(by)
    .call(claims.register, { params: { customerId }, body: { origin: 'visit', phoneLeft: false } as never });

describe('the card’s clocks', () => {
  test('[S0.08.c.1b] [S0.08.c.1c] [S0.08.c.2] signed the same day it holds from its opening, signed later from that instant; three days, the last inclusive', async () => {
    await world.setClock(at('2024-05-06', '09:30'));
    const same = await house.claim('甲', '当日签');
    const late = await house.claim('甲', '次日签');
    expect((await sign(same.claim.id, '组长二')).code).toBe('NOT_ALLOWED'); // another team's leader
    await world.setClock(at('2024-05-06', '23:59'));
    expect(await signed(same.claim.id)).toMatchObject({
      effectiveAt: at('2024-05-06', '09:30'),
      dueAt: at('2024-05-10', '00:00'),
    });
    await world.setClock(at('2024-05-07', '11:00'));
    expect(await signed(late.claim.id)).toMatchObject({
      effectiveAt: at('2024-05-07', '11:00'),
      dueAt: at('2024-05-11', '00:00'),
    });
    expect((await sign(late.claim.id)).code).toBe('NOT_AWAITING_SIGNATURE');
    await world.setClock('2024-05-09T15:59:59.999Z');
    expect((await house.file(same.customerId)).current?.state).toBe('live');
    await world.setClock('2024-05-09T16:00:00.000Z');
    expect((await house.file(same.customerId)).history[0]).toMatchObject({
      state: 'waste',
      endedAt: at('2024-05-10', '00:00'),
    });
    // A visit in the very last millisecond saves the other.
    await world.setClock('2024-05-10T15:59:59.999Z');
    expect((await house.contact('甲', late.customerId, 'visit')).claim).toMatchObject({
      state: 'live',
      stage: 'second_due',
    });
    await world.setClock(at('2024-05-11', '00:00'));
    expect((await house.file(late.customerId)).current?.state).toBe('live');
  });

  test('[S0.08.c.2b] [S0.08.c.2c] worked dates: the second visit signed within 24 hours counts from the visit, later from the signing day', async () => {
    const upToSecond = async (name: string, time = '10:00') => {
      const { customerId, claim } = await house.claim('甲', name);
      await signed(claim.id);
      await house.contact('甲', customerId, 'call');
      return { customerId, claimId: claim.id, time };
    };
    await world.setClock(at('2024-05-13', '10:00'));
    const inTime = await upToSecond('及时签');
    const exact = await upToSecond('恰好签');
    const over = await upToSecond('逾时签');
    const days = await upToSecond('两天后签');
    await world.setClock(at('2024-05-15', '10:00'));
    for (const one of [inTime, exact, over, days])
      expect((await house.contact('甲', one.customerId, 'visit')).claim).toMatchObject({
        stage: 'signing',
        dueAt: null,
      });
    await world.setClock(at('2024-05-15', '18:00'));
    expect(await signed(inTime.claimId)).toMatchObject({ stage: 'running', dueAt: at('2024-05-23', '00:00') });
    await world.setClock(at('2024-05-16', '10:00'));
    expect(await signed(exact.claimId)).toMatchObject({ dueAt: at('2024-05-23', '00:00') });
    await world.setClock('2024-05-16T02:00:00.001Z');
    expect(await signed(over.claimId)).toMatchObject({ dueAt: at('2024-05-24', '00:00') });
    await world.setClock(at('2024-05-17', '18:00'));
    expect(await signed(days.claimId)).toMatchObject({ dueAt: at('2024-05-25', '00:00') });
    // Seven days from each later visit; a call nobody answered gives nothing.
    await world.setClock(at('2024-05-22', '20:00'));
    expect((await house.contact('甲', inTime.customerId, 'call', { answered: false })).claim?.dueAt).toBe(
      at('2024-05-23', '00:00'),
    );
    expect((await house.contact('甲', exact.customerId, 'visit')).claim?.dueAt).toBe(at('2024-05-30', '00:00'));
    await world.setClock(at('2024-05-23', '00:00'));
    expect((await house.file(inTime.customerId)).current).toBeNull();
    expect((await house.file(exact.customerId)).current?.state).toBe('live');
    expect((await house.person('甲').must(notices.mine)).rows.map((row) => row.kind)).toContain('claims.lapsed');
  });

  test('the due date the leader sets for the second visit is the one that counts', async () => {
    await world.setClock(at('2024-06-03', '10:00'));
    const { customerId, claim } = await house.claim('甲', '指定日');
    await signed(claim.id, '组长一', { secondDueOn: '2024-06-06' });
    await house.contact('甲', customerId, 'call');
    expect((await house.file(customerId)).current?.dueAt).toBe(at('2024-06-07', '00:00'));
    await world.setClock(at('2024-06-07', '00:00'));
    expect((await house.file(customerId)).current).toBeNull();
  });

  test('[S0.08.c.4] [S0.08.c.12] three text messages in a row void the card, the first day’s among them; a call or a visit between begins anew', async () => {
    await world.setClock(at('2024-06-10', '10:00'));
    const run = await house.claim('甲', '只发短信', { phoneLeft: true });
    const mixed = await house.claim('甲', '有来有往', { phoneLeft: true });
    for (const one of [run, mixed]) {
      expect((await house.contact('甲', one.customerId, 'sms')).followUp.isFirstSms).toBe(true); // before the signature
      expect(await signed(one.claim.id)).toMatchObject({ stage: 'second_due', smsRun: 1 });
    }
    await world.setClock(at('2024-06-11', '10:00'));
    for (const one of [run, mixed]) {
      expect((await house.contact('甲', one.customerId, 'sms')).claim).toMatchObject({ stage: 'signing', smsRun: 2 });
      await signed(one.claim.id);
    }
    await house.contact('甲', mixed.customerId, 'note', { text: '想想' });
    expect((await house.contact('甲', mixed.customerId, 'call')).claim).toMatchObject({ smsRun: 0 });
    await world.setClock(at('2024-06-12', '10:00'));
    expect((await house.contact('甲', mixed.customerId, 'sms')).followUp.valid).toBe(true);
    const third = await house.contact('甲', run.customerId, 'sms');
    expect(third).toMatchObject({
      followUp: { valid: false, whyNot: 'messages_in_a_row' },
      claim: { state: 'void', endedReason: 'sms_only' },
    });
    expect((await house.file(mixed.customerId)).current?.state).toBe('live');
    // Missing the first day's message is heard of at midnight, once.
    await house.claim('乙', '没发短信', { phoneLeft: true });
    await world.setClock(at('2024-06-13', '00:00'));
    const heard = (await house.person('乙').must(notices.mine)).rows.filter(
      (row) => row.kind === 'claims.firstSmsMissed',
    );
    expect(heard).toHaveLength(1);
  });
});

describe('cards that change hands', () => {
  test('[S0.08.c.3] K9: only who signs passes a waste card on; new clocks, new owner; the former owner sees it no more', async () => {
    await world.setClock(at('2024-06-17', '10:00'));
    const { customerId, claim } = await house.claim('甲', '废卡');
    await signed(claim.id);
    await world.setClock(at('2024-06-21', '10:00'));
    expect((await house.file(customerId)).current).toBeNull();
    const passOn = { params: { claimId: claim.id }, body: { toId: house.id('乙'), reason: '转交跟进' } };
    expect((await house.person('甲').call(claims.passOn, passOn)).code).toBe('NOT_ALLOWED');
    expect((await house.person('组长二').call(claims.passOn, passOn)).code).toBe('NOT_ALLOWED');
    const { claim: passed } = await house.person('组长一').must(claims.passOn, passOn);
    expect(passed).toMatchObject({
      owner: { name: '乙' },
      state: 'live',
      stage: 'first_due',
      dueAt: at('2024-06-25', '00:00'),
    });
    expect((await house.person('甲').call(claims.ofCustomer, { params: { customerId } })).code).toBe('NOT_ALLOWED');
    expect(
      (await house.person('甲').call(claims.followUp, { params: { customerId }, body: { channel: 'call' } as never }))
        .code,
    ).toBe('NOT_ALLOWED');
    expect((await house.file(customerId)).history).toMatchObject([{ owner: { name: '甲' }, state: 'waste' }]);
  });

  test('[S0.08.c.5] [S0.08.c.7] V1, V2: the first signature wins while it lives; a waste card wins nothing', async () => {
    await world.setClock(at('2024-06-24', '10:00'));
    const both = await house.customer('重卡');
    const a = (await card(both, '甲')).body.claim;
    const c = (await card(both, '丙')).body.claim;
    expect((await card(both, '甲')).code).toBe('CARD_ALREADY_OPEN');
    await signed(c.id, '组长二');
    const loser = await signed(a.id, '组长一');
    expect(loser).toMatchObject({ state: 'void', endedReason: 'duplicate', helpsClaimId: c.id });
    await world.setClock(at('2024-06-28', '00:00'));
    expect((await house.file(both)).current).toBeNull(); // 丙 never called
    const again = (await card(both, '甲')).body.claim;
    expect(await signed(again.id)).toMatchObject({ state: 'live', owner: { name: '甲' } });
    expect((await house.file(both)).history.map((one) => one.state).sort()).toEqual(['void', 'waste']);
  });

  test('[S0.08.c.5] two leaders sign two cards of one customer at the same moment: one live, one void', async () => {
    const both = await house.customer('同签');
    const a = (await card(both, '甲')).body.claim;
    const c = (await card(both, '丙')).body.claim;
    const [x, y] = await Promise.all([signed(a.id, '组长一'), signed(c.id, '组长二')]);
    expect([x.state, y.state].sort()).toEqual(['live', 'void']);
    expect((await house.file(both)).current?.id).toBe(x.state === 'live' ? a.id : c.id);
  });

  test('[S0.08.c.5] duplicate files merged: the earlier signature owns although the other was opened first', async () => {
    await world.setClock(at('2024-07-01', '09:00'));
    const first = await house.claim('甲', '合并先开');
    const second = await house.claim('丙', '合并后开');
    await world.setClock(at('2024-07-02', '10:00'));
    await signed(second.claim.id, '组长二');
    await world.setClock(at('2024-07-02', '11:00'));
    await signed(first.claim.id, '组长一');
    const merged = await house.supervisor.must(customers.merge, {
      params: { customerId: first.customerId },
      body: { otherId: second.customerId, keep: first.customerId, reason: '同一人' } as never,
    });
    const file = await house.file(merged.keptId);
    expect(file.current).toMatchObject({ id: second.claim.id, owner: { name: '丙' } });
    expect(file.history).toMatchObject([{ id: first.claim.id, state: 'void', helpsClaimId: second.claim.id }]);
  });

  test('[S0.08.c.7] V3: a card wasted by a late call-back turns out to be a duplicate: twenty yuan on its holder, told and on record, once', async () => {
    await world.setClock(at('2024-07-08', '09:00'));
    const wasted = await house.claim('甲', '逾期先开');
    await signed(wasted.claim.id, '组长一');
    await world.setClock(at('2024-07-15', '09:00'));
    const later = await house.claim('丙', '逾期后开');
    await signed(later.claim.id, '组长二');
    const merged = await house.supervisor.must(customers.merge, {
      params: { customerId: later.customerId },
      body: { otherId: wasted.customerId, keep: later.customerId, reason: '同一人' } as never,
    });
    expect((await house.file(merged.keptId)).current).toMatchObject({ id: later.claim.id, owner: { name: '丙' } });
    const told = (await house.person('甲').must(notices.mine)).rows.filter(
      (row) => row.kind === 'claims.duplicateByLate',
    );
    expect(told).toMatchObject([{ payload: { owner: '甲', yuan: 20 } }]);
    const entry = await house.supervisor.must(journal.entry, { params: { journalId: told[0]?.journalId ?? '' } });
    expect(entry.summary.zh).toContain('甲逾期回访致重卡，记20元');
    expect((await house.person('丙').must(notices.mine)).rows.map((row) => row.kind)).not.toContain(
      'claims.duplicateByLate',
    );
    const kept = (await house.person('甲').must(penalties.list, { query: { mine: 'true' } })).rows;
    expect(kept).toMatchObject([
      {
        cause: 'duplicate',
        form: 'deduction',
        amountFen: 20_00,
        state: 'proposed',
        evidenceJournalId: told[0]?.journalId,
      },
    ]);
  });

  test('[S0.08.c.10] K10: withdrawn only by a leader, for a detailed reason, and then dead', async () => {
    const { claim } = await house.claim('甲', '撤卡');
    const withdraw = (by: string, reason: string) =>
      house.person(by).call(claims.withdraw, { params: { claimId: claim.id }, body: { reason } });
    expect((await withdraw('甲', '客户已在外地购车，不再考虑')).code).toBe('NOT_ALLOWED');
    expect((await withdraw('组长一', '不要了')).code).toBe('REASON_TOO_SHORT');
    expect((await withdraw('组长一', '客户已在外地购车，不再考虑')).body).toMatchObject({
      custodian: 'sales_assistant',
      claim: { state: 'cancelled' },
    });
    expect((await sign(claim.id)).code).toBe('NOT_AWAITING_SIGNATURE');
    expect((await withdraw('组长一', '客户已在外地购车，不再考虑')).code).toBe('CLAIM_ENDED');
  });

  test('[S0.08.a.5] [S0.08.a.5b] V7: a probationer sells: the mentor has the performance, the probationer the commission', async () => {
    const made = await house.manager.must(organisation.createStaff, {
      body: {
        name: '小试',
        username: 'xiaoshi',
        post: null,
        title: '试用顾问',
        siteId: house.siteId,
        mentorId: house.id('乙'),
        onProbation: true,
        roles: ['consultant'],
      } as never,
    });
    const traineeId = made.id;
    const customerId = await house.customer('试用客');
    const { claim } = await house.manager.must(claims.register, {
      params: { customerId },
      body: { ownerId: traineeId, origin: 'visit', phoneLeft: false } as never,
    });
    await house.supervisor.must(claims.sign, { params: { claimId: claim.id }, body: {} });
    const { verdict } = await house.manager.must(claims.close, {
      params: { claimId: claim.id },
      body: { commissionFen: 300_00 } as never,
    });
    expect(verdict).toMatchObject({
      performance: [{ name: '乙', percent: 100 }],
      commission: [{ name: '小试', percent: 100, fen: 300_00 }],
    });
  });
});

describe('on the floor', () => {
  test('[S0.08.c.1] from the door to the card: received in turn, registered, linked; the card waits for its signature on the leader’s list', async () => {
    await world.setClock(at('2024-07-08', '09:30'));
    await house.supervisor.must(desk.open, {
      params: { siteId: house.siteId },
      body: { order: ['甲', '乙', '丙'].map(house.id) },
    });
    const visit = await house.receive({ visitor: '看车的先生' });
    expect(visit.server?.name).toBe('甲');
    await house.serve(visit);
    const registered = await house.person('甲').must(customers.register, {
      body: { name: '车先生', phones: '13777000001', type: 'end_customer', enquiry: '轿车' } as never,
    });
    const linked = await house
      .person('甲')
      .must(desk.linkCustomer, { params: { visitId: visit.id }, body: { customerId: registered.customerId } });
    const list = await house.person('组长一').must(claims.today);
    expect(list.signatures.map((one) => one.id)).toContain(linked.claimId);
    expect((await house.person('组长二').must(claims.today)).signatures.map((one) => one.id)).not.toContain(
      linked.claimId,
    );
    // Until it is signed the customer is nobody's: a colleague may open a card too.
    expect((await card(registered.customerId, '丙')).code).toBeNull();
    await signed(linked.claimId ?? '');
    const back = await house.receive({ visitedBefore: true, forgotten: true, customerId: registered.customerId });
    expect(back).toMatchObject({ row: 'own_returning', server: { name: '甲' }, creditedTo: null });
  });
});
