/**
 * A contract that is being drawn up while what it is about still moves: checks fall with what they checked, a deal becomes a major one on the
 * way, and what was keyed is compared again when it is agreed anew. Through the public interface alone.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { customers } from '#contract/customers.ts';
import { contractRoom } from '#contract/deals-room.ts';
import { deals } from '#contract/deals.ts';
import { notices } from '#contract/notices.ts';
import { type Office, openOffice } from '#server/deals/office.testing.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { startCompany } from './story.testing.ts';

let world: World;
let office: Office;
let housing: Office;
beforeAll(async () => {
  world = await startCompany();
  office = await openOffice(world, 'subscription-signing');
  housing = await openOffice(world, 'housing-sales');
  await office.manager.must(deals.setDeposit, {
    params: { siteId: office.siteId, kind: 'room' },
    body: { depositFen: 2_000_000 },
  });
});
afterAll(() => world.stop());

const codeOf = (call: Promise<{ code: string | null }>) => call.then(({ code }) => code);
const heard = async (by: Person) => (await by.must(notices.mine)).rows.map(({ kind }) => kind);
const room = (dealId: string, of = office) => of.manager.must(contractRoom.get, { params: { dealId } });
const sign = (dealId: string, of = office) =>
  of.seller.call(deals.sign, {
    params: { dealId },
    body: { consultantPresent: true, subscriptionTakenBack: true },
  });
const approved = async (dealId: string, of = office): Promise<void> => {
  const { approval } = await of.seller.must(deals.submitContract, { params: { dealId }, body: {} });
  expect(await of.signAll(approval.id)).toBeNull();
};
const bigger = (yuan: number) => ({ predictedArea: 160, listPriceFen: yuan * 100, floorPriceFen: yuan * 100 });
const changeTo = async (dealId: string, unitId: string, priceFen: number, of = office) => {
  const body = { unitId, priceFen, reason: '换大' };
  const { approval } = await of.seller.must(deals.changeUnit, { params: { dealId }, body });
  expect(await of.signAll(approval.id)).toBeNull();
};

test('[S1.10.s3] [S1.10.s1] another room after the legal check: filled in, checked and approved anew before it is signed', async () => {
  const dealId = await office.inEffect();
  await office.papers(dealId, 'id_card', 'household_register');
  await office.agree(dealId);
  await office.lawful(dealId);
  await approved(dealId);
  const wanted = await office.room(bigger(1_200_000));
  await changeTo(dealId, wanted, 120_000_000);
  expect((await room(dealId)).legal.items.map(({ answer }) => answer)).not.toContain(true);
  expect((await office.page(dealId)).contract).toMatchObject({ filled: null, approvedAt: null });
  expect(await codeOf(sign(dealId))).toBe('CONTRACT_NOT_APPROVED');
  await office.lawful(dealId);
  await approved(dealId);
  expect(await codeOf(sign(dealId))).toBeNull();
});

/** Up to the signature in a house with all its steps. */
const drawnUp = async (dealId: string): Promise<void> => {
  const params = { dealId };
  await housing.assistant.must(deals.reviewContract, { params, body: {} });
  await housing.seller.must(deals.fillContract, { params, body: {} });
  const checks = ['each_clause', 'data', 'signatures', 'seals', 'drawings'] as const;
  await housing.supervisor.must(deals.checkContract, { params, body: { checks: [...checks] } });
  await approved(dealId, housing);
};
const withPapers = async (): Promise<string> => {
  const dealId = await housing.inEffect();
  const asked = (await housing.page(dealId)).papers.filter(({ stages }) => stages.includes('contract'));
  await housing.papers(dealId, ...asked.map(({ paper }) => paper));
  return dealId;
};

test('[S0.07.mgr.7] a deal that grows into a major one on the way is told to the manager, and waits for the manager’s part', async () => {
  const dealId = await withPapers();
  expect((await room(dealId, housing)).major.causes).toEqual([]);
  const before = (await heard(housing.manager)).filter((kind) => kind === 'deals.major').length;
  await changeTo(dealId, await housing.room(bigger(5_000_000)), 500_000_000, housing);
  expect((await room(dealId, housing)).major.causes).toEqual(['amount']);
  expect((await heard(housing.manager)).filter((kind) => kind === 'deals.major')).toHaveLength(before + 1);
  await drawnUp(dealId);
  expect(await codeOf(sign(dealId, housing))).toBe('MANAGER_NOT_IN');
  const part = { params: { dealId }, body: { kind: 'negotiation', on: '2024-03-04', note: '谈定付款' } as const };
  expect(await codeOf(housing.seller.call(contractRoom.takePart, part))).toBe('NOT_ALLOWED');
  expect(await codeOf(housing.manager.call(contractRoom.takePart, part))).toBeNull();
  expect(await codeOf(sign(dealId, housing))).toBeNull();
});

test('[S0.07.ast.6] another room after the signature: its price is compared again by somebody who did not key it', async () => {
  const dealId = await withPapers();
  const { customer } = await housing.page(dealId);
  const params = { customerId: customer.id };
  const { version } = await housing.seller.must(customers.get, { params });
  await housing.seller.must(customers.update, { params, body: { version, gender: 'female' } as never });
  await drawnUp(dealId);
  expect(await codeOf(sign(dealId, housing))).toBeNull();
  const answers = { name: 'right', sex: 'right', contact: 'right', price: 'right' } as const;
  const recheck = () => housing.assistant.call(contractRoom.recheck, { params: { dealId }, body: { answers } });
  expect(await codeOf(recheck())).toBeNull();
  expect((await housing.page(dealId)).recheck).toBe('confirmed');
  await changeTo(dealId, await housing.room(bigger(1_300_000)), 130_000_000, housing);
  const { recheck: again } = await room(dealId, housing);
  expect(again?.state).toBe('waiting');
  expect(again?.values.find(({ field }) => field === 'price')?.value).toBe('1,300,000.00');
  expect(await codeOf(recheck())).toBeNull();
  expect(await codeOf(recheck())).toBe('RECHECK_NOT_WAITING');
});
