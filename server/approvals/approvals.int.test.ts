/** Approvals over HTTP, with the roles a new house starts with. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import type { Matter } from '#core/approvals/index.ts';
import type { RoleKey } from '#core/organisation/index.ts';
import { systemActor } from '#server/platform/actor.ts';
import { runCommand } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { newId } from '#server/platform/database.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { startWorld } from '#server/platform/testing/world.ts';
import { type ApprovalRequest, openApprovalOf, requestApproval, withdrawApproval } from './index.ts';

let world: World;
let site: string;
const at: Partial<Record<RoleKey, Person>> = {};
const who = (role: RoleKey): Person => at[role] as Person;

beforeAll(async () => {
  world = await startWorld();
  site = await world.addSite();
  const roles: RoleKey[] = [
    'consultant',
    'team_leader',
    'sales_assistant',
    'finance',
    'supervisor',
    'manager',
    'director',
  ];
  for (const role of [...roles, 'general_manager', 'market_specialist'] as RoleKey[])
    at[role] = await world.addPerson({ name: role, siteId: site, role });
});
afterAll(() => world.stop());

/** As another capability asks: inside a command of its own. */
const inside = <T>(work: (context: Context) => Promise<T>): Promise<T> =>
  runCommand(
    world.server.runtime,
    { route: 'test', actor: systemActor(world.companyId), commandId: newId(), payload: {} },
    work,
  ).then(({ response }) => response);

const ask = async (matter: Matter, more: Partial<ApprovalRequest> = {}): Promise<{ id: string; subjectId: string }> => {
  const subjectId = newId();
  const { approvalId } = await inside((context) =>
    requestApproval(context, {
      matter,
      siteId: site,
      subject: { type: 'deal', id: subjectId },
      title: { zh: '1#-1-3301', en: '1#-1-3301' },
      lines: [{ zh: '总价', en: 'Price', value: '1,200,000' }],
      link: '/deals/1',
      payload: { subjectId },
      applicantId: who('consultant').id,
      ...more,
    }),
  );
  return { id: approvalId, subjectId };
};
const sign = (person: Person, approvalId: string, round = 1) =>
  person.call(approvals.sign, { params: { approvalId }, body: { round } });
const stateOf = async (approvalId: string) =>
  (await who('general_manager').must(approvals.get, { params: { approvalId } })).state;

describe('routes of the house', () => {
  test('[S1.18.s1b] a subscription needs the finance clerk and the sales manager, in any order', async () => {
    const { id } = await ask('subscription');
    expect((await sign(who('manager'), id)).body.approval).toMatchObject({
      state: 'pending',
      waitingFor: { zh: '财务' },
    });
    expect((await sign(who('finance'), id)).body.approval.state).toBe('approved');
  });
});

test('the capability that asked finds what is under way, and takes it back with the subject', async () => {
  const { id, subjectId } = await ask('unit_change');
  const open = () => inside(({ tx }) => openApprovalOf(tx, 'unit_change', subjectId));
  expect(await open()).toEqual({ id, state: 'pending', waitingFor: '部门经理' });
  await inside((context) => withdrawApproval(context, 'unit_change', subjectId, '订单已取消'));
  expect(await open()).toBeNull();
  expect(await stateOf(id)).toBe('withdrawn');
});
