/** The reader's scope over claims, and the time zone a site lives in. */
import type { Sql } from 'sql-template-tag';
import sql from 'sql-template-tag';
import { requireScope, scopeCondition } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';

export function claimScope(context: Context, permission = 'claims.read'): Sql {
  const scope = requireScope(context.actor, permission);
  const condition = scopeCondition(context.actor, scope, {
    site: sql`claims.site_id`,
    team: sql`claims.team_id`,
    person: sql`claims.owner_id`,
  });
  // Who has moved away has left these customers behind (S2.03.a6); the site they left sees them as before.
  return scope === 'company' || scope === 'site' ? condition : sql`${condition} and ${notLeftBehind(context)}`;
}

/** Not one of those the reader had to leave to the department by moving away. */
export const notLeftBehind = (context: Context): Sql =>
  sql`(claims.withheld_at is null or claims.owner_id is distinct from ${context.actor.staffId}::uuid)`;

/** Confidential business stays with its people and the company's head, in lists over claims and follow-ups too. */
export const notConfidential = (context: Context, person: Sql, permission = 'claims.read'): Sql =>
  requireScope(context.actor, permission) === 'company'
    ? sql`true`
    : sql`(not customers.confidential or ${person} = ${context.actor.staffId}::uuid
        or (customers.owner_id = ${context.actor.staffId}::uuid and customers.withheld_at is null))`;
