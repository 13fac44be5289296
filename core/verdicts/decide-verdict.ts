/** Ruling on a dispute: by the rulebook's proposal or against it with a reason, never by somebody with a stake in it. */
import { type ClaimRuleValues, decideAttribution, type Party, type Share } from '../claims/index.ts';
import { accept, type ClauseId, type Decision, refuse } from '../kernel/decision.ts';
import { endAfterDays, type Instant } from '../kernel/instant.ts';
import { rankOf } from '../organisation/index.ts';
import { stakeOf } from './interests.ts';
import type { Proposal } from './propose.ts';
import type { VerdictRuleValues } from './rules.ts';
import type { DisputeFacts, Interest, StaffId, Verdict } from './types.ts';

export interface BothRules {
  readonly claims: ClaimRuleValues;
  readonly verdicts: VerdictRuleValues;
}
export interface JudgeFacts {
  readonly dispute: DisputeFacts;
  readonly judge: { readonly id: StaffId; readonly roles: readonly string[] };
  readonly interests: readonly Interest[];
  /** What the rulebook proposes with the answers given; null when no case fits. */
  readonly proposal: Proposal | null;
  /** The owner somebody proposes is at work. */
  readonly ownerIsActive: boolean;
}
export interface Ruling {
  readonly performance: readonly Share[];
  readonly commission: readonly Share[];
}
export interface VerdictInput {
  readonly verdict: Verdict;
  /** Left out, a ruling follows the proposal. */
  readonly ruling: Ruling | null;
  readonly ownerId: StaffId | null;
  readonly reason: string;
}
export interface VerdictOutcome {
  readonly verdict: Verdict;
  readonly level: number;
  readonly judgeRank: number;
  /** null: the owner stays as it is. */
  readonly ownerId: StaffId | null;
  /** null: the parties agreed and left the shares to the rulebook. */
  readonly ruling: Ruling | null;
  /** null: the rulebook proposed nothing. */
  readonly followsProposal: boolean | null;
  readonly appealUntil: Instant | null;
}
export type VerdictRefusal =
  | 'DISPUTE_SETTLED'
  | 'NOTHING_DISOBEYED'
  | 'JUDGE_HAS_A_STAKE'
  | 'JUDGE_NOT_HIGHER'
  | 'JUDGE_RANKS_TOO_LOW'
  | 'SHARES_NOT_WHOLE'
  | 'RULING_NEEDED'
  | 'OWNER_NOT_ACTIVE';

const verdictClauses: Record<Verdict, readonly ClauseId[]> = {
  agreed: ['S0.02.own.4', 'S1.19.e.3'],
  ruled: ['S0.02.own.4c', 'S1.19.e.3'],
  quarrel: ['S0.02.own.4b'],
  ruling_disobeyed: ['S0.02.own.4c'],
};

export function decideVerdict(
  rules: BothRules,
  facts: JudgeFacts,
  input: VerdictInput,
  now: Instant,
): Decision<VerdictOutcome, VerdictRefusal> {
  const clauses = verdictClauses[input.verdict];
  const { dispute, judge } = facts;
  const last = dispute.rulings.at(-1) ?? null;
  const disobeyed = input.verdict === 'ruling_disobeyed';
  if (disobeyed && last?.verdict !== 'ruled') return refuse('NOTHING_DISOBEYED', clauses);
  if (dispute.state === 'settled' && !disobeyed) return refuse('DISPUTE_SETTLED', clauses);
  const given = sharesOf(rules.claims, facts, input);
  const ownerId = ownerOf(facts, input);
  const stake = stakeOf(judge.id, facts.interests, given ? [given.performance, given.commission] : [], ownerId);
  if (stake) return refuse('JUDGE_HAS_A_STAKE', ['S0.02.own.4', 'S1.19.e.3'], { stake });
  const low = whyTooLow(rules.verdicts, facts, input);
  if (low) return low;
  if (given && !isWhole(given)) return refuse('SHARES_NOT_WHOLE', clauses, { field: 'ruling' });
  if (given === null && input.verdict !== 'agreed') return refuse('RULING_NEEDED', clauses);
  if (ownerId !== null && !facts.ownerIsActive)
    return refuse('OWNER_NOT_ACTIVE', clauses, { field: 'ownerId', staffId: ownerId });
  const rank = rankAmong(judge.roles);
  return accept(
    {
      verdict: input.verdict,
      level: levelOf(dispute),
      judgeRank: rank,
      ownerId,
      ruling: given,
      followsProposal:
        facts.proposal === null || input.verdict !== 'ruled' ? null : follows(facts.proposal, given, ownerId),
      appealUntil: input.verdict === 'agreed' ? null : appealUntil(rules.verdicts, rank, dispute.timeZone, now),
    },
    clauses,
    facts.proposal && given && input.verdict === 'ruled' ? overruled(facts.proposal, given) : [],
  );
}

export const rankAmong = (roles: readonly string[]): number => Math.max(0, ...roles.map((role) => rankOf(role) ?? 0));

const levelOf = (dispute: DisputeFacts): number => {
  const last = dispute.rulings.at(-1);
  return dispute.state === 'appealed' ? (last?.level ?? 0) + 1 : (last?.level ?? 1);
};

/** The first ruling asks for the post the house names; an appeal for somebody above whoever ruled last. */
function whyTooLow(rules: VerdictRuleValues, facts: JudgeFacts, input: VerdictInput) {
  const { dispute, judge } = facts;
  const rank = rankAmong(judge.roles);
  const last = dispute.rulings.at(-1);
  if (dispute.state === 'appealed' && last) {
    const ruledBefore = dispute.rulings.some(({ judgeId }) => judgeId === judge.id);
    return ruledBefore || rank <= last.judgeRank
      ? refuse('JUDGE_NOT_HIGHER', ['S0.07.cmd.23b'], { above: last.judgeRank })
      : null;
  }
  const role = facts.proposal === null && input.verdict === 'ruled' ? rules.uncoveredJudge : rules.judge;
  return rank < (rankOf(role) ?? 0) ? refuse('JUDGE_RANKS_TOO_LOW', ['S0.02.own.4c', 'S1.19.e.3'], { role }) : null;
}

function sharesOf(rules: ClaimRuleValues, facts: JudgeFacts, { verdict, ruling }: VerdictInput): Ruling | null {
  if (verdict === 'quarrel' || verdict === 'ruling_disobeyed') return forfeited(rules, verdict);
  if (ruling !== null || verdict === 'agreed') return ruling;
  return facts.proposal && { performance: facts.proposal.performance, commission: facts.proposal.commission };
}

function ownerOf({ proposal }: JudgeFacts, { verdict, ruling, ownerId }: VerdictInput): StaffId | null {
  if (verdict === 'quarrel' || verdict === 'ruling_disobeyed') return null;
  if (ownerId !== null || verdict === 'agreed' || ruling !== null) return ownerId;
  return proposal && proposal.ownerId !== 'department' ? proposal.ownerId : null;
}

/** Both sides lose everything, as the table of shares says. */
export function forfeited(rules: ClaimRuleValues, verdict: 'quarrel' | 'ruling_disobeyed'): Ruling | null {
  const decision = decideAttribution(rules, { ...nobody, dispute: verdict });
  return decision.accepted
    ? { performance: decision.outcome.performance, commission: decision.outcome.commission }
    : null;
}
const nobody = {
  dealAt: '2000-01-01T00:00:00.000Z', // not read: a quarrel asks for no dates
  timeZone: 'UTC',
  receivingId: null,
  earlier: [],
  aboutId: null,
  wish: 'none',
  complaint: 'none',
  ruling: null,
  event: null,
  standIn: null,
  foundLater: null,
  introducedOwnerId: null,
  familyOwnerId: null,
  reassignedToId: null,
  mentors: {},
  club: null,
} as const;

export const isWhole = (ruling: Ruling): boolean =>
  [ruling.performance, ruling.commission].every(
    (shares) =>
      shares.every(({ percent }) => Number.isInteger(percent) && percent >= 0) &&
      shares.reduce((sum, { percent }) => sum + percent, 0) === 100,
  );

const percents = (shares: readonly Share[]): ReadonlyMap<Party, number> => {
  const sums = new Map<Party, number>();
  for (const { party, percent } of shares) if (percent > 0) sums.set(party, (sums.get(party) ?? 0) + percent);
  return sums;
};
const isSame = (a: readonly Share[], b: readonly Share[]): boolean => {
  const [left, right] = [percents(a), percents(b)];
  return left.size === right.size && [...left].every(([party, percent]) => right.get(party) === percent);
};

const follows = (proposal: Proposal, given: Ruling | null, ownerId: StaffId | null): boolean =>
  given !== null &&
  isSame(proposal.performance, given.performance) &&
  isSame(proposal.commission, given.commission) &&
  (ownerId === null || ownerId === proposal.ownerId);

/** Who would have had more by the rulebook. */
const overruled = (proposal: Proposal, given: Ruling) => {
  const now = percents([...given.performance, ...given.commission]);
  return [...percents([...proposal.performance, ...proposal.commission])]
    .filter(([party, percent]) => percent > (now.get(party) ?? 0))
    .map(([party]) => ({ what: party, reason: 'OVERRULED', clauses: ['S0.02.own.4c'] }));
};

export const appealUntil = (rules: VerdictRuleValues, rank: number, timeZone: string, now: Instant): Instant | null =>
  rules.appealDays > 0 && rank < (rankOf(rules.lastInstance) ?? 0)
    ? endAfterDays(now, rules.appealDays, timeZone)
    : null;
