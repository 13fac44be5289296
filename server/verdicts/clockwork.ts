/** What time does to a dispute: talking ends, superiors are reminded, and what nobody settles falls to the house's clause. */
import { addHours, type Instant } from '#core/kernel/instant.ts';
import { appealReminderAt, type VerdictRuleValues } from '#core/verdicts/index.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines, setDeadline } from '#server/platform/deadlines.ts';
import type { Dispute } from './store.ts';

// By customer: commands that lean on how a dispute stands settle what is due for the customer.
const TALK = 'verdicts.talk';
const REMIND = 'verdicts.remind';
const UNSETTLED = 'verdicts.unsettled';
const APPEALED = 'verdicts.appealWaits';
export const disputeClocks = [TALK, REMIND, UNSETTLED, APPEALED] as const;

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

const APPEAL_REMINDERS_MAX = 3; // after that it is no longer read

/** Those who may hear an appeal are told that it waits, counted from now; `reminded`: how often they were told before. */
export async function setAppealClock(
  context: Context,
  dispute: Pick<Dispute, 'customerId' | 'siteId' | 'timeZone'>,
  rules: VerdictRuleValues,
  { from = context.now, reminded = 0 }: { from?: Instant; reminded?: number } = {},
): Promise<void> {
  const { customerId, siteId, timeZone } = dispute;
  const dueAt = appealReminderAt(rules, from, timeZone);
  if (dueAt === null || reminded >= APPEAL_REMINDERS_MAX) return;
  if (dueAt <= context.now) return setAppealClock(context, dispute, rules, { from: dueAt, reminded: reminded + 1 });
  const payload = { reminded };
  await setDeadline(context.tx, { kind: APPEALED, subjectId: customerId, siteId, dueAt, payload });
}

export const stopClocks = (context: Context, customerId: string): Promise<void> =>
  clearDeadlines(context.tx, [customerId], disputeClocks, context.now);
