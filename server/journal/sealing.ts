/**
 * Seals the journal behind the commands' backs. A command only ever inserts its entry; a job of the server links what has been
 * committed into the chain, a second or two later. It takes no lock that a command waits for.
 *
 * Nothing may be skipped: a transaction that is still under way may yet commit an entry with an earlier instant of recording. So a
 * round seals only up to an instant at which a former look saw which transactions were under way, all of which have ended since:
 * whoever began to write later recorded later.
 */
import type { Database } from '#server/platform/database.ts';
import { isConnectionError } from '#server/platform/database.ts';
import type { ServerRuntime } from '#server/platform/http.ts';
import { sealsOf } from './chain.ts';
import { keepHead } from './head-file.ts';
import {
  type Head,
  headOf,
  holdsChain,
  type Moment,
  momentOf,
  nextUnsealed,
  saveSeals,
  workInSearch,
} from './seal-store.ts';

const ROUND_EVERY_MS = 2_000;
const BATCH = 500;
const MOMENTS_MAX = 200; // a transaction that lasts longer than these rounds only delays the sealing

export class Sealer {
  private readonly database: Database;
  private moments: Moment[] = [];

  constructor(database: Database) {
    this.database = database;
  }

  /** Seals what can be sealed of one company; returns the new head, or null when there was nothing or another server is at it. */
  async seal(companyId: string): Promise<Head | null> {
    let head: Head | null = null;
    for (;;) {
      const step = await this.database.inCompany(companyId, async (tx) => {
        const upTo = this.horizon(await momentOf(tx));
        if (upTo === null || !(await holdsChain(tx))) return null;
        const before = await headOf(tx);
        const entries = await nextUnsealed(tx, before, upTo, BATCH);
        if (entries.length === 0) return null;
        const seals = sealsOf(before, entries);
        await saveSeals(tx, seals);
        return { last: seals.at(-1) as Head, isFull: entries.length === BATCH };
      });
      if (!step) return head;
      head = step.last;
      if (!step.isFull) return head;
    }
  }

  /** The latest instant before which every transaction that wrote has ended; null when none is known yet. */
  private horizon(moment: Moment): string | null {
    this.moments.push(moment);
    const over = this.moments.findLastIndex(({ xmax }) => BigInt(xmax) <= BigInt(moment.xmin));
    const upTo = this.moments[over]?.at ?? null;
    // What came before says less. This one stays, for the next company of the round; of what came after, enough is kept to get on
    // once its transactions have ended.
    this.moments = this.moments.slice(Math.max(over, 0)).slice(-MOMENTS_MAX);
    return upTo;
  }
}

export async function sealAll(runtime: ServerRuntime, sealer: Sealer): Promise<void> {
  const companies = await runtime.database.system<{ id: string }>({ text: 'select id from companies' });
  let sealed = 0;
  for (const { id } of companies) {
    const head = await sealer.seal(id);
    if (!head) continue;
    sealed += 1;
    await keepHead(runtime.database, runtime.dataDir, id, head);
  }
  if (sealed > 0) await workInSearch(runtime.database);
}

/** One round at a time; a database that is away is waited for. */
export function keepSealing(runtime: ServerRuntime): () => Promise<void> {
  const sealer = new Sealer(runtime.database);
  let stopped = false;
  let timer: NodeJS.Timeout;
  let round: Promise<void> = Promise.resolve();
  const next = (): void => {
    round = sealAll(runtime, sealer)
      .catch((error) => {
        if (!isConnectionError(error)) runtime.log.error({ err: error }, 'the journal could not be sealed');
      })
      .finally(() => {
        if (!stopped) timer = setTimeout(next, ROUND_EVERY_MS);
      });
  };
  timer = setTimeout(next, ROUND_EVERY_MS);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await round;
  };
}
