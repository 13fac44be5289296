/**
 * What falls due by rule: reminders, escalations, lapses, waiting alerts, closing of the day. A deadline is settled with the
 * instant at which it was due, in the order in which they were due, however late the server looks; so a claim lapses at the same
 * moment whether the server was up or not. A command that leans on a deadline's effect settles it first (`settleDue`).
 */
import type { Instant } from '#core/kernel/instant.ts';
import { systemActor } from './actor.ts';
import type { Runtime } from './command.ts';
import { runSystem } from './command.ts';
import type { Context } from './context.ts';
import type { Tx } from './database.ts';
import { newId } from './database.ts';

export interface Deadline {
  readonly id: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly siteId: string | null;
  readonly dueAt: Instant;
  readonly payload: Record<string, unknown>;
}
/** Runs with `context.now` equal to the deadline's own instant. */
export type DeadlineHandler = (context: Context, deadline: Deadline) => Promise<void>;

const handlers = new Map<string, DeadlineHandler>();
export const onDeadline = (kind: string, handler: DeadlineHandler): void => void handlers.set(kind, handler);

/** Sets or moves the one open deadline of a kind for a subject. */
export async function setDeadline(
  tx: Tx,
  deadline: {
    kind: string;
    subjectId: string;
    siteId: string | null;
    dueAt: Instant;
    payload?: Record<string, unknown>;
  },
): Promise<void> {
  await tx.run({
    name: 'deadlines.set',
    text: `insert into deadlines (company_id, id, kind, subject_id, site_id, due_at, payload) values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (company_id, kind, subject_id) where settled_at is null do update set due_at = excluded.due_at, payload = excluded.payload`,
    values: [
      tx.companyId,
      newId(),
      deadline.kind,
      deadline.subjectId,
      deadline.siteId,
      deadline.dueAt,
      JSON.stringify(deadline.payload ?? {}),
    ],
  });
}

export async function clearDeadlines(
  tx: Tx,
  subjectIds: readonly string[],
  kinds: readonly string[],
  now: Instant,
): Promise<void> {
  await tx.run({
    name: 'deadlines.clear',
    text: `update deadlines set settled_at = $4 where company_id = $1 and subject_id = any($2) and kind = any($3) and settled_at is null`,
    values: [tx.companyId, subjectIds, kinds, now],
  });
}

const selectDue = `
select deadlines.id, deadlines.kind, deadlines.subject_id as "subjectId", deadlines.site_id as "siteId", deadlines.due_at as "dueAt",
  deadlines.payload
from deadlines where deadlines.company_id = $1 and deadlines.settled_at is null and deadlines.due_at <= $2`;

/** Settles inside the running transaction what is due for these subjects; a command calls it before it loads its facts. */
export async function settleDue(context: Context, subjectIds: readonly string[]): Promise<void> {
  for (;;) {
    const next = await context.tx.row<Deadline>({
      name: 'deadlines.due-of-subjects',
      text: `${selectDue} and deadlines.subject_id = any($3) order by deadlines.due_at, deadlines.id limit 1 for update`,
      values: [context.tx.companyId, context.now, subjectIds],
    });
    if (!next) return;
    await settle(context, next);
  }
}

/** Runs one handler with the deadline's own instant; its entries and events join those of the surrounding work. */
async function settle(context: Context, deadline: Deadline): Promise<void> {
  await context.tx.run({
    name: 'deadlines.settle',
    text: 'update deadlines set settled_at = $3 where company_id = $1 and id = $2',
    values: [context.tx.companyId, deadline.id, context.now],
  });
  const handler = handlers.get(deadline.kind);
  if (!handler) return;
  await handler(context.asSystemAt(deadline.dueAt), deadline);
}

/**
 * Settles everything due by `now`, one transaction each, oldest first. Several servers share the work by skipping locked rows. A
 * deadline whose handler fails is reported and left for the next round, so that it cannot hold up the others.
 */
export async function runDue(
  runtime: Runtime,
  now: Instant,
  onError: (error: unknown, deadline: Deadline) => void,
): Promise<number> {
  const companies = await runtime.database.system<{ id: string }>({ text: 'select id from companies' });
  let settled = 0;
  for (const { id: companyId } of companies) {
    const failed: string[] = [];
    for (;;) {
      const due = await oldestDue(runtime, companyId, now, failed);
      if (!due) break;
      try {
        if (await settleOne(runtime, companyId, due)) settled += 1;
        else failed.push(due.id); // another server holds it
      } catch (error) {
        failed.push(due.id);
        onError(error, due);
      }
    }
  }
  return settled;
}

const oldestDue = (
  runtime: Runtime,
  companyId: string,
  now: Instant,
  except: readonly string[],
): Promise<Deadline | null> =>
  runtime.database.inCompany(companyId, (tx) =>
    tx.row<Deadline>({
      name: 'deadlines.oldest',
      text: `${selectDue} and not deadlines.id = any($3) order by deadlines.due_at, deadlines.id limit 1`,
      values: [companyId, now, except],
    }),
  );

const settleOne = (runtime: Runtime, companyId: string, due: Deadline): Promise<boolean> =>
  runSystem(runtime, companyId, systemActor(companyId), due.dueAt, async (context) => {
    const locked = await context.tx.row<Deadline>({
      name: 'deadlines.lock',
      text: `${selectDue} and deadlines.id = $3 for update skip locked`,
      values: [companyId, due.dueAt, due.id],
    });
    if (locked) await settle(context, locked);
    return locked !== null;
  });
