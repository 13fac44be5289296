/** The account of a deal: what happens with the deal, its money and its shares becomes lines of performance and commission. */
import type { Share } from '#core/claims/index.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import {
  type Balance,
  type DealStanding,
  decideAccrual,
  decideClawback,
  decideReferral,
  decideResplit,
  type EndCause,
  type Month,
  type NewLine,
  postingMonth,
  type Rate,
  type Shares,
  type Stopped,
} from '#core/money/index.ts';
import { siteById } from '#server/claims/index.ts';
import { creditAgain, type Deal, type DealEvent, lockDeal } from '#server/deals/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { RulesInForce } from '#server/platform/rules.ts';
import * as store from './store-commission.ts';

const loanReportOf = ({ loan }: Deal): DealStanding['loanReport'] => {
  if (!loan?.needsPayoutReport) return 'not_needed';
  return loan.payoutReportedAt === null ? 'missing' : 'in';
};

const standingOf = (deal: Deal, disputed: boolean): DealStanding => ({
  kind: deal.kind,
  stage: deal.state,
  priceFen: deal.priceFen,
  paidFen: Math.max(deal.paidFen, 0),
  nothingOwed: deal.fullyPaidAt !== null,
  loanReport: loanReportOf(deal),
  downPaymentFen: deal.loan?.downPaymentFen ?? 0,
  papersMissing: deal.state === 'handed_over' && deal.fileDueAt !== null && deal.filedAt === null,
  isDisputed: disputed,
});

interface Posting {
  readonly account: store.Account;
  readonly lines: readonly NewLine[];
  readonly clauses: readonly string[];
  readonly journalId: string;
}

/** Puts lines into the month of now, or the first open one after it, and tells whose pages show them. */
async function post(context: Context, { account, lines, clauses, journalId }: Posting): Promise<void> {
  if (lines.length === 0) return;
  const { tx, now } = context;
  const { siteId, dealId } = account;
  const { timeZone } = await siteById(tx, siteId);
  const month: Month = postingMonth(localDateOf(now, timeZone).slice(0, 7), await store.shareBook(tx, siteId));
  const rows = lines.map((line) => ({
    ...line,
    ...{ id: context.newId(), siteId, month, dealId, clauses, earnedAt: now, journalId },
  }));
  await store.insertLines(tx, rows);
  context.publish({ topic: 'commission', siteId });
  for (const staffId of peopleIn(lines)) context.publish({ topic: 'commission', staffId });
}

const peopleIn = (lines: readonly { readonly party: string }[]): string[] => [
  ...new Set(lines.map(({ party }) => party).filter((party) => party !== 'department')),
];
const peopleOf = (shares: Shares | null, balances: readonly Balance[]): string[] =>
  peopleIn([...(shares?.performance ?? []), ...(shares?.commission ?? []), ...balances]);

/** The rate a deal is counted by: fixed once, by the policy of the month in which it counted. */
async function policyOf(context: Context, deal: Deal, rate: Rate | null, day: string) {
  if (rate !== null) return null;
  const month = day.slice(0, 7);
  const given = { siteId: deal.siteId, month, kind: deal.kind, unitId: deal.unitId, model: deal.wanted?.model ?? null };
  const policy = await store.policyFor(context.tx, given);
  return policy && ({ by: 'policy', fen: policy.fen, month, product: policy.product } as const);
}

/** Counts a deal anew and books the difference. Nothing is written when there is none. */
async function count(
  context: Context,
  deal: Deal,
  account: store.Account,
  rules: RulesInForce,
): Promise<store.Account> {
  const { tx } = context;
  const { timeZone } = await siteById(tx, deal.siteId);
  const day = localDateOf(account.countedAt ?? context.now, timeZone);
  const balances = await store.balancesOf(tx, deal.id);
  const facts = {
    standing: standingOf(deal, await store.isDisputed(tx, deal.customerId)),
    shares: account.shares,
    policy: await policyOf(context, deal, account.rate, day),
    onProbation: await store.isProbationer(tx, deal.consultantId, day),
    rate: account.rate,
    stopped: account.stopped,
    balances,
  };
  const decision = decideAccrual(rules.values.money, facts);
  if (!decision.accepted) throw new Error('never refused');
  const { lines, waits, rate, poolFen } = decision.outcome;
  const isNews = lines.length > 0 || waits.join() !== account.waits.join() || poolFen !== account.poolFen;
  if (!isNews) return account;
  const journalId = context.record({
    kind: 'money.accrue',
    siteId: deal.siteId,
    subject: { type: 'commission_account', id: deal.id }, // not on the deal's own timeline: whose pay it is reads it
    staffIds: peopleOf(account.shares, balances),
    rules,
    input: {},
    facts,
    decision,
  });
  const counted = { ...account, waits, poolFen, rate: account.shares === null ? null : rate, journalId };
  await store.saveAccount(context, counted);
  await post(context, { account: counted, lines, clauses: decision.clauses, journalId });
  return counted;
}

/** After money came or went, a price changed, papers arrived, a dispute ended. Before a deal has counted there is nothing to count. */
export async function recount(context: Context, deal: Deal, isOtherUnit = false): Promise<void> {
  if ((await store.accountOf(context.tx, deal.id)) === null) return;
  const account = await store.lockAccount(context, deal);
  if (account.stopped.length === 2) return;
  const rate = isOtherUnit ? null : account.rate; // another product may pay another rate
  await count(context, deal, { ...account, rate }, await context.rules(deal.siteId));
}

interface Credit {
  readonly caseName: string;
  readonly performance: readonly Share[];
  readonly commission: readonly Share[];
  readonly journalId: string;
}
/** A customer who is nobody's was sold to by the consultant of the deal. */
const soldBy = (deal: Deal, journalId: string): Credit => {
  const whole = [{ party: deal.consultantId, percent: 100 }];
  return { caseName: 'ordinary', performance: whole, commission: whole, journalId };
};

async function counted(context: Context, { deal, credit, journalId, at }: DealEvent): Promise<void> {
  const account = await store.lockAccount(context, deal);
  // Somebody's customer without a credit: somebody has to rule first, and the deal counts again when they have.
  const given = credit ?? ((await store.isSomebodys(context.tx, deal.customerId)) ? null : soldBy(deal, journalId));
  const opened = {
    ...account,
    shares: given && { performance: given.performance, commission: given.commission },
    caseName: given?.caseName ?? null,
    sharesJournalId: given?.journalId ?? null,
    countedAt: account.countedAt ?? at,
  };
  await store.saveAccount(context, opened);
  const rules = await context.rules(deal.siteId);
  await count(context, deal, opened, rules);
  await rewardIntroducer(context, deal, rules);
}

async function rewardIntroducer(context: Context, deal: Deal, rules: RulesInForce): Promise<void> {
  const { tx } = context;
  const introducerId = await store.introducerOf(tx, deal.customerId);
  const facts = { introducerId, isCounted: true, isGiven: (await store.referralOf(tx, deal.id)) !== null };
  const decision = decideReferral(rules.values.money, facts);
  if (!decision.accepted || introducerId === null) return;
  const id = context.newId();
  const journalId = context.record({
    kind: 'money.reward',
    siteId: deal.siteId,
    subject: { type: 'commission_account', id: deal.id },
    customerId: introducerId,
    staffIds: [deal.consultantId],
    rules,
    input: {},
    facts,
    decision,
  });
  const { amountFen } = decision.outcome;
  await store.insertReferral(context, {
    ...{ id, siteId: deal.siteId, dealId: deal.id, customerId: introducerId, amountFen, journalId },
  });
}

/** The deal has ended, or its credit was taken away: what it brought goes back as the cause demands. */
async function takeBack(context: Context, deal: Deal, cause: EndCause, of: Stopped): Promise<void> {
  const { tx } = context;
  if ((await store.accountOf(tx, deal.id)) === null) return;
  const account = await store.lockAccount(context, deal);
  const due = of.filter((purse) => !account.stopped.includes(purse));
  if (due.length === 0) return;
  const rules = await context.rules(deal.siteId);
  const facts = { cause, of: due, balances: await store.balancesOf(tx, deal.id) };
  const decision = decideClawback(rules.values.money, facts);
  if (!decision.accepted) throw new Error('never refused');
  const journalId = context.record({
    kind: 'money.clawback',
    siteId: deal.siteId,
    subject: { type: 'commission_account', id: deal.id }, // not on the deal's own timeline: whose pay it is reads it
    staffIds: peopleOf(account.shares, facts.balances),
    rules,
    input: {},
    facts,
    decision,
  });
  const stopped = [...account.stopped, ...due];
  const ended = { ...account, stopped, waits: [], endedCause: cause, journalId };
  await store.saveAccount(context, ended);
  await post(context, { account: ended, lines: decision.outcome.lines, clauses: decision.clauses, journalId });
}

/** A ruling divides the deal anew: closed months stand, the difference is booked today. */
export async function divideAnew(
  context: Context,
  given: { readonly deal: Deal; readonly shares: Shares; readonly caseName: string; readonly journalId: string },
): Promise<void> {
  const { tx } = context;
  const { deal, shares } = given;
  if ((await store.accountOf(tx, deal.id)) === null) return;
  const account = await store.lockAccount(context, deal);
  const rules = await context.rules(deal.siteId);
  const facts = { shares, balances: await store.balancesOf(tx, deal.id) };
  const decision = decideResplit(facts);
  if (!decision.accepted) throw new Error('never refused');
  const journalId = context.record({
    kind: 'money.resplit',
    siteId: deal.siteId,
    subject: { type: 'commission_account', id: deal.id }, // not on the deal's own timeline: whose pay it is reads it
    staffIds: peopleOf(shares, facts.balances),
    rules,
    input: {},
    facts,
    decision,
  });
  const divided = { ...account, shares, caseName: given.caseName, sharesJournalId: given.journalId, journalId };
  await store.saveAccount(context, divided);
  await post(context, { account: divided, lines: decision.outcome.lines, clauses: decision.clauses, journalId });
  await count(context, deal, divided, rules); // the ruling may have ended what the deal waited for
}

const causeOf = ({ cause, deal }: DealEvent): EndCause => {
  if (cause) return cause;
  return deal.endedCause === 'breach' || deal.endedCause === 'company' ? deal.endedCause : 'customer';
};

export async function dealHappened(context: Context, event: DealEvent): Promise<void> {
  const { deal } = event;
  switch (event.type) {
    case 'fined':
      return; // touches no deal: penalties are booked by themselves
    case 'counted':
      return counted(context, event);
    case 'cancelled':
      await store.cancelReferral(context.tx, deal.id);
      return takeBack(context, deal, causeOf(event), ['performance', 'commission']);
    case 'credit_cancelled': {
      const given = event.creditCancelled ?? deal.creditCancelled;
      const of = (['performance', 'commission'] as const).filter((purse) => given?.[purse] ?? true);
      return takeBack(context, deal, given?.cause ?? causeOf(event), of);
    }
    default:
      return recount(context, deal, event.before !== undefined && event.before.unitId !== deal.unitId);
  }
}

/** The shares of a deal were ruled on. Where none stood before, the deal counts only now, and says so itself. */
export async function sharesRuled(
  context: Context,
  {
    dealId,
    shares,
    journalId,
  }: { readonly dealId: string | null; readonly shares: Shares; readonly journalId: string },
): Promise<void> {
  if (dealId === null || (await store.accountOf(context.tx, dealId)) === null) return;
  await divideAnew(context, { deal: await lockDeal(context, dealId), shares, caseName: 'ruled', journalId });
}

/** Nothing is disputed about the customer any more: what waited for that goes on. */
export async function disputeOver(context: Context, customerId: string): Promise<void> {
  for (const { dealId } of await store.waitingForShares(context.tx, customerId)) await creditAgain(context, dealId);
  for (const { dealId } of await store.waitingForDispute(context.tx, customerId))
    await recount(context, await lockDeal(context, dealId));
}

/** After a receipt, a reversal or a refund, when the deal knows of it. */
export async function moneyHappened(context: Context, dealId: string): Promise<void> {
  if ((await store.accountOf(context.tx, dealId)) === null) return;
  await recount(context, await lockDeal(context, dealId));
}
