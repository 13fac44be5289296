/** Everyday duties of the sources that the product carries: what is written down, for whom it can be seen, and what is counted. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claims } from '#contract/claims.ts';
import { customers } from '#contract/customers.ts';
import { desk } from '#contract/desk.ts';
import { journal } from '#contract/journal.ts';
import { notices } from '#contract/notices.ts';
import { organisation } from '#contract/organisation.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { at, type House, newPhone, openHouse, startCompany } from './story.testing.ts';

let world: World;
let house: House;
beforeAll(async () => {
  world = await startCompany();
  house = await openHouse(world, 'car-showroom', '甲乙');
  await house.hire('市场', 'market_specialist');
  await house.openDay();
});
afterAll(() => world.stop());

const fileOf = (person: Person, customerId: string) => person.must(customers.get, { params: { customerId } });

describe('the file of a customer', () => {
  test('[S0.08.w.2] the market specialist calls back and writes down whether the source is right and was asked for', async () => {
    const customerId = await house.customer('来源客', { source: 'website' });
    const check = (told: string, wasAsked: boolean) => ({
      params: { customerId },
      body: { told, wasAsked, note: '回访' } as never,
    });
    const market = house.person('市场');
    expect((await house.person('甲').call(customers.checkSource, check('website', true))).code).toBe('NOT_ALLOWED');
    expect(await market.must(customers.checkSource, check('website', true))).toMatchObject({ matches: true });
    const wrong = await market.must(customers.checkSource, check('referral', false));
    expect(wrong).toMatchObject({ matches: false, recorded: 'website' });
    const file = await fileOf(house.manager, customerId);
    expect(file.source).toBe('website'); // what was written at the door stands; the check stands beside it
    expect(file.sourceChecks).toMatchObject([
      { told: 'referral', wasAsked: false, matches: false, by: { name: '市场' } },
      { told: 'website', wasAsked: true, matches: true },
    ]);
    const why = await house.manager.must(journal.entry, { params: { journalId: wrong.journalId } });
    expect(JSON.stringify(why)).toContain('S0.08.w.2');
  });

  test('[S1.02.a4.2] [S1.10.d3] [S1.17.a4.3] [S1.12.a11.2] [S1.17.a5.2] the consultant writes down the needs of a customer and what was advised', async () => {
    const { customerId } = await house.claim('甲', '需求客');
    const need = {
      text: '七座，常跑长途',
      urgency: 'this_month',
      feasibility: 'feasible',
      advice: '推荐六座版，先试驾',
    };
    await house.person('甲').must(customers.recordNeeds, { params: { customerId }, body: need as never });
    expect((await fileOf(house.manager, customerId)).needs).toMatchObject([{ ...need, by: { name: '甲' } }]);
  });

  test('[S0.05.c4] how long a need waited for an answer can be read: from the need to the first contact that reached the customer', async () => {
    const { customerId } = await house.claim('甲', '等答复');
    const need = { text: '要一份报价', urgency: 'now', feasibility: 'feasible' } as never;
    await house.person('甲').must(customers.recordNeeds, { params: { customerId }, body: need });
    const answeredAt = async () => (await fileOf(house.manager, customerId)).needs[0]?.answeredAt;
    expect(await answeredAt()).toBeNull();
    await world.setClock(at('2024-03-04', '09:40'));
    await house.contact('甲', customerId, 'call', { answered: false });
    expect(await answeredAt()).toBeNull();
    await world.setClock(at('2024-03-04', '10:05'));
    await house.contact('甲', customerId, 'call', { text: '报价已送' });
    expect(await answeredAt()).toBe(at('2024-03-04', '10:05'));
  });

  test('[S0.05.c3] each contact keeps the channel it went by: telephone, e-mail, social media', async () => {
    const { customerId } = await house.claim('乙', '多渠道');
    for (const channel of ['call', 'email', 'chat']) await house.contact('乙', customerId, channel, { text: channel });
    const { rows } = await house.manager.must(claims.followUps, { params: { customerId }, query: {} });
    expect(rows.map((row) => row.channel)).toEqual(['chat', 'email', 'call']);
  });

  test('[S3.01.r.out.info] what is missing on a customer is named until it is on file', async () => {
    const customerId = await house.customer('待补齐', { address: undefined });
    const missing = async () => Object.values((await fileOf(house.manager, customerId)).missing).flat();
    expect(await missing()).toContain('address');
    const { version } = await fileOf(house.manager, customerId);
    const more = { version, address: '城西路 8 号', postcode: '310000' } as never;
    await house.manager.must(customers.update, { params: { customerId }, body: more });
    expect(await missing()).not.toContain('address');
    expect((await fileOf(house.manager, customerId)).people[0]?.private).toHaveProperty('address');
  });

  test('[S0.07.ct.7] a contract on file opens to those who may see the customer, and every opening is on record', async () => {
    const { customerId } = await house.claim('甲', '合同客');
    const pdf = new Uint8Array(Buffer.from('%PDF-1.4\n%%EOF\n'));
    const added = await house
      .person('甲')
      .fetch(
        `/api/customers/${customerId}/files?name=${encodeURIComponent('购车合同.pdf')}&commandId=${crypto.randomUUID()}`,
        {
          method: 'POST',
          body: pdf,
          headers: { 'content-type': 'application/octet-stream' },
        },
      );
    const { fileId } = (await added.json()) as { fileId: string };
    const open = (person: Person) => person.fetch(`/api/customers/${customerId}/files/${fileId}`);
    expect((await open(house.person('乙'))).status).toBe(404);
    expect((await open(house.manager)).status).toBe(200);
    const { rows } = await house.manager.must(journal.list, { query: { customerId, kind: 'customers.openFile' } });
    expect(rows.map((row) => row.actor?.name)).toEqual(['方经理']);
  });
});

describe('the day', () => {
  test('[S1.02.a5.1] the new customers of a consultant are counted, day by day', async () => {
    const yi = house.person('乙');
    for (const name of ['新一', '新二'])
      await yi.must(customers.register, {
        body: { name, phones: newPhone(), source: 'outreach', type: 'end_customer', enquiry: '看车' } as never,
      });
    const handed = await yi.must(customers.handInDay, { body: { analysis: '外拓两位' } as never });
    expect(handed.registered).toBe(2);
  });

  test('[S3.01.r.sup.coord] the supervisor sees what each salesperson has planned and how far it has come', async () => {
    const { customerId } = await house.claim('甲', '计划客');
    await house.contact('甲', customerId, 'call', { text: '约周五', nextOn: '2024-03-04' });
    const plan = await house.supervisor.must(claims.today, { query: { staffId: house.id('甲') } });
    expect(plan.rows.find((row) => row.customer.id === customerId)?.tasks.map((task) => task.kind)).toContain(
      'planned',
    );
    const done = await house.supervisor.must(claims.coverage, { query: { from: '2024-03-04', to: '2024-03-04' } });
    expect(done.people.find((one) => one.staff.name === '甲')).toMatchObject({ contacts: expect.any(Number) });
    expect(done.people.find((one) => one.staff.name === '甲')?.contacts).toBeGreaterThan(0);
    expect((await house.person('乙').call(claims.today, { query: { staffId: house.id('甲') } })).code).toBe(
      'NOT_ALLOWED',
    );
  });

  test('[S0.02.rec.54] who cannot answer a customer asks on the spot, and the manager hears of it at once', async () => {
    const { customerId } = await house.claim('甲', '难题客');
    await house.contact('甲', customerId, 'reception', { text: '问及平行进口', askForHelp: true });
    const heard = (await house.manager.must(notices.mine)).rows.filter((row) => row.kind === 'claims.helpAsked');
    expect(heard).toHaveLength(1);
    expect(heard[0]?.payload).toMatchObject({ customerId, by: '甲' });
  });

  test('[S0.02.info.11] visit, call, registration and contact of a day are on file the next day, unchanged', async () => {
    const visit = await house.receive({ visitor: '存档先生' });
    await house.serve(visit);
    const call = { caller: '存档女士', need: '问价', answeredBy: house.frontDesk.id, contact: '', note: '' };
    await house.frontDesk.must(desk.takeCall, { params: { siteId: house.siteId }, body: call as never });
    const { customerId } = await house.claim('甲', '存档客');
    await house.contact('甲', customerId, 'call', { text: '存档联系' });
    await world.setClock(at('2024-03-05', '09:00'));
    const day = { day: '2024-03-04' };
    const params = { siteId: house.siteId };
    const all = [
      await house.manager.must(desk.visits, { params, query: day }),
      await house.manager.must(desk.calls, { params, query: day }),
      await house.manager.must(customers.dayRegister, { query: { ...day, siteId: house.siteId } }),
      await house.manager.must(claims.dayRegister, { query: day }),
    ].map((answer) => JSON.stringify(answer));
    for (const [place, words] of ['存档先生', '存档女士', '存档客', '存档联系'].entries())
      expect(all[place]).toContain(words);
  });
});

describe('the house', () => {
  test('[S1.01.a9] [S1.05.s3] every post has its duties beside its rights, and anybody can read them', async () => {
    const { rows } = await house.person('甲').must(organisation.posts);
    for (const post of rows) expect([post.key, post.duties.length > 0]).toEqual([post.key, true]);
    const ranked = rows.filter((post) => post.rank !== null).sort((a, b) => (b.rank ?? 0) - (a.rank ?? 0));
    expect(ranked.map((post) => post.key).slice(0, 3)).toEqual(['general_manager', 'director', 'manager']);
    const staff = (await house.manager.must(organisation.staff, { query: { siteId: house.siteId, limit: 200 } })).rows;
    expect(staff.map((one) => one.name)).toEqual(expect.arrayContaining(['甲', '乙', '方经理', '陆主管']));
  });

  test('[S2.03.a3.owner] the marketing department keeps the customers of the site in order: sees, classifies and tags all of them', async () => {
    const { customerId } = await house.claim('乙', '归类客');
    const market = house.person('市场');
    await market.must(customers.setGrade, { params: { customerId }, body: { grade: 'B', reason: '归类' } as never });
    await market.must(customers.bulkTag, { body: { filters: { q: '归类客' }, add: ['春展'] } as never });
    const { rows } = await market.must(customers.list, { query: { tag: '春展', grade: 'B' } });
    expect(rows.map((row) => row.id)).toEqual([customerId]);
    const elsewhere = await openHouse(world, 'car-showroom', '远');
    const { rows: none } = await market.must(customers.list, { query: { siteId: elsewhere.siteId } });
    expect(none).toEqual([]);
  });

  test('[S3.01.c.dev.resp] the showroom supervisor answers for end customers, the manager for dealers', async () => {
    const { rows } = await house.person('甲').must(organisation.posts);
    const answering = rows.filter((post) => post.duties.some((duty) => duty.cites.includes('S3.01.c.dev.resp')));
    const said = Object.fromEntries(
      answering.map((post) => [post.key, post.duties.find((duty) => duty.cites.includes('S3.01.c.dev.resp'))?.en]),
    );
    expect(said).toEqual({ supervisor: 'Develops end customers', manager: 'Develops dealer customers' });
  });

  test('[S0.07.sup.day] [S0.07.sup.month] the supervisor ticks the routine off, day by day and month by month, and the manager sees how far it is', async () => {
    const director = await world.addPerson({ name: '总监', role: 'director' });
    const mine = house.supervisor;
    const { id } = mine;
    const appoint = async (staffId: string, post: string, superiorId: string | null) => {
      const { version } = await director.must(organisation.staffMember, { params: { staffId } });
      await director.must(organisation.updateStaff, {
        params: { staffId },
        body: { version, post, superiorId } as never,
      });
    };
    await appoint(house.manager.id, 'manager', director.id);
    await appoint(id, 'supervisor', house.manager.id);
    const look = async (person: Person, staffId?: string) =>
      (await person.must(organisation.routines, { query: staffId ? { staffId } : {} })).rows;
    const tick = (routine: string, step: number, done = true) =>
      mine.call(organisation.tickRoutine, { params: { routine, step } as never, body: { done } });
    expect((await look(mine)).map((row) => [row.key, row.steps.length])).toEqual([
      ['daily_check', 3],
      ['monthly_round', 3],
    ]);
    for (const step of [0, 1, 2]) expect((await tick('daily_check', step)).code).toBeNull();
    await tick('monthly_round', 0);
    expect((await tick('daily_check', 3)).code).toBe('NO_SUCH_ROUTINE');
    expect((await look(house.manager, id)).map((row) => row.isComplete)).toEqual([true, false]);
    expect((await house.person('甲').call(organisation.routines, { query: { staffId: id } })).code).toBe('NOT_ALLOWED');
    await tick('daily_check', 2, false);
    expect((await look(mine))[0]?.isComplete).toBe(false);

    await world.setClock(at('2024-03-06', '09:00'));
    const next = await look(mine); // a new day begins unticked, the month goes on
    expect(next.map((row) => row.steps.filter((step) => step.doneAt !== null).length)).toEqual([0, 1]);
  });

  test('[S4.01.a02] in a sales office every salesperson at work stands in the line, and nobody else', async () => {
    const office = await openHouse(world, 'sales-office-reception', '子丑');
    await office.hire('寅');
    await office.hire('财务', 'finance');
    await office.openDay(null);
    const line = (await office.line()).split(' ').sort();
    expect(line).toEqual(['丑', '子', '寅'].sort());
  });
});
