/** What falls due about deals: a contract not signed in time, papers missing after a handover, contracts left unbound. */
import { decideFileOverdue } from '#core/deals/index.ts';
import { addMonths, instantAt } from '#core/kernel/instant.ts';
import { siteById } from '#server/claims/index.ts';
import { notify } from '#server/notices/index.ts';
import { onDeadline } from '#server/platform/deadlines.ts';
import { BIND_DUE, CONTRACT_DUE, FILE_DUE } from './common.ts';
import { record } from './recording.ts';
import { lockDealRow } from './store.ts';
import * as parts from './store-parts.ts';
import { announce, tell } from './tell.ts';
import { holdersOf } from '#server/organisation/index.ts';

onDeadline(CONTRACT_DUE, async (context, deadline) => {
  const deal = await lockDealRow(context.tx, deadline.subjectId);
  if (deal.signedAt !== null || deal.endedAt !== null) return;
  const more = { dueOn: deal.contractDueOn };
  await tell(context, deal, ['consultant', 'leaders'], { kind: 'deals.contractDue', journalId: null, more });
});

onDeadline(FILE_DUE, async (context, deadline) => {
  const deal = await lockDealRow(context.tx, deadline.subjectId);
  const facts = { deal, papers: await parts.paperKeysOf(context.tx, deal.id) };
  const decision = decideFileOverdue((await context.rules(deal.siteId)).values.deals, facts);
  if (!decision.accepted) return;
  const journalId = await record(context, deal, 'deals.fileOverdue', { input: {}, facts, decision });
  const { missing, fineYuan } = decision.outcome;
  const notice = { kind: 'deals.fileOverdue', journalId, more: { missing: missing.length, fineYuan } };
  await tell(context, deal, ['consultant', 'assistants'], notice);
  announce(context, deal);
});

onDeadline(BIND_DUE, async (context, deadline) => {
  const { subjectId: siteId, payload } = deadline;
  const { timeZone } = await siteById(context.tx, siteId);
  const month = String(payload.month);
  const left = await parts.unboundBefore(context.tx, siteId, instantAt(addMonths(`${month}-01`, 1), '00:00', timeZone));
  if (left === 0) return;
  for (const staffId of await holdersOf(context.tx, 'deals.register', siteId, null))
    await notify(context, {
      staffId,
      kind: 'deals.bindDue',
      payload: { link: '/deals/registers', month, contracts: left },
    });
});
