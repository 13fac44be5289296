/** The time to sign is up: void where the house says so, otherwise the next level hears of it. */
import { decideExpire, nextLevel } from '#core/approvals/index.ts';
import { onMerge } from '#server/customers/index.ts';
import { onDeadline } from '#server/platform/deadlines.ts';
import { peopleOf } from './people.ts';
import { ended, EXPIRES, lockInOrder, recordOn } from './requests.ts';
import * as store from './store.ts';
import { announce, tell, tellApplicant, tellWaiting } from './tell.ts';

onDeadline(EXPIRES, async (context, deadline) => {
  const { tx, now } = context;
  const approval = await lockInOrder(context, deadline.subjectId);
  const rules = await context.rules(approval.siteId);
  const facts = { approval: store.factsOf(approval) };
  const decision = decideExpire(rules.values.approvals, facts, now);
  if (!decision.accepted) return;
  const { state, costTo } = decision.outcome;
  const journalId = recordOn(context, approval, { kind: 'approvals.expire', rules, input: {}, facts, decision });
  if (state === 'expired') {
    const reason = costTo === null ? '逾期未签' : '当日未签，费用由经办人承担';
    await ended(context, approval, { how: 'expired', journalId, reason, costTo });
    return;
  }
  await store.markOverdue(tx, approval.id, now);
  await tellWaiting(context, approval, { kind: 'approvals.overdue', journalId });
  await tell(context, approval, nextLevel(facts.approval, await peopleOf(tx, approval, now)), {
    kind: 'approvals.overdueBelow',
    journalId,
  });
  await tellApplicant(context, approval, { kind: 'approvals.stillWaiting', journalId });
  announce(context, approval);
});

onMerge({
  name: 'approvals',
  merge: (context, { keptId, absorbedId }) => store.moveToCustomer(context.tx, absorbedId, keptId),
  undo: (context, { absorbedId }, moved) =>
    store.moveBack(context.tx, Array.isArray(moved) ? moved.map(String) : [], absorbedId),
});
