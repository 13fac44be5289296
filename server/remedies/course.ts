/** What the signatures bring about, and what a day that passes does: a reminder in the morning, a word to service the day after. */
import { decideRemedySettled } from '#core/remedies/index.ts';
import { type Decided, type HowRefused, onApproval } from '#server/approvals/index.ts';
import { onMerge } from '#server/customers/index.ts';
import type { Context } from '#server/platform/context.ts';
import { onDeadline } from '#server/platform/deadlines.ts';
import { note } from './commands.ts';
import { decided } from './said.ts';
import * as store from './store.ts';
import { announce, serviceOf, tell } from './tell.ts';

const steps = {
  plan_review: ['service_review', 'head_approves_plan'],
  report_review: ['service_review_report', 'head_approves_report'],
} as const;

async function settle(context: Context, approval: Decided, how: 'approved' | HowRefused): Promise<void> {
  const { tx, now } = context;
  const remedy = await store.remedyById(tx, approval.subject.id);
  const facts = { state: remedy.state };
  const input = { approved: how === 'approved' };
  const decision = decided(decideRemedySettled(facts, input), remedy.state);
  const { state } = decision.outcome;
  const staffIds = [approval.applicantId, context.actor.staffId, remedy.openedBy];
  const journalId = await note(context, remedy, { kind: 'remedies.settle', staffIds, input, facts, decision });
  await store.saveMove(tx, remedy.id, { state, at: now, journalId, ...(input.approved ? {} : { remark: how }) });
  const [reviewed, approved] = steps[remedy.state === 'report_review' ? 'report_review' : 'plan_review'];
  if (input.approved) {
    const [first, last] = [approval.signers[0], approval.signers.at(-1)];
    await store.markSteps(tx, remedy.id, [
      { step: reviewed, byId: first?.signerId ?? null, at: now },
      { step: approved, byId: last?.signerId ?? null, at: now },
      ...(state === 'filed' ? [{ step: 'file' as const, byId: null, at: now }] : []),
    ]);
  } else await store.forgetSteps(tx, remedy.id, [state === 'drafting' ? 'service_draft' : 'service_report']);
  const told = state === 'filed' ? [remedy.openedBy, approval.applicantId] : [approval.applicantId];
  await tell(context, remedy, told, {
    kind: input.approved ? (state === 'filed' ? 'filed' : 'approved') : 'back',
    journalId,
  });
  announce(context, remedy);
}

for (const matter of ['remedy_plan', 'remedy_report'] as const)
  onApproval(matter, {
    lock: async ({ tx }, { subject }) => void (await store.remedyById(tx, subject.id)),
    approved: (context, approval) => settle(context, approval, 'approved'),
    refused: settle,
  });

async function taskOf(context: Context, taskId: string, remedyId: unknown) {
  const remedy = await store.lockRemedy(context.tx, String(remedyId));
  const task = (await store.tasksOf(context.tx, remedy.id)).find(({ id }) => id === taskId);
  return task && task.doneAt === null && remedy.state === 'executing' ? { remedy, task } : null;
}
onDeadline('remedies.taskDue', async (context, { subjectId, payload }) => {
  const due = await taskOf(context, subjectId, payload.remedyId);
  if (!due) return;
  const { what, dueOn, assigneeId } = due.task;
  await tell(context, due.remedy, [assigneeId], { kind: 'taskDue', journalId: null, more: { what, dueOn } });
});
onDeadline('remedies.taskLate', async (context, { subjectId, payload }) => {
  const late = await taskOf(context, subjectId, payload.remedyId);
  if (!late) return;
  const { remedy, task } = late;
  const journalId = await note(context, remedy, {
    kind: 'remedies.late',
    staffIds: [task.assigneeId],
    input: { taskId: task.id },
    facts: { dueOn: task.dueOn },
    decision: { accepted: true, outcome: {}, clauses: ['S2.03.e1'], rejected: [] },
  });
  const told = [task.assigneeId, ...(await serviceOf(context, remedy.siteId))];
  await tell(context, remedy, told, { kind: 'taskLate', journalId, more: { what: task.what, dueOn: task.dueOn } });
  announce(context, remedy);
});

/** Two customers become one: the cases go along; only the older of two open ones stays open for the one who remains. */
onMerge({
  name: 'remedies',
  merge: ({ tx }, { keptId, absorbedId }) => store.moveRemedies(tx, absorbedId, keptId),
  undo: ({ tx }, { absorbedId }, moved) => store.bringBack(tx, absorbedId, Array.isArray(moved) ? moved : []),
});
