import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claims } from '#contract/claims.ts';
import { customers } from '#contract/customers.ts';
import { desk } from '#contract/desk.ts';
import { type DeskSheet, type Entry, replay } from '#core/desk/index.ts';
import { presetGrants } from '#core/organisation/index.ts';
import { customerByPhone } from './facts.ts';
import { type Floor, floorIn, openFloor } from './testing/floor.ts';
import { receptionsOf } from './receptions.ts';
import { startWorld, type World } from '#server/platform/testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const open = (letters: string, rulebook?: string): Promise<Floor> => openFloor(world, letters, rulebook);

describe('during a visit', () => {
  test('[S4.01.a29.all] whoever passes without a reason gives the turn up; with a visitor begun nothing is passed on', async () => {
    const floor = await open('甲乙丙');
    const visit = await floor.receive();
    const passed = await floor
      .person('甲')
      .must(desk.pass, { params: { visitId: visit.id }, body: { reason: 'declined' } });
    expect(passed.visit.server?.name).toBe('乙');
    expect(await floor.line()).toBe('丙 甲 乙');
    await floor.person('乙').must(desk.accept, { params: { visitId: visit.id }, body: {} });
    const again = await floor.person('乙').call(desk.pass, { params: { visitId: visit.id }, body: { reason: 'meal' } });
    expect(again).toMatchObject({ status: 409, code: 'RECEPTION_MAY_NOT_BE_BROKEN_OFF' });
  });

  test('[S4.01.a12.handover] the visitor turns out to be a colleague’s: handed over, the turn comes back', async () => {
    const floor = await open('甲乙丙');
    const { customerId } = await floor.customer('钱伟', '乙');
    const visit = await floor.receive();
    await floor.person('甲').must(desk.accept, { params: { visitId: visit.id }, body: {} });
    const corrected = await floor.boss.must(desk.correct, {
      params: { visitId: visit.id },
      body: { visitedBefore: true, receivedBy: [floor.person('乙').id], customerId },
    });
    expect(corrected.visit).toMatchObject({ server: { name: '乙' }, service: 'own', customer: { id: customerId } });
    expect(await floor.line()).toBe('甲 乙 丙');
    const nothingNew = await floor.boss.call(desk.correct, {
      params: { visitId: visit.id },
      body: { visitedBefore: true, receivedBy: [floor.person('乙').id], customerId },
    });
    expect(nothingNew.code).toBe('NOTHING_TO_HAND_OVER');
  });

  test('[S4.01.a10.assist] [S4.01.a16.nointerrupt] a helper for a large party; nobody leaves the floor while serving', async () => {
    const floor = await open('甲乙丙');
    const visit = await floor.receive({ partySize: 9 });
    expect(visit.hints).toContain('helpers_suggested');
    const body = { staffId: floor.person('丙').id };
    expect(await floor.person('乙').call(desk.help, { params: { visitId: visit.id }, body })).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    const helped = await floor.boss.must(desk.help, { params: { visitId: visit.id }, body });
    expect(helped.visit.helpers.map((helper) => helper.name)).toEqual(['丙']);
    const away = { params: { siteId: floor.siteId }, body: { status: 'meal' as const } };
    expect(await floor.person('甲').call(desk.presence, away)).toMatchObject({ code: 'STILL_WITH_CUSTOMER' });
  });

  test('[S4.01.a04.adjust] overruling moves the visitor and the turn, needs a reason, and is on record as such', async () => {
    const floor = await open('甲乙丙');
    const visit = await floor.receive();
    const body = { staffId: floor.person('丙').id, counts: true };
    expect(
      await floor.boss.call(desk.override, { params: { visitId: visit.id }, body: { ...body, reason: ' ' } }),
    ).toMatchObject({ status: 400 });
    const over = await floor.boss.must(desk.override, {
      params: { visitId: visit.id },
      body: { ...body, reason: '懂英语' },
    });
    expect(over.visit).toMatchObject({ service: 'override', server: { name: '丙' }, owner: { owner: { name: '丙' } } });
    expect(await floor.line()).toBe('甲 乙 丙');
    const { entries } = await floor.boss.must(desk.visit, { params: { visitId: visit.id } });
    expect(entries.map((entry) => entry.kind)).toEqual(['reception', 'turn_cancelled', 'override']);
  });

  test('a wrong count is reversed after the visit is over', async () => {
    const floor = await open('甲乙丙');
    const visit = await floor.receive({ purpose: 'not_stated' });
    await floor.finish(visit.id);
    const body = { counts: false, reason: '推销' };
    const reversed = await floor.boss.must(desk.reclassify, { params: { visitId: visit.id }, body });
    expect(reversed.visit).toMatchObject({ state: 'finished', creditedTo: null });
    expect(await floor.line()).toBe('甲 乙 丙');
    expect((await floor.boss.call(desk.reclassify, { params: { visitId: visit.id }, body })).code).toBe(
      'NOT_COUNTED_ANYWAY',
    );
  });

  test('a visitor who leaves gives the turn back; the log keeps steps, interest and outcome', async () => {
    const floor = await open('甲乙');
    const gone = await floor.receive();
    await floor.boss.must(desk.leave, { params: { visitId: gone.id }, body: { reason: '等不及' } });
    expect(await floor.line()).toBe('甲 乙');
    const visit = await floor.receive();
    const params = { visitId: visit.id };
    await floor.person('甲').must(desk.log, { params, body: { step: '看沙盘', interest: '三居' } });
    const { log } = await floor
      .person('甲')
      .must(desk.log, { params, body: { step: '看样板间', outcome: 'follow_up' } });
    expect(log).toMatchObject({
      interest: '三居',
      outcome: 'follow_up',
      steps: [{ text: '看沙盘' }, { text: '看样板间' }],
    });
    const detail = await floor.boss.must(desk.visit, { params });
    expect(detail.whyNot).toMatchObject({ finish: null, leave: null, confirmOwner: { code: 'OWNER_NEEDS_NOTHING' } });
  });

  test('a person nobody knows is refused by name of the field, wherever one may be named', async () => {
    const floor = await open('甲');
    const nobody = '00000000-0000-4000-8000-000000000000';
    const params = { siteId: floor.siteId };
    const answers = [
      await floor.boss.call(desk.receive, { params, body: { visitedBefore: false, names: [nobody] } }),
      await floor.boss.call(desk.presence, { params, body: { status: 'meal', staffId: nobody } }),
      await floor.boss.call(desk.join, { params, body: { staffId: nobody } }),
      await floor.boss.call(desk.takeCall, { params, body: { caller: '某先生', wantsStaffId: nobody } }),
      await floor.boss.call(desk.declareDuty, { params, body: { staffIds: [nobody] } }),
    ];
    expect(answers.map((answer) => [answer.status, answer.code])).toEqual(answers.map(() => [400, 'REQUEST_INVALID']));
  });

  test('[S4.02.i10.notclosed] no stand-in while with a new customer', async () => {
    const floor = await open('甲乙');
    const visit = await floor.receive();
    const answer = await floor.person('甲').call(desk.standIn, { params: { visitId: visit.id }, body: {} });
    expect(answer).toMatchObject({ status: 409, code: 'STAND_IN_NOT_ALLOWED' });
  });

  test('[S4.02.i10.closed] while with a customer who has bought, a colleague takes the turn for the first in line', async () => {
    const floor = await open('甲乙丙');
    const jia = floor.person('甲');
    const manager = await world.addPerson({ name: '经理', siteId: floor.siteId, grants: presetGrants('manager') });
    const { customerId } = await floor.customer('业主', '甲');
    const { current } = await manager.must(claims.ofCustomer, { params: { customerId } });
    await manager.must(claims.close, { params: { claimId: current?.id ?? '' }, body: {} as never });
    const visit = await floor.receive({ visitedBefore: true, receivedBy: [jia.id], customerId });
    expect(visit).toMatchObject({ server: { name: '甲' }, turnUsed: false });
    await jia.must(desk.standIn, { params: { visitId: visit.id }, body: {} });
    expect(await floor.receive()).toMatchObject({
      service: 'stand_in',
      server: { name: '乙' },
      owner: { owner: { name: '甲' } },
    });
    expect(await floor.line()).toBe('乙 丙 甲');
  });
});

describe('the day', () => {
  test('[S4.01.a08] order, swap, penalty and joining, each with its entry; nobody moves themselves', async () => {
    const floor = await open('甲乙丙');
    const { line } = await floor.view();
    const order = [line[2], line[0], line[1]].map((place) => ({ unitId: place?.unitId ?? '', makeUpId: null }));
    const params = { siteId: floor.siteId };
    await floor.boss.must(desk.adjust, { params, body: { line: order, reason: '晨会' } });
    expect(await floor.line()).toBe('丙 甲 乙');
    const [bing, jia, yi] = ['丙', '甲', '乙'].map((name) => floor.person(name).id);
    await floor.boss.must(desk.swap, { params, body: { unitId: bing ?? '', withUnitId: yi ?? '', reason: '换班' } });
    expect(await floor.line()).toBe('乙 甲 丙');
    const penalty = { unitId: yi ?? '', effect: 'lose_turn' as const, clause: 'S4.01.a29.all', reason: '抢客' };
    await floor.boss.must(desk.penalise, { params, body: penalty });
    expect(await floor.line()).toBe('甲 丙 乙');
    const unknown = await floor.boss.call(desk.penalise, { params, body: { ...penalty, clause: 'Z99' } });
    expect(unknown).toMatchObject({ status: 422, code: 'CLAUSE_UNKNOWN' });
    const byNumber = { ...penalty, effect: 'note' as const, clause: 'A04' };
    await floor.boss.must(desk.penalise, { params, body: byNumber });
    const ding = await world.addPerson({ name: '丁', siteId: floor.siteId, grants: floorIn.consultant });
    expect((await floor.boss.must(desk.join, { params, body: { staffId: ding.id } })).place).toBe(4);
    expect((await floor.boss.call(desk.join, { params, body: { staffId: jia ?? '' } })).code).toBe('ONE_PERSON_TWICE');
    const { rows } = await floor.boss.must(desk.ledger, { params, query: { limit: 2 } });
    expect(rows.map((row) => row.kind)).toEqual(['joined', 'penalty']);
    expect(rows[1]?.houseClauses).toContain('A04');
  });

  test('[S4.01.a05] [S4.01.a48] an event’s own list, then a duty shift, leave the line where it stood', async () => {
    const floor = await open('甲乙丙');
    const params = { siteId: floor.siteId };
    const event = { name: '房展会', method: 'named_list' as const, list: [floor.person('丙').id], counts: false };
    expect(await floor.person('甲').call(desk.declareEvent, { params, body: { event } })).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    await floor.boss.must(desk.declareEvent, { params, body: { event } });
    expect(await floor.receive()).toMatchObject({ row: 'event', server: { name: '丙' }, creditedTo: null });
    await floor.boss.must(desk.declareEvent, { params, body: { event: null } });
    await floor.boss.must(desk.declareDuty, { params, body: { staffIds: [floor.person('乙').id] } });
    expect(await floor.receive()).toMatchObject({ row: 'duty_shift', server: { name: '乙' } });
    await floor.boss.must(desk.declareDuty, { params, body: { staffIds: [] } });
    expect(await floor.receive()).toMatchObject({ row: 'new_customer', server: { name: '甲' } });
    const away = await floor.boss.call(desk.allowOffDuty, { params, body: { staffId: floor.person('甲').id } });
    expect(away.code).toBe('ON_DUTY_ALREADY');
  });

  test('[S4.02.i01] a planned duty list is the order of its day in a house that rotates by it', async () => {
    const floor = await open('甲乙丙', 'car-showroom');
    const { rules, day, status } = await floor.view();
    expect(status).toBe('open');
    const tomorrow = new Date(Date.parse(`${day}T01:00:00.000Z`) + 86_400_000).toISOString();
    const order = ['丙', '甲'].map((name) => floor.person(name).id);
    const params = { siteId: floor.siteId, day: tomorrow.slice(0, 10) };
    await floor.boss.must(desk.planDuty, { params, body: { order } });
    expect((await floor.boss.must(desk.dutyList, { params })).order.map((unit) => unit.name)).toEqual(['丙', '甲']);
    const file = await floor.boss.fetch(`/api/sites/${floor.siteId}/desk/duty-lists.csv?day=${params.day}`);
    expect((await file.text()).split('\r\n')).toMatchObject([
      expect.stringContaining('顺序'),
      expect.stringMatching(`^${params.day},1,丙,`),
      expect.stringMatching(`^${params.day},2,甲,`),
      '',
    ]);
    await floor.boss.must(desk.close, { params: { siteId: floor.siteId }, body: {} });
    await world.setClock(tomorrow);
    await floor.boss.must(desk.open, { params: { siteId: floor.siteId }, body: {} });
    expect(rules.orderSource).toBe('duty_list');
    expect(await floor.line()).toBe('丙 甲');
    const { line } = await floor.view();
    expect(line.map((place) => place.standing)).toEqual(['up', 'on_deck']);
  });

  test('[S4.02.i04.vacancy] [S4.02.i04.chain] an empty first position: the second answers for it, unless told to move up', async () => {
    const floor = await open('甲乙丙');
    const params = { siteId: floor.siteId };
    const { now } = await floor.view();
    const leftBy = floor.person('甲').id;
    await world.setClock(new Date(Date.parse(now) + 30_000).toISOString());
    await floor.person('乙').must(desk.noteMoveUp, { params, body: { to: floor.person('丙').id } });
    await world.setClock(new Date(Date.parse(now) + 300_000).toISOString());
    const found = await floor.boss.must(desk.emptyPost, { params, body: { emptySince: now, leftBy } });
    expect(found).toMatchObject({ responsible: { name: '丙' }, because: 'notified_but_did_not_fill' });
  });

  test('opening twice at once opens once; everybody else is told it is open', async () => {
    const siteId = await world.addSite({ rulebook: 'sales-office-reception' });
    const boss = await world.addPerson({ name: '主管', siteId, grants: floorIn.boss });
    await world.addPerson({ name: '甲', siteId, grants: floorIn.consultant });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => boss.call(desk.open, { params: { siteId }, body: {} })),
    );
    expect(answers.filter((answer) => answer.code === null)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.code))).toEqual(new Set([null, 'DAY_ALREADY_OPEN']));
  });
});

describe('standing at the desk', () => {
  test('[S4.01.a30.understaffed] one alone on the floor looks after several, even one who had waited since before them', async () => {
    const floor = await open('甲');
    const jia = floor.person('甲');
    const presence = (status: 'meal' | 'on_floor') =>
      jia.must(desk.presence, { params: { siteId: floor.siteId }, body: { status } });
    await presence('meal');
    const [first, second] = [await floor.receive(), await floor.receive()];
    expect((await presence('on_floor')).nextCalled?.id).toBe(first.id);
    await floor.boss.must(desk.leave, { params: { visitId: first.id }, body: {} });
    const third = await floor.receive();
    expect(third).toMatchObject({ server: { name: '甲' }, service: 'rotation' });
    const called = await floor.boss.must(desk.callNext, { params: { visitId: second.id }, body: {} });
    expect(called.visit).toMatchObject({ number: 2, server: { name: '甲' }, service: 'parallel' });
  });

  test('[S0.02.rec.2] [S4.02.i05] [S4.01.a06.fill] while the first receives the second is up, the third greets, and each sees it on their own page', async () => {
    const floor = await open('甲乙丙');
    const standing = async (name: string) => (await floor.person(name).must(desk.mine, {})).standing;
    expect([await standing('甲'), await standing('乙'), await standing('丙')]).toEqual(['up', 'on_deck', 'in_line']);
    await floor.receive();
    expect([await standing('甲'), await standing('乙'), await standing('丙')]).toEqual([null, 'up', 'on_deck']);
    const { rows } = await floor.boss.must(desk.ledger, {
      params: { siteId: floor.siteId },
      query: { kind: 'reception' },
    });
    expect(rows).toHaveLength(1);
  });

  test('[S4.02.i02.supervise] the supervisor sees every place, why it would be passed over and what that costs; consultants cannot move it', async () => {
    const floor = await open('甲乙丙');
    const params = { siteId: floor.siteId };
    await floor.person('甲').must(desk.presence, { params, body: { status: 'meal' } });
    const { line, whyNot } = await floor.view();
    expect(line[0]).toMatchObject({ unitName: '甲', standing: null, because: 'meal', effect: 'forfeit' });
    expect(whyNot).toMatchObject({ adjust: null, close: null, open: { code: 'DAY_ALREADY_OPEN' } });
    const asConsultant = await floor.person('乙').must(desk.floor, { params });
    expect(asConsultant.whyNot.adjust).toMatchObject({ code: 'NOT_ALLOWED' });
    const move = { line: line.map(({ unitId, makeUpId }) => ({ unitId, makeUpId })).toReversed(), reason: '插队' };
    expect((await floor.person('乙').call(desk.adjust, { params, body: move })).code).toBe('NOT_ALLOWED');
  });

  test('[S1.16.s2] [S0.02.info.4] the receiving consultant writes both registers: visitor, and caller with contact and need', async () => {
    const floor = await open('甲乙');
    const jia = floor.person('甲');
    const params = { siteId: floor.siteId };
    await jia.must(desk.receive, { params, body: { visitedBefore: false, visitor: '穿红衣的女士' } });
    const caller = { caller: '许先生', contact: '13800001111', need: '两居,月供六千' };
    await jia.must(desk.takeCall, { params, body: { ...caller, answeredBy: jia.id } });
    expect((await jia.must(desk.visits, { params, query: {} })).rows).toMatchObject([
      { visitor: '穿红衣的女士', server: { name: '甲' } },
    ]);
    expect((await jia.must(desk.calls, { params, query: {} })).rows).toMatchObject([
      { ...caller, answeredBy: { name: '甲' } },
    ]);
  });
});

describe('houses differ', () => {
  test('[S0.02.rec.3b] real estate: who was out on business makes every missed turn up on return', async () => {
    const floor = await open('甲乙', 'real-estate-customers');
    const jia = floor.person('甲');
    const away = (status: 'errand_company' | 'on_floor') =>
      jia.must(desk.presence, { params: { siteId: floor.siteId }, body: { status } });
    await away('errand_company');
    await floor.finish((await floor.receive()).id);
    await floor.finish((await floor.receive()).id);
    expect((await away('on_floor')).makeUpsPlaced).toHaveLength(2);
    expect(await floor.line()).toBe('甲+ 甲+ 甲 乙');
  });

  test('[S0.02.rec.51] [S0.02.own.310] real estate: a named first visit uses no turn; an introduced one is the introducer’s consultant’s', async () => {
    const floor = await open('甲乙丙', 'real-estate-customers');
    const named = await floor.receive({ names: [floor.person('丙').id] });
    expect(named).toMatchObject({
      row: 'named_first',
      server: { name: '丙' },
      creditedTo: null,
      owner: { owner: { name: '丙' } },
    });
    const { customerId } = await floor.customer('郑军', '乙');
    const brought = await floor.receive({ referredBy: customerId });
    expect(brought).toMatchObject({ row: 'referral_original', server: { name: '乙' }, creditedTo: null });
    expect(await floor.line()).toBe('甲 乙 丙');
  });

  test('[S0.02.own.310] whoever an old customer brings is their original consultant’s, even after they themselves changed to another', async () => {
    const floor = await open('甲乙丙', 'real-estate-customers');
    const [yi, bing] = [floor.person('乙'), floor.person('丙')];
    const { customerId } = await floor.customer('老业主', '乙');
    const manager = await world.addPerson({
      name: '周经理',
      siteId: floor.siteId,
      grants: { ...presetGrants('manager'), 'claims.reassign': 'company' },
    });
    const { current } = await manager.must(claims.ofCustomer, { params: { customerId } });
    await manager.must(claims.close, { params: { claimId: current?.id ?? '' }, body: {} as never });
    await manager.must(claims.passOn, {
      params: { claimId: current?.id ?? '' },
      body: { toId: bing.id, why: 'customer_request', reason: '客户要求' },
    });
    const brought = await floor.receive({ referredBy: customerId });
    expect(brought).toMatchObject({ row: 'referral_original', server: { id: yi.id }, owner: { owner: { id: yi.id } } });
  });

  test('[S1.19.x.1] [S1.19.x.5] club: a voucher designates for that day, without a turn, and for no longer', async () => {
    const floor = await open('甲乙丙', 'club-membership');
    const { customerId } = await floor.customer('持券客人');
    const voucher = { kind: 'trial_voucher', staffId: floor.person('丙').id };
    const visit = await floor.receive({ proof: voucher, customerId });
    expect(visit).toMatchObject({ server: { name: '丙' }, creditedTo: null });
    expect(await floor.line()).toBe('甲 乙 丙');
    await floor.finish(visit.id);
    const { now } = await floor.view();
    const owner = async () =>
      (await floor.boss.must(claims.ofCustomer, { params: { customerId } })).current?.owner.name ?? null;
    expect(await owner()).toBe('丙');
    const midnight = Temporal.Instant.from(now)
      .toZonedDateTimeISO('Asia/Shanghai')
      .add({ days: 1 })
      .startOfDay()
      .toInstant();
    await world.setClock(midnight.subtract({ seconds: 1 }).toString());
    expect(await owner()).toBe('丙');
    await world.setClock(midnight.toString());
    expect(await owner()).toBeNull();
  });

  test('[S1.19.x.4] [S1.19.x.6] [S1.19.x.7] club: a gift makes a new guest; at a meal no turn; with a guest no other', async () => {
    const floor = await open('甲乙', 'club-membership');
    const params = { siteId: floor.siteId };
    await floor.person('甲').must(desk.presence, { params, body: { status: 'meal' } });
    const gift = await floor.receive({ proof: { kind: 'gift_voucher' } });
    expect(gift).toMatchObject({ row: 'gift_guest', server: { name: '乙' }, turnUsed: true });
    const waiting = await floor.receive();
    expect(waiting).toMatchObject({ state: 'waiting', server: null });
    const { nextCalled } = await floor.person('乙').must(desk.finish, { params: { visitId: gift.id }, body: {} });
    expect(nextCalled).toMatchObject({ id: waiting.id, server: { name: '乙' } });
    const back = await floor.person('甲').must(desk.presence, { params, body: { status: 'on_floor' } });
    expect(back.makeUpsPlaced).toEqual([]);
  });

  test('who received a customer is read newest first, with whom they stood in for; who left unserved was not received', async () => {
    const floor = await open('甲乙');
    const { customerId } = await floor.customer('周期', '乙');
    const left = await floor.receive({ customerId, visitedBefore: true, receivedBy: [floor.person('乙').id] });
    await floor.boss.must(desk.leave, { params: { visitId: left.id }, body: { reason: '有急事' } });
    const params = { siteId: floor.siteId };
    await floor.person('乙').must(desk.presence, { params, body: { status: 'errand_company' } });
    const names = [floor.person('乙').id];
    const assisted = await floor.receive({ customerId, visitedBefore: true, names });
    const { now } = await floor.view();
    const found = await world.server.runtime.database.inCompany(world.companyId, (tx) =>
      receptionsOf(tx, customerId, now),
    );
    expect(found).toMatchObject([
      {
        id: assisted.id,
        service: 'assist',
        serverId: floor.person('甲').id,
        onBehalfOf: floor.person('乙').id,
        names,
        proof: null,
      },
      { row: 'named_first', serverId: floor.person('乙').id, onBehalfOf: null },
    ]);
  });

  test('a receptionist gives the phone in any spelling, the record is found, whoever may read it', async () => {
    const floor = await open('甲乙');
    const { customerId, phone } = await floor.customer('冯芳', '乙');
    const found = await world.server.runtime.database.inCompany(world.companyId, (tx) =>
      customerByPhone(tx, ` +86 ${phone.slice(0, 3)}-${phone.slice(3)} `),
    );
    expect(found).toBe(customerId);
    expect(await floor.receive({ visitedBefore: true, forgotten: true, phone })).toMatchObject({
      server: { name: '乙' },
    });
  });
});

describe('what is kept', () => {
  test('the journal holds what re-deciding needs: its facts and entries give the stored sheet', async () => {
    const floor = await open('甲乙丙');
    await floor.finish((await floor.receive()).id);
    await floor.receive({ names: [floor.person('丙').id] });
    const { database } = world.server.runtime;
    const rows = await database.inCompany(world.companyId, (tx) =>
      tx.rows<{ facts: { sheet: DeskSheet }; decision: { outcome: { entries: Entry[] } } }>({
        text: `select facts, decision from journal where company_id = $1 and site_id = $2 and kind like 'desk.%' order by id`,
        values: [world.companyId, floor.siteId],
      }),
    );
    const stored = await database.inCompany(world.companyId, (tx) =>
      tx.row<{ sheet: DeskSheet }>({
        text: 'select sheet from desk_sheets where company_id = $1 and site_id = $2',
        values: [world.companyId, floor.siteId],
      }),
    );
    const [first] = rows;
    const entries = rows.flatMap((row) => row.decision.outcome.entries);
    expect(first && replay(first.facts.sheet, entries)).toEqual(stored?.sheet);
    expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, index) => index + 1));
  });

  test('the ledger only grows', async () => {
    const floor = await open('甲');
    const { database } = world.server.runtime;
    const tamper = database.inCompany(world.companyId, (tx) =>
      tx.run({
        text: `update turn_entries set delta = 5 where company_id = $1 and site_id = $2`,
        values: [world.companyId, floor.siteId],
      }),
    );
    await expect(tamper).rejects.toThrow('append-only');
  });

  test('two customers who prove to be one keep both their visits', async () => {
    const floor = await open('甲乙');
    const [one, other] = [await floor.customer('陈晨', '甲'), await floor.customer('陈晨晨', '甲')];
    const visit = await floor.receive({
      visitedBefore: true,
      receivedBy: [floor.person('甲').id],
      customerId: other.customerId,
    });
    await floor.finish(visit.id);
    const keeper = await world.addPerson({
      name: '经理',
      siteId: floor.siteId,
      grants: { ...floorIn.boss, 'customers.merge': 'site', 'customers.edit': 'site' },
    });
    const merge = { params: { customerId: one.customerId }, body: { otherId: other.customerId, reason: '同一人' } };
    const merged = await keeper.call(customers.merge, merge as never);
    expect(merged.code).toBeNull();
    const shown = await floor.boss.must(desk.visit, { params: { visitId: visit.id } });
    expect(shown.customer?.id).toBe(one.customerId);
    expect(
      (await floor.boss.must(claims.ofCustomer, { params: { customerId: one.customerId } })).current?.owner.name,
    ).toBe('甲');
  });
});
