/**
 * What a deal has earned by now, and whose it is. Earned is always counted anew from the whole: the pool, how far the deal and its money
 * have come, and the shares; a line is the difference to what stands already. So the parts make the total to the fen, however many
 * instalments, reversals and rulings it took to get there.
 */
import { type Party, type Share, splitFen } from '../claims/index.ts';
import { accept, type ClauseId, type Decision } from '../kernel/decision.ts';
import type { EarnedOn, UnitKind } from './commission-rules.ts';
import type { Balance, Basis, DealStanding, NewLine, Purse, Rate, Shares, Stopped, Wait } from './commission-types.ts';
import type { MoneyRuleValues } from './rules.ts';

export interface AccrualFacts {
  readonly standing: DealStanding;
  readonly shares: Shares | null;
  /** What the month's policy gives for the product, when it names it. */
  readonly policy: Extract<Rate, { by: 'policy' }> | null;
  /** Somebody on probation sells this deal: their pay goes by the car. */
  readonly onProbation: boolean;
  /** The rate fixed when the deal first counted. */
  readonly rate: Rate | null;
  readonly stopped: Stopped;
  readonly balances: readonly Balance[];
}

export interface Accrued {
  readonly rate: Rate;
  readonly poolFen: number;
  readonly waits: readonly Wait[];
  readonly earned: { readonly performanceFen: number; readonly commissionFen: number };
  readonly lines: readonly NewLine[];
}

/** Whole fen of a part of an amount, rounded down; products of large deals do not fit a number. */
export const partOf = (fen: number, part: number, whole: number): number =>
  Number((BigInt(fen) * BigInt(part)) / BigInt(whole));

export function rateOf(
  rules: MoneyRuleValues,
  kind: UnitKind,
  facts: Pick<AccrualFacts, 'policy' | 'onProbation'>,
): Rate {
  const byPolicy =
    facts.policy !== null &&
    (rules.monthPolicy === 'first' || (rules.monthPolicy === 'probation_only' && facts.onProbation));
  if (facts.policy && byPolicy) return facts.policy;
  const row = rules.rates[kind];
  return { by: 'table', basisPoints: row?.basisPoints ?? 0, yuan: row?.yuan ?? 0 };
}

export const poolOf = (rate: Rate, priceFen: number): number =>
  rate.by === 'policy' ? rate.fen : partOf(priceFen, rate.basisPoints, 10_000) + rate.yuan * 100;

/** Rooms are signed by contract; what needs none is signed when its order is effective. */
const isSigned = ({ kind, stage }: DealStanding): boolean =>
  stage === 'contracted' ||
  stage === 'handed_over' ||
  (kind !== 'room' && (stage === 'subscribed' || stage === 'contracting'));

const isPaid = ({ priceFen, paidFen, nothingOwed }: DealStanding): boolean =>
  paidFen >= priceFen || nothingOwed === true;

/** S0.08.b.31b, S0.08.d.2c: a loan counts as money in once the down payment is made and the lender has reported. */
export const fundsAreIn = (standing: DealStanding): boolean =>
  standing.loanReport === 'not_needed'
    ? isPaid(standing)
    : standing.loanReport === 'in' && standing.paidFen >= Math.min(standing.downPaymentFen, standing.priceFen);

function earnedBy(rules: MoneyRuleValues, on: EarnedOn, poolFen: number, standing: DealStanding): number {
  const { priceFen, paidFen, stage } = standing;
  switch (on) {
    case 'signing':
      // Where money comes first it also stays: a reversal takes back what its receipt had brought (S0.08.b.31).
      return isSigned(standing) && (!rules.fundsFirst || fundsAreIn(standing)) ? poolFen : 0;
    case 'money_received':
      if (!isSigned(standing)) return 0;
      return paidFen >= priceFen ? poolFen : partOf(poolFen, Math.max(paidFen, 0), priceFen);
    case 'full_payment':
      return isSigned(standing) && fundsAreIn(standing) ? poolFen : 0;
    case 'handover':
      // A cheque that bounces after the keys were given: without the money there is no performance (S0.08.b.31).
      return stage === 'handed_over' && (!rules.fundsFirst || fundsAreIn(standing)) ? poolFen : 0;
  }
}

export function waitsOf(
  rules: MoneyRuleValues,
  { standing, shares }: Pick<AccrualFacts, 'standing' | 'shares'>,
): Wait[] {
  return [
    ...(shares === null ? (['shares'] as const) : []),
    ...(rules.fundsFirst && !fundsAreIn(standing) ? (['funds'] as const) : []),
    ...(rules.papersFirst && standing.papersMissing ? (['papers'] as const) : []),
    ...(rules.disputeHolds && standing.isDisputed ? (['dispute'] as const) : []),
    ...(standing.stage === 'breached' ? (['breach'] as const) : []),
  ];
}

export const totalOf = (balances: readonly Balance[], purse: Purse): number =>
  balances.reduce((sum, balance) => (balance.purse === purse ? sum + balance.fen : sum), 0);

export const balanceOf = (balances: readonly Balance[], purse: Purse, party: Party): number =>
  balances.reduce((sum, one) => (one.purse === purse && one.party === party ? sum + one.fen : sum), 0);

/** Everybody with a share or with money in the purse, in a fixed order. */
export function partiesIn(shares: readonly Share[], balances: readonly Balance[], purse: Purse): readonly Party[] {
  const holders = balances.filter((one) => one.purse === purse).map(({ party }) => party);
  return [...new Set([...shares.map(({ party }) => party), ...holders.sort()])];
}

/** What each party should have of a total. */
export function targetsOf(shares: readonly Share[], totalFen: number): ReadonlyMap<Party, number> {
  const weights = shares.map(({ percent }) => percent);
  if (weights.every((weight) => weight === 0)) return new Map([['department', totalFen]]);
  const parts = splitFen(totalFen, weights);
  const targets = new Map<Party, number>();
  for (const [index, { party }] of shares.entries())
    targets.set(party, (targets.get(party) ?? 0) + (parts[index] ?? 0));
  return targets;
}

export const percentOf = (shares: readonly Share[], party: Party): number =>
  shares.reduce((sum, share) => (share.party === party ? sum + share.percent : sum), 0);

interface Accounting {
  readonly purse: 'performance' | 'commission';
  readonly shares: readonly Share[];
  readonly balances: readonly Balance[];
  readonly dueFen: number;
  readonly basis: Omit<Extract<Basis, { is: 'accrual' }>, 'is' | 'percent' | 'beforeFen' | 'dueFen'>;
}

function linesOf({ purse, shares, balances, dueFen, basis }: Accounting): NewLine[] {
  const before = totalOf(balances, purse);
  const targets = targetsOf(shares, dueFen);
  const grows = dueFen >= before;
  return partiesIn(shares, balances, purse).flatMap((party): NewLine[] => {
    const beforeFen = balanceOf(balances, purse, party);
    const amountFen = (targets.get(party) ?? 0) - beforeFen;
    if (amountFen === 0) return [];
    const why: Basis = { is: 'accrual', ...basis, dueFen, percent: percentOf(shares, party), beforeFen };
    return [{ party, purse, kind: grows ? purse : 'correction', amountFen, basis: why }];
  });
}

/** What a month's attainment added or took off goes with the commission it belonged to; earned again, it is reckoned again. */
function tierBack(balances: readonly Balance[], dueFen: number): NewLine[] {
  const before = totalOf(balances, 'commission');
  if (before <= 0 || dueFen >= before) return [];
  return partiesIn([], balances, 'tier').flatMap((party): NewLine[] => {
    const beforeFen = balanceOf(balances, 'tier', party);
    const part = partOf(Math.abs(beforeFen), before - dueFen, before);
    const fen = beforeFen > 0 ? part : -part;
    if (part === 0) return [];
    const basis = { is: 'tier_back', beforeFen, fromFen: before, toFen: dueFen } as const;
    return [{ party, purse: 'tier', kind: 'correction', amountFen: -fen, basis }];
  });
}

const clausesOf = (rules: MoneyRuleValues, { standing, onProbation }: AccrualFacts, rate: Rate): ClauseId[] => [
  ...(rules.fundsFirst ? ['S0.08.b.31', 'S2.15.c2.31'] : []),
  ...(standing.loanReport === 'not_needed' ? [] : ['S0.08.b.31b']),
  ...(rules.papersFirst && standing.stage === 'handed_over' ? ['S0.08.g.8b'] : []),
  ...(rate.by === 'policy' ? ['S0.08.a.5', 'S2.15.c1.05'] : onProbation ? ['S0.08.a.5'] : []),
  ...(onProbation ? ['S0.08.a.5b'] : []),
];

/**
 * A deal that waits for something earns nothing more, but loses what the money no longer covers. The rate is the one that was fixed when
 * it first counted; a changed price changes the pool.
 */
export function decideAccrual(rules: MoneyRuleValues, facts: AccrualFacts): Decision<Accrued, never> {
  const { standing, balances } = facts;
  const rate = facts.rate ?? rateOf(rules, standing.kind, facts);
  const poolFen = poolOf(rate, standing.priceFen);
  const waits = waitsOf(rules, facts);
  const held = (purse: 'performance' | 'commission', dueFen: number) => {
    const stands = totalOf(balances, purse);
    // A breach may yet be healed: what stands waits until it is, or until the deal ends and is taken back by its cause.
    if (facts.stopped.includes(purse) || standing.stage === 'breached') return stands;
    return waits.length > 0 ? Math.min(dueFen, Math.max(stands, 0)) : dueFen;
  };
  const performanceFen = held('performance', earnedBy(rules, rules.performanceOn, standing.priceFen, standing));
  const commissionFen = held('commission', earnedBy(rules, rules.commissionOn, poolFen, standing));
  const basis = { priceFen: standing.priceFen, paidFen: standing.paidFen, rate, poolFen };
  const shares = facts.shares ?? asTheyStand(balances);
  const goesOn = (purse: 'performance' | 'commission') =>
    !facts.stopped.includes(purse) && standing.stage !== 'breached';
  const performanceLines = () =>
    linesOf({
      ...{ purse: 'performance', shares: shares.performance, balances, dueFen: performanceFen },
      basis: { ...basis, on: rules.performanceOn, rate: null, poolFen: standing.priceFen },
    });
  const commissionLines = () => [
    ...linesOf({
      ...{ purse: 'commission', shares: shares.commission, balances, dueFen: commissionFen },
      basis: { ...basis, on: rules.commissionOn },
    }),
    ...tierBack(balances, commissionFen),
  ];
  const lines = [
    ...(goesOn('performance') ? performanceLines() : []),
    ...(goesOn('commission') ? commissionLines() : []),
  ];
  return accept(
    { rate, poolFen, waits, earned: { performanceFen, commissionFen }, lines },
    clausesOf(rules, facts, rate),
  );
}

/** Without decided shares nothing is earned; what stands of earlier is nobody's but its holders'. */
function asTheyStand(balances: readonly Balance[]): Shares {
  const of = (purse: Purse) =>
    balances.filter((one) => one.purse === purse && one.fen > 0).map(({ party, fen }) => ({ party, percent: fen }));
  return { performance: of('performance'), commission: of('commission') };
}
