/** Claims through HTTP on a real database: three houses, three rulebooks, one clock. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claims } from '#contract/claims.ts';
import { verdicts } from '#contract/verdicts.ts';
import { customers } from '#contract/customers.ts';
import type { Grants } from '#contract/kernel/permissions.ts';
import { presetGrants } from '#core/organisation/index.ts';
import { notices } from '#contract/notices.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { startWorld } from '#server/platform/testing/world.ts';

let world: World;
const consultant: Grants = {
  'customers.read': 'self',
  'customers.register': 'site',
  'claims.read': 'self',
  'claims.register': 'self',
  'claims.followUp': 'self',
  'claims.close': 'self',
  'claims.take': 'site',
  'claims.dispute': 'self',
};
const leading: Grants = {
  ...consultant,
  'customers.read': 'company',
  'customers.merge': 'company',
  'customers.assign': 'company',
  'claims.read': 'company',
  'claims.register': 'company',
  'claims.followUp': 'company',
  'claims.comment': 'company',
  'claims.sign': 'company',
  'claims.close': 'company',
  'claims.reassign': 'company',
  'claims.handover': 'company',
  'claims.dispute': 'company',
  'claims.rule': 'company',
  'claims.templates': 'company',
};

interface House {
  readonly site: string;
  readonly mei: Person;
  readonly li: Person;
  readonly boss: Person;
}
const houses: Record<string, House> = {};
const house = (key: string): House => {
  const found = houses[key];
  if (!found) throw new Error(key);
  return found;
};
const card = (): House => house('car-showroom');
const office = (): House => house('sales-office-reception');
const filing = (): House => house('real-estate-customers');

let phone = 13800000000;
async function newCustomer(by: Person, name: string): Promise<string> {
  phone += 1;
  const registered = await by.must(customers.register, {
    body: {
      name,
      phones: String(phone),
      source: 'walk_in',
      type: 'end_customer',
      differentFromStrangers: true,
      enquiry: '了解',
    } as never,
  });
  return registered.customerId;
}
const open = (by: Person, customerId: string, body: object = {}) =>
  by.call(claims.register, { params: { customerId }, body: { origin: 'visit', phoneLeft: false, ...body } as never });
const claimed = async (by: Person, name: string, body: object = {}) => {
  const customerId = await newCustomer(by, name);
  const { claim } = await by.must(claims.register, {
    params: { customerId },
    body: { origin: 'visit', phoneLeft: false, ...body } as never,
  });
  return { customerId, claim };
};
const contact = (by: Person, customerId: string, channel: string, body: object = {}) =>
  by.must(claims.followUp, { params: { customerId }, body: { channel, ...body } as never });
const file = (by: Person, customerId: string) => by.must(claims.ofCustomer, { params: { customerId } });

const shanghai = (date: string, time = '09:00'): string =>
  Temporal.ZonedDateTime.from(`${date}T${time}[Asia/Shanghai]`).toInstant().toString({ smallestUnit: 'millisecond' });

beforeAll(async () => {
  world = await startWorld();
  for (const rulebook of ['car-showroom', 'sales-office-reception', 'real-estate-customers']) {
    const site = await world.addSite({ name: rulebook, rulebook });
    houses[rulebook] = {
      site,
      mei: await world.addPerson({ name: '梅', siteId: site, grants: consultant }),
      li: await world.addPerson({ name: '李', siteId: site, grants: consultant }),
      boss: await world.addPerson({ name: '方经理', siteId: site, title: '经理', grants: leading }),
    };
  }
});
afterAll(() => world.stop());

describe('the information card', () => {
  test('[S0.08.c.1b] [S0.08.c.2] [S0.08.c.2b] [S0.08.c.2c] a card from its opening over both signatures to the weekly rhythm, and to waste', async () => {
    const { mei, boss } = card();
    await world.setClock(shanghai('2024-05-06'));
    const { customerId, claim } = await claimed(mei, '卡一');
    expect(claim).toMatchObject({ state: 'awaiting_signature', effectiveAt: null });
    expect((await mei.call(claims.sign, { params: { claimId: claim.id }, body: {} })).code).toBe('NOT_ALLOWED');
    await world.setClock(shanghai('2024-05-06', '18:00'));
    const signed = await boss.must(claims.sign, { params: { claimId: claim.id }, body: {} });
    expect(signed.claim).toMatchObject({ state: 'live', stage: 'first_due', dueAt: shanghai('2024-05-10', '00:00') });

    await world.setClock(shanghai('2024-05-07'));
    expect((await contact(mei, customerId, 'call')).claim).toMatchObject({ stage: 'second_due' });
    await world.setClock(shanghai('2024-05-08'));
    expect((await contact(mei, customerId, 'visit')).claim).toMatchObject({ stage: 'signing', dueAt: null });
    await world.setClock(shanghai('2024-05-08', '18:00'));
    const second = await boss.must(claims.sign, { params: { claimId: claim.id }, body: {} });
    expect(second.claim).toMatchObject({ stage: 'running', dueAt: shanghai('2024-05-16', '00:00') });

    await world.setClock(shanghai('2024-05-20', '10:30'));
    const after = await file(mei, customerId);
    expect(after.current).toBeNull();
    expect(after.history[0]).toMatchObject({
      state: 'waste',
      endedReason: 'missed_follow_up',
      endedAt: shanghai('2024-05-16', '00:00'),
    });
    const inbox = await mei.must(notices.mine);
    expect(inbox.rows.map((row) => row.kind)).toContain('claims.lapsed');
  });

  test('[S0.08.c.3] the signatory passes a waste card to another consultant, whose clocks start afresh', async () => {
    const { mei, li, boss } = card();
    await world.setClock(shanghai('2024-06-03'));
    const { customerId, claim } = await claimed(mei, '卡二');
    await boss.must(claims.sign, { params: { claimId: claim.id }, body: {} });
    await world.setClock(shanghai('2024-06-10'));
    expect((await li.call(claims.takeFromPool, { params: { customerId }, body: {} })).code).toBe('NOT_IN_POOL'); // the leader decides
    const passed = await boss.must(claims.passOn, {
      params: { claimId: claim.id },
      body: { toId: li.id, reason: '转交跟进' },
    });
    expect(passed.claim).toMatchObject({
      owner: { id: li.id },
      state: 'live',
      stage: 'first_due',
      dueAt: shanghai('2024-06-14', '00:00'),
    });
    expect(passed.from).toMatchObject({ state: 'waste' });
  });

  test('[S0.08.c.5] [S0.08.c.5b] two cards for one customer: the one signed first owns, the other is void and must help', async () => {
    const { mei, li, boss } = card();
    await world.setClock(shanghai('2024-06-17'));
    const customerId = await newCustomer(boss, '卡三');
    const a = (await open(mei, customerId)).body.claim;
    const b = (await open(li, customerId)).body.claim;
    await boss.must(claims.sign, { params: { claimId: b.id }, body: {} });
    const late = await boss.must(claims.sign, { params: { claimId: a.id }, body: {} });
    expect(late.claim).toMatchObject({ state: 'void', helpsClaimId: b.id });
    expect((await file(boss, customerId)).current).toMatchObject({ id: b.id, owner: { id: li.id } });
  });

  test('[S0.08.c.10] a card is withdrawn by the leader with a detailed reason and stays with the assistant', async () => {
    const { mei, boss } = card();
    await world.setClock(shanghai('2024-06-18'));
    const { claim } = await claimed(mei, '卡四');
    expect((await boss.call(claims.withdraw, { params: { claimId: claim.id }, body: { reason: '算了' } })).code).toBe(
      'REASON_TOO_SHORT',
    );
    const done = await boss.must(claims.withdraw, {
      params: { claimId: claim.id },
      body: { reason: '客户已在外地购车' },
    });
    expect(done).toMatchObject({ custodian: 'sales_assistant', claim: { state: 'cancelled' } });
    expect((await file(boss, done.claim.customer.id)).pooled).toBeNull();
  });

  test('[S0.08.c.4] three text messages in a row void a long-term customer’s card', async () => {
    const { mei, boss } = card();
    await world.setClock(shanghai('2024-07-01'));
    const { customerId, claim } = await claimed(mei, '卡五');
    await boss.must(claims.sign, { params: { claimId: claim.id }, body: {} });
    await world.setClock(shanghai('2024-07-02'));
    await contact(mei, customerId, 'sms');
    await world.setClock(shanghai('2024-07-03'));
    await contact(mei, customerId, 'sms');
    await boss.must(claims.sign, { params: { claimId: claim.id }, body: {} });
    await world.setClock(shanghai('2024-07-04'));
    const third = await contact(mei, customerId, 'sms');
    expect(third.followUp).toMatchObject({ valid: false, whyNot: 'messages_in_a_row' });
    expect(third.claim).toMatchObject({ state: 'void', endedReason: 'sms_only' });
  });

  test('[S0.08.c.12] a customer who left a number is on the list for the first text message of the day; missing it is noted', async () => {
    const { mei } = card();
    await world.setClock(shanghai('2024-07-08'));
    const one = await claimed(mei, '卡六', { phoneLeft: true });
    await claimed(mei, '卡七', { phoneLeft: true });
    const list = await mei.must(claims.today);
    expect(list.rows.filter((row) => row.tasks.some((task) => task.kind === 'first_sms'))).toHaveLength(2);
    const sent = await contact(mei, one.customerId, 'sms');
    expect(sent.followUp.isFirstSms).toBe(true);
    await world.setClock(shanghai('2024-07-09'));
    const missed = (await mei.must(notices.mine)).rows.filter((row) => row.kind === 'claims.firstSmsMissed');
    expect(missed).toHaveLength(1);
  });
});

describe('the contact window and the pool', () => {
  test('[S4.01.a17.lapse] a month without contact ends the claim at its exact instant, and the customer is taken from the pool', async () => {
    const { mei, li } = office();
    await world.setClock(shanghai('2024-08-05'));
    const { customerId } = await claimed(mei, '窗一');
    await world.setClock(shanghai('2024-08-10'));
    const unanswered = await contact(mei, customerId, 'call', { answered: false });
    expect(unanswered.followUp).toMatchObject({ valid: false, whyNot: 'call_unanswered' });
    const kept = await contact(mei, customerId, 'note', { text: '客户出差' });
    expect(kept.claim?.protectedUntil).toBe(shanghai('2024-09-11', '00:00'));
    expect((await li.call(claims.register, { params: { customerId }, body: { origin: 'visit' } as never })).code).toBe(
      'CUSTOMER_HAS_OWNER',
    );

    await world.setClock(shanghai('2024-09-20'));
    const pool = await li.must(claims.pool);
    const row = pool.rows.find((one) => one.customerId === customerId);
    expect(row).toMatchObject({
      enteredAt: shanghai('2024-09-11', '00:00'),
      formerOwner: { id: mei.id },
      label: expect.not.stringContaining('窗一'),
    });
    const taken = await li.must(claims.takeFromPool, { params: { customerId }, body: {} });
    expect(taken.claim).toMatchObject({ owner: { id: li.id }, state: 'live', origin: 'pool' });
    const again = await mei.call(claims.takeFromPool, { params: { customerId }, body: {} });
    expect(again).toMatchObject({ code: 'TAKEN_BY_ANOTHER', body: { error: { detail: { owner: '李' } } } });
  });

  test('the former owner waits; a customer who comes back to the desk is new and leaves the pool', async () => {
    const { mei, li } = office();
    await world.setClock(shanghai('2024-10-01'));
    const { customerId } = await claimed(mei, '窗二');
    await world.setClock(shanghai('2024-11-03'));
    expect((await mei.call(claims.takeFromPool, { params: { customerId }, body: {} })).code).toBe('FORMER_OWNER_WAITS');
    const registered = await li.must(claims.register, { params: { customerId }, body: { origin: 'visit' } as never });
    expect(registered.claim).toMatchObject({ owner: { id: li.id }, state: 'live' });
    expect((await file(li, customerId)).pooled).toBeNull();
    expect((await file(li, customerId)).firstReceiver).toMatchObject({ id: mei.id });
  });

  test('the daily quota of the pool', async () => {
    const { mei, li } = office();
    await world.setClock(shanghai('2024-12-02'));
    const made = [];
    for (let n = 0; n < 6; n++) made.push((await claimed(mei, `池${n}`)).customerId);
    await world.setClock(shanghai('2025-01-10'));
    const codes = [];
    for (const customerId of made)
      codes.push((await li.call(claims.takeFromPool, { params: { customerId }, body: {} })).code);
    expect(codes).toEqual([null, null, null, null, null, 'DAILY_QUOTA_REACHED']);
    await world.setClock(shanghai('2025-01-11', '00:00'));
    expect((await li.call(claims.takeFromPool, { params: { customerId: made[5] ?? '' }, body: {} })).code).toBeNull();
  });

  test('two hundred takers, one winner, everybody else hears the name', async () => {
    const { mei, site } = office();
    await world.setClock(shanghai('2025-02-03'));
    const { customerId } = await claimed(mei, '抢手');
    await world.setClock(shanghai('2025-03-10'));
    const takers = await Promise.all(
      Array.from({ length: 200 }, (_, n) => world.addPerson({ name: `抢${n}`, siteId: site, grants: consultant })),
    );
    const answers = await Promise.all(
      takers.map((taker) => taker.call(claims.takeFromPool, { params: { customerId }, body: {} })),
    );
    const winners = answers.flatMap((answer, index) => (answer.code === null ? [takers[index]] : []));
    expect(winners).toHaveLength(1);
    for (const answer of answers.filter((one) => one.code !== null))
      expect(answer).toMatchObject({
        code: 'TAKEN_BY_ANOTHER',
        body: { error: { detail: { owner: winners[0]?.name } } },
      });
  }, 120_000);

  test('thirty consultants open a claim on one customer at once: one owns, the others hear who', async () => {
    const { boss, site } = office();
    const customerId = await newCustomer(boss, '同时');
    const people = await Promise.all(
      Array.from({ length: 30 }, (_, n) => world.addPerson({ name: `同${n}`, siteId: site, grants: consultant })),
    );
    const answers = await Promise.all(people.map((one) => open(one, customerId)));
    const winner = people[answers.findIndex((answer) => answer.code === null)];
    expect(answers.filter((answer) => answer.code === null)).toHaveLength(1);
    for (const answer of answers.filter((one) => one.code !== null))
      expect(answer).toMatchObject({
        code: 'CUSTOMER_HAS_OWNER',
        body: { error: { detail: { owner: winner?.name } } },
      });
  });

  test('reminders come before the lapse, each once', async () => {
    const { mei } = office();
    await world.setClock(shanghai('2025-04-01'));
    const { customerId } = await claimed(mei, '提醒');
    const heard = async () =>
      (await mei.must(notices.mine)).rows.filter((row) => row.payload.customerId === customerId).map((row) => row.kind);
    await world.setClock(shanghai('2025-04-28', '23:59'));
    expect(await heard()).toEqual([]);
    await world.setClock(shanghai('2025-04-29', '00:00'));
    expect(await heard()).toEqual(['claims.due']);
    await world.setClock(shanghai('2025-05-01'));
    expect(await heard()).toEqual(['claims.dueLast', 'claims.due']);
    await world.setClock(shanghai('2025-05-02'));
    expect(await heard()).toEqual(['claims.lapsed', 'claims.dueLast', 'claims.due']);
  });
});

describe('follow-ups', () => {
  test('[S0.02.fu.1b] the supervisor comments on a follow-up and the author hears of it', async () => {
    const { mei, boss } = office();
    await world.setClock(shanghai('2025-05-05'));
    const { customerId } = await claimed(mei, '批注');
    const { followUp } = await contact(mei, customerId, 'call', { text: '价格有顾虑', nextOn: '2025-05-06' });
    expect((await mei.call(claims.comment, { params: { followUpId: followUp.id }, body: { text: 'x' } })).code).toBe(
      'NOT_ALLOWED',
    );
    await boss.must(claims.comment, { params: { followUpId: followUp.id }, body: { text: '带他看样板间' } });
    const shown = await mei.must(claims.followUps, { params: { customerId } });
    expect(shown.rows[0]?.comments).toMatchObject([{ author: { name: '方经理' }, text: '带他看样板间' }]);
    expect((await mei.must(notices.mine)).rows[0]?.kind).toBe('claims.commented');
    await world.setClock(shanghai('2025-05-06'));
    const planned = (await mei.must(claims.today)).rows.find((row) => row.customer.id === customerId);
    expect(planned?.tasks.map((task) => task.kind)).toEqual(['planned']);
  });

  test('[S1.14.a7.2] today’s list says how many communications are still missing', async () => {
    const { li } = filing();
    await world.setClock(shanghai('2025-05-07'));
    const { customerId } = await claimed(li, '沟通');
    expect((await li.must(claims.today)).cadence.contactsMissing).toBe(2);
    await contact(li, customerId, 'call');
    expect((await li.must(claims.today)).cadence.contactsMissing).toBe(1);
  });

  test('[S0.07.rep.6c] [S4.03.s5.freq] birthdays, holidays and call-backs after a deal are on the list of the day', async () => {
    const { boss, site } = filing();
    const sun = await world.addPerson({ name: '孙', siteId: site, grants: consultant });
    await world.setClock(shanghai('2025-09-15'));
    phone += 1;
    const body = {
      name: '寿星',
      phones: String(phone),
      source: 'walk_in',
      enquiry: '了解',
      bornOn: '1988-10-01',
      differentFromStrangers: true,
    } as never;
    const { customerId } = await sun.must(customers.register, { body });
    const { claim } = await sun.must(claims.register, {
      params: { customerId },
      body: { origin: 'visit', phoneLeft: false } as never,
    });
    const kinds = async () => (await sun.must(claims.today)).rows.flatMap((row) => row.tasks.map((task) => task.kind));
    await world.setClock(shanghai('2025-10-01'));
    expect(await kinds()).toEqual(['birthday', 'holiday']);
    await sun.must(claims.close, { params: { claimId: claim.id }, body: {} as never });
    await world.setClock(shanghai('2025-10-31'));
    expect(await kinds()).toEqual([]);
    await world.setClock(shanghai('2025-11-01'));
    expect(await kinds()).toEqual(['call_back']);
    await contact(sun, customerId, 'call');
    expect(await kinds()).toEqual([]);
    expect((await boss.must(claims.ofCustomer, { params: { customerId } })).current?.state).toBe('closed');
  });

  test('a colleague outside the scope neither reads nor writes', async () => {
    const { mei, li } = filing();
    const { customerId } = await claimed(mei, '外人');
    expect((await li.call(claims.followUp, { params: { customerId }, body: { channel: 'call' } as never })).code).toBe(
      'NOT_ALLOWED',
    );
    expect((await li.call(claims.ofCustomer, { params: { customerId } })).code).toBe('NOT_ALLOWED');
    expect((await li.must(claims.dayRegister, { query: { authorId: mei.id } })).rows).toEqual([]);
  });

  test('[S0.02.fu.2] [S0.02.fu.3] the day’s follow-ups are one register for the superior, and a hard case calls the manager', async () => {
    const { li, boss, site } = filing();
    await world.server.runtime.database.inCompany(world.companyId, (tx) =>
      tx.run({
        text: `insert into roles (company_id, id, key, name_zh, name_en, grants, created_at) values ($1, gen_random_uuid(), 'manager', '经理', 'Manager', $2, now())`,
        values: [world.companyId, JSON.stringify(presetGrants('manager'))],
      }),
    );
    const manager = await world.addPerson({ name: '夏经理', siteId: site, role: 'manager' });
    await world.setClock(shanghai('2025-10-20'));
    const { customerId } = await claimed(li, '难题');
    await contact(li, customerId, 'call', { text: '嫌贵', askForHelp: true });
    await contact(li, customerId, 'note', { text: '已请示' });
    const asked = (await manager.must(notices.mine)).rows.filter((row) => row.kind === 'claims.helpAsked');
    expect(asked).toMatchObject([{ payload: { customerId, by: '李' } }]); // the note asked for nobody
    const register = await boss.must(claims.dayRegister, { query: { day: '2025-10-20', siteId: site } });
    expect(register.rows).toMatchObject([
      { channel: 'note', author: { id: li.id }, valid: false, whyNot: 'only_a_note' },
      { channel: 'call', text: '嫌贵', askedForHelp: true, valid: true },
    ]);
    expect((await boss.must(claims.dayRegister, { query: { day: '2025-10-21', siteId: site } })).rows).toEqual([]);
  });

  test('[S0.07.sup.7b] a supervisor returns to a consultant’s customer unannounced; it counts and is seen', async () => {
    const { li, boss } = filing();
    await world.setClock(shanghai('2025-10-22'));
    const { customerId } = await claimed(li, '抽访');
    const visit = await contact(boss, customerId, 'visit', { text: '客户满意' });
    expect(visit).toMatchObject({
      followUp: { author: { id: boss.id }, valid: true },
      claim: { owner: { id: li.id } },
    });
    expect((await li.must(claims.followUps, { params: { customerId } })).rows[0]).toMatchObject({ text: '客户满意' });
  });

  test('[S4.01.a35] while a closed deal is disputed, the other party may not go to the customer', async () => {
    const { mei, li, boss } = filing();
    await world.setClock(shanghai('2025-10-24'));
    const { customerId, claim } = await claimed(mei, '勿扰');
    await mei.must(claims.close, { params: { claimId: claim.id }, body: {} as never });
    await boss.must(verdicts.open, { params: { customerId }, body: { otherId: mei.id, reason: '登记有误' } });
    expect(
      (await boss.call(claims.followUp, { params: { customerId }, body: { channel: 'call' } as never })).code,
    ).toBe('DEAL_DISPUTED');
    expect((await contact(mei, customerId, 'call')).followUp.valid).toBe(true);
    expect((await li.call(claims.followUp, { params: { customerId }, body: { channel: 'call' } as never })).code).toBe(
      'NOT_ALLOWED',
    );
  });

  test('a contact of tomorrow is refused; set texts are kept by whoever may', async () => {
    const { mei, boss } = filing();
    await world.setClock(shanghai('2025-05-08'));
    const { customerId } = await claimed(mei, '明天');
    const tomorrow = { channel: 'call', at: shanghai('2025-05-09') } as never;
    expect((await mei.call(claims.followUp, { params: { customerId }, body: tomorrow })).code).toBe(
      'CONTACT_IN_FUTURE',
    );
    const body = {
      channel: 'sms',
      purpose: 'first_sms',
      title: '首次短信',
      body: '您好，我是{dealer}的{consultant}',
    } as never;
    expect((await mei.call(claims.saveTemplate, { body })).code).toBe('NOT_ALLOWED');
    const saved = await boss.must(claims.saveTemplate, { body });
    expect((await mei.must(claims.templates)).rows).toMatchObject([{ title: '首次短信' }]);
    await boss.must(claims.retireTemplate, { params: { templateId: saved.id }, body: {} });
    expect((await mei.must(claims.templates)).rows).toEqual([]);
  });
});

describe('handing over and quarrelling', () => {
  test('[S0.02.own.312] [S2.03.a8.replace] a leaver’s customers are drawn out to the others in one action with a list', async () => {
    const { li, boss, site } = filing();
    await world.setClock(shanghai('2025-06-02'));
    const zhao = await world.addPerson({ name: '赵', siteId: site, grants: consultant });
    for (let n = 0; n < 5; n++) await claimed(zhao, `交${n}`);
    const list = await boss.must(claims.handoverList, { params: { staffId: zhao.id } });
    expect(list).toMatchObject({ method: 'random_draw', claims: { length: 5 } });
    const short = { staffId: zhao.id, why: 'long_leave', leaveDays: 3, receiverIds: [li.id] } as never;
    expect((await boss.call(claims.handOver, { body: short })).code).toBe('LEAVE_TOO_SHORT');
    const other = await world.addPerson({ name: '钱', siteId: site, grants: consultant });
    const done = await boss.must(claims.handOver, {
      body: { staffId: zhao.id, why: 'left', receiverIds: [li.id, other.id] } as never,
    });
    expect(done.items).toHaveLength(5);
    const perPerson = [li.id, other.id].map((id) => done.items.filter((item) => item.to.id === id).length).sort();
    expect(perPerson).toEqual([2, 3]);
    const item = done.items[0];
    const after = await file(boss, item?.customer.id ?? '');
    expect(after.contactChange).toMatchObject({ former: { id: zhao.id }, contactedAt: null, toldAt: null });
    const receiver = item?.to.id === li.id ? li : other;
    expect((await receiver.must(claims.today)).rows.flatMap((row) => row.tasks.map((task) => task.kind))).toContain(
      'take_over_contact',
    );
    await receiver.must(claims.told, { params: { changeId: after.contactChange?.id ?? '' }, body: { how: '电话' } });
    await contact(receiver, item?.customer.id ?? '', 'call');
    expect((await file(boss, item?.customer.id ?? '')).contactChange).toMatchObject({
      contactedAt: shanghai('2025-06-02'),
    });
    expect((await boss.must(claims.handovers)).rows[0]).toMatchObject({ id: done.id, owner: { id: zhao.id } });
    // The others were neither told nor called: the new contact hears of it, each on its own day.
    await world.setClock(shanghai('2025-06-06'));
    const owed = (await other.must(notices.mine)).rows.map((row) => row.kind);
    const mine = done.items.filter((one) => one.to.id === other.id && one.customer.id !== item?.customer.id).length;
    expect(owed.filter((kind) => kind === 'claims.customerUntold')).toHaveLength(mine);
    expect(owed.filter((kind) => kind === 'claims.firstContactDue')).toHaveLength(mine);
  });

  test('[S0.02.own.32] a deal after the customer refused the earlier consultant: shares by the rulebook, to the fen', async () => {
    const { mei, li, boss } = filing();
    await world.setClock(shanghai('2025-07-01'));
    const { customerId, claim } = await claimed(mei, '分成');
    await world.setClock(shanghai('2025-07-20'));
    const passed = await boss.must(claims.passOn, {
      params: { claimId: claim.id },
      body: { toId: li.id, why: 'customer_request', reason: '客户要求更换' },
    });
    const deal = await li.must(claims.close, {
      params: { claimId: passed.claim.id },
      body: { story: { wish: 'refuses_earlier', aboutId: mei.id }, commissionFen: 1_000_001 } as never,
    });
    expect(deal.verdict).toMatchObject({ case: 'refused_valid', performance: [{ name: '李', percent: 100 }] });
    expect(deal.verdict.commission).toMatchObject([
      { name: '李', percent: 80, fen: 800_001 },
      { name: '梅', percent: 20, fen: 200_000 },
    ]);
    expect((await file(boss, customerId)).current).toMatchObject({ state: 'closed', owner: { id: li.id } });
    expect((await li.call(claims.close, { params: { claimId: passed.claim.id }, body: {} as never })).code).toBe(
      'NOT_LIVE',
    );
    await boss.must(claims.refund, { params: { claimId: passed.claim.id }, body: { reason: '退房' } });
    expect((await file(boss, customerId)).current).toBeNull();
  });

  test('[S0.02.own.34] only a superior may say that a complaint was upheld; then the earlier consultant has no part', async () => {
    const { mei, li, boss } = filing();
    await world.setClock(shanghai('2025-07-22'));
    const { claim } = await claimed(mei, '投诉');
    const passed = await boss.must(claims.passOn, {
      params: { claimId: claim.id },
      body: { toId: li.id, why: 'customer_request', reason: '客户投诉' },
    });
    const params = { claimId: passed.claim.id };
    const body = { story: { wish: 'complains_of_earlier', aboutId: mei.id, complaint: 'upheld' } } as never;
    expect((await li.call(claims.close, { params, body })).code).toBe('NOT_ALLOWED');
    const { verdict } = await boss.must(claims.close, { params, body });
    expect(verdict).toMatchObject({ case: 'complaint_upheld', commission: [{ name: '李', percent: 100 }] });
  });

  test('[S0.08.c.9] a friend’s introduction: whose direct relation it was is the leader’s finding, and decides the deal', async () => {
    const { mei, li, boss } = card();
    await world.setClock(shanghai('2025-07-24'));
    const sold = async (name: string) => {
      const { claim } = await claimed(mei, name);
      await boss.must(claims.sign, { params: { claimId: claim.id }, body: {} as never });
      return { claimId: claim.id };
    };
    const confirmed = { story: { relationWith: li.id } } as never;
    const params = await sold('友人甲');
    expect((await mei.call(claims.close, { params, body: confirmed })).code).toBe('NOT_ALLOWED');
    const related = await boss.must(claims.close, { params, body: confirmed });
    expect(related.verdict).toMatchObject({ case: 'introduced', performance: [{ name: '李', percent: 100 }] });
    expect(related.verdict.clauses).toContain('S0.08.c.9');
    const unrelated = await mei.must(claims.close, { params: await sold('友人乙'), body: {} as never });
    expect(unrelated.verdict).toMatchObject({ case: 'ordinary', performance: [{ name: '梅', percent: 100 }] });
  });

  test('[S0.02.own.4] [S0.02.own.4c] a crossed customer is talked over, mediated and ruled on; who then disobeys forfeits the deal', async () => {
    const { mei, li, boss } = filing();
    await world.setClock(shanghai('2025-08-01'));
    const customerId = await newCustomer(li, '争议'); // 李 took the particulars down, 梅 has the claim
    const { claim } = await mei.must(claims.register, {
      params: { customerId },
      body: { origin: 'visit', phoneLeft: false } as never,
    });
    const { dispute } = await li.must(verdicts.open, {
      params: { customerId },
      body: { otherId: mei.id, reason: '我先接待的' },
    });
    expect(dispute).toMatchObject({ state: 'talking', evidence: [{ staff: { id: mei.id }, wins: true }] });
    expect(
      (await mei.call(verdicts.open, { params: { customerId }, body: { otherId: li.id, reason: '重复' } })).code,
    ).toBe('DISPUTE_ALREADY_OPEN');
    expect((await mei.call(claims.close, { params: { claimId: claim.id }, body: {} as never })).code).toBe(
      'RULING_NEEDED',
    );
    await mei.must(verdicts.mediate, { params: { disputeId: dispute.id }, body: {} });
    const half = [
      { party: mei.id, percent: 50 },
      { party: li.id, percent: 50 },
    ];
    const bad = {
      verdict: 'ruled',
      reason: '按登记',
      ruling: { performance: half, commission: half.slice(1) },
    } as never;
    expect((await boss.call(verdicts.settle, { params: { disputeId: dispute.id }, body: bad })).code).toBe(
      'SHARES_NOT_WHOLE',
    );
    const ruled = { verdict: 'ruled', reason: '按登记', ruling: { performance: half, commission: half } } as never;
    await boss.must(verdicts.settle, { params: { disputeId: dispute.id }, body: ruled });
    const preview = await boss.must(claims.verdict, { params: { customerId }, body: { story: {} } as never });
    expect(preview).toMatchObject({ case: 'ruled', commission: [{ percent: 50 }, { percent: 50 }] });
    await boss.must(verdicts.settle, {
      params: { disputeId: dispute.id },
      body: { verdict: 'ruling_disobeyed', reason: '拒不服从' } as never,
    });
    const deal = await mei.must(claims.close, { params: { claimId: claim.id }, body: {} as never });
    expect(deal.verdict).toMatchObject({
      case: 'ruling_disobeyed',
      performance: [{ party: 'department', percent: 100 }],
    });
  });
});

describe('joined customers', () => {
  test('[S0.02.own.1] when two files prove to be one, the earlier registration keeps the customer; undoing gives both back', async () => {
    const { mei, li, boss } = filing();
    await world.setClock(shanghai('2025-09-01'));
    const one = await claimed(mei, '合一');
    await world.setClock(shanghai('2025-09-02'));
    const two = await claimed(li, '合二');
    const merged = await boss.must(customers.merge, {
      params: { customerId: one.customerId },
      body: { otherId: two.customerId, keep: one.customerId, fieldsFromAbsorbed: [], reason: '同一人' } as never,
    });
    const joined = await file(boss, one.customerId);
    expect(joined.current).toMatchObject({ id: one.claim.id, owner: { id: mei.id } });
    expect(joined.history).toMatchObject([
      { id: two.claim.id, state: 'void', endedReason: 'duplicate', helpsClaimId: one.claim.id },
    ]);
    await boss.must(customers.undoMerge, {
      params: { mergeId: merged.mergeId },
      body: { reason: '不是同一人' } as never,
    });
    expect((await file(boss, two.customerId)).current).toMatchObject({ id: two.claim.id, state: 'live' });
    expect((await file(boss, one.customerId)).history).toEqual([]);
  });
});

describe('figures', () => {
  test('coverage counts contacts, holdings and lapses for the scope of the reader', async () => {
    const { boss, site } = filing();
    const figures = await boss.must(claims.coverage, { query: { from: '2025-06-01', to: '2025-06-30', siteId: site } });
    expect(figures.days).toMatchObject([{ day: '2025-06-02', contacts: 1, valid: 1, customers: 1 }]);
    expect(figures.people.some((row) => row.contacts === 1)).toBe(true);
    expect((await boss.call(claims.coverage, { query: { from: '2025-06-01', to: '2025-12-30' } })).code).toBe(
      'REQUEST_INVALID',
    );
  });
});
