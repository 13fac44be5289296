import { resolve } from 'node:path';
import pg from 'pg';
import { startPostgres } from '#server/platform/postgres/index.ts';
import { databaseUnreachable } from './fault.ts';

export interface DatabaseInUse {
  readonly url: string;
  readonly isEmbedded: boolean;
  stop(): Promise<void>;
}

export const dataDirOf = (options: { data?: string }): string =>
  resolve(options.data ?? process.env.GUIKE_DATA ?? 'data');

/** The database the product works on: the one DATABASE_URL names, otherwise the embedded one in the data folder. */
export async function openDatabaseOf(options: { data?: string }): Promise<DatabaseInUse> {
  const external = process.env.DATABASE_URL;
  if (external) {
    await checkReachable(external);
    return { url: external, isEmbedded: false, stop: async () => undefined };
  }
  const server = await startPostgres({ dataDir: dataDirOf(options), log: (line) => console.error(`> ${line}`) });
  return { url: server.url, isEmbedded: true, stop: () => server.stop() };
}

async function checkReachable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ above: boolean }>(
      'select rolsuper or rolbypassrls as above from pg_roles where rolname = current_user',
    );
    if (rows[0]?.above) {
      console.error('! DATABASE_URL 使用的是超级用户，行级安全对它不起作用，建议改用普通用户。');
      console.error(
        '! DATABASE_URL connects as a superuser, whom row-level security does not bind; an ordinary role is safer.',
      );
    }
  } catch (error) {
    throw databaseUnreachable(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

export async function withDatabase<T>(options: { data?: string }, work: (url: string) => Promise<T>): Promise<T> {
  const database = await openDatabaseOf(options);
  try {
    return await work(database.url);
  } finally {
    await database.stop();
  }
}
