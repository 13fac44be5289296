/** Closing a month, handing its signed statements in, paying what is approved. */
import { inYuan as yuan } from '#contract/kernel/yuan.ts';
import { commission as routes } from '#contract/commission.ts';
import { accept } from '#core/kernel/decision.ts';
import {
  decideCloseMonth,
  decidePay,
  decideRewards,
  decideStatement,
  decideSubmit,
  type Month,
  type NewLine,
} from '#core/money/index.ts';
import { onApproval, openApprovalOf, requestApproval } from '#server/approvals/index.ts';
import { siteById } from '#server/claims/index.ts';
import { lockDeal } from '#server/deals/index.ts';
import { notify, notifyAll } from '#server/notices/index.ts';
import { requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import type { RulesInForce } from '#server/platform/rules.ts';
import { recount } from './commission-accounts.ts';
import { decided } from './commission-said.ts';
import * as commission from './store-commission.ts';
import * as store from './store-months.ts';
import { monthOut } from './views-months.ts';

interface Closing {
  readonly context: Context;
  readonly siteId: string;
  readonly month: Month;
  readonly rules: RulesInForce;
}

/** Awards are lines of the month like any other, so they are booked before the statements are made. */
async function bookRewards({ context, siteId, month, rules }: Closing, people: readonly store.PersonMonth[]) {
  const { tx, now } = context;
  const house = await store.monthOfHouse(tx, siteId, month);
  const facts = {
    month,
    targetFen: house.targetFen,
    performanceFen: house.performanceFen,
    people: people.map(({ staffId, teamId, isInternal, performanceFen }) => ({
      staffId,
      teamId,
      isInternal,
      performanceFen,
    })),
    before: await store.topsBefore(tx, siteId, month),
  };
  const decision = decideRewards(rules.values.money, facts);
  if (!decision.accepted) throw new Error('never refused');
  const { lines, considered, tops } = decision.outcome;
  if (lines.length > 0 || considered.length > 0) {
    const staffIds = [...new Set([...lines.map(({ party }) => party), ...considered])];
    const journalId = context.record({
      kind: 'money.monthRewards',
      siteId,
      subject: { type: 'commission_month', id: siteId },
      staffIds,
      rules,
      input: {},
      facts,
      decision,
    });
    const clauses = decision.clauses;
    await commission.insertLines(
      tx,
      lines.map((line) => rowOf(context, { line, siteId, month, clauses, journalId, earnedAt: now })),
    );
    const payload = { month, link: '/my-pay' };
    for (const staffId of considered)
      await notify(context, { staffId, kind: 'money.riseConsidered', payload, journalId });
  }
  return { tops, house, awarded: lines };
}

const rowOf = (
  context: Context,
  given: {
    line: NewLine;
    siteId: string;
    month: Month;
    clauses: readonly string[];
    journalId: string;
    earnedAt: string;
  },
): commission.LineRow => {
  const { line, ...rest } = given;
  return { ...line, ...rest, id: context.newId(), dealId: null };
};

function makeStatements({ context, siteId, month, rules }: Closing, people: readonly store.PersonMonth[]) {
  return people.map(({ teamId: _team, isInternal: _internal, ...sums }): store.NewStatement => {
    const facts = { month, ...sums };
    const decision = decideStatement(rules.values.money, facts);
    if (!decision.accepted) throw new Error('never refused');
    const id = context.newId();
    const journalId = context.record({
      kind: 'money.statement',
      siteId,
      subject: { type: 'statement', id },
      staffIds: [sums.staffId],
      rules,
      input: {},
      facts,
      decision,
    });
    return { id, staffId: sums.staffId, facts, made: decision.outcome, journalId };
  });
}

/** Awards of one person join what the month brought them. */
const withAwards = (people: readonly store.PersonMonth[], awarded: readonly NewLine[]): store.PersonMonth[] => {
  const sums = new Map<string, number>();
  for (const { party, amountFen } of awarded) sums.set(party, (sums.get(party) ?? 0) + amountFen);
  return people.map((one) => ({ ...one, rewardsFen: one.rewardsFen + (sums.get(one.staffId) ?? 0) }));
};

const tierRowsOf = (context: Context, siteId: string, month: Month, statements: readonly store.NewStatement[]) =>
  statements.flatMap(({ made, journalId }) =>
    made.tierLines.map(
      ({ dealId, ...line }): commission.LineRow => ({
        ...line,
        ...{ id: context.newId(), siteId, month, dealId, clauses: ['S1.02.a12'], journalId },
        earnedAt: context.now,
      }),
    ),
  );

/** Everything of the month in a few statements, whatever the number of people: loaded, decided, written. */
export async function closeMonth(context: Context, siteId: string, month: Month): Promise<store.ClosedMonth> {
  const { tx, now } = context;
  for (const { dealId } of await store.settledSince(tx, siteId))
    await recount(context, await lockDeal(context, dealId));
  const closedUntil = await commission.lockBook(tx, siteId);
  const { timeZone } = await siteById(tx, siteId);
  const facts = {
    month,
    timeZone,
    isClosed: closedUntil !== null && month <= closedUntil,
    earlierOpen: await store.earlierOpen(tx, siteId, month, closedUntil),
  };
  const decision = decided(decideCloseMonth(facts, now));
  const rules = await context.rules(siteId);
  const closing = { context, siteId, month, rules };
  const people = await store.monthOfPeople(tx, siteId, month);
  const { tops, house, awarded } = await bookRewards(closing, people);
  const statements = makeStatements(closing, withAwards(people, awarded));
  await commission.insertLines(tx, tierRowsOf(context, siteId, month, statements));
  await store.insertStatements(context, siteId, month, statements);
  await store.putOnStatements(tx, siteId, month);
  const journalId = context.record({
    kind: 'money.settleMonth',
    siteId,
    subject: { type: 'commission_month', id: siteId },
    rules,
    input: {},
    facts,
    decision,
  });
  const sum = (of: (one: store.NewStatement) => number) => statements.reduce((total, one) => total + of(one), 0);
  const closed = {
    ...{
      siteId,
      month,
      performanceFen: house.performanceFen,
      houseFen: house.houseFen,
      people: statements.length,
      tops,
    },
    commissionFen: sum(({ made, facts: of }) => made.commissionFen + of.rewardsFen + of.correctionsFen),
    payableFen: sum(({ made }) => made.payableFen),
    journalId,
  };
  await store.saveClosed(context, closed);
  await notifyAll(
    context,
    statements.map(({ staffId, made, id, journalId: why }) => ({
      staffId,
      kind: 'money.statementIssued',
      payload: { month, amount: yuan(made.payableFen), link: `/statements/${id}` },
      journalId: why,
    })),
  );
  context.publish({ topic: 'commission', siteId });
  return closed;
}

const close = carryOut(routes.closeMonth, async (context, { params }) => {
  requireSite(context.actor, 'money.settle', params.siteId);
  const { people, journalId } = await closeMonth(context, params.siteId, params.month);
  return { month: await monthOut(context, params.siteId, params.month), statements: people, journalId };
});

const submit = carryOut(routes.submit, async (context, { params }) => {
  const { siteId, month } = params;
  const { tx } = context;
  requireSite(context.actor, 'money.settle', siteId);
  const statements = await store.lockStatements(tx, siteId, month);
  const closedUntil = await commission.closedUntilOf(tx, siteId);
  const rules = await context.rules(siteId);
  const facts = {
    month,
    isClosed: closedUntil !== null && month <= closedUntil,
    statements: statements.map(({ id, state, openQueries }) => ({ id, state, openQueries })),
  };
  const decision = decided(decideSubmit(rules.values.money, facts));
  const { statementIds, unsigned } = decision.outcome;
  const chosen = statements.filter(({ id }) => statementIds.includes(id));
  const totalFen = chosen.reduce((sum, { payableFen }) => sum + payableFen, 0);
  const sentBack = await store.lastRefusedBatch(tx, siteId, month);
  const isReturned = sentBack !== null && (await openApprovalOf(tx, 'statement', sentBack))?.state === 'returned';
  const id = isReturned ? sentBack : context.newId(); // another round of the same approval
  const journalId = context.record({
    kind: 'money.submitStatements',
    siteId,
    subject: { type: 'statement_batch', id },
    staffIds: [context.actor.staffId],
    rules,
    input: {},
    facts,
    decision,
  });
  await store.insertBatch(context, { id, siteId, month, totalFen, statementIds, journalId });
  const house = await store.monthOfHouse(tx, siteId, month);
  const { approvalId } = await requestApproval(context, {
    matter: 'statement',
    siteId,
    subject: { type: 'statement_batch', id },
    title: { zh: `${month} 提成结算单 ${chosen.length} 份`, en: `${chosen.length} statements of ${month}` },
    lines: [
      { zh: '应发合计（元）', en: 'To be paid (yuan)', value: yuan(totalFen) },
      { zh: '人数', en: 'People', value: String(chosen.length) },
      { zh: '未签字、另行送审', en: 'Not signed, to follow', value: String(unsigned) },
      { zh: '当月业绩（元）', en: 'Performance of the month (yuan)', value: yuan(house.performanceFen) },
      { zh: '归部门（元）', en: 'The department’s share (yuan)', value: yuan(house.houseFen) },
    ],
    magnitude: { amountFen: totalFen },
    link: `/pay/months/${siteId}/${month}`,
    payload: { month },
  });
  context.publish({ topic: 'commission', siteId });
  return {
    ...{ month: await monthOut(context, siteId, month), submitted: chosen.length, unsigned, approvalId, journalId },
  };
});

onApproval('statement', {
  async approved(context, approval) {
    await endBatch(context, approval, 'approved');
  },
  refused: (context, approval) => endBatch(context, approval, 'refused'),
});

async function endBatch(
  context: Context,
  approval: { readonly subject: { readonly id: string }; readonly siteId: string; readonly journalId: string },
  to: 'approved' | 'refused',
): Promise<void> {
  const batch = await store.batchById(context.tx, approval.subject.id);
  if (batch === null) return;
  const staffIds = await store.endBatch(context, approval.subject.id, to);
  context.record({
    kind: 'money.approveStatements',
    siteId: batch.siteId,
    subject: { type: 'statement_batch', id: approval.subject.id },
    staffIds,
    input: {},
    facts: { approval: approval.journalId, month: batch.month, people: staffIds.length },
    decision: accept({ state: to }, ['S0.08.g.7']),
  });
  for (const staffId of staffIds) context.publish({ topic: 'commission', staffId });
  context.publish({ topic: 'commission', siteId: batch.siteId });
}

const pay = carryOut(routes.pay, async (context, { params }) => {
  const { siteId, month } = params;
  const { tx, now } = context;
  requireSite(context.actor, 'money.pay', siteId);
  const statements = await store.lockStatements(tx, siteId, month);
  const facts = {
    month,
    statements: statements.map(({ id, staffId, state, payableFen }) => ({ id, staffId, state, payableFen })),
  };
  const decision = decided(decidePay(facts));
  const { payouts, totalFen } = decision.outcome;
  const journalId = context.record({
    kind: 'money.payOut',
    siteId,
    subject: { type: 'commission_month', id: siteId },
    staffIds: [context.actor.staffId], // everybody's pay stands in it: each person's own is told by their statement
    rules: await context.rules(siteId),
    input: {},
    facts,
    decision,
  });
  await store.markPaid(
    context,
    payouts.map(({ statementId }) => statementId),
    journalId,
  );
  const ownEntry = (id: string): string => statements.find((one) => one.id === id)?.journalId ?? journalId;
  const { timeZone } = await siteById(tx, siteId);
  const paidIn = Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainDate().toString().slice(0, 7);
  await commission.insertLines(
    tx,
    payouts
      .filter(({ fen }) => fen !== 0)
      .map(
        ({ statementId, staffId, fen }): commission.LineRow => ({
          ...{ id: context.newId(), siteId, month: paidIn, party: staffId, dealId: null },
          ...{
            purse: 'commission',
            kind: 'payout',
            amountFen: -fen,
            basis: { is: 'payout', month },
            clauses: decision.clauses,
          },
          ...{ earnedAt: now, statementId, journalId: ownEntry(statementId) },
        }),
      ),
  );
  await notifyAll(
    context,
    payouts.map(({ staffId, fen, statementId }) => ({
      staffId,
      kind: 'money.paidOut',
      payload: { month, amount: yuan(fen), link: `/statements/${statementId}` },
      journalId: ownEntry(statementId),
    })),
  );
  context.publish({ topic: 'commission', siteId });
  return { month: await monthOut(context, siteId, month), paid: payouts.length, totalFen, journalId };
});

export const monthCommands: readonly Endpoint[] = [close, submit, pay];
