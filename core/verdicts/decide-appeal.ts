/** Appeals go one level up, from a party, in time, once against each ruling; and the clause about disputes that nobody settles. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { endAfterDays, type Instant } from '../kernel/instant.ts';
import { rankOf } from '../organisation/index.ts';
import { appealUntil, type BothRules, forfeited, type Ruling } from './decide-verdict.ts';
import type { VerdictRuleValues } from './rules.ts';
import type { DisputeFacts, StaffId } from './types.ts';

export interface AppealFacts {
  readonly dispute: DisputeFacts;
  readonly appellantId: StaffId;
}
export interface AppealOutcome {
  readonly state: 'appealed';
  /** The ruling appealed against; whoever hears the appeal ranks above it. */
  readonly level: number;
  readonly above: number;
}
export type AppealRefusal =
  | 'NOT_A_PARTY'
  | 'NOTHING_TO_APPEAL'
  | 'ALREADY_APPEALED'
  | 'RULING_IS_FINAL'
  | 'APPEAL_WINDOW_PASSED';

export function decideAppeal(
  rules: VerdictRuleValues,
  { dispute, appellantId }: AppealFacts,
  now: Instant,
): Decision<AppealOutcome, AppealRefusal> {
  const clauses = ['S0.07.cmd.23b'];
  if (!dispute.parties.includes(appellantId)) return refuse('NOT_A_PARTY', clauses);
  const last = dispute.rulings.at(-1);
  if (!last || last.verdict === 'agreed') return refuse('NOTHING_TO_APPEAL', clauses);
  if (dispute.state === 'appealed' || last.isAppealed)
    return refuse('ALREADY_APPEALED', clauses, { level: last.level });
  if (rules.appealDays === 0 || last.judgeRank >= (rankOf(rules.lastInstance) ?? 0))
    return refuse('RULING_IS_FINAL', clauses, { role: rules.lastInstance });
  const until = endAfterDays(last.at, rules.appealDays, dispute.timeZone);
  if (now >= until) return refuse('APPEAL_WINDOW_PASSED', clauses, { until, days: rules.appealDays });
  return accept({ state: 'appealed', level: last.level, above: last.judgeRank }, clauses);
}

/** When those who may hear an appeal are told that it still waits, counted from the appeal or from when they were told last. */
export const appealReminderAt = (rules: VerdictRuleValues, from: Instant, timeZone: string): Instant | null =>
  rules.appealReminderDays > 0 ? endAfterDays(from, rules.appealReminderDays, timeZone) : null;

export interface UnsettledOutcome {
  readonly verdict: 'quarrel';
  readonly level: 1;
  readonly judgeRank: number;
  readonly ruling: Ruling;
  readonly appealUntil: Instant | null;
}

/** Neither the parties nor anybody else settled it in time: the house may then take the credit from both. */
export function decideUnsettled(
  rules: BothRules,
  { dispute }: { readonly dispute: DisputeFacts },
  now: Instant,
): Decision<UnsettledOutcome, 'DISPUTE_SETTLED' | 'DISPUTE_STAYS_OPEN'> {
  const clauses = ['S0.02.own.4', 'S0.02.own.4b'];
  if (dispute.state === 'settled' || dispute.state === 'appealed') return refuse('DISPUTE_SETTLED', clauses);
  const ruling = rules.verdicts.unsettled === 'department' ? forfeited(rules.claims, 'quarrel') : null;
  if (ruling === null) return refuse('DISPUTE_STAYS_OPEN', clauses);
  // The clock ruled in the place of the house's first judge, so the appeal goes to whoever ranks above that post.
  const rank = (rankOf(rules.verdicts.judge) ?? 1) - 1;
  return accept(
    {
      verdict: 'quarrel',
      level: 1,
      judgeRank: rank,
      ruling,
      appealUntil: appealUntil(rules.verdicts, rank, dispute.timeZone, now),
    },
    clauses,
    dispute.parties.map((party) => ({ what: party, reason: 'NOT_SETTLED_IN_TIME', clauses })),
  );
}
