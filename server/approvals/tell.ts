/** Who hears of what happens to an approval. */
import { matters, waitedFor } from '#core/approvals/index.ts';
import { notify } from '#server/notices/index.ts';
import type { Context } from '#server/platform/context.ts';
import { peopleOf } from './people.ts';
import type { Approval } from './store.ts';

const payloadOf = (context: Context, approval: Approval, more: Readonly<Record<string, unknown>>) => ({
  link: `/approvals/${approval.id}`,
  approvalId: approval.id,
  matter: approval.matter,
  matterName: { zh: matters[approval.matter].zh, en: matters[approval.matter].en },
  title: approval.title,
  by: context.actor.name,
  ...more,
});

interface Word {
  readonly kind: string;
  readonly journalId?: string | null;
  readonly more?: Readonly<Record<string, unknown>>;
}

export async function tell(
  context: Context,
  approval: Approval,
  staffIds: readonly (string | null)[],
  { kind, journalId = null, more = {} }: Word,
): Promise<void> {
  for (const staffId of new Set(staffIds))
    if (staffId !== null && staffId !== context.actor.staffId)
      await notify(context, { staffId, kind, payload: payloadOf(context, approval, more), journalId });
}

/** Those whose turn it is and who are there. Returns how many were told. */
export async function tellWaiting(context: Context, approval: Approval, word: Word): Promise<number> {
  const people = await peopleOf(context.tx, approval, context.now);
  const absent = new Set(people.filter((one) => one.absent).map(({ id }) => id));
  const waiting = waitedFor(approval, people);
  const there = waiting.filter((id) => !absent.has(id));
  const told = there.length > 0 ? there : waiting;
  await tell(context, approval, told, word);
  return told.length;
}

export const tellApplicant = (context: Context, approval: Approval, word: Word): Promise<void> =>
  tell(context, approval, [approval.applicantId, approval.submittedBy], word);

/** Lists and counts of whoever sees the site look again. */
export const announce = (context: Context, approval: Pick<Approval, 'id' | 'siteId'>): void =>
  context.publish({ topic: 'approvals', siteId: approval.siteId, id: approval.id });
