/** Whether those who have not signed may be reminded now: the button and the command ask the same. */
import { decideRemind } from '#core/rulebook/index.ts';
import type { Context } from '#server/platform/context.ts';
import { unsigned } from './store-signatures.ts';

/** `siteIds` null: everybody. The refusal says the time as the clock on the wall of the house shows it. */
export async function mayRemind(
  { tx, now }: Pick<Context, 'tx' | 'now'>,
  bookId: string,
  versionId: string,
  siteIds: readonly string[] | null,
): Promise<ReturnType<typeof decideRemind>> {
  const { timeZone, ...facts } = await unsigned(tx, { bookId, versionId, siteIds, at: now });
  const decision = decideRemind(facts, now);
  if (decision.accepted) return decision;
  const next = Temporal.Instant.from(String(decision.detail.next)).toZonedDateTimeISO(timeZone).toPlainDateTime();
  const nextText = next.toString({ smallestUnit: 'minute' }).replace('T', ' ');
  return { ...decision, detail: { ...decision.detail, nextText } };
}
