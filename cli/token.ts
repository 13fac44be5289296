import { type Grants, scopes } from '#contract/kernel/permissions.ts';
import { toInstant } from '#core/kernel/instant.ts';
import { loginNamesOf } from '#core/organisation/index.ts';
import { openDatabase } from '#server/platform/database.ts';
import { StartupError } from '#server/platform/postgres/index.ts';
import { issueToken } from '#server/session/index.ts';

export interface TokenOptions {
  readonly label?: string;
  readonly grant?: readonly string[];
  readonly expires?: string;
}

/** Makes an API token for somebody without asking for their password: for whoever holds the machine, as after a lost phone. */
export async function makeToken(url: string, login: string, options: TokenOptions): Promise<string> {
  const database = openDatabase(url, { connections: 2 });
  try {
    const [person] = await database.system<{ companyId: string; staffId: string }>({
      text: 'select company_id as "companyId", staff_id as "staffId" from logins where name = any ($1) limit 1',
      values: [loginNamesOf(login)],
    });
    if (!person) throw unknownLogin(login);
    const { token } = await issueToken(
      { database },
      {
        ...person,
        label: options.label ?? 'guike token',
        grantsLimit: options.grant ? grantsOf(options.grant) : null,
        expiresAt: options.expires ? toInstant(options.expires) : null,
      },
    );
    return token;
  } finally {
    await database.close();
  }
}

/** "customers.read=site" … → the most this token may do. */
function grantsOf(words: readonly string[]): Grants {
  return Object.fromEntries(
    words.map((word) => {
      const [permission = '', wanted = ''] = word.split('=');
      const scope = scopes.find((one) => one === wanted);
      if (!scope) throw badGrant(word);
      return [permission, scope];
    }),
  );
}

const unknownLogin = (login: string): StartupError =>
  new StartupError('LOGIN_UNKNOWN', {
    zh: `没有用户名或手机号为“${login}”的人员。`,
    en: `Nobody signs in as "${login}".`,
  });

const badGrant = (word: string): StartupError =>
  new StartupError('GRANT_UNREADABLE', {
    zh: `看不懂权限“${word}”。写法：customers.read=site，范围为 ${scopes.join('、')} 之一。`,
    en: `The grant "${word}" cannot be read. Write customers.read=site, with one of the scopes ${scopes.join(', ')}.`,
  });
