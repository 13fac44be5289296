/** A copy of a contract that is untidy or written with the wrong pen is refused, costs its writer a fine, and is written again. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import type { DealRuleValues } from './rules.ts';
import type { Deal, StaffId } from './types.ts';

const CLAUSES = ['S0.07.ct.2'];

export function decideWriting(
  rules: DealRuleValues,
  facts: {
    readonly deal: Deal;
    readonly copy: { readonly document: string; readonly state: string };
    readonly writerId: StaffId;
  },
  _input: { readonly fault: string; readonly note: string },
): Decision<
  { readonly state: 'rewrite'; readonly fineYuan: number },
  'NOT_A_CONTRACT_COPY' | 'COPY_TO_BE_REWRITTEN' | 'PAPER_NOT_HERE'
> {
  const { copy } = facts;
  if (copy.document === 'subscription') return refuse('NOT_A_CONTRACT_COPY', CLAUSES);
  if (copy.state === 'rewrite') return refuse('COPY_TO_BE_REWRITTEN', CLAUSES);
  if (copy.state === 'returned') return refuse('PAPER_NOT_HERE', CLAUSES);
  return accept({ state: 'rewrite', fineYuan: rules.writingFineYuan }, CLAUSES);
}
