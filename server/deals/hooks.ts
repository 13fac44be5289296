/** What happens with a deal, for those further up the list: money and commission register at module load. */
import type { Share } from '#core/claims/index.ts';
import type { CreditCancelled, Deal, RefundMethod } from '#core/deals/index.ts';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import type { Context } from '#server/platform/context.ts';

export type DealEventType =
  | 'subscribed'
  | 'contracted'
  | 'handed_over'
  | 'cancelled'
  | 'breached'
  /** Out of breach: the deal goes on. */
  | 'resumed'
  | 'changed'
  /** The papers after a handover are complete. */
  | 'paper_filed'
  /** The deal counts from here, with these shares: after `subscribed`, `contracted` or `paper_filed`, as the rulebook says. */
  | 'counted'
  /** The credit is taken away by the manager; the deal goes on. */
  | 'credit_cancelled'
  /** A rule costs somebody a fine; what form it takes and when it is booked is the business of money. */
  | 'fined';

export interface Fined {
  readonly staffId: string;
  readonly amountYuan: number;
  readonly cause: 'late_file' | 'corrections' | 'handwriting' | 'seal';
  readonly clauses: readonly string[];
}

export interface DealEvent {
  readonly type: DealEventType;
  readonly deal: Deal;
  readonly before?: Deal;
  readonly at: Instant;
  readonly cause?: 'customer' | 'company' | 'breach' | 'complaint' | 'leak' | 'lost_tools' | 'change';
  readonly journalId: string;
  /** counted: who is credited; null when the customer is nobody's. */
  readonly credit?: {
    readonly caseName: string;
    readonly performance: readonly Share[];
    readonly commission: readonly Share[];
    readonly journalId: string;
  } | null;
  /** cancelled: what goes back to the customer, and not before which day. */
  readonly refund?: { readonly amountFen: number; readonly method: RefundMethod; readonly notBefore: LocalDate };
  /** changed: a fee charged for it. */
  readonly feeFen?: number;
  readonly creditCancelled?: CreditCancelled;
  /** paper_filed: handed in after the time allowed. */
  readonly isLate?: boolean;
  readonly fineYuan?: number;
  /** fined: who, how much, why; `journalId` is the entry that decided it. */
  readonly fined?: Fined;
}
export type DealHandler = (context: Context, event: DealEvent) => Promise<void>;

const handlers = new Map<string, DealHandler>();
export const onDealEvent = (name: string, handler: DealHandler): void => void handlers.set(name, handler);

/** Nothing is told of a fine of zero. */
export async function fine(context: Context, deal: Deal, fined: Fined, journalId: string): Promise<void> {
  if (fined.amountYuan > 0) await happened(context, { type: 'fined', deal, journalId, fined });
}

/** A fine that no deal is behind: the seal of a site was taken without consent. */
export type SiteFineHandler = (context: Context, siteId: string, fined: Fined, journalId: string) => Promise<void>;
const siteFines = new Map<string, SiteFineHandler>();
export const onSiteFine = (name: string, handler: SiteFineHandler): void => void siteFines.set(name, handler);
export async function fineAtSite(context: Context, siteId: string, fined: Fined, journalId: string): Promise<void> {
  if (fined.amountYuan <= 0) return;
  for (const handler of siteFines.values()) await handler(context, siteId, fined, journalId);
}

/** In the transaction of the command, in the order in which they registered. */
export async function happened(context: Context, event: Omit<DealEvent, 'at'>): Promise<void> {
  for (const handler of handlers.values()) await handler(context, { ...event, at: context.now });
}
