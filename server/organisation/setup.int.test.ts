import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { organisation } from '#contract/organisation.ts';
import { allPermissions } from '#contract/permissions.ts';
import { session } from '#contract/session.ts';
import { grantMatrix, presetGrants, type RoleKey, roleKeys } from '#core/organisation/index.ts';
import { capabilities } from '#server/capabilities.ts';
import type { RunningServer } from '#server/platform/server.ts';
import { startServer } from '#server/platform/server.ts';
import { freshDatabase } from '#server/platform/testing/fresh-database.ts';
import { rulesFor } from '#server/rulebook/index.ts';
import { openBrowser } from '#server/session/testing.ts';
import { issueSetupToken } from './index.ts';

let server: RunningServer;
let token: string;

beforeAll(async () => {
  server = await startServer({
    databaseUrl: await freshDatabase(),
    dataDir: mkdtempSync(join(tmpdir(), 'guike-setup-')),
    capabilities,
    rules: rulesFor,
    port: 0,
    host: '127.0.0.1',
    webRoot: null,
    logLevel: 'error',
    runDeadlines: false,
  });
  token = (await issueSetupToken(server.runtime)) ?? '';
});
afterAll(() => server.stop());

const form = (over: { token?: string; password?: string } = {}) => ({
  token: over.token ?? token,
  company: '云栖置业',
  site: { name: '云栖案场', kind: 'real_estate' as const },
  administrator: {
    name: '周岚',
    username: 'zhoulan',
    phone: '13900000001',
    password: over.password ?? 'a quiet floor at nine',
  },
});

test('a first start asks to be set up; a wrong link and a weak password leave it so', async () => {
  const browser = openBrowser(server.url);
  expect((await browser.call(session.setupState)).body).toEqual({ needed: true });
  expect((await browser.call(session.setup, { body: form({ token: 'guessed' }) })).code).toBe('SETUP_LINK_INVALID');
  expect((await browser.call(session.setup, { body: form({ password: '1234567890' }) })).code).toBe(
    'PASSWORD_TOO_EASY',
  );
  expect((await browser.call(session.setupState)).body).toEqual({ needed: true });
});

test('of ten who press at once with the same link one founds the company and is signed in', async () => {
  const browsers = Array.from({ length: 10 }, () => openBrowser(server.url));
  const answers = await Promise.all(browsers.map((browser) => browser.call(session.setup, { body: form() })));
  expect(answers.filter(({ code }) => code === null)).toHaveLength(1);
  expect(answers.filter(({ code }) => code === 'SETUP_ALREADY_DONE')).toHaveLength(9);
  const winner = browsers[answers.findIndex(({ code }) => code === null)];
  const me = await winner?.call(session.current);
  expect(me?.body).toMatchObject({
    company: { name: '云栖置业' },
    person: { name: '周岚' },
    mustChangePassword: false,
  });
  expect(me?.body.sites.map(({ name }) => name)).toEqual(['云栖案场']);
  expect((await winner?.call(session.setupState))?.body).toEqual({ needed: false });
  expect(await issueSetupToken(server.runtime)).toBeNull();
});

test('whoever set it up holds every right; the shipped roles stand beside the posts', async () => {
  const browser = openBrowser(server.url);
  const me = await browser.call(session.signIn, { body: { name: 'zhoulan', password: 'a quiet floor at nine' } });
  // They stand in no line: taking turns is for those who sell.
  const all = Object.keys(allPermissions).filter((permission) => permission !== 'desk.serve');
  expect(Object.keys(me.body.grants).sort()).toEqual(all.sort());
  const { rows } = (await browser.call(organisation.roles)).body;
  expect(rows.find((role) => role.key === 'consultant')?.grants).toMatchObject({ 'organisation.read': 'site' });
  const posts = (await browser.call(organisation.posts)).body.rows;
  expect(posts.find((post) => post.key === 'supervisor')?.authority).toMatchObject({ 'organisation.instruct': 'site' });
});

test('[S1.01.a10] [S1.05.s1] [S1.15.a6] a new company finds every post with its duties, its place in the line and its authority', async () => {
  const browser = openBrowser(server.url);
  await browser.call(session.signIn, { body: { name: 'zhoulan', password: 'a quiet floor at nine' } });
  const { rows } = (await browser.call(organisation.posts)).body;
  expect(rows.map((post) => post.key).sort()).toEqual([...roleKeys].sort());
  for (const post of rows) {
    expect(post.duties.length, post.key).toBeGreaterThan(0);
    expect(post.authority, post.key).toEqual(presetGrants(post.key as RoleKey));
  }
  const rank = (key: string) => rows.find((post) => post.key === key)?.rank ?? 0;
  const line = ['general_manager', 'director', 'manager', 'supervisor', 'team_leader', 'consultant'];
  expect(line.toSorted((a, b) => rank(b) - rank(a))).toEqual(line);
  const may = (key: string) => Object.keys(rows.find((post) => post.key === key)?.authority ?? {});
  expect(may('consultant')).not.toContain('desk.supervise');
  expect(may('manager')).not.toContain('organisation.roles');
});

test('[S0.07.post.0] manager, supervisor, assistant, representative and operator are entered, each under the one above', async () => {
  const browser = openBrowser(server.url);
  const me = await browser.call(session.signIn, { body: { name: 'zhoulan', password: 'a quiet floor at nine' } });
  const siteId = me.body.sites[0]?.id ?? '';
  let superiorId = me.body.person.id;
  for (const post of ['manager', 'supervisor', 'sales_assistant'] as const) {
    const made = await browser.call(organisation.createStaff, { body: { name: post, siteId, post, superiorId } });
    expect(made.code, post).toBeNull();
    if (post !== 'sales_assistant') superiorId = made.body.id;
  }
  for (const post of ['consultant', 'front_desk'] as const)
    expect(
      (await browser.call(organisation.createStaff, { body: { name: post, siteId, post, superiorId } })).code,
    ).toBeNull();
  const { rows } = (await browser.call(organisation.staff)).body;
  const posts = rows.map((row) => row.post);
  for (const post of ['manager', 'supervisor', 'sales_assistant', 'consultant', 'front_desk'])
    expect(posts).toContain(post);
});

test('every grant of a shipped role names a permission of the product with a scope it offers', () => {
  for (const [permission, row] of Object.entries(grantMatrix)) {
    expect(Object.keys(allPermissions), permission).toContain(permission);
    for (const scope of Object.values(row)) expect(allPermissions[permission]?.scopes, permission).toContain(scope);
  }
});

test('every permission of the product is in the matrix, so that some shipped role holds it', () => {
  expect(Object.keys(allPermissions).filter((permission) => !(permission in grantMatrix))).toEqual([]);
});
