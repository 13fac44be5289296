/** Whether somebody acts for themselves or, at the desk, for a colleague. */
import { canSee } from '#server/customers/index.ts';
import { notAllowed, personOf, requireSite, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { recordedBy, type StoredVisit } from './visit-store.ts';

export function actingFor(context: Context, siteId: string, staffId: string | undefined): string {
  if (staffId === undefined || staffId === context.actor.staffId) return personOf(context.actor);
  requireSite(context.actor, 'desk.operate', siteId);
  return staffId;
}

const isOnVisit = ({ serverId, owner, onFloor }: StoredVisit, staffId: string): boolean =>
  [serverId, owner.ownerId, onFloor.onBehalfOf, ...onFloor.helpers].includes(staffId);

/** Another's visitor is not a colleague's to hand on, send away or name: whoever is on the visit does, or the desk for them. */
export function mayActOn(context: Context, visit: StoredVisit): boolean {
  const { staffId, siteIds } = context.actor;
  const operates = scopeOf(context.actor, 'desk.operate');
  const waits = visit.serverId === null && visit.state === 'waiting';
  const atTheDesk = operates === 'company' || (operates !== null && siteIds.includes(visit.siteId));
  return waits || atTheDesk || (staffId !== null && isOnVisit(visit, staffId));
}

/** As above; and whoever took the visitor's words down may put them right. */
export const mayCorrect = async (context: Context, visit: StoredVisit): Promise<boolean> =>
  mayActOn(context, visit) || (await recordedBy(context.tx, visit.id, personOf(context.actor)));

export function requireOnVisit(context: Context, visit: StoredVisit): void {
  if (!mayActOn(context, visit)) throw notAllowed('desk.operate');
}

export async function requireOnVisitOrRecorder(context: Context, visit: StoredVisit): Promise<void> {
  if (!(await mayCorrect(context, visit))) throw notAllowed('desk.operate');
}

/** What a visitor said is part of the customer's file: for those on the visit, the registers of the desk, and who sees the file. */
export async function mayReadLog(context: Context, visit: StoredVisit): Promise<boolean> {
  const registers = scopeOf(context.actor, 'desk.registers');
  if (registers === 'site' || registers === 'company') return true;
  if (context.actor.staffId !== null && isOnVisit(visit, context.actor.staffId)) return true;
  return visit.customerId !== null && (await canSee(context, visit.customerId));
}
