/** Deals at random: whatever people do in whatever order, units, deals, numbers and papers agree. */
import fc from 'fast-check';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { deals } from '#contract/deals.ts';
import { unitStateFor } from '#core/deals/index.ts';
import { runSystem } from '#server/platform/command.ts';
import { systemActor } from '#server/platform/actor.ts';
import type { Tx } from '#server/platform/database.ts';
import type { World } from '#server/platform/testing/world.ts';
import { startCompany } from '#server/scenarios/story.testing.ts';
import { breachDeal, dealById, onDealEvent, paymentChanged } from './index.ts';
import { everything, MILLION, type Office, openOffice } from './office.testing.ts';

let world: World;
let office: Office;
const events: { type: string; dealId: string }[] = [];
beforeAll(async () => {
  world = await startCompany();
  office = await openOffice(world);
  onDealEvent('walk', async (_context, { type, deal }) => void events.push({ type, dealId: deal.id }));
});
afterAll(() => world.stop());

const STEPS = 22;
const WALKS = 5;
const acts = [
  'submit',
  'sign',
  'sign',
  'sign',
  'sign',
  'reject',
  'recall',
  'drop',
  'papers',
  'contract',
  'contract',
  'signContract',
  'pay',
  'handOver',
  'withdraw',
  'complete',
  'changeUnit',
  'breach',
  'settle',
] as const;
type Act = (typeof acts)[number] | 'onward';
const step = fc.record({
  act: fc.oneof(
    { weight: 2, arbitrary: fc.constant<Act>('onward') },
    { weight: 1, arbitrary: fc.constantFrom<Act>(...acts) },
  ),
  deal: fc.nat({ max: 2 }),
  unit: fc.nat({ max: 1 }),
});

const inside = <Value>(work: (tx: Tx) => Promise<Value>): Promise<Value> =>
  world.server.runtime.database.inCompany(world.companyId, work);
const now = () => world.server.runtime.now();

async function pending(dealId: string): Promise<string[]> {
  const { rows } = await office.head.must(approvals.inbox, {
    query: { box: 'all', subjectId: dealId, state: 'pending' },
  });
  return rows.map(({ id }) => id);
}

/** The next thing on the straight way. */
const onward = {
  draft: 'submit',
  subscribing: 'sign',
  subscribed: 'contract',
  contracting: 'sign',
  contracted: 'handOver',
} as const;

async function doOne(what: Act, dealId: string, unitId: string): Promise<void> {
  const params = { dealId };
  const { seller, manager } = office;
  if (what === 'onward') {
    const { state } = await office.page(dealId);
    if (state === 'contracting' || state === 'contracted') {
      await doOne('papers', dealId, unitId);
      await doOne(state === 'contracted' ? 'pay' : 'signContract', dealId, unitId);
    }
    const next = onward[state as keyof typeof onward];
    return next ? doOne(next, dealId, unitId) : undefined;
  }
  if (what === 'submit') await seller.call(deals.submit, { params, body: { disclosures: everything as never } });
  if (what === 'sign') for (const id of await pending(dealId)) await office.signAll(id);
  if (what === 'reject')
    for (const approvalId of await pending(dealId)) {
      const body = { how: 'rejected' as const, round: 1, comment: '不同意' };
      await office.finance.call(approvals.refuse, { params: { approvalId }, body });
    }
  if (what === 'recall') await seller.call(deals.recall, { params, body: { reason: '再议' } });
  if (what === 'drop') await seller.call(deals.drop, { params, body: { reason: '不买了' } });
  if (what === 'papers') {
    const list = ['id_card', 'household_register', 'sale_contract', 'house_instructions', 'quality_guarantee'] as const;
    for (const paper of list) await seller.call(deals.receivePaper, { params, body: { paper } });
  }
  if (what === 'contract') await seller.call(deals.submitContract, { params, body: {} });
  const there = { consultantPresent: true, subscriptionTakenBack: true };
  if (what === 'signContract') await seller.call(deals.sign, { params, body: there });
  if (what === 'handOver') await office.assistant.call(deals.handOver, { params, body: {} });
  if (what === 'withdraw') await manager.call(deals.withdraw, { params, body: { reason: '退', persuasion: '挽留' } });
  const back = { agreementBack: true, receiptBack: true, bookSigned: true };
  if (what === 'complete') await manager.call(deals.completeWithdrawal, { params, body: back });
  if (what === 'changeUnit')
    await seller.call(deals.changeUnit, { params, body: { unitId, priceFen: MILLION, reason: '换' } as never });
  if (what === 'settle')
    await manager.call(deals.settleBreach, { params, body: { outcome: 'goes_on', reason: '已补' } });
  if (what === 'pay' || what === 'breach')
    await runSystem(world.server.runtime, world.companyId, systemActor(world.companyId), now(), async (context) => {
      if (what === 'breach') await breachDeal(context, dealId, { overdueSince: '2024-01-01', overdueFen: 1 });
      else await paymentChanged(context, dealId, { paidFen: MILLION, depositPaidAt: now(), fullyPaidAt: now() });
    });
}

/** One live deal a unit, the unit as its deal says, nobody's unit free and taken at once, numbers without gaps. */
async function agree(dealIds: readonly string[], unitIds: readonly string[]): Promise<void> {
  await inside(async (tx) => {
    const units = await tx.rows<{ id: string; state: string; dealId: string | null }>(
      sql`select units.id, units.state, units.deal_id as "dealId" from units where units.id = any(${[...unitIds]}::uuid[])`,
    );
    const all = [];
    for (const id of dealIds) all.push(await dealById(tx, id));
    for (const unit of units) {
      const having = all.filter((deal) => deal.unitId === unit.id && unitStateFor(deal) !== null);
      expect(having.length).toBeLessThanOrEqual(1);
      expect([unit.state, unit.dealId]).toEqual(
        having[0] ? [unitStateFor(having[0]), having[0].id] : ['available', null],
      );
    }
    for (const column of ['number', 'contract_number'])
      expect(
        (
          await tx.rows<{ n: number }>({
            text: `select right(${column}, 5)::int as n from deals where site_id = $1 and ${column} is not null order by 1`,
            values: [office.siteId],
          })
        ).map(({ n }, index) => n - index),
      ).toEqual(expect.not.arrayContaining([expect.toSatisfy((gap: number) => gap !== 1)]));
  });
  for (const id of dealIds) {
    const of = events.filter(({ dealId }) => dealId === id).map(({ type }) => type);
    for (const once of ['subscribed', 'contracted', 'handed_over', 'cancelled', 'counted'])
      expect(of.filter((type) => type === once).length).toBeLessThanOrEqual(1);
  }
}

test('[S0.02.info.8] random walks: units, deals, numbers and what others are told agree after every step', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: STEPS, maxLength: STEPS }), async (steps) => {
      const unitIds = [await office.room(), await office.room({ predictedArea: 120 })];
      const dealIds = [];
      for (const unitId of [unitIds[0], unitIds[0], unitIds[1]]) dealIds.push(await office.draft({ unitId }));
      for (const { act, deal, unit } of steps) {
        await doOne(act, dealIds[deal] as string, unitIds[unit] as string);
        await agree(dealIds, unitIds as string[]);
      }
    }),
    { numRuns: WALKS, endOnFailure: true },
  );
}, 300_000);

test('twenty people put up one room in the same moment: one of them has it, everybody else hears that it is taken', async () => {
  const unitId = await office.room();
  const drafts: string[] = [];
  for (let n = 0; n < 20; n++) drafts.push(await office.draft({ unitId }));
  const answers = await Promise.all(
    drafts.map((dealId) =>
      office.seller.call(deals.submit, { params: { dealId }, body: { disclosures: everything as never } }),
    ),
  );
  expect(answers.filter(({ code }) => code === null)).toHaveLength(1);
  expect(new Set(answers.map(({ code }) => code))).toEqual(new Set([null, 'UNIT_NOT_VACANT']));
  await agree(drafts, [unitId]);
}, 120_000);
