/** Penalties: a rule costs somebody something, they acknowledge it or appeal, and what is left of it is booked once. */
import { inYuan as yuan } from '#contract/kernel/yuan.ts';
import { penalties as routes } from '#contract/penalties.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import {
  decideAnswerPenalty,
  decidePenalise,
  decideRuleAppeal,
  type PenaltyCause,
  postingMonth,
} from '#core/money/index.ts';
import { onFinedClaim, siteById } from '#server/claims/index.ts';
import { onDealEvent, onSiteFine } from '#server/deals/index.ts';
import { notify } from '#server/notices/index.ts';
import { personOf, requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { answer, carryOut, type Endpoint } from '#server/platform/http.ts';
import { decided } from './penalty-said.ts';
import { insertLines, shareBook } from './store-commission.ts';
import * as store from './store-penalties.ts';
import { settlersOf } from './store-statements.ts';
import { penaltiesOf, penaltyById } from './views-penalties.ts';

export interface Fine {
  readonly siteId: string;
  readonly staffId: string;
  readonly cause: PenaltyCause;
  readonly amountFen: number;
  readonly clauses: readonly string[];
  readonly dealId: string | null;
  readonly reason: string;
  readonly enteredBy: string | null;
  /** The entry of what happened. */
  readonly evidenceJournalId: string;
}

/** What the house makes of a fine: points, a negative incentive, or a deduction that waits for the person's word. */
export async function penalise(context: Context, fine: Fine): Promise<string | null> {
  const { tx, now } = context;
  if (await store.isPenalised(tx, fine)) return null;
  const { siteId, staffId, cause, amountFen, clauses } = fine;
  const { timeZone } = await siteById(tx, siteId);
  const rules = await context.rules(siteId);
  const facts = { staffId, cause, amountFen, clauses, timeZone };
  const decision = decided(decidePenalise(rules.values.money, facts, now));
  const id = context.newId();
  const journalId = context.record({
    kind: 'money.penalise',
    siteId,
    subject: { type: 'penalty', id },
    staffIds: [staffId],
    ...{ rules, input: {}, facts, decision, reason: fine.reason },
  });
  const { form, points, appealUntil } = decision.outcome;
  await store.insertPenalty(context, { ...fine, id, form, points, appealUntil, journalId });
  const payload = { amount: yuan(amountFen), points, form, cause, link: '/my-pay', until: appealUntil };
  await notify(context, { staffId, kind: 'money.penaltyProposed', payload, journalId });
  announce(context, fine);
  return id;
}

const announce = (context: Context, { siteId, staffId }: Pick<Fine, 'siteId' | 'staffId'>): void => {
  context.publish({ topic: 'commission', siteId });
  context.publish({ topic: 'commission', staffId });
};

onDealEvent('penalties', async (context, { fined, deal, journalId }) => {
  if (fined === undefined) return;
  const { staffId, amountYuan, cause, clauses } = fined;
  await penalise(context, {
    ...{ siteId: deal.siteId, staffId, cause, amountFen: amountYuan * 100, clauses, dealId: deal.id },
    ...{ reason: '', enteredBy: null, evidenceJournalId: journalId },
  });
});
onSiteFine('penalties', async (context, siteId, { staffId, amountYuan, cause, clauses }, journalId) => {
  await penalise(context, {
    ...{ siteId, staffId, cause, amountFen: amountYuan * 100, clauses, dealId: null },
    ...{ reason: '', enteredBy: null, evidenceJournalId: journalId },
  });
});
onFinedClaim('penalties', async (context, { siteId, staffId, yuan: amountYuan, clauses, journalId }) => {
  await penalise(context, {
    ...{ siteId, staffId, cause: 'duplicate', amountFen: amountYuan * 100, clauses, dealId: null },
    ...{ reason: '', enteredBy: null, evidenceJournalId: journalId },
  });
});

const factsOf = (context: Context, penalty: store.Penalty) => {
  const { staffId, state, form, amountFen, appealUntil, enteredBy, clauses } = penalty;
  return {
    penalty: { staffId, state, form, amountFen, appealUntil, enteredBy, clauses },
    byId: personOf(context.actor),
  };
};

/** A deduction becomes a line of the month that is open; the statement takes no more of it than the house may. */
async function book(
  context: Context,
  penalty: store.Penalty,
  of: {
    readonly amountFen: number;
    readonly after: 'acknowledged' | 'upheld' | 'reduced';
    readonly journalId: string;
    readonly enteredBy: string | null;
  },
): Promise<string> {
  const { tx, now } = context;
  const { siteId, staffId, cause, clauses, reason, id: penaltyId } = penalty;
  const { timeZone } = await siteById(tx, siteId);
  const month = postingMonth(localDateOf(now, timeZone).slice(0, 7), await shareBook(tx, siteId));
  const id = context.newId();
  await insertLines(tx, [
    {
      ...{ id, siteId, month, party: staffId, dealId: null, purse: 'commission', kind: 'penalty' },
      ...{ amountFen: -of.amountFen, basis: { is: 'penalty', cause, penaltyId, after: of.after, reason } },
      ...{ clauses, earnedAt: now, enteredBy: of.enteredBy, journalId: of.journalId },
    },
  ]);
  return id;
}

/** The penalty locked; a stranger's is not there. */
async function open(context: Context, penaltyId: string): Promise<store.Penalty> {
  const penalty = await store.lockPenalty(context.tx, penaltyId);
  await penaltyById(context, penaltyId);
  return penalty;
}

async function respond(
  context: Context,
  penaltyId: string,
  input: { answer: 'acknowledge' | 'appeal'; reason: string },
) {
  const penalty = await open(context, penaltyId);
  const { siteId, staffId } = penalty;
  const facts = factsOf(context, penalty);
  const decision = decided(decideAnswerPenalty(facts, input, context.now));
  const journalId = context.record({
    kind: 'money.answerPenalty',
    siteId,
    subject: { type: 'penalty', id: penalty.id },
    staffIds: [staffId],
    ...{ rules: await context.rules(siteId), input, facts, decision, reason: input.reason },
  });
  if (decision.outcome.state === 'appealed') {
    await store.saveAppeal(context, penalty.id, { reason: input.reason, journalId });
    const payload = { by: context.actor.name, reason: input.reason, amount: yuan(penalty.amountFen) };
    for (const one of await settlersOf(context.tx, siteId))
      if (one !== staffId)
        await notify(context, {
          staffId: one,
          kind: 'money.penaltyAppealed',
          payload: { ...payload, link: '/pay/penalties' },
          journalId,
        });
  } else {
    const of = {
      amountFen: penalty.amountFen,
      after: 'acknowledged',
      journalId,
      enteredBy: penalty.enteredBy,
    } as const;
    const lineId = decision.outcome.takesFromPay ? await book(context, penalty, of) : null;
    await store.saveAcknowledged(context, penalty, { lineId, journalId });
  }
  announce(context, penalty);
  return { penalty: await penaltyById(context, penalty.id), journalId };
}

const acknowledge = carryOut(routes.acknowledge, (context, { params }) =>
  respond(context, params.penaltyId, { answer: 'acknowledge', reason: '' }),
);
const appeal = carryOut(routes.appeal, (context, { params, body }) =>
  respond(context, params.penaltyId, { answer: 'appeal', reason: body.reason }),
);

const rule = carryOut(routes.rule, async (context, { params, body }) => {
  const penalty = await open(context, params.penaltyId);
  const { siteId, staffId } = penalty;
  requireSite(context.actor, 'money.settle', siteId);
  const rules = await context.rules(siteId);
  const facts = factsOf(context, penalty);
  const { verdict, amountFen: to, reason } = body;
  const input = { verdict, amountFen: to, reason };
  const decision = decided(decideRuleAppeal(rules.values.money, facts, input));
  const journalId = context.record({
    kind: 'money.ruleAppeal',
    siteId,
    subject: { type: 'penalty', id: penalty.id },
    staffIds: [staffId, facts.byId],
    ...{ rules, input, facts, decision, reason },
  });
  const { state, amountFen, points, takesFromPay } = decision.outcome;
  const after = verdict === 'dropped' ? null : verdict;
  const lineId =
    takesFromPay && after !== null
      ? await book(context, penalty, { amountFen, after, journalId, enteredBy: facts.byId })
      : null;
  await store.saveRuling(context, penalty.id, { verdict, reason, state, amountFen, points, lineId, journalId });
  const payload = { verdict, amount: yuan(amountFen), reason, link: '/my-pay' };
  await notify(context, { staffId, kind: 'money.penaltyRuled', payload, journalId });
  announce(context, penalty);
  return { penalty: await penaltyById(context, penalty.id), journalId };
});

export const penaltyEndpoints: readonly Endpoint[] = [
  answer(routes.list, (context, { query }) => penaltiesOf(context, query)),
  answer(routes.penalty, (context, { params }) => penaltyById(context, params.penaltyId)),
  acknowledge,
  appeal,
  rule,
];
