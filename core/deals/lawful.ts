/** The last look before the signature: is the text complete, lawful and feasible by somebody's word? */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import type { DealRuleValues } from './rules.ts';
import { type Deal, legalItems } from './types.ts';

const TEXT = ['S1.16.f7', 'S1.10.s3', 'S1.03.a11.1'];

/** Nothing is signed while the book asks for a check and an item of it is open, or has been answered with no. */
export function decideLawful(
  rules: DealRuleValues,
  deal: Deal,
): Decision<null, 'LEGAL_CHECK_NEEDED' | 'LEGAL_CHECK_FAILED'> {
  if (rules.legalCheck === 'none' || (rules.legalCheck === 'special' && !deal.isSpecial)) return accept(null, []);
  const answers = deal.contract?.legal?.answers ?? {};
  const failed = legalItems.filter((item) => answers[item] === false);
  if (failed.length > 0) return refuse('LEGAL_CHECK_FAILED', TEXT, { missing: failed.join(',') });
  const open = legalItems.filter((item) => answers[item] !== true);
  if (open.length > 0) return refuse('LEGAL_CHECK_NEEDED', TEXT, { missing: open.join(',') });
  return accept(null, TEXT);
}
