import { afterAll, beforeAll, expect, test } from 'vitest';
import { customers } from '#contract/customers.ts';
import { journalReports } from '#contract/journal-reports.ts';
import { accept } from '#core/kernel/decision.ts';
import { systemActor } from '#server/platform/actor.ts';
import { runSystem } from '#server/platform/command.ts';
import type { JournalEntry } from '#server/platform/context.ts';
import { newId } from '#server/platform/database.ts';
import { type Person, startWorld, type World } from '#server/platform/testing/world.ts';

let world: World;
let site: string;
let elsewhere: string;
let mei: Person;
let li: Person;
let supervisor: Person;

const record = (by: Person, at: string, entry: Partial<JournalEntry>): Promise<string> =>
  runSystem(
    world.server.runtime,
    world.companyId,
    { ...systemActor(world.companyId), staffId: by.id },
    at,
    async (context) =>
      context.record({
        kind: 'imports.undo', // an act: nothing to decide again
        siteId: site,
        subject: { type: 'test', id: newId() },
        input: {},
        facts: {},
        rules: await context.rules(site),
        decision: accept({}, []),
        ...entry,
      }),
  );

beforeAll(async () => {
  world = await startWorld();
  site = await world.addSite({ rulebook: 'sales-office-reception' });
  elsewhere = await world.addSite();
  mei = await world.addPerson({ name: '梅', siteId: site, role: 'consultant' });
  li = await world.addPerson({ name: '李', siteId: site, role: 'consultant' });
  supervisor = await world.addPerson({ name: '主管', title: '销售主管', siteId: site, role: 'supervisor' });
});
afterAll(() => world.stop());

const march = { from: '2024-03-05', to: '2024-03-06' };
const reportOf = (who: Person, more: object = {}) =>
  who.must(journalReports.decisions, { query: { ...march, siteId: site, ...more } });

test('decisions, overrides and clauses of the days asked for, by the clock of the site', async () => {
  const a12 = accept({}, ['S4.01.a12.absent']);
  await record(mei, '2024-03-04T15:59:59.999Z', { decision: a12 }); // the day before
  const first = await record(mei, '2024-03-04T16:00:00.000Z', { decision: a12 });
  const second = await record(mei, '2024-03-05T02:00:00.000Z', {
    decision: accept({}, ['S4.01.a12.absent', 'S4.01.a46']),
  });
  await record(supervisor, '2024-03-05T03:00:00.000Z', { overrides: first, reason: '看错' });
  await record(supervisor, '2024-03-06T15:59:59.999Z', { overrides: second, reason: '看错' });
  await record(supervisor, '2024-03-06T03:00:00.000Z', {});
  await record(mei, '2024-03-06T03:00:00.000Z', { overrides: second }); // more became known: no overruling
  await record(mei, '2024-03-06T16:00:00.000Z', { decision: a12 }); // the day after
  const report = await reportOf(supervisor);
  expect(report.totals).toEqual({ decisions: 6, refused: 0, overrides: 2 });
  expect(report.days).toEqual([
    { day: '2024-03-05', decisions: 3, overrides: 1 },
    { day: '2024-03-06', decisions: 3, overrides: 1 },
  ]);
  expect(report.overriders).toEqual([
    {
      person: { id: supervisor.id, name: '主管' },
      title: '销售主管',
      decisions: 3,
      overrides: 2,
      reasons: [{ reason: '看错', count: 2 }],
    },
  ]);
  expect(report.clauses.map(({ clause, decisions, overruled }) => [clause, decisions, overruled])).toEqual([
    ['A12', 2, 2],
    ['A46', 1, 1],
  ]);
  const unused = report.unused.map(({ clause }) => clause);
  expect(unused).toContain('A09');
  expect(unused).not.toContain('A12');
});

test('disputes are counted by the ruling that stands, and whoever keeps the customer won', async () => {
  const { customerId } = (await mei.must(customers.register, {
    body: { name: '王先生', phones: '13800138000', source: 'walk_in', type: 'end_customer', enquiry: '了解' },
  } as never)) as { customerId: string };
  const dispute = async (
    state: string,
    rulings: readonly { verdict: string; owner: string | null; follows: boolean }[],
  ) => {
    const id = newId();
    await world.server.runtime.database.inCompany(world.companyId, async (tx) => {
      await tx.run({
        text: `insert into disputes (company_id, id, customer_id, site_id, opened_by, parties, reason, state, opened_at)
          values ($1, $2, $3, $4, $5, $6, '', $7, '2024-03-05T04:00:00Z')`,
        values: [tx.companyId, id, customerId, site, mei.id, [mei.id, li.id], state],
      });
      for (const [index, { verdict, owner, follows }] of rulings.entries())
        await tx.run({
          text: `insert into dispute_rulings (company_id, id, dispute_id, seq, level, verdict, owner_id, follows_proposal, judge_id, judge_rank, at)
            values ($1, $2, $3, $4, 1, $5, $6, $7, $8, 1, '2024-03-05T05:00:00Z')`,
          values: [tx.companyId, newId(), id, index + 1, verdict, owner, follows, supervisor.id],
        });
    });
  };
  await dispute('settled', [
    { verdict: 'ruled', owner: mei.id, follows: true },
    { verdict: 'ruled', owner: li.id, follows: false },
  ]);
  await dispute('settled', [{ verdict: 'quarrel', owner: null, follows: true }]);
  await dispute('settled', [{ verdict: 'agreed', owner: mei.id, follows: true }]);
  await dispute('talking', []);
  const { disputes } = await reportOf(supervisor);
  expect(disputes).toMatchObject({ opened: 4, settled: 3, agreed: 1, ruled: 1, toDepartment: 1, againstProposal: 1 });
  expect(disputes.parties).toEqual([
    { person: { id: li.id, name: '李' }, disputes: 4, won: 1, lost: 1, open: 1 },
    { person: { id: mei.id, name: '梅' }, disputes: 4, won: 1, lost: 2, open: 1 },
  ]);
  expect(disputes.judges).toEqual([
    { person: { id: supervisor.id, name: '主管' }, rulings: 4, againstProposal: 1, appealed: 0 },
  ]);
});

test('a table of the report as a file', async () => {
  const query = new URLSearchParams({ ...march, siteId: site, table: 'overriders', format: 'csv' });
  const text = await (await supervisor.fetch(`/api/journal/reports/file?${query}`)).text();
  expect(text.replace('\uFEFF', '')).toBe('姓名,职务,作出决定,改判,常见理由\r\n主管,销售主管,3,2,看错×2\r\n');
  for (const table of ['clauses', 'unused', 'parties', 'judges'])
    expect(
      (await supervisor.fetch(`/api/journal/reports/file?${new URLSearchParams({ ...march, table })}`)).status,
    ).toBe(200);
  query.set('table', 'everything');
  expect((await supervisor.fetch(`/api/journal/reports/file?${query}`)).status).toBe(400);
});

test('a report keeps to the sites of whoever asks, and to a year', async () => {
  const call = (who: Person, query: object) =>
    who.call(journalReports.decisions, { query: { ...march, ...query } as never }).then(({ code }) => code);
  expect(await call(supervisor, { siteId: elsewhere })).toBe('NOT_ALLOWED');
  expect(await call(mei, { siteId: site })).toBe('NOT_ALLOWED');
  expect(await call(supervisor, { from: '2024-03-07' })).toBe('PERIOD_EMPTY');
  expect(await call(supervisor, { from: '2023-03-05', to: '2024-03-05' })).toBe('PERIOD_TOO_LONG');
  expect(await call(supervisor, { from: '2024-02-30' })).toBe('REQUEST_INVALID');
  const director = await world.addPerson({ name: '总监', role: 'director' });
  const company = await director.must(journalReports.decisions, { query: march });
  expect(company.totals.decisions).toBeGreaterThanOrEqual(6);
  // Of one's own sites only what happened there.
  expect((await reportOf(supervisor, { siteId: undefined })).totals).toMatchObject({ overrides: 2 });
});
