/** What an approval brings about is the business of whoever asked for it: they register at module load, one for each matter. */
import type { Matter, Signature } from '#core/approvals/index.ts';
import type { Context } from '#server/platform/context.ts';

export interface Decided {
  readonly id: string;
  readonly matter: Matter;
  readonly subject: { readonly type: string; readonly id: string };
  readonly customerId: string | null;
  readonly siteId: string;
  readonly payload: unknown;
  readonly applicantId: string | null;
  /** The entry of the last signature, or of how it ended. */
  readonly journalId: string;
  readonly signers: readonly Pick<Signature, 'signerId' | 'as' | 'forId'>[];
}
export type HowRefused = 'rejected' | 'returned' | 'withdrawn' | 'expired';

/**
 * Both run inside the transaction of the last signature (of the refusal, the withdrawal, the deadline). When `approved` refuses, the
 * signature is refused with that code and nothing is written. `lock` takes the locks that come before the approval's in the common
 * order (the deal, the unit); the customer is locked already.
 */
export interface ApprovalHandlers {
  readonly lock?: (context: Context, approval: Pick<Decided, 'subject' | 'customerId' | 'siteId'>) => Promise<void>;
  readonly approved: (context: Context, approval: Decided) => Promise<void>;
  readonly refused: (context: Context, approval: Decided, how: HowRefused) => Promise<void>;
}

const handlers = new Map<Matter, ApprovalHandlers>();
export const onApproval = (matter: Matter, given: ApprovalHandlers): void => void handlers.set(matter, given);
/** What a request is about that somebody wrote by hand: nothing but itself. Nobody waits for it. */
export const OF_ITSELF = 'approval';
export const handlersOf = ({ matter, subject }: Pick<Decided, 'matter' | 'subject'>): ApprovalHandlers | null =>
  subject.type === OF_ITSELF ? null : (handlers.get(matter) ?? null);
