export { blindTo, clausesOfChanged } from './changed-clauses.ts';
export { gini } from './fairness.ts';
export { Simulation } from './simulation.ts';
export { type PersonTotals, type SimulationTotals, Totals } from './totals.ts';
export type {
  Assumption,
  Certainty,
  Change,
  Figures,
  PersonFigures,
  RecordedDecision,
  RecordedEntry,
  Topic,
  What,
} from './types.ts';
