/** When a paper may be made final: its words are then printed for signature, and nobody alters them any more. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import type { DocumentKind } from './document-fields.ts';
import type { Deal } from './types.ts';

export interface FinalFacts {
  readonly kind: DocumentKind;
  readonly deal: Pick<
    Deal,
    'state' | 'kind' | 'approvedAt' | 'effectiveAt' | 'signedAt' | 'handedOverAt' | 'fullyPaidAt'
  >;
  readonly contractApprovedAt: string | null;
  /** Whether the change, supplement or withdrawal the paper is about has been agreed to. */
  readonly hasCause: boolean;
  /** A final text that is not yet signed or, where there is only one such paper, signed as well. */
  readonly standing: { readonly at: string; readonly by: string } | null;
}
export type FinalRefusal = 'DOCUMENT_NOT_FINAL' | 'DOCUMENT_ALREADY_FINAL';

/** What has to come first, as a code the screens have words for. */
const needs: Readonly<Record<DocumentKind, string>> = {
  subscription: 'subscription_approval',
  order: 'subscription_approval',
  contract: 'contract_approval',
  supplement: 'supplement',
  unit_change: 'unit_change',
  name_change: 'name_change',
  withdrawal: 'withdrawal_consent',
  handover: 'full_payment',
  demand_notice: 'overdue',
};

function isReady({ kind, deal, contractApprovedAt, hasCause }: FinalFacts): boolean {
  const { state, approvedAt, effectiveAt, signedAt, fullyPaidAt, handedOverAt } = deal;
  if (state === 'draft') return false;
  switch (kind) {
    case 'subscription':
    case 'order':
      return state !== 'cancelled' && (approvedAt !== null || effectiveAt !== null);
    case 'contract':
      return state !== 'cancelled' && (contractApprovedAt !== null || signedAt !== null);
    case 'handover':
      return state !== 'cancelled' && (fullyPaidAt !== null || handedOverAt !== null);
    default:
      return hasCause;
  }
}

export function decideMakeFinal(facts: FinalFacts): Decision<null, FinalRefusal> {
  const clauses = ['S0.02.info.10'];
  if (!isReady(facts))
    return refuse('DOCUMENT_NOT_FINAL', clauses, {
      kind: facts.kind,
      state: facts.deal.state,
      needs: needs[facts.kind],
    });
  if (facts.standing)
    return refuse('DOCUMENT_ALREADY_FINAL', clauses, {
      kind: facts.kind,
      at: facts.standing.at,
      by: facts.standing.by,
    });
  return accept(null, clauses);
}
