/** What money tells within the capability: the half that credits and pays out listens to the half that receives. */
import type { Instant } from '#core/kernel/instant.ts';
import type { Context } from '#server/platform/context.ts';

export interface ReceiptEvent {
  readonly dealId: string;
  readonly siteId: string;
  /** By how much the money that counts has changed; negative after a reversal or a refund. */
  readonly amountFen: number;
  /** All that counts now. */
  readonly countedFen: number;
  readonly at: Instant;
  readonly journalId: string;
  /** The bank has confirmed what was received before. */
  readonly isClearance: boolean;
}
export type ReceiptHandler = (context: Context, event: ReceiptEvent) => Promise<void>;

const handlers = new Map<string, ReceiptHandler>();
export const onReceipt = (name: string, handler: ReceiptHandler): void => void handlers.set(name, handler);

export async function moneyMoved(context: Context, event: ReceiptEvent): Promise<void> {
  for (const handler of handlers.values()) await handler(context, event);
}
