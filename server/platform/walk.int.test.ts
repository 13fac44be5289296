/** Lists that come into sight in several ways read no more than their pages, however many rows there are that are none of one's own. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SoldSite } from '#server/money/commission.testing.ts';
import { stalled } from '#server/deals/views-course.ts';
import { listNotes } from '#server/liaison/views.ts';
import { list as offers } from '#server/offers/views.ts';
import { promises } from '#server/offers/views-promises.ts';
import { list as remedies } from '#server/remedies/views.ts';
import type { Actor } from './actor.ts';
import type { Context } from './context.ts';
import { startWorld, type World } from './testing/world.ts';

const ROWS = 20_000;
const PAGE = 50;
let world: World;
let mine: SoldSite;
let me: string;
beforeAll(async () => {
  world = await startWorld();
  const sites = [await SoldSite.open(world), await SoldSite.open(world), await SoldSite.open(world)] as const;
  mine = sites[0];
  const siteIds = sites.map(({ siteId }) => siteId);
  me = (await mine.hire('梅')).id;
  const others = [await mine.hire('李'), await sites[1].hire('王'), await sites[2].hire('赵')].map(({ id }) => id);
  await mine.inside(async ({ tx }) => {
    const fill = (text: string, ...values: unknown[]) => tx.run({ text, values: [world.companyId, ...values] });
    // The oldest five are one's own: whoever looks for them from the newest on reads everything.
    await fill(
      `create temp table many on commit drop as select $1::uuid as company, n, gen_random_uuid() as id, ($2::uuid[])[1 + n % 3] as site,
          case when n <= 5 then $4::uuid else ($3::uuid[])[1 + n % 3] end as who, timestamptz '2020-01-01' + n * interval '10 minutes' as at
        from generate_series(1, $5::int) n`,
      ...[siteIds, others, me, ROWS],
    );
    await fill(`insert into customers (company_id, id, site_id, kind, name, name_key, pinyin, initials, registered_at, last_activity_at, owner_id)
      select $1, id, site, 'person', 'k' || n, 'k' || n, '', '', at, at, who from many`);
    await fill(`insert into deals (company_id, id, site_id, kind, customer_id, consultant_id, state, state_since, price_fen, created_at, order_date)
      select $1, id, site, 'room', id, who, 'draft', at, 100, at, at::date from many`);
    await fill(`insert into offers (company_id, id, site_id, customer_id, consultant_id, state, state_since, valid_until, opened_at, journal_id)
      select $1, id, site, id, who, 'draft', at, at::date, at, id from many`);
    await fill(`insert into promises (company_id, id, site_id, customer_id, by_id, kind, body, due_on, state, made_at, journal_id)
      select $1, id, site, id, who, 'gift', 'x', at::date, 'kept', at, id from many`);
    await fill(
      `insert into departments (company_id, id, site_id, name, created_at)
        select $1, gen_random_uuid(), site, 'd' || k, now() from unnest($2::uuid[]) site, generate_series(1, 2) k`,
      siteIds,
    );
    await fill(
      `insert into department_receivers (company_id, department_id, staff_id)
        select $1, id, $2 from departments where company_id = $1 and site_id = $3 and name = 'd2'`,
      ...[me, mine.siteId],
    );
    await fill(`insert into liaison_notes (company_id, id, site_id, number, kind, from_id, body, wanted_on, sent_at, journal_id)
      select $1, id, site, 'L' || n, 'feedback', who, 'x', at::date, at, id from many`);
    await fill(`insert into liaison_addressees (company_id, note_id, department_id, sent_at)
      select $1, m.id, d.id, m.at from many m join departments d on d.company_id = $1 and d.site_id = m.site
        and d.name = case when m.n < 50 then 'd2' else 'd1' end`);
    await fill(`insert into remedies (company_id, id, site_id, customer_id, state, what, opened_at, opened_by, ended_at, journal_id)
      select $1, id, site, id, 'filed', 'x', at, who, at, id from many`);
    await fill(`insert into remedy_tasks (company_id, id, remedy_id, seq, department, what, assignee_id, due_on)
      select $1, gen_random_uuid(), id, 1, 'd', 'x', who, at::date from many`);
    await fill(
      `insert into deal_courses (company_id, deal_id, site_id, step, since) select $1, id, site, 'contract', at from many`,
    );
    for (const table of [
      ...['customers', 'deals', 'offers', 'promises', 'departments', 'department_receivers', 'liaison_notes'],
      ...['liaison_addressees', 'remedies', 'remedy_tasks', 'deal_courses'],
    ])
      await tx.run({ text: `analyze ${table}`, values: [] });
  });
}, 120_000);
afterAll(() => world.stop());

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}
/** Rows that were touched in tables, whether they were wanted or not. */
const touched = (plan: Plan): number =>
  (plan['Relation Name'] ? (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'] : 0) +
  (plan.Plans ?? []).reduce((sum, below) => sum + touched(below), 0);

type Read = (context: Context, query: never) => Promise<{ readonly rows: readonly unknown[] }>;
const lists: readonly (readonly [string, Read, object])[] = [
  ['offers', offers, {}],
  ['promises', promises, {}],
  ['notices', listNotes, { box: 'all' }],
  ['notices received', listNotes, { box: 'received' }],
  ['remedies', remedies, {}],
  ['what is under way', stalled, { state: 'waiting' }],
];

describe.each(['company', 'site', 'self'] as const)('as far as %s', (scope) => {
  test.each(lists)('%s', async (_, read, query) => {
    const rights = ['offers.read', 'offers.write', 'liaison.read', 'remedies.read', 'deals.read'];
    await mine.inside(async (context) => {
      const grants = Object.fromEntries(rights.map((right) => [right, scope]));
      const actor: Actor = { ...context.actor, staffId: me, siteId: mine.siteId, siteIds: [mine.siteId], grants };
      let sum = 0;
      const tx = Object.create(context.tx) as typeof context.tx;
      tx.rows = (async (statement: { text: string; values: unknown[] }) => {
        const { text, values } = statement;
        const [row] = await context.tx.rows<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>({
          text: `explain (analyze, timing off, format json) ${text}`,
          values,
        });
        const plan = row?.['QUERY PLAN'][0]?.Plan;
        if (plan) sum += touched(plan);
        return context.tx.rows(statement);
      }) as typeof tx.rows;
      const { rows } = await read({ ...context, tx, actor }, { limit: PAGE, ...query } as never);
      expect(rows.length).toBeGreaterThan(0);
      expect(sum).toBeLessThan(ROWS / 8);
    });
  });
});
