/** Days on which customers are to sign or to pay: deals and money know them, today's list shows them. They register at module load. */
import type { LocalDate } from '#core/kernel/instant.ts';
import type { Context } from '#server/platform/context.ts';

export interface DueDates {
  readonly customerId: string;
  readonly signingDueOn?: LocalDate | null;
  readonly paymentDueOn?: LocalDate | null;
}
type Source = (context: Context, customerIds: readonly string[], today: LocalDate) => Promise<readonly DueDates[]>;
const sources = new Map<string, Source>();
export const onDueDates = (name: string, source: Source): void => void sources.set(name, source);

type Days = { readonly signingDueOn: LocalDate | null; readonly paymentDueOn: LocalDate | null };
const earlier = (a: LocalDate | null, b: LocalDate | null | undefined): LocalDate | null =>
  a === null ? (b ?? null) : b && b < a ? b : a;

/** Of each customer the earliest day of either kind. */
export async function dueDatesOf(
  context: Context,
  customerIds: readonly string[],
  today: LocalDate,
): Promise<ReadonlyMap<string, Days>> {
  const days = new Map<string, Days>();
  if (customerIds.length === 0) return days;
  for (const source of sources.values())
    for (const { customerId, signingDueOn, paymentDueOn } of await source(context, customerIds, today)) {
      const before = days.get(customerId) ?? { signingDueOn: null, paymentDueOn: null };
      days.set(customerId, {
        signingDueOn: earlier(before.signingDueOn, signingDueOn),
        paymentDueOn: earlier(before.paymentDueOn, paymentDueOn),
      });
    }
  return days;
}
