/** Starts everything that makes a server: database, live events, due deadlines, capabilities, HTTP. Stops it cleanly. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import type { Capability } from '#server/capabilities.ts';
import { buildApp } from './app.ts';
import { Sessions } from './auth.ts';
import { Clock } from './clock.ts';
import { openDatabase } from './database.ts';
import { runDue } from './deadlines.ts';
import { EventHub } from './events.ts';
import type { ServerRuntime } from './http.ts';
import type { RulesSource } from './rules.ts';
import { followTestClock, restoreTestClock, testClockEndpoint } from './test-clock.ts';

const DEADLINES_EVERY_MS = 1_000;

export interface ServerOptions {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly capabilities: readonly Capability[];
  readonly rules: RulesSource;
  readonly port: number;
  readonly host?: string;
  readonly testClock?: boolean;
  readonly webRoot?: string | null;
  readonly checkResponses?: boolean;
  readonly logLevel?: string;
  readonly connections?: number;
  /** Tests drive deadlines themselves. */
  readonly runDeadlines?: boolean;
}

export interface RunningServer {
  readonly url: string;
  readonly runtime: ServerRuntime;
  stop(): Promise<void>;
}

export const defaultWebRoot = fileURLToPath(new URL('../../web/dist', import.meta.url));

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const log = pino({ level: options.logLevel ?? 'warn', serializers: { err: withoutValues } });
  mkdirSync(options.dataDir, { recursive: true });
  const database = openDatabase(options.databaseUrl, { connections: options.connections });
  const events = new EventHub(options.databaseUrl, database.pool);
  const clock = new Clock({ testClock: options.testClock });
  let url = '';
  const runtime: ServerRuntime = {
    database,
    events,
    clock,
    log,
    rules: options.rules,
    sessions: new Sessions(database),
    dataDir: options.dataDir,
    now: () => clock.now(),
    publicUrl: () => url,
  };
  if (options.testClock) {
    await restoreTestClock(runtime);
    followTestClock(runtime);
  }
  await events.start();
  const endpoints = options.capabilities.flatMap((capability) => capability.endpoints);
  const app = await buildApp(runtime, {
    endpoints: options.testClock ? [...endpoints, testClockEndpoint] : endpoints,
    webRoot: options.webRoot === undefined ? defaultWebRoot : options.webRoot,
    checkResponses: options.checkResponses,
  });
  const stops = await Promise.all(options.capabilities.map((capability) => capability.start?.(runtime)));
  const stopDeadlines = options.runDeadlines === false ? async () => {} : keepSettling(runtime);
  url = await app.listen({ port: options.port, host: options.host ?? '0.0.0.0' });
  return {
    url: url.replace('0.0.0.0', 'localhost').replace('127.0.0.1', 'localhost'),
    runtime,
    async stop() {
      await stopDeadlines();
      await Promise.all(stops.map((stop) => stop?.()));
      app.server.closeAllConnections();
      await app.close();
      await events.stop();
      await database.close();
    },
  };
}

/** The database quotes the row at fault in its errors: names, numbers and hashes that must not come to rest in a log. */
export function withoutValues(error: Error): unknown {
  const { detail: _detail, where: _where, internalQuery: _query, ...told } = pino.stdSerializers.err(error);
  return told;
}

/** One round at a time, a second apart; a database that is away is waited for. */
function keepSettling(runtime: ServerRuntime): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout;
  let round: Promise<void> = Promise.resolve();
  const next = (): void => {
    round = runDue(runtime, runtime.now(), (error, deadline) =>
      runtime.log.error({ err: error, deadline }, 'a deadline could not be settled'),
    )
      .then(() => {})
      .catch((error) => runtime.log.warn({ err: error }, 'deadlines wait for the database'))
      .finally(() => {
        if (!stopped) timer = setTimeout(next, DEADLINES_EVERY_MS);
      });
  };
  next();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await round;
  };
}
