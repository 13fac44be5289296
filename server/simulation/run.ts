/** Reads the journal of a period in transactions that cannot write, and hands it to the simulation entry by entry. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Instant } from '#core/kernel/instant.ts';
import type { HouseRules } from '#core/rules.ts';
import type { ClauseId } from '#core/kernel/decision.ts';
import {
  type Change,
  blindTo,
  clausesOfChanged,
  type RecordedEntry,
  Simulation,
  type SimulationTotals,
  Totals,
} from '#core/simulation/index.ts';
import type { Database, Tx } from '#server/platform/database.ts';
import { rulesOfVersion } from '#server/rulebook/index.ts';

export interface Ask {
  readonly companyId: string;
  readonly rulebookId: string;
  readonly rules: HouseRules;
  readonly siteIds: readonly string[];
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
}

export type Step =
  | { readonly is: 'begun'; readonly total: number; readonly blind: readonly string[] }
  | { readonly is: 'more'; readonly done: number; readonly changes: readonly Change[] }
  | { readonly is: 'over'; readonly decided: number; readonly totals: SimulationTotals };

const BATCH = 200; // entries read at a time: a desk entry has about 10 KB of facts
const TURN = 20; // entries decided before others of this process get their turn

const readOnly = <Value>(database: Database, companyId: string, work: (tx: Tx) => Promise<Value>): Promise<Value> =>
  database.inCompany(companyId, async (tx) => {
    await tx.run({ text: 'set transaction read only' });
    return work(tx);
  });

/**
 * Only decisions made by a version of this book are simulated; where a site goes by another one, the draft says nothing. Nor can what
 * an earlier release of the product wrote down be decided again.
 */
const idsOf = (tx: Tx, ask: Ask): Promise<{ id: string }[]> =>
  tx.rows<{ id: string }>({
    text: `select journal.id from journal
        join rulebook_versions on rulebook_versions.company_id = journal.company_id and rulebook_versions.id = journal.rulebook_version_id
      where journal.company_id = $1 and journal.site_id = any($2::uuid[]) and journal.at >= $3 and journal.at < $4
        and rulebook_versions.rulebook_id = $5
        and journal.recorded_at > coalesce((select companies.decidable_from from companies where companies.id = $1), '-infinity')
      order by journal.id`,
    values: [tx.companyId, ask.siteIds, ask.from, ask.to, ask.rulebookId],
  });

const entriesOf = (tx: Tx, ids: readonly string[]): Promise<RecordedEntry[]> =>
  tx.rows<RecordedEntry>({
    name: 'simulation.entries',
    text: `select journal.id, journal.at, journal.kind, journal.site_id as "siteId", journal.actor_id as "actorId", journal.subject_id as "subjectId",
        journal.customer_id as "customerId", journal.input, journal.facts, journal.decision
      from journal where journal.company_id = $1 and journal.id = any($2::uuid[]) order by journal.id`,
    values: [tx.companyId, ids],
  });

/** What the draft sets otherwise than the versions that were in force in the period, and to what of it the journal is blind. */
async function against(tx: Tx, ask: Ask): Promise<{ changed: ReadonlySet<ClauseId>; blind: readonly string[] }> {
  const versions = await tx.rows<{ id: string }>({
    text: `select id from rulebook_versions where company_id = $1 and rulebook_id = $2 and state <> 'draft' and effective_from < $4
        and effective_from >= coalesce((select max(effective_from) from rulebook_versions
          where company_id = $1 and rulebook_id = $2 and state <> 'draft' and effective_from <= $3), '-infinity')`,
    values: [tx.companyId, ask.rulebookId, ask.from, ask.to],
  });
  const changed = new Set<ClauseId>();
  const blind = new Set<string>();
  for (const { id } of versions) {
    const rules = await rulesOfVersion(tx, id);
    if (!rules) continue;
    for (const clause of clausesOfChanged(rules.values, ask.rules)) changed.add(clause);
    for (const name of blindTo(rules.values, ask.rules)) blind.add(name);
  }
  return { changed, blind: [...blind] };
}

/** Step by step; breaking out of the loop ends it. Nothing is written. */
export async function* simulate(database: Database, ask: Ask): AsyncGenerator<Step> {
  const ids = (await readOnly(database, ask.companyId, (tx) => idsOf(tx, ask))).map(({ id }) => id);
  const { changed, blind } = await readOnly(database, ask.companyId, (tx) => against(tx, ask));
  yield { is: 'begun', total: ids.length, blind };
  const simulation = new Simulation(ask.rules, changed);
  const totals = new Totals();
  const counted = (changes: readonly Change[]): readonly Change[] => {
    for (const change of changes) totals.add(change);
    return changes;
  };
  for (let done = 0; done < ids.length; done += BATCH) {
    const entries = await readOnly(database, ask.companyId, (tx) => entriesOf(tx, ids.slice(done, done + BATCH)));
    const changes: Change[] = [];
    for (const [index, entry] of entries.entries()) {
      changes.push(...counted(simulation.take(entry)));
      if (index % TURN === TURN - 1) await breathe();
    }
    yield { is: 'more', done: Math.min(done + BATCH, ids.length), changes };
  }
  yield { is: 'more', done: ids.length, changes: counted(simulation.end(ask.to)) };
  yield { is: 'over', decided: simulation.decided, totals: totals.result(simulation.figures()) };
}
