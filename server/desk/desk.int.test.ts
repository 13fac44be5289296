import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claims } from '#contract/claims.ts';
import { desk } from '#contract/desk.ts';
import { journal } from '#contract/journal.ts';
import { notices } from '#contract/notices.ts';
import { startWorld, type World } from '#server/platform/testing/world.ts';
import { type Floor, floorIn, openFloor as openFloorIn } from './testing/floor.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const openFloor = (letters: string): Promise<Floor> => openFloorIn(world, letters);

describe('from the door to the farewell', () => {
  test('[S4.01.a06.order] [S4.01.a27] a new visitor goes to the one on turn, who takes them, sees them out and stands last', async () => {
    const floor = await openFloor('甲乙丙');
    const visit = await floor.receive();
    expect(visit).toMatchObject({ number: 1, state: 'called', row: 'new_customer', turnUsed: true });
    expect(visit.server?.name).toBe('甲');
    const jia = floor.person('甲');
    const mine = await jia.must(desk.mine, {});
    expect(mine.visits.map((one) => one.id)).toEqual([visit.id]);
    expect((await jia.must(notices.mine, {})).rows[0]).toMatchObject({ kind: 'desk.you_are_up' });
    await jia.must(desk.accept, { params: { visitId: visit.id }, body: {} });
    const ended = await jia.must(desk.finish, {
      params: { visitId: visit.id },
      body: { outcome: 'interested', interest: '南向三居' },
    });
    expect(ended).toMatchObject({ counted: true, registrationDue: true, visit: { state: 'finished' } });
    expect(await floor.line()).toBe('乙 丙 甲');
    const { rows } = await floor.boss.must(desk.ledger, { params: { siteId: floor.siteId }, query: {} });
    expect(rows.map((row) => row.kind)).toEqual(['turn_used', 'accepted', 'reception', 'day_opened']);
    expect(rows.find((row) => row.kind === 'reception')).toMatchObject({
      from: 1,
      to: 3,
      delta: 1,
      houseClauses: expect.arrayContaining(['A06']),
    });
  });

  test('[S4.01.a12.ask] nothing is assigned before both questions are answered, and nothing is written', async () => {
    const floor = await openFloor('甲');
    const answer = await floor.boss.call(desk.receive, { params: { siteId: floor.siteId }, body: {} });
    expect(answer).toMatchObject({ status: 422, code: 'QUESTIONS_UNANSWERED' });
    expect((await floor.view()).visitsToday).toBe(0);
  });

  test('why? the consultant reads the clauses and who was passed over', async () => {
    const floor = await openFloor('甲乙');
    const jia = floor.person('甲');
    await jia.must(desk.presence, { params: { siteId: floor.siteId }, body: { status: 'errand_company' } });
    const visit = await floor.receive();
    expect(visit.server?.name).toBe('乙');
    const why = await jia.must(journal.entry, { params: { journalId: visit.journalId } });
    expect(why.rejected).toMatchObject([{ name: '甲', reason: 'passed_errand_company' }]);
    expect(why.houseClauses.length).toBeGreaterThan(0);
  });

  test('[S4.01.a10.single] two hundred at once for one turn: one takes it, everybody else is told who has it', async () => {
    const floor = await openFloor('甲乙丙丁');
    const visit = await floor.receive();
    const crowd = Array.from({ length: 50 }, () => floor.everybody).flat();
    const answers = await Promise.all(
      crowd.map((one) => one.call(desk.accept, { params: { visitId: visit.id }, body: {} })),
    );
    const won = answers.filter((answer) => answer.code === null);
    expect(won).toHaveLength(1);
    expect(won[0]?.body.visit.server?.name).toBe('甲');
    const lost = answers.filter((answer) => answer.code !== null);
    expect(lost.every((answer) => ['TURN_IS_ANOTHERS', 'TURN_ALREADY_TAKEN'].includes(answer.code ?? ''))).toBe(true);
    const bodies = lost.map((answer) => answer.body as unknown as { error: { zh: string } });
    expect(bodies.every((body) => body.error.zh.includes('甲'))).toBe(true);
  });

  test('[S4.01.a06.order] visitors arriving at once are served in order, each number once', async () => {
    const floor = await openFloor('甲乙丙丁');
    const visits = await Promise.all(Array.from({ length: 4 }, () => floor.receive()));
    const byNumber = visits.toSorted((a, b) => a.number - b.number);
    expect(byNumber.map((visit) => [visit.number, visit.server?.name])).toEqual([
      [1, '甲'],
      [2, '乙'],
      [3, '丙'],
      [4, '丁'],
    ]);
  });
});

describe('known customers', () => {
  test('[S4.01.a28] [S4.01.a17.first] registering the visitor makes the server the owner; next time the owner serves without a turn', async () => {
    const floor = await openFloor('甲乙丙');
    const jia = floor.person('甲');
    const first = await floor.receive();
    await jia.must(desk.finish, { params: { visitId: first.id }, body: {} });
    const { customerId, phone } = await floor.customer('王秀英');
    const linked = await floor.boss.must(desk.linkCustomer, { params: { visitId: first.id }, body: { customerId } });
    expect(linked.claimId).not.toBeNull();
    const file = await floor.boss.must(claims.ofCustomer, { params: { customerId } });
    expect(file.current).toMatchObject({ owner: { name: '甲' }, state: 'live' });
    const again = await floor.receive({ visitedBefore: true, forgotten: true, phone: `+86 ${phone}` });
    expect(again).toMatchObject({ row: 'own_returning', service: 'own', turnUsed: false, creditedTo: null });
    expect(again.server?.name).toBe('甲');
    expect(await floor.line()).toBe('乙 丙 甲');
  });

  test('[S4.01.a17.lapse] after the protection has run out the same customer is new for the one on turn, and becomes theirs', async () => {
    const floor = await openFloor('甲乙丙');
    const { customerId } = await floor.customer('李国强');
    const visit = await floor.receive({ visitedBefore: false, customerId });
    await floor.boss.must(desk.finish, { params: { visitId: visit.id }, body: {} });
    await floor.boss.must(desk.close, { params: { siteId: floor.siteId }, body: {} });
    await world.setClock('2024-04-05T02:00:00.000Z');
    await floor.boss.must(desk.open, { params: { siteId: floor.siteId }, body: {} });
    const later = await floor.receive({ visitedBefore: true, receivedBy: [visit.server?.id], customerId });
    expect(later).toMatchObject({ row: 'lapsed_as_new', owner: { kind: 'new', previousOwner: { name: '甲' } } });
    expect(later.server?.name).toBe('乙');
    await floor.boss.must(desk.finish, { params: { visitId: later.id }, body: {} });
    const file = await floor.boss.must(claims.ofCustomer, { params: { customerId } });
    expect(file.current?.owner.name).toBe('乙');
  });

  test('[S4.01.a12.absent] [S4.01.a23.brief] the owner is away: the one on turn assists without losing the turn, and the owner is briefed', async () => {
    const floor = await openFloor('甲乙丙');
    const { customerId } = await floor.customer('赵敏');
    const visit = await floor.receive({ visitedBefore: false, customerId });
    await floor.boss.must(desk.finish, { params: { visitId: visit.id }, body: {} });
    const jia = floor.person('甲');
    await jia.must(desk.presence, { params: { siteId: floor.siteId }, body: { status: 'leave' } });
    const back = await floor.receive({ visitedBefore: true, receivedBy: [jia.id], names: [jia.id], customerId });
    expect(back).toMatchObject({ service: 'assist', onBehalfOf: { name: '甲' }, creditedTo: null });
    expect(back.server?.name).toBe('乙');
    const ended = await floor.person('乙').must(desk.finish, {
      params: { visitId: back.id },
      body: { interest: '看了样板间' },
    });
    expect(ended.brief?.name).toBe('甲');
    expect((await jia.must(notices.mine, {})).rows.map((row) => row.kind)).toContain('desk.brief');
    expect((await jia.must(desk.mine, {})).briefings).toMatchObject([{ by: { name: '乙' } }]);
    expect(await floor.line()).toBe('乙 丙 甲');
  });

  test('[S4.01.a16.change] a demanded change needs a reason, then the supervisor’s word, and then the customer is the later one’s', async () => {
    const floor = await openFloor('甲乙丙');
    const { customerId } = await floor.customer('孙丽');
    const visit = await floor.receive({ visitedBefore: false, customerId });
    const yi = floor.person('乙');
    const changed = await floor.boss.must(desk.change, {
      params: { visitId: visit.id },
      body: { toStaffId: yi.id, reason: '客户坚持' },
    });
    expect(changed.visit).toMatchObject({ owner: { kind: 'transfer', needs: 'supervisor', owner: { name: '乙' } } });
    expect(changed.visit.creditedTo?.name).toBe('甲');
    await yi.must(desk.finish, { params: { visitId: visit.id }, body: {} });
    expect((await floor.boss.must(claims.ofCustomer, { params: { customerId } })).current).toBeNull();
    await floor.boss.must(desk.confirmOwner, {
      params: { visitId: visit.id },
      body: { confirmed: true, reason: '属实' },
    });
    expect((await floor.boss.must(claims.ofCustomer, { params: { customerId } })).current?.owner.name).toBe('乙');
    const twice = await floor.boss.call(desk.confirmOwner, {
      params: { visitId: visit.id },
      body: { confirmed: true, reason: '属实' },
    });
    expect(twice.code).toBe('OWNER_NEEDS_NOTHING');
  });
});

describe('people of the floor', () => {
  test('one may act for oneself; for a colleague only at the desk', async () => {
    const floor = await openFloor('甲乙');
    const visit = await floor.receive();
    const yi = floor.person('乙');
    const asJia = { staffId: floor.person('甲').id };
    expect(await yi.call(desk.accept, { params: { visitId: visit.id }, body: asJia })).toMatchObject({
      status: 403,
      code: 'NOT_ALLOWED',
    });
    expect((await floor.boss.call(desk.accept, { params: { visitId: visit.id }, body: asJia })).code).toBeNull();
    expect(await yi.call(desk.finish, { params: { visitId: visit.id }, body: {} })).toMatchObject({ status: 403 });
    const stranger = await world.addPerson({ name: '外人', siteId: await world.addSite(), grants: floorIn.consultant });
    expect(await stranger.call(desk.floor, { params: { siteId: floor.siteId } })).toMatchObject({
      status: 403,
      code: 'NOT_ALLOWED',
    });
  });

  test('[S4.01.a08] [S4.01.a09.official] a missed turn is placed by the supervisor, not by the person; then it is served before the ordinary line', async () => {
    const floor = await openFloor('甲乙丙');
    const jia = floor.person('甲');
    await jia.must(desk.presence, { params: { siteId: floor.siteId }, body: { status: 'errand_company' } });
    await floor.receive();
    await jia.must(desk.presence, { params: { siteId: floor.siteId }, body: { status: 'on_floor' } });
    const { makeUps } = await floor.view();
    expect(makeUps).toMatchObject([{ staff: { name: '甲' }, state: 'owed', whyNot: { place: null } }]);
    const makeUpId = makeUps[0]?.id ?? '';
    const params = { siteId: floor.siteId, makeUpId };
    expect(await jia.call(desk.placeMakeUp, { params, body: { place: 1 } })).toMatchObject({ code: 'NOT_ALLOWED' });
    await floor.boss.must(desk.placeMakeUp, { params, body: { place: 1, reason: '送合同' } });
    expect(await floor.line()).toBe('甲+ 丙 甲 乙');
    const visit = await floor.receive();
    expect(visit).toMatchObject({ service: 'make_up' });
    expect(visit.server?.name).toBe('甲');
    expect(await floor.line()).toBe('丙 甲 乙');
  });

  test('[S4.01.a04.prompt] a visitor nobody takes alerts the supervisor at the house’s minute; taken in time, nobody is alerted', async () => {
    const floor = await openFloor('甲乙');
    const visit = await floor.receive();
    expect(visit.alertAt).not.toBeNull();
    const due = visit.alertAt ?? '';
    const kinds = async () => (await floor.boss.must(notices.mine, {})).rows.map((row) => row.kind);
    await world.setClock(new Date(Date.parse(due) - 1).toISOString());
    expect(await kinds()).not.toContain('desk.visitor_waits');
    await world.setClock(due);
    expect(await kinds()).toContain('desk.visitor_waits');
    const other = await floor.receive();
    await floor.person('乙').must(desk.accept, { params: { visitId: other.id }, body: {} });
    await world.setClock(other.alertAt ?? due);
    expect((await kinds()).filter((kind) => kind === 'desk.visitor_waits')).toHaveLength(1);
  });

  test('a visitor who had to wait is called as soon as somebody comes back', async () => {
    const floor = await openFloor('甲');
    const jia = floor.person('甲');
    await jia.must(desk.presence, { params: { siteId: floor.siteId }, body: { status: 'meal' } });
    const visit = await floor.receive();
    expect(visit).toMatchObject({ state: 'waiting', server: null });
    const back = await jia.must(desk.presence, { params: { siteId: floor.siteId }, body: { status: 'on_floor' } });
    expect(back.nextCalled).toMatchObject({ id: visit.id, state: 'called', server: { name: '甲' } });
  });

  test('[S4.01.a38] [S4.01.a40] a call is answered by the last of the line; the message for a busy colleague comes with the farewell', async () => {
    const floor = await openFloor('甲乙丙');
    const visit = await floor.receive();
    const jia = floor.person('甲');
    const ask = { caller: '周先生', need: '问交房' };
    const params = { siteId: floor.siteId };
    expect(await floor.boss.call(desk.takeCall, { params, body: { ...ask, wantsStaffId: jia.id } })).toMatchObject({
      code: 'CONTACT_REQUIRED',
    });
    const { call } = await floor.boss.must(desk.takeCall, {
      params,
      body: { ...ask, contact: '13912345678', wantsStaffId: jia.id },
    });
    // 甲 went to the end of the line when the visit began, but is busy: the last who is free is 丙.
    expect(call).toMatchObject({
      answeredBy: { name: '丙' },
      answeredAsDue: true,
      forWanted: 'after_reception',
      deliveredAt: null,
    });
    const ended = await jia.must(desk.finish, { params: { visitId: visit.id }, body: {} });
    expect(ended.messages).toMatchObject([{ caller: '周先生', contact: '13912345678' }]);
    const register = await floor.boss.must(desk.calls, { params, query: {} });
    expect(register.rows[0]?.deliveredAt).not.toBeNull();
  });
});

describe('registers and boards', () => {
  test('[S0.02.reg.1b] [S0.02.reg.1c] [S4.02.i02.record] every visit and call stands in its register; the file is harmless in a spreadsheet', async () => {
    const floor = await openFloor('甲乙');
    await floor.receive({ visitor: '=HYPERLINK("x")' });
    await floor.boss.must(desk.takeCall, { params: { siteId: floor.siteId }, body: { caller: '吴女士' } });
    const { rows } = await floor.boss.must(desk.visits, { params: { siteId: floor.siteId }, query: {} });
    expect(rows).toMatchObject([{ number: 1, server: { name: '甲' } }]);
    const file = await floor.boss.fetch(`/api/sites/${floor.siteId}/visits.csv`);
    const text = await file.text();
    expect(file.headers.get('content-type')).toContain('text/csv');
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
    expect(await (await floor.boss.fetch(`/api/sites/${floor.siteId}/calls.csv`)).text()).toContain('吴女士');
    const book = new ExcelJS.Workbook();
    const xlsx = await floor.boss.fetch(`/api/sites/${floor.siteId}/visits.xlsx`);
    await book.xlsx.load(await xlsx.arrayBuffer());
    const [sheet] = book.worksheets;
    expect(sheet?.getRow(1).values).toContain('来访时间');
    expect(sheet?.getRow(2).values).toContain(`'=HYPERLINK("x")`);
    expect((await floor.boss.fetch(`/api/sites/${floor.siteId}/calls.xlsx`)).status).toBe(200);
    // A consultant sees their own receptions only.
    const yi = await floor.person('乙').must(desk.visits, { params: { siteId: floor.siteId }, query: {} });
    expect(yi.rows).toEqual([]);
  });

  test('the wall board shows surname and title, never a whole name', async () => {
    const siteId = await world.addSite({ rulebook: 'sales-office-reception' });
    const supervisor = await world.addPerson({ name: '主管', siteId, grants: floorIn.boss });
    await world.addPerson({ name: '欧阳明月', title: '置业顾问', siteId, grants: floorIn.consultant });
    await supervisor.must(desk.open, { params: { siteId }, body: {} });
    const board = await supervisor.must(desk.board, { params: { siteId } });
    expect(board.line).toMatchObject([{ position: 1, label: '欧阳 置业顾问', standing: 'up' }]);
  });

  test('[S4.01.a07] closing says who opens tomorrow, and tomorrow opens with them', async () => {
    const floor = await openFloor('甲乙丙');
    const visit = await floor.receive();
    const closing = { params: { siteId: floor.siteId }, body: {} };
    expect(await floor.boss.call(desk.close, closing)).toMatchObject({ code: 'VISITORS_STILL_HERE' });
    await floor.boss.must(desk.finish, { params: { visitId: visit.id }, body: {} });
    expect((await floor.boss.must(desk.close, closing)).nextHead?.name).toBe('乙');
    const { day } = await floor.view();
    await world.setClock(new Date(Date.parse(`${day}T01:00:00.000Z`) + 86_400_000).toISOString());
    await floor.boss.must(desk.open, { params: { siteId: floor.siteId }, body: {} });
    expect(await floor.line()).toBe('乙 丙 甲');
  });
});
