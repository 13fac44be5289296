export type { OrganisationRuleValues } from './rules.ts';
export { instructionFieldNames, OrganisationRules, staffChangeNames } from './rules.ts';
export type { Grants, RoleKey, Scope } from './roles.ts';
export { grantMatrix, presetGrants, roleKeys, roleNames, scopeNames } from './roles.ts';
