import pg from 'pg';
import { inject } from 'vitest';

let made = 0;

/** A new database with the present migrations in it, for this test (or test file) alone; dropped when the run ends. */
export async function freshDatabase(options: { template?: string } = {}): Promise<string> {
  const name = `${inject('DATABASE_PREFIX')}${process.pid}_${++made}`;
  const admin = new pg.Client({ connectionString: inject('DATABASE_URL_ADMIN') });
  await admin.connect();
  try {
    const owner = new URL(inject('DATABASE_URL_OWNER'));
    const template = options.template ?? inject('DATABASE_TEMPLATE');
    await admin.query(`create database ${name} template ${template} owner ${owner.username}`);
    owner.pathname = `/${name}`;
    return owner.href;
  } finally {
    await admin.end();
  }
}

/** An empty database without any tables, for tests of the migrations themselves and of restoring a backup. */
export const emptyDatabase = (): Promise<string> => freshDatabase({ template: 'template0' });
