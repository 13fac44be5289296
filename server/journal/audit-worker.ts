/** Does the audits that were asked for, one at a time on this server; one that a server left when it died is begun anew. */
import { Worker } from 'node:worker_threads';
import type { Instant } from '#core/kernel/instant.ts';
import { systemActor } from '#server/platform/actor.ts';
import { keepLooking, whileHeld } from '#server/platform/background.ts';
import { runSystem } from '#server/platform/command.ts';
import { isConnectionError } from '#server/platform/database.ts';
import type { ServerRuntime } from '#server/platform/http.ts';
import type { AuditAsk, AuditStep, AuditTally } from './audit.ts';
import * as store from './audit-store.ts';
import { parseHead } from './chain.ts';
import { keptHeads } from './head-file.ts';
import type { ExpectedHead } from './verify.ts';

const LOCKS = 16; // the space of session locks that audits have to themselves
const SAVE_EVERY_MS = 400;

export const keepAuditing = (runtime: ServerRuntime): (() => Promise<void>) =>
  keepLooking(runtime, {
    topic: 'audits',
    everyMs: 2_000,
    failed: 'an audit could not go on',
    look: (isStopped) => lookOnce(runtime, isStopped),
  });

async function lookOnce(runtime: ServerRuntime, isStopped: () => boolean): Promise<boolean> {
  const { database } = runtime;
  for (const { id: companyId } of await database.system<{ id: string }>({ text: 'select id from companies' })) {
    const row = await database.inCompany(companyId, (tx) => store.openAudit(tx));
    if (
      row &&
      !isStopped() &&
      (await whileHeld(database, LOCKS, row.id, () => perform(runtime, companyId, row, isStopped)))
    )
      return true;
  }
  return false;
}

async function perform(
  runtime: ServerRuntime,
  companyId: string,
  { id }: store.AuditRow,
  isStopped: () => boolean,
): Promise<void> {
  // Looked at again under the lock: another server may have done it in the meantime.
  const row = await runtime.database.inCompany(companyId, (tx) => store.auditById(tx, id));
  if (!row || (row.state !== 'waiting' && row.state !== 'running')) return;
  await runtime.database.inCompany(companyId, (tx) => store.beginAudit(tx, id));
  const recorder = new StepRecorder(runtime, companyId, id);
  try {
    const ask = await askOf(runtime, companyId, row);
    const ended = await onThread(runtime, ask, recorder, () => isStopped() || recorder.isCancelled);
    await recorder.flush();
    if (isStopped() && !recorder.isCancelled) return; // the next server begins it anew
    await end(runtime, companyId, row, recorder.isCancelled ? 'cancelled' : ended, recorder);
  } catch (error) {
    if (isConnectionError(error)) throw error;
    runtime.log.error({ err: error, auditId: id }, 'an audit failed');
    await end(runtime, companyId, row, 'failed', recorder);
  }
}

async function askOf(runtime: ServerRuntime, companyId: string, row: store.AuditRow): Promise<AuditAsk> {
  const earlier = await runtime.database.inCompany(companyId, (tx) => store.headsOfAudits(tx));
  const printed = row.head === null ? null : parseHead(row.head);
  const kept = await keptHeads(runtime.dataDir, companyId);
  const expected: ExpectedHead[] = [
    ...(printed ? [{ ...printed, origin: 'printed' as const }] : []),
    ...kept.map((head) => ({ ...head, origin: 'kept' as const })),
    ...earlier.map((head) => ({ ...head, origin: 'audit' as const })),
  ];
  return { companyId, from: row.from, to: row.to, expected };
}

/** Collects the steps and writes them down a few times a second; hears there whether to stop. */
class StepRecorder {
  isCancelled = false;
  tally: AuditTally | null = null;
  findings = 0;
  private readonly runtime: ServerRuntime;
  private readonly companyId: string;
  private readonly id: string;
  private held: AuditStep | null = null;
  private savedAt = 0;
  private writing: Promise<void> = Promise.resolve();

  constructor(runtime: ServerRuntime, companyId: string, id: string) {
    this.runtime = runtime;
    this.companyId = companyId;
    this.id = id;
  }

  take(step: AuditStep): void {
    this.held = { ...step, found: [...(this.held?.found ?? []), ...step.found] };
    this.tally = step.tally;
    this.findings += step.found.length;
    if (performance.now() - this.savedAt < SAVE_EVERY_MS) return;
    this.savedAt = performance.now();
    this.writing = this.writing.then(() => this.save());
  }

  async flush(): Promise<void> {
    await this.writing;
    await this.save();
  }

  private async save(): Promise<void> {
    const step = this.held;
    this.held = null;
    if (!step) return;
    this.isCancelled = await this.runtime.database.inCompany(this.companyId, (tx) => store.saveStep(tx, this.id, step));
    this.runtime.events.publish(this.companyId, [{ topic: 'audits', id: this.id }]);
  }
}

const STOP_LOOK_MS = 200;

function onThread(
  runtime: ServerRuntime,
  ask: AuditAsk,
  recorder: StepRecorder,
  shouldStop: () => boolean,
): Promise<'done' | 'failed'> {
  const url = runtime.database.pool.options.connectionString;
  const thread = new Worker(new URL('./audit-thread.ts', import.meta.url), { workerData: { url, ask }, execArgv: [] });
  const watch = setInterval(() => {
    if (shouldStop()) thread.postMessage('stop');
  }, STOP_LOOK_MS);
  return new Promise<'done' | 'failed'>((resolve, reject) => {
    thread.on('message', (step: AuditStep) => recorder.take(step));
    thread.on('error', reject);
    thread.on('exit', (code) => resolve(code === 0 ? 'done' : 'failed'));
  }).finally(() => clearInterval(watch));
}

/** An audit is itself on record: who had it done, the head it saw, what it found. */
function end(
  runtime: ServerRuntime,
  companyId: string,
  row: store.AuditRow,
  state: store.Ending['state'],
  { tally, findings }: StepRecorder,
): Promise<void> {
  const now: Instant = runtime.now();
  const actor = { ...systemActor(companyId), staffId: row.askedById, name: row.askedByName };
  return runSystem(runtime, companyId, actor, now, async (context) => {
    const journalId = context.record({
      kind: 'journal.audit',
      subject: { type: 'audit', id: row.id },
      staffIds: [row.askedById],
      input: { from: row.from, to: row.to, head: row.head },
      facts: { ...tally, findings },
      decision: { accepted: true, outcome: { state, findings, head: tally?.head ?? null }, clauses: [], rejected: [] },
    });
    await store.endAudit(context.tx, row.id, { state, endedAt: now, tally, journalId });
    context.publish({ topic: 'audits', id: row.id });
    context.publish({ topic: 'journal' });
  });
}
