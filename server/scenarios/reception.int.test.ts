/** A sales office under the 51-article reception rules, driven from outside: its days at the door, row by row of the event table. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claims } from '#contract/claims.ts';
import { customers } from '#contract/customers.ts';
import { desk } from '#contract/desk.ts';
import { journal } from '#contract/journal.ts';
import { notices } from '#contract/notices.ts';
import type { World } from '#server/platform/testing/world.ts';
import { personAt } from '#server/platform/testing/world.ts';
import { capabilities } from '#server/capabilities.ts';
import { startServer } from '#server/platform/server.ts';
import { rulesFor } from '#server/rulebook/index.ts';
import { at, type House, newPhone, openHouse, startCompany } from './story.testing.ts';

let world: World;
beforeAll(async () => {
  world = await startCompany();
});
afterAll(() => world.stop());

/** Another server of the same company, as a second machine would run it. */
const secondServer = (databaseUrl: string) =>
  startServer({
    databaseUrl,
    dataDir: mkdtempSync(join(tmpdir(), 'guike-second-')),
    capabilities,
    rules: rulesFor,
    port: 0,
    host: '127.0.0.1',
    testClock: true,
    webRoot: null,
    checkResponses: true,
    runDeadlines: false,
    logLevel: 'error',
  });
const office = async (names = '甲乙丙丁'): Promise<House> => {
  const house = await openHouse(world, 'sales-office-reception', names);
  await house.openDay();
  return house;
};
/** A customer whose live claim is the named consultant's, though they have not visited this floor today. */
const ownedBy = async (house: House, owner: string, name: string): Promise<string> =>
  (await house.claim(owner, name)).customerId;
const returning = (customerId: string, more: Record<string, unknown> = {}) => ({
  visitedBefore: true,
  forgotten: true,
  customerId,
  ...more,
});

describe('a morning of new groups', () => {
  test('[S4.01.a42] E01, E28: in order, each counts and goes to the end; when everybody serves, the first in order looks after one more', async () => {
    const house = await office('甲乙丙');
    const one = await house.receive();
    expect(one).toMatchObject({
      row: 'new_customer',
      service: 'rotation',
      server: { name: '甲' },
      owner: { kind: 'new' },
    });
    expect(await house.line()).toBe('乙 丙 甲');
    const two = await house.receive();
    const three = await house.receive();
    expect([two.server?.name, three.server?.name]).toEqual(['乙', '丙']);
    const four = await house.receive();
    expect(four).toMatchObject({
      service: 'parallel',
      server: { name: '甲' },
      creditedTo: { name: '甲' },
      turnUsed: true,
    });
    expect(await house.line()).toBe('乙 丙 甲');
    for (const visit of [two, four, one, three]) await house.serve(visit);
    expect([await house.count('甲'), await house.count('乙'), await house.count('丙')]).toEqual([2, 1, 1]);
    expect(await house.line()).toBe('乙 丙 甲');
  });

  test('E02, E05a: a named reception keeps its place, unless the round passes meanwhile; then it is skipped without a make-up', async () => {
    const house = await office();
    const customerId = await ownedBy(house, '甲', '老张');
    const named = await house.receive({ visitedBefore: true, names: [house.id('甲')], customerId });
    expect(named).toMatchObject({ row: 'named_returning', creditedTo: null, turnUsed: false });
    expect(await house.line()).toBe('甲 乙 丙 丁');
    const next = await house.receive();
    expect(next.server?.name).toBe('乙');
    expect(await house.line()).toBe('丙 丁 甲 乙');
    const { rows } = await house.supervisor.must(desk.ledger, {
      params: { siteId: house.siteId },
      query: { kind: 'skipped' },
    });
    expect(rows).toMatchObject([{ staff: { name: '甲' }, delta: 0, visitNumber: 2 }]);
    await house.serve(named);
    const { makeUps } = await house.supervisor.must(desk.floor, { params: { siteId: house.siteId } });
    expect(makeUps).toEqual([]);
    expect(await house.count('甲')).toBe(0);
  });

  test('E02b, E06: who assists for an absent colleague is still first afterwards, and the owner is briefed at once', async () => {
    const house = await office();
    const customerId = await ownedBy(house, '丁', '老王');
    await house.away('丁', 'errand_personal');
    const assist = await house.receive({ visitedBefore: true, names: [house.id('丁')], customerId });
    expect(assist).toMatchObject({
      service: 'assist',
      server: { name: '甲' },
      onBehalfOf: { name: '丁' },
      creditedTo: null,
    });
    const fresh = await house.receive();
    expect(fresh.server?.name).toBe('乙');
    expect(await house.line()).toBe('甲 丙 丁 乙');
    await house.finish(assist, { interest: '看中三居' });
    const inbox = await house.person('丁').must(notices.mine);
    expect(inbox.rows).toMatchObject([{ kind: 'desk.brief', payload: { interest: '看中三居' } }]);
    expect((await house.receive()).server?.name).toBe('甲');
    expect((await house.file(customerId)).current?.owner.name).toBe('丁');
  });

  test('E03: leave, meal and late forfeit; E04: an errand and a leader’s work are missed and may be made up', async () => {
    const house = await office('甲乙丙丁戊');
    await house.away('甲', 'leave');
    await house.away('乙', 'errand_company');
    await house.away('丙', 'with_leader');
    await house.away('丁', 'meal');
    expect((await house.receive()).server?.name).toBe('戊');
    const { rows } = await house.supervisor.must(desk.ledger, {
      params: { siteId: house.siteId },
      query: { limit: 5 },
    });
    expect(rows.map((row) => [row.staff?.name, row.kind])).toEqual([
      ['戊', 'reception'],
      ['丁', 'forfeited'],
      ['丙', 'missed'],
      ['乙', 'missed'],
      ['甲', 'forfeited'],
    ]);
    expect(await house.line()).toBe('甲 乙 丙 丁 戊');
    const { makeUps } = await house.supervisor.must(desk.floor, { params: { siteId: house.siteId } });
    expect(makeUps.map((one) => one.staff.name).sort()).toEqual(['丙', '乙'].sort());
  });

  test('E05b, E11: a first visitor who names somebody counts for that person, who goes to the end; the head stays', async () => {
    const house = await office();
    const visit = await house.receive({ names: [house.id('丙')] });
    expect(visit).toMatchObject({
      row: 'named_first',
      server: { name: '丙' },
      creditedTo: { name: '丙' },
      turnUsed: true,
    });
    expect(await house.line()).toBe('甲 乙 丁 丙');
  });

  test('E07, E17: the owner is with another customer: the colleague they choose assists, else the last; both keep their places', async () => {
    const house = await office();
    const customerId = await ownedBy(house, '甲', '老李');
    const fresh = await house.receive();
    expect(fresh.server?.name).toBe('甲');
    const asked = await house.receive({ visitedBefore: true, names: [house.id('甲')], customerId });
    expect(asked).toMatchObject({
      service: 'assist',
      server: { name: '丁' },
      onBehalfOf: { name: '甲' },
      creditedTo: null,
    });
    await house.serve(asked);
    const again = await house.receive(returning(customerId, { entrustedTo: house.id('乙') }));
    expect(again).toMatchObject({ service: 'assist', server: { name: '乙' }, creditedTo: null });
    expect(await house.line()).toBe('乙 丙 丁 甲');
  });
});

describe('customers who come back', () => {
  test('E08, E09, E27: a returning customer goes to the owner uncounted, to the head as assistant when the owner is away', async () => {
    const house = await office();
    const customerId = await ownedBy(house, '丙', '回头客');
    const own = await house.receive(returning(customerId));
    expect(own).toMatchObject({
      row: 'own_returning',
      server: { name: '丙' },
      creditedTo: null,
      owner: { kind: 'keep' },
    });
    await house.serve(own);
    expect(await house.line()).toBe('甲 乙 丙 丁');
    const booking = await house.receive(returning(customerId, { purpose: 'direct_booking' }));
    expect(booking).toMatchObject({ row: 'direct_booking', server: { name: '丙' }, creditedTo: null });
    await house.serve(booking);
    await house.away('丙', 'rest');
    const absent = await house.receive(returning(customerId));
    expect(absent).toMatchObject({
      service: 'assist',
      server: { name: '甲' },
      onBehalfOf: { name: '丙' },
      creditedTo: null,
    });
    expect(await house.line()).toBe('甲 乙 丙 丁');
  });

  test('[S4.01.a16.change] E18: the customer insists on another; counted once, the used turn is not given back; the supervisor’s word moves the customer', async () => {
    const house = await office();
    const customerId = await ownedBy(house, '甲', '挑剔');
    const other = await house.customer('新客');
    const visit = await house.receive({ customerId: other });
    expect(visit.server?.name).toBe('甲');
    const params = { visitId: visit.id };
    await house.person('甲').must(desk.accept, { params, body: {} });
    const { visit: changed } = await house.person('甲').must(desk.change, { params, body: { reason: '客户坚持' } });
    expect(changed).toMatchObject({
      server: { name: '乙' },
      creditedTo: { name: '甲' },
      owner: { kind: 'transfer', needs: 'supervisor' },
    });
    expect(await house.line()).toBe('乙 丙 丁 甲');
    await house.serve(changed);
    expect(
      (await house.person('乙').call(desk.confirmOwner, { params, body: { confirmed: true, reason: '属实' } })).code,
    ).toBe('NOT_ALLOWED');
    await house.supervisor.must(desk.confirmOwner, { params, body: { confirmed: true, reason: '属实' } });
    const now = await house.file(other);
    expect(now.current).toMatchObject({ owner: { name: '乙' }, state: 'live' });
    expect([await house.count('甲'), await house.count('乙')]).toEqual([1, 0]);
    // The deal credit follows the change.
    const deal = await house.person('乙').must(claims.close, {
      params: { claimId: now.current?.id ?? '' },
      body: { story: { wish: 'refuses_earlier', aboutId: house.id('甲') }, commissionFen: 1_000_000 } as never,
    });
    expect(deal.verdict).toMatchObject({
      performance: [{ name: '乙', percent: 100 }],
      commission: [{ name: '乙', percent: 100, fen: 1_000_000 }],
    });
    // A change that the supervisor rejects leaves the customer where they were.
    const back = await house.receive({ visitedBefore: true, names: [house.id('丁')], customerId });
    expect(back).toMatchObject({
      row: 'names_another',
      server: { name: '丁' },
      owner: { kind: 'transfer', needs: 'supervisor' },
    });
    await house.serve(back);
    expect((await house.file(customerId)).current?.owner.name).toBe('甲');
    await house.supervisor.must(desk.confirmOwner, {
      params: { visitId: back.id },
      body: { confirmed: false, reason: '误会' },
    });
    expect((await house.file(customerId)).current?.owner.name).toBe('甲');
  });

  test('E12, E13, E14, E15: brought by an old customer, naming or not; refunded, naming or not', async () => {
    const house = await office();
    const old = await house.claim('丙', '介绍人');
    const named = await house.receive({ names: [house.id('丙')], referredBy: old.customerId });
    expect(named).toMatchObject({
      row: 'referral_named',
      server: { name: '丙' },
      creditedTo: { name: '丙' },
      turnUsed: true,
    });
    await house.serve(named);
    expect(await house.line()).toBe('甲 乙 丁 丙');
    const unnamed = await house.receive({ referredBy: old.customerId });
    expect(unnamed).toMatchObject({ row: 'referral_unnamed', server: { name: '甲' }, creditedTo: { name: '甲' } });
    await house.serve(unnamed);
    await house.away('丙', 'errand_personal');
    const away = await house.receive({ names: [house.id('丙')], referredBy: old.customerId });
    expect(away).toMatchObject({
      service: 'assist',
      server: { name: '乙' },
      creditedTo: { name: '丙' },
      turnUsed: false,
    });
    await house.serve(away);
    expect(await house.line()).toBe('乙 丁 丙 甲');
    await house.away('丙', 'on_floor');
    await house.person('丙').must(claims.close, { params: { claimId: old.claim.id }, body: {} as never });
    await house.manager.must(claims.refund, { params: { claimId: old.claim.id }, body: { reason: '退房' } });
    const refunded = await house.receive({ visitedBefore: true, names: [house.id('丙')], customerId: old.customerId });
    expect(refunded).toMatchObject({
      row: 'refunded_named',
      server: { name: '丙' },
      creditedTo: null,
      turnUsed: false,
    });
    await house.serve(refunded);
    expect((await house.file(old.customerId)).current).toMatchObject({ owner: { name: '丙' }, state: 'live' });
    const other = await house.claim('丁', '又退房');
    await house.person('丁').must(claims.close, { params: { claimId: other.claim.id }, body: {} as never });
    await house.manager.must(claims.refund, { params: { claimId: other.claim.id }, body: { reason: '退房' } });
    const asNew = await house.receive(returning(other.customerId));
    expect(asNew).toMatchObject({ row: 'refunded_as_new', server: { name: '乙' }, creditedTo: { name: '乙' } });
    await house.serve(asNew);
    expect((await house.file(other.customerId)).current).toMatchObject({ owner: { name: '乙' }, state: 'live' });
  });

  test('[S4.01.a14] E16: recognised at the door: one’s own, a stranger, somebody else’s', async () => {
    const house = await office();
    const mine = await ownedBy(house, '丁', '熟客');
    const own = await house.receive(returning(mine, { recognisedBy: house.id('丁') }));
    expect(own).toMatchObject({ row: 'recognised_own', server: { name: '丁' }, creditedTo: null });
    await house.serve(own);
    const stranger = await house.receive({ recognisedBy: house.id('丙') });
    expect(stranger).toMatchObject({ row: 'recognised_unowned', server: { name: '丙' }, creditedTo: { name: '丙' } });
    await house.serve(stranger);
    expect(await house.line()).toBe('甲 乙 丁 丙');
    const others = await house.receive(returning(mine, { recognisedBy: house.id('丙') }));
    expect(others).toMatchObject({
      row: 'own_returning',
      server: { name: '丁' },
      creditedTo: null,
      owner: { owner: { name: '丁' } },
    });
  });
});

describe('other visitors, calls and other times', () => {
  test('E19 to E24: a large party, two groups together, a competitor, and visitors who are no customers', async () => {
    const house = await office();
    const big = await house.receive({ partySize: 9 });
    expect(big).toMatchObject({ server: { name: '甲' }, hints: ['helpers_suggested'] });
    const params = { visitId: big.id };
    expect((await house.person('丙').call(desk.help, { params, body: { staffId: house.id('乙') } })).code).toBe(
      'NOT_ALLOWED',
    );
    const { visit: helped } = await house.supervisor.must(desk.help, {
      params,
      body: { staffId: house.id('乙'), reason: '人多' },
    });
    expect(helped.helpers).toMatchObject([{ name: '乙' }]);
    expect((await house.receive({ parties: 2 })).server?.name).toBe('丙');
    // 乙 helps and is not passed over for it.
    expect(await house.line()).toBe('乙 丁 甲 丙');
    await house.serve(big);
    expect([await house.count('甲'), await house.count('乙'), await house.count('丙')]).toEqual([1, 0, 1]);
    const peer = await house.receive({ purpose: 'peer', visitedBefore: null });
    expect(peer).toMatchObject({
      row: 'peer',
      server: { name: '乙' },
      creditedTo: { name: '乙' },
      owner: { kind: 'none' },
    });
    for (const purpose of ['unrelated', 'looking_for_person', 'solicitor', 'company_guest']) {
      const visit = await house.receive({ purpose, visitedBefore: null });
      expect(visit).toMatchObject({ row: purpose, service: 'last', creditedTo: null, owner: { kind: 'none' } });
      expect(visit.server?.name).toBe('甲');
      await house.serve(visit);
    }
    expect(await house.line()).toBe('丁 甲 丙 乙');
  });

  test('[S4.01.a12.ask] nobody is assigned before both questions are answered, and nothing is written', async () => {
    const house = await office();
    const params = { siteId: house.siteId };
    for (const body of [{}, { visitedBefore: true }]) {
      const answer = await house.frontDesk.call(desk.receive, { params, body: body as never });
      expect(answer).toMatchObject({ status: 422, code: 'QUESTIONS_UNANSWERED' });
    }
    expect((await house.supervisor.must(desk.floor, { params })).visitsToday).toBe(0);
  });

  test('[S4.01.a39] [S4.01.a40] [S4.01.a41] E29 to E32: the last answers; a call counts for nobody and gives nobody the caller', async () => {
    const house = await office();
    const params = { siteId: house.siteId };
    const phone = newPhone();
    const { call } = await house.frontDesk.must(desk.takeCall, { params, body: { caller: '许先生', contact: phone } });
    expect(call).toMatchObject({ dueStaff: { name: '丁' }, answeredBy: { name: '丁' } });
    const busy = await house.receive();
    const wanted = await house.frontDesk.must(desk.takeCall, {
      params,
      body: { caller: '钱女士', contact: newPhone(), wantsStaffId: house.id('甲') },
    });
    expect(wanted.call).toMatchObject({ forWanted: 'after_reception', deliveredAt: null });
    const none = await house.frontDesk.call(desk.takeCall, {
      params,
      body: { caller: '钱女士', wantsStaffId: house.id('甲') },
    });
    expect(none.code).toBe('CONTACT_REQUIRED');
    await house.serve(busy);
    expect((await house.person('甲').must(desk.mine, {})).messages).toMatchObject([{ caller: '钱女士' }]);
    const { rows } = await house.supervisor.must(desk.calls, { params, query: {} });
    expect(rows.find((row) => row.caller === '钱女士')?.deliveredAt).not.toBeNull();
    expect(await house.line()).toBe('乙 丙 丁 甲');
    expect(await house.count('丁')).toBe(0);
    // E32: the caller visits and names nobody: the head's, as any new customer.
    const customerId = await house.customer('许先生', { phones: phone, source: 'phone' });
    const visit = await house.receive({ customerId });
    expect(visit).toMatchObject({ row: 'new_customer', server: { name: '乙' }, owner: { owner: { name: '乙' } } });
    const early = await house
      .person('丁')
      .call(claims.register, { params: { customerId }, body: { origin: 'call' } as never });
    expect(early.code).toBe('CALL_CREATES_NO_CLAIM');
  });

  test('E33, E35: a colleague helps and keeps the turn; the supervisor overrules with a reason, and the journal says so', async () => {
    const house = await office();
    const visit = await house.receive();
    const params = { visitId: visit.id };
    await house.person('甲').must(desk.help, { params, body: { staffId: house.id('乙') } });
    expect(await house.line()).toBe('乙 丙 丁 甲');
    expect(
      (
        await house.supervisor.call(desk.override, {
          params,
          body: { staffId: house.id('丙'), counts: true, reason: ' ' },
        })
      ).status,
    ).toBe(400);
    const { visit: ruled, journalId } = await house.supervisor.must(desk.override, {
      params,
      body: { staffId: house.id('丙'), counts: false, reason: '特殊客户' },
    });
    expect(ruled).toMatchObject({ server: { name: '丙' }, creditedTo: null, service: 'override' });
    expect(await house.line()).toBe('甲 乙 丙 丁');
    const entry = await house.supervisor.must(journal.entry, { params: { journalId } });
    expect(entry).toMatchObject({ reason: '特殊客户', accepted: true });
    expect(entry.overrides).not.toBeNull();
  });
});

describe('from one day to the next', () => {
  test('[S4.01.a08] [S4.01.a07] a turn missed on an errand is granted and placed by the supervisor, carried over the night, used once, and never twice', async () => {
    await world.setClock(at('2024-03-05', '09:00'));
    const house = await office('甲乙丙');
    const params = { siteId: house.siteId };
    await house.away('甲', 'errand_company');
    await house.serve(await house.receive());
    await house.away('甲', 'on_floor');
    const [owed] = (await house.supervisor.must(desk.floor, { params })).makeUps;
    const ofMakeUp = { ...params, makeUpId: owed?.id ?? '' };
    const place = { params: ofMakeUp, body: { place: 2 } };
    expect(await house.line()).toBe('丙 甲 乙');
    expect((await house.person('甲').call(desk.placeMakeUp, place)).code).toBe('NOT_ALLOWED');
    expect((await house.person('乙').call(desk.applyMakeUp, { params: ofMakeUp, body: { reason: '替他' } })).code).toBe(
      'NOT_YOUR_MAKE_UP',
    );
    await house.person('甲').must(desk.applyMakeUp, { params: ofMakeUp, body: { reason: '外出办证' } });
    expect((await house.supervisor.must(notices.mine)).rows.map((row) => row.kind)).toContain('desk.make_up_applied');
    await house.supervisor.must(desk.placeMakeUp, place);
    expect(await house.line()).toBe('丙 甲+ 甲 乙');
    expect((await house.supervisor.call(desk.placeMakeUp, place)).code).toBe('NO_TURN_MISSED');
    await house.serve(await house.receive());
    expect(await house.closeDay()).toEqual({ nextHead: '甲', expiredMakeUps: [] });
    await world.setClock(at('2024-03-06', '09:00'));
    await house.openDay(null);
    expect(await house.line()).toBe('甲+ 甲 乙 丙');
    const made = await house.receive();
    expect(made).toMatchObject({
      service: 'make_up',
      server: { name: '甲' },
      creditedTo: { name: '甲' },
      turnUsed: false,
    });
    expect(await house.line()).toBe('甲 乙 丙');
    await house.serve(made);
    expect((await house.receive()).server?.name).toBe('甲');
    expect(await house.line()).toBe('乙 丙 甲');
  });

  test('[S4.01.a09.official] a make-up turn nobody uses expires at the close of the next working day, not before', async () => {
    await world.setClock(at('2024-03-07', '09:00'));
    const house = await office('甲乙丙');
    const params = { siteId: house.siteId };
    await house.away('甲', 'errand_company');
    await house.serve(await house.receive());
    await house.away('甲', 'on_floor');
    const [owed] = (await house.supervisor.must(desk.floor, { params })).makeUps;
    await house.supervisor.must(desk.placeMakeUp, {
      params: { ...params, makeUpId: owed?.id ?? '' },
      body: { place: 4 },
    });
    expect((await house.closeDay()).expiredMakeUps).toEqual([]);
    await world.setClock(at('2024-03-08', '09:00'));
    await house.openDay(null);
    expect(await house.line()).toBe('丙 甲 乙 甲+');
    expect((await house.closeDay()).expiredMakeUps).toHaveLength(1);
    await world.setClock(at('2024-03-09', '09:00'));
    await house.openDay(null);
    expect(await house.line()).toBe('丙 甲 乙');
  });

  test('1.5: named, assisted, duty and off-hours receptions after the last turn do not move tomorrow’s start; a new colleague joins at the end', async () => {
    await world.setClock(at('2024-03-11', '09:00'));
    const house = await office('甲乙丙');
    const params = { siteId: house.siteId };
    const mine = await ownedBy(house, '丙', '丙客');
    await house.serve(await house.receive());
    await house.serve(await house.receive({ visitedBefore: true, names: [house.id('丙')], customerId: mine }));
    await house.supervisor.must(desk.declareDuty, { params, body: { staffIds: [house.id('乙')] } });
    const duty = await house.receive();
    expect(duty).toMatchObject({
      row: 'duty_shift',
      server: { name: '乙' },
      creditedTo: null,
      owner: { owner: { name: '乙' } },
    });
    await house.serve(duty);
    const dutyOwn = await house.receive({ visitedBefore: true, receivedBy: [house.id('丙')], customerId: mine });
    expect(dutyOwn).toMatchObject({ row: 'duty_shift', creditedTo: null, owner: { owner: { name: '丙' } } });
    await house.serve(dutyOwn);
    await house.supervisor.must(desk.declareDuty, { params, body: { staffIds: [] } });
    await world.setClock(at('2024-03-11', '18:30'));
    const late = await house.receive({ servedBy: house.id('丙') });
    expect(late).toMatchObject({ row: 'off_hours', server: { name: '丙' }, creditedTo: null });
    await house.serve(late);
    expect(await house.line()).toBe('乙 丙 甲');
    expect((await house.closeDay()).nextHead).toBe('乙');
    await house.hire('新');
    await world.setClock(at('2024-03-12', '09:00'));
    await house.openDay(null);
    expect(await house.line()).toBe('乙 丙 甲 新');
    // Nobody was received in turn today: tomorrow is the same.
    expect((await house.closeDay()).nextHead).toBe('乙');
    await world.setClock(at('2024-03-13', '09:00'));
    await house.openDay(null);
    expect(await house.line()).toBe('乙 丙 甲 新');
  });

  test('[S4.01.a05] E34: the manager’s scheme suspends the sheet; afterwards it goes on where it stood', async () => {
    const house = await office('甲乙丙');
    const params = { siteId: house.siteId };
    const event = {
      name: '房展会',
      method: 'named_list' as const,
      list: [house.id('丙'), house.id('乙')],
      counts: false,
    };
    expect((await house.supervisor.call(desk.declareEvent, { params, body: { event } })).code).toBe('NOT_ALLOWED');
    await house.manager.must(desk.declareEvent, { params, body: { event } });
    const servers = [];
    for (let n = 0; n < 3; n++) {
      const visit = await house.receive();
      servers.push(visit.server?.name);
      await house.serve(visit);
    }
    expect(servers).toEqual(['丙', '乙', '丙']);
    await house.manager.must(desk.declareEvent, { params, body: { event: null } });
    expect(await house.line()).toBe('甲 乙 丙');
    expect((await house.receive()).server?.name).toBe('甲');
  });
});

describe('lapse and return', () => {
  test('[S4.01.a17.lapse] E10, E11: to the millisecond: the last instant of the window is protected, the next is not; the customer is new again', async () => {
    await world.setClock(at('2024-03-18', '09:00'));
    const house = await office();
    const one = await house.claim('甲', '断联一');
    const two = await house.claim('甲', '断联二');
    const three = await house.claim('甲', '断联三');
    const until = at('2024-04-19', '00:00');
    expect(one.claim.protectedUntil).toBe(until);
    await world.setClock('2024-04-18T15:59:59.999Z');
    expect((await house.file(one.customerId)).current?.owner.name).toBe('甲');
    expect(
      (
        await house
          .person('乙')
          .call(claims.register, { params: { customerId: one.customerId }, body: { origin: 'visit' } as never })
      ).code,
    ).toBe('CUSTOMER_HAS_OWNER');
    // The server sleeps over the weekend; nobody settles anything until the next command.
    world.server.runtime.clock.set(at('2024-04-22', '09:00'));
    await house.openDay();
    const asNew = await house.receive(returning(one.customerId));
    expect(asNew).toMatchObject({
      row: 'lapsed_as_new',
      server: { name: '甲' },
      creditedTo: { name: '甲' },
      owner: { kind: 'new', closesPrevious: true },
    });
    await house.serve(asNew);
    const named = await house.receive({ visitedBefore: true, names: [house.id('甲')], customerId: two.customerId });
    expect(named).toMatchObject({
      row: 'lapsed_named',
      server: { name: '甲' },
      creditedTo: { name: '甲' },
      turnUsed: true,
    });
    await house.serve(named);
    const byAnother = await house.receive(returning(three.customerId));
    expect(byAnother.server?.name).toBe('乙');
    await house.serve(byAnother);
    const file = await house.file(one.customerId);
    expect(file.current).toMatchObject({ owner: { name: '甲' }, registeredAt: at('2024-04-22') });
    expect(file.history).toMatchObject([{ id: one.claim.id, state: 'lapsed', endedAt: until }]);
    expect((await house.file(two.customerId)).current).toMatchObject({
      owner: { name: '甲' },
      protectedUntil: at('2024-05-23', '00:00'),
    });
    expect((await house.file(three.customerId)).current?.owner.name).toBe('乙');
    expect((await house.file(three.customerId)).pooled).toBeNull();
  });

  test('a reception, a call and a note each start the month again; an unanswered call does not; month ends are clamped', async () => {
    await world.setClock(at('2024-12-31', '10:00'));
    const house = await office();
    const { customerId, claim } = await house.claim('甲', '月底');
    expect(claim.protectedUntil).toBe(at('2025-02-01', '00:00'));
    await world.setClock(at('2025-01-30', '10:00'));
    expect((await house.contact('甲', customerId, 'call', { answered: false })).claim?.protectedUntil).toBe(
      at('2025-02-01', '00:00'),
    );
    expect((await house.contact('甲', customerId, 'call')).claim?.protectedUntil).toBe(at('2025-03-01', '00:00'));
    await world.setClock(at('2025-02-28', '10:00'));
    await house.openDay();
    const visit = await house.receive(returning(customerId));
    expect(visit).toMatchObject({ row: 'own_returning', server: { name: '甲' } });
    await house.serve(visit);
    expect((await house.file(customerId)).current?.protectedUntil).toBe(at('2025-03-29', '00:00'));
    await world.setClock(at('2025-03-28', '23:59'));
    expect((await house.file(customerId)).current).not.toBeNull();
    await world.setClock(at('2025-03-29', '00:00'));
    expect((await house.file(customerId)).current).toBeNull();
    // A call that happened inside the window, written down afterwards, cannot bring a lapsed claim back.
    const late = await house.person('甲').call(claims.followUp, {
      params: { customerId },
      body: { channel: 'call', at: at('2025-03-20') } as never,
    });
    expect(late.code === null ? late.body.claim : null).toBeNull();
    expect((await house.file(customerId)).current).toBeNull();
  });

  test('[S4.01.a44] the same customer twice in one day: neither counts, nobody moves; the register shows both', async () => {
    await world.setClock(at('2025-04-07', '10:00'));
    const house = await office();
    const customerId = await ownedBy(house, '乙', '一日两来');
    for (let n = 0; n < 2; n++) {
      const visit = await house.receive(returning(customerId));
      expect(visit).toMatchObject({ server: { name: '乙' }, creditedTo: null });
      await house.serve(visit);
    }
    expect(await house.line()).toBe('甲 乙 丙 丁');
    const { rows } = await house
      .person('乙')
      .must(desk.visits, { params: { siteId: house.siteId }, query: { customerId } });
    expect(rows).toHaveLength(2);
  });
});

describe('registered after the visit', () => {
  test('[S4.01.a28] a visit is linked to the customer registered afterwards, and the claim is the server’s; a second link is refused', async () => {
    const house = await office();
    const visit = await house.receive({ visitor: '戴帽的先生' });
    await house.serve(visit);
    const jia = house.person('甲');
    expect((await jia.must(desk.mine, {})).registrationsDue).toMatchObject([
      { visitId: visit.id, visitor: '戴帽的先生' },
    ]);
    const registered = await jia.must(customers.register, {
      body: { name: '戴强', phones: newPhone(), enquiry: '两居' } as never,
    });
    const params = { visitId: visit.id };
    const linked = await jia.must(desk.linkCustomer, { params, body: { customerId: registered.customerId } });
    expect(linked.claimId).not.toBeNull();
    const file = await jia.must(claims.ofCustomer, { params: { customerId: registered.customerId } });
    expect(file.current).toMatchObject({ id: linked.claimId, owner: { name: '甲' }, origin: 'visit', state: 'live' });
    expect((await jia.must(desk.mine, {})).registrationsDue).toEqual([]);
    const other = await house.customer('别人');
    expect((await jia.call(desk.linkCustomer, { params, body: { customerId: other } })).code).toBe(
      'CUSTOMER_LINKED_ALREADY',
    );
    expect(
      (await house.person('乙').call(claims.ofCustomer, { params: { customerId: registered.customerId } })).code,
    ).toBe('NOT_ALLOWED');
  });

  test('a visitor taken for new who proves to be a colleague’s: handed over, the turn given back to the head', async () => {
    const house = await office();
    const customerId = await ownedBy(house, '丙', '认错人');
    const visit = await house.receive();
    expect(visit.server?.name).toBe('甲');
    const params = { visitId: visit.id };
    await house.person('甲').must(desk.accept, { params, body: {} });
    const { visit: corrected } = await house.person('甲').must(desk.correct, {
      params,
      body: { visitedBefore: true, names: [house.id('丙')], customerId } as never,
    });
    expect(corrected).toMatchObject({ row: 'named_returning', server: { name: '丙' }, creditedTo: null });
    expect(await house.line()).toBe('甲 乙 丙 丁');
    expect(await house.count('甲')).toBe(0);
    await house.serve(corrected);
    expect((await house.receive()).server?.name).toBe('甲');
  });
});

describe('one press, one outcome', () => {
  test('the same command twice is one visit; another body under its id is refused', async () => {
    const house = await office();
    const params = { siteId: house.siteId };
    const commandId = crypto.randomUUID();
    const body = { visitedBefore: false, visitor: '甲先生', commandId };
    const first = await house.frontDesk.must(desk.receive, { params, body: body as never });
    const again = await house.frontDesk.must(desk.receive, { params, body: body as never });
    expect(again.visit.id).toBe(first.visit.id);
    const other = await house.frontDesk.call(desk.receive, { params, body: { ...body, visitor: '乙先生' } as never });
    expect(other).toMatchObject({ status: 409, code: 'COMMAND_ID_REUSED' });
    expect((await house.supervisor.must(desk.floor, { params })).visitsToday).toBe(1);
    expect(await house.line()).toBe('乙 丙 丁 甲');
  });

  test('[S4.01.a10.single] two servers on one database: a crowd accepts one turn, one serves; a crowd of visitors gets a crowd of servers, none twice', async () => {
    const house = await office('甲乙丙丁戊己');
    const second = await secondServer(world.databaseUrl);
    try {
      const there = (name: string) => personAt(second.url, house.person(name));
      const params = { siteId: house.siteId };
      const desks = [house.frontDesk, there('前台')];
      const visits = await Promise.all(
        Array.from({ length: 6 }, (_, n) =>
          desks[n % 2]?.must(desk.receive, { params, body: { visitedBefore: false } as never }),
        ),
      );
      expect(new Set(visits.map((one) => one?.visit.server?.name)).size).toBe(6);
      expect(new Set(visits.map((one) => one?.visit.number)).size).toBe(6);
      const [one] = visits;
      const name = one?.visit.server?.name ?? '';
      const answers = await Promise.all(
        [house.person(name), there(name), house.person(name), there(name)].map((who) =>
          who.call(desk.accept, { params: { visitId: one?.visit.id ?? '' }, body: {} }),
        ),
      );
      expect(answers.map((answer) => answer.code).sort()).toEqual(
        ['TURN_ALREADY_TAKEN', 'TURN_ALREADY_TAKEN', 'TURN_ALREADY_TAKEN', null].sort(),
      );
      const lost = answers.find((answer) => answer.code !== null);
      expect(lost?.body).toMatchObject({ error: { detail: { name } } });
    } finally {
      await second.stop();
    }
  });
});
