/** What people do with their lines and statements: sign, question, have answered, acknowledge; and what is entered by hand. */
import { inYuan as yuan } from '#contract/kernel/yuan.ts';
import { commission as routes } from '#contract/commission.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import {
  decideAcceptPenalty,
  decideAcknowledge,
  decideAnswer,
  decideEntry,
  decideQuery,
  type Month,
  postingMonth,
} from '#core/money/index.ts';
import { siteById, staffById } from '#server/claims/index.ts';
import { citesOf } from '#server/desk/index.ts';
import { notify } from '#server/notices/index.ts';
import { personOf, requireSite, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { invalid, notFound } from '#server/platform/refused.ts';
import { decided } from './commission-said.ts';
import { penalise } from './penalties.ts';
import * as commission from './store-commission.ts';
import * as store from './store-statements.ts';
import { statementById } from './views-commission.ts';

const openMonth = async (context: Context, siteId: string): Promise<Month> => {
  const { timeZone } = await siteById(context.tx, siteId);
  return postingMonth(localDateOf(context.now, timeZone).slice(0, 7), await commission.shareBook(context.tx, siteId));
};

/** One's own, or one's people's for whoever settles statements of the site; to others it is not there. */
function requireSeen(
  context: Context,
  of: { readonly siteId: string; readonly staffId: string | null },
  what: string,
): void {
  const { actor } = context;
  if (of.staffId !== null && of.staffId === actor.staffId) return;
  const scope = scopeOf(actor, 'money.settle');
  if (scope === 'company' || (scope === 'site' && actor.siteIds.includes(of.siteId))) return;
  throw notFound(what);
}

const acknowledge = carryOut(routes.acknowledge, async (context, { params, body }) => {
  const statement = await store.lockStatement(context.tx, params.statementId);
  requireSeen(context, statement, '结算单 / statement');
  const { staffId, state, openQueries, siteId } = statement;
  const byId = personOf(context.actor);
  const settles = scopeOf(context.actor, 'money.settle') !== null;
  const hasLeft = settles && statement.status === 'left' && (body.reason ?? '') !== '';
  const facts = { statement: { staffId, state, openQueries }, byId, hasLeft };
  const decision = decided(decideAcknowledge(facts));
  const journalId = context.record({
    kind: 'money.acknowledge',
    siteId,
    subject: { type: 'statement', id: statement.id },
    staffIds: [staffId, byId],
    rules: await context.rules(siteId),
    input: {},
    facts,
    decision,
    reason: body.reason ?? null,
  });
  await store.saveSigned(context, statement.id, { reason: body.reason ?? '', journalId });
  context.publish({ topic: 'commission', siteId });
  return { statement: await statementById(context, statement.id), journalId };
});

const question = carryOut(routes.queryLine, async (context, { params, body }) => {
  const { tx } = context;
  const line = await store.lockLine(tx, params.lineId);
  requireSeen(context, line, '明细 / line');
  if (line.statementId === null) throw notFound('结算单 / statement');
  const { staffId, state, openQueries, siteId, id: statementId } = await store.lockStatement(tx, line.statementId);
  const byId = personOf(context.actor);
  const facts = { statement: { staffId, state, openQueries }, byId, lineHasOpenQuery: line.hasOpenQuery };
  const decision = decided(decideQuery(facts));
  const queryId = context.newId();
  const journalId = context.record({
    kind: 'money.queryLine',
    siteId,
    subject: { type: 'statement', id: statementId },
    staffIds: [staffId],
    rules: await context.rules(siteId),
    input: body,
    facts,
    decision,
    reason: body.reason,
  });
  await store.insertQuery(context, {
    id: queryId,
    lineId: line.id,
    statementId,
    staffId,
    reason: body.reason,
    journalId,
  });
  const payload = { by: context.actor.name, reason: body.reason, link: `/statements/${statementId}` };
  for (const one of await store.settlersOf(tx, siteId))
    if (one !== byId) await notify(context, { staffId: one, kind: 'money.lineQueried', payload, journalId });
  context.publish({ topic: 'commission', siteId });
  return { queryId, journalId };
});

const respond = carryOut(routes.answerQuery, async (context, { params, body }) => {
  const { tx, now } = context;
  const query = await store.lockQuery(tx, params.queryId);
  requireSite(context.actor, 'money.settle', query.siteId);
  const facts = { queriedBy: query.staffId, isOpen: query.answeredAt === null, byId: personOf(context.actor) };
  const input = { answer: body.answer, correctionFen: body.correctionFen };
  const decision = decided(decideAnswer(facts, input));
  const { verdict, correctionFen } = decision.outcome;
  const journalId = context.record({
    kind: 'money.answerQuery',
    siteId: query.siteId,
    subject: { type: 'statement', id: query.statementId },
    staffIds: [query.staffId, facts.byId],
    rules: await context.rules(query.siteId),
    input,
    facts,
    decision,
    reason: body.answer,
  });
  await store.saveAnswer(context, query.id, { answer: body.answer, verdict, correctionFen, journalId });
  if (correctionFen !== 0)
    await commission.insertLines(tx, [
      {
        ...{
          id: context.newId(),
          siteId: query.siteId,
          month: await openMonth(context, query.siteId),
          party: query.staffId,
        },
        ...{ dealId: null, purse: 'commission', kind: 'correction', amountFen: correctionFen },
        basis: { is: 'answer', reason: body.answer, ofLineId: query.lineId },
        ...{ clauses: decision.clauses, earnedAt: now, enteredBy: facts.byId, journalId },
      },
    ]);
  const payload = { by: context.actor.name, answer: body.answer, link: `/statements/${query.statementId}` };
  await notify(context, { staffId: query.staffId, kind: 'money.queryAnswered', payload, journalId });
  context.publish({ topic: 'commission', siteId: query.siteId });
  return { journalId };
});

const enter = carryOut(routes.enterLine, async (context, { body }) => {
  const { tx, now } = context;
  const { siteId, kind, staffId, amountFen, reason, dealId, clause } = body;
  requireSite(context.actor, 'money.settle', siteId);
  const person = await staffById(tx, staffId);
  if (!(await store.worksAt(tx, person.id, siteId)))
    throw invalid('staffId', '不是本门店的人员 / does not work at this site');
  const facts = { byId: personOf(context.actor) };
  const rules = await context.rules(siteId);
  const named = clause === undefined ? {} : { clause, cites: await citesOf(context, rules, clause) };
  const input = { kind, staffId, amountFen, reason, dealId, ...named };
  const decision = decided(decideEntry(facts, input));
  const id = context.newId();
  const journalId = context.record({
    kind: 'money.enterLine',
    siteId,
    subject: { type: 'commission_line', id },
    staffIds: [staffId, facts.byId],
    rules,
    input,
    facts,
    decision,
    reason,
  });
  const month = await openMonth(context, siteId);
  if (kind === 'penalty') {
    const penaltyId = await penalise(context, {
      ...{ siteId, staffId, cause: 'manual', amountFen, clauses: decision.clauses, dealId: null, reason },
      ...{ enteredBy: facts.byId, evidenceJournalId: journalId },
    });
    return { lineId: null, penaltyId, month, journalId };
  }
  await commission.insertLines(tx, [
    {
      ...{ id, siteId, month, party: person.id, dealId: null, purse: 'commission', kind },
      ...{ amountFen: decision.outcome.amountFen, basis: { is: 'manual', reason }, clauses: decision.clauses },
      ...{ earnedAt: now, enteredBy: facts.byId, journalId },
    },
  ]);
  const payload = { amount: yuan(decision.outcome.amountFen), reason, link: '/my-pay' };
  await notify(context, { staffId, kind: 'money.reward', payload, journalId });
  context.publish({ topic: 'commission', siteId });
  context.publish({ topic: 'commission', staffId });
  return { lineId: id, penaltyId: null, month, journalId };
});

const accept = carryOut(routes.acceptPenalty, async (context, { params }) => {
  const line = await store.lockLine(context.tx, params.lineId);
  requireSeen(context, line, '明细 / line');
  if (!line.needsAcknowledgement || line.staffId === null) throw notFound('明细 / line');
  const facts = {
    staffId: line.staffId,
    byId: personOf(context.actor),
    isAcknowledged: line.acknowledgedAt !== null,
  };
  const decision = decided(decideAcceptPenalty(facts));
  const journalId = context.record({
    kind: 'money.acceptPenalty',
    siteId: line.siteId,
    subject: { type: 'commission_line', id: line.id },
    staffIds: [line.staffId],
    rules: await context.rules(line.siteId),
    input: {},
    facts,
    decision,
  });
  await commission.shareBook(context.tx, line.siteId);
  await store.saveAccepted(context, line.id);
  context.publish({ topic: 'commission', siteId: line.siteId });
  return { journalId };
});

export const personCommands: readonly Endpoint[] = [acknowledge, question, respond, enter, accept];
