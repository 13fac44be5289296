/**
 * Does the simulations that were asked for, one at a time in each server. One is held by a session lock of the database, which goes
 * when the server that holds it dies: the next one begins it anew.
 */
import type { Change } from '#core/simulation/index.ts';
import { isConnectionError } from '#server/platform/database.ts';
import type { ServerRuntime } from '#server/platform/http.ts';
import { simulate } from './run.ts';
import * as store from './store.ts';

const LOOK_EVERY_MS = 1_000;
/** Changes listed one by one; the counts go on beyond. Protects the tables and whoever reads them. */
const KEPT_MAX = 5_000;

export class SimulationWorker {
  private readonly runtime: ServerRuntime;
  private stopped = false;
  private wakeUp: () => void = () => {};
  private round: Promise<void> = Promise.resolve();

  constructor(runtime: ServerRuntime) {
    this.runtime = runtime;
  }

  start(): () => Promise<void> {
    const quiet = this.runtime.events.subscribe((event) => {
      if (event.topic === 'simulations') this.wakeUp();
    });
    this.round = this.keepWorking();
    return async () => {
      this.stopped = true;
      quiet();
      this.wakeUp();
      await this.round;
    };
  }

  private async keepWorking(): Promise<void> {
    while (!this.stopped) {
      const did = await this.lookOnce().catch((error: unknown) => {
        if (!isConnectionError(error)) this.runtime.log.error({ err: error }, 'a simulation could not go on');
        return false;
      });
      if (!did && !this.stopped)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, LOOK_EVERY_MS);
          this.wakeUp = () => {
            clearTimeout(timer);
            resolve();
          };
        });
    }
  }

  private async lookOnce(): Promise<boolean> {
    const { database } = this.runtime;
    for (const { id: companyId } of await database.system<{ id: string }>({ text: 'select id from companies' })) {
      for (const { id } of await database.inCompany(companyId, (tx) => store.waiting(tx)))
        if (await this.holding(id, () => this.perform(companyId, id))) return true;
    }
    return false;
  }

  /** False when another server holds it. */
  private async holding(id: string, work: () => Promise<void>): Promise<boolean> {
    const client = await this.runtime.database.pool.connect();
    let held = false;
    try {
      const lock = await client.query<{ held: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, 80)) as held',
        [id],
      );
      held = lock.rows[0]?.held ?? false;
      if (held) await work();
      return held;
    } finally {
      const freed = held
        ? await client.query('select pg_advisory_unlock(hashtextextended($1, 80))', [id]).catch(() => null)
        : true;
      client.release(freed === null);
    }
  }

  private async perform(companyId: string, id: string): Promise<void> {
    const { database, log } = this.runtime;
    const asked = await database.inCompany(companyId, (tx) => store.asked(tx, id));
    if (!asked || (asked.state !== 'waiting' && asked.state !== 'running')) return;
    if (asked.cancelRequested) return this.end(companyId, id, 'cancelled');
    try {
      await this.run(companyId, asked);
    } catch (error) {
      if (isConnectionError(error)) throw error;
      log.error({ err: error, simulationId: id }, 'a simulation stopped');
      await this.end(companyId, id, 'failed');
    }
  }

  private async run(companyId: string, asked: store.Asked): Promise<void> {
    const { database } = this.runtime;
    const { id } = asked;
    const houseOf = (clauses: readonly string[]): string[] => [
      ...new Set(clauses.flatMap((clause) => asked.houseIndex[clause] ?? [])),
    ];
    let number = 0;
    let blind: readonly string[] = [];
    const keep = (changes: readonly Change[]): store.KeptChange[] =>
      changes.slice(0, Math.max(0, KEPT_MAX - number)).map((change) => ({
        ...change,
        number: ++number,
        houseClauses: houseOf(change.clauses),
      }));
    for await (const step of simulate(database, { ...asked, companyId })) {
      if (this.stopped) return;
      if (step.is === 'begun') blind = step.blind;
      if (step.is === 'begun') await database.inCompany(companyId, (tx) => store.begin(tx, id, step.total));
      if (step.is === 'more') {
        const stop = await database.inCompany(companyId, async (tx) => {
          const kept = keep(step.changes);
          if (kept.length > 0) await store.addChanges(tx, id, kept);
          return store.progress(tx, id, step.done);
        });
        this.tell(companyId, id);
        if (stop) return this.end(companyId, id, 'cancelled');
      }
      if (step.is === 'over') {
        const { totals, decided } = step;
        const clauses = totals.clauses.map((one) => ({ ...one, houseClauses: houseOf([one.clause]) }));
        await this.end(companyId, id, 'done', { ...totals, clauses, decided, kept: number, blind });
      }
    }
  }

  private async end(
    companyId: string,
    id: string,
    state: 'done' | 'cancelled' | 'failed',
    result: unknown = null,
  ): Promise<void> {
    const { database } = this.runtime;
    await database.inCompany(companyId, (tx) => store.end(tx, id, state, this.runtime.now(), result));
    this.tell(companyId, id);
  }

  private tell(companyId: string, id: string): void {
    this.runtime.events.publish(companyId, [{ topic: 'simulations', id }]);
  }
}
