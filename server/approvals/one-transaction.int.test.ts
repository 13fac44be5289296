/** A signature and what it brings about are one transaction: whatever dies in between, there are both or neither. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { newId } from '#server/platform/database.ts';
import { runSystem } from '#server/platform/command.ts';
import { systemActor } from '#server/platform/actor.ts';
import type { World } from '#server/platform/testing/world.ts';
import { type House, openHouse, startCompany } from '#server/scenarios/story.testing.ts';
import { onApproval, requestApproval } from './index.ts';

let world: World;
let house: House;
let dies = true;
let effects = 0;
beforeAll(async () => {
  world = await startCompany();
  house = await openHouse(world, 'car-showroom', '甲');
  onApproval('hold_extension', {
    approved: async ({ tx, now }, { subject }) => {
      effects += 1;
      await tx.run({
        text: `update sites set name = name || '+' where company_id = $1 and id = $2`,
        values: [tx.companyId, house.siteId],
      });
      if (dies)
        await tx.run({
          text: 'select pg_terminate_backend(pg_backend_pid()), $1::text, $2::text',
          values: [now, subject.id],
        });
    },
    refused: async () => {},
  });
});
afterAll(() => world.stop());

const inside = <Result>(work: Parameters<typeof runSystem<Result>>[4]) =>
  runSystem(world.server.runtime, world.companyId, systemActor(world.companyId), '2024-03-04T02:00:00.000Z', work);
const stored = (approvalId: string) =>
  inside(async ({ tx }) => {
    const row = await tx.row<{ state: string; signatures: number; entries: number; marks: number }>({
      text: `select approvals.state, (select count(*)::int from approval_signatures s where s.approval_id = approvals.id) as signatures,
          (select count(*)::int from journal where journal.subject_id = approvals.id and journal.kind = 'approvals.sign') as entries,
          (select length(sites.name) - length(replace(sites.name, '+', '')) from sites where sites.id = approvals.site_id) as marks
        from approvals where approvals.company_id = $1 and approvals.id = $2`,
      values: [tx.companyId, approvalId],
    });
    return row;
  });

test('the connection dies between the signature and its effect: neither is there; sent again, both are there once', async () => {
  const approvalId = await inside(async (context) => {
    const requested = await requestApproval(context, {
      matter: 'hold_extension',
      siteId: house.siteId,
      subject: { type: 'test', id: newId() },
      title: { zh: '延长', en: 'Longer' },
      lines: [],
      link: null,
      payload: null,
      applicantId: house.id('甲'),
    });
    return requested.approvalId;
  });
  const body = { round: 1, comment: '', commandId: newId() };
  const sign = () => house.manager.call(approvals.sign, { params: { approvalId }, body });
  expect((await sign()).status).toBeGreaterThanOrEqual(500);
  expect(effects).toBeGreaterThan(0); // the effect had begun
  expect(await stored(approvalId)).toEqual({ state: 'pending', signatures: 0, entries: 0, marks: 0 });
  dies = false;
  expect((await sign()).code).toBeNull();
  expect((await sign()).code).toBeNull(); // the same command: the first answer
  expect(await stored(approvalId)).toEqual({ state: 'approved', signatures: 1, entries: 1, marks: 1 });
});
