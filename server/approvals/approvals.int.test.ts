/** Approvals over HTTP, with the roles a new house starts with. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import { organisation } from '#contract/organisation.ts';
import { notices } from '#contract/notices.ts';
import { type Matter, matterKeys } from '#core/approvals/index.ts';
import type { RoleKey } from '#core/organisation/index.ts';
import { systemActor } from '#server/platform/actor.ts';
import { runCommand } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { newId } from '#server/platform/database.ts';
import { Refused } from '#server/platform/refused.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { startWorld } from '#server/platform/testing/world.ts';
import {
  type ApprovalRequest,
  type Decided,
  onApproval,
  openApprovalOf,
  requestApproval,
  withdrawApproval,
} from './index.ts';

let world: World;
let elsewhere: string;
let stranger: Person; // a manager of another site
let site: string;
const at: Partial<Record<RoleKey, Person>> = {};
const who = (role: RoleKey): Person => at[role] as Person;

beforeAll(async () => {
  world = await startWorld();
  // Here they are about nothing: who asks for them elsewhere brings what they are about.
  for (const matter of matterKeys) onApproval(matter, { approved: async () => {}, refused: async () => {} });
  site = await world.addSite();
  elsewhere = await world.addSite();
  stranger = await world.addPerson({ name: '别处经理', siteId: elsewhere, role: 'manager' });
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

const inboxOf = async (person: Person, box: 'todo' | 'sent' | 'done' | 'all' = 'todo') =>
  (await person.must(approvals.inbox, { query: { box } })).rows.map(({ id }) => id);
const noticesOf = async (person: Person) =>
  (await person.must(notices.mine, {})).rows.filter(({ kind }) => kind.startsWith('approvals.'));
const refuseIt = (person: Person, approvalId: string, how: 'returned' | 'rejected', comment = '缺付款方式') =>
  person.call(approvals.refuse, { params: { approvalId }, body: { how, round: 1, comment } });
const slip = { title: '贴膜', reason: '随车装饰', lines: [{ label: '项目', value: '前挡膜' }] };
const file = async (
  matter: 'decoration_slip' | 'petition' | 'gift' | 'support' | 'terms',
  more: object = {},
  by = who('consultant'),
) => (await by.must(approvals.file, { body: { siteId: site, matter, ...slip, ...more } })).approval.id;

describe('signing', () => {
  test('[S1.18.s1b] a subscription needs the finance clerk and the sales manager, in any order', async () => {
    const { id } = await ask('subscription');
    const half = (await sign(who('manager'), id)).body.approval;
    expect(half).toMatchObject({ state: 'pending', waitingFor: { zh: '财务', en: 'finance' } });
    const done = (await sign(who('finance'), id)).body.approval;
    expect(done).toMatchObject({ state: 'approved', endedBy: { name: 'finance' } });
    expect(done.signatures.map(({ signer, as }) => [signer.name, as])).toEqual([
      ['manager', 'holder'],
      ['finance', 'holder'],
    ]);
    expect((await noticesOf(who('consultant')))[0]).toMatchObject({ kind: 'approvals.approved' });
  });

  test('the applicant does not sign, nor whoever has a part in it: it goes one level up', async () => {
    const manager = who('manager');
    const { id } = await ask('withdrawal', { applicantId: manager.id });
    expect((await sign(manager, id)).code).toBe('APPLICANT_MAY_NOT_SIGN');
    expect(await inboxOf(manager)).not.toContain(id);
    expect((await sign(who('director'), id)).code).toBeNull();
    const own = await file('petition', {}, manager);
    expect((await sign(manager, own)).code).toBe('APPLICANT_MAY_NOT_SIGN');
    const { id: theirs } = await ask('withdrawal', { parties: [manager.id] });
    expect((await sign(manager, theirs)).code).toBe('APPLICANT_MAY_NOT_SIGN');
    const page = await manager.must(approvals.get, { params: { approvalId: theirs } });
    expect(page.whyNot.sign?.code).toBe('APPLICANT_MAY_NOT_SIGN');
  });

  test('sent in for a colleague: neither of them signs', async () => {
    const id = await file('decoration_slip', { onBehalfOf: who('consultant').id }, who('manager'));
    expect((await sign(who('manager'), id)).code).toBe('APPLICANT_MAY_NOT_SIGN');
    expect((await sign(who('director'), id)).code).toBeNull();
  });

  test('nobody signs twice, out of turn, or what is not put to them', async () => {
    const { id } = await ask('special_contract');
    expect((await sign(who('director'), id)).code).toBe('NOT_YOUR_TURN_YET');
    expect((await sign(who('manager'), id)).code).toBeNull();
    const twice = await sign(who('manager'), id);
    expect([twice.status, twice.code]).toEqual([409, 'ALREADY_SIGNED']);
    expect((await sign(who('sales_assistant'), id)).code).toBe('NOT_A_SIGNER');
    expect((await sign(stranger, id)).code).toBe('NOT_FOUND');
    expect((await sign(who('market_specialist'), id)).code).toBe('NOT_FOUND');
  });

  test('two sign at once: both count, or one is told who was first', async () => {
    const { id } = await ask('subscription');
    const both = await Promise.all([sign(who('manager'), id), sign(who('finance'), id)]);
    expect(both.map(({ code }) => code)).toEqual([null, null]);
    expect(await stateOf(id)).toBe('approved');
    const { id: order } = await ask('order');
    const race = await Promise.all([sign(who('manager'), order), sign(who('team_leader'), order)]);
    expect(race.map(({ code }) => code).sort()).toEqual(['APPROVAL_CLOSED', null].sort());
    const late = race.find(({ code }) => code !== null)?.body as unknown as { error: { zh: string } };
    expect(late.error.zh).toMatch(/该审批已通过（(manager|team_leader)）/);
    // Whoever could have signed and comes when it is all over is told the same, whatever else they may see.
    const { id: another } = await ask('order');
    expect((await sign(who('manager'), another)).code).toBeNull();
    expect((await sign(who('team_leader'), another)).code).toBe('APPROVAL_CLOSED');
    expect((await sign(who('market_specialist'), another)).code).toBe('NOT_FOUND');
  });

  test('signing against withdrawing: one of them comes first and the other is told', async () => {
    for (let n = 0; n < 5; n++) {
      const id = await file('support');
      const [signed, withdrawn] = await Promise.all([
        sign(who('general_manager'), id),
        who('consultant').call(approvals.withdraw, { params: { approvalId: id }, body: { reason: '不需要了' } }),
      ]);
      expect([signed.code, withdrawn.code].filter((code) => code === 'APPROVAL_CLOSED')).toHaveLength(1);
      expect(await stateOf(id)).toBe(signed.code === null ? 'approved' : 'withdrawn');
    }
  });

  test('[S1.06.d2] [S1.14.a5.4] beyond the supervisor’s authority the manager agrees as well', async () => {
    const small = await file('terms', { discountPercent: 1 });
    expect((await sign(who('supervisor'), small)).body.approval.state).toBe('approved');
    const large = await file('terms', { discountPercent: 1.5 });
    const half = (await sign(who('supervisor'), large)).body.approval;
    expect(half).toMatchObject({ state: 'pending', limit: 'manager', waitingFor: { zh: '部门经理' } });
    expect((await sign(who('manager'), large)).body.approval.state).toBe('approved');
  });
});

describe('what an approval brings about', () => {
  const heard: { how: string; approval: Decided }[] = [];
  let fault: Refused | null = null;
  beforeAll(() =>
    onApproval('name_change', {
      approved: async (_context, approval) => {
        if (fault) throw fault;
        heard.push({ how: 'approved', approval });
      },
      refused: async (_context, approval, how) => void heard.push({ how, approval }),
    }),
  );

  test('whoever asked is called inside the last signature; what they refuse, the signature is refused for', async () => {
    const { id, subjectId } = await ask('name_change');
    fault = new Refused('BUSY', commonRefusals.BUSY);
    expect((await sign(who('manager'), id)).code).toBe('BUSY');
    expect(await stateOf(id)).toBe('pending');
    fault = null;
    expect((await sign(who('manager'), id)).code).toBeNull();
    expect(heard.at(-1)).toMatchObject({
      how: 'approved',
      approval: { id, payload: { subjectId }, signers: [{ signerId: who('manager').id, as: 'holder' }] },
    });
  });

  test('returned to be put right, it comes again as another round of the same approval', async () => {
    const { id, subjectId } = await ask('name_change');
    expect((await refuseIt(who('manager'), id, 'returned', ' ')).code).toBe('REASON_NEEDED');
    expect((await refuseIt(who('manager'), id, 'returned')).body.approval).toMatchObject({
      state: 'returned',
      waitingFor: null,
    });
    expect(heard.at(-1)).toMatchObject({ how: 'returned', approval: { id } });
    const here = { params: { approvalId: id }, body: { ...slip } };
    expect((await who('consultant').call(approvals.resubmit, here)).code).toBe('PUT_RIGHT_AT_SOURCE');
    const again = await ask('name_change', { subject: { type: 'deal', id: subjectId } });
    expect(again.id).toBe(id);
    expect((await sign(who('manager'), id, 1)).code).toBe('APPROVAL_CHANGED');
    expect((await sign(who('manager'), id, 2)).body.approval).toMatchObject({ state: 'approved', round: 2 });
  });

  test('rejected is the end; asked once more it is another approval', async () => {
    const { id, subjectId } = await ask('name_change');
    const twice = await ask('name_change', { subject: { type: 'deal', id: subjectId } }).catch((error) => error.code);
    expect(twice).toBe('APPROVAL_ALREADY_PENDING');
    expect((await refuseIt(who('manager'), id, 'rejected')).body.approval.state).toBe('rejected');
    expect(heard.at(-1)?.how).toBe('rejected');
    const { id: next } = await ask('name_change', { subject: { type: 'deal', id: subjectId } });
    expect(next).not.toBe(id);
  });

  test('the capability that asked finds what is under way, and takes it back with the subject', async () => {
    const { id, subjectId } = await ask('name_change');
    const open = () => inside(({ tx }) => openApprovalOf(tx, 'name_change', subjectId));
    expect(await open()).toEqual({ id, state: 'pending', waitingFor: '部门经理' });
    const before = heard.length;
    await inside((context) => withdrawApproval(context, 'name_change', subjectId, '订单已取消'));
    expect([await open(), await stateOf(id), heard.length]).toEqual([null, 'withdrawn', before]);
  });
});

describe('requests that people write', () => {
  test('[S2.13.a09.11] a petition: the department head, then the general manager; returned, put right and sent again', async () => {
    const me = who('consultant');
    const id = await file('petition');
    await refuseIt(who('manager'), id, 'returned');
    expect(await me.must(approvals.counts, {})).toMatchObject({ returned: 1 });
    const change = { params: { approvalId: id }, body: { ...slip, title: '客诉处理异议（补充）' } };
    expect((await who('team_leader').call(approvals.resubmit, change)).code).toMatch(/NOT_/);
    expect((await me.must(approvals.resubmit, change)).approval).toMatchObject({ state: 'pending', round: 2 });
    expect((await sign(who('manager'), id, 2)).code).toBeNull();
    expect((await sign(who('general_manager'), id, 2)).body.approval.state).toBe('approved');
    const { signatures } = await me.must(approvals.get, { params: { approvalId: id } });
    expect(signatures.map(({ round, verdict }) => [round, verdict])).toEqual([
      [1, 'returned'],
      [2, 'agreed'],
      [2, 'agreed'],
    ]);
  });

  test('[S1.14.a5.2] [S3.01.c.dev.support] support is asked of the head of the house', async () => {
    const id = await file('support');
    expect((await sign(who('manager'), id)).code).toBe('NOT_A_SIGNER');
    expect(await inboxOf(who('general_manager'))).toContain(id);
    expect((await sign(who('general_manager'), id)).body.approval.state).toBe('approved');
  });

  test('put right with what was measured still in place: the limits are asked again', async () => {
    const me = who('consultant');
    const id = await file('gift', { amountFen: 300_00 });
    await refuseIt(who('manager'), id, 'returned');
    const { magnitude, lines } = await me.must(approvals.get, { params: { approvalId: id } });
    expect([magnitude.amountFen, lines[0]]).toEqual([300_00, { zh: '金额（元）', en: 'Amount (yuan)', value: '300' }]);
    const body = { ...slip, amountFen: 2500_00 };
    const { approval } = await me.must(approvals.resubmit, { params: { approvalId: id }, body });
    expect(approval).toMatchObject({ round: 2, limit: 'director' });
  });

  test('reminders have a pause; a colleague’s request is not mine to withdraw or to see', async () => {
    const me = who('consultant');
    const id = await file('gift', { amountFen: 300_00 });
    const other = await world.addPerson({ name: '旁人', siteId: site, role: 'consultant' });
    expect((await other.call(approvals.get, { params: { approvalId: id } })).code).toBe('NOT_FOUND');
    const withdrawal = { params: { approvalId: id }, body: { reason: '试试' } };
    expect((await who('manager').call(approvals.withdraw, withdrawal)).code).toBe('NOT_THE_APPLICANT');
    expect((await me.must(approvals.remind, { params: { approvalId: id } })).reminded).toBe(2);
    const soon = await me.call(approvals.remind, { params: { approvalId: id } });
    expect([soon.status, soon.code]).toEqual([429, 'REMINDED_JUST_NOW']);
    expect((await noticesOf(who('market_specialist')))[0]?.kind).toBe('approvals.remind');
    expect((await me.call(approvals.withdraw, withdrawal)).body.approval.state).toBe('withdrawn');
  });

  test('[S0.08.e.1c] a gift: the marketing specialist and the manager', async () => {
    const id = await file('gift', { amountFen: 300_00 });
    expect((await sign(who('market_specialist'), id)).body.approval.state).toBe('pending');
    expect((await sign(who('manager'), id)).body.approval.state).toBe('approved');
  });

  test('a request at a site one does not work at is not taken', async () => {
    const body = { siteId: elsewhere, matter: 'petition' as const, ...slip };
    expect((await who('consultant').call(approvals.file, { body })).code).toBe('NOT_ALLOWED');
  });
});

describe('somebody else signs', () => {
  test('another signature before or after one’s own', async () => {
    const id = await file('petition');
    const params = { approvalId: id };
    const supervisor = who('supervisor');
    const ask1 = { params, body: { staffId: supervisor.id, when: 'before' as const, reason: '先看看' } };
    expect((await who('manager').must(approvals.addSigner, ask1)).approval.waitingFor?.zh).toBe('supervisor');
    expect(await inboxOf(supervisor)).toContain(id);
    expect((await sign(who('manager'), id)).code).toBe('NOT_YOUR_TURN_YET');
    expect((await sign(supervisor, id)).code).toBeNull();
    const ask2 = { params, body: { staffId: who('finance').id, when: 'after' as const } };
    await who('manager').must(approvals.addSigner, ask2);
    expect((await sign(who('manager'), id)).body.approval.waitingFor?.zh).toBe('finance');
    await sign(who('finance'), id);
    expect((await sign(who('general_manager'), id)).body.approval.state).toBe('approved');
  });

  test('passed on: for this one only, and by an overseer when nobody is there', async () => {
    const { id } = await ask('unit_change');
    const body = { staffId: who('supervisor').id };
    expect((await who('team_leader').call(approvals.passOn, { params: { approvalId: id }, body })).code).toMatch(
      /NOT_/,
    );
    await who('manager').must(approvals.passOn, { params: { approvalId: id }, body });
    const done = (await sign(who('supervisor'), id)).body.approval;
    expect(done.signatures[0]).toMatchObject({ as: 'delegate', for: { name: 'manager' } });
    const { id: next } = await ask('unit_change');
    expect((await sign(who('supervisor'), next)).code).toBe('NOT_A_SIGNER');
    await who('director').must(approvals.passOn, { params: { approvalId: next }, body });
    expect((await sign(who('supervisor'), next)).body.approval.state).toBe('approved');
  });

  test('[S0.08.d.4] [S2.15.c4.04] the manager said to be away: two leaders or assistants sign a slip, one is not enough', async () => {
    const manager = who('manager');
    const away = { staffId: null, from: '2024-03-04T01:00:00Z', until: '2024-03-04T02:00:00Z' };
    const { delegation } = await manager.must(approvals.delegate, { body: { ...away, reason: '外出' } });
    const id = await file('decoration_slip');
    expect((await sign(who('sales_assistant'), id)).body.approval).toMatchObject({ state: 'pending' });
    expect((await sign(who('sales_assistant'), id)).code).toBe('ALREADY_SIGNED');
    const done = (await sign(who('team_leader'), id)).body.approval;
    expect([done.state, done.signatures.map(({ as }) => as)]).toEqual(['approved', ['stand_in', 'stand_in']]);
    await manager.must(approvals.endDelegation, { params: { delegationId: delegation.id } });
    const next = await file('decoration_slip');
    expect((await sign(who('team_leader'), next)).code).toMatch(/^NOT_/);
  });

  test('delegated for a time: the delegate’s inbox has it, and only then', async () => {
    const { manager, supervisor } = at;
    if (!manager || !supervisor) throw new Error('no house');
    const body = { staffId: supervisor.id, from: '2024-03-04T01:00:00Z', until: '2024-03-05T01:00:00Z' };
    await manager.must(approvals.delegate, { body });
    const back = { staffId: manager.id, from: '2024-03-04T12:00:00Z', until: '2024-03-06T01:00:00Z' };
    expect((await supervisor.call(approvals.delegate, { body: back })).code).toBe('DELEGATION_GOES_ROUND');
    const { id } = await ask('unit_change');
    expect(await inboxOf(supervisor)).toContain(id);
    const { rows } = await supervisor.must(approvals.delegations, {});
    expect(rows[0]).toMatchObject({ from: { name: 'manager' }, to: { name: 'supervisor' }, state: 'running' });
    await world.setClock('2024-03-05T01:00:00.000Z');
    expect(await inboxOf(supervisor)).not.toContain(id);
    expect((await sign(supervisor, id)).code).toBe('NOT_A_SIGNER');
    expect((await sign(manager, id)).code).toBeNull();
  });
});

describe('people come and go', () => {
  const planned = async (person: Person, from: string, until: string) => {
    const params = { staffId: person.id };
    const head = who('general_manager');
    const { version } = await head.must(organisation.staffMember, { params });
    return head.call(organisation.leaveOfAbsence, { params, body: { version, from, until, reason: '年假' } });
  };

  test('on leave by the record: stand-ins for a slip, the next level for everything else', async () => {
    const manager = await world.addPerson({ name: '休假经理', siteId: elsewhere, role: 'manager' });
    const [one, two] = [
      await world.addPerson({ name: '甲组长', siteId: elsewhere, role: 'team_leader' }),
      await world.addPerson({ name: '乙助理', siteId: elsewhere, role: 'sales_assistant' }),
    ];
    const mei = await world.addPerson({ name: '梅', siteId: elsewhere, role: 'consultant' });
    const day = '2024-03-05';
    expect((await planned(manager, day, day)).code).toBeNull();
    expect((await planned(stranger, day, day)).code).toBeNull();
    const body = { siteId: elsewhere, ...slip };
    const id = (await mei.must(approvals.file, { body: { ...body, matter: 'decoration_slip' } })).approval.id;
    expect((await sign(one, id)).body.approval.state).toBe('pending');
    expect((await sign(two, id)).body.approval.state).toBe('approved');
    const { id: other } = await ask('unit_change', { siteId: elsewhere, applicantId: mei.id });
    expect((await sign(one, other)).code).toMatch(/^NOT_/);
    const done = (await sign(who('director'), other)).body.approval;
    expect(done.signatures[0]).toMatchObject({ as: 'next_level' });
  });

  test('who has left does not sign, and what waited for them waits for the others', async () => {
    const far = await world.addSite();
    const leaving = await world.addPerson({ name: '将离', siteId: far, role: 'manager' });
    const { id } = await ask('unit_change', { siteId: far });
    expect(await inboxOf(leaving)).toContain(id);
    const params = { staffId: leaving.id };
    const head = who('general_manager');
    const { version } = await head.must(organisation.staffMember, { params });
    await head.must(organisation.leaving, { params, body: { version, reason: '离职' } });
    expect((await leaving.call(approvals.inbox, {})).code).toBe('NOT_SIGNED_IN');
    expect(await inboxOf(who('director'))).toContain(id);
    expect((await sign(who('director'), id)).code).toBeNull();
  });

  test('whoever may see a site’s approvals sees no other site’s; the head of the house sees all', async () => {
    const { id } = await ask('unit_change');
    expect(await inboxOf(who('supervisor'), 'all')).toContain(id);
    expect(await inboxOf(stranger, 'all')).not.toContain(id);
    expect(await inboxOf(who('general_manager'), 'all')).toContain(id);
    expect((await stranger.call(approvals.get, { params: { approvalId: id } })).code).toBe('NOT_FOUND');
    await sign(who('manager'), id);
  });
});

describe('time', () => {
  test('[S0.08.d.4] [S2.15.c4.04] a slip not signed the same day is void at midnight and the consultant pays', async () => {
    const id = await file('decoration_slip');
    await world.setClock('2024-03-05T15:59:59.999Z');
    expect(await stateOf(id)).toBe('pending');
    await world.setClock('2024-03-05T16:00:00.000Z');
    const page = await who('consultant').must(approvals.get, { params: { approvalId: id } });
    expect(page).toMatchObject({
      state: 'expired',
      costTo: { name: 'consultant' },
      endedAt: '2024-03-05T16:00:00.000Z',
    });
    expect((await sign(who('manager'), id)).code).toBe('APPROVAL_CLOSED');
  });

  test('other matters wait on; the next level is told and the list marks them', async () => {
    const { id } = await ask('unit_change');
    await world.setClock('2024-03-06T16:00:00.000Z');
    const [row] = (await who('manager').must(approvals.inbox, { query: { matter: 'unit_change' } })).rows;
    expect(row).toMatchObject({ id, isOverdue: true, whyNot: { sign: null } });
    expect((await noticesOf(who('director')))[0]?.kind).toBe('approvals.overdueBelow');
    expect((await who('manager').must(approvals.counts, {})).overdue).toBeGreaterThan(0);
    expect((await sign(who('manager'), id)).code).toBeNull();
    expect(await inboxOf(who('manager'), 'done')).toContain(id);
  });
});
