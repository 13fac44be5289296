/** The reader's scope over claims, and the time zone a site lives in. */
import type { Sql } from 'sql-template-tag';
import sql from 'sql-template-tag';
import { requireScope, scopeCondition } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { siteById } from './store.ts';

export const claimScope = (context: Context, permission = 'claims.read'): Sql =>
  scopeCondition(context.actor, requireScope(context.actor, permission), {
    site: sql`claims.site_id`,
    team: sql`claims.team_id`,
    person: sql`claims.owner_id`,
  });

/** Confidential business stays with its people and the company's head, in lists over claims and follow-ups too. */
export const notConfidential = (context: Context, person: Sql, permission = 'claims.read'): Sql =>
  requireScope(context.actor, permission) === 'company'
    ? sql`true`
    : sql`(not customers.confidential or ${person} = ${context.actor.staffId}::uuid or customers.owner_id = ${context.actor.staffId}::uuid)`;

export async function siteZone(context: Context, siteId: string | null): Promise<string> {
  return siteId ? (await siteById(context.tx, siteId)).timeZone : 'Asia/Shanghai';
}
