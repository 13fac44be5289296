/** Registers and the sales ledger over all sites walk an index of their order, page after page, however many deals there are. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SoldSite } from '#server/money/commission.testing.ts';
import { ledgerRows } from '#server/reports/views.ts';
import type { Context } from '#server/platform/context.ts';
import { startWorld, type World } from '#server/platform/testing/world.ts';
import { register, type RegisterName } from './views.ts';

const DEALS = 30_000;
let world: World;
let sites: SoldSite[];
beforeAll(async () => {
  world = await startWorld();
  sites = [await SoldSite.open(world), await SoldSite.open(world), await SoldSite.open(world)];
  const [first] = sites;
  const person = await first?.hire('梅');
  const customerId = await first?.customer('客户');
  await first?.inside(async ({ tx }) => {
    await tx.run({
      text: `insert into deals (company_id, id, site_id, kind, customer_id, consultant_id, state, state_since, price_fen, number, effective_at, signed_at,
          handed_over_at, small_deposit_at, ended_at, created_at, order_date)
        select $1, gen_random_uuid(), ($2::uuid[])[1 + n % 3], 'room', $3, $4, case when n % 2 = 0 then 'handed_over' else 'cancelled' end, at, 100, 'N' || n, at, at,
          case when n % 2 = 0 then at end, at, case when n % 2 = 1 then at end, at, at::date
        from generate_series(1, $5::int) n, lateral (select timestamptz '2020-01-01' + n * interval '1 hour' as at) t`,
      values: [world.companyId, sites.map(({ siteId }) => siteId), customerId, person?.id, DEALS],
    });
    await tx.run({ text: 'analyze deals', values: [] });
  });
}, 60_000);
afterAll(() => world.stop());

interface Plan {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly Plans?: readonly Plan[];
}
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** What the database does for the statement a read sends, as the product's own role. */
async function planOf(read: (context: Context) => Promise<unknown>): Promise<Plan[]> {
  const [site] = sites;
  if (!site) throw new Error('no site');
  return site.inside(async (context) => {
    const plans: Plan[] = [];
    const tx = Object.create(context.tx) as typeof context.tx;
    tx.rows = (async (query: { text: string; values: unknown[] }) => {
      const { text, values } = query;
      if (text.includes('from deals')) {
        const [row] = await context.tx.rows<{ 'QUERY PLAN': { Plan: Plan }[] }>({
          text: `explain (analyze, timing off, format json) ${text}`,
          values,
        });
        plans.push(...nodesOf(row?.['QUERY PLAN'][0]?.Plan as Plan));
      }
      return context.tx.rows(query);
    }) as typeof tx.rows;
    const actor = { ...context.actor, grants: { 'deals.orders': 'company' } } as Context['actor'];
    await read({ ...context, tx, actor });
    return plans;
  });
}
const expectWalked = (plan: readonly Plan[], index: string): void => {
  expect(plan.map((node) => node['Node Type'])).not.toContain('Sort');
  const deals = plan.filter((node) => node['Relation Name'] === 'deals');
  expect(deals.map((node) => node['Index Name'])).toEqual([index]);
  expect(deals[0]?.['Actual Rows']).toBeLessThan(400);
};

describe('over all sites', () => {
  test.each([
    ['effective', 'deals_effective_by_time'],
    ['signed', 'deals_signed_by_time'],
    ['handed_over', 'deals_handed_over_by_time'],
    ['small_deposit', 'deals_small_deposit_by_time'],
  ] as const)('the register %s walks %s, on the first page and on a later one', async (name: RegisterName, index) => {
    let cursor: string | null = null;
    for (let page = 0; page < 2; page++) {
      const query = { limit: 50, ...(cursor === null ? {} : { cursor }) };
      const plan = await planOf(async (context) => {
        const { rows, nextCursor } = await register(context, name, query as never);
        expect(rows).toHaveLength(50);
        cursor = nextCursor;
      });
      expectWalked(plan, index);
    }
  });

  test.each([
    ['subscribed', 'deals_effective_by_time'],
    ['contracted', 'deals_signed_by_time'],
    ['handed_over', 'deals_handed_over_by_time'],
    ['cancelled', 'deals_ended_by_time'],
  ] as const)('the sales ledger of what was %s walks %s', async (stage, index) => {
    const siteIds = sites.map(({ siteId }) => siteId);
    const ask = { siteIds, stage, start: '2020-01-01T00:00:00.000Z', end: '2023-06-01T00:00:00.000Z', staffId: null };
    const plan = await planOf(async ({ tx }) => {
      const rows = await ledgerRows(tx, { ...ask, before: null, limit: 50 });
      expect(rows).toHaveLength(50);
    });
    expectWalked(plan, index);
  });
});
