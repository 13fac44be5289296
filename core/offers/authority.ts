/** How far somebody may go by themselves: the best of the posts they hold, by the house's tables. */
import { type ApprovalRuleValues, type LimitColumn, limitedRoles } from '../approvals/index.ts';

/** Posts without a limit: the head of the house. */
const unlimited: readonly string[] = ['general_manager', 'owner'];
const hasNoLimit = (roles: readonly string[]): boolean => roles.some((role) => unlimited.includes(role));

/** One post must cover everything asked: halves of two posts make no whole authority. */
export const isWithinAuthority = (
  limits: ApprovalRuleValues['limits'],
  roles: readonly string[],
  asked: Partial<Record<LimitColumn, number>>,
): boolean =>
  hasNoLimit(roles) ||
  limitedRoles.some(
    (role) =>
      roles.includes(role) && Object.entries(asked).every(([column, value]) => value <= (limits[role]?.[column] ?? 0)),
  );

/** The highest limit among the posts held; null: none. */
export const limitOf = (
  table: Readonly<Record<string, Readonly<Record<string, number>>>>,
  column: string,
  roles: readonly string[],
): number | null =>
  hasNoLimit(roles)
    ? null
    : Math.max(0, ...limitedRoles.filter((role) => roles.includes(role)).map((role) => table[role]?.[column] ?? 0));
