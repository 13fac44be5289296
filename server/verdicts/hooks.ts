/** A dispute has ended, however: for those further up the list whose money waited for it. */
import type { Context } from '#server/platform/context.ts';

type Handler = (context: Context, customerId: string) => Promise<void>;
const handlers = new Map<string, Handler>();
export const onDisputeEnded = (name: string, handler: Handler): void => void handlers.set(name, handler);

export async function disputeEnded(context: Context, customerId: string): Promise<void> {
  for (const handler of handlers.values()) await handler(context, customerId);
}
