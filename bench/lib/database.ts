import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '#server/platform/migrate.ts';
import { startPostgres } from '#server/platform/postgres/index.ts';

export interface BenchDatabases {
  readonly dataDir: string;
  /** A migrated, empty database. */
  create(name: string): Promise<string>;
  /** An exact copy; nobody may be connected to the original. */
  copy(url: string, name: string): Promise<string>;
  drop(url: string): Promise<void>;
  stop(): Promise<void>;
}

/** The product's own PostgreSQL with its own settings (every commit on disk), in a folder that is removed afterwards. */
export async function openBenchDatabases(): Promise<BenchDatabases> {
  const dataDir = process.env.GUIKE_BENCH_DATA ?? mkdtempSync(join(tmpdir(), 'guike-bench-'));
  const server = await startPostgres({ dataDir });
  const owner = new URL(server.url);
  const asAdmin = async (statement: string): Promise<void> => {
    const admin = new pg.Client({ connectionString: server.adminUrl });
    await admin.connect();
    await admin.query(statement).finally(() => admin.end());
  };
  const at = (name: string): string => {
    const url = new URL(owner);
    url.pathname = `/${name}`;
    return url.href;
  };
  return {
    dataDir,
    async create(name) {
      await asAdmin(`drop database if exists ${name} with (force)`);
      await asAdmin(`create database ${name} owner ${owner.username}`);
      await migrate(at(name));
      return at(name);
    },
    async copy(url, name) {
      await asAdmin(`drop database if exists ${name} with (force)`);
      await asAdmin(`create database ${name} template ${new URL(url).pathname.slice(1)} owner ${owner.username}`);
      await asAdmin('checkpoint'); // copying must not slow what is measured next
      return at(name);
    },
    drop: (url) => asAdmin(`drop database if exists ${new URL(url).pathname.slice(1)} with (force)`),
    async stop() {
      await server.stop();
      if (!process.env.GUIKE_BENCH_DATA) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
