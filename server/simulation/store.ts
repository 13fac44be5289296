/** Simulations asked for, how far they are, and what they found. */
import sql from 'sql-template-tag';
import type { Instant } from '#core/kernel/instant.ts';
import type { HouseRules } from '#core/rules.ts';
import type { Change } from '#core/simulation/index.ts';
import type { Tx } from '#server/platform/database.ts';

export interface Asked {
  readonly id: string;
  readonly rulebookId: string;
  readonly under: { readonly zh: string; readonly en: string };
  readonly rules: HouseRules;
  /** Catalogue clause → clauses of the text it is decided under. */
  readonly houseIndex: Readonly<Record<string, readonly string[]>>;
  readonly siteIds: readonly string[];
  readonly from: Instant;
  readonly to: Instant;
}

export const insert = (tx: Tx, asked: Asked, by: string, at: Instant): Promise<number> =>
  tx.run(sql`insert into simulations (company_id, id, rulebook_id, asked_by, asked_at, under, rules, house_index, site_ids, period_from, period_to)
    values (${tx.companyId}, ${asked.id}, ${asked.rulebookId}, ${by}, ${at}, ${JSON.stringify(asked.under)}, ${JSON.stringify(asked.rules)},
      ${JSON.stringify(asked.houseIndex)}, ${[...asked.siteIds]}::uuid[], ${asked.from}, ${asked.to})`);

/** Two of one person at once are counted one after the other. */
export const lockAsker = (tx: Tx, staffId: string): Promise<number> =>
  tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${staffId}, 81))`);

export const underWayOf = async (tx: Tx, staffId: string): Promise<number> =>
  (
    await tx.row<{ n: number }>(sql`select count(*)::int as n from simulations
      where company_id = ${tx.companyId} and asked_by = ${staffId} and state in ('waiting', 'running')`)
  )?.n ?? 0;

/** The next one that waits, or that a server left when it died. Locked by whoever has the advisory lock of its id. */
export const waiting = (tx: Tx): Promise<{ id: string }[]> =>
  tx.rows<{ id: string }>({
    name: 'simulation.waiting',
    text: `select id from simulations where company_id = $1 and state in ('waiting', 'running') order by id`,
    values: [tx.companyId],
  });

export const asked = (tx: Tx, id: string): Promise<(Asked & { state: string; cancelRequested: boolean }) | null> =>
  tx.row(sql`select id, rulebook_id as "rulebookId", under, rules, house_index as "houseIndex", site_ids as "siteIds",
      period_from as "from", period_to as "to", state, cancel_requested as "cancelRequested"
    from simulations where company_id = ${tx.companyId} and id = ${id}`);

/** Begins, or begins again what a killed server had begun. */
export async function begin(tx: Tx, id: string, total: number): Promise<void> {
  await tx.run(sql`delete from simulation_changes where company_id = ${tx.companyId} and simulation_id = ${id}`);
  await tx.run(sql`update simulations set state = 'running', done = 0, total = ${total}
    where company_id = ${tx.companyId} and id = ${id}`);
}

/** Notes how far it is; true when it is to stop. */
export const progress = async (tx: Tx, id: string, done: number): Promise<boolean> =>
  (
    await tx.row<{ stop: boolean }>(sql`update simulations set done = ${done}
      where company_id = ${tx.companyId} and id = ${id} returning cancel_requested or state <> 'running' as stop`)
  )?.stop ?? true;

export async function end(
  tx: Tx,
  id: string,
  state: 'done' | 'cancelled' | 'failed',
  at: Instant,
  result: unknown = null,
): Promise<void> {
  await tx.run(sql`update simulations set state = ${state}, ended_at = ${at}, done = case when ${state} = 'done' then total else done end,
      result = ${result === null ? null : JSON.stringify(result)}
    where company_id = ${tx.companyId} and id = ${id}`);
}

export const requestCancel = (tx: Tx, id: string): Promise<number> =>
  tx.run(sql`update simulations set cancel_requested = true
    where company_id = ${tx.companyId} and id = ${id} and state in ('waiting', 'running')`);

export interface KeptChange extends Change {
  readonly number: number;
  readonly houseClauses: readonly string[];
}

export const addChanges = (tx: Tx, id: string, changes: readonly KeptChange[]): Promise<number> =>
  tx.run({
    text: `insert into simulation_changes (company_id, simulation_id, number, topic, what, certainty, assumes, journal_id, kind, at, site_id,
        subject_id, customer_id, before, after, staff_before, staff_after, clauses, house_clauses)
      select $1, $2, c.number, c.topic, c.what, c.certainty, c.assumes, c."journalId", c.kind, c.at, c."siteId", c."subjectId", c."customerId",
        c.before, c.after, c."staffBefore", c."staffAfter", c.clauses, c."houseClauses"
      from jsonb_to_recordset($3::jsonb) as c (number int, topic text, what text, certainty text, assumes text, "journalId" uuid, kind text,
        at timestamptz, "siteId" uuid, "subjectId" text, "customerId" text, before jsonb, after jsonb, "staffBefore" text[], "staffAfter" text[],
        clauses text[], "houseClauses" text[])`,
    values: [tx.companyId, id, JSON.stringify(changes)],
  });

/** How long a result is kept for the person who asked. */
export const expire = (tx: Tx, before: Instant): Promise<number> =>
  tx.run(sql`delete from simulations where company_id = ${tx.companyId} and ended_at < ${before}`);
