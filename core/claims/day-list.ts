/** The day's list of invitations and reminders, sent to each consultant: by the manager, or by itself each morning (S0.02.reg.10). */
import type { Decision } from '../kernel/decision.ts';
import { accept, refuse } from '../kernel/decision.ts';
import type { ClaimRuleValues } from './rules.ts';

export interface DayListFacts {
  /** Consultants with something on their list, and how much of it. */
  readonly people: number;
  readonly invite: number;
  readonly sign: number;
  readonly pay: number;
}
const CLAUSES = ['S0.02.reg.10'];

export const decideDayList = (
  rules: Pick<ClaimRuleValues, 'dayList'>,
  facts: DayListFacts,
  input: { readonly byHand: boolean },
): Decision<{ send: boolean }, 'NOTHING_ON_THE_LIST'> => {
  if (input.byHand && facts.people === 0) return refuse('NOTHING_ON_THE_LIST', CLAUSES);
  return accept({ send: facts.people > 0 && (input.byHand || rules.dayList === 'each_morning') }, CLAUSES);
};
