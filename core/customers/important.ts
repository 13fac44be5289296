/** Important customers: received as guests of honour, and never in one person's hands alone. */
import type { CustomerRuleValues } from './rules.ts';
import type { StaffId } from './types.ts';

export interface ImportantFacts {
  readonly important: boolean;
  readonly ownerId: StaffId | null;
  readonly contactIds: readonly StaffId[];
}
export interface Attention {
  readonly reception: 'normal' | 'vip';
  /** How many more people have to be named as contacts. */
  readonly contactsMissing: number;
  readonly clauses: readonly string[];
}

export const attentionDue = (
  rules: Pick<CustomerRuleValues, 'contactsForImportant' | 'importantIsVip'>,
  facts: ImportantFacts,
): Attention => {
  if (!facts.important) return { reception: 'normal', contactsMissing: 0, clauses: ['S2.03.a8.vip'] };
  const people = new Set([...facts.contactIds, ...(facts.ownerId === null ? [] : [facts.ownerId])]);
  return {
    reception: rules.importantIsVip ? 'vip' : 'normal',
    contactsMissing: Math.max(rules.contactsForImportant - people.size, 0),
    clauses: ['S2.03.a8.vip', 'S2.03.a8.two'],
  };
};
