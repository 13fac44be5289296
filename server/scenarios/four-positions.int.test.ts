/** The four-position desk as a house sets it in its own rulebook, through the pages' own interface: rows F01 to F10, 2.2, and changes on the way. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claims } from '#contract/claims.ts';
import { customers } from '#contract/customers.ts';
import { desk } from '#contract/desk.ts';
import { journal } from '#contract/journal.ts';
import { rulebook } from '#contract/rulebook.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { setValues } from './rulebook-story.testing.ts';
import { at, type House, openHouse, startCompany } from './story.testing.ts';

let world: World;
let director: Person;
const change = async (values: Record<string, string | number | boolean>, effectiveFrom: string) => {
  const { rows } = await director.must(rulebook.list);
  const book = rows.find((one) => one.key === 'sales-office-reception');
  return setValues(director, book?.id ?? '', { values, effectiveFrom, note: '四位制' });
};
beforeAll(async () => {
  world = await startCompany();
  director = await world.addPerson({ name: '总监', role: 'director' });
  await change(
    {
      'desk.peerVisit': 'last_not_counted',
      'desk.unrelatedVisit': 'first_explained',
      'desk.returningCounts': 'once_a_day_until_paid',
      'desk.standInWhileServingClosed': true,
      'desk.makeUp': 'on_application',
    },
    at('2024-03-05', '00:00'),
  );
  await world.setClock(at('2024-03-05', '09:00'));
});
afterAll(() => world.stop());

const office = async (names = '甲乙丙丁'): Promise<House> => {
  const house = await openHouse(world, 'sales-office-reception', names);
  await house.openDay();
  return house;
};
const returning = (customerId: string, more: Record<string, unknown> = {}) => ({
  visitedBefore: true,
  forgotten: true,
  customerId,
  ...more,
});

describe('counting', () => {
  test('[S4.02.i09.inquiry] [S4.02.i09.other] [S4.02.i07.peer] F01, F02, F05: a question about buying counts; any other once explained does not; a competitor is the last’s', async () => {
    const house = await office();
    await house.serve(await house.receive());
    expect(await house.line()).toBe('乙 丙 丁 甲');
    const idle = await house.receive({ purpose: 'unrelated', visitedBefore: null });
    expect(idle).toMatchObject({ server: { name: '乙' }, countsUntilExplained: true, creditedTo: { name: '乙' } });
    const self = await house
      .person('乙')
      .call(desk.finish, { params: { visitId: idle.id }, body: { explainedTo: house.id('乙') } });
    expect(self.code).toBe('EXPLAIN_TO_A_COLLEAGUE');
    await house.finish(idle, { explainedTo: house.id('丙') });
    expect(await house.line()).toBe('乙 丙 丁 甲');
    const unexplained = await house.receive({ purpose: 'unrelated', visitedBefore: null });
    await house.finish(unexplained);
    expect(await house.line()).toBe('丙 丁 甲 乙');
    expect(await house.count('乙')).toBe(1);
    const peer = await house.receive({ purpose: 'peer', visitedBefore: null });
    expect(peer).toMatchObject({ server: { name: '乙' }, creditedTo: null, owner: { kind: 'none' } });
    await house.serve(peer);
    expect(await house.line()).toBe('丙 丁 甲 乙');
  });

  test('[S4.02.i08.count] [S4.02.i08.sameday] F06 to F08: back without money paid counts once a day for the owner; paid or closed never', async () => {
    const house = await office();
    const { customerId, claim } = await house.claim('丙', '未交款');
    const first = await house.receive(returning(customerId));
    expect(first).toMatchObject({ server: { name: '丙' }, creditedTo: { name: '丙' }, turnUsed: true });
    await house.serve(first);
    expect(await house.line()).toBe('甲 乙 丁 丙');
    const again = await house.receive(returning(customerId));
    expect(again).toMatchObject({ server: { name: '丙' }, creditedTo: null, turnUsed: false });
    await house.serve(again);
    const paid = await house.receive(
      returning((await house.claim('乙', '交了意向金')).customerId, { moneyPaid: true }),
    );
    expect(paid).toMatchObject({ server: { name: '乙' }, creditedTo: null });
    await house.serve(paid);
    expect(await house.line()).toBe('甲 乙 丁 丙');
    await house.person('丙').must(claims.close, { params: { claimId: claim.id }, body: {} as never });
    await house.closeDay();
    await world.setClock(at('2024-03-06', '09:00'));
    await house.openDay(null);
    const closed = await house.receive(returning(customerId));
    expect(closed).toMatchObject({ server: { name: '丙' }, creditedTo: null });
    await house.serve(closed);
    expect([await house.count('丙'), await house.line()]).toEqual([0, '甲 乙 丁 丙']);
  });

  test('[S4.02.i07.busy] [S4.02.i07.leader] F03, F04: own paperwork is skipped; a leader’s work is made up on application, the same day only', async () => {
    await world.setClock(at('2024-03-07', '09:00'));
    const house = await office();
    const params = { siteId: house.siteId };
    await house.away('甲', 'own_work');
    await house.away('乙', 'with_leader');
    await house.serve(await house.receive());
    expect(await house.line()).toBe('丁 甲 乙 丙');
    await house.away('甲', 'on_floor');
    await house.away('乙', 'on_floor');
    const { makeUps } = await house.supervisor.must(desk.floor, { params });
    expect(makeUps.map((one) => [one.staff.name, one.whyNot.place?.code])).toEqual([['乙', 'NOT_APPLIED_FOR']]);
    const ofMakeUp = { ...params, makeUpId: makeUps[0]?.id ?? '' };
    const place = () => house.supervisor.call(desk.placeMakeUp, { params: ofMakeUp, body: { place: 1 } });
    expect((await place()).code).toBe('NOT_APPLIED_FOR');
    await house.person('乙').must(desk.applyMakeUp, { params: ofMakeUp, body: { reason: '陪同区领导' } });
    expect((await place()).code).toBeNull();
    const made = await house.receive();
    expect(made).toMatchObject({ service: 'make_up', server: { name: '乙' }, creditedTo: { name: '乙' } });
    expect(await house.line()).toBe('丁 甲 乙 丙');
  });

  test('[S4.02.i10.closed] [S4.02.i10.notclosed] F09, F10: no stand-in while serving one who has not bought; with a closed one the stand-in serves, the turn and the customer are the other’s', async () => {
    await world.setClock(at('2024-03-08', '09:00'));
    const house = await office();
    const open = await house.receive(returning((await house.claim('甲', '未成交')).customerId, { moneyPaid: true }));
    expect((await house.person('甲').call(desk.standIn, { params: { visitId: open.id }, body: {} })).code).toBe(
      'STAND_IN_NOT_ALLOWED',
    );
    const next = await house.receive();
    expect(next.server?.name).toBe('乙');
    for (const visit of [open, next]) await house.serve(visit);
    expect(await house.line()).toBe('丙 丁 甲 乙');
    const { customerId, claim } = await house.claim('丙', '已成交');
    await house.person('丙').must(claims.close, { params: { claimId: claim.id }, body: {} as never });
    const served = await house.receive(returning(customerId));
    await house.person('丙').must(desk.standIn, { params: { visitId: served.id }, body: { staffId: house.id('丁') } });
    const newcomer = await house.customer('新来的');
    const forBing = await house.receive({ customerId: newcomer });
    expect(forBing).toMatchObject({
      service: 'stand_in',
      server: { name: '丁' },
      onBehalfOf: { name: '丙' },
      creditedTo: { name: '丙' },
    });
    expect(await house.line()).toBe('丁 甲 乙 丙');
    await house.serve(forBing);
    expect((await house.file(newcomer)).current?.owner.name).toBe('丙');
    expect([await house.count('丙'), await house.count('丁')]).toEqual([1, 0]);
  });

  test('[S4.02.i04.vacancy] [S4.02.i04.chain] 2.2: who answers for the empty first position, link by link, and nobody within a minute', async () => {
    await world.setClock(at('2024-03-11', '09:00'));
    const house = await office();
    const params = { siteId: house.siteId };
    const found = (filled: string | null) =>
      house.supervisor.must(desk.emptyPost, {
        params,
        body: { emptySince: at('2024-03-11', '09:00'), filledAt: filled, leftBy: house.id('甲') },
      });
    await world.setClock('2024-03-11T01:01:00.000Z');
    expect(await found('2024-03-11T01:01:00.000Z')).toMatchObject({ responsible: null, because: 'filled_in_time' });
    await world.setClock('2024-03-11T01:05:00.000Z');
    expect(await found(null)).toMatchObject({ responsible: { name: '乙' }, because: 'did_not_fill_or_notify' });
  });
});

describe('a rulebook changes on the way', () => {
  test('a decision rests on the version in force at its instant; the old one stays readable with its own', async () => {
    await world.setClock(at('2024-04-01', '09:00'));
    const house = await office();
    const before = await house.claim('甲', '旧规');
    expect(before.claim.protectedUntil).toBe(at('2024-05-02', '00:00'));
    const { number } = await change(
      { 'claims.contactWindowMonths': 2, 'desk.peerVisit': 'head_counts' },
      at('2024-04-02', '00:00'),
    );
    expect((await house.receive({ purpose: 'peer', visitedBefore: null })).server?.name).toBe('丁');
    await house.closeDay();
    await world.setClock(at('2024-04-02', '09:00'));
    await house.openDay('甲乙丙丁');
    const peer = await house.receive({ purpose: 'peer', visitedBefore: null });
    expect(peer).toMatchObject({ server: { name: '甲' }, creditedTo: { name: '甲' } });
    expect((await house.manager.must(journal.entry, { params: { journalId: peer.journalId } })).rulebook?.number).toBe(
      number,
    );
    expect((await house.contact('甲', before.customerId, 'call')).claim?.protectedUntil).toBe(
      at('2024-06-03', '00:00'),
    );
    const after = await house.claim('乙', '新规');
    expect(after.claim.protectedUntil).toBe(at('2024-06-03', '00:00'));
  });

  test('two files prove to be one while the customer is being served: the reception goes on, the earlier owner keeps the customer', async () => {
    const house = await office('甲乙');
    const old = await house.claim('乙', '早登记');
    const fresh = await house.customer('刚登记');
    const visit = await house.receive({ customerId: fresh });
    expect(visit.server?.name).toBe('甲');
    await house.person('甲').must(desk.accept, { params: { visitId: visit.id }, body: {} });
    await house.supervisor.must(customers.merge, {
      params: { customerId: old.customerId },
      body: { otherId: fresh, keep: old.customerId, reason: '同一人' } as never,
    });
    await house.finish(visit);
    const file = await house.file(old.customerId);
    expect(file.current).toMatchObject({ id: old.claim.id, owner: { name: '乙' } });
    expect((await house.supervisor.must(desk.visit, { params: { visitId: visit.id } })).customer?.id).toBe(
      old.customerId,
    );
  });
});

test('a site that goes by the shipped book of the four positions has these answers without setting a value', async () => {
  await world.setClock(at('2024-07-01', '09:00'));
  const house = await openHouse(world, 'four-position-desk', '甲乙丙丁');
  await house.openDay();
  const peer = await house.receive({ purpose: 'peer', visitedBefore: null });
  expect(peer).toMatchObject({ server: { name: '丁' }, creditedTo: null });
  await house.serve(peer);
  const idle = await house.receive({ purpose: 'unrelated', visitedBefore: null });
  expect(idle).toMatchObject({ server: { name: '甲' }, countsUntilExplained: true });
  await house.finish(idle, { explainedTo: house.id('乙') });
  expect(await house.line()).toBe('甲 乙 丙 丁');
  const { customerId } = await house.claim('丙', '未交款');
  const back = await house.receive(returning(customerId));
  expect(back).toMatchObject({ server: { name: '丙' }, creditedTo: { name: '丙' } });
  await house.serve(back);
  const [first, second] = [await house.receive(), await house.receive()];
  await house.serve(second);
  await house.serve(first);
  expect(await house.line()).toBe('丁 丙 乙 甲'); // who is back at the desk later stands behind
});
