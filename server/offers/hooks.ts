/** Where deals take part: an intent goes on as a draft of a deal. They register at module load. */
import type { Context } from '#server/platform/context.ts';

export interface Intent {
  readonly offerId: string;
  readonly siteId: string;
  readonly customerId: string;
  readonly consultantId: string;
  readonly unitId: string | null;
  /** What is bought in words, where there is no unit yet. */
  readonly goods: string;
  readonly priceFen: number | null;
  readonly paymentMethod: 'full' | 'instalments' | 'mortgage' | 'finance_company' | null;
  /** The price is below what the house gives away by itself and stands by consent: as `because` says. */
  readonly isConsented: boolean;
  readonly because: string;
  readonly note: string;
  readonly journalId: string;
}
type IntentHook = (context: Context, intent: Intent) => Promise<{ readonly dealId: string }>;

let hook: IntentHook | null = null;
export const onIntent = (given: IntentHook): void => {
  hook = given;
};
export const intentHook = (): IntentHook => {
  if (hook === null) throw new Error('nobody has said what becomes of an intent');
  return hook;
};
