/** Awards of a month: the top of the department once its target is reached, and who stayed on top for months in a row. */
import { splitFen } from '../claims/index.ts';
import { accept, type ClauseId, type Decision } from '../kernel/decision.ts';
import type { RewardName } from './commission-rules.ts';
import type { Month, NewLine } from './commission-types.ts';
import type { MoneyRuleValues } from './rules.ts';

/** Who was on top in a month; several when they were level. */
export interface Tops {
  readonly month: Month;
  readonly department: readonly string[];
  readonly teams: readonly string[];
}
export interface RewardFacts {
  readonly month: Month;
  /** What the department has to reach, and whether it has; without a target there is nothing to reach. */
  readonly targetFen: number | null;
  readonly performanceFen: number;
  readonly people: readonly {
    readonly staffId: string;
    readonly teamId: string | null;
    /** Works inside the house: the awards are for internal consultants. */
    readonly isInternal: boolean;
    readonly performanceFen: number;
  }[];
  /** The months before, the latest first, without a gap. */
  readonly before: readonly Tops[];
}
export interface Rewards {
  readonly tops: Tops;
  readonly lines: readonly NewLine[];
  /** Whose pay rise is to be considered. */
  readonly considered: readonly string[];
}

const previousOf = (month: Month): Month => Temporal.PlainYearMonth.from(month).subtract({ months: 1 }).toString();

/** How many months in a row, this one included. */
function runOf(staffId: string, tops: Tops, before: readonly Tops[], where: 'department' | 'teams'): number {
  let run = 0;
  let expected = tops.month;
  for (const one of [tops, ...before]) {
    if (one.month !== expected || !one[where].includes(staffId)) break;
    run++;
    expected = previousOf(expected);
  }
  return run;
}

function topsOf({ month, people }: RewardFacts): Tops {
  const inside = people.filter(({ isInternal, performanceFen }) => isInternal && performanceFen > 0);
  const best = (group: typeof inside) => {
    const most = group.reduce((max, { performanceFen }) => Math.max(max, performanceFen), 0);
    return group.filter(({ performanceFen }) => performanceFen === most).map(({ staffId }) => staffId);
  };
  const teams = [...new Set(inside.flatMap(({ teamId }) => (teamId === null ? [] : [teamId])))].sort();
  return {
    month,
    department: best(inside).sort(),
    teams: teams.flatMap((team) => best(inside.filter(({ teamId }) => teamId === team))).sort(),
  };
}

const clauseOf: Readonly<Record<RewardName, ClauseId>> = {
  top_of_department: 'S1.19.w.1',
  top_of_team_half_year: 'S1.19.w.1b',
  top_of_department_year: 'S1.19.w.1c',
};

/** Level on top, people share the one award; the awards for staying on top come again after as many months again. */
export function decideRewards(rules: MoneyRuleValues, facts: RewardFacts): Decision<Rewards, never> {
  const tops = topsOf(facts);
  const targetMet = facts.targetFen !== null && facts.performanceFen >= facts.targetFen;
  const performanceOf = new Map(facts.people.map(({ staffId, performanceFen }) => [staffId, performanceFen]));
  const award = (name: RewardName, people: readonly string[]): NewLine[] => {
    const { yuan = 0, months = 1 } = rules.rewards[name] ?? {};
    if (yuan === 0 || people.length === 0) return [];
    const parts = splitFen(
      yuan * 100,
      people.map(() => 1),
    );
    return people.map((party, index) => ({
      ...{ party, purse: 'commission', kind: 'reward', amountFen: parts[index] ?? 0 },
      basis: { is: 'reward', name, months, performanceFen: performanceOf.get(party) ?? 0, amongPeople: people.length },
    }));
  };
  const staying = (name: RewardName, where: 'department' | 'teams'): NewLine[] => {
    const months = Math.max(rules.rewards[name]?.months ?? 1, 1);
    const people = tops[where].filter((id) => runOf(id, tops, facts.before, where) % months === 0);
    return people.flatMap((id) => award(name, [id])); // in one's own group, or a year on top: each gets the whole
  };
  const lines = [
    ...(targetMet ? award('top_of_department', tops.department) : []),
    ...staying('top_of_team_half_year', 'teams'),
    ...staying('top_of_department_year', 'department'),
  ].filter(({ amountFen }) => amountFen > 0);
  const considered =
    rules.payRiseMonths === 0
      ? []
      : tops.department.filter((id) => runOf(id, tops, facts.before, 'department') % rules.payRiseMonths === 0);
  const names = new Set(lines.flatMap(({ basis }) => (basis.is === 'reward' ? [basis.name] : [])));
  const clauses = [...[...names].map((name) => clauseOf[name]), ...(considered.length > 0 ? ['S1.19.w.1d'] : [])];
  return accept({ tops, lines, considered }, clauses);
}
