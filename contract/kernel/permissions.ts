/** A permission is a word and the scopes that make sense for it; roles hold permissions with one scope each. */
export const scopes = ['self', 'team', 'site', 'company'] as const;
export type Scope = (typeof scopes)[number];

export interface PermissionText {
  readonly zh: string;
  readonly en: string;
  /** Scopes a role may hold it with, narrowest first. */
  readonly scopes: readonly Scope[];
}
export type Permissions = Readonly<Record<string, PermissionText>>;

export const permissions = <P extends Permissions>(table: P): P => table;

export type Grants = Readonly<Record<string, Scope>>;

const rank: Record<Scope, number> = { self: 0, team: 1, site: 2, company: 3 };
export const widerScope = (a: Scope | undefined, b: Scope): Scope => (a && rank[a] >= rank[b] ? a : b);
export const isAtLeast = (held: Scope, wanted: Scope): boolean => rank[held] >= rank[wanted];
