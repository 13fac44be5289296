/** Whoever leaves or moves away holds no unit behind them: their superior has it at once, or it is free. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inventory } from '#contract/inventory.ts';
import { notices } from '#contract/notices.ts';
import { organisation } from '#contract/organisation.ts';
import { allPermissions } from '#contract/permissions.ts';
import type { Person } from '#server/platform/testing/world.ts';
import { type Office, openOffice } from './testing/office.ts';

let office: Office;
let personnel: Person;
beforeAll(async () => {
  office = await openOffice();
  // Nobody moves a colleague who may do more than they may themselves.
  const grants = Object.fromEntries(
    Object.entries(allPermissions).map(([permission, { scopes }]) => [permission, scopes.at(-1) ?? 'self']),
  );
  personnel = await office.world.addPerson({ name: '人事', siteId: office.siteId, grants });
});
afterAll(() => office.world.stop());

const versionOf = async (who: Person): Promise<number> =>
  (await personnel.must(organisation.staffMember, { params: { staffId: who.id } })).version;
const unit = (unitId: string) => office.助理.must(inventory.unit, { params: { unitId } });
async function joined(name: string, superiorId: string | null): Promise<Person> {
  const who = await office.world.addPerson({ name, siteId: office.siteId, role: 'consultant' });
  const body = { version: await versionOf(who), superiorId };
  if (superiorId !== null) await personnel.must(organisation.updateStaff, { params: { staffId: who.id }, body });
  return who;
}
async function holds(who: Person, code: string): Promise<string> {
  const unitId = await office.room(code);
  const customerId = await office.customer(`${code} 的客户`);
  await who.must(inventory.hold, { params: { unitId }, body: { customerId, reason: '考虑中' } });
  return unitId;
}

test('[S2.03.a6] whoever leaves passes what they hold to their superior, for the time that is left; both are told', async () => {
  const { 经理, 助理, world } = office;
  const 王 = await joined('王', 经理.id);
  const unitId = await holds(王, '41#-1-101');
  const before = (await unit(unitId)).hold;
  await personnel.must(organisation.leaving, { params: { staffId: 王.id }, body: { version: await versionOf(王) } });
  const after = await unit(unitId);
  expect(after).toMatchObject({ state: 'held', hold: { consultant: { id: 经理.id }, expiresAt: before?.expiresAt } });
  expect(after.holds).toMatchObject([{ state: 'passed_on', consultant: { id: 王.id } }]);
  const { rows } = await 经理.must(notices.mine);
  expect(rows.filter(({ kind }) => kind === 'inventory.passedToYou')).toHaveLength(1);
  const { rows: controls } = await 助理.must(notices.mine);
  expect(controls.some(({ kind }) => kind === 'inventory.passedOn')).toBe(true);
  // The customer's own count and the deadline go on as before: the time runs out at the instant it would have.
  await world.setClock(before?.expiresAt ?? '');
  expect((await unit(unitId)).state).toBe('available');
});

test('whoever has no superior at the site leaves the unit free', async () => {
  const 赵 = await joined('赵', null);
  const unitId = await holds(赵, '41#-1-102');
  const body = { version: await versionOf(赵) };
  await personnel.must(organisation.leaving, { params: { staffId: 赵.id }, body });
  const after = await unit(unitId);
  expect(after).toMatchObject({ state: 'available', hold: null });
  expect(after.holds).toMatchObject([{ state: 'released', consultant: { id: 赵.id } }]);
});

test('[S2.03.a6] whoever moves to another site leaves it behind; within the site they keep it and the new leader handles it', async () => {
  const { world, siteId, 经理 } = office;
  const 孙 = await joined('孙', 经理.id);
  const unitId = await holds(孙, '41#-1-103');
  const team = await world.addTeam(siteId, '二组');
  const leader = await world.addPerson({ name: '组长', siteId, teamId: team, role: 'team_leader' });
  const move = async (to: { siteId: string; teamId: string | null }) =>
    personnel.must(organisation.transferStaff, {
      params: { staffId: 孙.id },
      body: { version: await versionOf(孙), superiorId: 经理.id, ...to },
    });
  await move({ siteId, teamId: team });
  const kept = (await unit(unitId)).hold;
  expect(kept).toMatchObject({ consultant: { id: 孙.id } });
  const body = { reason: '带看中' };
  expect((await leader.call(inventory.extend, { params: { holdId: kept?.id ?? '' }, body })).code).toBeNull();
  await move({ siteId: await world.addSite(), teamId: null });
  expect((await unit(unitId)).hold).toMatchObject({ consultant: { id: 经理.id } });
});
