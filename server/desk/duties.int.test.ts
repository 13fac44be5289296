/** What a post does in a day, done by somebody who holds the role as it ships. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claims } from '#contract/claims.ts';
import { customers } from '#contract/customers.ts';
import { desk } from '#contract/desk.ts';
import { notices } from '#contract/notices.ts';
import { organisation } from '#contract/organisation.ts';
import { presetGrants, type RoleKey } from '#core/organisation/index.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { startWorld } from '#server/platform/testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

interface House {
  readonly siteId: string;
  readonly params: { siteId: string };
  enter(name: string, role: RoleKey): Promise<Person>;
}
async function house(rulebook: string): Promise<House> {
  const siteId = await world.addSite({ rulebook });
  return {
    siteId,
    params: { siteId },
    enter: (name, role) => world.addPerson({ name, siteId, grants: presetGrants(role) }),
  };
}
let phones = 13_700_000_000;
const register = async (who: Person, name: string, body: object = {}): Promise<string> => {
  phones += 1;
  const form = { name, phones: String(phones), source: 'walk_in', enquiry: '了解', type: 'end_customer', ...body };
  return (await who.must(customers.register, { body: form as never })).customerId;
};
const answersTo = (superior: Person, people: readonly Person[]) =>
  world.server.runtime.database.inCompany(world.companyId, (tx) =>
    tx.run({
      text: 'update staff set superior_id = $1 where company_id = $2 and id = any($3::uuid[])',
      values: [superior.id, world.companyId, people.map((person) => person.id)],
    }),
  );

test('[S0.04.d3] back-office staff record what callers say and what comes back from the field', async () => {
  const { params, enter } = await house('real-estate-customers');
  const [assistant, consultant] = [await enter('内勤', 'sales_assistant'), await enter('外勤', 'consultant')];
  const supervisor = await enter('主管', 'supervisor');
  await supervisor.must(desk.open, { params, body: { order: [consultant.id] } });
  const customerId = await register(assistant, '来电人');
  const said = { caller: '来电人', contact: String(phones), need: '两居', note: '周末来看', answeredBy: assistant.id };
  await assistant.must(desk.takeCall, { params, body: { ...said, customerId } });
  const { rows } = await supervisor.must(desk.calls, { params, query: {} });
  const contact = expect.stringMatching(/^137.*0001$/); // masked for whoever did not take the call
  expect(rows).toMatchObject([{ ...said, contact, answeredBy: { name: '内勤' }, customer: { id: customerId } }]);
  const feedback = { text: '外勤反馈：预算三百万', urgency: 'this_month', feasibility: 'feasible' } as const;
  await assistant.must(customers.recordNeeds, { params: { customerId }, body: feedback });
  const file = await supervisor.must(customers.get, { params: { customerId } });
  expect(file.needs).toMatchObject([{ text: '外勤反馈：预算三百万' }]);
});

test('[S3.01.r.walkin] of the salespeople only those on the duty list of the day receive who walks in, in its order', async () => {
  const { params, enter } = await house('car-showroom');
  const supervisor = await enter('展厅主管', 'supervisor');
  const [jia, yi] = [await enter('甲', 'consultant'), await enter('乙', 'consultant'), await enter('丙', 'consultant')];
  await supervisor.must(desk.open, { params, body: { order: [yi.id, jia.id] } });
  const receive = async () =>
    (await supervisor.must(desk.receive, { params, body: { visitedBefore: false } as never })).visit.server?.name;
  expect([await receive(), await receive()]).toEqual(['乙', '甲']);
  expect(await receive()).not.toBe('丙');
});

test('[S3.01.r.walkin.record] after a walk-in the record is owed until the customer is on file, and what was written stays', async () => {
  const { params, enter } = await house('car-showroom');
  const supervisor = await enter('展厅主管', 'supervisor');
  const jia = await enter('甲', 'consultant');
  await supervisor.must(desk.open, { params, body: { order: [jia.id] } });
  const { visit } = await jia.must(desk.receive, { params, body: { visitedBefore: false } as never });
  const ended = await jia.must(desk.finish, { params: { visitId: visit.id }, body: { interest: '城市越野' } });
  expect(ended.registrationDue).toBe(true);
  const due = async () => (await supervisor.must(desk.visits, { params, query: {} })).rows[0];
  expect(await due()).toMatchObject({ registrationDue: true, customer: null, interest: '城市越野' });
  expect((await jia.call(customers.register, { body: { name: '不全' } as never })).code).not.toBeNull();
  const customerId = await register(jia, '看车人');
  await jia.must(desk.linkCustomer, { params: { visitId: visit.id }, body: { customerId } });
  expect(await due()).toMatchObject({
    registrationDue: false,
    customer: { id: customerId },
    interest: '城市越野',
  });
});

test('[S3.01.r.leader.record] the duty leader answers, and what the caller said stands in the register, word for word', async () => {
  const { params, enter } = await house('car-showroom');
  const supervisor = await enter('展厅主管', 'supervisor');
  const [jia, yi] = [await enter('甲', 'consultant'), await enter('乙', 'consultant')];
  await supervisor.must(desk.open, { params, body: { order: [jia.id, yi.id] } });
  await supervisor.must(desk.declareDuty, { params, body: { staffIds: [jia.id, yi.id], leaderId: yi.id } });
  const said = { caller: '罗先生', contact: '13912340000', need: '七座', note: '周六试驾' };
  const { call } = await yi.must(desk.takeCall, { params, body: said });
  expect(call).toMatchObject({ answeredBy: { name: '乙' }, answeredAsDue: true });
  const { rows } = await supervisor.must(desk.calls, { params, query: {} });
  expect(rows).toMatchObject([{ ...said, contact: expect.stringMatching(/^139.*0000$/) }]);
});

test('[S4.03.s2.7.calls] whoever takes a call writes it down, and the one it is for hears of it at once or on coming back', async () => {
  const { params, enter } = await house('real-estate-customers');
  const [supervisor, operator] = [await enter('主管', 'supervisor'), await enter('话务员', 'front_desk')];
  const [here, away] = [await enter('甲', 'consultant'), await enter('乙', 'consultant')];
  await supervisor.must(desk.open, { params, body: { order: [here.id, away.id] } });
  await away.must(desk.presence, { params, body: { status: 'meal' } });
  const said = { caller: '业主', contact: '13900001111', need: '漏水', answeredBy: operator.id };
  for (const wanted of [here, away])
    await operator.must(desk.takeCall, { params, body: { ...said, wantsStaffId: wanted.id } });
  const told = async (who: Person) => (await who.must(notices.mine)).rows.map((row) => row.kind);
  expect(await told(here)).toContain('desk.call_for_you');
  expect(await told(away)).not.toContain('desk.call_for_you');
  const back = await away.must(desk.presence, { params, body: { status: 'on_floor' } });
  expect(back.messages).toMatchObject([{ caller: '业主', contact: '13900001111' }]);
  expect((await supervisor.must(desk.calls, { params, query: {} })).rows).toMatchObject(
    [said, said].map(({ need }) => ({ need })),
  );
});

test('[S3.01.r.nonduty] who is not on the duty list takes no walk-in, but develops customers, follows up and closes', async () => {
  const { params, enter } = await house('car-showroom');
  const [supervisor, onDuty, free] = [
    await enter('展厅主管', 'supervisor'),
    await enter('甲', 'consultant'),
    await enter('丙', 'consultant'),
  ];
  await supervisor.must(desk.open, { params, body: { order: [onDuty.id] } });
  expect((await free.must(desk.mine, {})).standing).toBeNull();
  const customerId = await register(free, '外拓客户', { source: 'outreach' });
  const opened = await free.must(claims.register, {
    params: { customerId },
    body: { origin: 'visit', phoneLeft: false } as never,
  });
  const claim = { params: { claimId: opened.claim.id } };
  await supervisor.must(claims.sign, { ...claim, body: {} as never });
  const kept = await free.must(claims.followUp, { params: { customerId }, body: { channel: 'visit' } as never });
  expect(kept).toMatchObject({ followUp: { valid: true }, claim: { owner: { name: '丙' } } });
  const sold = await free.must(claims.close, { ...claim, body: {} as never });
  expect(sold.verdict.performance).toMatchObject([{ name: '丙', percent: 100 }]);
});

test('[S1.19.duty.03] [S1.19.duty.04] a membership consultant answers an enquiry, and its follow-up is on record', async () => {
  const { params, enter } = await house('club-membership');
  const supervisor = await enter('会籍主管', 'supervisor');
  const consultant = await enter('会籍', 'consultant');
  await supervisor.must(desk.open, { params, body: { order: [consultant.id] } });
  const customerId = await register(consultant, '咨询人', { source: 'phone' });
  const { call } = await consultant.must(desk.takeCall, {
    params,
    body: {
      caller: '咨询人',
      contact: String(phones),
      need: '年卡价格',
      customerId,
      rings: 2,
      answeredBy: consultant.id,
    },
  });
  expect(call).toMatchObject({ answeredBy: { name: '会籍' }, answeredAsDue: true, answeredLate: false });
  await consultant.must(claims.followUp, {
    params: { customerId },
    body: { channel: 'call', text: '约周日参观', nextOn: '2024-03-10' } as never,
  });
  const { rows } = await supervisor.must(claims.followUps, { params: { customerId } });
  expect(rows).toMatchObject([{ channel: 'call', text: '约周日参观', nextOn: '2024-03-10', author: { name: '会籍' } }]);
});

test('[S1.19.duty.05] [S1.19.duty.07] a membership consultant receives a guest, and follows up who is interested', async () => {
  const { params, enter } = await house('club-membership');
  const supervisor = await enter('会籍主管', 'supervisor');
  const consultant = await enter('会籍', 'consultant');
  await supervisor.must(desk.open, { params, body: { order: [consultant.id] } });
  const { visit } = await consultant.must(desk.receive, { params, body: { visitedBefore: false } as never });
  await consultant.must(desk.accept, { params: { visitId: visit.id }, body: {} });
  const customerId = await register(consultant, '参观人');
  await consultant.must(desk.linkCustomer, { params: { visitId: visit.id }, body: { customerId } });
  const ended = await consultant.must(desk.finish, {
    params: { visitId: visit.id },
    body: { outcome: 'interested' as never },
  });
  expect(ended.visit).toMatchObject({ server: { name: '会籍' }, state: 'finished' });
  await consultant.must(claims.followUp, {
    params: { customerId },
    body: { channel: 'chat', text: '发课表' } as never,
  });
  const today = await supervisor.must(claims.dayRegister, { query: { authorId: consultant.id } });
  expect(today.rows).toMatchObject([
    { channel: 'chat', text: '发课表', customer: { id: customerId }, valid: true },
    { channel: 'reception', customer: { id: customerId } },
  ]);
});

test('[S1.14.a7.1] before work the consultant sees the plan of the day with whom it is about and what was said last', async () => {
  const { enter } = await house('real-estate-customers');
  const consultant = await enter('顾问', 'consultant');
  const customerId = await register(consultant, '待访');
  await consultant.must(claims.register, {
    params: { customerId },
    body: { origin: 'visit', phoneLeft: false } as never,
  });
  const body = { channel: 'call', text: '要看样板间', nextOn: '2024-03-05' } as never;
  await consultant.must(claims.followUp, { params: { customerId }, body });
  const plan = async () => (await consultant.must(claims.today)).rows.filter((row) => row.customer.id === customerId);
  expect(await plan()).toEqual([]);
  await world.setClock('2024-03-04T16:00:00.000Z'); // midnight in Shanghai: the day planned for has begun
  expect(await plan()).toMatchObject([
    { customer: { name: '待访' }, lastText: '要看样板间', tasks: [{ kind: 'planned' }] },
  ]);
});

test('[S1.12.a6] the supervisor hands out tasks, customers and turns; a consultant can do none of it', async () => {
  const { params, enter } = await house('club-membership');
  const supervisor = await enter('会籍主管', 'supervisor');
  const people = [await enter('甲', 'consultant'), await enter('乙', 'consultant')] as const;
  await answersTo(supervisor, people);
  const [jia, yi] = people;
  await supervisor.must(desk.open, { params, body: { order: [jia.id, yi.id] } });
  const customerId = await register(supervisor, '待分配');
  const attempt = async (who: Person) => {
    const task = { form: 'oral', who: '乙', what: '回访', place: '前台', actionPlan: '逐个', control: '日报' } as const;
    const dueAt = '2024-03-09T10:00:00Z';
    const line = [yi, jia].map((person) => ({ unitId: person.id, makeUpId: null }));
    const answers = [
      await who.call(organisation.instruct, { body: { ...task, receiverId: yi.id, dueAt } }),
      await who.call(customers.bulkAssign, {
        body: { customerIds: [customerId], staffId: yi.id, reason: '分配' } as never,
      }),
      await who.call(desk.adjust, { params, body: { line, reason: '均衡' } }),
    ];
    return answers.map((answer) => answer.code);
  };
  expect(await attempt(jia)).toEqual(['NOT_ALLOWED', 'NOT_ALLOWED', 'NOT_ALLOWED']);
  expect(await attempt(supervisor)).toEqual([null, null, null]);
  expect((await yi.must(organisation.instructions, { query: { box: 'received' } })).rows).toMatchObject([
    { what: '回访', issuer: { name: '会籍主管' } },
  ]);
});

test('[S1.10.m2] [S1.14.a8.1] the manager sees the day’s work of the staff and guides it; a colleague does neither', async () => {
  const { enter } = await house('real-estate-customers');
  const [manager, mei, li] = [
    await enter('经理', 'manager'),
    await enter('梅', 'consultant'),
    await enter('李', 'consultant'),
  ];
  const customerId = await register(mei, '疑难');
  await mei.must(claims.register, { params: { customerId }, body: { origin: 'visit', phoneLeft: false } as never });
  const { followUp } = await mei.must(claims.followUp, {
    params: { customerId },
    body: { channel: 'call', text: '嫌楼层低' } as never,
  });
  const day = { query: { authorId: mei.id } };
  expect((await li.must(claims.dayRegister, day)).rows).toEqual([]);
  expect((await manager.must(claims.dayRegister, day)).rows).toMatchObject([{ text: '嫌楼层低' }]);
  const guide = { params: { followUpId: followUp.id }, body: { text: '推荐十二层' } };
  expect((await li.call(claims.comment, guide)).code).toBe('NOT_ALLOWED');
  await manager.must(claims.comment, guide);
  const shown = await mei.must(claims.followUps, { params: { customerId } });
  expect(shown.rows[0]?.comments).toMatchObject([{ author: { name: '经理' }, text: '推荐十二层' }]);
});

test('[S0.02.reg.1d] the file of a customer tells when they came, what became of it and when it was signed', async () => {
  const { params, enter } = await house('real-estate-customers');
  const [supervisor, consultant] = [await enter('主管', 'supervisor'), await enter('顾问', 'consultant')];
  await supervisor.must(desk.open, { params, body: { order: [consultant.id] } });
  const customerId = await register(consultant, '成交客户', { background: '改善' });
  const { visit } = await consultant.must(desk.receive, {
    params,
    body: { visitedBefore: false, customerId } as never,
  });
  await consultant.must(desk.finish, { params: { visitId: visit.id }, body: {} });
  const { current } = await consultant.must(claims.ofCustomer, { params: { customerId } });
  await consultant.must(claims.close, { params: { claimId: current?.id ?? '' }, body: {} as never });
  const { rows } = await consultant.must(customers.timeline, { params: { customerId } });
  const at = (kind: string) => rows.find((row) => row.kind === kind)?.at;
  expect(at('desk.receiveVisit')).toBe(visit.arrivedAt);
  expect(at('claims.attribute')).toBeDefined();
  const after = await consultant.must(claims.ofCustomer, { params: { customerId } });
  expect(after.current).toMatchObject({ state: 'closed', closedAt: at('claims.attribute') });
});

test('[S2.09.a6] [S2.05.u2.contact] new customers and those who have bought both come up for a call-back in time', async () => {
  const { enter } = await house('real-estate-customers');
  const [consultant, supervisor] = [await enter('顾问', 'consultant'), await enter('主管', 'supervisor')];
  const opened = async (name: string) => {
    const customerId = await register(consultant, name);
    const { claim } = await consultant.must(claims.register, {
      params: { customerId },
      body: { origin: 'visit', phoneLeft: false } as never,
    });
    return { customerId, claimId: claim.id };
  };
  const [bought, fresh] = [await opened('业主'), await opened('新客')];
  await consultant.must(claims.close, { params: { claimId: bought.claimId }, body: {} as never });
  const body = { channel: 'call', text: '了解需求', nextOn: '2024-04-05' } as never;
  await consultant.must(claims.followUp, { params: { customerId: fresh.customerId }, body });
  await world.setClock('2024-04-05T02:00:00.000Z');
  const { rows } = await consultant.must(claims.today);
  const asked = rows.map((row) => [row.customer.name, row.tasks.map((task) => task.kind)]);
  expect(Object.fromEntries(asked)).toMatchObject({ 业主: ['call_back'], 新客: ['planned'] });
  expect((await supervisor.must(claims.today, { query: { staffId: consultant.id } as never })).rows).toHaveLength(2);
});

test('[S1.02.a4.2] [S1.16.s3] [S1.17.a4.3] who serves writes down what the customer needs and what was advised; both stay on the file', async () => {
  const { enter } = await house('real-estate-customers');
  const [consultant, supervisor] = [await enter('顾问', 'consultant'), await enter('主管', 'supervisor')];
  const customerId = await register(consultant, '有需求的客户');
  const graded = { urgency: 'this_month', feasibility: 'feasible' } as const;
  const need = { ...graded, text: '三代同住，要电梯，靠近小学', advice: '建议 2 号楼东边户，公积金组合贷款' };
  await consultant.must(customers.recordNeeds, { params: { customerId }, body: need });
  const file = await supervisor.must(customers.get, { params: { customerId } });
  expect(file.needs).toMatchObject([{ ...need, by: { name: '顾问' } }]);
});

test('[S0.04.d2] back-office staff receive who comes to look, and what was handed over stands in the log of the visit', async () => {
  const { siteId, params, enter } = await house('real-estate-customers');
  const supervisor = await enter('主管', 'supervisor');
  // A house whose back office receives gives it the right to take turns.
  const grants = { ...presetGrants('sales_assistant'), 'desk.serve': 'self' } as const;
  const assistant = await world.addPerson({ name: '内勤', siteId, grants });
  await supervisor.must(desk.open, { params, body: { order: [assistant.id] } });
  const { visit } = await supervisor.must(desk.receive, { params, body: { visitedBefore: false } as never });
  expect(visit.server).toMatchObject({ name: '内勤' });
  const visitId = { params: { visitId: visit.id } };
  await assistant.must(desk.accept, { ...visitId, body: {} });
  await assistant.must(desk.log, { ...visitId, body: { step: '递交楼书与价目表' } });
  await assistant.must(desk.log, { ...visitId, body: { step: '介绍户型' } });
  const { log } = await supervisor.must(desk.visit, visitId);
  expect(log.steps).toMatchObject([
    { text: '递交楼书与价目表', by: { name: '内勤' } },
    { text: '介绍户型', by: { name: '内勤' } },
  ]);
});

test('[S0.05.c3] by telephone, e-mail or social media: each touch is on record with its channel', async () => {
  const { enter } = await house('real-estate-customers');
  const consultant = await enter('顾问', 'consultant');
  const customerId = await register(consultant, '多渠道客户');
  const channels = ['call', 'email', 'chat'] as const;
  for (const channel of channels)
    await consultant.must(claims.followUp, { params: { customerId }, body: { channel, text: channel } as never });
  const { rows } = await consultant.must(claims.followUps, { params: { customerId }, query: {} });
  expect(rows.map((row) => row.channel).sort()).toEqual([...channels].sort());
});

test('[S0.08.c.12b] [S0.08.c.13] [S2.01.s1.open] [S2.01.s2.open] set words name the house, the department and the person who says them', async () => {
  const { siteId, enter } = await house('car-showroom');
  const manager = await world.addPerson({ name: '经理', siteId, grants: presetGrants('manager') });
  const consultant = await enter('白明', 'consultant');
  const sites = await world.server.runtime.database.inCompany(world.companyId, (tx) =>
    tx.rows<{ name: string }>({
      text: 'select name from sites where company_id = $1 and id = $2',
      values: [world.companyId, siteId],
    }),
  );
  const site = sites[0]?.name;
  const phrases = [
    ['first_sms', 'sms', '您好，感谢光临{门店}，我是您的顾问{顾问}。'],
    ['call_answer', 'call', '您好，{门店}{部门}，我是{顾问}，请问有什么可以帮您？'],
    ['call_out', 'call', 'Good day, this is {consultant} of {site}, about {topic}.'],
  ] as const;
  for (const [purpose, channel, body] of phrases)
    await manager.must(claims.saveTemplate, { body: { purpose, channel, title: purpose, body } as never });
  const { rows } = await consultant.must(claims.templates);
  const said = Object.fromEntries(rows.map((row) => [row.purpose, row.text]));
  expect(said).toEqual({
    first_sms: `您好，感谢光临${site}，我是您的顾问白明。`,
    call_answer: `您好，${site}销售部，我是白明，请问有什么可以帮您？`,
    call_out: `Good day, this is 白明 of ${site}, about {topic}.`,
  });
  const customerId = await register(consultant, '留了电话的客户');
  const template = rows.find((row) => row.purpose === 'first_sms');
  const body = { channel: 'sms', text: template?.text, templateId: template?.id };
  await consultant.must(claims.followUp, { params: { customerId }, body: body as never });
  const kept = await consultant.must(claims.followUps, { params: { customerId }, query: {} });
  expect(kept.rows).toMatchObject([{ channel: 'sms', text: said.first_sms }]);
});

test('[S0.02.rec.54] a question the consultant cannot answer goes to the manager on the spot, who hears of it and is named on the visit', async () => {
  const { params, enter } = await house('real-estate-customers');
  const consultant = await enter('顾问', 'consultant');
  const [supervisor, manager] = [await enter('主管', 'supervisor'), await enter('经理', 'manager')];
  await supervisor.must(desk.open, { params, body: { order: [consultant.id] } });
  const { visit } = await consultant.must(desk.receive, { params, body: { visitedBefore: false } as never });
  await consultant.must(desk.accept, { params: { visitId: visit.id }, body: {} });
  const helped = await consultant.must(desk.help, {
    params: { visitId: visit.id },
    body: { staffId: manager.id, reason: '客户问分期贴息' },
  });
  expect(helped.visit).toMatchObject({ server: { name: '顾问' }, helpers: [{ name: '经理' }] });
  const heard = (await manager.must(notices.mine)).rows.find((row) => row.kind === 'desk.help_wanted');
  expect(heard?.payload).toMatchObject({ by: '顾问', reason: '客户问分期贴息' });
});

test('a colleague who is asked to help hears of it, with the reason', async () => {
  const { params, enter } = await house('sales-office-reception');
  const [jia, yi] = [await enter('甲', 'consultant'), await enter('乙', 'consultant')];
  const supervisor = await enter('主管', 'supervisor');
  await supervisor.must(desk.open, { params, body: { order: [jia.id, yi.id] } });
  for (const one of [jia, yi]) await one.must(desk.presence, { params, body: { status: 'on_floor' } });
  const { visit } = await supervisor.must(desk.receive, { params, body: { visitedBefore: false } as never });
  await jia.must(desk.help, { params: { visitId: visit.id }, body: { staffId: yi.id, reason: '英语客户' } });
  const heard = (await yi.must(notices.mine)).rows.filter((row) => row.kind === 'desk.help_wanted');
  expect(heard).toMatchObject([{ payload: { by: '甲', number: visit.number, reason: '英语客户' } }]);
});

test('[S3.01.r.out.info] what field salespeople learn about a customer is complete from the start, and two who write at once lose nothing of it', async () => {
  const { enter } = await house('car-showroom');
  const [seller, manager] = [await enter('外拓', 'consultant'), await enter('经理', 'manager')];
  phones += 1;
  const incomplete = await seller.call(customers.register, {
    body: { name: '外拓客户', phones: String(phones) } as never,
  });
  expect(incomplete.code).toBe('FIELDS_MISSING');
  const customerId = await register(seller, '外拓客户', { note: '在用车三年，预算十五万' });
  const params = { customerId };
  const { version, note } = await seller.must(customers.get, { params });
  expect(note).toBe('在用车三年，预算十五万');
  await seller.must(customers.update, { params, body: { version, note: `${note}；太太也要看` } as never });
  // Somebody who still looks at the old page overwrites nothing.
  const late = await manager.call(customers.update, { params, body: { version, note: '' } as never });
  expect(late).toMatchObject({ status: 409 });
  expect((await manager.must(customers.get, { params })).note).toBe('在用车三年，预算十五万；太太也要看');
});
