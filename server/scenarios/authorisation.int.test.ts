/** Who may see and change what, tried by the people who may not: colleagues, other teams, other sites, each in the shipped roles. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claims } from '#contract/claims.ts';
import { customers } from '#contract/customers.ts';
import { desk } from '#contract/desk.ts';
import { imports } from '#contract/imports.ts';
import { journal } from '#contract/journal.ts';
import { organisation } from '#contract/organisation.ts';
import { session } from '#contract/session.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { openBrowser } from '#server/session/testing.ts';
import { at, type House, newPhone, openHouse, startCompany } from './story.testing.ts';

let world: World;
let here: House;
let there: House;
let mine: { customerId: string; claimId: string; phone: string };
beforeAll(async () => {
  world = await startCompany();
  here = await openHouse(world, 'real-estate-customers', '甲');
  const [one, two] = [await world.addTeam(here.siteId, '一组'), await world.addTeam(here.siteId, '二组')];
  await here.hire('乙', 'consultant', one);
  await here.hire('丙', 'consultant', two);
  await here.hire('组长一', 'team_leader', one);
  await here.hire('组长二', 'team_leader', two);
  await here.hire('内勤', 'sales_assistant');
  await here.hire('五S', 'steward');
  await here.hire('财务', 'finance');
  there = await openHouse(world, 'real-estate-customers', '丁');
  const phone = newPhone();
  const customerId = await here.customer('魏芳菲', {
    phones: phone,
    idNumber: '33010619900101123X',
    address: '文一路1号',
  });
  const { claim } = await here
    .person('乙')
    .must(claims.register, { params: { customerId }, body: { origin: 'visit', phoneLeft: false } as never });
  mine = { customerId, claimId: claim.id, phone };
  await here.contact('乙', customerId, 'call', { text: '预算四百万' });
  await here.supervisor.must(desk.open, {
    params: { siteId: here.siteId },
    body: { order: ['乙', '丙'].map(here.id) },
  });
  await there.openDay();
});
afterAll(() => world.stop());

/** Every way to look at the customer, by who looks: true where something is shown. */
async function sees(person: Person): Promise<boolean[]> {
  const params = { customerId: mine.customerId };
  const answers = [
    await person.call(customers.get, { params }),
    await person.call(customers.timeline, { params, query: {} }),
    await person.call(claims.ofCustomer, { params }),
    await person.call(claims.followUps, { params, query: {} }),
  ];
  const list = await person.call(customers.list, { query: { limit: 200 } });
  const rows = list.code === null && list.body.rows.some((row) => row.id === mine.customerId);
  return [...answers.map((answer) => answer.code === null), rows];
}
async function everyPage(person: Person): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await person.must(customers.list, { query: { limit: 1, ...(cursor ? { cursor } : {}) } });
    ids.push(...page.rows.map((row) => row.id));
    if (page.nextCursor === null) return ids;
    cursor = page.nextCursor;
  }
}
const all = [true, true, true, true, true];
const none = [false, false, false, false, false];

describe('reading', () => {
  test('[S3.01.v.sales] [S3.01.v.supervisor] [S3.01.v.manager] own, team, site: everybody else is denied, one way or another', async () => {
    for (const name of ['乙', '组长一', '陆主管', '方经理', '内勤', '前台'])
      expect([name, await sees(here.person(name))]).toEqual([name, all]);
    for (const name of ['丙', '组长二', '五S', '财务'])
      expect([name, await sees(here.person(name))]).toEqual([name, none]);
    for (const name of ['丁', '陆主管', '方经理', '前台'])
      expect([name, await sees(there.person(name))]).toEqual([name, none]);
  });

  test('a colleague who types the number hears that somebody exists, whose and until when, and nothing else', async () => {
    for (const person of [here.person('丙'), there.person('丁')]) {
      const found = await person.must(customers.recognise, { query: { q: mine.phone } });
      expect(found.known).toEqual([]);
      expect(found.strangers).toMatchObject([{ exists: true, ownerName: '乙', until: at('2024-05-05', '00:00') }]);
      expect(JSON.stringify(found)).not.toContain('魏芳菲');
      expect(JSON.stringify(found)).not.toContain(mine.customerId);
    }
    // Searching the list by name, pinyin or number finds nothing either.
    for (const q of ['魏芳菲', 'weifangfei', mine.phone.slice(-4)])
      expect((await here.person('丙').must(customers.list, { query: { q } })).rows).toEqual([]);
  });

  test('[S2.05.s1.private] private values are masked for everybody until revealed; the reveal is written down; a colleague cannot', async () => {
    const shown = JSON.stringify(
      await here.person('乙').must(customers.get, { params: { customerId: mine.customerId } }),
    );
    for (const secret of [mine.phone, '33010619900101123X', '文一路1号']) expect(shown).not.toContain(secret);
    const reveal = (person: Person) =>
      person.call(customers.reveal, { params: { customerId: mine.customerId }, body: { reason: '约看房' } });
    expect((await reveal(here.person('丙'))).code).not.toBeNull();
    expect((await reveal(there.manager)).code).not.toBeNull();
    expect((await reveal(here.frontDesk)).code).toBe('NOT_ALLOWED');
    const open = await here
      .person('乙')
      .must(customers.reveal, { params: { customerId: mine.customerId }, body: { reason: '约看房' } });
    expect(JSON.stringify(open)).toContain(mine.phone.slice(-4));
    const { rows } = await here.manager.must(journal.list, {
      query: { customerId: mine.customerId, kind: 'customers.reveal' },
    });
    expect(rows).toMatchObject([{ actor: { name: '乙' } }]);
  });

  test('the journal: open to those it concerns and their superiors, with the facts for the manager only', async () => {
    const { rows } = await here.manager.must(journal.list, { query: { customerId: mine.customerId, kind: 'claims' } });
    const journalId = rows.find((row) => row.kind === 'claims.register')?.id ?? '';
    const ask = { params: { journalId } };
    expect((await here.person('乙').must(journal.entry, ask)).facts).toBeNull();
    expect((await here.manager.must(journal.entry, ask)).facts).not.toBeNull();
    for (const person of [here.person('丙'), here.person('组长二'), there.person('丁'), there.manager]) {
      expect((await person.call(journal.entry, ask)).code).toBe('NOT_FOUND');
      expect((await person.must(journal.list, { query: { customerId: mine.customerId } })).rows).toEqual([]);
    }
    const turn = await here.receive({ visitor: '看榜' });
    // The floor is everybody's who works there, and nobody's elsewhere.
    expect((await here.person('丙').call(journal.entry, { params: { journalId: turn.journalId } })).code).toBeNull();
    expect((await there.person('丁').call(journal.entry, { params: { journalId: turn.journalId } })).code).toBe(
      'NOT_FOUND',
    );
    await here.serve(turn);
  });

  test('the follow-up register, coverage and the list of today stay inside the scope, whatever is asked for', async () => {
    const bing = here.person('丙');
    expect((await bing.must(claims.dayRegister, { query: { authorId: here.id('乙') } })).rows).toEqual([]);
    expect((await there.manager.must(claims.dayRegister, { query: { siteId: here.siteId } })).rows).toEqual([]);
    expect((await bing.must(claims.list, { query: { ownerId: here.id('乙') } })).rows).toEqual([]);
    const today = await bing.call(claims.today, { query: { staffId: here.id('乙') } });
    expect(today.code === null ? today.body.rows : []).toEqual([]);
    const figures = await bing.must(claims.coverage, {
      query: { from: '2024-03-01', to: '2024-03-04', siteId: here.siteId },
    });
    expect(figures.people.map((row) => row.staff.name)).not.toContain('乙');
  });

  test('what was noted about a visitor is for those on the visit and the desk, not for colleagues beside it', async () => {
    const visit = await here.receive({ visitor: '带孩子的女士' });
    const server = here.person(visit.server?.name ?? '');
    const beside = here.person(visit.server?.name === '乙' ? '丙' : '乙');
    const params = { visitId: visit.id };
    await server.must(desk.log, { params, body: { interest: '学区房，预算五百万', step: '看了沙盘' } });
    expect((await server.must(desk.visit, { params })).log.interest).toContain('预算');
    expect((await here.supervisor.must(desk.visit, { params })).log.steps).toHaveLength(1);
    expect(JSON.stringify((await beside.must(desk.visit, { params })).log)).not.toMatch(/预算|沙盘/);
    expect((await there.person('丁').call(desk.visit, { params })).code).toBe('NOT_ALLOWED');
    await here.serve(visit);
  });

  test('registers and files: one’s own rows, the site’s for the desk, nothing of another site', async () => {
    const visits = async (person: Person, siteId: string) =>
      person.call(desk.visits, { params: { siteId }, query: { day: '2024-03-04' } });
    const own = (await visits(here.person('丙'), here.siteId)).body.rows;
    expect(own.every((row) => row.server?.name === '丙')).toBe(true);
    expect(
      (await visits(there.person('丁'), here.siteId)).code === null
        ? (await visits(there.person('丁'), here.siteId)).body.rows
        : [],
    ).toEqual([]);
    expect((await there.person('丁').call(desk.floor, { params: { siteId: here.siteId } })).code).toBe('NOT_ALLOWED');
    const file = await here.person('丙').fetch(`/api/sites/${here.siteId}/visits.csv?day=2024-03-04`);
    expect(await file.text()).not.toContain('带孩子的女士,乙');
    expect((await there.manager.fetch(`/api/sites/${here.siteId}/visits.csv?day=2024-03-04`)).status).toBe(403);
  });

  test('exports: not for consultants; a manager’s file holds the own site only, and is journalled', async () => {
    const ask = (person: Person) =>
      person.fetch('/api/customers/exports', {
        method: 'POST',
        body: JSON.stringify({ commandId: crypto.randomUUID(), format: 'csv', filters: {}, withPrivate: false }),
      });
    expect((await ask(here.person('乙'))).status).toBe(403);
    const elsewhere = await (await ask(there.manager)).text();
    expect(elsewhere).not.toContain('魏芳菲');
    const own = await ask(here.manager);
    const text = await own.text();
    expect(text).toContain('魏芳菲');
    expect(text).not.toContain(mine.phone);
    expect(
      (await here.manager.call(journal.entry, { params: { journalId: own.headers.get('guike-journal-id') ?? '' } }))
        .code,
    ).toBeNull();
  });
});

describe('across sites', () => {
  test('a customer registered at one site and received at another is seen by the superiors of whoever has them', async () => {
    const customerId = await here.customer('两地客');
    const visit = await there.receive({ customerId });
    expect(visit.server?.name).toBe('丁');
    await there.serve(visit);
    const params = { customerId };
    for (const person of [there.person('丁'), there.supervisor, there.manager]) {
      expect((await person.must(customers.get, { params })).owner?.name).toBe('丁');
      expect((await person.must(claims.ofCustomer, { params })).current?.owner.name).toBe('丁');
    }
    for (const person of [here.person('乙'), here.person('丙')])
      expect((await person.call(customers.get, { params })).code).toBe('NOT_FOUND');
    // The site they were registered at, and the one that has them: in lists and counts, not in the file alone.
    for (const person of [here.manager, there.manager, there.supervisor]) {
      expect((await person.must(customers.list, { query: { q: '两地客' } })).rows.map((row) => row.id)).toEqual([
        customerId,
      ]);
      const found = await person.must(customers.recognise, { query: { q: 'liangdike' } });
      expect(found.known.map(({ customer }) => customer.id)).toEqual([customerId]);
    }
    const pages = await everyPage(there.manager);
    expect(pages.filter((id) => id === customerId)).toHaveLength(1);
    expect((await there.manager.must(customers.ids, { query: {} })).ids).toEqual(pages);
    const tagged = await there.manager.must(customers.bulkTag, {
      body: { filters: { q: '两地客' }, add: ['调店'] } as never,
    });
    expect(tagged.changed).toBe(1);
    const file = await there.manager.fetch('/api/customers/exports', {
      method: 'POST',
      body: JSON.stringify({ commandId: crypto.randomUUID(), format: 'csv', filters: { tag: '调店' } }),
    });
    expect(await file.text()).toContain('两地客');
  });

  test('passed on to a colleague of another site, a customer is in the lists of that site, signed and ruled there', async () => {
    const { customerId, claim } = await here.claim('乙', '转店客');
    const director = await world.addPerson({ name: '总监二', role: 'director' });
    const passed = await director.must(claims.passOn, {
      params: { claimId: claim.id },
      body: { toId: there.id('丁'), why: 'reallocated', reason: '客户改看另一处' } as never,
    });
    expect(passed.claim.site.id).toBe(there.siteId);
    for (const person of [there.manager, there.person('丁')])
      expect((await person.must(customers.list, { query: { q: '转店客' } })).rows.map((row) => row.id)).toEqual([
        customerId,
      ]);
    expect((await here.person('乙').must(customers.list, { query: { q: '转店客' } })).rows).toEqual([]);
  });

  test('a visitor is not written down as a customer of another house, nor as one whose file is confidential', async () => {
    const elsewhere = await here.customer('别处客');
    const secret = await there.customer('机密客', { confidential: true });
    const own = await there.customer('本处客');
    const visit = await there.receive({});
    const link = (customerId: string) =>
      there.frontDesk.call(desk.linkCustomer, { params: { visitId: visit.id }, body: { customerId } });
    expect((await link(elsewhere)).code).toBe('NOT_FOUND');
    expect((await link(secret)).code).toBe('NOT_FOUND');
    expect((await link(own)).code).toBeNull();
  });

  test('[S2.03.a6] a director moves somebody to another site: the manager is told to hand the customers over', async () => {
    const director = await world.addPerson({ name: '总监', role: 'director' });
    await there.hire('戊');
    const { customerId, claim } = await there.claim('戊', '调店客');
    const params = { staffId: there.id('戊') };
    const { version } = await director.must(organisation.staffMember, { params });
    const moved = await director.must(organisation.transferStaff, {
      params,
      body: { version, siteId: here.siteId, teamId: null },
    });
    expect(moved.handoverNeeded).toBe(true);
    // From this moment the files are the department's: the mover sees and does nothing more with them, at the new site either.
    const wu = there.person('戊');
    const file = { params: { customerId } };
    expect((await wu.call(customers.get, file)).code).toBe('NOT_FOUND');
    expect((await wu.must(customers.list, { query: {} })).rows).toEqual([]);
    expect((await wu.must(customers.recognise, { query: { q: 'diaodianke' } })).known).toEqual([]);
    expect((await wu.must(claims.list, { query: {} })).rows).toEqual([]);
    expect((await wu.must(claims.today)).cadence.customers).toBe(0);
    expect((await wu.call(claims.ofCustomer, file)).code).toBe('NOT_ALLOWED');
    const said = { channel: 'call', text: '我是戊' } as never;
    expect((await wu.call(claims.followUp, { ...file, body: said })).code).toBe('NOT_ALLOWED');
    const close = { params: { claimId: claim.id }, body: {} as never };
    expect((await wu.call(claims.close, close)).code).not.toBeNull();
    expect((await here.manager.call(customers.get, file)).code).toBe('NOT_FOUND');
    expect((await there.manager.must(customers.get, file)).owner?.name).toBe('戊');

    const back = { version: version + 1, siteId: there.siteId, teamId: null };
    await director.must(organisation.transferStaff, { params, body: back });
    expect((await wu.must(customers.get, file)).owner?.name).toBe('戊');
    await director.must(organisation.transferStaff, {
      params,
      body: { ...back, version: version + 2, siteId: here.siteId },
    });
    expect((await wu.call(customers.get, file)).code).toBe('NOT_FOUND');

    const due = (await there.manager.must(claims.handoverDue)).rows;
    expect(due).toMatchObject([{ person: { name: '戊' }, why: 'transferred', claims: 1 }]);
    expect((await here.manager.must(claims.handoverDue)).rows).toEqual([]);
    const list = await there.manager.must(claims.handoverList, { params });
    expect(list.claims).toHaveLength(1);
    expect(list.receivers.map((one) => one.name)).toContain('丁');
    const body = { staffId: there.id('戊'), why: 'transferred', receiverIds: [there.id('丁')] } as never;
    const done = await there.manager.must(claims.handOver, { body });
    expect(done.items).toMatchObject([{ to: { name: '丁' } }]);
    expect((await there.manager.call(claims.handOver, { body })).code).toBe('NOT_ALLOWED'); // nothing of theirs is left there
  });
});

test('[S2.03.a6] who left and comes back comes without the old customers', async () => {
  const director = await world.addPerson({ name: '总监四', role: 'director' });
  await there.hire('辛');
  const { customerId } = await there.claim('辛', '离职客');
  const params = { staffId: there.id('辛') };
  const { version } = await director.must(organisation.staffMember, { params });
  await director.must(organisation.leaving, { params, body: { version, reason: '辞职' } as never });
  const back = { version: version + 1, siteId: there.siteId, teamId: null } as never;
  await director.must(organisation.rehire, { params, body: back });
  const { login, oneTimePassword } = await director.must(organisation.resetPassword, { params, body: {} });
  const browser = openBrowser(world.server.url);
  await browser.call(session.signIn, { body: { name: login, password: oneTimePassword } });
  const change = { currentPassword: oneTimePassword, newPassword: 'seven green umbrellas' };
  expect((await browser.call(session.changePassword, { body: change })).code).toBeNull();
  expect((await browser.call(customers.get, { params: { customerId } })).code).toBe('NOT_FOUND');
  const mine = (await browser.call(claims.list)).body.rows;
  expect(mine).toEqual([]);
  expect((await there.manager.must(customers.get, { params: { customerId } })).owner?.name).toBe('辛');
  const due = (await there.manager.must(claims.handoverDue)).rows;
  expect(due.find((row) => row.person.name === '辛')).toMatchObject({ claims: 1 });
  const list = await there.manager.must(claims.handoverList, { params });
  expect(list.claims.map((claim) => claim.customer.name)).toEqual(['离职客']);
});

describe('what stays unseen', () => {
  test('confidential customers are in no list of a handover and no figure of those who may not know them', async () => {
    await there.hire('己');
    const director = await world.addPerson({ name: '总监三', role: 'director' });
    const open = await there.claim('己', '公开客');
    const secret = await there.claim('己', '机密客二');
    const { version } = await director.must(customers.get, { params: { customerId: secret.customerId } });
    const change = { version, confidential: true } as never;
    await director.must(customers.update, { params: { customerId: secret.customerId }, body: change });
    await there.contact('己', secret.customerId, 'call', { text: '机密' });
    const params = { staffId: there.id('己') };
    const list = await there.manager.must(claims.handoverList, { params });
    expect(list.claims.map((claim) => claim.customer.name)).toEqual(['公开客']);
    expect(list.hidden).toBe(1);
    expect((await director.must(claims.handoverList, { params })).claims).toHaveLength(2);

    const days = { query: { from: '2024-03-04', to: '2024-03-04', siteId: there.siteId } };
    const held = async (person: Person) =>
      (await person.must(claims.coverage, days)).people.find((one) => one.staff.name === '己');
    expect(await held(there.manager)).toMatchObject({ holding: 1, contacts: 0 });
    expect(await held(director)).toMatchObject({ holding: 2, contacts: 1 });

    const give = (name: string) => ({
      staffId: there.id('己'),
      why: 'long_leave',
      leaveDays: 30,
      receiverIds: [there.id(name)],
    });
    const done = await there.manager.must(claims.handOver, { body: give('丁') as never });
    expect(done.items.map((item) => item.claimId)).toEqual([open.claim.id]);
    const rest = await director.must(claims.handOver, { body: give('丁') as never });
    expect(rest.items.map((item) => item.claimId)).toEqual([secret.claim.id]);
    const past = await there.manager.must(claims.handovers, { query: {} });
    expect(JSON.stringify(past.rows)).not.toContain('机密客二');
  });

  test('tags and missing record forms are those of the customers one sees', async () => {
    await here.customer('标签客', { tags: ['只在此处'] });
    expect((await here.manager.must(customers.tags)).tags).toContain('只在此处');
    for (const person of [here.person('丙'), there.manager])
      expect((await person.must(customers.tags)).tags).not.toContain('只在此处');
    await world.server.runtime.database.inCompany(world.companyId, (tx) =>
      tx.run({
        text: `update customers set serial = serial + 1 where site_id = $1 and name = '标签客'`,
        values: [here.siteId],
      }),
    );
    const gaps = async (person: Person) =>
      (await person.must(customers.dayRegister, { query: { siteId: here.siteId } })).gaps.length;
    expect(await gaps(here.manager)).toBe(1);
    for (const person of [here.person('丙'), here.person('组长一'), there.manager]) expect(await gaps(person)).toBe(0);
  });
});

describe('changing', () => {
  test('a colleague’s, another team’s or another site’s hands off the customer and the claim', async () => {
    const { customerId, claimId } = mine;
    for (const person of [here.person('丙'), here.person('组长二'), there.manager]) {
      const tries = [
        await person.call(customers.update, { params: { customerId }, body: { version: 1, name: '改名' } as never }),
        await person.call(customers.setGrade, { params: { customerId }, body: { grade: 'A', reason: 'x' } as never }),
        await person.call(customers.addPerson, {
          params: { customerId },
          body: { relation: 'spouse', name: '某' } as never,
        }),
        await person.call(claims.followUp, { params: { customerId }, body: { channel: 'call' } as never }),
        await person.call(claims.close, { params: { claimId }, body: {} as never }),
        await person.call(claims.passOn, { params: { claimId }, body: { toId: person.id, reason: '我要' } }),
        await person.call(claims.sign, { params: { claimId }, body: {} }),
        await person.call(claims.refund, { params: { claimId }, body: { reason: 'x' } }),
        await person.call(claims.verdict, { params: { customerId }, body: { story: {} } as never }),
      ];
      expect(tries.map((answer) => [403, 404].includes(answer.status))).toEqual(tries.map(() => true));
    }
    expect((await here.file(customerId)).current).toMatchObject({ owner: { name: '乙' }, state: 'live' });
  });

  test('bulk changes reach only what the person could change one by one', async () => {
    const filters = { q: '魏芳菲' };
    const tagged = await here.person('丙').must(customers.bulkTag, { body: { filters, add: ['抢'] } });
    expect(tagged.changed).toBe(0);
    const byId = await here
      .person('丙')
      .call(customers.bulkTag, { body: { customerIds: [mine.customerId], add: ['抢'] } });
    expect(byId.code === null ? byId.body.changed : 0).toBe(0);
    expect(
      (
        await here.person('丙').call(customers.bulkAssign, {
          body: { customerIds: [mine.customerId], staffId: here.id('丙'), reason: '给我' },
        })
      ).code,
    ).toBe('NOT_ALLOWED');
    const other = await there.manager.call(customers.bulkAssign, {
      body: { customerIds: [mine.customerId], staffId: there.id('丁'), reason: '给我' },
    });
    expect(other.code === null ? other.body.assigned : 0).toBe(0);
    const detail = await here.person('乙').must(customers.get, { params: { customerId: mine.customerId } });
    expect(detail).toMatchObject({ tags: [], owner: { name: '乙' } });
  });

  test('nobody registers for a colleague, or opens a claim on a customer they are told about', async () => {
    const { customerId } = mine;
    const open = (person: Person, body: Record<string, unknown>) =>
      person.call(claims.register, { params: { customerId }, body: { origin: 'visit', ...body } as never });
    expect((await open(here.person('丙'), {})).code).toBe('CUSTOMER_HAS_OWNER');
    expect((await open(here.person('丙'), { ownerId: here.id('乙') })).code).toBe('NOT_ALLOWED');
    const free = await here.customer('无主');
    expect(
      (
        await here.person('丙').call(claims.register, {
          params: { customerId: free },
          body: { origin: 'visit', ownerId: here.id('乙') } as never,
        })
      ).code,
    ).toBe('NOT_ALLOWED');
  });

  test('[S4.01.a29.all] another’s visitor cannot be taken, sent away, rewritten or finished by a colleague', async () => {
    const visit = await here.receive({ visitor: '谁的客' });
    const server = here.person(visit.server?.name ?? '');
    const beside = here.person(visit.server?.name === '乙' ? '丙' : '乙');
    const params = { visitId: visit.id };
    await server.must(desk.accept, { params, body: {} });
    const tries = [
      await beside.call(desk.finish, { params, body: {} }),
      await beside.call(desk.change, { params, body: { toStaffId: beside.id, reason: '客户要我' } }),
      await beside.call(desk.correct, { params, body: { visitedBefore: false, names: [beside.id] } as never }),
      await beside.call(desk.log, { params, body: { outcome: 'lost' } }),
      await beside.call(desk.help, { params, body: { staffId: beside.id } }),
      await beside.call(desk.override, { params, body: { staffId: beside.id, counts: true, reason: 'x' } }),
      await beside.call(desk.reclassify, { params, body: { counts: false, reason: 'x' } }),
      await beside.call(desk.linkCustomer, { params, body: { customerId: mine.customerId } }),
      await there.person('丁').call(desk.finish, { params, body: {} }),
      await there.supervisor.call(desk.override, {
        params,
        body: { staffId: there.id('丁'), counts: true, reason: 'x' },
      }),
    ];
    expect(tries.map((answer) => answer.code)).toEqual(tries.map(() => 'NOT_ALLOWED'));
    const next = await here.receive({ visitor: '刚到的客' });
    if (next.server?.id !== beside.id) {
      expect((await beside.call(desk.leave, { params: { visitId: next.id }, body: {} })).code).toBe('NOT_ALLOWED');
    } else {
      expect((await server.call(desk.leave, { params: { visitId: next.id }, body: {} })).code).toBe('NOT_ALLOWED');
      expect(
        (await server.call(desk.pass, { params: { visitId: next.id }, body: { reason: 'declined' } })).code,
      ).not.toBeNull();
    }
    await here.serve(next);
    await here.serve({ ...visit, state: 'called' }).catch(async () => here.finish(visit));
  });

  test('the desk of another site, the day, people, rights, imports: denied to who may not', async () => {
    const ding = there.person('丁');
    const siteId = here.siteId;
    const tries = [
      await ding.call(desk.receive, { params: { siteId }, body: { visitedBefore: false } as never }),
      await ding.call(desk.presence, { params: { siteId }, body: { status: 'meal' } as never }),
      await there.supervisor.call(desk.close, { params: { siteId }, body: {} }),
      await here.person('乙').call(desk.close, { params: { siteId }, body: {} }),
      await here
        .person('乙')
        .call(desk.presence, { params: { siteId }, body: { status: 'rest', staffId: here.id('丙') } as never }),
      await here.person('乙').call(organisation.createStaff, { body: { name: '某' } as never }),
      await here.person('乙').call(imports.list, { query: {} }),
      await here.person('乙').call(claims.handOver, {
        body: { staffId: here.id('丙'), why: 'left', receiverIds: [here.id('乙')] } as never,
      }),
      await there.manager.call(claims.handOver, {
        body: { staffId: here.id('乙'), why: 'left', receiverIds: [there.id('丁')] } as never,
      }),
    ];
    expect(tries.map((answer) => answer.code)).toEqual(tries.map(() => 'NOT_ALLOWED'));
  });
});

describe('bad input', () => {
  test('each is refused with its field, in both languages, and nothing is written', async () => {
    const yi = here.person('乙');
    const register = (body: Record<string, unknown>) =>
      yi.call(customers.register, { body: { name: '某', enquiry: '了解', ...body } as never });
    const answers = [
      [await register({ phones: '12345' }), 'phones'],
      [await register({ phones: newPhone(), visitedOn: '2024-02-30' }), 'visitedOn'],
      [
        await register({ phones: newPhone(), householdOf: { customerId: 'x', relation: 'spouse' } }),
        'householdOf.customerId',
      ],
      [
        await yi.call(claims.followUp, {
          params: { customerId: mine.customerId },
          body: { channel: 'pigeon' } as never,
        }),
        'channel',
      ],
      [
        await yi.call(claims.followUp, {
          params: { customerId: mine.customerId },
          body: { channel: 'call', at: 'yesterday' } as never,
        }),
        'at',
      ],
      [
        await here.frontDesk.call(desk.receive, {
          params: { siteId: here.siteId },
          body: { visitedBefore: false, partySize: 0 } as never,
        }),
        'partySize',
      ],
      [await here.manager.call(claims.coverage, { query: { from: '2024-01-01', to: 'soon' } }), 'to'],
    ] as const;
    for (const [answer, field] of answers) {
      expect(answer.status).toBeLessThan(500);
      expect((answer.body as { error?: unknown }).error).toMatchObject({
        field,
        zh: expect.any(String),
        en: expect.any(String),
      });
    }
  });

  test('a stale version is refused and says which is current; the winner’s change stands', async () => {
    const yi = here.person('乙');
    const params = { customerId: mine.customerId };
    const { version } = await yi.must(customers.get, { params });
    const both = await Promise.all([
      yi.call(customers.update, { params, body: { version, note: '甲写' } as never }),
      here.manager.call(customers.update, { params, body: { version, note: '乙写' } as never }),
    ]);
    expect(both.map((answer) => answer.code).sort()).toEqual(['STALE_VERSION', null].sort());
    const lost = both.find((answer) => answer.code !== null);
    expect(lost).toMatchObject({ status: 409, body: { error: { detail: { current: version + 1 } } } });
  });

  test('a follow-up in the future, a replayed command with another text, a command id that is none', async () => {
    const yi = here.person('乙');
    const params = { customerId: mine.customerId };
    expect(
      (await yi.call(claims.followUp, { params, body: { channel: 'call', at: at('2024-03-05') } as never })).code,
    ).toBe('CONTACT_IN_FUTURE');
    const commandId = crypto.randomUUID();
    const body = { channel: 'call', text: '一', commandId } as never;
    const first = await yi.must(claims.followUp, { params, body });
    expect((await yi.must(claims.followUp, { params, body })).followUp.id).toBe(first.followUp.id);
    expect(
      (await yi.call(claims.followUp, { params, body: { channel: 'call', text: '二', commandId } as never })).code,
    ).toBe('COMMAND_ID_REUSED');
    // The id belongs to whoever made it: a colleague's use of it reveals nothing of the first answer.
    const stolen = await here.person('丙').call(claims.followUp, { params, body });
    expect(stolen.code).not.toBeNull();
    expect(JSON.stringify(stolen.body)).not.toContain(first.followUp.id);
    expect(
      (await yi.call(claims.followUp, { params, body: { channel: 'call', commandId: '1' } as never })).body,
    ).toMatchObject({ error: { field: 'commandId' } });
  });
});
