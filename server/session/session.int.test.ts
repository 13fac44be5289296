import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { organisation } from '#contract/organisation.ts';
import { session } from '#contract/session.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { startWorld } from '#server/platform/testing/world.ts';
import { createStaff } from '#server/organisation/index.ts';
import { runSystem } from '#server/platform/command.ts';
import { systemActor } from '#server/platform/actor.ts';
import { issueToken } from './index.ts';
import { openBrowser } from './testing.ts';

const PASSWORD = 'correct horse battery';
let world: World;
let siteId: string;

beforeAll(async () => {
  world = await startWorld();
  siteId = await world.addSite();
});
afterAll(() => world.stop());

const enter = async (input: {
  name: string;
  username?: string;
  phone?: string;
  mustChangePassword?: boolean;
}): Promise<string> => {
  const { runtime } = world.server;
  const [created] = await runSystem(runtime, world.companyId, systemActor(world.companyId), runtime.now(), (context) =>
    createStaff(context, [{ siteId, password: PASSWORD, mustChangePassword: false, ...input }]),
  );
  if (!created) throw new Error('nobody was entered');
  return created.id;
};
const query = (text: string, values: unknown[] = []) =>
  world.server.runtime.database.system<Record<string, unknown>>({ text, values });
/** Commands whose remembered answer holds this text; in the company, or row security would hide them all. */
const remembered = (text: string) =>
  world.server.runtime.database.inCompany(world.companyId, (tx) =>
    tx.rows({ text: 'select id from commands where response::text like $1', values: [`%${text}%`] }),
  );
const signedIn = async (name: string, password = PASSWORD) => {
  const browser = openBrowser(world.server.url);
  const answer = await browser.call(session.signIn, { body: { name, password } });
  if (answer.code) throw new Error(answer.code);
  return browser;
};

describe('signing in', () => {
  test('by user name in any capitals or by phone in any spelling; the cookie is out of reach of scripts', async () => {
    await enter({ name: '沈梅', username: 'Shen.Mei', phone: '138 0000 0001' });
    for (const name of ['shen.mei', 'SHEN.MEI', '13800000001', '+86 138-0000-0001', '138 0000 0001']) {
      const browser = openBrowser(world.server.url);
      const answer = await browser.call(session.signIn, { body: { name, password: PASSWORD } });
      expect(answer.status).toBe(200);
      expect(answer.body.person.name).toBe('沈梅');
      expect(answer.setCookie).toMatch(/^guike_session=.*HttpOnly.*SameSite=Lax/);
      expect((await browser.call(session.current)).body.company.id).toBe(world.companyId);
    }
    const stored = await query('select token_hash from sessions where kind = $1', ['browser']);
    expect(stored.length).toBeGreaterThan(0);
  });

  test('a wrong password and a name nobody has get the same answer, in two languages, with a remedy', async () => {
    await enter({ name: '方圆', username: 'fangyuan' });
    const browser = openBrowser(world.server.url);
    const wrong = await browser.call(session.signIn, { body: { name: 'fangyuan', password: 'not this one' } });
    const unknown = await browser.call(session.signIn, { body: { name: 'fangyuan2', password: 'not this one' } });
    expect(wrong).toMatchObject({ status: 401, code: 'WRONG_CREDENTIALS', setCookie: null });
    expect(wrong.body).toEqual(unknown.body);
    const { error } = wrong.body as unknown as {
      error: { zh: string; en: string; remedy: { zh: string; en: string } };
    };
    expect(error.zh).toMatch(/[一-龥]/);
    expect(error.remedy.en).toMatch(/administrator/);
  });

  test('[S2.05.s1.system] five wrong passwords lock the account, the right one included, until the lock runs out', async () => {
    const id = await enter({ name: '高山', username: 'gaoshan' });
    const browser = openBrowser(world.server.url);
    const attempts = await Promise.all(
      Array.from({ length: 8 }, () => browser.call(session.signIn, { body: { name: 'gaoshan', password: 'guess' } })),
    );
    expect(attempts.map(({ code }) => code).sort()).toEqual([
      ...Array(3).fill('ACCOUNT_LOCKED'),
      ...Array(5).fill('WRONG_CREDENTIALS'),
    ]);
    const locked = await browser.call(session.signIn, { body: { name: 'gaoshan', password: PASSWORD } });
    expect(locked).toMatchObject({ status: 429, code: 'ACCOUNT_LOCKED' });
    await query(`update login_attempts set locked_until = now() - interval '1 second' where key = $1`, [
      `account:${id}`,
    ]);
    expect((await browser.call(session.signIn, { body: { name: 'gaoshan', password: PASSWORD } })).code).toBeNull();
  });

  test('too many failures from one address are refused for a while, whatever the names', async () => {
    await query(`insert into login_attempts (key, failures, first_at, locked_until) values ('address:127.0.0.1', 50, now(), now() + interval '60 seconds')
      on conflict (key) do update set locked_until = excluded.locked_until`);
    const browser = openBrowser(world.server.url);
    const answer = await browser.call(session.signIn, { body: { name: 'anybody', password: 'x' } });
    expect(answer).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
    await query(`delete from login_attempts where key = 'address:127.0.0.1'`);
  });

  test('an expired session is refused with its code, and so is one that was signed out', async () => {
    await enter({ name: '田野', username: 'tianye' });
    const browser = await signedIn('tianye');
    const { sessionId } = (await browser.call(session.current)).body;
    await query(`update sessions set expires_at = now() - interval '1 second' where id = $1`, [sessionId]);
    world.server.runtime.sessions.forget();
    expect(await browser.call(session.current)).toMatchObject({ status: 401, code: 'NOT_SIGNED_IN' });

    const other = await signedIn('tianye');
    const { cookie } = other;
    await other.call(session.signOut);
    other.cookie = cookie;
    expect((await other.call(session.current)).code).toBe('NOT_SIGNED_IN');
  });

  test('a session that is used stays; a request from another site is refused', async () => {
    await enter({ name: '何川', username: 'hechuan' });
    const browser = await signedIn('hechuan');
    const { sessionId } = (await browser.call(session.current)).body;
    await query(`update sessions set expires_at = now() + interval '2 days' where id = $1`, [sessionId]);
    const renewed = await browser.call(session.current);
    expect(renewed.setCookie).toMatch(/Max-Age=1209600/);
    const [row] = await query(`select expires_at > now() + interval '13 days' as later from sessions where id = $1`, [
      sessionId,
    ]);
    expect(row?.['later']).toBe(true);
    const foreign = await browser.call(session.signOut, {}, { origin: 'https://elsewhere.example' });
    expect(foreign.code).toBe('CROSS_SITE_REQUEST');
  });
});

describe('passwords', () => {
  test('a one-time password opens nothing but its own change', async () => {
    const admin = await world.addPerson({
      name: '赵管',
      grants: { 'organisation.staff': 'company', 'organisation.roles': 'company' },
    });
    const created = await admin.must(organisation.createStaff, { body: { name: '李梅', siteId } });
    expect(created.username).toBe('limei');
    expect(created.oneTimePassword).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
    const browser = await signedIn('limei', created.oneTimePassword ?? '');
    expect((await browser.call(session.current)).body.mustChangePassword).toBe(true);
    expect(await browser.call(organisation.sites)).toMatchObject({ status: 403, code: 'PASSWORD_CHANGE_REQUIRED' });
    expect((await browser.call(session.createToken, { body: { label: 'x' } })).code).toBe('PASSWORD_CHANGE_REQUIRED');
    const changed = await browser.call(session.changePassword, {
      body: { currentPassword: created.oneTimePassword ?? '', newPassword: 'my own long password' },
    });
    expect(changed.code).toBeNull();
    expect((await browser.call(session.current)).body.mustChangePassword).toBe(false);
    expect((await browser.call(organisation.sites)).code).toBe('NOT_ALLOWED');
    expect(await remembered(created.id)).toHaveLength(1);
    expect(await remembered(created.oneTimePassword ?? '')).toEqual([]);
  });

  test('[S0.07.doc.10] changing it ends the other sessions; wrong, short, easy and unchanged ones are refused', async () => {
    const id = await enter({ name: '顾言', username: 'guyan' });
    const here = await signedIn('guyan');
    const elsewhere = await signedIn('guyan');
    const change = (currentPassword: string, newPassword: string) =>
      here.call(session.changePassword, { body: { currentPassword, newPassword } });
    expect((await change('wrong one here', 'another good one')).code).toBe('PASSWORD_WRONG');
    expect((await change(PASSWORD, 'short')).code).toBe('PASSWORD_TOO_SHORT');
    expect((await change(PASSWORD, PASSWORD)).code).toBe('PASSWORD_UNCHANGED');
    expect((await change(PASSWORD, '1234567890')).code).toBe('PASSWORD_TOO_EASY');
    expect((await change(PASSWORD, 'another good one')).body).toEqual({ changed: true, endedSessions: 1 });
    expect((await elsewhere.call(session.current)).code).toBe('NOT_SIGNED_IN');
    expect((await here.call(session.current)).code).toBeNull();
    await query(`update login_attempts set failures = 0 where key = $1`, [`account:${id}`]);
  });

  test('sent twice it is changed once; the same id with another body is refused', async () => {
    await enter({ name: '苏河', username: 'suhe' });
    const browser = await signedIn('suhe');
    const body = { commandId: randomUUID(), currentPassword: PASSWORD, newPassword: 'a fresh long password' };
    expect((await browser.call(session.changePassword, { body })).code).toBeNull();
    expect((await browser.call(session.changePassword, { body })).body).toEqual({ changed: true, endedSessions: 0 });
    expect(
      (await browser.call(session.changePassword, { body: { ...body, newPassword: 'yet another one' } })).code,
    ).toBe('COMMAND_ID_REUSED');
  });

  test('[S0.07.doc.10] a password older than its months is reported as due', async () => {
    const id = await enter({ name: '古木', username: 'gumu' });
    const browser = await signedIn('gumu');
    expect((await browser.call(session.current)).body.passwordDue).toBe(false);
    await world.server.runtime.database.inCompany(world.companyId, (tx) =>
      tx.run({
        text: `update staff set password_changed_at = now() - interval '8 months' where id = $1`,
        values: [id],
      }),
    );
    expect((await browser.call(session.current)).body.passwordDue).toBe(true);
  });
});

describe('two-step sign-in', () => {
  test('set up, asked for, each code good once, recovery codes good once, turned off', async () => {
    const id = await enter({ name: '严密', username: 'yanmi' });
    const browser = await signedIn('yanmi');
    expect((await browser.call(session.totpConfirm, { body: { code: '000000' } })).code).toBe('TOTP_NOT_STARTED');
    expect((await browser.call(session.totpStart, { body: { password: 'nope' } })).code).toBe('PASSWORD_WRONG');
    const start = await browser.call(session.totpStart, { body: { password: PASSWORD } });
    expect(start.body.uri).toMatch(/^otpauth:\/\/totp\/Guike:yanmi/);
    const totp = new TOTP({ secret: Secret.fromBase32(start.body.secret) });
    const at = (steps: number) => totp.generate({ timestamp: Date.now() + steps * 30_000 });
    expect((await browser.call(session.totpConfirm, { body: { code: at(10) } })).code).toBe('CODE_WRONG');
    const confirmed = await browser.call(session.totpConfirm, { body: { code: at(-1) } });
    expect(confirmed.body.recoveryCodes).toHaveLength(10);
    const [row] = await world.server.runtime.database.inCompany(world.companyId, (tx) =>
      tx.rows<{ totp_secret_enc: string }>({ text: 'select totp_secret_enc from staff where id = $1', values: [id] }),
    );
    expect(row?.totp_secret_enc).not.toContain(start.body.secret);

    const attempt = (code?: string) =>
      openBrowser(world.server.url).call(session.signIn, { body: { name: 'yanmi', password: PASSWORD, code } });
    expect(await attempt()).toMatchObject({ status: 401, code: 'CODE_REQUIRED' });
    const code = at(0);
    expect((await attempt(code)).code).toBeNull();
    expect((await attempt(code)).code).toBe('CODE_WRONG');
    const recovery = confirmed.body.recoveryCodes[0];
    expect((await attempt(recovery)).code).toBeNull();
    expect((await attempt(recovery)).code).toBe('CODE_WRONG');
    expect((await browser.call(session.totpStop, { body: { password: PASSWORD } })).code).toBeNull();
    expect((await attempt()).code).toBeNull();
  });
});

describe('sessions and tokens', () => {
  let mei: Person;
  beforeAll(async () => {
    mei = await world.addPerson({
      name: '梅',
      siteId,
      grants: { 'organisation.read': 'site', 'organisation.instruct': 'team' },
    });
  });

  test('a token is shown once, works, may hold less than its owner and never more', async () => {
    const body = { commandId: randomUUID(), label: '报表', grantsLimit: { 'organisation.read': 'site' as const } };
    const made = await mei.must(session.createToken, { body });
    expect((await mei.must(session.createToken, { body })).token).toBe(made.token);
    const me = await fetch(`${world.server.url}/api/me`, { headers: { authorization: `Bearer ${made.token}` } });
    expect((await me.json()).grants).toEqual({ 'organisation.read': 'site' });
    expect(await remembered(made.id)).toHaveLength(1);
    expect(await remembered(made.token)).toEqual([]);
    const wider = await mei.call(session.createToken, {
      body: { label: 'x', grantsLimit: { 'organisation.instruct': 'company' } },
    });
    expect(wider.code).toBe('TOKEN_BEYOND_YOURS');
    const late = await mei.call(session.createToken, { body: { label: 'x', expiresAt: '2020-01-01T00:00:00Z' } });
    expect(late.code).toBe('EXPIRY_IN_THE_PAST');
  });

  test('a token made with a limited token keeps its limits', async () => {
    const limited = await issueToken(world.server.runtime, {
      companyId: world.companyId,
      staffId: mei.id,
      label: 'limited',
      grantsLimit: { 'organisation.read': 'site' },
    });
    const post = await fetch(`${world.server.url}/api/session/tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${limited.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ commandId: randomUUID(), label: 'child' }),
    });
    const { token } = await post.json();
    const me = await fetch(`${world.server.url}/api/me`, { headers: { authorization: `Bearer ${token}` } });
    expect((await me.json()).grants).toEqual({ 'organisation.read': 'site' });
  });

  test('the list shows where one is signed in, and revoking ends it at once', async () => {
    const { id, token } = await issueToken(world.server.runtime, {
      companyId: world.companyId,
      staffId: mei.id,
      label: '手机',
    });
    const rows = (await mei.must(session.sessions)).rows;
    expect(rows.find((row) => row.id === id)).toMatchObject({ label: '手机', kind: 'token', isCurrent: false });
    expect(rows.filter((row) => row.isCurrent)).toHaveLength(1);
    await mei.must(session.revoke, { params: { sessionId: id } });
    const me = await fetch(`${world.server.url}/api/me`, { headers: { authorization: `Bearer ${token}` } });
    expect(me.status).toBe(401);
    expect((await mei.call(session.revoke, { params: { sessionId: id } })).code).toBe('NOT_FOUND');
  });

  test('nobody ends the session of somebody else', async () => {
    const li = await world.addPerson({ name: '李', siteId });
    const { id } = await issueToken(world.server.runtime, {
      companyId: world.companyId,
      staffId: mei.id,
      label: 'hers',
    });
    expect((await li.call(session.revoke, { params: { sessionId: id } })).code).toBe('NOT_FOUND');
  });

  test('[S2.05.w4.rights] a role that is taken away is gone with the next request', async () => {
    const admin = await world.addPerson({
      name: '管',
      grants: { 'organisation.staff': 'company', 'organisation.roles': 'company' },
    });
    expect((await mei.call(organisation.sites)).code).toBeNull();
    await admin.must(organisation.setRoles, { params: { staffId: mei.id }, body: { roles: [] } });
    expect((await mei.call(organisation.sites)).code).toBe('NOT_ALLOWED');
  });
});
