/** What time does to a dispute: talking ends, superiors are reminded, and what nobody settles falls to the house's clause. */
import { addHours, type Instant } from '#core/kernel/instant.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines, setDeadline } from '#server/platform/deadlines.ts';

// By customer: commands that lean on how a dispute stands settle what is due for the customer.
const TALK = 'verdicts.talk';
const REMIND = 'verdicts.remind';
const UNSETTLED = 'verdicts.unsettled';
export const disputeClocks = [TALK, REMIND, UNSETTLED] as const;

interface Clocks {
  readonly customerId: string;
  readonly siteId: string;
  readonly talkUntil: Instant | null;
  readonly settleBy: Instant | null;
}
const A_DAY = 24;

export async function setClocks(context: Context, { customerId, siteId, talkUntil, settleBy }: Clocks): Promise<void> {
  const set = (kind: string, dueAt: Instant) => setDeadline(context.tx, { kind, subjectId: customerId, siteId, dueAt });
  if (talkUntil !== null && talkUntil > context.now) await set(TALK, talkUntil);
  if (settleBy === null) return;
  const dayBefore = addHours(settleBy, -A_DAY);
  if (dayBefore > context.now) await set(REMIND, dayBefore);
  await set(UNSETTLED, settleBy > context.now ? settleBy : context.now);
}

export const stopClocks = (context: Context, customerId: string): Promise<void> =>
  clearDeadlines(context.tx, [customerId], disputeClocks, context.now);
