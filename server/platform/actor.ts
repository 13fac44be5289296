/** Who acts, and how far their permissions reach. The system itself acts when a deadline falls due: it has no staff id. */
import type { Grants, Scope } from '#contract/kernel/permissions.ts';
import { isAtLeast } from '#contract/kernel/permissions.ts';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import { allPermissions } from '#contract/permissions.ts';
import type { Sql } from 'sql-template-tag';
import sql from 'sql-template-tag';
import { Refused } from './refused.ts';

export interface Actor {
  readonly companyId: string;
  readonly staffId: string | null;
  readonly name: string;
  readonly teamId: string | null;
  readonly siteId: string | null;
  /** Every site the person works at. */
  readonly siteIds: readonly string[];
  readonly grants: Grants;
  readonly sessionId: string | null;
  readonly locale: string;
  /** Signed in with a password somebody else made: until it is changed nothing else is allowed. */
  readonly mustChangePassword?: boolean;
}

export const systemActor = (companyId: string): Actor => ({
  companyId,
  staffId: null,
  name: '系统',
  teamId: null,
  siteId: null,
  siteIds: [],
  grants: {},
  sessionId: null,
  locale: 'zh-CN',
});

export const scopeOf = (actor: Actor, permission: string): Scope | null => actor.grants[permission] ?? null;

export function requireScope(actor: Actor, permission: string, atLeast: Scope = 'self'): Scope {
  const scope = scopeOf(actor, permission);
  if (!scope || !isAtLeast(scope, atLeast)) throw notAllowed(permission);
  return scope;
}

/** The actor holds the permission for this site: company-wide, or the site is one of theirs. */
export function requireSite(actor: Actor, permission: string, siteId: string): Scope {
  const scope = requireScope(actor, permission);
  if (scope !== 'company' && !actor.siteIds.includes(siteId)) throw notAllowed(permission);
  return scope;
}

/** A right in the words it has on the page of roles; programs go by `permission`. */
function missing(permission: string) {
  const { zh: permissionZh, en: permissionEn } = allPermissions[permission] ?? signedIn;
  return { permission, permissionZh, permissionEn };
}
const signedIn = { zh: '以本人身份登录', en: 'signed in as a person' };

export const notAllowed = (permission: string): Refused =>
  new Refused('NOT_ALLOWED', commonRefusals.NOT_ALLOWED, missing(permission));

/** A right somebody lacks altogether is a reason why a button is off, too. */
export function lacks(permission: string): { code: 'NOT_ALLOWED'; zh: string; en: string } {
  const { permissionZh, permissionEn } = missing(permission);
  return { code: 'NOT_ALLOWED', zh: `没有“${permissionZh}”的权限`, en: `You lack the permission "${permissionEn}"` };
}

/** The staff id of an actor that must be a person. */
export function personOf(actor: Actor): string {
  if (!actor.staffId) throw notAllowed('signed-in');
  return actor.staffId;
}

/**
 * The scope as part of the query: a condition over the columns that hold site, team and person of a row. Scopes are explicit
 * predicates, so that the planner can use the index of each.
 */
export function scopeCondition(actor: Actor, scope: Scope, columns: { site: Sql; team?: Sql; person: Sql }): Sql {
  if (scope === 'company') return sql`true`;
  if (scope === 'site') {
    const [only, ...more] = actor.siteIds;
    // Of one site an index gives the rows in the order of the list; of several they have to be sorted.
    if (only !== undefined && more.length === 0) return sql`${columns.site} = ${only}::uuid`;
    return sql`${columns.site} = any(${[...actor.siteIds]}::uuid[])`;
  }
  if (scope === 'team' && columns.team && actor.teamId) return sql`${columns.team} = ${actor.teamId}::uuid`;
  return sql`${columns.person} = ${actor.staffId}::uuid`;
}
