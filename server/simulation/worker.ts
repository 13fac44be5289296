/** Does the simulations that were asked for, one at a time in each server; one that a server left when it died is begun anew. */
import type { Change } from '#core/simulation/index.ts';
import { keepLooking, whileHeld } from '#server/platform/background.ts';
import { isConnectionError } from '#server/platform/database.ts';
import type { ServerRuntime } from '#server/platform/http.ts';
import { simulate } from './run.ts';
import * as store from './store.ts';

const LOCKS = 80; // the space of session locks that simulations have to themselves
/** Changes listed one by one; the counts go on beyond. Protects the tables and whoever reads them. */
const KEPT_MAX = 5_000;

export class SimulationWorker {
  private readonly runtime: ServerRuntime;
  private isStopped = (): boolean => false;

  constructor(runtime: ServerRuntime) {
    this.runtime = runtime;
  }

  start(): () => Promise<void> {
    return keepLooking(this.runtime, {
      topic: 'simulations',
      everyMs: 1_000,
      failed: 'a simulation could not go on',
      look: (isStopped) => {
        this.isStopped = isStopped;
        return this.lookOnce();
      },
    });
  }

  private async lookOnce(): Promise<boolean> {
    const { database } = this.runtime;
    for (const { id: companyId } of await database.system<{ id: string }>({ text: 'select id from companies' })) {
      for (const { id } of await database.inCompany(companyId, (tx) => store.waiting(tx)))
        if (await whileHeld(database, LOCKS, id, () => this.perform(companyId, id))) return true;
    }
    return false;
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
      if (this.isStopped()) return;
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
