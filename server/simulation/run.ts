/** Reads the journal of a period in transactions that cannot write, and hands it to the simulation entry by entry. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { HouseRules } from '#core/rules.ts';
import type { ClauseId } from '#core/kernel/decision.ts';
import {
  type Change,
  blindTo,
  clausesOfChanged,
  Simulation,
  type SimulationTotals,
  Totals,
} from '#core/simulation/index.ts';
import { type Database, readOnly, type Tx } from '#server/platform/database.ts';
import { rulesOfVersion } from '#server/rulebook/index.ts';
import { entriesOf, idsOf, type Period, versionsOf } from './store-period.ts';

export interface Ask extends Period {
  readonly companyId: string;
  readonly rules: HouseRules;
}

export type Step =
  | { readonly is: 'begun'; readonly total: number; readonly blind: readonly string[] }
  | { readonly is: 'more'; readonly done: number; readonly changes: readonly Change[] }
  | { readonly is: 'over'; readonly decided: number; readonly totals: SimulationTotals };

const BATCH = 200; // entries read at a time: a desk entry has about 10 KB of facts
const TURN = 20; // entries decided before others of this process get their turn

/** What the draft sets otherwise than the versions that were in force in the period, and to what of it the journal is blind. */
async function against(tx: Tx, ask: Ask): Promise<{ changed: ReadonlySet<ClauseId>; blind: readonly string[] }> {
  const changed = new Set<ClauseId>();
  const blind = new Set<string>();
  for (const id of await versionsOf(tx, ask)) {
    const rules = await rulesOfVersion(tx, id);
    if (!rules) continue;
    for (const clause of clausesOfChanged(rules.values, ask.rules)) changed.add(clause);
    for (const name of blindTo(rules.values, ask.rules)) blind.add(name);
  }
  return { changed, blind: [...blind] };
}

/** Step by step; breaking out of the loop ends it. Nothing is written. */
export async function* simulate(database: Database, ask: Ask): AsyncGenerator<Step> {
  const ids = await readOnly(database, ask.companyId, (tx) => idsOf(tx, ask));
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
