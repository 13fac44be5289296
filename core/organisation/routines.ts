/** The routines of a post: duties with a rhythm, whose steps are ticked off, each day or each month anew. */
import type { Decision } from '../kernel/decision.ts';
import { accept, refuse } from '../kernel/decision.ts';
import type { LocalDate } from '../kernel/instant.ts';
import { type Duty, posts } from './posts.ts';

export interface Routine extends Duty {
  readonly key: string;
  readonly rhythm: 'daily' | 'monthly';
}

const isRoutine = (duty: Duty): duty is Routine => duty.key !== undefined && duty.rhythm !== undefined;

export const routinesOf = (post: string | null): readonly Routine[] =>
  post !== null && Object.hasOwn(posts, post) ? posts[post as keyof typeof posts].duties.filter(isRoutine) : [];

/** A day stands for itself, a month for its first day. */
export const periodOf = (rhythm: Routine['rhythm'], day: LocalDate): LocalDate =>
  rhythm === 'daily' ? day : `${day.slice(0, 7)}-01`;

export function decideTick(
  facts: { readonly post: string | null; readonly today: LocalDate },
  input: { readonly routine: string; readonly step: number },
): Decision<{ readonly period: LocalDate }, 'NO_SUCH_ROUTINE'> {
  const routine = routinesOf(facts.post).find((one) => one.key === input.routine);
  if (!routine || input.step < 0 || input.step >= (routine.steps?.length ?? 0))
    return refuse('NO_SUCH_ROUTINE', [], { routine: input.routine });
  return accept({ period: periodOf(routine.rhythm, facts.today) }, routine.cites);
}
