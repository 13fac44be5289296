/**
 * Work that goes on behind the commands: looked for now and then, at once when somebody asks for it. A piece of it is held by a session
 * lock of the database, which goes when the server that holds it dies: whoever comes first takes it up. Nothing has to time out.
 */
import type { Database } from './database.ts';
import { isConnectionError } from './database.ts';
import type { ServerRuntime } from './http.ts';

export interface Lane {
  /** Events of this topic say that there may be work. */
  readonly topic: string;
  /** Another server's people may have asked: looked for without being told, too. */
  readonly everyMs: number;
  /** What the log says when a look fails; a database that is away is waited for without a word. */
  readonly failed: string;
  /** Does one piece of work, if there is any; true when it did, and there may be more. */
  look(isStopped: () => boolean): Promise<boolean>;
}

/** Keeps looking until stopped; stopping waits for the piece in hand. */
export function keepLooking(runtime: ServerRuntime, lane: Lane): () => Promise<void> {
  let stopped = false;
  let wake = (): void => {};
  const isStopped = (): boolean => stopped;
  const quiet = runtime.events.subscribe(({ topic }) => {
    if (topic === lane.topic) wake();
  });
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, lane.everyMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const working = (async () => {
    while (!stopped) {
      const did = await lane.look(isStopped).catch((error: unknown) => {
        if (!isConnectionError(error)) runtime.log.error({ err: error }, lane.failed);
        return false;
      });
      if (!did && !stopped) await pause();
    }
  })();
  return async () => {
    stopped = true;
    quiet();
    wake();
    await working;
  };
}

/** Does the work while this server alone holds `id` among the locks of `space`; false when another server has it. */
export async function whileHeld(
  database: Database,
  space: number,
  id: string,
  work: () => Promise<void>,
): Promise<boolean> {
  const client = await database.pool.connect();
  let held = false;
  try {
    const lock = await client.query<{ held: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, $2)) as held',
      [id, space],
    );
    held = lock.rows[0]?.held ?? false;
    if (held) await work();
    return held;
  } finally {
    const freed = held
      ? await client.query('select pg_advisory_unlock(hashtextextended($1, $2))', [id, space]).catch(() => null)
      : true;
    client.release(freed === null); // a connection that is closed gives its locks back
  }
}
