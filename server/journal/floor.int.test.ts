/** "Why?" as it reads on a working floor: the sentences of real decisions, under the house's own rulebook. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claims } from '#contract/claims.ts';
import { customers } from '#contract/customers.ts';
import { desk } from '#contract/desk.ts';
import { journal } from '#contract/journal.ts';
import { rulebook } from '#contract/rulebook.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { startWorld } from '#server/platform/testing/world.ts';
import { setValues } from '#server/scenarios/rulebook-story.testing.ts';

let world: World;
let site: string;
let boss: Person;
let li: Person;
let wang: Person;
const firstVisit = { visitedBefore: false } as const;

beforeAll(async () => {
  world = await startWorld();
  site = await world.addSite({ rulebook: 'sales-office-reception' });
  const consultant = {
    'desk.read': 'site',
    'desk.receive': 'site',
    'journal.read': 'self',
    'customers.read': 'self',
    'customers.register': 'site',
    'claims.read': 'self',
    'claims.register': 'self',
  } as const;
  boss = await world.addPerson({
    name: '主管',
    siteId: site,
    grants: {
      ...consultant,
      'desk.operate': 'site',
      'desk.supervise': 'site',
      'desk.manage': 'site',
      'journal.read': 'site',
      'claims.read': 'site',
      'customers.read': 'site',
      'rulebook.read': 'company',
      'rulebook.publish': 'company',
    },
  });
  const serving = { ...consultant, 'desk.serve': 'self' } as const; // the supervisor stands in no line
  li = await world.addPerson({ name: '李', siteId: site, grants: serving });
  wang = await world.addPerson({ name: '王', siteId: site, grants: serving });
  await boss.must(desk.open, { params: { siteId: site }, body: { order: [li.id, wang.id] } });
});
afterAll(() => world.stop());

const why = (who: Person, journalId: string) => who.must(journal.entry, { params: { journalId } });

test('a turn says who serves and why, and who was passed over for what reason, with the clause', async () => {
  await boss.must(desk.presence, { params: { siteId: site }, body: { staffId: li.id, status: 'meal' } });
  const { journalId } = await boss.must(desk.receive, { params: { siteId: site }, body: firstVisit as never });
  // Li was passed over, so Li may ask; Wang serves, so Wang may ask.
  for (const who of [li, wang]) {
    const entry = await why(who, journalId);
    expect(entry.summary).toEqual({
      zh: '1 号来访（新客户）：王 按轮值接待，计次',
      en: 'Visit 1 (a new customer): 王 receives by rotation, counted',
    });
    expect(entry.rejected).toMatchObject([{ name: '李', zh: '正在用餐', en: 'was at a meal', houseClauses: ['A09'] }]);
    expect(entry.clauses.map(({ id }) => id)).toContain('A06');
  }
  const { rows } = await li.must(journal.list, { query: { siteId: site, kind: 'desk' } });
  expect(rows.map(({ summary }) => summary.zh)).toEqual([
    '1 号来访（新客户）：王 按轮值接待，计次',
    '李 用餐',
    '顺序：李、王',
  ]);
});

test('the next visit follows the version in force at its instant, and each explanation names its version', async () => {
  const { rows } = await boss.must(rulebook.list);
  const rulebookId = rows.find(({ key }) => key === 'sales-office-reception')?.id ?? '';
  const visit = () =>
    boss.must(desk.receive, { params: { siteId: site }, body: { visitedBefore: false, purpose: 'peer' } as never });
  const before = await visit();
  expect((await why(boss, before.journalId)).rulebook?.number).toBe(1);
  await setValues(boss, rulebookId, {
    values: { 'desk.peerVisit': 'last_not_counted' },
    effectiveFrom: '2024-03-04T02:00:00.000Z',
  });
  await world.setClock('2024-03-04T01:59:59.999Z');
  const stillOld = await why(boss, (await visit()).journalId);
  await world.setClock('2024-03-04T02:00:00.000Z');
  const now = await why(boss, (await visit()).journalId);
  expect([stillOld.rulebook?.number, now.rulebook?.number]).toEqual([1, 2]);
  expect(stillOld.summary.zh).toMatch(/同行来访.*，计次$/);
  expect(now.summary.zh).toMatch(/同行来访.*不计次$/);
});

test('a claim says whose the customer is and until when; a colleague cannot read it', async () => {
  const { customerId } = await wang.must(customers.register, {
    body: { name: '赵明', phones: '13800001111', source: 'walk_in', enquiry: '三居' } as never,
  });
  const { journalId: registered } = await wang.must(claims.register, {
    params: { customerId },
    body: { origin: 'visit', phoneLeft: false } as never,
  });
  const entry = await why(wang, registered);
  expect(entry.summary.zh).toMatch(/^归 王/);
  expect(entry.clauses.map(({ id }) => id)).toContain('A17');
  expect((await li.call(journal.entry, { params: { journalId: registered } })).code).toBe('NOT_FOUND');
});

test('an entry that only says what was done says to whom: in full for who may open them, the surname for others, nothing of confidential ones', async () => {
  const done = await wang.must(customers.register, {
    body: { name: '欧阳小菲', phones: '13800002222', source: 'walk_in', enquiry: '三居' } as never,
  });
  const { customerId, journalId } = done;
  const reads = (grants: Record<string, 'self' | 'site' | 'company'>) =>
    world.addPerson({ name: '同事', siteId: site, grants: { 'journal.read': 'site', ...grants } });
  const [clerk, blind, head] = [
    await reads({ 'customers.read': 'self' }),
    await reads({}),
    await reads({ 'journal.read': 'company', 'customers.read': 'company' }),
  ];
  const told = async (who: Person) => (await why(who, journalId)).summary.zh;
  expect([await told(boss), await told(clerk), await told(blind)]).toEqual([
    '登记客户：欧阳小菲',
    '登记客户：欧阳**',
    '登记客户：欧阳**',
  ]);
  const listed = async (query: object) =>
    (await boss.must(journal.list, { query: { kind: 'customers.register', ...query } })).rows
      .map(({ summary }) => summary.zh)
      .filter((text) => !text.includes('赵明'));
  expect(await listed({ siteId: site })).toEqual(['登记客户：欧阳小菲']);
  // On the customer's own page every line is about them.
  expect(await listed({ customerId })).toEqual(['登记客户']);
  const { database } = world.server.runtime;
  await database.inCompany(world.companyId, (tx) =>
    tx.run({
      text: 'update customers set confidential = true where company_id = $1 and id = $2',
      values: [world.companyId, customerId],
    }),
  );
  expect(await told(head)).toBe('登记客户：欧阳小菲');
  expect((await clerk.call(journal.entry, { params: { journalId } })).code).toBe('NOT_FOUND');
});
