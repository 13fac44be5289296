/** Days that do not go as planned: before opening, closed with visitors inside, never closed, a colleague who leaves, a rival at the door. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claims } from '#contract/claims.ts';
import { customers } from '#contract/customers.ts';
import { desk } from '#contract/desk.ts';
import { notices } from '#contract/notices.ts';
import { organisation } from '#contract/organisation.ts';
import type { World } from '#server/platform/testing/world.ts';
import { at, type House, openHouse, startCompany } from './story.testing.ts';

let world: World;
beforeAll(async () => {
  world = await startCompany();
});
afterAll(() => world.stop());

const office = (names = '甲乙丙'): Promise<House> => openHouse(world, 'sales-office-reception', names);
const returning = (customerId: string) => ({ visitedBefore: true, forgotten: true, customerId });

describe('outside the day', () => {
  test('[S4.01.a43] before the day is opened whoever is there receives, uncounted, and the customer is theirs; the line starts untouched', async () => {
    await world.setClock(at('2024-03-05', '08:10'));
    const house = await office();
    const nobody = await house.frontDesk.call(desk.receive, {
      params: { siteId: house.siteId },
      body: { visitedBefore: false } as never,
    });
    expect(nobody.code).toBe('SERVER_REQUIRED');
    const customerId = await house.customer('早客');
    const visit = await house.receive({ servedBy: house.id('丙'), customerId });
    expect(visit).toMatchObject({ row: 'off_hours', server: { name: '丙' }, creditedTo: null });
    await house.serve(visit);
    expect((await house.file(customerId)).current?.owner.name).toBe('丙');
    await world.setClock(at('2024-03-05', '09:00'));
    await house.openDay();
    expect(await house.line()).toBe('甲 乙 丙');
    expect(await house.count('丙')).toBe(0);
  });

  test('the day is closed with a visitor inside, for a reason: the reception goes on, and its end makes the customer the server’s', async () => {
    await world.setClock(at('2024-03-06', '09:00'));
    const house = await office();
    await house.openDay();
    const customerId = await house.customer('打烊客');
    const visit = await house.receive({ customerId });
    await house.person('甲').must(desk.accept, { params: { visitId: visit.id }, body: {} });
    const bare = await house.supervisor.call(desk.close, { params: { siteId: house.siteId }, body: {} });
    expect(bare).toMatchObject({ code: 'VISITORS_STILL_HERE', body: { error: { detail: { visitors: 1 } } } });
    expect((await house.closeDay()).nextHead).toBe('乙');
    await world.setClock(at('2024-03-06', '18:40'));
    await house.finish(visit);
    expect((await house.file(customerId)).current).toMatchObject({ owner: { name: '甲' }, state: 'live' });
    expect(await house.line()).toBe('乙 丙 甲');
    const shown = await house.supervisor.must(desk.visit, { params: { visitId: visit.id } });
    expect(shown.state).toBe('finished');
  });

  test('[S4.01.a07] a day nobody closed: the next one starts with the unit after the last turn all the same, and the old visit can be ended', async () => {
    await world.setClock(at('2024-03-07', '09:00'));
    const house = await office();
    await house.openDay();
    await house.serve(await house.receive());
    const open = await house.receive();
    expect(open.server?.name).toBe('乙');
    await house.person('乙').must(desk.accept, { params: { visitId: open.id }, body: {} });
    await world.setClock(at('2024-03-08', '09:00'));
    await house.openDay(null);
    expect(await house.line()).toBe('丙 甲 乙');
    await house.finish(open);
    expect(await house.line()).toBe('丙 甲 乙');
    expect((await house.receive()).server?.name).toBe('丙');
  });

  test('[S4.01.a04.prompt] a visitor who waits is heard of by the supervisor after three minutes, once, and not when somebody came', async () => {
    await world.setClock(at('2024-03-11', '09:00'));
    const house = await office('甲');
    await house.openDay();
    await house.away('甲', 'meal');
    const visit = await house.receive();
    expect(visit).toMatchObject({ state: 'waiting', alertAt: at('2024-03-11', '09:03') });
    const heard = async () =>
      (await house.supervisor.must(notices.mine)).rows.filter((row) => row.kind === 'desk.visitor_waits');
    await world.setClock('2024-03-11T01:02:59.999Z');
    expect(await heard()).toHaveLength(0);
    await world.setClock(at('2024-03-11', '09:03'));
    await world.setClock(at('2024-03-11', '09:10'));
    expect(await heard()).toHaveLength(1);
    const { nextCalled } = await house
      .person('甲')
      .must(desk.presence, { params: { siteId: house.siteId }, body: { status: 'on_floor' } });
    expect(nextCalled).toMatchObject({ id: visit.id, server: { name: '甲' } });
  });
});

describe('a colleague leaves', () => {
  test('[S2.03.a6] [S2.03.a8.replace] shut out at once; the customers go where the manager says, are told and called; the desk knows the new owner', async () => {
    await world.setClock(at('2024-03-12', '09:00'));
    const house = await office();
    const one = await house.claim('甲', '离职一');
    const two = await house.claim('甲', '离职二');
    const { version } = await house.manager.must(organisation.staffMember, { params: { staffId: house.id('甲') } });
    await house.manager.must(organisation.leaving, {
      params: { staffId: house.id('甲') },
      body: { version, reason: '辞职' } as never,
    });
    expect((await house.person('甲').call(claims.today)).status).toBe(401);
    const list = await house.manager.must(claims.handoverList, { params: { staffId: house.id('甲') } });
    expect(list).toMatchObject({ method: 'manager_choice', claims: { length: 2 } });
    const receiverIds = [house.id('乙'), house.id('丙')];
    const bare = { staffId: house.id('甲'), why: 'left', receiverIds, chosen: { [one.claim.id]: house.id('乙') } };
    expect((await house.manager.call(claims.handOver, { body: bare as never })).code).toBe('CHOICE_INCOMPLETE');
    const chosen = { ...bare.chosen, [two.claim.id]: house.id('丙') };
    await house.manager.must(claims.handOver, { body: { ...bare, chosen } as never });
    expect((await house.file(one.customerId)).current?.owner.name).toBe('乙');
    expect((await house.file(two.customerId)).current?.owner.name).toBe('丙');
    await house.openDay('乙丙');
    const visit = await house.receive({ visitedBefore: true, names: [house.id('甲')], customerId: two.customerId });
    expect(visit.server?.name).not.toBe('甲');
    expect(visit.creditedTo).toBeNull();
    await house.serve(visit);
    const back = await house.receive(returning(one.customerId));
    expect(back).toMatchObject({ server: { name: '乙' }, owner: { owner: { name: '乙' } } });
  });
});

describe('pool quotas', () => {
  test('[S3.01.r.sup.daily] five a day, the former owner after seven days to the millisecond, a customer who returns leaves the pool', async () => {
    await world.setClock(at('2024-04-01', '10:00'));
    const house = await office();
    const ids: string[] = [];
    for (let n = 0; n < 7; n++) ids.push((await house.claim('甲', `池${n}`)).customerId);
    await world.setClock(at('2024-05-02', '00:00'));
    expect((await house.person('乙').must(claims.pool)).rows).toHaveLength(7);
    const take = (who: string, index: number) =>
      house.person(who).call(claims.takeFromPool, { params: { customerId: ids[index] ?? '' }, body: {} });
    const codes = [];
    for (let n = 0; n < 6; n++) codes.push((await take('乙', n)).code);
    expect(codes).toEqual([null, null, null, null, null, 'DAILY_QUOTA_REACHED']);
    expect((await take('丙', 0)).body).toMatchObject({ error: { code: 'TAKEN_BY_ANOTHER', detail: { owner: '乙' } } });
    await world.setClock('2024-05-08T15:59:59.999Z');
    expect((await take('甲', 5)).code).toBe('FORMER_OWNER_WAITS');
    await world.setClock('2024-05-09T15:59:59.999Z');
    expect((await take('甲', 5)).code).toBe('FORMER_OWNER_WAITS');
    await world.setClock('2024-05-09T16:00:00.000Z');
    expect((await take('甲', 5)).code).toBeNull();
    await world.setClock(at('2024-05-10', '09:00'));
    await house.openDay('丙甲乙');
    const visit = await house.receive(returning(ids[6] ?? ''));
    expect(visit).toMatchObject({ row: 'lapsed_as_new', server: { name: '丙' } });
    await house.serve(visit);
    expect((await house.file(ids[6] ?? '')).pooled).toBeNull();
    expect((await take('乙', 6)).code).not.toBeNull();
    expect((await house.file(ids[6] ?? '')).current?.owner.name).toBe('丙');
  });

  test('a lapsed customer opened in the pool shows no number; another site’s pool stays shut', async () => {
    const house = await office();
    const elsewhere = await openHouse(world, 'sales-office-reception', '远');
    const { customerId } = await house.claim('甲', '公海客');
    await world.setClock(at('2024-06-20', '09:00'));
    const seen = await house.person('乙').must(claims.viewPooled, { params: { customerId }, body: {} });
    expect(JSON.stringify(seen)).not.toMatch(/139110/);
    for (const call of [claims.viewPooled, claims.takeFromPool] as const)
      expect((await elsewhere.person('远').call(call, { params: { customerId }, body: {} })).code).toBe('NOT_ALLOWED');
    expect((await house.person('乙').call(customers.get, { params: { customerId } })).code).toBe('NOT_FOUND');
    await house.person('乙').must(claims.takeFromPool, { params: { customerId }, body: {} });
    expect((await house.person('乙').call(customers.get, { params: { customerId } })).code).toBeNull();
    expect((await house.person('甲').call(customers.get, { params: { customerId } })).code).toBe('NOT_FOUND');
  });

  test('writing a card for a pooled customer is taking them: the same quota and wait, unless they came in today', async () => {
    await world.setClock(at('2024-06-21', '10:00'));
    const house = await office();
    const ids: string[] = [];
    for (let n = 0; n < 7; n++) ids.push((await house.claim('甲', `卡${n}`)).customerId);
    await world.setClock(at('2024-07-22', '09:00'));
    const write = (who: string, index: number) =>
      house.person(who).call(claims.register, {
        params: { customerId: ids[index] ?? '' },
        body: { origin: 'visit', phoneLeft: false } as never,
      });
    expect((await write('甲', 6)).code).toBe('FORMER_OWNER_WAITS');
    const codes = [];
    for (let n = 0; n < 6; n++) codes.push((await write('乙', n)).code);
    expect(codes).toEqual([null, null, null, null, null, 'DAILY_QUOTA_REACHED']);
    expect((await house.file(ids[5] ?? '')).whyNot.register).toBeNull(); // the manager's own quota is untouched
    expect((await house.file(ids[0] ?? '')).current).toMatchObject({ owner: { name: '乙' }, origin: 'pool' });
    await house.openDay('乙甲丙');
    await house.serve(await house.receive({ visitedBefore: true, names: [house.id('乙')], customerId: ids[5] }));
    expect((await house.file(ids[5] ?? '')).current?.owner.name).toBe('乙');
  });
});
