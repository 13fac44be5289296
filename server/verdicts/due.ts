/** Settles what fell due about disputes, each at its own instant. */
import { decideMediate, decideUnsettled } from '#core/verdicts/index.ts';
import { tell, tellLevel } from '#server/claims/index.ts';
import { type Deadline, type DeadlineHandler, onDeadline } from '#server/platform/deadlines.ts';
import type { Context } from '#server/platform/context.ts';
import { setAppealClock } from './clockwork.ts';
import { payloadOf, toDepartment } from './commands.ts';
import { carry } from './settle.ts';
import * as store from './store.ts';
import { disputeOut } from './views.ts';

/** The dispute over the customer, locked; the customer is not, as everywhere where the clock comes first. */
const dueDispute =
  (handle: (context: Context, dispute: store.Dispute, deadline: Deadline) => Promise<void>): DeadlineHandler =>
  async (context: Context, deadline: Deadline) => {
    const open = await store.openDisputeOf(context.tx, deadline.subjectId);
    if (open) await handle(context, await store.lockDispute(context.tx, open), deadline);
  };

onDeadline(
  'verdicts.talk',
  dueDispute(async (context, dispute) => {
    const facts = { state: dispute.state, parties: dispute.parties, by: null };
    const decision = decideMediate(facts);
    if (decision.accepted) await toDepartment(context, dispute, facts, decision);
  }),
);

onDeadline(
  'verdicts.remind',
  dueDispute(async (context, dispute) => {
    if (dispute.state === 'appealed') return;
    const payload = payloadOf(await disputeOut(context, dispute.id));
    const about = { ownerId: dispute.parties[0] ?? dispute.openedBy, siteId: dispute.siteId };
    await tellLevel(context, about, 'leader', { kind: 'verdicts.soonUnsettled', payload });
    await tellLevel(context, about, 'manager', { kind: 'verdicts.soonUnsettled', payload });
  }),
);

/** The appeal waits: whoever may hear it is told again, by the rules of that day, until somebody has. */
onDeadline(
  'verdicts.appealWaits',
  dueDispute(async (context, dispute, { payload }) => {
    if (dispute.state !== 'appealed') return;
    const shown = await disputeOut(context, dispute.id);
    const notice = { kind: 'verdicts.appealWaits', payload: payloadOf(shown) };
    await tell(context, await store.judgesAbove(context.tx, dispute), notice);
    const rules = (await context.rules(dispute.siteId)).values.verdicts;
    await setAppealClock(context, dispute, rules, { reminded: Number(payload.reminded ?? 0) + 1 });
  }),
);

onDeadline(
  'verdicts.unsettled',
  dueDispute(async (context, dispute) => {
    const rules = await context.rules(dispute.siteId);
    const facts = { dispute: store.factsOf(dispute) };
    const decision = decideUnsettled(rules.values, facts, context.now);
    if (!decision.accepted) return;
    const journalId = context.record({
      kind: 'verdicts.settleQuarrel',
      siteId: dispute.siteId,
      subject: { type: 'dispute', id: dispute.id },
      customerId: dispute.customerId,
      staffIds: dispute.parties,
      rules,
      input: {},
      facts,
      decision,
    });
    const nobody = {
      caseName: 'quarrel',
      ownerId: null,
      followsProposal: null,
      reason: '',
      judgeId: null,
      proposalId: null,
      keeperId: null,
    };
    await carry(context, dispute, { ...decision.outcome, ...nobody, journalId });
  }),
);
