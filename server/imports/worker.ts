/** Does the imports that are under way, one at a time; one that a server left when it died goes on from its last committed batch. */
import { systemActor } from '#server/platform/actor.ts';
import type { Actor } from '#server/platform/actor.ts';
import type { Grants } from '#contract/kernel/permissions.ts';
import { mergeGrants } from '#server/platform/auth.ts';
import { keepLooking, whileHeld } from '#server/platform/background.ts';
import { runSystem } from '#server/platform/command.ts';
import { isConnectionError, isRetryable } from '#server/platform/database.ts';
import type { ServerRuntime } from '#server/platform/http.ts';
import { diskIsFull } from '#server/platform/disk.ts';
import { checkBatch, checkFromStart, runBatch, type Step, undoBatch } from './run.ts';
import { stageFile } from './staging.ts';
import * as store from './store.ts';

const LOCKS = 60; // the space of session locks that imports have to themselves
const RETRIES_MAX = 5;

interface Work {
  readonly companyId: string;
  readonly id: string;
  readonly kind: 'reading' | 'checking' | 'running' | 'undoing';
}

/** Reading and trying do not wait behind a long run: they have a lane of their own. */
const lanes: readonly (readonly Work['kind'][])[] = [
  ['reading', 'checking'],
  ['running', 'undoing'],
];

export class ImportWorker {
  private readonly runtime: ServerRuntime;
  private stopped = false;

  constructor(runtime: ServerRuntime) {
    this.runtime = runtime;
  }

  start(): () => Promise<void> {
    const stops = lanes.map((kinds) =>
      keepLooking(this.runtime, {
        topic: 'imports',
        everyMs: 1_000,
        failed: 'an import could not go on',
        look: () => this.lookOnce(kinds),
      }),
    );
    return async () => {
      this.stopped = true;
      await Promise.all(stops.map((stop) => stop()));
    };
  }

  /** Does one piece of work if there is any that no other server holds. */
  private async lookOnce(kinds: readonly Work['kind'][]): Promise<boolean> {
    for (const work of await this.waiting())
      if (
        kinds.includes(work.kind) &&
        (await whileHeld(this.runtime.database, LOCKS, work.id, () => this.perform(work)))
      )
        return true;
    return false;
  }

  private async waiting(): Promise<Work[]> {
    const companies = await this.runtime.database.system<{ id: string }>({ text: 'select id from companies' });
    const found: Work[] = [];
    for (const { id: companyId } of companies) {
      const rows = await this.runtime.database.inCompany(companyId, (tx) =>
        tx.rows<Omit<Work, 'companyId'>>({
          name: 'imports.waiting',
          text: `select id, 'reading' as kind from import_files where company_id = $1 and state = 'reading'
            union all select id, state from imports where company_id = $1 and state in ('checking', 'running', 'undoing') order by id`,
          values: [companyId],
        }),
      );
      found.push(...rows.map((row) => ({ ...row, companyId })));
    }
    return found;
  }

  private async perform(work: Work): Promise<void> {
    if (work.kind === 'reading') return stageFile(this.runtime, work.companyId, work.id);
    const progress = checkFromStart(work.id);
    const step = {
      checking: (context: Parameters<typeof runBatch>[0]) => checkBatch(context, work.id, progress),
      running: (context: Parameters<typeof runBatch>[0]) => runBatch(context, work.id),
      undoing: (context: Parameters<typeof runBatch>[0]) => undoBatch(context, work.id),
    }[work.kind];
    const actor = await this.actorOf(work);
    try {
      for (let batches = 1; ; batches++) {
        if (this.stopped) return;
        if (isPowerOfTwo(batches)) await this.lookAtTables();
        if (
          (await this.patiently(() => runSystem(this.runtime, work.companyId, actor, this.runtime.now(), step))) ===
          'over'
        )
          return;
      }
    } catch (error) {
      if (isConnectionError(error)) throw error;
      // What is committed stays; the import can be started again from there, or undone.
      this.runtime.log.error({ err: error, importId: work.id }, 'an import stopped');
      await this.stop(work, diskIsFull(error) ? 'DISK_FULL' : 'INTERNAL');
    }
  }

  /**
   * Tables that were empty a moment ago grow by the thousand: the database looks at them again, after ever larger steps, or it
   * would go on with the plans it made for empty ones.
   */
  private async lookAtTables(): Promise<void> {
    await this.runtime.database.system({ text: `analyze ${growingTables}` });
  }

  private stop(work: Work, problem: string): Promise<void> {
    return runSystem(this.runtime, work.companyId, systemActor(work.companyId), this.runtime.now(), async (context) => {
      await store.change(context.tx, work.id, { state: 'stopped', problem });
      context.publish({ topic: 'imports', id: work.id });
    }).catch(() => {});
  }

  /** A batch that lost a race is done again: it decides anew on what is there now. */
  private async patiently(batch: () => Promise<Step>): Promise<Step> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await batch();
      } catch (error) {
        if (attempt >= RETRIES_MAX || !(isRetryable(error) || (error as { code?: string }).code === '23505'))
          throw error;
      }
    }
  }

  /** The import acts for the person who started it, and reaches no further than they do. */
  private async actorOf(work: Work): Promise<Actor> {
    const person = await this.runtime.database.inCompany(work.companyId, (tx) =>
      tx.row<{ staffId: string; name: string; siteIds: string[]; roleGrants: Grants[] }>({
        text: `select p.id as "staffId", p.name, array(select p.site_id where p.site_id is not null union select s.site_id from staff_sites s
            where s.company_id = p.company_id and s.staff_id = p.id) as "siteIds",
          coalesce((select jsonb_agg(r.grants) from staff_roles h join roles r on r.company_id = h.company_id and r.id = h.role_id
            where h.company_id = p.company_id and h.staff_id = p.id), '[]'::jsonb) as "roleGrants"
          from imports i join staff p on p.company_id = i.company_id and p.id = coalesce(i.started_by, i.created_by)
          where i.company_id = $1 and i.id = $2`,
        values: [work.companyId, work.id],
      }),
    );
    if (!person) return systemActor(work.companyId);
    const { roleGrants, ...who } = person;
    const reach = mergeGrants(roleGrants, null)['imports.run'];
    return { ...systemActor(work.companyId), ...who, grants: reach ? { 'imports.run': reach } : {} };
  }
}

const growingTables =
  'customers, customer_people, customer_keys, customer_terms, claims, follow_ups, deadlines, import_rows, import_records';
const isPowerOfTwo = (n: number): boolean => (n & (n - 1)) === 0;
