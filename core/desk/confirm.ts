/** A change of owner that came with a visit and waits for a supervisor's word (E18, case 4). */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import type { Instant } from '../kernel/instant.ts';
import type { OwnerConsequence } from './types.ts';

export const confirmRefusals = { OWNER_NEEDS_NOTHING: { mayPassLater: false } } as const;
export type ConfirmCode = keyof typeof confirmRefusals;

const clauses = ['S4.01.a16.change', 'S0.02.own.34', 'S0.02.own.32'];

export function confirmOwner(
  facts: { readonly owner: OwnerConsequence; readonly settledAt: Instant | null },
  { confirmed }: { readonly confirmed: boolean },
): Decision<{ readonly confirmed: boolean; readonly owner: OwnerConsequence }, ConfirmCode> {
  if (facts.owner.needs === null || facts.settledAt !== null) return refuse('OWNER_NEEDS_NOTHING', clauses);
  return accept({ confirmed, owner: facts.owner }, clauses);
}
