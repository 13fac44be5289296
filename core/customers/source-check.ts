/** A call back to check where a customer came from: whether they were asked, and whether what was written down is what they say. */
import type { Decision } from '../kernel/decision.ts';
import { accept } from '../kernel/decision.ts';
import type { Source } from './types.ts';

export interface SourceCheck {
  /** What the customer says now. */
  readonly told: Source;
  /** Whether somebody had asked them at all when they were registered. */
  readonly wasAsked: boolean;
}

export const decideSourceCheck = (
  facts: { readonly recorded: Source },
  check: SourceCheck,
): Decision<{ readonly matches: boolean; readonly wasAsked: boolean }, never> =>
  accept({ matches: facts.recorded === check.told, wasAsked: check.wasAsked }, ['S0.08.w.2']);
