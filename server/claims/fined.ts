/** A rule about claims costs somebody a fine: those further up the list, who keep penalties, hear of it. */
import type { Context } from '#server/platform/context.ts';

export interface FinedClaim {
  readonly siteId: string;
  readonly staffId: string;
  readonly yuan: number;
  readonly clauses: readonly string[];
  readonly journalId: string;
}
type Handler = (context: Context, fined: FinedClaim) => Promise<void>;

const handlers = new Map<string, Handler>();
export const onFinedClaim = (name: string, handler: Handler): void => void handlers.set(name, handler);

export async function claimFined(context: Context, fined: FinedClaim): Promise<void> {
  for (const handler of handlers.values()) await handler(context, fined);
}
