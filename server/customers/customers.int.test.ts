/** Customers as their users meet them: through HTTP, on a real database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { customers } from '#contract/customers.ts';
import type { Grants, Scope } from '#contract/kernel/permissions.ts';
import { presetGrants, type RoleKey } from '#core/organisation/index.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { startWorld } from '#server/platform/testing/world.ts';
import { setOwner, startServing, stopServing } from './index.ts';

const everything = (scope: Scope): Grants =>
  Object.fromEntries(
    [
      'read',
      'register',
      'edit',
      'reveal',
      'confirmHousehold',
      'assign',
      'merge',
      'export',
      'exportPrivate',
      'fields',
      'shareViews',
    ].map((word) => [`customers.${word}`, scope]),
  );
const consultant: Grants = {
  'customers.read': 'self',
  'customers.register': 'self',
  'customers.edit': 'self',
  'customers.reveal': 'self',
};

let world: World;
let site: string;
let other: string;
let mei: Person;
let lei: Person;
let boss: Person;
let chief: Person;
let serial = 0;
const freshPhone = (): string => `1990001${String(++serial).padStart(4, '0')}`;

beforeAll(async () => {
  world = await startWorld();
  site = await world.addSite({ name: '云栖案场' });
  other = await world.addSite({ name: '城南展厅' });
  mei = await world.addPerson({ name: '韩梅', siteId: site, grants: consultant });
  lei = await world.addPerson({ name: '李雷', siteId: site, grants: consultant });
  boss = await world.addPerson({ name: '周主管', siteId: site, grants: everything('site') });
  chief = await world.addPerson({ name: '吴总', siteId: site, grants: everything('company') });
});
afterAll(() => world.stop());

const register = (who: Person, body: Record<string, unknown> = {}) =>
  who.call(customers.register, { body: { name: '朱思', phones: freshPhone(), ...body } });
const newCustomer = async (who: Person, body: Record<string, unknown> = {}): Promise<string> => {
  const { body: answer, code } = await register(who, body);
  if (code) throw new Error(JSON.stringify(answer));
  return answer.customerId;
};
/** What the claims capability does when a claim begins. */
const own = (customerId: string, owner: Person, until = '2024-05-04T16:00:00.000Z') =>
  world.server.runtime.database.inCompany(world.companyId, (tx) =>
    setOwner(tx, customerId, { ownerId: owner.id, until }),
  );

describe('registration', () => {
  test('[S0.02.reg.1] [S0.02.reg.11] a new customer is on record at once, numbered, and found by whoever may see them', async () => {
    const answer = await register(mei, { phones: '199 0001 9001', source: 'walk_in', enquiry: '三房' });
    expect(answer.body).toMatchObject({ kind: 'new', serial: expect.any(Number) });
    const file = await mei.must(customers.get, { params: { customerId: answer.body.customerId } });
    expect(file).toMatchObject({
      name: '朱思',
      phone: '199****9001',
      enquiry: '三房',
      stage: 'collected',
      registeredBy: { name: '韩梅' },
    });
  });

  test('the same phone in another spelling is the same customer; a colleague only hears whose it is', async () => {
    const id = await newCustomer(mei, { phones: '19900019002' });
    expect((await register(boss, { phones: '+86 199-0001-9002' })).body).toMatchObject({
      kind: 'existing',
      customerId: id,
    });
    const refused = await register(lei, { phones: '19900019002' });
    expect(refused).toMatchObject({ status: 409, code: 'CUSTOMER_EXISTS_ELSEWHERE' });
    expect(JSON.stringify(refused.body)).not.toContain(id);
    expect(refused.body).toMatchObject({ error: { detail: { owner: '韩梅', until: null } } });
    await own(id, mei);
    const later = await register(lei, { phones: '19900019002' });
    expect(later.body).toMatchObject({ error: { detail: { owner: '韩梅', until: '2024-05-04T16:00:00.000Z' } } });
  });

  test('[S0.07.rep.3] refusals in the order in which they are checked', async () => {
    expect(await register(mei, { phones: '123' })).toMatchObject({ status: 422, code: 'PHONE_INVALID' });
    expect(await register(mei, { idNumber: '110105194912310021' })).toMatchObject({ code: 'ID_NUMBER_INVALID' });
    expect(await register(mei, { custom: { colour: 'red' } })).toMatchObject({ code: 'FIELD_UNKNOWN' });
    expect((await register(mei, { form: 'firstReception' })).body).toMatchObject({
      error: { code: 'FIELDS_MISSING', detail: { fields: 'enquiry,visitedOn' } },
    });
    expect(await register(mei, { visitedOn: '2024-03-05' })).toMatchObject({ code: 'DATE_IN_FUTURE' });
  });

  test('[S2.15.c3.05.first] name with address asks first, and the leader gets the pair to settle', async () => {
    const first = await newCustomer(boss, { name: '段静怡', address: '人民路 12 号' });
    const again = { name: '段静怡', address: '人民路12号' };
    expect((await register(boss, again)).code).toBe('POSSIBLE_DUPLICATE');
    const second = await register(boss, { ...again, differentFrom: [first] });
    expect(second.body).toMatchObject({ kind: 'new', review: [first] });
    const pairs = await boss.must(customers.duplicates, {});
    const pair = pairs.rows.find((row) => [row.one.id, row.other.id].includes(second.body.customerId));
    if (!pair) throw new Error('the pair is not listed');
    await boss.must(customers.settleDuplicate, { params: { duplicateId: pair.id }, body: { reason: '同名' } });
    const left = await boss.must(customers.duplicates, {});
    expect(left.rows.map((row) => row.id)).not.toContain(pair.id);
  });

  test('[S0.02.own.311] a spouse joins the household as one customer and is found by name and phone', async () => {
    const id = await newCustomer(mei, { name: '于洋梓' });
    const phones = freshPhone();
    const wife = await register(mei, { name: '康敏', phones, householdOf: { customerId: id, relation: 'spouse' } });
    expect(wife.body).toMatchObject({ kind: 'household_member', customerId: id });
    const found = await mei.must(customers.recognise, { query: { q: 'kangmin' } });
    expect(found.known.map((hit) => hit.customer.id)).toEqual([id]);
    expect((await register(boss, { name: '康敏', phones })).body).toMatchObject({ kind: 'existing', customerId: id });
    const late = { relation: 'parent' as const, name: '于老伯' };
    expect((await mei.call(customers.addPerson, { params: { customerId: id }, body: late })).code).toBe(
      'HOUSEHOLD_NEEDS_CONFIRMATION',
    );
    await boss.must(customers.addPerson, { params: { customerId: id }, body: { ...late, confirmed: true } });
    expect(
      (await mei.must(customers.get, { params: { customerId: id } })).people.map((person) => person.relation),
    ).toEqual(['self', 'spouse', 'parent']);
  });

  test('[S0.08.c.5] 200 people registering one phone at once make one customer, and everybody hears the same', async () => {
    const phones = freshPhone();
    const people = [mei, lei, boss];
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, turn) =>
        register(people[turn % people.length] ?? mei, { name: `同时${turn}`, phones }),
      ),
    );
    const made = answers.filter((answer) => answer.body.kind === 'new');
    expect(made).toHaveLength(1);
    const winner = made[0]?.body.customerId;
    for (const answer of answers) {
      if (answer.code === null) expect(answer.body.customerId).toBe(winner);
      else
        expect(answer).toMatchObject({
          code: 'CUSTOMER_EXISTS_ELSEWHERE',
          body: { error: { detail: { owner: expect.any(String) } } },
        });
    }
    const [{ count } = { count: 0 }] = await world.server.runtime.database.inCompany(world.companyId, (tx) =>
      tx.rows<{ count: number }>({
        text: 'select count(*)::int as count from customer_keys where company_id = $1 and value = $2',
        values: [world.companyId, `+86${phones}`],
      }),
    );
    expect(count).toBe(1);
  }, 60_000);

  test('a double tap registers once, and the command id with another body is refused', async () => {
    const body = { commandId: '018f0000-0000-7000-8000-000000000001', name: '双击', phones: freshPhone() };
    const first = await mei.must(customers.register, { body });
    expect(await mei.must(customers.register, { body })).toEqual(first);
    expect((await mei.call(customers.register, { body: { ...body, name: '换人' } })).code).toBe('COMMAND_ID_REUSED');
  });

  test('[S0.07.rep.3b] serials of a site run on without a gap', async () => {
    const place = await world.addSite({ name: '城北案场' });
    const clerk = await world.addPerson({ name: '文员', siteId: place, grants: everything('site') });
    await Promise.all(Array.from({ length: 6 }, () => register(clerk)));
    await register(clerk, { phones: 'x' });
    const day = await clerk.must(customers.dayRegister, {});
    expect(day.rows.map((row) => row.serial).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(day.gaps).toEqual([]);
  });
});

describe('scope', () => {
  test('[S3.01.v.sales] [S2.03.a7] a consultant sees own customers and those served now; a colleague’s file does not exist', async () => {
    const id = await newCustomer(boss, { name: '独有客户' });
    const see = (who: Person) => who.call(customers.get, { params: { customerId: id } });
    expect((await see(lei)).code).toBe('NOT_FOUND');
    const { database } = world.server.runtime;
    const visitId = '018f0000-0000-7000-8000-0000000000aa';
    await database.inCompany(world.companyId, (tx) =>
      startServing(tx, { customerId: id, staffId: lei.id, role: 'serving', visitId, now: world.server.runtime.now() }),
    );
    expect((await see(lei)).code).toBeNull();
    await database.inCompany(world.companyId, (tx) => stopServing(tx, { visitId, now: world.server.runtime.now() }));
    expect((await see(lei)).code).toBe('NOT_FOUND');
    await own(id, lei);
    expect((await see(lei)).code).toBeNull();
    expect((await lei.must(customers.list, {})).rows.map((row) => row.id)).toContain(id);
    expect((await mei.must(customers.list, {})).rows.map((row) => row.id)).not.toContain(id);
  });
  test('whoever registered a customer keeps sight of them until somebody has a claim', async () => {
    const id = await newCustomer(mei);
    expect((await mei.must(customers.list, {})).rows.map((row) => row.id)).toContain(id);
    await own(id, lei);
    expect((await mei.call(customers.get, { params: { customerId: id } })).code).toBe('NOT_FOUND');
    expect((await mei.must(customers.list, {})).rows.map((row) => row.id)).not.toContain(id);
  });
  test('[S3.01.v.supervisor] [S3.01.v.gm] a supervisor sees the site, the general manager everything', async () => {
    const far = await world.addPerson({ name: '远方', siteId: other, grants: everything('site') });
    const id = await newCustomer(far);
    expect((await boss.call(customers.get, { params: { customerId: id } })).code).toBe('NOT_FOUND');
    expect((await chief.call(customers.get, { params: { customerId: id } })).code).toBeNull();
  });
  test('[S2.03.a5] confidential business is not shared with the site', async () => {
    const id = await newCustomer(chief, { name: '机密客户', confidential: true });
    expect((await boss.call(customers.get, { params: { customerId: id } })).code).toBe('NOT_FOUND');
    expect((await boss.must(customers.list, { query: { q: '机密客户' } })).rows).toEqual([]);
    expect((await chief.must(customers.list, { query: { q: '机密客户' } })).rows).toHaveLength(1);
  });
  test('[S3.01.v.sales] [S3.01.v.supervisor] [S3.01.v.manager] [S3.01.v.gm] each shipped role sees its own business, its site, its site, everything', async () => {
    const [near, far] = [await world.addSite({ name: '东展厅' }), await world.addSite({ name: '西展厅' })];
    const as = (role: RoleKey) => world.addPerson({ name: role, siteId: near, grants: presetGrants(role) });
    const people = [await as('consultant'), await as('supervisor'), await as('manager'), await as('general_manager')];
    const files = {
      own: await newCustomer(people[0] ?? mei, { name: '辖区' }),
      colleagues: await newCustomer(await as('consultant'), { name: '辖区' }),
      elsewhere: await newCustomer(await world.addPerson({ name: '外店', siteId: far, grants: consultant }), {
        name: '辖区',
      }),
    };
    const seenBy = async (who: Person) => {
      const listed = (await who.must(customers.list, { query: { q: '辖区' } })).rows.map((row) => row.id);
      const opened: string[] = [];
      for (const [name, customerId] of Object.entries(files)) {
        const { code } = await who.call(customers.get, { params: { customerId } });
        expect(listed.includes(customerId)).toBe(code === null);
        if (code === null) opened.push(name);
      }
      return opened;
    };
    expect(await Promise.all(people.map(seenBy))).toEqual([
      ['own'],
      ['own', 'colleagues'],
      ['own', 'colleagues'],
      ['own', 'colleagues', 'elsewhere'],
    ]);
  });
  test('[S2.05.s1.access] [S2.05.w4.rights] without the permission nothing is answered', async () => {
    const guest = await world.addPerson({ name: '路人', siteId: site, grants: {} });
    const params = { customerId: await newCustomer(mei) };
    const asked = await Promise.all([
      guest.call(customers.list, {}),
      guest.call(customers.recognise, { query: { q: '朱思' } }),
      guest.call(customers.get, { params }),
      guest.call(customers.reveal, { params, body: {} }),
      guest.call(customers.timeline, { params }),
      register(guest),
    ]);
    expect(asked.map(({ status, code }) => [status, code])).toEqual(asked.map(() => [403, 'NOT_ALLOWED']));
  });
});

describe('recognition while typing', () => {
  test('phone in any format, its tail, name, ending, pinyin, initials, plate and card find the customer', async () => {
    const id = await newCustomer(mei, {
      name: '司马玉远',
      phones: '19900018765',
      plates: ['沪A·12345'],
      cards: ['VIP-0012'],
    });
    const finds = async (q: string) =>
      (await mei.must(customers.recognise, { query: { q } })).known.map((hit) => hit.customer.id);
    for (const q of [
      '19900018765',
      '+86 199 0001 8765',
      '8765',
      '1990001876',
      '司马玉',
      '玉远',
      'simayu',
      'smyy',
      'yuyuan',
      '沪a12345',
      'vip0012',
    ])
      expect([q, await finds(q)]).toEqual([q, [id]]);
    expect(await finds('4321')).toEqual([]);
  });
  test('[S1.01.a8] outside the scope: that it exists, whose, until when, and nothing else', async () => {
    const id = await newCustomer(mei, { name: '欧阳如雪', phones: '19900017654' });
    await own(id, mei);
    for (const q of ['19900017654', '7654', '欧阳如雪', 'ouyangruxue']) {
      const answer = await lei.must(customers.recognise, { query: { q } });
      expect(answer.known).toEqual([]);
      expect(answer.strangers).toEqual([
        { exists: true, ownerName: '韩梅', until: '2024-05-04T16:00:00.000Z', reasons: [expect.any(String)] },
      ]);
    }
    expect((await lei.must(customers.recognise, { query: { q: '欧阳' } })).strangers).toEqual([]);
  });
  test('a stranger whom nobody owns exists as well', async () => {
    await newCustomer(boss, { name: '无主之客', phones: '19900014321' });
    const answer = await lei.must(customers.recognise, { query: { q: '19900014321' } });
    expect(answer).toEqual({
      known: [],
      strangers: [{ exists: true, ownerName: null, until: null, reasons: ['same_phone'] }],
    });
  });
  test('a search inside the list finds what the scope holds, however many strangers share the word', async () => {
    const id = await newCustomer(mei, { name: '诸葛同名' });
    for (let turn = 0; turn < 4; turn += 1) await newCustomer(lei, { name: `诸葛同${turn}` });
    expect((await mei.must(customers.list, { query: { q: 'zhuge' } })).rows.map((row) => row.id)).toEqual([id]);
    expect((await boss.must(customers.list, { query: { q: '诸葛' } })).rows).toHaveLength(5);
    expect((await chief.must(customers.list, { query: { q: 'zgtm' } })).rows).toHaveLength(1);
  });
});

describe('privacy', () => {
  test('[S2.05.s1.private] private data is masked, revealed within the quota, and every look is on record', async () => {
    const id = await newCustomer(mei, {
      name: '王五',
      phones: '19900016543',
      idNumber: '11010519491231002X',
      address: '人民路12号3幢201室',
    });
    const file = await mei.must(customers.get, { params: { customerId: id } });
    expect(JSON.stringify(file)).not.toMatch(/19900016543|19491231|201室/);
    expect(file.people[0]).toMatchObject({ private: { idNumber: '1****************X' } });
    const seen = await mei.must(customers.reveal, { params: { customerId: id }, body: { reason: '回访' } });
    expect(seen.people[0]).toMatchObject({
      keys: [{ kind: 'phone', value: '19900016543' }],
      private: { idNumber: '11010519491231002X' },
    });
    expect(seen.left).toBe(29);
    const body = { commandId: '018f0000-0000-7000-8000-0000000000bb' };
    const again = await mei.must(customers.reveal, { params: { customerId: id }, body });
    expect(again.left).toBe(29);
    expect(await mei.must(customers.reveal, { params: { customerId: id }, body })).toEqual(again);
    const other = { ...body, reason: '另一次' };
    expect((await mei.call(customers.reveal, { params: { customerId: id }, body: other })).code).toBe(
      'COMMAND_ID_REUSED',
    );
    expect((await lei.call(customers.reveal, { params: { customerId: id }, body: {} })).code).toBe('NOT_FOUND');
    const entries = await mei.must(customers.timeline, { params: { customerId: id } });
    expect(entries.rows.filter((row) => row.kind === 'customers.reveal')).toHaveLength(2);
  });
  test('[S2.05.e3.crypto] identity number and address are unreadable in the database', async () => {
    const customerId = await newCustomer(mei, {
      phones: '19900012399',
      idNumber: '440524188001010014',
      address: '密封路 99 号',
    });
    const seen = await mei.must(customers.reveal, { params: { customerId }, body: {} });
    expect(seen.people[0]?.private.idNumber).toBe('440524188001010014');
    const rows = await world.server.runtime.database.inCompany(world.companyId, (tx) =>
      tx.rows<{ all: string }>({
        text: `select (select coalesce(string_agg(p::text, ''), '') from customer_people p) || (select coalesce(string_agg(k::text, ''), '') from customer_keys k where k.kind <> 'phone')
          || (select coalesce(string_agg(j::text, ''), '') from journal j) || (select coalesce(string_agg(c.response::text, ''), '') from commands c) as all`,
      }),
    );
    expect(rows[0]?.all.length).toBeGreaterThan(1000);
    for (const secret of ['440524188001010014', '密封路', '19900012399']) expect(rows[0]?.all).not.toContain(secret);
  });
  test('[S2.05.w4.secret] the last reveal of the day is given once, even to two windows at a time', async () => {
    const curious = await world.addPerson({
      name: '好奇',
      siteId: site,
      grants: { ...consultant, 'customers.read': 'site' },
    });
    const ids = await Promise.all(Array.from({ length: 84 }, () => newCustomer(boss)));
    const codes = await Promise.all(
      ids.map(async (customerId) => (await curious.call(customers.reveal, { params: { customerId }, body: {} })).code),
    );
    expect(codes.filter((code) => code === null)).toHaveLength(80);
    expect(codes.filter((code) => code === 'REVEAL_QUOTA_USED')).toHaveLength(4);
    await world.setClock('2024-03-05T01:00:00.000Z');
    const [first = ''] = ids;
    expect((await curious.call(customers.reveal, { params: { customerId: first }, body: {} })).code).toBeNull();
  }, 30_000);
});

describe('a file', () => {
  test('[S1.10.t3] a change carries a version; a phone of somebody else is refused; the old phone no longer finds the customer', async () => {
    const [before, after] = [freshPhone(), freshPhone()];
    const id = await newCustomer(mei, { phones: before });
    const rival = freshPhone();
    await newCustomer(lei, { phones: rival });
    const params = { customerId: id };
    expect((await mei.call(customers.update, { params, body: { version: 9, note: 'x' } })).code).toBe('STALE_VERSION');
    expect((await mei.call(customers.update, { params, body: { version: 1, phones: rival } })).code).toBe(
      'CUSTOMER_EXISTS_ELSEWHERE',
    );
    const { version } = await mei.must(customers.update, {
      params,
      body: { version: 1, name: '改名后', phones: after, address: '南京路1号', note: '已改' },
    });
    expect(version).toBe(2);
    expect((await mei.must(customers.recognise, { query: { q: before } })).known).toEqual([]);
    expect((await mei.must(customers.recognise, { query: { q: 'gaiminghou' } })).known).toHaveLength(1);
    expect(await mei.must(customers.get, { params })).toMatchObject({ name: '改名后', note: '已改', version: 2 });
    await mei.must(customers.update, { params, body: { version: 2, address: null } });
    expect((await mei.must(customers.get, { params })).people[0]?.private).toEqual({});
  });
  test('[S0.02.fu.1] [S0.02.steps.2] grade with history and tracking sheet; stages in order, a lost deal back to follow-up', async () => {
    const customerId = await newCustomer(mei);
    const params = { customerId };
    expect(await mei.must(customers.setGrade, { params, body: { grade: 'C' } })).toMatchObject({
      opensTrackingSheet: false,
    });
    expect(await mei.must(customers.setGrade, { params, body: { grade: 'A', reason: '带家人复访' } })).toMatchObject({
      opensTrackingSheet: true,
    });
    expect((await mei.call(customers.setGrade, { params, body: { grade: 'A' } })).code).toBe('GRADE_UNCHANGED');
    expect((await mei.call(customers.setStage, { params, body: { stage: 'filed' } })).code).toBe('STAGE_OUT_OF_ORDER');
    for (const stage of ['screened', 'analysed', 'reclassified', 'followed_up', 'filed'] as const)
      await mei.must(customers.setStage, { params, body: { stage } });
    expect(await mei.must(customers.setStage, { params, body: { stage: 'not_won' } })).toMatchObject({
      stage: 'followed_up',
      task: 'follow_up',
    });
    const file = await mei.must(customers.get, { params });
    expect(file.grades.map((entry) => [entry.from, entry.to])).toEqual([
      ['C', 'A'],
      [null, 'C'],
    ]);
    expect(file.trackingSheet).toMatchObject({ needed: true, openedAt: expect.any(String) });
  });
  test('[S0.02.fu.1] a customer graded B at the first reception has the tracking sheet at once, one graded C has none', async () => {
    const sheet = async (grade: string) =>
      (await mei.must(customers.get, { params: { customerId: await newCustomer(mei, { grade }) } })).trackingSheet;
    expect(await sheet('B')).toMatchObject({ needed: true, openedAt: expect.any(String) });
    expect(await sheet('C')).toEqual({ needed: false, openedAt: null });
  });
  test('[S1.03.a8.1] [S1.03.a8.2] needs with urgency and feasibility go to departments', async () => {
    const params = { customerId: await newCustomer(mei) };
    expect((await mei.call(customers.recordNeeds, { params, body: { text: '朝南三房' } })).code).toBe(
      'NEEDS_NOT_GRADED',
    );
    const body = { text: '朝南三房', urgency: 'now', feasibility: 'feasible', forwardTo: ['策划部'] } as const;
    await mei.must(customers.recordNeeds, { params, body: { ...body, forwardTo: [...body.forwardTo] } });
    expect((await mei.must(customers.get, { params })).needs).toMatchObject([
      { text: '朝南三房', forwardTo: ['策划部'] },
    ]);
  });
  test('[S2.03.a8.vip] [S2.03.a8.two] an important customer is VIP and lacks a second contact until one is named', async () => {
    const customerId = await newCustomer(boss, { important: true });
    await own(customerId, mei);
    const attention = async () => (await boss.must(customers.get, { params: { customerId } })).attention;
    expect(await attention()).toEqual({ reception: 'vip', contactsMissing: 1 });
    await boss.must(customers.setContacts, { params: { customerId }, body: { staffIds: [lei.id] } });
    expect(await attention()).toEqual({ reception: 'vip', contactsMissing: 0 });
    expect((await lei.call(customers.get, { params: { customerId } })).code).toBeNull();
  });
  test('[S2.11.a1] [S2.11.a2.late] the new customer form: in time and under the invoice’s name, or refused', async () => {
    const customerId = await newCustomer(boss, { kind: 'company', name: '云栖建材有限公司' });
    const params = { customerId };
    const first = { on: '2024-03-01', kind: 'invoice' as const, invoiceName: '云栖建材有限公司' };
    expect(await boss.must(customers.addTransaction, { params, body: first })).toMatchObject({ isNewCustomer: true });
    const claim = (formName: string) =>
      boss.call(customers.claimNewCustomer, { params, body: { firstOn: '2024-03-01', formName } });
    expect((await claim('云栖商贸')).code).toBe('NAME_NOT_AS_INVOICED');
    expect((await claim(' 云栖建材有限公司 ')).body).toMatchObject({ dueOn: '2024-04-01' });
    await boss.must(customers.addTransaction, {
      params,
      body: { on: '2024-03-04', kind: 'invoice', invoiceName: '云栖建材有限公司' },
    });
    const second = await boss.call(customers.claimNewCustomer, {
      params,
      body: { firstOn: '2024-03-04', formName: '云栖建材有限公司' },
    });
    expect(second.code).toBe('BUSINESS_WITHIN_PERIOD');
    const { business } = await boss.must(customers.get, { params });
    expect(business.transactions.map((one) => one.on)).toEqual(['2024-03-04', '2024-03-01']);
    expect(business.newClaims).toMatchObject([{ firstOn: '2024-03-01', dueOn: '2024-04-01' }]);
  });
  test('[S0.02.reg.1d] the notebook of a customer: background, suggestions, why no deal, why withdrawn', async () => {
    const customerId = await newCustomer(mei, { background: '改善,一家四口' });
    const notebook = { suggestions: '希望加装电梯', noDealReason: '价格', withdrawalReason: '贷款未批' };
    await mei.must(customers.update, { params: { customerId }, body: { version: 1, ...notebook } });
    expect(await mei.must(customers.get, { params: { customerId } })).toMatchObject({
      background: '改善,一家四口',
      ...notebook,
    });
  });
  test('attachments: what they say they are, encrypted on disk, read only inside the scope', async () => {
    const customerId = await newCustomer(mei);
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 1, 2, 3]);
    const send = (who: Person, name: string, bytes: Buffer) =>
      who.fetch(
        `/api/customers/${customerId}/files?name=${encodeURIComponent(name)}&commandId=${crypto.randomUUID()}`,
        {
          method: 'POST',
          body: new Uint8Array(bytes),
          headers: { 'content-type': 'application/octet-stream' },
        },
      );
    expect((await send(mei, '病毒.png', Buffer.from('MZ'))).status).toBe(415);
    expect((await send(lei, '身份证.png', png)).status).toBe(404);
    const { fileId } = (await (await send(mei, '身份证.png', png)).json()) as { fileId: string };
    const back = await mei.fetch(`/api/customers/${customerId}/files/${fileId}`);
    expect(Buffer.from(await back.arrayBuffer())).toEqual(png);
    expect((await lei.fetch(`/api/customers/${customerId}/files/${fileId}`)).status).toBe(404);
    await mei.must(customers.removeFile, { params: { customerId, fileId }, body: {} });
    expect((await mei.fetch(`/api/customers/${customerId}/files/${fileId}`)).status).toBe(404);
  });
});

describe('merging', () => {
  test('[S0.08.c.5] a merge keeps both histories, moves what identifies, and is undone as it was', async () => {
    const [phoneA, phoneB] = [freshPhone(), freshPhone()];
    const a = await newCustomer(boss, { name: '重复甲', phones: phoneA, note: '旧' });
    const b = await newCustomer(boss, {
      name: '重复乙',
      phones: phoneB,
      note: '新',
      tags: ['老业主'],
      idNumber: '53010219200508011X',
    });
    const before = {
      a: await boss.must(customers.get, { params: { customerId: a } }),
      b: await boss.must(customers.get, { params: { customerId: b } }),
    };
    const merged = await boss.must(customers.merge, {
      params: { customerId: b },
      body: { otherId: a, fieldsFromAbsorbed: ['note', 'idNumber'] },
    });
    expect(merged).toMatchObject({ keptId: a, absorbedId: b });
    const kept = await boss.must(customers.get, { params: { customerId: a } });
    expect(kept).toMatchObject({ note: '新', tags: ['老业主'], merges: [{ absorbed: { name: '重复乙' } }] });
    expect(kept.people).toHaveLength(1);
    expect(kept.people[0]?.keys.map((key) => key.kind).sort()).toEqual(['id_number', 'phone', 'phone']);
    expect(
      (await boss.must(customers.recognise, { query: { q: phoneB } })).known.map((hit) => hit.customer.id),
    ).toEqual([a]);
    const kinds = (await boss.must(customers.timeline, { params: { customerId: a } })).rows.map((row) => row.kind);
    expect(kinds.filter((kind) => kind === 'customers.register')).toHaveLength(2);
    expect((await boss.call(customers.merge, { params: { customerId: b }, body: { otherId: a } })).code).toBe(
      'ALREADY_MERGED',
    );

    await boss.must(customers.undoMerge, { params: { mergeId: merged.mergeId }, body: {} });
    const again = {
      a: await boss.must(customers.get, { params: { customerId: a } }),
      b: await boss.must(customers.get, { params: { customerId: b } }),
    };
    for (const side of ['a', 'b'] as const) {
      const { version: _v, merges: _m, lastActivityAt: _l, ...file } = again[side];
      expect(file).toEqual({
        ...file,
        ...Object.fromEntries(Object.entries(before[side]).filter(([key]) => key in file)),
      });
    }
    expect(
      (await boss.must(customers.recognise, { query: { q: phoneB } })).known.map((hit) => hit.customer.id),
    ).toEqual([b]);
    expect((await boss.call(customers.undoMerge, { params: { mergeId: merged.mergeId }, body: {} })).code).toBe(
      'ALREADY_UNDONE',
    );
  });
  test('nobody merges a file they cannot see into one they can', async () => {
    const far = await world.addPerson({ name: '外场', siteId: other, grants: everything('site') });
    const [mine, theirs] = [await newCustomer(boss), await newCustomer(far)];
    expect((await boss.call(customers.merge, { params: { customerId: mine }, body: { otherId: theirs } })).code).toBe(
      'OUT_OF_SCOPE',
    );
  });
  test('[S3.01.r.sup.daily] a sweep finds two files with one plate, once', async () => {
    const plates = ['沪B99999'];
    await newCustomer(boss, { name: '车主一', plates });
    const { rows } = await boss.must(customers.list, { query: { q: '沪B99999' } });
    const second = await register(boss, { name: '车主二', plates, differentFrom: rows.map((row) => row.id) });
    expect(second.body.kind).toBe('new');
    expect((await boss.must(customers.sweepDuplicates, { body: {} })).found).toBe(0);
    expect(
      (await boss.must(customers.duplicates, {})).rows.some((pair) =>
        [pair.one.id, pair.other.id].includes(second.body.customerId),
      ),
    ).toBe(true);
  });
});

describe('lists', () => {
  test('pages by cursor meet every customer once, newest first, and neighbours follow the same order', async () => {
    const place = await world.addSite({ name: '翻页案场' });
    const clerk = await world.addPerson({ name: '翻页', siteId: place, grants: everything('site') });
    const ids: string[] = [];
    for (let turn = 0; turn < 7; turn += 1) ids.push(await newCustomer(clerk, { tags: turn % 2 ? ['单'] : ['双'] }));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await clerk.must(customers.list, { query: { limit: 3, cursor } });
      seen.push(...page.rows.map((row) => row.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([...ids].reverse());
    expect((await clerk.must(customers.list, { query: { tag: '单' } })).rows).toHaveLength(3);
    const around = await clerk.must(customers.neighbours, {
      params: { customerId: ids[2] ?? '' },
      query: { tag: '双' },
    });
    expect(around).toEqual({ previous: ids[4], next: ids[0] });
    expect((await clerk.call(customers.list, { query: { cursor: 'broken' } })).code).toBe('REQUEST_INVALID');
  });
  test('saved views are private until shared, and shared only by whoever may', async () => {
    const body = { name: '本周A级', shared: false, filters: { grade: 'A' }, columns: ['name', 'phone'] };
    const { id } = await boss.must(customers.saveView, { body });
    expect((await boss.call(customers.saveView, { body })).code).toBe('VIEW_NAME_TAKEN');
    expect((await mei.must(customers.views, {})).views).toEqual([]);
    expect((await mei.call(customers.saveView, { body: { ...body, shared: true } })).code).toBe('NOT_ALLOWED');
    await boss.must(customers.changeView, { params: { viewId: id }, body: { ...body, shared: true, version: 1 } });
    expect((await mei.must(customers.views, {})).views).toMatchObject([{ name: '本周A级', mine: false }]);
    expect((await mei.call(customers.removeView, { params: { viewId: id }, body: {} })).code).toBe('NOT_FOUND');
    await boss.must(customers.removeView, { params: { viewId: id }, body: {} });
  });
  test('a bulk tag is previewed, then applied to what the actor may see', async () => {
    const ids = [await newCustomer(boss), await newCustomer(boss)];
    const foreign = await newCustomer(
      await world.addPerson({ name: '别处', siteId: other, grants: everything('site') }),
    );
    const pick = { customerIds: [...ids, foreign] };
    expect(await boss.must(customers.bulkPreview, { body: { ...pick, action: 'tag', tag: '国庆' } })).toMatchObject({
      count: 2,
    });
    expect(await boss.must(customers.bulkTag, { body: { ...pick, add: ['国庆'] } })).toMatchObject({ changed: 2 });
    expect((await boss.must(customers.tags, {})).tags).toContain('国庆');
    expect((await boss.must(customers.list, { query: { tag: '国庆' } })).rows).toHaveLength(2);
  });
  test('[S0.07.ast.web] the assistant gives website enquiries to their salespeople: previewed, assigned, told who was passed over', async () => {
    const place = await world.addSite({ name: '网销案场' });
    const assistant = await world.addPerson({ name: '内勤', siteId: place, grants: everything('site') });
    const seller = await world.addPerson({ name: '网销员', siteId: place, grants: consultant });
    const web = [
      await newCustomer(assistant, { source: 'website' }),
      await newCustomer(assistant, { source: 'website' }),
    ];
    await newCustomer(assistant, { source: 'walk_in' });
    const filters = { source: 'website', unowned: 'true' } as const;
    expect((await assistant.must(customers.list, { query: filters })).rows.map((row) => row.id).sort()).toEqual(
      [...web].sort(),
    );
    const preview = await assistant.must(customers.bulkPreview, {
      body: { filters, action: 'assign', staffId: seller.id },
    });
    expect(preview).toMatchObject({ count: 2, skipped: [] });
    const done = await assistant.must(customers.bulkAssign, {
      body: { filters, staffId: seller.id, reason: '官网咨询' },
    });
    expect(done).toMatchObject({ assigned: 2, refused: [] });
    expect((await seller.must(customers.list, {})).rows.map((row) => row.owner?.name)).toEqual(['网销员', '网销员']);
    expect((await assistant.must(customers.list, { query: filters })).rows).toEqual([]);
    expect(
      (await seller.call(customers.bulkAssign, { body: { customerIds: web, staffId: seller.id, reason: '自取' } }))
        .code,
    ).toBe('NOT_ALLOWED');
  });
  test('free fields are defined once and checked', async () => {
    await chief.must(customers.defineField, {
      body: { key: 'floor', label: '意向楼层', type: 'choice', options: ['低', '高'] },
    });
    expect(
      (await chief.call(customers.defineField, { body: { key: 'floor', label: '楼层', type: 'text' } })).code,
    ).toBe('FIELD_EXISTS');
    expect((await register(mei, { custom: { floor: '中' } })).code).toBe('FIELD_VALUE_INVALID');
    const customerId = await newCustomer(mei, { custom: { floor: '高' } });
    expect((await mei.must(customers.get, { params: { customerId } })).custom).toEqual({ floor: '高' });
  });
  test('[S1.04.a7] an export is on record, masked, and no cell is a formula', async () => {
    await newCustomer(boss, { name: '=HYPERLINK("http://x")', phones: '19900015432', tags: ['导出'] });
    const ask = async (body: Record<string, unknown>, who = boss) =>
      who.fetch('/api/customers/exports', {
        method: 'POST',
        body: JSON.stringify({ commandId: crypto.randomUUID(), ...body }),
      });
    const csv = await (await ask({ format: 'csv', filters: { tag: '导出' } })).text();
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(csv).toContain('199****5432');
    expect(csv).not.toContain('19900015432');
    const open = await (await ask({ format: 'csv', filters: { tag: '导出' }, withPrivate: true })).text();
    expect(open).toContain('19900015432');
    const book = await ask({ format: 'xlsx', filters: { tag: '导出' } });
    expect(
      Buffer.from(await book.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    expect((await ask({}, mei)).status).toBe(403);
    const noPrivate = await world.addPerson({
      name: '导出员',
      siteId: site,
      grants: { 'customers.read': 'site', 'customers.export': 'site' },
    });
    expect((await ask({ withPrivate: true }, noPrivate)).status).toBe(403);
    const [{ count } = { count: 0 }] = await world.server.runtime.database.inCompany(world.companyId, (tx) =>
      tx.rows<{ count: number }>({
        text: `select count(*)::int as count from journal where kind = 'customers.export'`,
      }),
    );
    expect(count).toBe(3);
  });
  test('[S0.02.fu.4] the day’s register goes to the superior with the analysis, once a day', async () => {
    const rep = await world.addPerson({ name: '日报', siteId: site, grants: consultant });
    await newCustomer(rep);
    const body = { analysis: '今日以刚需为主' };
    expect(await rep.must(customers.handInDay, { body })).toMatchObject({ registered: 1 });
    expect((await rep.call(customers.handInDay, { body })).code).toBe('DAY_ALREADY_HANDED_IN');
    expect((await boss.must(customers.dayRegister, {})).reports).toMatchObject([
      { person: { name: '日报' }, analysis: '今日以刚需为主' },
    ]);
  });
});
