import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../kernel/parameters.ts';
import type { RoleGrants, RoleKey } from './index.ts';
import {
  afterFailure,
  decideActOn,
  decideGrantRoles,
  decidePassword,
  decideRoleEdit,
  decideSignIn,
  explainGrants,
  firstBeyond,
  firstNotGivable,
  grantMatrix,
  isLocked,
  isPasswordDue,
  OrganisationRules,
  posts,
  presetGrants,
  roleKeys,
  roleNames,
} from './index.ts';

const rules = defaultsOf(OrganisationRules);
const NOW = '2024-03-04T01:00:00.000Z';
const role = (key: string, grants: RoleGrants['grants']): RoleGrants => ({ id: key, key, grants });
const admin = role('administrator', { 'organisation.roles': 'company', 'system.administer': 'company' });
const consultant = role('consultant', { 'customers.read': 'self' });
const supervisor = role('supervisor', { 'customers.read': 'site', 'claims.sign': 'site' });

describe('rights', () => {
  test('what no role grants is denied, for every role shipped and for none', () => {
    expect(explainGrants([])).toEqual([]);
    for (const key of roleKeys)
      for (const [permission, row] of Object.entries(grantMatrix))
        expect(permission in presetGrants(key)).toBe(row[key] !== undefined);
  });

  test('[S2.05.w4.rights] several roles add up to the widest scope, and each says what it gives', () => {
    expect(explainGrants([consultant, supervisor])).toEqual([
      {
        permission: 'claims.sign',
        scope: 'site',
        from: [{ roleId: 'supervisor', roleKey: 'supervisor', scope: 'site' }],
      },
      {
        permission: 'customers.read',
        scope: 'site',
        from: [
          { roleId: 'consultant', roleKey: 'consultant', scope: 'self' },
          { roleId: 'supervisor', roleKey: 'supervisor', scope: 'site' },
        ],
      },
    ]);
  });

  test('nobody gives or takes more than they hold; an administrator may', () => {
    const base = { before: [], otherAdministrators: 1, actorGrants: { 'customers.read': 'site' } as const };
    expect(decideGrantRoles({ ...base, after: [consultant] })).toMatchObject({ outcome: { added: ['consultant'] } });
    expect(decideGrantRoles({ ...base, after: [supervisor] })).toMatchObject({
      code: 'GRANTS_BEYOND_YOURS',
      detail: { permission: 'claims.sign' },
    });
    expect(decideGrantRoles({ ...base, before: [admin], after: [] })).toMatchObject({ code: 'GRANTS_BEYOND_YOURS' });
    expect(decideGrantRoles({ ...base, actorGrants: admin.grants, after: [supervisor] })).toMatchObject({
      accepted: true,
    });
    expect(firstBeyond({ 'customers.read': 'self' }, { 'customers.read': 'site' })).toBe('customers.read');
    expect(decideActOn({ actorGrants: consultant.grants, theirs: supervisor.grants })).toMatchObject({
      code: 'GRANTS_BEYOND_YOURS',
    });
    expect(decideActOn({ actorGrants: supervisor.grants, theirs: consultant.grants })).toMatchObject({
      accepted: true,
    });
  });

  test('what somebody may do with their own work alone can be given by whoever manages people', () => {
    const base = { before: [], otherAdministrators: 1, actorGrants: { 'organisation.staff': 'site' } as const };
    expect(decideGrantRoles({ ...base, after: [consultant] })).toMatchObject({ accepted: true });
    expect(decideActOn({ actorGrants: base.actorGrants, theirs: consultant.grants })).toMatchObject({ accepted: true });
  });

  test('a department manager can enter everybody below, nobody of equal rank or above', () => {
    const manager = presetGrants('manager');
    const refused = roleKeys.filter((key) => firstNotGivable(manager, presetGrants(key)) !== null);
    expect(refused).toEqual(expect.arrayContaining(['director', 'general_manager', 'administrator']));
    for (const key of ['consultant', 'team_leader', 'supervisor', 'sales_assistant', 'front_desk', 'steward'] as const)
      expect(firstNotGivable(manager, presetGrants(key)), key).toBeNull();
  });

  test('the director and the general manager manage everybody but the administrators', () => {
    const beyond = (key: RoleKey) => {
      const actorGrants = presetGrants(key);
      return roleKeys.filter((other) => !decideActOn({ actorGrants, theirs: presetGrants(other) }).accepted);
    };
    expect(beyond('director')).toEqual(['administrator']);
    expect(beyond('general_manager')).toEqual(['administrator']);
  });

  test('the last administrator keeps the role, with another one it may go', () => {
    const facts = {
      actorGrants: admin.grants,
      before: [admin, consultant],
      after: [consultant],
      otherAdministrators: 0,
    };
    expect(decideGrantRoles(facts)).toMatchObject({ code: 'LAST_ADMINISTRATOR' });
    expect(decideGrantRoles({ ...facts, otherAdministrators: 1 })).toMatchObject({
      outcome: { removed: ['administrator'] },
    });
  });

  test('a role holds known permissions with a scope they offer, and may not shut everybody out', () => {
    const known = { 'customers.read': ['self', 'site'] as const };
    const facts = { known, administratorsAfter: 1, grants: { 'customers.read': 'site' } as const };
    expect(decideRoleEdit(facts)).toMatchObject({ accepted: true });
    expect(decideRoleEdit({ ...facts, grants: { 'customers.eat': 'site' } })).toMatchObject({
      code: 'UNKNOWN_PERMISSION',
    });
    expect(decideRoleEdit({ ...facts, grants: { 'customers.read': 'team' } })).toMatchObject({
      code: 'SCOPE_NOT_OFFERED',
    });
    expect(decideRoleEdit({ ...facts, administratorsAfter: 0 })).toMatchObject({ code: 'LAST_ADMINISTRATOR' });
  });
});

describe('posts', () => {
  test('the department has manager, supervisor, assistant, representative and operator', () => {
    for (const key of ['manager', 'supervisor', 'sales_assistant', 'consultant', 'front_desk'] as const) {
      expect(roleKeys).toContain(key);
      expect(posts[key].duties.length).toBeGreaterThan(0);
    }
  });

  test('every post states its duties, its place in the line and its authority', () => {
    for (const key of roleKeys) {
      expect(roleNames[key].zh).not.toBe('');
      expect(posts[key].duties.every((duty) => duty.zh !== '' && duty.en !== '' && duty.cites.length > 0)).toBe(true);
      expect(Object.keys(presetGrants(key)).length).toBeGreaterThan(0);
    }
    const line = ['general_manager', 'director', 'manager', 'supervisor', 'team_leader', 'consultant'] as const;
    const ranks = line.map((key) => posts[key].rank ?? 0);
    expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
    expect(new Set(ranks).size).toBe(line.length);
  });

  test('the supervisor has a daily and a monthly routine of three steps each', () => {
    const routines = posts.supervisor.duties.filter((duty) => duty.rhythm);
    expect(routines.map((duty) => [duty.rhythm, duty.steps?.length])).toEqual([
      ['daily', 3],
      ['monthly', 3],
    ]);
  });
});

describe('the door', () => {
  const facts = { attempts: null, passwordMatches: true, needsCode: false, codeGiven: false, codeMatches: false };

  test('[S2.05.s1.system] the fifth wrong password in a row locks for fifteen minutes, to the instant', () => {
    let attempts = afterFailure(rules, null, NOW);
    for (let n = 2; n <= 4; n++) attempts = afterFailure(rules, attempts, NOW);
    expect(attempts).toMatchObject({ failures: 4, lockedUntil: null });
    attempts = afterFailure(rules, attempts, NOW);
    expect(attempts.lockedUntil).toBe('2024-03-04T01:15:00.000Z');
    expect(isLocked(attempts, '2024-03-04T01:14:59.999Z')).toBe(true);
    expect(isLocked(attempts, '2024-03-04T01:15:00.000Z')).toBe(false);
    expect(decideSignIn(rules, { ...facts, attempts }, NOW)).toMatchObject({
      code: 'ACCOUNT_LOCKED',
      detail: { minutes: 15 },
    });
    expect(afterFailure(rules, attempts, '2024-03-04T01:15:00.000Z')).toMatchObject({ failures: 1, lockedUntil: null });
  });

  test('failures long past are forgotten', () => {
    const attempts = afterFailure(rules, null, NOW);
    expect(afterFailure(rules, attempts, '2024-03-04T01:14:59.999Z').failures).toBe(2);
    expect(afterFailure(rules, attempts, '2024-03-04T01:15:00.000Z').failures).toBe(1);
  });

  test('refusals in order: locked, wrong password, code asked for, code wrong', () => {
    expect(decideSignIn(rules, { ...facts, passwordMatches: false, needsCode: true }, NOW)).toMatchObject({
      code: 'WRONG_CREDENTIALS',
      detail: { attemptsLeft: 4 },
    });
    expect(decideSignIn(rules, { ...facts, needsCode: true }, NOW)).toMatchObject({ code: 'CODE_REQUIRED' });
    expect(decideSignIn(rules, { ...facts, needsCode: true, codeGiven: true }, NOW)).toMatchObject({
      code: 'CODE_WRONG',
    });
    expect(decideSignIn(rules, { ...facts, needsCode: true, codeGiven: true, codeMatches: true }, NOW)).toMatchObject({
      accepted: true,
    });
  });

  test('a password is long, new, and not the obvious one', () => {
    const password = { password: '归客的长密码要十个字', names: ['li.mei'], isUnchanged: false };
    expect(decidePassword(rules, password)).toMatchObject({ accepted: true });
    expect(decidePassword(rules, { ...password, password: 'kT9#f2mQz' })).toMatchObject({
      code: 'PASSWORD_TOO_SHORT',
      detail: { min: 10 },
    });
    expect(decidePassword(rules, { ...password, password: 'kT9#f2mQz1' })).toMatchObject({ accepted: true });
    expect(decidePassword(rules, { ...password, isUnchanged: true })).toMatchObject({ code: 'PASSWORD_UNCHANGED' });
    for (const easy of ['1234567890', '0987654321', 'aaaaaaaaaaaa', 'qwertyuiop'])
      expect(decidePassword(rules, { ...password, password: easy })).toMatchObject({ code: 'PASSWORD_TOO_EASY' });
    expect(decidePassword(rules, { ...password, password: 'Mei.Ling.Li', names: ['mei.ling.li'] })).toMatchObject({
      code: 'PASSWORD_TOO_EASY',
    });
  });

  test('[S0.07.doc.10] a password is changed periodically: due on the day after its six months, never where the house asks for none', () => {
    const changedAt = '2024-01-31T02:00:00.000Z';
    expect(isPasswordDue(rules, changedAt, '2024-07-31T15:59:59.000Z', 'Asia/Shanghai')).toBe(false);
    expect(isPasswordDue(rules, changedAt, '2024-07-31T16:00:00.000Z', 'Asia/Shanghai')).toBe(true);
    expect(isPasswordDue({ passwordMonths: 0 }, changedAt, '2030-01-01T00:00:00.000Z', 'Asia/Shanghai')).toBe(false);
  });
});
