import { describe, expect, test } from 'vitest';
import { decidePassword, isPasswordDue, lockDetail } from './access.ts';
import { decideLeaving } from './decide-entry.ts';
import { loginNamesOf, loginPhoneOf, usernameOf } from './names.ts';
import { defaultsOf } from '../kernel/parameters.ts';
import { posts, rankOf } from './posts.ts';
import { grantMatrix, roleKeys, scopeNames } from './roles.ts';
import { decideTick, routinesOf } from './routines.ts';
import { OrganisationRules } from './rules.ts';

describe('the name somebody signs in with', () => {
  test('a user name has a letter, two to thirty-two signs, and one spelling', () => {
    expect([' Li.Mei ', 'ＷＡＮＧ', '王梅', 'a1', 'x_y-z'].map(usernameOf)).toEqual([
      'li.mei',
      'wang',
      '王梅',
      'a1',
      'x_y-z',
    ]);
    expect(['a', '12345678', 'li mei', 'li@mei', '', '._'].map(usernameOf)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
    expect([usernameOf('a'.repeat(32)), usernameOf('a'.repeat(33))]).toEqual(['a'.repeat(32), null]);
  });

  test('a phone is its digits, however it is typed; only a Chinese mobile loses its country code', () => {
    for (const typed of [
      '13800000001',
      '138 0000 0001',
      '+86 138-0000-0001',
      '008613800000001',
      '(138)0000·0001',
      '１３８０００００００１',
    ])
      expect([typed, loginPhoneOf(typed)]).toEqual([typed, '13800000001']);
    expect(loginPhoneOf('8602012345678')).toBe('8602012345678');
    expect(loginPhoneOf('8623800000001')).toBe('8623800000001');
    expect([
      loginPhoneOf('1234567'),
      loginPhoneOf('123456'),
      loginPhoneOf('1'.repeat(15)),
      loginPhoneOf('1'.repeat(16)),
    ]).toEqual(['1234567', null, '1'.repeat(15), null]);
    expect([loginPhoneOf('mei'), loginPhoneOf('')]).toEqual([null, null]);
  });

  test('both readings are looked for, and what is neither is not', () => {
    expect(loginNamesOf('13800000001')).toEqual(['13800000001']);
    expect(loginNamesOf('Mei')).toEqual(['mei']);
    expect(loginNamesOf('?')).toEqual([]);
  });
});

describe('the door', () => {
  const facts = (password: string, names: readonly (string | null)[] = []) => ({ password, names, isUnchanged: false });
  const says = (password: string, names?: readonly (string | null)[]) => {
    const decision = decidePassword({ passwordLengthMin: 4 }, facts(password, names));
    return decision.accepted ? 'good' : decision.code;
  };
  test('four different signs are few enough to remember and many enough', () => {
    expect([says('abab1'), says('aab1'), says('aab12')]).toEqual(['PASSWORD_TOO_EASY', 'PASSWORD_TOO_EASY', 'good']);
  });
  test('no run up or down, not the word itself, not one’s own name of three signs or more', () => {
    for (const run of ['3456', '6543', 'cdefgh', 'hgfed', 'qwerty', 'ytrewq', 'password', 'drowssap'])
      expect([run, says(run)]).toEqual([run, 'PASSWORD_TOO_EASY']);
    expect([says('Wang.Mei', [null, 'wang.MEI']), says('wang.mei', ['wang'])]).toEqual(['PASSWORD_TOO_EASY', 'good']);
    expect(says('abc1', ['abc1'])).toBe('PASSWORD_TOO_EASY');
    expect(decidePassword({ passwordLengthMin: 4 }, facts('abc'))).toMatchObject({
      code: 'PASSWORD_TOO_SHORT',
      detail: { min: 4, field: 'newPassword' },
    });
  });
  test('a lock tells until when, in whole minutes begun', () => {
    const now = '2024-03-04T01:00:30.000Z';
    const until = '2024-03-04T01:15:00.000Z';
    expect(lockDetail({ failures: 5, firstAt: now, lockedUntil: until }, now)).toEqual({ until, minutes: 15 });
    expect(lockDetail(null, now)).toEqual({ until: now, minutes: 0 });
  });
  test('a password serves its months to the very day', () => {
    const due = (months: number, now: string, changed: string | null = '2024-01-31T04:00:00.000Z') =>
      isPasswordDue({ passwordMonths: months }, changed, now, 'Asia/Shanghai');
    expect([due(1, '2024-02-29T15:59:59.000Z'), due(1, '2024-02-29T16:00:00.000Z')]).toEqual([false, true]);
    expect([due(0, '2030-01-01T00:00:00.000Z'), due(1, '2030-01-01T00:00:00.000Z', null)]).toEqual([false, false]);
  });
});

describe('roles and posts', () => {
  test('every word of the matrix is a role and a scope', () => {
    for (const [permission, row] of Object.entries(grantMatrix))
      for (const [role, scope] of Object.entries(row)) {
        expect([permission, role, (roleKeys as readonly string[]).includes(role)]).toEqual([permission, role, true]);
        expect([permission, role, (scopeNames as readonly string[]).includes(scope)]).toEqual([permission, role, true]);
      }
    expect(new Set(roleKeys).size).toBe(roleKeys.length);
  });

  test('the line of command: each post under the next; the administrator and strangers stand outside', () => {
    const ranks = (['consultant', 'team_leader', 'supervisor', 'manager', 'director', 'general_manager'] as const).map(
      rankOf,
    );
    expect(ranks.map((rank, index) => (rank ?? 0) > (ranks[index - 1] ?? 0))).toEqual(ranks.map(() => true));
    for (const post of [
      'sales_assistant',
      'front_desk',
      'steward',
      'market_specialist',
      'finance',
      'customer_service',
      'archivist',
    ])
      expect([post, rankOf(post)]).toEqual([post, 1]);
    expect([rankOf('administrator'), rankOf('stranger'), rankOf(null), rankOf('')]).toEqual([null, null, null, null]);
  });

  test('every post has duties in both languages, each resting on a clause', () => {
    for (const [post, { duties }] of Object.entries(posts)) {
      expect([post, duties.length > 0]).toEqual([post, true]);
      for (const duty of duties)
        expect([post, duty.cites.length > 0, duty.zh !== '', duty.en !== '']).toEqual([post, true, true, true]);
    }
  });

  test('[S0.07.sup.day] [S0.07.sup.month] the supervisor’s routines: each step of each, nothing beyond', () => {
    expect(routinesOf('supervisor').map(({ key, rhythm, steps }) => [key, rhythm, steps?.length])).toEqual([
      ['daily_check', 'daily', 3],
      ['monthly_round', 'monthly', 3],
    ]);
    expect([routinesOf('consultant'), routinesOf(null), routinesOf('toString')]).toEqual([[], [], []]);
    const tick = (routine: string, step: number, post: string | null = 'supervisor') => {
      const decision = decideTick({ post, today: '2024-03-14' }, { routine, step });
      return decision.accepted ? decision.outcome.period : decision.code;
    };
    expect([tick('daily_check', 0), tick('daily_check', 2), tick('monthly_round', 1)]).toEqual([
      '2024-03-14',
      '2024-03-14',
      '2024-03-01',
    ]);
    for (const answer of [
      tick('daily_check', 3),
      tick('daily_check', -1),
      tick('weekly', 0),
      tick('daily_check', 0, null),
    ])
      expect(answer).toBe('NO_SUCH_ROUTINE');
  });

  test('[S2.05.w4.rights] the last who can give rights does not leave', () => {
    const leaving = (otherAdministrators: number, grants: Record<string, 'company'>) => {
      const before = { status: 'active', siteId: null, teamId: null };
      const facts = { before, roles: [{ id: 'r', key: 'administrator', grants }], otherAdministrators };
      const decision = decideLeaving({ ...defaultsOf(OrganisationRules), longLeaveDays: 30 }, facts as never);
      return decision.accepted ? 'leaves' : decision.code;
    };
    expect(leaving(0, { 'organisation.roles': 'company' })).toBe('LAST_ADMINISTRATOR');
    expect(leaving(1, { 'organisation.roles': 'company' })).not.toBe('LAST_ADMINISTRATOR');
    expect(leaving(0, { 'customers.read': 'company' })).not.toBe('LAST_ADMINISTRATOR');
  });
});
