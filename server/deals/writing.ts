/** Copies of a contract refused for their writing: the writer pays by the copy and writes it again. */
import { contractRoom as routes } from '#contract/deals-room.ts';
import { decideWriting } from '#core/deals/index.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { invalid } from '#server/platform/refused.ts';
import { decided, refuseWith, requireDeal } from './access.ts';
import { handled } from './common.ts';
import { fine } from './hooks.ts';
import { act, record } from './recording.ts';
import { copyById } from './store-parts.ts';
import * as store from './store-room.ts';
import { announce, tell, tellOne } from './tell.ts';
import { colleagueExists } from './views-names.ts';

const refuseCopy = carryOut(routes.refuseCopy, async (context, { params, body }) => {
  const { tx, now, actor } = context;
  const deal = await requireDeal(context, 'deals.register', params.dealId);
  const copy = await copyById(tx, deal.id, params.copyId);
  const writerId = body.writerId ?? deal.contract?.filledBy ?? deal.consultantId;
  if (body.writerId !== undefined && !(await colleagueExists(tx, writerId, deal.siteId)))
    throw invalid('writerId', '该同事不在本门店或不在岗 / not a colleague at work at this site');
  const facts = { deal, copy: { document: copy.document, state: copy.state }, writerId };
  const input = { fault: body.fault, note: body.note };
  const { values } = await context.rules(deal.siteId);
  const decision = decided(decideWriting(values.deals, facts, input));
  const journalId = await record(context, deal, 'deals.writing', {
    ...{ input, facts, decision, reason: body.note || null, staffIds: [writerId] },
  });
  const { fineYuan } = decision.outcome;
  await store.insertRefusal(tx, {
    ...{ id: context.newId(), dealId: deal.id, copyId: copy.id, fault: body.fault, note: body.note, writerId },
    ...{ fineYuan, at: now, by: actor.staffId, journalId },
  });
  await store.setCopyState(tx, copy.id, 'rewrite', now, actor.staffId);
  const { clauses } = decision;
  await fine(context, deal, { staffId: writerId, amountYuan: fineYuan, cause: 'handwriting', clauses }, journalId);
  if (writerId !== actor.staffId) await tellOne(context, deal, writerId, { kind: 'deals.toRewrite', journalId });
  announce(context, deal);
  return handled(context, deal.id, journalId);
});

const rewritten = carryOut(routes.rewritten, async (context, { params }) => {
  const { tx, now, actor } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  const copy = await copyById(tx, deal.id, params.copyId);
  if (copy.state !== 'rewrite') throw refuseWith('NOTHING_TO_REWRITE');
  await store.endRefusal(tx, copy.id, now, actor.staffId);
  await store.setCopyState(tx, copy.id, 'out', now, actor.staffId);
  const facts = { copyId: copy.id, document: copy.document };
  const journalId = act(context, deal, 'deals.rewritten', { facts, clauses: ['S0.07.ct.2'] });
  await tell(context, deal, ['assistants'], { kind: 'deals.rewritten', journalId });
  announce(context, deal);
  return handled(context, deal.id, journalId);
});

export const writingCommands: readonly Endpoint[] = [refuseCopy, rewritten];
