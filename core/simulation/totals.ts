/** Adds changes up: by topic, by what changed, by clause and by person. */
import type { ClauseId } from '../kernel/decision.ts';
import { gini } from './fairness.ts';
import type { Change, Figures, PersonFigures, Topic, What } from './types.ts';

export interface PersonTotals {
  readonly staffId: string;
  readonly before: PersonFigures;
  readonly after: PersonFigures;
  readonly turnsWon: number;
  readonly turnsLost: number;
  readonly customersWon: number;
  readonly customersLost: number;
}
export interface Fairness {
  readonly receptions: number;
  readonly newCustomers: number;
  readonly waitingMinutes: number;
}
export interface SimulationTotals {
  readonly counts: Readonly<Record<Topic, { readonly exact: number; readonly firstOrder: number }>>;
  readonly whats: Readonly<Partial<Record<What, number>>>;
  /** Most changes first. */
  readonly clauses: readonly { readonly clause: ClauseId; readonly changes: number }[];
  readonly people: readonly PersonTotals[];
  readonly gini: { readonly before: Fairness; readonly after: Fairness };
  readonly changes: number;
}

interface Moves {
  turnsWon: number;
  turnsLost: number;
  customersWon: number;
  customersLost: number;
}

const losesCustomer: ReadonlySet<What> = new Set(['lapse_new', 'claim_not_opened', 'owner_changed']);
const winsCustomer: ReadonlySet<What> = new Set(['lapse_not', 'claim_opened', 'owner_changed']);
const nobody: PersonFigures = { receptions: 0, turns: 0, newCustomers: 0, waitingMinutes: 0 };

export class Totals {
  private readonly counts: Record<Topic, { exact: number; firstOrder: number }> = {
    turn: { exact: 0, firstOrder: 0 },
    customer: { exact: 0, firstOrder: 0 },
    split: { exact: 0, firstOrder: 0 },
    other: { exact: 0, firstOrder: 0 },
  };
  private readonly whats: Partial<Record<What, number>> = {};
  private readonly clauses = new Map<ClauseId, number>();
  private readonly moves = new Map<string, Moves>();
  private changes = 0;

  add(change: Change): void {
    this.changes += 1;
    this.counts[change.topic][change.certainty === 'exact' ? 'exact' : 'firstOrder'] += 1;
    this.whats[change.what] = (this.whats[change.what] ?? 0) + 1;
    for (const clause of change.clauses) this.clauses.set(clause, (this.clauses.get(clause) ?? 0) + 1);
    if (change.topic === 'turn' && change.what !== 'turn_counts' && change.what !== 'turn_counts_not')
      this.move(change, 'turnsWon', 'turnsLost');
    if (change.topic === 'customer') {
      if (winsCustomer.has(change.what)) for (const id of change.staffAfter) this.of(id).customersWon += 1;
      if (losesCustomer.has(change.what)) for (const id of change.staffBefore) this.of(id).customersLost += 1;
    }
  }

  result(figures: { readonly before: Figures; readonly after: Figures }): SimulationTotals {
    const ids = new Set([...Object.keys(figures.before), ...this.moves.keys()]);
    const people = [...ids]
      .map((staffId) => ({
        staffId,
        before: figures.before[staffId] ?? nobody,
        after: figures.after[staffId] ?? nobody,
        ...this.of(staffId),
      }))
      .sort((a, b) => b.before.receptions - a.before.receptions || (a.staffId < b.staffId ? -1 : 1));
    return {
      counts: this.counts,
      whats: this.whats,
      clauses: [...this.clauses]
        .map(([clause, changes]) => ({ clause, changes }))
        .sort((a, b) => b.changes - a.changes || (a.clause < b.clause ? -1 : 1)),
      people,
      gini: { before: fairnessOf(people.map((one) => one.before)), after: fairnessOf(people.map((one) => one.after)) },
      changes: this.changes,
    };
  }

  private of(staffId: string): Moves {
    const known = this.moves.get(staffId) ?? { turnsWon: 0, turnsLost: 0, customersWon: 0, customersLost: 0 };
    this.moves.set(staffId, known);
    return known;
  }

  private move(change: Change, won: 'turnsWon', lost: 'turnsLost'): void {
    for (const id of change.staffAfter) this.of(id)[won] += 1;
    for (const id of change.staffBefore) this.of(id)[lost] += 1;
  }
}

const fairnessOf = (people: readonly PersonFigures[]): Fairness => ({
  receptions: gini(people.map((one) => one.receptions)),
  newCustomers: gini(people.map((one) => one.newCustomers)),
  waitingMinutes: gini(people.map((one) => one.waitingMinutes)),
});
