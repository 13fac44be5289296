/**
 * Runs one command: one transaction that loads and locks facts, decides, and writes state and journal together. The command id is
 * claimed first, so that the second arrival of the same command waits for the first and then gets the first one's answer.
 */
import { createHash } from 'node:crypto';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { Actor } from './actor.ts';
import type { Collected, Context } from './context.ts';
import { openContext } from './context.ts';
import type { Database, Tx } from './database.ts';
import { isRetryable, violatedConstraint } from './database.ts';
import type { EventHub } from './events.ts';
import { journalInsert } from './journal.ts';
import { Refused } from './refused.ts';
import type { RulesSource } from './rules.ts';

export interface Runtime {
  readonly database: Database;
  readonly rules: RulesSource;
  readonly events: EventHub;
  now(): Instant;
}

export interface CommandCall {
  readonly route: string;
  readonly actor: Actor;
  readonly commandId: string;
  /** Parameters and body: a replay must carry the same. */
  readonly payload: unknown;
}

const ATTEMPTS_MAX = 4; // deadlocks and lost races; more would hide a livelock

const canonical = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(canonical)
    : value && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, inner]) => [key, canonical(inner)]),
        )
      : value;
const hashOf = (call: CommandCall): string =>
  createHash('sha256')
    .update(JSON.stringify(canonical([call.route, call.actor.staffId, call.payload])))
    .digest('base64');

export async function runCommand<Response>(
  runtime: Runtime,
  call: CommandCall,
  work: (context: Context) => Promise<Response>,
): Promise<{ response: Response; replayed: boolean }> {
  const bodyHash = hashOf(call);
  for (let attempt = 1; ; attempt++) {
    try {
      const result = await runtime.database.inCompany(call.actor.companyId, (tx) =>
        once(runtime, tx, call, bodyHash, work),
      );
      runtime.events.publish(call.actor.companyId, result.events);
      return result;
    } catch (error) {
      // A lost race shows as a violated constraint; deciding again sees the winner and refuses with its name.
      if (attempt < ATTEMPTS_MAX && (isRetryable(error) || violatedConstraint(error) !== null)) continue;
      if (isRetryable(error)) throw new Refused('BUSY', commonRefusals.BUSY, {});
      throw error;
    }
  }
}

async function once<Response>(
  runtime: Runtime,
  tx: Tx,
  call: CommandCall,
  bodyHash: string,
  work: (context: Context) => Promise<Response>,
): Promise<{ response: Response; replayed: boolean; events: Collected['events'] }> {
  const now = runtime.now();
  const claimed = await tx.run({
    name: 'commands.claim',
    text: `insert into commands (company_id, id, route, actor_id, body_hash, at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    values: [tx.companyId, call.commandId, call.route, call.actor.staffId, bodyHash, now],
  });
  if (claimed === 0) return { response: await firstAnswer<Response>(tx, call, bodyHash), replayed: true, events: [] };

  const { context, collected } = openContext(runtime.rules, tx, call.actor, now, call.commandId);
  const response = await work(context);
  if (collected.entries.length > 0) await tx.run(journalInsert(context, collected.entries));
  await tx.run({
    name: 'commands.answer',
    text: 'update commands set response = $3 where company_id = $1 and id = $2',
    values: [tx.companyId, call.commandId, JSON.stringify(response ?? null)],
  });
  return { response, replayed: false, events: collected.events };
}

async function firstAnswer<Response>(tx: Tx, call: CommandCall, bodyHash: string): Promise<Response> {
  const first = await tx.row<{ body_hash: string; response: Response }>({
    text: 'select body_hash, response from commands where company_id = $1 and id = $2',
    values: [tx.companyId, call.commandId],
  });
  if (first?.body_hash !== bodyHash)
    throw new Refused('COMMAND_ID_REUSED', commonRefusals.COMMAND_ID_REUSED, { field: 'commandId' });
  return first.response;
}

/** Work of the system itself (a due deadline, a background job): same context and journal, no caller-made id. */
export async function runSystem<Value>(
  runtime: Runtime,
  companyId: string,
  actor: Actor,
  now: Instant,
  work: (context: Context) => Promise<Value>,
): Promise<Value> {
  const { value, events } = await runtime.database.inCompany(companyId, async (tx) => {
    const { context, collected } = openContext(runtime.rules, tx, actor, now, null);
    const result = await work(context);
    if (collected.entries.length > 0) await tx.run(journalInsert(context, collected.entries));
    return { value: result, events: collected.events };
  });
  runtime.events.publish(companyId, events);
  return value;
}
