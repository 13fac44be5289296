/** A membership club: guests designated for the day, fair rotation without make-ups, and deals decided by the payment. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { claims } from '#contract/claims.ts';
import { customers } from '#contract/customers.ts';
import { deals } from '#contract/deals.ts';
import { verdicts } from '#contract/verdicts.ts';
import { desk } from '#contract/desk.ts';
import { inventory } from '#contract/inventory.ts';
import { money } from '#contract/money.ts';
import type { World } from '#server/platform/testing/world.ts';
import { at, type House, newPhone, openHouse, startCompany } from './story.testing.ts';

let world: World;
beforeAll(async () => {
  world = await startCompany();
});
afterAll(() => world.stop());

const club = async (names = '甲乙丙'): Promise<House> => {
  const house = await openHouse(world, 'club-membership', names);
  await house.openDay();
  return house;
};

describe('the rotation', () => {
  test('[S1.19.x.1] [S1.19.x.4] R8, R9, R12: a voucher, a card, a name or a booking designates; a gift voucher does not', async () => {
    const house = await club();
    const designated = [
      { names: [house.id('丙')] },
      { proof: { kind: 'trial_voucher', staffId: house.id('丙') } },
      { proof: { kind: 'name_card', staffId: house.id('丙') } },
      { appointment: { staffId: house.id('丙') } },
    ];
    for (const said of designated) {
      const visit = await house.receive(said);
      expect(visit).toMatchObject({
        server: { name: '丙' },
        creditedTo: null,
        turnUsed: false,
        owner: { owner: { name: '丙' } },
      });
      await house.serve(visit);
    }
    expect(await house.line()).toBe('甲 乙 丙');
    const gift = await house.receive({ proof: { kind: 'gift_voucher', staffId: house.id('丙') } });
    expect(gift).toMatchObject({
      row: 'gift_guest',
      server: { name: '甲' },
      creditedTo: { name: '甲' },
      turnUsed: true,
    });
    expect(await house.line()).toBe('乙 丙 甲');
  });

  test('[S1.19.x.5] a guest who asks for the same consultant again is no turn; one who asks for nobody is received in turn and counts', async () => {
    const house = await club();
    const customerId = await house.customer('再来客');
    const first = await house.receive({ customerId, names: [house.id('乙')] });
    await house.serve(first);
    const again = await house.receive({ customerId, visitedBefore: true, names: [house.id('乙')] });
    expect(again).toMatchObject({ row: 'named_returning', server: { name: '乙' }, creditedTo: null, turnUsed: false });
    await house.serve(again);
    expect(await house.line()).toBe('甲 乙 丙');
    const unnamed = await house.receive({ customerId, visitedBefore: true, forgotten: true });
    expect(unnamed).toMatchObject({
      row: 'returning_by_rotation',
      server: { name: '甲' },
      creditedTo: { name: '甲' },
      turnUsed: true,
      owner: { owner: { name: '乙' } },
    });
    await house.serve(unnamed);
    expect(await house.line()).toBe('乙 丙 甲');
  });

  test('[S1.19.x.6] [S1.19.x.7] R10, R11: at a meal no turn and no make-up; not yet seen out no turn; when nobody is free the guest waits', async () => {
    const house = await club();
    await house.away('甲', 'meal');
    const one = await house.receive();
    expect(one.server?.name).toBe('乙');
    await house.away('甲', 'on_floor');
    const { makeUps } = await house.supervisor.must(desk.floor, { params: { siteId: house.siteId } });
    expect(makeUps).toEqual([]);
    expect(await house.line()).toBe('丙 甲 乙');
    const two = await house.receive();
    const three = await house.receive();
    expect([two.server?.name, three.server?.name]).toEqual(['丙', '甲']);
    const four = await house.receive();
    expect(four).toMatchObject({ state: 'waiting', server: null });
    const params = { visitId: three.id };
    await house.person('甲').must(desk.accept, { params, body: {} });
    const { nextCalled } = await house.person('甲').must(desk.finish, { params, body: {} });
    expect(nextCalled).toMatchObject({ id: four.id, server: { name: '甲' } });
  });

  test('[S1.19.d.9] R13, R14: an off-duty consultant receives a booked guest whose leader was told, or by the manager’s leave when all are busy', async () => {
    const house = await club('甲乙丙');
    await house.away('丙', 'off_duty');
    const untold = await house.receive({ appointment: { staffId: house.id('丙') } });
    expect(untold.server?.name).not.toBe('丙');
    await house.serve(untold);
    const told = await house.receive({ appointment: { staffId: house.id('丙'), leaderInformed: true } });
    expect(told).toMatchObject({ server: { name: '丙' }, creditedTo: null });
    await house.serve(told);
    const allow = { params: { siteId: house.siteId }, body: { staffId: house.id('丙'), reason: '客流大' } };
    expect((await house.supervisor.call(desk.allowOffDuty, allow)).code).toBe('NOT_ALLOWED');
    expect((await house.manager.call(desk.allowOffDuty, allow)).code).toBe('FLOOR_NOT_OVERLOADED');
    const busy = [await house.receive(), await house.receive()];
    await house.manager.must(desk.allowOffDuty, allow);
    const help = await house.receive();
    expect(help).toMatchObject({ service: 'off_duty_help', server: { name: '丙' } });
    for (const visit of [...busy, help]) await house.serve(visit);
  });
});

describe('whose guest, whose deal', () => {
  test('[S1.19.x.1] the designation ends with the day, at midnight by the club’s clock; next day the guest is anybody’s again', async () => {
    await world.setClock(at('2024-03-05', '10:00'));
    const house = await club();
    const customerId = await house.customer('当日客');
    const visit = await house.receive({ customerId, names: [house.id('乙')] });
    await house.serve(visit);
    expect((await house.file(customerId)).current).toMatchObject({
      owner: { name: '乙' },
      protectedUntil: at('2024-03-06', '00:00'),
    });
    await world.setClock('2024-03-05T15:59:59.999Z');
    expect((await house.file(customerId)).current?.owner.name).toBe('乙');
    await world.setClock(at('2024-03-06', '09:30'));
    expect((await house.file(customerId)).current).toBeNull();
    await house.openDay(null);
    const again = await house.receive({ visitedBefore: true, forgotten: true, customerId });
    expect(again).toMatchObject({ server: { name: '甲' }, creditedTo: { name: '甲' } });
    await house.serve(again);
    expect((await house.file(customerId)).current?.owner.name).toBe('甲');
  });

  test('[S1.19.x.2] [S1.19.x.3] [S1.19.x.8] M1 to M8: who is credited, with and without proof, payment, and an external record', async () => {
    await world.setClock(at('2024-03-11', '10:00'));
    const house = await club();
    const { customerId } = await house.claim('甲', '办卡');
    await world.setClock(at('2024-03-11', '16:00'));
    const deal = async (what: Record<string, unknown>) => {
      const verdict = await house.manager.must(claims.verdict, {
        params: { customerId },
        body: { story: { club: what }, commissionFen: 100_000 } as never,
      });
      return Object.fromEntries(verdict.commission.map((share) => [share.name, share.fen]));
    };
    const external = (day: string) => ({ staffId: house.id('丙'), lastRecordAt: at(day, '12:00') });
    const paid = { sale: 'new_card', sellerId: house.id('甲') };
    expect(await deal({ ...paid, proof: { staffId: house.id('乙'), at: at('2024-03-11') } })).toEqual({ 乙: 100_000 });
    expect(await deal({ ...paid, proof: { staffId: house.id('乙'), at: at('2024-03-10', '23:59') } })).toEqual({
      甲: 100_000,
    });
    for (const sale of ['transfer', 'reopen', 'product'])
      expect(await deal({ sale, sellerId: house.id('乙'), external: external('2024-03-10') })).toEqual({ 乙: 100_000 });
    expect(await deal({ ...paid, companyGift: true, external: external('2024-03-10') })).toEqual({ 甲: 100_000 });
    // Thirty days, the last included.
    expect(await deal({ ...paid, external: external('2024-02-10') })).toEqual({ 丙: 70_000, 甲: 30_000 });
    expect(await deal({ ...paid, external: external('2024-02-09') })).toEqual({ 甲: 100_000 });
    expect(await deal({ ...paid, external: external('2024-03-10'), isBroughtFriend: true })).toEqual({ 甲: 100_000 });
    // Whoever pays through nobody on record: the one who receives.
    expect(await deal({ sale: 'new_card' })).toEqual({ 甲: 100_000 });
  });

  test('[S1.19.x.8] M5 from the first call to the verdict: whoever sells outside records it themselves and speaks in the dispute', async () => {
    await world.setClock(at('2024-04-01', '10:00'));
    const house = await club();
    const outside = await house.hire('外场', 'market_specialist');
    const { customerId } = await outside.must(customers.register, {
      body: { name: '地推客', phones: newPhone(), source: 'walk_in', siteId: house.siteId } as never,
    });
    await house.contact('外场', customerId, 'call', { answered: true, text: '约来参观' });
    await world.setClock(at('2024-05-01', '15:00'));
    await house.openDay();
    await house.serve(await house.receive({ customerId }));
    expect((await house.file(customerId)).current?.owner.name).toBe('甲');
    // Theirs to follow up no longer, theirs to speak for.
    const late = outside.call(claims.followUp, { params: { customerId }, body: { channel: 'call' } as never });
    expect((await late).code).toBe('NOT_ALLOWED');
    const { dispute } = await outside.must(verdicts.open, {
      params: { customerId },
      body: { otherId: house.id('甲'), reason: '我约来的' },
    });
    const { proposal } = await outside.must(verdicts.propose, {
      params: { disputeId: dispute.id },
      body: { answers: { sellerId: house.id('甲') } } as never,
    });
    expect(proposal).toMatchObject({
      case: 'external_record',
      performance: [
        { name: '甲', percent: 30 },
        { name: '外场', percent: 70 },
      ],
    });
  });

  /** A year's card sold by 甲 and paid for: who is credited. */
  const till = async (house: House): Promise<(customerId: string) => Promise<Record<string, number>>> => {
    const finance = await house.hire('财务', 'finance');
    const assistant = await house.hire('内勤', 'sales_assistant');
    const params = { siteId: house.siteId };
    const year = { kind: 'membership', code: '年卡', name: '年卡', listPriceFen: 360_000 };
    const { unit } = await house.manager.must(inventory.addUnit, { params, body: year as never });
    return async (customerId) => {
      const body = { customerId, unitId: unit.id, consultantId: house.id('甲') };
      const { deal } = await house.manager.must(deals.open, { body: body as never });
      const of = { params: { dealId: deal.id } };
      const told = { disclosures: ['price', 'quality', 'after_sales'] } as never;
      const { approval } = await house.person('甲').must(deals.submit, { ...of, body: told });
      await house.manager.must(approvals.sign, { params: { approvalId: approval.id }, body: { round: 1 } });
      const paid = { kind: 'instalment', amountFen: 360_000, method: 'cash' } as never;
      await finance.must(money.receive, { ...of, body: paid });
      await assistant.must(deals.handOver, { ...of, body: {} });
      const { shares } = await house.manager.must(deals.get, of);
      return Object.fromEntries((shares?.performance ?? []).map(({ name, percent }) => [name, percent]));
    };
  };

  test('[S1.19.x.8] a card that is sold is shared with whoever recorded the guest outside, without anybody having to say so', async () => {
    await world.setClock(at('2024-06-03', '10:00'));
    const house = await club();
    const outside = await house.hire('外场', 'market_specialist');
    const soldTo = await till(house);
    const claimed = async (name: string, customerId: string) => {
      const body = { origin: 'visit', phoneLeft: true } as never;
      await house.person(name).must(claims.register, { params: { customerId }, body });
    };
    const tracked = async (phone: string) => {
      const body = {
        name: '地推客',
        phones: phone,
        source: 'walk_in',
        siteId: house.siteId,
        differentFromStrangers: true,
      };
      const { customerId } = await outside.must(customers.register, { body: body as never });
      await house.contact('外场', customerId, 'call', { answered: true, text: '约来参观' });
      return customerId;
    };
    const [known, old] = [await tracked(newPhone()), await tracked(newPhone())];
    const stranger = await house.claim('甲', '自来客');
    expect(await soldTo(stranger.customerId)).toEqual({ 甲: 100 });
    await world.setClock(at('2024-07-03', '15:00')); // thirty days, the last included
    await claimed('甲', known);
    expect(await soldTo(known)).toEqual({ 外场: 70, 甲: 30 });
    await world.setClock(at('2024-07-04', '15:00'));
    await claimed('甲', old);
    expect(await soldTo(old)).toEqual({ 甲: 100 });
  });

  test('[S1.19.x.1] [S1.19.x.4] a card that is sold is whose the guest showed for that day; a gift of the house is nobody’s', async () => {
    await world.setClock(at('2024-08-05', '10:00'));
    const house = await club();
    const soldTo = await till(house);
    const came = async (name: string, said: object) => {
      const { customerId } = await house.claim('甲', name);
      await house.serve(await house.receive({ customerId, ...said }));
      return customerId;
    };
    const card = { proof: { kind: 'name_card', staffId: house.id('乙') } };
    expect(await soldTo(await came('持名片客', card))).toEqual({ 乙: 100 });
    expect(await soldTo(await came('赠券客', { proof: { kind: 'gift_voucher', staffId: house.id('乙') } }))).toEqual({
      甲: 100,
    });
    const tomorrow = await came('隔日客', card);
    await world.setClock(at('2024-08-06', '10:00')); // the designation has ended; whoever follows up from now on is credited
    const body = { origin: 'visit', phoneLeft: true } as never;
    await house.person('甲').must(claims.register, { params: { customerId: tomorrow }, body });
    expect(await soldTo(tomorrow)).toEqual({ 甲: 100 });
  });

  test('[S1.19.e.3] M9: talked over first, then the supervisor decides; nobody else may', async () => {
    const house = await club();
    const { customerId, claim } = await house.claim('甲', '争单');
    const { dispute } = await house
      .person('甲')
      .must(verdicts.open, { params: { customerId }, body: { otherId: house.id('乙'), reason: '我的客人' } });
    const close = {
      params: { claimId: claim.id },
      body: { story: { club: { sale: 'new_card', sellerId: house.id('甲') } } } as never,
    };
    expect((await house.person('甲').call(claims.close, close)).code).toBe('RULING_NEEDED');
    const half = [
      { party: house.id('甲'), percent: 50 },
      { party: house.id('乙'), percent: 50 },
    ];
    const settle = {
      params: { disputeId: dispute.id },
      body: { verdict: 'ruled', reason: '各半', ruling: { performance: half, commission: half } } as never,
    };
    expect((await house.person('乙').call(verdicts.settle, settle)).code).toBe('NOT_ALLOWED');
    await house.supervisor.must(verdicts.settle, settle);
    const { verdict } = await house.person('甲').must(claims.close, close);
    expect(verdict).toMatchObject({ case: 'ruled', commission: [{ percent: 50 }, { percent: 50 }] });
  });
});
