import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { notices } from '#contract/notices.ts';
import { organisation } from '#contract/organisation.ts';
import { session } from '#contract/session.ts';
import { presetGrants } from '#core/organisation/index.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { startWorld } from '#server/platform/testing/world.ts';
import { openBrowser } from '#server/session/testing.ts';
import { createCompany } from './index.ts';

let world: World;
let boss: Person;
let siteId: string;
let otherSiteId: string;
let teamId: string;

beforeAll(async () => {
  world = await startWorld();
  siteId = await world.addSite({ name: '北岸' });
  otherSiteId = await world.addSite({ name: '南湾' });
  teamId = await world.addTeam(siteId, '一组');
  const grants = {
    ...presetGrants('general_manager'),
    ...presetGrants('administrator'),
    'organisation.instruct': 'company',
  } as const;
  boss = await world.addPerson({ name: '总管', siteId, grants });
  await world.server.runtime.database.inCompany(world.companyId, async (tx) => {
    for (const key of ['consultant', 'supervisor', 'manager', 'team_leader'] as const)
      await tx.run({
        text: `insert into roles (company_id, id, key, name_zh, name_en, grants, created_at) values ($1, gen_random_uuid(), $2, $2, $2, $3, now())`,
        values: [world.companyId, key, JSON.stringify(presetGrants(key))],
      });
  });
});
afterAll(() => world.stop());

const enter = (name: string, over: object = {}) =>
  boss.must(organisation.createStaff, { body: { name, siteId, ...over } });
const member = async (staffId: string) => boss.must(organisation.staffMember, { params: { staffId } });

describe('people', () => {
  test('are entered with the role of their post, a name to sign in with and a superior', async () => {
    const { id, username, oneTimePassword } = await enter('欧阳慧', { post: 'consultant', teamId });
    expect(username).toBe('ouyanghui');
    expect(oneTimePassword).not.toBeNull();
    expect(await member(id)).toMatchObject({
      post: 'consultant',
      roles: [{ key: 'consultant' }],
      superior: { name: '总管' },
      teamName: '一组',
      mustChangePassword: true,
      whyNot: { manage: null },
    });
    const again = await enter('欧阳辉', { post: 'consultant' });
    expect(again.username).toBe('ouyanghui2');
  });

  test('are found by name, pinyin, initials and number; contact data only by those who manage them', async () => {
    const { id } = await enter('单晓峰', {
      post: 'consultant',
      phone: '137 1111 2222',
      number: 'A017',
      username: 'feng',
    });
    for (const q of ['晓峰', 'shanxiaofeng', 'sxf', 'a017', '2222', 'feng']) {
      const { rows } = await boss.must(organisation.staff, { query: { q } });
      expect(
        rows.map((row) => row.id),
        q,
      ).toContain(id);
    }
    const colleague = await world.addPerson({ name: '同事', siteId, grants: { 'organisation.read': 'site' } });
    const seen = await colleague.must(organisation.staffMember, { params: { staffId: id } });
    expect(seen).toMatchObject({
      name: '单晓峰',
      phone: null,
      username: null,
      note: '',
      whyNot: { manage: { code: 'NOT_ALLOWED' } },
    });
    expect((await colleague.must(organisation.staff, { query: { q: '2222' } })).rows).toEqual([]);
    const elsewhere = await world.addPerson({
      name: '外店',
      siteId: otherSiteId,
      grants: { 'organisation.read': 'site' },
    });
    expect((await elsewhere.call(organisation.staffMember, { params: { staffId: id } })).code).toBe('NOT_FOUND');
  });

  test('a list is paged by cursor and covers everybody once', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await boss.must(organisation.staff, { query: { limit: 2, status: 'working', cursor } });
      seen.push(...page.rows.map((row) => row.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(5);
  });

  test('names that are taken or not readable are refused, in the order they are checked', async () => {
    await enter('王一', { username: 'wangyi', phone: '13600000001', number: 'B1' });
    const refusal = async (over: object) =>
      (await boss.call(organisation.createStaff, { body: { name: '王二', siteId, ...over } })).code;
    expect(await refusal({ phone: 'abc' })).toBe('PHONE_INVALID');
    expect(await refusal({ username: '12345' })).toBe('USERNAME_INVALID');
    expect(await refusal({ username: 'WangYi' })).toBe('USERNAME_TAKEN');
    expect(await refusal({ phone: '+86 136-0000-0001' })).toBe('PHONE_TAKEN');
    expect(await refusal({ number: 'B1' })).toBe('NUMBER_TAKEN');
    expect(await refusal({ teamId, siteId: otherSiteId })).toBe('TEAM_NOT_OF_SITE');
    expect(await refusal({ roles: ['emperor'] })).toBe('UNKNOWN_ROLE');
    expect(await refusal({ password: 'short' })).toBe('PASSWORD_TOO_SHORT');
  });

  test('twenty at once with one user name: one is entered', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        boss.call(organisation.createStaff, { body: { name: '同名', siteId, username: 'tongming' } }),
      ),
    );
    expect(answers.filter(({ code }) => code === null)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'USERNAME_TAKEN')).toHaveLength(19);
  });

  test('a change from an old version is refused, an absent field is kept and null clears', async () => {
    const { id } = await enter('林间', { title: '置业顾问', note: '会粤语', phone: '13600000009' });
    const first = await boss.must(organisation.updateStaff, {
      params: { staffId: id },
      body: { version: 1, note: '' },
    });
    expect(first.version).toBe(2);
    expect(
      await boss.call(organisation.updateStaff, { params: { staffId: id }, body: { version: 1, title: 'x' } }),
    ).toMatchObject({
      status: 409,
      code: 'STALE_VERSION',
    });
    await boss.must(organisation.updateStaff, { params: { staffId: id }, body: { version: 2, phone: null } });
    expect(await member(id)).toMatchObject({ title: '置业顾问', note: '', phone: null, version: 3 });
  });

  test('[S0.07.cmd.22] one superior, no loops: also when two changes would close the loop together', async () => {
    const above = await enter('甲上', { post: 'manager' });
    const below = await enter('乙下', { post: 'supervisor', superiorId: above.id });
    expect((await member(below.id)).superior?.id).toBe(above.id);
    const loop = await boss.call(organisation.updateStaff, {
      params: { staffId: above.id },
      body: { version: 1, post: null, superiorId: below.id },
    });
    expect(loop.code).toBe('SUPERIOR_CYCLE');
    const consultant = await enter('丙末', { post: 'consultant', superiorId: below.id });
    const notHigher = await boss.call(organisation.updateStaff, {
      params: { staffId: below.id },
      body: { version: 1, superiorId: consultant.id },
    });
    expect(notHigher.code).toBe('SUPERIOR_CYCLE');
    const equal = await boss.call(organisation.createStaff, {
      body: { name: '丁', siteId, post: 'consultant', superiorId: consultant.id },
    });
    expect(equal.code).toBe('SUPERIOR_NOT_HIGHER');
    const [one, two] = [await enter('戊'), await enter('己')];
    const put = (staffId: string, superiorId: string) =>
      boss.call(organisation.updateStaff, { params: { staffId }, body: { version: 1, superiorId } });
    const both = await Promise.all([put(one.id, two.id), put(two.id, one.id)]);
    expect(both.map(({ code }) => code).sort()).toEqual(['SUPERIOR_CYCLE', null].sort());
  });
});

describe('moving and leaving', () => {
  test('[S2.03.a6] who leaves loses access at once, the line closes, the superior hears of the handover', async () => {
    const head = await enter('钱主管', {
      post: 'supervisor',
      password: 'the floor runs itself',
      mustChangePassword: false,
    });
    const leader = await enter('孙组长', {
      post: 'team_leader',
      superiorId: head.id,
      password: 'the floor runs itself',
      mustChangePassword: false,
    });
    const consultant = await enter('李顾问', { post: 'consultant', superiorId: leader.id });
    const browser = openBrowser(world.server.url);
    await browser.call(session.signIn, { body: { name: leader.username ?? '', password: 'the floor runs itself' } });
    expect((await browser.call(session.current)).code).toBeNull();

    const left = await boss.must(organisation.leaving, {
      params: { staffId: leader.id },
      body: { version: 1, reason: '个人原因' },
    });
    expect(left.handoverNeeded).toBe(true);
    expect((await browser.call(session.current)).code).toBe('NOT_SIGNED_IN');
    expect(
      (await browser.call(session.signIn, { body: { name: leader.username ?? '', password: 'the floor runs itself' } }))
        .code,
    ).toBe('WRONG_CREDENTIALS');
    expect((await member(consultant.id)).superior?.id).toBe(head.id);
    expect(await member(leader.id)).toMatchObject({ status: 'left', canSignIn: true });
    const inbox = openBrowser(world.server.url);
    await inbox.call(session.signIn, { body: { name: head.username ?? '', password: 'the floor runs itself' } });
    expect((await inbox.call(session.current)).body.unreadNotices).toBe(1);
    const told = (await inbox.call(notices.mine)).body.rows;
    expect(told).toMatchObject([
      { kind: 'handover.needed', payload: { name: '孙组长', because: 'leaving' }, journalId: left.journalId },
    ]);
    expect((await boss.call(organisation.leaving, { params: { staffId: leader.id }, body: { version: 2 } })).code).toBe(
      'HAS_LEFT',
    );
  });

  test('a move to another site asks for a handover, to another team of the site it does not', async () => {
    const { id } = await enter('周转', { post: 'consultant' });
    const params = { staffId: id };
    const inside = await boss.must(organisation.transferStaff, { params, body: { version: 1, siteId, teamId } });
    expect(inside.handoverNeeded).toBe(false);
    const away = await boss.must(organisation.transferStaff, {
      params,
      body: { version: 2, siteId: otherSiteId, teamId: null, reason: '支援' },
    });
    expect(away.handoverNeeded).toBe(true);
    expect(await member(id)).toMatchObject({ siteName: '南湾', teamName: null });
    expect(
      (await boss.call(organisation.transferStaff, { params, body: { version: 3, siteId: otherSiteId, teamId: null } }))
        .code,
    ).toBe('NOTHING_CHANGES');
  });

  test('a leave planned ahead begins and ends by itself, on its days', async () => {
    const { id } = await enter('郑假', { post: 'consultant' });
    const body = { version: 1, from: '2024-03-06', until: '2024-03-07' };
    await boss.must(organisation.leaveOfAbsence, { params: { staffId: id }, body });
    expect((await member(id)).status).toBe('active');
    await world.setClock('2024-03-05T15:59:59.000Z');
    expect((await member(id)).status).toBe('active');
    await world.setClock('2024-03-05T16:00:00.000Z'); // midnight in Shanghai
    expect(await member(id)).toMatchObject({ status: 'on_leave', leaveUntil: '2024-03-07' });
    await world.setClock('2024-03-07T16:00:00.000Z');
    expect(await member(id)).toMatchObject({ status: 'active', leaveUntil: null });
  });

  test('[S0.08.a.1] [S2.15.c1.01] a probationer is confirmed once the units are sold', async () => {
    const { id } = await enter('吴新', { post: 'consultant', onProbation: true, hiredOn: '2024-03-01' });
    expect((await member(id)).probationUntil).toBe('2024-05-01');
    const confirm = (unitsSold: number) =>
      boss.call(organisation.confirmStaff, { params: { staffId: id }, body: { version: 1, unitsSold } });
    expect(await confirm(4)).toMatchObject({ status: 409, code: 'TOO_FEW_UNITS' });
    expect((await confirm(5)).code).toBeNull();
    expect((await member(id)).probationUntil).toBeNull();
  });

  test('a reset password is new, shown once, and ends what was open', async () => {
    const { id, username } = await enter('冯忘', { password: 'long forgotten words', mustChangePassword: false });
    const browser = openBrowser(world.server.url);
    await browser.call(session.signIn, { body: { name: username ?? '', password: 'long forgotten words' } });
    const reset = await boss.must(organisation.resetPassword, { params: { staffId: id }, body: {} });
    expect(reset.endedSessions).toBe(1);
    expect((await browser.call(session.current)).code).toBe('NOT_SIGNED_IN');
    const answer = await browser.call(session.signIn, {
      body: { name: username ?? '', password: reset.oneTimePassword },
    });
    expect(answer.body.mustChangePassword).toBe(true);
  });
});

describe('people who have left or were imported', () => {
  test('somebody who comes back, and somebody without a login, gets a name with the new password', async () => {
    const { id } = await enter('卫归来', { post: 'consultant', phone: '13500000007' });
    const params = { staffId: id };
    await boss.must(organisation.leaving, { params, body: { version: 1 } });
    expect((await boss.call(organisation.resetPassword, { params, body: {} })).code).toBe('HAS_LEFT');
    const back = await boss.must(organisation.rehire, { params, body: { version: 2, siteId, teamId: null } });
    expect(await member(id)).toMatchObject({ status: 'active', phone: null, canSignIn: false, version: back.version });
    const reset = await boss.must(organisation.resetPassword, { params, body: {} });
    expect(reset.login).toBe('weiguilai');
    const browser = openBrowser(world.server.url);
    expect(
      (await browser.call(session.signIn, { body: { name: reset.login, password: reset.oneTimePassword } })).code,
    ).toBeNull();
    expect((await enter('卫他人', { phone: '13500000007' })).username).toBeNull();
  });
});

describe('rights', () => {
  test('[S2.05.w4.rights] the page says what is granted, how far, by which role, and what is denied', async () => {
    const { id } = await enter('陈权', { post: 'team_leader', teamId });
    const { rows, roles } = await boss.must(organisation.rightsOf, { params: { staffId: id } });
    expect(roles).toMatchObject([{ key: 'team_leader' }]);
    expect(rows.find((row) => row.permission === 'organisation.instruct')).toMatchObject({
      scope: 'team',
      reach: { zh: '小组：一组' },
      from: [{ role: { key: 'team_leader' }, scope: 'team' }],
    });
    expect(rows.find((row) => row.permission === 'organisation.roles')).toMatchObject({
      scope: null,
      reach: null,
      from: [],
    });
    const nobody = await world.addPerson({ name: '无权' });
    expect((await nobody.must(organisation.myRights)).rows.every((row) => row.scope === null)).toBe(true);
    expect((await nobody.call(organisation.rightsOf, { params: { staffId: id } })).code).toBe('NOT_ALLOWED');
  });

  test('a branch manager manages the branch, grants no more than they hold, and touches nobody above', async () => {
    const manager = await world.addPerson({ name: '店长', siteId, role: 'manager' });
    const made = await manager.must(organisation.createStaff, { body: { name: '新人', siteId, post: 'consultant' } });
    expect((await manager.call(organisation.createStaff, { body: { name: '外人', siteId: otherSiteId } })).code).toBe(
      'NOT_ALLOWED',
    );
    expect((await manager.call(organisation.createStaff, { body: { name: '无店' } })).code).toBe('NOT_ALLOWED');
    const roles = await boss.must(organisation.roles);
    const wide = await boss.must(organisation.createRole, {
      body: { key: 'wide', zh: '宽', en: 'Wide', grants: { 'organisation.staff': 'company' } },
    });
    expect(roles.rows.length).toBeGreaterThan(3);
    const params = { staffId: made.id };
    expect((await manager.call(organisation.setRoles, { params, body: { roles: ['wide'] } })).code).toBe(
      'GRANTS_BEYOND_YOURS',
    );
    await boss.must(organisation.setRoles, { params, body: { roles: [wide.id] } });
    expect((await manager.call(organisation.resetPassword, { params, body: {} })).code).toBe('GRANTS_BEYOND_YOURS');
    expect((await manager.call(organisation.leaving, { params, body: { version: 1 } })).code).toBe(
      'GRANTS_BEYOND_YOURS',
    );
    expect((await boss.call(organisation.deleteRole, { params: { roleId: wide.id }, body: {} })).code).toBe(
      'ROLE_IN_USE',
    );
  });

  test('the last administrator cannot be lost: by role, by leaving, by editing the role, nor by two at once', async () => {
    const { runtime } = world.server;
    const founded = await createCompany(runtime, {
      name: '另一家',
      sites: [{ name: '一店', kind: 'gym' }],
      administrator: { name: '独管', username: 'duguan', password: 'only one of us here' },
    });
    const browser = openBrowser(world.server.url);
    await browser.call(session.signIn, { body: { name: 'duguan', password: 'only one of us here' } });
    const params = { staffId: founded.administratorId };
    expect((await browser.call(organisation.setRoles, { params, body: { roles: ['consultant'] } })).code).toBe(
      'LAST_ADMINISTRATOR',
    );
    expect((await browser.call(organisation.leaving, { params, body: { version: 1 } })).code).toBe(
      'LAST_ADMINISTRATOR',
    );
    const { rows } = (await browser.call(organisation.roles)).body;
    const owner = rows.find((role) => role.key === 'owner');
    await browser.call(organisation.setRoles, { params, body: { roles: ['owner'] } });
    const edit = {
      params: { roleId: owner?.id ?? '' },
      body: { version: 1, grants: { 'organisation.read': 'company' as const } },
    };
    expect((await browser.call(organisation.updateRole, edit)).code).toBe('LAST_ADMINISTRATOR');

    const second = await browser.call(organisation.createStaff, {
      body: {
        name: '二管',
        username: 'erguan',
        password: 'the second of us two',
        mustChangePassword: false,
        roles: ['administrator'],
      },
    });
    const other = openBrowser(world.server.url);
    await other.call(session.signIn, { body: { name: 'erguan', password: 'the second of us two' } });
    const both = await Promise.all([
      browser.call(organisation.setRoles, { params: { staffId: second.body.id }, body: { roles: [] } }),
      other.call(organisation.setRoles, { params, body: { roles: [] } }),
    ]);
    expect(both.filter(({ code }) => code === null)).toHaveLength(1);
  });

  test('an unknown permission and a scope that is not offered are refused', async () => {
    const make = async (grants: Record<string, 'self' | 'team' | 'site' | 'company'>) =>
      (await boss.call(organisation.createRole, { body: { key: 'odd', zh: '怪', en: 'Odd', grants } })).code;
    expect(await make({ 'moon.walk': 'self' })).toBe('UNKNOWN_PERMISSION');
    expect(await make({ 'organisation.roles': 'self' })).toBe('SCOPE_NOT_OFFERED');
  });

  test('one company sees nothing of another', async () => {
    const browser = openBrowser(world.server.url);
    await browser.call(session.signIn, { body: { name: 'duguan', password: 'only one of us here' } });
    const { rows } = (await browser.call(organisation.sites)).body;
    expect(rows?.map(({ name }) => name) ?? []).not.toContain('北岸');
  });
});

describe('the line', () => {
  test('[S0.07.cmd.23] [S0.07.cmd.23b] [S0.07.cmd.3b] [S0.07.sup.7] [S1.06.d3] an instruction goes down one step, complete, is done and evaluated; an appeal goes up further', async () => {
    const instruct = { 'organisation.instruct': 'site', 'organisation.read': 'site' } as const;
    const supervisor = await world.addPerson({ name: '主管', siteId, grants: instruct });
    const leader = await world.addPerson({ name: '组长', siteId, grants: instruct });
    const mei = await world.addPerson({ name: '梅', siteId });
    await world.server.runtime.database.inCompany(world.companyId, async (tx) => {
      for (const [id, superior] of [
        [mei.id, leader.id],
        [leader.id, supervisor.id],
      ])
        await tx.run({ text: 'update staff set superior_id = $2 where id = $1', values: [id, superior] });
    });
    const said = {
      receiverId: mei.id,
      form: 'oral' as const,
      who: '梅',
      what: '回访',
      place: '大厅',
      actionPlan: '逐个',
      control: '抽查',
    };
    const dueAt = '2024-03-09T10:00:00Z';
    expect((await leader.call(organisation.instruct, { body: said })).code).toBe('INSTRUCTION_INCOMPLETE');
    expect((await supervisor.call(organisation.instruct, { body: { ...said, dueAt } })).code).toBe(
      'COMMAND_ACROSS_LEVELS',
    );
    expect(
      (await supervisor.call(organisation.instruct, { body: { ...said, dueAt, special: '组长外出,客户在等' } })).code,
    ).toBeNull();
    const { id } = await leader.must(organisation.instruct, { body: { ...said, dueAt } });
    const params = { instructionId: id };
    expect((await leader.call(organisation.instructionDone, { params, body: { version: 1 } })).code).toBe(
      'NOT_ALLOWED',
    );
    await mei.must(organisation.instructionDone, { params, body: { version: 1, result: '八位已回访' } });
    await leader.must(organisation.instructionEvaluate, {
      params,
      body: { version: 2, good: false, evaluation: '缺两位' },
    });
    await mei.must(organisation.instructionDone, { params, body: { version: 3, result: '补齐' } });
    await leader.must(organisation.instructionEvaluate, { params, body: { version: 4, good: true, evaluation: '好' } });
    expect((await leader.call(organisation.instructionWithdraw, { params, body: { version: 5 } })).code).toBe(
      'INSTRUCTION_NOT_OPEN',
    );
    const { rows } = await mei.must(organisation.instructions, { query: { box: 'received', state: 'evaluated' } });
    expect(rows).toMatchObject([{ what: '回访', result: '补齐', evaluation: '好', issuer: { name: '组长' } }]);

    const inspected = await supervisor.must(organisation.inspectInstructions, {
      params: { staffId: mei.id },
      query: {},
    });
    expect(inspected.rows.map(({ issuer }) => issuer.name)).toEqual(expect.arrayContaining(['组长', '主管']));
    expect(
      (await leader.call(organisation.inspectInstructions, { params: { staffId: supervisor.id }, query: {} })).code,
    ).toBe('NOT_YOUR_SUBORDINATE');

    const upward = (addresseeId: string, kind: 'report' | 'appeal') =>
      mei.call(organisation.sendUpward, { body: { addresseeId, kind, body: '情况' } });
    expect((await upward(supervisor.id, 'report')).code).toBe('REPORT_ACROSS_LEVELS');
    expect((await upward(leader.id, 'report')).code).toBeNull();
    expect((await upward(supervisor.id, 'appeal')).code).toBeNull();
    const received = await supervisor.must(organisation.upward, { query: { box: 'received' } });
    expect(received.rows).toMatchObject([{ kind: 'appeal', acrossLevels: true, sender: { name: '梅' } }]);
    await supervisor.must(organisation.answerUpward, {
      params: { messageId: received.rows[0]?.id ?? '' },
      body: { answer: '知道了' },
    });
    expect((await mei.must(organisation.myLine)).above.map(({ name }) => name)).toEqual(['组长', '主管']);
  });
});

test('[S0.04.d1] in a house that says so an assistant answers to the manager and to nobody between', async () => {
  const house = await world.addSite({ name: '文苑', rulebook: 'real-estate-customers' });
  const add = (post: string, superiorId: string) =>
    boss.call(organisation.createStaff, { body: { name: post, siteId: house, post, superiorId } });
  const manager = (await add('manager', boss.id)).body.id;
  const supervisor = (await add('supervisor', manager)).body.id;
  expect((await add('sales_assistant', supervisor)).code).toBe('SUPERIOR_WRONG_POST');
  const assistant = await add('sales_assistant', manager);
  expect(await member(assistant.body.id)).toMatchObject({ superior: { id: manager } });
});

describe('places', () => {
  test('a site opens with the rulebook of its kind, closes only when nobody works there', async () => {
    const made = await boss.must(organisation.createSite, { body: { name: '西郊', kind: 'car_showroom' } });
    const [book] = await world.server.runtime.database.inCompany(world.companyId, (tx) =>
      tx.rows<{ key: string }>({
        text: `select rulebooks.key from site_rulebooks join rulebooks on rulebooks.id = site_rulebooks.rulebook_id where site_rulebooks.site_id = $1`,
        values: [made.id],
      }),
    );
    expect(book?.key).toBe('car-showroom');
    expect((await boss.call(organisation.createSite, { body: { name: '西郊', kind: 'gym' } })).code).toBe('NAME_TAKEN');
    expect(
      (await boss.call(organisation.createSite, { body: { name: '东郊', kind: 'gym', timeZone: 'Mars/Base' } })).code,
    ).toBe('TIME_ZONE_UNKNOWN');
    expect((await boss.call(organisation.closeSite, { params: { siteId }, body: { version: 1 } })).code).toBe(
      'SITE_NOT_EMPTY',
    );
    await boss.must(organisation.closeSite, { params: { siteId: made.id }, body: { version: 1 } });
    expect((await boss.must(organisation.sites, {})).rows.map(({ name }) => name)).not.toContain('西郊');
  });

  test('a team has a leader of its site, and new members answer to the leader', async () => {
    const leader = await enter('领队', { post: 'team_leader' });
    const away = await boss.must(organisation.createStaff, { body: { name: '远人', siteId: otherSiteId } });
    expect((await boss.call(organisation.createTeam, { body: { siteId, name: '二组', leaderId: away.id } })).code).toBe(
      'LEADER_NOT_OF_SITE',
    );
    const team = await boss.must(organisation.createTeam, { body: { siteId, name: '二组', leaderId: leader.id } });
    const { id } = await enter('队员', { post: 'consultant', teamId: team.id });
    expect((await member(id)).superior?.id).toBe(leader.id);
    expect((await boss.call(organisation.endTeam, { params: { teamId: team.id }, body: { version: 1 } })).code).toBe(
      'TEAM_NOT_EMPTY',
    );
    const rows = (await boss.must(organisation.teams, { query: { siteId } })).rows;
    expect(rows.find((row) => row.name === '二组')).toMatchObject({ leader: { name: '领队' }, people: 1 });
  });
});
