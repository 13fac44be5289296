/** Rights: denied unless a role grants them; nobody gives away more than they hold; somebody can always administer. */
import type { Decision } from '../kernel/decision.ts';
import { accept, refuse } from '../kernel/decision.ts';
import type { Grants, Scope } from './roles.ts';
import { scopeNames } from './roles.ts';

export interface RoleGrants {
  readonly id: string;
  readonly key: string;
  readonly grants: Grants;
}

const rank = (scope: Scope): number => scopeNames.indexOf(scope);
const RIGHTS = ['S2.05.s1.access', 'S2.05.w4.rights', 'S1.01.a10'];

/** Administering means being able to give rights. */
export const ADMINISTERING = 'organisation.roles';
export const administers = (roles: readonly RoleGrants[]): boolean =>
  roles.some((role) => ADMINISTERING in role.grants);

/** The first permission of `wanted` that `held` does not reach as far, or null when all are covered. */
export const firstBeyond = (held: Grants, wanted: Grants): string | null =>
  Object.entries(wanted).find(([permission, scope]) => {
    const own = held[permission];
    return own === undefined || rank(own) < rank(scope);
  })?.[0] ?? null;

/** What somebody may do with their own work alone is no power over others: whoever manages people may give it. */
const overOthers = (grants: Grants): Grants =>
  Object.fromEntries(Object.entries(grants).filter(([, scope]) => scope !== 'self'));

export interface Explained {
  readonly permission: string;
  readonly scope: Scope;
  readonly from: readonly { readonly roleId: string; readonly roleKey: string; readonly scope: Scope }[];
}

/** What somebody may do, how far, and which role says so. What no role names is absent: denied. */
export function explainGrants(roles: readonly RoleGrants[]): readonly Explained[] {
  const permissions = [...new Set(roles.flatMap((role) => Object.keys(role.grants)))].sort();
  return permissions.map((permission) => {
    const from = roles.flatMap((role) => {
      const scope = role.grants[permission];
      return scope ? [{ roleId: role.id, roleKey: role.key, scope }] : [];
    });
    const widest = from.reduce<Scope>((wide, { scope }) => (rank(scope) > rank(wide) ? scope : wide), 'self');
    return { permission, scope: widest, from };
  });
}

/** Whether somebody may give these rights, and act on people who have them. */
export const firstNotGivable = (held: Grants, wanted: Grants): string | null =>
  ADMINISTERING in held ? null : firstBeyond(held, overOthers(wanted));

export interface GrantFacts {
  readonly actorGrants: Grants;
  readonly before: readonly RoleGrants[];
  readonly after: readonly RoleGrants[];
  /** Active people who administer, this one not counted. */
  readonly otherAdministrators: number;
}

export function decideGrantRoles(
  facts: GrantFacts,
): Decision<{ added: readonly string[]; removed: readonly string[] }, 'GRANTS_BEYOND_YOURS' | 'LAST_ADMINISTRATOR'> {
  const held = new Set(facts.before.map((role) => role.id));
  const kept = new Set(facts.after.map((role) => role.id));
  const added = facts.after.filter((role) => !held.has(role.id));
  const removed = facts.before.filter((role) => !kept.has(role.id));
  // Taking a role away needs the same reach as giving it: otherwise a branch manager could strip the administrator.
  if (!(ADMINISTERING in facts.actorGrants))
    for (const role of [...added, ...removed]) {
      const permission = firstBeyond(facts.actorGrants, overOthers(role.grants));
      if (permission) return refuse('GRANTS_BEYOND_YOURS', RIGHTS, { role: role.key, permission, field: 'roles' });
    }
  if (administers(facts.before) && !administers(facts.after) && facts.otherAdministrators === 0)
    return refuse('LAST_ADMINISTRATOR', RIGHTS, { field: 'roles' });
  return accept({ added: added.map((role) => role.key), removed: removed.map((role) => role.key) }, RIGHTS);
}

/** Resetting somebody's password or ending their work is as strong as holding their rights over others. */
export function decideActOn(facts: {
  readonly actorGrants: Grants;
  readonly theirs: Grants;
}): Decision<{ allowed: true }, 'GRANTS_BEYOND_YOURS'> {
  if (ADMINISTERING in facts.actorGrants) return accept({ allowed: true }, RIGHTS);
  const permission = firstBeyond(facts.actorGrants, overOthers(facts.theirs));
  return permission ? refuse('GRANTS_BEYOND_YOURS', RIGHTS, { permission }) : accept({ allowed: true }, RIGHTS);
}

export interface RoleEditFacts {
  readonly grants: Grants;
  /** Every permission of the product with the scopes it may be held with. */
  readonly known: Readonly<Record<string, readonly Scope[]>>;
  /** Active people who would still administer after the edit. */
  readonly administratorsAfter: number;
}
export function decideRoleEdit(
  facts: RoleEditFacts,
): Decision<{ grants: Grants }, 'UNKNOWN_PERMISSION' | 'SCOPE_NOT_OFFERED' | 'LAST_ADMINISTRATOR'> {
  for (const [permission, scope] of Object.entries(facts.grants)) {
    const offered = Object.hasOwn(facts.known, permission) ? facts.known[permission] : undefined;
    if (!offered) return refuse('UNKNOWN_PERMISSION', RIGHTS, { permission, field: `grants.${permission}` });
    if (!offered.includes(scope))
      return refuse('SCOPE_NOT_OFFERED', RIGHTS, { permission, scope, field: `grants.${permission}` });
  }
  if (facts.administratorsAfter === 0) return refuse('LAST_ADMINISTRATOR', RIGHTS);
  return accept({ grants: facts.grants }, RIGHTS);
}
