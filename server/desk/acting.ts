/** Whether somebody acts for themselves or, at the desk, for a colleague. */
import { personOf, requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';

export function actingFor(context: Context, siteId: string, staffId: string | undefined): string {
  if (staffId === undefined || staffId === context.actor.staffId) return personOf(context.actor);
  requireSite(context.actor, 'desk.operate', siteId);
  return staffId;
}
